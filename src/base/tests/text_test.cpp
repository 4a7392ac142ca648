// Spellings that are the same, and those that are not.
// Owns the cases of fold_text.
#include "base/text.h"

#include <gtest/gtest.h>

namespace manyi {
namespace {

TEST(FoldText, CaseWidthAndSpacesDoNotMatter) {
  EXPECT_EQ(fold_text("  ThinkPad \t X1 "), "thinkpad x1");
  EXPECT_EQ(fold_text("ＴｈｉｎｋＰａｄ　Ｘ１"), "thinkpad x1");
  EXPECT_EQ(fold_text("a\xc2\xa0"
                      "b"),
            "a b");
}

TEST(FoldText, ChineseAndPunctuationStay) {
  EXPECT_EQ(fold_text("苏州 观前店"), "苏州 观前店");
  EXPECT_EQ(fold_text("A1-2"), "a1-2");
  EXPECT_EQ(fold_text("（上海）"), "(上海)");
}

TEST(FoldText, CutCharactersAreKeptAsTheyAre) { EXPECT_EQ(fold_text("x\xef\xbc"), "x\xef\xbc"); }

TEST(FoldName, LeavesOutAllWhiteSpace) { EXPECT_EQ(fold_name(" 联 想　A B "), "联想ab"); }

}  // namespace
}  // namespace manyi
