// Forecasts of a simulated company's months, scored against what came.
// Owns the problems that are put, the rivals and the tables.
#pragma once

#include <map>
#include <string>

#include "engines/forecast/calibration.h"
#include "engines/forecast/tests/backtest_company.h"

namespace manyi::forecast::backtest {

/// What is forecast.
enum class Metric {
  kSatisfaction,
  kInTime,
  kRepeatFree,
  kMeanTurnaround,
  kMedianTurnaround,
  kSlowestTenth,
  kRevenue,
  kIntake,
  kPerOrder,
  kBacklog
};
inline constexpr std::array<std::string_view, 10> kMetricNames{
    "satisfaction rate", "share within 72 h", "repeat-free rate", "mean turnaround",   "median turnaround",
    "90 % turnaround",   "revenue",           "intake",           "revenue per order", "backlog"};
inline constexpr std::array<int, 4> kDaysOfMonth{5, 10, 15, 20};

struct Line {
  Calibration ours;
  double naive_point = 0,
         naive_spread = 0;       // CRPS of the run rate, as one value and with its sampling distribution
  double last_month = 0;         // CRPS of last month's value
  double first_places[10] = {};  // histogram of where the truth lies
  double milliseconds = 0;
  std::int64_t scope_months = 0;
};

struct Key {
  ScopeBook::Kind kind = ScopeBook::Kind::kSite;
  Metric metric = Metric::kSatisfaction;
  int day = 0;
  auto operator<=>(const Key&) const = default;
};
using Table = std::map<Key, Line>;

/// The running month stands at the end of that day. nullopt when the month holds no record in the end.
struct Trial {
  Problem problem;
  double truth = 0;
  std::optional<double> so_far;  // of the run rate; sums: carried to the end by working days
  std::optional<double> last_month;
  Distribution spread;  // of the run rate
};
std::optional<Trial> trial_of(const CompanyBook& book, std::size_t scope, std::size_t month, int day,
                              Metric metric);

/// One figure per site and month, another each time: figures of one month hang together, these forecasts do not.
struct InTurn {
  std::uint64_t seed = 0;
  std::map<int, Calibration> by_day;
};

/// Adds the scores of those months to the table.
void score(const CompanyBook& book, std::span<const std::size_t> months, std::span<const Metric> metrics,
           std::span<const ScopeBook::Kind> kinds, Table& table, InTurn* in_turn = nullptr);
std::string text_of(const InTurn& in_turn);

/// Columns: scope, metric, day, forecasts, coverage with its acceptance region, CRPS ratios. \param csv or Markdown
std::string text_of(const Table& table, bool csv);

}  // namespace manyi::forecast::backtest
