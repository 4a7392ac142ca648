// What the families of charts share inside the engine: how one phase is estimated and drawn.
// Owns the hand-over between chart.cpp, which knows phases, and the files that know formulas.
#pragma once

#include <functional>

#include "engines/spc/spc.h"

namespace manyi::spc {

/// One phase of one chart. `sets_limits[i - first]` says whether point i is in the baseline.
struct Stretch {
  const ChartSpec& spec;
  const Series& series;
  std::int64_t first = 0, last = 0;  // both inside
  std::vector<bool> sets_limits;

  const Subgroup& at(std::int64_t i) const { return series.subgroups[static_cast<std::size_t>(i)]; }
  bool in_baseline(std::int64_t i) const { return sets_limits[static_cast<std::size_t>(i - first)]; }
  std::int64_t baseline_size() const;
  /// Mean of |f(i) - f(i-1)| over neighbours that both set limits. \errors nullopt without such a pair
  std::optional<double> mean_moving_range(const std::function<double(std::int64_t)>& f) const;
};

bool has_data(ChartKind kind, const Subgroup& subgroup);
double mean_of(const Subgroup& subgroup);
/// Deviation with n - 1. Needs two values.
double deviation_of(const Subgroup& subgroup);
double range_of(const Subgroup& subgroup);

/// Sets centre ± 1, 2, 3 sigma, not outside [floor, ceiling].
void set_lines(ChartPoint& point, double centre, double sigma, double floor, double ceiling);
/// Sets centre and limits alone.
void set_limits(ChartPoint& point, double centre, double lower, double upper);

std::optional<Basis> estimate_attributes(const Stretch& stretch);
void draw_attributes(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels);
std::optional<Basis> estimate_variables(const Stretch& stretch);
void draw_variables(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels);
std::optional<Basis> estimate_rare_events(const Stretch& stretch);
void draw_rare_events(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels);
std::optional<Basis> estimate_weighted(const Stretch& stretch);
void draw_weighted(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels);

/// Best weighted mean of the subgroups' own estimates of sigma; of equal sizes, mean range / d2
/// or mean deviation / c4. \errors nullopt without a subgroup of two values in the baseline
std::optional<double> sigma_from_ranges(const Stretch& stretch);
std::optional<double> sigma_from_deviations(const Stretch& stretch);

}  // namespace manyi::spc
