// From the cells of terms to the cells of a formula.
// Owns the joining of coordinates and what a quotient shows as its parts.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engines/kpi/evaluate.h"
#include "engines/kpi/formula.h"

namespace manyi::kpi {

struct TermAnswers {
  /// The cells of another metric for a question.
  std::function<Result<std::vector<Cell>>(const std::string& code, const Query&)> ask;
  std::function<std::shared_ptr<const Metric>(const std::string& code)> metric;
  std::vector<TimeZone> zones;  // all in use; the first is the default
};

/// A coordinate that a term has no records for counts as nothing there: 0 for counts and sums,
/// no data for the rest. \errors those of the terms
Result<std::vector<Cell>> formula_cells(const Metric& metric, const Query& query, const TermAnswers& terms);

}  // namespace manyi::kpi
