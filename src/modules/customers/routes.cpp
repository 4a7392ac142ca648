// HTTP operations of customers.
// Owns their paths, permissions and documentation; no logic.
#include "modules/customers/customers.h"
#include "platform/http/api.h"

namespace manyi::customers {
namespace {

const std::vector<ErrorCode> kOnRead = {ErrorCode::kNotFound};
const std::vector<ErrorCode> kOnCreate = {ErrorCode::kConflict};
const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

/// The id in the path, for reads.
struct CustomerRef {
  CustomerId id;
};
BOOST_DESCRIBE_STRUCT(CustomerRef, (), (id))
struct AssetRef {
  AssetId id;
};
BOOST_DESCRIBE_STRUCT(AssetRef, (), (id))
struct CustomerAssets {
  CustomerId id;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(CustomerAssets, (), (id, cursor, limit))
struct LookupAsset {
  std::string serial_no;
};
BOOST_DESCRIBE_STRUCT(LookupAsset, (), (serial_no))

void declare_customers(http::Api& api, Customers& customers) {
  api.get("/customers")
      .summary("List customers, newest first; q finds names and phone numbers")
      .tag("customers")
      .allow(Permission::kCustomerRead)
      .reads<ListCustomers, Page<Customer>>(
          [&customers](db::ReadTx& tx, const Caller& caller, const ListCustomers& in) {
            return customers.list(tx, caller, in);
          });
  api.post("/customers")
      .summary("Add a customer")
      .tag("customers")
      .allow(Permission::kCustomerWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateCustomer, Customer>(
          [&customers](db::Tx& tx, const Caller& caller, const CreateCustomer& in) {
            return customers.create(tx, caller, in);
          });
  api.get("/customers/{id}")
      .summary("Read a customer; personal data are masked without permission")
      .tag("customers")
      .allow(Permission::kCustomerRead)
      .fails(kOnRead)
      .reads<CustomerRef, Customer>(
          [&customers](db::ReadTx& tx, const Caller& caller, const CustomerRef& in) {
            return customers.get(tx, caller, in.id);
          });
  api.patch("/customers/{id}")
      .summary("Change a customer")
      .tag("customers")
      .allow(Permission::kCustomerWrite)
      .fails(kOnChange)
      .writes<ChangeCustomer, Customer>(
          [&customers](db::Tx& tx, const Caller& caller, const ChangeCustomer& in) {
            return customers.change(tx, caller, in);
          });
  api.post("/customers/{id}/contacts")
      .summary("Add a contact to a customer")
      .tag("customers")
      .allow(Permission::kCustomerWrite)
      .created()
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict})
      .writes<AddContact, Customer>([&customers](db::Tx& tx, const Caller& caller, const AddContact& in) {
        return customers.add_contact(tx, caller, in);
      });
  api.post("/customers/{id}/erase")
      .summary("Erase a person's data everywhere, for good")
      .tag("customers")
      .allow(Permission::kCustomerErase)
      .fails({ErrorCode::kNotFound, ErrorCode::kStale})
      .writes<EraseCustomer, Customer>(
          [&customers](db::Tx& tx, const Caller& caller, const EraseCustomer& in) {
            return customers.erase(tx, caller, in);
          });
  api.get("/customers/{id}/assets")
      .summary("List a customer's devices, newest first")
      .tag("customers")
      .allow(Permission::kAssetRead)
      .fails(kOnRead)
      .reads<CustomerAssets, Page<Asset>>([&customers](db::ReadTx& tx, const Caller& caller,
                                                       const CustomerAssets& in) -> Result<Page<Asset>> {
        MANYI_CHECK(customers.get(tx, caller, in.id));
        return customers.list_assets(tx, caller,
                                     {.q = {},
                                      .cursor = in.cursor,
                                      .customer_id = in.id,
                                      .model_id = {},
                                      .state = {},
                                      .limit = in.limit});
      });
}

void declare_assets(http::Api& api, Customers& customers) {
  api.get("/assets")
      .summary("List devices, newest first; q finds the beginning of a serial number")
      .tag("assets")
      .allow(Permission::kAssetRead)
      .reads<ListAssets, Page<Asset>>(
          [&customers](db::ReadTx& tx, const Caller& caller, const ListAssets& in) {
            return customers.list_assets(tx, caller, in);
          });
  api.post("/assets")
      .summary("Register a device")
      .tag("assets")
      .allow(Permission::kAssetWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateAsset, Asset>([&customers](db::Tx& tx, const Caller& caller, const CreateAsset& in) {
        return customers.create_asset(tx, caller, in);
      });
  api.get("/assets/lookup")
      .summary("Find a device by its serial number, in any spelling")
      .tag("assets")
      .allow(Permission::kAssetRead)
      .fails(kOnRead)
      .reads<LookupAsset, Asset>([&customers](db::ReadTx& tx, const Caller& caller, const LookupAsset& in) {
        return customers.lookup(tx, caller, in.serial_no);
      });
  api.get("/assets/{id}")
      .summary("Read a device with its entitlements")
      .tag("assets")
      .allow(Permission::kAssetRead)
      .fails(kOnRead)
      .reads<AssetRef, Asset>([&customers](db::ReadTx& tx, const Caller& caller, const AssetRef& in) {
        return customers.get_asset(tx, caller, in.id);
      });
  api.patch("/assets/{id}")
      .summary("Change a device, or its owner")
      .tag("assets")
      .allow(Permission::kAssetWrite)
      .fails(kOnChange)
      .writes<ChangeAsset, Asset>([&customers](db::Tx& tx, const Caller& caller, const ChangeAsset& in) {
        return customers.change_asset(tx, caller, in);
      });
  api.post("/assets/{id}/entitlements")
      .summary("Record a warranty or contract on a device")
      .tag("assets")
      .allow(Permission::kAssetWrite)
      .created()
      .fails({ErrorCode::kNotFound})
      .writes<AddEntitlement, Asset>(
          [&customers](db::Tx& tx, const Caller& caller, const AddEntitlement& in) {
            return customers.add_entitlement(tx, caller, in);
          });
}

}  // namespace

// Called by module.cpp alone.
void declare_routes(http::Api& api, Customers& customers) {
  declare_customers(api, customers);
  declare_assets(api, customers);
}

}  // namespace manyi::customers
