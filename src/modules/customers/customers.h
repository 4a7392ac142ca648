// Whose device it is: customers, their contacts, assets by serial number and entitlements.
// Owns the façade of customers, its types and the port that says whom a technician serves.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/catalog/catalog.h"
#include "platform/auth/caller.h"

namespace manyi::search {
class Search;
}

namespace manyi::customers {

struct CustomerTag;
struct ContactTag;
struct AssetTag;
struct EntitlementTag;
using CustomerId = Id<CustomerTag>;
using ContactId = Id<ContactTag>;
using AssetId = Id<AssetTag>;
using EntitlementId = Id<EntitlementTag>;

enum class CustomerKind { kIndividual, kKeyAccount, kDealer };
BOOST_DESCRIBE_ENUM(CustomerKind, kIndividual, kKeyAccount, kDealer)
enum class PreferredChannel { kPhone, kSms, kWechat, kEmail, kNone };
BOOST_DESCRIBE_ENUM(PreferredChannel, kPhone, kSms, kWechat, kEmail, kNone)
enum class Consent { kUnknown, kGiven, kRefused };
BOOST_DESCRIBE_ENUM(Consent, kUnknown, kGiven, kRefused)
enum class CustomerState { kActive, kErased };
BOOST_DESCRIBE_ENUM(CustomerState, kActive, kErased)
enum class AssetState { kRegistered, kInUse, kInRepair, kExchanged, kScrapped };
BOOST_DESCRIBE_ENUM(AssetState, kRegistered, kInUse, kInRepair, kExchanged, kScrapped)
enum class EntitlementSource { kStatutory, kManufacturer, kExtension, kContract };
BOOST_DESCRIBE_ENUM(EntitlementSource, kStatutory, kManufacturer, kExtension, kContract)
enum class EntitlementState { kPending, kActive, kSuspended, kExpired, kVoid };
BOOST_DESCRIBE_ENUM(EntitlementState, kPending, kActive, kSuspended, kExpired, kVoid)
enum class Warranty { kInWarranty, kOutOfWarranty, kUnknown };
BOOST_DESCRIBE_ENUM(Warranty, kInWarranty, kOutOfWarranty, kUnknown)

// ---- customers --------------------------------------------------------------------------------

/// Names and phones are masked ("罗*", "138****6621") unless the caller may see them.
struct Contact {
  ContactId id;
  CustomerId customer_id;
  std::string name, phone, duty;  // duty: what he is to the customer ("wife", "IT desk")
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Contact, (), (id, customer_id, name, phone, duty, version))

struct CustomerCore {
  CustomerId id;
  CustomerKind kind = CustomerKind::kIndividual;
  std::string name, region, phone;
  PreferredChannel preferred_channel = PreferredChannel::kPhone;
  Consent consent = Consent::kUnknown;
  bool do_not_call = false;
  std::string note;
  CustomerState state = CustomerState::kActive;
  Instant created_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(CustomerCore, (),
                      (id, kind, name, region, phone, preferred_channel, consent, do_not_call, note, state,
                       created_at, version))

struct Customer : CustomerCore {
  bool masked = false;  // true: name, phone, note and contacts are not shown in full
  std::vector<Contact> contacts;
};
BOOST_DESCRIBE_STRUCT(Customer, (CustomerCore), (masked, contacts))

struct NewContact {
  std::string name;
  std::optional<std::string> phone, duty;
};
BOOST_DESCRIBE_STRUCT(NewContact, (), (name, phone, duty))
std::span<const FieldRule> field_rules(const NewContact*);

struct CreateCustomer {
  std::optional<CustomerKind> kind;
  std::string name;
  std::optional<std::string> region, phone;
  std::optional<PreferredChannel> preferred_channel;
  std::optional<Consent> consent;
  std::optional<bool> do_not_call;
  std::optional<std::string> note;
  std::vector<NewContact> contacts;
};
BOOST_DESCRIBE_STRUCT(CreateCustomer, (),
                      (kind, name, region, phone, preferred_channel, consent, do_not_call, note, contacts))
std::span<const FieldRule> field_rules(const CreateCustomer*);

struct ChangeCustomer {
  CustomerId id;
  std::optional<std::int64_t> if_match;
  std::optional<CustomerKind> kind;
  std::optional<std::string> name, region, phone;
  std::optional<PreferredChannel> preferred_channel;
  std::optional<Consent> consent;
  std::optional<bool> do_not_call;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ChangeCustomer, (),
                      (id, if_match, kind, name, region, phone, preferred_channel, consent, do_not_call,
                       note))
std::span<const FieldRule> field_rules(const ChangeCustomer*);

struct AddContact {
  CustomerId id;
  std::string name;
  std::optional<std::string> phone, duty;
};
BOOST_DESCRIBE_STRUCT(AddContact, (), (id, name, phone, duty))
std::span<const FieldRule> field_rules(const AddContact*);

struct EraseCustomer {
  CustomerId id;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(EraseCustomer, (), (id, if_match))

/// `q`: a name, a whole phone number or its last four digits.
struct ListCustomers {
  std::optional<std::string> q, cursor, region;
  std::optional<CustomerKind> kind;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListCustomers, (), (q, cursor, region, kind, limit))

// ---- assets -----------------------------------------------------------------------------------

struct Entitlement {
  EntitlementId id;
  AssetId asset_id;
  EntitlementSource source = EntitlementSource::kManufacturer;
  Date starts_on, ends_on;  // both days included
  bool covers_parts = true, covers_labour = true, covers_onsite = false;
  EntitlementState state = EntitlementState::kActive;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Entitlement, (),
                      (id, asset_id, source, starts_on, ends_on, covers_parts, covers_labour, covers_onsite,
                       state, version))

struct AssetCore {
  AssetId id;
  std::string serial_no;
  std::optional<catalog::ModelId> model_id;
  std::optional<CustomerId> customer_id;  // the present owner
  std::optional<CustomerId> dealer_id;    // who sold it
  std::optional<Date> sold_on;
  AssetState state = AssetState::kRegistered;
  std::int64_t repair_count = 0;
  bool data_risk = false;  // holds data that a repair may lose
  Instant created_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(AssetCore, (),
                      (id, serial_no, model_id, customer_id, dealer_id, sold_on, state, repair_count,
                       data_risk, created_at, version))

struct Asset : AssetCore {
  std::string model_name, product_line_name, manufacturer_name;
  std::string customer_name;  // masked as in Customer
  std::vector<Entitlement> entitlements;
};
BOOST_DESCRIBE_STRUCT(Asset, (AssetCore),
                      (model_name, product_line_name, manufacturer_name, customer_name, entitlements))

struct CreateAsset {
  std::string serial_no;
  std::optional<catalog::ModelId> model_id;
  std::optional<CustomerId> customer_id, dealer_id;
  std::optional<Date> sold_on;
  std::optional<bool> data_risk;
};
BOOST_DESCRIBE_STRUCT(CreateAsset, (), (serial_no, model_id, customer_id, dealer_id, sold_on, data_risk))
std::span<const FieldRule> field_rules(const CreateAsset*);

struct ChangeAsset {
  AssetId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> serial_no;
  std::optional<catalog::ModelId> model_id;
  std::optional<CustomerId> customer_id, dealer_id;  // a new owner is added to the history
  std::optional<Date> sold_on;
  std::optional<AssetState> state;
  std::optional<bool> data_risk;
};
BOOST_DESCRIBE_STRUCT(ChangeAsset, (),
                      (id, if_match, serial_no, model_id, customer_id, dealer_id, sold_on, state, data_risk))
std::span<const FieldRule> field_rules(const ChangeAsset*);

/// `q`: the beginning of a serial number, or words of the model's name. Given alone or with `state`.
struct ListAssets {
  std::optional<std::string> q, cursor;
  std::optional<CustomerId> customer_id;
  std::optional<catalog::ModelId> model_id;
  std::optional<AssetState> state;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListAssets, (), (q, cursor, customer_id, model_id, state, limit))

struct AddEntitlement {
  AssetId id;
  EntitlementSource source = EntitlementSource::kManufacturer;
  Date starts_on, ends_on;
  std::optional<bool> covers_parts, covers_labour, covers_onsite;
  std::optional<EntitlementState> state;
};
BOOST_DESCRIBE_STRUCT(AddEntitlement, (),
                      (id, source, starts_on, ends_on, covers_parts, covers_labour, covers_onsite, state))
std::span<const FieldRule> field_rules(const AddEntitlement*);

/// What covers a device on one day, and why.
struct WarrantyDecision {
  Warranty warranty = Warranty::kUnknown;
  std::optional<EntitlementId> entitlement_id;  // the one that decides
  bool covers_parts = false, covers_labour = false, covers_onsite = false;
  std::optional<Date> ends_on;  // of the last cover, also when it is past
};
BOOST_DESCRIBE_STRUCT(WarrantyDecision, (),
                      (warranty, entitlement_id, covers_parts, covers_labour, covers_onsite, ends_on))

struct AssetOwner {
  std::optional<CustomerId> customer_id;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(AssetOwner, (), (customer_id, since))

// ---- for imports and intake -------------------------------------------------------------------

struct EnsureCustomer {
  CustomerKind kind = CustomerKind::kIndividual;
  std::string name, phone, region;
};
/// The cover that a device came with.
struct EnsureCover {
  EntitlementSource source = EntitlementSource::kManufacturer;
  Date starts_on, ends_on;
  bool covers_onsite = false;
};
struct EnsureAsset {
  std::string serial_no;
  std::optional<catalog::ModelId> model_id;
  std::optional<CustomerId> customer_id;
  std::optional<Date> sold_on;
  std::optional<CustomerId> dealer_id{};
  std::optional<EnsureCover> cover{};  // entered when the asset is made
};

/// One of thousands that a bench loads: known to be new, its id handed out by the caller.
struct LoadedAsset {
  AssetId id;
  std::string serial_no;
  std::optional<catalog::ModelId> model_id;
  std::optional<CustomerId> customer_id;
};

/// "ab-12 3" and "AB123" are one serial number: capitals, digits and letters only, full width
/// folded. Empty for placeholders such as "N/A", "无" or "000000", which identify nothing.
std::string normalised_serial(std::string_view serial_no);

// ---- façade -----------------------------------------------------------------------------------

/// Thread-safe. Every call takes part in the caller's transaction. What a caller may not reach
/// answers kNotFound. Personal data come masked unless Permission::kCustomerReveal is held; for
/// callers of Scope::kOwn also only where the `serves` port agrees.
class Customers {
 public:
  Customers(journal::Events& events, catalog::Catalog& catalog, search::Search& search)
      : events_(events), catalog_(catalog), search_(search) {}

