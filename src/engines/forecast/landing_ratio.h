// The level of a quotient of two amounts that both grow, such as a mean or money per order.
// Owns the normal filter of its level and the noise of single days around it.
#pragma once

#include <vector>

#include "engines/forecast/landing_draws.h"
#include "engines/forecast/landing_methods.h"

namespace manyi::forecast {

/// One way in which the level may be distributed: normal.
struct RatioPart {
  double share = 1;  // how much the past speaks for it
  double mean = 0, variance = 0;
  double noise = 0;  // variance of a numerator around level x denominator, per unit of denominator
};

struct RatioLevel {
  std::vector<RatioPart> parts;   // of the rest of the running period
  double noise = 0;               // of single days
  std::vector<double> surprises;  // of past days, mean 0 and variance 1: their shape is kept
  double usual_day = 1;           // denominator of one day
  bool turning = false;           // with long tails

  struct Drawn {
    double level = 0, noise = 0;
  };
  double mean() const;
  Drawn draw(Draws& draws) const;
  /// A numerator that belongs to this denominator at that level.
  double numerator(const Drawn& drawn, double denominator, Draws& draws) const;
};

/// What stands below the line.
enum class Below { kDenominator, kWeight };
/// Whether the rest of a period tends to leave its beginning, as waiting times do when work piles up.
enum class Rest { kSteady, kTurning };

/// The period's own deviation, the memory of the level and how far a period's rest leaves its beginning are weighed by
/// how earlier periods went on from the same day. Days are kept as pairs, so that what moves numerator and denominator
/// together stays together.
RatioLevel ratio_level(const Problem& problem, Below below, Rest rest);

}  // namespace manyi::forecast
