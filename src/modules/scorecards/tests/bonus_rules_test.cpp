// From score to money and the way of a sheet, with the calculation by hand.
// Owns the cases.
#include "modules/scorecards/bonus_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace manyi::scorecards {
namespace {

const EmployeeId kWang{7}, kLi{8};

/// 60 points: half; 100: all; 120: one and a half. 50 yuan a praise, at most three; 300 off a violation.
BonusTerms terms() {
  BonusTerms all;
  all.bases = {{Role::kTechnician, std::nullopt, Money(150'000)}, {std::nullopt, kLi, Money(200'000)}};
  all.curve = FactorCurve::kLinear;
  all.points = {{60, 0.5}, {100, 1.0}, {120, 1.5}};
  all.unscored_factor = 1;
  all.cap = Money(220'000);
  all.additions = {{"praise_count", Money(5'000), 3}};
  all.deductions = {{"violation_count", Money(30'000), std::nullopt},
                    {"complaint_count", Money(10'000), std::nullopt}};
  return all;
}

std::vector<CaseRef> cases(const std::string& kind, int count) {
  std::vector<CaseRef> all;
  for (int i = 1; i <= count; ++i) all.push_back({kind, "id" + std::to_string(i), "NO-" + std::to_string(i)});
  return all;
}

TEST(Factor, RunsStraightBetweenThePointsAndIsFlatBeyond) {
  const auto rule = terms();
  EXPECT_DOUBLE_EQ(factor_of(rule, 40), 0.5);
  EXPECT_DOUBLE_EQ(factor_of(rule, 60), 0.5);
  EXPECT_DOUBLE_EQ(factor_of(rule, 80), 0.75);
  EXPECT_DOUBLE_EQ(factor_of(rule, 110), 1.25);
  EXPECT_DOUBLE_EQ(factor_of(rule, 130), 1.5);
}

TEST(Factor, OfStepsIsThatOfTheHighestPointReachedAndNothingBelowTheFirst) {
  auto rule = terms();
  rule.curve = FactorCurve::kSteps;
  EXPECT_DOUBLE_EQ(factor_of(rule, 59.9), 0);
  EXPECT_DOUBLE_EQ(factor_of(rule, 60), 0.5);
  EXPECT_DOUBLE_EQ(factor_of(rule, 99.9), 0.5);
  EXPECT_DOUBLE_EQ(factor_of(rule, 100), 1);
}

TEST(Factor, InTheMonthOfGraceIsTheRulesOwn) {
  auto rule = terms();
  rule.unscored_factor = 0.8;
  EXPECT_DOUBLE_EQ(factor_of(rule, std::nullopt), 0.8);
}

TEST(Base, OfThePersonGoesBeforeThatOfHisRole) {
  EXPECT_EQ(base_of(terms(), kWang, Role::kTechnician), Money(150'000));
  EXPECT_EQ(base_of(terms(), kLi, Role::kTechnician), Money(200'000));
  EXPECT_FALSE(base_of(terms(), kWang, Role::kInfoClerk)) << "he takes no part";
}

// 82.8 points: 0.5 + 0.5 x 22.8/40 = 0.785; 1,500.00 x 0.785 = 1,177.50
// + 2 praises 100.00 - 1 violation 300.00 = 977.50
TEST(BonusAmounts, AddUpToTheTotalWithOneLinePerCase) {
  const auto made =
      amounts_of(terms(), Money(150'000), 82.8,
                 {{"praise_count", cases("praise", 2)}, {"violation_count", cases("violation", 1)}}, {});
  EXPECT_NEAR(made.factor, 0.785, 1e-12);
  EXPECT_EQ(made.total, Money(97'750));
  ASSERT_EQ(made.lines.size(), 4u);
  EXPECT_EQ(made.lines[0].amount, Money(117'750));
  EXPECT_EQ(made.lines[1].record->no, "NO-1");
  EXPECT_EQ(made.lines[3].kind, LineKind::kDeduction);
  EXPECT_EQ(made.lines[3].amount, Money(-30'000));
  EXPECT_EQ(sum_of(made.lines), made.total);
}

// 120 points: 1,500.00 x 1.5 = 2,250.00; + 3 of 5 praises 150.00 = 2,400.00, capped at 2,200.00; - 100.00
TEST(BonusAmounts, TheCapTakesFromScoreAndAdditionsAndDeductionsComeAfterIt) {
  const auto made =
      amounts_of(terms(), Money(150'000), 120,
                 {{"praise_count", cases("praise", 5)}, {"complaint_count", cases("complaint", 1)}}, {});
  EXPECT_EQ(made.total, Money(210'000));
  EXPECT_EQ(sum_of(made.lines, LineKind::kAddition), Money(15'000));
  EXPECT_EQ(sum_of(made.lines, LineKind::kLimit), Money(-20'000));
  EXPECT_EQ(sum_of(made.lines, LineKind::kDeduction), Money(-10'000));
  EXPECT_EQ(sum_of(made.lines), made.total);
}

// 60 points: 750.00 - 3 x 300.00 = -150.00: the month stays at nothing.
TEST(BonusAmounts, DeductionsDoNotTakeMoreThanTheMonthGave) {
  const auto made = amounts_of(terms(), Money(150'000), 60, {{"violation_count", cases("violation", 3)}}, {});
  EXPECT_EQ(made.total, Money(0));
  EXPECT_EQ(sum_of(made.lines, LineKind::kLimit), Money(15'000));
}

TEST(BonusAmounts, AVetoNamesItsCaseAndScoresNothing) {
  auto rule = terms();
  rule.points.insert(rule.points.begin(), {0, 0});
  const auto made = amounts_of(rule, Money(150'000), 0.0, {}, {{"violation", "id9", "VI-9"}});
  EXPECT_EQ(made.total, Money(0));
  ASSERT_EQ(made.lines.size(), 2u);
  EXPECT_EQ(made.lines[1].kind, LineKind::kVeto);
  EXPECT_EQ(made.lines[1].record->no, "VI-9");
}

// 0.333 x 1,000.01 = 333.00333 -> 333.00; half a cent rounds away from zero.
TEST(BonusAmounts, AreWholeCents) {
  BonusTerms rule = terms();
  rule.points = {{0, 0.333}};
  EXPECT_EQ(amounts_of(rule, Money(100'001), 50, {}, {}).total, Money(33'300));
  rule.points = {{0, 0.5}};
  EXPECT_EQ(amounts_of(rule, Money(1'001), 50, {}, {}).total, Money(501));
}

TEST(BonusTerms, AreCheckedAllAtOnce) {
  BonusTerms wrong;
  wrong.bases = {{Role::kTechnician, kWang, Money(-1)}};
  wrong.points = {{100, 1}, {60, 11}};
  wrong.additions = {{"praise_count", Money(0), 0}, {"praise_count", Money(100), std::nullopt}};
  wrong.silent_days = 0;
  std::vector<FieldError> errors;
  check_terms(wrong, errors);
  std::vector<std::string> pointers;
  for (const auto& error : errors) pointers.push_back(error.pointer);
  for (const char* expected :
       {"/bases/0", "/bases/0/amount/amount", "/points/1/factor", "/points/1/score",
        "/additions/0/amount/amount", "/additions/0/at_most", "/additions/1/metric", "/silent_days"})
    EXPECT_NE(std::find(pointers.begin(), pointers.end(), expected), pointers.end()) << expected;
  errors.clear();
  check_terms(terms(), errors);
  EXPECT_TRUE(errors.empty());
}

// ---- the way of a sheet ----------------------------------------------------------------------------

SheetSituation at(SheetState state, bool own = false) {
  SheetSituation now;
  now.state = state;
  now.own = own;
  now.month_over = true;
  return now;
}

TEST(SheetSteps, LeadFromDraftToPaid) {
  using enum SheetStep;
  EXPECT_EQ(*decide_step(at(SheetState::kDraft), kSend), SheetState::kSent);
  EXPECT_EQ(*decide_step(at(SheetState::kSent, true), kConfirm), SheetState::kConfirmed);
  EXPECT_EQ(*decide_step(at(SheetState::kSent, true), kAppeal), SheetState::kAppealed);
  EXPECT_EQ(*decide_step(at(SheetState::kAppealed), kDecide), SheetState::kDecided);
  EXPECT_EQ(*decide_step(at(SheetState::kDecided), kApprove), SheetState::kApproved);
  EXPECT_EQ(*decide_step(at(SheetState::kConfirmed), kApprove), SheetState::kApproved);
  EXPECT_EQ(*decide_step(at(SheetState::kApproved), kPay), SheetState::kPaid);
}

TEST(SheetSteps, NobodyConfirmsForAnotherAndNobodyApprovesHisOwn) {
  EXPECT_EQ(decide_step(at(SheetState::kSent), SheetStep::kConfirm).error().code, ErrorCode::kForbidden);
  EXPECT_EQ(decide_step(at(SheetState::kConfirmed, true), SheetStep::kApprove).error().code,
            ErrorCode::kForbidden);
  EXPECT_EQ(decide_step(at(SheetState::kAppealed, true), SheetStep::kDecide).error().code,
            ErrorCode::kForbidden);
}

TEST(SheetSteps, ThatTheStateForbidsNameTheAllowedOnes) {
  const auto refused = decide_step(at(SheetState::kSent), SheetStep::kSend);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(refused.error().allowed, (std::vector<std::string>{"confirm", "appeal"}));
  const auto locked = decide_step(at(SheetState::kPaid), SheetStep::kCorrect);
  EXPECT_EQ(locked.error().key, "bonus.locked");
  EXPECT_TRUE(locked.error().allowed.empty());
}

TEST(SheetSteps, ARunningMonthIsNotSentAndSilenceIsConsentOnlyAfterItsDays) {
  auto now = at(SheetState::kDraft);
  now.month_over = false;
  EXPECT_EQ(decide_step(now, SheetStep::kSend).error().key, "bonus.month_not_over");
  EXPECT_FALSE(decide_step(at(SheetState::kSent), SheetStep::kApprove));
  auto silent = at(SheetState::kSent);
  silent.silence_over = true;
  EXPECT_EQ(*decide_step(silent, SheetStep::kApprove), SheetState::kApproved);
}

}  // namespace
}  // namespace manyi::scorecards
