// The profile `parts`: its fields, their names in both languages, the headers people give them.
// Owns how a row becomes a request, a piece, or both.
#include "modules/parts/import_profile.h"

#include <algorithm>
#include <map>

#include "platform/imports/fields.h"

namespace manyi::parts {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file

/// A staged row. Times are texts: a date alone stays one.
struct Row {
  std::string source_id;
  std::optional<std::string> work_order, site;
  std::string part_no;
  std::optional<std::string> part_name, part_category, serial_no, paired_serial_no, manufacturer, technician,
      keeper;
  std::optional<std::int64_t> quantity;
  std::optional<PartSource> source;
  std::optional<std::string> from_stock;
  std::optional<std::string> requested_at, promised_at, available_at, received_at, issued_at, installed_at,
      unused_returned_at, removed_at, return_due_at, shipped_back_at, judged_at, doa_claimed_at,
      doa_confirmed_at;
  std::optional<Verdict> verdict;
  std::optional<PartOwner> owner;
  std::optional<PartCondition> condition;
  std::optional<std::string> batch, location;
  std::optional<double> cost;
  std::optional<std::string> note;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, work_order, site, part_no, part_name, part_category, serial_no,
                       paired_serial_no, manufacturer, technician, keeper, quantity, source, from_stock,
                       requested_at, promised_at, available_at, received_at, issued_at, installed_at,
                       unused_returned_at, removed_at, return_due_at, shipped_back_at, judged_at,
                       doa_claimed_at, doa_confirmed_at, verdict, owner, condition, batch, location, cost,
                       note, attributes))

std::vector<ProfileField> fields() {
  return {
      required(text_field("source_id", "备件流水号", "Part line number",
                          {"流水号", "备件单号", "编号", "id", "no", "line no", "part line"})),
      text_field("work_order", "工单号", "Work order", {"工单", "服务单号", "order no", "work order number"}),
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}),
      required(text_field("part_no", "备件号", "Part number",
                          {"备件编码", "物料号", "物料编码", "料号", "part no", "part", "material"})),
      text_field("part_name", "备件名称", "Part name", {"物料名称", "description"}, kNameText),
      text_field("part_category", "备件类别", "Part category", {"备件分类", "类别", "category"}),
      text_field("serial_no", "备件序列号", "Part serial number", {"序列号", "sn", "serial", "serial no"}),
      text_field("paired_serial_no", "配对件序列号", "Paired serial number",
                 {"旧件序列号", "坏件序列号", "old serial", "defective serial"}),
      text_field("manufacturer", "厂家", "Manufacturer", {"制造商", "oem"}),
      text_field("technician", "技术员", "Technician", {"工程师", "领用人", "engineer"}),
      text_field("keeper", "备件员", "Parts keeper", {"仓管员", "库管", "keeper"}),
      integer_field("quantity", "数量", "Quantity", {"申请数量", "qty"}),
      choice_field<PartSource>("source", "备件来源", "Part source", {"来源", "供货方式"},
                               {{PartSource::kStock, {"库存", "本地库存", "现货"}},
                                {PartSource::kManufacturer, {"厂家", "厂家订货", "订货", "oem"}},
                                {PartSource::kTransfer, {"调拨", "调货"}}}),
      flag_field(text_field("from_stock", "即时满足", "Filled at once", {"现货满足", "即纳", "immediate"})),
      time_field("requested_at", "申请时间", "Requested at", {"备件申请时间", "申请日期", "requested"}),
      time_field("promised_at", "承诺到货时间", "Promised at",
                 {"预计到货", "预计到货时间", "eta", "promised"}),
      time_field("available_at", "到件时间", "Available at", {"到货时间", "备件到位时间", "available"}),
      time_field("received_at", "入库时间", "Received at", {"收货时间", "入库日期", "received"}),
      time_field("issued_at", "领用时间", "Issued at", {"发料时间", "出库时间", "领料时间", "issued"}),
      time_field("installed_at", "使用时间", "Installed at",
                 {"安装时间", "更换时间", "installed", "used at"}),
      time_field("unused_returned_at", "好件退回时间", "Unused returned at",
                 {"好件退库时间", "未用退回时间", "unused return"}),
      time_field("removed_at", "拆下时间", "Removed at", {"旧件拆下时间", "坏件拆下时间", "removed"}),
      time_field("return_due_at", "返还期限", "Return due", {"应返还日期", "返还截止", "return deadline"}),
      time_field("shipped_back_at", "返还时间", "Shipped back at",
                 {"坏件返还时间", "旧件返还时间", "返还日期", "shipped back", "returned"}),
      time_field("judged_at", "判定时间", "Judged at", {"厂家判定时间", "判定日期", "judged"}),
      choice_field<Verdict>("verdict", "厂家判定", "Verdict", {"判定结果", "检测结果", "test result"},
                            {{Verdict::kFaulty, {"故障", "坏", "有故障", "确认故障"}},
                             {Verdict::kNoFault, {"无故障", "好件", "nff", "no fault found"}},
                             {Verdict::kDamaged, {"人为损坏", "损坏", "物理损坏"}},
                             {Verdict::kMismatch, {"不符", "序列号不符", "件号不符"}}}),
      time_field("doa_claimed_at", "到货即坏申报时间", "DOA claimed at", {"doa申报时间", "doa claimed"}),
      time_field("doa_confirmed_at", "到货即坏确认时间", "DOA confirmed at",
                 {"doa确认时间", "doa confirmed"}),
      choice_field<PartOwner>("owner", "备件归属", "Owner", {"归属", "所有权"},
                              {{PartOwner::kManufacturer, {"厂家"}},
                               {PartOwner::kOwn, {"自有", "服务商"}},
                               {PartOwner::kCustomer, {"客户"}}}),
      choice_field<PartCondition>("condition", "备件状况", "Condition", {"状况", "好坏件"},
                                  {{PartCondition::kGood, {"好件", "良品"}},
                                   {PartCondition::kDefective, {"坏件", "故障件", "不良品"}},
                                   {PartCondition::kDoa, {"到货即坏"}},
                                   {PartCondition::kSuspect, {"待检"}},
                                   {PartCondition::kScrap, {"报废"}}}),
      text_field("batch", "返还批次", "Return batch", {"批次", "返还单号", "return no"}),
      text_field("location", "库位", "Location", {"货位", "bin"}),
      number_field("cost", "成本", "Cost", {"备件成本", "单价", "金额", "price", "unit cost"}),
      text_field("note", "备注", "Note", {"说明", "remark"}, kLongText),
  };
}

