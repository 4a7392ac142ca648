// Which accounts there are, and in which month a line counts.
// Owns the rule that a closed month is not changed.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"

namespace manyi::billing {

/// Costs and expenses are positive amounts; what is taken back is negative.
enum class Account {
  kRevenueWarranty,
  kRevenuePaid,
  kRevenueParts,
  kRevenueProducts,
  kDirectCost,
  kExpense,
};
BOOST_DESCRIBE_ENUM(Account, kRevenueWarranty, kRevenuePaid, kRevenueParts, kRevenueProducts, kDirectCost,
                    kExpense)

/// "2026-03": the month whose books a line is in.
std::string month_of(Date booked_on);
/// \errors nullopt unless "YYYY-MM"
std::optional<std::string> parse_month(std::string_view text);
/// Adds an error at /booked_on when one of the months is closed.
void check_open(const std::set<std::string>& closed, const std::vector<Date>& booked,
                std::vector<FieldError>& errors);

}  // namespace manyi::billing
