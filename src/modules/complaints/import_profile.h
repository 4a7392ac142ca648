// Complaints from files.
// Owns what a row of such a file means as a complaint.
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
}

namespace manyi::complaints {

class Complaints;

struct ImportTargets {
  Complaints& complaints;
  workorders::WorkOrders& orders;
  org::Org& org;
  catalog::Catalog& catalog;
  customers::Customers& customers;
};

/// Registers `complaints`. What `targets` names outlives `profiles`.
void add_import_profile(imports::Profiles& profiles, ImportTargets targets);

}  // namespace manyi::complaints
