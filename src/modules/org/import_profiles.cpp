// The profiles `headcount` and `work-time`: their fields, names in both languages, headers.
// Owns how names in a row become ids.
#include "modules/org/import_profiles.h"

#include <map>

#include "modules/org/employments.h"
#include "platform/imports/fields.h"

namespace manyi::org {
namespace {

using namespace imports;  // NOLINT: the words for fields, in this one file

struct StayRow {
  std::string source_id;
  std::string employee_no;
  std::optional<std::string> name;
  std::string site;
  std::optional<std::string> unit, position;
  std::optional<Grade> grade;
  std::optional<Role> role;
  std::string joined_on;
  std::optional<std::string> left_on;
  std::optional<LeaveReason> leave_reason;
  std::optional<double> fte;
  std::optional<std::string> manages, certified;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(StayRow, (),
                      (source_id, employee_no, name, site, unit, position, grade, role, joined_on, left_on,
                       leave_reason, fte, manages, certified, attributes))

struct DayRow {
  std::string source_id;
  std::string employee;
  std::string site;
  std::string day;
  std::int64_t available_min = 0, productive_min = 0;
  std::map<std::string, std::string> attributes;
};
BOOST_DESCRIBE_STRUCT(DayRow, (), (source_id, employee, site, day, available_min, productive_min, attributes))

ProfileField key_field(std::string zh) {
  return required(text_field("source_id", std::move(zh), "Number", {"编号", "流水号", "序号", "id", "no"}));
}
ProfileField site_field() {
  return required(
      text_field("site", "服务站", "Site", {"网点", "服务网点", "门店", "branch", "service point"}));
}

std::vector<ProfileField> stay_fields() {
  return {
      key_field("花名册编号"),
      required(text_field("employee_no", "工号", "Employee number",
                          {"员工编号", "员工号", "employee no", "staff no", "employee id"})),
      text_field("name", "姓名", "Name", {"员工姓名", "employee name"}),
      site_field(),
      text_field("unit", "部门", "Unit", {"组织单元", "班组", "department", "team"}),
      text_field("position", "职位", "Position", {"岗位", "职务", "job title"}),
      choice_field<Grade>("grade", "职级", "Grade", {"级别"},
                          {{Grade::kManager, {"经理", "主管"}},
                           {Grade::kTeamLeader, {"组长", "班长", "team leader"}},
                           {Grade::kStaff, {"员工", "职员"}}}),
      choice_field<Role>("role", "角色", "Role", {"岗位角色"},
                         {{Role::kManager, {"经理"}},
                          {Role::kInfoSupervisor, {"信息主管"}},
                          {Role::kTechSupervisor, {"技术主管"}},
                          {Role::kInfoClerk, {"信息员"}},
                          {Role::kTechnician, {"技术员", "工程师", "engineer"}},
                          {Role::kCallbackClerk, {"回访员"}},
                          {Role::kPartsKeeper, {"备件员"}}}),
      required(field_of_kind(FieldKind::kDate, "joined_on", "入职日期", "Joined on",
                             {"入职时间", "hired on", "hire date", "start date", "joined"})),
      field_of_kind(FieldKind::kDate, "left_on", "离职日期", "Left on",
                    {"离职时间", "leave date", "end date", "left"}),
      choice_field<LeaveReason>("leave_reason", "离职原因", "Leave reason", {"离职类型", "reason"},
                                {{LeaveReason::kNone, {"无"}},
                                 {LeaveReason::kVoluntary, {"主动离职", "辞职", "个人原因", "resigned"}},
                                 {LeaveReason::kDismissed, {"辞退", "解雇", "dismissal"}},
                                 {LeaveReason::kTransfer, {"调动", "内部调动", "调岗"}},
                                 {LeaveReason::kRetired, {"退休"}}}),
      number_field("fte", "全职当量", "FTE", {"当量", "full time equivalent"}),
      flag_field(text_field("manages", "管理岗", "Manages", {"是否管理", "manager"})),
      flag_field(text_field("certified", "持证", "Certified", {"是否持证", "认证"})),
  };
}

std::vector<ProfileField> day_fields() {
  return {
      key_field("工时编号"),
      required(text_field("employee", "工号", "Employee",
                          {"员工", "姓名", "技术员", "员工编号", "employee no", "technician", "name"})),
      site_field(),
      required(field_of_kind(FieldKind::kDate, "day", "日期", "Day", {"工作日期", "date"})),
      required(integer_field("available_min", "可用分钟", "Available minutes",
                             {"出勤分钟", "可用工时", "available", "attendance minutes"})),
      required(integer_field("productive_min", "有效分钟", "Productive minutes",
                             {"有效工时", "维修分钟", "productive", "booked minutes"})),
  };
}

Result<EmployeeId> employee_of(Org& org, db::Tx& tx, const Caller& caller, SiteId site, const StayRow& row) {
  if (const auto known = org.employee_by_no(tx, caller.tenant, row.employee_no)) return known->id;
  CreateEmployee in;
  in.no = row.employee_no;
  in.name = row.name.value_or(row.employee_no);
  in.site_id = site;
  in.role = row.role;
  MANYI_TRY(const Employee made, org.add_employee(tx, caller, in));
  return made.id;
}

Result<std::optional<PositionId>> position_of(Org& org, db::Tx& tx, const Caller& caller,
                                              const std::optional<OrgUnitId>& unit, const StayRow& row) {
  if (!row.position) return std::optional<PositionId>();
  ListPositions in;
  in.q = row.position;
  in.org_unit_id = unit;
  in.limit = kMostLimit;
  MANYI_TRY(const auto found, org.list_positions(tx, caller, in));
  for (const auto& position : found.items)
    if (position.name == *row.position || position.code == *row.position) return std::optional(position.id);
  if (!unit) return std::optional<PositionId>();  // a position belongs to a unit
  CreatePosition made;
  made.org_unit_id = *unit;
  made.code = "I" + id_text(tx.new_id<PositionTag>().value());
  made.name = *row.position;
  made.grade = row.grade;
  MANYI_TRY(const Position position, org.create_position(tx, caller, made));
  return std::optional(position.id);
}

Result<ImportedEmployment> turn_stay(Org& org, db::Tx& tx, const ApplyContext& context, const StayRow& row) {
  const Caller& caller = context.caller;
  ImportedEmployment in;
  MANYI_TRY(in.site_id, org.resolve_site(tx, caller, row.site, context.zone.name()));
  MANYI_TRY(in.employee_id, employee_of(org, tx, caller, in.site_id, row));
  if (row.unit) { MANYI_TRY(in.org_unit_id, org.resolve_unit(tx, caller, *row.unit)); }
  MANYI_TRY(in.position_id, position_of(org, tx, caller, in.org_unit_id, row));
  in.role = row.role;
  const auto joined = Date::parse(row.joined_on);
  if (!joined) return invalid("/joined_on", "date", "Expected a date.");
  in.joined_on = *joined;
  if (row.left_on) in.left_on = Date::parse(*row.left_on);
  in.leave_reason = row.leave_reason;
  in.fte = row.fte;
  in.manages = row_flag(row.manages);
  if (!in.manages && row.grade) in.manages = *row.grade != Grade::kStaff;
  in.certified = row_flag(row.certified);
  return in;
}

Result<ImportedWorkDay> turn_day(Org& org, db::Tx& tx, const ApplyContext& context, const DayRow& row) {
  const Caller& caller = context.caller;
  ImportedWorkDay in;
  MANYI_TRY(in.site_id, org.resolve_site(tx, caller, row.site, context.zone.name()));
  MANYI_TRY(in.employee_id, org.resolve_employee(tx, caller, *in.site_id, row.employee));
  const auto day = Date::parse(row.day);
  if (!day) return invalid("/day", "date", "Expected a date.");
  in.day = *day;
  in.available_min = row.available_min;
  in.productive_min = row.productive_min;
  return in;
}

ImportProfile profile_of(std::string code, std::string zh, std::string en, std::vector<ProfileField> fields) {
  ImportProfile profile;
  profile.code = std::move(code);
  profile.title_zh = std::move(zh);
  profile.title_en = std::move(en);
  profile.key_field = "source_id";
  profile.fields = std::move(fields);
  profile.permission = Permission::kEmploymentWrite;
  return profile;
}

}  // namespace

void add_import_profiles(Profiles& profiles, Org& org) {
  ImportProfile stays = profile_of("headcount", "人员花名册", "Headcount", stay_fields());
  keep_records<StayRow, ImportedEmployment>(
      stays,
      [&org](db::Tx& tx, const ApplyContext& context, const StayRow& row) {
        return turn_stay(org, tx, context, row);
      },
      keeper_of<ImportedEmployment>(org.employments()));
  profiles.add(std::move(stays));
  ImportProfile days = profile_of("work-time", "工时", "Work time", day_fields());
  keep_records<DayRow, ImportedWorkDay>(
      days,
      [&org](db::Tx& tx, const ApplyContext& context, const DayRow& row) {
        return turn_day(org, tx, context, row);
      },
      keeper_of<ImportedWorkDay>(org.work_days()));
  profiles.add(std::move(days));
}

}  // namespace manyi::org
