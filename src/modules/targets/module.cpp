// Wiring of targets.
// Owns what the server is handed of it.
#include "platform/module/module.h"
#include "modules/targets/targets.h"
#include "targets_migrations.h"

namespace manyi::targets {

void declare_routes(http::Api& api, Targets& targets);

Module make_module(Targets& targets) {
  return {.name = "targets", .migrations = targets_migrations(), .routes = [&targets](http::Api& api) {
            declare_routes(api, targets);
          }};
}

}  // namespace manyi::targets
