// The named transitions: load, decide, change, stamp, store, publish.
// Owns what each of them needs to be told and what it does beside the state.
#include <algorithm>

#include "modules/workorders/escalations.h"
#include "modules/workorders/store.h"
#include "modules/workorders/workorders.h"
#include "modules/workorders/workorders_events.h"

namespace manyi::workorders {
namespace {

constexpr std::int64_t kMostEscalation = 3;

std::string_view explain(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNone: return "";
    case Refusal::kNotInServiceType: return "This way of service has no such step.";
    case Refusal::kWrongState: return "The state of the work order does not allow it.";
    case Refusal::kPaused: return "The work order is paused: resume it first.";
    case Refusal::kNotPaused: return "The work order is not paused.";
    case Refusal::kNoTechnician: return "Nobody is assigned yet.";
    case Refusal::kWarrantyUnchecked: return "Decide the warranty before a quote.";
    case Refusal::kQuoteNotApproved: return "Paid work begins after the customer approved the quote.";
    case Refusal::kPartOutstanding: return "A part is still on its way.";
    case Refusal::kOldPartUnrecorded: return "Record the old part before the new one is installed.";
    case Refusal::kQcMissing: return "It has not passed its quality check.";
    case Refusal::kExpectationsOpen: return "A need or expectation is not judged yet.";
    case Refusal::kCloseGuarded: return "Something on this work order is still open.";
    case Refusal::kNotPermitted: return "Another role does this.";
  }
  return "";
}

Error refuse(Refusal refusal, const Situation& situation) {
  std::vector<std::string> allowed;
  for (const Transition transition : allowed_transitions(situation)) allowed.push_back(enum_name(transition));
  return conflict("work_order." + enum_name(refusal), std::string(explain(refusal)), std::move(allowed));
}

std::string text_of(const std::optional<std::string>& text) {
  if (!text) return "";
  const auto begin = text->find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  return text->substr(begin, text->find_last_not_of(" \t\r\n") - begin + 1);
}

constexpr auto kNothingMore = [](auto&, const auto&, const auto&) {};

}  // namespace

std::span<const FieldRule> field_rules(const ReopenWorkOrder*) {
  static const FieldRule kRules[] = {
      {.name = "reason", .doc = "What was not done right.", .min_length = 1, .max_length = 500}};
  return kRules;
}
std::span<const FieldRule> field_rules(const RepromiseWorkOrder*) {
  static const FieldRule kRules[] = {
      {.name = "reason", .doc = "Why the promise changes.", .min_length = 1, .max_length = 500}};
  return kRules;
}
std::span<const FieldRule> field_rules(const EscalateWorkOrder*) {
  static const FieldRule kRules[] = {
      {.name = "level", .doc = "One more than now by default.", .minimum = 0, .maximum = kMostEscalation}};
  return kRules;
}
std::span<const FieldRule> field_rules(const PauseWorkOrder*) {
  static const FieldRule kRules[] = {
      {.name = "evidence",
       .doc = "What the manufacturer accepts as proof; without it his clock goes on.",
       .max_length = 300}};
  return kRules;
}

Situation WorkOrders::situation_of(db::ReadTx& tx, const Order& order) {
  Situation situation;
  situation.service_type = order.service_type;
  situation.state = order.state;
  situation.paused = order.pause_reason;
  situation.warranty = order.warranty;
  situation.has_technician = order.technician_id.has_value();
  situation.diagnosed = order.diagnosed_at.has_value();
  situation.part_outstanding =
      order.part_requested_at && !order.part_available_at &&
      (order.state == WorkOrderState::kWaitingPart || order.state == WorkOrderState::kScheduled ||
       order.state == WorkOrderState::kTravelling || order.state == WorkOrderState::kArrived);
  situation.repaired = order.repaired_at.has_value();
  situation.qc_passed = order.qc_passed_at.has_value();
  situation.expectations_open = order.expectations_open > 0;
  const GuardedOrder guarded = {
      order.tenant_id,      order.id,
      order.service_type,   order.warranty,
      order.quote_decision, order.quote_amount ? std::optional(Money(*order.quote_amount)) : std::nullopt};
  situation.quote_allows_work = quote_guard_ ? quote_guard_(tx, guarded)
                                             : order.warranty == Warranty::kInWarranty ||
                                                   order.quote_amount.value_or(0) == 0 ||
                                                   order.quote_decision == QuoteDecision::kApproved;
  situation.old_parts_recorded = !part_guard_ || part_guard_(tx, guarded);
  situation.may_close = !close_guard_ || close_guard_(tx, guarded);
  return situation;
}

