// Whether a target can be reached, by what the figure did before.
// Owns the arithmetic; no SQL, no clock.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "modules/targets/rules.h"

namespace manyi::targets {

/// kWarn: allowed, but somebody should look. kFail: as it is, this is no target.
enum class GateState { kPass, kWarn, kFail, kWaiting };
BOOST_DESCRIBE_ENUM(GateState, kPass, kWarn, kFail, kWaiting)

/// Why a target is looked at twice.
enum class GateDoubt {
  kFewMonths,    // too little past to say
  kJump,         // further from what is expected than the figure ever swings
  kBeyondBest,   // better than the best month there was
  kPace,         // asks more of each working day than the best month brought
  kBelowPresent  // worse than what is expected anyway
};
BOOST_DESCRIBE_ENUM(GateDoubt, kFewMonths, kJump, kBeyondBest, kPace, kBelowPresent)

/// What past months say of a month ahead, in the metric's unit.
struct Baseline {
  std::int64_t months = 0;           // with a value
  std::optional<double> mean, best;  // best: by the metric's direction
  std::optional<double> trend;       // per month, the median of all pairs; from six months on
  std::optional<double> expected;    // of the month ahead, along the trend
  std::optional<double> spread;      // standard deviation around it; from four months on
};

/// \param values one per month, the oldest first, none where there was no figure
/// \param ahead how many months after the last of them the target's month comes, from 1
Baseline baseline_of(std::span<const std::optional<double>> values, std::string_view better, int ahead);

/// How many standard deviations the target is better than what is expected; negative: it asks less.
std::optional<double> jump_of(const Baseline& baseline, double target, std::string_view better);

/// A total spread over working days: what the target asks of each, beside the best and the last month.
struct Pace {
  double asked = 0;
  std::optional<double> best, last;
};

/// \param pace of totals only
std::vector<GateDoubt> doubts_of(const Baseline& baseline, double target, std::string_view better,
                                 const std::optional<Pace>& pace);
GateState state_of(const std::vector<GateDoubt>& doubts);

/// Days on which one looks where the period stands: the 10th, the 20th and the last of a month; of a longer
/// period the last of each month.
std::vector<Date> checkpoints_of(const Period& period);

}  // namespace manyi::targets
