// What a scope means: its condition for questions, its name, what is above it, who may see it and set it.
// Owns these answers; who works where is org's.
#include <algorithm>

#include "modules/org/org.h"
#include "modules/performance/performance.h"
#include "modules/targets/staff.h"
#include "modules/targets/targets.h"

namespace manyi::targets {
namespace {

/// No employee has it.
constexpr std::string_view kNobody = "person = '0000000000000'";

template <class T> bool among(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

template <class Tag> std::optional<Id<Tag>> id_of(const std::string& key) {
  const auto number = parse_id(key);
  if (!number) return std::nullopt;
  return Id<Tag>(*number);
}

std::optional<org::OrgUnit> unit_of(org::Org& org, db::ReadTx& tx, TenantId tenant, org::OrgUnitId id) {
  auto unit = org.get_unit(tx, Caller::system(tenant), id);
  return unit ? std::optional(std::move(*unit)) : std::nullopt;
}

/// The unit and those above it, at most so many.
std::vector<org::OrgUnit> chain_of(org::Org& org, db::ReadTx& tx, TenantId tenant,
                                   std::optional<org::OrgUnitId> id) {
  constexpr std::size_t kDeepest = 20;
  std::vector<org::OrgUnit> chain;
  while (id && chain.size() < kDeepest) {
    auto unit = unit_of(org, tx, tenant, *id);
    if (!unit) break;
    id = unit->parent_id;
    chain.push_back(std::move(*unit));
  }
  return chain;
}

bool sees_person(const Caller& caller, const org::Employee& one) {
  if (caller.employee && one.id == caller.employee) return true;
  if (caller.scope == Scope::kTeam) return among(caller.team, one.id);
  return caller.scope == Scope::kSite && among(caller.site_ids, one.site_id);
}

}  // namespace

Result<std::string> Targets::condition_of(db::ReadTx& tx, TenantId tenant, const TargetScope& scope) {
  const Error unknown = invalid("/scope_key", "not_found", "There is no such site, unit or employee.");
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
      if (!id || !unit_of(needs_.org, tx, tenant, *id)) return unknown;
      std::string list;
      for (const auto& one : members_of(needs_.org, tx, tenant, *id))
        list += (list.empty() ? "'" : ", '") + one.id.text() + "'";
      return list.empty() ? std::string(kNobody) : "person in (" + list + ")";
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
        if (const auto unit = unit_of(needs_.org, tx, tenant, *id)) return unit->name;
      break;
  }
  return {};
}

std::vector<TargetScope> Targets::above(db::ReadTx& tx, TenantId tenant, const TargetScope& scope) {
  std::vector<TargetScope> found;
  if (scope.kind == ScopeKind::kCompany) return found;
  std::optional<SiteId> site;
  std::vector<org::OrgUnit> units;
  if (scope.kind == ScopeKind::kPerson) {
    const auto id = id_of<EmployeeTag>(scope.key);
    const auto one = id ? needs_.org.employee(tx, tenant, *id) : std::nullopt;
    if (one) {
      site = one->site_id;
      units = chain_of(needs_.org, tx, tenant, one->org_unit_id);
    }
  } else if (scope.kind == ScopeKind::kUnit) {
    if (const auto id = id_of<org::OrgUnitTag>(scope.key)) units = chain_of(needs_.org, tx, tenant, *id);
    for (const auto& unit : units)
      if (!site) site = unit.site_id;
    if (!units.empty()) units.erase(units.begin());
  }
  // A unit that belongs to no site is wider than one; the company as a unit is the company.
  const auto add = [&](bool of_site) {
    for (const auto& unit : units)
      if (unit.kind != org::UnitKind::kCompany && unit.site_id.has_value() == of_site)
        found.push_back({ScopeKind::kUnit, unit.id.text()});
  };
  add(true);
  if (site) found.push_back({ScopeKind::kSite, site->text()});
  add(false);
  found.push_back({});
  return found;
}

bool Targets::may_see(db::ReadTx& tx, const Caller& caller, const TargetScope& scope) {
  if (caller.scope == Scope::kTenant) return true;
  if (caller.scope == Scope::kDealer || caller.scope == Scope::kManufacturer) return false;
  switch (scope.kind) {
    case ScopeKind::kCompany: return false;
    case ScopeKind::kSite: {
      const auto id = id_of<SiteTag>(scope.key);
      return id && caller.scope == Scope::kSite && among(caller.site_ids, *id);
    }
    case ScopeKind::kPerson: {
      const auto id = id_of<EmployeeTag>(scope.key);
      const auto one = id ? needs_.org.employee(tx, caller.tenant, *id) : std::nullopt;
      return one && sees_person(caller, *one);
    }
    case ScopeKind::kUnit: {
      const auto id = id_of<org::OrgUnitTag>(scope.key);
      const auto unit = id ? unit_of(needs_.org, tx, caller.tenant, *id) : std::nullopt;
      if (!unit) return false;
      if (caller.scope == Scope::kSite && unit->site_id) return among(caller.site_ids, *unit->site_id);
      const auto people = members_of(needs_.org, tx, caller.tenant, *id);
      return !people.empty() && std::all_of(people.begin(), people.end(), [&](const org::Employee& one) {
        return sees_person(caller, one);
      });
    }
  }
  return false;
}

bool Targets::may_set(db::ReadTx& tx, const Caller& caller, const TargetScope& scope) {
  if (caller.scope == Scope::kTenant) return true;
  if (scope.kind == ScopeKind::kCompany || scope.kind == ScopeKind::kSite) return false;
  if (scope.kind == ScopeKind::kPerson && caller.employee && scope.key == caller.employee.text())
    return false;
  return caller.scope != Scope::kOwn && may_see(tx, caller, scope);
}

Date Targets::today(db::ReadTx& tx, TenantId tenant) {
  return needs_.performance.ports().default_zone(tx, tenant).local_date(tx.now());
}

}  // namespace manyi::targets
