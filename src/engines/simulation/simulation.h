// The door: plays a scenario and tells what happened, record by record, in order of time.
// Owns nothing between two calls.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engines/simulation/calendar.h"
#include "engines/simulation/company.h"
#include "engines/simulation/records.h"
#include "engines/simulation/scenario.h"

namespace manyi::simulation {

/// One place where work waits, over the whole run.
struct Queue {
  std::string name;                                // "desk/WSL", "bench/E007"
  std::int64_t entered = 0, begun = 0, moved = 0;  // moved: handed to another queue before it began
  std::int64_t waiting = 0;                        // at the end
  std::int64_t most = 0;
  double level_ms = 0;        // integral of the number waiting over time
  double waited_ms = 0;       // of those who began
  std::int64_t overlaps = 0;  // a person at two jobs at once; must stay 0
};

struct Summary {
  std::int64_t orders = 0, open = 0, repeats = 0, events = 0, records = 0;
  Instant from, until;
  double open_ms = 0;       // integral of the number of undelivered orders over time
  std::int64_t people = 0;  // with those who came later
  std::vector<Queue> queues;
};

/// The company as it is on the first day of the calendar.
Company company_of(const Scenario& scenario, const Calendar& calendar, std::uint64_t seed);

/// Plays from the calendar's first day until `until`, which lies on its last. The same arguments give
/// the same records, byte for byte. `progress(orders so far)` is called once per simulated day.
/// \errors kInvalid with all fields of the scenario; an effect on an employee who is not there
Result<Summary> simulate(const Scenario& scenario, std::uint64_t seed, const Calendar& calendar,
                         Instant until, const Sink& sink,
                         const std::function<void(std::int64_t)>& progress = {});

}  // namespace manyi::simulation
