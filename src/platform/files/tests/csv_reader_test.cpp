// Edge cases of CSV as it is met in the wild.
// Owns nothing; every case is text in, records out.
#include "platform/files/csv_reader.h"

#include <gtest/gtest.h>

#include <vector>

namespace manyi::files {
namespace {

/// Hands out one byte per call, so that every boundary is also a refill.
class Trickle final : public ByteSource {
 public:
  explicit Trickle(std::string_view text) : text_(text) {}
  Result<std::size_t> read(char* into, std::size_t room) override {
    if (text_.empty() || room == 0) return std::size_t{0};
    *into = text_.front();
    text_.remove_prefix(1);
    return std::size_t{1};
  }

 private:
  std::string_view text_;
};

struct Seen {
  std::int64_t line;
  std::vector<std::string> fields;
  RecordProblem problem;
  std::string raw;
};

std::vector<Seen> drain(CsvReader reader) {
  std::vector<Seen> all;
  Record record;
  while (reader.next(record))
    all.push_back(
        {record.line, {record.fields.begin(), record.fields.end()}, record.problem, std::string(record.raw)});
  EXPECT_FALSE(reader.failure());
  return all;
}

std::vector<Seen> read(std::string_view text, CsvOptions options = {}) {
  auto whole = drain(CsvReader(memory_source(text), options));
  const auto trickled = drain(CsvReader(std::make_unique<Trickle>(text), options));
  EXPECT_EQ(whole.size(), trickled.size());
  for (std::size_t i = 0; i < std::min(whole.size(), trickled.size()); ++i) {
    EXPECT_EQ(whole[i].fields, trickled[i].fields);
    EXPECT_EQ(whole[i].line, trickled[i].line);
    EXPECT_EQ(whole[i].problem, trickled[i].problem);
    EXPECT_EQ(whole[i].raw, trickled[i].raw);
  }
  return whole;
}

using Fields = std::vector<std::string>;

TEST(CsvReader, PlainRowsEndAtLfCrlfAndLoneCr) {
  const auto rows = read("a,b\nc,d\r\ne,f\rg,h");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].fields, (Fields{"a", "b"}));
  EXPECT_EQ(rows[1].fields, (Fields{"c", "d"}));
  EXPECT_EQ(rows[2].fields, (Fields{"e", "f"}));
  EXPECT_EQ(rows[3].fields, (Fields{"g", "h"}));
  EXPECT_EQ(rows[3].line, 4);
}

TEST(CsvReader, QuotesHoldDelimitersLineEndsAndDoubledQuotes) {
  const auto rows = read("\"a,1\",\"say \"\"hi\"\"\"\r\n\"two\r\nlines\n\",x\nlast,\"\"");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].fields, (Fields{"a,1", "say \"hi\""}));
  EXPECT_EQ(rows[1].fields, (Fields{"two\r\nlines\n", "x"}));
  EXPECT_EQ(rows[1].line, 2);
  EXPECT_EQ(rows[2].fields, (Fields{"last", ""}));
  EXPECT_EQ(rows[2].line, 5);
  EXPECT_EQ(rows[1].raw, "\"two\r\nlines\n\",x");
}

TEST(CsvReader, MarkAndEmptyLinesAreSkippedAndEmptyFieldsKept) {
  const auto rows = read(
      "\xEF\xBB\xBF"
      "a,,c\n\n\r\n,,\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].fields, (Fields{"a", "", "c"}));
  EXPECT_EQ(rows[1].fields, (Fields{"", "", ""}));
  EXPECT_EQ(rows[1].line, 4);
}

TEST(CsvReader, QuoteInsideAnUnquotedFieldIsText) {
  const auto rows = read("17\" screen,5' cable\n");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].fields, (Fields{"17\" screen", "5' cable"}));
}

TEST(CsvReader, WrongColumnCountIsBrokenWithItsLineAndText) {
  const auto rows = read("a,b\n1,2,3\n4\n5,6\n", {.columns = 2});
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[1].problem, RecordProblem::kColumnCount);
  EXPECT_EQ(rows[1].raw, "1,2,3");
  EXPECT_EQ(rows[2].problem, RecordProblem::kColumnCount);
  EXPECT_EQ(rows[2].line, 3);
  EXPECT_EQ(rows[3].problem, RecordProblem::kNone);
}

