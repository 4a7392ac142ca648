// What may happen to a complaint next, and what follows from it.
// Owns the states, the table of steps, the guards, the two clocks and the rule of the one tracker.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"
#include "modules/org/org.h"

namespace manyi::complaints {

/// Who brought it. Regulator: 12315 and its like.
enum class ComplaintSource { kCustomer, kManufacturer, kDealer, kRegulator, kMedia };
BOOST_DESCRIBE_ENUM(ComplaintSource, kCustomer, kManufacturer, kDealer, kRegulator, kMedia)

enum class ComplaintGrade { kMinor, kMajor, kSevere };
BOOST_DESCRIBE_ENUM(ComplaintGrade, kMinor, kMajor, kSevere)

enum class ComplaintState {
  kReceived,
  kAcknowledged,
  kAssessed,
  kInvestigating,
  kPlanSubmitted,
  kResponding,
  kDecided,
  kConfirmed,
  kClosed,
  kRejectedByCustomer,
  kEscalated,
  kReopened,
  kInvalid,
};
BOOST_DESCRIBE_ENUM(ComplaintState, kReceived, kAcknowledged, kAssessed, kInvestigating, kPlanSubmitted,
                    kResponding, kDecided, kConfirmed, kClosed, kRejectedByCustomer, kEscalated, kReopened,
                    kInvalid)

enum class ComplaintStep {
  kAcknowledge,
  kAssess,
  kInvestigate,
  kSubmitPlan,
  kRespond,
  kDecide,
  kConfirm,
  kReject,
  kEscalate,
  kClose,
  kReopen,
  kAssign,
  kProposeInvalid,
  kRefuseInvalid,
  kApproveInvalid,
};
BOOST_DESCRIBE_ENUM(ComplaintStep, kAcknowledge, kAssess, kInvestigate, kSubmitPlan, kRespond, kDecide,
                    kConfirm, kReject, kEscalate, kClose, kReopen, kAssign, kProposeInvalid, kRefuseInvalid,
                    kApproveInvalid)

/// Times that the steps write.
struct ComplaintStamps {
  Instant received_at;
  std::optional<Instant> acknowledged_at;
  std::optional<Instant> plan_due_at;  // neither limit is ever moved
  std::optional<Instant> plan_submitted_at;
  std::optional<Instant> solve_due_at;
  std::optional<Instant> decided_at, rejected_at, escalated_at;
  std::optional<Instant> confirmed_at;  // by the customer: this is when it was solved
  std::optional<Instant> closed_at, reopened_at;
  bool operator==(const ComplaintStamps&) const = default;
};
BOOST_DESCRIBE_STRUCT(ComplaintStamps, (),
                      (received_at, acknowledged_at, plan_due_at, plan_submitted_at, solve_due_at, decided_at,
                       rejected_at, escalated_at, confirmed_at, closed_at, reopened_at))

/// What the guards look at.
struct ComplaintSituation {
  ComplaintState state = ComplaintState::kReceived;
  bool has_tracker = false;
  bool invalid_proposed = false;
  bool by_accused = false;   // who wants to do it is the person complained about
  bool by_proposer = false;  // ... is who proposed to call it invalid
};

bool is_open(ComplaintState state);
/// The state after the step. \errors kConflict with the allowed steps; kForbidden to the accused
Result<ComplaintState> decide_step(const ComplaintSituation& situation, ComplaintStep step);
std::vector<ComplaintStep> allowed_steps(const ComplaintSituation& situation);
/// Writes the time of a step. Reopening clears confirmation and closure, and no limit.
void stamp(ComplaintStamps& stamps, ComplaintStep step, Instant at);
/// The furthest state that the times tell of, for imports.
ComplaintState state_told_by(const ComplaintStamps& stamps);

/// A plan is due by the end of the next working day (N+1).
std::optional<Instant> plan_due(Instant received, const org::WorkCalendar& hours);
/// A complaint is to be solved within seven calendar days.
Instant solve_due(Instant received);

/// Exactly one tracker, who is neither the accused nor his own deputy; the deputy is not the accused.
void check_tracker(std::optional<EmployeeId> tracker, std::optional<EmployeeId> deputy,
                   std::optional<EmployeeId> accused, std::vector<FieldError>& errors);
/// Nothing happens before the complaint is received, nor before the step it needs.
void check_order_of_times(const ComplaintStamps& stamps, std::vector<FieldError>& errors);

/// "CP-2611-000123"
std::string complaint_no(int year, int month, std::int64_t count);

}  // namespace manyi::complaints
