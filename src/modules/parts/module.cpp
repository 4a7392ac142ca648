// Wiring of parts.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "modules/customers/customers_events.h"
#include "modules/parts/parts.h"
#include "parts_migrations.h"
#include "platform/journal/events.h"

namespace manyi::parts {

void declare_routes(http::Api& api, Parts& parts);

Module make_module(Parts& parts) {
  return {.name = "parts",
          .migrations = parts_migrations(),
          .routes = [&parts](http::Api& api) { declare_routes(api, parts); },
          .subscriptions =
              [&parts](journal::Events& events) {
                events.on<customers::PersonErased>(
                    journal::ReactionKind::kInvariant, "parts.erase_person",
                    [&parts](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                      return parts.erase_person(tx, actor.tenant, event.customer);
                    });
              }};
}

}  // namespace manyi::parts
