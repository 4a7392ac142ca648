// What may happen to a work order next, and what follows from it.
// Owns the states per service type, the guards, who may do what, and the time stamps of transitions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "modules/customers/customers.h"
#include "platform/auth/permission.h"

namespace manyi::workorders {

enum class ServiceType { kCarryIn, kMailIn, kOnsite, kRemote };
BOOST_DESCRIBE_ENUM(ServiceType, kCarryIn, kMailIn, kOnsite, kRemote)

/// The canonical states. A service type uses some of them; pauses, escalation and transfers are
/// flags beside the state, so that the way of an order stays comparable.
enum class WorkOrderState {
  kDraft,
  kAccepted,
  kInTransit,
  kReceived,
  kDispatched,
  kContacted,
  kScheduled,
  kTravelling,
  kArrived,
  kDiagnosing,
  kQuoting,
  kApproved,
  kDeclined,
  kWaitingPart,
  kRepairing,
  kQc,
  kReady,
  kShipped,
  kUnrepairable,
  kExchange,
  kDelivered,
  kClosed,
  kCancelled,
};
BOOST_DESCRIBE_ENUM(WorkOrderState, kDraft, kAccepted, kInTransit, kReceived, kDispatched, kContacted,
                    kScheduled, kTravelling, kArrived, kDiagnosing, kQuoting, kApproved, kDeclined,
                    kWaitingPart, kRepairing, kQc, kReady, kShipped, kUnrepairable, kExchange, kDelivered,
                    kClosed, kCancelled)

enum class Transition {
  kAccept,
  kShip,
  kReceive,
  kDispatch,
  kContact,
  kSchedule,
  kTravel,
  kArrive,
  kDiagnose,
  kRequestQuote,
  kApproveQuote,
  kDeclineQuote,
  kWaitPart,
  kPartArrived,
  kStartRepair,
  kFinishRepair,
  kPassQc,
  kFailQc,
  kNotifyCustomer,
  kDeliver,
  kClose,
  kMarkUnrepairable,
  kReopen,
  kAssign,
  kTransfer,
  kRepromise,
  kEscalate,
  kPause,
  kResume,
  kCancel,
};
BOOST_DESCRIBE_ENUM(Transition, kAccept, kShip, kReceive, kDispatch, kContact, kSchedule, kTravel, kArrive,
                    kDiagnose, kRequestQuote, kApproveQuote, kDeclineQuote, kWaitPart, kPartArrived,
                    kStartRepair, kFinishRepair, kPassQc, kFailQc, kNotifyCustomer, kDeliver, kClose,
                    kMarkUnrepairable, kReopen, kAssign, kTransfer, kRepromise, kEscalate, kPause, kResume,
                    kCancel)

enum class Channel { kCounter, kPhone, kWechat, kWeb, kEmail, kManufacturer, kDealer, kImport, kOther };
BOOST_DESCRIBE_ENUM(Channel, kCounter, kPhone, kWechat, kWeb, kEmail, kManufacturer, kDealer, kImport, kOther)

enum class Priority { kLow, kNormal, kHigh, kUrgent };
BOOST_DESCRIBE_ENUM(Priority, kLow, kNormal, kHigh, kUrgent)

using customers::Warranty;

enum class Outcome { kUnknown, kRepaired, kRepairable, kUnrepairable };
BOOST_DESCRIBE_ENUM(Outcome, kUnknown, kRepaired, kRepairable, kUnrepairable)

enum class QuoteDecision { kNone, kAsked, kApproved, kDeclined };
BOOST_DESCRIBE_ENUM(QuoteDecision, kNone, kAsked, kApproved, kDeclined)

enum class DataHandling { kKeep, kMayErase, kNone };
BOOST_DESCRIBE_ENUM(DataHandling, kKeep, kMayErase, kNone)

enum class PauseReason { kWaitingPart, kWaitingCustomer, kWaitingManufacturer, kOther };
BOOST_DESCRIBE_ENUM(PauseReason, kWaitingPart, kWaitingCustomer, kWaitingManufacturer, kOther)

enum class CancelReason { kCustomerWithdrew, kDuplicate, kTest, kNoContact, kQuoteDeclined, kOther };
BOOST_DESCRIBE_ENUM(CancelReason, kCustomerWithdrew, kDuplicate, kTest, kNoContact, kQuoteDeclined, kOther)

/// Every time that a fact may need. Written by `stamp` alone (and by the import of history).
struct Stamps {
  std::optional<Instant> requested_at;
  std::optional<Instant> accepted_at;
  std::optional<Instant> first_contacted_at;
  std::optional<Instant> dispatched_at;
  std::optional<Instant> received_at;
  std::optional<Instant> appt_from;  // the appointment in force
  std::optional<Instant> appt_to;
  std::optional<Instant> first_appt_from;  // the first one promised; never overwritten
  std::optional<Instant> first_appt_to;
  std::optional<Instant> arrived_at;  // first arrival
  std::optional<Instant> diagnosed_at;
  std::optional<Instant> quote_sent_at;
  std::optional<Instant> quote_decided_at;
  std::optional<Instant> part_requested_at;  // first request
  std::optional<Instant> part_promised_at;
  std::optional<Instant> part_available_at;  // last arrival
  std::optional<Instant> repair_started_at;
  std::optional<Instant> repaired_at;
  std::optional<Instant> qc_passed_at;
  std::optional<Instant> customer_notified_at;
  std::optional<Instant> shipped_at;
  std::optional<Instant> delivered_at;
  std::optional<Instant> closed_at;
  std::optional<Instant> first_delivered_at;  // survive a reopening
  std::optional<Instant> first_closed_at;
  std::optional<Instant> cancelled_at;
  std::optional<Instant> reopened_at;
  bool operator==(const Stamps&) const = default;
};
BOOST_DESCRIBE_STRUCT(Stamps, (),
                      (requested_at, accepted_at, first_contacted_at, dispatched_at, received_at, appt_from,
                       appt_to, first_appt_from, first_appt_to, arrived_at, diagnosed_at, quote_sent_at,
                       quote_decided_at, part_requested_at, part_promised_at, part_available_at,
                       repair_started_at, repaired_at, qc_passed_at, customer_notified_at, shipped_at,
                       delivered_at, closed_at, first_delivered_at, first_closed_at, cancelled_at,
                       reopened_at))

/// Who did each step first. Whoever takes the order over later does not take the credit with it.
/// repaired_by: who brought the repair to its end, with a working device or without.
struct Credits {
  std::optional<EmployeeId> accepted_by, contacted_by, diagnosed_by, repaired_by, delivered_by;
  bool operator==(const Credits&) const = default;
};
BOOST_DESCRIBE_STRUCT(Credits, (), (accepted_by, contacted_by, diagnosed_by, repaired_by, delivered_by))

/// What a decision rests on: the order, and what the guard ports answered.
struct Situation {
  ServiceType service_type = ServiceType::kCarryIn;
  WorkOrderState state = WorkOrderState::kDraft;
  std::optional<PauseReason> paused;  // reason of the running pause
  Warranty warranty = Warranty::kUnknown;
  bool has_technician = false;
  bool diagnosed = false;
  bool part_outstanding = false;  // asked for and not yet arrived
  bool repaired = false;
  bool qc_passed = false;
  bool quote_allows_work = true;   // QuoteGuard
  bool old_parts_recorded = true;  // PartGuard
  bool may_close = true;           // CloseGuard
  bool expectations_open = false;  // some need or expectation is not judged
};

/// Why a transition is refused. The names are stable; the screen translates them.
enum class Refusal {
  kNone,
  kNotInServiceType,  // this way of service has no such step
  kWrongState,
  kPaused,
  kNotPaused,
  kNoTechnician,
  kWarrantyUnchecked,  // a quote needs the warranty decision first
  kQuoteNotApproved,   // paid work needs an approved quote
  kPartOutstanding,
  kOldPartUnrecorded,  // the old part is recorded before the new one goes in
  kQcMissing,
  kExpectationsOpen,
  kCloseGuarded,
  kNotPermitted,  // another role does this
};
BOOST_DESCRIBE_ENUM(Refusal, kNone, kNotInServiceType, kWrongState, kPaused, kNotPaused, kNoTechnician,
                    kWarrantyUnchecked, kQuoteNotApproved, kPartOutstanding, kOldPartUnrecorded, kQcMissing,
                    kExpectationsOpen, kCloseGuarded, kNotPermitted)

struct Decision {
  Refusal refusal = Refusal::kNone;
  WorkOrderState to = WorkOrderState::kDraft;  // the same as before for a side action
  bool allowed() const { return refusal == Refusal::kNone; }
};

/// Decides one transition. `exchange` on mark_unrepairable leads to kExchange instead.
Decision decide(Transition transition, const Situation& situation);

/// The transitions that the situation allows, in the order of the enum.
std::vector<Transition> allowed_transitions(const Situation& situation);

/// The permission that a transition needs.
Permission permission_for(Transition transition);

/// Codes of the roles that hold that permission, insiders first.
std::vector<std::string> roles_with(Permission permission);

/// One line of the list of next actions.
struct ActionAnswer {
  Transition transition = Transition::kAccept;
  bool allowed = false;
  bool primary = false;  // the next step on the main way
  std::optional<Refusal> reason;
  std::string permission;
  std::vector<std::string> who;  // role codes
};
BOOST_DESCRIBE_STRUCT(ActionAnswer, (), (transition, allowed, primary, reason, permission, who))

/// Every transition of the service type with its answer for a caller's permissions.
std::vector<ActionAnswer> allowed_actions(const Situation& situation, const PermissionSet& permissions);

/// True until the order is closed or cancelled.
bool is_open(WorkOrderState state);
/// True while the machine or the job is still with us: not delivered, closed or cancelled.
bool is_unfinished(WorkOrderState state);
/// The states of the main way, in order, for the progress line.
const std::vector<WorkOrderState>& main_way(ServiceType service_type);

/// Writes the time stamps of a transition that was allowed. The only writer of Stamps.
void stamp(Transition transition, WorkOrderState from, WorkOrderState to, Channel channel, Instant at,
           Stamps& stamps);

/// Notes who did the step: diagnosis and repair are the work of whoever had the job at that moment
/// (`assigned`), the rest of whoever made the step (`actor`; none: not on the staff).
void credit(Transition transition, WorkOrderState from, WorkOrderState to, Channel channel,
            std::optional<EmployeeId> actor, std::optional<EmployeeId> assigned, Credits& credits);

/// "WO-2611-000123": year and month in the tenant's time zone, then the count of that month.
std::string work_order_no(int year, int month, std::int64_t count);

// ---- repeats by serial -------------------------------------------------------------------------

/// One order of an asset: when it began and, once it did, when the asset went back.
struct RepeatOrder {
  std::int64_t id = 0;
  Instant began;
  std::optional<Instant> delivered;
};

struct RepeatLink {
  std::int64_t id = 0;
  std::optional<std::int64_t> repeat_of;    // delivered at most the window before this one began
  std::optional<std::int64_t> followed_by;  // the next order of the asset after its delivery
  std::optional<Instant> followed_at;
  bool operator==(const RepeatLink&) const = default;
};

/// Links the orders of one asset. An order is followed by the first one that began at or after its
/// delivery, however late (a metric sets its own window); it is a repeat of the last delivered one
/// only inside `window`. An order that began before the other was delivered is neither.
std::vector<RepeatLink> link_repeats(std::vector<RepeatOrder> orders, DurationMs window);

}  // namespace manyi::workorders
