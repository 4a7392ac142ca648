// Standard and dynamic optimised theta.
// Owns the lines and their recursions; smoothing itself is smoothing.h's.
#include "engines/forecast/theta.h"

#include <algorithm>
#include <cmath>

#include "engines/forecast/smoothing_search.h"

namespace manyi::forecast {
namespace {

struct Line {
  double start = 0, slope = 0;
  double at(double t) const { return start + slope * t; }
};

/// Least squares through (1, values[0]), (2, values[1]), ...
Line through(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0, moment = 0;
  for (std::size_t t = 0; t < values.size(); ++t) {
    sum += values[t];
    moment += values[t] * (static_cast<double>(t + 1) - (n + 1) / 2);
  }
  const double spread = n * (n * n - 1) / 12;
  const double slope = spread > 0 ? moment / spread : 0;
  return {sum / n - slope * (n + 1) / 2, slope};
}

/// State of the dynamic model: a level and the line through the values so far.
struct Dynamic {
  double alpha = 0.5, theta = 2, level = 0;
  double start = 0, slope = 0, mean = 0;
  double faded = 1;  // (1 - alpha) to the power of `seen`
  int seen = 0;

  double next() const {
    return level + (1 - 1 / theta) * (faded * start + (1 - faded * (1 - alpha)) / alpha * slope);
  }
  void take(double value) {
    level = alpha * value + (1 - alpha) * level;
    faded *= 1 - alpha;
    ++seen;
    const double t = seen;
    const double before = mean;
    mean = ((t - 1) * mean + value) / t;
    slope = seen == 1 ? 0 : ((t - 2) * slope + 6 * (value - before) / t) / (t + 1);
    start = mean - (t + 1) / 2 * slope;
  }
};

double squares_of(std::span<const double> values, Dynamic& model) {
  double squares = 0;
  for (const double value : values) {
    // The first two say nothing about a line yet.
    const double error = value - model.next();
    if (model.seen >= 2) squares += error * error;
    model.take(value);
  }
  return squares;
}

}  // namespace

Outlook theta(std::span<const double> values, int steps) {
  const Line line = through(values);
  std::vector<double> bent;
  bent.reserve(values.size());
  for (std::size_t t = 0; t < values.size(); ++t)
    bent.push_back(2 * values[t] - line.at(static_cast<double>(t + 1)));
  const Smoothed smoothed = smooth_simply(bent);
  Outlook outlook = smoothed.ahead(steps);
  for (int h = 1; h <= steps; ++h) {
    const auto i = static_cast<std::size_t>(h - 1);
    outlook.mean[i] = (outlook.mean[i] + line.at(static_cast<double>(values.size()) + h)) / 2;
    outlook.deviation[i] /= 2;  // a step of the bent line is two of the series
  }
  return outlook;
}

Outlook theta_optimised(std::span<const double> values, int steps) {
  if (values.size() < 6) return theta(values, steps);
  const double scale = std::abs(values[0]) + 1;
  const std::array<Bounds, 3> box{Bounds{0.05, 0.99}, Bounds{1, 8}, Bounds{-1, 3}};
  const auto model_at = [&](std::span<const double> at) {
    Dynamic model;
    model.alpha = at[0];
    model.theta = at[1];
    model.level = at[2] * values[0] / 2 + (values[0] == 0 ? (at[2] - 1) * scale : 0);
    return model;
  };
  const Found found = search_minimum(
      [&](std::span<const double> at) {
        Dynamic model = model_at(at);
        return squares_of(values, model);
      },
      box, 3, 120);
  Dynamic model = model_at(found.at);
  const double squares = squares_of(values, model);
  const auto n = static_cast<double>(values.size());
  const double sigma = std::sqrt(squares / std::max(n - 5, 1.0));
  Outlook outlook;
  double gathered = 0;
  for (int h = 1; h <= steps; ++h) {
    const double next = model.next();
    outlook.mean.push_back(next);
    outlook.deviation.push_back(sigma * std::sqrt(1 + gathered));
    gathered += model.alpha * model.alpha;
    model.take(next);
  }
  return outlook;
}

}  // namespace manyi::forecast
