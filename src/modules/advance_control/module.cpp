// Wiring of advance control.
// Owns what the server is handed of it, and how often it looks whether forecasts are due.
#include "platform/module/module.h"
#include "advance_control_migrations.h"
#include "modules/advance_control/advance_control.h"
#include "platform/jobs/jobs.h"

namespace manyi::advance_control {

void declare_routes(http::Api& api, AdvanceControl& advance);

Module make_module(AdvanceControl& advance) {
  return {.name = "advance_control",
          .migrations = advance_control_migrations(),
          .routes = [&advance](http::Api& api) { declare_routes(api, advance); },
          .subscriptions = {},
          .jobs =
              [&advance](jobs::Jobs& jobs) {
                jobs.every("advance_control.make_forecasts", DurationMs(10 * 60 * 1000),
                           [&advance] { return advance.make_due_forecasts(); });
              }};
}

}  // namespace manyi::advance_control
