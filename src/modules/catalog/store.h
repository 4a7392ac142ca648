// Rows of catalog.
// Owns the SQL on tables catalog_*.
#pragma once

#include "modules/catalog/catalog.h"
#include "platform/db/db.h"

namespace manyi::catalog::store {

struct ManufacturerRow : Manufacturer {
  TenantId tenant_id;
  std::string name_key;
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(ManufacturerRow, (Manufacturer), (tenant_id, name_key, created_at, updated_at))

struct ProductLineRow : ProductLine {
  TenantId tenant_id;
  std::string name_key;
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(ProductLineRow, (ProductLine), (tenant_id, name_key, created_at, updated_at))

struct ModelRow : ModelCore {
  TenantId tenant_id;
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(ModelRow, (ModelCore), (tenant_id, created_at, updated_at))

struct FaultCodeRow : FaultCode {
  TenantId tenant_id;
  std::int64_t line_key = 0;
  Instant created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(FaultCodeRow, (FaultCode), (tenant_id, line_key, created_at, updated_at))

enum class NameKind { kCode, kName, kAlias };
BOOST_DESCRIBE_ENUM(NameKind, kCode, kName, kAlias)

// Lists give the newest first, below the id `before`; an empty text or id stands for "any".

Result<void> insert_manufacturer(db::Tx&, const ManufacturerRow&);
Result<void> update_manufacturer(db::Tx&, const ManufacturerRow&);
std::optional<ManufacturerRow> manufacturer(db::ReadTx&, TenantId, ManufacturerId);
std::optional<ManufacturerRow> manufacturer_by_code(db::ReadTx&, TenantId, std::string_view code);
std::optional<ManufacturerId> manufacturer_by_name(db::ReadTx&, TenantId, std::string_view name_key);
std::vector<ManufacturerRow> manufacturers(db::ReadTx&, TenantId, std::string_view q, std::int64_t before,
                                           std::int64_t limit);

Result<void> insert_product_line(db::Tx&, const ProductLineRow&);
Result<void> update_product_line(db::Tx&, const ProductLineRow&);
std::optional<ProductLineRow> product_line(db::ReadTx&, TenantId, ProductLineId);
std::optional<ProductLineRow> product_line_by_code(db::ReadTx&, TenantId, ManufacturerId,
                                                   std::string_view code);
std::optional<ProductLineId> product_line_by_name(db::ReadTx&, TenantId, ManufacturerId,
                                                  std::string_view name_key);
std::vector<ProductLineRow> product_lines(db::ReadTx&, TenantId, std::string_view q, ManufacturerId,
                                          std::int64_t before, std::int64_t limit);

Result<void> insert_model(db::Tx&, const ModelRow&);
Result<void> update_model(db::Tx&, const ModelRow&);
std::optional<ModelRow> model(db::ReadTx&, TenantId, ModelId);
std::optional<ModelRow> model_by_code(db::ReadTx&, TenantId, ProductLineId, std::string_view code);
std::optional<ModelId> model_by_name(db::ReadTx&, TenantId, ProductLineId, std::string_view name_key);
std::vector<std::string> aliases(db::ReadTx&, TenantId, ModelId);
Result<void> delete_model_names(db::Tx&, TenantId, ModelId);
/// \errors kConflict another model of the product line has this spelling
Result<void> insert_model_name(db::Tx&, TenantId, ProductLineId, ModelId, NameKind, std::string_view name_key,
                               std::string_view name, std::int64_t place);
std::vector<ModelRow> models(db::ReadTx&, TenantId, std::string_view q, ProductLineId, std::int64_t before,
                             std::int64_t limit);
std::optional<ModelPath> model_path(db::ReadTx&, TenantId, ModelId);
std::vector<ModelPath> model_paths(db::ReadTx&, TenantId, std::span<const std::int64_t> ids);

Result<void> insert_fault_code(db::Tx&, const FaultCodeRow&);
Result<void> update_fault_code(db::Tx&, const FaultCodeRow&);
std::optional<FaultCodeRow> fault_code(db::ReadTx&, TenantId, FaultCodeId);
std::optional<FaultCodeRow> fault_code_by_code(db::ReadTx&, TenantId, std::int64_t line_key,
                                               std::string_view code);
/// Those of the product line and those for all lines.
std::vector<FaultCodeRow> fault_codes(db::ReadTx&, TenantId, std::string_view q, ProductLineId,
                                      std::int64_t before, std::int64_t limit);

}  // namespace manyi::catalog::store
