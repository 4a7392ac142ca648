// Making and keeping the forecasts of a day, and holding them against what came true.
// Owns when they are made and which days calibration looks at.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include "modules/advance_control/advance_control_events.h"
#include "modules/advance_control/question.h"
#include "platform/journal/events.h"

namespace manyi::advance_control {
namespace {

constexpr std::size_t kRowsPerWrite = 100;  // so that others' writes never wait long
constexpr int kMorning = 6 * 60;            // minute of the day from which today's are made
constexpr int kTruthMonths = 3;             // months back whose values may ripen
constexpr int kCalibrationMonths = 12;
constexpr std::int64_t kLearntAtOnce = 3;  // days of closed months, each taking as long as a day's forecasts
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
  kept.month = figures.timeline().period.text;
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
    run.month = timeline.period.text;
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
      MANYI_TRY(const auto engine, needs.performance.engine(tenant));
      const Timeline timeline = Timeline::of(targets::month_of(*month_start(month)), now, zone);
      Figures figures(needs.performance, engine, tenant, timeline,
                      read_scopes(tx, needs.org, tenant, timeline));
      const auto metrics = forecast_metrics(*engine);
      MANYI_CHECK(figures.ensure_shown(metrics));
      for (const auto& code : metrics)
        for (std::size_t scope = 0; scope < figures.book().size(); ++scope) {
          const auto& who = figures.book().all[scope].scope;
          const auto value = ripe_value(figures.of(code), static_cast<int>(scope));
          if (!value || !std::isfinite(*value) || known.contains({code, who.kind, who.key})) continue;
          rows.push_back({tenant, month, code, who.kind, who.key, *value, now});
        }
    }
    return {};
  }));
  return write_in_parts(needs.database, tenant, rows, store::keep_truth);
}

Result<std::int64_t> AdvanceControl::learn_spreads(TenantId tenant, Instant as_of, std::int64_t most) {
  auto& database = impl_->needs.database;
  std::vector<store::BandRow> rows;
  std::vector<store::TruthRow> truths;
  std::int64_t left = 0;
  MANYI_CHECK(database.read([&](db::ReadTx& tx) -> Result<void> {
    const auto zone = impl_->needs.performance.ports().default_zone(tx, tenant);
    const Date today = zone.local_date(as_of - DurationMs(1));
    const Date running = *Date::of(today.year(), today.month(), 1);
    std::set<std::pair<std::string, std::int64_t>> made;
    for (const auto& one : store::band_days(tx, tenant)) made.emplace(one.month, one.day);
    const auto first = impl_->first_learnt_month(tx, tenant, as_of);
    for (int back = 1; first && back <= kCalibrationMonths; ++back) {
      const Date month = running.plus_months(-back);
      if (month < *first) break;
      for (const auto day : kLearntDays) {
        if (made.contains({month_text(month), day})) continue;
        if (most <= 0) {
          ++left;
          continue;
        }
        --most;
        made.emplace(month_text(month), day);
        MANYI_CHECK(impl_->add_bands(tx, tenant, month, day, rows));
      }
      MANYI_CHECK(impl_->add_truths(tx, tenant, month, as_of, rows, truths));
    }
    return {};
  }));
  MANYI_CHECK(write_in_parts(database, tenant, rows, store::keep_band));
  MANYI_CHECK(write_in_parts(database, tenant, truths, store::keep_truth));
  return left;
}

/// The first month that has enough months before it, to be forecast at all.
std::optional<Date> AdvanceControl::Impl::first_learnt_month(db::ReadTx& tx, TenantId tenant, Instant as_of) {
  constexpr int kBefore = 3;
  const auto engine = needs.performance.engine(tenant);
  if (!engine) return std::nullopt;
  const Date today = needs.performance.ports().default_zone(tx, tenant).local_date(as_of - DurationMs(1));
  kpi::Query query;
  const Date running = *Date::of(today.year(), today.month(), 1);
  query.from = running.plus_months(-kCalibrationMonths - kBefore);
  query.to = running;
  query.as_of = as_of;
  query.grain = kpi::Grain::kMonth;
  std::optional<Date> first;
  for (const auto* code : {"intake_count", "csat_rate"}) {
    const auto found = (*engine)->evaluate({code}, query);
    if (!found) continue;
    for (const auto& answer : *found)
      for (const auto& cell : answer.cells)
        if (const auto* month = std::get_if<Date>(&cell.period.from); month && cell.n > 0)
          first = first ? std::min(*first, *month) : *month;
  }
  return first ? std::optional(first->plus_months(kBefore)) : std::nullopt;
}

