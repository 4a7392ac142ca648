// Text forms of instants and dates, over the date library's civil calendar.
// Owns parsing of RFC 3339.
#include "base/instant.h"

#include <date/date.h>

#include <cstdio>

namespace manyi {
namespace {

/// Reads exactly `digits` decimal digits at `at`; -1 when there are none.
int digits_at(std::string_view text, std::size_t at, int digits) {
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (int i = 0; i < digits; ++i) {
    const char c = text[at + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

date::year_month_day civil(std::int64_t days) {
  return date::year_month_day(date::sys_days(date::days(days)));
}

void put_digits(char* at, int value, int width) {
  for (int i = width - 1; i >= 0; --i, value /= 10) at[i] = static_cast<char>('0' + value % 10);
}

}  // namespace

std::optional<Date> Date::of(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const date::year_month_day ymd{date::year(year), date::month(static_cast<unsigned>(month)),
                                 date::day(static_cast<unsigned>(day))};
  if (!ymd.ok()) return std::nullopt;
  return from_days(date::sys_days(ymd).time_since_epoch().count());
}

Date Date::from_days(std::int64_t days) {
  Date date;
  date.days_ = days;
  return date;
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return of(digits_at(text, 0, 4), digits_at(text, 5, 2), digits_at(text, 8, 2));
}

int Date::year() const { return static_cast<int>(civil(days_).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(civil(days_).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(civil(days_).day())); }

int Date::iso_weekday() const {
  return static_cast<int>(date::weekday(date::sys_days(date::days(days_))).iso_encoding());
}

Date Date::plus_months(int n) const {
  const auto ymd = civil(days_);
  const auto shifted = date::year_month(ymd.year(), ymd.month()) + date::months(n);
  const auto last = date::year_month_day_last(shifted.year(), date::month_day_last(shifted.month()));
  const auto day = ymd.day() < last.day() ? ymd.day() : last.day();
  const date::year_month_day moved{shifted.year(), shifted.month(), day};
  return from_days(date::sys_days(moved).time_since_epoch().count());
}

std::string Date::text() const {
  const auto ymd = civil(days_);
  std::string text = "0000-00-00";
  put_digits(text.data(), static_cast<int>(ymd.year()), 4);
  put_digits(text.data() + 5, static_cast<int>(static_cast<unsigned>(ymd.month())), 2);
  put_digits(text.data() + 8, static_cast<int>(static_cast<unsigned>(ymd.day())), 2);
  return text;
}

std::string Instant::text() const {
  std::int64_t days = ms_ / kDay.ms();
  std::int64_t rest = ms_ % kDay.ms();
  if (rest < 0) {
    rest += kDay.ms();
    --days;
  }
  std::string text = Date::from_days(days).text() + "T00:00:00.000Z";
  put_digits(text.data() + 11, static_cast<int>(rest / kHour.ms()), 2);
  put_digits(text.data() + 14, static_cast<int>(rest / kMinute.ms() % 60), 2);
  put_digits(text.data() + 17, static_cast<int>(rest / kSecond.ms() % 60), 2);
  put_digits(text.data() + 20, static_cast<int>(rest % 1000), 3);
  return text;
}

std::optional<Instant> Instant::parse(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return std::nullopt;
  const auto date = Date::parse(text.substr(0, 10));
  const int hour = digits_at(text, 11, 2), minute = digits_at(text, 14, 2), second = digits_at(text, 17, 2);
  if (!date || text[13] != ':' || text[16] != ':') return std::nullopt;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return std::nullopt;
  std::size_t at = 19;
  std::int64_t fraction_ms = 0;
  if (at < text.size() && text[at] == '.') {
    ++at;
    int place = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++place)
      if (place < 3) fraction_ms = fraction_ms * 10 + (text[at] - '0');
    if (place == 0) return std::nullopt;
    for (; place < 3; ++place) fraction_ms *= 10;
  }
  std::int64_t offset_minutes = 0;
  if (at >= text.size()) return std::nullopt;
  if (text[at] == 'Z' || text[at] == 'z') {
    if (at + 1 != text.size()) return std::nullopt;
  } else {
    const int sign = text[at] == '+' ? 1 : text[at] == '-' ? -1 : 0;
    const int off_h = digits_at(text, at + 1, 2), off_m = digits_at(text, at + 4, 2);
    if (sign == 0 || text.size() != at + 6 || text[at + 3] != ':' || off_h < 0 || off_h > 23 || off_m < 0 ||
        off_m > 59)
      return std::nullopt;
    offset_minutes = sign * (off_h * 60 + off_m);
  }
  return Instant(date->days() * kDay.ms() + hour * kHour.ms() + (minute - offset_minutes) * kMinute.ms() +
                 second * kSecond.ms() + fraction_ms);
}

}  // namespace manyi
