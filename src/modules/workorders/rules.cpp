// The state tables of the four ways of service, their guards and the stamps they write.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/workorders/rules.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace manyi::workorders {
namespace {

using S = WorkOrderState;
using T = Transition;

struct Step {
  Transition transition;
  WorkOrderState from;
  WorkOrderState to;
};

// Where one transition starts from several states, the first line is the main way. Besides the plain way:
// a declined quote may be renewed, a repair may find that it needs another part, a failed check goes back
// to the bench, and a visit that met nobody is scheduled anew.
const std::vector<Step> kCarryInSteps = {
    {T::kAccept, S::kDraft, S::kAccepted},
    {T::kDiagnose, S::kAccepted, S::kDiagnosing},
    {T::kRequestQuote, S::kDiagnosing, S::kQuoting},
    {T::kRequestQuote, S::kDeclined, S::kQuoting},
    {T::kApproveQuote, S::kQuoting, S::kApproved},
    {T::kDeclineQuote, S::kQuoting, S::kDeclined},
    {T::kWaitPart, S::kDiagnosing, S::kWaitingPart},
    {T::kWaitPart, S::kApproved, S::kWaitingPart},
    {T::kWaitPart, S::kRepairing, S::kWaitingPart},
    {T::kPartArrived, S::kWaitingPart, S::kWaitingPart},
    {T::kStartRepair, S::kDiagnosing, S::kRepairing},
    {T::kStartRepair, S::kApproved, S::kRepairing},
    {T::kStartRepair, S::kWaitingPart, S::kRepairing},
    {T::kFinishRepair, S::kRepairing, S::kQc},
    {T::kPassQc, S::kQc, S::kReady},
    {T::kFailQc, S::kQc, S::kRepairing},
    {T::kNotifyCustomer, S::kReady, S::kReady},
    {T::kNotifyCustomer, S::kDeclined, S::kReady},
    {T::kNotifyCustomer, S::kUnrepairable, S::kReady},
    {T::kNotifyCustomer, S::kExchange, S::kReady},
    {T::kDeliver, S::kReady, S::kDelivered},
    {T::kClose, S::kDelivered, S::kClosed},
};

// As carry-in, with the parcel's way there and back.
const std::vector<Step> kMailInSteps = [] {
  std::vector<Step> steps;
  for (Step step : kCarryInSteps) {
    if (step.transition == T::kDiagnose) step.from = S::kReceived;
    if (step.transition == T::kDeliver) step.from = S::kShipped;
    steps.push_back(step);
    if (step.transition == T::kAccept) {
      steps.push_back({T::kShip, S::kAccepted, S::kInTransit});
      steps.push_back({T::kReceive, S::kInTransit, S::kReceived});
    }
  }
  steps.push_back({T::kShip, S::kReady, S::kShipped});
  return steps;
}();

const std::vector<Step> kOnsiteSteps = {
    {T::kAccept, S::kDraft, S::kAccepted},
    {T::kDispatch, S::kAccepted, S::kDispatched},
    {T::kContact, S::kDispatched, S::kContacted},
    {T::kSchedule, S::kContacted, S::kScheduled},
    {T::kSchedule, S::kScheduled, S::kScheduled},
    {T::kSchedule, S::kTravelling, S::kScheduled},
    {T::kSchedule, S::kArrived, S::kScheduled},
    {T::kSchedule, S::kWaitingPart, S::kScheduled},
    {T::kTravel, S::kScheduled, S::kTravelling},
    {T::kArrive, S::kTravelling, S::kArrived},
    {T::kDiagnose, S::kArrived, S::kDiagnosing},
    {T::kRequestQuote, S::kDiagnosing, S::kQuoting},
    {T::kRequestQuote, S::kDeclined, S::kQuoting},
    {T::kApproveQuote, S::kQuoting, S::kApproved},
    {T::kDeclineQuote, S::kQuoting, S::kDeclined},
    {T::kWaitPart, S::kDiagnosing, S::kWaitingPart},
    {T::kWaitPart, S::kApproved, S::kWaitingPart},
    {T::kWaitPart, S::kRepairing, S::kWaitingPart},
    {T::kPartArrived, S::kWaitingPart, S::kWaitingPart},
    {T::kPartArrived, S::kScheduled, S::kScheduled},
    {T::kStartRepair, S::kDiagnosing, S::kRepairing},
    {T::kStartRepair, S::kApproved, S::kRepairing},
    {T::kStartRepair, S::kArrived, S::kRepairing},
    {T::kFinishRepair, S::kRepairing, S::kRepairing},
    {T::kDeliver, S::kRepairing, S::kDelivered},
    {T::kDeliver, S::kDeclined, S::kDelivered},
    {T::kDeliver, S::kUnrepairable, S::kDelivered},
    {T::kDeliver, S::kExchange, S::kDelivered},
    {T::kNotifyCustomer, S::kRepairing, S::kRepairing},
    {T::kClose, S::kDelivered, S::kClosed},
};

const std::vector<Step> kRemoteSteps = {
    {T::kAccept, S::kDraft, S::kAccepted},
    {T::kContact, S::kAccepted, S::kContacted},
    {T::kDiagnose, S::kContacted, S::kDiagnosing},
    {T::kStartRepair, S::kDiagnosing, S::kRepairing},
    {T::kFinishRepair, S::kRepairing, S::kRepairing},
    {T::kNotifyCustomer, S::kRepairing, S::kRepairing},
    {T::kDeliver, S::kRepairing, S::kDelivered},
    {T::kDeliver, S::kUnrepairable, S::kDelivered},
    {T::kDeliver, S::kExchange, S::kDelivered},
    {T::kClose, S::kDelivered, S::kClosed},
};

const std::vector<Step>& steps_of(ServiceType type) {
  switch (type) {
    case ServiceType::kCarryIn: return kCarryInSteps;
    case ServiceType::kMailIn: return kMailInSteps;
    case ServiceType::kOnsite: return kOnsiteSteps;
    case ServiceType::kRemote: return kRemoteSteps;
  }
  return kCarryInSteps;
}

bool is_being_examined(S state) {
  switch (state) {
    case S::kDiagnosing:
    case S::kQuoting:
    case S::kApproved:
    case S::kDeclined:
    case S::kWaitingPart:
    case S::kRepairing:
    case S::kQc: return true;
    default: return false;
  }
}

// Actions beside the main way, the same for every service type: where they lead, if anywhere.
std::optional<S> side_step(T transition, S state) {
  switch (transition) {
    case T::kMarkUnrepairable:
      return is_being_examined(state) ? std::optional(S::kUnrepairable) : std::nullopt;
    case T::kReopen:
      return state == S::kDelivered || state == S::kClosed ? std::optional(S::kDiagnosing) : std::nullopt;
    case T::kCancel: return is_unfinished(state) ? std::optional(S::kCancelled) : std::nullopt;
    case T::kPause:
    case T::kResume:
    case T::kAssign:
    case T::kTransfer:
    case T::kRepromise: return is_unfinished(state) ? std::optional(state) : std::nullopt;
    case T::kContact:
    case T::kEscalate: return is_open(state) ? std::optional(state) : std::nullopt;
    default: return std::nullopt;
  }
}

bool is_side_action(T transition) {
  switch (transition) {
    case T::kMarkUnrepairable:
    case T::kReopen:
    case T::kCancel:
    case T::kPause:
    case T::kResume:
    case T::kAssign:
    case T::kTransfer:
    case T::kRepromise:
    case T::kContact:
    case T::kEscalate: return true;
    default: return false;
  }
}

// What may go on while the order rests. A part's arrival ends the pause that waited for it.
bool runs_while_paused(T transition, PauseReason reason) {
  switch (transition) {
    case T::kResume:
    case T::kCancel:
    case T::kContact:
    case T::kAssign:
    case T::kTransfer:
    case T::kRepromise:
    case T::kEscalate:
    case T::kNotifyCustomer: return true;
    case T::kPartArrived: return reason == PauseReason::kWaitingPart;
    default: return false;
  }
}

Refusal guard(T transition, const Situation& s) {
  switch (transition) {
    case T::kDispatch: return s.has_technician ? Refusal::kNone : Refusal::kNoTechnician;
    case T::kRequestQuote:
      return s.warranty == Warranty::kUnknown ? Refusal::kWarrantyUnchecked : Refusal::kNone;
    case T::kStartRepair:
      if (s.state == S::kArrived && !s.diagnosed) return Refusal::kWrongState;
      if (s.part_outstanding) return Refusal::kPartOutstanding;
      return s.quote_allows_work ? Refusal::kNone : Refusal::kQuoteNotApproved;
    case T::kFinishRepair: return s.old_parts_recorded ? Refusal::kNone : Refusal::kOldPartUnrecorded;
    case T::kNotifyCustomer:
      // What was repaired reaches the shelf through the check only.
      return s.state != S::kReady && s.repaired && !s.qc_passed &&
                     (s.service_type == ServiceType::kCarryIn || s.service_type == ServiceType::kMailIn)
                 ? Refusal::kQcMissing
                 : Refusal::kNone;
    case T::kDeliver:
      return s.state == S::kRepairing && !s.repaired && !s.old_parts_recorded ? Refusal::kOldPartUnrecorded
                                                                              : Refusal::kNone;
    case T::kClose:
      if (s.expectations_open) return Refusal::kExpectationsOpen;
      return s.may_close ? Refusal::kNone : Refusal::kCloseGuarded;
    default: return Refusal::kNone;
  }
}

// Delivering or shipping what has not passed its check is refused with that reason, not with the
// state: it tells the clerk what is missing.
bool waits_for_qc(T transition, const Situation& s) {
  return (transition == T::kDeliver || transition == T::kShip || transition == T::kNotifyCustomer) &&
         (s.service_type == ServiceType::kCarryIn || s.service_type == ServiceType::kMailIn) &&
         (s.state == S::kRepairing || s.state == S::kQc);
}

}  // namespace

