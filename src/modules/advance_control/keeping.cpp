// Making and keeping the forecasts of a day, and holding them against what came true.
// Owns when they are made and which days calibration looks at.
#include <algorithm>
#include <chrono>
#include <cmath>

#include "modules/advance_control/advance_control_events.h"
#include "modules/advance_control/question.h"
#include "platform/journal/events.h"

namespace manyi::advance_control {
namespace {

constexpr std::size_t kRowsPerWrite = 100;  // so that others' writes never wait long
constexpr int kMorning = 6 * 60;            // minute of the day from which today's are made
constexpr int kTruthMonths = 3;             // months back whose values may ripen
constexpr int kCalibrationMonths = 12;
const std::vector<std::int64_t> kCalibrationDays = {5, 10, 15, 20};

store::ForecastRow row_of(TenantId tenant, const KeptForecast& forecast, bool up) {
  store::ForecastRow row;
  static_cast<KeptForecast&>(row) = forecast;
  row.tenant_id = tenant;
  row.day = forecast.made_on.day();
  row.up = up;
  return row;
}

/// Writes in parts, each a command of its own.
template <class Row, class Put>
Result<void> write_in_parts(db::Database& database, TenantId tenant, const std::vector<Row>& rows, Put put) {
  for (std::size_t first = 0; first < rows.size(); first += kRowsPerWrite) {
    const std::size_t end = std::min(first + kRowsPerWrite, rows.size());
    MANYI_CHECK(database.write(tenant, [&](db::Tx& tx) -> Result<void> {
      for (std::size_t i = first; i < end; ++i) MANYI_CHECK(put(tx, rows[i]));
      return {};
    }));
  }
  return {};
}

/// The value of the month when every record of it has ripened.
std::optional<double> ripe_value(const MetricFigures& metric, int scope) {
  const auto at = metric.shown.find(scope);
  if (at == metric.shown.end() || at->second.pending > 0 || at->second.provisional) return std::nullopt;
  return at->second.value;
}

}  // namespace

std::span<const FieldRule> field_rules(const HistoryQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metric",
       .doc = "Code of one metric.",
       .example = R"("csat_rate")",
       .min_length = 1,
       .max_length = 100},
      {.name = "month", .doc = "The running month by default.", .example = R"("2026-10")", .max_length = 7},
      {.name = "scope", .doc = "company (default), site, unit or person."},
      {.name = "scope_key", .max_length = 40}};
  return kRules;
}
std::span<const FieldRule> field_rules(const CalibrationQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metric", .doc = "Code of one metric; all by default.", .max_length = 100},
      {.name = "from",
       .doc = "First month; twelve months back by default.",
       .example = R"("2026-01")",
       .max_length = 7},
      {.name = "to", .doc = "Last month; the one before this by default.", .max_length = 7},
      {.name = "scope", .doc = "Only forecasts of companies, sites, units or people."}};
  return kRules;
}

std::optional<KeptForecast> AdvanceControl::Impl::kept_forecast(Kept& one, const LevelBook* levels,
                                                                const std::string& code, int scope) {
  const auto& landed = one.landing_of(code, scope);
  if (!landed) return std::nullopt;
  const auto& figures = *one.figures;
  const auto& metric = figures.of(code);
  const auto& who = figures.book().all[static_cast<std::size_t>(scope)].scope;
  const auto& of = landed->distribution;
  KeptForecast kept;
  kept.month = month_text(figures.timeline().month);
  kept.made_on = figures.timeline().day(std::min(figures.timeline().today, figures.timeline().days - 1));
  kept.metric = code;
  kept.scope = who.kind;
  kept.scope_key = who.key;
  kept.metric_class = metric.plan.metric_class;
  kept.method = landed->method;
  kept.expected = landed->expected;
  kept.low95 = of.quantile(0.025);
  kept.low80 = of.quantile(0.1);
  kept.quarter = of.quantile(0.25);
  kept.median = of.quantile(0.5);
  kept.three_quarters = of.quantile(0.75);
  kept.high80 = of.quantile(0.9);
  kept.high95 = of.quantile(0.975);
  for (const double value : {kept.expected, kept.low95, kept.high95})
    if (!std::isfinite(value)) return std::nullopt;
  if (const auto level = levels ? levels->of(metric, scope) : std::nullopt) {
    const bool up = metric.metric->better != kpi::Better::kDown;
    kept.chance_floor = chance_of_level(*landed, level->floor, up);
    kept.chance_target = chance_of_level(*landed, level->target, up);
    kept.chance_stretch = chance_of_level(*landed, level->stretch, up);
    kept.target = level->target;
  }
  kept.value_so_far = landed->value;
  kept.run_rate = landed->run_rate;
  kept.last_month = landed->last_month;
  if (landed->to_come > 0) kept.to_come = landed->to_come;
  return kept;
}

