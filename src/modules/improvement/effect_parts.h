// Cells of a metric made into what the pure rules take: the days of an effect check, the cases of a Pareto.
// Owns which cells count, what a day without records is, and how values of each kind of metric are weighed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engines/forecast/effect.h"
#include "engines/kpi/metric.h"
#include "modules/improvement/pareto.h"
#include "modules/performance/performance.h"

namespace manyi::improvement {

/// \param before \param after answers with grain day, in order of time, one cell a day. Days at the very
/// beginning of `before` without records are left out: nothing was recorded yet, which is not zero.
forecast::EffectProblem effect_problem(const kpi::Metric& metric, const performance::MetricCells& before,
                                       const performance::MetricCells& after);

/// Does it count cases at all? Sums, means and percentiles do not; of a quotient what is divided must.
/// \param metric_of finds the terms of a formula; nullptr for one that is not there
bool counts_cases(const kpi::Metric& metric,
                  const std::function<std::shared_ptr<const kpi::Metric>(const std::string&)>& metric_of);

struct CellCases {
  bool misses = false;            // more is better: the cases are those that missed
  std::vector<ParetoItem> items;  // ranked
};
/// \param by the one dimension that the cells are of
CellCases cases_of(const kpi::Metric& metric, const performance::MetricCells& cells, const std::string& by);

}  // namespace manyi::improvement
