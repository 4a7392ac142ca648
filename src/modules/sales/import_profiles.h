// Sales and quotas from files.
// Owns what a row of such a file means.
#pragma once

#include "modules/sales/sales.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::sales {

/// Registers `sales-lines` and `sales-quotas`. What is named here outlives `profiles`.
void add_import_profiles(imports::Profiles& profiles, Sales& sales, Needs to);

}  // namespace manyi::sales
