// Months of the books.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/billing/rules.h"

namespace manyi::billing {

constexpr std::size_t kMonthLength = 7;

std::string month_of(Date booked_on) { return booked_on.text().substr(0, kMonthLength); }

std::optional<std::string> parse_month(std::string_view text) {
  if (text.size() != kMonthLength || !Date::parse(std::string(text) + "-01")) return std::nullopt;
  return std::string(text);
}

void check_open(const std::set<std::string>& closed, const std::vector<Date>& booked,
                std::vector<FieldError>& errors) {
  for (const Date day : booked) {
    if (!closed.contains(month_of(day))) continue;
    errors.push_back({"/booked_on", "month_closed",
                      "The books of " + month_of(day) + " are closed; reopen the month first."});
    return;
  }
}

}  // namespace manyi::billing
