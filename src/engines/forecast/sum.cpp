// Where a sum lands: what has been added, what the run rate adds and what is in the pipeline.
// Owns how pipeline and run rate share what is to come.
#include <algorithm>
#include <cmath>

#include "engines/forecast/landing_methods.h"

namespace manyi::forecast {

namespace {

bool falls_below_zero(const Problem& problem) {
  if (totals_of(problem.so_far).numerator < 0) return true;
  return std::any_of(problem.past.begin(), problem.past.end(),
                     [](const PastPeriod& days) { return totals_of(days).numerator < 0; });
}

}  // namespace

Landing land_sum(const Problem& problem) {
  if (falls_below_zero(problem)) return land_signed_sum(problem);
  const Pace pace = pace_of(problem, Half::kNumerator);
  const Totals now = totals_of(problem.so_far);
  const double mean = pace.mean();
  double replaced = 0;
  for (const auto& one : problem.open) replaced += usual_of(one) * one.adds;
  // What is open now usually makes up part of what comes; only the rest of the run rate is added to it.
  const double kept = mean > 0 ? std::max(0.0, 1 - replaced / mean) : 0;

  Draws draws(problem.seed);
  std::vector<double> values, come;
  for (std::size_t i = 0; i < kDraws; ++i) {
    double more = pace.draw(draws) * (problem.open.empty() ? 1 : kept);
    for (const auto& one : problem.open)
      if (draws.uniform() < one.counts) more += one.adds;
    come.push_back(more);
    values.push_back(clamped(now.numerator + more, problem));
  }
  Landing landing;
  landing.method = "run_rate";
  landing.distribution = Distribution::of_samples(std::move(values));
  tell_to_come(landing, std::move(come), now.numerator);
  return landing;
}

}  // namespace manyi::forecast
