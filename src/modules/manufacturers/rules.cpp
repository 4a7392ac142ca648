// Periods and parts of a manufacturer's value.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/manufacturers/rules.h"

#include <algorithm>
#include <cmath>

namespace manyi::manufacturers {

bool is_metric_code(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

ValueParts complete_parts(ValueParts told) {
  if (!told.value && told.numerator && told.denominator && *told.denominator != 0)
    told.value = *told.numerator / *told.denominator;
  return told;
}

void check_value(Date from, Date to, std::string_view metric, const ValueParts& p,
                 std::vector<FieldError>& errors) {
  // Published values are rounded: to a tenth of a percent point or finer.
  constexpr double kRounding = 0.0006;
  if (!is_metric_code(metric))
    errors.push_back({"/metric", "format", "Expected the code of a metric such as csat_rate."});
  if (to <= from) errors.push_back({"/period_to", "before_from", "A period ends after it begins."});
  if (p.denominator && *p.denominator == 0)
    errors.push_back({"/denominator", "zero", "Without cases there is no value."});
  if (p.n && *p.n < 0) errors.push_back({"/n", "minimum", "A number of cases is not negative."});
  const bool both = p.numerator && p.denominator && *p.denominator != 0;
  if (!p.value && !both)
    errors.push_back({"/value", "required", "Give the value, or its numerator and denominator."});
  if (p.value && both) {
    const double ratio = *p.numerator / *p.denominator;
    if (std::abs(ratio - *p.value) > kRounding * std::max(1.0, std::abs(ratio)))
      errors.push_back({"/value", "contradiction", "The value is not its numerator over its denominator."});
  }
}

}  // namespace manyi::manufacturers
