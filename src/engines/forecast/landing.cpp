// The landing forecast: checks the problem and hands it to the method of its shape.
// Owns the choice of the method.
#include "engines/forecast/landing.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engines/forecast/landing_methods.h"

namespace manyi::forecast {
namespace {

bool finite(std::span<const Day> days) {
  return std::all_of(days.begin(), days.end(), [](const Day& day) {
    return std::isfinite(day.numerator) && std::isfinite(day.denominator) && std::isfinite(day.weight) &&
           day.weight >= 0;
  });
}

bool has_data(std::span<const Day> days) {
  return std::any_of(days.begin(), days.end(),
                     [](const Day& day) { return day.numerator != 0 || day.denominator != 0; });
}

bool any_data(const std::vector<PastPeriod>& past) {
  return std::any_of(past.begin(), past.end(), [](const PastPeriod& days) { return has_data(days); });
}

std::optional<Error> check(const Problem& problem) {
  const auto all_finite = [](const std::vector<PastPeriod>& past) {
    return std::all_of(past.begin(), past.end(), [](const PastPeriod& days) { return finite(days); });
  };
  if (!all_finite(problem.past) || !all_finite(problem.parent_past) || !finite(problem.so_far))
    return invalid("/past", "not_finite", "Days hold finite numbers and weights not below zero.");
  const auto finite_span = [](const Span& span) { return std::isfinite(span.length); };
  for (const auto* spans : {&problem.ended_before, &problem.ended_now, &problem.running})
    if (!std::all_of(spans->begin(), spans->end(), finite_span))
      return invalid("/running", "not_finite", "Lengths are finite numbers.");
  if (problem.shape == Shape::kLevel) {
    if (!problem.level_now || !std::isfinite(*problem.level_now) ||
        !std::all_of(problem.past_levels.begin(), problem.past_levels.end(),
                     [](double level) { return std::isfinite(level); }))
      return invalid("/level_now", "required", "A level is forecast from where it stands now.");
    return std::nullopt;
  }
  if (!any_data(problem.past) && !has_data(problem.so_far) && problem.ended_before.empty() &&
      problem.ended_now.empty() && (problem.shape == Shape::kSum || !any_data(problem.parent_past)) &&
      problem.open.empty())
    return invalid("/past", "no_data", "Neither the past nor the running period holds a record.");
  return std::nullopt;
}

}  // namespace

Result<Landing> land(const Problem& problem) {
  if (auto error = check(problem)) return *std::move(error);
  switch (problem.shape) {
    case Shape::kRate: return land_rate(problem);
    case Shape::kMean:
    case Shape::kQuantile:
      if (problem.ended_before.empty() && problem.ended_now.empty()) return land_ratio(problem);
      return land_durations(problem);
    case Shape::kSum: return land_sum(problem);
    case Shape::kLevel: return land_level(problem);
    case Shape::kRatio: return land_ratio(problem);
  }
  return invalid("/shape", "unknown", "This shape is not known.");
}

void tell_to_come(Landing& landing, std::vector<double> come, double so_far) {
  const auto records = Distribution::of_samples(std::move(come));
  landing.to_come = records.mean();
  landing.to_come_low = records.quantile(0.1);
  landing.to_come_high = records.quantile(0.9);
  landing.expected_total = so_far + landing.to_come;
}

Totals totals_of(std::span<const Day> days) {
  Totals sum;
  for (const auto& day : days)
    sum.numerator += day.numerator, sum.denominator += day.denominator, sum.weight += day.weight;
  return sum;
}

double clamped(double value, const Problem& problem) {
  if (problem.bounded_below) value = std::max(value, *problem.bounded_below);
  if (problem.bounded_above) value = std::min(value, *problem.bounded_above);
  return value;
}

double usual_of(const OpenCase& one) { return std::clamp(one.usual < 0 ? one.counts : one.usual, 0.0, 1.0); }

}  // namespace manyi::forecast
