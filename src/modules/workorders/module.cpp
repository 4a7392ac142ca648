// Wiring of workorders.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "modules/customers/customers_events.h"
#include "modules/workorders/workorders.h"
#include "platform/journal/events.h"
#include "workorders_migrations.h"

namespace manyi::workorders {

void declare_routes(http::Api& api, WorkOrders& orders);

Module make_module(WorkOrders& orders) {
  return {
      .name = "workorders",
      .migrations = workorders_migrations(),
      .routes = [&orders](http::Api& api) { declare_routes(api, orders); },
      .subscriptions =
          [&orders](journal::Events& events) {
            events.on<customers::PersonErased>(
                journal::ReactionKind::kInvariant, "workorders.erase_person",
                [&orders](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                  return orders.erase_person(tx, actor.tenant, event.customer);
                });
            events.on<customers::CustomerChanged>(
                journal::ReactionKind::kFollowUp, "workorders.find_by_new_name",
                [&orders](db::Tx& tx, const journal::Actor& actor, const customers::CustomerChanged& event) {
                  return orders.find_anew(tx, actor.tenant, event.customer);
                });
          }};
}

}  // namespace manyi::workorders
