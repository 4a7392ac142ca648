// Recursions of exponential smoothing and their fitting by least squares.
// Owns simple, damped and seasonal smoothing.
#include "engines/forecast/smoothing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "engines/forecast/smoothing_search.h"

namespace manyi::forecast {
namespace {

constexpr Bounds kAlpha{0.01, 0.99};
constexpr Bounds kBetaShare{0.001, 0.99};  // of alpha: the slope never moves faster than the level
constexpr Bounds kDamping{0.8, 0.98};
constexpr Bounds kGammaShare{0.001, 0.99};  // of 1 - alpha

/// Level, slope and squares after all values.
void run(std::span<const double> values, Smoothed& model) {
  double level = model.first_level, slope = model.first_slope, squares = 0;
  for (const double value : values) {
    const double carried = model.damping * slope;
    const double error = value - level - carried;
    level += carried + model.alpha * error;
    slope = carried + model.beta * error;
    squares += error * error;
  }
  model.level = level;
  model.slope = slope;
  model.squares = squares;
  model.values = values.size();
}

/// Sets the first level (and slope) that give the least squares for the model's parameters. \return those squares
double solve_start(std::span<const double> values, Smoothed& model) {
  // Errors are linear in the start: e = e0 - level * u - slope * v. Three recursions give e0, u and v; the level is
  // counted from the first value, so that the squares do not come as a small difference of large ones.
  double level0 = values[0], slope0 = 0, level_u = 1, slope_u = 0, level_v = 0, slope_v = 1;
  double uu = 0, uv = 0, vv = 0, ue = 0, ve = 0, ee = 0;
  for (const double value : values) {
    const double u = level_u + model.damping * slope_u, v = level_v + model.damping * slope_v;
    const double e = value - level0 - model.damping * slope0;
    uu += u * u, uv += u * v, vv += v * v, ue += u * e, ve += v * e, ee += e * e;
    level0 = value - e + model.alpha * e, slope0 = model.damping * slope0 + model.beta * e;
    level_u = u - model.alpha * u, slope_u = model.damping * slope_u - model.beta * u;
    level_v = v - model.alpha * v, slope_v = model.damping * slope_v - model.beta * v;
  }
  const double determinant = uu * vv - uv * uv;
  double level = ue / uu;
  model.first_slope = 0;
  if (model.trend != Trend::kNone && determinant > 1e-12 * uu * vv) {
    level = (ue * vv - ve * uv) / determinant;
    model.first_slope = (ve * uu - ue * uv) / determinant;
  }
  model.first_level = values[0] + level;
  return std::max(ee - level * ue - model.first_slope * ve, 0.0);
}

double criterion(double squares, std::size_t values, double parameters) {
  const auto n = static_cast<double>(values);
  if (n - parameters - 1 <= 0) return std::numeric_limits<double>::infinity();
  return n * std::log(std::max(squares, 1e-300) / n) + 2 * parameters +
         2 * parameters * (parameters + 1) / (n - parameters - 1);
}

/// Holt-Winters with the season's first shape from the decomposition.
struct Winters {
  Seasonality kind = Seasonality::kAdditive;
  double alpha = 0, beta = 0, gamma = 0, damping = 1;
  double level = 0, slope = 0;
  std::vector<double> shape;
  double squares = 0;

  void run(std::span<const double> values) {
    squares = 0;
    const std::size_t cycle = shape.size();
    for (std::size_t t = 0, place = 0; t < values.size(); ++t, place = place + 1 == cycle ? 0 : place + 1) {
      const double base = level + damping * slope;
      double& part = shape[place];
      if (kind == Seasonality::kAdditive) {
        const double error = values[t] - base - part;
        squares += error * error;
        level = base + alpha * error;
        slope = damping * slope + beta * error;
        part += gamma * error;
      } else {
        const double error = values[t] - base * part;
        squares += error * error;
        const double by = std::max(std::abs(part), 1e-6);
        level = base + alpha * error / by;
        slope = damping * slope + beta * error / by;
        part += gamma * error / std::max(std::abs(base), 1e-9);
      }
    }
  }

