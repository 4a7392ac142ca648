// Headcount and work time from files.
// Owns what a row of such a file means.
#pragma once

#include "modules/org/org.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::org {

/// Registers `headcount` and `work-time`. What is named here outlives `profiles`.
void add_import_profiles(imports::Profiles& profiles, Org& org);

}  // namespace manyi::org