void check_times(const RowValues& row, std::vector<RowProblem>& problems) {
  for (const char* field :
       {"requested_at", "received_at", "issued_at", "installed_at", "unused_returned_at", "removed_at",
        "shipped_back_at", "judged_at", "doa_claimed_at", "doa_confirmed_at"})
    if (!row.get(field).empty()) return;
  problems.push_back({"requested_at", "required", "Give at least one time of the part."});
}

Result<ImportedPart> turn(const Needs& to, db::Tx& tx, const ApplyContext& context, const Row& row) {
  const Caller& caller = context.caller;
  MANYI_TRY(const auto place,
            to.orders.place_row(tx, caller, {context.source, row.work_order, row.site}, context.zone));
  const auto at = [&](const std::optional<std::string>& text,
                      const std::optional<Instant>& earlier = std::nullopt) {
    return row_time_after(text, place.zone, earlier);
  };
  const auto requested = at(row.requested_at);
  const auto available = at(row.available_at, requested);
  const auto received = at(row.received_at);
  // Each after the latest of what came before it on that day.
  const auto issued = at(row.issued_at, std::max({requested, available, received}));
  const auto installed = at(row.installed_at, issued ? issued : requested);
  const auto unused_returned = at(row.unused_returned_at, issued ? issued : requested);
  ImportedPart in;
  const auto fill = [&](auto& part) -> Result<void> {
    part.import_source = context.source;
    part.source_id = row.source_id;
    part.site_id = place.site;
    part.work_order_id = place.work_order;
    part.part_no = row.part_no;
    part.part_name = row.part_name;
    part.part_category = row.part_category;
    part.issued_at = issued;
    part.installed_at = installed;
    part.unused_returned_at = unused_returned;
    part.note = row.note;
    part.attributes.text = to_json(row.attributes);
    if (row.manufacturer) {
      MANYI_TRY(part.manufacturer_id, to.catalog.resolve_manufacturer(tx, caller, *row.manufacturer));
    }
    if (row.technician) {
      MANYI_TRY(part.technician_id, to.org.resolve_employee(tx, caller, place.site, *row.technician));
    }
    return {};
  };
  if (requested) {
    ImportedPartRequest request;
    MANYI_CHECK(fill(request));
    request.requested_at = *requested;
    request.promised_at = row_deadline(row.promised_at, place.zone);
    request.available_at = available;
    request.quantity = row.quantity;
    request.source = row.source;
    request.from_stock = row_flag(row.from_stock);
    if (row.keeper) {
      MANYI_TRY(request.keeper_id, to.org.resolve_employee(tx, caller, place.site, *row.keeper));
    }
    in.request = std::move(request);
  }
  ImportedPartUnit unit;
  MANYI_CHECK(fill(unit));
  unit.serial_no = row.serial_no;
  unit.paired_serial_no = row.paired_serial_no;
  unit.received_at = received;
  unit.removed_at = at(row.removed_at);
  unit.return_due_at = row_deadline(row.return_due_at, place.zone);
  unit.shipped_back_at = at(row.shipped_back_at, unit.removed_at);
  unit.judged_at = at(row.judged_at, unit.shipped_back_at);
  unit.doa_claimed_at = at(row.doa_claimed_at, received);
  unit.doa_confirmed_at = at(row.doa_confirmed_at, unit.doa_claimed_at);
  unit.verdict = row.verdict;
  unit.owner = row.owner;
  unit.condition = row.condition;
  unit.batch = row.batch;
  unit.location = row.location;
  unit.cost = row_money(row.cost);
  if (unit.occurred() != Instant()) in.unit = std::move(unit);  // else only asked for so far
  return in;
}

}  // namespace

void add_import_profile(Profiles& profiles, Parts& parts, Needs to) {
  ImportProfile profile;
  profile.code = "parts";
  profile.title_zh = "备件";
  profile.title_en = "Parts";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kPartWrite;
  profile.check = check_times;
  keep_records<Row, ImportedPart>(
      profile,
      [to](db::Tx& tx, const ApplyContext& context, const Row& row) { return turn(to, tx, context, row); },
      keeper_of<ImportedPart>(parts));
  profiles.add(std::move(profile));
}

}  // namespace manyi::parts