void WorkOrders::measure_turnaround(db::ReadTx& tx, Order& order) {
  const auto hours = needs_.org.work_calendar(tx, order.tenant_id, order.site_id);
  measure_turnaround(tx, order, *hours, rule_for(tx, order.tenant_id, order.manufacturer_id));
}

void WorkOrders::measure_turnaround(db::ReadTx& tx, Order& order, const org::WorkCalendar& hours,
                                    const ClockRule& rule) {
  order.business_tat_ms.reset();
  order.manufacturer_tat_ms.reset();
  if (!order.delivered_at || !order.accepted_at || order.date_precision == DatePrecision::kDay) return;
  for (const ClockReading& clock : read_clocks_of(tx, order, *order.delivered_at, hours, rule)) {
    if (!clock.started_at) continue;
    if (clock.kind == ClockKind::kBusiness) order.business_tat_ms = clock.used_ms;
    if (clock.kind == ClockKind::kManufacturer) order.manufacturer_tat_ms = clock.used_ms;
  }
}

Result<void> WorkOrders::follow_asset(db::Tx& tx, const Caller& caller, const Order& order,
                                      Transition transition) {
  if (!order.asset_id) return {};
  using customers::AssetState;
  switch (transition) {
    case Transition::kAccept:
      if (order.service_type == ServiceType::kOnsite || order.service_type == ServiceType::kRemote) return {};
      return needs_.customers.set_asset_state(tx, caller, *order.asset_id, AssetState::kInRepair);
    case Transition::kDeliver:
      MANYI_CHECK(needs_.customers.bump_repair_count(tx, caller, *order.asset_id, 1));
      return needs_.customers.set_asset_state(tx, caller, *order.asset_id, AssetState::kInUse);
    case Transition::kReopen:
      MANYI_CHECK(needs_.customers.bump_repair_count(tx, caller, *order.asset_id, -1));
      return needs_.customers.set_asset_state(tx, caller, *order.asset_id, AssetState::kInRepair);
    case Transition::kCancel:
      return needs_.customers.set_asset_state(tx, caller, *order.asset_id, AssetState::kInUse);
    default: return {};
  }
}

