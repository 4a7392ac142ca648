// From a metric's cells to a control chart, and the phases that people began.
// Owns which chart a metric may have.
#include "modules/performance/control_chart.h"

#include <algorithm>

#include "modules/performance/performance_events.h"
#include "modules/performance/store.h"

namespace manyi::performance {
namespace {

using spc::ChartKind;
using spc::MetricKind;

/// Shares and counts are drawn as what they count; everything else as one value per period.
MetricKind kind_of(const MetricCells& cells) {
  if (cells.unit == "percent") {
    const bool whole = std::all_of(cells.cells.begin(), cells.cells.end(), [](const CellAnswer& cell) {
      return !cell.numerator ||
             (*cell.numerator >= 0 && cell.denominator && *cell.numerator <= *cell.denominator &&
              *cell.numerator == static_cast<double>(static_cast<std::int64_t>(*cell.numerator)));
    });
    return whole ? MetricKind::kRate : MetricKind::kIndividual;
  }
  return cells.unit == "count" && cells.basis == "event" ? MetricKind::kCountPerArea
                                                         : MetricKind::kIndividual;
}

bool fits(ChartKind chart, MetricKind kind) {
  switch (chart) {
    case ChartKind::kP:
    case ChartKind::kNp:
    case ChartKind::kLaneyP: return kind == MetricKind::kRate;
    case ChartKind::kU:
    case ChartKind::kLaneyU:
    case ChartKind::kC: return kind == MetricKind::kCountPerArea;
    case ChartKind::kXmr:
    case ChartKind::kEwma:
    case ChartKind::kCusum: return true;
    default: return false;
  }
}

bool draws_values(ChartKind chart) {
  return chart == ChartKind::kXmr || chart == ChartKind::kEwma || chart == ChartKind::kCusum;
}

spc::Series series_of(const MetricCells& cells, MetricKind kind, bool values, Instant as_of) {
  spc::Series series;
  const std::string today = as_of.text();
  for (const auto& cell : cells.cells) {
    spc::Subgroup point;
    point.label = cell.period.from;
    // What is not over or not ripe yet is shown, and sets no limits.
    point.excluded = cell.provisional || cell.period.to > today;
    if (values || kind == MetricKind::kIndividual) {
      if (cell.value) point.values = {*cell.value};
    } else if (kind == MetricKind::kRate) {
      point.count = cell.numerator.value_or(0);
      point.size = cell.denominator.value_or(0);
    } else {
      point.count = cell.value.value_or(0);
    }
    series.subgroups.push_back(std::move(point));
  }
  return series;
}

std::vector<spc::Rule> rules_of(RuleSet set) {
  switch (set) {
    case RuleSet::kNelson: return spc::nelson_rules();
    case RuleSet::kWesternElectric: return spc::western_electric_rules();
    case RuleSet::kDefault: break;
  }
  return spc::default_rules();
}

ChartPhase shown(const store::ChartPhaseRow& row) {
  return {row.id, row.metric, row.condition, row.first_day, row.reason, row.created_at, row.created_by};
}

}  // namespace

std::span<const FieldRule> field_rules(const ControlChartQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metric",
       .doc = "Code of one metric.",
       .example = R"("fix_rate")",
       .min_length = 1,
       .max_length = 100},
      {.name = "grain",
       .doc = "day, week (default), month, quarter or year: one point each. Never shorter than least_grain.",
       .max_length = 10},
      {.name = "chart", .doc = "The chart to draw; without it the one that fits."},
      {.name = "rules", .doc = "Run rules: default is Nelson 1, 2, 3 and 5."},
      {.name = "baseline",
       .doc = "How many points set the limits of each phase; all without it.",
       .minimum = 2}};
  return kRules;
}

std::span<const FieldRule> field_rules(const BeginChartPhase*) {
  static const FieldRule kRules[] = {
      {.name = "metric", .doc = "Code of one metric.", .min_length = 1, .max_length = 100},
      {.name = "where", .doc = "The chart's condition, as it was asked.", .max_length = 1000},
      {.name = "first_day", .doc = "Limits begin anew with the point of this day."},
      {.name = "reason", .doc = "What was changed in the process.", .min_length = 1, .max_length = 300}};
  return kRules;
}

