// Tests of periods and of the period grid.
#include "engines/kpi/calendar.h"

#include <gtest/gtest.h>

#include <random>

namespace manyi::kpi {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TEST(Periods, AreCutAtCalendarEdgesAndMayBePartialAtBothEnds) {
  const auto periods = split(day("2026-01-15"), day("2026-03-10"), Grain::kMonth, TimeZone::utc());
  ASSERT_EQ(periods.size(), 3U);
  EXPECT_EQ(periods[0], (Period{day("2026-01-15"), day("2026-02-01")}));
  EXPECT_EQ(periods[1], (Period{day("2026-02-01"), day("2026-03-01")}));
  EXPECT_EQ(periods[2], (Period{day("2026-03-01"), day("2026-03-10")}));
}

TEST(Periods, WithoutGrainThereIsOne) {
  EXPECT_EQ(split(day("2017-01-01"), day("2026-01-01"), std::nullopt, TimeZone::utc()).size(), 1U);
}

TEST(Periods, WeeksBeginOnMonday) {
  EXPECT_EQ(period_start(Grain::kWeek, day("2026-03-08")), day("2026-03-02"));
  EXPECT_EQ(period_start(Grain::kWeek, day("2026-03-09")), day("2026-03-09"));
  EXPECT_EQ(period_start(Grain::kQuarter, day("2026-12-31")), day("2026-10-01"));
}

TEST(Periods, InstantBoundsKeepTheirExactEdges) {
  const auto zone = *TimeZone::find("Asia/Shanghai");
  const auto from = *Instant::parse("2026-03-01T12:00:00Z"), to = *Instant::parse("2026-03-02T12:00:00Z");
  const auto periods = split(from, to, Grain::kDay, zone);
  ASSERT_EQ(periods.size(), 2U);
  EXPECT_EQ(periods[0], (Period{from, day("2026-03-02")}));
  EXPECT_EQ(periods[1], (Period{day("2026-03-02"), to}));
}

TEST(Bound, IsADateOrAnInstant) {
  EXPECT_EQ(bound_text(*parse_bound("2026-03-01")), "2026-03-01");
  EXPECT_EQ(bound_text(*parse_bound("2026-03-01T08:00:00+08:00")), "2026-03-01T00:00:00.000Z");
  EXPECT_FALSE(parse_bound("2026-02-30"));
  EXPECT_FALSE(parse_bound("yesterday"));
}

TEST(PeriodGrid, AgreesWithTheLocalDateEverywhere) {
  std::mt19937_64 random(7);
  // Apia skipped 30 December 2011 altogether; Lord Howe shifts by half an hour.
  for (const auto* name :
       {"Asia/Shanghai", "Europe/London", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe"}) {
    const auto zone = *TimeZone::find(name);
    for (const auto grain : {Grain::kDay, Grain::kWeek, Grain::kMonth, Grain::kQuarter, Grain::kYear}) {
      const Date from = day("2011-11-17"), to = day("2013-04-20");
      const auto periods = split(from, to, grain, zone);
      const PeriodGrid grid(periods, zone);
      const auto begin = zone.instant(from).ms(), end = zone.instant(to).ms();
      const auto check = [&](std::int64_t ms) {
        const auto at = grid.find(ms);
        if (ms < begin || ms >= end) {
          EXPECT_EQ(at, periods.size());
          return;
        }
        ASSERT_LT(at, periods.size());
        const auto local = zone.local_date(Instant(ms));
        EXPECT_LE(std::get<Date>(periods[at].from), local) << name << " " << Instant(ms).text();
        EXPECT_GT(std::get<Date>(periods[at].to), local) << name << " " << Instant(ms).text();
      };
      for (int i = 0; i < 3000; ++i)
        check(begin - kDay.ms() +
              static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(end - begin + 2 * kDay.ms())));
      for (const auto& period : periods)
        for (const int step : {-1, 0, 1}) check(bound_instant(period.from, zone).ms() + step);
      check(end - 1);
      check(end);
      EXPECT_EQ(grid.find(std::numeric_limits<std::int64_t>::min()), periods.size());
      EXPECT_EQ(grid.find(std::numeric_limits<std::int64_t>::max()), periods.size());
    }
  }
}

TEST(PeriodGrid, HasShortPiecesAtItsEnds) {
  const auto zone = TimeZone::utc();
  const Instant from = zone.instant(day("2026-03-02")) + DurationMs(-1),
                to = zone.instant(day("2026-03-04")) + DurationMs(1);
  const PeriodGrid grid(split(from, to, Grain::kDay, zone), zone);
  ASSERT_EQ(grid.count(), 4U);
  EXPECT_EQ(grid.find(from.ms()), 0U);
  EXPECT_EQ(grid.find(from.ms() + 1), 1U);
  EXPECT_EQ(grid.find(zone.instant(day("2026-03-03")).ms() - 1), 1U);
  EXPECT_EQ(grid.find(zone.instant(day("2026-03-03")).ms()), 2U);
  EXPECT_EQ(grid.find(to.ms() - 1), 3U);
  EXPECT_EQ(grid.find(to.ms()), 4U);
}

}  // namespace
}  // namespace manyi::kpi
