// Wiring of manufacturers.
// Owns what the server is handed of it.
#include "platform/module/module.h"
#include "manufacturers_migrations.h"
#include "modules/manufacturers/manufacturers.h"

namespace manyi::manufacturers {

void declare_routes(http::Api& api, ManufacturerValues& values);

Module make_module(ManufacturerValues& values) {
  return {.name = "manufacturers",
          .migrations = manufacturers_migrations(),
          .routes = [&values](http::Api& api) { declare_routes(api, values); }};
}

}  // namespace manyi::manufacturers
