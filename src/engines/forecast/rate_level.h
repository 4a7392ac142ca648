// The true share of good ones in the running period, before what is still to come.
// Owns the beta filter: how rates move from period to period, and how far the scope above speaks for a scope.
#pragma once

#include <vector>

#include "engines/forecast/landing.h"

namespace manyi::forecast {

/// One way in which the share may be distributed: beta.
struct RatePart {
  double share = 1;  // how much the past speaks for it
  double good = 1, bad = 1;
};

/// Prior from the scope's own periods, drawn towards the scope above, then updated with what is counted so far. The
/// concentration of periods around their level, its memory and the weight of the scope above are weighed by how well they
/// foretold the rest of earlier periods from the same day on (empirical Bayes). Not empty; shares sum to 1.
std::vector<RatePart> rate_parts(const Problem& problem);

/// Mean over the parts.
double mean_rate(const std::vector<RatePart>& parts);

}  // namespace manyi::forecast
