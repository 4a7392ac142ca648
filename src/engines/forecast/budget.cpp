// How many more may go wrong, and how fast it has to go from now on.
// Owns the arithmetic of the error budget.
#include <algorithm>
#include <cmath>

#include "engines/forecast/landing.h"

namespace manyi::forecast {

ErrorBudget error_budget(double numerator, double denominator, double records_to_come, double target,
                         bool good_is_up) {
  ErrorBudget budget;
  budget.records_so_far = denominator;
  budget.records_to_come = std::max(0.0, records_to_come);
  const double share = std::clamp(good_is_up ? 1 - target : target, 0.0, 1.0);
  const double expected = denominator + budget.records_to_come;
  // (1 - 0.95) * 200 is a hair below 10.
  budget.allowed = std::floor(share * expected + 1e-9 * std::max(1.0, expected));
  budget.used = good_is_up ? denominator - numerator : numerator;
  budget.left = budget.allowed - budget.used;
  if (budget.left > 0 && budget.records_to_come > 0)
    budget.one_in = std::max(1.0, budget.records_to_come / budget.left);
  return budget;
}

std::optional<double> required_pace(double so_far, double target, std::span<const double> weights_to_come) {
  double left = 0;
  for (const double weight : weights_to_come) left += std::max(0.0, weight);
  if (left <= 0) return std::nullopt;
  return std::max(0.0, target - so_far) / left;
}

}  // namespace manyi::forecast
