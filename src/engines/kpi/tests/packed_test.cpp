// Tests of packed columns and of ranks over cells, against plain vectors.
#include "engines/kpi/packed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "engines/kpi/cells.h"

namespace manyi::kpi {
namespace {

/// Values as columns have them: small codes, stamps close together, stamps far apart, anything.
std::int64_t value_of(int kind, std::mt19937_64& random) {
  if (kind != 0 && random() % 5 == 0) return kNull;
  const auto bits = static_cast<std::int64_t>(random() >> 1);
  switch (kind) {
    case 0: return bits % 7;
    case 1: return bits % 300 - 20;
    case 2: return 1'770'000'000'000 + bits % 1'000'000'000;
    case 3: return 1'700'000'000'000 + bits % 100'000'000'000;
    default: return bits - (std::int64_t{1} << 62);
  }
}

class Packed : public testing::TestWithParam<int> {};

TEST_P(Packed, AgreesWithAPlainVectorUnderRandomChanges) {
  std::mt19937_64 random(static_cast<unsigned>(GetParam()) + 1);
  PackedColumn column;
  std::vector<std::int64_t> plain;
  for (int round = 0; round < 300; ++round) {
    std::vector<std::int64_t> more(random() % 700);
    const bool same = random() % 4 == 0;
    for (auto& value : more) value = same && GetParam() != 0 ? kNull : value_of(GetParam(), random);
    column.append(more.data(), more.size());
    plain.insert(plain.end(), more.begin(), more.end());
    for (int i = 0; i < 20 && !plain.empty(); ++i) {
      const auto row = random() % plain.size();
      plain[row] = value_of(random() % 9 == 0 && GetParam() != 0 ? 4 : GetParam(), random);
      column.set(row, plain[row]);
    }
    for (auto left = std::min<std::size_t>(random() % 300, plain.size()); left > 0; --left) {
      column.pop_back();
      plain.pop_back();
    }
  }
  ASSERT_EQ(column.size(), plain.size());
  std::vector<std::int64_t> read(kBlock);
  std::vector<std::uint8_t> truth(kBlock);
  std::vector<std::uint16_t> picked;
  for (std::size_t first = 0; first < plain.size(); first += kBlock) {
    const auto size = std::min(kBlock, plain.size() - first);
    picked.clear();
    for (std::size_t i = 0; i < size; ++i)
      if (random() % 3 == 0) picked.push_back(static_cast<std::uint16_t>(i));
    for (const bool some : {false, true}) {
      const Rows rows{first, some ? picked.size() : size, some ? picked.data() : nullptr};
      column.read(rows, read.data());
      for (std::size_t i = 0; i < rows.count; ++i) {
        ASSERT_EQ(read[i], plain[rows.row(i)]);
        ASSERT_EQ(column.at(rows.row(i)), plain[rows.row(i)]);
      }
      for (int question = 0; question < 8; ++question) {
        auto low = value_of(GetParam(), random), high = value_of(GetParam(), random);
        const bool inside = random() % 2 == 0, wanted = random() % 2 == 0;
        auto all = column.compare(rows, low, high, inside, truth.data());
        for (std::size_t i = 0; i < rows.count; ++i) {
          const auto value = plain[rows.row(i)];
          const auto holds = (value >= low && value <= high) == inside;
          const auto expected = value == kNull ? kUnknown : holds ? kTrue : kFalse;
          ASSERT_EQ(all == kMixed ? truth[i] : all, expected) << low << " " << high << " " << value;
        }
        all = column.absent(rows, wanted, truth.data());
        for (std::size_t i = 0; i < rows.count; ++i)
          ASSERT_EQ(all == kMixed ? truth[i] : all, (plain[rows.row(i)] == kNull) == wanted ? kTrue : kFalse);
      }
      if (GetParam() != 0) continue;
      std::array<std::uint8_t, 7> of_value{kUnknown};
      for (std::size_t v = 1; v < of_value.size(); ++v) of_value[v] = random() % 2 ? kTrue : kFalse;
      const auto all = column.look_up(rows, of_value.data(), truth.data());
      for (std::size_t i = 0; i < rows.count; ++i)
        ASSERT_EQ(all == kMixed ? truth[i] : all, of_value[static_cast<std::size_t>(plain[rows.row(i)])]);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Packed, testing::Range(0, 5));

TEST(Ranking, IsThatOfAllValuesSortedWhateverCameAndWent) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 40; ++round) {
    Cuts cuts;
    if (round % 2 == 0) {
      for (std::size_t c = 0; c < Cuts::kCount; ++c)
        cuts.at.push_back(static_cast<std::uint32_t>(random() % 10'000'000));
      std::sort(cuts.at.begin(), cuts.at.end());
    }
    std::vector<CellValues> cells(1 + random() % 6);
    std::vector<std::vector<std::int64_t>> plain(cells.size());
    for (int step = 0; step < 4; ++step) {
      for (std::size_t c = 0; c < cells.size(); ++c) {
        const auto changes = step == 0 ? random() % 5000 : random() % 3 == 0 ? random() % 900 : random() % 4;
        for (std::size_t i = 0; i < changes; ++i) {
          if (!plain[c].empty() && random() % 3 == 0) {
            const auto at = random() % plain[c].size();
            cells[c].remove(plain[c][at]);
            plain[c].erase(plain[c].begin() + static_cast<std::ptrdiff_t>(at));
          } else {
            auto value = static_cast<std::int64_t>(random() % 10'000'000);
            if (random() % 50 == 0) value = random() % 2 ? -value : value << 24;
            if (random() % 3 == 0) value = 4711;  // many alike
            cells[c].add(value);
            plain[c].push_back(value);
          }
        }
        cells[c].settle(cuts);
        if (random() % 2) cells[c].mark(cuts);
        ASSERT_EQ(cells[c].size(), plain[c].size());
      }
      Ranking ranking(cuts);
      std::vector<std::int64_t> all;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        ranking.add(cells[c]);
        all.insert(all.end(), plain[c].begin(), plain[c].end());
      }
      std::sort(all.begin(), all.end());
      ASSERT_EQ(ranking.size(), static_cast<std::int64_t>(all.size()));
      for (int i = 0; i < 30 && !all.empty(); ++i) {
        const auto rank = random() % all.size();
        ASSERT_EQ(ranking.at(static_cast<std::int64_t>(rank)), all[rank]);
      }
    }
  }
}

TEST(Selection, FindsTheRanksInOrder) {
  std::mt19937_64 random(6);
  Selection selection;
  for (int round = 0; round < 400; ++round) {
    std::vector<std::uint32_t> values(1 + random() % 3000);
    const auto range = 1 + random() % (round % 2 ? 20 : 1'000'000);
    for (auto& value : values) value = static_cast<std::uint32_t>(random() % range);
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const auto low = random() % values.size(), high = std::min(values.size() - 1, low + random() % 100);
    const auto found = selection.ranks(values, low, high);
    ASSERT_EQ(found.size(), high - low + 1);
    for (auto rank = low; rank <= high; ++rank) ASSERT_EQ(found[rank - low], sorted[rank]);
  }
}

}  // namespace
}  // namespace manyi::kpi
