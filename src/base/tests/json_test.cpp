// JSON of described types: every error with its place, and nothing guessed.
// Owns the cases of broken input.
#include <gtest/gtest.h>

#include "base/schema.h"

namespace manyi {
namespace {

enum class Speed { kSlow, kVeryFast };
BOOST_DESCRIBE_ENUM(Speed, kSlow, kVeryFast)

struct Line {
  std::string text;
  Money price;
};
BOOST_DESCRIBE_STRUCT(Line, (), (text, price))

struct Order {
  SiteId site;
  Speed speed = Speed::kSlow;
  std::optional<int> count;
  std::vector<Line> lines;
  RawJson attributes;
};
BOOST_DESCRIBE_STRUCT(Order, (), (site, speed, count, lines, attributes))

std::span<const FieldRule> field_rules(const Line*) {
  static const FieldRule kRules[] = {
      {.name = "text", .doc = "What was done", .min_length = 1, .max_length = 5}};
  return kRules;
}

std::string errors_of(std::string_view json) {
  const auto read = from_json<Order>(json);
  if (read) return "ok";
  std::string all = read.error().code == ErrorCode::kMalformed ? read.error().detail : "";
  for (const auto& field : read.error().fields) all += field.pointer + " " + field.code + "; ";
  return all;
}

}  // namespace

TEST(JsonReading, RoundTripsADescribedStruct) {
  const std::string text =
      R"({"site":"000000000001a","speed":"very_fast","count":null,"lines":[{"text":"修好","price":{"amount":5,"currency":"CNY"}}],"attributes":{"a":1}})";
  const auto order = from_json<Order>(text);
  ASSERT_TRUE(order);
  EXPECT_EQ(to_json(*order), text);
}

TEST(JsonReading, ReportsEveryBrokenFieldAtOnceWithItsPointer) {
  EXPECT_EQ(
      errors_of(
          R"({"speed":"warp","count":1.0,"lines":[{"text":"","price":{"amount":"5"}},{"text":"123456"}],"x/y":1})"),
      "/speed choice; /count type; /lines/0/text required; /lines/0/price/amount type; /lines/1/text "
      "too_long; "
      "/lines/1/price required; /x~1y unknown; /site required; ");
}

TEST(JsonReading, CountsCharactersNotBytes) {
  EXPECT_EQ(
      errors_of(
          R"({"site":"000000000001a","speed":"slow","lines":[{"text":"一二三四五","price":{"amount":1}}]})"),
      "ok");
}

TEST(JsonReading, NamesTheLineAndColumnOfBrokenJson) {
  EXPECT_NE(errors_of("{\"site\":\n  oops}").find("line 2, column 3"), std::string::npos);
  EXPECT_NE(errors_of("{} trailing").find("line 1"), std::string::npos);
  EXPECT_NE(errors_of("{\"site\":").find("incomplete"), std::string::npos);
}

TEST(JsonReading, RefusesNulAndBrokenUtf8) {
  EXPECT_EQ(errors_of("{\"site\":\"000000000001a\",\"speed\":\"slow\",\"lines\":[{\"text\":\"a\\u0000\","
                      "\"price\":{\"amount\":1}}]}"),
            "/lines/0/text nul; ");
  EXPECT_FALSE(from_json<Order>("{\"site\":\"\xC3\x28\"}"));
}

TEST(JsonReading, RefusesNumbersThatDoNotFit) {
  EXPECT_EQ(errors_of(R"({"site":"000000000001a","speed":"slow","count":3000000000})"),
            "/count out_of_range; ");
  EXPECT_EQ(errors_of(R"({"site":"000000000001a","speed":"slow","count":99999999999999999999})"),
            "/count type; ");
}

TEST(JsonReading, RefusesDeepNesting) {
  EXPECT_EQ(from_json<Order>(std::string(100, '[')).error().code, ErrorCode::kMalformed);
}

TEST(JsonWriting, EscapesControlCharactersAndQuotes) {
  EXPECT_EQ(to_json(std::string("a\"b\\c\n\x01")), R"("a\"b\\c\n\u0001")");
}

TEST(Utf8, OverlongSurrogateAndTruncatedFormsAreInvalid) {
  EXPECT_TRUE(valid_utf8("满意 ok"));
  for (const char* text : {"\xC0\x80", "\xED\xA0\x80", "\xE6\xBB", "\xF5\x80\x80\x80", "\xFF"})
    EXPECT_FALSE(valid_utf8(text));
}

TEST(TextReading, TakesScalarsListsAndOptionals) {
  InputErrors errors;
  std::vector<std::string> list;
  std::optional<Speed> speed;
  int number = 0;
  read_text("a,b", list, "/l", errors);
  read_text("very_fast", speed, "/s", errors);
  read_text("7x", number, "/n", errors);
  EXPECT_EQ(list, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(speed, Speed::kVeryFast);
  ASSERT_EQ(errors.all().size(), 1u);
  EXPECT_EQ(errors.all()[0].pointer, "/n");
}

TEST(Schema, DescribesStructsOnceAndMarksRequiredFields) {
  SchemaSet set;
  EXPECT_EQ(set.of<Order>(), R"({"$ref":"#/components/schemas/Order"})");
  const auto& order = set.components().at("Order");
  EXPECT_NE(order.find(R"("required":["site","speed"])"), std::string::npos);
  EXPECT_NE(order.find(R"("enum":["slow","very_fast"])"), std::string::npos);
  EXPECT_NE(set.components().at("Line").find(R"("maxLength":5,"description":"What was done")"),
            std::string::npos);
}

TEST(Money, AllocationLosesNoCent) {
  const auto parts = Money(-100).allocate({1, 1, 1});
  EXPECT_EQ(parts[0].amount() + parts[1].amount() + parts[2].amount(), -100);
  EXPECT_EQ(parts[0].amount(), -34);
  EXPECT_FALSE(Money(1).plus(Money(1, *Currency::parse("EUR"))));
}

}  // namespace manyi
