// The state tables of every service type, the guards and the time stamps.
// Owns the full table of what each state allows: a change of rules changes a line here.
#include "modules/workorders/rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace manyi::workorders {
namespace {

using S = WorkOrderState;
using T = Transition;

const Instant kNoon = Instant(1'790'000'000'000);

std::string names(const std::vector<Transition>& transitions) {
  std::string all;
  for (const auto transition : transitions) all += (all.empty() ? "" : " ") + enum_name(transition);
  return all;
}

Situation at(ServiceType type, S state) {
  Situation s;
  s.service_type = type;
  s.state = state;
  s.warranty = Warranty::kInWarranty;
  s.has_technician = true;
  s.diagnosed = true;
  return s;
}

struct Line {
  S state;
  const char* allowed;
};

// Beside each line: contact, escalate and, until delivery, assign, transfer, repromise, pause, cancel.
void expect_table(ServiceType type, const std::vector<Line>& lines) {
  std::set<S> listed;
  for (const Line& line : lines) {
    listed.insert(line.state);
    EXPECT_EQ(names(allowed_transitions(at(type, line.state))), line.allowed)
        << enum_name(type) << " " << enum_name(line.state);
  }
  // States that this way of service never reaches allow nothing of its own.
  for (const auto& [state, name] : enum_entries<S>())
    if (!listed.contains(state))
      for (const auto transition : allowed_transitions(at(type, state)))
        EXPECT_EQ(decide(transition, at(type, state)).to == state || transition == T::kCancel ||
                      transition == T::kMarkUnrepairable,
                  true)
            << enum_name(type) << " " << name << " " << enum_name(transition);
}

TEST(StateTable, CarryIn) {
  expect_table(
      ServiceType::kCarryIn,
      {{S::kDraft, "accept contact assign transfer repromise escalate pause cancel"},
       {S::kAccepted, "contact diagnose assign transfer repromise escalate pause cancel"},
       {S::kDiagnosing,
        "contact request_quote wait_part start_repair mark_unrepairable assign transfer repromise escalate "
        "pause cancel"},
       {S::kQuoting,
        "contact approve_quote decline_quote mark_unrepairable assign transfer repromise escalate pause "
        "cancel"},
       {S::kApproved,
        "contact wait_part start_repair mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kDeclined,
        "contact request_quote notify_customer mark_unrepairable assign transfer repromise escalate pause "
        "cancel"},
       {S::kWaitingPart,
        "contact part_arrived start_repair mark_unrepairable assign transfer repromise escalate pause "
        "cancel"},
       {S::kRepairing,
        "contact wait_part finish_repair mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kQc, "contact pass_qc fail_qc mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kReady, "contact notify_customer deliver assign transfer repromise escalate pause cancel"},
       {S::kUnrepairable, "contact notify_customer assign transfer repromise escalate pause cancel"},
       {S::kExchange, "contact notify_customer assign transfer repromise escalate pause cancel"},
       {S::kDelivered, "contact close reopen escalate"},
       {S::kClosed, "reopen"},
       {S::kCancelled, ""}});
}

TEST(StateTable, MailIn) {
  expect_table(
      ServiceType::kMailIn,
      {{S::kDraft, "accept contact assign transfer repromise escalate pause cancel"},
       {S::kAccepted, "ship contact assign transfer repromise escalate pause cancel"},
       {S::kInTransit, "receive contact assign transfer repromise escalate pause cancel"},
       {S::kReceived, "contact diagnose assign transfer repromise escalate pause cancel"},
       {S::kDiagnosing,
        "contact request_quote wait_part start_repair mark_unrepairable assign transfer repromise escalate "
        "pause cancel"},
       {S::kQuoting,
        "contact approve_quote decline_quote mark_unrepairable assign transfer repromise escalate pause "
        "cancel"},
       {S::kApproved,
        "contact wait_part start_repair mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kDeclined,
        "contact request_quote notify_customer mark_unrepairable assign transfer repromise escalate pause "
        "cancel"},
       {S::kWaitingPart,
        "contact part_arrived start_repair mark_unrepairable assign transfer repromise escalate pause "
        "cancel"},
       {S::kRepairing,
        "contact wait_part finish_repair mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kQc, "contact pass_qc fail_qc mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kReady, "ship contact notify_customer assign transfer repromise escalate pause cancel"},
       {S::kUnrepairable, "contact notify_customer assign transfer repromise escalate pause cancel"},
       {S::kExchange, "contact notify_customer assign transfer repromise escalate pause cancel"},
       {S::kShipped, "contact deliver assign transfer repromise escalate pause cancel"},
       {S::kDelivered, "contact close reopen escalate"},
       {S::kClosed, "reopen"},
       {S::kCancelled, ""}});
}

TEST(StateTable, Onsite) {
  expect_table(
      ServiceType::kOnsite,
      {{S::kDraft, "accept contact assign transfer repromise escalate pause cancel"},
       {S::kAccepted, "dispatch contact assign transfer repromise escalate pause cancel"},
       {S::kDispatched, "contact assign transfer repromise escalate pause cancel"},
       {S::kContacted, "contact schedule assign transfer repromise escalate pause cancel"},
       {S::kScheduled,
        "contact schedule travel part_arrived assign transfer repromise escalate pause cancel"},
       {S::kTravelling, "contact schedule arrive assign transfer repromise escalate pause cancel"},
       {S::kArrived,
        "contact schedule diagnose start_repair assign transfer repromise escalate pause cancel"},
       {S::kDiagnosing,
        "contact request_quote wait_part start_repair mark_unrepairable assign transfer repromise escalate "
        "pause cancel"},
       {S::kQuoting,
        "contact approve_quote decline_quote mark_unrepairable assign transfer repromise escalate pause "
        "cancel"},
       {S::kApproved,
        "contact wait_part start_repair mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kDeclined,
        "contact request_quote deliver mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kWaitingPart,
        "contact schedule part_arrived mark_unrepairable assign transfer repromise escalate pause cancel"},
       {S::kRepairing,
        "contact wait_part finish_repair notify_customer deliver mark_unrepairable assign transfer repromise "
        "escalate pause cancel"},
       {S::kUnrepairable, "contact deliver assign transfer repromise escalate pause cancel"},
       {S::kExchange, "contact deliver assign transfer repromise escalate pause cancel"},
       {S::kDelivered, "contact close reopen escalate"},
       {S::kClosed, "reopen"},
       {S::kCancelled, ""}});
}

TEST(StateTable, Remote) {
  expect_table(ServiceType::kRemote,
               {{S::kDraft, "accept contact assign transfer repromise escalate pause cancel"},
                {S::kAccepted, "contact assign transfer repromise escalate pause cancel"},
                {S::kContacted, "contact diagnose assign transfer repromise escalate pause cancel"},
                {S::kDiagnosing,
                 "contact start_repair mark_unrepairable assign transfer repromise escalate pause cancel"},
                {S::kRepairing,
                 "contact finish_repair notify_customer deliver mark_unrepairable assign transfer repromise "
                 "escalate pause cancel"},
                {S::kUnrepairable, "contact deliver assign transfer repromise escalate pause cancel"},
                {S::kExchange, "contact deliver assign transfer repromise escalate pause cancel"},
                {S::kDelivered, "contact close reopen escalate"},
                {S::kClosed, "reopen"},
                {S::kCancelled, ""}});
}

// Walks a way and says where it ends; every step must be allowed.
S walk(ServiceType type, const std::vector<Transition>& steps) {
  Situation s = at(type, S::kDraft);
  s.diagnosed = false;
  for (const auto step : steps) {
    const Decision decision = decide(step, s);
    EXPECT_TRUE(decision.allowed()) << enum_name(type) << " " << enum_name(s.state) << " " << enum_name(step)
                                    << " " << enum_name(decision.refusal);
    if (s.state == S::kDiagnosing) s.diagnosed = true;
    if (step == T::kFinishRepair) s.repaired = true;
    if (step == T::kPassQc) s.qc_passed = true;
    s.state = decision.to;
  }
  return s.state;
}

TEST(MainWay, EveryServiceTypeReachesClosure) {
  EXPECT_EQ(walk(ServiceType::kCarryIn,
                 {T::kAccept, T::kDiagnose, T::kRequestQuote, T::kApproveQuote, T::kWaitPart, T::kPartArrived,
                  T::kStartRepair, T::kFinishRepair, T::kPassQc, T::kNotifyCustomer, T::kDeliver, T::kClose}),
            S::kClosed);
  EXPECT_EQ(walk(ServiceType::kMailIn,
                 {T::kAccept, T::kShip, T::kReceive, T::kDiagnose, T::kStartRepair, T::kFinishRepair,
                  T::kPassQc, T::kNotifyCustomer, T::kShip, T::kDeliver, T::kClose}),
            S::kClosed);
  EXPECT_EQ(walk(ServiceType::kOnsite, {T::kAccept, T::kDispatch, T::kContact, T::kSchedule, T::kTravel,
                                        T::kArrive, T::kDiagnose, T::kWaitPart, T::kPartArrived, T::kSchedule,
                                        T::kTravel, T::kArrive, T::kStartRepair, T::kDeliver, T::kClose}),
            S::kClosed);
  EXPECT_EQ(walk(ServiceType::kRemote,
                 {T::kAccept, T::kContact, T::kDiagnose, T::kStartRepair, T::kDeliver, T::kClose}),
            S::kClosed);
}

TEST(MainWay, DeclinedAndUnrepairableGoBackToTheCustomer) {
  EXPECT_EQ(walk(ServiceType::kCarryIn, {T::kAccept, T::kDiagnose, T::kRequestQuote, T::kDeclineQuote,
                                         T::kNotifyCustomer, T::kDeliver, T::kClose}),
            S::kClosed);
  EXPECT_EQ(
      walk(ServiceType::kOnsite, {T::kAccept, T::kDispatch, T::kContact, T::kSchedule, T::kTravel, T::kArrive,
                                  T::kDiagnose, T::kMarkUnrepairable, T::kDeliver, T::kClose}),
      S::kClosed);
}

TEST(MainWay, ReopeningLeadsToDiagnosis) {
  for (const auto& [type, name] : enum_entries<ServiceType>()) {
    EXPECT_EQ(decide(T::kReopen, at(type, S::kDelivered)).to, S::kDiagnosing) << name;
    EXPECT_EQ(decide(T::kReopen, at(type, S::kClosed)).to, S::kDiagnosing) << name;
  }
}

TEST(Guard, WarrantyIsCheckedBeforeAQuote) {
  auto s = at(ServiceType::kCarryIn, S::kDiagnosing);
  s.warranty = Warranty::kUnknown;
  EXPECT_EQ(decide(T::kRequestQuote, s).refusal, Refusal::kWarrantyUnchecked);
  s.warranty = Warranty::kOutOfWarranty;
  EXPECT_TRUE(decide(T::kRequestQuote, s).allowed());
}

TEST(Guard, PaidWorkNeedsAnApprovedQuote) {
  auto s = at(ServiceType::kOnsite, S::kDiagnosing);
  s.quote_allows_work = false;
  EXPECT_EQ(decide(T::kStartRepair, s).refusal, Refusal::kQuoteNotApproved);
}

TEST(Guard, OldPartIsRecordedBeforeTheRepairIsFinished) {
  auto s = at(ServiceType::kCarryIn, S::kRepairing);
  s.old_parts_recorded = false;
  EXPECT_EQ(decide(T::kFinishRepair, s).refusal, Refusal::kOldPartUnrecorded);
  s = at(ServiceType::kOnsite, S::kRepairing);
  s.old_parts_recorded = false;
  EXPECT_EQ(decide(T::kDeliver, s).refusal, Refusal::kOldPartUnrecorded);
}

TEST(Guard, DeliveryBeforeTheCheckSaysThatTheCheckIsMissing) {
  EXPECT_EQ(decide(T::kDeliver, at(ServiceType::kCarryIn, S::kQc)).refusal, Refusal::kQcMissing);
  EXPECT_EQ(decide(T::kShip, at(ServiceType::kMailIn, S::kRepairing)).refusal, Refusal::kQcMissing);
}

TEST(Guard, RepairWaitsForThePart) {
  auto s = at(ServiceType::kCarryIn, S::kWaitingPart);
  s.part_outstanding = true;
  EXPECT_EQ(decide(T::kStartRepair, s).refusal, Refusal::kPartOutstanding);
}

TEST(Guard, SecondVisitWithoutDiagnosisIsNoRepair) {
  auto s = at(ServiceType::kOnsite, S::kArrived);
  s.diagnosed = false;
  EXPECT_EQ(decide(T::kStartRepair, s).refusal, Refusal::kWrongState);
}

TEST(Guard, DispatchNeedsATechnician) {
  auto s = at(ServiceType::kOnsite, S::kAccepted);
  s.has_technician = false;
  EXPECT_EQ(decide(T::kDispatch, s).refusal, Refusal::kNoTechnician);
}

TEST(Guard, ClosureNeedsVerdictsAndTheGuardsConsent) {
  auto s = at(ServiceType::kCarryIn, S::kDelivered);
  s.expectations_open = true;
  EXPECT_EQ(decide(T::kClose, s).refusal, Refusal::kExpectationsOpen);
  s.expectations_open = false;
  s.may_close = false;
  EXPECT_EQ(decide(T::kClose, s).refusal, Refusal::kCloseGuarded);
}

TEST(Pause, OnlyWhatDoesNotTouchTheWorkGoesOn) {
  auto s = at(ServiceType::kCarryIn, S::kWaitingPart);
  s.paused = PauseReason::kWaitingPart;
  EXPECT_EQ(names(allowed_transitions(s)),
            "contact part_arrived assign transfer repromise escalate resume cancel");
  s.paused = PauseReason::kWaitingCustomer;
  EXPECT_EQ(names(allowed_transitions(s)), "contact assign transfer repromise escalate resume cancel");
  EXPECT_EQ(decide(T::kPause, s).refusal, Refusal::kPaused);
  s.paused.reset();
  EXPECT_EQ(decide(T::kResume, s).refusal, Refusal::kNotPaused);
}

TEST(AllowedActions, TellWhyNotAndWhoMay) {
  const PermissionSet technician = rule_of(Role::kTechnician).permissions;
  const auto answers = allowed_actions(at(ServiceType::kCarryIn, S::kQc), technician);
  const auto find = [&](T transition) {
    return *std::find_if(answers.begin(), answers.end(),
                         [&](const auto& a) { return a.transition == transition; });
  };
  EXPECT_FALSE(find(T::kPassQc).allowed);
  EXPECT_EQ(find(T::kPassQc).reason, Refusal::kNotPermitted);
  EXPECT_NE(std::find(find(T::kPassQc).who.begin(), find(T::kPassQc).who.end(), "tech_supervisor"),
            find(T::kPassQc).who.end());
  EXPECT_EQ(find(T::kDeliver).reason, Refusal::kQcMissing);
  EXPECT_TRUE(find(T::kPause).allowed);
  // A step of another way of service is not listed at all.
  EXPECT_TRUE(
      std::none_of(answers.begin(), answers.end(), [](const auto& a) { return a.transition == T::kTravel; }));
}

TEST(AllowedActions, OnePrimaryStepLeadsOn) {
  for (const auto& [state, expected] : std::vector<std::pair<S, T>>{{S::kAccepted, T::kDiagnose},
                                                                    {S::kDiagnosing, T::kStartRepair},
                                                                    {S::kQuoting, T::kApproveQuote},
                                                                    {S::kRepairing, T::kFinishRepair},
                                                                    {S::kQc, T::kPassQc},
                                                                    {S::kReady, T::kDeliver},
                                                                    {S::kDelivered, T::kClose}}) {
    std::vector<T> primary;
    for (const auto& answer : allowed_actions(at(ServiceType::kCarryIn, state), PermissionSet::all()))
      if (answer.primary) primary.push_back(answer.transition);
    EXPECT_EQ(names(primary), enum_name(expected)) << enum_name(state);
  }
}

TEST(Permissions, EveryTransitionHasOneThatSomeInsiderHolds) {
  for (const auto& [transition, text] : enum_entries<T>()) {
    const auto roles = roles_with(permission_for(transition));
    EXPECT_GE(roles.size(), 2u) << text;
  }
}

TEST(Stamp, CounterIntakeIsFirstContact) {
  Stamps stamps;
  stamp(T::kAccept, S::kDraft, S::kAccepted, Channel::kCounter, kNoon, stamps);
  EXPECT_EQ(stamps.first_contacted_at, kNoon);
  Stamps by_phone;
  stamp(T::kAccept, S::kDraft, S::kAccepted, Channel::kWeb, kNoon, by_phone);
  EXPECT_FALSE(by_phone.first_contacted_at.has_value());
}

TEST(Stamp, FirstContactAndFirstArrivalStay) {
  Stamps stamps;
  stamp(T::kContact, S::kDispatched, S::kContacted, Channel::kPhone, kNoon, stamps);
  stamp(T::kContact, S::kContacted, S::kContacted, Channel::kPhone, kNoon + kHour, stamps);
  EXPECT_EQ(stamps.first_contacted_at, kNoon);
  stamp(T::kArrive, S::kTravelling, S::kArrived, Channel::kPhone, kNoon + kHour, stamps);
  stamp(T::kArrive, S::kTravelling, S::kArrived, Channel::kPhone, kNoon + kDay, stamps);
  EXPECT_EQ(stamps.arrived_at, kNoon + kHour);
}

TEST(Stamp, LeavingTheDiagnosisIsDiagnosed) {
  Stamps stamps;
  stamp(T::kWaitPart, S::kDiagnosing, S::kWaitingPart, Channel::kPhone, kNoon, stamps);
  EXPECT_EQ(stamps.diagnosed_at, kNoon);
  EXPECT_EQ(stamps.part_requested_at, kNoon);
}

TEST(Stamp, ReopeningClearsTheEndButNotTheFirstDelivery) {
  Stamps stamps;
  stamp(T::kDeliver, S::kReady, S::kDelivered, Channel::kCounter, kNoon, stamps);
  stamp(T::kClose, S::kDelivered, S::kClosed, Channel::kCounter, kNoon + kHour, stamps);
  stamp(T::kReopen, S::kClosed, S::kDiagnosing, Channel::kCounter, kNoon + kDay, stamps);
  EXPECT_FALSE(stamps.delivered_at.has_value());
  EXPECT_FALSE(stamps.closed_at.has_value());
  EXPECT_EQ(stamps.first_delivered_at, kNoon);
  EXPECT_EQ(stamps.first_closed_at, kNoon + kHour);
  stamp(T::kDeliver, S::kReady, S::kDelivered, Channel::kCounter, kNoon + kDay * 2, stamps);
  EXPECT_EQ(stamps.delivered_at, kNoon + kDay * 2);
  EXPECT_EQ(stamps.first_delivered_at, kNoon);
}

TEST(Credit, BelongsToWhoeverHadTheJobWhenTheStepWasMade) {
  const EmployeeId clerk(1), first(2), second(3), last(4);
  Credits credits;
  credit(T::kAccept, S::kDraft, S::kAccepted, Channel::kCounter, clerk, {}, credits);
  credit(T::kStartRepair, S::kDiagnosing, S::kRepairing, Channel::kCounter, clerk, first, credits);
  credit(T::kFinishRepair, S::kRepairing, S::kQc, Channel::kCounter, second, second, credits);
  credit(T::kDeliver, S::kReady, S::kDelivered, Channel::kCounter, clerk, last, credits);
  EXPECT_EQ(credits, (Credits{clerk, clerk, first, second, clerk}));
  // A second repair after a reopening leaves the first one with whoever did it.
  credit(T::kFinishRepair, S::kRepairing, S::kQc, Channel::kCounter, last, last, credits);
  EXPECT_EQ(credits.repaired_by, second);
}

TEST(Stamp, OnsiteHandOverCountsAsRepaired) {
  Stamps stamps;
  stamp(T::kDeliver, S::kRepairing, S::kDelivered, Channel::kPhone, kNoon, stamps);
  EXPECT_EQ(stamps.repaired_at, kNoon);
}

TEST(Number, HasYearMonthAndCount) {
  EXPECT_EQ(work_order_no(2026, 11, 123), "WO-2611-000123");
  EXPECT_EQ(work_order_no(2027, 1, 1234567), "WO-2701-1234567");
}

// ---- repeats -----------------------------------------------------------------------------------

const DurationMs kWindow = kDay * 30;

TEST(Repeat, WithinTheWindowLinksBothWays) {
  const auto links = link_repeats({{1, kNoon, kNoon + kDay}, {2, kNoon + kDay * 20, std::nullopt}}, kWindow);
  EXPECT_EQ(links[0], (RepeatLink{1, std::nullopt, 2, kNoon + kDay * 20}));
  EXPECT_EQ(links[1], (RepeatLink{2, 1, std::nullopt, std::nullopt}));
}

TEST(Repeat, OnTheLastDayCountsAndAfterItNot) {
  const auto last = link_repeats({{1, kNoon, kNoon}, {2, kNoon + kWindow, std::nullopt}}, kWindow);
  EXPECT_EQ(last[1].repeat_of, 1);
  const auto late =
      link_repeats({{1, kNoon, kNoon}, {2, kNoon + kWindow + DurationMs(1), std::nullopt}}, kWindow);
  EXPECT_FALSE(late[1].repeat_of.has_value());
  EXPECT_EQ(late[0].followed_by, 2);  // a metric with a wider window still sees it
}

TEST(Repeat, AnOrderOpenedBeforeTheDeliveryIsNoRepeat) {
  const auto links = link_repeats({{1, kNoon, kNoon + kDay * 3}, {2, kNoon + kDay, std::nullopt}}, kWindow);
  EXPECT_FALSE(links[0].followed_by.has_value());
  EXPECT_FALSE(links[1].repeat_of.has_value());
}

TEST(Repeat, AChainLinksNeighboursOnly) {
  const auto links = link_repeats({{3, kNoon + kDay * 20, std::nullopt},
                                   {1, kNoon, kNoon + kDay},
                                   {2, kNoon + kDay * 10, kNoon + kDay * 12}},
                                  kWindow);
  ASSERT_EQ(links.size(), 3u);  // oldest first
  EXPECT_EQ(links[0].followed_by, 2);
  EXPECT_EQ(links[1].repeat_of, 1);
  EXPECT_EQ(links[1].followed_by, 3);
  EXPECT_EQ(links[2].repeat_of, 2);
}

}  // namespace
}  // namespace manyi::workorders
