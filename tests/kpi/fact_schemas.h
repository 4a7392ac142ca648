// The facts that metrics are defined over, as text cases know them.
// Owns nothing: work orders come from their module; the others are declared here with the names their
// modules give them, so that a metric can be tested without the modules behind its facts.
#pragma once

#include <vector>

#include "engines/kpi/facts.h"

namespace manyi::kpi_cases {

std::vector<kpi::FactSchema> fact_schemas();

}  // namespace manyi::kpi_cases
