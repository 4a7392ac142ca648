#include "base/language.h"

#include <gtest/gtest.h>

namespace manyi {

TEST(Language, RegionAndCaseDoNotMatter) {
  for (const char* tag : {"zh", "zh-CN", "ZH-hans-CN"})
    EXPECT_EQ(parse_language(tag), Language::kChinese) << tag;
  for (const char* tag : {"en", "EN-gb"}) EXPECT_EQ(parse_language(tag), Language::kEnglish) << tag;
}

TEST(Language, OthersAreNotKnown) {
  for (const char* tag : {"", "z", "zho", "de", "code", "english"}) EXPECT_FALSE(parse_language(tag)) << tag;
}

}  // namespace manyi
