// Tests of intervals against published values.
#include "engines/kpi/intervals.h"

#include <gtest/gtest.h>

#include <cmath>

namespace manyi::kpi {
namespace {

TEST(Wilson, AgreesWithNewcombe1998) {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  EXPECT_NEAR(wilson(81, 263)->low, 0.2553, 5e-5);
  EXPECT_NEAR(wilson(81, 263)->high, 0.3662, 5e-5);
  EXPECT_NEAR(wilson(15, 148)->low, 0.0624, 5e-5);
  EXPECT_NEAR(wilson(15, 148)->high, 0.1605, 5e-5);
  EXPECT_EQ(wilson(0, 20)->low, 0);
  EXPECT_NEAR(wilson(0, 20)->high, 0.1611, 5e-5);
  EXPECT_NEAR(wilson(1, 29)->low, 0.0061, 5e-5);
  EXPECT_NEAR(wilson(1, 29)->high, 0.1718, 5e-5);
  EXPECT_EQ(wilson(5, 5)->high, 1);
  EXPECT_FALSE(wilson(0, 0));
}

TEST(Poisson, AgreesWithGarwood1936) {
  // Biometrika 28, the exact 95 % limits of a count; Ulm, Am. J. Epidemiology 131 (1990), table 1.
  EXPECT_EQ(poisson(0).low, 0);
  EXPECT_NEAR(poisson(0).high, 3.6889, 5e-5);
  EXPECT_NEAR(poisson(1).low, 0.0253, 5e-5);
  EXPECT_NEAR(poisson(1).high, 5.5716, 5e-5);
  EXPECT_NEAR(poisson(10).low, 4.7954, 5e-5);
  EXPECT_NEAR(poisson(10).high, 18.3904, 5e-5);
  EXPECT_NEAR(poisson(100).low, 81.3640, 5e-4);
  EXPECT_NEAR(poisson(100).high, 121.6268, 5e-5);
}

TEST(MeanInterval, UsesStudentAndNeedsTwo) {
  EXPECT_FALSE(mean_interval(1, 5, 25));
  const auto interval = mean_interval(10, 55, 385);  // 1..10: mean 5.5, s 3.02765, t(9) 2.26216
  EXPECT_NEAR(interval->low, 3.33414, 1e-5);
  EXPECT_NEAR(interval->high, 7.66586, 1e-5);
  EXPECT_EQ(mean_interval(3, 9, 27)->low, 3);
}

TEST(QuantileRanks, AreTheTabledOnes) {
  // Distribution-free 95 % limits of the median (Conover, table A3).
  EXPECT_FALSE(quantile_ranks(5, 0.5));
  EXPECT_EQ(quantile_ranks(6, 0.5)->low, 1);
  EXPECT_EQ(quantile_ranks(6, 0.5)->high, 6);
  EXPECT_EQ(quantile_ranks(10, 0.5)->low, 2);
  EXPECT_EQ(quantile_ranks(10, 0.5)->high, 9);
  EXPECT_EQ(quantile_ranks(25, 0.5)->low, 8);
  EXPECT_EQ(quantile_ranks(25, 0.5)->high, 18);
  EXPECT_FALSE(quantile_ranks(34, 0.9));  // 0.9^34 > 2.5 %
  EXPECT_EQ(quantile_ranks(36, 0.9)->high, 36);
}

TEST(MoreForRate, IsWhatIsMissingUntilWilsonIsNarrowEnough) {
  // z sqrt(p (1 - p) / n + z² / (4 n²)) / (1 + z² / n) with z = 1.959964 and p = 0.9 is 0.050176 for 140 and
  // 0.049995 for 141.
  EXPECT_EQ(more_for_rate(0.9, 10, 0.05), 131);
  EXPECT_EQ(more_for_rate(0.9, 141, 0.05), 0);
  EXPECT_EQ(more_for_rate(0.9, 140, 0.05), 1);
  EXPECT_EQ(more_for_rate(0.2, 0, 0.05), 381);  // nothing known: as for a half, z² (1/(4 * 0.05²) - 1)
  EXPECT_EQ(more_for_rate(1.0, 30, 0.05), 5);  // all good: half the limit z²/(n + z²), 35 = z² (1/0.1 - 1)
}

TEST(MoreForRate, IsTheLeastNumberThatIsEnough) {
  for (const double rate : {0.0, 0.05, 0.5, 0.98, 1.0})
    for (const double half : {0.01, 0.03, 0.2}) {
      const auto n = 7 + more_for_rate(rate, 7, half);
      const auto wide = [&](std::int64_t size) { return more_for_rate(rate, size, half) > 0; };
      EXPECT_FALSE(wide(n));
      if (n > 7) { EXPECT_TRUE(wide(n - 1)); }
      if (const double good = rate * static_cast<double>(n); good == std::floor(good)) {
        const auto interval = wilson(static_cast<std::int64_t>(good), n);
        EXPECT_LE((interval->high - interval->low) / 2, half + 1e-12);
      }
    }
}

TEST(MoreForMean, KeepsTheSpreadAndCountsOnStudent) {
  // 1..10: s = 3.02765, reach 2.16586. Half a unit: t(142) 3.02765 / sqrt(143) = 0.50050 and
  // t(143) 3.02765 / sqrt(144) = 0.49873, with t = 1.97681 and 1.97669.
  EXPECT_EQ(more_for_mean(10, 2.165865, 0.5), 134);
  EXPECT_EQ(more_for_mean(10, 2.165865, 2.2), 0);
  EXPECT_FALSE(more_for_mean(1, 0, 0.5));
}

TEST(MoreForOthers, NarrowsWithTheRoot) {
  EXPECT_EQ(more_for_others(25, 2.0, 1.0), 75);
  EXPECT_EQ(more_for_others(25, 1.0, 1.0), 0);
  EXPECT_FALSE(more_for_others(0, 1.0, 1.0));
}

TEST(QuantileRanks, TheNormalOnesContinueTheExactOnes) {
  for (const double p : {0.05, 0.5, 0.9, 0.95}) {
    const auto exact = quantile_ranks(1000, p), normal = quantile_ranks(1001, p);
    EXPECT_NEAR(static_cast<double>(exact->low), static_cast<double>(normal->low), 2);
    EXPECT_NEAR(static_cast<double>(exact->high), static_cast<double>(normal->high), 2);
  }
}

}  // namespace
}  // namespace manyi::kpi
