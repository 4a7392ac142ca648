// The profile `praises`: its fields, their names in both languages, the headers people give them.
// Owns how names in a row become ids.
#include "modules/experience/import_profile.h"

#include <map>

#include "base/json.h"
#include "platform/imports/fields.h"

namespace manyi::experience {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file
using workorders::ExperienceDimension;

/// A staged row. Times are texts: a date alone stays one.
struct Row {
  std::string source_id;
  std::optional<std::string> work_order, site, customer_name, customer_phone, employee;
  std::optional<PraiseSource> source;
  std::optional<ExperienceDimension> cause;
  std::string received_at;
  std::optional<std::string> verified_at, forwarded_at, words;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, work_order, site, customer_name, customer_phone, employee, source, cause,
                       received_at, verified_at, forwarded_at, words, attributes))

std::vector<ProfileField> fields() {
  return {
      required(text_field("source_id", "表扬编号", "Praise number", {"编号", "id", "no"})),
      text_field("work_order", "工单号", "Work order", {"工单", "服务单号", "order no", "work order number"}),
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}),
      text_field("customer_name", "客户", "Customer", {"客户姓名", "客户名称", "表扬人"}, kNameText),
      text_field("customer_phone", "客户电话", "Customer phone", {"电话", "手机", "联系电话", "phone"}),
      text_field("employee", "受表扬员工", "Employee", {"员工", "被表扬人", "工程师", "技术员", "engineer"}),
      choice_field<PraiseSource>("source", "表扬来源", "Praise from", {"来源"},
                                 {{PraiseSource::kCustomer, {"客户", "用户", "锦旗", "感谢信"}},
                                  {PraiseSource::kManufacturer, {"厂家"}},
                                  {PraiseSource::kDealer, {"经销商"}},
                                  {PraiseSource::kMedia, {"媒体", "网络"}}}),
      choice_field<ExperienceDimension>("cause", "体验维度", "Experience dimension",
                                        {"表扬原因", "原因", "dimension"},
                                        {{ExperienceDimension::kSpeed, {"速度", "服务速度"}},
                                         {ExperienceDimension::kQuality, {"质量", "服务质量"}},
                                         {ExperienceDimension::kPrice, {"价格", "服务价格"}},
                                         {ExperienceDimension::kConduct, {"规范", "服务规范"}},
                                         {ExperienceDimension::kAttitude, {"态度", "服务态度"}},
                                         {ExperienceDimension::kDelight, {"感动", "服务感动"}}}),
      required(time_field("received_at", "表扬时间", "Received at", {"时间", "日期", "date"})),
      time_field("verified_at", "核实时间", "Verified at", {"核实日期", "verified"}),
      time_field("forwarded_at", "上报厂家时间", "Forwarded at", {"上报时间", "forwarded"}),
      text_field("words", "表扬内容", "Words", {"内容", "原话", "comment"}, kLongText),
  };
}

Result<ImportedPraise> turn(const Needs& to, db::Tx& tx, const ApplyContext& context, const Row& row) {
  const Caller& caller = context.caller;
  MANYI_TRY(const auto place,
            to.orders.place_row(tx, caller, {context.source, row.work_order, row.site}, context.zone));
  ImportedPraise in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  in.site_id = place.site;
  in.work_order_id = place.work_order;
  in.customer_id = place.customer;
  if (!in.customer_id && (row.customer_name || row.customer_phone)) {
    customers::EnsureCustomer customer;
    customer.name = row.customer_name.value_or("");
    customer.phone = row.customer_phone.value_or("");
    MANYI_TRY(in.customer_id, to.customers.ensure_customer(tx, caller, customer));
  }
  if (row.employee) {
    MANYI_TRY(in.employee_id, to.org.resolve_employee(tx, caller, place.site, *row.employee));
  }
  const auto received = row_time(row.received_at, place.zone);
  if (!received) return invalid("/received_at", "time", "Expected a time.");
  in.received_at = *received;
  in.verified_at = row_time(row.verified_at, place.zone);
  in.forwarded_at = row_time(row.forwarded_at, place.zone);
  in.source = row.source;
  in.cause = row.cause;
  in.words = row.words;
  in.attributes.text = to_json(row.attributes);
  return in;
}

}  // namespace

void add_import_profile(Profiles& profiles, Praises& praises, Needs needs) {
  ImportProfile profile;
  profile.code = "praises";
  profile.title_zh = "表扬";
  profile.title_en = "Praise";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kPraiseWrite;
  keep_records<Row, ImportedPraise>(
      profile,
      [needs](db::Tx& tx, const ApplyContext& context, const Row& row) {
        return turn(needs, tx, context, row);
      },
      keeper_of<ImportedPraise>(praises));
  profiles.add(std::move(profile));
}

}  // namespace manyi::experience
