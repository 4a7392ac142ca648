// Parts from files: one row per piece, with the request it answers.
// Owns what a row of such a file means.
#pragma once

#include "modules/parts/parts.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::parts {

/// Registers `parts`. What is named here outlives `profiles`.
void add_import_profile(imports::Profiles& profiles, Parts& parts, Needs to);

}  // namespace manyi::parts
