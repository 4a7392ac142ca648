// What is written comes back through the reader, and no text runs as a formula.
// Owns nothing.
#include "platform/files/xlsx_writer.h"

#include "base/describe.h"
#include "platform/files/tests/scratch.h"
#include "platform/files/xlsx_reader.h"
#include "platform/files/xlsx_records.h"

namespace manyi::files {
namespace {

using Rows = std::vector<std::vector<std::string>>;

enum class Mood { kGood, kVeryBad };
BOOST_DESCRIBE_ENUM(Mood, kGood, kVeryBad)

struct Line {
  std::string name;
  std::optional<std::int64_t> count;
  double share = 0;
  bool good = false;
  Mood mood = Mood::kGood;
  Date day;
  std::optional<Instant> at;
  DurationMs took;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(Line, (), (name, count, share, good, mood, day, at, took, tags))

class XlsxWriterTest : public ScratchTest {
 protected:
  std::unique_ptr<XlsxWriter> begin(const std::filesystem::path& path, const char* zone = "Asia/Shanghai") {
    auto writer = XlsxWriter::create(path, *TimeZone::find(zone), "Liste <1> & \"2\"");
    EXPECT_TRUE(writer.ok());
    return std::move(*writer);
  }
  static Rows read(const std::filesystem::path& path) {
    auto reader = XlsxReader::open(path);
    EXPECT_TRUE(reader.ok());
    EXPECT_EQ((*reader)->sheet(), "Liste <1> & \"2\"");
    return rows_of(**reader);
  }
};

TEST_F(XlsxWriterTest, DescribedRecordsBecomeTypedCells) {
  const auto path = fresh();
  auto writer = begin(path);
  write_xlsx_header<Line>(*writer);
  const Line line{"工单",
                  5,
                  0.25,
                  true,
                  Mood::kVeryBad,
                  *Date::parse("2024-03-01"),
                  Instant::parse("2024-02-29T16:05:30.123Z"),
                  DurationMs(1500),
                  {"a", "b"}};
  write_xlsx_row(*writer, line);
  write_xlsx_row(*writer, Line{});
  ASSERT_TRUE(writer->finish().ok());
  const Rows rows = read(path);
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0], (std::vector<std::string>{"name", "count", "share", "good", "mood", "day", "at", "took",
                                               "tags"}));
  EXPECT_EQ(rows[1], (std::vector<std::string>{"工单", "5", "0.25", "true", "very_bad", "2024-03-01",
                                               "2024-03-01 00:05:30.123", "1500", "[\"a\",\"b\"]"}));
  EXPECT_EQ(rows[2][0], "");
  EXPECT_EQ(rows[2][1], "");
  EXPECT_EQ(rows[2][2], "0");
  writer.reset();
  EXPECT_FALSE(std::filesystem::exists(path.string() + ".sheet"));
}

TEST_F(XlsxWriterTest, EveryTextComesBackAndNoneIsAFormula) {
  const std::vector<std::string> texts = {"=cmd|' /C calc'!A0",
                                          "-1",
                                          "@SUM(A1)",
                                          "\ttab",
                                          "\rcr",
                                          "a\r\nb",
                                          "<b>&\"'",
                                          " space ",
                                          "00123",
                                          "1E5",
                                          "_x000D_",
                                          "_x005F_",
                                          "电视机",
                                          "\x01\x1F",
                                          "\xF0\x9F\x98\x80",
                                          "true",
                                          "_x00",
                                          "2024-03-01",
                                          "a_x0041_b"};
  const auto path = fresh();
  auto writer = begin(path);
  for (const auto& text : texts) writer->cell(text);
  writer->end_row();
  writer->cell(std::string_view("\xEF\xBF\xBE")).cell(std::string(40'000, 'x')).end_row();
  ASSERT_TRUE(writer->finish().ok());
  const Rows rows = read(path);
  EXPECT_EQ(rows.at(0), texts);
  EXPECT_EQ(rows.at(1).at(0), "\xEF\xBF\xBD");
  EXPECT_EQ(rows.at(1).at(1).size(), 32'767u);
  const auto archive = ZipArchive::open(path);
  ASSERT_TRUE(archive.ok());
  auto sheet = (*archive)->entry("xl/worksheets/sheet1.xml");
  ASSERT_TRUE(sheet.ok());
  std::string xml(1 << 20, '\0');
  for (std::size_t at = 0;;) {
    const auto got = (*sheet)->read(xml.data() + at, xml.size() - at);
    ASSERT_TRUE(got.ok());
    if (*got == 0) break;
    at += *got;
  }
  EXPECT_EQ(xml.find("<f>"), std::string::npos);
  EXPECT_NE(xml.find("<t xml:space=\"preserve\">=cmd"), std::string::npos);
}

TEST_F(XlsxWriterTest, NumbersThatASheetCannotKeepStayTexts) {
  const auto path = fresh();
  auto writer = begin(path);
  writer->cell(std::int64_t{1234567890123456789}).cell(std::int64_t{-7}).cell(1e300).cell(-0.5);
  writer->cell(std::numeric_limits<double>::quiet_NaN()).cell(*Date::parse("1899-05-01")).end_row();
  ASSERT_TRUE(writer->finish().ok());
  const auto row = read(path).at(0);
  EXPECT_EQ(row[0], "1234567890123456789");
  EXPECT_EQ(row[1], "-7");
  EXPECT_EQ(row[2].size(), 301u);
  EXPECT_EQ(row[3], "-0.5");
  EXPECT_EQ(row[4], "");
  EXPECT_EQ(row[5], "1899-05-01");
}

TEST_F(XlsxWriterTest, TimesAreThoseOfTheClockOnTheWallEvenOnTheDayItChanges) {
  const auto path = fresh();
  auto writer = begin(path, "Europe/Berlin");
  for (const auto* at : {"2024-03-31T00:30:00Z", "2024-03-31T10:00:00Z", "2024-10-27T10:00:00Z"})
    writer->cell(*Instant::parse(at));
  writer->end_row();
  ASSERT_TRUE(writer->finish().ok());
  EXPECT_EQ(read(path).at(0),
            (std::vector<std::string>{"2024-03-31 01:30:00", "2024-03-31 12:00:00", "2024-10-27 11:00:00"}));
}

TEST_F(XlsxWriterTest, NothingIsLeftWhenItIsNotFinished) {
  const auto path = fresh();
  begin(path)->cell("x").end_row();
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  EXPECT_FALSE(XlsxWriter::create(folder_ / "no" / "such", TimeZone::utc()).ok());
}

}  // namespace
}  // namespace manyi::files
