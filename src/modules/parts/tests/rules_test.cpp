// The tables of steps of parts, and what times tell.
// Owns the cases.
#include "modules/parts/rules.h"

#include <gtest/gtest.h>

#include <set>

namespace manyi::parts {
namespace {

const Instant kMonday = *Instant::parse("2026-03-02T01:00:00Z");

std::vector<std::string> codes(const std::vector<FieldError>& errors) {
  std::vector<std::string> all;
  for (const auto& error : errors) all.push_back(error.pointer + " " + error.code);
  return all;
}

// Every state that can be reached from the first one.
template <class State> std::set<State> reachable(State from) {
  std::set<State> seen{from};
  for (std::vector<State> open{from}; !open.empty();) {
    const State state = open.back();
    open.pop_back();
    for (const auto step : allowed_steps(state))
      if (seen.insert(*decide_step(state, step)).second) open.push_back(*decide_step(state, step));
  }
  return seen;
}

TEST(PartRequestSteps, EveryStateIsReachedAndTheLastOneIsAnEnd) {
  EXPECT_EQ(reachable(PartRequestState::kRequested).size(), enum_entries<PartRequestState>().size());
  EXPECT_TRUE(allowed_steps(PartRequestState::kClosed).empty());
}

TEST(PartRequestSteps, ARefusalNamesWhatIsAllowed) {
  const auto refused = decide_step(PartRequestState::kRequested, PartRequestStep::kInstall);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(refused.error().allowed, (std::vector<std::string>{"approve", "reject"}));
}

TEST(PartUnitSteps, EveryStateIsReachedFromReception) {
  EXPECT_EQ(reachable(PartUnitState::kReceived).size(), enum_entries<PartUnitState>().size());
}

TEST(PartUnitSteps, AGoodPartThatWasNotNeededGoesBackToTheShelfAndNeverToTheManufacturer) {
  const auto from_unused = reachable(PartUnitState::kReturnedUnused);
  EXPECT_EQ(allowed_steps(PartUnitState::kReturnedUnused), std::vector{PartUnitStep::kStock});
  EXPECT_FALSE(decide_step(PartUnitState::kReturnedUnused, PartUnitStep::kShipBack));
  EXPECT_FALSE(decide_step(PartUnitState::kReturnedUnused, PartUnitStep::kJudge));
  EXPECT_TRUE(from_unused.contains(PartUnitState::kIssued));
}

TEST(PartUnitSteps, ADefectivePartIsJudgedOnlyAfterItWasSentBack) {
  EXPECT_FALSE(decide_step(PartUnitState::kRemoved, PartUnitStep::kJudge));
  EXPECT_EQ(*decide_step(PartUnitState::kShippedBack, PartUnitStep::kJudge), PartUnitState::kJudged);
  EXPECT_EQ(*decide_step(PartUnitState::kJudged, PartUnitStep::kCredit), PartUnitState::kCredited);
}

TEST(PartReturns, TheTwoKindsAreToldApartByTheirTimes) {
  PartUnitStamps unused;
  unused.issued_at = kMonday;
  unused.unused_returned_at = kMonday + kDay;
  EXPECT_EQ(return_told_by(unused), PartReturn::kUnusedGood);
  PartUnitStamps defective;
  defective.removed_at = kMonday;
  EXPECT_EQ(return_told_by(defective), PartReturn::kDefective);
  defective.doa_claimed_at = kMonday;
  EXPECT_EQ(return_told_by(defective), PartReturn::kNone) << "a dead arrival is no defective return";
}

TEST(PartReturns, OneOfBothKindsIsRefused) {
  PartUnitStamps both;
  both.issued_at = kMonday;
  both.unused_returned_at = kMonday + kDay;
  both.installed_at = kMonday + kHour;
  std::vector<FieldError> errors;
  check_unit(both, {}, errors);
  EXPECT_EQ(codes(errors), std::vector<std::string>{"/unused_returned_at mixed_return"});
}

TEST(PartReturns, TheManufacturersPartIsDueBackFifteenDaysAfterItsRemovalUnlessToldOtherwise) {
  PartUnitStamps s;
  s.removed_at = kMonday;
  EXPECT_EQ(return_due(s, PartOwner::kManufacturer), kMonday + kDay * 15);
  EXPECT_EQ(return_due(s, PartOwner::kCustomer), std::nullopt);
  s.return_due_at = kMonday + kDay * 3;
  EXPECT_EQ(return_due(s, PartOwner::kManufacturer), kMonday + kDay * 3);
}

TEST(PartTimes, AVerdictNeedsItsDateAndADateItsVerdict) {
  std::vector<FieldError> errors;
  PartUnitStamps s;
  s.removed_at = kMonday;
  check_unit(s, Verdict::kNoFault, errors);
  s.judged_at = kMonday + kDay;
  check_unit(s, {}, errors);
  EXPECT_EQ(codes(errors), (std::vector<std::string>{"/judged_at required", "/verdict required"}));
}

TEST(PartTimes, AllThatIsOutOfOrderIsToldAtOnce) {
  PartUnitStamps s;
  s.received_at = kMonday;
  s.issued_at = kMonday - kDay;
  s.installed_at = kMonday - kDay * 2;
  std::vector<FieldError> errors;
  check_unit(s, {}, errors);
  EXPECT_EQ(codes(errors), (std::vector<std::string>{"/issued_at time_order", "/installed_at time_order"}));
}

TEST(PartTimes, TheFurthestStateIsTold) {
  PartUnitStamps s;
  EXPECT_EQ(state_told_by(s), PartUnitState::kReceived);
  s.installed_at = kMonday;
  EXPECT_EQ(state_told_by(s), PartUnitState::kInstalled);
  s.shipped_back_at = kMonday;
  EXPECT_EQ(state_told_by(s), PartUnitState::kShippedBack);
}

TEST(FilledAtOnce, IsFromOwnStockWithinTheHour) {
  PartRequestStamps s;
  s.requested_at = kMonday;
  EXPECT_FALSE(filled_from_stock(PartSource::kStock, s)) << "not filled yet";
  s.available_at = kMonday + kHour;
  EXPECT_TRUE(filled_from_stock(PartSource::kStock, s));
  EXPECT_FALSE(filled_from_stock(PartSource::kTransfer, s));
  s.available_at = kMonday + kHour + DurationMs(1);
  EXPECT_FALSE(filled_from_stock(PartSource::kStock, s));
}

TEST(FilledAtOnce, NoLongerWhenItTurnsOutThatThereIsNone) {
  PartRequestStamps s;
  s.requested_at = kMonday;
  stamp(s, PartRequestStep::kPick, kMonday);
  stamp(s, PartRequestStep::kBackorder, kMonday + kHour);
  EXPECT_FALSE(s.available_at.has_value());
}

}  // namespace
}  // namespace manyi::parts
