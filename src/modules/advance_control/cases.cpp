// The cases that decide a figure, and the people who take care of them.
// Owns the order of cases and the steps of an assignment.
#include <algorithm>
#include <numeric>

#include "base/json.h"
#include "modules/advance_control/advance_control_events.h"
#include "modules/advance_control/question.h"
#include "modules/org/org.h"
#include "platform/journal/events.h"

namespace manyi::advance_control {
namespace {

constexpr std::int64_t kTop = 4;

Result<void> check_version(const std::optional<std::int64_t>& if_match, std::int64_t version) {
  if (if_match && *if_match != version) return stale("Somebody else has changed it meanwhile.");
  return {};
}

template <class Event> Event event_of(const store::AssignmentRow& row) {
  Event event;
  event.assignment = row.id;
  event.case_kind = row.case_kind;
  event.case_id = id_text(row.case_id);
  event.metric = row.metric;
  event.month = row.month;
  event.owner = row.owner_employee_id;
  event.state = row.state;
  return event;
}

/// Whom the caller may see; none: everybody.
std::optional<std::vector<EmployeeId>> reach_of(const Caller& caller) {
  if (caller.scope == Scope::kOwn) return std::vector<EmployeeId>{caller.employee};
  if (caller.scope == Scope::kTeam) return caller.team;
  return std::nullopt;
}

bool reaches(db::ReadTx& tx, org::Org& org, const Caller& caller, const store::AssignmentRow& row) {
  if (caller.scope == Scope::kTenant) return true;
  if (const auto reach = reach_of(caller))
    return std::find(reach->begin(), reach->end(), row.owner_employee_id) != reach->end();
  if (caller.scope != Scope::kSite) return false;
  const auto owner = org.employee(tx, caller.tenant, row.owner_employee_id);
  return owner &&
         std::find(caller.site_ids.begin(), caller.site_ids.end(), owner->site_id) != caller.site_ids.end();
}

}  // namespace

std::span<const FieldRule> field_rules(const CasesQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metric",
       .doc = "Code of one metric.",
       .example = R"("csat_rate")",
       .min_length = 1,
       .max_length = 100},
      {.name = "month", .doc = "A month, quarter or year; the running month by default.", .max_length = 7},
      {.name = "scope", .doc = "company (default), site, unit or person."},
      {.name = "scope_key", .doc = "Id of the site, unit or person.", .max_length = 40},
      {.name = "limit", .doc = "At most 200; 50 by default.", .minimum = 1, .maximum = kMostLimit},
      {.name = "top",
       .doc = "How many of the first are imagined done well; 4 by default.",
       .minimum = 1,
       .maximum = 50},
      {.name = "as_of", .doc = "What is later counts as not happened. Now by default."}};
  return kRules;
}
std::span<const FieldRule> field_rules(const AssignCase*) {
  static const FieldRule kRules[] = {
      {.name = "case_id", .doc = "Id as the list of cases gives it.", .min_length = 1, .max_length = 40},
      {.name = "metric",
       .doc = "The figure it decides.",
       .example = R"("csat_rate")",
       .min_length = 1,
       .max_length = 100},
      {.name = "month", .doc = "A month, quarter or year; the running month by default.", .max_length = 7},
      {.name = "scope_key", .max_length = 40},
      {.name = "note", .doc = "What to look at.", .example = R"("先致电说明")", .max_length = 1000}};
  return kRules;
}
std::span<const FieldRule> field_rules(const FinishAssignment*) {
  static const FieldRule kRules[] = {{.name = "note", .doc = "What came of it.", .max_length = 1000}};
  return kRules;
}
std::span<const FieldRule> field_rules(const CancelAssignment*) {
  static const FieldRule kRules[] = {{.name = "note", .doc = "Why.", .max_length = 1000}};
  return kRules;
}

