// From counted figures to where they land: builds the problem of each shape and reads the engine's answer.
// Owns the treatment of ripening records, of formulas and of metrics that no shape fits. Pure; nothing is kept.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engines/forecast/landing.h"
#include "modules/advance_control/figures.h"

namespace manyi::advance_control {

struct Landed {
  forecast::Distribution distribution;
  double expected = 0;
  std::string method;
  MetricClass metric_class = MetricClass::kOther;
  // Rates and means; records.
  double records_so_far = 0, good_so_far = 0;
  double to_come = 0, to_come_low = 0, to_come_high = 0;
  // Sums: of the working days.
  double sum_so_far = 0;
  double weight_left = 0, weight_all = 0;  // working days
  std::optional<double> value, run_rate, last_month;
};

/// Working days of the running month from today on, today by what is left of it, in the order of days.
std::vector<double> weights_to_come(const Figures& figures, const MetricFigures& metric, int scope);

/// What a total is held against that is known ahead, for the whole period: a quota is set month by month, and those of
/// months that have not begun are taken to be like the others, by working days.
double set_ahead(const Figures& figures, const MetricFigures& metric, int scope);

/// \param not_begun by how much closures to come make better what has not begun, on the logit
/// \param open what may still count, see open_cases.h; empty: the past alone speaks
/// \return none when neither past nor present says anything
std::optional<Landed> land(const Figures& figures, const MetricFigures& metric, int scope,
                           std::span<const forecast::OpenCase> open, double not_begun = 0);

/// What ended in the running period so far, unsorted. Of durations that are no mean.
std::vector<double> lengths_of(const Figures& figures, const MetricFigures& metric, int scope);

/// The figure from the first of the month to the end of each day that has begun.
std::vector<TrendPoint> trend_of(const Figures& figures, const MetricFigures& metric, int scope);

/// Day by day from today's value to where it lands. The ends are the forecast's; in between rates and means move as
/// records come in, everything else by the working day, and the bands open with the root of what has come.
std::vector<FanPoint> fan_of(const Figures& figures, const MetricFigures& metric, int scope,
                             const Landed& landed);

}  // namespace manyi::advance_control
