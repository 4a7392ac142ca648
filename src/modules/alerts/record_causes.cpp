// Causes among parts on their way, complaints, callbacks and shelves.
// Owns how far back these lists are looked through.
#include <algorithm>

#include "modules/alerts/causes.h"
#include "modules/complaints/complaints.h"
#include "modules/parts/parts.h"

namespace manyi::alerts {
namespace {

using complaints::Complaint;
using complaints::ComplaintRow;
using parts::PartRequest;
using parts::PartRequestState;

constexpr DurationMs kLookedBack = kDay * 45;  // what is older was left lying long ago: no warning helps
constexpr int kMostPages = 25;

double days_since(Instant at, Instant now) { return static_cast<double>((now - at).ms()) / 86'400'000; }
double hours_until(Instant at, Instant now) { return static_cast<double>((at - now).ms()) / 3'600'000; }

template <class List, class In, class F> void walk(List&& list, In in, F&& on_item) {
  in.limit = kMostLimit;
  for (int page_no = 0; page_no < kMostPages; ++page_no) {
    const auto page = list(in);
    if (!page) return;
    for (const auto& item : page->items) on_item(item);
    if (!page->next_cursor) return;
    in.cursor = page->next_cursor;
  }
}

void add_work_order(Cause& cause, const std::optional<workorders::WorkOrderId>& id, const std::string& no) {
  if (!id) return;
  cause.links.push_back({"work_order", id->text(), no});
  cause.params["work_order_no"] = no;
}

std::optional<Cause> part_cause(const Look& look, const PartRequest& request) {
  using enum PartRequestState;
  const bool sent = request.state == kInTransit;
  const bool circulating = request.state == kRequested || request.state == kApproved ||
                           request.state == kBackordered || request.state == kPicking;
  if (look.rule.kind == AlertKind::kPartUnsigned ? !sent : !circulating) return std::nullopt;
  // Sending it was the last thing that happened to it; the step has no time of its own.
  const Instant since = sent ? request.updated_at : request.requested_at;
  const double days = days_since(since, look.now);
  const auto severity = severity_of(look.rule, days);
  if (!severity) return std::nullopt;
  Cause cause;
  cause.kind = look.rule.kind;
  cause.severity = *severity;
  cause.subject_kind = "part_request";
  cause.subject_id = request.id.text();
  cause.site = request.site_id;
  for (const auto& holder : {request.keeper_id, request.technician_id})
    if (holder) cause.holders.push_back(*holder);
  cause.due_at = request.expected_at;
  cause.value = days;
  cause.limit = look.rule.limit;
  cause.params = {{"part_no", request.part_no},
                  {"state", request.state ? enum_name(*request.state) : ""},
                  {"days", std::to_string(static_cast<std::int64_t>(days))}};
  if (request.expected_at) cause.params["expected_at"] = request.expected_at->text();
  cause.links = {{"part_request", request.id.text(), request.part_no}};
  add_work_order(cause, request.work_order_id, request.work_order_no);
  cause.fresh = since > look.now - kLookedBack;
  return cause;
}

struct ComplaintClock {
  std::optional<Instant> due;
  bool kept = false;
};

template <class C> ComplaintClock clock_of(AlertKind kind, const C& complaint) {
  if (kind == AlertKind::kComplaintPlan)
    return {complaint.plan_due_at, complaint.plan_submitted_at.has_value()};
  return {complaint.solve_due_at, complaint.confirmed_at.has_value() || complaint.closed_at.has_value()};
}

std::optional<Cause> complaint_cause(const Look& look, const Complaint& complaint) {
  if (!complaints::is_open(complaint.state)) return std::nullopt;
  const ComplaintClock clock = clock_of(look.rule.kind, complaint);
  if (!clock.due || clock.kept) return std::nullopt;
  const double left = hours_until(*clock.due, look.now);
  const auto severity = severity_of(look.rule, left);
  if (!severity) return std::nullopt;
  Cause cause;
  cause.kind = look.rule.kind;
  cause.severity = complaint.grade == complaints::ComplaintGrade::kSevere ? Severity::kSevere : *severity;
  cause.subject_kind = "complaint";
  cause.subject_id = complaint.id.text();
  cause.site = complaint.site_id;
  for (const auto& holder : {complaint.tracker_id, complaint.deputy_id})
    if (holder) cause.holders.push_back(*holder);
  cause.supervisor = Role::kInfoSupervisor;
  cause.due_at = clock.due;
  cause.value = left;
  cause.limit = look.rule.limit;
  const auto day = static_cast<std::int64_t>(days_since(complaint.received_at, look.now)) + 1;
  cause.params = {{"no", complaint.no},
                  {"state", enum_name(complaint.state)},
                  {"grade", enum_name(complaint.grade)},
                  {"day", std::to_string(day)},
                  {"due_at", clock.due->text()}};
  cause.links = {{"complaint", complaint.id.text(), complaint.no}};
  add_work_order(cause, complaint.work_order_id, complaint.work_order_no);
  cause.fresh = complaint.received_at > look.now - kLookedBack;
  return cause;
}

}  // namespace

Causes find_parts_on_their_way(const Look& look, parts::Parts& parts) {
  using enum PartRequestState;
  Causes causes;
  std::set<std::string> met;
  const Caller caller = Caller::system(look.tenant);
  const auto judge = [&](const PartRequest& request) {
    met.insert(request.id.text());
    if (auto cause = part_cause(look, request)) causes.items.push_back(std::move(*cause));
  };
  parts::ListPartRequests in;
  in.state = look.rule.kind == AlertKind::kPartUnsigned
                 ? std::vector{kInTransit}
                 : std::vector{kRequested, kApproved, kBackordered, kPicking};
  in.from = look.now - kLookedBack;
  in.to = look.now;
  walk([&](const auto& asked) { return parts.requests.list(look.tx, caller, asked); }, in, judge);
  for (const auto& text : look.known) {
    const auto id = parse_id(text);
    if (!id || met.contains(text)) continue;
    if (const auto request = parts.requests.get(look.tx, caller, parts::PartRequestId(*id))) judge(*request);
  }
  return causes;
}

Causes find_complaints(const Look& look, complaints::Complaints& complaints) {
  Causes causes;
  const Caller caller = Caller::system(look.tenant);
  std::set<std::string> candidates = look.known;
  complaints::ListComplaints in;
  in.open = true;
  in.received_from = look.now - kLookedBack;
  walk([&](const auto& asked) { return complaints.list(look.tx, caller, asked); }, in,
       [&](const ComplaintRow& row) {
         const ComplaintClock clock = clock_of(look.rule.kind, row);
         if (clock.due && !clock.kept && severity_of(look.rule, hours_until(*clock.due, look.now)))
           candidates.insert(row.id.text());
       });
  for (const auto& text : candidates) {
    const auto id = parse_id(text);
    if (!id) continue;
    if (const auto complaint = complaints.get(look.tx, caller, complaints::ComplaintId(*id)))
      if (auto cause = complaint_cause(look, *complaint)) causes.items.push_back(std::move(*cause));
  }
  return causes;
}

Causes find_late_callbacks(const Look& look, const Ports& ports) {
  Causes causes;
  const Instant to =
      look.now + DurationMs(static_cast<std::int64_t>(std::max(0.0, look.rule.limit) * 3'600'000));
  for (const LateCallback& late : ports.late_callbacks(look.tx, look.tenant, look.now - kLookedBack, to)) {
    const double left = hours_until(late.due_at, look.now);
    const auto severity = severity_of(look.rule, left);
    if (!severity) continue;
    Cause cause;
    cause.kind = look.rule.kind;
    cause.severity = *severity;
    cause.subject_kind = "survey_answer";
    cause.subject_id = id_text(late.id);
    cause.site = late.site;
    if (late.clerk) cause.holders.push_back(*late.clerk);
    cause.supervisor = Role::kInfoSupervisor;
    cause.due_at = late.due_at;
    cause.value = left;
    cause.limit = look.rule.limit;
    cause.params = {{"no", late.no}, {"due_at", late.due_at.text()}};
    cause.links = {{"survey_answer", id_text(late.id), late.no}};
    if (late.work_order) cause.links.push_back({"work_order", id_text(*late.work_order), late.no});
    causes.items.push_back(std::move(cause));
  }
  return causes;
}

Causes find_low_stock(const Look& look, const Ports& ports) {
  Causes causes;
  for (const LowStock& low : ports.low_stock(look.tx, look.tenant)) {
    if (low.safety <= 0) continue;
    const double share = static_cast<double>(low.on_hand) / static_cast<double>(low.safety);
    const auto severity = severity_of(look.rule, share);
    if (!severity) continue;
    Cause cause;
    cause.kind = look.rule.kind;
    cause.severity = *severity;
    cause.subject_kind = "stock";
    cause.subject_id = low.part_no + "@" + low.site.text();
    cause.site = low.site;
    cause.value = share;
    cause.limit = look.rule.limit;
    cause.params = {{"part_no", low.part_no},
                    {"on_hand", std::to_string(low.on_hand)},
                    {"safety", std::to_string(low.safety)}};
    if (low.next_arrival) cause.params["next_arrival"] = low.next_arrival->text();
    causes.items.push_back(std::move(cause));
  }
  return causes;
}

}  // namespace manyi::alerts
