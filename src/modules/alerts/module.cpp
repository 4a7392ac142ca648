// Wiring of alerts.
// Owns what the server is handed of it, and how often it looks at the clock.
#include "platform/module/module.h"
#include "alerts_migrations.h"
#include "modules/alerts/alerts.h"
#include "platform/jobs/jobs.h"

namespace manyi::alerts {

void declare_routes(http::Api& api, Alerts& alerts);

Module make_module(Alerts& alerts) {
  Module module{.name = "alerts", .migrations = alerts_migrations()};
  module.routes = [&alerts](http::Api& api) { declare_routes(api, alerts); };
  // What is due is decided by the local clocks of the sites; the schedule only looks at them.
  module.jobs = [&alerts](jobs::Jobs& jobs) {
    jobs.every("alerts.tick", kMinute, [&alerts] { return alerts.tick(); });
  };
  return module;
}

}  // namespace manyi::alerts
