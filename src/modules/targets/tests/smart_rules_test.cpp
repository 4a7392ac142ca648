// What past months say of a target, calculated by hand.
// Owns the cases.
#include "modules/targets/smart_rules.h"

#include <gtest/gtest.h>

namespace manyi::targets {
namespace {

using Values = std::vector<std::optional<double>>;

TEST(Baseline, FourMonthsHaveASpreadAndNoTrend) {
  const Values values{10, 12, 14, 16};
  const auto found = baseline_of(values, "up", 1);
  EXPECT_EQ(found.months, 4);
  EXPECT_DOUBLE_EQ(*found.mean, 13);
  EXPECT_DOUBLE_EQ(*found.expected, 13);
  EXPECT_FALSE(found.trend);
  EXPECT_NEAR(*found.spread, 2.58199, 1e-5);  // sqrt((9 + 1 + 1 + 9) / 3)
  EXPECT_DOUBLE_EQ(*found.best, 16);
  EXPECT_DOUBLE_EQ(*baseline_of(values, "down", 1).best, 10);
}

TEST(Baseline, SixMonthsHaveATrendThatIsFollowed) {
  const Values values{10, 13, 13, 17, 17, 20};
  const auto found = baseline_of(values, "up", 1);
  // Slopes of the 15 pairs: 0 0 1.33 1.5 1.5 1.75 1.75 [2] 2 2 2.33 2.33 3 3 4. Without them: 10 11 9 11 9 10.
  EXPECT_NEAR(*found.trend, 2, 1e-9);
  EXPECT_NEAR(*found.expected, 22, 1e-9);  // 10 + 2 x 6
  EXPECT_NEAR(*found.spread, 1, 1e-9);     // sqrt((0 + 1 + 1 + 1 + 1 + 0) / 4)
  EXPECT_NEAR(*baseline_of(values, "up", 2).expected, 24, 1e-9);
  EXPECT_NEAR(*jump_of(found, 25, "up"), 3, 1e-9);
  EXPECT_NEAR(*jump_of(found, 25, "down"), -3, 1e-9);
}

TEST(Baseline, OneStrangeMonthDoesNotTurnTheTrend) {
  const auto found = baseline_of(Values{90, 10, 10, 10, 10, 10, 10}, "down", 1);
  EXPECT_NEAR(*found.trend, 0, 1e-9);
  EXPECT_NEAR(*found.expected, 10, 1e-9);
}

TEST(Baseline, MonthsWithoutAFigureAreLeftOutButKeepTheirPlace) {
  const Values values{10, std::nullopt, 14, 16, 18, 20, 22};  // 2 a month but for the gap
  const auto found = baseline_of(values, "up", 1);
  EXPECT_EQ(found.months, 6);
  EXPECT_NEAR(*found.trend, 2, 1e-9);
  EXPECT_NEAR(*found.expected, 24, 1e-9);
  EXPECT_FALSE(jump_of(found, 30, "up")) << "a figure that never swings says nothing of jumps";
}

TEST(Baseline, NothingIsSaidOfNothing) {
  const auto found = baseline_of(Values{std::nullopt, std::nullopt}, "up", 1);
  EXPECT_EQ(found.months, 0);
  EXPECT_FALSE(found.mean || found.expected || found.spread || found.best);
  EXPECT_EQ(doubts_of(found, 1, "up", std::nullopt), std::vector{GateDoubt::kFewMonths});
}

TEST(Doubts, AJumpOfMoreThanTwoDeviationsFails) {
  const auto baseline = baseline_of(Values{10, 13, 13, 17, 17, 20}, "up", 1);
  EXPECT_EQ(doubts_of(baseline, 25, "up", std::nullopt),
            (std::vector{GateDoubt::kJump, GateDoubt::kBeyondBest}));
  EXPECT_EQ(state_of(doubts_of(baseline, 25, "up", std::nullopt)), GateState::kFail);
  EXPECT_EQ(doubts_of(baseline, 23, "up", std::nullopt),
            std::vector{GateDoubt::kBeyondBest});  // one deviation
  EXPECT_EQ(state_of(doubts_of(baseline, 23, "up", std::nullopt)), GateState::kWarn);
}

TEST(Doubts, ATargetBelowWhatIsExpectedAnywayIsNone) {
  const auto baseline = baseline_of(Values{10, 13, 13, 17, 17, 20}, "up", 1);
  EXPECT_EQ(doubts_of(baseline, 18, "up", std::nullopt), std::vector{GateDoubt::kBelowPresent});
  EXPECT_EQ(doubts_of(baseline, 23, "down", std::nullopt), std::vector{GateDoubt::kBelowPresent});
}

TEST(Doubts, ATotalMayAskMoreOfADayThanTheBestMonthBrought) {
  const auto baseline = baseline_of(Values{90, 100, 95, 105}, "up", 1);
  EXPECT_TRUE(doubts_of(baseline, 104, "up", Pace{5.0, 5.25, 5.0}).empty());
  EXPECT_EQ(doubts_of(baseline, 104, "up", Pace{5.78, 5.25, 5.0}), std::vector{GateDoubt::kPace});
}

TEST(Checkpoints, AreTheTenthTheTwentiethAndTheLastDay) {
  const auto texts = [](const char* period) {
    std::vector<std::string> all;
    for (const Date day : checkpoints_of(*parse_period(period))) all.push_back(day.text());
    return all;
  };
  EXPECT_EQ(texts("2026-02"), (std::vector<std::string>{"2026-02-10", "2026-02-20", "2026-02-28"}));
  EXPECT_EQ(texts("2026-Q4"), (std::vector<std::string>{"2026-10-31", "2026-11-30", "2026-12-31"}));
}

}  // namespace
}  // namespace manyi::targets
