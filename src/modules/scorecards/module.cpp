// Wiring of scorecards.
// Owns what the server is handed.
#include "platform/module/module.h"

#include "modules/scorecards/bonus.h"
#include "platform/http/api.h"
#include "scorecards_migrations.h"

namespace manyi::scorecards {

void declare_routes(http::Api& api, Scorecards& scorecards, BonusSheets& bonus);

Module make_module(Scorecards& scorecards, BonusSheets& bonus) {
  return {.name = "scorecards",
          .migrations = scorecards_migrations(),
          .routes = [&scorecards, &bonus](http::Api& api) { declare_routes(api, scorecards, bonus); }};
}

}  // namespace manyi::scorecards
