// Working time by hand calculation: weeks, lunch breaks, holidays, make-up days, clock changes.
// Owns the cases; every expectation says how it was counted.
#include <gtest/gtest.h>

#include "modules/org/rules.h"

namespace manyi::org {
namespace {

Instant at(std::string_view text) { return *Instant::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }
std::int64_t hours(DurationMs ms) { return ms.ms() / kHour.ms(); }

std::shared_ptr<const WorkCalendar> calendar(std::vector<WorkPeriod> week,
                                             std::vector<CalendarException> exceptions = {},
                                             std::string_view zone = "Asia/Shanghai") {
  auto made = WorkCalendar::create(week, exceptions, *TimeZone::find(zone));
  EXPECT_TRUE(made.ok());
  return *made;
}

const auto kStandard = calendar(standard_week());
const auto kChinese = calendar(standard_week(), chinese_holidays());

TEST(WorkingTime, CountsTheHoursOfOneDay) {
  // Thursday 2026-03-05, 10:30 to 16:00 in Shanghai: five and a half hours.
  EXPECT_EQ(kStandard->between(at("2026-03-05T10:30:00+08:00"), at("2026-03-05T16:00:00+08:00")),
            kMinute * 330);
  // From before opening to after closing: 09:00 to 18:00.
  EXPECT_EQ(kStandard->between(at("2026-03-05T01:00:00+08:00"), at("2026-03-05T23:00:00+08:00")), kHour * 9);
}

TEST(WorkingTime, LeavesOutNightsAndWeekends) {
  // Friday 17:00 to Monday 10:00: one hour on Friday, one on Monday.
  EXPECT_EQ(kStandard->between(at("2026-03-06T17:00:00+08:00"), at("2026-03-09T10:00:00+08:00")), kHour * 2);
  EXPECT_EQ(kStandard->between(at("2026-03-07T08:00:00+08:00"), at("2026-03-08T20:00:00+08:00")),
            DurationMs(0));
}

TEST(WorkingTime, AYearOfWeeksIsTheirSum) {
  // 2026-01-05 is a Monday; 52 weeks on: 52 * 5 * 9 hours.
  EXPECT_EQ(hours(kStandard->between(at("2026-01-05T00:00:00+08:00"), at("2027-01-04T00:00:00+08:00"))),
            52 * 5 * 9);
}

TEST(WorkingTime, LunchBreakDoesNotCount) {
  std::vector<WorkPeriod> week;
  for (int weekday = 1; weekday <= 6; ++weekday) {
    week.push_back({weekday, "13:30", "18:00"});
    week.push_back({weekday, "09:00", "12:00"});
  }
  const auto broken = calendar(week);
  // Saturday 2026-03-07, 11:00 to 14:30: one hour before, one after.
  EXPECT_EQ(broken->between(at("2026-03-07T11:00:00+08:00"), at("2026-03-07T14:30:00+08:00")), kHour * 2);
  EXPECT_FALSE(broken->is_open(at("2026-03-07T12:30:00+08:00")));
  EXPECT_EQ(broken->add(at("2026-03-07T11:30:00+08:00"), kHour), at("2026-03-07T14:00:00+08:00"));
}

TEST(WorkingTime, BackwardsIsNothing) {
  EXPECT_EQ(kStandard->between(at("2026-03-06T12:00:00+08:00"), at("2026-03-05T12:00:00+08:00")),
            DurationMs(0));
}

TEST(WorkingTime, SpringFestival2026IsOffAndItsMakeUpDaysAreOn) {
  // Off 15 to 23 February; Saturdays 14 and 28 are worked.
  EXPECT_TRUE(kChinese->is_workday(day("2026-02-14")));
  EXPECT_FALSE(kChinese->is_workday(day("2026-02-15")));
  EXPECT_FALSE(kChinese->is_workday(day("2026-02-23")));
  EXPECT_TRUE(kChinese->is_workday(day("2026-02-24")));
  EXPECT_TRUE(kChinese->is_workday(day("2026-02-28")));
  EXPECT_EQ(kChinese->next_workday(day("2026-02-14")), day("2026-02-24"));
  // Friday 13th 17:00 to Tuesday 24th 10:00: 1 hour on Friday, 9 on Saturday the 14th, 1 on Tuesday.
  EXPECT_EQ(kChinese->between(at("2026-02-13T17:00:00+08:00"), at("2026-02-24T10:00:00+08:00")), kHour * 11);
  // Without the holidays: 1 + 5 * 9 (16 to 20) + 9 (Monday 23) + 1.
  EXPECT_EQ(kStandard->between(at("2026-02-13T17:00:00+08:00"), at("2026-02-24T10:00:00+08:00")), kHour * 56);
}

TEST(WorkingTime, NationalDay2025TakesEightDaysAndGivesTwoBack) {
  int worked = 0;
  for (Date date = day("2025-09-22"); date <= day("2025-10-12"); date = date.plus_days(1))
    worked += kChinese->is_workday(date);
  // Three weeks have 15 weekdays; 1-8 October takes six of them, 28 September and 11 October give two.
  EXPECT_EQ(worked, 15 - 6 + 2);
}

TEST(WorkingTime, PublicHolidaysOfThreeYears) {
  // Weekdays off minus weekend days worked: 2024 20-8, 2025 19-5, 2026 20-6, so that each year has
  // 262, 261, 261 weekdays less these.
  const auto workdays = [](int year) {
    int count = 0;
    for (Date date = *Date::of(year, 1, 1); date < *Date::of(year + 1, 1, 1); date = date.plus_days(1))
      count += kChinese->is_workday(date);
    return count;
  };
  EXPECT_EQ(workdays(2024), 251);
  EXPECT_EQ(workdays(2025), 248);
  EXPECT_EQ(workdays(2026), 248);
}

TEST(WorkingTime, AShortDayHasItsOwnHours) {
  const auto short_day = calendar(
      standard_week(), {{day("2026-12-31"), ExceptionKind::kWorkday, "stock-taking", "09:00", "12:00"}});
  EXPECT_EQ(short_day->between(at("2026-12-31T00:00:00+08:00"), at("2027-01-01T00:00:00+08:00")), kHour * 3);
}

TEST(WorkingTime, ANightWhenTheClockGoesForwardIsShorter) {
  // London, 2026-03-29: 01:00 becomes 02:00. Work from 00:00 to 06:00 is five hours long.
  const auto night = calendar({{7, "00:00", "06:00"}}, {}, "Europe/London");
  EXPECT_EQ(night->between(at("2026-03-28T12:00:00Z"), at("2026-03-29T12:00:00Z")), kHour * 5);
  EXPECT_EQ(night->add(at("2026-03-28T12:00:00Z"), kHour * 5), at("2026-03-29T05:00:00Z"));
  EXPECT_EQ(night->add(at("2026-03-28T12:00:00Z"), kHour * 2), at("2026-03-29T02:00:00Z"));
}

TEST(WorkingTime, ANightWhenTheClockGoesBackIsLonger) {
  // London, 2026-10-25: 02:00 becomes 01:00. 00:00 to 06:00 is seven hours long.
  const auto night = calendar({{7, "00:00", "06:00"}}, {}, "Europe/London");
  EXPECT_EQ(night->between(at("2026-10-24T12:00:00Z"), at("2026-10-25T12:00:00Z")), kHour * 7);
}

TEST(WorkingTime, OfficeHoursDoNotFeelAClockChange) {
  const auto office = calendar(standard_week(), {}, "America/Toronto");
  // Clock change on Sunday 2026-03-08: Friday 17:00 to Monday 10:00 local is two hours all the same.
  EXPECT_EQ(office->between(at("2026-03-06T22:00:00Z"), at("2026-03-09T14:00:00Z")), kHour * 2);
}

TEST(AddWorkingTime, RunsOnOverNightsWeekendsAndHolidays) {
  EXPECT_EQ(kStandard->add(at("2026-03-05T10:00:00+08:00"), kHour * 2), at("2026-03-05T12:00:00+08:00"));
  EXPECT_EQ(kStandard->add(at("2026-03-06T17:00:00+08:00"), kHour * 2), at("2026-03-09T10:00:00+08:00"));
  // 30 April 2026, 17:00, three hours: holiday 1 to 5 May, so one hour then and two on the 6th.
  EXPECT_EQ(kChinese->add(at("2026-04-30T17:00:00+08:00"), kHour * 3), at("2026-05-06T11:00:00+08:00"));
  // Taken in at night: the clock starts at opening.
  EXPECT_EQ(kStandard->add(at("2026-03-05T02:00:00+08:00"), kHour), at("2026-03-05T10:00:00+08:00"));
}

TEST(AddWorkingTime, EndsAtClosingRatherThanAtTheNextOpening) {
  EXPECT_EQ(kStandard->add(at("2026-03-05T09:00:00+08:00"), kHour * 9), at("2026-03-05T18:00:00+08:00"));
}

TEST(AddWorkingTime, NothingAddedChangesNothing) {
  const Instant night = at("2026-03-05T02:00:00+08:00");
  EXPECT_EQ(kStandard->add(night, DurationMs(0)), night);
}

TEST(AddWorkingTime, IsTheInverseOfBetween) {
  Instant from = at("2025-01-01T00:13:00Z");
  for (int i = 0; i < 400; ++i) {
    const DurationMs worked = kMinute * (37 * i + 1);
    const auto to = kChinese->add(from, worked);
    ASSERT_TRUE(to.has_value());
    EXPECT_EQ(kChinese->between(from, *to), worked);
    from = from + kHour * 19;
  }
}

TEST(AddWorkingTime, AWeekWithoutWorkNeverArrives) {
  EXPECT_EQ(calendar({})->add(at("2026-03-05T02:00:00+08:00"), kHour), std::nullopt);
}

TEST(AroundTheClock, CountsEverything) {
  const auto always = WorkCalendar::always(*TimeZone::find("Europe/London"));
  const Instant from = at("2026-03-01T07:00:00Z"), to = at("2026-11-01T09:30:00Z");
  EXPECT_EQ(always->between(from, to), to - from);
  EXPECT_EQ(always->add(from, to - from), to);
}

TEST(CreateCalendar, NamesEveryBrokenHour) {
  const auto made = WorkCalendar::create({{1, "09:00", "18:00"},
                                          {1, "17:00", "19:00"},
                                          {8, "09:00", "10:00"},
                                          {2, "9:00", "25:00"},
                                          {3, "18:00", "09:00"}},
                                         {{day("2026-01-01"), ExceptionKind::kHoliday, "", "09:00", "10:00"},
                                          {day("2026-01-01"), ExceptionKind::kHoliday, "", {}, {}}},
                                         TimeZone::utc());
  ASSERT_FALSE(made.ok());
  std::vector<std::string> pointers;
  for (const auto& field : made.error().fields) pointers.push_back(field.pointer);
  EXPECT_EQ(pointers,
            (std::vector<std::string>{"/week/1", "/week/2/weekday", "/week/3/open", "/week/3/close",
                                      "/week/4/close", "/exceptions/0/open", "/exceptions/1/date"}));
}

}  // namespace
}  // namespace manyi::org
