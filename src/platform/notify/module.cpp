// Wires notify into the program: tables, routes, the outbox' job.
// Owns nothing at run time.
#include "platform/module/module.h"
#include "base/json.h"
#include "notify_migrations.h"
#include "platform/jobs/jobs.h"
#include "platform/notify/deliver_job.h"
#include "platform/notify/notify.h"

namespace manyi::notify {

void declare_routes(http::Api& api, Notify& notify);

Module make_module(Notify& notify) {
  Module module{.name = "notify", .migrations = notify_migrations()};
  module.routes = [&notify](http::Api& api) { declare_routes(api, notify); };
  module.jobs = [&notify](jobs::Jobs& jobs) {
    jobs.handle_outside(std::string(kDeliverJob), [&notify](const jobs::Job& job) -> Result<void> {
      MANYI_TRY(const auto deliver, from_json<DeliverJob>(job.payload));
      return notify.deliver(job.tenant, deliver.channel);
    });
    jobs.every("notify.forget_old", kDay, [&notify] { return notify.forget_old(); });
  };
  return module;
}

}  // namespace manyi::notify
