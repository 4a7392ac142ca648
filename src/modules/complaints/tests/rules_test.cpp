// The table of steps, the two approvals, the tracker and the limits.
// Owns the cases.
#include "modules/complaints/rules.h"

#include <gtest/gtest.h>

namespace manyi::complaints {
namespace {

using S = ComplaintState;
using T = ComplaintStep;

ComplaintSituation at(S state) { return {.state = state, .has_tracker = true}; }

S after(S state, T step) {
  const auto to = decide_step(at(state), step);
  EXPECT_TRUE(to) << enum_name(state) << " " << enum_name(step);
  return to ? *to : S::kInvalid;
}

TEST(ComplaintSteps, TheMainWayLeadsFromReceptionToClosure) {
  S state = S::kReceived;
  for (const T step : {T::kAcknowledge, T::kAssess, T::kInvestigate, T::kSubmitPlan, T::kRespond, T::kDecide,
                       T::kConfirm, T::kClose})
    state = after(state, step);
  EXPECT_EQ(state, S::kClosed);
}

TEST(ComplaintSteps, WhatTheCustomerRejectsGoesUp) {
  EXPECT_EQ(after(S::kDecided, T::kReject), S::kRejectedByCustomer);
  EXPECT_EQ(after(S::kRejectedByCustomer, T::kEscalate), S::kEscalated);
  EXPECT_EQ(after(S::kEscalated, T::kDecide), S::kDecided);
  EXPECT_FALSE(decide_step(at(S::kRejectedByCustomer), T::kConfirm));
}

TEST(ComplaintSteps, NothingIsClosedBeforeTheCustomerConfirmed) {
  for (const S state : {S::kReceived, S::kInvestigating, S::kDecided, S::kEscalated}) {
    const auto closed = decide_step(at(state), T::kClose);
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, ErrorCode::kConflict);
  }
}

TEST(ComplaintSteps, ARefusalListsWhatIsAllowed) {
  const auto refused = decide_step(at(S::kConfirmed), T::kRespond);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().allowed, (std::vector<std::string>{"close", "assign", "propose_invalid"}));
}

TEST(ComplaintSteps, OnlyAClosedOrInvalidOneIsReopened) {
  EXPECT_EQ(after(S::kClosed, T::kReopen), S::kReopened);
  EXPECT_EQ(after(S::kInvalid, T::kReopen), S::kReopened);
  EXPECT_FALSE(decide_step(at(S::kConfirmed), T::kReopen));
  EXPECT_EQ(after(S::kReopened, T::kInvestigate), S::kInvestigating);
}

TEST(ComplaintSteps, EveryStateButTheEndsHasAWayOut) {
  for (const auto& [state, name] : enum_entries<S>()) EXPECT_FALSE(allowed_steps(at(state)).empty()) << name;
}

TEST(ComplaintSteps, WithoutATrackerOnlyHeIsNamed) {
  ComplaintSituation now = at(S::kReceived);
  now.has_tracker = false;
  EXPECT_EQ(allowed_steps(now), (std::vector{T::kAcknowledge, T::kAssign}));
  now.state = S::kAssessed;
  EXPECT_EQ(decide_step(now, T::kInvestigate).error().key, "complaint.no_tracker");
}

TEST(ComplaintSteps, TheAccusedTakesNone) {
  ComplaintSituation now = at(S::kInvestigating);
  now.by_accused = true;
  EXPECT_TRUE(allowed_steps(now).empty());
  EXPECT_EQ(decide_step(now, T::kSubmitPlan).error().code, ErrorCode::kForbidden);
}

TEST(InvalidComplaint, NeedsTwoPeople) {
  ComplaintSituation now = at(S::kInvestigating);
  EXPECT_EQ(decide_step(now, T::kApproveInvalid).error().key, "complaint.not_proposed");
  now.invalid_proposed = true;
  now.by_proposer = true;
  EXPECT_EQ(decide_step(now, T::kApproveInvalid).error().key, "complaint.same_person");
  now.by_proposer = false;
  EXPECT_EQ(*decide_step(now, T::kApproveInvalid), S::kInvalid);
  EXPECT_EQ(*decide_step(now, T::kRefuseInvalid), S::kInvestigating);
}