Assignment AdvanceControl::Impl::shown(db::ReadTx& tx, const store::AssignmentRow& row) {
  Assignment one;
  one.id = row.id;
  one.case_kind = row.case_kind;
  one.case_id = id_text(row.case_id);
  one.metric = row.metric;
  one.month = row.month;
  one.scope = row.scope;
  one.scope_key = row.scope_key;
  one.owner_employee_id = row.owner_employee_id;
  if (const auto owner = needs.org.employee(tx, row.tenant_id, row.owner_employee_id))
    one.owner_name = owner->name;
  one.action = row.action;
  one.due_at = row.due_at;
  one.note = row.note;
  one.chance_before = row.chance_before;
  one.state = row.state;
  one.result = row.result;
  one.result_note = row.result_note;
  one.assigned_at = row.assigned_at;
  one.assigned_by = row.assigned_by;
  one.finished_at = row.finished_at;
  one.version = row.version;
  return one;
}

Result<CasesAnswer> AdvanceControl::cases(db::ReadTx& tx, const Caller& caller, const CasesQuery& query) {
  MANYI_TRY(const auto limit, page_limit(query.limit));
  MANYI_TRY(
      const auto place,
      impl_->look_up(tx, caller, {query.month, query.as_of, query.scope, query.scope_key, {query.metric}}));
  const auto& [held, scope] = place;
  auto& one = *held.kept;
  MANYI_CHECK(one.figures->ensure({query.metric}));
  const auto& figures = *one.figures;
  const auto& metric = figures.of(query.metric);

  CasesAnswer answer;
  answer.metric = query.metric;
  answer.month = figures.timeline().period.text;
  answer.handled = one.handled;
  answer.handled_well = one.handled_well;
  answer.handled_success = one.success;
  answer.model = metric.plan.family == CaseFamily::kDue     ? "due_before"
                 : metric.plan.family == CaseFamily::kQuote ? "quotes_before"
                 : metric.plan.family == CaseFamily::kNone  ? "none"
                                                            : "logistic";
  std::vector<std::pair<double, const OpenRecord*>> found;
  const auto& book = one.records_of(query.metric);
  for (const auto at : book.of_scope[static_cast<std::size_t>(scope)])
    found.emplace_back(one.chance_of(metric, book.all[at]), &book.all[at]);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    if (a.second->lost != b.second->lost) return b.second->lost;  // what is lost decides nothing more
    return a.first != b.first ? a.first > b.first : a.second->id < b.second->id;
  });
  answer.total = static_cast<std::int64_t>(found.size());
  for (const auto& [chance, record] : found) answer.deciding += decides(*record, chance, book.usual) ? 1 : 0;
  answer.top = std::min(query.top.value_or(kTop), answer.total);

  const LevelBook levels(tx, impl_->needs.targets, caller.tenant, answer.month, figures.book());
  const auto level = levels.of(metric, scope);
  const bool up = metric.metric->better != kpi::Better::kDown;
  if (level) {
    if (const auto& landed = one.landing_of(query.metric, scope))
      answer.chance_now = chance_of_level(*landed, level->target, up);
    if (enters_forecast(metric) && answer.top > 0) {
      std::set<std::int64_t> done;
      for (std::int64_t i = 0; i < answer.top; ++i)
        done.insert(found[static_cast<std::size_t>(i)].second->id);
      if (const auto landed = one.landing_if(query.metric, scope, done))
        answer.chance_if_done = chance_of_level(*landed, level->target, up);
    }
  }

  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  std::vector<std::int64_t> orders;
  for (const auto& [chance, record] : found)
    if (record->order != 0) orders.push_back(record->order);
  const auto lines = impl_->needs.order_lines(tx, caller, orders);
  std::map<std::pair<CaseKind, std::int64_t>, Assignment> assigned;
  for (const auto& month : figures.timeline().months_begun())
    for (const auto& row : store::assignments_of(tx, caller.tenant, month))
      if (row.metric == query.metric)
        assigned.emplace(std::pair(row.case_kind, row.case_id), impl_->shown(tx, row));
  // Numbers of records that are not orders.
  std::map<std::int64_t, std::string> numbers;
  std::vector<std::int64_t> others;
  for (const auto& [chance, record] : found)
    if (record->id != record->order) others.push_back(record->id);
  if (!others.empty())
    numbers = impl_->needs.performance.ports().record_numbers(tx, caller.tenant, metric.metric->fact, others);

  for (const auto& [chance, record] : found) {
    DecidingCase item;
    item.kind = record->kind;
    item.id = id_text(record->id);
    item.chance = chance;
    item.chance_alone = record->chance;
    item.lost = record->lost;
    item.counts = record->counts;
    item.adds = record->adds;
    item.reasons = record->reasons;
    item.action = record->action;
    item.due_at = record->due;
    if (const auto line = lines.find(record->order); line != lines.end()) {
      item.no = line->second.no;
      item.title = line->second.customer;
      item.detail = line->second.model;
      item.holder_id = line->second.technician;
      item.holder_name = line->second.technician_name;
    }
    if (const auto number = numbers.find(record->id); number != numbers.end()) item.no = number->second;
    if (!item.holder_id && record->person != ScopeBook::kNone) {
      const auto& person = figures.book().all[static_cast<std::size_t>(record->person)];
      if (const auto id = parse_id(person.scope.key)) item.holder_id = EmployeeId(*id);
      item.holder_name = person.label;
    }
    if (const auto at = assigned.find({record->kind, record->id}); at != assigned.end())
      item.assignment = at->second;
    answer.items.push_back(std::move(item));
  }
  return answer;
}

