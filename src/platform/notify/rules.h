// When a message may go out: quiet hours, rate limits, waiting after a failure.
// Owns those decisions. Pure: no SQL, no clock.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/time_zone.h"
#include "platform/notify/bots.h"

namespace manyi::notify {

/// From `from` to `to` of the local day, across midnight when `to` is not later; none when equal.
/// \unit minutes of the day
struct QuietHours {
  int from = 21 * 60;
  int to = 8 * 60;
};

/// "21:00" -> 1260. \errors nullopt
std::optional<int> minute_of_day(std::string_view text);
std::string time_of_day(int minute);

bool is_quiet(const QuietHours& hours, int minute_of_day);
/// When the quiet hours that `at` falls into end; `at` itself outside of them.
Instant quiet_until(const QuietHours& hours, const TimeZone& zone, Instant at);

/// The first instant from `now` on at which one more message keeps all limits.
/// \param sent when the last ones went out, the newest first
Instant may_send_at(std::span<const RateLimit> limits, std::span<const Instant> sent, Instant now);

/// How long to wait after that many failures in a row; nullopt: give up.
std::optional<DurationMs> back_off(std::int64_t failures);

}  // namespace manyi::notify
