// What the two models of an effect hand over: rates and levels.
// Owns nothing but that shape and the arithmetic both share.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "engines/forecast/effect.h"

namespace manyi::forecast {

/// A trend of the time before is taken as there when its p-value is below this.
inline constexpr double kClearTrend = 0.01;

enum class Shown { kLevelShift, kSegmented };

struct Measured {
  Shown model = Shown::kLevelShift;
  double observed = 0, expected = 0, low = 0, high = 0, p_value = 1;
};

/// Precondition: enough points with a denominator on both sides, see effect.cpp.
Measured measure_rate(const EffectProblem& problem);
Measured measure_level(const EffectProblem& problem);

/// Points that go on a week from one to the next: 7 of daily points, 1 where the points are weeks already.
std::size_t block_length(const EffectProblem& problem);

/// How much more sums over time vary than they would if points were independent: 1 where they are. From the
/// correlation of neighbours (as of an AR(1)) and that of points up to nine apart with falling weights, as Newey and
/// West do, so that whole weeks that lie high or low are seen. One side's `residuals` are in order of time.
class Spread {
 public:
  /// \param expected what the squares of each point's residual are expected to be \param fitted parameters of the side
  void add_side(std::span<const double> residuals, std::span<const double> expected, std::size_t block,
                double fitted);
  /// Not below 1.
  double factor() const;
  /// Degrees of freedom behind the factor; infinite where it is 1.
  double freedom() const;
  /// The same with those of another estimate that it multiplies.
  double combined(double other) const;

 private:
  std::array<double, 10> lagged_{};  // products of points so far apart, to what is expected
  double points_ = 0, blocks_ = 0, fitted_ = 0;
  std::size_t block_ = 1;
};

/// Two-sided p-value and quantile of Student's t.
double p_of_t(double t, double freedom);
double t_quantile(double p, double freedom);

}  // namespace manyi::forecast
