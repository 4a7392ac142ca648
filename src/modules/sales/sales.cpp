// The use cases of sales: complete, decide, store, publish.
// Owns the order of those steps; statements are those of RecordBook.
#include "modules/sales/sales.h"

#include "modules/sales/sales_events.h"
#include "platform/imports/fields.h"

namespace manyi::sales {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {{"product", "what was sold", R"("延保一年")", 1, 200},
                                {"note", {}, {}, 0, 4000},
                                {"source_id", "its id elsewhere: a repeat corrects", {}, 1, 80},
                                {"import_source", "default manual", {}, 1, 80},
                                {.name = "quantity", .doc = "default 1", .minimum = 1, .maximum = 1'000'000}};

ScopeKeys keys_of_line(const SalesLineRow& row) {
  auto keys = workorders::keys_of_record(row.tenant_id, row);
  keys.technician = row.seller_id.value_or(EmployeeId());
  return keys;
}
ScopeKeys keys_of_quota(const SalesQuotaRow& row) {
  return {.tenant = row.tenant_id, .site = row.site_id, .technician = row.seller_id.value_or(EmployeeId())};
}

}  // namespace

std::span<const FieldRule> field_rules(const ImportedSalesLine*) { return kRules; }
std::span<const FieldRule> field_rules(const ImportedSalesQuota*) { return kRules; }

// ---- lines --------------------------------------------------------------------------------------

SalesLines::SalesLines(Needs needs)
    : RecordBook(
          "sales_lines", "sales_line",
          [&events = needs.events](db::Tx& tx, const Caller& caller, const SalesLineRow& row,
                                   RecordChange change) -> Result<void> {
            const SalesLineFact fact{row.id, row.site_id, row.work_order_id, row.seller_id, row.amount};
            if (change == RecordChange::kRemoved) return events.publish(tx, caller, SalesLineRemoved{fact});
            return events.publish(tx, caller, SalesLineRecorded{fact, change}, row.sold_at);
          }),
      needs_(needs) {}

Result<imports::Recorded> SalesLines::record(db::Tx& tx, const Caller& caller, const ImportedSalesLine& in) {
  SalesLineDetails details = in;
  std::vector<FieldError> errors;
  workorders::complete_record(needs_, tx, caller.tenant, details, errors);
  workorders::check_employee(needs_, tx, caller.tenant, details.seller_id, "/seller_id", errors);
  if (details.product.empty()) errors.push_back({"/product", "required", "Say what was sold."});
  check_order_of_times(details, errors);
  imports::check_currency(details.amount, "/amount", errors);
  imports::check_currency(details.cost, "/cost", errors);
  if (!errors.empty()) return invalid(std::move(errors));
  if (!details.seller_id) details.seller_id = details.technician_id;
  if (!details.quantity) details.quantity = 1;
  if (!details.service_product) details.service_product = true;
  return put(tx, caller, details, in);
}

Result<SalesLine> SalesLines::add(db::Tx& tx, const Caller& caller, const ImportedSalesLine& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, SalesLineId(done.record));
}

Result<SalesLine> SalesLines::get(db::ReadTx& tx, const Caller& caller, SalesLineId id) {
  MANYI_TRY(const SalesLineRow row, load(tx, caller, id, keys_of_line));
  const workorders::RecordNames names(needs_, tx, caller.tenant, {row},
                                      {row.seller_id.value_or(EmployeeId())});
  auto shown = names.show<SalesLine>(row);
  shown.seller_name = names.employee(row.seller_id);
  return shown;
}

Result<Page<SalesLine>> SalesLines::list(db::ReadTx& tx, const Caller& caller, const ListSalesLines& in) {
  auto filter = workorders::record_filter(caller, in);
  filter.scope = scope_of(caller, {.technician = "seller_id", .manufacturer = "manufacturer_id"});
  if (in.seller_id) filter.ids.emplace_back("seller_id", in.seller_id->value());
  filter.text_column = "product";
  filter.text = in.product;
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  std::vector<EmployeeId> sellers;
  for (const auto& row : rows.items)
    if (row.seller_id) sellers.push_back(*row.seller_id);
  const workorders::RecordNames names(needs_, tx, caller.tenant, workorders::places_of(rows.items), sellers);
  std::vector<SalesLine> items;
  for (const auto& row : rows.items) {
    items.push_back(names.show<SalesLine>(row));
    items.back().seller_name = names.employee(row.seller_id);
  }
  return workorders::shown_page(std::move(rows), std::move(items));
}

std::map<std::int64_t, std::string> SalesLines::numbers(db::ReadTx& tx, TenantId tenant,
                                                        const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  for (const auto& row : find_all(tx, tenant, ids))
    all.emplace(row.id.value(), row.source_id.value_or(row.product));
  return all;
}

