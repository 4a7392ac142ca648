// Where a figure will stand when its period ends: a whole distribution, from what has been counted so far, what is
// still open and how earlier periods went on from the same day.
// Owns the methods of the landing forecast and the choice between them. No SQL, no clock: days and weights are given.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"

namespace manyi::forecast {

/// A forecast as a distribution, kept as quantiles at equal steps of probability. Immutable.
class Distribution {
 public:
  /// Every sample weighs the same. Precondition: at least one, all finite.
  static Distribution of_samples(std::vector<double> samples);
  static Distribution certain(double value);
  double mean() const { return mean_; }
  /// \param p in [0, 1]
  double quantile(double p) const;
  double chance_at_least(double value) const;
  double chance_at_most(double value) const;
  /// Continuous ranked probability score against what came true; smaller is better. \unit that of the figure
  double crps(double truth) const;

 private:
  std::vector<double> sorted_;
  double mean_ = 0;
};

/// What one day added. Rates: good ones and all; means: sum and count; sums and counts: numerator alone.
struct Day {
  double numerator = 0, denominator = 0;
  double weight = 1;  // share of a working day: 0 on a day off
};

/// All days of an earlier period, the first day first.
using PastPeriod = std::vector<Day>;

/// A case that is open now and may still count in the period.
struct OpenCase {
  std::int64_t id = 0;
  double counts = 1;  // chance that it counts before the period ends
  double good = 1;    // chance that it is a good one if it counts
  double adds = 0;    // sums: what it adds if it counts (a quote's amount)
  /// Chance that a case like it counts by itself; below zero: the same as `counts`. What is usual stands in the past
  /// already and is taken out of what is to come, so an action that raises `counts` above it lifts the forecast.
  double usual = -1;
};

/// How a figure comes about, which decides the method.
enum class Shape {
  kRate,      // good ÷ all: Beta-Binomial over what is still to come
  kMean,      // sum ÷ count of records
  kQuantile,  // median or percentile of durations
  kSum,       // grows by the working day: money, counts
  kLevel,     // state at the end of the period: stock, backlog, headcount
  kRatio,     // sum ÷ sum of two that grow by the working day
};
BOOST_DESCRIBE_ENUM(Shape, kRate, kMean, kQuantile, kSum, kLevel, kRatio)

/// A duration that ended in the past, or one that still runs: the open ones count by their age, since
/// looking only at what is finished flatters.
struct Span {
  double length = 0;  // \unit as the figure; so far, when open
  bool open = false;
  double closed = 0;  // of an ended one: what of its length lay in a long closure, see long_closures()
};

struct Problem {
  Shape shape = Shape::kRate;
  std::vector<PastPeriod> past;         // of the scope, the oldest first; at most 24 are looked at
  std::vector<PastPeriod> parent_past;  // of the scope above; empty for the company
  std::vector<Day> so_far;              // of the running period, up to now
  std::vector<double> weights_to_come;  // of each day still to come; 0 on a day off
  std::vector<OpenCase> open;           // may be empty: then what comes is forecast from the past alone
  // Durations (kMean and kQuantile of a duration, and kRate of "within a limit"):
  std::vector<Span> ended_before;  // of the last periods, for the distribution of lengths
  std::vector<Span> ended_now;     // that count already
  std::vector<Span> running;       // open now, by age
  std::optional<double>
      day_length;               // of one calendar day, \unit as the spans; absent: learnt by Little's law
  std::optional<double> limit;  // kRate: good means not longer than this
  bool in_time = false;         // kRate: good means soon enough, each case within a limit of its own
  double not_begun =
      0;  // kRate: by how much cases that have not begun are better, on the logit: closures to come
  double quantile = 0.5;            // kQuantile
  std::optional<double> level_now;  // kLevel
  std::vector<double> past_levels;  // kLevel: at the end of each past day, the oldest first
  std::optional<double> bounded_below, bounded_above;  // the figure cannot leave these: 0 and 1 for rates
  std::uint64_t seed = 1;     // of the draws; the same problem with the same seed answers the same
  int periods_per_year = 12;  // of the yearly season; 1: none
};

struct Landing {
  std::string
      method;  // stable name, documented: "beta_binomial", "run_rate", "censored_durations", "damped_trend"
  Distribution distribution;
  double to_come = 0;  // how many more records (rates, means) are expected; \unit records
  double to_come_low = 0, to_come_high = 0;  // 80 %
  double expected_total = 0;                 // rates: records in the whole period, so far and to come
  double chance_of_no_data = 0;  // that no record comes at all; the distribution is that of the other cases
};

/// Forecasts where the figure lands. \errors kInvalid when neither past nor present says anything (no day with data)
Result<Landing> land(const Problem& problem);

/// Amount per working day by ISO weekday (index 1 to 7; index 0: of a day off), 1 on average and drawn towards 1
/// where little is known. For the caller's weights: a Monday of 1.25 and a Saturday of 0.9 instead of 1 and 1.
/// \param days in order of time, weight 1 on working days \param first_weekday of days[0]
std::vector<double> weekday_weights(std::span<const Day> days, int first_weekday);

/// Days that belong to a long closure, such as a national holiday: three or more days off in a row. What spans one takes
/// longer by it; the forecast of durations reckons with closures to come and looks at past lengths without them.
std::vector<bool> long_closures(std::span<const double> weights);

/// How many more may go wrong: the gap between what the target allows and what has happened.
struct ErrorBudget {
  double allowed = 0;  // misses that the expected records allow, floor((1 - target) * expected)
  double used = 0;     // so far
  double left = 0;     // may be negative: the target can only be reached if more records come
  double records_so_far = 0, records_to_come = 0;
  std::optional<double>
      one_in;  // of the records to come at most one in so many may miss; none when nothing is left
};
/// \param target share of good ones to reach (for figures where less is better: share of bad ones not to exceed)
/// \param good_is_up whether the numerator counts the good ones
ErrorBudget error_budget(double numerator, double denominator, double records_to_come, double target,
                         bool good_is_up);

/// What has to be added per working day to reach a total. \return none when no working day is left
std::optional<double> required_pace(double so_far, double target, std::span<const double> weights_to_come);

}  // namespace manyi::forecast
