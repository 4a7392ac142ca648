// Wiring of processes.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "modules/customers/customers_events.h"
#include "modules/processes/points.h"
#include "modules/processes/processes.h"
#include "platform/journal/events.h"
#include "processes_migrations.h"

namespace manyi::processes {

void declare_routes(http::Api& api, Checks& checks);
void declare_point_routes(http::Api& api, ProcessPoints& points);

Module make_module(Checks& checks, ProcessPoints* points) {
  return {.name = "processes",
          .migrations = processes_migrations(),
          .routes =
              [&checks, points](http::Api& api) {
                declare_routes(api, checks);
                if (points != nullptr) declare_point_routes(api, *points);
              },
          .subscriptions =
              [&checks](journal::Events& events) {
                events.on<customers::PersonErased>(
                    journal::ReactionKind::kInvariant, "processes.erase_person",
                    [&checks](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                      return checks.erase_person(tx, actor.tenant, event.customer);
                    });
              }};
}

}  // namespace manyi::processes
