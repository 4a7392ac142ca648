// The use cases of experience: complete, decide, store, publish.
// Owns the order of those steps; the statements are those of RecordBook.
#include "modules/experience/experience.h"

#include "modules/experience/experience_events.h"

namespace manyi::experience {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {{"words", "what he said", R"("师傅很耐心，还帮忙备份了数据")", 1, 4000}};

Result<void> publish(journal::Events& events, db::Tx& tx, const Caller& caller, const PraiseRow& row,
                     RecordChange change) {
  const PraiseFact fact{row.id,
                        row.site_id,
                        row.work_order_id,
                        row.employee_id,
                        row.verified_at.has_value(),
                        row.forwarded_at.has_value()};
  if (change == RecordChange::kRemoved) return events.publish(tx, caller, PraiseRemoved{fact});
  return events.publish(tx, caller, PraiseRecorded{fact, change});
}

ScopeKeys keys_of(const PraiseRow& row) {
  return {.tenant = row.tenant_id,
          .site = row.site_id.value_or(SiteId()),
          .technician = row.employee_id.value_or(EmployeeId())};
}

bool is_praised(const Caller& caller, const PraiseRow& row) {
  return row.employee_id && caller.employee && *row.employee_id == caller.employee;
}

}  // namespace

std::span<const FieldRule> field_rules(const ReceivePraise*) { return kRules; }

Praises::Praises(Needs needs)
    : RecordBook(
          "experience_praises", "praise",
          [&events = needs.events](db::Tx& tx, const Caller& caller, const PraiseRow& row,
                                   RecordChange change) { return publish(events, tx, caller, row, change); }),
      needs_(needs) {}

Result<PraiseDetails> Praises::complete(db::Tx& tx, const Caller& caller, PraiseDetails in) {
  std::vector<FieldError> errors;
  const auto technician = needs_.orders.complete(tx, caller, in, errors);
  if (in.employee_id && !needs_.org.employee(tx, caller.tenant, *in.employee_id))
    errors.push_back({"/employee_id", "not_found", "There is no such employee."});
  check_order_of_times(in, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  if (!in.source) in.source = PraiseSource::kCustomer;
  if (!in.employee_id) in.employee_id = technician;
  return in;
}

Result<imports::Recorded> Praises::record(db::Tx& tx, const Caller& caller, const ImportedPraise& in) {
  MANYI_TRY(const PraiseDetails details, complete(tx, caller, in));
  return put(tx, caller, details, in);
}

Result<Praise> Praises::receive(db::Tx& tx, const Caller& caller, const ReceivePraise& in) {
  PraiseDetails details;
  static_cast<workorders::OrderReferences&>(details) = in;
  details.received_at = in.received_at.value_or(tx.now());
  details.source = in.source;
  details.cause = in.cause;
  details.employee_id = in.employee_id;
  details.words = in.words;
  MANYI_TRY(details, complete(tx, caller, std::move(details)));
  MANYI_TRY(const auto done, put(tx, caller, details, {}));
  return get(tx, caller, PraiseId(done.record));
}

Result<Praise> Praises::step(db::Tx& tx, const Caller& caller, PraiseStep step, const StepPraise& in) {
  MANYI_TRY(PraiseRow row, load(tx, caller, in.id, keys_of, in.if_match));
  MANYI_CHECK(take_step(row, step, is_praised(caller, row), tx.now()));
  MANYI_CHECK(change(tx, caller, row, RecordChange::kMoved));
  return std::move(present(tx, caller, {row})[0]);
}

std::vector<Praise> Praises::present(db::ReadTx& tx, const Caller& caller,
                                     const std::vector<PraiseRow>& rows) {
  auto names = needs_.orders.dimension_names(tx, caller.tenant);
  std::vector<std::int64_t> orders;
  for (const auto& row : rows)
    if (row.work_order_id) orders.push_back(row.work_order_id->value());
  const auto numbers = needs_.orders.numbers(tx, caller.tenant, orders);
  std::vector<Praise> items;
  for (const auto& row : rows) {
    Praise item;
    static_cast<PraiseDetails&>(item) = row;
    item.id = row.id;
    item.site_name = names.site(row.site_id).label;
    item.employee_name = names.employee(row.employee_id).label;
    if (row.work_order_id)
      if (const auto no = numbers.find(row.work_order_id->value()); no != numbers.end())
        item.work_order_no = no->second;
    item.allowed = allowed_steps(row, is_praised(caller, row));
    item.imported = row.source_id.has_value();
    item.created_at = row.created_at;
    item.updated_at = row.updated_at;
    item.version = row.version;
    items.push_back(std::move(item));
  }
  return items;
}

Result<Praise> Praises::get(db::ReadTx& tx, const Caller& caller, PraiseId id) {
  MANYI_TRY(PraiseRow row, load(tx, caller, id, keys_of));
  return std::move(present(tx, caller, {row})[0]);
}

Result<Page<Praise>> Praises::list(db::ReadTx& tx, const Caller& caller, const ListPraises& in) {
  imports::RecordFilter filter;
  filter.scope = scope_of(caller, {.technician = "employee_id"});
  filter.from = in.from;
  filter.to = in.to;
  if (in.site_id) filter.ids.emplace_back("site_id", in.site_id->value());
  if (in.work_order_id) filter.ids.emplace_back("work_order_id", in.work_order_id->value());
  if (in.employee_id) filter.ids.emplace_back("employee_id", in.employee_id->value());
  filter.conditions = {imports::one_of("source", in.source)};
  if (in.verified)
    filter.conditions.push_back(*in.verified ? "verified_at is not null" : "verified_at is null");
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  Page<Praise> shown;
  shown.items = present(tx, caller, rows.items);
  shown.next_cursor = std::move(rows.next_cursor);
  shown.total_estimate = rows.total_estimate;
  return shown;
}

std::map<std::int64_t, std::string> Praises::numbers(db::ReadTx& tx, TenantId tenant,
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

Result<void> Praises::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  return erase_texts(tx, tenant, customer.value(), [](PraiseDetails& praise) {
    praise.words.reset();
    praise.attributes = RawJson();
  });
}

}  // namespace manyi::experience
