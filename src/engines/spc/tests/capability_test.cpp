// Tests of capability against published examples and hand calculation.
#include <gtest/gtest.h>

#include <cmath>

#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

TEST(CpInterval, IsMontgomerysExample) {
  // Limits 38 and 62, n = 20, s = 1.75: Cp 2.29, from 1.57 to 3.01 (chi-squared 8.91 and 32.85 on 19 degrees).
  const auto interval = cp_interval(2.29, 19);
  EXPECT_NEAR(interval.low, 1.57, 5e-3);
  EXPECT_NEAR(interval.high, 3.01, 5e-3);
}

TEST(CpkInterval, IsBissells) {
  // Cpk 1.33, n = 20: 1.33 ± 1.96 sqrt(1 / 180 + 1.7689 / 38) = 1.33 ± 1.96 · 0.228267.
  const auto interval = cpk_interval(1.33, 20, 19);
  EXPECT_NEAR(interval.low, 0.8826, 1e-4);
  EXPECT_NEAR(interval.high, 1.7774, 1e-4);
}

TEST(Capability, OfSingleValuesByHand) {
  // 4 and 6 in turn, 20 values: mean 5, mean range 2, sigma within 2 / 1.128379 = 1.772454;
  // overall sqrt(20 / 19) = 1.025978. Limits -1 and 13: Cp 14 / 10.634723 = 1.316442, Cpk from the lower: 6 / 5.317362.
  std::vector<double> values;
  for (int i = 0; i < 20; ++i) values.push_back(i % 2 == 0 ? 4 : 6);
  CapabilitySpec spec;
  spec.lower = -1;
  spec.upper = 13;
  const auto told = capability(individuals(values), spec);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->n, 20);
  EXPECT_NEAR(told->sigma_within, 1.772454, 1e-6);
  EXPECT_NEAR(told->sigma_overall, 1.025978, 1e-6);
  EXPECT_NEAR(told->cp->value, 1.316442, 1e-6);
  EXPECT_NEAR(told->cpk.value, 1.128379, 1e-6);
  EXPECT_NEAR(told->pp->value, 14 / (6 * 1.025978), 1e-5);
  EXPECT_NEAR(told->ppk.value, 2 / 1.025978, 1e-5);
  EXPECT_LT(told->cpk.interval.low, told->cpk.value);
  EXPECT_TRUE(told->stable);
  EXPECT_FALSE(told->provisional);
  EXPECT_EQ(told->observed_outside, 0);
}

TEST(Capability, WithOneLimitHasNoCp) {
  CapabilitySpec spec;
  spec.upper = 7;
  const auto told = capability(individuals(std::vector<double>{4, 6, 5, 7.5}), spec);
  ASSERT_TRUE(told);
  EXPECT_FALSE(told->cp);
  EXPECT_FALSE(told->pp);
  EXPECT_GT(told->cpk.value, 0);
  EXPECT_EQ(told->observed_outside, 0.25);
  EXPECT_TRUE(told->provisional);
}

TEST(Capability, PooledDeviationOfSubgroups) {
  // Variances 1 and 3 with 2 degrees each: pooled sqrt 2.
  CapabilitySpec spec;
  spec.upper = 10;
  const auto told = capability(subgroups({{1, 2, 3}, {1, 4, 4}}), spec);
  EXPECT_NEAR(told->sigma_within, std::sqrt(2.0), 1e-12);
  spec.within = Within::kRange;
  EXPECT_NEAR(capability(subgroups({{1, 2, 3}, {1, 4, 4}}), spec)->sigma_within, 2.5 / 1.6925687506, 1e-9);
}

TEST(Capability, SaysWhenTheProcessIsNotInControl) {
  std::vector<double> values;
  for (int i = 0; i < 20; ++i) values.push_back(i % 2 == 0 ? 4 : 6);
  values.push_back(40);
  CapabilitySpec spec;
  spec.upper = 50;
  EXPECT_FALSE(capability(individuals(values), spec)->stable);
}

TEST(Capability, RefusesWhatHasNoIndex) {
  const std::vector<double> same{1, 1, 1};
  CapabilitySpec spec;
  EXPECT_EQ(capability(individuals(same), spec).error().fields.at(0).code, "required");
  spec.upper = 2;
  EXPECT_EQ(capability(individuals(same), spec).error().fields.at(0).code, "no_variation");
  spec.lower = 3;
  EXPECT_EQ(capability(individuals(same), spec).error().fields.at(0).code, "order");
  EXPECT_EQ(capability(Series{}, spec).error().fields.size(), 2u);
}

}  // namespace
}  // namespace manyi::spc
