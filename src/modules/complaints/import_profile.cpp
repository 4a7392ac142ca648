// The profile `complaints`: its fields, their names in both languages, the headers people give them.
// Owns how names in a row become ids.
#include "modules/complaints/import_profile.h"

#include <map>

#include "base/json.h"
#include "modules/complaints/complaints.h"
#include "platform/imports/fields.h"

namespace manyi::complaints {
namespace {

using imports::ApplyContext;
using imports::enum_field_choices;
using imports::FieldKind;
using imports::ProfileField;
using imports::text_field;
using imports::time_field;
using workorders::ExperienceDimension;

/// A staged row. Times are texts: a date alone stays one.
struct Row {
  std::string source_id;
  std::optional<std::string> work_order, site, customer_name, customer_phone, manufacturer, product_line,
      brand, category, region;
  std::optional<ComplaintSource> source;
  std::optional<ComplaintGrade> grade;
  std::optional<ExperienceDimension> cause;
  std::optional<ComplaintState> state;
  std::optional<std::string> tracker, accused;
  std::string received_at;
  std::optional<std::string> acknowledged_at, plan_due_at, plan_submitted_at, solve_due_at, decided_at,
      rejected_at, escalated_at, confirmed_at, closed_at, reopened_at;
  std::optional<double> cost;
  std::optional<std::string> description, remedy_sought, plan, decision;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, work_order, site, customer_name, customer_phone, manufacturer, product_line,
                       brand, category, region, source, grade, cause, state, tracker, accused, received_at,
                       acknowledged_at, plan_due_at, plan_submitted_at, solve_due_at, decided_at, rejected_at,
                       escalated_at, confirmed_at, closed_at, reopened_at, cost, description, remedy_sought,
                       plan, decision, attributes))

constexpr FieldRule kRowRules[] = {{.name = "description", .max_length = kLongestStory}};
std::span<const FieldRule> field_rules(const Row*) { return kRowRules; }

// Gives a field its choices.
ProfileField of(ProfileField field, std::vector<imports::FieldChoice> choices) {
  field.kind = FieldKind::kChoice;
  field.choices = std::move(choices);
  return field;
}

std::vector<ProfileField> fields() {
  std::vector<ProfileField> all = {
      text_field("source_id", "投诉单号", "Complaint number",
                 {"投诉编号", "编号", "单号", "complaint id", "complaint no", "id", "no"}),
      text_field("work_order", "工单号", "Work order", {"工单", "服务单号", "order no", "work order number"}),
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}),
      text_field("customer_name", "客户", "Customer", {"客户姓名", "客户名称", "投诉人", "complainant"},
                 imports::kNameText),
      text_field("customer_phone", "客户电话", "Customer phone", {"电话", "手机", "联系电话", "phone"}, 40),
      text_field("manufacturer", "厂家", "Manufacturer", {"公司", "制造商", "company", "oem"}),
      text_field("product_line", "产品线", "Product line", {"产品", "product"}),
      text_field("brand", "品牌", "Brand", {}),
      text_field("category", "品类", "Category", {"类别", "sub-product", "product category"}),
      text_field("region", "地区", "Region", {"区域", "城市", "city"}),
      of(text_field("source", "投诉来源", "Complaint source", {"来源", "渠道"}),
         enum_field_choices<ComplaintSource>(
             {{ComplaintSource::kCustomer, {"客户", "用户", "消费者"}},
              {ComplaintSource::kManufacturer, {"厂家", "制造商"}},
              {ComplaintSource::kDealer, {"经销商"}},
              {ComplaintSource::kRegulator, {"12315", "消协", "工商", "市场监管", "政府"}},
              {ComplaintSource::kMedia, {"媒体", "网络", "微博"}}})),
      of(text_field("grade", "投诉级别", "Grade", {"级别", "严重程度", "severity"}),
         enum_field_choices<ComplaintGrade>({{ComplaintGrade::kMinor, {"一般", "轻微", "普通", "low"}},
                                             {ComplaintGrade::kMajor, {"较大", "重要", "high"}},
                                             {ComplaintGrade::kSevere, {"重大", "严重", "critical"}}})),
      of(text_field("cause", "体验维度", "Experience dimension", {"投诉原因", "原因", "cause", "dimension"}),
         enum_field_choices<ExperienceDimension>(
             {{ExperienceDimension::kSpeed, {"速度", "服务速度"}},
              {ExperienceDimension::kQuality, {"质量", "服务质量", "维修质量"}},
              {ExperienceDimension::kPrice, {"价格", "服务价格", "收费"}},
              {ExperienceDimension::kConduct, {"规范", "服务规范"}},
              {ExperienceDimension::kAttitude, {"态度", "服务态度"}},
              {ExperienceDimension::kDelight, {"感动", "服务感动"}}})),
      of(text_field("state", "状态", "State", {"处理状态", "status"}),
         enum_field_choices<ComplaintState>({{ComplaintState::kReceived, {"已受理", "待处理", "open"}},
                                             {ComplaintState::kAcknowledged, {"已确认收到"}},
                                             {ComplaintState::kInvestigating, {"调查中", "处理中"}},
                                             {ComplaintState::kPlanSubmitted, {"已提交方案"}},
                                             {ComplaintState::kDecided, {"已裁定"}},
                                             {ComplaintState::kConfirmed, {"客户已确认", "已解决"}},
                                             {ComplaintState::kClosed, {"已关闭", "关闭", "已结案"}},
                                             {ComplaintState::kRejectedByCustomer, {"客户不接受"}},
                                             {ComplaintState::kEscalated, {"已升级"}},
                                             {ComplaintState::kReopened, {"重新打开"}},
                                             {ComplaintState::kInvalid, {"无效", "不成立"}}})),
      text_field("tracker", "跟踪人", "Tracker", {"投诉跟踪人", "处理人", "负责人", "owner"}),
      text_field("accused", "被投诉人", "Accused", {"责任人", "employee complained about"}),
      time_field("received_at", "投诉时间", "Received at",
                 {"受理时间", "投诉日期", "登记时间", "date received", "created", "created at", "date"}),
      time_field("acknowledged_at", "首次回复时间", "Acknowledged at",
                 {"响应时间", "回复时间", "first response"}),
      time_field("plan_due_at", "方案期限", "Plan due", {}),
      time_field("plan_submitted_at", "方案提交时间", "Plan submitted at", {"提交方案时间"}),
      time_field("solve_due_at", "解决期限", "Solve due", {"期限", "due", "due date"}),
      time_field("decided_at", "裁定时间", "Decided at", {}),
      time_field("rejected_at", "客户拒绝时间", "Rejected by customer at", {}),
      time_field("escalated_at", "升级时间", "Escalated at", {}),
      time_field("confirmed_at", "客户确认时间", "Confirmed at", {"解决时间", "resolved at", "solved at"}),
      time_field("closed_at", "关闭时间", "Closed at", {"结案时间", "closed"}),
      time_field("reopened_at", "重开时间", "Reopened at", {}),
      {.code = "cost",
       .name_zh = "赔付金额",
       .name_en = "Cost",
       .kind = FieldKind::kNumber,
       .synonyms = {"金额", "补偿金额", "compensation"}},
      text_field("description", "投诉内容", "Description", {"内容", "描述", "statement", "narrative"},
                 kLongestStory),
      text_field("remedy_sought", "客户诉求", "Remedy sought", {"诉求"}, imports::kLongText),
      text_field("plan", "处理方案", "Plan", {"方案"}, imports::kLongText),
      text_field("decision", "处理结果", "Decision", {"结果", "result"}, imports::kLongText),
  };
  for (auto& field : all)
    if (field.code == "source_id" || field.code == "received_at") field.required = true;
  return all;
}

