// Months, levels, points.
// Owns their arithmetic.
#include "modules/targets/rules.h"

#include <cmath>

namespace manyi::targets {

double score(double value, const Levels& levels, const Points& points) {
  // Falling levels are rising ones seen from below.
  const double sign = levels.stretch < levels.floor || levels.target < levels.floor ? -1 : 1;
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

std::optional<MonthSpan> parse_month(std::string_view text) {
  constexpr std::size_t kLength = 7;
  if (text.size() != kLength) return std::nullopt;
  const auto first = Date::parse(std::string(text) + "-01");
  if (!first) return std::nullopt;
  return MonthSpan{*first, first->plus_months(1)};
}

std::string month_text(Date day) { return day.text().substr(0, 7); }

std::string next_month(const std::string& month) { return month_text(parse_month(month)->to); }

void check_levels(const Levels& levels, const kpi::Metric& metric, const std::string& pointer,
                  std::vector<FieldError>& errors) {
  struct Named {
    const char* name;
    double value;
  };
  bool whole = true;
  for (const auto& [name, value] :
       {Named{"floor", levels.floor}, Named{"target", levels.target}, Named{"stretch", levels.stretch}}) {
    if (!std::isfinite(value)) {
      errors.push_back({pointer + "/" + name, "number", "Expected a number."});
      whole = false;
    } else if (metric.unit == kpi::Unit::kPercent && metric.is_rate() && (value < 0 || value > 1)) {
      errors.push_back({pointer + "/" + name, "share", "A share lies between 0 and 1."});
      whole = false;
    }
  }
  if (!whole) return;
  const double sign = metric.better == kpi::Better::kDown ? -1 : 1;
  if (sign * levels.floor > sign * levels.target)
    errors.push_back(
        {pointer + "/floor", "order",
         sign > 0 ? "The floor is not above the target." : "The floor is not below the target."});
  if (sign * levels.stretch < sign * levels.target)
    errors.push_back(
        {pointer + "/stretch", "order",
         sign > 0 ? "The stretch is not below the target." : "The stretch is not above the target."});
}

}  // namespace manyi::targets
