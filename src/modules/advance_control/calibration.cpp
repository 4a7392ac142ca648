// How good the kept forecasts were: coverage, reliability, scores against the naive ones.
// Owns this arithmetic; no SQL.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engines/kpi/intervals.h"
#include "modules/advance_control/kept_forecasts.h"

namespace manyi::advance_control {
namespace {

constexpr std::size_t kTenths = 10, kKept = 7;

struct Quantile {
  double p, value;
};

std::array<Quantile, kKept> kept_quantiles(const KeptForecast& said) {
  return {{{0.025, said.low95},
           {0.1, said.low80},
           {0.25, said.quarter},
           {0.5, said.median},
           {0.75, said.three_quarters},
           {0.9, said.high80},
           {0.975, said.high95}}};
}

/// What many forecasts add up to.
struct Tally {
  std::int64_t forecasts = 0;
  double within80 = 0, within95 = 0;
  // Scores differ by unit: each is taken relative to the naive one of the same metric and class of scope.
  std::map<std::string, std::array<double, 4>> scores;  // ours and the naive one's, twice
  std::set<std::tuple<std::string, std::string, targets::ScopeKind, std::string>> months;

  void add(const Judged& one) {
    const auto& said = one.forecast;
    ++forecasts;
    months.emplace(said.month, said.metric, said.scope, said.scope_key);
    within80 += held_by(said, one.truth, 0.1, 0.9);
    within95 += held_by(said, one.truth, 0.025, 0.975);
    const double score = crps_of(said, one.truth);
    auto& sums = scores[said.metric];
    if (said.run_rate) sums[0] += score, sums[1] += std::abs(*said.run_rate - one.truth);
    if (said.last_month) sums[2] += score, sums[3] += std::abs(*said.last_month - one.truth);
  }

  /// The mean over metrics of ours over the naive one's, each metric weighing the same.
  std::optional<double> ratio(std::size_t ours) const {
    double sum = 0, count = 0;
    for (const auto& [metric, sums] : scores)
      if (sums[ours + 1] > 0) sum += sums[ours] / sums[ours + 1], count += 1;
    return count > 0 ? std::optional(sum / count) : std::nullopt;
  }
};

CountedShare share_of(double held, std::int64_t n) {
  CountedShare share;
  const auto hits = std::llround(held);
  share.hits = hits;
  share.n = n;
  if (n == 0) return share;
  share.share = held / static_cast<double>(n);
  if (const auto interval = kpi::wilson(hits, n)) {
    share.low = interval->low;
    share.high = interval->high;
  }
  return share;
}

CalibrationLine line_of(const Tally& tally, std::optional<MetricClass> metric_class,
                        std::optional<std::int64_t> day) {
  CalibrationLine line;
  line.metric_class = metric_class;
  line.day = day;
  line.forecasts = tally.forecasts;
  line.months = static_cast<std::int64_t>(tally.months.size());
  line.within80 = share_of(tally.within80, tally.forecasts);
  line.within95 = share_of(tally.within95, tally.forecasts);
  line.crps_to_run_rate = tally.ratio(0);
  line.crps_to_last_month = tally.ratio(2);
  return line;
}

}  // namespace

double held_by(const KeptForecast& said, double truth, double from, double to) {
  const double slack = 1e-9 * std::max(1.0, std::abs(truth));  // the last digit decides nothing
  double below = 0, above = 1;        // levels of the nearest quantiles beside the truth
  std::optional<double> first, last;  // of those that are the truth itself
  for (const auto& [p, value] : kept_quantiles(said)) {
    if (value < truth - slack) {
      below = std::max(below, p);
    } else if (value > truth + slack) {
      above = std::min(above, p);
    } else {
      if (!first) first = p;
      last = p;
    }
  }
  if (!first) return below >= from && above <= to ? 1 : 0;
  // Its chance begins and ends somewhere between the kept levels. Where no kept quantile is beyond the truth, few forecasts
  // have anything there: it takes all of the rest, so that what is certain holds exactly what the band promises.
  const double begin = below > 0 ? (below + *first) / 2 : 0, end = above < 1 ? (*last + above) / 2 : 1;
  return std::max(0.0, std::min(end, to) - std::max(begin, from)) / (end - begin);
}

double crps_of(const KeptForecast& said, double truth) {
  // The score is twice the pinball loss averaged over all levels; between the kept quantiles values move evenly.
  const auto kept = kept_quantiles(said);
  const auto loss = [&](double p, double value) {
    const double off = truth - value;
    return 2 * (off >= 0 ? p * off : (p - 1) * off);
  };
  // Midpoints of small steps: a coarse rule would flatter, since the loss bulges between the kept quantiles.
  constexpr int kSteps = 16;
  constexpr std::size_t kCount = kKept;
  double sum = 0;
  for (std::size_t i = 0; i + 1 < kCount; ++i)
    for (int step = 0; step < kSteps; ++step) {
      const double share = (step + 0.5) / kSteps;
      const double p = kept[i].p + (kept[i + 1].p - kept[i].p) * share;
      sum += loss(p, kept[i].value + (kept[i + 1].value - kept[i].value) * share) *
             (kept[i + 1].p - kept[i].p) / kSteps;
    }
  const auto& first = kept[0];
  const auto& last = kept[kCount - 1];
  return sum + loss(first.p / 2, first.value) * first.p + loss((1 + last.p) / 2, last.value) * (1 - last.p);
}

Calibration calibrate(std::span<const Judged> judged) {
  Tally all;
  std::map<MetricClass, Tally> by_class;
  std::map<std::int64_t, Tally> by_day;
  std::array<ReliabilityStep, kTenths> steps;
  std::array<double, kTenths> said{}, came{};
  double squares = 0, chances = 0;
  for (const auto& one : judged) {
    all.add(one);
    by_class[one.forecast.metric_class].add(one);
    by_day[one.forecast.made_on.day()].add(one);
    if (!one.forecast.chance_target) continue;
    const double chance = *one.forecast.chance_target, reached = one.reached ? 1 : 0;
    const auto at = std::min(static_cast<std::size_t>(chance * kTenths), kTenths - 1);
    ++steps[at].n;
    said[at] += chance;
    came[at] += reached;
    squares += (chance - reached) * (chance - reached);
    chances += 1;
  }
  Calibration calibration;
  calibration.items.push_back(line_of(all, {}, {}));
  for (const auto& [metric_class, tally] : by_class)
    calibration.items.push_back(line_of(tally, metric_class, {}));
  for (const auto& [day, tally] : by_day) calibration.items.push_back(line_of(tally, {}, day));
  for (std::size_t at = 0; at < kTenths; ++at) {
    auto& step = steps[at];
    step.from = static_cast<double>(at) / kTenths;
    step.to = static_cast<double>(at + 1) / kTenths;
    if (step.n > 0) {
      step.said = said[at] / static_cast<double>(step.n);
      step.came_true = came[at] / static_cast<double>(step.n);
    }
    calibration.reliability.push_back(step);
  }
  if (chances > 0) calibration.brier = squares / chances;
  return calibration;
}

}  // namespace manyi::advance_control
