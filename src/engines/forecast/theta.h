// The theta method: half of it a line through all values, half of it simple smoothing of what bends away from it.
// Owns its standard form and the one that chooses the share of the line.
#pragma once

#include <span>

#include "engines/forecast/smoothing.h"

namespace manyi::forecast {

/// Theta lines 0 and 2 in equal parts.
/// \source Assimakopoulos and Nikolopoulos, The theta model, Int. J. of Forecasting 16 (2000)
Outlook theta(std::span<const double> values, int steps);
/// The second line's theta is chosen along with alpha by the one-step errors, the line itself from what was known
/// then (dynamic optimised theta).
/// \source Fiorucci et al., Models for optimising the theta method, Int. J. of Forecasting 32 (2016)
Outlook theta_optimised(std::span<const double> values, int steps);

}  // namespace manyi::forecast
