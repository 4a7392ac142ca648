// SQL of customers: one constant per query, beside the function that runs it.
// Owns nothing else.
#include "modules/customers/store.h"

namespace manyi::customers::store {
namespace {
template <class Row> std::string select(std::string_view from_where) {
  return "select " + db::columns<Row>() + " " + std::string(from_where);
}
}  // namespace

// ---- customers ------------------------------------------------------------------------------------

Result<void> insert_customer(db::Tx& tx, const CustomerRow& row) {
  return tx.insert("customers_customers", row);
}
Result<void> update_customer(db::Tx& tx, const CustomerRow& row) {
  return tx.update("customers_customers", row);
}

const std::string kCustomer =
    select<CustomerRow>("from customers_customers where tenant_id = :tenant_id and id = :id");
std::optional<CustomerRow> customer(db::ReadTx& tx, TenantId tenant, CustomerId id) {
  return tx.first<CustomerRow>(kCustomer, tenant, id);
}

const std::string kCustomersByIds =
    select<CustomerRow>("from customers_customers where tenant_id = :tenant_id and id in (:ids)");
std::vector<CustomerRow> customers(db::ReadTx& tx, TenantId tenant, std::span<const std::int64_t> ids) {
  return tx.all<CustomerRow>(kCustomersByIds, tenant, db::In(ids));
}

// `+id`: SQLite would else walk the primary key, in order of id, past every customer there is.
constexpr auto kCustomerByPhone =
    "select id from customers_customers where tenant_id = :tenant_id and phone_key = :phone_key order by +id "
    "limit 1";
std::optional<CustomerId> customer_by_phone(db::ReadTx& tx, TenantId tenant, std::string_view phone_key) {
  return tx.scalar<CustomerId>(kCustomerByPhone, tenant, phone_key);
}

constexpr auto kCustomerByName =
    "select id from customers_customers where tenant_id = :tenant_id and name_key = :name_key and phone_key "
    "= '' "
    "and kind = :kind and state = :state order by +id limit 1";
std::optional<CustomerId> customer_by_name(db::ReadTx& tx, TenantId tenant, CustomerKind kind,
                                           std::string_view name_key) {
  return tx.scalar<CustomerId>(kCustomerByName, tenant, name_key, kind, CustomerState::kActive);
}

const std::string kCustomers = select<CustomerRow>(
    "from customers_customers where tenant_id = :tenant_id and id < :before and (:any_kind = '' or kind = "
    ":kind) "
    "and (:any_region = '' or region = :region) order by id desc limit :limit");
std::vector<CustomerRow> customers(db::ReadTx& tx, TenantId tenant, std::string_view kind,
                                   std::string_view region, std::int64_t before, std::int64_t limit) {
  return tx.all<CustomerRow>(kCustomers, tenant, before, kind, kind, region, region, limit);
}

// ---- contacts -------------------------------------------------------------------------------------

Result<void> insert_contact(db::Tx& tx, const ContactRow& row) {
  return tx.insert("customers_contacts", row);
}
Result<void> update_contact(db::Tx& tx, const ContactRow& row) {
  return tx.update("customers_contacts", row);
}

const std::string kContact =
    select<ContactRow>("from customers_contacts where tenant_id = :tenant_id and id = :id");
std::optional<ContactRow> contact(db::ReadTx& tx, TenantId tenant, ContactId id) {
  return tx.first<ContactRow>(kContact, tenant, id);
}

const std::string kContacts = select<ContactRow>(
    "from customers_contacts where tenant_id = :tenant_id and customer_id = :customer_id order by id");
std::vector<ContactRow> contacts(db::ReadTx& tx, TenantId tenant, CustomerId customer) {
  return tx.all<ContactRow>(kContacts, tenant, customer);
}

constexpr auto kCustomerByContactPhone =
    "select customer_id from customers_contacts where tenant_id = :tenant_id and phone_key = :phone_key "
    "order by +id limit 1";
std::optional<CustomerId> customer_by_contact_phone(db::ReadTx& tx, TenantId tenant,
                                                    std::string_view phone_key) {
  return tx.scalar<CustomerId>(kCustomerByContactPhone, tenant, phone_key);
}

// ---- assets ---------------------------------------------------------------------------------------

// The tenant's only writer has looked for the serial number before.
Result<void> insert_asset(db::Tx& tx, const AssetRow& row) {
  return tx.insert_later("customers_assets", row);
}
Result<void> update_asset(db::Tx& tx, const AssetRow& row) { return tx.update("customers_assets", row); }

const std::string kAsset =
    select<AssetRow>("from customers_assets where tenant_id = :tenant_id and id = :id");
std::optional<AssetRow> asset(db::ReadTx& tx, TenantId tenant, AssetId id) {
  return tx.first<AssetRow>(kAsset, tenant, id);
}

const std::string kAssetBySerial =
    select<AssetRow>("from customers_assets where tenant_id = :tenant_id and serial_key = :serial_key");
std::optional<AssetRow> asset_by_serial(db::ReadTx& tx, TenantId tenant, std::string_view serial_key) {
  return tx.first<AssetRow>(kAssetBySerial, tenant, serial_key);
}

const std::string kAssets = select<AssetRow>(
    "from customers_assets where tenant_id = :tenant_id and id < :before and (:any_model = 0 or model_id = "
    ":model) "
    "and (:any_state = '' or state = :state) order by id desc limit :limit");
std::vector<AssetRow> assets(db::ReadTx& tx, TenantId tenant, catalog::ModelId model, std::string_view state,
                             std::int64_t before, std::int64_t limit) {
  return tx.all<AssetRow>(kAssets, tenant, before, model, model, state, state, limit);
}

const std::string kAssetsOfCustomer = select<AssetRow>(
    "from customers_assets where tenant_id = :tenant_id and customer_id = :customer_id and id < :before "
    "order by id desc limit :limit");
std::vector<AssetRow> assets_of_customer(db::ReadTx& tx, TenantId tenant, CustomerId customer,
                                         std::int64_t before, std::int64_t limit) {
  return tx.all<AssetRow>(kAssetsOfCustomer, tenant, customer, before, limit);
}

const std::string kAssetsOfDealer = select<AssetRow>(
    "from customers_assets where tenant_id = :tenant_id and dealer_id = :dealer_id and id < :before "
    "order by id desc limit :limit");
std::vector<AssetRow> assets_of_dealer(db::ReadTx& tx, TenantId tenant, CustomerId dealer,
                                       std::int64_t before, std::int64_t limit) {
  return tx.all<AssetRow>(kAssetsOfDealer, tenant, dealer, before, limit);
}

Result<void> insert_owner(db::Tx& tx, const OwnerRow& row) {
  return tx.insert_later("customers_asset_owners", row);
}

const std::string kOwners = select<OwnerRow>(
    "from customers_asset_owners where tenant_id = :tenant_id and asset_id = :asset_id order by id");
std::vector<OwnerRow> owners(db::ReadTx& tx, TenantId tenant, AssetId asset) {
  return tx.all<OwnerRow>(kOwners, tenant, asset);
}

// ---- entitlements ---------------------------------------------------------------------------------

Result<void> insert_entitlement(db::Tx& tx, const EntitlementRow& row) {
  return tx.insert("customers_entitlements", row);
}

const std::string kEntitlements = select<EntitlementRow>(
    "from customers_entitlements where tenant_id = :tenant_id and asset_id = :asset_id order by starts_on, "
    "id");
std::vector<EntitlementRow> entitlements(db::ReadTx& tx, TenantId tenant, AssetId asset) {
  return tx.all<EntitlementRow>(kEntitlements, tenant, asset);
}

}  // namespace manyi::customers::store
