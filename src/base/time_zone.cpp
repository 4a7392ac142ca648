// Local calendars over the date library's zone data.
// Owns the handling of skipped and repeated hours.
#include "base/time_zone.h"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>

namespace manyi {
namespace {
using SysMs = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;
constexpr std::int64_t kFarPast = -62135596800000;
constexpr std::int64_t kFarFuture = 253402300800000;
}  // namespace

struct TimeZone::Rules {
  const date::time_zone* zone;
  std::string name;
};

std::optional<TimeZone> TimeZone::find(std::string_view name) {
  try {
    const auto* zone = date::locate_zone(std::string(name));
    return TimeZone(std::make_shared<const Rules>(Rules{zone, std::string(name)}));
  } catch (const std::exception&) { return std::nullopt; }
}

TimeZone TimeZone::utc() {
  static const TimeZone zone = *find("Etc/UTC");
  return zone;
}

const std::string& TimeZone::name() const { return rules_->name; }

TimeZone::Span TimeZone::span(Instant at) const {
  const auto clamped = std::clamp(at.ms(), kFarPast, kFarFuture);
  const auto info = rules_->zone->get_info(
      std::chrono::floor<std::chrono::seconds>(SysMs(std::chrono::milliseconds(clamped))));
  const auto ms = [](auto point) {
    return std::clamp(static_cast<std::int64_t>(point.time_since_epoch().count()), kFarPast / 1000,
                      kFarFuture / 1000) *
           1000;
  };
  return {Instant(ms(info.begin)), Instant(ms(info.end)), info.offset.count() * 1000};
}

std::int64_t TimeZone::offset_ms(Instant at) const { return span(at).offset_ms; }

LocalTime TimeZone::local(Instant at) const {
  const std::int64_t shifted = at.ms() + offset_ms(at);
  std::int64_t days = shifted / kDay.ms();
  std::int64_t rest = shifted % kDay.ms();
  if (rest < 0) {
    rest += kDay.ms();
    --days;
  }
  return {Date::from_days(days), static_cast<int>(rest / kMinute.ms()), rest % kMinute.ms()};
}

Instant TimeZone::instant(Date day, int minute_of_day) const {
  const date::local_days local{date::days(day.days())};
  const auto info = rules_->zone->get_info(date::local_time<std::chrono::seconds>(local) +
                                           std::chrono::minutes(minute_of_day));
  if (info.result == date::local_info::nonexistent)
    return Instant(info.second.begin.time_since_epoch().count() * 1000);
  return Instant(day.days() * kDay.ms() + minute_of_day * kMinute.ms() - info.first.offset.count() * 1000);
}

}  // namespace manyi
