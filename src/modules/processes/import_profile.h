// Checks from files.
// Owns what a row of such a file means.
#pragma once

#include "modules/processes/processes.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::processes {

/// Registers `checks`. What is named here outlives `profiles`.
void add_import_profile(imports::Profiles& profiles, Checks& checks, Needs to);

}  // namespace manyi::processes
