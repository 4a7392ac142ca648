// What a scope means: its condition for questions, its name, what is above it, who may see it.
// Owns these answers; the organisation is org's.
#include <algorithm>

#include "modules/org/org.h"
#include "modules/performance/performance.h"
#include "modules/targets/rules.h"
#include "modules/targets/targets.h"

namespace manyi::targets {
namespace {

/// All units of the tenant. There are some dozens.
std::vector<org::OrgUnit> all_units(org::Org& org, db::ReadTx& tx, TenantId tenant) {
  std::vector<org::OrgUnit> units;
  org::ListOrgUnits query;
  query.limit = kMostLimit;
  for (;;) {
    auto page = org.list_units(tx, Caller::system(tenant), query);
    if (!page) return units;
    std::move(page->items.begin(), page->items.end(), std::back_inserter(units));
    if (!page->next_cursor) return units;
    query.cursor = page->next_cursor;
  }
}

/// The unit and all below it.
std::vector<org::OrgUnitId> unit_and_below(const std::vector<org::OrgUnit>& units, org::OrgUnitId top) {
  std::vector<org::OrgUnitId> found{top};
  for (std::size_t i = 0; i < found.size(); ++i)
    for (const auto& unit : units)
      if (unit.parent_id == found[i]) found.push_back(unit.id);
  return found;
}

std::vector<org::Employee> members(org::Org& org, db::ReadTx& tx, TenantId tenant, org::OrgUnitId unit) {
  std::vector<org::Employee> people;
  for (const auto id : unit_and_below(all_units(org, tx, tenant), unit)) {
    org::ListEmployees query;
    query.org_unit_id = id;
    query.limit = kMostLimit;
    for (;;) {
      auto page = org.list_employees(tx, Caller::system(tenant), query);
      if (!page) break;
      std::move(page->items.begin(), page->items.end(), std::back_inserter(people));
      if (!page->next_cursor) break;
      query.cursor = page->next_cursor;
    }
  }
  return people;
}

template <class Tag> std::optional<Id<Tag>> id_of(const std::string& key) {
  const auto number = parse_id(key);
  if (!number) return std::nullopt;
  return Id<Tag>(*number);
}

}  // namespace

Result<std::string> Targets::condition_of(db::ReadTx& tx, TenantId tenant, const TargetScope& scope) {
  const Error unknown = not_found("scope.not_found", "There is no such site, unit or employee.");
  switch (scope.kind) {
    case ScopeKind::kCompany: return std::string();
    case ScopeKind::kSite: {
      const auto id = id_of<SiteTag>(scope.key);
      if (!id || !needs_.org.site(tx, tenant, *id)) return unknown;
      return "site = '" + id->text() + "'";
    }
    case ScopeKind::kPerson: {
      const auto id = id_of<EmployeeTag>(scope.key);
      if (!id || !needs_.org.employee(tx, tenant, *id)) return unknown;
      return "person = '" + id->text() + "'";
    }
    case ScopeKind::kUnit: {
      const auto id = id_of<org::OrgUnitTag>(scope.key);
      if (!id || !needs_.org.get_unit(tx, Caller::system(tenant), *id)) return unknown;
      std::string list;
      for (const auto& one : members(needs_.org, tx, tenant, *id))
        list += (list.empty() ? "'" : ", '") + one.id.text() + "'";
      // A unit without people has no records: nobody's id is empty.
      return list.empty() ? "person in ('')" : "person in (" + list + ")";
    }
  }
  return unknown;
}

std::string Targets::label_of(db::ReadTx& tx, TenantId tenant, const TargetScope& scope) {
  switch (scope.kind) {
    case ScopeKind::kCompany: break;
    case ScopeKind::kSite:
      if (const auto id = id_of<SiteTag>(scope.key))
        if (const auto site = needs_.org.site(tx, tenant, *id)) return site->name;
      break;
    case ScopeKind::kPerson:
      if (const auto id = id_of<EmployeeTag>(scope.key))
        if (const auto one = needs_.org.employee(tx, tenant, *id)) return one->name;
      break;
    case ScopeKind::kUnit:
      if (const auto id = id_of<org::OrgUnitTag>(scope.key))
        if (const auto unit = needs_.org.get_unit(tx, Caller::system(tenant), *id)) return unit->name;
      break;
  }
  return {};
}

std::vector<TargetScope> Targets::above(db::ReadTx& tx, TenantId tenant, const TargetScope& scope) {
  std::vector<TargetScope> found;
  const auto add_site = [&](std::optional<SiteId> site) {
    if (site) found.push_back({ScopeKind::kSite, site->text()});
  };
  if (scope.kind == ScopeKind::kPerson) {
    const auto id = id_of<EmployeeTag>(scope.key);
    const auto one = id ? needs_.org.employee(tx, tenant, *id) : std::nullopt;
    if (one) {
      if (one->org_unit_id) found.push_back({ScopeKind::kUnit, one->org_unit_id->text()});
      add_site(one->site_id);
    }
  } else if (scope.kind == ScopeKind::kUnit) {
    if (const auto id = id_of<org::OrgUnitTag>(scope.key))
      if (const auto unit = needs_.org.get_unit(tx, Caller::system(tenant), *id)) add_site(unit->site_id);
  }
  if (scope.kind != ScopeKind::kCompany) found.push_back({});
  return found;
}

bool Targets::may_see(db::ReadTx& tx, const Caller& caller, const TargetScope& scope) {
  if (caller.scope == Scope::kTenant) return true;
  if (caller.scope == Scope::kDealer || caller.scope == Scope::kManufacturer) return false;
  const auto sees = [&](const org::Employee& one) {
    if (one.id == caller.employee) return true;
    if (caller.scope == Scope::kTeam)
      return std::find(caller.team.begin(), caller.team.end(), one.id) != caller.team.end();
    return caller.scope == Scope::kSite &&
           std::find(caller.site_ids.begin(), caller.site_ids.end(), one.site_id) != caller.site_ids.end();
  };
  switch (scope.kind) {
    case ScopeKind::kCompany: return false;
    case ScopeKind::kSite: {
      const auto id = id_of<SiteTag>(scope.key);
      return id && caller.scope == Scope::kSite &&
             std::find(caller.site_ids.begin(), caller.site_ids.end(), *id) != caller.site_ids.end();
    }
    case ScopeKind::kPerson: {
      const auto id = id_of<EmployeeTag>(scope.key);
      const auto one = id ? needs_.org.employee(tx, caller.tenant, *id) : std::nullopt;
      return one && sees(*one);
    }
    case ScopeKind::kUnit: {
      const auto id = id_of<org::OrgUnitTag>(scope.key);
      if (!id) return false;
      const auto people = members(needs_.org, tx, caller.tenant, *id);
      return !people.empty() && std::all_of(people.begin(), people.end(), sees);
    }
  }
  return false;
}

std::string Targets::running_month(db::ReadTx& tx, TenantId tenant) {
  return month_text(needs_.performance.ports().default_zone(tx, tenant).local_date(tx.now()));
}

}  // namespace manyi::targets
