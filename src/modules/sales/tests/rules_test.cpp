// Times of a sale and months of a quota.
// Owns the cases.
#include "modules/sales/rules.h"

#include <gtest/gtest.h>

namespace manyi::sales {
namespace {

TEST(SaleTimes, NothingComesBeforeTheSale) {
  SaleStamps s;
  s.sold_at = *Instant::parse("2026-03-05T02:00:00Z");
  s.recognised_at = s.sold_at - kDay;
  s.refunded_at = s.sold_at - kHour;
  std::vector<FieldError> errors;
  check_order_of_times(s, errors);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].pointer, "/recognised_at");
  EXPECT_EQ(errors[1].pointer, "/refunded_at");
}

TEST(QuotaMonths, AnyDayStandsForItsMonth) {
  EXPECT_EQ(first_of_month(*Date::of(2026, 2, 28)), *Date::of(2026, 2, 1));
  EXPECT_EQ(first_of_month(*Date::of(2026, 2, 1)), *Date::of(2026, 2, 1));
}

}  // namespace
}  // namespace manyi::sales
