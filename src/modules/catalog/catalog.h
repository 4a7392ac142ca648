// What is repaired: manufacturers, product lines, models and fault codes.
// Owns the façade of catalog and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "platform/auth/caller.h"
#include "platform/http/page.h"

namespace manyi {
struct Module;
}
namespace manyi::db {
class ReadTx;
class Tx;
}  // namespace manyi::db
namespace manyi::journal {
class Events;
}

namespace manyi::catalog {

struct ManufacturerTag;
struct ProductLineTag;
struct ModelTag;
struct FaultCodeTag;
using ManufacturerId = Id<ManufacturerTag>;
using ProductLineId = Id<ProductLineTag>;
using ModelId = Id<ModelTag>;
using FaultCodeId = Id<FaultCodeTag>;

struct Manufacturer {
  ManufacturerId id;
  std::string code, name;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Manufacturer, (), (id, code, name, version))

struct CreateManufacturer {
  std::string code, name;
};
BOOST_DESCRIBE_STRUCT(CreateManufacturer, (), (code, name))
std::span<const FieldRule> field_rules(const CreateManufacturer*);

struct ChangeManufacturer {
  ManufacturerId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> code, name;
};
BOOST_DESCRIBE_STRUCT(ChangeManufacturer, (), (id, if_match, code, name))
std::span<const FieldRule> field_rules(const ChangeManufacturer*);

struct ListManufacturers {
  std::optional<std::string> q, cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListManufacturers, (), (q, cursor, limit))

struct ProductLine {
  ProductLineId id;
  ManufacturerId manufacturer_id;
  std::string code, name;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ProductLine, (), (id, manufacturer_id, code, name, version))

struct CreateProductLine {
  ManufacturerId manufacturer_id;
  std::string code, name;
};
BOOST_DESCRIBE_STRUCT(CreateProductLine, (), (manufacturer_id, code, name))
std::span<const FieldRule> field_rules(const CreateProductLine*);

struct ChangeProductLine {
  ProductLineId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> code, name;
};
BOOST_DESCRIBE_STRUCT(ChangeProductLine, (), (id, if_match, code, name))
std::span<const FieldRule> field_rules(const ChangeProductLine*);

struct ListProductLines {
  std::optional<std::string> q, cursor;
  std::optional<ManufacturerId> manufacturer_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListProductLines, (), (q, cursor, manufacturer_id, limit))

struct ModelCore {
  ModelId id;
  ProductLineId product_line_id;
  std::string code, name;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ModelCore, (), (id, product_line_id, code, name, version))

struct Model : ModelCore {
  std::vector<std::string> aliases;  // other spellings found on devices and in files
};
BOOST_DESCRIBE_STRUCT(Model, (ModelCore), (aliases))

struct CreateModel {
  ProductLineId product_line_id;
  std::string code, name;
  std::vector<std::string> aliases;
};
BOOST_DESCRIBE_STRUCT(CreateModel, (), (product_line_id, code, name, aliases))
std::span<const FieldRule> field_rules(const CreateModel*);

struct ChangeModel {
  ModelId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> code, name;
  std::optional<std::vector<std::string>> aliases;  // replaces all
};
BOOST_DESCRIBE_STRUCT(ChangeModel, (), (id, if_match, code, name, aliases))
std::span<const FieldRule> field_rules(const ChangeModel*);

struct ListModels {
  std::optional<std::string> q, cursor;
  std::optional<ProductLineId> product_line_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListModels, (), (q, cursor, product_line_id, limit))

struct FaultCode {
  FaultCodeId id;
  std::optional<ProductLineId> product_line_id;  // none: for all product lines
  std::string code, name, symptom_family;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(FaultCode, (), (id, product_line_id, code, name, symptom_family, version))

struct CreateFaultCode {
  std::optional<ProductLineId> product_line_id;
  std::string code, name;
  std::optional<std::string> symptom_family;  // default: the code itself
};
BOOST_DESCRIBE_STRUCT(CreateFaultCode, (), (product_line_id, code, name, symptom_family))
std::span<const FieldRule> field_rules(const CreateFaultCode*);

struct ChangeFaultCode {
  FaultCodeId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> code, name, symptom_family;
};
BOOST_DESCRIBE_STRUCT(ChangeFaultCode, (), (id, if_match, code, name, symptom_family))
std::span<const FieldRule> field_rules(const ChangeFaultCode*);

struct ListFaultCodes {
  std::optional<std::string> q, cursor;
  std::optional<ProductLineId> product_line_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListFaultCodes, (), (q, cursor, product_line_id, limit))

/// A model with the names above it: what a work order or an asset shows.
struct ModelPath {
  ModelId model_id;
  std::string model_name;
  ProductLineId product_line_id;
  std::string product_line_name;
  ManufacturerId manufacturer_id;
  std::string manufacturer_name;
};
BOOST_DESCRIBE_STRUCT(ModelPath, (),
                      (model_id, model_name, product_line_id, product_line_name, manufacturer_id,
                       manufacturer_name))

/// Thread-safe. Every call takes part in the caller's transaction.
class Catalog {
 public:
  explicit Catalog(journal::Events& events) : events_(events) {}

