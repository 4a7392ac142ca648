// The use cases of conduct: complete, decide, store, publish.
// Owns the order of those steps; the statements are those of RecordBook.
#include "modules/conduct/conduct.h"

#include "modules/conduct/conduct_events.h"
#include "platform/imports/fields.h"

namespace manyi::conduct {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {{.name = "points",
                                 .doc = "its weight; default by severity",
                                 .example = "3",
                                 .minimum = 0,
                                 .maximum = 1000},
                                {"evidence", "what it rests on", R"("收费高于价目表 80 元")", 0, 4000},
                                {"appeal", {}, {}, 0, 4000},
                                {"text", "why", R"("有客户签字的报价单")", 0, 4000},
                                {"source_id", "its id elsewhere: a repeat corrects", {}, 1, 80},
                                {"import_source", "default manual", {}, 1, 80}};

Result<void> publish(journal::Events& events, db::Tx& tx, const Caller& caller, const ViolationRow& row,
                     RecordChange change) {
  const ViolationFact fact{row.id,   row.site_id, row.work_order_id, row.employee_id,
                           row.type, row.state,   row.confirmed};
  if (change == RecordChange::kRemoved) return events.publish(tx, caller, ViolationRemoved{fact});
  return events.publish(tx, caller, ViolationRecorded{fact, change});
}

ScopeKeys keys_of(const ViolationRow& row) {
  return {.tenant = row.tenant_id,
          .site = row.site_id.value_or(SiteId()),
          .technician = row.employee_id.value_or(EmployeeId())};
}

bool is_suspect(const Caller& caller, const ViolationRow& row) {
  return row.employee_id && caller.employee && *row.employee_id == caller.employee;
}

}  // namespace

std::span<const FieldRule> field_rules(const ImportedViolation*) { return kRules; }
std::span<const FieldRule> field_rules(const SuspectViolation*) { return kRules; }
std::span<const FieldRule> field_rules(const StepViolation*) { return kRules; }

Violations::Violations(Needs needs)
    : RecordBook(
          "conduct_violations", "violation",
          [&events = needs.events](db::Tx& tx, const Caller& caller, const ViolationRow& row,
                                   RecordChange change) { return publish(events, tx, caller, row, change); }),
      needs_(needs) {}

Result<ViolationDetails> Violations::complete(db::Tx& tx, const Caller& caller, ViolationDetails in) {
  std::vector<FieldError> errors;
  needs_.orders.complete(tx, caller, in, errors);
  if (in.employee_id && !needs_.org.employee(tx, caller.tenant, *in.employee_id))
    errors.push_back({"/employee_id", "not_found", "There is no such employee."});
  if (!in.found_at) in.found_at = in.happened_at;
  if (*in.found_at < in.happened_at)
    errors.push_back({"/found_at", "before_happened", "Found before it happened."});
  if (in.final_at && *in.final_at < in.happened_at)
    errors.push_back({"/final_at", "before_happened", "Decided before it happened."});
  imports::check_currency(in.money, "/money", errors);
  if (!in.source) in.source = ViolationSource::kAudit;
  if (!in.severity) in.severity = ViolationSeverity::kMinor;
  if (!in.points) in.points = default_points(*in.severity);
  if (!in.state) in.state = ViolationState::kSuspected;
  if (!in.confirmed) in.confirmed = confirmed_by(*in.state);
  const bool open = *in.state == ViolationState::kSuspected || *in.state == ViolationState::kReviewing;
  if (open && in.confirmed)
    errors.push_back({"/confirmed", "undecided", "A suspicion that nobody decided on is not confirmed."});
  if (!errors.empty()) return invalid(std::move(errors));
  return in;
}

Result<imports::Recorded> Violations::record(db::Tx& tx, const Caller& caller, const ImportedViolation& in) {
  MANYI_TRY(const ViolationDetails details, complete(tx, caller, in));
  return put(tx, caller, details, in);
}

Result<Violation> Violations::suspect(db::Tx& tx, const Caller& caller, const SuspectViolation& in) {
  ViolationDetails details;
  static_cast<workorders::OrderReferences&>(details) = in;
  details.happened_at = in.happened_at.value_or(tx.now());
  details.found_at = tx.now();
  details.type = in.type;
  details.source = in.source;
  details.severity = in.severity;
  details.employee_id = in.employee_id;
  details.points = in.points;
  details.money = in.money;
  details.evidence = in.evidence;
  MANYI_TRY(details, complete(tx, caller, std::move(details)));
  MANYI_TRY(const auto done, put(tx, caller, details, {}));
  return get(tx, caller, ViolationId(done.record));
}

