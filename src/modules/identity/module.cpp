// Wiring of identity.
// Owns what the server is handed of it.
#include "platform/module/module.h"
#include "identity_migrations.h"
#include "modules/identity/identity.h"

namespace manyi::identity {

void declare_routes(http::Api& api, Identity& identity);

Module make_module(Identity& identity) {
  return {.name = "identity", .migrations = identity_migrations(), .routes = [&identity](http::Api& api) {
            declare_routes(api, identity);
          }};
}

}  // namespace manyi::identity
