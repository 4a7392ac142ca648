// Questions rewritten before they are asked: rolling windows, and `person`.
// Owns what a window does to a period and whom a metric credits.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engines/kpi/evaluate.h"

namespace manyi::kpi {

/// The window in force: the question's before the metric's own. None for a stock, which is looked
/// at on one instant.
std::optional<Rolling> rolling_of(const Metric& metric, const Query& query);

/// Asks once per period, about the window that ends with it.
Result<std::vector<Cell>> evaluate_windows(const Query& query, const Rolling& rolling,
                                           const std::vector<TimeZone>& zones,
                                           const std::function<Result<std::vector<Cell>>(const Query&)>& ask);

/// The question with its one period replaced by the window, where there is one.
Query window_of(Query query, const Metric& metric, const TimeZone& zone);

/// The question with the metric's credit dimension in place of `person`, unless the fact has a
/// dimension of that name.
Query with_credit(Query query, const Metric& metric, const FactSchema& schema);
/// Gives the cells the dimension names of the question back.
void name_person(std::vector<Cell>& cells, const Query& query);

}  // namespace manyi::kpi
