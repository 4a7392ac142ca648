// Fills an empty database with a small believable company, through the code that the API uses.
// Owns the simulation; the word lists are in demo_data.h.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace manyi::server {
class Application;
}

namespace manyi::demo {

/// Known to everybody, hence for demonstrations on the own machine only.
inline constexpr std::string_view kDemoPassword = "manyi-demo";
inline constexpr std::string_view kDemoTenant = "demo";

struct DemoOptions {
  int orders = 2000;
  int months = 6;
  std::uint64_t seed = 1;
  Instant until;  // the last simulated moment, usually now
  std::string password = std::string(kDemoPassword);
};

struct DemoLogin {
  std::string login, name, role;
};

struct DemoResult {
  int orders = 0, events = 0, open = 0;
  std::vector<DemoLogin> logins;
};

/// Plays the months event by event on `clock`, which the application was opened with. The same
/// options give the same company. `progress(done, total)` is called now and then.
/// \errors kConflict when the database already has a tenant; whatever a command refuses is a bug
///         and ends the run
Result<DemoResult> fill_demo(server::Application& application, FakeClock& clock, const DemoOptions& options,
                             const std::function<void(int, int)>& progress);

/// The log-ins of the demo company, for print-outs.
std::vector<DemoLogin> demo_logins();

}  // namespace manyi::demo