Result<ControlChartAnswer> control_chart(Performance& performance, db::ReadTx& tx, const Caller& caller,
                                         const ControlChartQuery& query) {
  KpiQuery asked;
  asked.metrics = {query.metric};
  asked.from = query.from;
  asked.to = query.to;
  asked.as_of = query.as_of.value_or(tx.now());
  MANYI_TRY(const auto engine, performance.engine(caller.tenant));
  const auto metric = engine->metric(query.metric);
  const bool by_month = metric && least_grain(*engine, **metric) == "month";
  if (by_month && (query.grain == "day" || query.grain == "week"))
    return invalid("/grain", "too_fine",
                   "This figure is set by the month: a shorter period is no share of it.");
  asked.grain = query.grain.value_or(by_month ? "month" : "week");
  asked.where = query.where;
  MANYI_TRY(auto answer, performance.evaluate(caller, asked));
  ControlChartAnswer out;
  out.fresh_to = answer.fresh_to;
  out.cells = std::move(answer.metrics.front());
  const MetricKind kind = kind_of(out.cells);
  spc::ChartSpec spec;
  if (query.chart) {
    if (!fits(*query.chart, kind))
      return invalid("/chart", "chart_misfit", "This chart does not fit what the metric counts.");
    spec.kind = *query.chart;
  } else {
    const auto advice = spc::advise(kind, series_of(out.cells, kind, false, *asked.as_of));
    // Charts of what lies between events are cut at the events; over periods the count itself is drawn.
    spec.kind = advice.kind == ChartKind::kT || advice.kind == ChartKind::kG
                    ? (kind == MetricKind::kRate ? ChartKind::kP : ChartKind::kC)
                    : advice.kind;
    out.reason = advice.reason;
    out.dispersion = advice.dispersion;
  }
  spec.baseline = query.baseline;
  spec.rules = rules_of(query.rules.value_or(RuleSet::kDefault));
  for (const auto& row : store::chart_phases(tx, caller.tenant, query.metric, query.where.value_or(""))) {
    const auto at = std::find_if(out.cells.cells.begin(), out.cells.cells.end(), [&](const CellAnswer& cell) {
      return cell.period.to > row.first_day.text();
    });
    if (at == out.cells.cells.end()) continue;
    const auto first = static_cast<std::int64_t>(at - out.cells.cells.begin());
    out.phases.push_back(shown(row));
    if (spec.phases.empty() && first > 0)
      spec.phases.push_back({.first = 0, .reason = {}, .baseline = {}, .frozen = {}});
    if (!spec.phases.empty() && spec.phases.back().first >= first && first > 0) continue;
    spec.phases.push_back({.first = first, .reason = row.reason, .baseline = {}, .frozen = {}});
    if (first == 0) spec.phases = {{.first = 0, .reason = {}, .baseline = {}, .frozen = {}}};
  }
  MANYI_TRY(out.chart,
            spc::control_chart(spec, series_of(out.cells, kind, draws_values(spec.kind), *asked.as_of)));
  return out;
}

Result<ChartPhase> begin_chart_phase(Performance& performance, db::Tx& tx, const Caller& caller,
                                     const BeginChartPhase& in) {
  MANYI_TRY(const auto metrics, performance.metrics(caller));
  if (std::none_of(metrics.items.begin(), metrics.items.end(),
                   [&](const MetricInfo& metric) { return metric.code == in.metric; }))
    return invalid("/metric", "unknown", "There is no such metric.");
  store::ChartPhaseRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<ChartPhaseTag>();
  row.metric = in.metric;
  row.condition = in.where.value_or("");
  row.first_day = in.first_day;
  row.reason = in.reason;
  row.created_at = tx.now();
  row.created_by = caller.user;
  const auto stored = tx.savepoint([&] { return store::insert_chart_phase(tx, row); });
  if (!stored) {
    if (stored.error().code != ErrorCode::kConflict) return stored.error();
    return conflict("chart_phase.exists", "Limits of this chart begin anew on that day already.");
  }
  MANYI_CHECK(performance.events().publish(tx, caller, ChartPhaseBegun{row.id, row.metric, row.first_day}));
  return shown(row);
}

}  // namespace manyi::performance