// ---- quotas -------------------------------------------------------------------------------------

SalesQuotas::SalesQuotas(Needs needs)
    : RecordBook("sales_quotas", "sales_quota",
                 [&events = needs.events](db::Tx& tx, const Caller& caller, const SalesQuotaRow& row,
                                          RecordChange change) -> Result<void> {
                   const SalesQuotaFact fact{row.id, row.site_id, row.seller_id, row.month, row.amount};
                   if (change == RecordChange::kRemoved)
                     return events.publish(tx, caller, SalesQuotaRemoved{fact});
                   return events.publish(tx, caller, SalesQuotaRecorded{fact, change});
                 }),
      needs_(needs) {}

Result<imports::Recorded> SalesQuotas::record(db::Tx& tx, const Caller& caller,
                                              const ImportedSalesQuota& in) {
  SalesQuotaDetails details = in;
  std::vector<FieldError> errors;
  const auto hours = needs_.org.hours_of_site(tx, caller.tenant, details.site_id);
  if (!hours) errors.push_back({"/site_id", "not_found", "There is no such site."});
  workorders::check_employee(needs_, tx, caller.tenant, details.seller_id, "/seller_id", errors);
  imports::check_currency(details.amount, "/amount", errors);
  if (details.amount.amount() < 0) errors.push_back({"/amount", "minimum", "A quota is not negative."});
  if (!errors.empty()) return invalid(std::move(errors));
  details.month = first_of_month(details.month);
  details.period_at = hours->zone().instant(details.month);

  imports::RecordFilter same;
  same.scope = scope_of(Caller::system(caller.tenant), {});
  same.from = details.period_at;
  same.to = *details.period_at + DurationMs(1);
  same.ids = {{"site_id", details.site_id.value()}};
  if (details.seller_id)
    same.ids.emplace_back("seller_id", details.seller_id->value());
  else
    same.conditions = {"seller_id is null"};
  MANYI_TRY(const auto others, page(tx, same, {}, {}));
  for (const auto& other : others.items)
    if (!in.source_id || other.source_id != in.source_id ||
        other.import_source != in.import_source.value_or(std::string(imports::kByHand)))
      return conflict("sales_quota.taken", "There is a quota for this seller, site and month already.");
  return put(tx, caller, details, in);
}

Result<SalesQuota> SalesQuotas::add(db::Tx& tx, const Caller& caller, const ImportedSalesQuota& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, SalesQuotaId(done.record));
}

SalesQuota SalesQuotas::present(db::ReadTx& tx, const SalesQuotaRow& row) {
  SalesQuota shown;
  static_cast<SalesQuotaDetails&>(shown) = row;
  shown.id = row.id;
  if (const auto site = needs_.org.site(tx, row.tenant_id, row.site_id)) shown.site_name = site->name;
  if (row.seller_id)
    if (const auto seller = needs_.org.employee(tx, row.tenant_id, *row.seller_id))
      shown.seller_name = seller->name;
  shown.imported = row.import_source != imports::kByHand;
  shown.version = row.version;
  return shown;
}

Result<SalesQuota> SalesQuotas::get(db::ReadTx& tx, const Caller& caller, SalesQuotaId id) {
  MANYI_TRY(const SalesQuotaRow row, load(tx, caller, id, keys_of_quota));
  return present(tx, row);
}

Result<Page<SalesQuota>> SalesQuotas::list(db::ReadTx& tx, const Caller& caller, const ListSalesQuotas& in) {
  imports::RecordFilter filter;
  filter.scope = scope_of(caller, {.technician = "seller_id"});
  filter.from = in.from;
  filter.to = in.to;
  if (in.site_id) filter.ids.emplace_back("site_id", in.site_id->value());
  if (in.seller_id) filter.ids.emplace_back("seller_id", in.seller_id->value());
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  std::vector<SalesQuota> items;
  for (const auto& row : rows.items) items.push_back(present(tx, row));
  return workorders::shown_page(std::move(rows), std::move(items));
}

std::map<std::int64_t, std::string> SalesQuotas::numbers(db::ReadTx& tx, TenantId tenant,
                                                         const std::vector<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> all;
  for (const auto& row : find_all(tx, tenant, ids))
    all.emplace(row.id.value(), row.source_id.value_or(row.month.text().substr(0, 7)));
  return all;
}

// ---- erasure ------------------------------------------------------------------------------------

Result<void> Sales::erase_person(db::Tx& tx, TenantId tenant, customers::CustomerId customer) {
  return lines.erase_texts(tx, tenant, customer.value(), [](SalesLineDetails& line) {
    line.note.reset();
    line.attributes = {};
  });
}

}  // namespace manyi::sales
