// Wiring of catalog.
// Owns what the server is handed of it.
#include "platform/module/module.h"
#include "catalog_migrations.h"
#include "modules/catalog/catalog.h"

namespace manyi::catalog {

void declare_routes(http::Api& api, Catalog& catalog);

Module make_module(Catalog& catalog) {
  return {.name = "catalog", .migrations = catalog_migrations(), .routes = [&catalog](http::Api& api) {
            declare_routes(api, catalog);
          }};
}

}  // namespace manyi::catalog
