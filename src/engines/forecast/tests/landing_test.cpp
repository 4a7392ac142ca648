// Tests of the landing forecast on periods made by hand or drawn from a known truth.
#include "engines/forecast/landing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engines/forecast/calibration.h"
#include "engines/forecast/landing_draws.h"

namespace manyi::forecast {
namespace {

/// Months of 30 days, six of seven worked, `per_day` records each of which is good with chance `rate`.
std::vector<PastPeriod> months_of(int count, double per_day, double rate, std::uint64_t seed) {
  Draws draws(seed);
  std::vector<PastPeriod> months;
  for (int m = 0; m < count; ++m) {
    PastPeriod days;
    for (int d = 0; d < 30; ++d) {
      Day day;
      day.weight = d % 7 == 6 ? 0 : 1;
      day.denominator = day.weight > 0 ? draws.poisson(per_day) : 0;
      day.numerator = draws.binomial(day.denominator, rate);
      days.push_back(day);
    }
    months.push_back(std::move(days));
  }
  return months;
}

/// The running month stands at the end of that day; what it truly becomes is kept aside.
struct Running {
  Problem problem;
  double numerator = 0, denominator = 0;  // of the whole month
};
Running running(Shape shape, int past, int day, double per_day, double rate, std::uint64_t seed) {
  Running made;
  made.problem.shape = shape;
  auto months = months_of(past + 1, per_day, rate, seed);
  const PastPeriod now = months.back();
  months.pop_back();
  made.problem.past = std::move(months);
  for (std::size_t d = 0; d < now.size(); ++d) {
    made.numerator += now[d].numerator, made.denominator += now[d].denominator;
    if (d < static_cast<std::size_t>(day))
      made.problem.so_far.push_back(now[d]);
    else
      made.problem.weights_to_come.push_back(now[d].weight);
  }
  made.problem.seed = seed;
  return made;
}

Landing landed(const Problem& problem) {
  auto landing = land(problem);
  EXPECT_TRUE(landing.ok());
  return landing.ok() ? *landing : Landing{};
}

TEST(LandingForecast, SameProblemWithSameSeedAnswersTheSame) {
  const auto made = running(Shape::kRate, 6, 10, 8, 0.93, 4);
  const auto first = landed(made.problem), second = landed(made.problem);
  EXPECT_EQ(first.distribution.mean(), second.distribution.mean());
  EXPECT_EQ(first.distribution.quantile(0.1), second.distribution.quantile(0.1));
  EXPECT_EQ(first.to_come, second.to_come);
}

TEST(LandingForecast, NeitherPastNorPresentIsRefused) {
  Problem problem;
  problem.weights_to_come = {1, 1};
  EXPECT_EQ(land(problem).error().code, ErrorCode::kInvalid);
  problem.shape = Shape::kLevel;
  EXPECT_EQ(land(problem).error().fields.front().pointer, "/level_now");
}

TEST(LandingForecast, NumbersThatAreNoneAreRefused) {
  auto made = running(Shape::kSum, 3, 10, 8, 0.9, 4);
  made.problem.past[0][0].numerator = std::nan("");
  EXPECT_EQ(land(made.problem).error().code, ErrorCode::kInvalid);
}

TEST(LandingForecast, AnEndedPeriodIsCertain) {
  for (const Shape shape : {Shape::kRate, Shape::kSum, Shape::kRatio, Shape::kMean}) {
    const auto made = running(shape, 5, 30, 8, 0.9, 9);
    const auto landing = landed(made.problem);
    const double truth = shape == Shape::kSum ? made.numerator : made.numerator / made.denominator;
    EXPECT_NEAR(landing.distribution.quantile(0.01), truth, 1e-9) << enum_name(shape);
    EXPECT_NEAR(landing.distribution.quantile(0.99), truth, 1e-9) << enum_name(shape);
    EXPECT_EQ(landing.to_come, 0);
  }
}

TEST(LandingForecast, NarrowsAsThePeriodGoesOn) {
  for (const Shape shape : {Shape::kRate, Shape::kSum, Shape::kRatio}) {
    double before = 1e300;
    for (const int day : {3, 12, 21, 28}) {
      const auto landing = landed(running(shape, 8, day, 20, 0.9, 12).problem).distribution;
      const double width = landing.quantile(0.9) - landing.quantile(0.1);
      EXPECT_LT(width, before) << enum_name(shape) << ' ' << day;
      before = width;
    }
  }
}

TEST(RateLanding, HoldsItsIntervalsOnAKnownTruth) {
  Calibration calibration;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const auto made = running(Shape::kRate, static_cast<int>(1 + seed % 9),
                              5 + 5 * static_cast<int>(seed % 4), 6, 0.92, seed);
    calibration.add(landed(made.problem).distribution, made.numerator / made.denominator);
  }
  EXPECT_GT(calibration.coverage80(), 0.75);
  EXPECT_LT(calibration.coverage80(), 0.88);
  EXPECT_GT(calibration.coverage95(), 0.92);
}

TEST(RateLanding, IsDrawnToThePastOnTheFirstDay) {
  // One bad answer of two on the first day says little against 92 % of a hundred and fifty each month.
  auto made = running(Shape::kRate, 6, 1, 6, 0.92, 3);
  made.problem.so_far[0] = {1, 2, 1};
  const auto landing = landed(made.problem);
  EXPECT_NEAR(landing.distribution.mean(), 0.92, 0.03);
  EXPECT_NEAR(landing.expected_total, 2 + 25 * 6, 15);
  EXPECT_LT(landing.to_come_low, landing.to_come);
  EXPECT_GT(landing.to_come_high, landing.to_come);
}

TEST(RateLanding, ANewScopeStartsFromTheScopeAbove) {
  Problem problem;
  problem.parent_past = months_of(6, 30, 0.8, 5);
  for (int d = 0; d < 5; ++d) problem.so_far.push_back({1, 1, 1});
  problem.weights_to_come.assign(20, 1);
  const auto landing = landed(problem);
  EXPECT_EQ(landing.method, "beta_binomial");
  EXPECT_GT(landing.distribution.mean(), 0.82);
  EXPECT_LT(landing.distribution.mean(), 0.97);
  EXPECT_LT(landing.distribution.quantile(0.025), 0.85);
}

TEST(RateLanding, SaysHowLikelyItIsThatNoRecordComes) {
  // Some two answers a month and a day left: mostly none comes.
  auto made = running(Shape::kRate, 8, 29, 0.08, 0.9, 6);
  for (auto& day : made.problem.so_far) day.numerator = day.denominator = 0;
  made.problem.weights_to_come = {1};
  const auto landing = landed(made.problem);
  EXPECT_GT(landing.chance_of_no_data, 0.8);
  EXPECT_GT(landing.distribution.mean(), 0.5);
  EXPECT_LE(landing.distribution.quantile(1), 1);
}

TEST(RateLanding, WorkOnAnOpenCaseMovesTheForecast) {
  auto made = running(Shape::kRate, 6, 15, 2, 0.92, 8);
  for (int i = 0; i < 8; ++i) made.problem.open.push_back({i, 0.9, 0.5});
  const double before = landed(made.problem).distribution.mean();
  for (auto& one : made.problem.open) one.good = 0.95;
  const double after = landed(made.problem).distribution.mean();
  EXPECT_GT(after, before + 0.04);
}

TEST(SumLanding, HoldsItsIntervalsWithOneMonthOfPast) {
  Calibration calibration;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const auto made = running(Shape::kSum, 1, 5 + 5 * static_cast<int>(seed % 4), 6, 1, seed);
    calibration.add(landed(made.problem).distribution, made.numerator);
  }
  EXPECT_GT(calibration.coverage80(), 0.74);
  EXPECT_GT(calibration.coverage95(), 0.91);
}