bool is_open(WorkOrderState state) { return state != S::kClosed && state != S::kCancelled; }

bool is_unfinished(WorkOrderState state) { return is_open(state) && state != S::kDelivered; }

const std::vector<WorkOrderState>& main_way(ServiceType type) {
  static const std::vector<S> kCarryIn = {S::kAccepted,    S::kDiagnosing, S::kQuoting,
                                          S::kWaitingPart, S::kRepairing,  S::kQc,
                                          S::kReady,       S::kDelivered,  S::kClosed};
  static const std::vector<S> kMailIn = {S::kAccepted, S::kInTransit,   S::kReceived,  S::kDiagnosing,
                                         S::kQuoting,  S::kWaitingPart, S::kRepairing, S::kQc,
                                         S::kReady,    S::kShipped,     S::kDelivered, S::kClosed};
  static const std::vector<S> kOnsite = {S::kAccepted,    S::kDispatched, S::kContacted,  S::kScheduled,
                                         S::kTravelling,  S::kArrived,    S::kDiagnosing, S::kQuoting,
                                         S::kWaitingPart, S::kRepairing,  S::kDelivered,  S::kClosed};
  static const std::vector<S> kRemote = {S::kAccepted,  S::kContacted, S::kDiagnosing,
                                         S::kRepairing, S::kDelivered, S::kClosed};
  switch (type) {
    case ServiceType::kCarryIn: return kCarryIn;
    case ServiceType::kMailIn: return kMailIn;
    case ServiceType::kOnsite: return kOnsite;
    case ServiceType::kRemote: return kRemote;
  }
  return kCarryIn;
}

