// Tests of the values that an ad-hoc question collects by slot, and of the bits it picks rows by.
#include "engines/kpi/collected.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engines/kpi/truths.h"

namespace manyi::kpi {
namespace {

constexpr std::int64_t kWide = std::int64_t{1} << 33;

std::vector<std::int64_t> values_of(const Collected& collected, std::size_t slot) {
  std::vector<std::uint32_t> narrow;
  std::vector<std::int64_t> wide;
  const auto n = collected.gather(slot, narrow, wide);
  std::vector<std::int64_t> all(narrow.begin(), narrow.end());
  all.insert(all.end(), wide.begin(), wide.end());
  EXPECT_EQ(all.size(), n);
  std::sort(all.begin(), all.end());
  return all;
}

TEST(Collected, ASlotWithoutValuesIsEmpty) {
  Collected collected(3);
  collected.order();
  EXPECT_TRUE(values_of(collected, 1).empty());
  collected.release(0, 3);
  EXPECT_TRUE(values_of(collected, 2).empty());
}

TEST(Collected, RowsThatAreNotUsedLeaveNothing) {
  Collected collected(2);
  const std::uint32_t slot[] = {0, 1, 0};
  const std::int64_t values[] = {5, 6, 7};
  const std::uint8_t none[] = {0, 0, 0}, one[] = {0, 0, 1};
  collected.add(slot, values, none, 3);
  EXPECT_TRUE(values_of(collected, 0).empty());
  collected.add(slot, values, one, 3);
  EXPECT_EQ(values_of(collected, 0), std::vector<std::int64_t>{7});
  EXPECT_TRUE(values_of(collected, 1).empty());
}

TEST(Collected, LargeValuesStayWithTheirSlotsWhileEarlierOnesAreReleased) {
  Collected collected(4);
  for (const auto slot : {3U, 1U, 2U, 0U}) collected.add(slot, kWide + slot);
  collected.add(1, 4);
  collected.order();
  EXPECT_EQ(values_of(collected, 0), std::vector<std::int64_t>{kWide});
  EXPECT_EQ(values_of(collected, 1), (std::vector<std::int64_t>{4, kWide + 1}));
  collected.release(0, 2);
  collected.add(2, -kWide);  // comes when others are in order already
  collected.add(2, kWide + 2);
  collected.order();
  EXPECT_TRUE(values_of(collected, 0).empty());
  EXPECT_TRUE(values_of(collected, 1).empty());
  EXPECT_EQ(values_of(collected, 2), (std::vector<std::int64_t>{-kWide, kWide + 2, kWide + 2}));
  EXPECT_EQ(values_of(collected, 3), std::vector<std::int64_t>{kWide + 3});
}

TEST(Collected, SumsAndValuesAreThoseOfAPlainListOverManyPieces) {
  std::mt19937_64 random(11);
  constexpr std::size_t kSlots = 40;
  Collected collected(kSlots);
  std::vector<std::vector<std::int64_t>> plain(kSlots);
  std::size_t released = 0;
  for (int round = 0; round < 8; ++round) {
    for (int i = 0; i < 30'000; ++i) {
      const auto slot = released + random() % (kSlots - released);
      auto value = static_cast<std::int64_t>(random() % 3 == 0 ? 4711 : random() % 0xFFFFFFFF);
      if (random() % 2000 == 0) value = random() % 2 ? -value : value << 8;
      collected.add(slot, value);
      plain[slot].push_back(value);
    }
    collected.order();
    for (const auto end = released + 4; released < end; ++released) {
      auto& expected = plain[released];
      Wide sum = 0, squares = 0, expected_sum = 0, expected_squares = 0;
      collected.add_up(released, sum, squares, true);
      for (const auto value : expected) {
        expected_sum += value;
        expected_squares += static_cast<Wide>(value) * value;
      }
      ASSERT_TRUE(sum == expected_sum && squares == expected_squares);
      std::sort(expected.begin(), expected.end());
      ASSERT_EQ(values_of(collected, released), expected);
    }
    collected.release(released - 4, released);
  }
}

TEST(RowBits, OfPickedRowsAreTheirBitsNextToEachOther) {
  std::mt19937_64 random(12);
  for (int round = 0; round < 300; ++round) {
    RowBits from{}, chosen{};
    const auto every = std::uint64_t{1} << round % 12;  // all rows, fewer and fewer, none
    for (std::size_t row = 0; row < kBlock; ++row) {
      from.words[row / 64] |= std::uint64_t{random() % 2} << row % 64;
      chosen.words[row / 64] |= std::uint64_t{round % 12 < 11 && random() % every == 0} << row % 64;
    }
    if (round == 11) chosen.words[15] = std::uint64_t{1} << 63;  // one row, the last
    std::vector<std::uint16_t> expected;
    for (std::size_t row = 0; row < kBlock; ++row)
      if (chosen.words[row / 64] >> row % 64 & 1) expected.push_back(static_cast<std::uint16_t>(row));
    std::array<std::uint16_t, kBlock> picked;
    const auto count = lanes::pick(chosen.words.data(), picked.data());
    ASSERT_EQ(std::vector(picked.begin(), picked.begin() + static_cast<std::ptrdiff_t>(count)), expected);
    const auto bits = from.of(Rows{0, count, picked.data()});
    for (std::size_t i = 0; i < kBlock; ++i) {
      const auto bit = bits.words[i / 64] >> i % 64 & 1;
      ASSERT_EQ(bit, i < count ? from.words[picked[i] / 64] >> picked[i] % 64 & 1 : 0);
    }
  }
}

}  // namespace
}  // namespace manyi::kpi
