// A small hand-written parser: no locale, no allocation, about 50 ns per value.
// Owns the meaning of two-digit years: 00-69 are 2000-2069.
#include "platform/files/date_text.h"

#include <array>
#include <cctype>
#include <string>

namespace manyi::files {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

struct Cursor {
  std::string_view rest;

  bool take(std::string_view token) {
    if (!rest.starts_with(token)) return false;
    rest.remove_prefix(token.size());
    return true;
  }
  void skip_spaces() {
    while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  }
  /// Up to `most` digits; `digits` says how many there were.
  int number(int most, int& digits) {
    int value = 0;
    digits = 0;
    while (digits < most && !rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
      value = value * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
      ++digits;
    }
    return value;
  }
  bool digit_next() const { return !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; }
  std::optional<int> month_name() {
    std::size_t letters = 0;
    while (letters < rest.size() && std::isalpha(static_cast<unsigned char>(rest[letters]))) ++letters;
    if (letters < 3 || letters > 9) return std::nullopt;
    std::array<char, 3> head{};
    for (std::size_t i = 0; i < 3; ++i)
      head[i] = static_cast<char>(std::tolower(static_cast<unsigned char>(rest[i])));
    for (std::size_t i = 0; i < kMonths.size(); ++i)
      if (kMonths[i] == std::string_view(head.data(), 3)) {
        rest.remove_prefix(letters);
        return static_cast<int>(i) + 1;
      }
    return std::nullopt;
  }
};

struct Groups {
  enum class Shape { kYearFirst, kYearLast, kMonthNamed } shape;
  int a = 0, b = 0, c = 0;  // in the order written; kMonthNamed: day, month, year
};

int whole_year(int value, int digits) {
  return digits == 2 ? (value < 70 ? 2000 + value : 1900 + value) : value;
}

std::optional<Groups> read_groups(Cursor& at) {
  int digits_a = 0;
  const int a = at.number(8, digits_a);
  if (digits_a == 8) { return Groups{Groups::Shape::kYearFirst, a / 10000, a / 100 % 100, a % 100}; }
  if (digits_a == 0) {  // Apr 1, 2017
    const auto month = at.month_name();
    if (!month) return std::nullopt;
    at.skip_spaces();
    int day_digits = 0, year_digits = 0;
    const int day = at.number(2, day_digits);
    if (day_digits == 0) return std::nullopt;
    at.take(",");
    at.skip_spaces();
    const int year = at.number(4, year_digits);
    if (year_digits != 4) return std::nullopt;
    return Groups{Groups::Shape::kMonthNamed, day, *month, year};
  }
  if (digits_a == 4 && at.take("年")) {
    int digits = 0;
    const int month = at.number(2, digits);
    if (digits == 0 || !at.take("月")) return std::nullopt;
    const int day = at.number(2, digits);
    if (digits == 0) return std::nullopt;
    at.take("日");
    return Groups{Groups::Shape::kYearFirst, a, month, day};
  }
  if (digits_a > 4 || digits_a == 3 || at.rest.empty()) return std::nullopt;
  const char separator = at.rest.front();
  if (separator != '-' && separator != '/' && separator != '.' && separator != ' ') return std::nullopt;
  at.rest.remove_prefix(1);
  if (!at.digit_next()) {  // 01-Apr-2017
    const auto month = at.month_name();
    if (!month || digits_a > 2 || at.rest.empty() || at.rest.front() != separator) return std::nullopt;
    at.rest.remove_prefix(1);
    int year_digits = 0;
    const int year = at.number(4, year_digits);
    if (year_digits != 4 && year_digits != 2) return std::nullopt;
    return Groups{Groups::Shape::kMonthNamed, a, *month, whole_year(year, year_digits)};
  }
  if (separator == ' ') return std::nullopt;
  int digits_b = 0, digits_c = 0;
  const int b = at.number(2, digits_b);
  if (digits_b == 0 || at.rest.empty() || at.rest.front() != separator) return std::nullopt;
  at.rest.remove_prefix(1);
  const int c = at.number(4, digits_c);
  if (digits_a == 4) {
    if (digits_c == 0 || digits_c > 2) return std::nullopt;
    return Groups{Groups::Shape::kYearFirst, a, b, c};
  }
  if (digits_c != 4 && digits_c != 2) return std::nullopt;
  return Groups{Groups::Shape::kYearLast, a, b, whole_year(c, digits_c)};
}

std::optional<std::int64_t> read_time(Cursor& at) {
  int digits = 0;
  int hour = at.number(2, digits);
  if (digits == 0 || !at.take(":")) return std::nullopt;
  const int minute = at.number(2, digits);
  if (digits != 2) return std::nullopt;
  int second = 0, fraction_ms = 0;
  if (at.take(":")) {
    second = at.number(2, digits);
    if (digits != 2) return std::nullopt;
    if (at.take(".") || at.take(",")) {
      int kept = 0;
      int value = at.number(3, kept);
      if (kept == 0) return std::nullopt;
      for (int i = kept; i < 3; ++i) value *= 10;
      fraction_ms = value;
      at.number(9, digits);
    }
  }
  Cursor after = at;
  after.skip_spaces();
  const bool pm = after.take("PM") || after.take("pm");
  const bool am = !pm && (after.take("AM") || after.take("am"));
  if (pm || am) {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (pm ? 12 : 0);
    at = after;
  }
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return ((hour * 60 + minute) * 60 + second) * 1000LL + fraction_ms;
}

bool read_offset(Cursor& at, std::optional<std::int64_t>& offset_ms) {
  at.skip_spaces();
  if (at.rest.empty()) return true;
  if (at.take("Z") || at.take("UTC")) {
    offset_ms = 0;
    return at.rest.empty();
  }
  const bool minus = at.take("-");
  if (!minus && !at.take("+")) return false;
  int digits = 0, minutes = 0;
  const int hours = at.number(2, digits);
  if (digits != 2) return false;
  at.take(":");
  if (!at.rest.empty()) {
    minutes = at.number(2, digits);
    if (digits != 2) return false;
  }
  if (hours > 14 || minutes > 59 || !at.rest.empty()) return false;
  offset_ms = (minus ? -1 : 1) * (hours * 60 + minutes) * 60'000LL;
  return true;
}

struct Parts {
  Groups groups;
  std::optional<std::int64_t> ms_of_day, offset_ms;
};

std::optional<Parts> read_parts(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  Cursor at{text};
  at.skip_spaces();
  const auto groups = read_groups(at);
  if (!groups) return std::nullopt;
  Parts parts{*groups, {}, {}};
  if (at.rest.empty()) return parts;
  if (!at.take("T") && at.rest.front() != ' ') return std::nullopt;
  at.skip_spaces();
  parts.ms_of_day = read_time(at);
  if (!parts.ms_of_day || !read_offset(at, parts.offset_ms)) return std::nullopt;
  return parts;
}

std::optional<Date> date_of(const Groups& groups, DateOrder order) {
  switch (groups.shape) {
    case Groups::Shape::kYearFirst: return Date::of(groups.a, groups.b, groups.c);
    case Groups::Shape::kMonthNamed: return Date::of(groups.c, groups.b, groups.a);
    case Groups::Shape::kYearLast:
      return order == DateOrder::kMdy ? Date::of(groups.c, groups.a, groups.b)
                                      : Date::of(groups.c, groups.b, groups.a);
  }
  return std::nullopt;
}

}  // namespace

Instant WrittenTime::instant(const TimeZone& zone) const {
  const std::int64_t of_day = ms_of_day.value_or(0);
  if (offset_ms) return Instant(date.days() * kDay.ms() + of_day - *offset_ms);
  return zone.instant(date, static_cast<int>(of_day / kMinute.ms())) + DurationMs(of_day % kMinute.ms());
}

std::optional<WrittenTime> read_written_time(std::string_view text, DateOrder order) {
  const auto parts = read_parts(text);
  if (!parts) return std::nullopt;
  const auto date = date_of(parts->groups, order);
  if (!date) return std::nullopt;
  return WrittenTime{*date, parts->ms_of_day, parts->offset_ms};
}

DateEvidence date_evidence(std::string_view text) {
  const auto parts = read_parts(text);
  if (!parts) return {};
  if (parts->groups.shape != Groups::Shape::kYearLast) {
    const bool good = date_of(parts->groups, DateOrder::kYmd).has_value();
    return {.ymd = good, .dmy = false, .mdy = false};
  }
  return {.ymd = false,
          .dmy = date_of(parts->groups, DateOrder::kDmy).has_value(),
          .mdy = date_of(parts->groups, DateOrder::kMdy).has_value()};
}

}  // namespace manyi::files