TEST(SumLanding, CountsTheDaysThatAreWorked) {
  auto made = running(Shape::kSum, 6, 10, 20, 1, 3);
  const double whole = landed(made.problem).to_come;
  for (std::size_t d = 0; d < 10; ++d) made.problem.weights_to_come[d] = 0;  // a holiday
  EXPECT_LT(landed(made.problem).to_come, 0.6 * whole);
}

TEST(SumLanding, AWonQuoteLiftsTheForecast) {
  auto made = running(Shape::kSum, 6, 20, 3, 1, 3);
  OpenCase quote;
  quote.counts = 0.3, quote.adds = 12;
  made.problem.open = {quote};
  const double before = landed(made.problem).distribution.mean();
  made.problem.open[0].usual = 0.3, made.problem.open[0].counts = 0.95;
  EXPECT_NEAR(landed(made.problem).distribution.mean() - before, 0.65 * 12, 1.5);
}

TEST(SumLanding, AProfitMayFallBelowZero) {
  Draws draws(2);
  Problem problem;
  problem.shape = Shape::kSum;
  for (int m = 0; m < 5; ++m) {
    PastPeriod days;
    for (int d = 0; d < 30; ++d) days.push_back({-10 + 40 * draws.normal(), 0, 1});
    problem.past.push_back(days);
  }
  problem.weights_to_come.assign(30, 1);
  const auto landing = landed(problem);
  EXPECT_LT(landing.distribution.quantile(0.1), 0);
  EXPECT_NEAR(landing.distribution.mean(), -300, 150);
}

