// Rules of the organisation.
// Owns the cases.
#include "modules/org/rules.h"

#include <gtest/gtest.h>

namespace manyi::org {
namespace {

TEST(TimeOfDay, ReadsTwentyFourHours) {
  EXPECT_EQ(parse_time_of_day("00:00"), 0);
  EXPECT_EQ(parse_time_of_day("18:30"), 18 * 60 + 30);
  EXPECT_EQ(parse_time_of_day("24:00"), 24 * 60);
  for (const auto* bad : {"24:01", "9:00", "09:60", "0900", "ab:cd", "", "09:00 "})
    EXPECT_EQ(parse_time_of_day(bad), std::nullopt) << bad;
}

TEST(OrgTree, AUnitIsNeverBelowItself) {
  const OrgUnitId company(1), service(2), bench(3), desk(4);
  const std::map<OrgUnitId, OrgUnitId> parents = {
      {company, {}}, {service, company}, {bench, service}, {desk, company}};
  EXPECT_TRUE(would_cycle(parents, company, bench));
  EXPECT_TRUE(would_cycle(parents, service, service));
  EXPECT_FALSE(would_cycle(parents, bench, desk));
  EXPECT_FALSE(would_cycle(parents, service, desk));
  EXPECT_EQ(units_below(parents, service), (std::vector{service, bench}));
  EXPECT_EQ(units_below(parents, company).size(), 4u);
}

TEST(OrgTree, ABrokenTreeDoesNotHang) {
  const OrgUnitId a(1), b(2), c(3);
  EXPECT_TRUE(would_cycle({{a, b}, {b, a}}, c, a));
}

TEST(Holidays, ReadsDatesAndSkipsComments) {
  const auto dates =
      parse_holidays("# source\ndate,kind,name\n2026-01-01,holiday,元旦\r\n2026-01-04,workday,元旦调休\n");
  ASSERT_TRUE(dates.ok());
  ASSERT_EQ(dates->size(), 2u);
  EXPECT_EQ((*dates)[0].name, "元旦");
  EXPECT_EQ((*dates)[1].kind, ExceptionKind::kWorkday);
}

TEST(Holidays, NamesTheBrokenLine) {
  const auto dates = parse_holidays("date,kind,name\n2026-13-01,holiday,x\n");
  ASSERT_FALSE(dates.ok());
  EXPECT_EQ(dates.error().fields[0].pointer, "/2");
}

TEST(Holidays, MakeUpDaysAreAlwaysWeekends) {
  for (const auto& date : chinese_holidays()) {
    if (date.kind == ExceptionKind::kHoliday) continue;
    EXPECT_GE(date.date.iso_weekday(), 6) << date.date.text();
  }
}

TEST(Holidays, OwnDatesWinOverPublicOnes) {
  const Date date = *Date::of(2026, 1, 1);
  const auto merged = merge_exceptions({{date, ExceptionKind::kWorkday, "open", {}, {}}},
                                       {{date, ExceptionKind::kHoliday, "元旦", {}, {}}});
  ASSERT_EQ(merged.size(), 1u);
  EXPECT_EQ(merged[0].kind, ExceptionKind::kWorkday);
}

}  // namespace
}  // namespace manyi::org
