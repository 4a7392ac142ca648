// Run rules: Nelson 1 to 8 and Western Electric.
// Owns what counts as one episode, and how a value is compared with its own point's lines.
#include <algorithm>
#include <cmath>

#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

/// Where a value lies: 0 on the centre line, ±1 off it, ±2, ±3, ±4 beyond the 1, 2, 3 sigma lines.
constexpr int kSide = 1, kBeyond1 = 2, kBeyond2 = 3, kBeyond3 = 4;

/// Equal up to rounding: x / n and the pooled share of equal months may differ in the last bit, and nine such
/// bits must not make a run.
bool above(double value, double line) {
  return value - line > 1e-10 * std::max(std::abs(value), std::abs(line));
}

int zone(const ChartPoint& point) {
  const auto reach = [&](const auto& line, int sign) {
    return line && (sign > 0 ? above(*point.value, *line) : above(*line, *point.value));
  };
  if (reach(point.upper, 1)) return kBeyond3;
  if (reach(point.lower, -1)) return -kBeyond3;
  if (reach(point.upper_2_sigma, 1)) return kBeyond2;
  if (reach(point.lower_2_sigma, -1)) return -kBeyond2;
  if (reach(point.upper_1_sigma, 1)) return kBeyond1;
  if (reach(point.lower_1_sigma, -1)) return -kBeyond1;
  if (reach(point.centre, 1)) return kSide;
  if (reach(point.centre, -1)) return -kSide;
  return 0;
}

/// The points with data of one phase.
struct Run {
  std::vector<std::int64_t> index;
  std::vector<double> value;
  std::vector<int> zone;
  std::vector<bool> zoned;  // has 1 sigma lines
};

struct Episode {
  Direction direction;
  std::vector<std::size_t> concerned;  // positions in the run
};

/// `wanted` of the last `window` points lie at least as far out as `level`, all on one side, the last among them.
std::optional<Episode> some_of(const Run& run, std::size_t at, std::size_t wanted, std::size_t window,
                               int level) {
  const int sign = run.zone[at] >= level ? 1 : run.zone[at] <= -level ? -1 : 0;
  if (sign == 0) return std::nullopt;
  Episode episode{sign > 0 ? Direction::kUp : Direction::kDown, {}};
  for (std::size_t i = at + 1 > window ? at + 1 - window : 0; i <= at; ++i)
    if (run.zone[i] * sign >= level) episode.concerned.push_back(i);
  return episode.concerned.size() >= wanted ? std::optional(episode) : std::nullopt;
}

Episode last_points(Direction direction, std::size_t at, std::size_t window) {
  Episode episode{direction, {}};
  for (std::size_t i = at + 1 - window; i <= at; ++i) episode.concerned.push_back(i);
  return episode;
}

int step(const Run& run, std::size_t at) {
  return above(run.value[at], run.value[at - 1]) ? 1 : above(run.value[at - 1], run.value[at]) ? -1 : 0;
}

/// `window` points, each higher than the one before, or each lower.
std::optional<Episode> trend(const Run& run, std::size_t at, std::size_t window) {
  if (at + 1 < window) return std::nullopt;
  const int sign = step(run, at);
  if (sign == 0) return std::nullopt;
  for (std::size_t i = at + 2 - window; i <= at; ++i)
    if (step(run, i) != sign) return std::nullopt;
  return last_points(sign > 0 ? Direction::kUp : Direction::kDown, at, window);
}

std::optional<Episode> alternation(const Run& run, std::size_t at, std::size_t window) {
  if (at + 1 < window) return std::nullopt;
  if (step(run, at) == 0) return std::nullopt;
  for (std::size_t i = at + 3 - window; i <= at; ++i)
    if (step(run, i) != -step(run, i - 1)) return std::nullopt;
  return last_points(Direction::kEither, at, window);
}

/// `window` points all inside 1 sigma, or all outside it.
std::optional<Episode> all_of(const Run& run, std::size_t at, std::size_t window, bool inside) {
  if (at + 1 < window) return std::nullopt;
  for (std::size_t i = at + 1 - window; i <= at; ++i)
    if (!run.zoned[i] || (std::abs(run.zone[i]) < kBeyond1) != inside) return std::nullopt;
  return last_points(Direction::kEither, at, window);
}

