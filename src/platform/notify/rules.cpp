// Quiet hours, limits and waiting.
// Owns the table of waiting times.
#include "platform/notify/rules.h"

#include <algorithm>
#include <cstdio>

namespace manyi::notify {
namespace {
constexpr int kDayMinutes = 24 * 60;
// Four hours and a half in all: an outage of an afternoon is survived, a dead address shows the same day.
constexpr DurationMs kWaits[] = {kSecond * 10, kSecond * 30, kMinute * 2, kMinute * 10,
                                 kMinute * 30, kHour,        kHour * 3};
}  // namespace

std::optional<int> minute_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
  if (hour > 23 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

std::string time_of_day(int minute) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", minute / 60 % 24, minute % 60);
  return text;
}

bool is_quiet(const QuietHours& hours, int minute) {
  if (hours.from == hours.to) return false;
  if (hours.from < hours.to) return minute >= hours.from && minute < hours.to;
  return minute >= hours.from || minute < hours.to;
}

Instant quiet_until(const QuietHours& hours, const TimeZone& zone, Instant at) {
  const LocalTime local = zone.local(at);
  if (!is_quiet(hours, local.minute_of_day % kDayMinutes)) return at;
  const bool tomorrow = hours.from > hours.to && local.minute_of_day >= hours.from;
  return std::max(at, zone.instant(tomorrow ? local.date.plus_days(1) : local.date, hours.to));
}

Instant may_send_at(std::span<const RateLimit> limits, std::span<const Instant> sent, Instant now) {
  Instant at = now;
  for (const RateLimit& limit : limits)
    if (sent.size() >= limit.count) at = std::max(at, sent[limit.count - 1] + limit.window);
  return at;
}

std::optional<DurationMs> back_off(std::int64_t failures) {
  if (failures < 1) return DurationMs(0);
  if (failures > static_cast<std::int64_t>(std::size(kWaits))) return std::nullopt;
  return kWaits[failures - 1];
}

}  // namespace manyi::notify
