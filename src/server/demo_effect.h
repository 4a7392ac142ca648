// The one improvement that the plain demonstration has to find.
// Owns what it does and since when.
#pragma once

#include <optional>

#include "base/instant.h"
#include "engines/simulation/scenario.h"

namespace manyi::demo {

/// Days before the last simulated one: since then repairs hold better where that is planted.
inline constexpr int kChangedAgo = 125;

/// What the story's oldest action does to the company, when its life is long enough to see both sides of it: repairs at
/// one site hold better. nullopt for a shorter one.
std::optional<simulation::Effect> improvement_effect(Instant until, int months);

}  // namespace manyi::demo
