// Use cases of assets: serial numbers, owners, entitlements, the count of repairs.
// Owns the rule that a serial number names one device of the tenant.
#include <algorithm>

#include "base/text.h"
#include "modules/customers/customers.h"
#include "modules/customers/customers_events.h"
#include "modules/customers/rules.h"
#include "modules/customers/store.h"
#include "platform/search/search.h"

namespace manyi::customers {
namespace {

constexpr std::string_view kSearchKind = "asset";

Error absent() { return not_found("asset.not_found", "There is no such device."); }
Error no_serial() {
  return invalid("/serial_no", "serial_no",
                 "This serial number identifies nothing; leave it out when there is none.");
}
Error serial_taken() {
  return conflict("asset.serial_taken", "There is already a device with this serial number.");
}

AssetFact fact_of(const AssetCore& asset) {
  return {asset.id, asset.model_id, asset.customer_id, asset.state, asset.repair_count};
}

}  // namespace

std::span<const FieldRule> field_rules(const CreateAsset*) {
  static constexpr FieldRule kRules[] = {{"serial_no", "unique within the tenant", R"("PF2K9X7L")", 1, 64}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeAsset*) {
  return field_rules(static_cast<const CreateAsset*>(nullptr));
}
std::span<const FieldRule> field_rules(const AddEntitlement*) {
  static constexpr FieldRule kRules[] = {{"starts_on", {}, R"("2026-01-01")"},
                                         {"ends_on", "last day covered", R"("2026-12-31")"}};
  return kRules;
}

Asset Customers::present(db::ReadTx& tx, const Caller& caller, const AssetCore& core) {
  Asset asset;
  static_cast<AssetCore&>(asset) = core;
  if (core.model_id) {
    if (auto path = catalog_.model_path(tx, caller.tenant, *core.model_id)) {
      asset.model_name = std::move(path->model_name);
      asset.product_line_name = std::move(path->product_line_name);
      asset.manufacturer_name = std::move(path->manufacturer_name);
    }
  }
  if (core.customer_id) {
    if (auto row = store::customer(tx, caller.tenant, *core.customer_id)) {
      if (!reveals(tx, caller, row->id)) mask(*row);
      asset.customer_name = std::move(row->name);
    }
  }
  const auto entitlements = store::entitlements(tx, caller.tenant, core.id);
  asset.entitlements.assign(entitlements.begin(), entitlements.end());
  return asset;
}

// Insiders reach every device, dealers those they sold, a manufacturer's people those of its brand.
bool Customers::in_reach(db::ReadTx& tx, const Caller& caller, const AssetCore& asset) {
  if (caller.scope == Scope::kDealer) return asset.dealer_id && asset.dealer_id->value() == caller.dealer_id;
  if (caller.scope == Scope::kManufacturer) {
    const auto path = asset.model_id ? catalog_.model_path(tx, caller.tenant, *asset.model_id) : std::nullopt;
    return path && path->manufacturer_id.value() == caller.manufacturer_id;
  }
  return true;
}

namespace {

Result<void> check_references(db::ReadTx& tx, TenantId tenant, catalog::Catalog& catalog,
                              const std::optional<catalog::ModelId>& model,
                              const std::optional<CustomerId>& customer,
                              const std::optional<CustomerId>& dealer) {
  std::vector<FieldError> errors;
  if (model && !catalog.model_path(tx, tenant, *model))
    errors.push_back({"/model_id", "not_found", "There is no such model."});
  if (customer && !store::customer(tx, tenant, *customer))
    errors.push_back({"/customer_id", "not_found", "There is no such customer."});
  if (dealer && !store::customer(tx, tenant, *dealer))
    errors.push_back({"/dealer_id", "not_found", "There is no such dealer."});
  if (!errors.empty()) return invalid(std::move(errors));
  return {};
}

Result<void> index(search::Search& search, catalog::Catalog& catalog, db::Tx& tx,
                   const store::AssetRow& row) {
  search::Document document{.text = row.serial_key + " " + row.serial_no, .phones = {}};
  if (row.model_id)
    if (const auto path = catalog.model_path(tx, row.tenant_id, *row.model_id))
      document.text += " " + path->manufacturer_name + " " + path->model_name;
  return search.put(tx, row.tenant_id, kSearchKind, row.id.value(), document);
}

Result<void> note_owner(db::Tx& tx, const store::AssetRow& row) {
  return store::insert_owner(
      tx, {row.tenant_id, tx.new_id<AssetTag>().value(), row.id, row.customer_id, tx.now()});
}

Result<void> save(db::Tx& tx, store::AssetRow& row) {
  row.updated_at = tx.now();
  ++row.version;
  return store::update_asset(tx, row);
}

struct Needed {
  journal::Events& events;
  catalog::Catalog& catalog;
  search::Search& search;
};

/// Stores an asset whose serial number nobody has yet.
Result<store::AssetRow> add_asset(const Needed& needed, db::Tx& tx, const Caller& caller,
                                  const CreateAsset& in) {
  MANYI_CHECK(check_references(tx, caller.tenant, needed.catalog, in.model_id, in.customer_id, in.dealer_id));
  store::AssetRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<AssetTag>();
  row.serial_no = in.serial_no;
  row.serial_key = normalised_serial(in.serial_no);
  row.model_id = in.model_id;
  row.customer_id = in.customer_id;
  row.dealer_id = in.dealer_id;
  row.sold_on = in.sold_on;
  row.state = in.customer_id ? AssetState::kInUse : AssetState::kRegistered;
  row.data_risk = in.data_risk.value_or(false);
  row.created_at = row.updated_at = tx.now();
  MANYI_CHECK(store::insert_asset(tx, row));
  if (row.customer_id) MANYI_CHECK(note_owner(tx, row));
  MANYI_CHECK(index(needed.search, needed.catalog, tx, row));
  MANYI_CHECK(needed.events.publish(tx, caller, AssetCreated{fact_of(row)}));
  return row;
}

Result<void> enter_cover(journal::Events& events, db::Tx& tx, const Caller& caller,
                         store::EntitlementRow row) {
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<EntitlementTag>();
  row.created_at = tx.now();
  MANYI_CHECK(store::insert_entitlement(tx, row));
  return events.publish(tx, caller, EntitlementAdded{row.id, row.asset_id, row.source});
}

}  // namespace

Result<Asset> Customers::create_asset(db::Tx& tx, const Caller& caller, const CreateAsset& in) {
  const std::string key = normalised_serial(in.serial_no);
  if (key.empty()) return no_serial();
  if (store::asset_by_serial(tx, caller.tenant, key)) return serial_taken();
  MANYI_TRY(const auto row, add_asset({events_, catalog_, search_}, tx, caller, in));
  return present(tx, caller, row);
}

Result<Asset> Customers::change_asset(db::Tx& tx, const Caller& caller, const ChangeAsset& in) {
  auto found = store::asset(tx, caller.tenant, in.id);
  if (!found || !in_reach(tx, caller, *found)) return absent();
  store::AssetRow row = std::move(*found);
  if (in.if_match && *in.if_match != row.version) return stale("The device was changed in the meantime.");
  MANYI_CHECK(check_references(tx, caller.tenant, catalog_, in.model_id, in.customer_id, in.dealer_id));
  if (in.serial_no) {
    const std::string key = normalised_serial(*in.serial_no);
    if (key.empty()) return no_serial();
    if (key != row.serial_key && store::asset_by_serial(tx, caller.tenant, key)) return serial_taken();
    row.serial_no = *in.serial_no;
    row.serial_key = key;
  }
  if (in.model_id) row.model_id = in.model_id;
  if (in.dealer_id) row.dealer_id = in.dealer_id;
  if (in.sold_on) row.sold_on = in.sold_on;
  if (in.state) row.state = *in.state;
  if (in.data_risk) row.data_risk = *in.data_risk;
  const bool new_owner = in.customer_id && in.customer_id != row.customer_id;
  if (new_owner) row.customer_id = in.customer_id;
  MANYI_CHECK(save(tx, row));
  if (new_owner) MANYI_CHECK(note_owner(tx, row));
  MANYI_CHECK(index(search_, catalog_, tx, row));
  MANYI_CHECK(events_.publish(tx, caller, AssetChanged{fact_of(row)}));
  return present(tx, caller, row);
}

Result<Asset> Customers::add_entitlement(db::Tx& tx, const Caller& caller, const AddEntitlement& in) {
  auto asset = store::asset(tx, caller.tenant, in.id);
  if (!asset || !in_reach(tx, caller, *asset)) return absent();
  if (in.ends_on < in.starts_on)
    return invalid("/ends_on", "before_starts_on", "A cover ends on or after the day it starts.");
  store::EntitlementRow row;
  row.asset_id = asset->id;
  row.source = in.source;
  row.starts_on = in.starts_on;
  row.ends_on = in.ends_on;
  row.covers_parts = in.covers_parts.value_or(true);
  row.covers_labour = in.covers_labour.value_or(true);
  row.covers_onsite = in.covers_onsite.value_or(false);
  row.state = in.state.value_or(EntitlementState::kActive);
  MANYI_CHECK(save(tx, *asset));
  MANYI_CHECK(enter_cover(events_, tx, caller, row));
  return present(tx, caller, *asset);
}

Result<Asset> Customers::get_asset(db::ReadTx& tx, const Caller& caller, AssetId id) {
  const auto row = store::asset(tx, caller.tenant, id);
  if (!row || !in_reach(tx, caller, *row)) return absent();
  return present(tx, caller, *row);
}

Result<Asset> Customers::lookup(db::ReadTx& tx, const Caller& caller, std::string_view serial_no) {
  const std::string key = normalised_serial(serial_no);
  if (key.empty()) return no_serial();
  const auto row = store::asset_by_serial(tx, caller.tenant, key);
  if (!row || !in_reach(tx, caller, *row)) return absent();
  return present(tx, caller, *row);
}

Result<Page<Asset>> Customers::list_assets(db::ReadTx& tx, const Caller& caller, const ListAssets& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  const auto wanted = [&](const store::AssetRow& row) {
    return row.id.value() < before && (!in.customer_id || row.customer_id == in.customer_id) &&
           (!in.model_id || row.model_id == in.model_id) && (!in.state || row.state == *in.state) &&
           in_reach(tx, caller, row);
  };
  std::vector<Asset> assets;
  const auto take = [&](const std::vector<store::AssetRow>& rows) {
    for (const auto& row : rows)
      if (wanted(row) && assets.size() <= static_cast<std::size_t>(limit))
        assets.push_back(present(tx, caller, row));
  };
  if (in.q && !fold_text(*in.q).empty()) {
    const std::string key = normalised_serial(*in.q);
    auto hits = search_.find(tx, caller.tenant, key.empty() ? *in.q : key, {std::string(kSearchKind)},
                             static_cast<int>(kMostLimit));
    if (hits.empty() && !key.empty())
      hits = search_.find(tx, caller.tenant, *in.q, {std::string(kSearchKind)}, static_cast<int>(kMostLimit));
    for (const auto& hit : hits)
      if (auto row = store::asset(tx, caller.tenant, AssetId(hit.id))) take({std::move(*row)});
  } else if (caller.scope == Scope::kDealer) {
    take(store::assets_of_dealer(tx, caller.tenant, CustomerId(caller.dealer_id), before, limit + 1));
  } else if (in.customer_id) {
    take(store::assets_of_customer(tx, caller.tenant, *in.customer_id, before, limit + 1));
  } else {
    take(store::assets(tx, caller.tenant, in.model_id.value_or(catalog::ModelId()),
                       in.state ? enum_name(*in.state) : "", before, limit + 1));
  }
  return page_by_id(std::move(assets), limit);
}

std::vector<AssetOwner> Customers::owners(db::ReadTx& tx, TenantId tenant, AssetId id) {
  std::vector<AssetOwner> owners;
  for (const auto& row : store::owners(tx, tenant, id)) owners.push_back({row.customer_id, row.since});
  return owners;
}

// ---- for other modules ----------------------------------------------------------------------------

std::optional<Asset> Customers::asset(db::ReadTx& tx, const Caller& caller, AssetId id) {
  const auto row = store::asset(tx, caller.tenant, id);
  if (!row) return std::nullopt;
  return present(tx, caller, *row);
}

std::optional<AssetCore> Customers::asset_core(db::ReadTx& tx, TenantId tenant, AssetId id) {
  const auto row = store::asset(tx, tenant, id);
  if (!row) return std::nullopt;
  return static_cast<const AssetCore&>(*row);
}

std::map<AssetId, std::string> Customers::serial_numbers(db::ReadTx& tx, TenantId tenant,
                                                         std::span<const AssetId> ids) {
  std::map<AssetId, std::string> numbers;
  for (const AssetId id : ids) {
    if (!id || numbers.contains(id)) continue;
    if (auto row = store::asset(tx, tenant, id)) numbers.emplace(id, std::move(row->serial_no));
  }
  return numbers;
}

std::optional<AssetId> Customers::asset_by_serial(db::ReadTx& tx, TenantId tenant,
                                                  std::string_view serial_no) {
  const std::string key = normalised_serial(serial_no);
  if (key.empty()) return std::nullopt;
  const auto row = store::asset_by_serial(tx, tenant, key);
  if (!row) return std::nullopt;
  return row->id;
}

WarrantyDecision Customers::warranty_on(db::ReadTx& tx, TenantId tenant, AssetId id, Date on) {
  const auto rows = store::entitlements(tx, tenant, id);
  return decide_warranty(std::vector<Entitlement>(rows.begin(), rows.end()), on);
}

Result<AssetId> Customers::ensure_asset(db::Tx& tx, const Caller& caller, const EnsureAsset& in) {
  const std::string key = normalised_serial(in.serial_no);
  if (key.empty()) return no_serial();
  auto row = store::asset_by_serial(tx, caller.tenant, key);
  if (!row) {
    CreateAsset made;
    made.serial_no = in.serial_no;
    made.model_id = in.model_id;
    made.customer_id = in.customer_id;
    made.dealer_id = in.dealer_id;
    made.sold_on = in.sold_on;
    if (in.cover && in.cover->ends_on < in.cover->starts_on)
      return invalid("/cover/ends_on", "before_starts_on", "A cover ends on or after the day it starts.");
    MANYI_TRY(const auto asset, add_asset({events_, catalog_, search_}, tx, caller, made));
    if (in.cover) {
      store::EntitlementRow cover;
      cover.asset_id = asset.id;
      cover.source = in.cover->source;
      cover.starts_on = in.cover->starts_on;
      cover.ends_on = in.cover->ends_on;
      cover.covers_onsite = in.cover->covers_onsite;
      MANYI_CHECK(enter_cover(events_, tx, caller, cover));
    }
    return asset.id;
  }
  const bool new_owner = in.customer_id && in.customer_id != row->customer_id;
  const bool new_model = in.model_id && !row->model_id;
  const bool new_date = in.sold_on && !row->sold_on;
  const bool new_dealer = in.dealer_id && !row->dealer_id;
  if (!new_owner && !new_model && !new_date && !new_dealer) return row->id;
  MANYI_CHECK(check_references(tx, caller.tenant, catalog_, in.model_id, in.customer_id, in.dealer_id));
  if (new_owner) row->customer_id = in.customer_id;
  if (new_model) row->model_id = in.model_id;
  if (new_date) row->sold_on = in.sold_on;
  if (new_dealer) row->dealer_id = in.dealer_id;
  MANYI_CHECK(save(tx, *row));
  if (new_owner) MANYI_CHECK(note_owner(tx, *row));
  if (new_model) MANYI_CHECK(index(search_, catalog_, tx, *row));
  MANYI_CHECK(events_.publish(tx, caller, AssetChanged{fact_of(*row)}));
  return row->id;
}

Result<void> Customers::load_assets(db::Tx& tx, const Caller& caller, std::span<const LoadedAsset> all) {
  for (const auto& in : all) {
    store::AssetRow row;
    row.tenant_id = caller.tenant;
    row.id = in.id;
    row.serial_no = in.serial_no;
    row.serial_key = normalised_serial(in.serial_no);
    row.model_id = in.model_id;
    row.customer_id = in.customer_id;
    row.state = AssetState::kInUse;
    row.repair_count = 1;
    row.created_at = row.updated_at = tx.now();
    MANYI_CHECK(store::insert_asset(tx, row));
  }
  return {};
}

Result<void> Customers::bump_repair_count(db::Tx& tx, const Caller& caller, AssetId id, int by) {
  auto row = store::asset(tx, caller.tenant, id);
  if (!row) return absent();
  row->repair_count = std::max<std::int64_t>(0, row->repair_count + by);
  MANYI_CHECK(save(tx, *row));
  return events_.publish(tx, caller, AssetChanged{fact_of(*row)});
}

Result<void> Customers::set_asset_state(db::Tx& tx, const Caller& caller, AssetId id, AssetState state) {
  auto row = store::asset(tx, caller.tenant, id);
  if (!row) return absent();
  if (row->state == state) return {};
  row->state = state;
  MANYI_CHECK(save(tx, *row));
  return events_.publish(tx, caller, AssetChanged{fact_of(*row)});
}

}  // namespace manyi::customers