template <class Event, class Change, class Fill>
Result<WorkOrder> WorkOrders::step(db::Tx& tx, const Caller& caller, Transition transition,
                                   const MoveWorkOrder& in, Change change, Fill fill) {
  MANYI_TRY(Order order, load(tx, caller, in.id, in.if_match));
  const Situation situation = situation_of(tx, order);
  const Decision decision = decide(transition, situation);
  // Dispatching names the technician in the same breath; its own change checks that there is one.
  if (!decision.allowed() &&
      !(transition == Transition::kDispatch && decision.refusal == Refusal::kNoTechnician) &&
      !(transition == Transition::kClose && decision.refusal == Refusal::kExpectationsOpen))
    return refuse(decision.refusal, situation);
  const Instant now = tx.now();
  const Order before = order;
  WorkOrderState to = decision.to;
  if (transition == Transition::kDispatch) to = WorkOrderState::kDispatched;
  if (transition == Transition::kClose) to = WorkOrderState::kClosed;
  MANYI_CHECK(change(order, to));
  stamp(transition, before.state, to, order.channel, now, order);
  credit(transition, before.state, to, order.channel,
         caller.employee ? std::optional(caller.employee) : std::nullopt, before.technician_id, order);
  order.state = to;
  order.is_open = is_open(to);
  order.version += 1;
  order.updated_at = now;
  order.updated_by = caller.user;
  const bool ends_pause =
      order.pause_reason && (transition == Transition::kResume || transition == Transition::kPartArrived ||
                             transition == Transition::kCancel);
  if (ends_pause) {
    const DurationMs rested = now - order.paused_since.value_or(now);
    order.paused_ms = order.paused_ms + rested;
    if (!order.pause_evidence.empty()) order.evidenced_paused_ms = order.evidenced_paused_ms + rested;
    order.pause_reason.reset();
    order.paused_since.reset();
    order.pause_evidence.clear();
    MANYI_CHECK(store::end_pauses(tx, order.tenant_id, order.id, now));
  }
  if (transition == Transition::kDeliver || transition == Transition::kReopen) measure_turnaround(tx, order);
  Event event;
  if (const std::string note = text_of(in.note); !note.empty()) {
    MANYI_TRY(event.note, write_note(tx, caller, order.id, transition, note));
  }
  MANYI_CHECK(store::update_progress(tx, order));
  if (order.asset_id && (transition == Transition::kDeliver || transition == Transition::kReopen ||
                         transition == Transition::kCancel)) {
    MANYI_CHECK(relink(tx, caller, *order.asset_id, &order));
    if (static_cast<const store::Links&>(order) != static_cast<const store::Links&>(before))
      MANYI_CHECK(store::update_links(tx, order.tenant_id, order.id, order));
  }
  MANYI_CHECK(follow_asset(tx, caller, order, transition));
  event.work_order = order.id;
  event.site = order.site_id;
  event.technician = order.technician_id;
  event.state = order.state;
  event.at = now;
  if constexpr (requires { event.from; }) event.from = before.state;
  fill(event, before, order);
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return present(tx, caller, order);
}

template <class Event>
Result<WorkOrder> WorkOrders::plain_step(db::Tx& tx, const Caller& caller, Transition transition,
                                         const MoveWorkOrder& in) {
  return step<Event>(
      tx, caller, transition, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        switch (transition) {
          case Transition::kApproveQuote: order.quote_decision = QuoteDecision::kApproved; break;
          case Transition::kDeclineQuote: order.quote_decision = QuoteDecision::kDeclined; break;
          case Transition::kFinishRepair: order.outcome = Outcome::kRepaired; break;
          case Transition::kFailQc:
            order.qc_failures += 1;
            order.outcome = Outcome::kUnknown;
            break;
          case Transition::kArrive: order.visits += 1; break;
          case Transition::kDeliver:
            if (order.state == WorkOrderState::kRepairing && order.outcome == Outcome::kUnknown)
              order.outcome = Outcome::kRepaired;
            else if (order.quote_decision == QuoteDecision::kDeclined && order.outcome == Outcome::kUnknown)
              order.outcome = Outcome::kRepairable;  // it could have been done, and was not wanted
            break;
          default: break;
        }
        return {};
      },
      kNothingMore);
}

