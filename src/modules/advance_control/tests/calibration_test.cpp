// The arithmetic of calibration and of the chances of cases.
// Owns the cases.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "engines/forecast/landing.h"
#include "modules/advance_control/kept_forecasts.h"
#include "modules/advance_control/open_cases.h"

namespace manyi::advance_control {
namespace {

/// A forecast that spreads evenly over [from, to].
KeptForecast even(double from, double to) {
  KeptForecast said;
  const auto at = [&](double p) { return from + (to - from) * p; };
  said.month = "2026-02";
  said.made_on = *Date::parse("2026-02-10");
  said.metric = "csat_rate";
  said.metric_class = MetricClass::kRate;
  said.low95 = at(0.025);
  said.low80 = at(0.1);
  said.quarter = at(0.25);
  said.median = said.expected = at(0.5);
  said.three_quarters = at(0.75);
  said.high80 = at(0.9);
  said.high95 = at(0.975);
  return said;
}

TEST(ScoreOfAForecast, OneThatIsCertainScoresItsDistance) {
  EXPECT_NEAR(crps_of(even(0.9, 0.9), 0.97), 0.07, 1e-12);
  EXPECT_NEAR(crps_of(even(0.9, 0.9), 0.9), 0, 1e-12);
}

// Evenly over [0, 1] and true at a half: the integral of (F - 1[x >= 1/2])^2 is 1/12.
TEST(ScoreOfAForecast, AnEvenSpreadScoresNearlyItsIntegral) {
  EXPECT_NEAR(crps_of(even(0, 1), 0.5), 1.0 / 12, 0.0005);
}

// Ten values with a tenth each. Both edges of the 80 % band are values of their own: counted whole, nine of ten would be
// inside; each edge holds as much of its value as belongs to the band.
TEST(Calibration, AnEdgeThatIsAValueOfItsOwnHoldsInPart) {
  KeptForecast said = even(0, 1);
  said.low95 = said.low80 = 0;
  said.quarter = 2;
  said.median = 4;
  said.three_quarters = 7;
  said.high80 = 8;
  said.high95 = 9;
  double held = 0;
  for (int value = 0; value < 10; ++value) held += held_by(said, value, 0.1, 0.9);
  EXPECT_NEAR(held / 10, 0.8, 0.03);
  EXPECT_EQ(held_by(said, 3, 0.1, 0.9), 1);
  EXPECT_EQ(held_by(said, 10, 0.1, 0.9), 0);
}

TEST(Calibration, WhatIsCertainTellsNothingOfTheWidth) {
  EXPECT_NEAR(held_by(even(5, 5), 5, 0.1, 0.9), 0.8, 1e-12);
  EXPECT_NEAR(held_by(even(5, 5), 5, 0.025, 0.975), 0.95, 1e-12);
  EXPECT_EQ(held_by(even(5, 5), 6, 0.025, 0.975), 0);
}

std::vector<double> poisson_chances(double mean) {
  std::vector<double> chances(60, std::exp(-mean));
  for (std::size_t k = 1; k < chances.size(); ++k)
    chances[k] = chances[k - 1] * mean / static_cast<double>(k);
  return chances;
}

/// The quantiles that are kept of a forecast that knows the chances of all values.
KeptForecast knowing(const std::vector<double>& chances) {
  std::vector<double> samples;
  double upto = 0;
  for (std::size_t value = 0; value < chances.size(); ++value)
    for (upto += chances[value];
         samples.size() < 100 && static_cast<double>(samples.size()) + 0.5 <= 100 * upto;)
      samples.push_back(static_cast<double>(value));
  const auto of = forecast::Distribution::of_samples(std::move(samples));
  KeptForecast said = even(0, 1);
  said.low95 = of.quantile(0.025);
  said.low80 = of.quantile(0.1);
  said.quarter = of.quantile(0.25);
  said.median = of.quantile(0.5);
  said.three_quarters = of.quantile(0.75);
  said.high80 = of.quantile(0.9);
  said.high95 = of.quantile(0.975);
  return said;
}

// Means of 0.1 to 6 records: counted whole, the bands would hold 91 and 98.4 %.
TEST(Calibration, RightForecastsOfFewRecordsHoldWhatTheySay) {
  constexpr int kMeans = 60;
  double held80 = 0, held95 = 0;
  for (int i = 1; i <= kMeans; ++i) {
    const auto chances = poisson_chances(0.1 * i);
    const auto said = knowing(chances);
    for (std::size_t value = 0; value < chances.size(); ++value) {
      held80 += chances[value] * held_by(said, static_cast<double>(value), 0.1, 0.9) / kMeans;
      held95 += chances[value] * held_by(said, static_cast<double>(value), 0.025, 0.975) / kMeans;
    }
  }
  EXPECT_NEAR(held80, 0.8, 0.015);
  EXPECT_NEAR(held95, 0.95, 0.005);
}

TEST(Calibration, CountsWhatFellIntoTheBandsAndComparesWithTheNaiveOnes) {
  std::vector<Judged> judged;
  for (int i = 0; i < 10; ++i) {
    Judged one{even(0, 1), 0.05 + 0.1 * i, false};  // 0.05 and 0.95 are outside the 80 % band
    one.forecast.scope_key = std::to_string(i);
    one.forecast.run_rate = one.truth + 0.5;
    one.forecast.last_month = one.truth;
    judged.push_back(one);
  }
  const auto found = calibrate(judged);
  const auto& all = found.items.front();
  EXPECT_EQ(all.forecasts, 10);
  EXPECT_EQ(all.months, 10);
  EXPECT_EQ(all.within80.hits, 8);
  EXPECT_EQ(all.within95.hits, 10);
  EXPECT_LT(*all.within80.low, 0.8);
  EXPECT_GT(*all.within80.high, 0.8);
  EXPECT_LT(*all.crps_to_run_rate, 0.5);
  EXPECT_FALSE(all.crps_to_last_month) << "it was never wrong: there is nothing to divide by";
  ASSERT_EQ(found.items.size(), 3u) << "all, one class, one day";
  EXPECT_EQ(found.items[1].metric_class, MetricClass::kRate);
  EXPECT_EQ(found.items[2].day, 10);
}

TEST(Calibration, ChancesAreHeldAgainstHowOftenTheyCameTrue) {
  std::vector<Judged> judged;
  for (int i = 0; i < 8; ++i) {
    Judged one{even(0, 1), 0.5, i < 6};
    one.forecast.chance_target = 0.75;
    judged.push_back(one);
  }
  judged.push_back({even(0, 1), 0.5, true});
  judged.back().forecast.chance_target = 1.0;
  const auto found = calibrate(judged);
  EXPECT_EQ(found.reliability[7].n, 8);
  EXPECT_NEAR(*found.reliability[7].said, 0.75, 1e-12);
  EXPECT_NEAR(*found.reliability[7].came_true, 0.75, 1e-12);
  EXPECT_EQ(found.reliability[9].n, 1);
  EXPECT_FALSE(found.reliability[0].came_true);
  EXPECT_NEAR(*found.brier, (8 * 0.75 * 0.25) / 9, 1e-12);
}

TEST(Calibration, NothingJudgedSaysNothing) {
  const auto found = calibrate({});
  EXPECT_EQ(found.items.front().forecasts, 0);
  EXPECT_FALSE(found.items.front().within80.share);
  EXPECT_FALSE(found.brier);
}

TEST(CasesTakenCareOf, AssignedOnesFailWhereHelpFailsAndEndedOnesCountAsTheyEnded) {
  EXPECT_NEAR(chance_with(0.4, std::nullopt, 0.75), 0.4, 1e-12);
  EXPECT_NEAR(chance_with(0.4, Handling{Handling::State::kAssigned}, 0.75), 0.1, 1e-12);
  EXPECT_EQ(chance_with(0.4, Handling{Handling::State::kEndedWell}, 0.75), 0);
  EXPECT_EQ(chance_with(0.4, Handling{Handling::State::kEndedBadly}, 0.75), 1);
}

TEST(DecidingCases, AreThoseWellAboveTheUsualChance) {
  OpenRecord record;
  EXPECT_TRUE(decides(record, 0.3, 0.1));
  EXPECT_FALSE(decides(record, 0.12, 0.1));
  EXPECT_FALSE(decides(record, 0.04, 0.01)) << "twice next to nothing is next to nothing";
}

}  // namespace
}  // namespace manyi::advance_control
