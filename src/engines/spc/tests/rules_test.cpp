// Tests of run rules on points whose lines are known.
#include <gtest/gtest.h>

#include <cmath>

#include "base/json.h"
#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

/// Points in units of sigma around 0; nothing where `gaps` says so.
std::vector<ChartPoint> points_of(const std::vector<double>& values) {
  std::vector<ChartPoint> points;
  for (const double value : values) {
    ChartPoint point;
    point.index = static_cast<std::int64_t>(points.size());
    point.value = value;
    point.centre = 0;
    point.lower = -3;
    point.upper = 3;
    point.lower_2_sigma = -2;
    point.upper_2_sigma = 2;
    point.lower_1_sigma = -1;
    point.upper_1_sigma = 1;
    points.push_back(point);
  }
  return points;
}

std::vector<ChartSignal> signals_of(Rule rule, const std::vector<double>& values) {
  auto points = points_of(values);
  const Rule rules[]{rule};
  return find_signals(points, rules);
}
std::string text(const std::vector<ChartSignal>& signals) {
  std::string all;
  for (const auto& signal : signals) {
    all += enum_name(signal.direction) + " at " + std::to_string(signal.at) + ":";
    for (const auto point : signal.points) all += " " + std::to_string(point);
    all += "; ";
  }
  return all;
}

TEST(Nelson1, IsStrictlyBeyondTheLimitAndOneSignalPerPoint) {
  EXPECT_EQ(text(signals_of(Rule::kNelson1, {0, 3, 3.1, -3.1, 0})), "up at 2: 2; down at 3: 3; ");
  EXPECT_EQ(text(signals_of(Rule::kNelson1, {3.1, 3.2})), "up at 0: 0; up at 1: 1; ");
}

TEST(Nelson2, NeedsNineOnOneSideAndThePointOnTheCentreIsOnNone) {
  EXPECT_EQ(text(signals_of(Rule::kNelson2, {.1, .2, .1, .2, .1, .2, .1, .2})), "");
  EXPECT_EQ(text(signals_of(Rule::kNelson2, {.1, .2, .1, .2, .1, .2, .1, .2, .1})),
            "up at 8: 0 1 2 3 4 5 6 7 8; ");
  EXPECT_EQ(text(signals_of(Rule::kNelson2, {.1, .2, .1, .2, 0, .2, .1, .2, .1, .2})), "");
}

TEST(Nelson2, ALongerRunIsOneSignalKnownAtItsNinthPoint) {
  std::vector<double> values(12, -0.5);
  values[0] = 1;
  EXPECT_EQ(text(signals_of(Rule::kNelson2, values)), "down at 9: 1 2 3 4 5 6 7 8 9 10 11; ");
  auto points = points_of(values);
  const auto rules = default_rules();
  find_signals(points, rules);
  EXPECT_TRUE(points[8].signals.empty());
  EXPECT_EQ(points[9].signals, (std::vector<Rule>{Rule::kNelson2}));
  EXPECT_EQ(points[11].signals, (std::vector<Rule>{Rule::kNelson2}));
}

TEST(Nelson3, NeedsSixPointsEachBeyondTheOneBefore) {
  EXPECT_EQ(text(signals_of(Rule::kNelson3, {-1, -.5, 0, .5, 1})), "");
  EXPECT_EQ(text(signals_of(Rule::kNelson3, {-1, -.5, 0, .5, 1, 1.5})), "up at 5: 0 1 2 3 4 5; ");
  EXPECT_EQ(text(signals_of(Rule::kNelson3, {1, .8, .6, .6, .4, .2, 0, -.2, -.4})),
            "down at 8: 3 4 5 6 7 8; ");
}

TEST(Nelson4, NeedsFourteenUpAndDownInTurn) {
  std::vector<double> values;
  for (int i = 0; i < 14; ++i) values.push_back(i % 2 == 0 ? 0.5 : -0.5);
  EXPECT_EQ(text(signals_of(Rule::kNelson4, values)), "either at 13: 0 1 2 3 4 5 6 7 8 9 10 11 12 13; ");
  values.pop_back();
  EXPECT_EQ(text(signals_of(Rule::kNelson4, values)), "");
}

TEST(Nelson5, NeedsTwoOfThreeOnTheSameSide) {
  EXPECT_EQ(text(signals_of(Rule::kNelson5, {2.1, 0, 2.2, 0})), "up at 2: 0 2; ");
  EXPECT_EQ(text(signals_of(Rule::kNelson5, {2.1, 0, -2.2})), "");
  EXPECT_EQ(text(signals_of(Rule::kNelson5, {2.1, 0, 0, 2.2})), "");
  EXPECT_EQ(text(signals_of(Rule::kNelson5, {0, -2.1, -3.5})), "down at 2: 1 2; ");
}

