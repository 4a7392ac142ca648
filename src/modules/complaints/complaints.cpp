// The use cases of complaints: load, decide, store, publish.
// Owns the order of those steps; decisions are in rules.cpp, statements in store.cpp.
#include "modules/complaints/complaints.h"

#include "base/json.h"
#include "modules/complaints/complaints_events.h"
#include "modules/complaints/store.h"
#include "platform/imports/fields.h"
#include "platform/journal/events.h"

namespace manyi::complaints {
namespace {

using store::StoredComplaint;
using workorders::WorkOrderId;

constexpr std::size_t kLongText = 4000;
constexpr FieldRule kTextRules[] = {
    {"description", "what the customer says happened", R"("修好后三天又坏")", 1, kLongText},
    {"remedy_sought", "what he wants", R"("退还人工费")", 0, kLongText},
    {"plan", "how it is to be solved", R"("更换主板并延保三个月")", 1, kLongText},
    {"decision", "what was decided", R"("退费 120 元")", 1, kLongText},
    {"reason", "why it is no complaint against us", R"("与本站无关")", 1, kLongText},
    {"note", "kept beside the step", R"("已电话说明")", 0, kLongText}};

ComplaintSituation situation_of(const Caller& caller, const StoredComplaint& row) {
  ComplaintSituation now;
  now.state = row.state;
  now.has_tracker = row.tracker_id.has_value();
  now.invalid_proposed = bool(row.invalid_proposed_by);
  now.by_accused = row.accused_id && caller.employee && *row.accused_id == caller.employee;
  now.by_proposer = row.invalid_proposed_by && row.invalid_proposed_by == caller.user;
  return now;
}

ScopeKeys keys_of(const StoredComplaint& row) {
  return {.tenant = row.tenant_id, .site = row.site_id, .technician = row.tracker_id.value_or(EmployeeId())};
}

template <class Event> Event event_of(const StoredComplaint& row, Instant at) {
  Event event;
  event.complaint = row.id;
  event.site = row.site_id;
  event.work_order = row.work_order_id;
  event.state = row.state;
  event.at = at;
  return event;
}

Result<void> publish_recorded(journal::Events& events, db::Tx& tx, const Caller& caller,
                              const StoredComplaint& row, bool corrected) {
  auto event = event_of<ComplaintRecorded>(row, row.received_at);
  event.source = row.source;
  event.grade = row.grade;
  event.corrected = corrected;
  return events.publish(tx, caller, event, row.received_at);
}

void touch(StoredComplaint& row, const Caller& caller, Instant now) {
  row.updated_at = now;
  row.updated_by = caller.user;
  row.version += 1;
}

std::string name_in(const std::map<EmployeeId, std::string>& names, std::optional<EmployeeId> id) {
  const auto at = id ? names.find(*id) : names.end();
  return at == names.end() ? std::string() : at->second;
}

}  // namespace

std::span<const FieldRule> field_rules(const ComplaintDetails*) {
  static constexpr FieldRule kDetails[] = {{.name = "description", .max_length = kLongestStory}};
  return kDetails;
}
std::span<const FieldRule> field_rules(const ReceiveComplaint*) { return kTextRules; }
std::span<const FieldRule> field_rules(const StepComplaint*) { return kTextRules; }
std::span<const FieldRule> field_rules(const SubmitPlan*) { return kTextRules; }
std::span<const FieldRule> field_rules(const DecideComplaint*) { return kTextRules; }
std::span<const FieldRule> field_rules(const ProposeInvalid*) { return kTextRules; }

// ---- receiving ---------------------------------------------------------------------------------

void Complaints::check_people(db::ReadTx& tx, TenantId tenant, const ComplaintDetails& in,
                              std::vector<FieldError>& errors) {
  const auto check = [&](const std::optional<EmployeeId>& id, const char* pointer) {
    if (id && !needs_.org.employee(tx, tenant, *id))
      errors.push_back({pointer, "not_found", "There is no such employee."});
  };
  check(in.tracker_id, "/tracker_id");
  check(in.deputy_id, "/deputy_id");
  check(in.accused_id, "/accused_id");
  check_tracker(in.tracker_id, in.deputy_id, in.accused_id, errors);
}

Result<void> Complaints::number(db::Tx& tx, StoredComplaint& row) {
  const auto hours = needs_.org.work_calendar(tx, row.tenant_id, row.site_id);
  const Date day = hours->zone().local_date(row.received_at);
  if (!row.plan_due_at) row.plan_due_at = plan_due(row.received_at, *hours);
  if (!row.solve_due_at) row.solve_due_at = solve_due(row.received_at);
  const std::string month = complaint_no(day.year(), day.month(), 0).substr(3, 4);
  row.no = complaint_no(day.year(), day.month(), numbers_.next(tx, row.tenant_id, month));
  return {};
}

Result<Complaint> Complaints::receive(db::Tx& tx, const Caller& caller, const ReceiveComplaint& in) {
  StoredComplaint row;
  row.tenant_id = caller.tenant;
  row.work_order_id = in.work_order_id;
  row.customer_id = in.customer_id;
  row.source = in.source;
  row.grade = in.grade.value_or(ComplaintGrade::kMinor);
  row.cause = in.cause;
  row.tracker_id = in.tracker_id;
  row.deputy_id = in.deputy_id;
  row.accused_id = in.accused_id;
  row.received_at = in.received_at.value_or(tx.now());
  row.description = in.description;
  row.remedy_sought = in.remedy_sought.value_or("");
  std::vector<FieldError> errors;
  if (in.site_id) row.site_id = *in.site_id;
  if (in.work_order_id) {
    const auto order = needs_.orders.get(tx, caller, *in.work_order_id);
    if (!order) {
      errors.push_back({"/work_order_id", "not_found", "There is no such work order."});
    } else {
      if (!in.site_id) row.site_id = order->site_id;
      if (!in.customer_id) row.customer_id = order->customer_id;
    }
  } else if (!in.site_id) {
    errors.push_back({"/site_id", "required", "Name the site, or a work order that has one."});
  }
  if (in.site_id && !needs_.org.get_site(tx, caller, *in.site_id))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  if (in.customer_id && !needs_.customers.customer(tx, caller, *in.customer_id))
    errors.push_back({"/customer_id", "not_found", "There is no such customer."});
  if (row.received_at > tx.now())
    errors.push_back({"/received_at", "future", "A complaint is not received in the future."});
  check_people(tx, caller.tenant, row, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  row.id = tx.new_id<ComplaintTag>();
  row.created_at = row.updated_at = tx.now();
  row.created_by = row.updated_by = caller.user;
  MANYI_CHECK(number(tx, row));
  MANYI_CHECK(store::insert(tx, row));
  MANYI_CHECK(publish_recorded(needs_.events, tx, caller, row, false));
  return present(tx, caller, row);
}

// ---- steps -------------------------------------------------------------------------------------

Result<StoredComplaint> Complaints::load(db::ReadTx& tx, const Caller& caller, ComplaintId id,
                                         const std::optional<std::int64_t>& if_match) {
  auto row = store::find(tx, caller.tenant, id);
  if (!row || !in_scope(caller, keys_of(*row)))
    return not_found("complaint.not_found", "There is no such complaint.");
  if (if_match && *if_match != row->version) return stale("The complaint was changed in the meantime.");
  return std::move(*row);
}

template <class Change>
Result<Complaint> Complaints::step(db::Tx& tx, const Caller& caller, ComplaintStep step,
                                   const StepComplaint& in, Change change) {
  MANYI_TRY(StoredComplaint row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ComplaintState to, decide_step(situation_of(caller, row), step));
  const ComplaintState from = row.state;
  MANYI_CHECK(change(row));
  row.state = to;
  stamp(row, step, tx.now());
  touch(row, caller, tx.now());
  MANYI_CHECK(store::update(tx, row));
  auto event = event_of<ComplaintMoved>(row, tx.now());
  event.step = step;
  event.from = from;
  event.tracker = row.tracker_id;
  if (in.note && !in.note->empty()) {
    event.note = tx.new_id<ComplaintNoteTag>();
    MANYI_CHECK(
        store::insert_note(tx, {row.tenant_id, *event.note, row.id, step, *in.note, caller.user, tx.now()}));
  }
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return present(tx, caller, row);
}

Result<Complaint> Complaints::move(db::Tx& tx, const Caller& caller, ComplaintStep which,
                                   const StepComplaint& in) {
  return step(tx, caller, which, in, [&](StoredComplaint& row) -> Result<void> {
    if (which == ComplaintStep::kApproveInvalid) row.invalid_approved_by = caller.user;
    if (which == ComplaintStep::kRefuseInvalid || which == ComplaintStep::kReopen) {
      row.invalid_proposed_by = row.invalid_approved_by = UserId();
      row.invalid_reason.clear();
    }
    return {};
  });
}

Result<Complaint> Complaints::acknowledge(db::Tx& tx, const Caller& caller, const AcknowledgeComplaint& in) {
  return step(tx, caller, ComplaintStep::kAcknowledge, in, [&](StoredComplaint& row) -> Result<void> {
    std::vector<FieldError> errors;
    if (in.tracker_id) row.tracker_id = in.tracker_id;
    if (!row.tracker_id)
      errors.push_back({"/tracker_id", "required", "Every complaint has exactly one tracker."});
    check_people(tx, caller.tenant, row, errors);
    if (!errors.empty()) return invalid(std::move(errors));
    return {};
  });
}

Result<Complaint> Complaints::assess(db::Tx& tx, const Caller& caller, const AssessComplaint& in) {
  return step(tx, caller, ComplaintStep::kAssess, in, [&](StoredComplaint& row) -> Result<void> {
    row.grade = in.grade;
    row.cause = in.cause;
    if (in.accused_id) row.accused_id = in.accused_id;
    std::vector<FieldError> errors;
    check_people(tx, caller.tenant, row, errors);
    // The tracker is right where he is; it is the accused that is being named now.
    for (auto& error : errors)
      if (error.code == "accused") error.pointer = "/accused_id";
    if (!errors.empty()) return invalid(std::move(errors));
    return {};
  });
}

Result<Complaint> Complaints::submit_plan(db::Tx& tx, const Caller& caller, const SubmitPlan& in) {
  return step(tx, caller, ComplaintStep::kSubmitPlan, in, [&](StoredComplaint& row) -> Result<void> {
    row.plan = in.plan;
    return {};
  });
}

Result<Complaint> Complaints::decide(db::Tx& tx, const Caller& caller, const DecideComplaint& in) {
  return step(tx, caller, ComplaintStep::kDecide, in, [&](StoredComplaint& row) -> Result<void> {
    std::vector<FieldError> errors;
    imports::check_currency(in.cost, "/cost", errors);
    if (in.cost && in.cost->amount() < 0)
      errors.push_back({"/cost/amount", "negative", "A cost is not below zero."});
    if (!errors.empty()) return invalid(std::move(errors));
    row.decision = in.decision;
    if (in.cost) row.cost = in.cost;
    return {};
  });
}

Result<Complaint> Complaints::assign(db::Tx& tx, const Caller& caller, const AssignComplaint& in) {
  return step(tx, caller, ComplaintStep::kAssign, in, [&](StoredComplaint& row) -> Result<void> {
    row.tracker_id = in.tracker_id;
    row.deputy_id = in.deputy_id;
    std::vector<FieldError> errors;
    check_people(tx, caller.tenant, row, errors);
    if (!errors.empty()) return invalid(std::move(errors));
    return {};
  });
}

Result<Complaint> Complaints::propose_invalid(db::Tx& tx, const Caller& caller, const ProposeInvalid& in) {
  return step(tx, caller, ComplaintStep::kProposeInvalid, in, [&](StoredComplaint& row) -> Result<void> {
    row.invalid_proposed_by = caller.user;
    row.invalid_reason = in.reason;
    return {};
  });
}

// ---- reading -----------------------------------------------------------------------------------

Complaint Complaints::present(db::ReadTx& tx, const Caller& caller, const StoredComplaint& row) {
  Complaint shown;
  static_cast<ComplaintDetails&>(shown) = row;
  shown.id = row.id;
  shown.no = row.no;
  if (const auto site = needs_.org.site(tx, row.tenant_id, row.site_id)) shown.site_name = site->name;
  if (row.work_order_id) {
    const auto numbers = needs_.orders.numbers(tx, row.tenant_id, {row.work_order_id->value()});
    if (!numbers.empty()) shown.work_order_no = numbers.begin()->second;
  }
  std::vector<EmployeeId> people;
  for (const auto& id : {row.tracker_id, row.deputy_id, row.accused_id})
    if (id) people.push_back(*id);
  const auto names = needs_.org.employee_names(tx, row.tenant_id, people);
  shown.tracker_name = name_in(names, row.tracker_id);
  shown.deputy_name = name_in(names, row.deputy_id);
  shown.accused_name = name_in(names, row.accused_id);
  if (row.customer_id)
    if (const auto customer = needs_.customers.customer(tx, caller, *row.customer_id))
      shown.customer_name = customer->name;
  shown.invalid_proposed = bool(row.invalid_proposed_by);
  shown.invalid_reason = row.invalid_reason;
  shown.allowed = allowed_steps(situation_of(caller, row));
  for (auto& note : store::notes_of(tx, row.tenant_id, row.id))
    shown.notes.push_back({note.id, note.step, std::move(note.text), note.written_at});
  shown.imported = row.source_id.has_value();
  shown.created_at = row.created_at;
  shown.updated_at = row.updated_at;
  shown.version = row.version;
  return shown;
}

Result<Complaint> Complaints::get(db::ReadTx& tx, const Caller& caller, ComplaintId id) {
  MANYI_TRY(const StoredComplaint row, load(tx, caller, id));
  return present(tx, caller, row);
}

Result<Page<ComplaintRow>> Complaints::list(db::ReadTx& tx, const Caller& caller, const ListComplaints& in) {
  store::ListFilter filter;
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  filter.scope = scope_of(caller, {.technician = "tracker_id"});
  filter.states = in.state;
  filter.open = in.open;
  filter.source = in.source;
  filter.grade = in.grade;
  filter.site = in.site_id;
  filter.tracker = in.tracker_id;
  filter.work_order = in.work_order_id;
  filter.received_from = in.received_from;
  filter.received_to = in.received_to;
  filter.limit = limit + 1;
  const std::int64_t total = store::count(tx, filter);
  if (in.cursor) {
    MANYI_TRY(const auto keys, read_cursor(*in.cursor, 2));
    const auto at = parse_id(keys[0]), id = parse_id(keys[1]);
    if (!at || !id) return invalid("/cursor", "cursor", "This is not a cursor of this list.");
    filter.after = std::pair(*at, *id);
  }
  const auto rows = store::list(tx, filter);
  std::vector<std::int64_t> orders;
  std::vector<EmployeeId> trackers;
  for (const auto& row : rows) {
    if (row.work_order_id) orders.push_back(row.work_order_id->value());
    if (row.tracker_id) trackers.push_back(*row.tracker_id);
  }
  const auto numbers = needs_.orders.numbers(tx, caller.tenant, orders);
  const auto names = needs_.org.employee_names(tx, caller.tenant, trackers);
  const auto sites = needs_.org.site_names(tx, caller.tenant);
  std::vector<ComplaintRow> lines;
  for (const auto& row : rows) {
    ComplaintRow line;
    line.id = row.id;
    line.no = row.no;
    line.site_id = row.site_id;
    if (const auto site = sites.find(row.site_id); site != sites.end()) line.site_name = site->second;
    line.work_order_id = row.work_order_id;
    if (row.work_order_id)
      if (const auto no = numbers.find(row.work_order_id->value()); no != numbers.end())
        line.work_order_no = no->second;
    line.source = row.source;
    line.grade = row.grade;
    line.cause = row.cause;
    line.state = row.state;
    line.tracker_id = row.tracker_id;
    line.tracker_name = name_in(names, row.tracker_id);
    line.description = row.description;
    line.received_at = row.received_at;
    line.plan_due_at = row.plan_due_at;
    line.plan_submitted_at = row.plan_submitted_at;
    line.solve_due_at = row.solve_due_at;
    line.confirmed_at = row.confirmed_at;
    line.closed_at = row.closed_at;
    line.version = row.version;
    lines.push_back(std::move(line));
  }
  auto page = page_of(std::move(lines), limit, [](const ComplaintRow& last) {
    return std::vector<std::string>{id_text(last.received_at.ms()), last.id.text()};
  });
  page.total_estimate = total;
  return page;
}

std::map<std::int64_t, std::string> Complaints::numbers(db::ReadTx& tx, TenantId tenant,
                                                        const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  for (const auto& row : store::find_all(tx, tenant, ids)) all.emplace(row.id.value(), row.no);
  return all;
}

// ---- imports -----------------------------------------------------------------------------------

Result<imports::Recorded> Complaints::record(db::Tx& tx, const Caller& caller, const ImportedComplaint& in) {
  auto known = store::find_by_source(tx, caller.tenant, in.import_source, in.source_id);
  StoredComplaint row = known ? *known : StoredComplaint();
  static_cast<ComplaintDetails&>(row) = in;
  row.state = in.told_state.value_or(state_told_by(in));
  std::vector<FieldError> errors;
  if (in.import_source.empty()) errors.push_back({"/import_source", "required", "Name where it comes from."});
  if (in.source_id.empty())
    errors.push_back({"/source_id", "required", "Its id there makes a repeat harmless."});
  if (!needs_.org.site(tx, caller.tenant, in.site_id))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  check_people(tx, caller.tenant, row, errors);
  check_order_of_times(row, errors);
  if (!errors.empty()) return invalid(std::move(errors));

  const auto hours = needs_.org.work_calendar(tx, caller.tenant, row.site_id);
  if (!row.plan_due_at) row.plan_due_at = plan_due(row.received_at, *hours);
  if (!row.solve_due_at) row.solve_due_at = solve_due(row.received_at);
  imports::Recorded done;
  if (known) {
    done.record = known->id.value();
    done.version = known->version;
    if (static_cast<const ComplaintDetails&>(*known) == row) return done;
    done.before = to_json(static_cast<const ComplaintDetails&>(*known));
    touch(row, caller, tx.now());
    MANYI_CHECK(store::update(tx, row));
    done.outcome = imports::RowOutcome::kUpdated;
  } else {
    row.tenant_id = caller.tenant;
    row.id = tx.new_id<ComplaintTag>();
    row.import_source = in.import_source;
    row.source_id = in.source_id;
    row.created_at = row.updated_at = tx.now();
    row.created_by = row.updated_by = caller.user;
    MANYI_CHECK(number(tx, row));
    MANYI_CHECK(store::insert(tx, row));
    done.outcome = imports::RowOutcome::kImported;
    done.record = row.id.value();
  }
  done.version = row.version;
  MANYI_CHECK(publish_recorded(needs_.events, tx, caller, row, known.has_value()));
  return done;
}

Result<void> Complaints::take_back(db::Tx& tx, const Caller& caller, const imports::Recorded& done) {
  auto row = store::find(tx, caller.tenant, ComplaintId(done.record));
  if (!row) return not_found("complaint.not_found", "There is no such complaint.");
  if (row->version != done.version)
    return conflict("complaint.touched", "Somebody worked on this complaint since it was imported.");
  if (done.outcome == imports::RowOutcome::kUpdated) {
    MANYI_TRY(const auto before, from_json<ComplaintDetails>(done.before));
    static_cast<ComplaintDetails&>(*row) = before;
    touch(*row, caller, tx.now());
    MANYI_CHECK(store::update(tx, *row));
    return publish_recorded(needs_.events, tx, caller, *row, true);
  }
  if (done.outcome != imports::RowOutcome::kImported) return {};
  MANYI_CHECK(store::remove(tx, caller.tenant, row->id));
  return needs_.events.publish(tx, caller, event_of<ComplaintRemoved>(*row, tx.now()));
}

std::optional<std::int64_t> Complaints::version(db::ReadTx& tx, TenantId tenant, std::int64_t id) {
  const auto row = store::find(tx, tenant, ComplaintId(id));
  return row ? std::optional(row->version) : std::nullopt;
}

// ---- erasure -----------------------------------------------------------------------------------

Result<void> Complaints::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  const auto ids = store::ids_of_customer(tx, tenant, customer);
  for (const auto& row : store::find_all(tx, tenant, ids)) {
    MANYI_CHECK(store::erase_texts(tx, tenant, row.id, tx.now()));
    MANYI_CHECK(needs_.events.publish(tx, Caller::system(tenant), event_of<ComplaintErased>(row, tx.now())));
  }
  return {};
}

}  // namespace manyi::complaints
