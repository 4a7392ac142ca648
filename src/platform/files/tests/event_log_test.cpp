// Rows of events become cases, cases become rows.
// Owns nothing.
#include "platform/files/event_log.h"

#include "platform/files/csv_reader.h"
#include "platform/files/detection.h"
#include "platform/files/tests/scratch.h"

namespace manyi::files {
namespace {

const std::vector<std::string> kHeader = {"case", "what", "at", "who", "place"};
const EventColumns kColumns{.case_id = "case", .activity = "what", .time = "at", .resource = "who"};

std::unique_ptr<CaseReader> cases_of(std::string_view rows) {
  auto cases =
      group_events(std::make_unique<CsvReader>(memory_source(rows)), kHeader, kColumns, DateOrder::kYmd);
  EXPECT_TRUE(cases.ok());
  return std::move(*cases);
}

class EventLogTest : public ScratchTest {
 protected:
  std::vector<std::vector<std::string>> table(std::string_view rows, std::vector<std::string> columns) {
    return rows_of(*case_table(cases_of(rows), std::move(columns)));
  }
  std::string only(std::string_view rows, const std::string& column) {
    const auto found = table(rows, {column});
    EXPECT_EQ(found.size(), 2u);
    return found.at(1).at(0);
  }
};

constexpr std::string_view kReopened =
    "1,Open,2024-03-01 08:00,Li,shop\n1,Close,2024-03-02 08:00,Wang,\n1,Check,2024-03-03 08:00,Li,van\n"
    "1,Close,2024-03-04 08:00,Chen,\n1,Close,2024-03-05 08:00,Chen,\n";

TEST_F(EventLogTest, DerivedColumnsAreComputedFromTheEvents) {
  EXPECT_EQ(only(kReopened, "case"), "1");
  EXPECT_EQ(only(kReopened, "case:events"), "5");
  EXPECT_EQ(only(kReopened, "case:path"), "Open > Close > Check > Close > Close");
  EXPECT_EQ(only(kReopened, "first:Close"), "2024-03-02T08:00:00.000");
  EXPECT_EQ(only(kReopened, "last:Close"), "2024-03-05T08:00:00.000");
  EXPECT_EQ(only(kReopened, "final:Close"), "2024-03-05T08:00:00.000");
  EXPECT_EQ(only(kReopened, "final:Check"), "");
  EXPECT_EQ(only(kReopened, "after:Close"), "2024-03-03T08:00:00.000");
  EXPECT_EQ(only(kReopened, "reopened:Close"), "1");
  EXPECT_EQ(only(kReopened, "count:Close"), "3");
  EXPECT_EQ(only(kReopened, "count:Open|Check"), "2");
  EXPECT_EQ(only(kReopened, "count:*"), "5");
  EXPECT_EQ(only(kReopened, "first-by:Close"), "Wang");
  EXPECT_EQ(only(kReopened, "last-by:Close"), "Chen");
  EXPECT_EQ(only(kReopened, "place"), "shop");
  EXPECT_EQ(only(kReopened, "last-value:place"), "van");
  EXPECT_EQ(only(kReopened, "first:Lost"), "");
  EXPECT_TRUE(is_derived_column("first:x"));
  EXPECT_FALSE(is_derived_column("first:"));
  EXPECT_FALSE(is_derived_column("place"));
}

TEST_F(EventLogTest, CasesAreGatheredWhereverTheirRowsLie) {
  EXPECT_EQ(table("2,b,2024-03-02,,\n1,a,2024-03-01,,\n2,a,2024-03-01,,\n", {"case", "case:path", "first:a"}),
            (std::vector<std::vector<std::string>>{
                {"case", "case:path", "first:a"}, {"2", "a > b", "2024-03-01"}, {"1", "a", "2024-03-01"}}));
}

TEST_F(EventLogTest, TimesWithOffsetsCompareAsInstantsAndOthersAsWritten) {
  EXPECT_EQ(only("1,a,2024-03-01 10:00+02:00,,\n1,b,2024-03-01 09:00+00:00,,\n", "case:path"), "a > b");
  EXPECT_EQ(only("1,a,2024-03-01 10:00+02:00,,\n", "first:a"), "2024-03-01T08:00:00.000Z");
}

TEST_F(EventLogTest, EventsThatCannotBeReadSpoilTheirCaseAndNoOther) {
  const auto found = table(
      "1,a,2024-03-01,,\n1,b,,,\n2,a,2024-03-01,,\n,a,2024-03-01,,\n3,,2024-03-01,,\n4,a,soon,,\n"
      "5,a,1/2/2024,,\nshort\n",
      {"case"});
  std::vector<std::string> first;
  for (const auto& row : found) first.push_back(row.at(0));
  EXPECT_EQ(first, (std::vector<std::string>{"case", "event", "2", "no_case", "event", "event", "event",
                                             "column_count"}));
}

TEST_F(EventLogTest, MissingColumnsAreNamedAllAtOnce) {
  const auto none = group_events(std::make_unique<CsvReader>(memory_source("")), kHeader,
                                 {.case_id = "ticket", .activity = "what", .time = {}, .resource = "hand"},
                                 DateOrder::kYmd);
  ASSERT_FALSE(none.ok());
  ASSERT_EQ(none.error().fields.size(), 3u);
  EXPECT_EQ(none.error().fields[0].pointer, "/events/case_id");
  EXPECT_EQ(none.error().fields[1].pointer, "/events/time");
  EXPECT_EQ(none.error().fields[2].pointer, "/events/resource");
}

TEST_F(EventLogTest, ASurveyNamesWhatThereIs) {
  const auto cases = cases_of(kReopened);
  const auto survey = survey_log(*cases);
  ASSERT_TRUE(survey.ok());
  EXPECT_EQ(survey->cases, 1);
  EXPECT_EQ(survey->events, 5);
  EXPECT_EQ(survey->columns, (std::vector<std::string>{"case", "place", "case:events", "case:path"}));
  EXPECT_EQ(survey->derived.at(0), "first:*");
  EXPECT_EQ(survey->derived.at(1), "first:Close");
}

}  // namespace
}  // namespace manyi::files
