// The use cases of employments and work days.
// Owns how an employee's own record and his stays keep in step; statements are those of RecordBook.
#include "modules/org/employments.h"

#include <algorithm>

#include "modules/org/org_events.h"
#include "modules/org/rules.h"

namespace manyi::org {
namespace {

using imports::RecordChange;

// The source of every stay and day: the employee himself, so that imports correct what was begun by hand.
const std::string kOwnSource = "employee";
constexpr std::int64_t kMinutesOfDay = 24 * 60;

constexpr FieldRule kMinutes[] = {{.name = "available_min", .minimum = 0, .maximum = kMinutesOfDay},
                                  {.name = "productive_min", .minimum = 0, .maximum = kMinutesOfDay}};

Date today_at(Org& org, db::ReadTx& tx, TenantId tenant, SiteId site) {
  return org.work_calendar(tx, tenant, site)->zone().local_date(tx.now());
}

}  // namespace

std::span<const FieldRule> field_rules(const ImportedEmployment*) { return {}; }
std::span<const FieldRule> field_rules(const ImportedWorkDay*) { return kMinutes; }

// ---- employments --------------------------------------------------------------------------------

Instant EmploymentDetails::occurred() const { return Instant(joined_on.days() * kDay.ms()); }

Employments::Employments(journal::Events& events, Org& org)
    : RecordBook("org_employments", "employment",
                 [&events](db::Tx& tx, const Caller& caller, const EmploymentRow& row,
                           RecordChange change) -> Result<void> {
                   const EmploymentFact fact{row.id, row.employee_id, row.site_id};
                   if (change == RecordChange::kRemoved)
                     return events.publish(tx, caller, EmploymentRemoved{fact});
                   return events.publish(tx, caller, EmploymentRecorded{fact, change});
                 }),
      org_(org) {}

std::vector<EmploymentRow> Employments::stays(db::ReadTx& tx, TenantId tenant, EmployeeId employee) {
  auto rows = find_all(tx, tenant, ids_where(tx, tenant, "employee_id", {employee.value()}));
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.joined_on > b.joined_on; });
  return rows;
}

Result<imports::Recorded> Employments::record(db::Tx& tx, const Caller& caller,
                                              const ImportedEmployment& in) {
  const TenantId tenant = caller.tenant;
  EmploymentDetails details = in;
  std::vector<FieldError> errors;
  const auto employee = org_.employee(tx, tenant, in.employee_id);
  if (!employee) errors.push_back({"/employee_id", "not_found", "There is no such employee."});
  if (!org_.site(tx, tenant, in.site_id))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  if (in.org_unit_id && !org_.get_unit(tx, caller, *in.org_unit_id))
    errors.push_back({"/org_unit_id", "not_found", "There is no such unit."});
  const auto position = in.position_id ? org_.get_position(tx, caller, *in.position_id)
                                       : Result<Position>(not_found("position.none", ""));
  if (in.position_id && !position)
    errors.push_back({"/position_id", "not_found", "There is no such position."});
  check_stay(in.joined_on, in.left_on, in.leave_reason, in.fte, errors);
  const auto known = stays(tx, tenant, in.employee_id);
  // Whose first day nobody told has a stay that began when he was first heard of: any stay replaces it.
  const bool guessed =
      known.size() == 1 && known[0].version == 1 && employee && !employee->hired_on && !known[0].left_on;
  const EmploymentRow* same = guessed ? &known[0] : nullptr;
  for (const auto& stay : known)
    if (!stay.left_on && same == nullptr && overlap(stay.joined_on, {}, in.joined_on, in.left_on))
      same = &stay;
  for (const auto& stay : known)
    if (stay.joined_on == in.joined_on) same = &stay;
  for (const auto& stay : known)
    if (same == nullptr || stay.id != same->id)
      if (overlap(stay.joined_on, stay.left_on, in.joined_on, in.left_on))
        errors.push_back({"/joined_on", "overlap", "He was with us at that time already."});
  if (!errors.empty()) return invalid(std::move(errors));
  if (!details.role) details.role = Role::kTechnician;
  if (!details.fte) details.fte = 1;
  if (!details.leave_reason) details.leave_reason = LeaveReason::kNone;
  if (!details.manages) details.manages = position && position->grade != Grade::kStaff;
  if (!details.certified) details.certified = same != nullptr && same->certified.value_or(false);
  const std::string key =
      same != nullptr ? *same->source_id : in.employee_id.text() + "/" + in.joined_on.text();
  return put(tx, caller, details, {kOwnSource, key});
}

