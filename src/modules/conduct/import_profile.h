// Violations from files.
// Owns what a row of such a file means as a violation.
#pragma once

#include "modules/conduct/conduct.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::conduct {

/// Registers `violations`. What `needs` names, and `violations`, outlive `profiles`.
void add_import_profile(imports::Profiles& profiles, Violations& violations, Needs needs);

}  // namespace manyi::conduct
