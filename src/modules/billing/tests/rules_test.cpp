// Months of the books.
// Owns the cases.
#include "modules/billing/rules.h"

#include <gtest/gtest.h>

namespace manyi::billing {
namespace {

TEST(LedgerMonths, ALineIsInTheMonthOfItsDay) {
  EXPECT_EQ(month_of(*Date::of(2026, 3, 31)), "2026-03");
  EXPECT_EQ(month_of(*Date::of(2026, 12, 1)), "2026-12");
}

TEST(LedgerMonths, OnlyYearAndMonthAreAMonth) {
  EXPECT_EQ(parse_month("2026-03"), "2026-03");
  for (const char* wrong : {"2026-13", "2026-3", "2026-03-01", "", "202603", "abcd-ef"})
    EXPECT_FALSE(parse_month(wrong)) << wrong;
}

TEST(LedgerMonths, AClosedMonthIsNamedOnce) {
  std::vector<FieldError> errors;
  check_open({"2026-02"}, {*Date::of(2026, 2, 1), *Date::of(2026, 2, 28)}, errors);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].code, "month_closed");
  errors.clear();
  check_open({"2026-02"}, {*Date::of(2026, 3, 1)}, errors);
  EXPECT_TRUE(errors.empty());
}

}  // namespace
}  // namespace manyi::billing
