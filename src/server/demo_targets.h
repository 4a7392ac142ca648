// Targets of the demo company: for the running month and the five before, from the company down to people.
// Owns the levels; they are what such a company aims at, not what the simulation plants.
#pragma once

#include "base/result.h"
#include "server/demo_company.h"

namespace manyi::demo {

/// To be called once everything else is written, with the clock at the last simulated moment. The months before
/// the running one are locked, and one change of the running month waits for approval.
/// \errors whatever a command refuses
Result<void> fill_targets(server::Application& application, const Company& company);

}  // namespace manyi::demo
