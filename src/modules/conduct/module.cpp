// Wiring of conduct.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "conduct_migrations.h"
#include "modules/conduct/conduct.h"
#include "modules/customers/customers_events.h"
#include "platform/journal/events.h"

namespace manyi::conduct {

void declare_routes(http::Api& api, Violations& violations);

Module make_module(Violations& violations) {
  return {
      .name = "conduct",
      .migrations = conduct_migrations(),
      .routes = [&violations](http::Api& api) { declare_routes(api, violations); },
      .subscriptions =
          [&violations](journal::Events& events) {
            events.on<customers::PersonErased>(
                journal::ReactionKind::kInvariant, "conduct.erase_person",
                [&violations](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                  return violations.erase_person(tx, actor.tenant, event.customer);
                });
          }};
}

}  // namespace manyi::conduct
