// The arithmetic of a cascade.
// Owns who leads whom.
#include "modules/targets/cascade_rules.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "modules/targets/budget_rules.h"

namespace manyi::targets {
namespace {

constexpr double kClose = 1e-9;

std::optional<Role> led_by(Role role) {
  switch (role) {
    case Role::kInfoClerk:
    case Role::kCallbackClerk: return Role::kInfoSupervisor;
    case Role::kTechnician:
    case Role::kPartsKeeper: return Role::kTechSupervisor;
    default: return std::nullopt;
  }
}

bool is_supervisor(Role role) { return role == Role::kInfoSupervisor || role == Role::kTechSupervisor; }

const TreePerson* supervisor_of(std::span<const TreePerson> people, const TreePerson& one) {
  const auto wanted = led_by(one.role);
  if (!wanted) return nullptr;
  const TreePerson* first = nullptr;
  for (const auto& other : people) {
    if (other.role != *wanted || other.site != one.site) continue;
    if (!one.unit.empty() && other.unit == one.unit) return &other;
    if (!first) first = &other;
  }
  return first;
}

double clamped(double value, const Bounds& bounds) {
  if (bounds.low && value < *bounds.low) return *bounds.low;
  if (bounds.high && value > *bounds.high) return *bounds.high;
  return value;
}

/// The shift m for which the mean of clamp(difficulty + m), weighted by volume, is the level.
double shift_for(double level, std::span<const double> volumes, std::span<const double> difficulties,
                 const Bounds& bounds) {
  const double all = std::accumulate(volumes.begin(), volumes.end(), 0.0);
  const auto sum_at = [&](double shift) {
    double sum = 0;
    for (std::size_t i = 0; i < volumes.size(); ++i)
      sum += volumes[i] * clamped(difficulties[i] + shift, bounds);
    return sum;
  };
  // The sum is straight between the shifts at which a child meets a bound.
  std::vector<double> bends;
  for (std::size_t i = 0; i < volumes.size(); ++i) {
    if (volumes[i] <= 0) continue;
    if (bounds.low) bends.push_back(*bounds.low - difficulties[i]);
    if (bounds.high) bends.push_back(*bounds.high - difficulties[i]);
  }
  std::sort(bends.begin(), bends.end());
  std::size_t below = 0;
  while (below < bends.size() && sum_at(bends[below]) <= level * all) ++below;
  double within = 0;
  if (!bends.empty())
    within = below == 0              ? bends.front() - 1
             : below == bends.size() ? bends.back() + 1
                                     : (bends[below - 1] + bends[below]) / 2;
  double fixed = 0, moving = 0, moved = 0;
  for (std::size_t i = 0; i < volumes.size(); ++i) {
    const double value = difficulties[i] + within;
    if ((bounds.low && value < *bounds.low) || (bounds.high && value > *bounds.high)) {
      fixed += volumes[i] * clamped(value, bounds);
    } else {
      moving += volumes[i];
      moved += volumes[i] * difficulties[i];
    }
  }
  return moving > 0 ? (level * all - fixed - moved) / moving : within;
}

}  // namespace

std::vector<TreeNode> tree_of(std::span<const TreeSite> sites, std::span<const TreePerson> people,
                              const std::set<Role>& holders) {
  std::vector<TreeNode> tree;
  tree.push_back({{ScopeKind::kCompany, ""}, "", std::nullopt, -1, false});
  const auto person = [](const TreePerson& one, int parent, bool leads) {
    return TreeNode{{ScopeKind::kPerson, one.key}, one.label, one.role, parent, leads};
  };
  for (const auto& site : sites) {
    const int site_at = static_cast<int>(tree.size());
    tree.push_back({{ScopeKind::kSite, site.key}, site.label, std::nullopt, 0, false});
    std::map<const TreePerson*, std::vector<const TreePerson*>> teams;
    std::vector<const TreePerson*> alone;
    for (const auto& one : people) {
      if (one.site != site.key || is_supervisor(one.role) || !holders.contains(one.role)) continue;
      if (!led_by(one.role)) continue;  // a manager answers for the whole
      if (const auto* leader = supervisor_of(people, one))
        teams[leader].push_back(&one);
      else
        alone.push_back(&one);
    }
    for (const auto& one : people) {
      if (one.site != site.key || !is_supervisor(one.role)) continue;
      const auto team = teams.find(&one);
      if (team == teams.end() && !holders.contains(one.role)) continue;
      const int leader_at = static_cast<int>(tree.size());
      tree.push_back(person(one, site_at, true));
      if (team == teams.end()) continue;
      for (const auto* member : team->second) tree.push_back(person(*member, leader_at, false));
    }
    for (const auto* one : alone) tree.push_back(person(*one, site_at, false));
  }
  return tree;
}

std::vector<std::size_t> children_of(std::span<const TreeNode> tree, std::size_t node) {
  std::vector<std::size_t> children;
  for (std::size_t i = 0; i < tree.size(); ++i)
    if (tree[i].parent == static_cast<int>(node)) children.push_back(i);
  return children;
}

std::vector<std::string> people_below(std::span<const TreeNode> tree, std::size_t node) {
  std::vector<std::string> keys;
  std::vector<bool> below(tree.size(), false);
  for (std::size_t i = node; i < tree.size(); ++i) {
    below[i] = i == node || (tree[i].parent >= 0 && below[static_cast<std::size_t>(tree[i].parent)]);
    if (below[i] && tree[i].scope.kind == ScopeKind::kPerson) keys.push_back(tree[i].scope.key);
  }
  return keys;
}

double Mix::volume() const {
  double sum = 0;
  for (const auto& [segment, volume] : volumes) sum += volume;
  return sum;
}

std::vector<double> difficulties(std::span<const Mix> children, const std::map<std::string, double>& values) {
  std::vector<double> expected(children.size(), 0);
  double all = 0, total = 0;
  for (std::size_t i = 0; i < children.size(); ++i) {
    double known = 0, sum = 0;
    for (const auto& [segment, volume] : children[i].volumes) {
      const auto value = values.find(segment);
      if (value == values.end()) continue;
      known += volume;
      sum += volume * value->second;
    }
    if (known <= 0) {
      expected[i] = std::nan("");
      continue;
    }
    expected[i] = sum / known;
    all += children[i].volume();
    total += children[i].volume() * expected[i];
  }
  for (auto& one : expected) one = std::isnan(one) || all <= 0 ? 0 : one - total / all;
  return expected;
}

std::vector<double> copied(double level, std::span<const double> volumes,
                           std::span<const double> difficulties, const Bounds& bounds) {
  std::vector<double> levels(volumes.size(), level);
  if (std::all_of(volumes.begin(), volumes.end(), [](double volume) { return volume <= 0; })) return levels;
  std::vector<double> weights(volumes.begin(), volumes.end());
  for (auto& weight : weights) weight = std::max(0.0, weight);
  const double shift = shift_for(level, weights, difficulties, bounds);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) levels[i] = clamped(difficulties[i] + shift, bounds);
  return levels;
}

