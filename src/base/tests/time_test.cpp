// Instants, dates and zones: text forms, arithmetic, clock changes.
// Owns the cases that calendars get wrong.
#include <gtest/gtest.h>

#include <set>

#include "base/clock.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/time_zone.h"

namespace manyi {

TEST(InstantText, RoundTripsWithMilliseconds) {
  const Instant at = *Instant::parse("2026-02-28T23:59:59.123Z");
  EXPECT_EQ(at.text(), "2026-02-28T23:59:59.123Z");
}

TEST(InstantText, OffsetsBecomeUtc) {
  EXPECT_EQ(Instant::parse("2026-11-23T08:30:00+08:00")->text(), "2026-11-23T00:30:00.000Z");
  EXPECT_EQ(Instant::parse("2026-11-23T08:30:00.5-03:30")->text(), "2026-11-23T12:00:00.500Z");
}

TEST(InstantText, BeforeTheEpochKeepsItsMilliseconds) {
  EXPECT_EQ(Instant(-1).text(), "1969-12-31T23:59:59.999Z");
}

TEST(InstantText, RefusesWhatIsNotRfc3339) {
  for (const char* text :
       {"", "2026-11-23", "2026-11-23T08:30:00", "2026-13-01T00:00:00Z", "2026-11-23T25:00:00Z",
        "2026-11-23T08:30:00.Z", "2026-11-23T08:30:00Zx", "2026-11-23T08:30:00+0800"})
    EXPECT_FALSE(Instant::parse(text)) << text;
}

TEST(DateText, KnowsLeapYears) {
  EXPECT_TRUE(Date::parse("2024-02-29"));
  EXPECT_FALSE(Date::parse("2025-02-29"));
  EXPECT_FALSE(Date::parse("2100-02-29"));
}

TEST(DateArithmetic, MonthEndsStayMonthEnds) {
  EXPECT_EQ(Date::parse("2026-01-31")->plus_months(1).text(), "2026-02-28");
  EXPECT_EQ(Date::parse("2026-03-31")->plus_months(-13).text(), "2025-02-28");
  EXPECT_EQ(Date::parse("2026-11-23")->iso_weekday(), 1);
}

TEST(TimeZone, UnknownNamesAreRefused) { EXPECT_FALSE(TimeZone::find("Asia/Atlantis")); }

TEST(TimeZone, ShanghaiMidnightIsSixteenHoursUtc) {
  const TimeZone zone = *TimeZone::find("Asia/Shanghai");
  EXPECT_EQ(zone.instant(*Date::parse("2026-11-23")).text(), "2026-11-22T16:00:00.000Z");
  EXPECT_EQ(zone.local_date(*Instant::parse("2026-11-22T16:00:00Z")).text(), "2026-11-23");
}

TEST(TimeZone, ASkippedHourBecomesTheFirstInstantAfterTheGap) {
  const TimeZone zone = *TimeZone::find("Europe/London");  // 2026-03-29 01:00 -> 02:00
  EXPECT_EQ(zone.instant(*Date::parse("2026-03-29"), 90).text(), "2026-03-29T01:00:00.000Z");
}

TEST(TimeZone, ARepeatedHourIsItsFirstOccurrence) {
  const TimeZone zone = *TimeZone::find("Europe/London");  // 2026-10-25 02:00 -> 01:00
  EXPECT_EQ(zone.instant(*Date::parse("2026-10-25"), 90).text(), "2026-10-25T00:30:00.000Z");
}

TEST(IdText, KeepsOrderAndRoundTrips) {
  EXPECT_LT(id_text(41), id_text(42));
  EXPECT_EQ(parse_id(id_text(1234567890123456789)), 1234567890123456789);
  EXPECT_FALSE(parse_id("short"));
  EXPECT_FALSE(parse_id("000000000000u"));  // not in the alphabet
  EXPECT_FALSE(parse_id("zzzzzzzzzzzzz"));  // over int64
}

TEST(IdSource, NeverRepeatsNorGoesBackWhenTheClockDoes) {
  FakeClock clock(*Instant::parse("2026-11-23T00:00:00Z"));
  IdSource ids(clock);
  std::int64_t last = ids.next();
  for (int i = 0; i < 40000; ++i) {
    if (i == 100) clock.advance(DurationMs(-5000));
    const std::int64_t next = ids.next();
    ASSERT_GT(next, last);
    last = next;
  }
}

TEST(IdSource, TwoProcessesInOneMillisecondDoNotMeet) {
  const FakeClock clock(*Instant::parse("2026-11-23T00:00:00Z"));
  IdSource one(clock, 17, 100);
  IdSource other(clock, 17, 8000);  // the same node by chance
  IdSource third(clock, 18, 100);
  std::set<std::int64_t> seen;
  for (int i = 0; i < 1000; ++i)
    for (IdSource* source : {&one, &other, &third}) EXPECT_TRUE(seen.insert(source->next()).second);
}

}  // namespace manyi
