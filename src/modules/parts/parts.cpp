// The use cases of parts: complete, decide, store, publish.
// Owns the order of those steps and what follows from what was told; the statements are those of RecordBook.
#include "modules/parts/parts.h"

#include <algorithm>

#include "modules/parts/parts_events.h"
#include "platform/imports/fields.h"

namespace manyi::parts {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {{"part_no", "the manufacturer's number", R"("01AV430")", 1, 80},
                                {"part_name", {}, R"("主板")", 0, 200},
                                {"part_category", {}, R"("主板")", 0, 80},
                                {"serial_no", "of the piece", R"("8SSB20L")", 0, 80},
                                {"paired_serial_no", "of the piece it replaced", {}, 0, 80},
                                {"batch", "of the return", R"("2026-03-A")", 0, 80},
                                {"location", {}, R"("A-03-2")", 0, 80},
                                {"note", {}, {}, 0, 4000},
                                {"source_id", "its id elsewhere: a repeat corrects", {}, 1, 80},
                                {"import_source", "default manual", {}, 1, 80},
                                {.name = "quantity", .doc = "default 1", .minimum = 1, .maximum = 1'000'000}};

Result<void> publish(journal::Events& events, db::Tx& tx, const Caller& caller, const PartRequestRow& row,
                     RecordChange change) {
  const PartRequestFact fact{row.id, row.site_id, row.work_order_id, row.state};
  if (change == RecordChange::kRemoved) return events.publish(tx, caller, PartRequestRemoved{fact});
  return events.publish(tx, caller, PartRequestRecorded{fact, change});
}
Result<void> publish(journal::Events& events, db::Tx& tx, const Caller& caller, const PartUnitRow& row,
                     RecordChange change) {
  const PartUnitFact fact{row.id, row.site_id, row.work_order_id, row.state};
  if (change == RecordChange::kRemoved) return events.publish(tx, caller, PartUnitRemoved{fact});
  return events.publish(tx, caller, PartUnitRecorded{fact, change, row.verdict});
}

template <class Row> ScopeKeys keys_of(const Row& row) {
  return workorders::keys_of_record(row.tenant_id, row);
}

template <class In> imports::RecordFilter filter_of(const Caller& caller, const In& in) {
  auto filter = workorders::record_filter(caller, in);
  filter.conditions.push_back(imports::one_of("state", in.state));
  filter.text_column = "part_no";
  filter.text = in.part_no;
  return filter;
}

void check_part(const std::string& part_no, std::vector<FieldError>& errors) {
  if (part_no.empty()) errors.push_back({"/part_no", "required", "Name the part's number."});
}

void check_not_future(Instant at, Instant now, std::vector<FieldError>& errors) {
  if (at > now) errors.push_back({"/at", "future", "A step is not taken in the future."});
}

}  // namespace

std::span<const FieldRule> field_rules(const ImportedPartRequest*) { return kRules; }
std::span<const FieldRule> field_rules(const ImportedPartUnit*) { return kRules; }

Instant PartUnitDetails::occurred() const {
  std::optional<Instant> first;
  for (const auto& at : {received_at, issued_at, installed_at, unused_returned_at, removed_at,
                         shipped_back_at, judged_at, doa_claimed_at, doa_confirmed_at})
    if (at && (!first || *at < *first)) first = at;
  return first.value_or(Instant());
}

// ---- requests -----------------------------------------------------------------------------------

PartRequests::PartRequests(Needs needs)
    : RecordBook(
          "parts_requests", "part_request",
          [&events = needs.events](db::Tx& tx, const Caller& caller, const PartRequestRow& row,
                                   RecordChange change) { return publish(events, tx, caller, row, change); }),
      needs_(needs) {}

Result<PartRequestDetails> PartRequests::complete(db::Tx& tx, const Caller& caller, PartRequestDetails in) {
  std::vector<FieldError> errors;
  workorders::complete_record(needs_, tx, caller.tenant, in, errors);
  workorders::check_employee(needs_, tx, caller.tenant, in.keeper_id, "/keeper_id", errors);
  check_part(in.part_no, errors);
  check_order_of_times(in, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  if (!in.quantity) in.quantity = 1;
  if (!in.source) in.source = PartSource::kStock;
  if (!in.expected_at) in.expected_at = in.promised_at;
  if (!in.state) in.state = state_told_by(in);
  if (!in.from_stock) in.from_stock = filled_from_stock(*in.source, in);
  return in;
}

Result<imports::Recorded> PartRequests::record(db::Tx& tx, const Caller& caller,
                                               const ImportedPartRequest& in) {
  MANYI_TRY(const PartRequestDetails details, complete(tx, caller, in));
  return put(tx, caller, details, in);
}

Result<PartRequest> PartRequests::add(db::Tx& tx, const Caller& caller, const ImportedPartRequest& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, PartRequestId(done.record));
}

