// Owners of warnings, from what org knows.
// Owns the list of roles that may stand in.
#include "modules/alerts/staff.h"

namespace manyi::alerts {

StaffMember Staff::describe(db::ReadTx& tx, const org::EmployeeCore& employee) const {
  StaffMember member;
  member.id = employee.id;
  member.site = employee.site_id;
  member.unit = employee.org_unit_id;
  member.role = employee.role;
  member.active = employee.state == org::EmployeeState::kActive;
  if (ports_.absent && member.active) {
    const auto hours = org_.work_calendar(tx, tenant_, employee.site_id);
    member.absent = ports_.absent(tx, tenant_, employee.id, hours->zone().local_date(tx.now()));
  }
  return member;
}

void Staff::read_leaders(db::ReadTx& tx) {
  if (read_) return;
  read_ = true;
  for (const Role role :
       {Role::kTechSupervisor, Role::kInfoSupervisor, Role::kManager, Role::kAdministrator}) {
    org::ListEmployees in;
    in.role = role;
    in.state = org::EmployeeState::kActive;
    in.limit = kMostLimit;
    const auto page = org_.list_employees(tx, Caller::system(tenant_), in);
    if (!page) continue;
    for (const auto& employee : page->items) leaders_.push_back(describe(tx, employee));
  }
}

std::optional<StaffMember> Staff::member(db::ReadTx& tx, EmployeeId id) {
  const auto known = members_.find(id);
  if (known != members_.end()) return known->second;
  std::optional<StaffMember> found;
  if (const auto employee = org_.employee(tx, tenant_, id)) found = describe(tx, *employee);
  members_.emplace(id, found);
  return found;
}

std::optional<EmployeeId> Staff::owner_of(db::ReadTx& tx, const Cause& cause) {
  read_leaders(tx);
  std::vector<StaffMember> holders;
  for (const EmployeeId id : cause.holders)
    if (auto holder = member(tx, id)) holders.push_back(*holder);
  auto unit = cause.unit;
  auto site = cause.site;
  if (!holders.empty()) {
    if (!unit) unit = holders.front().unit;
    if (!site) site = holders.front().site;
  }
  return resolve_owner(holders, leaders_, site, unit, cause.supervisor);
}

}  // namespace manyi::alerts
