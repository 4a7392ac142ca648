// Tests of the order of records and of pages that follow each other.
#include "modules/performance/case_order.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace manyi::performance {
namespace {

PlacedCase one(std::int64_t id, std::optional<double> key) { return {{id, key}, {key, id}}; }

std::vector<std::int64_t> ids(const OrderedPage& page) {
  std::vector<std::int64_t> out;
  for (const auto& record : page.items) out.push_back(record.id);
  return out;
}

TEST(CaseOrder, PutsTheLargestFirstAndWhatHasNothingLast) {
  const std::vector<PlacedCase> cases{one(1, 5), one(2, {}), one(3, 7), one(4, 5)};
  EXPECT_EQ(ids(ordered_page(cases, *parse_case_order("-value"), {}, 9)),
            (std::vector<std::int64_t>{3, 4, 1, 2}));
  EXPECT_EQ(ids(ordered_page(cases, *parse_case_order("value"), {}, 9)),
            (std::vector<std::int64_t>{1, 4, 3, 2}));
}

TEST(CaseOrder, KeepsARecordThatIsListedTwiceOnOnePage) {
  const std::vector<PlacedCase> cases{one(1, 5), one(2, 3), one(2, 3), one(3, 1)};
  const auto order = *parse_case_order("-value");
  const auto first = ordered_page(cases, order, {}, 2);
  EXPECT_EQ(ids(first), (std::vector<std::int64_t>{1, 2, 2}));
  EXPECT_EQ(ids(ordered_page(cases, order, first.last, 2)), (std::vector<std::int64_t>{3}));
}

TEST(CaseOrder, KnowsItsWordsOnly) {
  EXPECT_TRUE(parse_case_order("-at")->falls);
  EXPECT_EQ(parse_case_order("value")->by, CaseOrder::By::kValue);
  for (const char* word : {"", "-", "site", "--at", "AT"}) EXPECT_FALSE(parse_case_order(word)) << word;
}

TEST(CasePlace, ComesBackAsItWent) {
  for (const auto key : {std::optional<double>(1'764'291'600'123.0), std::optional(0.1 + 0.2),
                         std::optional(-3.0), std::optional<double>()}) {
    const auto back = parse_place(place_text({key, 12345}));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->key, key);
    EXPECT_EQ(back->id, 12345);
  }
  for (const char* text : {"", "x", "12~", "12~x", "12~nan", "12~inf", "12~1~2"})
    EXPECT_FALSE(parse_place(text)) << text;
}

// Many share a key, some have none: each is on one page, whatever its size.
TEST(CaseOrder, PagesHoldEachRecordOnce) {
  std::mt19937 random(7);
  std::vector<PlacedCase> cases;
  for (std::int64_t id = 1; id <= 200; ++id)
    cases.push_back(one(id, random() % 9 == 0 ? std::nullopt : std::optional<double>(random() % 12)));
  for (const char* words : {"at", "-at", "value", "-value"})
    for (const std::size_t limit : {1, 7, 50, 500}) {
      const auto order = *parse_case_order(words);
      const auto whole = ids(ordered_page(cases, order, {}, cases.size()));
      std::vector<std::int64_t> paged;
      std::optional<CasePlace> after;
      do {
        const auto page = ordered_page(cases, order, after, limit);
        for (const auto id : ids(page)) paged.push_back(id);
        after = page.last ? parse_place(place_text(*page.last)) : std::nullopt;
      } while (after);
      EXPECT_EQ(paged, whole) << words << ' ' << limit;
      EXPECT_EQ(std::set(paged.begin(), paged.end()).size(), cases.size());
    }
}

}  // namespace
}  // namespace manyi::performance
