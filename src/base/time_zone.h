// Local calendars: which date and time of day an instant is at a site.
// Owns the link to the system's time-zone data.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace manyi {

/// A date and a time of day in some zone.
struct LocalTime {
  Date date;
  int minute_of_day = 0;
  std::int64_t ms_of_minute = 0;
};

/// An IANA zone ("Asia/Shanghai"). Cheap to copy; thread-safe.
class TimeZone {
 public:
  /// \errors nullopt when the system does not know the name
  static std::optional<TimeZone> find(std::string_view name);
  static TimeZone utc();
  const std::string& name() const;
  LocalTime local(Instant at) const;
  Date local_date(Instant at) const { return local(at).date; }
  /// The first instant of that date at that minute; a time skipped by a clock change
  /// becomes the first instant after the gap, a repeated one its first occurrence.
  Instant instant(Date date, int minute_of_day = 0) const;
  /// Offset from UTC in force at that instant. \unit milliseconds
  std::int64_t offset_ms(Instant at) const;
  /// Interval [begin, end) in which the offset holds.
  struct Span {
    Instant begin, end;
    std::int64_t offset_ms;
  };
  Span span(Instant at) const;

 private:
  struct Rules;
  explicit TimeZone(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
  std::shared_ptr<const Rules> rules_;
};

}  // namespace manyi
