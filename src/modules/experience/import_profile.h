// Praises from files.
// Owns what a row of such a file means as a praise.
#pragma once

#include "modules/experience/experience.h"

namespace manyi::imports {
class Profiles;
}

namespace manyi::experience {

/// Registers `praises`. What `needs` names, and `praises`, outlive `profiles`.
void add_import_profile(imports::Profiles& profiles, Praises& praises, Needs needs);

}  // namespace manyi::experience
