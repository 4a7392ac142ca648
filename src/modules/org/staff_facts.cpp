// Stays and work days as rows of the KPI engine.
// Owns which stored value becomes which column; the lists of columns are in staff_facts.h.
#include "modules/org/staff_facts.h"

#include "modules/org/employments.h"

namespace manyi::org {
namespace {

// Names of what the rows refer to, each read once.
class Names {
 public:
  Names(Org& org, db::ReadTx& tx, TenantId tenant)
      : org_(org), tx_(tx), system_(Caller::system(tenant)), sites_(org.site_names(tx, tenant)) {}

  std::string site(SiteId id) const {
    const auto at = sites_.find(id);
    return at == sites_.end() ? std::string() : at->second;
  }
  const std::string& unit(OrgUnitId id) {
    const auto [at, fresh] = units_.try_emplace(id);
    if (fresh)
      if (const auto found = org_.get_unit(tx_, system_, id)) at->second = found->name;
    return at->second;
  }
  const std::optional<Position>& position(PositionId id) {
    const auto [at, fresh] = positions_.try_emplace(id);
    if (fresh)
      if (auto found = org_.get_position(tx_, system_, id)) at->second = std::move(*found);
    return at->second;
  }
  const std::string& employee(EmployeeId id) {
    const auto [at, fresh] = employees_.try_emplace(id);
    if (fresh)
      if (auto found = org_.employee(tx_, system_.tenant, id)) at->second = std::move(found->name);
    return at->second;
  }
  TimeZone zone(SiteId id) { return org_.work_calendar(tx_, system_.tenant, id)->zone(); }

 private:
  Org& org_;
  db::ReadTx& tx_;
  const Caller system_;
  const std::map<SiteId, std::string> sites_;
  std::map<OrgUnitId, std::string> units_;
  std::map<PositionId, std::optional<Position>> positions_;
  std::map<EmployeeId, std::string> employees_;
};

}  // namespace

const HeadcountFacts& headcount_facts() {
  static const HeadcountFacts facts;
  return facts;
}
const WorkTimeFacts& work_time_facts() {
  static const WorkTimeFacts facts;
  return facts;
}
kpi::FactSchema headcount_fact_schema() { return headcount_facts().schema; }
kpi::FactSchema work_time_fact_schema() { return work_time_facts().schema; }

std::vector<kpi::FactRow> Employments::load_facts(db::ReadTx& tx, TenantId tenant,
                                                  const std::vector<std::int64_t>& ids) {
  const HeadcountFacts& f = headcount_facts();
  Names names(org_, tx, tenant);
  std::vector<kpi::FactRow> rows;
  for (const auto& stay : find_all(tx, tenant, ids)) {
    kpi::FactRow row(f.schema, stay.id.value());
    const TimeZone zone = names.zone(stay.site_id);
    row.set(f.joined, zone.instant(stay.joined_on));
    if (stay.left_on) row.set(f.left, zone.instant(*stay.left_on));
    row.set(f.site, stay.site_id.text(), names.site(stay.site_id));
    if (stay.org_unit_id) row.set(f.unit, stay.org_unit_id->text(), names.unit(*stay.org_unit_id));
    if (stay.role) row.set(f.role, std::string(rule_of(*stay.role).code));
    if (stay.position_id)
      if (const auto& position = names.position(*stay.position_id)) {
        row.set(f.position, position->id.text(), position->name);
        row.set(f.grade, enum_name(position->grade));
      }
    row.set(f.employee, stay.employee_id.text(), names.employee(stay.employee_id));
    row.set(f.leave_reason, enum_name(stay.leave_reason.value_or(LeaveReason::kNone)));
    row.set(f.fte, stay.fte.value_or(1));
    row.set(f.manages, stay.manages.value_or(false)).set(f.certified, stay.certified.value_or(false));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::map<std::int64_t, std::string> Employments::numbers(db::ReadTx& tx, TenantId tenant,
                                                         const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  for (const auto& stay : find_all(tx, tenant, ids))
    if (const auto employee = org_.employee(tx, tenant, stay.employee_id))
      all.emplace(stay.id.value(), employee->no);
  return all;
}

std::vector<kpi::FactRow> WorkDays::load_facts(db::ReadTx& tx, TenantId tenant,
                                               const std::vector<std::int64_t>& ids) {
  const WorkTimeFacts& f = work_time_facts();
  Names names(org_, tx, tenant);
  std::vector<kpi::FactRow> rows;
  for (const auto& day : find_all(tx, tenant, ids)) {
    kpi::FactRow row(f.schema, day.id.value());
    row.set(f.day, day.day_at);
    if (day.site_id) row.set(f.site, day.site_id->text(), names.site(*day.site_id));
    if (day.org_unit_id) row.set(f.unit, day.org_unit_id->text(), names.unit(*day.org_unit_id));
    if (day.role) row.set(f.role, std::string(rule_of(*day.role).code));
    row.set(f.employee, day.employee_id.text(), names.employee(day.employee_id));
    row.set(f.available_min, day.available_min).set(f.productive_min, day.productive_min);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::map<std::int64_t, std::string> WorkDays::numbers(db::ReadTx& tx, TenantId tenant,
                                                      const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  for (const auto& day : find_all(tx, tenant, ids)) all.emplace(day.id.value(), day.day.text());
  return all;
}

}  // namespace manyi::org
