// Decomposition by cascade: the tree of a metric's holders, and how a parent's target becomes its children's.
// Owns the arithmetic of copy and derived; that of share and budget is in budget_rules.h. No SQL, no clock.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "modules/targets/rules.h"
#include "platform/auth/permission.h"

namespace manyi::targets {

// ---- the tree -------------------------------------------------------------------------------------

struct TreeSite {
  std::string key, label;
};
struct TreePerson {
  std::string key, label, site, unit;  // unit: "" for none
  Role role = Role::kTechnician;
};
struct TreeNode {
  TargetScope scope;
  std::string label;
  std::optional<Role> role;
  int parent = -1;  // index of the node above
  bool leads = false;
};

/// Company, sites, supervisors (信息主管 -> 信息员 and 回访员, 技术主管 -> 技术员 and 备件员), people; parents
/// before their children. Of people those whose role holds the metric, and who leads them. Who has no
/// supervisor at his site hangs on the site; of several his own unit's leads him.
std::vector<TreeNode> tree_of(std::span<const TreeSite> sites, std::span<const TreePerson> people,
                              const std::set<Role>& holders);
std::vector<std::size_t> children_of(std::span<const TreeNode> tree, std::size_t node);
/// Keys of the people at and below a node.
std::vector<std::string> people_below(std::span<const TreeNode> tree, std::size_t node);

// ---- copy -----------------------------------------------------------------------------------------

struct Bounds {
  std::optional<double> low, high;
};

/// What a child had to do with: volume by segment of the mix.
struct Mix {
  std::map<std::string, double> volumes;
  double volume() const;
};

/// By how much each child's mix alone makes its figure differ from all of them together. Segments without a
/// value count as the mean of the others; weighted by volume the differences sum to 0.
std::vector<double> difficulties(std::span<const Mix> children, const std::map<std::string, double>& values);

/// The parent's level for each child, moved by its difficulty, within bounds; weighted by volume they make the
/// parent's again. A child without volume gets the parent's. \pre the parent's level is within the bounds
std::vector<double> copied(double level, std::span<const double> volumes,
                           std::span<const double> difficulties, const Bounds& bounds);
/// The same for all three levels; their order is kept for every child.
std::vector<Levels> copied_levels(const Levels& levels, std::span<const double> volumes,
                                  std::span<const double> difficulties, const Bounds& bounds);

/// Of a percentage that stays within 0 and 1; of anything that cannot be negative.
Bounds bounds_of(const Levels& levels, std::string_view unit);

/// The mean weighted by volume; nullopt without volume.
std::optional<Levels> reproduced(std::span<const Levels> children, std::span<const double> volumes);
std::optional<Levels> summed(std::span<const Levels> children);
enum class Matching { kWeighted, kExact };
bool reproduces(const Levels& parent, const Levels& children, Matching matching);

// ---- derived --------------------------------------------------------------------------------------

/// The lead's levels at which the parent's are reached: one unit of the lead brings `gain` of the parent, counted
/// from where both stand today.
Levels derived_levels(const Levels& parent, double parent_today, double lead_today, double gain,
                      const Bounds& bounds);

}  // namespace manyi::targets
