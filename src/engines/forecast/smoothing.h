// Exponential smoothing: level, optional damped trend, optional season; parameters by least squares.
// Owns the recursions, their fitting and the choice between them.
#pragma once

#include <span>
#include <vector>

#include "engines/forecast/series_season.h"

namespace manyi::forecast {

/// What a method says about the steps ahead. `deviation[h - 1]` is that of the error at step h by the model alone.
struct Outlook {
  std::vector<double> mean, deviation;
};

enum class Trend { kNone, kDamped };

/// A fitted model without season. With no trend: simple smoothing.
struct Smoothed {
  Trend trend = Trend::kNone;
  double alpha = 0, beta = 0, damping = 1;
  double first_level = 0, first_slope = 0;
  double level = 0, slope = 0;  // after the last value
  double squares = 0;           // of the one-step errors
  std::size_t values = 0;       // seen

  Outlook ahead(int steps) const;
};

/// Simple smoothing with the first level chosen along with alpha: the errors are linear in it, so it is solved, not
/// searched. Precondition: at least one value.
Smoothed smooth_simply(std::span<const double> values);
/// Damped trend likewise with first level and slope. Falls back on simple smoothing below six values.
/// \source Gardner and McKenzie, Forecasting trends in time series, Management Science 31 (1985)
Smoothed smooth_damped(std::span<const double> values);

/// Seasonal smoothing (Holt-Winters with a damped or no trend, additive or multiplicative season) and the models
/// without season, the one with the smallest corrected Akaike criterion.
/// \source Hyndman et al., Forecasting with exponential smoothing (2008)
Outlook smooth_by_criterion(std::span<const double> values, int season, int steps);

}  // namespace manyi::forecast