std::vector<Levels> copied_levels(const Levels& levels, std::span<const double> volumes,
                                  std::span<const double> difficulties, const Bounds& bounds) {
  const auto floor = copied(levels.floor, volumes, difficulties, bounds);
  const auto target = copied(levels.target, volumes, difficulties, bounds);
  const auto stretch = copied(levels.stretch, volumes, difficulties, bounds);
  std::vector<Levels> all(volumes.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = {floor[i], target[i], stretch[i]};
  return all;
}

Bounds bounds_of(const Levels& levels, std::string_view unit) {
  const double least = std::min({levels.floor, levels.target, levels.stretch});
  const double most = std::max({levels.floor, levels.target, levels.stretch});
  Bounds bounds;
  if (least >= 0) bounds.low = 0;
  if (unit == "percent" && most <= 1) bounds.high = 1;
  return bounds;
}

std::optional<Levels> reproduced(std::span<const Levels> children, std::span<const double> volumes) {
  Levels mean;
  double all = 0;
  for (std::size_t i = 0; i < children.size(); ++i) {
    all += volumes[i];
    mean.floor += volumes[i] * children[i].floor;
    mean.target += volumes[i] * children[i].target;
    mean.stretch += volumes[i] * children[i].stretch;
  }
  if (all <= 0) return std::nullopt;
  return Levels{mean.floor / all, mean.target / all, mean.stretch / all};
}

std::optional<Levels> summed(std::span<const Levels> children) {
  if (children.empty()) return std::nullopt;
  Levels sum;
  for (const auto& child : children) {
    sum.floor += child.floor;
    sum.target += child.target;
    sum.stretch += child.stretch;
  }
  return sum;
}

bool reproduces(const Levels& parent, const Levels& children, Matching matching) {
  const double step = share_step(parent);
  const auto same = [&](double a, double b) {
    if (matching == Matching::kExact)
      return std::llround(a / step) == std::llround(b / step) && std::abs(a - b) < step / 2;
    return std::abs(a - b) <= kClose * std::max(1.0, std::abs(a));
  };
  return same(parent.floor, children.floor) && same(parent.target, children.target) &&
         same(parent.stretch, children.stretch);
}

Levels derived_levels(const Levels& parent, double parent_today, double lead_today, double gain,
                      const Bounds& bounds) {
  const auto lead = [&](double level) { return clamped(lead_today + (level - parent_today) / gain, bounds); };
  return {lead(parent.floor), lead(parent.target), lead(parent.stretch)};
}

}  // namespace manyi::targets
