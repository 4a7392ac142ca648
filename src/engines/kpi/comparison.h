// Two definitions of one metric over the same records.
// Owns the list of records on which they differ, and how.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/kpi/evaluate.h"

namespace manyi::kpi {

/// Where a definition puts a record. kNumerator implies the denominator; a metric that is no ratio
/// knows kNumerator only.
enum class Standing { kLeftOut, kDenominator, kNumerator, kUnlinked, kPending };
std::string_view standing_name(Standing standing);  // "left_out", "denominator", ...

struct Verdict {
  Standing standing = Standing::kLeftOut;
  std::optional<double> value;  // what the record adds to a sum, mean or percentile
  bool operator==(const Verdict&) const = default;
};

struct Difference {
  std::int64_t id;
  Verdict first, second;
};

struct Differences {
  std::vector<Difference> items;     // by ascending id
  std::optional<std::int64_t> next;  // pass as `after` for the next page
  std::int64_t total = 0;
  std::string fact;
};

struct Comparison {
  MetricAnswer first, second;
  Differences records;  // of the whole period
};

}  // namespace manyi::kpi