  /// Port: does the caller work on an order of this customer? Registered once, before serving.
  using Serves = std::function<bool(db::ReadTx&, const Caller&, CustomerId)>;
  void answer_serves(Serves serves) { serves_ = std::move(serves); }

  /// \errors kInvalid phone
  Result<Customer> create(db::Tx&, const Caller&, const CreateCustomer&);
  /// \errors kNotFound; kStale; kConflict when erased
  Result<Customer> change(db::Tx&, const Caller&, const ChangeCustomer&);
  Result<Customer> add_contact(db::Tx&, const Caller&, const AddContact&);
  /// Removes the person from rows and search and publishes `PersonErased`, upon which the other
  /// modules do the same. The journal stays as it is: it never held him. A repeat changes nothing.
  Result<Customer> erase(db::Tx&, const Caller&, const EraseCustomer&);
  /// One piece of the work after erasures that takes the removed words out of the search index's
  /// pages; true when it is done.
  Result<bool> scrub_search(db::Tx&, bool first);
  /// Takes a customer whom an import made back out. \errors kNotFound; kConflict when he has devices
  Result<void> remove_imported(db::Tx&, const Caller&, CustomerId);
  Result<Customer> get(db::ReadTx&, const Caller&, CustomerId);
  Result<Page<Customer>> list(db::ReadTx&, const Caller&, const ListCustomers&);

