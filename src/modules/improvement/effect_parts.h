// Cells of a metric made into what the pure rules take: the days of an effect check, the cases of a Pareto.
// Owns which cells count, what a day without records is, and how values of each kind of metric are weighed.
#pragma once

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

struct CellCases {
  bool counts = false;            // the metric counts cases at all: a mean or a percentile does not
  bool misses = false;            // more is better: the cases are those that missed
  std::vector<ParetoItem> items;  // ranked
};
/// \param by the one dimension that the cells are of
CellCases cases_of(const kpi::Metric& metric, const performance::MetricCells& cells, const std::string& by);

}  // namespace manyi::improvement
