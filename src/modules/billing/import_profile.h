// Ledger lines from files.
// Owns what a row of such a file means.
#pragma once

#include "modules/billing/billing.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::billing {

/// Registers `ledger`. What is named here outlives `profiles`.
void add_import_profile(imports::Profiles& profiles, Billing& billing, Needs to);

}  // namespace manyi::billing
