// Landing forecasts for a terminal, and their backtest as Markdown.
// Owns which past months a backtest looks at and how its tables read.
#include "server/forecast_command.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "base/json.h"
#include "modules/performance/performance.h"
#include "platform/db/db.h"
#include "platform/http/page.h"

namespace manyi::server {
namespace {

using advance_control::Judged;
using advance_control::KeptForecast;
using targets::ScopeKind;

constexpr std::int64_t kAllDays = 1000;
constexpr int kLeastPast = 4;  // months of data before the first one that is tested
constexpr std::string_view kBegin = "<!-- backtest: begin -->", kEnd = "<!-- backtest: end -->";

std::string fixed(double value, int places) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", places, value);
  return text;
}

std::string readable(const std::string& unit, double value) {
  if (unit == "percent") return fixed(value * 100, 1) + " %";
  if (unit == "duration_ms") return fixed(value / 3600000.0, 1) + " h";
  if (unit == "money") return fixed(value / 100, 0) + " CNY";
  return fixed(value, std::abs(value) < 100 ? 2 : 0);
}

/// Reads names of scopes. \errors kInvalid --scope
Result<std::vector<ScopeKind>> scopes_of(const std::vector<std::string>& names, ScopeKind usual) {
  std::vector<ScopeKind> kinds;
  for (const auto& name : names) {
    const auto kind = parse_enum<ScopeKind>(name);
    if (!kind) return invalid("--scope", "choice", "Expected one of: " + enum_choices<ScopeKind>() + ".");
    kinds.push_back(*kind);
  }
  if (kinds.empty()) kinds.push_back(usual);
  return kinds;
}

TimeZone zone_of(const Forecaster& forecaster) {
  return forecaster.database.read(
      [&](db::ReadTx& tx) { return forecaster.performance.ports().default_zone(tx, forecaster.tenant); });
}

Result<Instant> moment_of(const std::string& text, const TimeZone& zone, Instant now) {
  if (text.empty()) return now;
  if (const auto day = Date::parse(text)) return zone.instant(day->plus_days(1));
  if (const auto at = Instant::parse(text)) return *at;
  return invalid("--as-of", "date", "Expected a date or an RFC 3339 time.");
}

// ---- backtest ----------------------------------------------------------------------------------------

/// A forecast beside what came true, for machines.
struct TestedForecast : KeptForecast {
  double truth = 0;
};
BOOST_DESCRIBE_STRUCT(TestedForecast, (KeptForecast), (truth))

struct Backtest {
  std::vector<Judged> judged;
  std::map<std::string, std::int64_t> methods;
  std::set<std::string> folders;
};

/// Months that are over and have enough of them before, the newest last.
Result<std::vector<Date>> testable_months(const Forecaster& forecaster, int most) {
  const Date today = zone_of(forecaster).local_date(forecaster.performance.now());
  const Date running = *Date::of(today.year(), today.month(), 1);
  performance::KpiQuery query;
  query.metrics = {"intake_count"};
  query.from = running.plus_months(-60).text();
  query.to = running.text();
  query.grain = "month";
  MANYI_TRY(const auto answer, forecaster.performance.evaluate(Caller::system(forecaster.tenant), query));
  std::optional<Date> first;
  for (const auto& cell : answer.metrics.front().cells)
    if (cell.n > 0 && !first) first = Date::parse(cell.period.from);
  std::vector<Date> months;
  if (!first) return months;
  for (Date month = first->plus_months(kLeastPast); month < running; month = month.plus_months(1))
    months.push_back(month);
  if (months.size() > static_cast<std::size_t>(most)) months.erase(months.begin(), months.end() - most);
  return months;
}

Result<void> test_folder(const Forecaster& forecaster, const ForecastCommand& command, Backtest& into) {
  MANYI_TRY(const auto kinds, scopes_of(command.scopes, ScopeKind::kSite));
  MANYI_TRY(const auto months, testable_months(forecaster, command.months));
  const TimeZone zone = zone_of(forecaster);
  using Place = std::pair<std::string, targets::TargetScope>;
  for (const Date month : months) {
    const std::string name = month.text().substr(0, 7);
    std::map<Place, std::optional<double>> truths;
    // Widths as a company running since then would have learnt them.
    if (auto learnt = forecaster.advance.learn_spreads(forecaster.tenant, zone.instant(month), kAllDays);
        !learnt)
      return std::move(learnt).error();
    for (const int day : command.days) {
      const Instant as_of = zone.instant(month.plus_days(day));
      MANYI_TRY(const auto found,
                forecaster.advance.forecasts_as_of(forecaster.tenant, name, as_of, command.metrics, kinds));
      for (const auto& forecast : found) {
        if (!forecast.last_month) continue;  // nothing to be compared with
        const Place place(forecast.metric, {forecast.scope, forecast.scope_key});
        auto at = truths.find(place);
        if (at == truths.end()) {
          MANYI_TRY(auto truth, forecaster.advance.truth(forecaster.tenant, name, place.first, place.second));
          at = truths.emplace(place, truth).first;
        }
        if (!at->second) continue;
        ++into.methods[forecast.method];
        Judged one;
        one.forecast = forecast;
        one.truth = *at->second;
        into.judged.push_back(std::move(one));
      }
    }
    std::cerr << "  " << name << ": " << into.judged.size() << " forecasts\n";
  }
  return {};
}

/// The shares that chance alone leaves a right forecast within, 95 times of a hundred.
std::pair<double, double> acceptance(double nominal, std::int64_t n) {
  const double reach = n > 0 ? 1.96 * std::sqrt(nominal * (1 - nominal) / static_cast<double>(n)) : 1;
  return {std::max(nominal - reach, 0.0), std::min(nominal + reach, 1.0)};
}

std::string share_text(const advance_control::CountedShare& share, double nominal) {
  if (!share.share) return "";
  const auto [low, high] = acceptance(nominal, share.n);
  const bool inside = *share.share >= low && *share.share <= high;
  return fixed(*share.share * 100, 1) + " % (" + fixed(low * 100, 1) + " to " + fixed(high * 100, 1) +
         (inside ? ", inside)" : ", outside)");
}

std::string ratio_text(const std::optional<double>& ratio) {
  return ratio ? fixed((1 - *ratio) * 100, 0) + " %" : std::string();
}

void print_row(std::ostream& out, const std::string& name, const advance_control::CalibrationLine& line) {
  out << "| " << name << " | " << line.months << " | " << line.forecasts << " | "
      << share_text(line.within80, 0.8) << " | " << share_text(line.within95, 0.95) << " | "
      << ratio_text(line.crps_to_run_rate) << " | " << ratio_text(line.crps_to_last_month) << " |\n";
}

void print_head(std::ostream& out, const char* first) {
  out << "| " << first
      << " | scope-months | forecasts | within the 80 % band | within the 95 % band | better than the run "
         "rate | "
         "better than last month |\n|---|---|---|---|---|---|---|\n";
}

/// One metric per scope and month, the next one for each: no two are of the same scope and month, whose figures hang
/// together.
std::vector<Judged> independent(const std::vector<Judged>& judged) {
  using Place = std::tuple<ScopeKind, std::string, std::string>;  // scope, key, month
  std::map<Place, std::map<std::string, std::vector<const Judged*>>> places;
  for (const auto& one : judged)
    places[{one.forecast.scope, one.forecast.scope_key, one.forecast.month}][one.forecast.metric].push_back(
        &one);
  std::vector<Judged> chosen;
  std::size_t turn = 0;
  for (const auto& [place, metrics] : places) {
    const auto at = std::next(metrics.begin(), static_cast<std::ptrdiff_t>(turn++ % metrics.size()));
    for (const auto* one : at->second) chosen.push_back(*one);
  }
  return chosen;
}

void print_days(std::ostream& out, const advance_control::Calibration& calibration) {
  print_head(out, "day of the month");
  for (const auto& line : calibration.items)
    if (line.day) print_row(out, std::to_string(*line.day), line);
  print_row(out, "all", calibration.items.front());
  out << "\n";
}

std::string markdown(const Backtest& test) {
  std::ostringstream out;
  out << "Made by `manyi forecast --backtest` over " << test.folders.size()
      << (test.folders.size() == 1 ? " folder" : " folders") << ", "
      << advance_control::calibrate(test.judged).items.front().months
      << " scope-months (of a metric and a scope each). In brackets: what chance leaves a right forecast "
         "within, 95 "
         "times of a hundred. The two last columns: how much smaller the CRPS is.\n\n";
  out << "One metric per scope and month in turn, so that no two forecasts of a day hang together:\n\n";
  print_days(out, advance_control::calibrate(independent(test.judged)));
  out << "All of them. Figures of one scope and month hang together, so that chance leaves more room here "
         "than the "
         "brackets say:\n\n";
  const auto all = advance_control::calibrate(test.judged);
  print_days(out, all);
  print_head(out, "class of metric");
  for (const auto& line : all.items)
    if (line.metric_class) print_row(out, enum_name(*line.metric_class), line);
  out << "\n";
  std::map<std::string, std::vector<Judged>> by_metric;
  for (const auto& one : test.judged) by_metric[one.forecast.metric].push_back(one);
  print_head(out, "metric");
  for (const auto& [metric, judged] : by_metric)
    print_row(out, "`" + metric + "`", advance_control::calibrate(judged).items.front());
  out << "\n| method | forecasts |\n|---|---|\n";
  for (const auto& [method, count] : test.methods) out << "| `" << method << "` | " << count << " |\n";
  return out.str();
}

/// Puts the text between the marks. \errors kInvalid when the file or the marks are not there
Result<void> write_into(const std::string& file, const std::string& text) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return invalid("--into", "file", "The file cannot be read.");
  std::string whole((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto begin = whole.find(kBegin), end = whole.find(kEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    return invalid("--into", "marks",
                   "The file has no part between '" + std::string(kBegin) + "' and its end.");
  const auto from = begin + kBegin.size();
  whole.replace(from, end - from, "\n" + text);
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << whole;
  if (!out.flush()) return invalid("--into", "file", "The file cannot be written.");
  return {};
}

}  // namespace

CLI::App* add_forecast_command(CLI::App& app, ForecastCommand& command) {
  auto* forecast = app.add_subcommand("forecast", "Where figures will stand at the end of the month");
  forecast->add_option("metrics", command.metrics, "Codes; none: all");
  forecast->add_option("--month", command.month, "Such as 2026-11 (default: the running one)");
  forecast->add_option("--as-of", command.as_of,
                       "A day, to its end, or a time: what is later counts as not happened");
  forecast->add_option("--scope", command.scopes, "company, site, unit, person")->delimiter(',');
  forecast->add_flag("--json", command.json,
                     "Print for machines; with --backtest every forecast beside what came true");
  forecast->add_option("--backtest", command.backtest,
                       "Data folders: forecast their past months and print how that went, as Markdown");
  forecast->add_option("--days", command.days, "With --backtest: days of the month (default: 5,10,15,20)")
      ->delimiter(',')
      ->check(CLI::Range(1, 28));
  forecast->add_option("--months", command.months, "With --backtest: at most so many months of each folder")
      ->check(CLI::Range(1, 60));
  forecast->add_option("--into", command.into, "With --backtest: a Markdown file with a part for the tables");
  return forecast;
}

Exit run_forecast(const Forecaster& forecaster, const ForecastCommand& command) {
  const auto fail = [](const Error& error) {
    print_error(error);
    return error.code == ErrorCode::kInvalid ? Exit::kUsage : Exit::kFailed;
  };
  const TimeZone zone = zone_of(forecaster);
  const auto kinds = scopes_of(command.scopes, ScopeKind::kCompany);
  if (!kinds) return fail(kinds.error());
  const auto as_of = moment_of(command.as_of, zone, forecaster.performance.now());
  if (!as_of) return fail(as_of.error());
  std::string month = command.month;
  if (month.empty()) month = zone.local_date(*as_of - DurationMs(1)).text().substr(0, 7);
  const auto found =
      forecaster.advance.forecasts_as_of(forecaster.tenant, month, *as_of, command.metrics, *kinds);
  if (!found) return fail(found.error());
  if (command.json) {
    std::cout << to_json(Items<KeptForecast>{*found}) << "\n";
    return Exit::kOk;
  }
  const auto metrics = forecaster.performance.metrics(Caller::system(forecaster.tenant));
  std::map<std::string, std::string> units;
  if (metrics)
    for (const auto& metric : metrics->items) units[metric.code] = metric.unit;
  std::vector<std::vector<std::string>> rows;
  for (const auto& one : *found) {
    const auto& unit = units[one.metric];
    const auto text = [&](double value) { return readable(unit, value); };
    rows.push_back({one.metric, enum_name(one.scope), one.scope_key,
                    one.value_so_far ? text(*one.value_so_far) : "-", text(one.expected),
                    text(one.low80) + " .. " + text(one.high80), text(one.low95) + " .. " + text(one.high95),
                    one.chance_target ? fixed(*one.chance_target * 100, 0) + " %" : "", one.method});
  }
  print_table({"metric", "scope", "", "so far", "expected", "80 %", "95 %", "chance", "method"}, rows);
  return Exit::kOk;
}

Exit run_backtest(const OpenFolder& open, const ForecastCommand& command) {
  Backtest test;
  for (const auto& folder : command.backtest) {
    std::cerr << folder << "\n";
    std::optional<Error> failure;
    const auto exit = open(folder, [&](const Forecaster& forecaster) {
      if (auto tested = test_folder(forecaster, command, test); !tested) failure = std::move(tested).error();
      return failure ? Exit::kFailed : Exit::kOk;
    });
    if (failure) print_error(*failure);
    if (exit != Exit::kOk) return exit;
    test.folders.insert(folder);
  }
  if (test.judged.empty()) {
    print_error(
        not_found("forecast.no_months", "No folder has a month that is over with enough months before it."));
    return Exit::kFailed;
  }
  if (command.json) {
    Items<TestedForecast> all;
    for (const auto& one : test.judged) {
      TestedForecast tested;
      static_cast<KeptForecast&>(tested) = one.forecast;
      tested.truth = one.truth;
      all.items.push_back(std::move(tested));
    }
    std::cout << to_json(all) << "\n";
    return Exit::kOk;
  }
  const auto text = markdown(test);
  if (command.into.empty()) {
    std::cout << text;
    return Exit::kOk;
  }
  if (const auto written = write_into(command.into, text); !written) {
    print_error(written.error());
    return Exit::kUsage;
  }
  std::cout << "Written into " << command.into << ".\n";
  return Exit::kOk;
}

}  // namespace manyi::server