std::optional<Episode> judge(Rule rule, const Run& run, std::size_t at) {
  switch (rule) {
    case Rule::kBeyondLimits:
    case Rule::kNelson1:
    case Rule::kWesternElectric1: return some_of(run, at, 1, 1, kBeyond3);
    case Rule::kNelson2: return some_of(run, at, 9, 9, kSide);
    case Rule::kNelson3: return trend(run, at, 6);
    case Rule::kNelson4: return alternation(run, at, 14);
    case Rule::kNelson5:
    case Rule::kWesternElectric2: return some_of(run, at, 2, 3, kBeyond2);
    case Rule::kNelson6:
    case Rule::kWesternElectric3: return some_of(run, at, 4, 5, kBeyond1);
    case Rule::kNelson7: return all_of(run, at, 15, true);
    case Rule::kNelson8: return all_of(run, at, 8, false);
    case Rule::kWesternElectric4: return some_of(run, at, 8, 8, kSide);
  }
  return std::nullopt;
}

void add_signals(Rule rule, const Run& run, std::vector<ChartPoint>& points,
                 std::vector<ChartSignal>& signals) {
  // Signals of this rule and run begin here; an older one of the same direction may grow.
  const std::size_t begin = signals.size();
  for (std::size_t at = 0; at < run.index.size(); ++at) {
    const auto episode = judge(rule, run, at);
    if (!episode) continue;
    auto& told = points[static_cast<std::size_t>(run.index[at])].signals;
    if (std::find(told.begin(), told.end(), rule) == told.end()) told.push_back(rule);
    const std::int64_t earliest = run.index[episode->concerned.front()];
    const auto same = std::find_if(
        signals.begin() + static_cast<std::ptrdiff_t>(begin), signals.end(),
        [&](const auto& s) { return s.direction == episode->direction && s.points.back() >= earliest; });
    if (same == signals.end()) {
      ChartSignal signal{rule, episode->direction, run.index[at], {}};
      for (const auto i : episode->concerned) signal.points.push_back(run.index[i]);
      signals.push_back(std::move(signal));
      continue;
    }
    for (const auto i : episode->concerned)
      if (run.index[i] > same->points.back()) same->points.push_back(run.index[i]);
  }
}

}  // namespace

std::vector<ChartSignal> find_signals(std::vector<ChartPoint>& points, std::span<const Rule> rules) {
  std::vector<ChartSignal> signals;
  for (std::size_t i = 0; i < points.size();) {
    Run run;
    const auto phase = points[i].phase;
    for (; i < points.size() && points[i].phase == phase; ++i) {
      if (!points[i].value || !points[i].centre) continue;
      run.index.push_back(points[i].index);
      run.value.push_back(*points[i].value);
      run.zone.push_back(zone(points[i]));
      run.zoned.push_back(points[i].upper_1_sigma.has_value());
    }
    for (const Rule rule : rules) add_signals(rule, run, points, signals);
  }
  std::stable_sort(signals.begin(), signals.end(),
                   [](const ChartSignal& a, const ChartSignal& b) { return a.at < b.at; });
  return signals;
}

std::vector<Rule> default_rules() { return {Rule::kNelson1, Rule::kNelson2, Rule::kNelson3, Rule::kNelson5}; }

std::vector<Rule> nelson_rules() {
  return {Rule::kNelson1, Rule::kNelson2, Rule::kNelson3, Rule::kNelson4,
          Rule::kNelson5, Rule::kNelson6, Rule::kNelson7, Rule::kNelson8};
}

std::vector<Rule> western_electric_rules() {
  return {Rule::kWesternElectric1, Rule::kWesternElectric2, Rule::kWesternElectric3, Rule::kWesternElectric4};
}

RuleText rule_text(Rule rule) {
  switch (rule) {
    case Rule::kBeyondLimits: return {"超出控制限", "outside the limits"};
    case Rule::kNelson1:
    case Rule::kWesternElectric1: return {"一点超出 3σ", "one point beyond 3 sigma"};
    case Rule::kNelson2: return {"连续 9 点在中心线同一侧", "9 in a row on one side of the centre"};
    case Rule::kNelson3: return {"连续 6 点递增或递减", "6 in a row, steadily rising or falling"};
    case Rule::kNelson4: return {"连续 14 点上下交替", "14 in a row, up and down in turn"};
    case Rule::kNelson5:
    case Rule::kWesternElectric2:
      return {"连续 3 点中有 2 点在同侧 2σ 以外", "2 of 3 beyond 2 sigma on the same side"};
    case Rule::kNelson6:
    case Rule::kWesternElectric3:
      return {"连续 5 点中有 4 点在同侧 1σ 以外", "4 of 5 beyond 1 sigma on the same side"};
    case Rule::kNelson7: return {"连续 15 点在 1σ 以内", "15 in a row within 1 sigma"};
    case Rule::kNelson8: return {"连续 8 点在 1σ 以外", "8 in a row beyond 1 sigma, on either side"};
    case Rule::kWesternElectric4: return {"连续 8 点在中心线同一侧", "8 in a row on one side of the centre"};
  }
  return {"", ""};
}

}  // namespace manyi::spc
