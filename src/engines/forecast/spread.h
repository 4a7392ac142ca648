// How wide a forecast has to be, learnt from how far earlier ones were off.
// Owns the measure of a miss, how misses of few periods are drawn to what is usual, and the widening itself.
#pragma once

#include <optional>
#include <span>

#include "engines/forecast/landing.h"

namespace manyi::forecast {

/// How far the truth lay from the middle, in standard deviations of a normal with the half band on that side: 1.28 on the
/// edge of the 80 % band. nullopt where the band has no width on that side, or none at all: what is certain tells
/// nothing of the width.
std::optional<double> miss_of(double low80, double median, double high80, double truth);

/// Misses of past periods. Those of one period hang together, so each period weighs as one whatever the number of its
/// scopes. Absolute misses are counted, not squares: a few wild months would widen the band of all others.
class Misses {
 public:
  /// \param weight how much this period tells \pre not empty
  void add(std::span<const double> of_a_period, double weight = 1);
  double periods() const { return periods_; }
  /// The deviation of the normal whose misses are as large on average; 1 where forecasts claim what comes true.
  double scale() const { return periods_ > 0 ? scales_ / periods_ : 1; }

 private:
  double scales_ = 0, periods_ = 0;
};

/// Scale of the misses of figures that are forecast alike, drawn to what is usual. \param alike one per figure
double alike_scale(std::span<const Misses> alike, double usual);

/// Factor on the width of forecasts whose past misses these are, drawn to `usual`, a scale. Between 0.6 and 3.
double spread_of(const Misses& own, double usual);

/// The distribution drawn apart around its median, its tails a little further. Whole numbers stay whole; what takes few values is never drawn
/// together, since it would miss the values themselves. Nothing leaves the bounds.
Distribution spread_out(const Distribution& of, double factor, std::optional<double> bounded_below,
                        std::optional<double> bounded_above);

/// Every fifth part of the distribution put where past errors lie around the middle: where a method has been sure and
/// wrong, its own width tells nothing. \param errors truth less middle, rising, not empty
Distribution mixed_with_errors(const Distribution& of, std::span<const double> errors,
                               std::optional<double> bounded_below);

}  // namespace manyi::forecast