Decision decide(Transition transition, const Situation& s) {
  Decision decision{Refusal::kNone, s.state};
  bool in_type = is_side_action(transition);
  std::optional<S> to;
  for (const Step& step : steps_of(s.service_type)) {
    if (step.transition != transition) continue;
    in_type = true;
    if (step.from == s.state) to = step.to;
  }
  if (!in_type) return {Refusal::kNotInServiceType, s.state};
  if (!to) to = side_step(transition, s.state);
  if (!to) return {waits_for_qc(transition, s) ? Refusal::kQcMissing : Refusal::kWrongState, s.state};
  decision.to = *to;
  if (transition == T::kResume && !s.paused) return {Refusal::kNotPaused, s.state};
  if (s.paused && !runs_while_paused(transition, *s.paused)) return {Refusal::kPaused, s.state};
  decision.refusal = guard(transition, s);
  if (!decision.allowed()) decision.to = s.state;
  return decision;
}

std::vector<Transition> allowed_transitions(const Situation& situation) {
  std::vector<Transition> allowed;
  for (const auto& [transition, name] : enum_entries<Transition>())
    if (decide(transition, situation).allowed()) allowed.push_back(transition);
  return allowed;
}

Permission permission_for(Transition transition) {
  using enum Permission;
  switch (transition) {
    case T::kAccept:
    case T::kReceive: return kWorkOrderAccept;
    case T::kDispatch: return kWorkOrderDispatch;
    case T::kContact:
    case T::kSchedule:
    case T::kTravel:
    case T::kArrive: return kWorkOrderContact;
    case T::kDiagnose:
    case T::kMarkUnrepairable: return kWorkOrderDiagnose;
    case T::kRequestQuote:
    case T::kApproveQuote:
    case T::kDeclineQuote: return kWorkOrderQuote;
    case T::kWaitPart:
    case T::kPartArrived: return kWorkOrderPart;
    case T::kStartRepair:
    case T::kFinishRepair: return kWorkOrderRepair;
    case T::kPassQc:
    case T::kFailQc: return kWorkOrderQc;
    case T::kNotifyCustomer: return kWorkOrderNotify;
    case T::kShip:
    case T::kDeliver: return kWorkOrderDeliver;
    case T::kClose: return kWorkOrderClose;
    case T::kReopen: return kWorkOrderReopen;
    case T::kAssign: return kWorkOrderAssign;
    case T::kTransfer: return kWorkOrderTransfer;
    case T::kRepromise: return kWorkOrderRepromise;
    case T::kEscalate: return kWorkOrderEscalate;
    case T::kPause:
    case T::kResume: return kWorkOrderPause;
    case T::kCancel: return kWorkOrderCancel;
  }
  return kWorkOrderEdit;
}

