// Shares of a whole: sums by largest remainder, a budget's parts.
// Owns the arithmetic that loses nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "modules/targets/targets.h"

namespace manyi::targets {

/// Whole units in proportion to the weights; they add up to `total` exactly, remainders by size, equal ones
/// by place. No weight at all: equal parts.
std::vector<std::int64_t> allocate_units(std::int64_t total, std::span<const double> weights);

/// How finely levels are shared: whole units where they are whole, else millionths of one.
double share_step(const Levels& levels);

/// The three levels in proportion to the weights. Each adds up exactly, and every child's own are in the same
/// order as the parent's: what lies between two levels is shared, not the levels.
std::vector<Levels> share_levels(const Levels& levels, std::span<const double> weights);

struct StageShare {
  std::string_view stage;
  double share;  // \unit percent
};
/// How the turnaround of a repair is given to its stages.
std::span<const StageShare> stage_shares();

/// A target's parts by shares in percent.
std::vector<TargetPart> split_budget(const Levels& levels,
                                     const std::vector<std::pair<std::string, double>>& shares);

}  // namespace manyi::targets