Result<PartRequest> PartRequests::step(db::Tx& tx, const Caller& caller, PartRequestStep step,
                                       const StepPartRequest& in) {
  MANYI_TRY(PartRequestRow row, load(tx, caller, in.id, keys_of<PartRequestRow>, in.if_match));
  MANYI_TRY(row.state, decide_step(*row.state, step));
  const Instant at = in.at.value_or(tx.now());
  if (in.promised_at) {
    if (!row.promised_at) row.promised_at = in.promised_at;
    row.expected_at = in.promised_at;
  }
  if (in.keeper_id) row.keeper_id = in.keeper_id;
  stamp(row, step, at);
  row.from_stock = filled_from_stock(*row.source, row);
  std::vector<FieldError> errors;
  check_not_future(at, tx.now(), errors);
  workorders::check_employee(needs_, tx, caller.tenant, in.keeper_id, "/keeper_id", errors);
  if (errors.empty()) check_order_of_times(row, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  MANYI_CHECK(change(tx, caller, row, RecordChange::kMoved));
  return std::move(present(tx, caller.tenant, {row})[0]);
}

std::vector<PartRequest> PartRequests::present(db::ReadTx& tx, TenantId tenant,
                                               const std::vector<PartRequestRow>& rows) {
  std::vector<EmployeeId> keepers;
  for (const auto& row : rows)
    if (row.keeper_id) keepers.push_back(*row.keeper_id);
  const workorders::RecordNames names(needs_, tx, tenant, workorders::places_of(rows), keepers);
  std::vector<PartRequest> items;
  for (const auto& row : rows) {
    items.push_back(names.show<PartRequest>(row));
    items.back().keeper_name = names.employee(row.keeper_id);
    items.back().allowed = allowed_steps(*row.state);
  }
  return items;
}

Result<PartRequest> PartRequests::get(db::ReadTx& tx, const Caller& caller, PartRequestId id) {
  MANYI_TRY(PartRequestRow row, load(tx, caller, id, keys_of<PartRequestRow>));
  return std::move(present(tx, caller.tenant, {row})[0]);
}

Result<Page<PartRequest>> PartRequests::list(db::ReadTx& tx, const Caller& caller,
                                             const ListPartRequests& in) {
  MANYI_TRY(auto rows, page(tx, filter_of(caller, in), in.cursor, in.limit));
  auto items = present(tx, caller.tenant, rows.items);
  return workorders::shown_page(std::move(rows), std::move(items));
}

// ---- units --------------------------------------------------------------------------------------

PartUnits::PartUnits(Needs needs)
    : RecordBook(
          "parts_units", "part_unit",
          [&events = needs.events](db::Tx& tx, const Caller& caller, const PartUnitRow& row,
                                   RecordChange change) { return publish(events, tx, caller, row, change); }),
      needs_(needs) {}

Result<PartUnitDetails> PartUnits::complete(db::Tx& tx, const Caller& caller, PartUnitDetails in) {
  std::vector<FieldError> errors;
  workorders::complete_record(needs_, tx, caller.tenant, in, errors);
  check_part(in.part_no, errors);
  check_unit(in, in.verdict, errors);
  imports::check_currency(in.cost, "/cost", errors);
  if (in.occurred() == Instant())
    errors.push_back({"/received_at", "required", "Give at least one time of the part."});
  if (in.return_kind && *in.return_kind != return_told_by(in))
    errors.push_back({"/return_kind", "contradiction", "The times tell of another kind of return."});
  if (!errors.empty()) return invalid(std::move(errors));
  if (!in.owner) in.owner = PartOwner::kManufacturer;
  in.return_due_at = return_due(in, *in.owner);
  if (!in.state) in.state = state_told_by(in);
  if (!in.condition) in.condition = condition_told_by(*in.state);
  in.return_kind = return_told_by(in);
  return in;
}

Result<imports::Recorded> PartUnits::record(db::Tx& tx, const Caller& caller, const ImportedPartUnit& in) {
  MANYI_TRY(const PartUnitDetails details, complete(tx, caller, in));
  return put(tx, caller, details, in);
}

Result<PartUnit> PartUnits::add(db::Tx& tx, const Caller& caller, const ImportedPartUnit& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, PartUnitId(done.record));
}

