// Forecasts as they were made, beside what came true: history and calibration.
// Owns what is kept of a forecast and the arithmetic of how good the kept ones were.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "modules/advance_control/landings.h"

namespace manyi::advance_control {

/// A forecast as it was made on a day. Never changed afterwards; a forecast of the same day replaces it.
struct KeptForecast {
  std::string month;
  Date made_on;
  std::string metric;
  targets::ScopeKind scope = targets::ScopeKind::kCompany;
  std::string scope_key;
  MetricClass metric_class = MetricClass::kOther;
  std::string method;
  double expected = 0, low95 = 0, low80 = 0, quarter = 0, median = 0, three_quarters = 0, high80 = 0,
         high95 = 0;
  std::optional<double> chance_floor, chance_target, chance_stretch;
  std::optional<double> target;        // the level that the chance is about
  std::optional<double> value_so_far;  // on that day
  std::optional<double> run_rate;      // what going on like this would have said
  std::optional<double> last_month;    // what last month's value would have said
  std::optional<double> to_come;
};
BOOST_DESCRIBE_STRUCT(KeptForecast, (),
                      (month, made_on, metric, scope, scope_key, metric_class, method, expected, low95, low80,
                       quarter, median, three_quarters, high80, high95, chance_floor, chance_target,
                       chance_stretch, target, value_so_far, run_rate, last_month, to_come))

struct HistoryQuery {
  std::string metric;
  std::optional<std::string> month;
  std::optional<targets::ScopeKind> scope;
  std::optional<std::string> scope_key;
};
BOOST_DESCRIBE_STRUCT(HistoryQuery, (), (metric, month, scope, scope_key))
std::span<const FieldRule> field_rules(const HistoryQuery*);

struct HistoryAnswer {
  std::string month;
  bool over = false;            // the month is over and its value has ripened
  std::optional<double> truth;  // absent until then
  std::vector<KeptForecast> items;
};
BOOST_DESCRIBE_STRUCT(HistoryAnswer, (), (month, over, truth, items))

/// A share beside how many it was counted over, with its 95 % interval (Wilson). What counts in part is in the share as it is,
/// and rounded in the hits.
struct CountedShare {
  std::int64_t hits = 0, n = 0;
  std::optional<double> share, low, high;
};
BOOST_DESCRIBE_STRUCT(CountedShare, (), (hits, n, share, low, high))

/// Chances said between two tenths, and how often they came true.
struct ReliabilityStep {
  double from = 0, to = 0;
  std::int64_t n = 0;
  std::optional<double> said, came_true;  // means
};
BOOST_DESCRIBE_STRUCT(ReliabilityStep, (), (from, to, n, said, came_true))

struct CalibrationLine {
  std::optional<MetricClass> metric_class;  // absent: all
  std::optional<std::int64_t> day;          // of the month; absent: all days
  std::int64_t forecasts = 0, months = 0;   // months: of a scope and metric, each once
  CountedShare within80, within95;
  // Mean CRPS of ours over the same of a point forecast; below 1 we are better.
  std::optional<double> crps_to_run_rate, crps_to_last_month;
};
BOOST_DESCRIBE_STRUCT(CalibrationLine, (),
                      (metric_class, day, forecasts, months, within80, within95, crps_to_run_rate,
                       crps_to_last_month))

struct CalibrationQuery {
  std::optional<std::string> metric, from, to;  // months, both included
  std::optional<targets::ScopeKind> scope;
};
BOOST_DESCRIBE_STRUCT(CalibrationQuery, (), (metric, from, to, scope))
std::span<const FieldRule> field_rules(const CalibrationQuery*);

struct Calibration {
  std::vector<CalibrationLine> items;  // all, by class, by day
  std::vector<ReliabilityStep> reliability;
  std::optional<double> brier;  // of the chance of the target
};
BOOST_DESCRIBE_STRUCT(Calibration, (), (items, reliability, brier))

/// A kept forecast whose month has shown what came true.
struct Judged {
  KeptForecast forecast;
  double truth = 0;
  bool reached = false;  // the target; only where it has a chance
};

/// How much of the truth the band between two levels holds: 1 inside, 0 outside. A truth that a quantile meets has a chance
/// of its own, of which the part within the band counts, so that figures of few values (complaints, shares of few) are not
/// judged better than they are. \source Czado, Gneiting and Held, Biometrics 65 (2009)
double held_by(const KeptForecast& forecast, double truth, double from, double to);
/// Continuous ranked probability score of the kept quantiles. \unit that of the figure
double crps_of(const KeptForecast& forecast, double truth);
/// Pure arithmetic over judged forecasts.
Calibration calibrate(std::span<const Judged> judged);

}  // namespace manyi::advance_control
