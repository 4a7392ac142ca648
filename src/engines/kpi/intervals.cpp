// Confidence intervals.
// Owns the quantiles they use.
#include "engines/kpi/intervals.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace manyi::kpi {
namespace {

constexpr double kZ = 1.959963984540054;  // 97.5 % of the normal distribution
constexpr double kTail = 0.025;
constexpr std::size_t kExact = 1000;
constexpr std::int64_t kMost = std::int64_t{1} << 40;  // more than anybody will ask for

double log_factorial(std::int64_t k) {  // k <= kExact
  static const auto table = [] {
    std::array<double, kExact + 1> logs{};
    for (std::size_t i = 1; i < logs.size(); ++i) logs[i] = logs[i - 1] + std::log(static_cast<double>(i));
    return logs;
  }();
  return table[static_cast<std::size_t>(k)];
}

double student(std::int64_t degrees) {
  static const auto table = [] {
    std::array<double, 1001> t{};
    for (std::size_t d = 1; d < t.size(); ++d)
      t[d] = boost::math::quantile(boost::math::students_t(static_cast<double>(d)), 1 - kTail);
    return t;
  }();
  // Beyond the table the first two terms of the expansion in 1/d agree to seven digits.
  const auto d = static_cast<double>(degrees);
  return degrees < 1001 ? table[static_cast<std::size_t>(degrees)] : kZ + (kZ * kZ * kZ + kZ) / (4 * d);
}

}  // namespace

namespace {

/// Wilson's score interval around p of `count` records, which need not be a whole number.
Interval score_interval(double p, double count, double z) {
  const double z2 = z * z, middle = p + z2 / (2 * count);
  const double half = z * std::sqrt(p * (1 - p) / count + z2 / (4 * count * count));
  const double scale = 1 + z2 / count;
  return {p == 0 ? 0.0 : (middle - half) / scale, p == 1 ? 1.0 : (middle + half) / scale};
}

}  // namespace

std::optional<Interval> wilson(std::int64_t good, std::int64_t n) {
  if (n <= 0) return std::nullopt;
  const auto count = static_cast<double>(n);
  return score_interval(static_cast<double>(good) / count, count, kZ);
}

Interval poisson(std::int64_t count) {
  const auto events = static_cast<double>(count);
  const double low =
      count == 0 ? 0.0 : boost::math::quantile(boost::math::chi_squared(2 * events), kTail) / 2;
  const double high = boost::math::quantile(boost::math::chi_squared(2 * events + 2), 1 - kTail) / 2;
  return {low, high};
}

std::optional<Interval> mean_interval(std::int64_t n, long double sum, long double squares) {
  if (n < 2) return std::nullopt;
  const long double count = static_cast<long double>(n), mean = sum / count;
  const long double variance = std::max(0.0L, (squares - sum * mean) / (count - 1));
  const double half = student(n - 1) * std::sqrt(static_cast<double>(variance / count));
  return Interval{static_cast<double>(mean) - half, static_cast<double>(mean) + half};
}

std::optional<Interval> ratio_interval(const RatioSums& sums) {
  // Below this part of the sum of squares a sum of deviations is what rounding left.
  constexpr long double kNothing = 1e-16L;
  if (sums.n < 1 || sums.y == 0) return std::nullopt;
  const long double ratio = sums.x / sums.y;
  // The sum of squares of x - ratio * y.
  long double deviations = sums.xx - 2 * ratio * sums.xy + ratio * ratio * sums.yy;
  if (deviations <= kNothing * (sums.xx + ratio * ratio * sums.yy)) deviations = 0;
  const auto value = static_cast<double>(ratio);
  const double variance = static_cast<double>(deviations / (sums.y * sums.y));
  const bool part = sums.within && value >= 0 && value <= 1;
  if (part && (sums.share || sums.n > 1)) {
    const double equal = static_cast<double>(sums.y * sums.y / sums.yy);  // Kish's effective number
    double count = variance > 0 ? value * (1 - value) / variance : equal;
    // A share cannot be less uncertain than its weights make it; few records hide how much they differ.
    if (sums.share || count <= 0) count = variance > 0 && count > 0 ? std::min(count, equal) : equal;
    return score_interval(value, count, sums.share ? kZ : student(sums.n - 1));
  }
  if (sums.n < 2) return std::nullopt;
  const auto n = static_cast<double>(sums.n);
  const double half = student(sums.n - 1) * std::sqrt(variance * n / (n - 1));
  return Interval{value - half, value + half};
}

