// Points of a check.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/processes/rules.h"

namespace manyi::processes {

CheckPoints complete_points(CheckResult result, CheckPoints told) {
  if (result == CheckResult::kNotApplicable) return {0, 0};
  if (!told.points_max) told.points_max = 1;
  if (!told.points_got) told.points_got = result == CheckResult::kPass ? *told.points_max : 0;
  return told;
}

void check_points(CheckResult result, const CheckPoints& p, std::vector<FieldError>& errors) {
  if (p.points_max && *p.points_max < 0)
    errors.push_back({"/points_max", "minimum", "Points are not negative."});
  if (p.points_got && *p.points_got < 0)
    errors.push_back({"/points_got", "minimum", "Points are not negative."});
  if (p.points_got && !p.points_max)
    errors.push_back({"/points_max", "required", "Say how many points there are."});
  if (p.points_got && p.points_max && *p.points_got > *p.points_max)
    errors.push_back({"/points_got", "maximum", "This is more than there are."});
  if (result == CheckResult::kNotApplicable && p.points_max.value_or(0) > 0)
    errors.push_back({"/points_max", "not_applicable", "What does not apply has no points."});
}

}  // namespace manyi::processes
