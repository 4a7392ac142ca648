// What this company's own closed months tell of its forecasts: how wide they have to be, and where the run rate does
// better.
// Owns which months and days count for a day, and what is usual before any month is closed.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/advance_control/landing_maker.h"
#include "modules/advance_control/landings.h"

namespace manyi::advance_control {

/// The band that was, or would have been, forecast for a month on one of its days, as the methods made it.
struct PastBand {
  std::string month, metric;
  MetricClass metric_class = MetricClass::kOther;
  std::int64_t day = 0;  // of the month
  double low80 = 0, median = 0, high80 = 0;
  std::optional<double> run_rate;  // what going on like this would have said
};
BOOST_DESCRIBE_STRUCT(PastBand, (), (month, metric, metric_class, day, low80, median, high80, run_rate))

/// The same of one site, beside what came true.
struct PastMiss : PastBand {
  double truth = 0;
};
BOOST_DESCRIBE_STRUCT(PastMiss, (PastBand), (truth))

/// Days of the month as of which closed months are forecast.
inline constexpr std::int64_t kLearntDays[] = {5, 10, 15, 20};

class Spreads {
 public:
  /// \param day of the month that forecasts are made on
  static Spreads learn(std::span<const PastMiss> past, std::int64_t day);
  /// Factor on the width.
  double of(const MetricFigures& metric) const;
  /// How far the truth lay from the run rate, for durations and rolling windows that it foretold better than the
  /// method did: rising.
  const std::vector<double>* carried_on(const MetricFigures& metric) const;
  /// How far it lay from the middle of forecasts of durations, where enough are known: rising.
  const std::vector<double>* errors(const MetricFigures& metric) const;

 private:
  std::map<std::string, std::vector<double>> errors_;
  std::map<std::string, std::vector<double>> carried_on_;
  std::map<std::string, double> of_metric_;
  std::map<MetricClass, double> scale_of_class_;
};

/// Draws a landing apart by what was learnt, or puts the run rate in its place where that foretold better. A person's
/// figures are left: chance makes most of their width.
void apply(const Spreads& spreads, const Figures& figures, const MetricFigures& metric, int scope,
           Landed& landed);

}  // namespace manyi::advance_control
