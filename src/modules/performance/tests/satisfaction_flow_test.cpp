// Tests of who moved where on the satisfaction ladder.
#include "modules/performance/satisfaction_flow.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace manyi::performance {
namespace {

constexpr int kSeptember = 2026 * 12 + 8, kOctober = kSeptember + 1;

Word word(std::int64_t customer, int month, int day, LadderStep step, std::int64_t record) {
  return {.customer = customer,
          .at_ms = month * 31LL * 86'400'000 + day * 86'400'000LL,
          .month = month,
          .step = step,
          .record = record,
          .work_order = {}};
}

std::vector<Word> sorted(std::vector<Word> words) {
  std::sort(words.begin(), words.end(), by_customer);
  return words;
}

TEST(SatisfactionFlow, TheLastWordOfAMonthCounts) {
  const auto words = sorted({word(1, kSeptember, 20, LadderStep::kVerySatisfied, 12),
                             word(1, kSeptember, 3, LadderStep::kDissatisfied, 11),
                             word(1, kOctober, 2, LadderStep::kSatisfied, 13),
                             word(1, kOctober, 9, LadderStep::kComplaint, 5)});
  const auto moves = moves_of(words, kOctober);
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].before, LadderStep::kVerySatisfied);
  EXPECT_EQ(moves[0].now, LadderStep::kComplaint);
  EXPECT_EQ(moves[0].before_word->record, 12);
  EXPECT_EQ(moves[0].now_word->record, 5);
}

TEST(SatisfactionFlow, OfTwoWordsAtOneTimeTheLaterRecordCounts) {
  const auto words = sorted({word(1, kOctober, 2, LadderStep::kSatisfied, 14),
                             word(1, kOctober, 2, LadderStep::kDissatisfied, 13)});
  EXPECT_EQ(moves_of(words, kOctober).at(0).now, LadderStep::kSatisfied);
}

TEST(SatisfactionFlow, ANewCustomerIsToldFromOneWhoKeptSilentForAMonth) {
  const auto words = sorted({word(1, kOctober, 2, LadderStep::kSatisfied, 11),
                             word(2, kSeptember - 1, 2, LadderStep::kDissatisfied, 12),
                             word(2, kOctober, 2, LadderStep::kSatisfied, 13)});
  const auto moves = moves_of(words, kOctober);
  ASSERT_EQ(moves.size(), 2u);
  EXPECT_EQ(moves[0].before, LadderStep::kFirstAnswer);
  EXPECT_EQ(moves[1].before, LadderStep::kNoAnswer);
}

TEST(SatisfactionFlow, WhoAnswersNoMoreIsShownAndWhoAnsweredLongAgoIsNot) {
  const auto words = sorted({word(1, kSeptember, 2, LadderStep::kSatisfied, 11),
                             word(2, kSeptember - 1, 2, LadderStep::kSatisfied, 12),
                             word(3, kOctober + 1, 2, LadderStep::kSatisfied, 13)});
  const auto moves = moves_of(words, kOctober);
  ASSERT_EQ(moves.size(), 1u);
  EXPECT_EQ(moves[0].customer, 1);
  EXPECT_EQ(moves[0].before, LadderStep::kSatisfied);
  EXPECT_EQ(moves[0].now, LadderStep::kNoAnswer);
}

}  // namespace
}  // namespace manyi::performance
