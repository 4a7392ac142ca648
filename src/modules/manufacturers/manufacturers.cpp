// The use cases of manufacturers: complete, decide, store, publish.
// Owns the order of those steps; statements are those of RecordBook.
#include "modules/manufacturers/manufacturers.h"

#include "modules/manufacturers/manufacturers_events.h"

namespace manyi::manufacturers {
namespace {

using imports::RecordChange;

constexpr FieldRule kRules[] = {{"metric", "code of the metric", R"("csat_rate")", 1, 80},
                                {"note", {}, {}, 0, 1000},
                                {"source_id", "its id elsewhere: a repeat corrects", {}, 1, 80},
                                {"import_source", "default manual", {}, 1, 80}};

// A manufacturer's people see theirs; everybody inside sees all, since it is the company's value.
ScopeFilter scope_for(const Caller& caller) {
  Caller reader = caller;
  if (caller.scope != Scope::kManufacturer && caller.scope != Scope::kDealer) reader.scope = Scope::kTenant;
  return scope_of(reader, {.site = {}, .technician = {}, .manufacturer = "manufacturer_id"});
}
bool may_see(const Caller& caller, const ManufacturerValueRow& row) {
  if (caller.scope == Scope::kDealer) return false;
  return caller.scope != Scope::kManufacturer || caller.manufacturer_id == row.manufacturer_id.value();
}

}  // namespace

std::span<const FieldRule> field_rules(const ImportedManufacturerValue*) { return kRules; }

Instant ManufacturerValueDetails::occurred() const { return Instant(period_from.days() * kDay.ms()); }

ManufacturerValues::ManufacturerValues(Needs needs)
    : RecordBook("manufacturers_values", "manufacturer_value",
                 [&events = needs.events](db::Tx& tx, const Caller& caller, const ManufacturerValueRow& row,
                                          RecordChange change) -> Result<void> {
                   const ManufacturerValueFact fact{row.id,          row.manufacturer_id, row.metric,
                                                    row.period_from, row.period_to,       row.value};
                   if (change == RecordChange::kRemoved)
                     return events.publish(tx, caller, ManufacturerValueRemoved{fact});
                   return events.publish(tx, caller, ManufacturerValueRecorded{fact, change});
                 }),
      needs_(needs) {}

Result<imports::Recorded> ManufacturerValues::record(db::Tx& tx, const Caller& caller,
                                                     const ImportedManufacturerValue& in) {
  std::vector<FieldError> errors;
  if (!needs_.catalog.get_manufacturer(tx, caller, in.manufacturer_id))
    errors.push_back({"/manufacturer_id", "not_found", "There is no such manufacturer."});
  if (in.site_id && !needs_.org.site(tx, caller.tenant, *in.site_id))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  check_value(in.period_from, in.period_to, in.metric, in, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  ManufacturerValueDetails details = in;
  static_cast<ValueParts&>(details) = complete_parts(details);
  return put(tx, caller, details, in);
}

Result<ManufacturerValue> ManufacturerValues::add(db::Tx& tx, const Caller& caller,
                                                  const ImportedManufacturerValue& in) {
  MANYI_TRY(const auto done, record(tx, caller, in));
  return get(tx, caller, ManufacturerValueId(done.record));
}

ManufacturerValue ManufacturerValues::present(db::ReadTx& tx, const ManufacturerValueRow& row) {
  ManufacturerValue shown;
  static_cast<ManufacturerValueDetails&>(shown) = row;
  shown.id = row.id;
  if (const auto maker =
          needs_.catalog.get_manufacturer(tx, Caller::system(row.tenant_id), row.manufacturer_id))
    shown.manufacturer_name = maker->name;
  if (row.site_id)
    if (const auto site = needs_.org.site(tx, row.tenant_id, *row.site_id)) shown.site_name = site->name;
  shown.imported = row.import_source != imports::kByHand;
  shown.version = row.version;
  return shown;
}

Result<ManufacturerValue> ManufacturerValues::get(db::ReadTx& tx, const Caller& caller,
                                                  ManufacturerValueId id) {
  const auto row = find(tx, caller.tenant, id);
  if (!row || !may_see(caller, *row)) return absent();
  return present(tx, *row);
}

Result<Page<ManufacturerValue>> ManufacturerValues::list(db::ReadTx& tx, const Caller& caller,
                                                         const ListManufacturerValues& in) {
  imports::RecordFilter filter;
  filter.scope = scope_for(caller);
  if (in.from) filter.from = Instant(in.from->days() * kDay.ms());
  // Dates are texts of one length, so that they compare as texts; this one comes from a parsed date.
  if (in.to) filter.conditions.push_back("period_to <= '" + in.to->text() + "'");
  if (in.manufacturer) filter.ids.emplace_back("manufacturer_id", in.manufacturer->value());
  if (in.site_id) filter.ids.emplace_back("site_id", in.site_id->value());
  filter.text_column = "metric";
  filter.text = in.metric;
  MANYI_TRY(auto rows, page(tx, filter, in.cursor, in.limit));
  Page<ManufacturerValue> shown;
  for (const auto& row : rows.items) shown.items.push_back(present(tx, row));
  shown.next_cursor = std::move(rows.next_cursor);
  shown.total_estimate = rows.total_estimate;
  return shown;
}

}  // namespace manyi::manufacturers
