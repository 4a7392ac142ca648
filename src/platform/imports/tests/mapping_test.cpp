// Mapping files, header guesses, and the reading of single values.
// Owns a profile with one field of every kind.
#include "platform/imports/mapping.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/imports/row_checker.h"
#include "platform/imports/staging.h"

namespace manyi::imports {
namespace {

ImportProfile profile() {
  ImportProfile p;
  p.code = "repairs";
  p.key_field = "no";
  p.fields = {
      {.code = "no", .name_zh = "工单号", .name_en = "Number", .required = true},
      {.code = "serial_no", .name_zh = "序列号", .name_en = "Serial number", .synonyms = {"S/N", "机身号"}},
      {.code = "accepted_at", .name_zh = "受理时间", .name_en = "Accepted", .kind = FieldKind::kTime},
      {.code = "age", .name_zh = "机龄", .name_en = "Age", .kind = FieldKind::kNumber},
      {.code = "visits", .name_zh = "上门次数", .name_en = "Visits", .kind = FieldKind::kInteger},
      {.code = "outcome",
       .name_zh = "结果",
       .name_en = "Outcome",
       .kind = FieldKind::kChoice,
       .choices = {{"repaired", {"已修复", "fixed"}}, {"unknown", {}}}},
  };
  return p;
}

TEST(ReadMapping, TomlGivesColumnsConstantsValuesAndSettings) {
  const auto mapping = read_mapping_text(R"(
profile = "repairs"
source = "old-crm"
encoding = "auto"
date_order = "dmy"
time_zone = "Europe/London"
attributes = false
ignore = ["note"]
[fields]
no = "Ticket"
visits = { constant = 1 }
outcome = { column = "Status", values = { Fixed = "repaired", "?" = "" } }
)");
  ASSERT_TRUE(mapping.ok());
  EXPECT_EQ(mapping->source, "old-crm");
  EXPECT_FALSE(mapping->encoding);
  EXPECT_EQ(mapping->date_order, "dmy");
  ASSERT_EQ(mapping->columns.size(), 3u);
  EXPECT_EQ(mapping->columns[0].column, "Ticket");
  EXPECT_EQ(mapping->columns[1].values.at("Fixed"), "repaired");
  EXPECT_EQ(mapping->columns[2].constant, "1");
}

TEST(ReadMapping, MistakesAreToldWithTheirPlaceAllAtOnce) {
  EXPECT_EQ(read_mapping_text("a = [").error().code, ErrorCode::kMalformed);
  const auto wrong = read_mapping_text("colour = \"red\"\n[fields]\nno = { colum = \"x\" }\n");
  ASSERT_FALSE(wrong.ok());
  ASSERT_EQ(wrong.error().fields.size(), 2u);
  EXPECT_EQ(wrong.error().fields[0].pointer, "/colour");
  EXPECT_EQ(wrong.error().fields[1].pointer, "/fields/no/colum");
}

TEST(ReadMapping, EveryExampleInTheRepositoryIsReadable) {
  std::size_t seen = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(MANYI_SOURCE_DIR) / "examples/mappings"))
    if (entry.path().extension() == ".toml") {
      EXPECT_TRUE(read_mapping_file(entry.path()).ok()) << entry.path();
      ++seen;
    }
  EXPECT_GT(seen, 0u);
}

TEST(GuessColumns, ChineseAndEnglishHeadersInAnySpelling) {
  const std::vector<std::string> header = {"工单号", " s／n ", "Accepted", "结 果", "备注"};
  const auto guessed = guess_columns(profile(), header);
  ASSERT_EQ(guessed.size(), 4u);
  EXPECT_EQ(guessed[0].field, "no");
  EXPECT_EQ(guessed[1].field, "serial_no");
  EXPECT_EQ(guessed[1].column, " s／n ");
  EXPECT_EQ(guessed[2].field, "accepted_at");
  EXPECT_EQ(guessed[3].field, "outcome");
}

TEST(GuessColumns, AnEventLogMayMeanSomethingElseByTheName) {
  files::Detection log;
  log.header = {"Outcome", "Accepted"};
  log.cases = 3;
  log.columns.resize(2);
  log.columns[0].name = "Outcome";
  log.columns[0].examples = {"Value 1", "Value 2"};
  log.columns[1].name = "Accepted";
  ASSERT_EQ(guess_columns(profile(), log).size(), 1u);
  EXPECT_EQ(guess_columns(profile(), log)[0].field, "accepted_at");
  log.columns[0].examples = {"Value 1", "repaired"};
  EXPECT_EQ(guess_columns(profile(), log).size(), 2u);
  log.columns[0].examples = {"Value 1"};
  log.cases.reset();
  EXPECT_EQ(guess_columns(profile(), log).size(), 2u)
      << "the user of a table is told of values that do not fit";
}

