// Manufacturers' values from files.
// Owns what a row of such a file means.
#pragma once

#include "modules/manufacturers/manufacturers.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::manufacturers {

/// Registers `manufacturer-values`. What is named here outlives `profiles`.
void add_import_profile(imports::Profiles& profiles, ManufacturerValues& values,
                        ManufacturerValues::Needs to);

}  // namespace manyi::manufacturers
