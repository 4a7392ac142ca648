// Runs the named methods and tries them on the past.
// Owns which method works on the series without its season.
#include "engines/forecast/series_methods.h"

#include <algorithm>
#include <cmath>

#include "engines/forecast/series_season.h"
#include "engines/forecast/theta.h"

namespace manyi::forecast {
namespace {

/// Repeats the last cycle; a cycle of one is the last value.
Outlook repeated(std::span<const double> values, int steps, std::size_t cycle) {
  const std::size_t n = values.size();
  if (n < cycle) cycle = 1;
  double squares = 0;
  for (std::size_t t = cycle; t < n; ++t) squares += std::pow(values[t] - values[t - cycle], 2);
  const double sigma = n > cycle ? std::sqrt(squares / static_cast<double>(n - cycle)) : 0;
  Outlook outlook;
  for (std::size_t h = 0; h < static_cast<std::size_t>(steps); ++h) {
    outlook.mean.push_back(values[n - cycle + h % cycle]);
    outlook.deviation.push_back(sigma * std::sqrt(static_cast<double>(h / cycle + 1)));
  }
  return outlook;
}

Outlook without_season(Method method, std::span<const double> rest, int steps) {
  switch (method) {
    case Method::kSingle: return smooth_simply(rest).ahead(steps);
    case Method::kDamped: return smooth_damped(rest).ahead(steps);
    case Method::kTheta: return theta(rest, steps);
    default: return theta_optimised(rest, steps);
  }
}

}  // namespace

std::vector<Outlook> outlooks(std::span<const Method> methods, std::span<const double> values, int steps,
                              int season) {
  const Season shape = season_of(values, season);
  const std::vector<double> rest = shape.without(values);
  std::vector<Outlook> all;
  for (const Method method : methods) {
    if (method == Method::kNaive) {
      all.push_back(repeated(values, steps, 1));
    } else if (method == Method::kSeasonalNaive) {
      all.push_back(repeated(values, steps, static_cast<std::size_t>(season)));
    } else if (method == Method::kEts) {
      all.push_back(smooth_by_criterion(values, season, steps));
    } else {
      Outlook outlook = without_season(method, rest, steps);
      for (std::size_t h = 0; h < outlook.mean.size(); ++h) {
        outlook.mean[h] = shape.with(outlook.mean[h], values.size() + h);
        outlook.deviation[h] *= shape.scale(values.size() + h);
      }
      all.push_back(std::move(outlook));
    }
  }
  return all;
}

std::vector<Trial> backtest(std::span<const Method> methods, std::span<const double> values, int steps,
                            int season) {
  std::vector<Trial> trials;
  const int n = static_cast<int>(values.size());
  if (n < 8) return trials;
  const int furthest = std::min(steps, n / 3);
  int last = 0;
  for (const double share : {1.0, 2.0 / 3, 1.0 / 2, 1.0 / 3, 1.0 / 6}) {
    const int back = std::max(1, static_cast<int>(std::lround(share * furthest)));
    if (back == last) continue;
    last = back;
    const auto known = values.first(static_cast<std::size_t>(n - back));
    trials.push_back({outlooks(methods, known, back, season), values.last(static_cast<std::size_t>(back))});
  }
  return trials;
}

Outlook mixed(std::span<const Outlook> outlooks, std::span<const double> weights) {
  Outlook sum;
  sum.mean.assign(outlooks.front().mean.size(), 0);
  sum.deviation = sum.mean;
  for (std::size_t m = 0; m < outlooks.size(); ++m)
    for (std::size_t h = 0; h < sum.mean.size(); ++h) {
      sum.mean[h] += weights[m] * outlooks[m].mean[h];
      sum.deviation[h] += weights[m] * outlooks[m].deviation[h];
    }
  return sum;
}

}  // namespace manyi::forecast
