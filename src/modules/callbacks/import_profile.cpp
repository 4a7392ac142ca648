// The profile `survey-answers`: its fields, their names in both languages, the headers people give them.
// Owns how names in a row become ids.
#include "modules/callbacks/import_profile.h"

#include <map>

#include "base/json.h"
#include "platform/imports/fields.h"

namespace manyi::callbacks {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file
using workorders::ExperienceDimension;

/// A staged row. Times are texts: a date alone stays one.
struct Row {
  std::string source_id;
  std::optional<SurveyKind> kind;
  std::optional<std::string> work_order, site, customer_name, customer_phone, team, clerk;
  std::optional<std::string> due_at, attempted_at, reached_at, answered_at;
  std::optional<CallbackResult> result;
  std::optional<AnswerClass> answer_class;
  std::optional<ExperienceDimension> dimension;
  std::optional<Questionnaire> questionnaire;
  std::optional<std::int64_t> nps;
  std::optional<double> call_seconds;
  std::optional<std::string> valid, coached, complained, verbatim;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, kind, work_order, site, customer_name, customer_phone, team, clerk, due_at,
                       attempted_at, reached_at, answered_at, result, answer_class, dimension, questionnaire,
                       nps, call_seconds, valid, coached, complained, verbatim, attributes))

std::vector<ProfileField> fields() {
  return {
      required(text_field("source_id", "回访编号", "Answer number",
                          {"编号", "问卷编号", "回访单号", "id", "no", "response id"})),
      choice_field<SurveyKind>("kind", "调查对象", "Who was asked", {"对象", "调查类型"},
                               {{SurveyKind::kCustomer, {"客户", "用户"}},
                                {SurveyKind::kDealer, {"经销商"}},
                                {SurveyKind::kEmployee, {"员工"}}}),
      text_field("work_order", "工单号", "Work order", {"工单", "服务单号", "order no", "work order number"}),
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}),
      text_field("customer_name", "客户", "Customer", {"客户姓名", "客户名称"}, kNameText),
      text_field("customer_phone", "客户电话", "Customer phone", {"电话", "手机", "联系电话", "phone"}),
      text_field("team", "班组", "Team", {"部门", "小组"}),
      text_field("clerk", "回访员", "Callback clerk", {"回访人", "坐席", "agent", "interviewer"}),
      time_field("due_at", "应回访时间", "Due at", {"计划回访时间", "due"}),
      time_field("attempted_at", "首次拨打时间", "Attempted at", {"拨打时间", "attempted"}),
      time_field("reached_at", "接通时间", "Reached at", {"reached"}),
      time_field("answered_at", "回访时间", "Answered at",
                 {"答卷时间", "完成时间", "评价时间", "answered", "date", "survey date"}),
      choice_field<CallbackResult>("result", "回访结果", "Result", {"结果", "拨打结果", "call result"},
                                   {{CallbackResult::kOpen, {"待回访", "未回访"}},
                                    {CallbackResult::kCompleted, {"成功", "已完成", "有效", "done"}},
                                    {CallbackResult::kUnreachable, {"未接通", "无人接听", "no answer"}},
                                    {CallbackResult::kRefused, {"拒访", "拒绝"}},
                                    {CallbackResult::kInvalidNumber, {"空号", "错号", "号码错误", "停机"}},
                                    {CallbackResult::kExpired, {"过期", "超期"}}}),
      choice_field<AnswerClass>(
          "answer_class", "满意程度", "Satisfaction",
          {"满意度", "评价", "总体满意度", "class", "rating", "score", "csat"},
          {{AnswerClass::kVerySatisfied, {"非常满意", "很满意", "5", "5分"}},
           {AnswerClass::kSatisfied, {"满意", "比较满意", "4", "4分"}},
           {AnswerClass::kNeutral, {"一般", "中立", "3", "3分"}},
           {AnswerClass::kDissatisfied, {"不满意", "非常不满意", "很不满意", "2", "1", "2分", "1分"}}}),
      choice_field<ExperienceDimension>("dimension", "最差体验维度", "Worst dimension",
                                        {"体验维度", "不满意原因", "dimension"},
                                        {{ExperienceDimension::kSpeed, {"速度", "服务速度"}},
                                         {ExperienceDimension::kQuality, {"质量", "服务质量"}},
                                         {ExperienceDimension::kPrice, {"价格", "服务价格", "收费"}},
                                         {ExperienceDimension::kConduct, {"规范", "服务规范"}},
                                         {ExperienceDimension::kAttitude, {"态度", "服务态度"}},
                                         {ExperienceDimension::kDelight, {"感动", "服务感动"}}}),
      choice_field<Questionnaire>(
          "questionnaire", "问卷", "Questionnaire", {"问卷来源"},
          {{Questionnaire::kOwn, {"自有", "本公司"}}, {Questionnaire::kManufacturer, {"厂家"}}}),
      integer_field("nps", "推荐分", "Would recommend (0-10)", {"推荐意愿", "nps分", "recommend"}),
      number_field("call_seconds", "通话秒数", "Call seconds", {"通话时长", "duration", "talk time"}),
      flag_field(text_field("valid", "有效", "Valid", {"是否有效"})),
      flag_field(text_field("coached", "疑似诱导", "Coached", {"是否被要求打分", "诱导"})),
      flag_field(text_field("complained", "转投诉", "Complained", {"是否投诉"})),
      text_field("verbatim", "客户原话", "Verbatim", {"意见", "建议", "备注", "comment", "comments"},
                 kLongText),
  };
}

