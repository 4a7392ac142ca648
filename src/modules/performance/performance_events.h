// What performance tells the others: ids, codes, numbers and days.
// Owns the kinds performance.*.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/performance/closed_periods.h"
#include "modules/performance/control_chart.h"
#include "modules/performance/metric_editor.h"
#include "platform/journal/events.h"

namespace manyi::performance {

/// Limits of a control chart begin anew.
struct ChartPhaseBegun {
  static constexpr std::string_view kKind = "performance.chart_phase_begun";
  static constexpr int kSchema = 1;
  ChartPhaseId phase;
  std::string metric;
  Date first_day;
  std::vector<journal::Subject> subjects() const { return {{"chart_phase", phase.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ChartPhaseBegun, (), (phase, metric, first_day))

/// A month's values were frozen.
struct PeriodClosed {
  static constexpr std::string_view kKind = "performance.period_closed";
  static constexpr int kSchema = 1;
  ClosedPeriodId period;
  std::string month;
  std::int64_t frozen = 0;  // values
  std::vector<journal::Subject> subjects() const { return {{"closed_period", period.value()}}; }
};
BOOST_DESCRIBE_STRUCT(PeriodClosed, (), (period, month, frozen))

/// Somebody wrote a metric, or a new version of one.
struct MetricDefined {
  static constexpr std::string_view kKind = "performance.metric_defined";
  static constexpr int kSchema = 1;
  OwnMetricId own_metric;
  std::string code;
  std::int64_t metric_version = 1;
  std::string manufacturer;
  std::vector<journal::Subject> subjects() const { return {{"own_metric", own_metric.value()}}; }
};
BOOST_DESCRIBE_STRUCT(MetricDefined, (), (own_metric, code, metric_version, manufacturer))

}  // namespace manyi::performance
