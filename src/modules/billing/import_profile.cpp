// The profile `ledger`: its fields, their names in both languages, the headers people give them.
// Owns how names in a row become ids.
#include "modules/billing/import_profile.h"

#include <map>

#include "platform/imports/fields.h"

namespace manyi::billing {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file

struct Row {
  std::string source_id;
  std::string booked_on;
  Account account = Account::kExpense;
  double amount = 0;
  std::optional<std::string> site, unit, work_order, manufacturer, cost_type, settled, text;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, booked_on, account, amount, site, unit, work_order, manufacturer, cost_type,
                       settled, text, attributes))

std::vector<ProfileField> fields() {
  return {
      required(text_field("source_id", "凭证行号", "Line number",
                          {"凭证号", "流水号", "编号", "id", "no", "voucher", "entry", "line"})),
      required(field_of_kind(FieldKind::kDate, "booked_on", "记账日期", "Booked on",
                             {"日期", "凭证日期", "入账日期", "date", "booking date", "posting date"})),
      required(choice_field<Account>(
          "account", "科目", "Account", {"会计科目", "账户", "type"},
          {{Account::kRevenueWarranty, {"保内收入", "保修收入", "厂家结算收入", "warranty revenue"}},
           {Account::kRevenuePaid, {"保外收入", "维修收入", "有偿服务收入", "paid revenue"}},
           {Account::kRevenueParts, {"备件收入", "配件收入", "parts revenue"}},
           {Account::kRevenueProducts, {"服务产品收入", "服务销售收入", "product revenue"}},
           {Account::kDirectCost, {"直接成本", "成本", "direct cost", "cost"}},
           {Account::kExpense, {"费用", "期间费用", "expenses"}}})),
      required(number_field("amount", "金额", "Amount", {"发生额", "本币金额", "value", "sum"})),
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}),
      text_field("unit", "部门", "Unit",
                 {"组织单元", "成本中心", "department", "cost center", "cost centre"}),
      text_field("work_order", "工单号", "Work order", {"工单", "服务单号", "order no", "work order number"}),
      text_field("manufacturer", "厂家", "Manufacturer", {"制造商", "oem"}),
      text_field("cost_type", "费用类型", "Cost type", {"费用项目", "费用类别", "cost element"}),
      flag_field(text_field("settled", "已结算", "Settled", {"是否结算", "结算"})),
      text_field("text", "摘要", "Text", {"说明", "备注", "description", "memo"}, 1000),
  };
}

Result<ImportedLedgerLine> turn(const Needs& to, db::Tx& tx, const ApplyContext& context, const Row& row) {
  const Caller& caller = context.caller;
  ImportedLedgerLine in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  if (row.site || row.work_order) {
    MANYI_TRY(const auto place,
              to.orders.place_row(tx, caller, {context.source, row.work_order, row.site}, context.zone));
    in.site_id = place.site;
    in.work_order_id = place.work_order;
  }
  const auto day = Date::parse(row.booked_on);
  if (!day) return invalid("/booked_on", "date", "Expected a date.");
  in.booked_on = *day;
  in.account = row.account;
  in.amount = *row_money(row.amount);
  if (row.unit) { MANYI_TRY(in.org_unit_id, to.org.resolve_unit(tx, caller, *row.unit)); }
  if (row.manufacturer) {
    MANYI_TRY(in.manufacturer_id, to.catalog.resolve_manufacturer(tx, caller, *row.manufacturer));
  }
  in.cost_type = row.cost_type;
  in.settled = row_flag(row.settled);
  in.text = row.text;
  in.attributes.text = to_json(row.attributes);
  return in;
}

}  // namespace

void add_import_profile(Profiles& profiles, Billing& billing, Needs to) {
  ImportProfile profile;
  profile.code = "ledger";
  profile.title_zh = "账务";
  profile.title_en = "Ledger";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kLedgerWrite;
  keep_records<Row, ImportedLedgerLine>(
      profile,
      [to](db::Tx& tx, const ApplyContext& context, const Row& row) { return turn(to, tx, context, row); },
      keeper_of<ImportedLedgerLine>(billing));
  profiles.add(std::move(profile));
}

}  // namespace manyi::billing