  /// \errors kConflict the serial number is taken; kInvalid it identifies nothing; kNotFound model, owner
  Result<Asset> create_asset(db::Tx&, const Caller&, const CreateAsset&);
  Result<Asset> change_asset(db::Tx&, const Caller&, const ChangeAsset&);
  /// \errors kInvalid ends before it starts
  Result<Asset> add_entitlement(db::Tx&, const Caller&, const AddEntitlement&);
  Result<Asset> get_asset(db::ReadTx&, const Caller&, AssetId);
  /// \errors kNotFound
  Result<Asset> lookup(db::ReadTx&, const Caller&, std::string_view serial_no);
  Result<Page<Asset>> list_assets(db::ReadTx&, const Caller&, const ListAssets&);
  std::vector<AssetOwner> owners(db::ReadTx&, TenantId, AssetId);

  // For other modules: records of the tenant whatever the scope, masked by permission alone,
  // since the caller's own record already let him in.
  std::optional<Customer> customer(db::ReadTx&, const Caller&, CustomerId);
  std::optional<Contact> contact(db::ReadTx&, const Caller&, ContactId);
  std::map<CustomerId, std::string> customer_names(db::ReadTx&, const Caller&, std::span<const CustomerId>);
  std::optional<Asset> asset(db::ReadTx&, const Caller&, AssetId);
  /// The asset's own row alone.
  std::optional<AssetCore> asset_core(db::ReadTx&, TenantId, AssetId);
  std::map<AssetId, std::string> serial_numbers(db::ReadTx&, TenantId, std::span<const AssetId>);
  std::optional<AssetId> asset_by_serial(db::ReadTx&, TenantId, std::string_view serial_no);
  WarrantyDecision warranty_on(db::ReadTx&, TenantId, AssetId, Date);

