// What a manufacturer's value must hold.
// Owns the cases.
#include "modules/manufacturers/rules.h"

#include <gtest/gtest.h>

namespace manyi::manufacturers {
namespace {

const Date kFrom = *Date::of(2026, 3, 1), kTo = *Date::of(2026, 4, 1);

std::vector<std::string> codes(Date from, Date to, std::string_view metric, ValueParts parts) {
  std::vector<FieldError> errors;
  check_value(from, to, metric, parts, errors);
  std::vector<std::string> all;
  for (const auto& error : errors) all.push_back(error.pointer + " " + error.code);
  return all;
}

TEST(ManufacturerValue, FollowsFromItsParts) {
  EXPECT_EQ(complete_parts({{}, 3.0, 4.0, {}}).value, 0.75);
  EXPECT_EQ(complete_parts({0.5, {}, {}, {}}).value, 0.5);
  EXPECT_FALSE(complete_parts({{}, 3.0, 0.0, {}}).value.has_value());
}

TEST(ManufacturerValue, AgreesWithItsPartsUpToTheirRounding) {
  EXPECT_TRUE(codes(kFrom, kTo, "csat_rate", {0.983, 59.0, 60.0, 60}).empty());
  EXPECT_EQ(codes(kFrom, kTo, "csat_rate", {0.97, 59.0, 60.0, 60}),
            std::vector<std::string>{"/value contradiction"});
}

TEST(ManufacturerValue, AllThatIsWrongIsToldAtOnce) {
  EXPECT_EQ(codes(kTo, kFrom, "CSAT", {{}, 1.0, 0.0, -1}),
            (std::vector<std::string>{"/metric format", "/period_to before_from", "/denominator zero",
                                      "/n minimum", "/value required"}));
}

}  // namespace
}  // namespace manyi::manufacturers
