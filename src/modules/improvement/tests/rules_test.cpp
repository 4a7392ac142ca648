// The tables of steps and the small decisions beside them.
// Owns the cases.
#include "modules/improvement/rules.h"

#include <gtest/gtest.h>

#include "modules/improvement/pareto.h"
#include "modules/improvement/reviews.h"

namespace manyi::improvement {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TEST(FindingSteps, TheWholeWayIsOpenAnalysingActingCheckingClosed) {
  EXPECT_EQ(*decide_step(FindingState::kOpen, FindingStep::kAnalyse), FindingState::kAnalysing);
  EXPECT_EQ(*decide_step(FindingState::kAnalysing, FindingStep::kAct), FindingState::kActing);
  EXPECT_EQ(*decide_step(FindingState::kActing, FindingStep::kCheck), FindingState::kChecking);
  EXPECT_EQ(*decide_step(FindingState::kChecking, FindingStep::kClose), FindingState::kClosed);
}

TEST(FindingSteps, AnalysingAgainKeepsTheStateOfWhoActsAlready) {
  EXPECT_EQ(*decide_step(FindingState::kActing, FindingStep::kAnalyse), FindingState::kActing);
}

TEST(FindingSteps, ClosingBeforeAnythingWasDoneIsAConflictThatNamesWhatIsAllowed) {
  const auto refused = decide_step(FindingState::kOpen, FindingStep::kClose);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(refused.error().allowed, (std::vector<std::string>{"analyse", "act", "assign", "drop"}));
}

TEST(FindingSteps, NothingHappensToAClosedOne) {
  for (const auto step : {FindingStep::kAnalyse, FindingStep::kAct, FindingStep::kCheck, FindingStep::kAssign,
                          FindingStep::kClose, FindingStep::kDrop})
    EXPECT_FALSE(decide_step(FindingState::kClosed, step));
}

TEST(FindingState, FollowsItsActions) {
  using enum ActionState;
  EXPECT_EQ(state_told_by(FindingState::kAnalysing, {kOpen}), FindingState::kActing);
  EXPECT_EQ(state_told_by(FindingState::kActing, {kDone, kDoing}), FindingState::kActing);
  EXPECT_EQ(state_told_by(FindingState::kActing, {kDone, kCancelled}), FindingState::kChecking);
  EXPECT_EQ(state_told_by(FindingState::kActing, {kCancelled}), FindingState::kAnalysing);
  EXPECT_EQ(state_told_by(FindingState::kChecking, {kVerifiedEffective}), FindingState::kChecking);
  EXPECT_EQ(state_told_by(FindingState::kClosed, {kOpen}), FindingState::kClosed);
  EXPECT_EQ(state_told_by(FindingState::kOpen, {}), FindingState::kOpen);
}

TEST(ActionSteps, OneIsPlannedBeforeItBeginsAndBegunBeforeItEnds) {
  const auto step = [](ActionState from, ActionStep step) {
    return decide_step(from, ActionKind::kImprovement, false, step);
  };
  EXPECT_FALSE(step(ActionState::kOpen, ActionStep::kStart));
  EXPECT_EQ(*step(ActionState::kOpen, ActionStep::kPlan), ActionState::kPlanned);
  EXPECT_EQ(*step(ActionState::kPlanned, ActionStep::kPlan), ActionState::kPlanned);
  EXPECT_EQ(*step(ActionState::kPlanned, ActionStep::kStart), ActionState::kDoing);
  EXPECT_EQ(*step(ActionState::kDoing, ActionStep::kFinish), ActionState::kDone);
  const auto refused = step(ActionState::kDone, ActionStep::kCancel);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().allowed, std::vector<std::string>{"verify"});
}

TEST(ActionSteps, OnlyACoachingIsAcknowledgedAndOnlyOnce) {
  EXPECT_TRUE(decide_step(ActionState::kDoing, ActionKind::kCoaching, false, ActionStep::kAcknowledge));
  EXPECT_FALSE(decide_step(ActionState::kDoing, ActionKind::kCoaching, true, ActionStep::kAcknowledge));
  EXPECT_FALSE(decide_step(ActionState::kDoing, ActionKind::kImprovement, false, ActionStep::kAcknowledge));
}

TEST(EffectCheckSteps, BeforeItsDayNothingIsMeasuredNorSigned) {
  const CheckSituation early{CheckState::kWaiting, true, false};
  EXPECT_TRUE(allowed_steps(early).empty());
  EXPECT_EQ(decide_step(early, CheckStep::kMeasure).error().key, "effect_check.not_due");
  EXPECT_EQ(decide_step(early, CheckStep::kSign).error().code, ErrorCode::kConflict);
}

TEST(EffectCheckSteps, FiguresAreMeasuredBeforeTheyAreSigned) {
  EXPECT_FALSE(decide_step({CheckState::kWaiting, true, true}, CheckStep::kSign));
  EXPECT_EQ(*decide_step({CheckState::kWaiting, true, true}, CheckStep::kMeasure), CheckState::kMeasured);
  EXPECT_EQ(*decide_step({CheckState::kMeasured, true, true}, CheckStep::kSign), CheckState::kSigned);
  EXPECT_EQ(*decide_step({CheckState::kWaiting, false, true}, CheckStep::kSign), CheckState::kSigned)
      << "without a metric a person judges";
  EXPECT_FALSE(decide_step({CheckState::kSigned, true, true}, CheckStep::kMeasure));
}

