// Templates and checks of the grid, and the arithmetic of a cascade: copy, share, budget, derived.
// Owns no SQL, no clock.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/targets/decomposition.h"

namespace manyi::targets {

inline constexpr double kWholeWeight = 100;
inline constexpr std::size_t kMostKpis = 8;

std::vector<GridCell> template_cells(GridTemplate origin);
/// Finance and people for metrics that no page of the deck names.
KpiClass class_of(std::string_view metric);
/// Whether a role can move a KPI, by the table of who holds what; a KPI that the table does not know: yes.
bool can_influence(Role role, std::string_view metric);

/// Every check of the grid: a passed one once, a failed one once per cell. Cells are numbered as given.
std::vector<DecompositionCheck> check_grid(std::span<const GridCell> cells);

/// A child of a cascade: how much it carries and how it did.
struct Child {
  double volume = 0;  // weight in the parent's figure: its denominator, or its heads
  std::optional<double> past;
};

/// Copy: the parent's target, moved by what the child's past differs from the others', times `difficulty`; children
/// by volume make the parent's target again. Within [low, high] where a share cannot leave it.
std::vector<double> copied_targets(double parent, std::span<const Child> children, double difficulty,
                                   double low, double high);
/// Share: whole units that add up to the parent exactly, by largest remainder; equal parts without any volume.
std::vector<std::int64_t> shared_units(std::int64_t parent, std::span<const double> volumes);

struct Stage {
  std::string_view name;
  double share;
};
/// How the time of a repair is given to its stages.
std::span<const Stage> stage_shares();

/// Parent's target as the children by volume make it.
double reproduced(std::span<const double> targets, std::span<const Child> children);

}  // namespace manyi::targets
