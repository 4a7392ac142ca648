// The profile `checks`: its fields, their names in both languages, the headers people give them.
// Owns how names in a row become ids.
#include "modules/processes/import_profile.h"

#include <map>

#include "platform/imports/fields.h"

namespace manyi::processes {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file

struct Row {
  std::string source_id;
  std::optional<std::string> work_order, site;
  std::string checked_at;
  std::optional<CheckKind> kind;
  CheckResult result = CheckResult::kPass;
  std::optional<std::string> quality_point, process, checker, employee;
  std::optional<std::int64_t> points_got, points_max;
  std::optional<std::string> required, note;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (source_id, work_order, site, checked_at, kind, result, quality_point, process, checker,
                       employee, points_got, points_max, required, note, attributes))

std::vector<ProfileField> fields() {
  return {
      required(text_field("source_id", "检查编号", "Check number", {"编号", "单号", "id", "no", "check no"})),
      text_field("work_order", "工单号", "Work order", {"工单", "服务单号", "order no", "work order number"}),
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}),
      required(time_field("checked_at", "检查时间", "Checked at", {"检查日期", "日期", "date", "checked"})),
      choice_field<CheckKind>("kind", "检查类型", "Check kind", {"类型", "kind", "type"},
                              {{CheckKind::kConduct, {"行为规范", "行为", "服务规范"}},
                               {CheckKind::kProcess, {"流程", "操作规范"}},
                               {CheckKind::kPhoto, {"照片", "拍照"}},
                               {CheckKind::kMystery, {"神秘客户", "暗访", "mystery visit"}},
                               {CheckKind::kAudit, {"审核", "稽核", "巡检"}}}),
      required(choice_field<CheckResult>("result", "检查结果", "Check result", {"结果", "result", "outcome"},
                                         {{CheckResult::kPass, {"合格", "通过", "符合", "是", "ok", "yes"}},
                                          {CheckResult::kFail, {"不合格", "不通过", "不符合", "否", "no"}},
                                          {CheckResult::kNotApplicable, {"不适用", "n/a", "na"}}})),
      text_field("quality_point", "质量点", "Quality point", {"检查项", "检查项目", "检查点", "item"},
                 kNameText),
      text_field("process", "流程", "Process", {"所属流程"}, kNameText),
      text_field("checker", "检查人", "Checker", {"稽核人", "检查员", "auditor"}),
      text_field("employee", "被检查人", "Employee", {"员工", "责任人", "技术员", "technician"}),
      integer_field("points_got", "得分", "Points got", {"实得分", "score"}),
      integer_field("points_max", "满分", "Points possible", {"应得分", "总分", "max score"}),
      flag_field(text_field("required", "必检", "Required", {"是否必检"})),
      text_field("note", "备注", "Note", {"说明", "remark"}, kLongText),
  };
}

Result<ImportedCheck> turn(const Needs& to, db::Tx& tx, const ApplyContext& context, const Row& row) {
  const Caller& caller = context.caller;
  MANYI_TRY(const auto place,
            to.orders.place_row(tx, caller, {context.source, row.work_order, row.site}, context.zone));
  ImportedCheck in;
  in.import_source = context.source;
  in.source_id = row.source_id;
  in.site_id = place.site;
  in.work_order_id = place.work_order;
  const auto checked = row_time(row.checked_at, place.zone);
  if (!checked) return invalid("/checked_at", "time", "Expected a time.");
  in.checked_at = *checked;
  in.kind = row.kind.value_or(CheckKind::kConduct);
  in.result = row.result;
  in.quality_point = row.quality_point;
  in.process = row.process;
  if (row.checker) {
    MANYI_TRY(in.checker_id, to.org.resolve_employee(tx, caller, place.site, *row.checker));
  }
  if (row.employee) {
    MANYI_TRY(in.employee_id, to.org.resolve_employee(tx, caller, place.site, *row.employee));
  }
  in.points_got = row.points_got;
  in.points_max = row.points_max;
  in.required = row_flag(row.required);
  in.note = row.note;
  in.attributes.text = to_json(row.attributes);
  return in;
}

}  // namespace

void add_import_profile(Profiles& profiles, Checks& checks, Needs to) {
  ImportProfile profile;
  profile.code = "checks";
  profile.title_zh = "检查";
  profile.title_en = "Checks";
  profile.key_field = "source_id";
  profile.fields = fields();
  profile.permission = Permission::kCheckWrite;
  keep_records<Row, ImportedCheck>(
      profile,
      [to](db::Tx& tx, const ApplyContext& context, const Row& row) { return turn(to, tx, context, row); },
      keeper_of<ImportedCheck>(checks));
  profiles.add(std::move(profile));
}

}  // namespace manyi::processes