std::vector<std::string> roles_with(Permission permission) {
  std::vector<std::string> codes;
  for (const RoleRule& rule : role_rules())
    if (rule.permissions.has(permission)) codes.emplace_back(rule.code);
  return codes;
}

std::vector<ActionAnswer> allowed_actions(const Situation& situation, const PermissionSet& permissions) {
  std::vector<ActionAnswer> answers;
  bool has_primary = false;
  for (const auto& [transition, name_text] : enum_entries<Transition>()) {
    const Decision decision = decide(transition, situation);
    if (decision.refusal == Refusal::kNotInServiceType) continue;
    const Permission permission = permission_for(transition);
    ActionAnswer answer;
    answer.transition = transition;
    answer.permission = std::string(name(permission));
    answer.who = roles_with(permission);
    answer.allowed = decision.allowed() && permissions.has(permission);
    if (!decision.allowed())
      answer.reason = decision.refusal;
    else if (!answer.allowed)
      answer.reason = Refusal::kNotPermitted;
    // The furthest step of the main way is the one to offer first; side actions never are.
    const bool forward =
        decision.allowed() && decision.to != situation.state && transition != T::kDeclineQuote &&
        transition != T::kFailQc && transition != T::kCancel && transition != T::kReopen &&
        transition != T::kMarkUnrepairable && transition != T::kWaitPart && transition != T::kRequestQuote;
    if (answer.allowed && !has_primary &&
        (forward || (situation.paused && transition == T::kResume) ||
         (transition == T::kPartArrived && situation.part_outstanding))) {
      answer.primary = true;
      has_primary = true;
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

void stamp(Transition transition, WorkOrderState from, WorkOrderState to, Channel channel, Instant at,
           Stamps& stamps) {
  const auto once = [at](std::optional<Instant>& field) {
    if (!field) field = at;
  };
  if (from == S::kDiagnosing && to != from && transition != T::kCancel) stamps.diagnosed_at = at;
  switch (transition) {
    case T::kAccept:
      stamps.accepted_at = at;
      if (channel == Channel::kCounter) once(stamps.first_contacted_at);  // he stands before us
      break;
    case T::kContact: once(stamps.first_contacted_at); break;
    case T::kDispatch: once(stamps.dispatched_at); break;
    case T::kReceive: stamps.received_at = at; break;
    case T::kArrive: once(stamps.arrived_at); break;
    case T::kRequestQuote:
      stamps.quote_sent_at = at;
      stamps.quote_decided_at.reset();
      break;
    case T::kApproveQuote:
    case T::kDeclineQuote: stamps.quote_decided_at = at; break;
    case T::kWaitPart:
      once(stamps.part_requested_at);
      stamps.part_available_at.reset();
      break;
    case T::kPartArrived: stamps.part_available_at = at; break;
    case T::kStartRepair: once(stamps.repair_started_at); break;
    case T::kFinishRepair: stamps.repaired_at = at; break;
    case T::kPassQc: stamps.qc_passed_at = at; break;
    case T::kFailQc: stamps.repaired_at.reset(); break;
    case T::kNotifyCustomer: stamps.customer_notified_at = at; break;
    case T::kShip:
      if (to == S::kShipped) stamps.shipped_at = at;
      break;
    case T::kDeliver:
      if (from == S::kRepairing) once(stamps.repaired_at);
      stamps.delivered_at = at;
      once(stamps.first_delivered_at);
      break;
    case T::kClose:
      stamps.closed_at = at;
      once(stamps.first_closed_at);
      break;
    case T::kReopen:
      stamps.reopened_at = at;
      stamps.diagnosed_at.reset();
      stamps.repaired_at.reset();
      stamps.qc_passed_at.reset();
      stamps.customer_notified_at.reset();
      stamps.shipped_at.reset();
      stamps.delivered_at.reset();
      stamps.closed_at.reset();
      break;
    case T::kCancel: stamps.cancelled_at = at; break;
    default: break;
  }
}

void credit(Transition transition, WorkOrderState from, WorkOrderState to, Channel channel,
            std::optional<EmployeeId> actor, std::optional<EmployeeId> assigned, Credits& credits) {
  const auto once = [](std::optional<EmployeeId>& field, std::optional<EmployeeId> who) {
    if (!field) field = who;
  };
  const auto worker = assigned ? assigned : actor;
  if (from == S::kDiagnosing && to != from && transition != T::kCancel) once(credits.diagnosed_by, worker);
  switch (transition) {
    case T::kAccept:
      once(credits.accepted_by, actor);
      if (channel == Channel::kCounter) once(credits.contacted_by, actor);
      break;
    case T::kContact: once(credits.contacted_by, actor); break;
    case T::kFinishRepair:
    case T::kMarkUnrepairable:
    case T::kDeclineQuote: once(credits.repaired_by, worker); break;
    case T::kDeliver:
      if (from == S::kRepairing) once(credits.repaired_by, worker);
      once(credits.delivered_by, actor);
      break;
    default: break;
  }
}

std::string work_order_no(int year, int month, std::int64_t count) {
  std::array<char, 40> text;
  const int length = std::snprintf(text.data(), text.size(), "WO-%02d%02d-%06lld", year % 100, month,
                                   static_cast<long long>(count));
  return std::string(text.data(), static_cast<std::size_t>(length));
}

std::vector<RepeatLink> link_repeats(std::vector<RepeatOrder> orders, DurationMs window) {
  const auto by_begin = [](const RepeatOrder& a, const RepeatOrder& b) {
    return a.began != b.began ? a.began < b.began : a.id < b.id;
  };
  std::sort(orders.begin(), orders.end(), by_begin);
  std::vector<RepeatLink> links(orders.size());
  for (std::size_t i = 0; i < orders.size(); ++i) links[i].id = orders[i].id;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    if (!orders[i].delivered) continue;
    for (std::size_t next = i + 1; next < orders.size(); ++next) {
      if (orders[next].began < *orders[i].delivered) continue;
      links[i].followed_by = orders[next].id;
      links[i].followed_at = orders[next].began;
      break;
    }
  }
  for (std::size_t i = 0; i < orders.size(); ++i) {
    std::optional<Instant> latest;
    for (std::size_t before = 0; before < i; ++before) {
      const auto& delivered = orders[before].delivered;
      if (!delivered || *delivered > orders[i].began || orders[i].began - *delivered > window) continue;
      if (latest && *latest > *delivered) continue;
      latest = delivered;
      links[i].repeat_of = orders[before].id;
    }
  }
  return links;
}

}  // namespace manyi::workorders
