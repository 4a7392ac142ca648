// From the simulation's stream into large batches: nothing is kept but the batch at hand.
// Owns the people and the catalogue that the orders refer to.
#include "server/demo_bulk.h"

#include "engines/simulation/simulation.h"
#include "server/application.h"
#include "server/demo_company.h"
#include "server/demo_orders.h"

namespace manyi::demo {
namespace {
constexpr std::size_t kChunk = 5000;
}

Result<DemoResult> fill_bulk(server::Application& application, FakeClock& clock, const DemoOptions& options,
                             const simulation::Calendar& calendar, const DemoProgress& progress) {
  const auto plan = simulation::company_of(options.scenario, calendar, options.seed);
  clock.set(calendar.at(calendar.first(), 8 * 60));
  MANYI_TRY(auto company, found_company(application, plan, options.password, calendar.first()));
  OrderWriter writer(application, clock, company, options.seed);
  std::vector<simulation::Order> chunk;
  chunk.reserve(kChunk);
  std::int64_t written = 0;
  Result<void> state;
  const auto flush = [&]() -> Result<void> {
    if (chunk.empty()) return {};
    clock.set(std::max(clock.now(), chunk.back().told_at));
    MANYI_CHECK(writer.load(chunk));
    written += static_cast<std::int64_t>(chunk.size());
    chunk.clear();
    if (progress) progress(written, options.scenario.orders);
    return {};
  };
  simulation::Truth truth(options.scenario, plan, calendar.zone(), options.until);
  // Who joins while orders are told on their own is hired here, as the simulation does.
  const auto known = [&](std::int64_t person) -> Result<void> {
    while (person >= static_cast<std::int64_t>(company.people.size())) {
      const auto index = static_cast<std::int64_t>(company.people.size());
      auto next = simulation::hire(options.seed, index, index % static_cast<std::int64_t>(plan.sites.size()),
                                   simulation::Job::kTechnician);
      MANYI_CHECK(enter_person(application, company, next, calendar.zone().local_date(clock.now())));
    }
    return {};
  };
  const auto take = [&](const simulation::Record& record) -> Result<void> {
    truth.see(record);
    const auto* order = std::get_if<simulation::Order>(&record);
    if (order == nullptr) return {};
    MANYI_CHECK(known(order->technician));
    for (const auto& step : order->steps) MANYI_CHECK(known(step.person));
    chunk.push_back(*order);
    return chunk.size() >= kChunk ? flush() : Result<void>();
  };
  MANYI_TRY(const auto summary, simulation::simulate(options.scenario, options.seed, calendar, options.until,
                                                     [&](const simulation::Record& record) {
                                                       if (state) state = take(record);
                                                     }));
  MANYI_CHECK(std::move(state));
  MANYI_CHECK(flush());
  clock.set(options.until);
  DemoResult result;
  result.orders = written;
  result.open = summary.open;
  result.events = summary.events;
  result.records = summary.records;
  result.people = static_cast<std::int64_t>(company.people.size());
  result.logins = demo_logins();
  result.truth = {"manyi-ground-truth-1", options.seed,  summary.orders,
                  summary.from,           summary.until, truth.effects()};
  return result;
}

}  // namespace manyi::demo
