// Fills an empty database with a simulated service provider, through the code that the API uses.
// Owns the order in which the simulation's records are written; engines/simulation says what happens.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "engines/simulation/scenario.h"
#include "engines/simulation/truth.h"

namespace manyi::server {
class Application;
}

namespace manyi::demo {

/// Known to everybody, hence for demonstrations on the own machine only.
inline constexpr std::string_view kDemoPassword = "manyi-demo";
inline constexpr std::string_view kDemoTenant = "demo";

/// kEverything writes all records, the recent orders step by step. kOrders writes finished and open
/// orders in large batches, one entry of the journal per batch: for benches.
enum class Breadth { kEverything, kOrders };

struct DemoOptions {
  simulation::Scenario scenario;
  int months = 6;
  std::uint64_t seed = 1;
  Instant until;  // the last simulated moment, usually now
  Breadth breadth = Breadth::kEverything;
  std::string password = std::string(kDemoPassword);
};

struct DemoLogin {
  std::string login, name, role;
};

struct DemoResult {
  std::int64_t orders = 0, events = 0, open = 0, records = 0, people = 0;
  std::vector<DemoLogin> logins;
  simulation::TruthReport truth;
};

using DemoProgress = std::function<void(long long done, long long total)>;

/// Plays the months on `clock`, which the application was opened with. The same options give the same
/// company.
/// \errors kConflict when the database already has a tenant; kInvalid scenario; whatever a command
///         refuses is a bug and ends the run
Result<DemoResult> fill_demo(server::Application& application, FakeClock& clock, const DemoOptions& options,
                             const DemoProgress& progress);

/// The log-ins of the demo company, for print-outs.
std::vector<DemoLogin> demo_logins();

}  // namespace manyi::demo
