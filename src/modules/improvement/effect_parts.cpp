// Cells to points and to cases.
// Owns nothing else.
#include "modules/improvement/effect_parts.h"

#include <algorithm>
#include <cmath>

#include "engines/kpi/formula.h"

namespace manyi::improvement {
namespace {

forecast::EffectPoint point_of(const kpi::Metric& metric, const performance::CellAnswer& cell) {
  forecast::EffectPoint point;
  if (const auto day = Date::parse(std::string_view(cell.period.from).substr(0, 10)))
    point.season = day->iso_weekday() - 1;
  if (!metric.formula && metric.is_rate()) {
    point.numerator = cell.numerator.value_or(0);
    point.denominator = cell.denominator.value_or(0);
  } else if (cell.value && std::isfinite(*cell.value)) {
    // Means, percentiles and divided sums weigh by what is behind the day; counts, sums and levels are the
    // day's own.
    point.denominator = metric.is_total() ? 1 : std::max(cell.denominator.value_or(1), 0.0);
    point.numerator = *cell.value * point.denominator;
  }
  return point;
}

bool is_empty(const kpi::Metric& metric, const performance::CellAnswer& cell,
              const forecast::EffectPoint& point) {
  return metric.is_total() ? cell.n == 0 : !(point.denominator > 0);
}

}  // namespace

forecast::EffectProblem effect_problem(const kpi::Metric& metric, const performance::MetricCells& before,
                                       const performance::MetricCells& after) {
  forecast::EffectProblem problem;
  problem.rate = !metric.formula && metric.is_rate();
  problem.up_is_better = metric.better != kpi::Better::kDown;
  for (const auto& cell : before.cells) {
    const auto point = point_of(metric, cell);
    if (problem.before.empty() && is_empty(metric, cell, point)) continue;
    problem.before.push_back(point);
  }
  for (const auto& cell : after.cells) problem.after.push_back(point_of(metric, cell));
  return problem;
}

bool counts_cases(const kpi::Metric& metric,
                  const std::function<std::shared_ptr<const kpi::Metric>(const std::string&)>& metric_of) {
  if (!metric.formula)
    return metric.is_rate() || (metric.value && (metric.value->aggregate == kpi::Aggregate::kCount ||
                                                 metric.value->aggregate == kpi::Aggregate::kDistinct));
  if (metric.formula->numerator == nullptr) return false;
  const auto terms = kpi::terms_of(*metric.formula->numerator);
  return !terms.empty() && std::all_of(terms.begin(), terms.end(), [&](const std::string& code) {
    const auto term = metric_of(code);
    return term && !term->formula && term->value && counts_cases(*term, metric_of);
  });
}

CellCases cases_of(const kpi::Metric& metric, const performance::MetricCells& cells, const std::string& by) {
  CellCases out;
  const bool rate = !metric.formula && metric.is_rate();
  out.misses = metric.better == kpi::Better::kUp && rate;
  for (const auto& cell : cells.cells) {
    ParetoItem item;
    if (const auto key = cell.keys.find(by); key != cell.keys.end()) item.key = key->second.value_or("");
    if (const auto label = cell.dims.find(by); label != cell.dims.end())
      item.label = label->second.value_or("");
    // Of one count divided by another the first is what happened: complaints per order delivered.
    item.cases = out.misses ? cell.denominator.value_or(0) - cell.numerator.value_or(0)
                            : cell.numerator.value_or(cell.value.value_or(0));
    out.items.push_back(std::move(item));
  }
  out.items = rank(std::move(out.items));
  return out;
}

}  // namespace manyi::improvement
