// What is written must come back, and must not run in a spreadsheet.
// Owns nothing.
#include "platform/files/csv_writer.h"

#include <gtest/gtest.h>

#include "platform/files/csv_reader.h"

namespace manyi::files {
namespace {

TEST(CsvWriter, QuotesOnlyWhereNeeded) {
  std::string out;
  CsvWriter(out).cell("plain").cell("a,b").cell("say \"hi\"").cell("two\nlines").cell("").end_row();
  EXPECT_EQ(out, "plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\r\n");
}

TEST(CsvWriter, FormulasAreEscapedAndNumbersAreNot) {
  std::string out;
  CsvWriter(out)
      .cell("=1+1")
      .cell("+x")
      .cell("-x")
      .cell("@x")
      .cell("\tx")
      .cell("\rx")
      .cell(std::int64_t{-5})
      .cell(-0.5)
      .end_row();
  EXPECT_EQ(out, "'=1+1,'+x,'-x,'@x,'\tx,\"'\rx\",-5,-0.5\r\n");
}

TEST(CsvWriter, EveryTextComesBackThroughTheReader) {
  const std::vector<std::string> texts = {
      "=cmd|' /C calc'!A0", "-", "@SUM(A1)", "\ttab", "\rcr", "a\r\nb", "\"", "\"\"", ",",
      "'quoted'",           "",  " space ",  "电视机"};
  std::string out;
  CsvWriter writer(out, ';');
  for (const auto& text : texts) writer.cell(text);
  writer.end_row();
  CsvReader reader(memory_source(out), {.delimiter = ';'});
  Record record;
  ASSERT_TRUE(reader.next(record));
  ASSERT_EQ(record.fields.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    EXPECT_EQ(without_formula_escape(record.fields[i]), texts[i]);
}

}  // namespace
}  // namespace manyi::files
