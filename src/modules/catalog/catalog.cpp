// Use cases of catalog.
// Owns the order of steps: load, decide, store, publish.
#include "modules/catalog/catalog.h"

#include "base/text.h"
#include "modules/catalog/catalog_events.h"
#include "modules/catalog/rules.h"
#include "modules/catalog/store.h"

namespace manyi::catalog {
namespace {

Error absent(std::string_view what) {
  return not_found(std::string(what) + ".not_found", "There is no such " + std::string(what) + ".");
}
Error taken(std::string_view what) {
  return conflict(std::string(what) + ".code_taken",
                  "There is already a " + std::string(what) + " with this code.");
}

template <class Row>
Result<Row> loaded(std::optional<Row> row, std::string_view what,
                   const std::optional<std::int64_t>& if_match) {
  if (!row) return absent(what);
  if (if_match && *if_match != row->version)
    return stale("The " + std::string(what) + " was changed in the meantime.");
  return std::move(*row);
}

template <class Row> void touch(Row& row, Instant now) {
  row.updated_at = now;
  ++row.version;
}

template <class Item, class Row> std::vector<Item> items_of(const std::vector<Row>& rows) {
  return {rows.begin(), rows.end()};
}

Model model_from(db::ReadTx& tx, const store::ModelRow& row) {
  Model model;
  static_cast<ModelCore&>(model) = row;
  model.aliases = store::aliases(tx, row.tenant_id, row.id);
  return model;
}

// Writes every spelling the model is found by; another model of the line must not have one of them.
Result<void> write_names(db::Tx& tx, const store::ModelRow& row, const std::vector<std::string>& aliases) {
  MANYI_CHECK(store::delete_model_names(tx, row.tenant_id, row.id));
  std::int64_t place = 0;
  const auto write = [&](store::NameKind kind, const std::string& name) -> Result<void> {
    const std::string key = fold_name(name);
    const auto holder = store::model_by_name(tx, row.tenant_id, row.product_line_id, key);
    if (holder == row.id) return {};
    if (holder)
      return conflict("model.name_taken", "Another model of the product line has this name or alias.");
    return store::insert_model_name(tx, row.tenant_id, row.product_line_id, row.id, kind, key, name, place++);
  };
  MANYI_CHECK(write(store::NameKind::kName, row.name));
  MANYI_CHECK(write(store::NameKind::kCode, row.code));
  for (const auto& alias : aliases) MANYI_CHECK(write(store::NameKind::kAlias, alias));
  return {};
}

constexpr FieldRule kNameRules[] = {
    {"code", "unique among its kind", R"("TP")", 1, 64},
    {"name", {}, R"("ThinkPad")", 1, 200},
    {"aliases", "other spellings", R"(["TP X1"])", 0, 100},
    {"symptom_family", "faults of one family count as the same", R"("no_power")", 0, 64}};

}  // namespace

std::span<const FieldRule> field_rules(const CreateManufacturer*) { return kNameRules; }
std::span<const FieldRule> field_rules(const ChangeManufacturer*) { return kNameRules; }
std::span<const FieldRule> field_rules(const CreateProductLine*) { return kNameRules; }
std::span<const FieldRule> field_rules(const ChangeProductLine*) { return kNameRules; }
std::span<const FieldRule> field_rules(const CreateModel*) { return kNameRules; }
std::span<const FieldRule> field_rules(const ChangeModel*) { return kNameRules; }
std::span<const FieldRule> field_rules(const CreateFaultCode*) { return kNameRules; }
std::span<const FieldRule> field_rules(const ChangeFaultCode*) { return kNameRules; }

// ---- manufacturers --------------------------------------------------------------------------------

Result<Manufacturer> Catalog::create_manufacturer(db::Tx& tx, const Caller& caller,
                                                  const CreateManufacturer& in) {
  store::ManufacturerRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<ManufacturerTag>();
  row.code = in.code;
  row.name = in.name;
  row.name_key = fold_name(in.name);
  row.created_at = row.updated_at = tx.now();
  if (store::manufacturer_by_code(tx, caller.tenant, row.code)) return taken("manufacturer");
  MANYI_CHECK(store::insert_manufacturer(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, ManufacturerCreated{{row.id}}));
  return Manufacturer(row);
}

Result<Manufacturer> Catalog::change_manufacturer(db::Tx& tx, const Caller& caller,
                                                  const ChangeManufacturer& in) {
  MANYI_TRY(auto row, loaded(store::manufacturer(tx, caller.tenant, in.id), "manufacturer", in.if_match));
  if (in.code && *in.code != row.code) {
    if (store::manufacturer_by_code(tx, caller.tenant, *in.code)) return taken("manufacturer");
    row.code = *in.code;
  }
  if (in.name) row.name = *in.name;
  row.name_key = fold_name(row.name);
  touch(row, tx.now());
  MANYI_CHECK(store::update_manufacturer(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, ManufacturerChanged{{row.id}}));
  return Manufacturer(row);
}

Result<Manufacturer> Catalog::get_manufacturer(db::ReadTx& tx, const Caller& caller, ManufacturerId id) {
  const auto row = store::manufacturer(tx, caller.tenant, id);
  if (!row) return absent("manufacturer");
  return Manufacturer(*row);
}

Result<Page<Manufacturer>> Catalog::list_manufacturers(db::ReadTx& tx, const Caller& caller,
                                                       const ListManufacturers& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  return page_by_id(
      items_of<Manufacturer>(store::manufacturers(tx, caller.tenant, in.q.value_or(""), before, limit + 1)),
      limit);
}

Result<ManufacturerId> Catalog::resolve_manufacturer(db::Tx& tx, const Caller& caller,
                                                     std::string_view name) {
  const std::string key = fold_name(name);
  if (key.empty()) return invalid("/manufacturer", "required", "The manufacturer has no name.");
  if (const auto id = store::manufacturer_by_name(tx, caller.tenant, key)) return *id;
  CreateManufacturer in{.code = {}, .name = std::string(name)};
  for (std::size_t number = 1; in.code.empty() || store::manufacturer_by_code(tx, caller.tenant, in.code);
       ++number)
    in.code = code_from_name(name, number);
  MANYI_TRY(const Manufacturer made, create_manufacturer(tx, caller, in));
  return made.id;
}

// ---- product lines --------------------------------------------------------------------------------

Result<ProductLine> Catalog::create_product_line(db::Tx& tx, const Caller& caller,
                                                 const CreateProductLine& in) {
  if (!store::manufacturer(tx, caller.tenant, in.manufacturer_id))
    return invalid("/manufacturer_id", "not_found", "There is no such manufacturer.");
  store::ProductLineRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<ProductLineTag>();
  row.manufacturer_id = in.manufacturer_id;
  row.code = in.code;
  row.name = in.name;
  row.name_key = fold_name(in.name);
  row.created_at = row.updated_at = tx.now();
  if (store::product_line_by_code(tx, caller.tenant, row.manufacturer_id, row.code))
    return taken("product_line");
  MANYI_CHECK(store::insert_product_line(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, ProductLineCreated{{row.id}}));
  return ProductLine(row);
}

Result<ProductLine> Catalog::change_product_line(db::Tx& tx, const Caller& caller,
                                                 const ChangeProductLine& in) {
  MANYI_TRY(auto row, loaded(store::product_line(tx, caller.tenant, in.id), "product_line", in.if_match));
  if (in.code && *in.code != row.code) {
    if (store::product_line_by_code(tx, caller.tenant, row.manufacturer_id, *in.code))
      return taken("product_line");
    row.code = *in.code;
  }
  if (in.name) row.name = *in.name;
  row.name_key = fold_name(row.name);
  touch(row, tx.now());
  MANYI_CHECK(store::update_product_line(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, ProductLineChanged{{row.id}}));
  return ProductLine(row);
}

Result<ProductLine> Catalog::get_product_line(db::ReadTx& tx, const Caller& caller, ProductLineId id) {
  const auto row = store::product_line(tx, caller.tenant, id);
  if (!row) return absent("product_line");
  return ProductLine(*row);
}

Result<Page<ProductLine>> Catalog::list_product_lines(db::ReadTx& tx, const Caller& caller,
                                                      const ListProductLines& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  return page_by_id(items_of<ProductLine>(store::product_lines(tx, caller.tenant, in.q.value_or(""),
                                                               in.manufacturer_id.value_or(ManufacturerId()),
                                                               before, limit + 1)),
                    limit);
}

Result<ProductLineId> Catalog::resolve_product_line(db::Tx& tx, const Caller& caller,
                                                    ManufacturerId manufacturer, std::string_view name) {
  const std::string key = fold_name(name);
  if (key.empty()) return invalid("/product_line", "required", "The product line has no name.");
  if (const auto id = store::product_line_by_name(tx, caller.tenant, manufacturer, key)) return *id;
  CreateProductLine in{.manufacturer_id = manufacturer, .code = {}, .name = std::string(name)};
  for (std::size_t number = 1;
       in.code.empty() || store::product_line_by_code(tx, caller.tenant, manufacturer, in.code); ++number)
    in.code = code_from_name(name, number);
  MANYI_TRY(const ProductLine made, create_product_line(tx, caller, in));
  return made.id;
}

// ---- models ---------------------------------------------------------------------------------------

Result<Model> Catalog::create_model(db::Tx& tx, const Caller& caller, const CreateModel& in) {
  if (!store::product_line(tx, caller.tenant, in.product_line_id))
    return invalid("/product_line_id", "not_found", "There is no such product line.");
  store::ModelRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<ModelTag>();
  row.product_line_id = in.product_line_id;
  row.code = in.code;
  row.name = in.name;
  row.created_at = row.updated_at = tx.now();
  if (store::model_by_code(tx, caller.tenant, row.product_line_id, row.code)) return taken("model");
  MANYI_CHECK(store::insert_model(tx, row));
  MANYI_CHECK(write_names(tx, row, clean_aliases(in.aliases, row.code, row.name)));
  MANYI_CHECK(events_.publish(tx, caller, ModelCreated{{row.id}}));
  return model_from(tx, row);
}

Result<Model> Catalog::change_model(db::Tx& tx, const Caller& caller, const ChangeModel& in) {
  MANYI_TRY(auto row, loaded(store::model(tx, caller.tenant, in.id), "model", in.if_match));
  if (in.code && *in.code != row.code) {
    if (store::model_by_code(tx, caller.tenant, row.product_line_id, *in.code)) return taken("model");
    row.code = *in.code;
  }
  if (in.name) row.name = *in.name;
  touch(row, tx.now());
  MANYI_CHECK(store::update_model(tx, row));
  const auto aliases = in.aliases ? *in.aliases : store::aliases(tx, caller.tenant, row.id);
  MANYI_CHECK(write_names(tx, row, clean_aliases(aliases, row.code, row.name)));
  MANYI_CHECK(events_.publish(tx, caller, ModelChanged{{row.id}}));
  return model_from(tx, row);
}

Result<Model> Catalog::get_model(db::ReadTx& tx, const Caller& caller, ModelId id) {
  const auto row = store::model(tx, caller.tenant, id);
  if (!row) return absent("model");
  return model_from(tx, *row);
}

Result<Page<Model>> Catalog::list_models(db::ReadTx& tx, const Caller& caller, const ListModels& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  std::vector<Model> models;
  for (const auto& row : store::models(tx, caller.tenant, in.q.value_or(""),
                                       in.product_line_id.value_or(ProductLineId()), before, limit + 1))
    models.push_back(model_from(tx, row));
  return page_by_id(std::move(models), limit);
}

Result<ModelId> Catalog::resolve_model(db::Tx& tx, const Caller& caller, ProductLineId line,
                                       std::string_view name) {
  const std::string key = fold_name(name);
  if (key.empty()) return invalid("/model", "required", "The model has no name.");
  if (const auto id = store::model_by_name(tx, caller.tenant, line, key)) return *id;
  CreateModel in{.product_line_id = line, .code = {}, .name = std::string(name), .aliases = {}};
  for (std::size_t number = 1; in.code.empty() || store::model_by_code(tx, caller.tenant, line, in.code) ||
                               store::model_by_name(tx, caller.tenant, line, fold_name(in.code));
       ++number)
    in.code = code_from_name(name, number);
  MANYI_TRY(const Model made, create_model(tx, caller, in));
  return made.id;
}

std::optional<ModelPath> Catalog::model_path(db::ReadTx& tx, TenantId tenant, ModelId id) {
  return store::model_path(tx, tenant, id);
}

std::map<ModelId, ModelPath> Catalog::model_paths(db::ReadTx& tx, TenantId tenant,
                                                  std::span<const ModelId> ids) {
  std::map<ModelId, ModelPath> paths;
  std::vector<std::int64_t> wanted;
  for (const ModelId id : ids)
    if (id) wanted.push_back(id.value());
  if (wanted.empty()) return paths;
  for (auto& path : store::model_paths(tx, tenant, wanted)) paths.emplace(path.model_id, std::move(path));
  return paths;
}

// ---- fault codes ----------------------------------------------------------------------------------

Result<FaultCode> Catalog::create_fault_code(db::Tx& tx, const Caller& caller, const CreateFaultCode& in) {
  if (in.product_line_id && !store::product_line(tx, caller.tenant, *in.product_line_id))
    return invalid("/product_line_id", "not_found", "There is no such product line.");
  store::FaultCodeRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<FaultCodeTag>();
  row.product_line_id = in.product_line_id;
  row.line_key = in.product_line_id.value_or(ProductLineId()).value();
  row.code = in.code;
  row.name = in.name;
  row.symptom_family = in.symptom_family.value_or("");
  if (row.symptom_family.empty()) row.symptom_family = in.code;
  row.created_at = row.updated_at = tx.now();
  if (store::fault_code_by_code(tx, caller.tenant, row.line_key, row.code)) return taken("fault_code");
  MANYI_CHECK(store::insert_fault_code(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, FaultCodeCreated{{row.id}}));
  return FaultCode(row);
}

Result<FaultCode> Catalog::change_fault_code(db::Tx& tx, const Caller& caller, const ChangeFaultCode& in) {
  MANYI_TRY(auto row, loaded(store::fault_code(tx, caller.tenant, in.id), "fault_code", in.if_match));
  if (in.code && *in.code != row.code) {
    if (store::fault_code_by_code(tx, caller.tenant, row.line_key, *in.code)) return taken("fault_code");
    row.code = *in.code;
  }
  if (in.name) row.name = *in.name;
  if (in.symptom_family) row.symptom_family = in.symptom_family->empty() ? row.code : *in.symptom_family;
  touch(row, tx.now());
  MANYI_CHECK(store::update_fault_code(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, FaultCodeChanged{{row.id}}));
  return FaultCode(row);
}

Result<FaultCode> Catalog::get_fault_code(db::ReadTx& tx, const Caller& caller, FaultCodeId id) {
  const auto row = store::fault_code(tx, caller.tenant, id);
  if (!row) return absent("fault_code");
  return FaultCode(*row);
}

Result<Page<FaultCode>> Catalog::list_fault_codes(db::ReadTx& tx, const Caller& caller,
                                                  const ListFaultCodes& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  return page_by_id(items_of<FaultCode>(store::fault_codes(tx, caller.tenant, in.q.value_or(""),
                                                           in.product_line_id.value_or(ProductLineId()),
                                                           before, limit + 1)),
                    limit);
}

Result<FaultCodeId> Catalog::resolve_fault_code(db::Tx& tx, const Caller& caller,
                                                std::optional<ProductLineId> line, std::string_view code) {
  const std::string trimmed = fold_text(code);
  if (trimmed.empty()) return invalid("/fault_code", "required", "The fault code is empty.");
  const std::int64_t line_key = line.value_or(ProductLineId()).value();
  for (const std::int64_t key : {line_key, std::int64_t{0}})
    for (const std::string_view spelling : {code, std::string_view(trimmed)})
      if (const auto row = store::fault_code_by_code(tx, caller.tenant, key, spelling)) return row->id;
  MANYI_TRY(
      const FaultCode made,
      create_fault_code(
          tx, caller,
          {.product_line_id = line, .code = trimmed, .name = std::string(code), .symptom_family = trimmed}));
  return made.id;
}

std::optional<FaultCode> Catalog::fault_code(db::ReadTx& tx, TenantId tenant, FaultCodeId id) {
  return store::fault_code(tx, tenant, id);
}

}  // namespace manyi::catalog
