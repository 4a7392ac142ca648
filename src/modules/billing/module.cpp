// Wiring of billing.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "billing_migrations.h"
#include "modules/billing/billing.h"
#include "modules/customers/customers_events.h"
#include "platform/journal/events.h"

namespace manyi::billing {

void declare_routes(http::Api& api, Billing& billing);

Module make_module(Billing& billing) {
  return {
      .name = "billing",
      .migrations = billing_migrations(),
      .routes = [&billing](http::Api& api) { declare_routes(api, billing); },
      .subscriptions =
          [&billing](journal::Events& events) {
            events.on<customers::PersonErased>(
                journal::ReactionKind::kInvariant, "billing.erase_person",
                [&billing](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                  return billing.erase_person(tx, actor.tenant, event.customer);
                });
          }};
}

}  // namespace manyi::billing
