// The table of steps and its guards.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/complaints/rules.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace manyi::complaints {
namespace {

using S = ComplaintState;
using T = ComplaintStep;

struct Step {
  T step;
  S from;
  S to;
};

// A complaint that the customer does not accept goes up; what is above may investigate again or decide.
constexpr Step kSteps[] = {
    {T::kAcknowledge, S::kReceived, S::kAcknowledged},
    {T::kAssess, S::kAcknowledged, S::kAssessed},
    {T::kInvestigate, S::kAssessed, S::kInvestigating},
    {T::kInvestigate, S::kReopened, S::kInvestigating},
    {T::kInvestigate, S::kEscalated, S::kInvestigating},
    {T::kSubmitPlan, S::kInvestigating, S::kPlanSubmitted},
    {T::kRespond, S::kPlanSubmitted, S::kResponding},
    {T::kDecide, S::kResponding, S::kDecided},
    {T::kDecide, S::kEscalated, S::kDecided},
    {T::kConfirm, S::kDecided, S::kConfirmed},
    {T::kReject, S::kResponding, S::kRejectedByCustomer},
    {T::kReject, S::kDecided, S::kRejectedByCustomer},
    {T::kEscalate, S::kRejectedByCustomer, S::kEscalated},
    {T::kClose, S::kConfirmed, S::kClosed},
    {T::kReopen, S::kClosed, S::kReopened},
    {T::kReopen, S::kInvalid, S::kReopened},
};

constexpr bool answers_proposal(T step) { return step == T::kRefuseInvalid || step == T::kApproveInvalid; }

// The state a step leads to, guards aside.
std::optional<S> target(S state, T step) {
  if (step == T::kAssign || step == T::kProposeInvalid || step == T::kRefuseInvalid)
    return is_open(state) ? std::optional(state) : std::nullopt;
  if (step == T::kApproveInvalid) return is_open(state) ? std::optional(S::kInvalid) : std::nullopt;
  for (const Step& row : kSteps)
    if (row.step == step && row.from == state) return row.to;
  return std::nullopt;
}

std::optional<Error> guarded(const ComplaintSituation& now, T step) {
  if (now.by_accused) return forbidden("complaint.accused", "Whom a complaint is about has no hand in it.");
  if (!now.has_tracker && step != T::kAssign && step != T::kAcknowledge)
    return conflict("complaint.no_tracker", "Nobody tracks this complaint yet.");
  if (now.invalid_proposed && !answers_proposal(step) && step != T::kAssign)
    return conflict("complaint.invalid_proposed",
                    "It was proposed to call this complaint invalid; that is to be answered first.");
  if (!now.invalid_proposed && answers_proposal(step))
    return conflict("complaint.not_proposed", "Nobody proposed to call this complaint invalid.");
  if (now.by_proposer && step == T::kApproveInvalid)
    return conflict("complaint.same_person", "The second approval is another person's.");
  return std::nullopt;
}

}  // namespace

bool is_open(ComplaintState state) { return state != S::kClosed && state != S::kInvalid; }

std::vector<ComplaintStep> allowed_steps(const ComplaintSituation& situation) {
  std::vector<ComplaintStep> allowed;
  for (const auto& [step, name] : enum_entries<ComplaintStep>())
    if (target(situation.state, step) && !guarded(situation, step)) allowed.push_back(step);
  return allowed;
}

Result<ComplaintState> decide_step(const ComplaintSituation& situation, ComplaintStep step) {
  const auto to = target(situation.state, step);
  auto refused =
      to ? guarded(situation, step)
         : std::optional(conflict("complaint.state", "A complaint that is " + enum_name(situation.state) +
                                                         " cannot take this step."));
  if (!refused) return *to;
  if (refused->code == ErrorCode::kConflict)
    for (const T other : allowed_steps(situation)) refused->allowed.push_back(enum_name(other));
  return std::move(*refused);
}

void stamp(ComplaintStamps& s, ComplaintStep step, Instant at) {
  switch (step) {
    case T::kAcknowledge: s.acknowledged_at = at; break;
    case T::kSubmitPlan:
      if (!s.plan_submitted_at) s.plan_submitted_at = at;  // the first one is what was promised
      break;
    case T::kDecide: s.decided_at = at; break;
    case T::kReject: s.rejected_at = at; break;
    case T::kEscalate: s.escalated_at = at; break;
    case T::kConfirm: s.confirmed_at = at; break;
    case T::kClose: s.closed_at = at; break;
    case T::kApproveInvalid: s.closed_at = at; break;
    case T::kReopen:
      s.reopened_at = at;
      s.decided_at.reset();
      s.confirmed_at.reset();
      s.closed_at.reset();
      break;
    default: break;
  }
}

ComplaintState state_told_by(const ComplaintStamps& s) {
  if (s.closed_at) return S::kClosed;
  if (s.reopened_at && (!s.confirmed_at || *s.confirmed_at < *s.reopened_at)) return S::kReopened;
  if (s.confirmed_at) return S::kConfirmed;
  if (s.escalated_at) return S::kEscalated;
  if (s.rejected_at) return S::kRejectedByCustomer;
  if (s.decided_at) return S::kDecided;
  if (s.plan_submitted_at) return S::kPlanSubmitted;
  if (s.acknowledged_at) return S::kAcknowledged;
  return S::kReceived;
}

std::optional<Instant> plan_due(Instant received, const org::WorkCalendar& hours) {
  const auto day = hours.next_workday(hours.zone().local_date(received));
  if (!day) return std::nullopt;
  return hours.zone().instant(day->plus_days(1)) - DurationMs(1);
}

Instant solve_due(Instant received) { return received + kDay * 7; }

void check_tracker(std::optional<EmployeeId> tracker, std::optional<EmployeeId> deputy,
                   std::optional<EmployeeId> accused, std::vector<FieldError>& errors) {
  if (accused && tracker == accused)
    errors.push_back({"/tracker_id", "accused", "Whom a complaint is about does not track it."});
  if (accused && deputy == accused)
    errors.push_back({"/deputy_id", "accused", "Whom a complaint is about does not track it."});
  if (deputy && deputy == tracker)
    errors.push_back({"/deputy_id", "same", "The deputy is somebody else than the tracker."});
}

void check_order_of_times(const ComplaintStamps& s, std::vector<FieldError>& errors) {
  const std::array<std::pair<const char*, std::optional<Instant>>, 8> later = {
      {{"/acknowledged_at", s.acknowledged_at},
       {"/plan_submitted_at", s.plan_submitted_at},
       {"/decided_at", s.decided_at},
       {"/rejected_at", s.rejected_at},
       {"/escalated_at", s.escalated_at},
       {"/confirmed_at", s.confirmed_at},
       {"/closed_at", s.closed_at},
       {"/reopened_at", s.reopened_at}}};
  for (const auto& [pointer, at] : later)
    if (at && *at < s.received_at)
      errors.push_back({pointer, "before_received", "This is before the complaint was received."});
  if (s.closed_at && s.confirmed_at && *s.closed_at < *s.confirmed_at)
    errors.push_back({"/closed_at", "before_confirmed", "It was closed before the customer confirmed."});
}

std::string complaint_no(int year, int month, std::int64_t count) {
  char text[40];
  std::snprintf(text, sizeof text, "CP-%02d%02d-%06lld", year % 100, month, static_cast<long long>(count));
  return text;
}

}  // namespace manyi::complaints
