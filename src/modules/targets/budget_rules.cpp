// Largest remainders.
// Owns the stage budget of the specification.
#include "modules/targets/budget_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace manyi::targets {
namespace {

constexpr std::array<StageShare, 7> kStages = {{{"intake", 5},
                                                {"dispatch", 10},
                                                {"diagnosis", 15},
                                                {"quote", 10},
                                                {"part", 40},
                                                {"repair_qc", 15},
                                                {"delivery", 5}}};
constexpr double kFine = 1e-6;

bool is_whole(double value) { return std::abs(value) < 1e15 && value == std::round(value); }

}  // namespace

std::vector<std::int64_t> allocate_units(std::int64_t total, std::span<const double> weights) {
  std::vector<std::int64_t> units(weights.size(), 0);
  if (weights.empty()) return units;
  std::vector<double> shares(weights.begin(), weights.end());
  for (double& share : shares) share = std::max(0.0, share);
  double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (sum <= 0) {
    std::fill(shares.begin(), shares.end(), 1.0);
    sum = static_cast<double>(shares.size());
  }
  const bool negative = total < 0;
  const std::int64_t whole = negative ? -total : total;
  std::vector<std::pair<double, std::size_t>> remainders;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double exact = static_cast<double>(whole) * (shares[i] / sum);
    units[i] = static_cast<std::int64_t>(std::floor(exact));
    given += units[i];
    remainders.emplace_back(shares[i] > 0 ? exact - std::floor(exact) : -1, i);
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::size_t takers = 0;  // who has no weight gets no remainder
  while (takers < remainders.size() && remainders[takers].first >= 0) ++takers;
  for (std::size_t i = 0; given < whole; i = (i + 1) % takers, ++given) ++units[remainders[i].second];
  // Only rounding of huge numbers gives too much.
  for (std::size_t i = 0; given > whole; i = (i + 1) % takers)
    if (units[remainders[i].second] > 0) {
      --units[remainders[i].second];
      --given;
    }
  if (negative)
    for (auto& one : units) one = -one;
  return units;
}

double share_step(const Levels& levels) {
  return is_whole(levels.floor) && is_whole(levels.target) && is_whole(levels.stretch) ? 1 : kFine;
}

std::vector<Levels> share_levels(const Levels& levels, std::span<const double> weights) {
  const double step = share_step(levels);
  const auto steps = [&](double value) { return static_cast<std::int64_t>(std::llround(value / step)); };
  const std::int64_t floor = steps(levels.floor), target = steps(levels.target),
                     stretch = steps(levels.stretch);
  const auto low = allocate_units(floor, weights);
  const auto up = allocate_units(target - floor, weights);
  const auto beyond = allocate_units(stretch - target, weights);
  std::vector<Levels> shared(weights.size());
  const auto value = [&](std::int64_t units) {
    return step == 1 ? static_cast<double>(units) : static_cast<double>(units) / (1 / step);
  };
  for (std::size_t i = 0; i < weights.size(); ++i)
    shared[i] = {value(low[i]), value(low[i] + up[i]), value(low[i] + up[i] + beyond[i])};
  return shared;
}

std::span<const StageShare> stage_shares() { return kStages; }

std::vector<TargetPart> split_budget(const Levels& levels,
                                     const std::vector<std::pair<std::string, double>>& shares) {
  std::vector<double> weights;
  for (const auto& [part, share] : shares) weights.push_back(share);
  const auto split = share_levels(levels, weights);
  std::vector<TargetPart> parts;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    TargetPart part;
    part.part = shares[i].first;
    part.share = shares[i].second;
    part.floor = split[i].floor;
    part.target = split[i].target;
    part.stretch = split[i].stretch;
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace manyi::targets
