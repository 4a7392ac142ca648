// The profiles `sales-lines` and `sales-quotas`: their fields, names in both languages, headers.
// Owns how names in a row become ids.
#include "modules/sales/import_profiles.h"

#include <map>

#include "platform/imports/fields.h"

namespace manyi::sales {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file

struct LineRow {
  std::string source_id;
  std::optional<std::string> work_order, site, manufacturer, seller;
  std::string product;
  std::string sold_at;
  std::optional<std::string> recognised_at, refunded_at;
  double amount = 0;
  std::optional<double> cost;
  std::optional<std::int64_t> quantity;
  std::optional<std::string> service_product, note;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(LineRow, (),
                      (source_id, work_order, site, manufacturer, seller, product, sold_at, recognised_at,
                       refunded_at, amount, cost, quantity, service_product, note, attributes))

struct QuotaRow {
  std::string source_id;
  std::string site;
  std::optional<std::string> seller;
  std::string month;
  double amount = 0;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(QuotaRow, (), (source_id, site, seller, month, amount, attributes))

ProfileField site_field() {
  return text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"});
}
ProfileField seller_field() {
  return text_field("seller", "销售人", "Seller",
                    {"销售员", "业务员", "销售人员", "sales person", "salesperson"});
}

std::vector<ProfileField> line_fields() {
  return {
      required(text_field("source_id", "销售单号", "Sales number",
                          {"单号", "订单号", "编号", "id", "no", "sale no", "invoice no"})),
      text_field("work_order", "工单号", "Work order", {"工单", "服务单号", "order no", "work order number"}),
      site_field(),
      text_field("manufacturer", "厂家", "Manufacturer", {"制造商", "oem"}),
      seller_field(),
      required(text_field("product", "服务产品", "Service product",
                          {"产品", "商品", "品名", "product", "item"}, kNameText)),
      required(time_field("sold_at", "销售时间", "Sold at", {"销售日期", "日期", "date", "sold"})),
      time_field("recognised_at", "确认收入时间", "Recognised at",
                 {"确认日期", "收入确认日期", "recognised"}),
      time_field("refunded_at", "退款时间", "Refunded at", {"退货时间", "退款日期", "refunded"}),
      required(number_field("amount", "金额", "Amount", {"销售金额", "价格", "price", "total"})),
      number_field("cost", "成本", "Cost", {"成本金额"}),
      integer_field("quantity", "数量", "Quantity", {"qty"}),
      flag_field(text_field("service_product", "是否服务产品", "Is a service product", {"服务类"})),
      text_field("note", "备注", "Note", {"说明", "remark"}, kLongText),
  };
}

std::vector<ProfileField> quota_fields() {
  return {
      required(text_field("source_id", "定额编号", "Quota number", {"编号", "id", "no"})),
      required(site_field()),
      seller_field(),
      required(field_of_kind(FieldKind::kDate, "month", "月份", "Month", {"期间", "定额月份", "period"})),
      required(
          number_field("amount", "定额金额", "Quota amount", {"定额", "目标", "金额", "quota", "target"})),
  };
}

Result<ImportedSalesLine> turn_line(const Needs& to, db::Tx& tx, const ApplyContext& context,
                                    const LineRow& row) {
  const Caller& caller = context.caller;
  MANYI_TRY(const auto place,
            to.orders.place_row(tx, caller, {context.source, row.work_order, row.site}, context.zone));
  ImportedSalesLine in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  in.site_id = place.site;
  in.work_order_id = place.work_order;
  if (row.manufacturer) {
    MANYI_TRY(in.manufacturer_id, to.catalog.resolve_manufacturer(tx, caller, *row.manufacturer));
  }
  if (row.seller) { MANYI_TRY(in.seller_id, to.org.resolve_employee(tx, caller, place.site, *row.seller)); }
  in.product = row.product;
  const auto sold = row_time(row.sold_at, place.zone);
  if (!sold) return invalid("/sold_at", "time", "Expected a time.");
  in.sold_at = *sold;
  in.recognised_at = row_time_after(row.recognised_at, place.zone, sold);
  in.refunded_at = row_time_after(row.refunded_at, place.zone, sold);
  in.amount = *row_money(row.amount);
  in.cost = row_money(row.cost);
  in.quantity = row.quantity;
  in.service_product = row_flag(row.service_product);
  in.note = row.note;
  in.attributes.text = to_json(row.attributes);
  return in;
}

Result<ImportedSalesQuota> turn_quota(const Needs& to, db::Tx& tx, const ApplyContext& context,
                                      const QuotaRow& row) {
  const Caller& caller = context.caller;
  ImportedSalesQuota in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  MANYI_TRY(in.site_id, to.org.resolve_site(tx, caller, row.site, context.zone.name()));
  if (row.seller) { MANYI_TRY(in.seller_id, to.org.resolve_employee(tx, caller, in.site_id, *row.seller)); }
  const auto month = Date::parse(row.month);
  if (!month) return invalid("/month", "date", "Expected a date.");
  in.month = *month;
  in.amount = *row_money(row.amount);
  return in;
}

ImportProfile profile_of(std::string code, std::string zh, std::string en, std::vector<ProfileField> fields) {
  ImportProfile profile;
  profile.code = std::move(code);
  profile.title_zh = std::move(zh);
  profile.title_en = std::move(en);
  profile.key_field = "source_id";
  profile.fields = std::move(fields);
  profile.permission = Permission::kSalesWrite;
  return profile;
}

}  // namespace

void add_import_profiles(Profiles& profiles, Sales& sales, Needs to) {
  ImportProfile lines = profile_of("sales-lines", "服务销售", "Service sales", line_fields());
  keep_records<LineRow, ImportedSalesLine>(
      lines,
      [to](db::Tx& tx, const ApplyContext& context, const LineRow& row) {
        return turn_line(to, tx, context, row);
      },
      keeper_of<ImportedSalesLine>(sales.lines));
  profiles.add(std::move(lines));
  ImportProfile quotas = profile_of("sales-quotas", "销售定额", "Sales quotas", quota_fields());
  keep_records<QuotaRow, ImportedSalesQuota>(
      quotas,
      [to](db::Tx& tx, const ApplyContext& context, const QuotaRow& row) {
        return turn_quota(to, tx, context, row);
      },
      keeper_of<ImportedSalesQuota>(sales.quotas));
  profiles.add(std::move(quotas));
}

}  // namespace manyi::sales
