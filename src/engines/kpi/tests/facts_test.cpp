// Tests of tables, dictionaries and the row index.
#include "engines/kpi/facts.h"

#include <gtest/gtest.h>

#include <random>
#include <thread>

namespace manyi::kpi {
namespace {

struct Shop {
  FactSchema schema{"job"};
  TimeColumn done = schema.time("done");
  DimensionColumn site = schema.dimension("site", "网点", "Site");
  WholeColumn visits = schema.integer("visits");
  NumberColumn age = schema.number("age");
  FlagColumn draft = schema.flag("draft");
  Shop() { schema.zone_by(site); }
  FactRow row(std::int64_t id) const { return FactRow(schema, id); }
};

TEST(FactSchema, ANameDescribedTwiceIsABug) {
  FactSchema schema("job");
  schema.time("done");
  EXPECT_THROW(schema.flag("done"), std::logic_error);
}

TEST(FactTable, ANewRowIsAbsentInEveryColumnUntilSet) {
  Shop shop;
  FactTable table(shop.schema, TimeZone::utc());
  table.upsert(shop.row(7));
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table.ids()[0], 7);
  EXPECT_EQ(table.times(0)[0], kNull);
  EXPECT_EQ(table.codes(0)[0], kNullCode);
  EXPECT_EQ(table.wholes(0)[0], kNull);
  EXPECT_TRUE(std::isnan(table.numbers(0)[0]));
  EXPECT_EQ(table.flags(0)[0], 0);
}

TEST(FactTable, UpsertOfAKnownIdReplacesTheWholeRow) {
  Shop shop;
  FactTable table(shop.schema, TimeZone::utc());
  table.upsert(shop.row(7).set(shop.site, "s1").set(shop.visits, 2).set_attribute("country", "GBR"));
  table.upsert(shop.row(7).set(shop.done, Instant(5)));
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table.codes(0)[0], kNullCode);
  EXPECT_EQ(table.wholes(0)[0], kNull);
  EXPECT_EQ(table.times(0)[0], 5);
  EXPECT_EQ(table.codes(*table.dimension_index("attr.country"))[0], kNullCode);
}

TEST(FactTable, ErasingKeepsTheOthersDense) {
  Shop shop;
  FactTable table(shop.schema, TimeZone::utc());
  for (int id = 1; id <= 5; ++id) table.upsert(shop.row(id).set(shop.visits, id * 10));
  table.erase(2);
  table.erase(5);
  table.erase(99);
  ASSERT_EQ(table.size(), 3U);
  for (const int id : {1, 3, 4}) EXPECT_EQ(table.wholes(0)[*table.row_of(id)], id * 10);
  EXPECT_FALSE(table.contains(2));
}

TEST(FactTable, ARowWithoutAnIdIsABug) {
  Shop shop;
  FactTable table(shop.schema, TimeZone::utc());
  EXPECT_THROW(table.upsert(shop.row(0)), std::logic_error);
}

TEST(FactTable, AnAttributeIsADimensionFromItsFirstValueOn) {
  Shop shop;
  FactTable table(shop.schema, TimeZone::utc());
  table.upsert(shop.row(1));
  EXPECT_FALSE(table.dimension_index("attr.country"));
  table.upsert(shop.row(2).set_attribute("country", "GBR"));
  const auto index = table.dimension_index("attr.country");
  ASSERT_TRUE(index);
  EXPECT_EQ(table.codes(*index)[0], kNullCode);
  EXPECT_EQ(table.dictionary(*index).key(table.codes(*index)[1]), "GBR");
  EXPECT_EQ(table.attribute_dimensions(), std::vector<std::string>{"attr.country"});
}

TEST(FactTable, WritersAndReadersDoNotMeet) {
  Shop shop;
  FactTable table(shop.schema, TimeZone::utc());
  std::thread writer([&] {
    for (int i = 1; i <= 2000; ++i) {
      table.upsert(shop.row(i).set(shop.visits, 1).set(shop.site, "s" + std::to_string(i % 50)));
      if (i % 3 == 0) table.erase(i - 1);
    }
  });
  std::size_t seen = 0;
  for (int i = 0; i < 200; ++i) {
    const auto lock = table.read_lock();
    std::int64_t sum = 0;
    for (std::size_t r = 0; r < table.size(); ++r) sum += table.wholes(0)[r];
    EXPECT_EQ(sum, static_cast<std::int64_t>(table.size()));
    seen = std::max(seen, table.size());
  }
  writer.join();
  EXPECT_EQ(table.size(), 2000U - 666U);
}

TEST(Dictionary, ALabelFindsAllKeysThatCarryIt) {
  Dictionary dictionary;
  const auto a = dictionary.code("e1"), b = dictionary.code("e2");
  dictionary.set_label(a, "张伟");
  dictionary.set_label(b, "张伟");
  EXPECT_EQ(dictionary.matching("张伟"), (std::vector{a, b}));
  EXPECT_EQ(dictionary.matching("e2"), std::vector{b});
  dictionary.set_label(a, "李娜");
  EXPECT_EQ(dictionary.matching("张伟"), std::vector{b});
  EXPECT_EQ(dictionary.label(a), "李娜");
  EXPECT_EQ(dictionary.code(""), kNullCode);
}

TEST(RowIndex, AgreesWithAMapUnderRandomChanges) {
  std::mt19937_64 random(42);
  RowIndex index;
  std::map<std::int64_t, std::uint32_t> map;
  for (int i = 0; i < 200'000; ++i) {
    const auto id = static_cast<std::int64_t>(random() % 3000 + 1);
    if (random() % 3 == 0) {
      index.erase(id);
      map.erase(id);
    } else {
      const auto row = static_cast<std::uint32_t>(random());
      index.put(id, row);
      map[id] = row;
    }
  }
  for (std::int64_t id = 1; id <= 3000; ++id) {
    const auto at = map.find(id);
    EXPECT_EQ(index.find(id), at == map.end() ? std::nullopt : std::optional(at->second));
  }
}

}  // namespace
}  // namespace manyi::kpi
