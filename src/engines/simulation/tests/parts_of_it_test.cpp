// Tests of the pieces: random numbers, working time, shelves.
#include <gtest/gtest.h>

#include <cmath>

#include "engines/simulation/calendar.h"
#include "engines/simulation/random.h"
#include "engines/simulation/storeroom.h"

namespace manyi::simulation {
namespace {

Instant at(const char* text) { return *Instant::parse(text); }

TEST(Random, IsTheSameEverywhere) {
  // Computed with an independent implementation of splitmix64 and xoshiro256**.
  Random first(1), other(1, 2);
  EXPECT_EQ(first.next(), 6954377618861975509ULL);
  EXPECT_EQ(first.next(), 16838045124790788659ULL);
  EXPECT_EQ(first.next(), 432047684551321273ULL);
  EXPECT_NE(other.next(), 6954377618861975509ULL);
}

TEST(Random, DistributionsHaveTheirMeans) {
  Random luck(5);
  double uniform = 0, normal = 0, square = 0, exponential = 0, poisson = 0;
  constexpr int kDraws = 40000;
  for (int i = 0; i < kDraws; ++i) {
    uniform += luck.uniform();
    const double z = luck.normal();
    normal += z;
    square += z * z;
    exponential += luck.exponential(3);
    poisson += luck.poisson(2.5);
  }
  EXPECT_NEAR(uniform / kDraws, 0.5, 0.01);
  EXPECT_NEAR(normal / kDraws, 0, 0.02);
  EXPECT_NEAR(square / kDraws, 1, 0.03);
  EXPECT_NEAR(exponential / kDraws, 3, 0.06);
  EXPECT_NEAR(poisson / kDraws, 2.5, 0.04);
}

TEST(WorkingTime, SkipsNightsLunchesAndClosedDays) {
  const auto days = Calendar::create(TimeZone::utc(), *Date::parse("2026-11-20"), *Date::parse("2026-11-30"),
                                     [](Date date) { return date.iso_weekday() != 7; });
  const auto& open = days.site();
  EXPECT_EQ(open.add(at("2026-11-20T11:30:00Z"), kHour), at("2026-11-20T13:30:00Z"));
  // Saturday 17:30 + 1 h is Monday 09:30.
  EXPECT_EQ(open.add(at("2026-11-21T17:30:00Z"), kHour), at("2026-11-23T09:30:00Z"));
  EXPECT_EQ(open.between(at("2026-11-21T17:30:00Z"), at("2026-11-23T09:30:00Z")), kHour);
  EXPECT_EQ(open.next_open(at("2026-11-22T10:00:00Z")), at("2026-11-23T09:00:00Z"));
  EXPECT_TRUE(open.is_open(at("2026-11-23T09:00:00Z")));
  EXPECT_FALSE(open.is_open(at("2026-11-23T12:30:00Z")));
  EXPECT_EQ(days.off_on(1).next_open(at("2026-11-23T10:00:00Z")), at("2026-11-24T09:00:00Z"));
}

TEST(Storeroom, ServesInTheOrderOfAskingAndLosesNothing) {
  Scenario scenario;
  scenario.models = 10;
  const auto days = Calendar::create(TimeZone::utc(), *Date::parse("2026-01-01"), *Date::parse("2026-12-01"),
                                     [](Date) { return true; });
  const Company company = found(scenario, 12, 1);
  const Effects effects(scenario, company, days.zone());
  std::vector<double> per_day(company.parts.size(), 0.0);
  Storeroom room(company, days, effects, 1, per_day, at("2026-01-01T00:00:00Z"));
  const Instant now = at("2026-03-02T09:00:00Z");
  std::vector<Storeroom::Delivery> coming;
  for (std::int64_t asker = 1; asker <= 3; ++asker) {
    EXPECT_FALSE(room.take(0, 4, asker));
    for (const auto& delivery : room.reorder(0, 4, now)) coming.push_back(delivery);
  }
  EXPECT_EQ(room.waiting(), 3);
  std::vector<std::int64_t> served;
  for (const auto& delivery : coming) {
    EXPECT_GT(delivery.at, now);
    for (const auto& one : room.arrived(delivery.number, delivery.at)) served.push_back(one.asker);
  }
  EXPECT_EQ(served, (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_EQ(room.waiting(), 0);
  EXPECT_FALSE(room.has(0, 4));
}

}  // namespace
}  // namespace manyi::simulation
