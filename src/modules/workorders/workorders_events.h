// The facts that workorders publishes: ids, enums, numbers and times, never personal data.
// Owns their stable names; a change of meaning is a new kSchema.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "modules/workorders/workorders.h"
#include "platform/journal/events.h"

namespace manyi::workorders {

/// What every event of an order tells. `note` is the comment written at this step, kept in the rows.
struct WorkOrderFact {
  static constexpr int kSchema = 1;
  WorkOrderId work_order;
  SiteId site;
  std::optional<EmployeeId> technician;
  WorkOrderState state = WorkOrderState::kDraft;  // after it
  Instant at;
  std::optional<CommentId> note;
  std::vector<journal::Subject> subjects() const { return {{"work_order", work_order.value()}}; }
};
BOOST_DESCRIBE_STRUCT(WorkOrderFact, (), (work_order, site, technician, state, at, note))

/// A step from one state to another, or a side action that stays.
struct WorkOrderMoved : WorkOrderFact {
  WorkOrderState from = WorkOrderState::kDraft;
};
BOOST_DESCRIBE_STRUCT(WorkOrderMoved, (WorkOrderFact), (from))

struct WorkOrderCreated : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.created";
  ServiceType service_type = ServiceType::kCarryIn;
  Channel channel = Channel::kCounter;
  Warranty warranty = Warranty::kUnknown;
  std::optional<customers::CustomerId> customer;
  std::optional<customers::AssetId> asset;
  std::optional<WorkOrderId> repeat_of;
  std::optional<Instant> promise_at;
};
BOOST_DESCRIBE_STRUCT(WorkOrderCreated, (WorkOrderFact),
                      (service_type, channel, warranty, customer, asset, repeat_of, promise_at))

#define MANYI_WORK_ORDER_STEP(Name, kind)           \
  struct Name : WorkOrderMoved {                    \
    static constexpr std::string_view kKind = kind; \
  };                                                \
  BOOST_DESCRIBE_STRUCT(Name, (WorkOrderMoved), ())

MANYI_WORK_ORDER_STEP(WorkOrderAccepted, "work_order.accepted")
MANYI_WORK_ORDER_STEP(WorkOrderShipped, "work_order.shipped")
MANYI_WORK_ORDER_STEP(WorkOrderReceived, "work_order.received")
MANYI_WORK_ORDER_STEP(WorkOrderDispatched, "work_order.dispatched")
MANYI_WORK_ORDER_STEP(WorkOrderContacted, "work_order.contacted")
MANYI_WORK_ORDER_STEP(WorkOrderTravelStarted, "work_order.travel_started")
MANYI_WORK_ORDER_STEP(WorkOrderArrived, "work_order.arrived")
MANYI_WORK_ORDER_STEP(WorkOrderDiagnosisStarted, "work_order.diagnosis_started")
MANYI_WORK_ORDER_STEP(WorkOrderQuoteApproved, "work_order.quote_approved")
MANYI_WORK_ORDER_STEP(WorkOrderQuoteDeclined, "work_order.quote_declined")
MANYI_WORK_ORDER_STEP(WorkOrderPartArrived, "work_order.part_arrived")
MANYI_WORK_ORDER_STEP(WorkOrderRepairStarted, "work_order.repair_started")
MANYI_WORK_ORDER_STEP(WorkOrderRepaired, "work_order.repaired")
MANYI_WORK_ORDER_STEP(WorkOrderQcPassed, "work_order.qc_passed")
MANYI_WORK_ORDER_STEP(WorkOrderQcFailed, "work_order.qc_failed")
MANYI_WORK_ORDER_STEP(WorkOrderCustomerNotified, "work_order.customer_notified")
MANYI_WORK_ORDER_STEP(WorkOrderDelivered, "work_order.delivered")
MANYI_WORK_ORDER_STEP(WorkOrderClosed, "work_order.closed")
MANYI_WORK_ORDER_STEP(WorkOrderMarkedUnrepairable, "work_order.marked_unrepairable")
MANYI_WORK_ORDER_STEP(WorkOrderReopened, "work_order.reopened")
MANYI_WORK_ORDER_STEP(WorkOrderResumed, "work_order.resumed")
MANYI_WORK_ORDER_STEP(WorkOrderExpectationsSet, "work_order.expectations_set")
#undef MANYI_WORK_ORDER_STEP

struct WorkOrderScheduled : WorkOrderMoved {
  static constexpr std::string_view kKind = "work_order.scheduled";
  Instant appt_from, appt_to;
  std::int64_t appointment_version = 1;
};
BOOST_DESCRIBE_STRUCT(WorkOrderScheduled, (WorkOrderMoved), (appt_from, appt_to, appointment_version))

struct WorkOrderQuoteRequested : WorkOrderMoved {
  static constexpr std::string_view kKind = "work_order.quote_requested";
  std::optional<Money> amount;
};
BOOST_DESCRIBE_STRUCT(WorkOrderQuoteRequested, (WorkOrderMoved), (amount))

