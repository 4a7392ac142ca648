// SQL of catalog: one constant per query, beside the function that runs it.
// Owns nothing else.
#include "modules/catalog/store.h"

namespace manyi::catalog::store {
namespace {

template <class Row> std::string select(std::string_view from_where) {
  return "select " + db::columns<Row>() + " " + std::string(from_where);
}

// "%text%" for like ... escape '!'
std::string like(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out + "%";
}

}  // namespace

// ---- manufacturers --------------------------------------------------------------------------------

Result<void> insert_manufacturer(db::Tx& tx, const ManufacturerRow& row) {
  return tx.insert("catalog_manufacturers", row);
}
Result<void> update_manufacturer(db::Tx& tx, const ManufacturerRow& row) {
  return tx.update("catalog_manufacturers", row);
}

const std::string kManufacturer =
    select<ManufacturerRow>("from catalog_manufacturers where tenant_id = :tenant_id and id = :id");
std::optional<ManufacturerRow> manufacturer(db::ReadTx& tx, TenantId tenant, ManufacturerId id) {
  return tx.first<ManufacturerRow>(kManufacturer, tenant, id);
}

const std::string kManufacturerByCode =
    select<ManufacturerRow>("from catalog_manufacturers where tenant_id = :tenant_id and code = :code");
std::optional<ManufacturerRow> manufacturer_by_code(db::ReadTx& tx, TenantId tenant, std::string_view code) {
  return tx.first<ManufacturerRow>(kManufacturerByCode, tenant, code);
}

constexpr auto kManufacturerByName =
    "select id from catalog_manufacturers where tenant_id = :tenant_id and name_key = :name_key order by id "
    "limit 1";
std::optional<ManufacturerId> manufacturer_by_name(db::ReadTx& tx, TenantId tenant,
                                                   std::string_view name_key) {
  return tx.scalar<ManufacturerId>(kManufacturerByName, tenant, name_key);
}

const std::string kManufacturers = select<ManufacturerRow>(
    "from catalog_manufacturers where tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or name like :name escape '!' or code like :code escape '!') order by id desc limit "
    ":limit");
std::vector<ManufacturerRow> manufacturers(db::ReadTx& tx, TenantId tenant, std::string_view q,
                                           std::int64_t before, std::int64_t limit) {
  const std::string pattern = like(q);
  return tx.all<ManufacturerRow>(kManufacturers, tenant, before, q, pattern, pattern, limit);
}

// ---- product lines --------------------------------------------------------------------------------

Result<void> insert_product_line(db::Tx& tx, const ProductLineRow& row) {
  return tx.insert("catalog_product_lines", row);
}
Result<void> update_product_line(db::Tx& tx, const ProductLineRow& row) {
  return tx.update("catalog_product_lines", row);
}

const std::string kProductLine =
    select<ProductLineRow>("from catalog_product_lines where tenant_id = :tenant_id and id = :id");
std::optional<ProductLineRow> product_line(db::ReadTx& tx, TenantId tenant, ProductLineId id) {
  return tx.first<ProductLineRow>(kProductLine, tenant, id);
}

const std::string kProductLineByCode = select<ProductLineRow>(
    "from catalog_product_lines where tenant_id = :tenant_id and manufacturer_id = :manufacturer_id and code "
    "= :code");
std::optional<ProductLineRow> product_line_by_code(db::ReadTx& tx, TenantId tenant,
                                                   ManufacturerId manufacturer, std::string_view code) {
  return tx.first<ProductLineRow>(kProductLineByCode, tenant, manufacturer, code);
}

constexpr auto kProductLineByName =
    "select id from catalog_product_lines where tenant_id = :tenant_id and manufacturer_id = "
    ":manufacturer_id "
    "and name_key = :name_key order by id limit 1";
std::optional<ProductLineId> product_line_by_name(db::ReadTx& tx, TenantId tenant,
                                                  ManufacturerId manufacturer, std::string_view name_key) {
  return tx.scalar<ProductLineId>(kProductLineByName, tenant, manufacturer, name_key);
}

const std::string kProductLines = select<ProductLineRow>(
    "from catalog_product_lines where tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or name like :name escape '!' or code like :code escape '!') "
    "and (:any_manufacturer = 0 or manufacturer_id = :manufacturer) order by id desc limit :limit");
std::vector<ProductLineRow> product_lines(db::ReadTx& tx, TenantId tenant, std::string_view q,
                                          ManufacturerId manufacturer, std::int64_t before,
                                          std::int64_t limit) {
  const std::string pattern = like(q);
  return tx.all<ProductLineRow>(kProductLines, tenant, before, q, pattern, pattern, manufacturer,
                                manufacturer, limit);
}

// ---- models ---------------------------------------------------------------------------------------

Result<void> insert_model(db::Tx& tx, const ModelRow& row) { return tx.insert("catalog_models", row); }
Result<void> update_model(db::Tx& tx, const ModelRow& row) { return tx.update("catalog_models", row); }

const std::string kModel = select<ModelRow>("from catalog_models where tenant_id = :tenant_id and id = :id");
std::optional<ModelRow> model(db::ReadTx& tx, TenantId tenant, ModelId id) {
  return tx.first<ModelRow>(kModel, tenant, id);
}

const std::string kModelByCode = select<ModelRow>(
    "from catalog_models where tenant_id = :tenant_id and product_line_id = :product_line_id and code = "
    ":code");
std::optional<ModelRow> model_by_code(db::ReadTx& tx, TenantId tenant, ProductLineId line,
                                      std::string_view code) {
  return tx.first<ModelRow>(kModelByCode, tenant, line, code);
}

constexpr auto kModelByName =
    "select model_id from catalog_model_names where tenant_id = :tenant_id and product_line_id = "
    ":product_line_id "
    "and name_key = :name_key";
std::optional<ModelId> model_by_name(db::ReadTx& tx, TenantId tenant, ProductLineId line,
                                     std::string_view name_key) {
  return tx.scalar<ModelId>(kModelByName, tenant, line, name_key);
}

constexpr auto kAliases =
    "select name from catalog_model_names where tenant_id = :tenant_id and model_id = :model_id and kind = "
    ":kind order by place";
std::vector<std::string> aliases(db::ReadTx& tx, TenantId tenant, ModelId model) {
  return tx.all<std::string>(kAliases, tenant, model, NameKind::kAlias);
}

constexpr auto kDeleteModelNames =
    "delete from catalog_model_names where tenant_id = :tenant_id and model_id = :model_id";
Result<void> delete_model_names(db::Tx& tx, TenantId tenant, ModelId model) {
  MANYI_CHECK(tx.exec(kDeleteModelNames, tenant, model));
  return {};
}

constexpr auto kInsertModelName =
    "insert into catalog_model_names (tenant_id, product_line_id, name_key, model_id, kind, name, place) "
    "values (:tenant_id, :product_line_id, :name_key, :model_id, :kind, :name, :place)";
Result<void> insert_model_name(db::Tx& tx, TenantId tenant, ProductLineId line, ModelId model, NameKind kind,
                               std::string_view name_key, std::string_view name, std::int64_t place) {
  MANYI_CHECK(tx.exec(kInsertModelName, tenant, line, name_key, model, kind, name, place));
  return {};
}

const std::string kModels = select<ModelRow>(
    "from catalog_models where tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or name like :name escape '!' or code like :code escape '!') "
    "and (:any_line = 0 or product_line_id = :line) order by id desc limit :limit");
std::vector<ModelRow> models(db::ReadTx& tx, TenantId tenant, std::string_view q, ProductLineId line,
                             std::int64_t before, std::int64_t limit) {
  const std::string pattern = like(q);
  return tx.all<ModelRow>(kModels, tenant, before, q, pattern, pattern, line, line, limit);
}

const std::string kPaths =
    "select m.id, m.name, l.id, l.name, f.id, f.name from catalog_models m "
    "join catalog_product_lines l on l.tenant_id = m.tenant_id and l.id = m.product_line_id "
    "join catalog_manufacturers f on f.tenant_id = l.tenant_id and f.id = l.manufacturer_id "
    "where m.tenant_id = :tenant_id and m.id ";
const std::string kModelPath = kPaths + "= :id";
std::optional<ModelPath> model_path(db::ReadTx& tx, TenantId tenant, ModelId id) {
  return tx.first<ModelPath>(kModelPath, tenant, id);
}
const std::string kModelPaths = kPaths + "in (:ids)";
std::vector<ModelPath> model_paths(db::ReadTx& tx, TenantId tenant, std::span<const std::int64_t> ids) {
  return tx.all<ModelPath>(kModelPaths, tenant, db::In(ids));
}

// ---- fault codes ----------------------------------------------------------------------------------

Result<void> insert_fault_code(db::Tx& tx, const FaultCodeRow& row) {
  return tx.insert("catalog_fault_codes", row);
}
Result<void> update_fault_code(db::Tx& tx, const FaultCodeRow& row) {
  return tx.update("catalog_fault_codes", row);
}

const std::string kFaultCode =
    select<FaultCodeRow>("from catalog_fault_codes where tenant_id = :tenant_id and id = :id");
std::optional<FaultCodeRow> fault_code(db::ReadTx& tx, TenantId tenant, FaultCodeId id) {
  return tx.first<FaultCodeRow>(kFaultCode, tenant, id);
}

const std::string kFaultCodeByCode = select<FaultCodeRow>(
    "from catalog_fault_codes where tenant_id = :tenant_id and line_key = :line_key and code = :code");
std::optional<FaultCodeRow> fault_code_by_code(db::ReadTx& tx, TenantId tenant, std::int64_t line_key,
                                               std::string_view code) {
  return tx.first<FaultCodeRow>(kFaultCodeByCode, tenant, line_key, code);
}

const std::string kFaultCodes = select<FaultCodeRow>(
    "from catalog_fault_codes where tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or name like :name escape '!' or code like :code escape '!') "
    "and (:any_line = 0 or line_key = :line or line_key = 0) order by id desc limit :limit");
std::vector<FaultCodeRow> fault_codes(db::ReadTx& tx, TenantId tenant, std::string_view q, ProductLineId line,
                                      std::int64_t before, std::int64_t limit) {
  const std::string pattern = like(q);
  return tx.all<FaultCodeRow>(kFaultCodes, tenant, before, q, pattern, pattern, line, line, limit);
}

}  // namespace manyi::catalog::store