Result<void> Employments::follow(db::Tx& tx, const Caller& caller, const EmployeeCore& employee,
                                 std::optional<LeaveReason> reason) {
  const auto known = stays(tx, caller.tenant, employee.id);
  const Date today = today_at(org_, tx, caller.tenant, employee.site_id);
  ImportedEmployment in;
  const bool left = employee.state == EmployeeState::kLeft;
  if (!known.empty()) {
    const EmploymentRow& last = known.front();
    static_cast<EmploymentDetails&>(in) = last;
    if (left && last.left_on) {  // ended before: the day or the reason may be corrected
      in.left_on = std::max(employee.left_on.value_or(*last.left_on), in.joined_on);
      if (reason) in.leave_reason = reason;
      MANYI_CHECK(record(tx, caller, in));
      return {};
    }
    if (!left && last.left_on && employee.hired_on && *employee.hired_on > *last.left_on)
      in = {};  // came back
  } else if (left) {
    return {};
  }
  const bool fresh = in.joined_on == Date();
  in.employee_id = employee.id;
  in.site_id = employee.site_id;
  in.org_unit_id = employee.org_unit_id;
  if (in.position_id != employee.position_id) in.manages.reset();
  in.position_id = employee.position_id;
  in.role = employee.role;
  if (employee.hired_on)
    in.joined_on = *employee.hired_on;
  else if (fresh)
    in.joined_on = today;
  if (left) {
    in.left_on = std::max(employee.left_on.value_or(today), in.joined_on);
    in.leave_reason = reason.value_or(LeaveReason::kNone);
  } else {
    in.left_on.reset();
    in.leave_reason = LeaveReason::kNone;
  }
  MANYI_CHECK(record(tx, caller, in));
  return {};
}

Result<Employment> Employments::add(db::Tx& tx, const Caller& caller, const ImportedEmployment& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, EmploymentId(done.record));
}

Employment Employments::present(db::ReadTx& tx, const EmploymentRow& row) {
  Employment shown;
  static_cast<EmploymentDetails&>(shown) = row;
  shown.id = row.id;
  if (const auto employee = org_.employee(tx, row.tenant_id, row.employee_id)) {
    shown.employee_no = employee->no;
    shown.employee_name = employee->name;
  }
  if (const auto site = org_.site(tx, row.tenant_id, row.site_id)) shown.site_name = site->name;
  shown.version = row.version;
  return shown;
}

Result<Employment> Employments::get(db::ReadTx& tx, const Caller& caller, EmploymentId id) {
  MANYI_TRY(const EmploymentRow row, load(tx, caller, id, [](const EmploymentRow& found) {
              return ScopeKeys{
                  .tenant = found.tenant_id, .site = found.site_id, .technician = found.employee_id};
            }));
  return present(tx, row);
}

Result<Page<Employment>> Employments::list(db::ReadTx& tx, const Caller& caller, const ListEmployments& in) {
  imports::RecordFilter filter;
  filter.scope = scope_of(caller, {.technician = "employee_id"});
  if (in.site_id) filter.ids.emplace_back("site_id", in.site_id->value());
  if (in.employee_id) filter.ids.emplace_back("employee_id", in.employee_id->value());
  if (in.present) filter.conditions = {*in.present ? "left_on is null" : "left_on is not null"};
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  Page<Employment> shown;
  for (const auto& row : rows.items) shown.items.push_back(present(tx, row));
  shown.next_cursor = std::move(rows.next_cursor);
  shown.total_estimate = rows.total_estimate;
  return shown;
}

std::vector<std::int64_t> Employments::fact_ids_of_employees(db::ReadTx& tx, TenantId tenant,
                                                             const std::vector<std::int64_t>& employees) {
  return ids_where(tx, tenant, "employee_id", employees);
}

