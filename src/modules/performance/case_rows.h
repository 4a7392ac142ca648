// The records behind a value as people read them: when, where, who, what, and whether the metric was met.
// Owns which columns each kind of record shows.
#pragma once

#include <string_view>

#include "engines/kpi/engine.h"
#include "modules/performance/case_order.h"
#include "modules/performance/performance.h"

namespace manyi::performance {

/// The one metric whose records a part of a question lists: the metric itself, or a formula's term.
struct CountedMetric {
  std::shared_ptr<const kpi::Metric> metric;  // null where a formula's part is made of several
  std::string term;                           // "" or the way to it inside the formula, with a dot at the end
  std::string part;

  /// Whether each of its records is met or missed: parts of a share that has a good direction.
  bool judges() const;
  /// The part that lists what counts in the numerator.
  std::string numerator() const { return term + "numerator"; }
};
CountedMetric counted_metric(const kpi::Engine& engine, const std::shared_ptr<const kpi::Metric>& metric,
                             const std::string& part);

/// By the glossary, columns of money are called amount or cost.
inline bool is_money(std::string_view column) { return column == "amount" || column == "cost"; }

enum class CaseResult { kMet, kMissed };

/// Which of the records behind a value, and which page of them.
struct CaseChoice {
  std::string part;
  std::optional<CaseResult> result;  // only those that met the metric, or missed it
  std::optional<CaseOrder> order;    // by id unless told
  std::optional<CasePlace> after;
  std::size_t limit = 0;
};
struct ChosenCases : kpi::Cases {
  std::string next_place;  // "" behind the last one
};
/// \errors those of Engine::cases
Result<ChosenCases> chosen_cases(const kpi::Engine& engine, const std::string& code, const kpi::Query& query,
                                 const CountedMetric& counted, const CaseChoice& choice);

/// Fills the rows' times, places, people and columns from the fact table, and whether each was met. `ordered`: the page is
/// not by id.
/// \errors those of Engine::cases
Result<void> describe_cases(const kpi::Engine& engine, const std::string& code, const kpi::Query& query,
                            const CountedMetric& counted, const kpi::Cases& found, bool ordered,
                            CasePage& page);

}  // namespace manyi::performance
