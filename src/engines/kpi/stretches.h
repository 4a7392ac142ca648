// One period under several definitions, one after the other: each record is judged by the one that was in force
// when its anchor fell.
// Owns which definitions add up.
#pragma once

#include <cstdint>
#include <vector>

#include "engines/kpi/comparison.h"
#include "engines/kpi/evaluate.h"

namespace manyi::kpi {

/// Whether what two definitions count can be added to one figure: events, or cohorts, of one fact with the same
/// shape of measure, both or neither with records that are pending, credited to the same kind of person.
bool add_up(const Metric& a, const Metric& b);

/// One cell per group for `period`, from stretches of it (or of its window) that follow each other; their
/// metrics add up. Grain, period and window of the query are ignored. Takes the table's read lock itself.
/// \errors as evaluate
Result<std::vector<Cell>> evaluate_stretches(const FactTable& table,
                                             const std::vector<DefinitionUse>& stretches, const Query& query,
                                             const Period& period);

/// The records behind the stretches; one that counts in two of them is listed twice. \errors as evaluate
Result<Cases> cases_of_stretches(const FactTable& table, const std::vector<DefinitionUse>& stretches,
                                 const Query& query, Part part, std::int64_t after, std::size_t limit);

/// The records that two lists of stretches put in different places or measure differently; all are over this
/// table. \errors as evaluate
Result<Differences> differences(const FactTable& table, const std::vector<DefinitionUse>& first,
                                const std::vector<DefinitionUse>& second, const Query& query,
                                std::int64_t after, std::size_t limit);

}  // namespace manyi::kpi
