// The scores of forecasts.
// Owns their formulas.
#include "engines/forecast/calibration.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>

namespace manyi::forecast {
namespace {

bool holds(double inside, std::int64_t trials, double chance) {
  const auto [low, high] = binomial_acceptance(trials, chance);
  const double count = std::round(inside);
  return count >= static_cast<double>(low) && count <= static_cast<double>(high);
}

}  // namespace

double place_of(const Distribution& forecast, double truth) {
  return 0.5 * (forecast.chance_at_most(truth) + 1 - forecast.chance_at_least(truth));
}

double coverage_of(const Distribution& forecast, double truth, double level) {
  const double below = 1 - forecast.chance_at_least(truth), upto = forecast.chance_at_most(truth);
  const double low = (1 - level) / 2, high = 1 - low;
  if (upto - below < 1e-12) return below >= low && below <= high ? 1 : 0;
  return std::max(0.0, std::min(upto, high) - std::max(below, low)) / (upto - below);
}

std::pair<std::int64_t, std::int64_t> binomial_acceptance(std::int64_t trials, double chance, double level) {
  using namespace boost::math;
  using Policy = policies::policy<policies::discrete_quantile<policies::integer_round_up>>;
  const binomial_distribution<double, Policy> count(static_cast<double>(trials), chance);
  const double tail = (1 - level) / 2;
  return {static_cast<std::int64_t>(quantile(count, tail)),
          static_cast<std::int64_t>(quantile(count, 1 - tail))};
}

void Calibration::add(const Distribution& forecast, double truth) {
  ++forecasts;
  inside80 += coverage_of(forecast, truth, 0.80);
  inside95 += coverage_of(forecast, truth, 0.95);
  crps += forecast.crps(truth);
}

bool Calibration::accepted() const {
  return forecasts > 0 && holds(inside80, forecasts, 0.80) && holds(inside95, forecasts, 0.95);
}

}  // namespace manyi::forecast
