// How much is still to come: records or money per working day, learnt from the past and from the period so far.
// Owns the run rate, its yearly season and its uncertainty.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "engines/forecast/landing.h"
#include "engines/forecast/landing_draws.h"

namespace manyi::forecast {

/// Which half of a day is counted.
enum class Half { kNumerator, kDenominator };

/// One way in which the amount per unit of weight may be distributed: gamma, in units of the dispersion.
struct PacePart {
  double share = 1;  // how much the past speaks for it
  double shape = 1, rate = 1;
};

/// What comes before the period ends. Immutable.
class Pace {
 public:
  Pace(std::vector<PacePart> parts, double dispersion, double weight, bool counts)
      : parts_(std::move(parts)), dispersion_(dispersion), weight_(weight), counts_(counts) {}
  double mean() const;
  /// Whole numbers when records are counted.
  double draw(Draws& draws) const;

 private:
  std::vector<PacePart> parts_;
  double dispersion_, weight_;
  bool counts_;
};

/// A gamma filter over the periods. The level of a period may drift from one to the next and differ by chance of its
/// own; how much of either, and how well the beginning of a period tells its rest, is weighed by how earlier periods went
/// on from the same day. Negative amounts count as nothing, except in sums, which may hold a refund.
Pace pace_of(const Problem& problem, Half half);

/// Totals of a period before and after the day that leaves as much weight as the running one has left.
struct Split {
  double before = 0, before_weight = 0, after = 0, after_weight = 0;
  double total() const { return before + after; }
  double weight() const { return before_weight + after_weight; }
};
Split split_of(std::span<const Day> period, double weight_to_come, Half half);

double weight_of(std::span<const double> weights);
inline double amount_of(const Day& day, Half half) {
  return half == Half::kNumerator ? day.numerator : day.denominator;
}
/// At most the last 24.
std::span<const PastPeriod> recent(const std::vector<PastPeriod>& past);

/// Size of squared deviations from an even flow, per unit of amount: 1 for independent records, the usual size of one
/// piece of money for sums. \param level per unit of weight, one per period
struct Flow {
  std::span<const Day> days;
  double level = 0;
};
double dispersion_of(std::span<const Flow> flows, Half half);

/// Turns logarithms of likelihoods into shares that sum to 1, and drops what does not matter.
template <class Part> void weigh(std::vector<Part>& parts) {
  constexpr double kSmall = 0.002;
  double best = parts.front().share, sum = 0;
  for (const auto& part : parts) best = std::max(best, part.share);
  for (auto& part : parts) sum += part.share = std::exp(part.share - best);
  std::erase_if(parts, [&](const Part& part) { return part.share < kSmall * sum; });
  sum = 0;
  for (const auto& part : parts) sum += part.share;
  for (auto& part : parts) part.share /= sum;
}

}  // namespace manyi::forecast
