// Work orders alone, in millions, for benches.
// Owns the shape of the batches.
#pragma once

#include "engines/simulation/calendar.h"
#include "server/demo.h"

namespace manyi::demo {

/// Writes the simulated orders straight into the tables, a few thousand to a transaction, with one
/// entry of the journal per transaction that holds a digest of what it wrote. Each order has its
/// device; customers are shared by many.
/// \errors as fill_demo
Result<DemoResult> fill_bulk(server::Application& application, FakeClock& clock, const DemoOptions& options,
                             const simulation::Calendar& calendar, const DemoProgress& progress);

}  // namespace manyi::demo