Result<ForecastRun> AdvanceControl::make_forecasts(TenantId tenant) {
  const auto began = std::chrono::steady_clock::now();
  auto& database = impl_->needs.database;
  ForecastRun run;
  Date made_on;
  std::vector<store::ForecastRow> rows;
  MANYI_CHECK(database.read([&](db::ReadTx& tx) -> Result<void> {
    MANYI_TRY(const auto held, impl_->hold(tx, tenant, std::nullopt, std::nullopt));
    auto& one = *held.kept;
    const auto metrics = forecast_metrics(one.figures->engine());
    MANYI_CHECK(one.figures->ensure(metrics));
    one.land_all(metrics);
    const auto& timeline = one.figures->timeline();
    run.month = month_text(timeline.month);
    made_on = timeline.zone.local_date(timeline.as_of);
    const LevelBook levels(tx, impl_->needs.targets, tenant, run.month, one.figures->book());
    for (const auto& metric : metrics) {
      const bool up = one.figures->of(metric).metric->better != kpi::Better::kDown;
      for (std::size_t scope = 0; scope < one.figures->book().size(); ++scope) {
        auto kept = impl_->kept_forecast(one, &levels, metric, static_cast<int>(scope));
        if (!kept) {
          ++run.without;
          continue;
        }
        rows.push_back(row_of(tenant, *kept, up));
      }
    }
    return {};
  }));
  for (auto& row : rows) row.made_on = made_on, row.day = made_on.day();
  MANYI_CHECK(write_in_parts(database, tenant, rows, store::keep_forecast));
  run.made = static_cast<std::int64_t>(rows.size());
  MANYI_CHECK(database.write(tenant, [&](db::Tx& tx) -> Result<void> {
    store::RunRow row;
    row.tenant_id = tenant;
    row.id = tx.new_id<ForecastRunTag>();
    row.month = run.month;
    row.made_on = made_on;
    row.made = run.made;
    row.skipped = run.without;
    row.made_at = tx.now();
    MANYI_CHECK(store::insert_run(tx, row));
    ForecastsMade event;
    event.run = row.id;
    event.month = run.month;
    event.made_on = made_on;
    event.made = run.made;
    return impl_->needs.events.publish(tx, Caller::system(tenant), event);
  }));
  MANYI_CHECK(impl_->keep_truths(tenant));
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return run;
}

/// Writes down what came true in the months that are over, once it has ripened.
Result<void> AdvanceControl::Impl::keep_truths(TenantId tenant) {
  std::vector<store::TruthRow> rows;
  MANYI_CHECK(needs.database.read([&](db::ReadTx& tx) -> Result<void> {
    const auto now = needs.performance.now();
    const auto zone = needs.performance.ports().default_zone(tx, tenant);
    const std::string running = month_text(zone.local_date(now));
    int looked = 0;
    for (const auto& month : store::months(tx, tenant)) {
      if (month >= running) continue;
      if (++looked > kTruthMonths) break;
      std::map<std::tuple<std::string, targets::ScopeKind, std::string>, bool> known;
      for (const auto& row : store::truths(tx, tenant, month))
        known[{row.metric, row.scope, row.scope_key}] = true;
      MANYI_TRY(const auto held, hold(tx, tenant, month, std::nullopt));
      const auto metrics = forecast_metrics(held->figures->engine());
      MANYI_CHECK(held->figures->ensure(metrics));
      for (const auto& code : metrics)
        for (std::size_t scope = 0; scope < held->figures->book().size(); ++scope) {
          const auto& who = held->figures->book().all[scope].scope;
          const auto value = ripe_value(held->figures->of(code), static_cast<int>(scope));
          if (!value || !std::isfinite(*value) || known.contains({code, who.kind, who.key})) continue;
          rows.push_back({tenant, month, code, who.kind, who.key, *value, now});
        }
    }
    return {};
  }));
  return write_in_parts(needs.database, tenant, rows, store::keep_truth);
}

Result<void> AdvanceControl::make_due_forecasts() {
  auto& needs = impl_->needs;
  std::vector<TenantId> due;
  needs.database.read([&](db::ReadTx& tx) {
    for (const auto tenant : needs.performance.ports().tenants(tx)) {
      const auto local = needs.performance.ports().default_zone(tx, tenant).local(needs.performance.now());
      if (local.minute_of_day >= kMorning && !store::made_on(tx, tenant, local.date)) due.push_back(tenant);
    }
  });
  std::optional<Error> failure;
  for (const auto tenant : due)
    if (auto run = make_forecasts(tenant); !run) failure = std::move(run).error();
  return failure ? Result<void>(std::move(*failure)) : Result<void>();
}

