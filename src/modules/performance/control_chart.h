// Control charts of metrics: which chart fits, its limits and signals, and where limits began anew.
// Owns what a chart is asked and answers; the formulas are engines/spc's.
#pragma once

#include "engines/spc/spc.h"
#include "modules/performance/performance.h"

namespace manyi::performance {

struct ChartPhaseTag;
using ChartPhaseId = Id<ChartPhaseTag>;

enum class RuleSet { kDefault, kNelson, kWesternElectric };
BOOST_DESCRIBE_ENUM(RuleSet, kDefault, kNelson, kWesternElectric)

struct ControlChartQuery {
  std::string metric;
  std::string from, to;
  std::optional<std::string> grain;  // week by default
  std::optional<Instant> as_of;
  std::optional<std::string> where;
  std::optional<spc::ChartKind> chart;  // what fits by default
  std::optional<RuleSet> rules;
  std::optional<std::int64_t> baseline;  // points that set the limits; all by default
};
BOOST_DESCRIBE_STRUCT(ControlChartQuery, (), (metric, from, to, grain, as_of, where, chart, rules, baseline))
std::span<const FieldRule> field_rules(const ControlChartQuery*);

/// New limits from a day on, and why.
struct ChartPhase {
  ChartPhaseId id;
  std::string metric, where;
  Date first_day;
  std::string reason;
  Instant created_at;
  UserId created_by;
};
BOOST_DESCRIBE_STRUCT(ChartPhase, (), (id, metric, where, first_day, reason, created_at, created_by))

struct BeginChartPhase {
  std::string metric;
  std::optional<std::string> where;
  Date first_day;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(BeginChartPhase, (), (metric, where, first_day, reason))
std::span<const FieldRule> field_rules(const BeginChartPhase*);

/// `cells` and the points of every panel of `chart` stand side by side.
struct ControlChartAnswer {
  MetricCells cells;
  std::optional<spc::Reason> reason;  // why this chart; absent: it was asked for
  std::optional<spc::Dispersion> dispersion;
  spc::ControlChart chart;
  std::vector<ChartPhase> phases;
  std::int64_t fresh_to = 0;
};
BOOST_DESCRIBE_STRUCT(ControlChartAnswer, (), (cells, reason, dispersion, chart, phases, fresh_to))

/// Draws a metric's control chart. A period that is not over yet is drawn but sets no limits.
/// \errors as Performance::evaluate; kInvalid when the chart asked for does not fit the metric
Result<ControlChartAnswer> control_chart(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                         const ControlChartQuery& query);

/// \errors kInvalid /metric, /reason; kConflict when limits begin anew on that day already
Result<ChartPhase> begin_chart_phase(Performance& performance, db::Tx& tx, const Caller& caller,
                                     const BeginChartPhase& in);

}  // namespace manyi::performance
