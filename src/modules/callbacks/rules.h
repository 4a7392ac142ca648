// What makes an answer valid, and when a team of a pulse may be named.
// Owns the results of a callback, the classes of an answer and the least number of a pulse.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"
#include "base/time_zone.h"

namespace manyi::callbacks {

/// Who is asked. Employees answer a pulse, without a name.
enum class SurveyKind { kCustomer, kDealer, kEmployee };
BOOST_DESCRIBE_ENUM(SurveyKind, kCustomer, kDealer, kEmployee)

enum class Questionnaire { kOwn, kManufacturer };
BOOST_DESCRIBE_ENUM(Questionnaire, kOwn, kManufacturer)

enum class AnswerClass { kVerySatisfied, kSatisfied, kNeutral, kDissatisfied };
BOOST_DESCRIBE_ENUM(AnswerClass, kVerySatisfied, kSatisfied, kNeutral, kDissatisfied)

enum class CallbackResult { kOpen, kCompleted, kUnreachable, kRefused, kInvalidNumber, kExpired };
BOOST_DESCRIBE_ENUM(CallbackResult, kOpen, kCompleted, kUnreachable, kRefused, kInvalidNumber, kExpired)

struct CallbackStamps {
  std::optional<Instant> due_at, attempted_at, reached_at, answered_at;
  bool operator==(const CallbackStamps&) const = default;
};
BOOST_DESCRIBE_STRUCT(CallbackStamps, (), (due_at, attempted_at, reached_at, answered_at))

/// Who answered was reached, and who was reached was called: fills in the steps before.
void complete_stamps(CallbackStamps& stamps);
void check_order_of_times(const CallbackStamps& stamps, std::vector<FieldError>& errors);
/// What the times alone tell.
CallbackResult result_told_by(const CallbackStamps& stamps);
/// Answered, completed, and with a class.
bool is_valid(const CallbackStamps& stamps, CallbackResult result, std::optional<AnswerClass> answer);

// ---- pulses of employees -----------------------------------------------------------------------

/// Fewer answers than these would tell who gave them.
inline constexpr std::size_t kLeastPulse = 5;

/// The month of a pulse: all that is kept of its time. 202603
std::int64_t pulse_month(Instant at, const TimeZone& zone);
/// The first instant of that month, in place of any finer time.
Instant pulse_time(std::int64_t month, const TimeZone& zone);

/// Site and team of one answer of a pulse.
struct PulseAnswer {
  std::int64_t id = 0;
  std::int64_t site = 0;
  std::string team;  // empty: none
};
/// What of it may be shown.
struct PulseShown {
  bool site = false, team = false;
};
/// For each answer of one month, in order. A team is named from five answers on, a site likewise; and
/// neither where the rest, found by subtraction, would be fewer than five.
std::vector<PulseShown> shown_of_pulse(const std::vector<PulseAnswer>& month);

}  // namespace manyi::callbacks
