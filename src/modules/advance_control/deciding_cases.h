// The open cases that decide a figure, and who was asked to take care of which.
// Owns their kinds, reasons and offered actions, and the assignment of a case.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/id.h"
#include "base/instant.h"
#include "modules/targets/targets.h"

namespace manyi::advance_control {

struct AssignmentTag;
using AssignmentId = Id<AssignmentTag>;

/// What kind of record is open. A callback is the answer to come of a delivered order.
enum class CaseKind { kWorkOrder, kCallback, kQuote, kComplaint, kPartRequest, kPartUnit };
BOOST_DESCRIBE_ENUM(CaseKind, kWorkOrder, kCallback, kQuote, kComplaint, kPartRequest, kPartUnit)

/// Why a case is at risk, each once, the weightiest first.
enum class CaseReason {
  kPromiseBroken,
  kPromiseNear,
  kOverLimit,
  kNearLimit,
  kPartMissing,
  kPartLate,
  kRepeatRepair,
  kNewTechnician,
  kSensitiveCustomer,
  kDissatisfiedBefore,
  kRepromised,
  kRescheduled,
  kQuoteUnanswered,
  kComplained,
  kDueSoon,
  kOverdue,
  kQcFailed,
};
BOOST_DESCRIBE_ENUM(CaseReason, kPromiseBroken, kPromiseNear, kOverLimit, kNearLimit, kPartMissing, kPartLate,
                    kRepeatRepair, kNewTechnician, kSensitiveCustomer, kDissatisfiedBefore, kRepromised,
                    kRescheduled, kQuoteUnanswered, kComplained, kDueSoon, kOverdue, kQcFailed)

/// What is offered to be done about it.
enum class CaseAction {
  kRepromiseAndCall,
  kExpeditePart,
  kAssignExpert,
  kRecheck,
  kQuoteFollowUp,
  kCallFirst,
  kFinishFirst,
  kSolveComplaint,
  kReturnPart,
};
BOOST_DESCRIBE_ENUM(CaseAction, kRepromiseAndCall, kExpeditePart, kAssignExpert, kRecheck, kQuoteFollowUp,
                    kCallFirst, kFinishFirst, kSolveComplaint, kReturnPart)

enum class AssignmentState { kAssigned, kDone, kCancelled };
BOOST_DESCRIBE_ENUM(AssignmentState, kAssigned, kDone, kCancelled)

/// Did the case end well for the figure?
enum class CaseResult { kEndedWell, kEndedBadly };
BOOST_DESCRIBE_ENUM(CaseResult, kEndedWell, kEndedBadly)

struct Assignment {
  AssignmentId id;
  CaseKind case_kind = CaseKind::kWorkOrder;
  std::string case_id;
  std::string metric, month;
  targets::ScopeKind scope = targets::ScopeKind::kCompany;
  std::string scope_key;
  EmployeeId owner_employee_id;
  std::string owner_name;
  CaseAction action = CaseAction::kCallFirst;
  std::optional<Instant> due_at;
  std::string note;
  double chance_before = 0;  // that the case goes wrong, when it was assigned
  AssignmentState state = AssignmentState::kAssigned;
  std::optional<CaseResult> result;
  std::string result_note;
  Instant assigned_at;
  UserId assigned_by;
  std::optional<Instant> finished_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Assignment, (),
                      (id, case_kind, case_id, metric, month, scope, scope_key, owner_employee_id, owner_name,
                       action, due_at, note, chance_before, state, result, result_note, assigned_at,
                       assigned_by, finished_at, version))

struct DecidingCase {
  CaseKind kind = CaseKind::kWorkOrder;
  std::string id, no;
  std::string title;           // customer, masked where the caller may not see him
  std::string detail;          // model or part
  double chance = 0;           // that it goes wrong, as things stand, assignments included
  double chance_alone = 0;     // were nobody taking care of it
  bool lost = false;           // it has gone wrong already for this figure; listed last
  double counts = 1;           // chance that it counts in this month at all
  std::optional<double> adds;  // sums: what it brings if it goes well
  std::vector<CaseReason> reasons;
  CaseAction action = CaseAction::kCallFirst;  // offered
  std::optional<EmployeeId> holder_id;         // who has it in hand
  std::string holder_name;
  std::optional<Instant> due_at;  // promise or limit
  std::optional<Assignment> assignment;
};
BOOST_DESCRIBE_STRUCT(DecidingCase, (),
                      (kind, id, no, title, detail, chance, chance_alone, lost, counts, adds, reasons, action,
                       holder_id, holder_name, due_at, assignment))

struct CasesQuery {
  std::string metric;
  std::optional<std::string> month;
  std::optional<targets::ScopeKind> scope;
  std::optional<std::string> scope_key;
  std::optional<std::int64_t> limit;
  std::optional<std::int64_t> top;  // how many of the first are imagined done well (4)
  std::optional<Instant> as_of;
};
BOOST_DESCRIBE_STRUCT(CasesQuery, (), (metric, month, scope, scope_key, limit, top, as_of))
std::span<const FieldRule> field_rules(const CasesQuery*);

/// 做完前四张，把握 20 % → 43 %.
struct CasesAnswer {
  std::string metric, month;
  std::int64_t total = 0;                // open cases of the scope
  std::int64_t deciding = 0;             // those well above the usual chance
  std::optional<double> chance_now;      // of the target
  std::optional<double> chance_if_done;  // were the first `top` done well
  std::int64_t top = 0;
  std::int64_t handled = 0, handled_well = 0;  // finished assignments this success is measured by
  double handled_success = 0.5;                // (1 + well) ÷ (2 + handled)
  std::string model;                           // how the chances were found
  std::vector<DecidingCase> items;
};
BOOST_DESCRIBE_STRUCT(CasesAnswer, (),
                      (metric, month, total, deciding, chance_now, chance_if_done, top, handled, handled_well,
                       handled_success, model, items))

struct AssignCase {
  CaseKind case_kind = CaseKind::kWorkOrder;
  std::string case_id;
  std::string metric;
  std::optional<std::string> month;
  std::optional<targets::ScopeKind> scope;
  std::optional<std::string> scope_key;
  EmployeeId owner_employee_id;
  CaseAction action = CaseAction::kCallFirst;
  std::optional<Instant> due_at;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(AssignCase, (),
                      (case_kind, case_id, metric, month, scope, scope_key, owner_employee_id, action, due_at,
                       note))
std::span<const FieldRule> field_rules(const AssignCase*);

/// A case that was found open and may be assigned; looking for it takes longer than a lane should wait.
struct CheckedCase {
  AssignCase asked;
  std::int64_t case_id = 0;
  std::string month;
  double chance = 0;  // that it goes wrong, were nobody taking care of it
};

struct FinishAssignment {
  AssignmentId id;
  std::optional<std::int64_t> if_match;
  CaseResult result = CaseResult::kEndedWell;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(FinishAssignment, (), (id, if_match, result, note))
std::span<const FieldRule> field_rules(const FinishAssignment*);

struct CancelAssignment {
  AssignmentId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(CancelAssignment, (), (id, if_match, note))
std::span<const FieldRule> field_rules(const CancelAssignment*);

struct OneAssignment {
  AssignmentId id;
};
BOOST_DESCRIBE_STRUCT(OneAssignment, (), (id))

struct ListAssignments {
  std::optional<std::string> metric, month, cursor;
  std::optional<EmployeeId> owner_employee_id;
  std::vector<AssignmentState> state;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListAssignments, (), (metric, month, cursor, owner_employee_id, state, limit))

}  // namespace manyi::advance_control
