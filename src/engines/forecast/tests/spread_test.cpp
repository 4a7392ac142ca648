// Tests of the width that is learnt from misses.
#include "engines/forecast/spread.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "engines/forecast/calibration.h"
#include "engines/forecast/landing_draws.h"

namespace manyi::forecast {
namespace {

Distribution normal(double middle, double deviation, std::uint64_t seed) {
  Draws draws(seed);
  std::vector<double> samples(4000);
  for (double& one : samples) one = middle + deviation * draws.normal();
  return Distribution::of_samples(std::move(samples));
}

TEST(MissOfAForecast, IsOneAndAQuarterOnTheEdgeOfTheBandOnEitherSide) {
  EXPECT_NEAR(*miss_of(8, 10, 14, 14), 1.2816, 1e-3);
  EXPECT_NEAR(*miss_of(8, 10, 14, 8), -1.2816, 1e-3);
  EXPECT_EQ(*miss_of(8, 10, 14, 10), 0);
  EXPECT_FALSE(miss_of(10, 10, 10, 10)) << "what is certain tells nothing";
  EXPECT_FALSE(miss_of(10, 10, 14, 9)) << "a band without width below tells nothing of it";
}

TEST(Spread, WithoutAPastIsWhatIsUsual) {
  EXPECT_NEAR(spread_of({}, 1), 1, 1e-12);
  EXPECT_NEAR(spread_of({}, 1.2), 1.2, 1e-12);
}

TEST(Spread, ScopesOfOneMonthCountAsOneMonth) {
  Misses one_site, nine_sites;
  one_site.add(std::array{2.0});
  nine_sites.add(std::vector<double>(9, 2.0));
  EXPECT_EQ(spread_of(one_site, 1), spread_of(nine_sites, 1));
  EXPECT_GT(spread_of(one_site, 1), 1);
}

// Nine months of ten as claimed, one five times as far off: a band for all of them by squares would be 1.9 times as wide.
TEST(Spread, WildMonthsDoNotWidenTheUsualBand) {
  Draws draws(8);
  Misses misses;
  for (int month = 0; month < 200; ++month)
    misses.add(std::array{(month % 10 == 0 ? 5 : 1) * draws.normal()});
  EXPECT_GT(spread_of(misses, 1), 1.05);
  EXPECT_LT(spread_of(misses, 1), 1.3);
}

TEST(Spread, OneOddMonthDoesNotDecide) {
  Misses odd;
  odd.add(std::array{40.0});
  EXPECT_LT(spread_of(odd, 1), 1.7);
}

// Forecasts that claim half of the true deviation: 80 % bands hold 48 times of a hundred, drawn apart 80.
TEST(Spread, BandsHoldOnceTheMonthsHaveTold) {
  Draws draws(5);
  const auto claimed = normal(0, 1, 1);
  Misses misses;
  for (int month = 0; month < 600; ++month)
    misses.add(std::array{
        *miss_of(claimed.quantile(0.1), claimed.quantile(0.5), claimed.quantile(0.9), 2 * draws.normal())});
  const double factor = spread_of(misses, 1);
  EXPECT_NEAR(factor, 1.85, 0.25);
  const auto wider = spread_out(claimed, factor, std::nullopt, std::nullopt);
  Calibration before, after;
  for (int i = 0; i < 4000; ++i) {
    const double truth = 2 * draws.normal();
    before.add(claimed, truth);
    after.add(wider, truth);
  }
  EXPECT_LT(before.coverage80(), 0.52);
  EXPECT_NEAR(after.coverage80(), 0.78, 0.05);
  EXPECT_LT(after.mean_crps(), before.mean_crps());
}

TEST(SpreadOut, KeepsTheMiddleTheBoundsAndWholeNumbers) {
  const auto rate = spread_out(normal(0.97, 0.02, 2), 2, 0, 1);
  EXPECT_NEAR(rate.quantile(0.5), 0.97, 0.002);
  EXPECT_LE(rate.quantile(1), 1);
  EXPECT_LT(rate.quantile(0.1), 0.97 - 0.04);
  std::vector<double> counts;
  for (int i = 0; i < 100; ++i) counts.push_back(2 + i / 20);  // 2 to 6
  const auto count = spread_out(Distribution::of_samples(counts), 1.7, 0, std::nullopt);
  EXPECT_LT(count.quantile(0.05), 2);
  for (const double p : {0.05, 0.3, 0.7, 0.95})
    EXPECT_EQ(count.quantile(p), std::floor(count.quantile(p))) << p;
  const auto never_together = spread_out(Distribution::of_samples(counts), 0.9, 0, std::nullopt);
  EXPECT_EQ(never_together.quantile(0.99), 6);
}

TEST(SpreadOut, AMethodThatIsSureAndWrongGetsTheWidthOfItsErrors) {
  const auto sure = Distribution::certain(40);
  const auto mixed = mixed_with_errors(sure, std::array{-20.0, -8.0, 0.0, 8.0, 20.0}, 0);
  EXPECT_EQ(mixed.quantile(0.5), 40);
  EXPECT_LT(mixed.quantile(0.025), 30);
  EXPECT_GT(mixed.quantile(0.975), 50);
  EXPECT_GE(mixed_with_errors(sure, std::array{-100.0, 0.0}, 0).quantile(0), 0);
}

}  // namespace
}  // namespace manyi::forecast
