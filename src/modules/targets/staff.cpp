// Reading whole lists.
// Owns the order: sites by code, people by number.
#include "modules/targets/staff.h"

#include <algorithm>

namespace manyi::targets {
namespace {

template <class T, class Query, class List> std::vector<T> whole(Query query, List list) {
  query.limit = kMostLimit;
  std::vector<T> all;
  for (;;) {
    auto page = list(query);
    if (!page) return all;
    std::move(page->items.begin(), page->items.end(), std::back_inserter(all));
    if (!page->next_cursor) return all;
    query.cursor = page->next_cursor;
  }
}

}  // namespace

std::vector<org::Site> all_sites(org::Org& org, db::ReadTx& tx, TenantId tenant) {
  auto sites = whole<org::Site>(org::ListSites{}, [&](const org::ListSites& query) {
    return org.list_sites(tx, Caller::system(tenant), query);
  });
  std::sort(sites.begin(), sites.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
  return sites;
}

std::vector<org::OrgUnit> all_units(org::Org& org, db::ReadTx& tx, TenantId tenant) {
  return whole<org::OrgUnit>(org::ListOrgUnits{}, [&](const org::ListOrgUnits& query) {
    return org.list_units(tx, Caller::system(tenant), query);
  });
}

std::vector<org::Employee> all_employees(org::Org& org, db::ReadTx& tx, TenantId tenant,
                                         const org::ListEmployees& filter) {
  auto people = whole<org::Employee>(filter, [&](const org::ListEmployees& query) {
    return org.list_employees(tx, Caller::system(tenant), query);
  });
  std::sort(people.begin(), people.end(), [](const auto& a, const auto& b) { return a.no < b.no; });
  return people;
}

std::vector<org::Employee> members_of(org::Org& org, db::ReadTx& tx, TenantId tenant, org::OrgUnitId unit) {
  const auto units = all_units(org, tx, tenant);
  std::vector<org::OrgUnitId> below{unit};
  for (std::size_t i = 0; i < below.size(); ++i)
    for (const auto& one : units)
      if (one.parent_id == below[i] && std::find(below.begin(), below.end(), one.id) == below.end())
        below.push_back(one.id);
  std::vector<org::Employee> people;
  for (const auto id : below) {
    org::ListEmployees filter;
    filter.org_unit_id = id;
    auto some = all_employees(org, tx, tenant, filter);
    std::move(some.begin(), some.end(), std::back_inserter(people));
  }
  return people;
}

store::Reach reach_of(org::Org& org, db::ReadTx& tx, const Caller& caller) {
  store::Reach reach;
  reach.all = caller.scope == Scope::kTenant;
  if (reach.all || caller.scope == Scope::kDealer || caller.scope == Scope::kManufacturer) return reach;
  if (caller.employee) reach.people.push_back(caller.employee.value());
  if (caller.scope == Scope::kTeam)
    for (const auto id : caller.team) reach.people.push_back(id.value());
  if (caller.scope != Scope::kSite) return reach;
  for (const auto site : caller.site_ids) {
    reach.sites.push_back(site.value());
    org::ListEmployees filter;
    filter.site_id = site;
    for (const auto& one : all_employees(org, tx, caller.tenant, filter))
      reach.people.push_back(one.id.value());
  }
  for (const auto& unit : all_units(org, tx, caller.tenant))
    if (unit.site_id &&
        std::find(caller.site_ids.begin(), caller.site_ids.end(), *unit.site_id) != caller.site_ids.end())
      reach.units.push_back(unit.id.value());
  return reach;
}

}  // namespace manyi::targets
