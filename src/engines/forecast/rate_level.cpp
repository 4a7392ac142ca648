// The beta filter of rates.
// Owns its grid.
#include "engines/forecast/rate_level.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/forecast/landing_draws.h"
#include "engines/forecast/landing_methods.h"

namespace manyi::forecast {
namespace {

// Records after which one period's own deviation counts as much as chance; memory of the level from one period to the
// next; records that the scope above is worth; records beyond which a period's beginning tells nothing more of its rest.
constexpr std::array kConcentration{15.0, 50.0, 150.0, 500.0, 5000.0};
constexpr std::array kRare{-4.5, -3.0, -2.0, -1.0, 0.0};  // periods that differ much are rare
constexpr std::array kMemory{1.0, 0.9, 0.7};
constexpr std::array kParent{5.0, 20.0};
constexpr double kTurn = 400, kTurnOfDurations = 220;  // work piles up and eases within weeks
constexpr double kNever = 1e9;
constexpr double kParentMemory = 0.85;

struct Beta {
  double good = 0, bad = 0;
  double records() const { return good + bad; }
  double mean() const { return good / records(); }
  void see(double more_good, double more_bad, double by = 1) { good += by * more_good, bad += by * more_bad; }
  void forget(double by) { good *= by, bad *= by; }
  /// Never surer than so many records.
  void limit(double most) { forget(1 / (1 + records() / most)); }
};

struct Counts {
  double good = 0, bad = 0;
};
Counts counts_of(double numerator, double denominator) {
  denominator = std::max(0.0, denominator);
  const double good = std::clamp(numerator, 0.0, denominator);
  return {good, denominator - good};
}

struct Period {
  Counts before, after;
  double good() const { return before.good + after.good; }
  double bad() const { return before.bad + after.bad; }
};

using Turns = std::array<double, 2>;

double log_beta_of(const Beta& of) { return log_beta(of.good, of.bad); }

/// What a period's beginning turns the share into. \param turn records beyond which it tells nothing more
Beta turned(Beta seen, double turn) {
  if (turn < kNever) seen.limit(turn);
  return seen;
}

/// Adds the log of the chance of a period's counts, less what does not depend on the distribution of the share.
void judge(const Period& period, const Beta& fresh, const Turns& turns, Turns& log_share) {
  const auto& [before, after] = period;
  Beta seen = fresh;
  seen.see(before.good, before.bad);
  const double log_fresh = log_beta_of(fresh);
  const double log_seen = before.good + before.bad == 0 ? log_fresh : log_beta_of(seen);
  for (std::size_t t = 0; t < turns.size(); ++t) {
    double of_after = 0;
    if (after.good + after.bad != 0) {
      Beta here = turned(seen, turns[t]);
      const double log_here = turns[t] < kNever ? log_beta_of(here) : log_seen;
      here.see(after.good, after.bad);
      of_after = log_beta_of(here) - log_here;
    }
    log_share[t] += log_seen - log_fresh + of_after;
  }
}

}  // namespace

std::vector<RatePart> rate_parts(const Problem& problem) {
  const double to_come = weight_of(problem.weights_to_come);
  std::vector<Period> periods;
  Beta own{0, 0};
  for (const auto& days : recent(problem.past)) {
    const Split good = split_of(days, to_come, Half::kNumerator),
                all = split_of(days, to_come, Half::kDenominator);
    periods.push_back({counts_of(good.before, all.before), counts_of(good.after, all.after)});
    own.see(periods.back().good(), periods.back().bad());
  }
  const Totals now = totals_of(problem.so_far);
  const Counts so_far = counts_of(now.numerator, now.denominator);

  // Where the level starts: at the scope above, or else, loosely, at the scope's own mean.
  Beta above{0, 0};
  for (const auto& days : recent(problem.parent_past)) {
    const Totals month = totals_of(days);
    const Counts counts = counts_of(month.numerator, month.denominator);
    above.forget(kParentMemory);
    above.see(counts.good, counts.bad);
  }
  const bool has_parent = above.records() > 0;
  above.see(0.5, 0.5);
  own.see(0.5, 0.5);
  const double start = has_parent ? above.mean() : own.mean();

  const bool waits = problem.limit || problem.in_time;
  std::vector<RatePart> parts;
  const Turns turns{waits ? kTurnOfDurations : kTurn, kNever};
  for (std::size_t c = 0; c < kConcentration.size(); ++c)
    for (const double memory : kMemory)
      for (const double parent : kParent) {
        if (!has_parent && parent != kParent.front()) continue;
        const double worth = has_parent ? parent : periods.empty() ? 1 : 2;
        Beta level{worth * start, worth * (1 - start)};
        const double concentration = kConcentration[c];
        // The level moves on alike however much a beginning tells; only what it says of the rest differs.
        Turns log_share{};
        for (std::size_t t = 0; t < turns.size(); ++t)
          log_share[t] = kRare[c] + (memory < 0.8 ? -1 : 0) + (turns[t] < kNever && !waits ? -1 : 0);
        const auto in_period = [&] {
          Beta here = level;
          here.limit(concentration);
          return here;
        };
        for (std::size_t i = 0; i < periods.size(); ++i) {
          const auto& period = periods[i];
          if (i > 0 || has_parent) judge(period, in_period(), turns, log_share);
          level.forget(memory);
          if (has_parent && memory < 1)  // what is forgotten falls back on the scope above
            level.see(worth * (1 - memory) * start, worth * (1 - memory) * (1 - start));
          const double records = period.good() + period.bad();
          level.see(period.good(), period.bad(), 1 / (1 + records / concentration));
        }
        Beta seen = in_period();
        seen.see(so_far.good, so_far.bad);
        for (std::size_t t = 0; t < turns.size(); ++t) {
          const Beta here = turned(seen, turns[t]);
          parts.push_back({log_share[t], std::max(here.good, 1e-6), std::max(here.bad, 1e-6)});
        }
      }
  weigh(parts);
  return parts;
}

double mean_rate(const std::vector<RatePart>& parts) {
  double mean = 0;
  for (const auto& part : parts) mean += part.share * part.good / (part.good + part.bad);
  return mean;
}

}  // namespace manyi::forecast
