// Cells of workbooks as other programs write them.
// Owns nothing.
#include "platform/files/xlsx_reader.h"

#include "platform/files/tests/scratch.h"

namespace manyi::files {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string text_cell(std::string_view at, std::string_view text) {
  return "<c r=\"" + std::string(at) + "\" t=\"inlineStr\"><is><t>" + std::string(text) + "</t></is></c>";
}

class XlsxReaderTest : public ScratchTest {
 protected:
  Rows rows(const Book& book, const std::string& sheet = {}) { return rows_at(workbook(book), sheet); }
  static Rows rows_at(const std::filesystem::path& path, const std::string& sheet = {}) {
    auto reader = XlsxReader::open(path, sheet);
    if (!reader) return {{reader.error().key}};
    Rows found = rows_of(**reader);
    if ((*reader)->failure()) found.push_back({(*reader)->failure()->key});
    return found;
  }
};

TEST_F(XlsxReaderTest, SharedAndInlineTexts) {
  EXPECT_EQ(
      rows({.data = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
                    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c>" +
                    text_cell("B2", "a &amp; b") + "</row>",
            .texts =
                "<si><t>编号</t></si><si><r><rPr><b/></rPr><t>bold</t></r><r><t xml:space=\"preserve\"> "
                "plain</t></r><rPh sb=\"0\"><t>ignored</t></rPh></si><si><t>two_x000D_\nlines</t></si>"}),
      (Rows{{"编号", "bold plain"}, {"two\r\nlines", "a & b"}}));
  EXPECT_EQ(rows({.data = "<row><c t=\"s\"><v>5</v></c></row>", .texts = "<si><t>only</t></si>"}),
            (Rows{{"xlsx_broken"}}));
}

TEST_F(XlsxReaderTest, DatesByTheirFormatInBothDateSystems) {
  const Book book{
      .data =
          "<row><c s=\"1\"><v>45352</v></c><c s=\"2\"><v>45352.337152777777</v></c><c s=\"3\"><v>0.5</v></c>"
          "<c s=\"4\"><v>1.5</v></c><c s=\"5\"><v>45352</v></c><c s=\"0\"><v>45352</v></c>"
          "<c s=\"6\"><v>45352</v></c><c s=\"1\"><v>-1</v></c></row>",
      .formats =
          "<numFmts><numFmt numFmtId=\"170\" "
          "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>"
          "<numFmt numFmtId=\"171\" formatCode=\"[Red]#,##0.00&quot; days&quot;\"/></numFmts>"
          "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
          "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/>"
          "<xf numFmtId=\"46\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs>"};
  EXPECT_EQ(rows(book), (Rows{{"2024-03-01", "2024-03-01 08:05:30", "12:00:00", "36:00:00", "2024-03-01",
                               "45352", "45352", "-1"}}));
  Book other = book;
  other.properties = "<workbookPr date1904=\"1\"/>";
  EXPECT_EQ(rows(other)[0][0], "2028-03-02");  // 1,462 days later
  EXPECT_EQ(rows(other)[0][5], "45352");
}

TEST_F(XlsxReaderTest, NumbersTruthErrorsAndFormulas) {
  EXPECT_EQ(
      rows({.data = "<row><c><v>1E+20</v></c><c><v>0.1</v></c><c><v>0.30000000000000004</v></c>"
                    "<c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"str\"><f>A1&amp;B1</f><v>ab</v></c>"
                    "<c><f>SUM(A1)</f><v>7</v></c><c t=\"d\"><v>2024-03-01</v></c></row>"}),
      (Rows{{"100000000000000000000", "0.1", "0.3", "true", "false", "ab", "7", "2024-03-01"}}));
  auto reader =
      XlsxReader::open(workbook({.data = "<row r=\"3\"><c r=\"B3\" t=\"e\"><v>#REF!</v></c></row>"}));
  ASSERT_TRUE(reader.ok());
  Record record;
  ASSERT_TRUE((*reader)->next(record));
  EXPECT_EQ(record.problem, RecordProblem::kCellError);
  EXPECT_EQ(record.note, "Cell B3 holds the error #REF!.");
}

TEST_F(XlsxReaderTest, EmptyCellsKeepTheirPlaceAndEmptyRowsAreLeftOut) {
  auto reader = XlsxReader::open(
      workbook({.data = "<row r=\"1\">" + text_cell("A1", "a") + text_cell("B1", "b") + text_cell("C1", "c") +
                        "</row><row r=\"2\"/><row r=\"3\"><c r=\"A3\" s=\"0\"/></row><row r=\"7\"><c "
                        "r=\"C7\"><v>3</v></c></row>"
                        "<row r=\"8\"><c r=\"A8\"><v>1</v></c></row><row r=\"9\"><c r=\"A9\"><v>1</v></c><c "
                        "r=\"D9\"><v>4</v></c>"
                        "</row>"}));
  ASSERT_TRUE(reader.ok());
  std::vector<std::int64_t> lines;
  Rows found;
  bool first = true;
  for (Record record; (*reader)->next(record);) {
    lines.push_back(record.line);
    found.emplace_back(record.fields.begin(), record.fields.end());
    if (record.problem != RecordProblem::kNone) found.push_back({enum_name(record.problem)});
    if (std::exchange(first, false)) (*reader)->expect_columns(3);
  }
  EXPECT_EQ(lines, (std::vector<std::int64_t>{1, 7, 8, 9}));
  EXPECT_EQ(found,
            (Rows{{"a", "b", "c"}, {"", "", "3"}, {"1", "", ""}, {"1", "", "", "4"}, {"column_count"}}));
}

TEST_F(XlsxReaderTest, TitlesAboveTheTableAreLeftOut) {
  EXPECT_EQ(rows({.data = "<row r=\"1\">" + text_cell("A1", "报表") + "</row><row r=\"2\">" +
                          text_cell("A2", "三月") + "</row><row r=\"4\">" + text_cell("A4", "a") +
                          text_cell("B4", "b") + "</row><row r=\"5\">" + text_cell("A5", "1") + "</row>"}),
            (Rows{{"a", "b"}, {"1"}}));
  EXPECT_EQ(rows({.data = "<row>" + text_cell("A1", "a") + "</row><row>" + text_cell("A2", "1") + "</row>"}),
            (Rows{{"a"}, {"1"}}));  // a table of one column
}

TEST_F(XlsxReaderTest, SheetsByNameAndWithoutHiddenOnes) {
  Book book{.data = "<row>" + text_cell("A1", "first") + "</row>"};
  book.sheets =
      "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\" state=\"hidden\"/>"
      "<sheet name=\"零件\" sheetId=\"2\" r:id=\"rId2\"/><sheet name=\"Chart\" sheetId=\"3\" r:id=\"rId9\"/>";
  EXPECT_EQ(rows(book), (Rows{{"second"}}));
  EXPECT_EQ(rows(book, "A"), (Rows{{"first"}}));
  const auto missing = XlsxReader::open(workbook(book), "B");
  EXPECT_EQ(missing.error().fields.at(0).code, "sheet_missing");
  EXPECT_EQ(missing.error().fields.at(0).message, "The workbook has no sheet B. It has: A, 零件.");
}

TEST_F(XlsxReaderTest, BrokenWorkbooksSayWhatIsWrong) {
  const Parts good = parts_of({.data = "<row>" + text_cell("A1", "x") + "</row>"});
  const auto without = [&](std::string_view name) {
    Parts parts = good;
    std::erase_if(parts, [&](const auto& part) { return part.first == name; });
    return rows_at(archive(parts));
  };
  EXPECT_EQ(rows_at(archive(good)), (Rows{{"x"}}));
  EXPECT_EQ(without("xl/workbook.xml"), (Rows{{"xlsx_broken"}}));
  EXPECT_EQ(without("xl/_rels/workbook.xml.rels"), (Rows{{"xlsx_broken"}}));
  EXPECT_EQ(without("xl/worksheets/sheet1.xml"), (Rows{{"xlsx_broken"}}));
  EXPECT_EQ(rows({.data = "<row>" + text_cell("A1", "x") + "</row><row><c>"}), (Rows{{"xlsx_broken"}}));
  EXPECT_EQ(rows({.data = "<row>" + text_cell("1A", "x") + "</row>"}), (Rows{{"xlsx_broken"}}));
  EXPECT_EQ(rows({.data = "<row>" + text_cell("ZZZZ1", "x") + "</row>"}), (Rows{{"xlsx_broken"}}));
  EXPECT_EQ(rows({.data = "", .sheets = ""}), (Rows{{"xlsx_broken"}}));
  EXPECT_EQ(rows({.data = ""}), Rows{});
  const std::string whole = bytes_of(archive(good));
  EXPECT_EQ(rows_at(file(whole.substr(0, whole.size() - 30))), (Rows{{"zip_broken"}}));
}

TEST_F(XlsxReaderTest, BombsOfTextAreNotUnpacked) {
  EXPECT_EQ(rows({.data = "<row>" + text_cell("A1", "x") + std::string(40 << 20, ' ') + "</row>"}),
            (Rows{{"zip_bomb"}}));
  EXPECT_EQ(rows({.data = "", .texts = "<!DOCTYPE a [<!ENTITY b \"c\">]><si><t>&b;</t></si>"}),
            (Rows{{"xlsx_broken"}}));
}

TEST_F(XlsxReaderTest, ATextThatManyCellsNameDoesNotFillTheMemory) {
  std::string row = "<row>";
  for (int i = 0; i < 16'384; ++i) row += "<c t=\"s\"><v>0</v></c>";
  row += "</row><row><c><v>1</v></c></row>";
  EXPECT_EQ(rows({.data = row, .texts = "<si><t>" + std::string(100'000, 'x') + "</t></si>"}),
            (Rows{{"too_long"}, {"1"}}));
  std::string wide = "<row>";
  for (int i = 0; i < 16'385; ++i) wide += "<c/>";
  EXPECT_EQ(rows({.data = wide + "</row>"}), (Rows{{"xlsx_broken"}}));
}

}  // namespace
}  // namespace manyi::files
