// HTTP operations of manufacturers.
// Owns their paths, permissions and documentation; no logic.
#include "modules/manufacturers/manufacturers.h"
#include "platform/http/api.h"

namespace manyi::manufacturers {

void declare_routes(http::Api& api, ManufacturerValues& values) {
  api.get("/manufacturer-values")
      .summary("List what manufacturers say our metrics are, latest period first")
      .tag("manufacturers")
      .allow(Permission::kKpiRead)
      .reads<ListManufacturerValues, Page<ManufacturerValue>>(
          [&values](db::ReadTx& tx, const Caller& caller, const ListManufacturerValues& in) {
            return values.list(tx, caller, in);
          });
  api.post("/manufacturer-values")
      .summary("Record what a manufacturer says a metric of ours is")
      .tag("manufacturers")
      .allow(Permission::kKpiWrite)
      .created()
      .writes<ImportedManufacturerValue, ManufacturerValue>(
          [&values](db::Tx& tx, const Caller& caller, const ImportedManufacturerValue& in) {
            return values.add(tx, caller, in);
          });
  api.get("/manufacturer-values/{id}")
      .summary("Read what a manufacturer says a metric of ours is")
      .tag("manufacturers")
      .allow(Permission::kKpiRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneManufacturerValue, ManufacturerValue>(
          [&values](db::ReadTx& tx, const Caller& caller, const OneManufacturerValue& in) {
            return values.get(tx, caller, in.id);
          });
}

}  // namespace manyi::manufacturers