Result<std::vector<KeptForecast>> AdvanceControl::forecasts_as_of(
    TenantId tenant, const std::string& month, Instant as_of, const std::vector<std::string>& metrics,
    const std::vector<targets::ScopeKind>& scopes) {
  std::vector<KeptForecast> found;
  MANYI_CHECK(impl_->needs.database.read([&](db::ReadTx& tx) -> Result<void> {
    MANYI_TRY(const auto held, impl_->hold(tx, tenant, month, as_of));
    const auto wanted = metrics.empty() ? forecast_metrics(held->figures->engine()) : metrics;
    MANYI_CHECK(held->figures->ensure(wanted));
    if (scopes.empty()) held->land_all(wanted);
    const LevelBook levels(tx, impl_->needs.targets, tenant, month, held->figures->book());
    for (const auto& metric : wanted)
      for (std::size_t scope = 0; scope < held->figures->book().size(); ++scope) {
        const auto kind = held->figures->book().all[scope].scope.kind;
        if (!scopes.empty() && std::find(scopes.begin(), scopes.end(), kind) == scopes.end()) continue;
        if (auto kept = impl_->kept_forecast(*held.kept, &levels, metric, static_cast<int>(scope)))
          found.push_back(std::move(*kept));
      }
    return {};
  }));
  return found;
}

Result<std::optional<double>> AdvanceControl::truth(TenantId tenant, const std::string& month,
                                                    const std::string& metric,
                                                    const targets::TargetScope& scope) {
  std::optional<double> value;
  MANYI_CHECK(impl_->needs.database.read([&](db::ReadTx& tx) -> Result<void> {
    MANYI_TRY(const auto held, impl_->hold(tx, tenant, month, std::nullopt));
    if (!held->figures->timeline().over()) return {};
    MANYI_CHECK(held->figures->ensure({metric}));
    if (const auto place = held->figures->book().find(scope))
      value = ripe_value(held->figures->of(metric), *place);
    return {};
  }));
  return value;
}

Result<HistoryAnswer> AdvanceControl::history(db::ReadTx& tx, const Caller& caller,
                                              const HistoryQuery& query) {
  MANYI_TRY(const auto held, impl_->hold(tx, caller.tenant, query.month, std::nullopt));
  MANYI_TRY(const int scope, impl_->scope_for(tx, caller, *held.kept, query.scope, query.scope_key));
  if (!held->figures->engine().metric(query.metric))
    return invalid("/metric", "unknown", "There is no metric '" + query.metric + "'.");
  HistoryAnswer answer;
  answer.month = month_text(held->figures->timeline().month);
  const auto& who = held->figures->book().all[static_cast<std::size_t>(scope)].scope;
  for (auto& row : store::forecasts(tx, caller.tenant, answer.month, query.metric, who.kind, who.key))
    answer.items.push_back(std::move(row));
  if (!held->figures->timeline().over()) return answer;
  MANYI_CHECK(held->figures->ensure({query.metric}));
  answer.truth = ripe_value(held->figures->of(query.metric), scope);
  answer.over = answer.truth.has_value();
  return answer;
}

Result<Calibration> AdvanceControl::calibration(db::ReadTx& tx, const Caller& caller,
                                                const CalibrationQuery& query) {
  const auto zone = impl_->needs.performance.ports().default_zone(tx, caller.tenant);
  const Date today = zone.local_date(impl_->needs.performance.now());
  std::vector<FieldError> errors;
  for (const auto* month : {&query.from, &query.to})
    if (*month && !month_start(**month))
      errors.push_back(
          {month == &query.from ? "/from" : "/to", "month", "Expected a month such as 2026-11."});
  if (!errors.empty()) return invalid(std::move(errors));
  const std::string from = query.from.value_or(month_text(today.plus_months(-kCalibrationMonths)));
  const std::string to = query.to.value_or(month_text(today));
  std::vector<Judged> judged;
  for (auto& row : store::judged(tx, caller.tenant, from, to, kCalibrationDays)) {
    if ((query.metric && row.metric != *query.metric) || (query.scope && row.scope != *query.scope)) continue;
    Judged one;
    one.truth = row.truth;
    if (row.target) one.reached = row.up ? row.truth >= *row.target - 1e-9 : row.truth <= *row.target + 1e-9;
    one.forecast = std::move(row);
    judged.push_back(std::move(one));
  }
  return calibrate(judged);
}

}  // namespace manyi::advance_control