  /// \errors kConflict code taken
  Result<Manufacturer> create_manufacturer(db::Tx&, const Caller&, const CreateManufacturer&);
  Result<Manufacturer> change_manufacturer(db::Tx&, const Caller&, const ChangeManufacturer&);
  Result<Manufacturer> get_manufacturer(db::ReadTx&, const Caller&, ManufacturerId);
  Result<Page<Manufacturer>> list_manufacturers(db::ReadTx&, const Caller&, const ListManufacturers&);

  /// \errors kConflict code taken; kNotFound manufacturer
  Result<ProductLine> create_product_line(db::Tx&, const Caller&, const CreateProductLine&);
  Result<ProductLine> change_product_line(db::Tx&, const Caller&, const ChangeProductLine&);
  Result<ProductLine> get_product_line(db::ReadTx&, const Caller&, ProductLineId);
  Result<Page<ProductLine>> list_product_lines(db::ReadTx&, const Caller&, const ListProductLines&);

  /// \errors kConflict code or alias taken within the product line; kNotFound product line
  Result<Model> create_model(db::Tx&, const Caller&, const CreateModel&);
  Result<Model> change_model(db::Tx&, const Caller&, const ChangeModel&);
  Result<Model> get_model(db::ReadTx&, const Caller&, ModelId);
  Result<Page<Model>> list_models(db::ReadTx&, const Caller&, const ListModels&);

  Result<FaultCode> create_fault_code(db::Tx&, const Caller&, const CreateFaultCode&);
  Result<FaultCode> change_fault_code(db::Tx&, const Caller&, const ChangeFaultCode&);
  Result<FaultCode> get_fault_code(db::ReadTx&, const Caller&, FaultCodeId);
  Result<Page<FaultCode>> list_fault_codes(db::ReadTx&, const Caller&, const ListFaultCodes&);

  // For other modules and imports: by name, without regard to case, width and spaces; made when
  // there is none. \errors kInvalid for an empty name
  Result<ManufacturerId> resolve_manufacturer(db::Tx&, const Caller&, std::string_view name);
  Result<ProductLineId> resolve_product_line(db::Tx&, const Caller&, ManufacturerId, std::string_view name);
  /// Finds by code, name or alias.
  Result<ModelId> resolve_model(db::Tx&, const Caller&, ProductLineId, std::string_view name);
  Result<FaultCodeId> resolve_fault_code(db::Tx&, const Caller&, std::optional<ProductLineId>,
                                         std::string_view code);

  std::optional<ModelPath> model_path(db::ReadTx&, TenantId, ModelId);
  std::map<ModelId, ModelPath> model_paths(db::ReadTx&, TenantId, std::span<const ModelId>);
  std::optional<FaultCode> fault_code(db::ReadTx&, TenantId, FaultCodeId);

 private:
  journal::Events& events_;
};

/// Tables, routes and subscriptions; `catalog` must outlive what is made of it.
Module make_module(Catalog& catalog);

}  // namespace manyi::catalog