struct WorkOrderPartRequested : WorkOrderMoved {
  static constexpr std::string_view kKind = "work_order.part_requested";
  std::optional<Instant> part_promised_at;
};
BOOST_DESCRIBE_STRUCT(WorkOrderPartRequested, (WorkOrderMoved), (part_promised_at))

struct WorkOrderAssigned : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.assigned";
  std::optional<EmployeeId> before;
};
BOOST_DESCRIBE_STRUCT(WorkOrderAssigned, (WorkOrderFact), (before))

struct WorkOrderTransferred : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.transferred";
  SiteId from_site;
};
BOOST_DESCRIBE_STRUCT(WorkOrderTransferred, (WorkOrderFact), (from_site))

struct WorkOrderPromised : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.promised";
  std::optional<Instant> before;
  Instant promise_at;
  std::int64_t changes = 0;
  bool told_customer = false;
};
BOOST_DESCRIBE_STRUCT(WorkOrderPromised, (WorkOrderFact), (before, promise_at, changes, told_customer))

struct WorkOrderEscalated : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.escalated";
  std::int64_t level = 1;
};
BOOST_DESCRIBE_STRUCT(WorkOrderEscalated, (WorkOrderFact), (level))

struct WorkOrderPaused : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.paused";
  PauseReason reason = PauseReason::kOther;
  bool evidenced = false;
};
BOOST_DESCRIBE_STRUCT(WorkOrderPaused, (WorkOrderFact), (reason, evidenced))

struct WorkOrderCancelled : WorkOrderMoved {
  static constexpr std::string_view kKind = "work_order.cancelled";
  CancelReason reason = CancelReason::kOther;
};
BOOST_DESCRIBE_STRUCT(WorkOrderCancelled, (WorkOrderMoved), (reason))

/// `fields` names what changed, not to what.
struct WorkOrderEdited : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.edited";
  std::vector<std::string> fields;
};
BOOST_DESCRIBE_STRUCT(WorkOrderEdited, (WorkOrderFact), (fields))

struct WorkOrderCommented : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.commented";
  std::vector<EmployeeId> mentions;
};
BOOST_DESCRIBE_STRUCT(WorkOrderCommented, (WorkOrderFact), (mentions))

/// A later order of the same asset came, moved or went: the repeat links of this one changed.
struct WorkOrderLinked : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.linked";
  std::optional<WorkOrderId> repeat_of, followed_by;
};
BOOST_DESCRIBE_STRUCT(WorkOrderLinked, (WorkOrderFact), (repeat_of, followed_by))

/// History from elsewhere entered, or was corrected by a repeated import.
struct WorkOrderImported : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.imported";
  ImportKind change = ImportKind::kImported;
  Outcome outcome = Outcome::kUnknown;
};
BOOST_DESCRIBE_STRUCT(WorkOrderImported, (WorkOrderFact), (change, outcome))

struct WorkOrderDeleted : WorkOrderFact {
  static constexpr std::string_view kKind = "work_order.deleted";
};
BOOST_DESCRIBE_STRUCT(WorkOrderDeleted, (WorkOrderFact), ())

/// Limits or the repeat window changed; without a manufacturer, those of the house.
struct WorkOrderRuleSet {
  static constexpr std::string_view kKind = "work_order_rule.set";
  static constexpr int kSchema = 1;
  std::optional<catalog::ManufacturerId> manufacturer;
  DurationMs customer_limit_ms, business_limit_ms, manufacturer_limit_ms;
  std::int64_t repeat_window_days = 0;
  std::vector<journal::Subject> subjects() const {
    return {{"work_order_rule", manufacturer ? manufacturer->value() : 0}};
  }
};
BOOST_DESCRIBE_STRUCT(WorkOrderRuleSet, (),
                      (manufacturer, customer_limit_ms, business_limit_ms, manufacturer_limit_ms,
                       repeat_window_days))

/// An escalation was raised, moved on or corrected. Its question and answer are not in it.
struct EscalationFact {
  static constexpr int kSchema = 1;
  std::int64_t escalation = 0;
  WorkOrderId work_order;
  std::int64_t level = 1;
  std::string state;
  std::vector<journal::Subject> subjects() const { return {{"escalation", escalation}}; }
};
BOOST_DESCRIBE_STRUCT(EscalationFact, (), (escalation, work_order, level, state))
struct EscalationRecorded : EscalationFact {
  static constexpr std::string_view kKind = "escalation.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(EscalationRecorded, (EscalationFact), (change))
struct EscalationRemoved : EscalationFact {
  static constexpr std::string_view kKind = "escalation.removed";
};
BOOST_DESCRIBE_STRUCT(EscalationRemoved, (EscalationFact), ())

/// Thousands of orders that came in at once, for measurements. `digest` is over their rows as JSON.
struct WorkOrdersLoaded {
  static constexpr std::string_view kKind = "work_order.loaded";
  static constexpr int kSchema = 1;
  std::int64_t count = 0;
  WorkOrderId first, last;
  std::string digest;
  std::vector<journal::Subject> subjects() const { return {}; }
};
BOOST_DESCRIBE_STRUCT(WorkOrdersLoaded, (), (count, first, last, digest))

}  // namespace manyi::workorders
