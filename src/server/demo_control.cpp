// Closes the months that are over and makes forecasts as they would have been made on past days.
// Owns which days those are.
#include "server/demo_control.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "modules/performance/closed_periods.h"
#include "server/application.h"
#include "server/demo_improvement.h"
#include "server/demo_manufacturers.h"
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
  MANYI_CHECK(state_manufacturer_values(app, company, running));
  MANYI_CHECK(pay_bonuses(app.database(), app.bonus_sheets(), company));
  MANYI_CHECK(fill_improvement(app, app.improvement(), app.reviews(), company));
  MANYI_CHECK(app.alerts().sweep(company.tenant, alerts::SweepScope::kAll));
  return {};
}

}  // namespace manyi::demo