  /// The customer with this phone, else with this name and no phone; made when there is none.
  Result<CustomerId> ensure_customer(db::Tx&, const Caller&, const EnsureCustomer&);
  /// The contact of the customer with this phone or name; made when there is none.
  Result<ContactId> ensure_contact(db::Tx&, const Caller&, CustomerId, std::string_view name,
                                   std::string_view phone);
  /// The asset with this serial number; made when there is none, with its cover. Fills what was
  /// unknown and records a change of owner. \errors kInvalid the serial number identifies nothing
  Result<AssetId> ensure_asset(db::Tx&, const Caller&, const EnsureAsset&);
  /// For measurements with millions: no search, no events. \errors kConflict a serial number is taken
  Result<void> load_assets(db::Tx&, const Caller&, std::span<const LoadedAsset>);
  /// Counts one more finished repair (or one less, after a correction). \errors kNotFound
  Result<void> bump_repair_count(db::Tx&, const Caller&, AssetId, int by = 1);
  /// \errors kNotFound
  Result<void> set_asset_state(db::Tx&, const Caller&, AssetId, AssetState);

 private:
  bool reveals(db::ReadTx&, const Caller&, CustomerId) const;
  Asset present(db::ReadTx&, const Caller&, const AssetCore&);
  bool in_reach(db::ReadTx&, const Caller&, const AssetCore&);

  journal::Events& events_;
  catalog::Catalog& catalog_;
  search::Search& search_;
  Serves serves_;
};

/// Tables, routes and subscriptions; `customers` must outlive what is made of it.
Module make_module(Customers& customers);

}  // namespace manyi::customers
