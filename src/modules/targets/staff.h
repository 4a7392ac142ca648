// Everybody at once: sites, units and employees, read page by page from org.
// Owns no rows.
#pragma once

#include <vector>

#include "modules/org/org.h"
#include "modules/targets/store.h"

namespace manyi::targets {

std::vector<org::Site> all_sites(org::Org& org, db::ReadTx& tx, TenantId tenant);
std::vector<org::OrgUnit> all_units(org::Org& org, db::ReadTx& tx, TenantId tenant);
std::vector<org::Employee> all_employees(org::Org& org, db::ReadTx& tx, TenantId tenant,
                                         const org::ListEmployees& filter = {});
/// Of the unit and those below it, also who has left: his records stay the unit's.
std::vector<org::Employee> members_of(org::Org& org, db::ReadTx& tx, TenantId tenant, org::OrgUnitId unit);
/// What a list may show this caller.
store::Reach reach_of(org::Org& org, db::ReadTx& tx, const Caller& caller);

}  // namespace manyi::targets
