// Whether forecasts said what came true: how often intervals held, how sharp the forecasts were.
// Owns the scores of a set of forecasts and what counts as a good one.
#pragma once

#include <cstdint>
#include <utility>

#include "engines/forecast/landing.h"

namespace manyi::forecast {

/// Where the truth lies in the forecast: share of it below, and half of what is equal. Uniform when calibrated; the half
/// matters for figures that take few values (9 of 10, 10 of 10).
double place_of(const Distribution& forecast, double truth);

/// How much of the truth the central interval of that level holds: 1 inside, 0 outside. A value on which a bound lies
/// holds in part when the forecast gives it a chance of its own, so that a discrete forecast is not judged better than
/// it is: the expectation over a random place within that chance (randomised probability integral transform).
/// \source Czado, Gneiting and Held, Predictive model assessment for count data, Biometrics 65 (2009)
double coverage_of(const Distribution& forecast, double truth, double level);

/// Counts of successes that `trials` with that chance give with 95 %: the exact quantiles at 2.5 and 97.5 %, inside.
std::pair<std::int64_t, std::int64_t> binomial_acceptance(std::int64_t trials, double chance,
                                                          double level = 0.95);

/// Sums of scores over many forecasts.
struct Calibration {
  std::int64_t forecasts = 0;
  double inside80 = 0, inside95 = 0;
  double crps = 0;

  void add(const Distribution& forecast, double truth);
  double coverage80() const { return forecasts > 0 ? inside80 / static_cast<double>(forecasts) : 0; }
  double coverage95() const { return forecasts > 0 ? inside95 / static_cast<double>(forecasts) : 0; }
  double mean_crps() const { return forecasts > 0 ? crps / static_cast<double>(forecasts) : 0; }
  /// Both coverages lie within what chance gives to perfect forecasts.
  bool accepted() const;
};

}  // namespace manyi::forecast
