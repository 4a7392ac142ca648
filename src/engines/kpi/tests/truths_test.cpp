// Tests of what is kept of conditions: the same as asking the rows, whatever happens to them.
#include "engines/kpi/truths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "engines/kpi/expression.h"
#include "engines/kpi/facts.h"
#include "engines/kpi/lanes.h"
#include "engines/kpi/program.h"

namespace manyi::kpi {
namespace {

struct Shop {
  FactSchema schema{"job"};
  TimeColumn done = schema.time("done");
  DimensionColumn site = schema.dimension("site", "网点", "Site");
  WholeColumn visits = schema.integer("visits");
  FactTable table{schema, TimeZone::utc()};
  std::size_t tested = 0;  // blocks

  void put(std::int64_t id, std::int64_t visits_made) {
    table.upsert(FactRow(schema, id)
                     .set(done, Instant(id * 1000))
                     .set(site, "s" + std::to_string(id % 3))
                     .set(visits, visits_made));
  }
  std::vector<std::uint32_t> blocks() const {
    std::vector<std::uint32_t> all((table.size() + kBlock - 1) / kBlock);
    std::iota(all.begin(), all.end(), 0U);
    return all;
  }
  std::shared_ptr<const KeptTruth> ask(const Expr& condition, const std::vector<std::uint32_t>& of) {
    Program program(table, condition, std::numeric_limits<std::int64_t>::max(), Match::kKeys);
    return table.truths().ask(table, truth_name(condition), of, [&](const Rows& rows, std::uint8_t* truth) {
      ++tested;
      return program.test(rows, truth);
    });
  }
  bool holds(const KeptTruth& truth, std::size_t row) const {
    const auto all = truth.all(row / kBlock);
    if (all != kMixed) return all == kTrue;
    const auto at = row % kBlock;
    return (truth.bits(row / kBlock).words[at / 64] >> at % 64 & 1) != 0;
  }
};

TEST(Truths, FollowEveryChangeOfTheRows) {
  Shop shop;
  std::mt19937_64 random(3);
  const auto condition = *parse_condition("visits > 2 and site = 's1'", shop.schema, TimeZone::utc());
  for (int round = 0; round < 12; ++round) {
    for (int i = 0; i < 700; ++i) shop.put(static_cast<std::int64_t>(1 + random() % 5000), random() % 5);
    for (int i = 0; i < 50; ++i) shop.table.erase(static_cast<std::int64_t>(1 + random() % 5000));
    const auto lock = shop.table.read_lock();
    const auto truth = shop.ask(*condition, shop.blocks());
    const auto& sites = shop.table.dictionary(shop.site.index);
    for (std::size_t row = 0; row < shop.table.size(); ++row) {
      const bool expected = shop.table.wholes(shop.visits.index)[row] > 2 &&
                            shop.table.codes(shop.site.index)[row] == sites.find("s1");
      ASSERT_EQ(shop.holds(*truth, row), expected) << row;
    }
  }
}

TEST(Truths, OnlyBlocksThatChangedAreLookedAtAgain) {
  Shop shop;
  for (std::int64_t id = 1; id <= 5000; ++id) shop.put(id, id % 7);
  const auto condition = *parse_condition("visits > 2", shop.schema, TimeZone::utc());
  shop.ask(*condition, {1, 2});
  EXPECT_EQ(shop.tested, 2U);
  shop.ask(*condition, shop.blocks());
  EXPECT_EQ(shop.tested, 5U);
  shop.put(3000, 0);
  shop.ask(*condition, shop.blocks());
  EXPECT_EQ(shop.tested, 6U);
}

TEST(Truths, DifferentConditionsHaveDifferentNames) {
  Shop shop;
  const auto name = [&](const char* text) {
    return truth_name(**parse_condition(text, shop.schema, TimeZone::utc()));
  };
  EXPECT_EQ(name("visits > 2"), name("visits  >  2"));
  EXPECT_NE(name("visits > 2"), name("visits > 3"));
  EXPECT_NE(name("site = 's1'"), name("site = 's2'"));
  EXPECT_NE(truth_name(std::size_t{1}, 2), truth_name(std::size_t{12}, 2));
}

TEST(Truths, WhatWasNotAskedForLongestMakesRoom) {
  Shop shop;
  shop.put(1, 1);
  for (int i = 0; i < 200; ++i)
    shop.ask(**parse_condition("visits > " + std::to_string(i), shop.schema, TimeZone::utc()), {0});
  EXPECT_LE(shop.table.truths().bytes(), 64 * (sizeof(RowBits) + 5));
}

TEST(RowBits, OfPickedRowsLieNextToEachOther) {
  std::mt19937_64 random(8);
  RowBits bits{};
  for (auto& word : bits.words) word = random();
  std::vector<std::uint16_t> picked;
  for (std::uint16_t row = 0; row < kBlock; ++row)
    if (random() % 5 == 0) picked.push_back(row);
  const auto few = bits.of({0, picked.size(), picked.data()});
  for (std::size_t i = 0; i < picked.size(); ++i)
    EXPECT_EQ(few.words[i / 64] >> i % 64 & 1, bits.words[picked[i] / 64u] >> picked[i] % 64 & 1);
}

TEST(Lanes, PackAndSpreadAreEachOthersReverse) {
  std::mt19937_64 random(9);
  for (const std::size_t count : {1U, 7U, 8U, 63U, 64U, 65U, 200U, 1000U, 1024U}) {
    std::array<std::uint8_t, kBlock> truth{}, mask{};
    for (auto& one : truth) one = static_cast<std::uint8_t>(random() % 3);
    RowBits bits;
    lanes::pack(truth.data(), count, bits.words.data());
    lanes::spread(bits.words.data(), count, mask.data());
    for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(mask[i], truth[i] == kTrue ? 1 : 0);
    std::size_t ones = 0;
    for (const auto word : bits.words) ones += static_cast<std::size_t>(__builtin_popcountll(word));
    std::array<std::uint16_t, kBlock> picked;
    ASSERT_EQ(lanes::pick(bits.words.data(), picked.data()), ones);
    for (std::size_t i = 0; i < ones; ++i) ASSERT_EQ(mask[picked[i]], 1);
  }
}

TEST(Lanes, FewValuesAreSortedWithEqualOnes) {
  std::mt19937_64 random(10);
  for (std::size_t count = 0; count <= lanes::kFew; ++count) {
    std::vector<std::uint32_t> values(count);
    for (auto& value : values) value = static_cast<std::uint32_t>(count % 2 ? random() % 10 : random());
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end());
    lanes::sort_few(values.data(), count);
    ASSERT_EQ(values, sorted);
  }
}

}  // namespace
}  // namespace manyi::kpi