TEST(SumLanding, FollowsTheSeasonOfTheYear) {
  // Two years of a harmonic of 20 %; the month to come is the highest, the one before stands at the mean rising.
  Problem problem;
  problem.shape = Shape::kSum;
  Draws draws(5);
  for (int m = 0; m < 24; ++m) {
    PastPeriod days;
    for (int d = 0; d < 25; ++d)
      days.push_back({draws.poisson(40 * (1 + 0.2 * std::cos(6.2831853 * (m - 24) / 12.0))), 0, 1});
    problem.past.push_back(days);
  }
  problem.weights_to_come.assign(25, 1);
  EXPECT_NEAR(landed(problem).distribution.mean(), 25 * 48, 50);
}

TEST(DurationLanding, CountsWhatStillRunsByItsAge) {
  // Lengths of 1 to 9 days. So far five short ones ended; ten run, each for eight days already.
  Problem problem;
  problem.shape = Shape::kMean;
  for (int i = 0; i < 180; ++i) problem.ended_before.push_back({1.0 + i % 9, false});
  PastPeriod month;
  for (int d = 0; d < 30; ++d) month.push_back({10, 2, 1});
  problem.past.assign(3, month);
  for (int i = 0; i < 5; ++i) problem.ended_now.push_back({1, false});
  problem.so_far.assign(10, {0.5, 0.5, 1});
  problem.weights_to_come.assign(20, 1);
  problem.day_length = 1;
  const double without = landed(problem).distribution.mean();
  for (int i = 0; i < 10; ++i) problem.running.push_back({8, true});
  const auto with = landed(problem);
  EXPECT_EQ(with.method, "censored_durations");
  EXPECT_GT(with.distribution.mean(), without + 0.4);
}

// Everything is done within nine days, but ten cases run for years: in a quarter none of such has ended, so hardly one
// ends now. At the rate of the others half of them would end and bring the mean from five days to sixty and more.
TEST(DurationLanding, WhatEverybodyHasForgottenHardlyEndsNow) {
  Problem problem;
  problem.shape = Shape::kMean;
  problem.day_length = 1;
  for (int i = 0; i < 180; ++i) problem.ended_before.push_back({1.0 + i % 9, false});
  PastPeriod month;
  for (int d = 0; d < 30; ++d) month.push_back({10, 2, 1});
  problem.past.assign(3, month);
  for (int i = 0; i < 20; ++i) problem.ended_now.push_back({1.0 + i % 9, false});
  problem.so_far.assign(10, {10, 2, 1});
  problem.weights_to_come.assign(20, 1);
  for (int i = 0; i < 10; ++i) problem.running.push_back({400.0 + 60 * i, true});
  EXPECT_LT(landed(problem).distribution.mean(), 14);
}

// Half of what ended this month ended in the week after a holiday, late by it; the rest of the month is as ever.
TEST(RateLanding, WhatAHolidayHeldUpSaysNothingOnTheRestOfTheMonth) {
  auto made = running(Shape::kRate, 6, 12, 10, 0.9, 12);
  for (std::size_t d = 0; d < 7; ++d) made.problem.so_far[d] = {0, 0, 0};
  for (std::size_t d = 7; d < 12; ++d) made.problem.so_far[d] = {4, 10, 1};
  made.problem.in_time = true;
  const double knows = landed(made.problem).distribution.mean();
  // 20 good of 50 so far and some 150 to come at nine of ten: (20 + 135) / 200.
  EXPECT_NEAR(knows, 0.775, 0.04);
}

TEST(RateLanding, AHolidayToComeMakesWhatHasNotBegunLate) {
  auto made = running(Shape::kRate, 6, 12, 10, 0.9, 13);
  const double usual = landed(made.problem).distribution.mean();
  made.problem.not_begun = -1;
  EXPECT_LT(landed(made.problem).distribution.mean(), usual - 0.04);
}

TEST(DurationLanding, ThePercentileIsThatOfAllRecords) {
  // Nothing is to come: the 90 % point of 1..10 is the ninth value.
  Problem problem;
  problem.shape = Shape::kQuantile;
  problem.quantile = 0.9;
  for (int i = 1; i <= 10; ++i) problem.ended_now.push_back({static_cast<double>(i), false});
  problem.so_far.assign(10, {5.5, 1, 1});
  EXPECT_EQ(landed(problem).distribution.quantile(0.5), 9);
}

