// Use cases of org: employees and teams.
// Owns what an employee can be found by.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "modules/org/employments.h"
#include "modules/org/org.h"
#include "modules/org/org_events.h"
#include "modules/org/rules.h"
#include "modules/org/store.h"
#include "platform/search/search.h"

namespace manyi::org {
namespace {

Employee employee_from(const store::EmployeeRow& row) {
  Employee employee;
  static_cast<EmployeeCore&>(employee) = row;
  if (auto skills = from_json<std::vector<std::string>>(row.skills.text))
    employee.skills = std::move(*skills);
  return employee;
}

Error absent() { return not_found("employee.not_found", "There is no such employee."); }

Result<void> check_place(db::ReadTx& tx, TenantId tenant, const std::optional<SiteId>& site,
                         const std::optional<OrgUnitId>& unit, const std::optional<PositionId>& position) {
  std::vector<FieldError> errors;
  if (site && !store::site(tx, tenant, *site))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  if (unit && !store::unit(tx, tenant, *unit))
    errors.push_back({"/org_unit_id", "not_found", "There is no such unit."});
  if (position && !store::position(tx, tenant, *position))
    errors.push_back({"/position_id", "not_found", "There is no such position."});
  if (!errors.empty()) return invalid(std::move(errors));
  return {};
}

Result<void> index(search::Search& search, db::Tx& tx, const store::EmployeeRow& row) {
  return search.put(tx, row.tenant_id, "employee", row.id.value(), {.text = row.name + " " + row.no});
}

}  // namespace

std::span<const FieldRule> field_rules(const CreateEmployee*) {
  static constexpr FieldRule kRules[] = {{"no", "unique", R"("E007")", 1, 32},
                                         {"name", {}, R"("罗敏")", 1, 100},
                                         {"skills", {}, R"(["notebook","level_2"])", 0, 100},
                                         {"manufacturer_engineer_id", {}, {}, 0, 64}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeEmployee*) {
  return field_rules(static_cast<const CreateEmployee*>(nullptr));
}

Org::Org(journal::Events& events, search::Search& search)
    : events_(events),
      search_(search),
      employments_(std::make_unique<Employments>(events, *this)),
      work_days_(std::make_unique<WorkDays>(events, *this)) {}
Org::~Org() = default;

Result<Employee> Org::create_employee(db::Tx& tx, const Caller& caller, const CreateEmployee& in) {
  MANYI_TRY(Employee made, add_employee(tx, caller, in));
  MANYI_CHECK(employments_->follow(tx, caller, made, {}));
  return made;
}

Result<Employee> Org::add_employee(db::Tx& tx, const Caller& caller, const CreateEmployee& in) {
  MANYI_CHECK(check_place(tx, caller.tenant, in.site_id, in.org_unit_id, in.position_id));
  store::EmployeeRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<EmployeeTag>();
  row.no = in.no;
  row.name = in.name;
  row.name_key = fold_text(in.name);
  row.site_id = in.site_id;
  row.org_unit_id = in.org_unit_id;
  row.position_id = in.position_id;
  row.role = in.role.value_or(Role::kTechnician);
  row.skills.text = to_json(in.skills);
  row.hired_on = in.hired_on;
  row.manufacturer_engineer_id = in.manufacturer_engineer_id.value_or("");
  row.created_at = row.updated_at = tx.now();
  if (store::employee_by_no(tx, caller.tenant, row.no))
    return conflict("employee.no_taken", "There is already an employee with this number.");
  MANYI_CHECK(store::insert_employee(tx, row));
  MANYI_CHECK(index(search_, tx, row));
  MANYI_CHECK(events_.publish(tx, caller, EmployeeCreated{{row.id, row.site_id, row.state}}));
  return employee_from(row);
}

Result<Employee> Org::change_employee(db::Tx& tx, const Caller& caller, const ChangeEmployee& in) {
  auto found = store::employee(tx, caller.tenant, in.id);
  if (!found) return absent();
  store::EmployeeRow row = std::move(*found);
  if (in.if_match && *in.if_match != row.version) return stale("The employee was changed in the meantime.");
  MANYI_CHECK(check_place(tx, caller.tenant, in.site_id, in.org_unit_id, in.position_id));
  if (in.no && *in.no != row.no) {
    if (store::employee_by_no(tx, caller.tenant, *in.no))
      return conflict("employee.no_taken", "There is already an employee with this number.");
    row.no = *in.no;
  }
  if (in.name) {
    row.name = *in.name;
    row.name_key = fold_text(*in.name);
  }
  if (in.site_id) row.site_id = *in.site_id;
  if (in.org_unit_id) row.org_unit_id = in.org_unit_id;
  if (in.position_id) row.position_id = in.position_id;
  if (in.role) row.role = *in.role;
  if (in.skills) row.skills.text = to_json(*in.skills);
  if (in.hired_on) row.hired_on = in.hired_on;
  if (in.left_on) {
    row.left_on = in.left_on;
    row.state = EmployeeState::kLeft;
  }
  if (in.leave_reason.value_or(LeaveReason::kNone) != LeaveReason::kNone && !in.left_on &&
      in.state.value_or(row.state) != EmployeeState::kLeft)
    return invalid("/leave_reason", "not_left", "Only who leaves has a reason.");
  if (in.state) {
    row.state = *in.state;
    if (row.state == EmployeeState::kActive) row.left_on.reset();
  }
  if (in.manufacturer_engineer_id) row.manufacturer_engineer_id = *in.manufacturer_engineer_id;
  MANYI_CHECK(check_employment(row.hired_on, row.left_on));
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_employee(tx, row));
  MANYI_CHECK(index(search_, tx, row));
  MANYI_CHECK(events_.publish(tx, caller, EmployeeChanged{{row.id, row.site_id, row.state}}));
  MANYI_CHECK(employments_->follow(tx, caller, row, in.leave_reason));
  return employee_from(row);
}

Result<Employee> Org::get_employee(db::ReadTx& tx, const Caller& caller, EmployeeId id) {
  const auto row = store::employee(tx, caller.tenant, id);
  if (!row) return absent();
  return employee_from(*row);
}

Result<Page<Employee>> Org::list_employees(db::ReadTx& tx, const Caller& caller, const ListEmployees& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  std::vector<Employee> employees;
  for (const auto& row :
       store::employees(tx, caller.tenant, in.q.value_or(""), in.site_id.value_or(SiteId()),
                        in.org_unit_id.value_or(OrgUnitId()), in.role ? enum_name(*in.role) : "",
                        in.state ? enum_name(*in.state) : "", before, limit + 1))
    employees.push_back(employee_from(row));
  return page_by_id(std::move(employees), limit);
}

std::optional<Employee> Org::employee(db::ReadTx& tx, TenantId tenant, EmployeeId id) {
  const auto row = store::employee(tx, tenant, id);
  if (!row) return std::nullopt;
  return employee_from(*row);
}

std::optional<Employee> Org::employee_by_no(db::ReadTx& tx, TenantId tenant, std::string_view no) {
  const auto row = store::employee_by_no(tx, tenant, no);
  if (!row) return std::nullopt;
  return employee_from(*row);
}

std::map<EmployeeId, std::string> Org::employee_names(db::ReadTx& tx, TenantId tenant,
                                                      std::span<const EmployeeId> ids) {
  std::map<EmployeeId, std::string> names;
  std::vector<std::int64_t> wanted;
  for (const EmployeeId id : ids)
    if (id) wanted.push_back(id.value());
  if (wanted.empty()) return names;
  for (auto& row : store::employee_names(tx, tenant, wanted)) names.emplace(row.id, std::move(row.name));
  return names;
}

Result<EmployeeId> Org::resolve_employee(db::Tx& tx, const Caller& caller, SiteId site,
                                         std::string_view name) {
  const std::string key = fold_text(name);
  if (key.empty()) return invalid("/employee", "required", "The employee has no name.");
  if (const auto row = store::employee_by_no(tx, caller.tenant, name)) return row->id;
  if (const auto row = store::employee_by_name(tx, caller.tenant, site, key)) return row->id;
  CreateEmployee in;
  in.no = "I" + id_text(tx.new_id<EmployeeTag>().value());
  in.name = std::string(name);
  in.site_id = site;
  MANYI_TRY(const Employee made, create_employee(tx, caller, in));
  return made.id;
}

std::vector<EmployeeId> Org::team_of(db::ReadTx& tx, TenantId tenant, EmployeeId id) {
  std::vector<EmployeeId> team{id};
  const auto self = store::employee(tx, tenant, id);
  const auto position =
      self && self->position_id ? store::position(tx, tenant, *self->position_id) : std::nullopt;
  if (!position || position->grade == Grade::kStaff) return team;
  std::map<OrgUnitId, OrgUnitId> parents;
  for (const auto& unit : store::unit_parents(tx, tenant))
    parents.emplace(unit.id, unit.parent_id.value_or(OrgUnitId()));
  const auto units = units_below(parents, position->org_unit_id);
  const std::set<OrgUnitId> led(units.begin(), units.end());
  for (const auto& member : store::members(tx, tenant))
    if (member.id != id && member.org_unit_id && led.contains(*member.org_unit_id)) team.push_back(member.id);
  return team;
}

}  // namespace manyi::org
