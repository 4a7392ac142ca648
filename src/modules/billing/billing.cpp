// The use cases of billing: complete, decide, store, publish.
// Owns the order of those steps; statements are those of RecordBook and store.cpp.
#include "modules/billing/billing.h"

#include "modules/billing/billing_events.h"
#include "modules/billing/store.h"
#include "platform/imports/fields.h"

namespace manyi::billing {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {{"cost_type", {}, R"("房租")", 0, 80},
                                {"text", "what the line says", R"("三月保内结算")", 0, 1000},
                                {"source_id", "its id elsewhere: a repeat corrects", {}, 1, 80},
                                {"import_source", "default manual", {}, 1, 80},
                                {"reason", "why the month is opened again", R"("漏记运费")", 1, 1000}};

ScopeKeys keys_of(const LedgerLineRow& row) { return workorders::keys_of_record(row.tenant_id, row); }

std::int64_t number_of(const std::string& month) {
  return std::stoll(month.substr(0, 4)) * 100 + std::stoll(month.substr(5));
}

LedgerMonth shown(const store::MonthRow& row) {
  return {row.month, row.closed, row.changed_at, row.reopenings};
}

}  // namespace

std::span<const FieldRule> field_rules(const ImportedLedgerLine*) { return kRules; }
std::span<const FieldRule> field_rules(const ReopenMonth*) { return kRules; }

Billing::Billing(Needs needs)
    : RecordBook("billing_ledger_lines", "ledger_line",
                 [&events = needs.events](db::Tx& tx, const Caller& caller, const LedgerLineRow& row,
                                          RecordChange change) -> Result<void> {
                   const LedgerLineFact fact{row.id, row.booked_on, row.account, row.amount};
                   if (change == RecordChange::kRemoved)
                     return events.publish(tx, caller, LedgerLineRemoved{fact}, row.booked_at,
                                           journal::Precision::kDay);
                   return events.publish(tx, caller, LedgerLineRecorded{fact, change}, row.booked_at,
                                         journal::Precision::kDay);
                 }),
      needs_(needs) {}

Result<LedgerLineDetails> Billing::complete(db::Tx& tx, const Caller& caller, LedgerLineDetails in) {
  std::vector<FieldError> errors;
  if (in.site_id || in.work_order_id)
    workorders::complete_record(needs_, tx, caller.tenant, in, errors);
  else
    workorders::check_employee(needs_, tx, caller.tenant, in.technician_id, "/technician_id", errors);
  if (in.org_unit_id && !needs_.org.get_unit(tx, caller, *in.org_unit_id))
    errors.push_back({"/org_unit_id", "not_found", "There is no such unit."});
  imports::check_currency(in.amount, "/amount", errors);
  check_open(store::closed_months(tx, caller.tenant), {in.booked_on}, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  std::optional<SiteId> zone_site = in.site_id;
  if (!zone_site) {  // the company's line: by the clock of its first site
    const auto sites = needs_.org.site_names(tx, caller.tenant);
    if (!sites.empty()) zone_site = sites.begin()->first;
  }
  const TimeZone zone =
      zone_site ? needs_.org.work_calendar(tx, caller.tenant, *zone_site)->zone() : TimeZone::utc();
  in.booked_at = zone.instant(in.booked_on);
  if (!in.settled) in.settled = true;
  return in;
}

Result<imports::Recorded> Billing::record(db::Tx& tx, const Caller& caller, const ImportedLedgerLine& in) {
  const auto known =
      in.source_id ? find_by_source(tx, caller.tenant,
                                    in.import_source.value_or(std::string(imports::kByHand)), *in.source_id)
                   : std::nullopt;
  if (known) {  // a repeat of what stands in a closed month changes nothing and is no error
    std::vector<FieldError> errors;
    check_open(store::closed_months(tx, caller.tenant), {known->booked_on}, errors);
    if (!errors.empty()) {
      LedgerLineDetails same = in;
      same.booked_at = known->booked_at;
      if (!same.settled) same.settled = known->settled;
      if (!same.site_id) same.site_id = known->site_id;
      if (!same.technician_id) same.technician_id = known->technician_id;
      same.customer_id = known->customer_id;
      if (same == static_cast<const LedgerLineDetails&>(*known)) return put(tx, caller, *known, in);
      return invalid(std::move(errors));
    }
  }
  MANYI_TRY(const LedgerLineDetails details, complete(tx, caller, in));
  return put(tx, caller, details, in);
}

Result<LedgerLine> Billing::add(db::Tx& tx, const Caller& caller, const ImportedLedgerLine& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, LedgerLineId(done.record));
}

