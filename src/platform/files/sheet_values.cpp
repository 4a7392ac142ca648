// Arithmetic on serial days, and reading format codes.
// Owns the list of built-in formats that show dates, the CJK ones included.
#include "platform/files/sheet_values.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace manyi::files {
namespace {

const Date& day_zero(DateSystem system, bool before_leap_bug) {
  static const Date k1899 = *Date::of(1899, 12, 30), k1899b = *Date::of(1899, 12, 31),
                    k1904 = *Date::of(1904, 1, 1);
  return system == DateSystem::k1904 ? k1904 : before_leap_bug ? k1899b : k1899;
}

NumberShape shape_of_code(std::string_view code) {
  bool days = false, hours = false, elapsed = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') {
      i = code.find('"', i + 1);
      if (i == std::string_view::npos) break;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const auto end = code.find(']', i);
      if (end == std::string_view::npos) break;
      const auto inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) elapsed = true;
      i = end;
    } else if (c == ';') {
      break;  // the format of negative numbers
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D' || c == 'e') {
      days = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      hours = true;
    } else if (c == '0' || c == '#' || c == '?') {
      if (!days && !hours && !elapsed) return NumberShape::kNumber;
    } else if (c == 'G' || c == 'g') {
      return days || hours ? NumberShape::kDateTime : NumberShape::kNumber;  // General
    } else if (c == 'm' || c == 'M') {
      // Months beside days, minutes beside hours; alone, months.
      if (!hours && !elapsed && code.find_first_of("hHsS") == std::string_view::npos) days = true;
    }
  }
  if (elapsed) return NumberShape::kElapsed;
  if (days) return hours ? NumberShape::kDateTime : NumberShape::kDate;
  return hours ? NumberShape::kTime : NumberShape::kNumber;
}

std::string time_text(std::int64_t ms) {
  std::array<char, 40> text;
  int size =
      std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld", static_cast<long long>(ms / 3'600'000),
                    static_cast<long long>(ms / 60'000 % 60), static_cast<long long>(ms / 1000 % 60));
  if (ms % 1000 != 0)
    size += std::snprintf(text.data() + size, text.size() - static_cast<std::size_t>(size), ".%03lld",
                          static_cast<long long>(ms % 1000));
  return {text.data(), static_cast<std::size_t>(size)};
}

}  // namespace

NumberShape number_shape(int format_id, std::string_view code) {
  if (!code.empty()) return shape_of_code(code);
  if ((format_id >= 14 && format_id <= 17) || (format_id >= 27 && format_id <= 31) || format_id == 36 ||
      (format_id >= 50 && format_id <= 54) || (format_id >= 57 && format_id <= 58))
    return NumberShape::kDate;
  if ((format_id >= 18 && format_id <= 21) || (format_id >= 32 && format_id <= 35) || format_id == 45 ||
      format_id == 47 || format_id == 55 || format_id == 56)
    return NumberShape::kTime;
  if (format_id == 22) return NumberShape::kDateTime;
  if (format_id == 46) return NumberShape::kElapsed;
  return NumberShape::kNumber;
}

std::optional<std::string> serial_text(double serial, NumberShape shape, DateSystem system) {
  constexpr double kDayMs = 86'400'000;
  if (!(serial >= 0) || serial >= 2'958'466) return std::nullopt;
  const auto ms = static_cast<std::int64_t>(std::llround(serial * kDayMs));
  const std::int64_t day = ms / static_cast<std::int64_t>(kDayMs),
                     rest = ms % static_cast<std::int64_t>(kDayMs);
  if (shape == NumberShape::kElapsed) return time_text(ms);
  if (shape == NumberShape::kTime && day == 0) return time_text(rest);
  // The 1900 system has a 29 February 1900, which never was: 60.
  if (system == DateSystem::k1900 && (day == 60 || day == 0)) return std::nullopt;
  const Date date = day_zero(system, day < 60).plus_days(static_cast<int>(day));
  if (rest == 0 && shape == NumberShape::kDate) return date.text();
  return date.text() + " " + time_text(rest);
}

std::string plain_number(double value) {
  if (!std::isfinite(value)) return {};
  std::array<char, 64> text;
  std::snprintf(text.data(), text.size(), "%.15g", value);
  if (const std::string short_text(text.data()); short_text.find('e') == std::string::npos) return short_text;
  const double rounded = std::strtod(text.data(), nullptr);
  std::array<char, 400> plain;
  const auto end =
      std::to_chars(plain.data(), plain.data() + plain.size(), rounded, std::chars_format::fixed).ptr;
  return {plain.data(), end};
}

std::optional<double> serial_of(Date date, std::int64_t ms_of_day) {
  constexpr double kDayMs = 86'400'000;
  const std::int64_t day = date.days() - day_zero(DateSystem::k1900, false).days();
  if (day < 61) return std::nullopt;
  return static_cast<double>(day) + static_cast<double>(ms_of_day) / kDayMs;
}

std::optional<std::size_t> column_of_reference(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  while (letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z') {
    column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
    if (++letters > 3) return std::nullopt;
  }
  if (letters == 0 || column > kMostColumns) return std::nullopt;
  return column - 1;
}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (++column; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

}  // namespace manyi::files