Result<PartUnit> PartUnits::step(db::Tx& tx, const Caller& caller, PartUnitStep step,
                                 const StepPartUnit& in) {
  MANYI_TRY(PartUnitRow row, load(tx, caller, in.id, keys_of<PartUnitRow>, in.if_match));
  MANYI_TRY(row.state, decide_step(*row.state, step));
  const Instant at = in.at.value_or(tx.now());
  std::vector<FieldError> errors;
  check_not_future(at, tx.now(), errors);
  const bool judges = step == PartUnitStep::kJudge;
  if (judges && !in.verdict)
    errors.push_back({"/verdict", "required", "Say what the manufacturer's test found."});
  if (!judges && in.verdict) errors.push_back({"/verdict", "unexpected", "Only judging gives a verdict."});
  if (judges) row.verdict = in.verdict;
  if (in.batch) row.batch = in.batch;
  if (in.technician_id) row.technician_id = in.technician_id;
  if (in.work_order_id) {
    row.work_order_id = in.work_order_id;
    if (!in.technician_id) row.technician_id.reset();
  }
  stamp(row, step, at, *row.owner);
  workorders::complete_record(needs_, tx, caller.tenant, row, errors);
  row.condition = condition_told_by(*row.state);
  row.return_kind = return_told_by(row);
  if (errors.empty()) check_unit(row, row.verdict, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  MANYI_CHECK(change(tx, caller, row, RecordChange::kMoved));
  return std::move(present(tx, caller.tenant, {row})[0]);
}

std::vector<PartUnit> PartUnits::present(db::ReadTx& tx, TenantId tenant,
                                         const std::vector<PartUnitRow>& rows) {
  const workorders::RecordNames names(needs_, tx, tenant, workorders::places_of(rows));
  std::vector<PartUnit> items;
  for (const auto& row : rows) {
    items.push_back(names.show<PartUnit>(row));
    items.back().allowed = allowed_steps(*row.state);
  }
  return items;
}

Result<PartUnit> PartUnits::get(db::ReadTx& tx, const Caller& caller, PartUnitId id) {
  MANYI_TRY(PartUnitRow row, load(tx, caller, id, keys_of<PartUnitRow>));
  return std::move(present(tx, caller.tenant, {row})[0]);
}

Result<Page<PartUnit>> PartUnits::list(db::ReadTx& tx, const Caller& caller, const ListPartUnits& in) {
  auto filter = filter_of(caller, in);
  filter.conditions.push_back(imports::one_of("return_kind", in.return_kind));
  filter.conditions.push_back(imports::one_of("verdict", in.verdict));
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  auto items = present(tx, caller.tenant, rows.items);
  return workorders::shown_page(std::move(rows), std::move(items));
}

// ---- both at once -------------------------------------------------------------------------------

namespace {

/// What importing one of the two records did, kept so that it can be taken back.
struct Half {
  imports::RowOutcome outcome = imports::RowOutcome::kUnchanged;
  std::int64_t record = 0, version = 0;
  std::string before;
};
BOOST_DESCRIBE_STRUCT(Half, (), (outcome, record, version, before))
struct Halves {
  std::optional<Half> request, unit;
};
BOOST_DESCRIBE_STRUCT(Halves, (), (request, unit))

Half half_of(const imports::Recorded& done) { return {done.outcome, done.record, done.version, done.before}; }
imports::Recorded recorded_of(const Half& half) {
  imports::Recorded done;
  done.outcome = half.outcome;
  done.record = half.record;
  done.version = half.version;
  done.before = half.before;
  return done;
}

}  // namespace

Result<imports::Recorded> Parts::record(db::Tx& tx, const Caller& caller, const ImportedPart& in) {
  if (!in.request && !in.unit)
    return invalid("/requested_at", "required", "Give at least one time of the part.");
  Halves halves;
  if (in.request) {
    MANYI_TRY(const auto done, requests.record(tx, caller, *in.request));
    halves.request = half_of(done);
  }
  if (in.unit) {
    ImportedPartUnit unit = *in.unit;
    if (halves.request) unit.request_id = PartRequestId(halves.request->record);
    MANYI_TRY(const auto done, units.record(tx, caller, unit));
    halves.unit = half_of(done);
  }
  imports::Recorded all;
  using enum imports::RowOutcome;
  bool fresh = true, same = true;
  for (const auto* half : {&halves.request, &halves.unit}) {
    if (!*half) continue;
    all.record = (*half)->record;
    all.version += (*half)->version;
    fresh = fresh && (*half)->outcome == kImported;
    same = same && (*half)->outcome == kUnchanged;
  }
  all.outcome = same ? kUnchanged : fresh ? kImported : kUpdated;
  if (!same) all.before = to_json(halves);
  return all;
}

Result<void> Parts::take_back(db::Tx& tx, const Caller& caller, const imports::Recorded& all) {
  if (!version(tx, caller.tenant, all.record))
    return not_found("part_unit.not_found", "There is no such record.");
  MANYI_TRY(const Halves halves, from_json<Halves>(all.before));
  if (halves.unit) MANYI_CHECK(units.take_back(tx, caller, recorded_of(*halves.unit)));
  if (halves.request) MANYI_CHECK(requests.take_back(tx, caller, recorded_of(*halves.request)));
  return {};
}

std::optional<std::int64_t> Parts::version(db::ReadTx& tx, TenantId tenant, std::int64_t id) {
  const auto unit = units.find(tx, tenant, PartUnitId(id));
  if (!unit) return requests.version(tx, tenant, id);
  const auto request =
      unit->request_id ? requests.version(tx, tenant, unit->request_id->value()) : std::nullopt;
  return unit->version + request.value_or(0);
}

Result<void> Parts::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  const auto clear = [](auto& details) {
    details.note.reset();
    details.attributes = {};
  };
  MANYI_CHECK(requests.erase_texts(tx, tenant, customer.value(), clear));
  return units.erase_texts(tx, tenant, customer.value(), clear);
}

}  // namespace manyi::parts
