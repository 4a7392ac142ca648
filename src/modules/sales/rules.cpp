// Times of a sale and months of a quota.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/sales/rules.h"

namespace manyi::sales {

void check_order_of_times(const SaleStamps& s, std::vector<FieldError>& errors) {
  if (s.recognised_at && *s.recognised_at < s.sold_at)
    errors.push_back({"/recognised_at", "time_order", "This is before the sale."});
  if (s.refunded_at && *s.refunded_at < s.sold_at)
    errors.push_back({"/refunded_at", "time_order", "This is before the sale."});
}

Date first_of_month(Date day) { return *Date::of(day.year(), day.month(), 1); }

}  // namespace manyi::sales
