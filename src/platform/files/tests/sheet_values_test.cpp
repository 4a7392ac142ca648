// Serial days and formats, the false leap day of 1900 included.
// Owns nothing.
#include "platform/files/sheet_values.h"

#include <gtest/gtest.h>

namespace manyi::files {
namespace {

TEST(SheetValues, FormatsShowDatesTimesOrNumbers) {
  using enum NumberShape;
  for (const auto& [code, shape] :
       std::initializer_list<std::pair<const char*, NumberShape>>{{"General", kNumber},
                                                                  {"0.00", kNumber},
                                                                  {"#,##0;[Red]-#,##0", kNumber},
                                                                  {"yyyy-mm-dd", kDate},
                                                                  {"d/m/yy h:mm", kDateTime},
                                                                  {"h:mm AM/PM", kTime},
                                                                  {"mm:ss", kTime},
                                                                  {"[h]:mm:ss", kElapsed},
                                                                  {"mmm", kDate},
                                                                  {"[$-804]yyyy\"年\"m\"月\"", kDate},
                                                                  {"0.0\" days\"", kNumber},
                                                                  {"\\d0", kNumber},
                                                                  {"@", kNumber},
                                                                  {"0%", kNumber},
                                                                  {"0.00E+00", kNumber}})
    EXPECT_EQ(number_shape(200, code), shape) << code;
  EXPECT_EQ(number_shape(14, ""), kDate);
  EXPECT_EQ(number_shape(22, ""), kDateTime);
  EXPECT_EQ(number_shape(31, ""), kDate);  // of Chinese and Japanese programs
  EXPECT_EQ(number_shape(2, ""), kNumber);
}

TEST(SheetValues, SerialsAreDaysOfTheirSystem) {
  using enum NumberShape;
  const auto text = [](double serial, NumberShape shape, DateSystem system = DateSystem::k1900) {
    return serial_text(serial, shape, system).value_or("none");
  };
  EXPECT_EQ(text(1, kDate), "1900-01-01");
  EXPECT_EQ(text(59, kDate), "1900-02-28");
  EXPECT_EQ(text(60, kDate), "none");  // 29 February 1900
  EXPECT_EQ(text(61, kDate), "1900-03-01");
  EXPECT_EQ(text(45352, kDate), "2024-03-01");
  EXPECT_EQ(text(45352, kDateTime), "2024-03-01 00:00:00");
  EXPECT_EQ(text(45352.999999999, kDateTime), "2024-03-02 00:00:00");
  EXPECT_EQ(text(0, kDate, DateSystem::k1904), "1904-01-01");
  EXPECT_EQ(text(43890, kDate, DateSystem::k1904), "2024-03-01");
  EXPECT_EQ(text(0.25, kTime), "06:00:00");
  EXPECT_EQ(text(2.5, kElapsed), "60:00:00");
  EXPECT_EQ(text(2'958'465, kDate), "9999-12-31");
  EXPECT_EQ(text(2'958'466, kDate), "none");
  EXPECT_EQ(text(-1, kDate), "none");
  EXPECT_EQ(serial_of(*Date::parse("2024-03-01"), 43'200'000), 45352.5);
  EXPECT_FALSE(serial_of(*Date::parse("1900-02-28"), 0));
}

TEST(SheetValues, NumbersAreWrittenOut) {
  EXPECT_EQ(plain_number(0.1 + 0.2), "0.3");
  EXPECT_EQ(plain_number(13800000000.0), "13800000000");
  EXPECT_EQ(plain_number(1e21), "1000000000000000000000");
  EXPECT_EQ(plain_number(1e-7), "0.0000001");
  EXPECT_EQ(plain_number(-2.5), "-2.5");
}

TEST(SheetValues, ColumnsHaveLetters) {
  for (const auto& [column, letters] : std::initializer_list<std::pair<std::size_t, const char*>>{
           {0, "A"}, {25, "Z"}, {26, "AA"}, {701, "ZZ"}, {702, "AAA"}, {16'383, "XFD"}}) {
    EXPECT_EQ(column_letters(column), letters);
    EXPECT_EQ(column_of_reference(std::string(letters) + "12"), column);
  }
  for (const auto* bad : {"", "12", "a1", "XFE1", "AAAA1"}) EXPECT_FALSE(column_of_reference(bad)) << bad;
}

}  // namespace
}  // namespace manyi::files
