// HTTP operations of sales.
// Owns their paths, permissions and documentation; no logic.
#include "modules/sales/sales.h"
#include "platform/http/api.h"

namespace manyi::sales {

void declare_routes(http::Api& api, Sales& sales) {
  api.get("/sales-lines")
      .summary("List what was sold, newest first")
      .tag("sales")
      .allow(Permission::kSalesRead)
      .reads<ListSalesLines, Page<SalesLine>>(
          [&sales](db::ReadTx& tx, const Caller& caller, const ListSalesLines& in) {
            return sales.lines.list(tx, caller, in);
          });
  api.post("/sales-lines")
      .summary("Record a sale")
      .tag("sales")
      .allow(Permission::kSalesWrite)
      .created()
      .writes<ImportedSalesLine, SalesLine>(
          [&sales](db::Tx& tx, const Caller& caller, const ImportedSalesLine& in) {
            return sales.lines.add(tx, caller, in);
          });
  api.get("/sales-lines/{id}")
      .summary("Read a sale")
      .tag("sales")
      .allow(Permission::kSalesRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneSalesLine, SalesLine>([&sales](db::ReadTx& tx, const Caller& caller, const OneSalesLine& in) {
        return sales.lines.get(tx, caller, in.id);
      });
  api.get("/sales-quotas")
      .summary("List sales quotas, newest month first")
      .tag("sales")
      .allow(Permission::kSalesRead)
      .reads<ListSalesQuotas, Page<SalesQuota>>(
          [&sales](db::ReadTx& tx, const Caller& caller, const ListSalesQuotas& in) {
            return sales.quotas.list(tx, caller, in);
          });
  api.post("/sales-quotas")
      .summary("Record what a seller or a site is to sell in a month")
      .tag("sales")
      .allow(Permission::kSalesWrite)
      .created()
      .fails({ErrorCode::kConflict})
      .writes<ImportedSalesQuota, SalesQuota>(
          [&sales](db::Tx& tx, const Caller& caller, const ImportedSalesQuota& in) {
            return sales.quotas.add(tx, caller, in);
          });
  api.get("/sales-quotas/{id}")
      .summary("Read a sales quota")
      .tag("sales")
      .allow(Permission::kSalesRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneSalesQuota, SalesQuota>(
          [&sales](db::ReadTx& tx, const Caller& caller, const OneSalesQuota& in) {
            return sales.quotas.get(tx, caller, in.id);
          });
}

}  // namespace manyi::sales
