// Points in time, calendar dates and durations, with their text forms.
// Owns the rule that every stored time is UTC milliseconds.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace manyi {

/// A length of time. \unit milliseconds
class DurationMs {
 public:
  constexpr DurationMs() = default;
  constexpr explicit DurationMs(std::int64_t ms) : ms_(ms) {}
  constexpr std::int64_t ms() const { return ms_; }
  auto operator<=>(const DurationMs&) const = default;
  friend constexpr DurationMs operator+(DurationMs a, DurationMs b) { return DurationMs(a.ms_ + b.ms_); }
  friend constexpr DurationMs operator-(DurationMs a, DurationMs b) { return DurationMs(a.ms_ - b.ms_); }
  friend constexpr DurationMs operator*(DurationMs a, std::int64_t n) { return DurationMs(a.ms_ * n); }

 private:
  std::int64_t ms_ = 0;
};

constexpr DurationMs kSecond{1000};
constexpr DurationMs kMinute{60 * 1000};
constexpr DurationMs kHour{3600 * 1000};
constexpr DurationMs kDay{24 * 3600 * 1000};

/// A point in time. \unit milliseconds since 1970-01-01T00:00:00Z
class Instant {
 public:
  constexpr Instant() = default;
  constexpr explicit Instant(std::int64_t ms) : ms_(ms) {}
  constexpr std::int64_t ms() const { return ms_; }
  auto operator<=>(const Instant&) const = default;
  friend constexpr Instant operator+(Instant a, DurationMs d) { return Instant(a.ms_ + d.ms()); }
  friend constexpr Instant operator-(Instant a, DurationMs d) { return Instant(a.ms_ - d.ms()); }
  friend constexpr DurationMs operator-(Instant a, Instant b) { return DurationMs(a.ms_ - b.ms_); }
  /// RFC 3339 UTC with milliseconds: 2026-11-23T08:30:00.000Z
  std::string text() const;
  /// Accepts RFC 3339 with any offset; fraction optional. \errors nullopt
  static std::optional<Instant> parse(std::string_view text);

 private:
  std::int64_t ms_ = 0;
};

/// A calendar date without a zone, 0001-01-01 .. 9999-12-31.
class Date {
 public:
  constexpr Date() = default;
  static std::optional<Date> of(int year, int month, int day);
  /// \unit days since 1970-01-01
  static Date from_days(std::int64_t days);
  static std::optional<Date> parse(std::string_view yyyy_mm_dd);
  int year() const;
  int month() const;
  int day() const;
  /// 1 = Monday .. 7 = Sunday
  int iso_weekday() const;
  constexpr std::int64_t days() const { return days_; }
  Date plus_days(std::int64_t n) const { return from_days(days_ + n); }
  /// Same day n months on, or the month's last day.
  Date plus_months(int n) const;
  std::string text() const;
  auto operator<=>(const Date&) const = default;

 private:
  std::int64_t days_ = 0;
};

}  // namespace manyi
