// Decisions of targets.
// Owns their arithmetic.
#include "modules/targets/rules.h"

#include <array>
#include <charconv>
#include <cmath>

namespace manyi::targets {
namespace {

constexpr int kQuarterMonths = 3, kYearMonths = 12;

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

Period period_of(Date day, PeriodKind kind) {
  const int month = day.month();
  switch (kind) {
    case PeriodKind::kMonth: {
      const Date first = *Date::of(day.year(), month, 1);
      return {first.text().substr(0, 7), kind, first, first.plus_months(1)};
    }
    case PeriodKind::kQuarter: {
      const int quarter = (month - 1) / kQuarterMonths;
      const Date first = *Date::of(day.year(), quarter * kQuarterMonths + 1, 1);
      return {first.text().substr(0, 4) + "-Q" + std::to_string(quarter + 1), kind, first,
              first.plus_months(kQuarterMonths)};
    }
    case PeriodKind::kYear: break;
  }
  const Date first = *Date::of(day.year(), 1, 1);
  return {first.text().substr(0, 4), PeriodKind::kYear, first, first.plus_months(kYearMonths)};
}

}  // namespace

double score(double value, const Levels& levels, const Points& points) {
  // Falling levels are rising ones seen from below.
  const bool falls = levels.stretch < levels.floor;
  const double sign = falls ? -1 : 1;
  const double at = sign * value, floor = sign * levels.floor, target = sign * levels.target,
               stretch = sign * levels.stretch;
  if (at >= stretch && stretch > target) return points.stretch;
  if (at >= target) {
    if (stretch <= target) return points.target;
    return points.target + (at - target) / (stretch - target) * (points.stretch - points.target);
  }
  if (at <= floor || target <= floor) return points.floor;
  return points.floor + (at - floor) / (target - floor) * (points.target - points.floor);
}

std::vector<FieldError> wrong_levels(const Levels& levels, std::string_view better, std::string_view unit) {
  std::vector<FieldError> errors;
  const std::array<std::pair<const char*, double>, 3> named = {
      {{"/floor", levels.floor}, {"/target", levels.target}, {"/stretch", levels.stretch}}};
  // A share of more than ten times the whole is a percentage typed without its comma.
  constexpr double kMostShare = 10;
  for (const auto& [pointer, value] : named) {
    if (!std::isfinite(value))
      errors.push_back({pointer, "number", "Expected a number."});
    else if (unit == "percent" && (value < -kMostShare || value > kMostShare))
      errors.push_back({pointer, "fraction", "A percentage is given as a fraction: 0.95 for 95 %."});
  }
  if (!errors.empty()) return errors;
  if (levels.floor == levels.stretch)
    return {{"/stretch", "flat", "Floor and stretch differ: else nobody can tell which way is better."}};
  if (better == "down") {
    if (levels.floor < levels.target)
      errors.push_back({"/floor", "order", "Lower is better: the floor is not below the target."});
    if (levels.stretch > levels.target)
      errors.push_back({"/stretch", "order", "Lower is better: the stretch is not above the target."});
  } else if (better == "up") {
    if (levels.floor > levels.target)
      errors.push_back({"/floor", "order", "Higher is better: the floor is not above the target."});
    if (levels.stretch < levels.target)
      errors.push_back({"/stretch", "order", "Higher is better: the stretch is not below the target."});
  } else if ((levels.floor - levels.target) * (levels.target - levels.stretch) < 0) {
    errors.push_back({"/target", "order", "The target lies between floor and stretch."});
  }
  return errors;
}

std::optional<Period> parse_period(std::string_view text) {
  constexpr std::size_t kYearLength = 4, kQuarterLength = 7;
  if (text.size() == kYearLength) {
    const auto first = Date::parse(std::string(text) + "-01-01");
    return first ? std::optional(period_of(*first, PeriodKind::kYear)) : std::nullopt;
  }
  if (text.size() != kQuarterLength || text[kYearLength] != '-') return std::nullopt;
  if (text[5] == 'Q') {
    const int quarter = text[6] - '0';
    if (quarter < 1 || quarter > 4) return std::nullopt;
    const auto first = Date::parse(std::string(text.substr(0, kYearLength)) + "-" +
                                   two_digits((quarter - 1) * kQuarterMonths + 1) + "-01");
    return first ? std::optional(period_of(*first, PeriodKind::kQuarter)) : std::nullopt;
  }
  const auto first = Date::parse(std::string(text) + "-01");
  return first ? std::optional(period_of(*first, PeriodKind::kMonth)) : std::nullopt;
}

Period shifted(const Period& period, int periods) {
  const int months = period.kind == PeriodKind::kMonth     ? 1
                     : period.kind == PeriodKind::kQuarter ? kQuarterMonths
                                                           : kYearMonths;
  return period_of(period.from.plus_months(periods * months), period.kind);
}

Period month_of(Date day) { return period_of(day, PeriodKind::kMonth); }

std::vector<Period> periods_of(Date day) {
  const int quarter_month = (day.month() - 1) / kQuarterMonths * kQuarterMonths + 1;
  return {period_of(day, PeriodKind::kMonth),
          period_of(*Date::of(day.year(), quarter_month, 1), PeriodKind::kQuarter),
          period_of(*Date::of(day.year(), 1, 1), PeriodKind::kYear)};
}

}  // namespace manyi::targets
