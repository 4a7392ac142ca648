// Wiring of targets.
// Owns what the server is handed of it.
#include "platform/module/module.h"
#include "modules/targets/decomposition.h"
#include "modules/targets/targets.h"
#include "targets_migrations.h"

namespace manyi::targets {

void add_routes(http::Api& api, Targets& targets, Decomposition& decomposition);

Module make_module(Targets& targets, Decomposition& decomposition) {
  return {.name = "targets", .migrations = targets_migrations(), .routes = [&](http::Api& api) {
            add_routes(api, targets, decomposition);
          }};
}

}  // namespace manyi::targets
