// The profile `manufacturer-values`: its fields, their names in both languages, the headers.
// Owns how names in a row become ids, and that a file's last day is included.
#include "modules/manufacturers/import_profile.h"

#include <map>

#include "platform/imports/fields.h"

namespace manyi::manufacturers {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file

struct Row {
  std::string source_id;
  std::string manufacturer, metric, period_from, period_to;
  std::optional<std::string> site;
  std::optional<double> value, percent, numerator, denominator;
  std::optional<std::int64_t> n;
  std::optional<std::string> note;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, manufacturer, metric, period_from, period_to, site, value, percent,
                       numerator, denominator, n, note, attributes))

std::vector<ProfileField> fields() {
  return {
      required(text_field("source_id", "编号", "Number", {"流水号", "id", "no"})),
      required(text_field("manufacturer", "厂家", "Manufacturer", {"制造商", "oem"})),
      required(text_field("metric", "指标代码", "Metric code", {"指标", "metric", "kpi"})),
      required(field_of_kind(FieldKind::kDate, "period_from", "期间开始", "Period from",
                             {"开始日期", "从", "from", "start"})),
      required(field_of_kind(FieldKind::kDate, "period_to", "期间结束", "Period to",
                             {"结束日期", "到", "to", "end", "last day"})),
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}),
      number_field("value", "数值", "Value", {"值", "厂家值", "结果"}),
      number_field("percent", "百分比", "Percent", {"百分比值", "比率%", "value %"}),
      number_field("numerator", "分子", "Numerator"),
      number_field("denominator", "分母", "Denominator"),
      integer_field("n", "样本数", "Cases", {"样本量", "数量", "sample", "count"}),
      text_field("note", "备注", "Note", {"说明", "remark"}, 1000),
  };
}

void check_value_given(const RowValues& row, std::vector<RowProblem>& problems) {
  if (row.get("value").empty() && row.get("percent").empty() &&
      (row.get("numerator").empty() || row.get("denominator").empty()))
    problems.push_back({"value", "required", "Give the value, or its numerator and denominator."});
}

Result<ImportedManufacturerValue> turn(const ManufacturerValues::Needs& to, db::Tx& tx,
                                       const ApplyContext& context, const Row& row) {
  const Caller& caller = context.caller;
  ImportedManufacturerValue in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  MANYI_TRY(in.manufacturer_id, to.catalog.resolve_manufacturer(tx, caller, row.manufacturer));
  if (row.site) { MANYI_TRY(in.site_id, to.org.resolve_site(tx, caller, *row.site, context.zone.name())); }
  in.metric = row.metric;
  const auto from = Date::parse(row.period_from), last = Date::parse(row.period_to);
  if (!from || !last) return invalid("/period_from", "date", "Expected dates.");
  in.period_from = *from;
  in.period_to = last->plus_days(1);  // files name the last day; we keep the day after it
  constexpr double kPercent = 100;
  in.value = row.value ? row.value : row.percent ? std::optional(*row.percent / kPercent) : std::nullopt;
  in.numerator = row.numerator;
  in.denominator = row.denominator;
  in.n = row.n;
  in.note = row.note;
  return in;
}

}  // namespace

void add_import_profile(Profiles& profiles, ManufacturerValues& values, ManufacturerValues::Needs to) {
  ImportProfile profile;
  profile.code = "manufacturer-values";
  profile.title_zh = "厂家指标值";
  profile.title_en = "Manufacturers' values";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kKpiWrite;
  profile.check = check_value_given;
  keep_records<Row, ImportedManufacturerValue>(
      profile,
      [to](db::Tx& tx, const ApplyContext& context, const Row& row) { return turn(to, tx, context, row); },
      keeper_of<ImportedManufacturerValue>(values));
  profiles.add(std::move(profile));
}

}  // namespace manyi::manufacturers