TEST(DurationLanding, AnOldCaseCannotBeWithinTheLimitAnyMore) {
  auto made = running(Shape::kRate, 6, 20, 1, 0.9, 8);
  made.problem.limit = 3;
  made.problem.day_length = 1;
  for (int i = 0; i < 200; ++i) made.problem.ended_before.push_back({i % 10 == 0 ? 6.0 : 1.0 + i % 2, false});
  const double before = landed(made.problem).distribution.mean();
  for (int i = 0; i < 6; ++i) made.problem.running.push_back({4, true});
  const auto after = landed(made.problem);
  EXPECT_EQ(after.method, "censored_durations");
  EXPECT_LT(after.distribution.mean(), before - 0.05);
}

TEST(DurationLanding, AHolidayMakesWhatSpansItLonger) {
  // Everything takes two days; in the middle of what is to come lie eight days off.
  Problem problem;
  problem.shape = Shape::kMean;
  problem.day_length = 24;
  for (int i = 0; i < 200; ++i) problem.ended_before.push_back({47.0 + i % 3, false});
  PastPeriod month;
  for (int d = 0; d < 30; ++d) month.push_back({10 * 48, 10, 1});
  problem.past.assign(3, month);
  problem.so_far.assign(10, {10 * 48, 10, 1});
  for (int i = 0; i < 100; ++i) problem.ended_now.push_back({48, false});
  for (int i = 0; i < 20; ++i) problem.running.push_back({i < 10 ? 12.0 : 36.0, true});
  problem.weights_to_come.assign(20, 1);
  const double usual = landed(problem).distribution.mean();
  EXPECT_NEAR(usual, 48, 3);
  for (std::size_t d = 6; d < 14; ++d) problem.weights_to_come[d] = 0;
  // Some 20 of 220 records span it and take eight days longer: 48 + 20 / 220 x 192.
  EXPECT_NEAR(landed(problem).distribution.mean(), usual + 17, 8);
}

TEST(LevelLanding, StartsWhereItStandsAndOpensWithTheDaysLeft) {
  Problem problem;
  problem.shape = Shape::kLevel;
  Draws draws(3);
  double level = 100;
  for (int d = 0; d < 200; ++d) {
    level += 0.1 * (100 - level) + 4 * draws.normal();
    problem.past_levels.push_back(level);
  }
  problem.level_now = 130;
  problem.weights_to_come.assign(3, 1);
  const auto near = landed(problem).distribution;
  problem.weights_to_come.assign(25, 1);
  const auto far = landed(problem).distribution;
  EXPECT_GT(near.mean(), 115);
  EXPECT_LT(far.mean(), near.mean());  // back to where it usually stands
  EXPECT_GT(far.quantile(0.9) - far.quantile(0.1), near.quantile(0.9) - near.quantile(0.1));
}

TEST(LevelLanding, OneDayOfPastIsEnough) {
  Problem problem;
  problem.shape = Shape::kLevel;
  problem.level_now = 7;
  problem.bounded_below = 0;
  problem.weights_to_come.assign(10, 1);
  const auto landing = landed(problem);
  EXPECT_NEAR(landing.distribution.quantile(0.5), 7, 1);
  EXPECT_GE(landing.distribution.quantile(0), 0);
}

TEST(RatioLanding, NumeratorAndDenominatorStayTogether) {
  // Money per order is always 50: however many orders come, the quotient is certain.
  Problem problem;
  problem.shape = Shape::kRatio;
  Draws draws(4);
  for (int m = 0; m < 4; ++m) {
    PastPeriod days;
    for (int d = 0; d < 25; ++d) {
      const double orders = draws.poisson(4);
      days.push_back({50 * orders, orders, 1});
    }
    problem.past.push_back(days);
  }
  problem.so_far = {{200, 4, 1}};
  problem.weights_to_come.assign(24, 1);
  const auto landing = landed(problem);
  EXPECT_NEAR(landing.distribution.mean(), 50, 0.5);
  EXPECT_LT(landing.distribution.quantile(0.9) - landing.distribution.quantile(0.1), 1.5);
}

TEST(WeekdayWeights, FindTheBusyMonday) {
  std::vector<Day> days;
  for (int d = 0; d < 70; ++d) {
    const int weekday = d % 7;  // the first is a Monday
    days.push_back({0, weekday == 6 ? 0.0 : weekday == 0 ? 20.0 : 10.0, weekday == 6 ? 0.0 : 1.0});
  }
  const auto weights = weekday_weights(days, 1);
  EXPECT_GT(weights[1], 1.3);
  EXPECT_LT(weights[2], 1);
  EXPECT_EQ(weights[0], 0);
}

}  // namespace
}  // namespace manyi::forecast