Result<CheckedCase> AdvanceControl::check_case(db::ReadTx& tx, const Caller& caller, const AssignCase& in) {
  InputErrors errors;
  const auto case_id = parse_id(in.case_id);
  if (!case_id) errors.add("/case_id", "id", "This is no id.");
  const auto owner = impl_->needs.org.employee(tx, caller.tenant, in.owner_employee_id);
  if (!owner || owner->state != org::EmployeeState::kActive)
    errors.add("/owner_employee_id", "not_found", "There is no such employee.");
  if (in.due_at && *in.due_at < tx.now()) errors.add("/due_at", "past", "This has passed already.");
  const AdvanceControl::Impl::Asked asked{in.month, {}, in.scope, in.scope_key, {in.metric}};
  impl_->check(tx, caller.tenant, asked, errors);
  if (!errors.empty()) return invalid(std::move(errors.all()));
  MANYI_TRY(const auto place, impl_->look_up(tx, caller, asked));
  const auto& [held, scope] = place;
  auto& one = *held.kept;
  MANYI_CHECK(one.figures->ensure({in.metric}));
  const auto& records = one.records_of(in.metric).all;
  const auto record = std::find_if(records.begin(), records.end(), [&](const OpenRecord& found) {
    return found.kind == in.case_kind && found.id == *case_id;
  });
  if (record == records.end() || !in_scope(one.figures->book(), scope, *record))
    return not_found("case.not_open", "This case is not open for that figure.");
  // Whatever it was found for, it is this month's work.
  return CheckedCase{in, *case_id, one.figures->timeline().months_begun().front(), record->chance};
}

Result<Assignment> AdvanceControl::assign(db::Tx& tx, const Caller& caller, const CheckedCase& found) {
  const auto& in = found.asked;
  if (store::is_assigned(tx, caller.tenant, in.case_kind, found.case_id, in.metric))
    return conflict("case.assigned", "Somebody takes care of it already.", {"finish", "cancel"});
  store::AssignmentRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<AssignmentTag>();
  row.case_kind = in.case_kind;
  row.case_id = found.case_id;
  row.metric = in.metric;
  row.month = found.month;
  row.scope = in.scope.value_or(targets::ScopeKind::kCompany);
  row.scope_key = in.scope_key.value_or("");
  row.owner_employee_id = in.owner_employee_id;
  row.action = in.action;
  row.due_at = in.due_at;
  row.note = in.note.value_or("");
  row.chance_before = found.chance;
  row.assigned_at = tx.now();
  row.assigned_by = caller.user;
  MANYI_CHECK(store::insert_assignment(tx, row));
  auto event = event_of<CaseAssigned>(row);
  event.action = row.action;
  event.chance_before = row.chance_before;
  MANYI_CHECK(impl_->needs.events.publish(tx, caller, event));
  return impl_->shown(tx, row);
}