Result<ImportedSurveyAnswer> turn(const Needs& to, db::Tx& tx, const ApplyContext& context, const Row& row) {
  const Caller& caller = context.caller;
  MANYI_TRY(const auto place,
            to.orders.place_row(tx, caller, {context.source, row.work_order, row.site}, context.zone));
  ImportedSurveyAnswer in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  in.site_id = place.site;
  in.work_order_id = place.work_order;
  in.kind = row.kind.value_or(SurveyKind::kCustomer);
  // Names of an employee's row are not looked up: nothing of them is kept.
  if (in.kind != SurveyKind::kEmployee) {
    in.customer_id = place.customer;
    if (!in.customer_id && (row.customer_name || row.customer_phone)) {
      customers::EnsureCustomer customer;
      customer.kind = in.kind == SurveyKind::kDealer ? customers::CustomerKind::kDealer
                                                     : customers::CustomerKind::kIndividual;
      customer.name = row.customer_name.value_or("");
      customer.phone = row.customer_phone.value_or("");
      MANYI_TRY(in.customer_id, to.customers.ensure_customer(tx, caller, customer));
    }
    if (row.clerk) { MANYI_TRY(in.clerk_id, to.org.resolve_employee(tx, caller, place.site, *row.clerk)); }
    constexpr double kMsPerSecond = 1000;
    if (row.call_seconds) in.call_ms = std::llround(*row.call_seconds * kMsPerSecond);
  }
  in.team = row.team;
  in.due_at = row_time(row.due_at, place.zone);
  in.attempted_at = row_time(row.attempted_at, place.zone);
  in.reached_at = row_time(row.reached_at, place.zone);
  in.answered_at = row_time(row.answered_at, place.zone);
  in.result = row.result;
  in.answer_class = row.answer_class;
  in.dimension = row.dimension;
  in.questionnaire = row.questionnaire;
  in.nps = row.nps;
  in.valid = row_flag(row.valid);
  in.coached = row_flag(row.coached);
  in.complained = row_flag(row.complained);
  in.verbatim = row.verbatim;
  in.attributes.text = to_json(row.attributes);
  return in;
}

void check_times(const RowValues& row, std::vector<RowProblem>& problems) {
  for (const char* field : {"due_at", "attempted_at", "reached_at", "answered_at"})
    if (!row.get(field).empty()) return;
  problems.push_back({"answered_at", "required", "Give at least one time of the callback."});
}

}  // namespace

void add_import_profile(Profiles& profiles, SurveyAnswers& answers, Needs needs) {
  ImportProfile profile;
  profile.code = "survey-answers";
  profile.title_zh = "回访与满意度";
  profile.title_en = "Survey answers";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kCallbackWrite;
  profile.check = check_times;
  keep_records<Row, ImportedSurveyAnswer>(
      profile,
      [needs](db::Tx& tx, const ApplyContext& context, const Row& row) {
        return turn(needs, tx, context, row);
      },
      keeper_of<ImportedSurveyAnswer>(answers));
  profiles.add(std::move(profile));
}

}  // namespace manyi::callbacks