// ---- work days ----------------------------------------------------------------------------------

WorkDays::WorkDays(journal::Events& events, Org& org)
    : RecordBook("org_work_days", "work_day",
                 [&events](db::Tx& tx, const Caller& caller, const WorkDayRow& row,
                           RecordChange change) -> Result<void> {
                   const WorkDayFact fact{row.id, row.employee_id, row.day};
                   if (change == RecordChange::kRemoved)
                     return events.publish(tx, caller, WorkDayRemoved{fact});
                   return events.publish(tx, caller, WorkDayRecorded{fact, change});
                 }),
      org_(org) {}

Result<imports::Recorded> WorkDays::record(db::Tx& tx, const Caller& caller, const ImportedWorkDay& in) {
  WorkDayDetails details = in;
  std::vector<FieldError> errors;
  const auto employee = org_.employee(tx, caller.tenant, in.employee_id);
  if (!employee) errors.push_back({"/employee_id", "not_found", "There is no such employee."});
  if (employee && !details.site_id) details.site_id = employee->site_id;
  if (employee && !details.org_unit_id) details.org_unit_id = employee->org_unit_id;
  if (employee && !details.role) details.role = employee->role;
  const auto hours = details.site_id ? org_.hours_of_site(tx, caller.tenant, *details.site_id) : nullptr;
  if (details.site_id && !hours) errors.push_back({"/site_id", "not_found", "There is no such site."});
  check_minutes(in.available_min, in.productive_min, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  details.day_at = hours->zone().instant(details.day);
  return put(tx, caller, details, {kOwnSource, in.employee_id.text() + "/" + in.day.text()});
}

Result<WorkDay> WorkDays::add(db::Tx& tx, const Caller& caller, const ImportedWorkDay& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, WorkDayId(done.record));
}

WorkDay WorkDays::present(db::ReadTx& tx, const WorkDayRow& row) {
  WorkDay shown;
  static_cast<WorkDayDetails&>(shown) = row;
  shown.id = row.id;
  if (const auto employee = org_.employee(tx, row.tenant_id, row.employee_id))
    shown.employee_name = employee->name;
  shown.version = row.version;
  return shown;
}

Result<WorkDay> WorkDays::get(db::ReadTx& tx, const Caller& caller, WorkDayId id) {
  MANYI_TRY(const WorkDayRow row, load(tx, caller, id, [](const WorkDayRow& found) {
              return ScopeKeys{.tenant = found.tenant_id,
                               .site = found.site_id.value_or(SiteId()),
                               .technician = found.employee_id};
            }));
  return present(tx, row);
}

Result<Page<WorkDay>> WorkDays::list(db::ReadTx& tx, const Caller& caller, const ListWorkDays& in) {
  imports::RecordFilter filter;
  filter.scope = scope_of(caller, {.technician = "employee_id"});
  filter.from = in.from;
  filter.to = in.to;
  if (in.site_id) filter.ids.emplace_back("site_id", in.site_id->value());
  if (in.employee_id) filter.ids.emplace_back("employee_id", in.employee_id->value());
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  Page<WorkDay> shown;
  for (const auto& row : rows.items) shown.items.push_back(present(tx, row));
  shown.next_cursor = std::move(rows.next_cursor);
  shown.total_estimate = rows.total_estimate;
  return shown;
}

// ---- units --------------------------------------------------------------------------------------

Result<OrgUnitId> Org::resolve_unit(db::Tx& tx, const Caller& caller, std::string_view name) {
  ListOrgUnits in;
  in.q = std::string(name);
  in.limit = kMostLimit;
  MANYI_TRY(const auto found, list_units(tx, caller, in));
  for (const auto& unit : found.items)
    if (unit.code == name || unit.name == name) return unit.id;
  CreateOrgUnit made;
  made.code = "I" + id_text(tx.new_id<OrgUnitTag>().value());
  made.name = std::string(name);
  MANYI_TRY(const OrgUnit unit, create_unit(tx, caller, made));
  return unit.id;
}

}  // namespace manyi::org