Result<WorkOrder> WorkOrders::move(db::Tx& tx, const Caller& caller, Transition transition,
                                   const MoveWorkOrder& in) {
  using enum Transition;
  switch (transition) {
    case kAccept: return plain_step<WorkOrderAccepted>(tx, caller, transition, in);
    case kShip: return plain_step<WorkOrderShipped>(tx, caller, transition, in);
    case kReceive: return plain_step<WorkOrderReceived>(tx, caller, transition, in);
    case kContact: return plain_step<WorkOrderContacted>(tx, caller, transition, in);
    case kTravel: return plain_step<WorkOrderTravelStarted>(tx, caller, transition, in);
    case kArrive: return plain_step<WorkOrderArrived>(tx, caller, transition, in);
    case kApproveQuote: return plain_step<WorkOrderQuoteApproved>(tx, caller, transition, in);
    case kDeclineQuote: return plain_step<WorkOrderQuoteDeclined>(tx, caller, transition, in);
    case kPartArrived: return plain_step<WorkOrderPartArrived>(tx, caller, transition, in);
    case kStartRepair: return plain_step<WorkOrderRepairStarted>(tx, caller, transition, in);
    case kFinishRepair: return plain_step<WorkOrderRepaired>(tx, caller, transition, in);
    case kPassQc: return plain_step<WorkOrderQcPassed>(tx, caller, transition, in);
    case kFailQc: return plain_step<WorkOrderQcFailed>(tx, caller, transition, in);
    case kNotifyCustomer: return plain_step<WorkOrderCustomerNotified>(tx, caller, transition, in);
    case kDeliver: return plain_step<WorkOrderDelivered>(tx, caller, transition, in);
    case kResume: return plain_step<WorkOrderResumed>(tx, caller, transition, in);
    case kDispatch: {
      DispatchWorkOrder command;
      static_cast<MoveWorkOrder&>(command) = in;
      return dispatch(tx, caller, command);
    }
    case kDiagnose: {
      DiagnoseWorkOrder command;
      static_cast<MoveWorkOrder&>(command) = in;
      return diagnose(tx, caller, command);
    }
    case kRequestQuote: {
      RequestQuote command;
      static_cast<MoveWorkOrder&>(command) = in;
      return request_quote(tx, caller, command);
    }
    case kWaitPart: {
      WaitPart command;
      static_cast<MoveWorkOrder&>(command) = in;
      return wait_part(tx, caller, command);
    }
    case kMarkUnrepairable: {
      MarkUnrepairable command;
      static_cast<MoveWorkOrder&>(command) = in;
      return mark_unrepairable(tx, caller, command);
    }
    case kClose: {
      CloseWorkOrder command;
      static_cast<MoveWorkOrder&>(command) = in;
      return close(tx, caller, command);
    }
    case kEscalate: {
      EscalateWorkOrder command;
      static_cast<MoveWorkOrder&>(command) = in;
      return escalate(tx, caller, command);
    }
    default: return invalid("", "incomplete", "This transition needs more than a note.");
  }
}

Result<WorkOrder> WorkOrders::dispatch(db::Tx& tx, const Caller& caller, const DispatchWorkOrder& in) {
  return step<WorkOrderDispatched>(
      tx, caller, Transition::kDispatch, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        if (in.technician_id) {
          MANYI_CHECK(check_technician(tx, caller.tenant, *in.technician_id, "/technician_id"));
          order.technician_id = in.technician_id;
        }
        if (!order.technician_id) return refuse(Refusal::kNoTechnician, situation_of(tx, order));
        return {};
      },
      kNothingMore);
}

Result<WorkOrder> WorkOrders::schedule(db::Tx& tx, const Caller& caller, const ScheduleWorkOrder& in) {
  if (in.to <= in.from) return invalid("/to", "window", "The appointment ends before it begins.");
  if (in.to - in.from > kDay * 7) return invalid("/to", "window", "An appointment lasts at most a week.");
  if (in.to < tx.now()) return invalid("/to", "past", "The appointment lies in the past.");
  return step<WorkOrderScheduled>(
      tx, caller, Transition::kSchedule, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        order.appt_from = in.from;
        order.appt_to = in.to;
        if (!order.first_appt_from) {
          order.first_appt_from = in.from;
          order.first_appt_to = in.to;
        }
        order.appointment_version += 1;
        return {};
      },
      [&](WorkOrderScheduled& event, const auto&, const auto& after) {
        event.appt_from = in.from;
        event.appt_to = in.to;
        event.appointment_version = after.appointment_version;
      });
}

Result<WorkOrder> WorkOrders::diagnose(db::Tx& tx, const Caller& caller, const DiagnoseWorkOrder& in) {
  return step<WorkOrderDiagnosisStarted>(
      tx, caller, Transition::kDiagnose, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        if (!in.fault_code_id) return {};
        if (!needs_.catalog.fault_code(tx, caller.tenant, *in.fault_code_id))
          return invalid("/fault_code_id", "not_found", "There is no such fault code.");
        order.fault_code_id = in.fault_code_id;
        return store::update_intake(tx, order);
      },
      kNothingMore);
}

