// Customers from files.
// Owns what a row of such a file means, and how it finds the customer it is about.
#pragma once

#include <functional>

#include "modules/customers/customers.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::customers {

/// Is there a work order of this customer? Then an import that made him is not taken back.
using HasOrders = std::function<bool(db::ReadTx&, TenantId, CustomerId)>;

/// Registers `customers`. What is named here outlives `profiles`.
void add_import_profile(imports::Profiles& profiles, Customers& customers, HasOrders has_orders);

}  // namespace manyi::customers
