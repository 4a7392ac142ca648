// The methods behind the landing forecast, one per way in which a figure comes about.
// Owns what they share: the number of draws and the handling of open cases.
#pragma once

#include "engines/forecast/landing.h"
#include "engines/forecast/landing_draws.h"
#include "engines/forecast/landing_pace.h"

namespace manyi::forecast {

inline constexpr std::size_t kDraws = 600;

Landing land_rate(const Problem& problem);
Landing land_ratio(const Problem& problem);      // kRatio, and kMean without lengths
Landing land_durations(const Problem& problem);  // kMean and kQuantile with lengths
Landing land_sum(const Problem& problem);
Landing land_level(const Problem& problem);

/// A sum that may fall below zero, such as a profit: its level per working day is normal, not gamma.
Landing land_signed_sum(const Problem& problem);

/// Fills the figures on what is still to come. \param come one per draw
void tell_to_come(Landing& landing, std::vector<double> come, double so_far);

struct Totals {
  double numerator = 0, denominator = 0, weight = 0;
};
Totals totals_of(std::span<const Day> days);

double clamped(double value, const Problem& problem);

/// What of the usual flow the open cases replace: their chance without any action.
double usual_of(const OpenCase& one);

}  // namespace manyi::forecast
