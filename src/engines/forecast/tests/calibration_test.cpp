// Tests of forecasts as distributions, of their scores, and of the error budget.
#include "engines/forecast/calibration.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engines/forecast/landing_draws.h"

namespace manyi::forecast {
namespace {

Distribution normal_of(double mean, double deviation, std::uint64_t seed, std::size_t count = 2000) {
  Draws draws(seed);
  std::vector<double> samples;
  for (std::size_t i = 0; i < count; ++i) samples.push_back(mean + deviation * draws.normal());
  return Distribution::of_samples(std::move(samples));
}

TEST(Distribution, OneSampleIsCertain) {
  const auto certain = Distribution::certain(0.95);
  EXPECT_EQ(certain.mean(), 0.95);
  EXPECT_EQ(certain.quantile(0), 0.95);
  EXPECT_EQ(certain.quantile(1), 0.95);
  EXPECT_EQ(certain.chance_at_least(19.0 / 20), 1);
  EXPECT_EQ(certain.chance_at_least(0.951), 0);
  EXPECT_EQ(certain.chance_at_most(0.95), 1);
  EXPECT_NEAR(certain.crps(1.0), 0.05, 1e-12);
}

TEST(Distribution, ScoreOfANormalForecastIsTheKnownOne) {
  // CRPS of N(0, 1) at 0 is 2 phi(0) - 1 / sqrt(pi) = 0.23370.
  EXPECT_NEAR(normal_of(0, 1, 5, 200000).crps(0), 0.23370, 0.003);
  // Of two equal samples 0 and 1 against 0: mean distance 1/2 less half the mean distance between them, 1/4.
  EXPECT_NEAR(Distribution::of_samples({1, 0}).crps(0), 0.25, 1e-12);
}

TEST(Distribution, QuantilesRiseAndSplitTheSamples) {
  const auto four = Distribution::of_samples({4, 1, 3, 2});
  EXPECT_EQ(four.quantile(0.5), 2.5);
  EXPECT_EQ(four.quantile(0.125), 1);
  EXPECT_EQ(four.chance_at_least(3), 0.5);
  EXPECT_EQ(four.chance_at_most(3), 0.75);
}

// Counts are put in order by another way than other samples; half a record beside them says the same.
TEST(Distribution, CountsAreInOrderLikeOtherSamples) {
  Draws draws(3);
  std::vector<double> counts, beside;
  for (int i = 0; i < 600; ++i) {
    counts.push_back(draws.poisson(i % 2 == 0 ? 4 : 300));
    beside.push_back(counts.back() + 0.5);
  }
  const auto whole = Distribution::of_samples(counts), half = Distribution::of_samples(beside);
  EXPECT_NEAR(half.mean() - whole.mean(), 0.5, 1e-9);
  for (int step = 0; step <= 40; ++step)
    EXPECT_EQ(half.quantile(step / 40.0) - whole.quantile(step / 40.0), 0.5) << step;
}

TEST(Draws, HaveTheirMeansAndVariances) {
  Draws draws(11);
  constexpr int kCount = 60000;
  const auto moments = [&](auto draw, double mean, double variance) {
    double sum = 0, squares = 0;
    for (int i = 0; i < kCount; ++i) {
      const double x = draw();
      sum += x, squares += x * x;
    }
    const double m = sum / kCount, v = squares / kCount - m * m;
    EXPECT_NEAR(m, mean, 5 * std::sqrt(variance / kCount));
    EXPECT_NEAR(v / variance, 1, 0.06);
  };
  for (const double mean : {0.4, 5.0, 11.9, 12.1, 80.0, 3000.0})
    moments([&] { return draws.poisson(mean); }, mean, mean);
  for (const double p : {0.02, 0.3, 0.5, 0.93})
    for (const double n : {9.0, 60.0, 900.0})
      moments([&] { return draws.binomial(n, p); }, n * p, n * p * (1 - p));
  for (const double shape : {0.3, 1.0, 7.5}) moments([&] { return draws.gamma(shape); }, shape, shape);
  moments([&] { return draws.beta(8, 2); }, 0.8, 0.8 * 0.2 / 11);
}

TEST(LogGamma, AgreesWithFactorials) {
  double factorial = 1;
  for (int n = 1; n <= 15; ++n) {
    EXPECT_NEAR(log_gamma(n), std::log(factorial), 1e-10);
    factorial *= n;
  }
  EXPECT_NEAR(log_gamma(0.5), 0.5 * std::log(M_PI), 1e-10);
}

TEST(Calibration, PerfectForecastsAreAccepted) {
  Draws draws(3);
  Calibration calibration;
  for (int i = 0; i < 400; ++i) {
    const double centre = draws.normal();
    calibration.add(normal_of(centre, 1, draws.next(), 800), centre + draws.normal());
  }
  EXPECT_TRUE(calibration.accepted()) << calibration.coverage80() << ' ' << calibration.coverage95();
}

TEST(Calibration, ForecastsThatAreTooSureAreRefused) {
  Draws draws(3);
  Calibration calibration;
  for (int i = 0; i < 400; ++i) calibration.add(normal_of(0, 0.6, draws.next(), 400), draws.normal());
  EXPECT_FALSE(calibration.accepted());
}

TEST(Calibration, ADiscreteForecastIsNotJudgedBetterThanItIs) {
  // A fair coin forecast as such holds 80 % in four of five cases, whatever falls.
  const auto coin = Distribution::of_samples({0, 1});
  EXPECT_NEAR(coverage_of(coin, 0, 0.8), 0.8, 1e-12);
  EXPECT_NEAR(coverage_of(coin, 1, 0.8), 0.8, 1e-12);
  EXPECT_EQ(coverage_of(coin, 2, 0.8), 0);
  EXPECT_EQ(place_of(coin, 1), 0.75);
}

TEST(BinomialAcceptance, IsThatOfTheTables) {
  // 400 trials at 0.95: P(X <= 370) = 0.0204, P(X <= 371) = 0.0317; P(X <= 387) = 0.967, P(X <= 388) = 0.981.
  EXPECT_EQ(binomial_acceptance(400, 0.95), (std::pair<std::int64_t, std::int64_t>{371, 388}));
  EXPECT_EQ(binomial_acceptance(10, 0.5), (std::pair<std::int64_t, std::int64_t>{2, 8}));
}

TEST(ErrorBudget, AllowsWhatTheTargetLeaves) {
  // 95 % of 120 + 80 = 200: ten may miss, six have, four are left; one in twenty of the eighty to come.
  const auto budget = error_budget(114, 120, 80, 0.95, true);
  EXPECT_EQ(budget.allowed, 10);
  EXPECT_EQ(budget.used, 6);
  EXPECT_EQ(budget.left, 4);
  EXPECT_EQ(budget.one_in, 20);
}

TEST(ErrorBudget, CountsTheBadOnesWhereLessIsBetter) {
  // Repeat rate of at most 4 %: of 100 + 50 six may come back, seven have.
  const auto budget = error_budget(7, 100, 50, 0.04, false);
  EXPECT_EQ(budget.allowed, 6);
  EXPECT_EQ(budget.used, 7);
  EXPECT_EQ(budget.left, -1);
  EXPECT_FALSE(budget.one_in);
}

TEST(RequiredPace, IsWhatIsMissingPerWorkingDayLeft) {
  const std::vector<double> left{1, 0, 1, 0.5};
  EXPECT_EQ(required_pace(400, 500, left), 40);
  EXPECT_EQ(required_pace(600, 500, left), 0);
  EXPECT_FALSE(required_pace(400, 500, std::vector<double>{0, 0}));
}

}  // namespace
}  // namespace manyi::forecast
