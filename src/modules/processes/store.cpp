// Statements over the process points.
// Owns their text.
#include "modules/processes/store.h"

namespace manyi::processes::store {

Result<void> insert_point(db::Tx& tx, const PointRow& row) { return tx.insert("processes_points", row); }
Result<void> update_point(db::Tx& tx, const PointRow& row) { return tx.update("processes_points", row); }

std::optional<PointRow> point(db::ReadTx& tx, TenantId tenant, std::string_view metric,
                              std::string_view code) {
  static const std::string kSql =
      "select " + db::columns<PointRow>() +
      " from processes_points where tenant_id = :tenant_id and metric = :metric and code = :code";
  return tx.first<PointRow>(kSql, tenant, metric, code);
}

std::vector<PointRow> points(db::ReadTx& tx, TenantId tenant, std::string_view metric) {
  static const std::string kSql =
      "select " + db::columns<PointRow>() +
      " from processes_points where tenant_id = :tenant_id and metric = :metric order by id";
  return tx.all<PointRow>(kSql, tenant, metric);
}

}  // namespace manyi::processes::store
