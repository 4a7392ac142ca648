// What the manufacturers of the demo company state each month: their own count of what we reckon, too.
// Owns which metrics they state and how far they see other than we do.
#pragma once

#include "base/result.h"
#include "server/demo_company.h"

namespace manyi::demo {

/// For the months that are over; the figures are loaded. \errors whatever a command refuses
Result<void> state_manufacturer_values(server::Application& application, const Company& company,
                                       Date running_month);

}  // namespace manyi::demo