TEST(CsvReader, UnterminatedQuoteCostsOnlyItsOwnLine) {
  const auto rows = read("a,b\n1,\"oops\n2,ok\n3,fine\n", {.columns = 2});
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[1].problem, RecordProblem::kUnterminatedQuote);
  EXPECT_EQ(rows[1].raw, "1,\"oops");
  EXPECT_EQ(rows[2].fields, (Fields{"2", "ok"}));
  EXPECT_EQ(rows[2].line, 3);
  EXPECT_EQ(rows[3].problem, RecordProblem::kNone);
}

TEST(CsvReader, LostQuoteBeforeQuotedRowsCostsOnlyItsOwnLine) {
  const auto rows = read("a,b,c\n1,\"oops,x\n2,\"ok\",y\n3,\"fine\",z\n", {.columns = 3});
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_NE(rows[1].problem, RecordProblem::kNone);
  EXPECT_EQ(rows[1].raw, "1,\"oops,x");
  EXPECT_EQ(rows[2].fields, (Fields{"2", "ok", "y"}));
  EXPECT_EQ(rows[3].fields, (Fields{"3", "fine", "z"}));
}

TEST(CsvReader, TextAfterAClosingQuoteIsBroken) {
  const auto rows = read("\"a\"b,c\nd,e\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].problem, RecordProblem::kTextAfterQuote);
  EXPECT_EQ(rows[0].raw, "\"a\"b,c");
  EXPECT_EQ(rows[1].fields, (Fields{"d", "e"}));
}

TEST(CsvReader, NulAndBrokenUtf8BreakTheirRowOnly) {
  const auto rows = read(std::string_view("a\0b,1\n\xC3(,2\ncaf\xC3\xA9,3\n", 19));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].problem, RecordProblem::kNul);
  EXPECT_EQ(rows[1].problem, RecordProblem::kEncoding);
  EXPECT_EQ(rows[2].problem, RecordProblem::kNone);
  EXPECT_EQ(rows[2].fields[0], "café");
}

TEST(CsvReader, TooLongRecordIsCutAndReadingGoesOn) {
  const std::string text = "a,b\n" + std::string(3000, 'x') + ",1\nc,d\n";
  const auto rows = read(text, {.max_record_bytes = 1000});
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1].problem, RecordProblem::kTooLong);
  EXPECT_EQ(rows[2].fields, (Fields{"c", "d"}));
  EXPECT_EQ(rows[2].line, 3);
}

TEST(CsvReader, SemicolonShapeOfDeviceRepairLogsIsRead) {
  const auto rows = read(
      "CASE_ID;ACTIVITY;TIMESTAMP;REPAIR_IN_TIME_5D;DEVICETYPE;SERVICEPOINT\n"
      "c1;Creation;2018-10-22 08:33:01;true;AB1;A\nc2;Letter;2018-11-01 00:00:00;;AB1;\n",
      {.delimiter = ';', .columns = 6});
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[2].problem, RecordProblem::kNone);
  EXPECT_EQ(rows[2].fields[3], "");
  EXPECT_EQ(rows[2].fields[5], "");
}

TEST(CsvReader, Gb18030IsDecodedAndAnUndecodableByteBreaksItsRow) {
  // 工单号,序列号 / 四字节 𠀀 is 95 32 82 36
  const std::string text =
      "\xB9\xA4\xB5\xA5\xBA\xC5,\xD0\xF2\xC1\xD0\xBA\xC5\n\x95\x32\x82\x36,\xB5\xE7\n\xB5\xE7,\x80\x20\n";
  const auto rows = drain(CsvReader(utf8_source(std::make_unique<Trickle>(text), Encoding::kGb18030)));
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].fields, (Fields{"工单号", "序列号"}));
  EXPECT_EQ(rows[1].fields, (Fields{"𠀀", "电"}));
  EXPECT_EQ(rows[2].problem, RecordProblem::kEncoding);
}

TEST(CsvReader, Utf16WithMarkIsRead) {
  const std::string text(
      "\xFF\xFE"
      "a\0,\0"
      "\x35\x75"
      "\n\0",
      10);
  const auto rows = drain(CsvReader(utf8_source(memory_source(text), Encoding::kUtf16le)));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].fields, (Fields{"a", "电"}));
}

}  // namespace
}  // namespace manyi::files