TEST(Nelson6, NeedsFourOfFive) {
  EXPECT_EQ(text(signals_of(Rule::kNelson6, {1.1, 1.2, 0, 1.1, 1.3})), "up at 4: 0 1 3 4; ");
  EXPECT_EQ(text(signals_of(Rule::kNelson6, {1.1, 1.2, 0, 0, 1.1, 1.3})), "");
}

TEST(Nelson7, NeedsFifteenWithinOneSigma) {
  std::vector<double> values(15, 0.4);
  EXPECT_EQ(signals_of(Rule::kNelson7, values).size(), 1u);
  values[7] = 1.1;
  EXPECT_EQ(signals_of(Rule::kNelson7, values).size(), 0u);
}

TEST(Nelson8, NeedsEightOutsideOneSigma) {
  EXPECT_EQ(text(signals_of(Rule::kNelson8, {1.1, -1.1, 1.2, -1.2, 1.5, 1.5, -2, 2})),
            "either at 7: 0 1 2 3 4 5 6 7; ");
  EXPECT_EQ(text(signals_of(Rule::kNelson8, {1.1, -1.1, 1.2, -1.2, 0.5, 1.5, -2, 2})), "");
}

TEST(WesternElectric, HasItsFourRules) {
  EXPECT_EQ(text(signals_of(Rule::kWesternElectric1, {3.1})), "up at 0: 0; ");
  EXPECT_EQ(text(signals_of(Rule::kWesternElectric2, {-2.1, 0, -2.1})), "down at 2: 0 2; ");
  EXPECT_EQ(text(signals_of(Rule::kWesternElectric3, {-1.1, -1.1, -1.1, -1.1})), "down at 3: 0 1 2 3; ");
  EXPECT_EQ(text(signals_of(Rule::kWesternElectric4, {.1, .2, .1, .2, .1, .2, .1, .2})),
            "up at 7: 0 1 2 3 4 5 6 7; ");
}

TEST(Rules, ZonesAreThoseOfThePointItself) {
  // The same value 2.5 is beyond 3 sigma where n is large (limits half as wide) and only beyond 2 where it is small.
  auto points = points_of({2.5, 2.5});
  for (auto* line : {&points[1].lower, &points[1].upper, &points[1].lower_2_sigma, &points[1].upper_2_sigma,
                     &points[1].lower_1_sigma, &points[1].upper_1_sigma})
    *line = **line / 2;
  const Rule rules[]{Rule::kNelson1, Rule::kNelson5};
  EXPECT_EQ(text(find_signals(points, rules)), "up at 1: 1; up at 1: 0 1; ");
}

TEST(Rules, APointWithoutDataNeitherEndsARunNorCounts) {
  auto points = points_of(std::vector<double>(10, 0.5));
  points[4].value.reset();
  const Rule rules[]{Rule::kNelson2};
  EXPECT_EQ(text(find_signals(points, rules)), "up at 9: 0 1 2 3 5 6 7 8 9; ");
}

TEST(Rules, RunsEndWithTheirPhase) {
  auto points = points_of(std::vector<double>(12, 0.5));
  for (std::size_t i = 6; i < points.size(); ++i) points[i].phase = 1;
  const Rule rules[]{Rule::kNelson2};
  EXPECT_TRUE(find_signals(points, rules).empty());
}

TEST(Rules, ValuesThatDifferByRoundingAreOnNoSide) {
  auto points = points_of(std::vector<double>(9, 0));
  for (auto& point : points) {
    point.centre = 0.1 + 0.2;
    point.value = 0.3;
  }
  const Rule rules[]{Rule::kNelson2};
  EXPECT_TRUE(find_signals(points, rules).empty());
}

TEST(Rules, HaveTextsInBothLanguages) {
  for (const auto& [rule, name] : enum_entries<Rule>()) {
    EXPECT_FALSE(rule_text(rule).zh.empty()) << name;
    EXPECT_FALSE(rule_text(rule).en.empty()) << name;
  }
  EXPECT_EQ(enum_name(Rule::kNelson5), "nelson5");
  EXPECT_EQ(enum_name(ChartKind::kXbarR), "xbar_r");
}

TEST(Rules, FalseAlarmsOfRuleOneAreAsRareAsTheNormalDistributionSays) {
  // 60,000 normal points (Box-Muller over a fixed linear generator): 0.27 % expected, 162 ± 38 at three deviations.
  std::uint64_t state = 20260101;
  const auto uniform = [&] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (static_cast<double>(state >> 11) + 0.5) / 9007199254740992.0;
  };
  std::vector<double> values;
  for (int i = 0; i < 60'000; ++i)
    values.push_back(std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform()));
  const auto found = signals_of(Rule::kNelson1, values).size();
  EXPECT_GT(found, 124u);
  EXPECT_LT(found, 200u);
}

}  // namespace
}  // namespace manyi::spc
