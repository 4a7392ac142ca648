// Rows of performance.
// Owns the SQL on tables performance_*.
#pragma once

#include "modules/performance/closed_periods.h"
#include "modules/performance/control_chart.h"
#include "modules/performance/metric_editor.h"
#include "platform/db/db.h"

namespace manyi::performance::store {

struct ChartPhaseRow {
  TenantId tenant_id;
  ChartPhaseId id;
  std::string metric, condition;
  Date first_day;
  std::string reason;
  Instant created_at;
  UserId created_by;
};
BOOST_DESCRIBE_STRUCT(ChartPhaseRow, (),
                      (tenant_id, id, metric, condition, first_day, reason, created_at, created_by))

struct PeriodRow {
  TenantId tenant_id;
  ClosedPeriodId id;
  std::string month;
  Instant closed_at;
  UserId closed_by;
  std::int64_t frozen = 0;
};
BOOST_DESCRIBE_STRUCT(PeriodRow, (), (tenant_id, id, month, closed_at, closed_by, frozen))

struct ValueRow : FrozenValue {
  TenantId tenant_id;
  ClosedPeriodId period_id;
};
BOOST_DESCRIBE_STRUCT(ValueRow, (FrozenValue), (tenant_id, period_id))

Result<void> insert_chart_phase(db::Tx&, const ChartPhaseRow&);
std::vector<ChartPhaseRow> chart_phases(db::ReadTx&, TenantId, std::string_view metric,
                                        std::string_view condition);

Result<void> insert_period(db::Tx&, const PeriodRow&);
std::vector<PeriodRow> periods(db::ReadTx&, TenantId);
std::optional<PeriodRow> period(db::ReadTx&, TenantId, std::string_view month);
Result<void> insert_value(db::Tx&, const ValueRow&);
std::vector<ValueRow> values(db::ReadTx&, TenantId, ClosedPeriodId, std::string_view dimension);

struct OwnMetricRow : OwnMetric {
  TenantId tenant_id;
};
BOOST_DESCRIBE_STRUCT(OwnMetricRow, (OwnMetric), (tenant_id))
Result<void> insert_own_metric(db::Tx&, const OwnMetricRow&);
/// In the order they were kept.
std::vector<OwnMetricRow> own_metrics(db::ReadTx&, TenantId);

}  // namespace manyi::performance::store