namespace {

Result<store::AssignmentRow> assigned_row(db::Tx& tx, org::Org& org, const Caller& caller, AssignmentId id,
                                          const std::optional<std::int64_t>& if_match) {
  auto row = store::assignment(tx, caller.tenant, id);
  if (!row || !reaches(tx, org, caller, *row))
    return not_found("assignment.unknown", "There is no such assignment.");
  MANYI_CHECK(check_version(if_match, row->version));
  if (row->state != AssignmentState::kAssigned)
    return conflict("assignment.over", "This assignment is " + enum_name(row->state) + " already.");
  row->finished_at = tx.now();
  row->version += 1;
  return std::move(*row);
}

}  // namespace

Result<Assignment> AdvanceControl::finish(db::Tx& tx, const Caller& caller, const FinishAssignment& in) {
  MANYI_TRY(auto row, assigned_row(tx, impl_->needs.org, caller, in.id, in.if_match));
  row.state = AssignmentState::kDone;
  row.result = in.result;
  row.result_note = in.note.value_or("");
  MANYI_CHECK(store::update_assignment(tx, row));
  auto event = event_of<CaseFinished>(row);
  event.result = in.result;
  MANYI_CHECK(impl_->needs.events.publish(tx, caller, event));
  return impl_->shown(tx, row);
}

Result<Assignment> AdvanceControl::cancel(db::Tx& tx, const Caller& caller, const CancelAssignment& in) {
  MANYI_TRY(auto row, assigned_row(tx, impl_->needs.org, caller, in.id, in.if_match));
  row.state = AssignmentState::kCancelled;
  row.result_note = in.note.value_or("");
  MANYI_CHECK(store::update_assignment(tx, row));
  MANYI_CHECK(impl_->needs.events.publish(tx, caller, event_of<CaseAssignmentCancelled>(row)));
  return impl_->shown(tx, row);
}

Result<Assignment> AdvanceControl::assignment(db::ReadTx& tx, const Caller& caller, AssignmentId id) {
  const auto row = store::assignment(tx, caller.tenant, id);
  if (!row || !reaches(tx, impl_->needs.org, caller, *row))
    return not_found("assignment.unknown", "There is no such assignment.");
  return impl_->shown(tx, *row);
}

Result<Page<Assignment>> AdvanceControl::assignments(db::ReadTx& tx, const Caller& caller,
                                                     const ListAssignments& in) {
  MANYI_TRY(const auto limit, page_limit(in.limit));
  store::AssignmentFilter filter;
  MANYI_TRY(filter.below, cursor_id(in.cursor));
  filter.metric = in.metric;
  filter.month = in.month;
  filter.owner = in.owner_employee_id;
  filter.states = in.state;
  filter.limit = limit + 1;
  filter.only = reach_of(caller);
  if (caller.scope == Scope::kSite) {
    filter.only.emplace();
    for (const auto site : caller.site_ids) {
      org::ListEmployees people;
      people.site_id = site;
      people.limit = kMostLimit;
      for (;;) {
        MANYI_TRY(const auto page,
                  impl_->needs.org.list_employees(tx, Caller::system(caller.tenant), people));
        for (const auto& person : page.items) filter.only->push_back(person.id);
        if (!page.next_cursor) break;
        people.cursor = page.next_cursor;
      }
    }
  }
  std::vector<Assignment> items;
  for (const auto& row : store::list_assignments(tx, caller.tenant, filter))
    items.push_back(impl_->shown(tx, row));
  return page_by_id(std::move(items), limit);
}

}  // namespace manyi::advance_control
