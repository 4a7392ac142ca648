// The HTTP operations of performance.
// Owns their declarations; no logic.
#include "modules/performance/performance.h"
#include "platform/http/api.h"

namespace manyi::performance {

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
  api.get("/kpi/cases")
      .summary("List the records behind a value")
      .tag("performance")
      .allow(Permission::kKpiCases)
      .fails({ErrorCode::kUnavailable})
      .answers<KpiCasesQuery, CasePage>(
          [&](const Caller& caller, const KpiCasesQuery& in) { return performance.cases(caller, in); });
}

}  // namespace manyi::performance
