// Did an action help? The same figure before and after, as an interrupted time series.
// Owns the model, its interval and what counts as "no effect seen".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"

namespace manyi::forecast {

/// One interval (a day or a week) of the figure; all intervals are of one length.
struct EffectPoint {
  double numerator = 0, denominator = 0;  // rates and means; sums and counts: numerator, denominator 1
  int season = 0;                         // 0..6 weekday, or 0 where there is none
};

struct EffectProblem {
  std::vector<EffectPoint> before, after;  // in order of time
  bool rate = true;                        // numerator counts records: binomial spread
  bool up_is_better = true;
};

/// kTooFew: daily points (a season is given, or 42 and more before) need 14 with a record before and 7 after, weekly
/// points 8 and 4; rates 30 records before and 15 after besides. kNoneSeen: the p-value is 0.05 or more.
enum class EffectVerdict { kBetter, kWorse, kNoneSeen, kTooFew };
BOOST_DESCRIBE_ENUM(EffectVerdict, kBetter, kWorse, kNoneSeen, kTooFew)

struct Effect {
  EffectVerdict verdict = EffectVerdict::kTooFew;
  std::optional<double> observed;   // of the time after
  std::optional<double> expected;   // had it gone on as before
  std::optional<double> change;     // observed - expected
  std::optional<double> low, high;  // 95 % interval of the change
  std::optional<double> p_value;    // two-sided, of no change
  std::int64_t before_records = 0, after_records = 0;
  std::string method;  // "segmented_regression", "level_shift"
};

/// Expected is the level before with the weekdays of the time after; where the time before shows a clear trend
/// (p below 0.01) the trend goes on. Intervals allow for neighbouring days and weeks that hang together.
/// \errors kInvalid when points are not finite, a denominator is negative, or a rate counts more than there are
Result<Effect> measure_effect(const EffectProblem& problem);

}  // namespace manyi::forecast
