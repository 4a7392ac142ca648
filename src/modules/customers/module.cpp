// Wiring of customers.
// Owns what the server is handed of it, and the work that follows an erasure.
#include <memory>

#include "customers_migrations.h"
#include "modules/customers/customers.h"
#include "modules/customers/customers_events.h"
#include "platform/jobs/jobs.h"
#include "platform/module/module.h"

namespace manyi::customers {
namespace {
constexpr std::string_view kScrubJob = "customers.scrub_search";
constexpr std::string_view kFirst = R"({"first":true})", kNext = R"({"first":false})";
}  // namespace

void declare_routes(http::Api& api, Customers& customers);

Module make_module(Customers& customers) {
  auto queue = std::make_shared<jobs::Jobs*>(nullptr);  // known once jobs are wired, before any event
  return {.name = "customers",
          .migrations = customers_migrations(),
          .routes = [&customers](http::Api& api) { declare_routes(api, customers); },
          .subscriptions =
              [queue](journal::Events& events) {
                events.on<PersonErased>(
                    journal::ReactionKind::kFollowUp, "customers.after_erasure",
                    [queue](db::Tx& tx, const journal::Actor& actor, const PersonErased&) -> Result<void> {
                      if (*queue) MANYI_CHECK((*queue)->enqueue(tx, actor.tenant, kScrubJob, kFirst));
                      return {};
                    });
              },
          .jobs =
              [&customers, queue](jobs::Jobs& jobs) {
                *queue = &jobs;
                jobs.handle(std::string(kScrubJob),
                            [&customers, &jobs](db::Tx& tx, const jobs::Job& job) -> Result<void> {
                              MANYI_TRY(const bool done, customers.scrub_search(tx, job.payload == kFirst));
                              if (!done) MANYI_CHECK(jobs.enqueue(tx, job.tenant, kScrubJob, kNext));
                              return {};
                            });
              }};
}

}  // namespace manyi::customers
