// Wiring of experience.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "experience_migrations.h"
#include "modules/customers/customers_events.h"
#include "modules/experience/experience.h"
#include "platform/journal/events.h"

namespace manyi::experience {

void declare_routes(http::Api& api, Praises& praises);

Module make_module(Praises& praises) {
  return {
      .name = "experience",
      .migrations = experience_migrations(),
      .routes = [&praises](http::Api& api) { declare_routes(api, praises); },
      .subscriptions =
          [&praises](journal::Events& events) {
            events.on<customers::PersonErased>(
                journal::ReactionKind::kInvariant, "experience.erase_person",
                [&praises](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                  return praises.erase_person(tx, actor.tenant, event.customer);
                });
          }};
}

}  // namespace manyi::experience
