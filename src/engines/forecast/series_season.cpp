// Test of seasonality and classical decomposition.
// Owns their arithmetic.
#include "engines/forecast/series_season.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace manyi::forecast {

double Season::without(double value, std::size_t at) const {
  if (kind == Seasonality::kNone) return value;
  const double part = shape[at % shape.size()];
  return kind == Seasonality::kAdditive ? value - part : value / part;
}

double Season::with(double value, std::size_t at) const {
  if (kind == Seasonality::kNone) return value;
  const double part = shape[at % shape.size()];
  return kind == Seasonality::kAdditive ? value + part : value * part;
}

std::vector<double> Season::without(std::span<const double> values) const {
  std::vector<double> rest;
  rest.reserve(values.size());
  for (std::size_t t = 0; t < values.size(); ++t) rest.push_back(without(values[t], t));
  return rest;
}

double Season::scale(std::size_t at) const {
  return kind == Seasonality::kMultiplicative ? shape[at % shape.size()] : 1;
}

bool is_seasonal(std::span<const double> values, int length) {
  const std::size_t n = values.size();
  const auto cycle = static_cast<std::size_t>(std::max(length, 1));
  if (cycle < 2 || n < 2 * cycle + 1) return false;
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(n);
  double spread = 0;
  for (const double value : values) spread += (value - mean) * (value - mean);
  if (spread <= 0) return false;
  const auto at_lag = [&](std::size_t lag) {
    double sum = 0;
    for (std::size_t t = lag; t < n; ++t) sum += (values[t] - mean) * (values[t - lag] - mean);
    return sum / spread;
  };
  double before = 0;
  for (std::size_t lag = 1; lag < cycle; ++lag) before += at_lag(lag) * at_lag(lag);
  return std::abs(at_lag(cycle)) > 1.645 * std::sqrt((1 + 2 * before) / static_cast<double>(n));
}

Season decompose(std::span<const double> values, int length) {
  const bool above_zero = std::all_of(values.begin(), values.end(), [](double value) { return value > 0; });
  return decompose(values, length, above_zero ? Seasonality::kMultiplicative : Seasonality::kAdditive);
}

Season decompose(std::span<const double> values, int length, Seasonality kind) {
  const std::size_t n = values.size();
  const auto cycle = static_cast<std::size_t>(length);
  const std::size_t half = cycle / 2;
  std::vector<double> sum(cycle, 0), count(cycle, 0);
  for (std::size_t t = half; t + half < n; ++t) {
    double middle = 0;
    for (std::size_t i = t - half; i <= t + half; ++i)
      middle += values[i] * (cycle % 2 == 0 && (i == t - half || i == t + half) ? 0.5 : 1);
    middle /= static_cast<double>(cycle);
    if (kind == Seasonality::kMultiplicative && middle <= 0) continue;
    sum[t % cycle] += kind == Seasonality::kAdditive ? values[t] - middle : values[t] / middle;
    count[t % cycle] += 1;
  }
  Season season{kind, std::vector<double>(cycle, kind == Seasonality::kAdditive ? 0.0 : 1.0)};
  for (std::size_t i = 0; i < cycle; ++i)
    if (count[i] > 0) season.shape[i] = sum[i] / count[i];
  const double mean =
      std::accumulate(season.shape.begin(), season.shape.end(), 0.0) / static_cast<double>(cycle);
  for (double& part : season.shape) {
    if (kind == Seasonality::kAdditive)
      part -= mean;
    else
      part = std::max(part / mean, 0.01);  // a place that is always nearly nothing must not divide by nothing
  }
  return season;
}

Season season_of(std::span<const double> values, int length) {
  if (!is_seasonal(values, length)) return {};
  return decompose(values, length);
}

}  // namespace manyi::forecast
