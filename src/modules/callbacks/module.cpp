// Wiring of callbacks.
// Owns what the server is handed of it, and what it does when others report something.
#include "platform/module/module.h"
#include "callbacks_migrations.h"
#include "modules/callbacks/callbacks.h"
#include "modules/customers/customers_events.h"
#include "platform/journal/events.h"

namespace manyi::callbacks {

void declare_routes(http::Api& api, SurveyAnswers& answers);

Module make_module(SurveyAnswers& answers) {
  return {
      .name = "callbacks",
      .migrations = callbacks_migrations(),
      .routes = [&answers](http::Api& api) { declare_routes(api, answers); },
      .subscriptions =
          [&answers](journal::Events& events) {
            events.on<customers::PersonErased>(
                journal::ReactionKind::kInvariant, "callbacks.erase_person",
                [&answers](db::Tx& tx, const journal::Actor& actor, const customers::PersonErased& event) {
                  return answers.erase_person(tx, actor.tenant, event.customer);
                });
          }};
}

}  // namespace manyi::callbacks
