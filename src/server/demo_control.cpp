// Closes the months that are over and makes forecasts as they would have been made on past days.
// Owns which days those are.
#include "server/demo_control.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modules/performance/closed_periods.h"
#include "server/application.h"
#include "server/demo_improvement.h"
#include "server/demo_scorecards.h"
#include "server/demo_targets.h"

namespace manyi::demo {
namespace {

constexpr int kClosedMonths = 3;
constexpr int kForecastMonths = 2;
constexpr std::array<int, 2> kForecastDays = {10, 20};  // of each past month
constexpr int kForecastHour = 7;

Date month_start(Date day) { return *Date::parse(day.text().substr(0, 7) + "-01"); }

Result<void> close_months(server::Application& app, TenantId tenant, Date running) {
  for (int back = kClosedMonths; back >= 1; --back) {
    const std::string month = running.plus_months(-back).text().substr(0, 7);
    MANYI_TRY(const auto frozen, performance::freeze_month(app.performance(), Caller::system(tenant), {month},
                                                           app.clock().now()));
    const auto closed = app.database().write(tenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(performance::close_period(app.performance(), tx, Caller::system(tenant), frozen));
      return {};
    });
    if (!closed) return closed.error();
  }
  return {};
}

/// Facts of later days count as not happened: what is kept is what would have been said.
Result<void> make_past_forecasts(server::Application& app, FakeClock& clock, TenantId tenant,
                                 const TimeZone& zone, Date running) {
  for (int back = kForecastMonths; back >= 1; --back)
    for (const int day : kForecastDays) {
      clock.set(zone.instant(running.plus_months(-back).plus_days(day - 1), kForecastHour * 60));
      MANYI_CHECK(app.advance_control().make_forecasts(tenant));
    }
  return {};
}

/// The parts that each site has most of: mostly enough on the shelf, of every third too few.
Result<void> set_safety_levels(server::Application& app, TenantId tenant) {
  constexpr std::size_t kPartsWithLevel = 10;
  const Caller system = Caller::system(tenant);
  const auto written = app.database().write(tenant, [&](db::Tx& tx) -> Result<void> {
    std::map<SiteId, std::vector<parts::StockLine>> by_site;
    std::optional<std::string> cursor;
    do {
      parts::ListStock in;
      in.cursor = cursor;
      in.limit = 200;
      MANYI_TRY(const auto page, app.parts().stock.list(tx, system, in));
      for (const auto& line : page.items) by_site[line.site_id].push_back(line);
      cursor = page.next_cursor;
    } while (cursor);
    for (auto& [site, lines] : by_site) {
      std::stable_sort(lines.begin(), lines.end(),
                       [](const auto& a, const auto& b) { return a.on_hand > b.on_hand; });
      for (std::size_t i = 0; i < std::min(lines.size(), kPartsWithLevel); ++i) {
        parts::SetSafetyLevel in;
        in.site_id = site;
        in.part_no = lines[i].part_no;
        in.safety = i % 3 == 1 ? lines[i].on_hand + 2 : (lines[i].on_hand + 1) / 2;
        MANYI_CHECK(app.parts().stock.set_safety_level(tx, system, in));
      }
    }
    return {};
  });
  return written ? Result<void>() : written.error();
}

}  // namespace

Result<void> fill_control(server::Application& app, FakeClock& clock, const Company& company) {
  const Instant until = clock.now();
  app.performance().rebuild(company.tenant);
  const TimeZone zone =
      app.database().read([&](db::ReadTx& tx) { return app.default_zone(tx, company.tenant); });
  const Date running = month_start(zone.local_date(until));
  MANYI_CHECK(fill_targets(app, company));
  const auto past = make_past_forecasts(app, clock, company.tenant, zone, running);
  clock.set(until);
  MANYI_CHECK(past);
  MANYI_CHECK(app.advance_control().make_forecasts(company.tenant));
  MANYI_CHECK(close_months(app, company.tenant, running));
  MANYI_CHECK(pay_bonuses(app.database(), app.bonus_sheets(), company));
  MANYI_CHECK(fill_improvement(app, app.improvement(), app.reviews(), company));
  MANYI_CHECK(set_safety_levels(app, company.tenant));
  MANYI_CHECK(app.alerts().sweep(company.tenant, alerts::SweepScope::kAll));
  return {};
}

}  // namespace manyi::demo
