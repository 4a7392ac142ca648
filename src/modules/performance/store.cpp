// SQL of performance, and nothing but SQL.
// Owns its queries.
#include "modules/performance/store.h"

namespace manyi::performance::store {

Result<void> insert_chart_phase(db::Tx& tx, const ChartPhaseRow& row) {
  return tx.insert("performance_chart_phases", row);
}

std::vector<ChartPhaseRow> chart_phases(db::ReadTx& tx, TenantId tenant, std::string_view metric,
                                        std::string_view condition) {
  static const std::string kSql =
      "select " + db::columns<ChartPhaseRow>() +
      " from performance_chart_phases where tenant_id = :tenant and metric = :metric and "
      "condition = :condition order by first_day";
  return tx.all<ChartPhaseRow>(kSql, tenant, metric, condition);
}

Result<void> insert_period(db::Tx& tx, const PeriodRow& row) { return tx.insert("performance_periods", row); }

std::vector<PeriodRow> periods(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = "select " + db::columns<PeriodRow>() +
                                  " from performance_periods where tenant_id = :tenant order by month desc";
  return tx.all<PeriodRow>(kSql, tenant);
}

std::optional<PeriodRow> period(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql = "select " + db::columns<PeriodRow>() +
                                  " from performance_periods where tenant_id = :tenant and month = :month";
  return tx.first<PeriodRow>(kSql, tenant, month);
}

Result<void> insert_value(db::Tx& tx, const ValueRow& row) {
  return tx.insert_later("performance_values", row);
}

std::vector<ValueRow> values(db::ReadTx& tx, TenantId tenant, ClosedPeriodId id, std::string_view dimension) {
  static const std::string kSql =
      "select " + db::columns<ValueRow>() +
      " from performance_values where tenant_id = :tenant and period_id = :id and "
      "dimension = :dimension order by metric, scope_label, scope_key";
  return tx.all<ValueRow>(kSql, tenant, id, dimension);
}

Result<void> insert_own_metric(db::Tx& tx, const OwnMetricRow& row) {
  return tx.insert("performance_own_metrics", row);
}

std::vector<OwnMetricRow> own_metrics(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = "select " + db::columns<OwnMetricRow>() +
                                  " from performance_own_metrics where tenant_id = :tenant order by id";
  return tx.all<OwnMetricRow>(kSql, tenant);
}

}  // namespace manyi::performance::store
