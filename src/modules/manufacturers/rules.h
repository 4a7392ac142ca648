// What a value that a manufacturer gave us must hold.
// Owns the rules of its period and its parts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"

namespace manyi::manufacturers {

/// The ratio is kept with both parts when they are known; a rate is a fraction, 0.985.
struct ValueParts {
  std::optional<double> value, numerator, denominator;
  std::optional<std::int64_t> n;
  bool operator==(const ValueParts&) const = default;
};
BOOST_DESCRIBE_STRUCT(ValueParts, (), (value, numerator, denominator, n))

/// A code as the catalogue of metrics has them: small letters, digits and underscores.
bool is_metric_code(std::string_view text);
/// The value follows from its parts when it is not given.
ValueParts complete_parts(ValueParts told);
/// [from, to) is not empty; a value or both parts are given, and they agree.
void check_value(Date from, Date to, std::string_view metric, const ValueParts& parts,
                 std::vector<FieldError>& errors);

}  // namespace manyi::manufacturers
