// Rows of customers.
// Owns the SQL on tables customers_*.
#pragma once

#include "modules/customers/customers.h"
#include "platform/db/db.h"

namespace manyi::customers::store {

struct CustomerRow : CustomerCore {
  TenantId tenant_id;
  std::string name_key, phone_key, person_key;
  Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(CustomerRow, (CustomerCore), (tenant_id, name_key, phone_key, person_key, updated_at))

struct ContactRow : Contact {
  TenantId tenant_id;
  std::string name_key, phone_key;
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(ContactRow, (Contact), (tenant_id, name_key, phone_key, created_at, updated_at))

struct AssetRow : AssetCore {
  TenantId tenant_id;
  std::string serial_key;
  Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(AssetRow, (AssetCore), (tenant_id, serial_key, updated_at))

struct OwnerRow {
  TenantId tenant_id;
  std::int64_t id = 0;
  AssetId asset_id;
  std::optional<CustomerId> customer_id;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(OwnerRow, (), (tenant_id, id, asset_id, customer_id, since))

struct EntitlementRow : Entitlement {
  TenantId tenant_id;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(EntitlementRow, (Entitlement), (tenant_id, created_at))

// Lists give the newest first, below the id `before`; an empty text or id stands for "any".

Result<void> insert_customer(db::Tx&, const CustomerRow&);
Result<void> update_customer(db::Tx&, const CustomerRow&);
std::optional<CustomerRow> customer(db::ReadTx&, TenantId, CustomerId);
std::vector<CustomerRow> customers(db::ReadTx&, TenantId, std::span<const std::int64_t> ids);
std::optional<CustomerId> customer_by_phone(db::ReadTx&, TenantId, std::string_view phone_key);
/// Of those without a phone.
std::optional<CustomerId> customer_by_name(db::ReadTx&, TenantId, CustomerKind, std::string_view name_key);
std::vector<CustomerRow> customers(db::ReadTx&, TenantId, std::string_view kind, std::string_view region,
                                   std::int64_t before, std::int64_t limit);

Result<void> insert_contact(db::Tx&, const ContactRow&);
Result<void> update_contact(db::Tx&, const ContactRow&);
std::optional<ContactRow> contact(db::ReadTx&, TenantId, ContactId);
std::vector<ContactRow> contacts(db::ReadTx&, TenantId, CustomerId);
std::optional<CustomerId> customer_by_contact_phone(db::ReadTx&, TenantId, std::string_view phone_key);

Result<void> insert_asset(db::Tx&, const AssetRow&);
Result<void> update_asset(db::Tx&, const AssetRow&);
std::optional<AssetRow> asset(db::ReadTx&, TenantId, AssetId);
std::optional<AssetRow> asset_by_serial(db::ReadTx&, TenantId, std::string_view serial_key);
std::vector<AssetRow> assets(db::ReadTx&, TenantId, catalog::ModelId, std::string_view state,
                             std::int64_t before, std::int64_t limit);
std::vector<AssetRow> assets_of_customer(db::ReadTx&, TenantId, CustomerId, std::int64_t before,
                                         std::int64_t limit);
std::vector<AssetRow> assets_of_dealer(db::ReadTx&, TenantId, CustomerId dealer, std::int64_t before,
                                       std::int64_t limit);
Result<void> insert_owner(db::Tx&, const OwnerRow&);
std::vector<OwnerRow> owners(db::ReadTx&, TenantId, AssetId);

Result<void> insert_entitlement(db::Tx&, const EntitlementRow&);
std::vector<EntitlementRow> entitlements(db::ReadTx&, TenantId, AssetId);

}  // namespace manyi::customers::store
