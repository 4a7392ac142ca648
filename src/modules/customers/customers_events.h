// What customers tells the others: customers, assets and entitlements that are new or changed, and
// persons who are to be forgotten.
// Owns the kinds customer.*, person.*, asset.* and entitlement.*; never a name or a number of a person.
#pragma once

#include <vector>

#include "modules/customers/customers.h"
#include "platform/journal/events.h"

namespace manyi::customers {

struct CustomerFact {
  static constexpr int kSchema = 1;
  CustomerId customer;
  CustomerKind kind = CustomerKind::kIndividual;
  std::string commitment;  // digest of the personal data under the person's own key
  std::vector<journal::Subject> subjects() const { return {{"customer", customer.value()}}; }
};
BOOST_DESCRIBE_STRUCT(CustomerFact, (), (customer, kind, commitment))
struct CustomerCreated : CustomerFact {
  static constexpr std::string_view kKind = "customer.created";
};
BOOST_DESCRIBE_STRUCT(CustomerCreated, (CustomerFact), ())
struct CustomerChanged : CustomerFact {
  static constexpr std::string_view kKind = "customer.changed";
};
BOOST_DESCRIBE_STRUCT(CustomerChanged, (CustomerFact), ())

/// The import that made him was taken back.
struct CustomerRemoved : CustomerFact {
  static constexpr std::string_view kKind = "customer.removed";
};
BOOST_DESCRIBE_STRUCT(CustomerRemoved, (CustomerFact), ())

/// Whoever keeps this person's name, numbers or words removes them in the same transaction: react
/// with ReactionKind::kInvariant.
struct PersonErased {
  static constexpr std::string_view kKind = "person.erased";
  static constexpr int kSchema = 1;
  CustomerId customer;
  std::vector<journal::Subject> subjects() const { return {{"customer", customer.value()}}; }
};
BOOST_DESCRIBE_STRUCT(PersonErased, (), (customer))

struct AssetFact {
  static constexpr int kSchema = 1;
  AssetId asset;
  std::optional<catalog::ModelId> model;
  std::optional<CustomerId> customer;
  AssetState state = AssetState::kRegistered;
  std::int64_t repair_count = 0;
  std::vector<journal::Subject> subjects() const { return {{"asset", asset.value()}}; }
};
BOOST_DESCRIBE_STRUCT(AssetFact, (), (asset, model, customer, state, repair_count))
struct AssetCreated : AssetFact {
  static constexpr std::string_view kKind = "asset.created";
};
BOOST_DESCRIBE_STRUCT(AssetCreated, (AssetFact), ())
struct AssetChanged : AssetFact {
  static constexpr std::string_view kKind = "asset.changed";
};
BOOST_DESCRIBE_STRUCT(AssetChanged, (AssetFact), ())

struct EntitlementAdded {
  static constexpr std::string_view kKind = "entitlement.added";
  static constexpr int kSchema = 1;
  EntitlementId entitlement;
  AssetId asset;
  EntitlementSource source = EntitlementSource::kManufacturer;
  std::vector<journal::Subject> subjects() const { return {{"asset", asset.value()}}; }
};
BOOST_DESCRIBE_STRUCT(EntitlementAdded, (), (entitlement, asset, source))

}  // namespace manyi::customers
