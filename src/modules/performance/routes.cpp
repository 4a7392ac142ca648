// The HTTP operations of performance.
// Owns their declarations; no logic.
#include "modules/performance/closed_periods.h"
#include "modules/performance/control_chart.h"
#include "modules/performance/data_quality.h"
#include "modules/performance/metric_editor.h"
#include "modules/performance/performance.h"
#include "modules/performance/satisfaction_flow.h"
#include "platform/http/api.h"

namespace manyi::performance {

namespace {

void declare_charts(http::Api& api, Performance& performance) {
  api.get("/kpi/control-chart")
      .summary("Draw the control chart of a metric: limits, signals, phases")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .figures()
      .fails({ErrorCode::kUnavailable})
      .reads<ControlChartQuery, ControlChartAnswer>(
          [&](db::ReadTx& tx, const Caller& caller, const ControlChartQuery& in) {
            return control_chart(performance, tx, caller, in);
          });
  api.post("/kpi/chart-phases")
      .summary("Begin a chart's limits anew from a day on, with a reason")
      .tag("performance")
      .allow(Permission::kKpiWrite)
      .created()
      .fails({ErrorCode::kConflict})
      .writes<BeginChartPhase, ChartPhase>([&](db::Tx& tx, const Caller& caller, const BeginChartPhase& in) {
        return begin_chart_phase(performance, tx, caller, in);
      });
  api.get("/kpi/data-quality")
      .summary("Count what is missing: empty columns, records that metrics leave out, late entries")
      .tag("performance")
      .allow(Permission::kKpiCases)
      .figures()
      .fails({ErrorCode::kUnavailable})
      .reads<DataQualityQuery, DataQuality>(
          [&](db::ReadTx& tx, const Caller& caller, const DataQualityQuery& in) {
            return data_quality(performance, tx, caller, in);
          });
  api.get("/kpi/data-quality/records")
      .summary("List the records that lack a value, that a metric leaves out, or that were typed in late")
      .tag("performance")
      .allow(Permission::kKpiCases)
      .figures()
      .fails({ErrorCode::kUnavailable})
      .reads<QualityRecordsQuery, QualityRecordPage>(
          [&](db::ReadTx& tx, const Caller& caller, const QualityRecordsQuery& in) {
            return quality_records(performance, tx, caller, in);
          });
}

void declare_own_metrics(http::Api& api, Performance& performance) {
  api.get("/metrics/vocabulary")
      .summary("List what a metric may name: facts with their columns, and the words of the language")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .fails({ErrorCode::kUnavailable})
      .answers<http::Nothing, MetricVocabulary>(
          [&](const Caller& caller, const http::Nothing&) { return metric_vocabulary(performance, caller); });
  api.post("/metrics/preview")
      .summary("Try a metric on the records without keeping it")
      .tag("performance")
      .allow(Permission::kKpiWrite)
      .fails({ErrorCode::kUnavailable})
      .answers<PreviewMetric, MetricCells>([&](const Caller& caller, const PreviewMetric& in) {
        return preview_metric(performance, caller, in, performance.now());
      });
  api.get("/metrics/own")
      .summary("List the versions of metrics that people wrote, the newest first")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .reads<OwnMetricQuery, OwnMetricList>(
          [](db::ReadTx& tx, const Caller& caller, const OwnMetricQuery& in) -> Result<OwnMetricList> {
            return own_metrics(tx, caller, in);
          });
  api.post("/metrics/own")
      .summary("Keep a metric, or a new version of one")
      .tag("performance")
      .allow(Permission::kKpiWrite)
      .created()
      .fails({ErrorCode::kConflict, ErrorCode::kUnavailable})
      .writes<DefineMetric, OwnMetric>([&](db::Tx& tx, const Caller& caller, const DefineMetric& in) {
        return define_metric(performance, tx, caller, in);
      });
}

void declare_periods(http::Api& api, Performance& performance) {
  api.get("/kpi/periods")
      .summary("List the closed months, the newest first")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .reads<http::Nothing, ClosedPeriodList>(
          [](db::ReadTx& tx, const Caller& caller, const http::Nothing&) -> Result<ClosedPeriodList> {
            return closed_periods(tx, caller);
          });
  api.post("/kpi/periods")
      .summary("Close a month: freeze its values with their definitions")
      .tag("performance")
      .allow(Permission::kKpiWrite)
      .created()
      .fails({ErrorCode::kConflict, ErrorCode::kUnavailable})
      .prepares<ClosePeriod, FrozenMonth, ClosedPeriod>(
          [&](http::Context& context, const Caller& caller, const ClosePeriod& in) {
            return freeze_month(performance, caller, in, context.database.clock().now());
          },
          [&](db::Tx& tx, const Caller& caller, const FrozenMonth& month) {
            return close_period(performance, tx, caller, month);
          });
  api.get("/kpi/periods/{month}")
      .summary("Show a closed month's values beside those of today")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .figures()
      .fails({ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<FrozenQuery, FrozenValueList>([&](db::ReadTx& tx, const Caller& caller, const FrozenQuery& in) {
        return frozen_values(performance, tx, caller, in);
      });
}

void declare_flow(http::Api& api, Performance& performance) {
  api.get("/kpi/satisfaction-flow")
      .summary("Show how customers moved on the satisfaction ladder, each month against the one before")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .figures()
      .fails({ErrorCode::kUnavailable})
      .reads<SatisfactionFlowQuery, SatisfactionFlow>(
          [&](db::ReadTx& tx, const Caller& caller, const SatisfactionFlowQuery& in) {
            return satisfaction_flow(performance, tx, caller, in);
          });
  api.get("/kpi/satisfaction-flow/customers")
      .summary("List the customers of one cell of the satisfaction flow")
      .tag("performance")
      .allow(Permission::kKpiCases)
      .figures()
      .fails({ErrorCode::kUnavailable})
      .reads<FlowCustomersQuery, FlowCustomerPage>(
          [&](db::ReadTx& tx, const Caller& caller, const FlowCustomersQuery& in) {
            return flow_customers(performance, tx, caller, in);
          });
}

}  // namespace

void add_routes(http::Api& api, Performance& performance) {
  using http::Nothing;
  api.get("/metrics")
      .summary("List the metrics with their definitions")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .answers<Nothing, MetricList>(
          [&](const Caller& caller, const Nothing&) { return performance.metrics(caller); });
  api.get("/kpi/dimensions")
      .summary("List the dimensions of all facts, attributes included")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .answers<Nothing, DimensionList>(
          [&](const Caller& caller, const Nothing&) { return performance.dimensions(caller); });
  api.get("/kpi")
      .summary("Evaluate metrics over [from, to)")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .fails({ErrorCode::kTooLarge, ErrorCode::kUnavailable})
      .answers<KpiQuery, KpiAnswer>(
          [&](const Caller& caller, const KpiQuery& in) { return performance.evaluate(caller, in); });
  api.get("/kpi/comparison")
      .summary("Compare a manufacturer's definition of a metric with ours over the same records")
      .tag("performance")
      .allow(Permission::kKpiCases)
      .fails({ErrorCode::kTooLarge, ErrorCode::kUnavailable})
      .answers<KpiComparisonQuery, KpiComparison>([&](const Caller& caller, const KpiComparisonQuery& in) {
        return performance.compare(caller, in);
      });
  api.get("/kpi/cases")
      .summary("List the records behind a value, with what people read of them")
      .tag("performance")
      .allow(Permission::kKpiCases)
      .figures()
      .fails({ErrorCode::kUnavailable})
      .reads<KpiCasesQuery, CasePage>([&](db::ReadTx& tx, const Caller& caller, const KpiCasesQuery& in) {
        return performance.cases(tx, caller, in);
      });
  declare_charts(api, performance);
  declare_own_metrics(api, performance);
  declare_periods(api, performance);
  declare_flow(api, performance);
}

}  // namespace manyi::performance
