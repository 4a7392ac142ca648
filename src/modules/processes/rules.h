// What a check found, and whether it counts.
// Owns the kinds of checks and the rules of their points.
#pragma once

#include <optional>
#include <vector>

#include "base/describe.h"
#include "base/result.h"

namespace manyi::processes {

enum class CheckKind { kConduct, kProcess, kPhoto, kMystery, kAudit };
BOOST_DESCRIBE_ENUM(CheckKind, kConduct, kProcess, kPhoto, kMystery, kAudit)

enum class CheckResult { kPass, kFail, kNotApplicable };
BOOST_DESCRIBE_ENUM(CheckResult, kPass, kFail, kNotApplicable)

struct CheckPoints {
  std::optional<std::int64_t> points_got, points_max;
  bool operator==(const CheckPoints&) const = default;
};
BOOST_DESCRIBE_STRUCT(CheckPoints, (), (points_got, points_max))

/// Without points a pass is one of one, a failure none of one; what does not apply has none at all.
CheckPoints complete_points(CheckResult result, CheckPoints told);
/// Points lie between none and the most; a check that does not apply has none.
void check_points(CheckResult result, const CheckPoints& points, std::vector<FieldError>& errors);

}  // namespace manyi::processes