Result<Violation> Violations::step(db::Tx& tx, const Caller& caller, ViolationStep step,
                                   const StepViolation& in) {
  MANYI_TRY(ViolationRow row, load(tx, caller, in.id, keys_of, in.if_match));
  MANYI_TRY(row.state, decide_step(*row.state, step, is_suspect(caller, row)));
  if (const auto verdict = confirms(step)) row.confirmed = verdict;
  if (step == ViolationStep::kConfirm && in.severity) {
    row.severity = in.severity;
    row.points = default_points(*in.severity);
  }
  if (step == ViolationStep::kConfirm && in.points) row.points = in.points;
  if (*row.state == ViolationState::kFinal) row.final_at = tx.now();
  if (in.text && step == ViolationStep::kAppeal) row.appeal = in.text;
  if (in.text && (step == ViolationStep::kConfirm || step == ViolationStep::kDismiss)) row.evidence = in.text;
  MANYI_CHECK(change(tx, caller, row, RecordChange::kMoved));
  return std::move(present(tx, caller, {row})[0]);
}

std::vector<Violation> Violations::present(db::ReadTx& tx, const Caller& caller,
                                           const std::vector<ViolationRow>& rows) {
  auto names = needs_.orders.dimension_names(tx, caller.tenant);
  std::vector<std::int64_t> orders;
  for (const auto& row : rows)
    if (row.work_order_id) orders.push_back(row.work_order_id->value());
  const auto numbers = needs_.orders.numbers(tx, caller.tenant, orders);
  std::vector<Violation> items;
  for (const auto& row : rows) {
    Violation item;
    static_cast<ViolationDetails&>(item) = row;
    item.id = row.id;
    item.site_name = names.site(row.site_id).label;
    item.employee_name = names.employee(row.employee_id).label;
    if (row.work_order_id)
      if (const auto no = numbers.find(row.work_order_id->value()); no != numbers.end())
        item.work_order_no = no->second;
    item.allowed = allowed_steps(*row.state, is_suspect(caller, row));
    item.imported = row.source_id.has_value();
    item.created_at = row.created_at;
    item.updated_at = row.updated_at;
    item.version = row.version;
    items.push_back(std::move(item));
  }
  return items;
}

Result<Violation> Violations::get(db::ReadTx& tx, const Caller& caller, ViolationId id) {
  MANYI_TRY(ViolationRow row, load(tx, caller, id, keys_of));
  return std::move(present(tx, caller, {row})[0]);
}

Result<Page<Violation>> Violations::list(db::ReadTx& tx, const Caller& caller, const ListViolations& in) {
  imports::RecordFilter filter;
  filter.scope = scope_of(caller, {.technician = "employee_id"});
  filter.from = in.from;
  filter.to = in.to;
  if (in.site_id) filter.ids.emplace_back("site_id", in.site_id->value());
  if (in.work_order_id) filter.ids.emplace_back("work_order_id", in.work_order_id->value());
  if (in.employee_id) filter.ids.emplace_back("employee_id", in.employee_id->value());
  filter.conditions = {imports::one_of("state", in.state), imports::one_of("type", in.type),
                       imports::one_of("source", in.source), imports::one_of("severity", in.severity)};
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  Page<Violation> shown;
  shown.items = present(tx, caller, rows.items);
  shown.next_cursor = std::move(rows.next_cursor);
  shown.total_estimate = rows.total_estimate;
  return shown;
}

std::map<std::int64_t, std::string> Violations::numbers(db::ReadTx& tx, TenantId tenant,
                                                        const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  std::vector<std::int64_t> orders;
  const auto rows = find_all(tx, tenant, ids);
  for (const auto& row : rows)
    if (row.work_order_id) orders.push_back(row.work_order_id->value());
  const auto order_numbers = needs_.orders.numbers(tx, tenant, orders);
  for (const auto& row : rows) {
    const auto no = row.work_order_id ? order_numbers.find(row.work_order_id->value()) : order_numbers.end();
    if (no != order_numbers.end()) all.emplace(row.id.value(), no->second);
  }
  return all;
}

Result<void> Violations::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  return erase_texts(tx, tenant, customer.value(), [](ViolationDetails& violation) {
    violation.evidence.reset();
    violation.appeal.reset();
    violation.attributes = RawJson();
  });
}

}  // namespace manyi::conduct
