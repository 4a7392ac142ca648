// Baseline, jump, doubts and checkpoints.
// Owns the limits of each.
#include "modules/targets/smart_rules.h"

#include <algorithm>
#include <cmath>

namespace manyi::targets {
namespace {

constexpr std::int64_t kMonthsForSpread = 4;
constexpr std::int64_t kMonthsForTrend = 6;
constexpr double kJump = 2;

double sign_of(std::string_view better) { return better == "down" ? -1 : 1; }

/// Numbers like 0.1 + 0.2 are no better than 0.3.
double with_rounding(double value) { return std::abs(value) * 1e-9; }

/// \pre not empty
double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

Baseline baseline_of(std::span<const std::optional<double>> values, std::string_view better, int ahead) {
  Baseline found;
  std::vector<std::pair<double, double>> known;  // place, value
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    known.emplace_back(static_cast<double>(i), *values[i]);
    sum += *values[i];
    if (!found.best || (*values[i] - *found.best) * sign_of(better) > 0) found.best = values[i];
  }
  found.months = static_cast<std::int64_t>(known.size());
  if (known.empty()) return found;
  found.mean = sum / static_cast<double>(known.size());
  // Medians (Theil and Sen): one strange month, often the first, must not turn the trend.
  double slope = 0;
  if (found.months >= kMonthsForTrend) {
    std::vector<double> slopes;
    for (std::size_t i = 0; i < known.size(); ++i)
      for (std::size_t j = i + 1; j < known.size(); ++j)
        slopes.push_back((known[j].second - known[i].second) / (known[j].first - known[i].first));
    found.trend = slope = median_of(std::move(slopes));
  }
  std::vector<double> levels;
  for (const auto& [place, value] : known) levels.push_back(value - slope * place);
  const double level = median_of(std::move(levels));
  found.expected = level + slope * (static_cast<double>(values.size()) - 1 + ahead);
  if (found.months < kMonthsForSpread) return found;
  double squares = 0;
  for (const auto& [place, value] : known) {
    const double off = value - level - slope * place;
    squares += off * off;
  }
  found.spread = std::sqrt(squares / static_cast<double>(found.months - (found.trend ? 2 : 1)));
  return found;
}

std::optional<double> jump_of(const Baseline& baseline, double target, std::string_view better) {
  if (!baseline.expected || !baseline.spread || *baseline.spread <= with_rounding(*baseline.expected))
    return std::nullopt;
  return (target - *baseline.expected) * sign_of(better) / *baseline.spread;
}

std::vector<GateDoubt> doubts_of(const Baseline& baseline, double target, std::string_view better,
                                 const std::optional<Pace>& pace) {
  std::vector<GateDoubt> doubts;
  if (better != "up" && better != "down") return doubts;
  const double sign = sign_of(better);
  if (baseline.months < kMonthsForSpread) doubts.push_back(GateDoubt::kFewMonths);
  if (const auto jump = jump_of(baseline, target, better); jump && *jump > kJump)
    doubts.push_back(GateDoubt::kJump);
  if (baseline.best && (target - *baseline.best) * sign > with_rounding(target))
    doubts.push_back(GateDoubt::kBeyondBest);
  if (pace && pace->best && sign > 0 && pace->asked - *pace->best > with_rounding(pace->asked))
    doubts.push_back(GateDoubt::kPace);
  if (baseline.months >= kMonthsForSpread && (*baseline.expected - target) * sign > with_rounding(target))
    doubts.push_back(GateDoubt::kBelowPresent);
  return doubts;
}

GateState state_of(const std::vector<GateDoubt>& doubts) {
  const auto has = [&](GateDoubt doubt) {
    return std::find(doubts.begin(), doubts.end(), doubt) != doubts.end();
  };
  if (has(GateDoubt::kJump)) return GateState::kFail;
  return doubts.empty() ? GateState::kPass : GateState::kWarn;
}

std::vector<Date> checkpoints_of(const Period& period) {
  if (period.kind == PeriodKind::kMonth)
    return {period.from.plus_days(9), period.from.plus_days(19), period.to.plus_days(-1)};
  std::vector<Date> days;
  for (Period month = month_of(period.from); month.from < period.to; month = shifted(month, 1))
    days.push_back(month.to.plus_days(-1));
  return days;
}

}  // namespace manyi::targets