std::optional<Ranks> quantile_ranks(std::int64_t n, double p) {
  if (n < 1) return std::nullopt;
  Ranks ranks{0, 0};
  if (n <= static_cast<std::int64_t>(kExact)) {
    // low: the greatest r with P(X < r) <= 2.5 %; high: the least r with P(X >= r) <= 2.5 %,
    // where X, binomial(n, p), counts the values below the quantile.
    // Eight deviations under the mean there is less than a rounding error to sum.
    const auto count = static_cast<double>(n);
    const double mean = count * p, reach = 8 * std::sqrt(mean * (1 - p)) + 2;
    const auto start = static_cast<std::int64_t>(std::max(0.0, std::floor(mean - reach)));
    auto k = static_cast<double>(start);
    double chance = std::exp(log_factorial(n) - log_factorial(start) - log_factorial(n - start) +
                             k * std::log(p) + (count - k) * std::log1p(-p));
    double below = 0;
    for (std::int64_t r = start + 1; r <= n && ranks.high == 0; ++r, ++k) {
      below += chance;
      if (below <= kTail) ranks.low = r;
      if (1 - below <= kTail) ranks.high = r;
      chance *= (count - k) / (k + 1) * p / (1 - p);
    }
  } else {
    const double middle = static_cast<double>(n) * p, half = kZ * std::sqrt(middle * (1 - p));
    ranks.low = static_cast<std::int64_t>(std::floor(middle - half));
    ranks.high = static_cast<std::int64_t>(std::ceil(middle + half)) + 1;
  }
  if (ranks.low < 1 || ranks.high < 1 || ranks.high > n) return std::nullopt;
  return ranks;
}

namespace {

/// The least count from `n` on that is enough, less n. Being enough is monotone.
template <class Enough> std::int64_t more_until(std::int64_t n, Enough enough) {
  if (enough(n)) return 0;
  std::int64_t low = n, step = 1;
  while (step < kMost && !enough(low + step)) {
    low += step;
    step *= 2;
  }
  std::int64_t high = low + step;
  while (high - low > 1) {
    const auto middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high - n;
}

}  // namespace

std::int64_t more_for_rate(double rate, std::int64_t n, double half) {
  const double p = n > 0 ? std::clamp(rate, 0.0, 1.0) : 0.5;
  return more_until(n, [&](std::int64_t size) {
    if (size == 0) return false;
    const double count = static_cast<double>(size), z2 = kZ * kZ;
    return kZ * std::sqrt(p * (1 - p) / count + z2 / (4 * count * count)) / (1 + z2 / count) <= half;
  });
}

std::optional<std::int64_t> more_for_mean(std::int64_t n, double reach, double half) {
  if (n < 2) return std::nullopt;
  const double spread = reach * std::sqrt(static_cast<double>(n)) / student(n - 1);
  return more_until(n, [&](std::int64_t size) {
    return student(size - 1) * spread / std::sqrt(static_cast<double>(size)) <= half;
  });
}

std::optional<std::int64_t> more_for_others(std::int64_t n, double reach, double half) {
  if (n < 1) return std::nullopt;
  return more_until(n, [&](std::int64_t size) {
    return reach * std::sqrt(static_cast<double>(n) / static_cast<double>(size)) <= half;
  });
}

}  // namespace manyi::kpi
