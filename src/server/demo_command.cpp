// The demo command: from flags and scenario file to a filled database.
// Owns the defaults.
#include "server/demo_command.h"

#include <filesystem>
#include <iostream>

#include "base/json.h"
#include "server/demo.h"
#include "server/demo_effect.h"
#include "server/demo_scenario.h"
#include "server/test_clock.h"

namespace manyi::server {
namespace {

constexpr std::int64_t kOrders = 20000, kBulkOrders = 1'000'000;
constexpr std::int64_t kMonths = 14, kBulkMonths = 36, kBulkTechnicians = 200;

struct LoginLine {
  std::string login, role;
};
BOOST_DESCRIBE_STRUCT(LoginLine, (), (login, role))
struct DemoReport {
  std::int64_t orders = 0, open = 0, events = 0, records = 0, people = 0;
  std::vector<LoginLine> logins;
};
BOOST_DESCRIBE_STRUCT(DemoReport, (), (orders, open, events, records, people, logins))

Exit failed(const Error& error, Exit exit = Exit::kFailed) {
  print_error(error);
  return exit;
}

}  // namespace

Exit run_demo(const DemoCommand& command) {
  demo::ScenarioFile file;
  file.scenario.orders = command.bulk ? kBulkOrders : kOrders;
  if (!command.scenario.empty()) {
    auto read = demo::read_scenario(command.scenario);
    if (!read) return failed(read.error(), Exit::kUsage);
    file = std::move(*read);
  }
  if (command.orders) file.scenario.orders = *command.orders;
  const auto real = clock_of_environment();
  demo::DemoOptions wanted;
  wanted.scenario = std::move(file.scenario);
  wanted.months = static_cast<int>(
      command.months ? *command.months : file.months.value_or(command.bulk ? kBulkMonths : kMonths));
  wanted.seed = command.seed ? *command.seed : file.seed.value_or(1);
  wanted.until = real->now();
  // The plain demonstration has one improvement to find; who names a seed or a scenario gets what he names.
  if (command.scenario.empty() && !command.seed && !command.bulk)
    if (auto effect = demo::improvement_effect(wanted.until, wanted.months))
      wanted.scenario.effects.push_back(std::move(*effect));
  if (command.bulk) {
    wanted.breadth = demo::Breadth::kOrders;
    wanted.scenario.detail = simulation::Detail::kOrdersOnly;
    if (wanted.scenario.technicians == 0) wanted.scenario.technicians = kBulkTechnicians;
  }

  FakeClock clock(real->now());
  ApplicationOptions options = command.options;
  options.durability = db::Durability::kOff;  // an interrupted demo is simply made again
  auto opened = Application::open(options, clock);
  if (!opened) return failed(opened.error());
  ProgressBar bar("demo company");
  const auto result = demo::fill_demo(**opened, clock, wanted,
                                      [&](long long done, long long total) { bar.show(done, total); });
  if (!result) return failed(result.error());
  const auto heads = (*opened)->journal().sign_heads((*opened)->database());
  if (!heads) return failed(heads.error());
  (*opened)->database().analyze();
  (*opened)->performance().keep(
      *(*opened)->find_tenant(""));  // so that the server's first start need not read all records
  (*opened)->stop();
  if (!command.truth.empty())
    if (const auto written = demo::write_truth(command.truth, result->truth); !written)
      return failed(written.error());
  if (command.json) {
    DemoReport report{result->orders, result->open, result->events, result->records, result->people, {}};
    for (const auto& login : result->logins) report.logins.push_back({login.login, login.role});
    std::cout << to_json(report) << "\n";
  } else {
    std::cout << "Demo company: " << result->orders << " work orders, " << result->open << " of them open; "
              << result->people << " people, " << result->records << " records.\n";
    for (const auto& effect : result->truth.effects)
      std::cout << "  planted: " << enum_name(effect.effect.kind) << ", shows in " << effect.shows_in << "\n";
    for (const auto& login : result->logins) std::cout << "  " << login.login << "  " << login.role << "\n";
    std::cout << "Password for all: " << demo::kDemoPassword << "\n";
  }
  return Exit::kOk;
}

}  // namespace manyi::server
