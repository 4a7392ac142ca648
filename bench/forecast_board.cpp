// How long people wait for landing forecasts: the board of 12 KPIs for 60 people, and all forecasts of a company.
// Owns the simulated company it asks: 60 technicians, three sites, fourteen months. Answers are checked first.
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <unistd.h>

#include "modules/advance_control/advance_control.h"
#include "server/application.h"
#include "server/demo.h"

namespace {

using namespace manyi;

const std::vector<std::string> kBoard = {"csat_rate",     "vsat_rate", "ftfr",          "rrr",
                                         "tat_attain",    "tat",       "part_nff_rate", "part_use_rate",
                                         "conduct_score", "fix_rate",  "quota_attain",  "complaint_count"};
constexpr std::int64_t kTechnicians = 60;

double cpu_ms() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) * 1e3 + static_cast<double>(at.tv_nsec) * 1e-6;
}

/// Of all threads: how long it takes depends on who else is on the machine.
double cpu_of_all_s() {
  timespec at{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
}

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "forecast_board: wrong: %s\n", what);
  std::exit(1);
}

void print(const char* claim, std::vector<double> values, const char* unit) {
  std::sort(values.begin(), values.end());
  std::printf(
      "{\"claim\": \"%s\", \"value\": %.4g, \"unit\": \"%s\", \"n\": %zu, \"min\": %.4g, \"max\": %.4g}\n",
      claim, values[values.size() / 2], unit, values.size(), values.front(), values.back());
  std::fflush(stdout);
}

/// Lines of people are there, and every band holds its middle.
void check(const advance_control::LandingBoard& board) {
  std::set<std::string> people, metrics;
  for (const auto& line : board.items) {
    people.insert(line.scope_key);
    metrics.insert(line.metric);
    if (!line.landing) continue;
    const auto& at = *line.landing;
    require(at.low95 <= at.low80 && at.low80 <= at.median && at.median <= at.high80 && at.high80 <= at.high95,
            "a band is not in order");
    if (line.unit == "percent" && line.metric_class == advance_control::MetricClass::kRate)
      require(at.low95 >= 0 && at.high95 <= 1, "a rate leaves its bounds");
  }
  require(people.size() >= static_cast<std::size_t>(kTechnicians) && metrics.size() == kBoard.size(),
          "people or metrics are missing");
}

}  // namespace

int main() {
  const auto folder = std::filesystem::temp_directory_path() / ("forecast_board." + std::to_string(getpid()));
  FakeClock clock(*Instant::parse("2026-11-18T08:00:00Z"));
  {
    auto opened = server::Application::open(
        {.data = folder.string(), .database = {}, .durability = db::Durability::kOff}, clock);
    require(opened.ok(), "the company cannot be opened");
    auto& application = **opened;
    demo::DemoOptions wanted;
    wanted.scenario.orders = 40'000;
    wanted.scenario.technicians = kTechnicians;
    wanted.months = 14;
    wanted.seed = 11;
    wanted.until = clock.now();
    const auto made = demo::fill_demo(application, clock, wanted, [](long long, long long) {});
    require(made.ok(), "the company cannot be simulated");
    clock.set(wanted.until);
    const auto tenant = *application.find_tenant("");
    const Caller caller = Caller::system(tenant);
    auto& advance = application.advance_control();
    application.performance().catch_up(tenant);

    const auto ask = [&] {
      advance_control::ScopesQuery query;
      query.metrics = kBoard;
      auto board =
          application.database().read([&](db::ReadTx& tx) { return advance.by_scope(tx, caller, query); });
      require(board.ok(), "the board does not answer");
      return std::move(*board);
    };
    workorders::ListWorkOrders newest;
    newest.limit = 1;
    const auto orders = application.database().read(
        [&](db::ReadTx& tx) { return application.workorders().list(tx, caller, newest); });
    require(orders.ok() && !orders->items.empty(), "there are no orders");
    int changes = 0;
    // Moves the journal on: what was counted of this month is counted anew; landings of what did not change serve on.
    const auto change = [&] {
      const auto written = application.database().write(tenant, [&](db::Tx& tx) -> Result<void> {
        workorders::AddComment comment;
        comment.id = orders->items.front().id;
        comment.text = "bench " + std::to_string(++changes);
        MANYI_CHECK(application.workorders().comment(tx, caller, comment));
        return {};
      });
      require(written.ok(), "an order cannot be changed");
      application.performance().catch_up(tenant);
    };

    double start = cpu_ms();
    check(ask());
    std::vector<double> fresh, kept, all, anew;
    for (int i = 0; i < 11; ++i) {
      change();
      start = cpu_ms();
      const auto board = ask();
      fresh.push_back(cpu_ms() - start);
      check(board);
      start = cpu_ms();
      ask();
      kept.push_back(cpu_ms() - start);
    }
    print("forecast.board.ms", fresh, "ms");
    print("forecast.board.kept.ms", kept, "ms");
    for (int i = 0; i < 5; ++i) {
      clock.set(clock.now() + kHour);
      change();
      start = cpu_ms();
      check(ask());
      anew.push_back(cpu_ms() - start);
    }
    print("forecast.board.anew.ms", anew, "ms");
    for (int i = 0; i < 5; ++i) {
      clock.set(clock.now() + kHour);  // nothing that was made serves any longer
      change();
      const double begun = cpu_of_all_s();
      const auto run = advance.make_forecasts(tenant);
      all.push_back(cpu_of_all_s() - begun);
      require(run.ok() && run->made > 1000, "forecasts are missing");
      std::fprintf(stderr, "%lld forecasts kept, %lld scopes and metrics without data\n",
                   static_cast<long long>(run->made), static_cast<long long>(run->without));
    }
    print("forecast.all.s", all, "s");
    application.stop();
  }
  std::filesystem::remove_all(folder);
  return 0;
}
