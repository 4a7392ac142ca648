// A forecast as a distribution.
// Owns the meaning of its quantiles and its score.
#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "engines/forecast/landing.h"

namespace manyi::forecast {
namespace {

/// Two ways to the same figure (19 / 20 and 0.95) may differ in the last bits.
double slack(double value) { return 1e-9 * std::max(1.0, std::abs(value)); }

}  // namespace

Distribution Distribution::of_samples(std::vector<double> samples) {
  assert(!samples.empty());
  Distribution made;
  made.sorted_ = std::move(samples);
  std::sort(made.sorted_.begin(), made.sorted_.end());
  made.mean_ = std::accumulate(made.sorted_.begin(), made.sorted_.end(), 0.0) /
               static_cast<double>(made.sorted_.size());
  return made;
}

Distribution Distribution::certain(double value) { return of_samples({value}); }

double Distribution::quantile(double p) const {
  if (sorted_.empty()) return 0;
  const double last = static_cast<double>(sorted_.size()) - 1;
  const double at = std::clamp(std::clamp(p, 0.0, 1.0) * (last + 1) - 0.5, 0.0, last);
  const auto below = static_cast<std::size_t>(at);
  const double part = at - std::floor(at);
  if (part == 0 || below + 1 == sorted_.size()) return sorted_[below];
  return sorted_[below] + part * (sorted_[below + 1] - sorted_[below]);
}

double Distribution::chance_at_least(double value) const {
  if (sorted_.empty()) return 0;
  const auto from = std::lower_bound(sorted_.begin(), sorted_.end(), value - slack(value));
  return static_cast<double>(sorted_.end() - from) / static_cast<double>(sorted_.size());
}

double Distribution::chance_at_most(double value) const {
  if (sorted_.empty()) return 0;
  const auto past = std::upper_bound(sorted_.begin(), sorted_.end(), value + slack(value));
  return static_cast<double>(past - sorted_.begin()) / static_cast<double>(sorted_.size());
}

// E|X - truth| - E|X - X'| / 2, the second part from the order of the sorted samples.
double Distribution::crps(double truth) const {
  const double count = static_cast<double>(sorted_.size());
  double away = 0, apart = 0, place = 1 - count;
  for (const double sample : sorted_) {
    away += std::abs(sample - truth);
    apart += place * sample;
    place += 2;
  }
  return sorted_.empty() ? 0 : away / count - apart / (count * count);
}

}  // namespace manyi::forecast
