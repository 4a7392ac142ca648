// Wiring of sales.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "modules/customers/customers_events.h"
#include "modules/sales/sales.h"
#include "platform/journal/events.h"
#include "sales_migrations.h"

namespace manyi::sales {

void declare_routes(http::Api& api, Sales& sales);

Module make_module(Sales& sales) {
  return {.name = "sales",
          .migrations = sales_migrations(),
          .routes = [&sales](http::Api& api) { declare_routes(api, sales); },
          .subscriptions =
              [&sales](journal::Events& events) {
                events.on<customers::PersonErased>(
                    journal::ReactionKind::kInvariant, "sales.erase_person",
                    [&sales](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                      return sales.erase_person(tx, actor.tenant, event.customer);
                    });
              }};
}

}  // namespace manyi::sales