TEST(CheckMapping, AllMistakesAtOnce) {
  Mapping mapping;
  mapping.encoding = "klingon";
  mapping.delimiter = ";;";
  mapping.date_order = "myd";
  mapping.time_zone = "Mars/Base";
  mapping.columns = {{.field = "age", .column = "nowhere"},
                     {.field = "age", .column = "x"},
                     {.field = "colour", .column = {}}};
  const auto checked = check_mapping(mapping, profile(), std::vector<std::string>{"x"});
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().fields.size(),
            9u);  // 4 settings, lost column, twice, unknown field, no feed, no number
}

struct Checked {
  std::string payload;
  std::vector<std::string> problems;
};

Checked check(const Mapping& mapping, std::vector<std::string> header, std::vector<std::string_view> cells,
              ReadingRules rules = {}) {
  const ImportProfile p = profile();
  RowChecker checker(p, mapping, header, rules);
  checker.check(cells);
  Checked result;
  if (checker.problems().empty()) result.payload = checker.payload();
  for (const auto& problem : checker.problems())
    result.problems.push_back(problem.field + " " + problem.code);
  return result;
}

Mapping same_names(std::vector<std::string> names) {
  Mapping mapping;
  for (auto& name : names) mapping.columns.push_back({.field = name, .column = name});
  return mapping;
}

TEST(CheckRow, GoodRowBecomesCanonicalJsonWithTheRestAsAttributes) {
  ReadingRules rules;
  rules.date_order = files::DateOrder::kDmy;
  rules.decimal = ',';
  rules.zone = *TimeZone::find("Asia/Shanghai");
  const auto row = check(same_names({"no", "accepted_at", "age", "outcome"}),
                         {"no", "accepted_at", "age", "outcome", "note", "empty"},
                         {" A1 ", "1/4/2017 08:00", "1.234,5", "FIXED", "say \"hi\"", " "}, rules);
  EXPECT_EQ(
      row.payload,
      "{\"no\":\"A1\",\"accepted_at\":\"2017-04-01T00:00:00.000Z\",\"age\":1234.5,\"outcome\":\"repaired\","
      "\"attributes\":{\"note\":\"say \\\"hi\\\"\"}}");
}

TEST(CheckRow, DateAloneStaysADate) {
  EXPECT_EQ(check(same_names({"no", "accepted_at"}), {"no", "accepted_at"}, {"1", "2017-04-01"}).payload,
            "{\"no\":\"1\",\"accepted_at\":\"2017-04-01\"}");
}

TEST(CheckRow, AllProblemsOfARowAreFoundAtOnce) {
  const auto row =
      check(same_names({"no", "accepted_at", "age", "visits", "outcome"}),
            {"no", "accepted_at", "age", "visits", "outcome"}, {"", "2017-02-30", "old", "1.5", "maybe"});
  EXPECT_EQ(row.problems, (std::vector<std::string>{"no required", "accepted_at date", "age number",
                                                    "visits integer", "outcome choice"}));
}

TEST(CheckRow, DayAndMonthAreNotGuessed) {
  const auto row = check(same_names({"no", "accepted_at"}), {"no", "accepted_at"}, {"1", "03/04/2017"});
  EXPECT_EQ(row.problems, (std::vector<std::string>{"accepted_at date_order"}));
}

TEST(CheckRow, ValuesConstantsAndFormats) {
  Mapping mapping = same_names({"no"});
  mapping.columns.push_back({.field = "outcome", .column = "s", .values = {{"OK", "repaired"}, {"?", ""}}});
  mapping.columns.push_back({.field = "visits", .constant = "2"});
  mapping.columns.push_back({.field = "accepted_at", .column = "t", .format = "%d.%m.%y %H h %M"});
  EXPECT_EQ(
      check(mapping, {"no", "s", "t"}, {"1", "OK", "01.04.17 8 h 05"}).payload,
      "{\"no\":\"1\",\"accepted_at\":\"2017-04-01T08:05:00.000Z\",\"visits\":2,\"outcome\":\"repaired\"}");
  EXPECT_EQ(check(mapping, {"no", "s", "t"}, {"1", "?", ""}).payload, "{\"no\":\"1\",\"visits\":2}");
}

TEST(CheckRow, NumbersTakeOnlyWholeGroupsOfThousands) {
  const auto age = [](std::string_view text) {
    return check(same_names({"no", "age"}), {"no", "age"}, {"1", text}).payload;
  };
  EXPECT_EQ(age("1,234.5"), "{\"no\":\"1\",\"age\":1234.5}");
  EXPECT_EQ(age("-0.25"), "{\"no\":\"1\",\"age\":-0.25}");
  for (const auto* bad : {"1,5", "1,23,456", "1e5", "nan", "inf", "0x10", "--1", "1.2.3", "."})
    EXPECT_EQ(age(bad), "") << bad;
}

TEST(StorableText, BrokenBytesBecomeReplacementCharacters) {
  EXPECT_EQ(storable_text(std::string_view("a\0b\xFF"
                                           "电",
                                           7),
                          100),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD"
            "电");
  EXPECT_EQ(storable_text("abcdef", 3), "abc");
}

}  // namespace
}  // namespace manyi::imports
