// Tests of control-chart constants against the printed table and an independent integration.
#include <gtest/gtest.h>

#include <cmath>

#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

TEST(Constants, AreThosePrintedByMontgomery) {
  // Introduction to Statistical Quality Control, appendix VI.
  struct Printed {
    int n;
    double d2, d3, c4, a2, a3, b3, b4, d3_lower, d4_upper;
  };
  const Printed table[]{
      {2, 1.128, 0.853, 0.7979, 1.880, 2.659, 0, 3.267, 0, 3.267},
      {3, 1.693, 0.888, 0.8862, 1.023, 1.954, 0, 2.568, 0, 2.575},
      {5, 2.326, 0.864, 0.9400, 0.577, 1.427, 0, 2.089, 0, 2.115},
      {6, 2.534, 0.848, 0.9515, 0.483, 1.287, 0.030, 1.970, 0, 2.004},
      {7, 2.704, 0.833, 0.9594, 0.419, 1.182, 0.118, 1.882, 0.076, 1.924},
      {10, 3.078, 0.797, 0.9727, 0.308, 0.975, 0.284, 1.716, 0.223, 1.777},
      {15, 3.472, 0.756, 0.9823, 0.223, 0.789, 0.428, 1.572, 0.347, 1.653},
      {20, 3.735, 0.729, 0.9869, 0.180, 0.680, 0.510, 1.490, 0.415, 1.585},
      {25, 3.931, 0.708, 0.9896, 0.153, 0.606, 0.565, 1.435, 0.459, 1.541},
  };
  for (const auto& printed : table) {
    const auto all = constants(printed.n);
    ASSERT_TRUE(all);
    EXPECT_NEAR(all->d2, printed.d2, 6e-4) << printed.n;
    EXPECT_NEAR(all->d3, printed.d3, 6e-4) << printed.n;
    EXPECT_NEAR(all->c4, printed.c4, 6e-5) << printed.n;
    EXPECT_NEAR(all->a2, printed.a2, 6e-4) << printed.n;
    EXPECT_NEAR(all->a3, printed.a3, 6e-4) << printed.n;
    EXPECT_NEAR(all->b3, printed.b3, 6e-4) << printed.n;
    EXPECT_NEAR(all->b4, printed.b4, 6e-4) << printed.n;
    EXPECT_NEAR(all->d3_lower, printed.d3_lower, 6e-4) << printed.n;
    EXPECT_NEAR(all->d4_upper, printed.d4_upper, 6e-4) << printed.n;
  }
}

TEST(Constants, OfTwoAndThreeHaveClosedForms) {
  const double pi = std::acos(-1.0);
  EXPECT_NEAR(constants(2)->d2, 2 / std::sqrt(pi), 1e-10);
  EXPECT_NEAR(constants(2)->d3, std::sqrt(2 - 4 / pi), 1e-10);
  EXPECT_NEAR(constants(2)->c4, std::sqrt(2 / pi), 1e-10);
  EXPECT_NEAR(constants(3)->d2, 3 / std::sqrt(pi), 1e-10);
  EXPECT_NEAR(c4(3), std::sqrt(pi) / 2, 1e-10);
}

TEST(Constants, MeanRangesAreTheIntegral) {
  // d2 = integral of 1 - F^n - (1 - F)^n.
  const auto cdf = [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); };
  for (std::int64_t n = 2; n <= kLargestRange; ++n) {
    double sum = 0;
    for (double x = -10; x <= 10; x += 0.02) sum += 1 - std::pow(cdf(x), n) - std::pow(cdf(-x), n);
    EXPECT_NEAR(constants(n)->d2, sum * 0.02, 1e-9) << n;
  }
}

TEST(Constants, EndWhereRangesStopMakingSense) {
  EXPECT_FALSE(constants(1));
  EXPECT_FALSE(constants(26));
  EXPECT_NEAR(c4(101), 4.0 * 100 / (4.0 * 100 + 1), 1e-5);  // c4 is nearly 4(n-1)/(4n-3)
}

}  // namespace
}  // namespace manyi::spc
