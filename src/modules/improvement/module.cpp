// Wiring of improvement.
// Owns what the server is handed of it, and how often due effects are measured.
#include "platform/module/module.h"
#include "improvement_migrations.h"
#include "modules/improvement/reviews.h"
#include "platform/jobs/jobs.h"

namespace manyi::improvement {

void declare_routes(http::Api& api, Improvement& improvement);
void declare_review_routes(http::Api& api, Reviews& reviews);

Module make_module(Improvement& improvement, Reviews& reviews) {
  return {.name = "improvement",
          .migrations = improvement_migrations(),
          .routes =
              [&improvement, &reviews](http::Api& api) {
                declare_routes(api, improvement);
                declare_review_routes(api, reviews);
              },
          .jobs =
              [&improvement](jobs::Jobs& jobs) {
                jobs.every("improvement.measure_due", kHour, [&improvement]() -> Result<void> {
                  MANYI_CHECK(improvement.measure_due());
                  return {};
                });
              }};
}

}  // namespace manyi::improvement
