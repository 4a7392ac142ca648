// Wiring of org.
// Owns what the server is handed of it.
#include "platform/module/module.h"
#include "modules/org/org.h"
#include "org_migrations.h"

namespace manyi::org {

void declare_routes(http::Api& api, Org& org);

Module make_module(Org& org) {
  return {.name = "org", .migrations = org_migrations(), .routes = [&org](http::Api& api) {
            declare_routes(api, org);
          }};
}

}  // namespace manyi::org
