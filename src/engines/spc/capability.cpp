// Capability indices with their confidence intervals.
// Owns the degrees of freedom of each estimate of sigma.
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "engines/spc/families.h"

namespace manyi::spc {
namespace {

struct Sigma {
  double value = 0, degrees = 0;
};

/// Degrees of freedom of the chi distribution that has this variance relative to sigma squared.
double degrees_of(double relative_variance) { return 1 / (2 * relative_variance) + 0.25; }

Sigma pooled(const std::vector<Subgroup>& subgroups) {
  double squares = 0, degrees = 0;
  for (const auto& subgroup : subgroups) {
    if (subgroup.values.size() < 2) continue;
    const auto freedom = static_cast<double>(subgroup.values.size() - 1);
    squares += freedom * deviation_of(subgroup) * deviation_of(subgroup);
    degrees += freedom;
  }
  return {std::sqrt(squares / degrees), degrees};
}

Sigma from_ranges(const std::vector<Subgroup>& subgroups) {
  double sum = 0, weights = 0;
  for (const auto& subgroup : subgroups) {
    if (subgroup.values.size() < 2) continue;
    const auto known = *constants(static_cast<std::int64_t>(subgroup.values.size()));
    const double weight = known.d2 * known.d2 / (known.d3 * known.d3);
    sum += weight * range_of(subgroup) / known.d2;
    weights += weight;
  }
  return {sum / weights, degrees_of(1 / weights)};
}

Sigma from_moving_ranges(const std::vector<Subgroup>& singles) {
  double sum = 0;
  for (std::size_t i = 1; i < singles.size(); ++i)
    sum += std::abs(singles[i].values[0] - singles[i - 1].values[0]);
  const auto pairs = static_cast<double>(singles.size() - 1);
  // Neighbouring ranges share a value: covariance sqrt(3)/2 + pi/12 - 1 relative to the squared mean range.
  const double own = std::numbers::pi / 2 - 1;
  const double shared = std::numbers::sqrt3 / 2 + std::numbers::pi / 12 - 1;
  return {sum / pairs / constants(2)->d2,
          degrees_of((pairs * own + 2 * (pairs - 1) * shared) / (pairs * pairs))};
}

double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

std::vector<FieldError> refusals(const std::vector<Subgroup>& used, const CapabilitySpec& spec) {
  std::vector<FieldError> errors;
  if (!spec.lower && !spec.upper)
    errors.push_back({"/spec/upper", "required", "Give at least one specification limit."});
  for (const auto& [limit, pointer] :
       {std::pair(spec.lower, "/spec/lower"), std::pair(spec.upper, "/spec/upper")})
    if (limit && !std::isfinite(*limit))
      errors.push_back({pointer, "out_of_range", "This is not a finite number."});
  if (spec.lower && spec.upper && !(*spec.lower < *spec.upper))
    errors.push_back({"/spec/upper", "order", "The upper limit is not above the lower one."});
  if (!(spec.confidence > 0 && spec.confidence < 1))
    errors.push_back({"/spec/confidence", "out_of_range", "Between 0 and 1."});
  std::size_t n = 0, largest = 0;
  for (const auto& subgroup : used) {
    n += subgroup.values.size();
    largest = std::max(largest, subgroup.values.size());
    if (!std::all_of(subgroup.values.begin(), subgroup.values.end(),
                     [](double v) { return std::isfinite(v); }))
      errors.push_back(
          {"/series/subgroups", "out_of_range", "There are values that are not finite numbers."});
  }
  if (n < 2) errors.push_back({"/series/subgroups", "too_few", "Capability needs at least two values."});
  if (spec.within == Within::kRange && largest > kLargestRange)
    errors.push_back(
        {"/spec/within", "too_many", "A range of more than 25 values says too little; use pooled."});
  return errors;
}

}  // namespace

Interval cp_interval(double cp, double degrees, double confidence) {
  const boost::math::chi_squared chi(degrees);
  const double tail = (1 - confidence) / 2;
  return {cp * std::sqrt(boost::math::quantile(chi, tail) / degrees),
          cp * std::sqrt(boost::math::quantile(boost::math::complement(chi, tail)) / degrees)};
}

Interval cpk_interval(double cpk, double n, double degrees, double confidence) {
  const double half =
      normal_quantile((1 + confidence) / 2) * std::sqrt(1 / (9 * n) + cpk * cpk / (2 * degrees));
  return {cpk - half, cpk + half};
}

Result<Capability> capability(const Series& series, const CapabilitySpec& spec) {
  std::vector<Subgroup> used;
  for (const auto& subgroup : series.subgroups)
    if (!subgroup.excluded && !subgroup.values.empty()) used.push_back(subgroup);
  if (auto errors = refusals(used, spec); !errors.empty()) return invalid(std::move(errors));

  Capability told;
  Subgroup all;
  for (const auto& subgroup : used)
    all.values.insert(all.values.end(), subgroup.values.begin(), subgroup.values.end());
  const bool singles = all.values.size() == used.size();
  told.n = static_cast<std::int64_t>(all.values.size());
  const auto n = static_cast<double>(told.n);
  told.mean = mean_of(all);
  told.sigma_overall = deviation_of(all);
  const Sigma within = singles                         ? from_moving_ranges(used)
                       : spec.within == Within::kRange ? from_ranges(used)
                                                       : pooled(used);
  told.sigma_within = within.value;
  if (!(told.sigma_within > 0) || !(told.sigma_overall > 0))
    return invalid("/series/subgroups", "no_variation", "The values do not vary, so there is no index.");

  const auto nearest = [&](double sigma) {
    double least = std::numeric_limits<double>::infinity();
    if (spec.lower) least = std::min(least, (told.mean - *spec.lower) / (3 * sigma));
    if (spec.upper) least = std::min(least, (*spec.upper - told.mean) / (3 * sigma));
    return least;
  };
  if (spec.lower && spec.upper) {
    const double cp = (*spec.upper - *spec.lower) / (6 * within.value);
    const double pp = (*spec.upper - *spec.lower) / (6 * told.sigma_overall);
    told.cp = Index{cp, cp_interval(cp, within.degrees, spec.confidence)};
    told.pp = Index{pp, cp_interval(pp, n - 1, spec.confidence)};
  }
  const double cpk = nearest(within.value), ppk = nearest(told.sigma_overall);
  told.cpk = {cpk, cpk_interval(cpk, n, within.degrees, spec.confidence)};
  told.ppk = {ppk, cpk_interval(ppk, n, n - 1, spec.confidence)};

  const boost::math::normal normal(told.mean, told.sigma_overall);
  if (spec.lower) told.expected_outside += boost::math::cdf(normal, *spec.lower);
  if (spec.upper) told.expected_outside += boost::math::cdf(boost::math::complement(normal, *spec.upper));
  told.observed_outside = static_cast<double>(std::count_if(all.values.begin(), all.values.end(),
                                                            [&](double value) {
                                                              return (spec.lower && value < *spec.lower) ||
                                                                     (spec.upper && value > *spec.upper);
                                                            })) /
                          n;
  told.provisional = static_cast<std::int64_t>(used.size()) < kBaselineWanted;
  ChartSpec look;
  look.kind = singles ? ChartKind::kXmr : ChartKind::kXbarS;
  look.rules = {Rule::kNelson1};
  const auto chart = control_chart(look, Series{used});
  if (!chart) return chart.error();
  for (const auto& panel : chart->panels) told.stable = told.stable && panel.signals.empty();
  return told;
}

}  // namespace manyi::spc
