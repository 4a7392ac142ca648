// What detection says of small texts, and of the real files when they lie beside the checkout.
// Owns nothing.
#include "platform/files/detection.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/files/csv_reader.h"
#include "platform/files/tests/scratch.h"

namespace manyi::files {
namespace {

Detection seen(std::string_view text) {
  auto found = detect_text(text);
  EXPECT_TRUE(found.ok());
  return found ? *found : Detection{};
}

TEST(Detect, EncodingFromBytesAlone) {
  EXPECT_EQ(guess_encoding("plain ascii"), Encoding::kUtf8);
  EXPECT_EQ(guess_encoding("电视机不通电"), Encoding::kUtf8);
  EXPECT_EQ(guess_encoding("\xB5\xE7\xCA\xD3\xBB\xFA\xB2\xBB\xCD\xA8\xB5\xE7"), Encoding::kGb18030);
  EXPECT_EQ(guess_encoding("Caf\xE9 Toronto, d\xE9j\xE0 vu, na\xEFve"), Encoding::kWindows1252);
  EXPECT_EQ(guess_encoding("M\xFCller; Gr\xF6\xDF"
                           "e; \x80 5"),
            Encoding::kWindows1252);
  EXPECT_EQ(guess_encoding("Café, Café, Café, Café, Café, Café, Café, Café, Café, Café, Café, \xE9,"),
            Encoding::kUtf8);
}

TEST(Detect, DelimiterByAgreementOfRows) {
  EXPECT_EQ(seen("a,b\n1,2\n").delimiter, ",");
  EXPECT_EQ(seen("a;b\n1,5;2,5\n3,5;4,5\n").delimiter, ";");
  EXPECT_EQ(seen("a\tb\n1\t2\n").delimiter, "\t");
  EXPECT_EQ(seen("a|b\n\"x|y\"|2\n").delimiter, "|");
  EXPECT_EQ(seen("note\nhello, world\nno comma\n").delimiter, ",");
}

TEST(Detect, DateOrderFromADayAboveTwelve) {
  EXPECT_EQ(seen("d\n2017-04-01\n").date_order, DateOrder::kYmd);
  EXPECT_EQ(seen("d\n2017年4月1日\n").date_order, DateOrder::kYmd);
  EXPECT_EQ(seen("d\n01/02/2017\n25/02/2017\n").date_order, DateOrder::kDmy);
  EXPECT_EQ(seen("d\n01/02/2017\n02/25/2017\n").date_order, DateOrder::kMdy);
  EXPECT_EQ(seen("d\n01.02.2017 08:30\n25.02.2017 09:00\n").columns[0].kind, ColumnKind::kTime);
}

TEST(Detect, DateOrderThatTheValuesLeaveOpenIsSaidToBeAmbiguous) {
  const auto found = seen("d,n\n01/02/2017,1\n03/04/2017,2\n");
  EXPECT_FALSE(found.date_order);
  EXPECT_TRUE(found.date_order_ambiguous);
  EXPECT_TRUE(found.columns[0].ambiguous);
  const auto helped = seen("d,e\n01/02/2017,13/02/2017\n");  // another column settles it
  EXPECT_EQ(helped.date_order, DateOrder::kDmy);
  EXPECT_TRUE(helped.columns[0].ambiguous);
}

TEST(Detect, DecimalSign) {
  EXPECT_EQ(seen("p;q\n1,5;x\n2,25;y\n").decimal, ",");
  EXPECT_EQ(seen("p,q\n1.5,x\n2.25,y\n").decimal, ".");
  EXPECT_EQ(seen("p;q\n1.234,5;x\n").decimal, ",");
  EXPECT_EQ(seen("p;q\n1.234;x\n").decimal, ".");
}

TEST(Detect, HeaderIsMissedWhenTheFirstRowHoldsValues) {
  EXPECT_TRUE(seen("工单号,受理时间\nA1,2026-01-02\n").has_header);
  const auto found = seen("A1,2026-01-02\nA2,2026-01-03\n");
  EXPECT_FALSE(found.has_header);
  EXPECT_EQ(found.header, (std::vector<std::string>{"column_1", "column_2"}));
  EXPECT_EQ(found.rows_estimate, 2);
}

TEST(Detect, FilesThatAreNoTextAreRefused) {
  EXPECT_EQ(detect_text("").error().key, "file_empty");
  EXPECT_EQ(detect_text(" \r\n\n").error().key, "file_empty");
  EXPECT_EQ(detect_text("PK\x03\x04xyz").error().key, "not_text");
  EXPECT_EQ(detect_text(std::string_view("\x7F"
                                         "ELF\0\0\0\0",
                                         8))
                .error()
                .key,
            "not_text");
  EXPECT_EQ(detect("/nowhere/at/all.csv").error().code, ErrorCode::kNotFound);
}

TEST(ReadWrittenTime, SpellingsAndTheirLimits) {
  const auto zone = *TimeZone::find("Asia/Shanghai");
  const auto text = [&](std::string_view value, DateOrder order = DateOrder::kYmd) {
    const auto time = read_written_time(value, order);
    return !time ? std::string("no") : time->ms_of_day ? time->instant(zone).text() : time->date.text();
  };
  EXPECT_EQ(text("2017-04-01"), "2017-04-01");
  EXPECT_EQ(text("20170401"), "2017-04-01");
  EXPECT_EQ(text("2017/4/1 8:05"), "2017-04-01T00:05:00.000Z");
  EXPECT_EQ(text("2017年4月1日 08:05:30"), "2017-04-01T00:05:30.000Z");
  EXPECT_EQ(text("2010-01-13 08:40:25+02:00"), "2010-01-13T06:40:25.000Z");
  EXPECT_EQ(text("2010-01-13T08:40:25.123456Z"), "2010-01-13T08:40:25.123Z");
  EXPECT_EQ(text("1/4/2017 12:30 AM", DateOrder::kMdy), "2017-01-03T16:30:00.000Z");
  EXPECT_EQ(text("1/4/2017", DateOrder::kDmy), "2017-04-01");
  EXPECT_EQ(text("1/4/17", DateOrder::kDmy), "2017-04-01");
  EXPECT_EQ(text("01-Apr-2017"), "2017-04-01");
  EXPECT_EQ(text("April 1, 2017"), "2017-04-01");
  for (const auto* bad : {"", "2017-02-30", "2017-13-01", "31/12", "12", "2017-4", "hello", "2017-04-01x",
                          "2017-04-01 25:00", "2017-04-01 8", "1.5", "192.168.0.1", "2017-04/01"})
    EXPECT_EQ(text(bad), "no") << bad;
}

class DetectFile : public ScratchTest {
 protected:
  std::string refused(std::string_view bytes) {
    const auto found = detect(file(bytes));
    return found ? "taken" : found.error().key;
  }
};

TEST_F(DetectFile, TheKindIsToldByTheContentAndNotByTheName) {
  const auto book =
      workbook({.data = "<row><c t=\"inlineStr\"><is><t>no</t></is></c><c t=\"inlineStr\"><is><t>at</t>"
                        "</is></c></row><row><c><v>1</v></c><c s=\"1\"><v>45352</v></c></row>",
                .formats = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"});
  const auto found = detect(book);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->format, FileFormat::kXlsx);
  EXPECT_EQ(found->sheet, "Blatt");
  EXPECT_EQ(found->header, (std::vector<std::string>{"no", "at"}));
  EXPECT_EQ(found->rows_estimate, 1);
  EXPECT_EQ(found->columns[1].kind, ColumnKind::kDate);
  const std::string log =
      "<log><trace><string key=\"concept:name\" value=\"A\"/><event><string key=\"concept:name\" "
      "value=\"x\"/>"
      "<date key=\"time:timestamp\" value=\"2024-03-01T08:00:00Z\"/></event></trace></log>";
  for (const auto& path : {file(log), gzipped(log), file("\xEF\xBB\xBF\n" + log)}) {
    const auto seen_log = detect(path);
    ASSERT_TRUE(seen_log.ok());
    EXPECT_EQ(seen_log->format, FileFormat::kXes);
    EXPECT_EQ(seen_log->cases, 1);
  }
  EXPECT_EQ(detect(file("a,b\n1,2\n"))->format, FileFormat::kCsv);
}

TEST_F(DetectFile, ALogOfRowsHasAHeaderEvenWhenAColumnHasNoName) {
  const auto log = file(",case,what,at\n0,7,Open,2024-03-01 08:00\n1,7,Close,2024-03-02 08:00\n");
  EXPECT_FALSE(detect(log)->has_header);
  DetectionHints hints;
  hints.events = EventColumns{.case_id = "case", .activity = "what", .time = "at"};
  const auto found = detect(log, hints);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->cases, 1);
  EXPECT_EQ(found->sample_rows.at(0).at(0), "7");
}

TEST_F(DetectFile, FilesThatHoldNoRecordsSayWhatTheyAre) {
  std::string noise;
  std::uint32_t state = 1;
  for (int i = 0; i < 20'000; ++i) noise += static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
  EXPECT_EQ(refused(noise), "not_text");
  EXPECT_EQ(refused("\x89PNG\r\n\x1A\n...."), "not_text");
  EXPECT_EQ(refused("%PDF-1.7 ..."), "not_text");
  EXPECT_EQ(refused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "not_text");
  EXPECT_EQ(refused("<?xml version=\"1.0\"?><html/>"), "not_xes");
  EXPECT_EQ(refused("<?xml version=\"1.0\"?><log/>"), "file_empty");
  EXPECT_EQ(refused("<?xml version=\"1.0\"?><log><trace>"), "xes_broken");
  EXPECT_EQ(refused("PK\x03\x04 cut off"), "zip_broken");
  EXPECT_EQ(refused(bytes_of(archive({{"a.csv", "a,b\n"}}))), "not_text");
  EXPECT_EQ(refused(bytes_of(gzipped("a,b\n1,2\n")).substr(0, 15)), "gzip_cut");
  Parts document = parts_of({.data = ""});
  document.emplace_back("word/document.xml", "<x/>");
  EXPECT_EQ(refused(bytes_of(archive(document))), "not_text");
}

std::filesystem::path data(std::string_view file) {
  return std::filesystem::path(MANYI_SOURCE_DIR) / "../shared/data" / file;
}

TEST(Detect, OpenRepairFilesAsTheyAre) {
  const auto path = data("open_repair/OpenRepairData_v0.3_RepairCafeWales_202507.csv");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no ../shared/data beside the checkout";
  const auto found = detect(path);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->encoding, "utf-8");
  EXPECT_EQ(found->delimiter, ",");
  EXPECT_EQ(found->date_order, DateOrder::kYmd);
  EXPECT_EQ(found->header.size(), 14u);
  EXPECT_EQ(found->rows_estimate, 20190);  // Python's csv module counts the same
}

TEST(Detect, HelpDeskLogThroughGzip) {
  const auto path = data("helpdesk/Helpdesk.csv.gz");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no ../shared/data beside the checkout";
  const auto found = detect(path);
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(found->gzip);
  EXPECT_EQ(found->header.size(), 10u);
  EXPECT_EQ(found->columns[3].kind, ColumnKind::kTime);
  auto source = open_file(path);
  ASSERT_TRUE(source.ok());
  CsvReader reader(std::move(*source), {.columns = 10});
  Record record;
  std::size_t rows = 0, broken = 0;
  while (reader.next(record)) ++rows, broken += record.problem != RecordProblem::kNone;
  EXPECT_EQ(rows, 21349u);  // 21,348 events and the header
  EXPECT_EQ(broken, 0u);
}

}  // namespace
}  // namespace manyi::files
