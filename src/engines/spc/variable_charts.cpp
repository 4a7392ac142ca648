// Charts of measured values: individuals with moving ranges, means with ranges or deviations.
// Owns their estimates and limits.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engines/spc/families.h"

namespace manyi::spc {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Conventional factors of the XmR chart, rounded where they are taught and printed. Their exact values,
// 2.6587 and 3.2665, would let our limits differ from everybody's in the fourth digit of their width.
constexpr double kIndividualsFactor = 2.66;
constexpr double kMovingRangeFactor = 3.267;

/// Weighs the subgroups' estimates by the inverse of their variance.
template <class Estimate> std::optional<double> weighted_sigma(const Stretch& stretch, Estimate&& estimate) {
  double sum = 0, weights = 0;
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    if (!stretch.in_baseline(i) || stretch.at(i).values.size() < 2) continue;
    const auto [sigma, weight] = estimate(stretch.at(i));
    sum += sigma * weight;
    weights += weight;
  }
  return weights > 0 ? std::optional(sum / weights) : std::nullopt;
}

void draw_individuals(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels) {
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    const auto at = static_cast<std::size_t>(i);
    ChartPoint &point = panels[0].points[at], &range = panels[1].points[at];
    const auto& values = stretch.at(i).values;
    point.n = range.n = static_cast<double>(values.size());
    if (values.empty()) continue;
    point.value = values[0];
    if (basis) set_lines(point, basis->centre, basis->sigma, -kInfinity, kInfinity);
    if (i == stretch.first || stretch.at(i - 1).values.empty()) continue;
    range.value = std::abs(values[0] - stretch.at(i - 1).values[0]);
    if (!basis) continue;
    const double mean = basis->sigma * 3 / kIndividualsFactor;
    set_limits(range, mean, 0, kMovingRangeFactor * mean);
  }
}

void draw_means(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels) {
  const bool ranges = stretch.spec.kind == ChartKind::kXbarR;
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    const auto at = static_cast<std::size_t>(i);
    ChartPoint &point = panels[0].points[at], &spread = panels[1].points[at];
    const Subgroup& subgroup = stretch.at(i);
    const auto n = static_cast<std::int64_t>(subgroup.values.size());
    point.n = spread.n = static_cast<double>(n);
    if (n == 0) continue;
    point.value = mean_of(subgroup);
    if (basis) set_lines(point, basis->centre, basis->sigma / std::sqrt(point.n), -kInfinity, kInfinity);
    if (n < 2) continue;  // one value has no spread
    spread.value = ranges ? range_of(subgroup) : deviation_of(subgroup);
    if (!basis) continue;
    double centre, sigma;
    if (ranges) {
      const auto known = *constants(n);
      centre = known.d2 * basis->sigma;
      sigma = known.d3 * basis->sigma;
    } else {
      const double mean = c4(n);
      centre = mean * basis->sigma;
      sigma = std::sqrt(1 - mean * mean) * basis->sigma;
    }
    set_limits(spread, centre, std::max(0.0, centre - 3 * sigma), centre + 3 * sigma);
  }
}

}  // namespace

double mean_of(const Subgroup& subgroup) {
  return std::accumulate(subgroup.values.begin(), subgroup.values.end(), 0.0) /
         static_cast<double>(subgroup.values.size());
}

double deviation_of(const Subgroup& subgroup) {
  const double mean = mean_of(subgroup);
  double squares = 0;
  for (const double value : subgroup.values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(subgroup.values.size() - 1));
}

double range_of(const Subgroup& subgroup) {
  const auto [least, most] = std::minmax_element(subgroup.values.begin(), subgroup.values.end());
  return *most - *least;
}

std::optional<double> sigma_from_ranges(const Stretch& stretch) {
  return weighted_sigma(stretch, [](const Subgroup& subgroup) {
    const auto known = *constants(static_cast<std::int64_t>(subgroup.values.size()));
    return std::pair(range_of(subgroup) / known.d2, known.d2 * known.d2 / (known.d3 * known.d3));
  });
}

std::optional<double> sigma_from_deviations(const Stretch& stretch) {
  return weighted_sigma(stretch, [](const Subgroup& subgroup) {
    const double mean = c4(static_cast<std::int64_t>(subgroup.values.size()));
    return std::pair(deviation_of(subgroup) / mean, mean * mean / (1 - mean * mean));
  });
}

std::optional<Basis> estimate_variables(const Stretch& stretch) {
  double sum = 0, n = 0;
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    if (!stretch.in_baseline(i)) continue;
    const auto& values = stretch.at(i).values;
    sum = std::accumulate(values.begin(), values.end(), sum);
    n += static_cast<double>(values.size());
  }
  std::optional<double> sigma;
  if (stretch.spec.kind == ChartKind::kXmr) {
    sigma = stretch.mean_moving_range([&](std::int64_t i) { return stretch.at(i).values[0]; });
    if (sigma) *sigma *= kIndividualsFactor / 3;
  } else {
    sigma =
        stretch.spec.kind == ChartKind::kXbarR ? sigma_from_ranges(stretch) : sigma_from_deviations(stretch);
  }
  if (!sigma) return std::nullopt;
  return Basis{sum / n, *sigma, 1, stretch.baseline_size()};
}

void draw_variables(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels) {
  stretch.spec.kind == ChartKind::kXmr ? draw_individuals(stretch, basis, panels)
                                       : draw_means(stretch, basis, panels);
}

}  // namespace manyi::spc
