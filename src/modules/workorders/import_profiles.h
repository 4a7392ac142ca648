// Work orders from files: the general profile, Open Repair Data, event logs.
// Owns what a row of such a file means as a work order.
#pragma once

namespace manyi::catalog {
class Catalog;
}
namespace manyi::customers {
class Customers;
}
namespace manyi::imports {
class Profiles;
}
namespace manyi::org {
class Org;
}

namespace manyi::workorders {

class WorkOrders;

struct ImportTargets {
  WorkOrders& orders;
  org::Org& org;
  catalog::Catalog& catalog;
  customers::Customers& customers;
};

/// Registers `work-orders`, `open-repair`, `xes` and `device-repair`. What `targets` names outlives `profiles`.
void add_import_profiles(imports::Profiles& profiles, ImportTargets targets);

}  // namespace manyi::workorders
