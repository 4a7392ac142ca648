// Where a level stands when the period ends: stock, backlog, headcount.
// Owns the step over so many days, its pull towards the usual level and its damped drift.
#include <algorithm>
#include <cmath>

#include "engines/forecast/landing_methods.h"

namespace manyi::forecast {
namespace {

constexpr double kDamping = 0.9;      // of the drift, per day
constexpr double kPullRecords = 3;    // steps without any pull that the prior is worth
constexpr double kDriftRecords = 20;  // days without any drift that the prior is worth
constexpr std::size_t kMostDays = 400;

struct Steps {
  double pull = 0;  // share of the distance to the usual level that a step makes up
  double usual = 0;
  std::vector<double> misses;  // what the steps were off
  double independent = 0;      // steps that do not overlap
};

Steps steps_of(std::span<const double> levels, std::size_t days) {
  Steps steps;
  for (const double level : levels) steps.usual += level;
  steps.usual /= static_cast<double>(levels.size());
  double across = 0, squares = 0;
  const std::size_t count = levels.size() - days;
  for (std::size_t i = 0; i < count; ++i) {
    const double away = levels[i] - steps.usual;
    across += away * (levels[i + days] - levels[i]);
    squares += away * away;
  }
  steps.independent = static_cast<double>(count) / static_cast<double>(days);
  // Overlapping steps on a short past show a pull where none is; the prior takes it back.
  const double shrunk = steps.independent / (steps.independent + kPullRecords);
  if (squares > 0) steps.pull = std::clamp(-across / squares, 0.0, 1.0) * shrunk;
  for (std::size_t i = 0; i < count; ++i)
    steps.misses.push_back(levels[i + days] - levels[i] - steps.pull * (steps.usual - levels[i]));
  double mean = 0;
  for (const double miss : steps.misses) mean += miss;
  mean /= static_cast<double>(count);
  for (double& miss : steps.misses) miss -= mean;
  return steps;
}

}  // namespace

Landing land_level(const Problem& problem) {
  Landing landing;
  landing.method = "damped_trend";
  const double now = *problem.level_now;
  const std::size_t days = problem.weights_to_come.size();
  if (days == 0) {
    landing.distribution = Distribution::certain(clamped(now, problem));
    return landing;
  }
  std::span<const double> past(problem.past_levels);
  past = past.last(std::min(past.size(), kMostDays));
  std::vector<double> levels(past.begin(), past.end());
  levels.push_back(now);
  const double horizon = static_cast<double>(days);
  bool whole = true;
  for (const double level : levels) whole = whole && level == std::floor(level);

  Draws draws(problem.seed);
  std::vector<double> values;
  const auto add = [&](double value) {
    values.push_back(clamped(whole ? std::round(value) : value, problem));
  };
  const double count = static_cast<double>(levels.size() - 1);
  double drift = 0, squares = 0;
  for (std::size_t i = 1; i < levels.size(); ++i)
    squares += (levels[i] - levels[i - 1]) * (levels[i] - levels[i - 1]);
  if (levels.size() > 1) drift = (levels.back() - levels.front()) / (count + kDriftRecords);
  const double ahead = drift * kDamping * (1 - std::pow(kDamping, horizon)) / (1 - kDamping);

  if (levels.size() >= 3 * days + 1) {
    const Steps steps = steps_of(levels, days);
    const double expected = now + steps.pull * (steps.usual - now) + ahead * (1 - steps.pull);
    // The misses of few steps look smaller than they are.
    const double wider = std::sqrt(1 + 1.7 / steps.independent);
    double deviation = 0;
    for (const double miss : steps.misses) deviation += miss * miss;
    deviation = std::sqrt(deviation / static_cast<double>(steps.misses.size()));
    for (std::size_t i = 0; i < kDraws; ++i)
      add(expected + wider * (0.97 * steps.misses[draws.next() % steps.misses.size()] +
                              0.45 * deviation * draws.normal()));
  } else {
    // A short past: independent days, and a t-like tail for not knowing how much they vary.
    const double known = std::max(1.0, count);
    const double guess = std::max(std::abs(now) * 0.02, whole ? 0.3 : 1e-9);
    const double variance = (squares + 2 * guess * guess) / (count + 2);
    for (std::size_t i = 0; i < kDraws; ++i) {
      const double freedom = known + 2;
      const double size = std::sqrt(variance * horizon * freedom / (2 * draws.gamma(freedom / 2)));
      add(now + ahead + size * draws.normal());
    }
  }
  landing.distribution = Distribution::of_samples(std::move(values));
  return landing;
}

}  // namespace manyi::forecast
