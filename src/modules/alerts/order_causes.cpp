// Causes among work orders: visits, promises and turnaround that come close, orders nobody touches.
// Owns how far the lists are walked.
#include <algorithm>
#include <cmath>

#include "modules/alerts/causes.h"
#include "modules/workorders/workorders.h"

namespace manyi::alerts {
namespace {

using workorders::ListWorkOrders;
using workorders::WorkOrder;
using workorders::WorkOrderRow;
using workorders::WorkOrders;
using workorders::WorkOrderState;

constexpr DurationMs kStillNews = kDay;         // a limit passed longer ago is no warning any more
constexpr DurationMs kLongestLife = kDay * 60;  // orders older than this are not looked through
constexpr std::size_t kMostLooked = 5000;

DurationMs hours(double number) { return DurationMs(std::llround(number * 3'600'000)); }
double hours_until(Instant at, Instant now) { return static_cast<double>((at - now).ms()) / 3'600'000; }

/// The work is done; what is left is to hand it over.
bool is_done(WorkOrderState state) {
  using enum WorkOrderState;
  return !workorders::is_unfinished(state) || state == kReady || state == kShipped ||
         state == kUnrepairable || state == kExchange;
}

/// Calls on_row(row) for the rows of a list until it returns false.
template <class F> void walk(const Look& look, WorkOrders& orders, ListWorkOrders in, F&& on_row) {
  in.limit = kMostLimit;
  const Caller caller = Caller::system(look.tenant);
  for (std::size_t looked = 0; looked < kMostLooked;) {
    const auto page = orders.list(look.tx, caller, in);
    if (!page) return;
    for (const WorkOrderRow& row : page->items)
      if (!on_row(row)) return;
    looked += page->items.size();
    if (!page->next_cursor) return;
    in.cursor = page->next_cursor;
  }
}

std::vector<std::int64_t> known_ids(const Look& look) {
  std::vector<std::int64_t> ids;
  for (const auto& text : look.known)
    if (const auto id = parse_id(text)) ids.push_back(*id);
  return ids;
}

/// Those that are known but were not met on the walk.
std::vector<WorkOrderRow> known_rows(const Look& look, WorkOrders& orders, const std::set<std::string>& met) {
  std::vector<std::int64_t> ids;
  for (const auto id : known_ids(look))
    if (!met.contains(id_text(id))) ids.push_back(id);
  if (ids.empty()) return {};
  return orders.rows(look.tx, Caller::system(look.tenant), ids);
}

template <class Order> Cause cause_of(const Look& look, const Order& order, Instant due, double value) {
  Cause cause;
  cause.kind = look.rule.kind;
  cause.subject_kind = "work_order";
  cause.subject_id = order.id.text();
  cause.period = look.zone.local_date(due).text();
  cause.site = order.site_id;
  if (order.technician_id) cause.holders.push_back(*order.technician_id);
  cause.supervisor = order.technician_id ? Role::kTechSupervisor : Role::kInfoSupervisor;
  cause.due_at = due;
  cause.value = value;
  cause.limit = look.rule.limit;
  cause.params = {{"no", order.no}, {"state", enum_name(order.state)}, {"due_at", due.text()}};
  cause.links = {{"work_order", order.id.text(), order.no}};
  cause.fresh = due > look.now - kStillNews;
  return cause;
}

/// What is left until `due` against the rule.
template <class Order> std::optional<Cause> before(const Look& look, const Order& order, Instant due) {
  const double left = hours_until(due, look.now);
  const auto severity = severity_of(look.rule, left);
  if (!severity) return std::nullopt;
  Cause cause = cause_of(look, order, due, left);
  cause.severity = *severity;
  return cause;
}

void add(Causes& causes, std::optional<Cause> cause) {
  if (cause) causes.items.push_back(std::move(*cause));
}

}  // namespace

Causes find_appointments(const Look& look, WorkOrders& orders) {
  Causes causes;
  std::set<std::string> met;
  const Caller caller = Caller::system(look.tenant);
  const auto judge = [&](const WorkOrder& order) -> std::optional<Cause> {
    const bool expected =
        order.state == WorkOrderState::kScheduled || order.state == WorkOrderState::kTravelling ||
        order.state == WorkOrderState::kContacted || order.state == WorkOrderState::kDispatched;
    if (!expected || order.paused || !order.appt_to) return std::nullopt;
    return before(look, order, *order.appt_to);
  };
  ListWorkOrders in;
  in.state = {WorkOrderState::kScheduled, WorkOrderState::kTravelling};
  in.service_type = workorders::ServiceType::kOnsite;
  in.created_from = look.now - kLongestLife;
  in.sort = "-created_at";
  walk(look, orders, in, [&](const WorkOrderRow& row) {
    met.insert(row.id.text());
    if (const auto order = orders.get(look.tx, caller, row.id)) add(causes, judge(*order));
    return true;
  });
  for (const auto id : known_ids(look)) {
    if (met.contains(id_text(id))) continue;
    if (const auto order = orders.get(look.tx, caller, workorders::WorkOrderId(id)))
      add(causes, judge(*order));
  }
  return causes;
}

Causes find_promises(const Look& look, WorkOrders& orders) {
  Causes causes;
  std::set<std::string> met;
  const Instant horizon = look.now + hours(std::max(0.0, look.rule.limit));
  const auto judge = [&](const WorkOrderRow& row) {
    if (!row.promise.at || row.paused || is_done(row.state)) return;
    add(causes, before(look, row, *row.promise.at));
  };
  ListWorkOrders in;
  in.open = true;
  in.sort = "promise_at";
  in.created_from = look.now - kLongestLife;
  walk(look, orders, in, [&](const WorkOrderRow& row) {
    if (!row.promise.at || *row.promise.at > horizon) return false;
    if (*row.promise.at > look.now - kStillNews) {
      met.insert(row.id.text());
      judge(row);
    }
    return true;
  });
  for (const auto& row : known_rows(look, orders, met)) judge(row);
  return causes;
}

Causes find_turnarounds(const Look& look, WorkOrders& orders) {
  Causes causes;
  std::set<std::string> met;
  const Caller caller = Caller::system(look.tenant);
  DurationMs shortest = kLongestLife, longest;
  for (const auto& rule : orders.rules(look.tx, caller).items) {
    shortest = std::min(shortest, rule.customer_limit_ms);
    longest = std::max(longest, rule.customer_limit_ms);
  }
  const DurationMs ahead = hours(std::max(0.0, look.rule.limit));
  const auto judge = [&](const WorkOrderRow& row) {
    if (!row.accepted_at || row.paused || is_done(row.state)) return;
    if (look.now - *row.accepted_at + ahead < shortest) return;
    const auto clocks = orders.clocks(look.tx, caller, row.id);
    if (!clocks) return;
    for (const auto& clock : clocks->items) {
      if (clock.kind != workorders::ClockKind::kCustomer || !clock.running) continue;
      const Instant due = look.now + (clock.limit_ms - clock.used_ms);
      // A promise that ends sooner warns already.
      if (row.promise.at && *row.promise.at <= due) continue;
      add(causes, before(look, row, due));
    }
  };
  ListWorkOrders in;
  in.open = true;
  in.sort = "-created_at";
  in.created_from = look.now - longest - kStillNews - kDay * 7;
  walk(look, orders, in, [&](const WorkOrderRow& row) {
    met.insert(row.id.text());
    judge(row);
    return true;
  });
  for (const auto& row : known_rows(look, orders, met)) judge(row);
  return causes;
}

Causes find_silent_records(const Look& look, WorkOrders& orders) {
  Causes causes;
  std::set<std::string> met;
  const auto judge = [&](const WorkOrderRow& row) {
    // What waits for a part or for its owner has warnings and shelves of its own.
    if (is_done(row.state) || row.state == WorkOrderState::kWaitingPart) return;
    const double days = -hours_until(row.updated_at, look.now) / 24;
    const auto severity = severity_of(look.rule, days);
    if (!severity) return;
    Cause cause = cause_of(look, row, row.updated_at + hours(look.rule.limit * 24), days);
    cause.due_at.reset();                                        // a silence has no date by which it is kept
    cause.period = look.zone.local_date(row.updated_at).text();  // touched and left again: another silence
    cause.params["days"] = std::to_string(static_cast<std::int64_t>(days));
    cause.params["since"] = row.updated_at.text();
    cause.severity = *severity;
    cause.fresh = row.updated_at > look.now - kLongestLife;
    causes.items.push_back(std::move(cause));
  };
  ListWorkOrders in;
  in.open = true;
  in.sort = "-updated_at";
  in.created_from = look.now - kLongestLife;
  walk(look, orders, in, [&](const WorkOrderRow& row) {
    met.insert(row.id.text());
    judge(row);
    return true;
  });
  for (const auto& row : known_rows(look, orders, met)) judge(row);
  return causes;
}

}  // namespace manyi::alerts
