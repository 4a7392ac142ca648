// Charts with a memory: EWMA and tabular CUSUM. Each phase starts its memory anew.
// Owns their recursions.
#include <algorithm>
#include <cmath>

#include "engines/spc/families.h"

namespace manyi::spc {
namespace {

constexpr std::size_t kRangesUpTo = 10;  // beyond it a range wastes much of what the values tell

void draw_ewma(const Stretch& stretch, const Basis& basis, std::vector<ChartPoint>& points) {
  const double lambda = stretch.spec.ewma.lambda;
  double smoothed = basis.centre, variance = 0;
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    const Subgroup& subgroup = stretch.at(i);
    if (subgroup.values.empty()) continue;
    ChartPoint& point = points[static_cast<std::size_t>(i)];
    smoothed = lambda * mean_of(subgroup) + (1 - lambda) * smoothed;
    // With equal sizes this is sigma² / n · lambda / (2 - lambda) · (1 - (1 - lambda)^2i).
    variance = (1 - lambda) * (1 - lambda) * variance + lambda * lambda * basis.sigma * basis.sigma / point.n;
    const double reach = stretch.spec.ewma.width * std::sqrt(variance);
    point.value = smoothed;
    set_limits(point, basis.centre, basis.centre - reach, basis.centre + reach);
  }
}

void draw_cusum(const Stretch& stretch, const Basis& basis, std::vector<ChartPoint>& upper,
                std::vector<ChartPoint>& lower) {
  const Cusum& cusum = stretch.spec.cusum;
  double high = cusum.head_start, low = cusum.head_start;
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    const Subgroup& subgroup = stretch.at(i);
    if (subgroup.values.empty()) continue;
    ChartPoint &above = upper[static_cast<std::size_t>(i)], &below = lower[static_cast<std::size_t>(i)];
    const double z = (mean_of(subgroup) - basis.centre) / (basis.sigma / std::sqrt(above.n));
    high = std::max(0.0, high + z - cusum.k);
    low = std::max(0.0, low - z - cusum.k);
    above.value = high;
    below.value = low > 0 ? -low : 0;  // never minus zero
    set_limits(above, 0, 0, cusum.h);
    set_limits(below, 0, -cusum.h, 0);
  }
}

}  // namespace

std::optional<Basis> estimate_weighted(const Stretch& stretch) {
  double sum = 0, n = 0;
  bool single = true, large = false;
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    if (!stretch.in_baseline(i)) continue;
    const auto size = stretch.at(i).values.size();
    sum += mean_of(stretch.at(i)) * static_cast<double>(size);
    n += static_cast<double>(size);
    single = single && size == 1;
    large = large || size > kRangesUpTo;
  }
  std::optional<double> sigma;
  if (single) {
    sigma = stretch.mean_moving_range([&](std::int64_t i) { return stretch.at(i).values[0]; });
    if (sigma) *sigma /= constants(2)->d2;
  } else {
    sigma = large ? sigma_from_deviations(stretch) : sigma_from_ranges(stretch);
  }
  if (!sigma) return std::nullopt;
  return Basis{sum / n, *sigma, 1, stretch.baseline_size()};
}

void draw_weighted(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels) {
  for (auto& panel : panels)
    for (auto i = stretch.first; i <= stretch.last; ++i)
      panel.points[static_cast<std::size_t>(i)].n = static_cast<double>(stretch.at(i).values.size());
  // Without a deviation nothing can be weighed: the points keep their places and have no value.
  if (!basis) return;
  if (stretch.spec.kind == ChartKind::kEwma)
    draw_ewma(stretch, *basis, panels[0].points);
  else if (basis->sigma > 0)
    draw_cusum(stretch, *basis, panels[0].points, panels[1].points);
}

}  // namespace manyi::spc