Result<WorkOrder> WorkOrders::request_quote(db::Tx& tx, const Caller& caller, const RequestQuote& in) {
  if (in.amount && in.amount->amount() < 0) return invalid("/amount", "minimum", "Not below zero.");
  return step<WorkOrderQuoteRequested>(
      tx, caller, Transition::kRequestQuote, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        order.quote_decision = QuoteDecision::kAsked;
        if (in.amount) {
          order.quote_amount = in.amount->amount();
          order.quote_currency = in.amount->currency().text();
        }
        return {};
      },
      [&](WorkOrderQuoteRequested& event, const auto&, const auto&) { event.amount = in.amount; });
}

Result<WorkOrder> WorkOrders::wait_part(db::Tx& tx, const Caller& caller, const WaitPart& in) {
  return step<WorkOrderPartRequested>(
      tx, caller, Transition::kWaitPart, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        order.part_promised_at = in.part_promised_at;
        return {};
      },
      [&](WorkOrderPartRequested& event, const auto&, const auto&) {
        event.part_promised_at = in.part_promised_at;
      });
}

Result<WorkOrder> WorkOrders::mark_unrepairable(db::Tx& tx, const Caller& caller,
                                                const MarkUnrepairable& in) {
  return step<WorkOrderMarkedUnrepairable>(
      tx, caller, Transition::kMarkUnrepairable, in,
      [&](Order& order, WorkOrderState& to) -> Result<void> {
        if (in.exchange.value_or(false)) to = WorkOrderState::kExchange;
        order.outcome = Outcome::kUnrepairable;
        order.outcome_barrier = in.barrier.value_or("");
        order.repaired_at.reset();
        return {};
      },
      kNothingMore);
}

Result<WorkOrder> WorkOrders::close(db::Tx& tx, const Caller& caller, const CloseWorkOrder& in) {
  return step<WorkOrderClosed>(
      tx, caller, Transition::kClose, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        std::vector<FieldError> errors;
        if (order.expectations > 0) {
          auto rows = store::expectations_of(tx, caller.tenant, order.id);
          for (std::size_t i = 0; i < in.verdicts.size(); ++i) {
            const auto row = std::find_if(rows.begin(), rows.end(),
                                          [&](const auto& r) { return r.id == in.verdicts[i].id; });
            if (row == rows.end()) {
              errors.push_back(
                  {"/verdicts/" + std::to_string(i) + "/id", "not_found", "It is not on this work order."});
              continue;
            }
            row->verdict = in.verdicts[i].verdict;
            MANYI_CHECK(store::update_expectation(tx, *row));
          }
          order.expectations_open = 0;
          for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].verdict != Verdict::kOpen) continue;
            order.expectations_open += 1;
            errors.push_back({"/expectations/" + std::to_string(i), "not_judged",
                              "Say whether it was met, not met or exceeded."});
          }
        } else if (!in.verdicts.empty()) {
          errors.push_back({"/verdicts/0/id", "not_found", "It is not on this work order."});
        }
        if (!errors.empty()) return invalid(std::move(errors));
        const Situation judged = situation_of(tx, order);
        if (!judged.may_close) return refuse(Refusal::kCloseGuarded, judged);
        return {};
      },
      kNothingMore);
}

Result<WorkOrder> WorkOrders::reopen(db::Tx& tx, const Caller& caller, const ReopenWorkOrder& in) {
  MoveWorkOrder move = in;
  move.note = in.reason + (in.note ? "\n" + *in.note : "");
  return step<WorkOrderReopened>(
      tx, caller, Transition::kReopen, move,
      [&](Order& order, WorkOrderState) -> Result<void> {
        order.reopen_count += 1;
        order.outcome = Outcome::kUnknown;
        order.outcome_barrier.clear();
        order.expectations_open = order.expectations;
        if (order.expectations > 0) return store::reopen_expectations(tx, caller.tenant, order.id);
        return {};
      },
      kNothingMore);
}

Result<WorkOrder> WorkOrders::assign(db::Tx& tx, const Caller& caller, const AssignWorkOrder& in) {
  MANYI_CHECK(check_technician(tx, caller.tenant, in.technician_id, "/technician_id"));
  return step<WorkOrderAssigned>(
      tx, caller, Transition::kAssign, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        order.technician_id = in.technician_id;
        return {};
      },
      [](WorkOrderAssigned& event, const auto& before, const auto&) { event.before = before.technician_id; });
}