Result<void> Billing::take_back(db::Tx& tx, const Caller& caller, const imports::Recorded& done) {
  const auto row = find(tx, caller.tenant, LedgerLineId(done.record));
  if (row) {
    std::vector<Date> days = {row->booked_on};
    if (done.outcome == imports::RowOutcome::kUpdated) {
      MANYI_TRY(const auto before, from_json<LedgerLineDetails>(done.before));
      days.push_back(before.booked_on);
    }
    std::vector<FieldError> errors;
    check_open(store::closed_months(tx, caller.tenant), days, errors);
    if (!errors.empty()) return conflict("ledger_line.month_closed", errors[0].message);
  }
  return RecordBook::take_back(tx, caller, done);
}

Result<LedgerLine> Billing::get(db::ReadTx& tx, const Caller& caller, LedgerLineId id) {
  MANYI_TRY(const LedgerLineRow row, load(tx, caller, id, keys_of));
  return workorders::RecordNames(needs_, tx, caller.tenant, {row}).show<LedgerLine>(row);
}

Result<Page<LedgerLine>> Billing::list(db::ReadTx& tx, const Caller& caller, const ListLedgerLines& in) {
  auto filter = workorders::record_filter(caller, in);
  filter.conditions.push_back(imports::one_of("account", in.account));
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  const workorders::RecordNames names(needs_, tx, caller.tenant, workorders::places_of(rows.items));
  std::vector<LedgerLine> items;
  for (const auto& row : rows.items) items.push_back(names.show<LedgerLine>(row));
  return workorders::shown_page(std::move(rows), std::move(items));
}

Result<Items<LedgerMonth>> Billing::months(db::ReadTx& tx, const Caller& caller) {
  Items<LedgerMonth> all;
  for (const auto& row : store::months(tx, caller.tenant)) all.items.push_back(shown(row));
  return all;
}

Result<LedgerMonth> Billing::close_month(db::Tx& tx, const Caller& caller, const CloseMonth& in) {
  const auto month = parse_month(in.month);
  if (!month) return invalid("/month", "format", "Expected a month such as 2026-03.");
  store::MonthRow row = store::month(tx, caller.tenant, *month).value_or(store::MonthRow());
  if (row.closed) return conflict("ledger_month.closed", "The books of this month are closed already.");
  row.tenant_id = caller.tenant;
  row.month = *month;
  row.closed = true;
  row.changed_at = tx.now();
  row.changed_by = caller.user;
  MANYI_CHECK(store::put_month(tx, row));
  MANYI_CHECK(needs_.events.publish(tx, caller, LedgerMonthClosed{{number_of(*month)}}));
  return shown(row);
}

Result<LedgerMonth> Billing::reopen_month(db::Tx& tx, const Caller& caller, const ReopenMonth& in) {
  const auto month = parse_month(in.month);
  if (!month) return invalid("/month", "format", "Expected a month such as 2026-03.");
  auto row = store::month(tx, caller.tenant, *month);
  if (!row || !row->closed) return conflict("ledger_month.open", "The books of this month are open.");
  row->closed = false;
  row->reopenings += 1;
  row->reason = in.reason;
  row->changed_at = tx.now();
  row->changed_by = caller.user;
  MANYI_CHECK(store::put_month(tx, *row));
  MANYI_CHECK(needs_.events.publish(tx, caller, LedgerMonthReopened{{number_of(*month)}}));
  return shown(*row);
}

std::map<std::int64_t, std::string> Billing::numbers(db::ReadTx& tx, TenantId tenant,
                                                     const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  for (const auto& row : find_all(tx, tenant, ids))
    all.emplace(row.id.value(), row.source_id.value_or(row.booked_on.text() + " " + enum_name(row.account)));
  return all;
}

Result<void> Billing::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  return erase_texts(tx, tenant, customer.value(), [](LedgerLineDetails& line) {
    line.text.reset();
    line.attributes = {};
  });
}

}  // namespace manyi::billing
