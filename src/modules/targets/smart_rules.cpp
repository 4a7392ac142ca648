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

}  // namespace

Baseline baseline_of(std::span<const std::optional<double>> values, std::string_view better, int ahead) {
  Baseline found;
  double sum = 0, places = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    ++found.months;
    sum += *values[i];
    places += static_cast<double>(i);
    if (!found.best || (*values[i] - *found.best) * sign_of(better) > 0) found.best = values[i];
  }
  if (found.months == 0) return found;
  const double n = static_cast<double>(found.months), mean = sum / n, middle = places / n;
  found.mean = mean;
  double across = 0, along = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    const double place = static_cast<double>(i) - middle;
    across += place * (*values[i] - mean);
    along += place * place;
  }
  const bool has_trend = found.months >= kMonthsForTrend && along > 0;
  const double slope = has_trend ? across / along : 0;
  if (has_trend) found.trend = slope;
  found.expected = mean + slope * (static_cast<double>(values.size()) - 1 + ahead - middle);
  if (found.months < kMonthsForSpread) return found;
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i]) continue;
    const double off = *values[i] - mean - slope * (static_cast<double>(i) - middle);
    squares += off * off;
  }
  found.spread = std::sqrt(squares / (n - (has_trend ? 2 : 1)));
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
