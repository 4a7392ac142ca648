// Wiring of complaints.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "complaints_migrations.h"
#include "modules/complaints/complaints.h"
#include "modules/customers/customers_events.h"
#include "platform/journal/events.h"

namespace manyi::complaints {

void declare_routes(http::Api& api, Complaints& complaints);

Module make_module(Complaints& complaints) {
  return {
      .name = "complaints",
      .migrations = complaints_migrations(),
      .routes = [&complaints](http::Api& api) { declare_routes(api, complaints); },
      .subscriptions =
          [&complaints](journal::Events& events) {
            events.on<customers::PersonErased>(
                journal::ReactionKind::kInvariant, "complaints.erase_person",
                [&complaints](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                  return complaints.erase_person(tx, actor.tenant, event.customer);
                });
          }};
}

}  // namespace manyi::complaints