Result<WorkOrder> WorkOrders::transfer(db::Tx& tx, const Caller& caller, const TransferWorkOrder& in) {
  const auto site = needs_.org.site(tx, caller.tenant, in.site_id);
  if (!site || site->state != org::SiteState::kActive)
    return invalid("/site_id", "not_found", "There is no such site at work.");
  return step<WorkOrderTransferred>(
      tx, caller, Transition::kTransfer, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        if (order.site_id == in.site_id) return invalid("/site_id", "same", "It is at this site already.");
        order.site_id = in.site_id;
        order.technician_id.reset();
        return store::update_intake(tx, order);
      },
      [](WorkOrderTransferred& event, const auto& before, const auto&) { event.from_site = before.site_id; });
}

Result<WorkOrder> WorkOrders::repromise(db::Tx& tx, const Caller& caller, const RepromiseWorkOrder& in) {
  if (in.promise_at <= tx.now()) return invalid("/promise_at", "past", "A promise lies in the future.");
  return step<WorkOrderPromised>(
      tx, caller, Transition::kRepromise, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        if (order.promise_at == in.promise_at)
          return invalid("/promise_at", "same", "This is the promise in force.");
        if (order.promise_at) order.promise_changes += 1;
        set_promise(order, in.promise_at);
        return store::insert_promise(tx, {order.tenant_id, tx.new_id<PromiseTag>(), order.id, in.promise_at,
                                          in.reason, in.told_customer, tx.now(), caller.user});
      },
      [&](WorkOrderPromised& event, const auto& before, const auto& after) {
        event.before = before.promise_at;
        event.promise_at = in.promise_at;
        event.changes = after.promise_changes;
        event.told_customer = in.told_customer;
      });
}

Result<WorkOrder> WorkOrders::escalate(db::Tx& tx, const Caller& caller, const EscalateWorkOrder& in) {
  auto escalated = step<WorkOrderEscalated>(
      tx, caller, Transition::kEscalate, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        order.escalation_level = in.level.value_or(std::min(order.escalation_level + 1, kMostEscalation));
        return {};
      },
      [](WorkOrderEscalated& event, const auto&, const auto& after) {
        event.level = after.escalation_level;
      });
  if (!escalated || escalated->escalation_level < 1) return escalated;
  ImportedEscalation raised;
  raised.work_order_id = escalated->id;
  raised.raised_at = tx.now();
  raised.level = escalated->escalation_level;
  raised.kind = in.kind;
  raised.resolver_id = in.resolver_id;
  raised.question = in.note;
  MANYI_CHECK(escalations_->record(tx, caller, raised));
  return escalated;
}

Result<WorkOrder> WorkOrders::pause(db::Tx& tx, const Caller& caller, const PauseWorkOrder& in) {
  const std::string evidence = text_of(in.evidence);
  return step<WorkOrderPaused>(
      tx, caller, Transition::kPause, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        order.pause_reason = in.reason;
        order.paused_since = tx.now();
        order.pause_evidence = evidence;
        return store::insert_pause(tx, {order.tenant_id, tx.new_id<PauseTag>(), order.id, in.reason, evidence,
                                        tx.now(), std::nullopt, caller.user});
      },
      [&](WorkOrderPaused& event, const auto&, const auto&) {
        event.reason = in.reason;
        event.evidenced = !evidence.empty();
      });
}

Result<WorkOrder> WorkOrders::cancel(db::Tx& tx, const Caller& caller, const CancelWorkOrder& in) {
  return step<WorkOrderCancelled>(
      tx, caller, Transition::kCancel, in,
      [&](Order& order, WorkOrderState) -> Result<void> {
        order.cancel_reason = in.reason;
        return {};
      },
      [&](WorkOrderCancelled& event, const auto&, const auto&) { event.reason = in.reason; });
}

}  // namespace manyi::workorders
