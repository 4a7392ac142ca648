// The short backtest: a few simulated companies; docs/how-to/forecast.md shows the long one.
// Owns what a forecast must reach: intervals that hold and a score well below that of the simple rules.
#include <gtest/gtest.h>

#include "engines/forecast/tests/backtest_score.h"

namespace manyi::forecast::backtest {
namespace {

constexpr std::uint64_t kFirstSeed = 301, kSeeds = 12;
// Of forty comparisons two would fall outside 95 % by chance alone; the long backtest, with enough scope-months, is held
// against 95 %.
constexpr double kAcceptance = 0.999;

const Table& table() {
  static const Table made = [] {
    constexpr std::array kMetrics{Metric::kSatisfaction,   Metric::kInTime,  Metric::kRepeatFree,
                                  Metric::kMeanTurnaround, Metric::kRevenue, Metric::kIntake};
    constexpr std::array kKinds{ScopeBook::Kind::kSite};
    Table table;
    for (std::uint64_t seed = kFirstSeed; seed < kFirstSeed + kSeeds; ++seed) {
      const std::array<std::size_t, 3> months{2 + seed % 4, 6 + seed % 4, 10 + seed % 4};
      score(play(Kind::kJudging, static_cast<int>(months.back()) + 1, seed), months, kMetrics, kKinds, table);
    }
    return table;
  }();
  return made;
}

std::string name_of(const Key& key) {
  return std::string(kMetricNames[static_cast<std::size_t>(key.metric)]) + ", day " + std::to_string(key.day);
}

TEST(Backtest, IntervalsHoldAsOftenAsTheySay) {
  for (const auto& [key, line] : table()) {
    for (const double level : {0.80, 0.95}) {
      const auto [low, high] = binomial_acceptance(line.scope_months, level, kAcceptance);
      const double inside = level < 0.9 ? line.ours.inside80 : line.ours.inside95;
      EXPECT_GE(inside, static_cast<double>(low)) << name_of(key) << ' ' << level;
      EXPECT_LE(inside, static_cast<double>(high)) << name_of(key) << ' ' << level;
    }
    EXPECT_GE(line.scope_months, 80) << name_of(key);
  }
}

TEST(Backtest, BeatsTheRunRateAndLastMonth) {
  double ours_to_run_rate = 0, ours_to_last = 0, lines = 0;
  for (const auto& [key, line] : table()) {
    EXPECT_LT(line.ours.crps, 0.85 * line.naive_point) << name_of(key);
    EXPECT_LT(line.ours.crps, 0.60 * line.last_month) << name_of(key);
    ours_to_run_rate += line.ours.crps / line.naive_point;
    ours_to_last += line.ours.crps / line.last_month;
    ++lines;
  }
  EXPECT_LT(ours_to_run_rate / lines, 0.75);
  EXPECT_LT(ours_to_last / lines, 0.60);
}

TEST(Backtest, AProblemTakesAFewMilliseconds) {
  double milliseconds = 0, problems = 0;
  for (const auto& [key, line] : table())
    milliseconds += line.milliseconds, problems += static_cast<double>(line.scope_months);
  EXPECT_LT(milliseconds / problems, 10);  // some 1 ms alone on a core; tests share theirs
}

}  // namespace
}  // namespace manyi::forecast::backtest
