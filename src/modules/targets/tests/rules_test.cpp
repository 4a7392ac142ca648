// Points, order of levels and periods, with the examples of the specification calculated by hand.
// Owns the cases.
#include "modules/targets/rules.h"

#include <gtest/gtest.h>

namespace manyi::targets {
namespace {

std::vector<std::string> wrong(const Levels& levels, const char* better, const char* unit = "percent") {
  std::vector<std::string> found;
  for (const auto& error : wrong_levels(levels, better, unit))
    found.push_back(error.pointer + " " + error.code);
  return found;
}

TEST(Score, HpTurnaroundIsWorth30PointsAt95PercentAnd40At100) {
  const Levels levels{0.90, 0.95, 1.00};
  const Points points{0, 30, 40};
  EXPECT_DOUBLE_EQ(score(0.90, levels, points), 0);
  EXPECT_DOUBLE_EQ(score(0.95, levels, points), 30);
  EXPECT_DOUBLE_EQ(score(1.00, levels, points), 40);
  EXPECT_NEAR(score(0.93, levels, points), 18, 1e-9);  // 3 of 5 points: 30 x 3/5
  EXPECT_NEAR(score(0.97, levels, points), 34, 1e-9);  // 30 + 10 x 2/5
  EXPECT_DOUBLE_EQ(score(0.80, levels, points), 0);
}

TEST(Score, LenovoSatisfactionIsWorth100At98And110At100) {
  const Levels levels{0.98, 0.99, 1.00};
  const Points points{100, 105, 110};
  EXPECT_NEAR(score(0.98, levels, points), 100, 1e-9);
  EXPECT_NEAR(score(0.985, levels, points), 102.5, 1e-9);  // half-way to 105
  EXPECT_NEAR(score(0.99, levels, points), 105, 1e-9);
  EXPECT_NEAR(score(0.996, levels, points), 108, 1e-9);  // 105 + 5 x 0.6
  EXPECT_NEAR(score(1.00, levels, points), 110, 1e-9);
  EXPECT_NEAR(score(0.90, levels, points), 100, 1e-9) << "flat below the floor";
}

TEST(Score, WorksDownwards) {
  const Levels levels{0.08, 0.04, 0.02};  // repeat repairs
  EXPECT_DOUBLE_EQ(score(0.10, levels), 0);
  EXPECT_DOUBLE_EQ(score(0.08, levels), 0);
  EXPECT_NEAR(score(0.06, levels), 50, 1e-9);
  EXPECT_NEAR(score(0.04, levels), 100, 1e-9);
  EXPECT_NEAR(score(0.03, levels), 110, 1e-9);
  EXPECT_DOUBLE_EQ(score(0.00, levels), 120);
}

TEST(Score, LevelsThatCoincideMakeAStep) {
  const Levels no_violation{2, 0, 0};  // nothing is better than none
  EXPECT_DOUBLE_EQ(score(0, no_violation), 100);
  EXPECT_DOUBLE_EQ(score(1, no_violation), 50);
  EXPECT_DOUBLE_EQ(score(2, no_violation), 0);
  const Levels all_or_nothing{0.95, 0.95, 1.0};
  EXPECT_DOUBLE_EQ(score(0.94, all_or_nothing), 0);
  EXPECT_DOUBLE_EQ(score(0.95, all_or_nothing), 100);
}

TEST(Levels, FitTheDirectionOfTheMetric) {
  EXPECT_TRUE(wrong({0.90, 0.95, 0.98}, "up").empty());
  EXPECT_TRUE(wrong({0.08, 0.04, 0.02}, "down").empty());
  EXPECT_EQ(wrong({0.96, 0.95, 0.94}, "up"), (std::vector<std::string>{"/floor order", "/stretch order"}));
  EXPECT_EQ(wrong({0.02, 0.04, 0.08}, "down"), (std::vector<std::string>{"/floor order", "/stretch order"}));
  EXPECT_EQ(wrong({0.90, 0.95, 0.94}, "up"), std::vector<std::string>{"/stretch order"});
  EXPECT_EQ(wrong({1, 3, 2}, "neither", "count"), std::vector<std::string>{"/target order"});
}

TEST(Levels, APercentageIsAFraction) {
  EXPECT_EQ(wrong({90, 95, 98}, "up"),
            (std::vector<std::string>{"/floor fraction", "/target fraction", "/stretch fraction"}));
  EXPECT_TRUE(wrong({0.8, 1.0, 1.2}, "up").empty()) << "a quota may be beaten";
  EXPECT_TRUE(wrong({90, 95, 98}, "up", "number").empty());
}

TEST(Levels, OneLevelThreeTimesIsNoTarget) {
  EXPECT_EQ(wrong({0, 0, 0}, "down", "number"), std::vector<std::string>{"/stretch flat"});
}

TEST(Period, MonthsQuartersAndYearsHaveTheirDays) {
  EXPECT_EQ(parse_period("2026-11")->from.text(), "2026-11-01");
  EXPECT_EQ(parse_period("2026-12")->to.text(), "2027-01-01");
  EXPECT_EQ(parse_period("2026-Q4")->from.text(), "2026-10-01");
  EXPECT_EQ(parse_period("2026-Q4")->to.text(), "2027-01-01");
  EXPECT_EQ(parse_period("2026")->to.text(), "2027-01-01");
  for (const char* text : {"", "2026-13", "2026-Q5", "2026-Q0", "2026-1", "26-11", "2026/11", "2026-11-01"})
    EXPECT_FALSE(parse_period(text)) << text;
}

TEST(Period, ADayLiesInItsMonthQuarterAndYear) {
  const auto periods = periods_of(*Date::parse("2026-11-30"));
  ASSERT_EQ(periods.size(), 3u);
  EXPECT_EQ(periods[0].text, "2026-11");
  EXPECT_EQ(periods[1].text, "2026-Q4");
  EXPECT_EQ(periods[2].text, "2026");
  EXPECT_EQ(periods_of(*Date::parse("2026-03-31"))[1].text, "2026-Q1");
}

TEST(Period, TheNextOneIsOfTheSameKind) {
  EXPECT_EQ(shifted(*parse_period("2026-12"), 1).text, "2027-01");
  EXPECT_EQ(shifted(*parse_period("2026-01"), -1).text, "2025-12");
  EXPECT_EQ(shifted(*parse_period("2026-Q4"), 1).text, "2027-Q1");
  EXPECT_EQ(shifted(*parse_period("2026"), 1).text, "2027");
}

}  // namespace
}  // namespace manyi::targets
