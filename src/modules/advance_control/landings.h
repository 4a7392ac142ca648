// What the landing forecast tells people: where a figure will stand, how sure that is, what may still go wrong.
// Owns these answers; how they are made stands in gather.h and landing_maker.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/id.h"
#include "base/instant.h"
#include "modules/targets/targets.h"

namespace manyi::advance_control {

/// How a metric's landing stands against its target: red below 30 %, amber below 70 %.
enum class LandingState { kGood, kTight, kBad, kNoTarget, kNoData };
BOOST_DESCRIBE_ENUM(LandingState, kGood, kTight, kBad, kNoTarget, kNoData)

/// Metrics that are forecast alike; calibration is told by class.
enum class MetricClass { kRate, kRipening, kDuration, kSum, kLevel, kRatio, kOther };
BOOST_DESCRIBE_ENUM(MetricClass, kRate, kRipening, kDuration, kSum, kLevel, kRatio, kOther)

/// Probabilities of reaching each level; absent where the level or the forecast is.
struct Chances {
  std::optional<double> floor, target, stretch;
};
BOOST_DESCRIBE_STRUCT(Chances, (), (floor, target, stretch))

struct LevelsInForce {
  double floor = 0, target = 0, stretch = 0;
  targets::ScopeKind scope = targets::ScopeKind::kCompany;  // whose: that of the scope itself or of one above
  std::string scope_key;
  bool locked = false;
};
BOOST_DESCRIBE_STRUCT(LevelsInForce, (), (floor, target, stretch, scope, scope_key, locked))

/// Where the figure lands; in the metric's unit.
struct LandingBand {
  double expected = 0, median = 0;
  double low80 = 0, high80 = 0, low95 = 0, high95 = 0;
};
BOOST_DESCRIBE_STRUCT(LandingBand, (), (expected, median, low80, high80, low95, high95))

/// 还能错几个, for rates that have a target.
struct Budget {
  double allowed = 0, used = 0, left = 0;
  double records_so_far = 0, records_to_come = 0, records_expected = 0;
  std::optional<double> one_in;  // of those to come at most one in so many may miss
  std::string records;           // what is counted: answer, order, complaint, part, request, check, ...
  std::string miss;              // what a miss is: dissatisfied, late, repeat, ...
};
BOOST_DESCRIBE_STRUCT(Budget, (),
                      (allowed, used, left, records_so_far, records_to_come, records_expected, one_in,
                       records, miss))

/// What sums still need.
struct Pace {
  std::string unit;  // money, count, ...
  double so_far = 0, target = 0;
  std::optional<double> per_workday;  // absent when no working day is left
  double workdays_left = 0, workdays = 0;
};
BOOST_DESCRIBE_STRUCT(Pace, (), (unit, so_far, target, per_workday, workdays_left, workdays))

/// What the records still to come must be on average, so that the mean reaches its target.
struct Rest {
  double target = 0;
  double records_so_far = 0, records_to_come = 0;
  std::optional<double> at_most;   // in the metric's unit; of one that is better higher `at_least`
  std::optional<double> at_least;  // neither: the target is out of reach, or kept whatever comes
  bool out_of_reach = false;
  std::string records;
};
BOOST_DESCRIBE_STRUCT(Rest, (),
                      (target, records_so_far, records_to_come, at_most, at_least, out_of_reach, records))

/// Of a figure that ripens: with young records counted as what such records became.
struct Ripened {
  double value = 0, records = 0;
};
BOOST_DESCRIBE_STRUCT(Ripened, (), (value, records))

/// The figure from the first of the month to the end of this day.
struct TrendPoint {
  Date day;
  std::optional<double> value;
};
BOOST_DESCRIBE_STRUCT(TrendPoint, (), (day, value))

struct FanPoint {
  Date day;
  double expected = 0, low80 = 0, high80 = 0, low95 = 0, high95 = 0;
};
BOOST_DESCRIBE_STRUCT(FanPoint, (), (day, expected, low80, high80, low95, high95))

/// One metric of one scope.
struct LandingLine {
  std::string metric, name_zh, name_en, unit, better, owner_role;
  targets::ScopeKind scope = targets::ScopeKind::kCompany;
  std::string scope_key, scope_label;
  std::optional<double> value, numerator, denominator;  // of the month so far
  std::int64_t n = 0;
  std::optional<std::vector<double>> interval;  // 95 %, of the value so far
  bool provisional = false;                     // ripens after the month
  std::optional<Ripened> ripened;               // so far; trend and landing go by it
  std::optional<double> last_month;             // value
  std::optional<LevelsInForce> target;
  std::optional<LandingBand> landing;
  Chances chance;
  LandingState state = LandingState::kNoData;
  std::string method;  // stable name, see docs/how-to/forecast.md
  MetricClass metric_class = MetricClass::kOther;
  std::optional<double> to_come, to_come_low, to_come_high;  // records, 80 %
  std::optional<Budget> error_budget;
  std::optional<Pace> required_pace;
  std::optional<Rest> required_rest;
  std::int64_t deciding_cases = 0;  // open ones that can still move it
  std::vector<TrendPoint> trend;
  std::vector<FanPoint> fan;  // from today to the last day
};
BOOST_DESCRIBE_STRUCT(LandingLine, (),
                      (metric, name_zh, name_en, unit, better, owner_role, scope, scope_key, scope_label,
                       value, numerator, denominator, n, interval, provisional, ripened, last_month, target,
                       landing, chance, state, method, metric_class, to_come, to_come_low, to_come_high,
                       error_budget, required_pace, required_rest, deciding_cases, trend, fan))

struct BoardQuery {
  std::optional<std::string> month;  // the running one
  std::optional<targets::ScopeKind> scope;
  std::optional<std::string> scope_key;
  std::vector<std::string> metrics;  // those of the manager's grid
  std::optional<Instant> as_of;      // what is later counts as not happened
};
BOOST_DESCRIBE_STRUCT(BoardQuery, (), (month, scope, scope_key, metrics, as_of))
std::span<const FieldRule> field_rules(const BoardQuery*);

struct LandingBoard {
  Instant as_of;
  std::int64_t fresh_to = 0;
  std::string month;
  std::int64_t workday = 0, workdays = 0;  // today is the workday-th of so many
  std::vector<LandingLine> items;
};
BOOST_DESCRIBE_STRUCT(LandingBoard, (), (as_of, fresh_to, month, workday, workdays, items))

struct LandingQuery {
  std::string metric;
  std::optional<std::string> month;
  std::optional<targets::ScopeKind> scope;
  std::optional<std::string> scope_key;
  std::optional<Instant> as_of;
};
BOOST_DESCRIBE_STRUCT(LandingQuery, (), (metric, month, scope, scope_key, as_of))
std::span<const FieldRule> field_rules(const LandingQuery*);

struct LandingAnswer {
  Instant as_of;
  std::int64_t fresh_to = 0;
  std::string month;
  std::int64_t workday = 0, workdays = 0;
  LandingLine line;
};
BOOST_DESCRIBE_STRUCT(LandingAnswer, (), (as_of, fresh_to, month, workday, workdays, line))

/// One metric, or several, for each person, or each site or unit, in the caller's reach.
struct ScopesQuery {
  std::vector<std::string> metrics;
  std::optional<std::string> metric;
  std::optional<std::string> month;
  std::optional<targets::ScopeKind> by;  // person
  std::optional<std::string> site;       // only those of a site
  std::optional<Instant> as_of;
};
BOOST_DESCRIBE_STRUCT(ScopesQuery, (), (metrics, metric, month, by, site, as_of))
std::span<const FieldRule> field_rules(const ScopesQuery*);

}  // namespace manyi::advance_control