  Outlook ahead(std::size_t values, int steps, double parameters) const {
    Outlook outlook;
    const double sigma =
        std::sqrt(squares / std::max(static_cast<double>(values) - std::min(parameters, values * 0.5), 1.0));
    double carried = slope, base = level, gathered = 0, reach = 0, weight = damping;
    const double mean_part = kind == Seasonality::kMultiplicative ? 1.0 : 0.0;
    for (int h = 1; h <= steps; ++h) {
      carried *= damping;
      base += carried;
      const std::size_t place = (values + static_cast<std::size_t>(h) - 1) % shape.size();
      outlook.mean.push_back(kind == Seasonality::kAdditive ? base + shape[place] : base * shape[place]);
      const double stretch = mean_part > 0 ? std::clamp(shape[place], 0.3, 3.0) : 1.0;
      outlook.deviation.push_back(sigma * std::sqrt(1 + gathered) * stretch);
      reach += weight;
      weight *= damping;
      const double again = h % static_cast<int>(shape.size()) == 0 ? gamma : 0;
      const double c = alpha + beta * reach + again;
      gathered += c * c;
    }
    return outlook;
  }
};

struct Candidate {
  double criterion = std::numeric_limits<double>::infinity();
  Outlook outlook;
};

/// \param first shape to begin with \param start level and slope to begin with, fitted to the values without it
Candidate winters(std::span<const double> values, const Season& first, const Smoothed& start, int steps) {
  const Seasonality kind = first.kind;
  const Trend trend = start.trend;
  Winters model;  // one for all trials: its shape is refilled, not allocated again
  model.kind = kind;
  const auto fit = [&](std::span<const double> at) {
    model.alpha = at[0];
    model.gamma = at[1] * (1 - at[0]);
    if (trend != Trend::kNone) {
      model.beta = at[0] * at[2];
      model.damping = at[3];
    } else {
      model.damping = 0;
    }
    model.level = start.first_level;
    model.slope = start.first_slope;
    model.shape.assign(first.shape.begin(), first.shape.end());
    model.run(values);
    return model.squares;
  };
  const std::array<Bounds, 4> box{kAlpha, kGammaShare, kBetaShare, kDamping};
  const std::size_t used = trend == Trend::kNone ? 2 : 4;
  const Found found =
      search_minimum(fit, std::span(box.data(), used), used == 2 ? 4 : 2, used == 2 ? 40 : 90);
  fit(std::span(found.at.data(), used));
  const double parameters = (trend == Trend::kNone ? 3 : 6) + static_cast<double>(first.shape.size());
  return {criterion(model.squares, values.size(), parameters), model.ahead(values.size(), steps, parameters)};
}

}  // namespace

Outlook Smoothed::ahead(int steps) const {
  Outlook outlook;
  const double parameters = trend == Trend::kNone ? 2 : 5;
  const auto n = static_cast<double>(values);
  const double sigma = std::sqrt(squares / std::max(n - parameters, std::max(n * 0.5, 1.0)));
  double base = level, carried = slope, gathered = 0, reach = 0, weight = damping;
  for (int h = 1; h <= steps; ++h) {
    carried *= damping;
    base += carried;
    outlook.mean.push_back(base);
    outlook.deviation.push_back(sigma * std::sqrt(1 + gathered));
    reach += weight;
    weight *= damping;
    const double c = alpha + beta * reach;
    gathered += c * c;
  }
  return outlook;
}

Smoothed smooth_simply(std::span<const double> values) {
  Smoothed model;
  model.alpha = 0.5;
  model.damping = 0;
  const auto squares = [&](std::span<const double> at) {
    model.alpha = at[0];
    return solve_start(values, model);
  };
  const std::array<Bounds, 1> box{kAlpha};
  if (values.size() >= 3) model.alpha = search_minimum(squares, box, 8, 30).at[0];
  solve_start(values, model);
  run(values, model);
  return model;
}

Smoothed smooth_damped(std::span<const double> values) {
  if (values.size() < 6) return smooth_simply(values);
  Smoothed model;
  model.trend = Trend::kDamped;
  const auto squares = [&](std::span<const double> at) {
    model.alpha = at[0];
    model.beta = at[0] * at[1];
    model.damping = at[2];
    return solve_start(values, model);
  };
  const std::array<Bounds, 3> box{kAlpha, kBetaShare, kDamping};
  const Found found = search_minimum(squares, box, 3, 120);
  squares(std::span(found.at.data(), 3));
  run(values, model);
  return model;
}

Outlook smooth_by_criterion(std::span<const double> values, int season, int steps) {
  const std::size_t n = values.size();
  const Smoothed simple = smooth_simply(values), damped = smooth_damped(values);
  Candidate best{criterion(simple.squares, n, 3), simple.ahead(steps)};
  if (const double damped_too = criterion(damped.squares, n, 6); damped_too < best.criterion)
    best = {damped_too, damped.ahead(steps)};
  if (!std::isfinite(best.criterion)) best.outlook = simple.ahead(steps);
  if (season < 2 || n < static_cast<std::size_t>(2 * season + 4)) return best.outlook;
  const bool above_zero = std::all_of(values.begin(), values.end(), [](double value) { return value > 0; });
  // The kind of season is chosen without a trend, then the trend for that kind: three fits instead of four.
  Season first;
  Candidate level;
  for (const Seasonality kind : {Seasonality::kAdditive, Seasonality::kMultiplicative}) {
    if (kind == Seasonality::kMultiplicative && !above_zero) continue;
    Season shape = decompose(values, season, kind);
    Candidate next = winters(values, shape, smooth_simply(shape.without(values)), steps);
    if (first.shape.empty() || next.criterion < level.criterion) {
      level = std::move(next);
      first = std::move(shape);
    }
  }
  Candidate damped_season = winters(values, first, smooth_damped(first.without(values)), steps);
  for (Candidate* next : {&level, &damped_season})
    if (next->criterion < best.criterion) best = std::move(*next);
  return best.outlook;
}

}  // namespace manyi::forecast