TEST(EffectWindows, TheDaysOfTheWorkItselfBelongToNeitherSide) {
  const auto windows = windows_of(day("2026-08-10"), day("2026-08-20"), 30);
  EXPECT_EQ(windows.before_from, day("2026-04-12"));  // 120 days
  EXPECT_EQ(windows.before_to, day("2026-08-10"));
  EXPECT_EQ(windows.after_from, day("2026-08-21"));
  EXPECT_EQ(windows.after_to, day("2026-09-20"));
}

TEST(EffectWindows, ACohortIsDueOnceItsOwnWindowHasPassedToo) {
  EXPECT_EQ(due_on(day("2026-08-20"), 30, 0), day("2026-09-20"));
  EXPECT_EQ(due_on(day("2026-08-20"), 30, (kDay * 30).ms()), day("2026-10-20"));
}

TEST(EffectDecision, WhoDecidesOtherwiseThanTheFiguresSaysWhy) {
  using forecast::EffectVerdict;
  EXPECT_EQ(proposed(EffectVerdict::kBetter), EffectDecision::kEffective);
  EXPECT_EQ(proposed(EffectVerdict::kNoneSeen), EffectDecision::kNotEffective);
  EXPECT_EQ(proposed(EffectVerdict::kWorse), EffectDecision::kNotEffective);
  EXPECT_EQ(proposed(EffectVerdict::kTooFew), std::nullopt);
  EXPECT_FALSE(needs_reason(EffectDecision::kEffective, EffectDecision::kEffective));
  EXPECT_TRUE(needs_reason(EffectDecision::kNotEffective, EffectDecision::kEffective));
  EXPECT_TRUE(needs_reason(std::nullopt, EffectDecision::kNotEffective));
}

TEST(ReviewPeriod, IsTheDayTheWeekFromMondayOnOrTheMonth) {
  const auto week = period_of(ReviewKind::kWeek, day("2026-11-01"));  // a Sunday
  EXPECT_EQ(week.from, day("2026-10-26"));
  EXPECT_EQ(week.to, day("2026-11-02"));
  const auto month = period_of(ReviewKind::kMonth, day("2026-02-14"));
  EXPECT_EQ(month.from, day("2026-02-01"));
  EXPECT_EQ(month.to, day("2026-03-01"));
  EXPECT_EQ(period_before(ReviewKind::kMonth, month.from).from, day("2026-01-01"));
  EXPECT_EQ(period_before(ReviewKind::kDay, day("2026-03-01")).from, day("2026-02-28"));
}

TEST(ReviewSteps, ThePackIsFrozenOnceTheMeetingWasHeld) {
  EXPECT_TRUE(decide_step(ReviewState::kPrepared, ReviewStep::kRegenerate));
  EXPECT_FALSE(decide_step(ReviewState::kHeld, ReviewStep::kRegenerate));
  EXPECT_EQ(*decide_step(ReviewState::kHeld, ReviewStep::kDecide), ReviewState::kHeld);
  EXPECT_EQ(*decide_step(ReviewState::kHeld, ReviewStep::kSign), ReviewState::kSigned);
  EXPECT_FALSE(decide_step(ReviewState::kSigned, ReviewStep::kDecide));
}

TEST(Agenda, TheDailyMeetingTakesTenMinutesAndTheMonthlyOneEndsWithTheSignature) {
  std::int64_t minutes = 0;
  for (const auto& item : agenda_of(ReviewKind::kDay)) minutes += item.minutes;
  EXPECT_EQ(minutes, 10);
  EXPECT_EQ(agenda_of(ReviewKind::kMonth).back().code, "signature");
  EXPECT_EQ(agenda_of(ReviewKind::kWeek).front().no, 1);
}

TEST(Numbers, CarryTheMonth) {
  EXPECT_EQ(numbered("FD", day("2026-11-27"), 123), "FD-2611-000123");
  EXPECT_TRUE(is_month("2026-11"));
  EXPECT_FALSE(is_month("2026-13"));
  EXPECT_FALSE(is_month("2026-11-01"));
}

// 50 + 25 + 15 of 100 cases cross the 80 % line with the third cause; the fourth and fifth are secondary.
TEST(Pareto, CausesArePrimaryUpToTheOneThatCrossesTheLine) {
  std::vector<ParetoItem> items(5);
  const double cases[] = {7, 50, 3, 15, 25};
  for (std::size_t i = 0; i < items.size(); ++i) {
    items[i].key = std::string(1, static_cast<char>('a' + i));
    items[i].cases = cases[i];
  }
  const auto ranked = rank(items);
  ASSERT_EQ(ranked.size(), 5u);
  EXPECT_EQ(ranked[0].key, "b");
  EXPECT_DOUBLE_EQ(ranked[1].cumulative, 0.75);
  EXPECT_TRUE(ranked[2].within_line);
  EXPECT_DOUBLE_EQ(ranked[2].cumulative, 0.90);
  EXPECT_FALSE(ranked[3].within_line);
  EXPECT_DOUBLE_EQ(ranked[4].cumulative, 1.0);
}

TEST(Pareto, WhatWasMarkedOverrulesTheLineAndWhatHasNoCaseIsLeftOut) {
  std::vector<ParetoItem> items(3);
  items[0].key = "a";
  items[0].cases = 9;
  items[1].key = "b";
  items[1].cases = 1;
  items[2].key = "c";
  auto ranked = rank(items);
  ASSERT_EQ(ranked.size(), 2u);
  mark(ranked, {"b"});
  EXPECT_FALSE(ranked[0].primary);
  EXPECT_TRUE(ranked[0].within_line);
  EXPECT_TRUE(ranked[1].primary);
}

TEST(Pareto, NoCaseNoCause) { EXPECT_TRUE(rank({}).empty()); }

}  // namespace
}  // namespace manyi::improvement
