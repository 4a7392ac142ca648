// When a sale counts, and what a quota is for.
// Owns the order of a sale's times.
#pragma once

#include <optional>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"

namespace manyi::sales {

/// A sale counts when it is recognised; what is refunded later is taken off then.
struct SaleStamps {
  Instant sold_at;
  std::optional<Instant> recognised_at, refunded_at;
  bool operator==(const SaleStamps&) const = default;
};
BOOST_DESCRIBE_STRUCT(SaleStamps, (), (sold_at, recognised_at, refunded_at))

void check_order_of_times(const SaleStamps& stamps, std::vector<FieldError>& errors);
/// The first day of the month of any of its days.
Date first_of_month(Date day);

}  // namespace manyi::sales
