// What a manager's months leave behind: targets, closed months, kept forecasts, bonus sheets, findings, warnings.
// Owns their order; each part stands in a file of its own.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "server/demo_company.h"

namespace manyi::demo {

/// To be called once all records are written, with the clock at the last simulated moment; it stands there again
/// at the end. \errors whatever a command refuses
Result<void> fill_control(server::Application& application, FakeClock& clock, const Company& company);

}  // namespace manyi::demo
