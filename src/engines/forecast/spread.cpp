// Misses, and distributions drawn apart by them.
// Owns how much few periods count.
#include "engines/forecast/spread.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace manyi::forecast {
namespace {

constexpr double kEdge = 1.2815515655;  // of the 80 % band, in standard deviations
constexpr double kMostMiss = 3;         // one odd period does not decide
constexpr double kOwnPeriods = 3;       // that what is usual counts as, for one figure
constexpr double kAlikeFigures = 3;     // that what is usual counts as, among those alike
constexpr double kFewPeriods = 3;       // fewer: a figure counts less among those alike
constexpr double kLeast = 0.6, kMost = 3;
constexpr double kMeanOfNormal = 0.7978845608;  // absolute value, in standard deviations
constexpr double kTail =
    0.12;  // per deviation beyond the edge: errors have the tails of a t with eight degrees of freedom
constexpr std::size_t kSteps = 100, kFewValues = 20;

/// How much further than a normal's the tail of past errors reaches at each step; 1 within the 80 % band.
std::array<double, kSteps> tails() {
  std::array<double, kSteps> all{};
  for (std::size_t i = 0; i < kSteps; ++i) {
    const double level = (static_cast<double>(i) + 0.5) / static_cast<double>(kSteps);
    const double z = std::abs(boost::math::quantile(boost::math::normal(), level));
    all[i] = 1 + kTail * std::max(0.0, z - kEdge);
  }
  return all;
}

}  // namespace

std::optional<double> miss_of(double low80, double median, double high80, double truth) {
  const auto has_width = [&](double half) { return half > 1e-9 * std::max(1.0, std::abs(median)); };
  if (!has_width(high80 - median) && !has_width(median - low80)) return std::nullopt;
  const double off = truth - median;
  if (std::abs(off) <= 1e-9 * std::max(1.0, std::abs(truth))) return 0;
  const double half = off > 0 ? high80 - median : median - low80;
  if (!has_width(half)) return std::nullopt;
  return off / half * kEdge;
}

void Misses::add(std::span<const double> of_a_period, double weight) {
  double sum = 0;
  for (const double miss : of_a_period) sum += std::min(std::abs(miss), kMostMiss);
  scales_ += weight * sum / static_cast<double>(of_a_period.size()) / kMeanOfNormal;
  periods_ += weight;
}

double alike_scale(std::span<const Misses> alike, double usual) {
  double sum = usual * kAlikeFigures, weight = kAlikeFigures;
  for (const auto& one : alike) {
    const double counts = std::min(1.0, one.periods() / kFewPeriods);
    sum += counts * one.scale();
    weight += counts;
  }
  return sum / weight;
}

double spread_of(const Misses& own, double usual) {
  const double scale = (usual * kOwnPeriods + own.scale() * own.periods()) / (kOwnPeriods + own.periods());
  return std::clamp(scale, kLeast, kMost);
}

Distribution spread_out(const Distribution& of, double factor, std::optional<double> bounded_below,
                        std::optional<double> bounded_above) {
  std::vector<double> samples(kSteps);
  bool whole = true;
  for (std::size_t i = 0; i < kSteps; ++i) {
    samples[i] = of.quantile((static_cast<double>(i) + 0.5) / static_cast<double>(kSteps));
    whole = whole && samples[i] == std::floor(samples[i]);
  }
  std::size_t values = 1;
  for (std::size_t i = 1; i < kSteps; ++i) values += samples[i] > samples[i - 1] ? 1 : 0;
  if (values < kFewValues) factor = std::max(factor, 1.0);
  static const auto kTails = tails();
  const double middle = of.quantile(0.5);
  for (std::size_t i = 0; i < kSteps; ++i) {
    const double tail = values < kFewValues ? 1 : kTails[i];
    double at = middle + factor * tail * (samples[i] - middle);
    if (whole) at = std::round(at);
    if (bounded_below) at = std::max(at, *bounded_below);
    if (bounded_above) at = std::min(at, *bounded_above);
    samples[i] = at;
  }
  return Distribution::of_samples(std::move(samples));
}

Distribution mixed_with_errors(const Distribution& of, std::span<const double> errors,
                               std::optional<double> bounded_below) {
  constexpr std::size_t kEvery = 5;
  const auto past = Distribution::of_samples({errors.begin(), errors.end()});
  const double middle = of.quantile(0.5);
  std::vector<double> samples(kSteps);
  for (std::size_t i = 0; i < kSteps; ++i) {
    const double p = (static_cast<double>(i) + 0.5) / static_cast<double>(kSteps);
    const double part = (static_cast<double>(i / kEvery) + 0.5) / static_cast<double>(kSteps / kEvery);
    samples[i] = i % kEvery == kEvery / 2 ? middle + past.quantile(part) : of.quantile(p);
    if (bounded_below) samples[i] = std::max(samples[i], *bounded_below);
  }
  return Distribution::of_samples(std::move(samples));
}

}  // namespace manyi::forecast
