// Tests of intervals against published values.
#include "engines/kpi/intervals.h"

#include <gtest/gtest.h>

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

TEST(QuantileRanks, TheNormalOnesContinueTheExactOnes) {
  for (const double p : {0.05, 0.5, 0.9, 0.95}) {
    const auto exact = quantile_ranks(1000, p), normal = quantile_ranks(1001, p);
    EXPECT_NEAR(static_cast<double>(exact->low), static_cast<double>(normal->low), 2);
    EXPECT_NEAR(static_cast<double>(exact->high), static_cast<double>(normal->high), 2);
  }
}

}  // namespace
}  // namespace manyi::kpi