/// What would have been forecast for the sites at the end of that day.
Result<void> AdvanceControl::Impl::add_bands(db::ReadTx& tx, TenantId tenant, Date month, std::int64_t day,
                                             std::vector<store::BandRow>& rows) {
  const auto zone = needs.performance.ports().default_zone(tx, tenant);
  MANYI_TRY(const auto held, hold(tx, tenant, month_text(month), zone.instant(month.plus_days(day))));
  auto& one = *held.kept;
  one.spreads.reset();
  const auto metrics = forecast_metrics(one.figures->engine());
  MANYI_CHECK(one.figures->ensure(metrics));
  for (const auto& code : metrics)
    for (const auto& [key, scope] : one.figures->book().site_of_key) {
      const auto& landed = one.landing_of(code, scope);
      if (!landed || !std::isfinite(landed->expected)) continue;
      store::BandRow row;
      row.tenant_id = tenant;
      row.month = month_text(month);
      row.day = day;
      row.metric = code;
      row.scope_key = key;
      row.metric_class = landed->metric_class;
      row.low80 = landed->distribution.quantile(0.1);
      row.median = landed->distribution.quantile(0.5);
      row.high80 = landed->distribution.quantile(0.9);
      row.run_rate = landed->run_rate;
      rows.push_back(std::move(row));
    }
  return {};
}

/// What came true of a month's bands, as far as it is known by then and not written yet.
Result<void> AdvanceControl::Impl::add_truths(db::ReadTx& tx, TenantId tenant, Date month, Instant as_of,
                                              const std::vector<store::BandRow>& fresh,
                                              std::vector<store::TruthRow>& truths) {
  constexpr int kRipensWithin = 2;  // months: verdicts come without a time of their own
  const std::string name = month_text(month);
  std::set<std::pair<std::string, std::string>> known;
  for (const auto& row : store::truths(tx, tenant, name))
    if (row.known_at <= as_of && row.scope == targets::ScopeKind::kSite)
      known.emplace(row.metric, row.scope_key);
  std::map<std::string, std::set<std::string>> wanted;
  const bool ripe =
      needs.performance.ports().default_zone(tx, tenant).instant(month.plus_months(1 + kRipensWithin)) <=
      as_of;
  const auto want = [&](const store::BandRow& row) {
    if (row.month != name || (row.metric_class == MetricClass::kRipening && !ripe)) return;
    if (!known.contains({row.metric, row.scope_key})) wanted[row.metric].insert(row.scope_key);
  };
  for (const auto& row : store::bands(tx, tenant, name)) want(row);
  for (const auto& row : fresh) want(row);
  if (wanted.empty()) return {};
  MANYI_TRY(const auto engine, needs.performance.engine(tenant));
  kpi::Query query;
  query.from = month;
  query.to = month.plus_months(1);
  query.as_of = as_of;
  query.by = {"site"};
  for (const auto& [metric, keys] : wanted) {
    const auto found = engine->evaluate({metric}, query);
    if (!found) continue;  // a fact without sites
    for (const auto& cell : found->front().cells) {
      if (!cell.value || cell.pending > 0 || cell.provisional || !std::isfinite(*cell.value)) continue;
      if (cell.dims.empty() || !cell.dims.front().key || !keys.contains(*cell.dims.front().key)) continue;
      truths.push_back(
          {tenant, name, metric, targets::ScopeKind::kSite, *cell.dims.front().key, *cell.value, as_of});
    }
  }
  return {};
}

Result<void> AdvanceControl::make_due_forecasts() {
  auto& needs = impl_->needs;
  std::vector<TenantId> all, due;
  needs.database.read([&](db::ReadTx& tx) {
    for (const auto tenant : needs.performance.ports().tenants(tx)) {
      const auto local = needs.performance.ports().default_zone(tx, tenant).local(needs.performance.now());
      all.push_back(tenant);
      if (local.minute_of_day >= kMorning && !store::made_on(tx, tenant, local.date)) due.push_back(tenant);
    }
  });
  std::optional<Error> failure;
  for (const auto tenant : due)
    if (auto run = make_forecasts(tenant); !run) failure = std::move(run).error();
  for (const auto tenant : all) {
    // Once a day, and until every closed month has been forecast.
    const bool has_due = std::find(due.begin(), due.end(), tenant) != due.end();
    if (const std::lock_guard lock(impl_->mutex); !has_due && impl_->learnt.contains(tenant)) continue;
    auto left = learn_spreads(tenant, needs.performance.now(), kLearntAtOnce);
    if (!left) failure = std::move(left).error();
    if (const std::lock_guard lock(impl_->mutex); left && *left == 0) impl_->learnt.insert(tenant);
  }
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
  MANYI_TRY(const auto found,
            impl_->look_up(tx, caller, {query.month, {}, query.scope, query.scope_key, {query.metric}}));
  const auto& [held, scope] = found;
  HistoryAnswer answer;
  answer.month = held->figures->timeline().period.text;
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
