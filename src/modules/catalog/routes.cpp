// HTTP operations of catalog.
// Owns their paths, permissions and documentation; no logic.
#include "modules/catalog/catalog.h"
#include "platform/http/api.h"

namespace manyi::catalog {
namespace {

const std::vector<ErrorCode> kOnRead = {ErrorCode::kNotFound};
const std::vector<ErrorCode> kOnCreate = {ErrorCode::kConflict};
const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

/// The id in the path, for reads.
struct ManufacturerRef {
  ManufacturerId id;
};
BOOST_DESCRIBE_STRUCT(ManufacturerRef, (), (id))
/// The id in the path, for reads.
struct ProductLineRef {
  ProductLineId id;
};
BOOST_DESCRIBE_STRUCT(ProductLineRef, (), (id))
/// The id in the path, for reads.
struct ModelRef {
  ModelId id;
};
BOOST_DESCRIBE_STRUCT(ModelRef, (), (id))
/// The id in the path, for reads.
struct FaultCodeRef {
  FaultCodeId id;
};
BOOST_DESCRIBE_STRUCT(FaultCodeRef, (), (id))

void declare_manufacturers(http::Api& api, Catalog& catalog) {
  api.get("/manufacturers")
      .summary("List manufacturers, newest first")
      .tag("catalog")
      .allow(Permission::kCatalogRead)
      .reads<ListManufacturers, Page<Manufacturer>>(
          [&catalog](db::ReadTx& tx, const Caller& caller, const ListManufacturers& in) {
            return catalog.list_manufacturers(tx, caller, in);
          });
  api.post("/manufacturers")
      .summary("Add a manufacturer")
      .tag("catalog")
      .allow(Permission::kCatalogWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateManufacturer, Manufacturer>(
          [&catalog](db::Tx& tx, const Caller& caller, const CreateManufacturer& in) {
            return catalog.create_manufacturer(tx, caller, in);
          });
  api.get("/manufacturers/{id}")
      .summary("Read a manufacturer")
      .tag("catalog")
      .allow(Permission::kCatalogRead)
      .fails(kOnRead)
      .reads<ManufacturerRef, Manufacturer>(
          [&catalog](db::ReadTx& tx, const Caller& caller, const ManufacturerRef& in) {
            return catalog.get_manufacturer(tx, caller, in.id);
          });
  api.patch("/manufacturers/{id}")
      .summary("Change a manufacturer")
      .tag("catalog")
      .allow(Permission::kCatalogWrite)
      .fails(kOnChange)
      .writes<ChangeManufacturer, Manufacturer>(
          [&catalog](db::Tx& tx, const Caller& caller, const ChangeManufacturer& in) {
            return catalog.change_manufacturer(tx, caller, in);
          });
}

void declare_product_lines(http::Api& api, Catalog& catalog) {
  api.get("/product-lines")
      .summary("List product lines, newest first")
      .tag("catalog")
      .allow(Permission::kCatalogRead)
      .reads<ListProductLines, Page<ProductLine>>(
          [&catalog](db::ReadTx& tx, const Caller& caller, const ListProductLines& in) {
            return catalog.list_product_lines(tx, caller, in);
          });
  api.post("/product-lines")
      .summary("Add a product line")
      .tag("catalog")
      .allow(Permission::kCatalogWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateProductLine, ProductLine>(
          [&catalog](db::Tx& tx, const Caller& caller, const CreateProductLine& in) {
            return catalog.create_product_line(tx, caller, in);
          });
  api.get("/product-lines/{id}")
      .summary("Read a product line")
      .tag("catalog")
      .allow(Permission::kCatalogRead)
      .fails(kOnRead)
      .reads<ProductLineRef, ProductLine>(
          [&catalog](db::ReadTx& tx, const Caller& caller, const ProductLineRef& in) {
            return catalog.get_product_line(tx, caller, in.id);
          });
  api.patch("/product-lines/{id}")
      .summary("Change a product line")
      .tag("catalog")
      .allow(Permission::kCatalogWrite)
      .fails(kOnChange)
      .writes<ChangeProductLine, ProductLine>(
          [&catalog](db::Tx& tx, const Caller& caller, const ChangeProductLine& in) {
            return catalog.change_product_line(tx, caller, in);
          });
}

void declare_models(http::Api& api, Catalog& catalog) {
  api.get("/models")
      .summary("List models, newest first")
      .tag("catalog")
      .allow(Permission::kCatalogRead)
      .reads<ListModels, Page<Model>>([&catalog](db::ReadTx& tx, const Caller& caller, const ListModels& in) {
        return catalog.list_models(tx, caller, in);
      });
  api.post("/models")
      .summary("Add a model")
      .tag("catalog")
      .allow(Permission::kCatalogWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateModel, Model>([&catalog](db::Tx& tx, const Caller& caller, const CreateModel& in) {
        return catalog.create_model(tx, caller, in);
      });
  api.get("/models/{id}")
      .summary("Read a model")
      .tag("catalog")
      .allow(Permission::kCatalogRead)
      .fails(kOnRead)
      .reads<ModelRef, Model>([&catalog](db::ReadTx& tx, const Caller& caller, const ModelRef& in) {
        return catalog.get_model(tx, caller, in.id);
      });
  api.patch("/models/{id}")
      .summary("Change a model")
      .tag("catalog")
      .allow(Permission::kCatalogWrite)
      .fails(kOnChange)
      .writes<ChangeModel, Model>([&catalog](db::Tx& tx, const Caller& caller, const ChangeModel& in) {
        return catalog.change_model(tx, caller, in);
      });
}

void declare_fault_codes(http::Api& api, Catalog& catalog) {
  api.get("/fault-codes")
      .summary("List fault codes, newest first")
      .tag("catalog")
      .allow(Permission::kCatalogRead)
      .reads<ListFaultCodes, Page<FaultCode>>(
          [&catalog](db::ReadTx& tx, const Caller& caller, const ListFaultCodes& in) {
            return catalog.list_fault_codes(tx, caller, in);
          });
  api.post("/fault-codes")
      .summary("Add a fault code")
      .tag("catalog")
      .allow(Permission::kCatalogWrite)
      .created()
      .fails(kOnCreate)
      .writes<CreateFaultCode, FaultCode>(
          [&catalog](db::Tx& tx, const Caller& caller, const CreateFaultCode& in) {
            return catalog.create_fault_code(tx, caller, in);
          });
  api.get("/fault-codes/{id}")
      .summary("Read a fault code")
      .tag("catalog")
      .allow(Permission::kCatalogRead)
      .fails(kOnRead)
      .reads<FaultCodeRef, FaultCode>(
          [&catalog](db::ReadTx& tx, const Caller& caller, const FaultCodeRef& in) {
            return catalog.get_fault_code(tx, caller, in.id);
          });
  api.patch("/fault-codes/{id}")
      .summary("Change a fault code")
      .tag("catalog")
      .allow(Permission::kCatalogWrite)
      .fails(kOnChange)
      .writes<ChangeFaultCode, FaultCode>(
          [&catalog](db::Tx& tx, const Caller& caller, const ChangeFaultCode& in) {
            return catalog.change_fault_code(tx, caller, in);
          });
}

}  // namespace

// Called by module.cpp alone.
void declare_routes(http::Api& api, Catalog& catalog) {
  declare_manufacturers(api, catalog);
  declare_product_lines(api, catalog);
  declare_models(api, catalog);
  declare_fault_codes(api, catalog);
}

}  // namespace manyi::catalog