Result<ImportedComplaint> turn(const ImportTargets& to, db::Tx& tx, const ApplyContext& context,
                               const Row& row) {
  const Caller& caller = context.caller;
  ImportedComplaint in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  MANYI_TRY(const auto place,
            to.orders.place_row(tx, caller, {context.source, row.work_order, row.site}, context.zone));
  in.site_id = place.site;
  in.work_order_id = place.work_order;
  in.customer_id = place.customer;
  if (!in.customer_id && (row.customer_name || row.customer_phone)) {
    customers::EnsureCustomer customer;
    customer.name = row.customer_name.value_or("");
    customer.phone = row.customer_phone.value_or("");
    customer.region = row.region.value_or("");
    MANYI_TRY(in.customer_id, to.customers.ensure_customer(tx, caller, customer));
  }
  if (row.manufacturer) {
    MANYI_TRY(in.manufacturer_id, to.catalog.resolve_manufacturer(tx, caller, *row.manufacturer));
    if (row.product_line) {
      MANYI_TRY(in.product_line_id,
                to.catalog.resolve_product_line(tx, caller, *in.manufacturer_id, *row.product_line));
    }
  }
  in.brand = row.brand.value_or("");
  in.category = row.category.value_or("");
  in.region = row.region.value_or("");
  in.source = row.source.value_or(ComplaintSource::kCustomer);
  in.grade = row.grade.value_or(ComplaintGrade::kMinor);
  in.cause = row.cause;
  in.told_state = row.state;
  if (row.tracker) {
    MANYI_TRY(in.tracker_id, to.org.resolve_employee(tx, caller, place.site, *row.tracker));
  }
  if (row.accused) {
    MANYI_TRY(in.accused_id, to.org.resolve_employee(tx, caller, place.site, *row.accused));
  }
  const auto received = imports::row_time(row.received_at, place.zone);
  if (!received) return invalid("/received_at", "time", "Expected a time.");
  in.received_at = *received;
  in.acknowledged_at = imports::row_time(row.acknowledged_at, place.zone);
  in.plan_due_at = imports::row_deadline(row.plan_due_at, place.zone);
  in.plan_submitted_at = imports::row_time(row.plan_submitted_at, place.zone);
  in.solve_due_at = imports::row_deadline(row.solve_due_at, place.zone);
  in.decided_at = imports::row_time(row.decided_at, place.zone);
  in.rejected_at = imports::row_time(row.rejected_at, place.zone);
  in.escalated_at = imports::row_time(row.escalated_at, place.zone);
  in.confirmed_at = imports::row_time(row.confirmed_at, place.zone);
  in.closed_at = imports::row_time(row.closed_at, place.zone);
  in.reopened_at = imports::row_time(row.reopened_at, place.zone);
  in.cost = imports::row_money(row.cost);
  in.description = row.description.value_or("");
  in.remedy_sought = row.remedy_sought.value_or("");
  in.plan = row.plan.value_or("");
  in.decision = row.decision.value_or("");
  in.attributes.text = to_json(row.attributes);
  return in;
}

}  // namespace

void add_import_profile(imports::Profiles& profiles, ImportTargets targets) {
  imports::ImportProfile profile;
  profile.code = "complaints";
  profile.title_zh = "投诉";
  profile.title_en = "Complaints";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kComplaintWrite;
  Complaints& complaints = targets.complaints;
  imports::keep_records<Row, ImportedComplaint>(
      profile,
      [targets](db::Tx& tx, const ApplyContext& context, const Row& row) {
        return turn(targets, tx, context, row);
      },
      {.record = [&complaints](db::Tx& tx, const Caller& caller,
                               const ImportedComplaint& in) { return complaints.record(tx, caller, in); },
       .take_back = [&complaints](
                        db::Tx& tx, const Caller& caller,
                        const imports::Recorded& done) { return complaints.take_back(tx, caller, done); },
       .version = [&complaints](db::ReadTx& tx, TenantId tenant,
                                std::int64_t id) { return complaints.version(tx, tenant, id); }});
  profiles.add(std::move(profile));
}

}  // namespace manyi::complaints