TEST(InvalidComplaint, AnOpenProposalHoldsTheRestBack) {
  ComplaintSituation now = at(S::kInvestigating);
  now.invalid_proposed = true;
  EXPECT_EQ(decide_step(now, T::kSubmitPlan).error().key, "complaint.invalid_proposed");
  EXPECT_TRUE(decide_step(now, T::kAssign));
}

TEST(ComplaintTracker, IsNeverTheAccusedNorHisOwnDeputy) {
  const EmployeeId lin(1), wang(2);
  std::vector<FieldError> errors;
  check_tracker(lin, {}, wang, errors);
  EXPECT_TRUE(errors.empty());
  check_tracker(wang, {}, wang, errors);
  check_tracker(lin, wang, wang, errors);
  check_tracker(lin, lin, {}, errors);
  ASSERT_EQ(errors.size(), 3u);
  EXPECT_EQ(errors[0].pointer, "/tracker_id");
  EXPECT_EQ(errors[1].pointer, "/deputy_id");
  EXPECT_EQ(errors[2].pointer, "/deputy_id");
  errors.clear();
  check_tracker({}, {}, {}, errors);
  EXPECT_TRUE(errors.empty());
}

Instant instant(const char* text) { return *Instant::parse(text); }

TEST(ComplaintLimits, APlanIsDueAtTheEndOfTheNextWorkingDay) {
  std::vector<org::WorkPeriod> week;
  for (int day = 1; day <= 5; ++day) week.push_back({day, "09:00", "18:00"});
  const auto hours = *org::WorkCalendar::create(week, {}, *TimeZone::find("Asia/Shanghai"));
  // Friday evening: Monday is the next working day, which ends at 16:00 UTC.
  EXPECT_EQ(plan_due(instant("2026-03-06T12:00:00Z"), *hours), instant("2026-03-09T15:59:59.999Z"));
  EXPECT_EQ(plan_due(instant("2026-03-03T01:00:00Z"), *hours), instant("2026-03-04T15:59:59.999Z"));
}

TEST(ComplaintLimits, ASolutionIsDueAfterSevenCalendarDays) {
  EXPECT_EQ(solve_due(instant("2026-03-06T12:00:00Z")), instant("2026-03-13T12:00:00Z"));
}

TEST(ComplaintStamps, ReopeningClearsTheEndAndKeepsTheLimits) {
  ComplaintStamps s;
  s.received_at = instant("2026-03-02T01:00:00Z");
  s.solve_due_at = solve_due(s.received_at);
  const Instant first_plan = instant("2026-03-03T01:00:00Z");
  stamp(s, T::kSubmitPlan, first_plan);
  stamp(s, T::kConfirm, instant("2026-03-05T01:00:00Z"));
  stamp(s, T::kClose, instant("2026-03-05T02:00:00Z"));
  EXPECT_EQ(state_told_by(s), S::kClosed);
  stamp(s, T::kReopen, instant("2026-03-08T01:00:00Z"));
  stamp(s, T::kSubmitPlan, instant("2026-03-09T01:00:00Z"));
  EXPECT_FALSE(s.confirmed_at || s.closed_at);
  EXPECT_EQ(s.plan_submitted_at, first_plan);
  EXPECT_EQ(s.solve_due_at, instant("2026-03-09T01:00:00Z"));
  EXPECT_EQ(state_told_by(s), S::kReopened);
}

TEST(ComplaintStamps, AllTimesOutOfOrderAreNamedAtOnce) {
  ComplaintStamps s;
  s.received_at = instant("2026-03-05T01:00:00Z");
  s.acknowledged_at = instant("2026-03-04T01:00:00Z");
  s.confirmed_at = instant("2026-03-07T01:00:00Z");
  s.closed_at = instant("2026-03-06T01:00:00Z");
  std::vector<FieldError> errors;
  check_order_of_times(s, errors);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].pointer, "/acknowledged_at");
  EXPECT_EQ(errors[1].pointer, "/closed_at");
}

TEST(ComplaintNumber, CarriesItsMonth) { EXPECT_EQ(complaint_no(2026, 3, 7), "CP-2603-000007"); }

}  // namespace
}  // namespace manyi::complaints
