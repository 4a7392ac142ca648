// Tests of the choice of a chart.
#include <gtest/gtest.h>

#include <cmath>

#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

/// Numbers of a fixed sequence, so that every run sees the same data.
class Chance {
 public:
  double uniform() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return (static_cast<double>(state_ >> 11) + 0.5) / 9007199254740992.0;
  }
  double binomial(int n, double p) {
    double count = 0;
    for (int i = 0; i < n; ++i) count += uniform() < p ? 1 : 0;
    return count;
  }

 private:
  std::uint64_t state_ = 7;
};

Series shares(Chance& chance, int months, int cases, double p, double wobble) {
  std::vector<double> x, n;
  for (int i = 0; i < months; ++i) {
    x.push_back(chance.binomial(cases, p + wobble * (2 * chance.uniform() - 1)));
    n.push_back(cases);
  }
  return counts(x, n);
}

TEST(Dispersion, ByHand) {
  // p = 0.1, n = 100: z = 0, 2, -2, 0: chi-squared 8 on 3 degrees; P = 0.0460.
  const std::vector<double> x{10, 16, 4, 10}, n{100, 100, 100, 100};
  const auto told = dispersion(MetricKind::kRate, counts(x, n));
  ASSERT_TRUE(told);
  EXPECT_NEAR(told->chi_squared, 8, 1e-9);
  EXPECT_EQ(told->degrees, 3);
  EXPECT_NEAR(told->ratio, 8.0 / 3, 1e-9);
  EXPECT_NEAR(told->p_value, 0.0460, 5e-5);
  EXPECT_NEAR(told->sigma_z, 2.363272, 1e-6);
  EXPECT_TRUE(told->over);
}

TEST(Dispersion, OfNothingIsNotKnown) {
  const std::vector<double> none{0, 0}, n{10, 10};
  EXPECT_FALSE(dispersion(MetricKind::kRate, counts(none, n)));
  EXPECT_FALSE(dispersion(MetricKind::kRate, Series{}));
  EXPECT_FALSE(dispersion(MetricKind::kIndividual, individuals(n)));
}

TEST(Advice, BinomialSharesGetAPChartNineteenTimesOfTwenty) {
  Chance chance;
  int laney = 0;
  for (int i = 0; i < 200; ++i)
    laney += advise(MetricKind::kRate, shares(chance, 24, 200, 0.1, 0)).kind == ChartKind::kLaneyP;
  EXPECT_LE(laney, 16);
}

TEST(Advice, SharesThatWobbleGetLaneys) {
  Chance chance;
  int laney = 0;
  for (int i = 0; i < 100; ++i)
    laney += advise(MetricKind::kRate, shares(chance, 24, 2000, 0.1, 0.05)).kind == ChartKind::kLaneyP;
  EXPECT_GE(laney, 95);
}

TEST(Advice, ALastingShiftIsNoReasonForWiderLimits) {
  Chance chance;
  auto series = shares(chance, 30, 400, 0.1, 0);
  const auto after = shares(chance, 30, 400, 0.2, 0);
  series.subgroups.insert(series.subgroups.end(), after.subgroups.begin(), after.subgroups.end());
  const auto advice = advise(MetricKind::kRate, series);
  EXPECT_LT(advice.dispersion->p_value, 1e-6);
  EXPECT_EQ(advice.kind, ChartKind::kP);
}

TEST(Advice, RareEventsAreChartedByWhatLiesBetween) {
  std::vector<double> x(24, 0), n(24, 300);
  x[3] = x[15] = 1;
  EXPECT_EQ(advise(MetricKind::kRate, counts(x, n)).kind, ChartKind::kG);
  EXPECT_EQ(advise(MetricKind::kCountPerArea, counts(x, n)).kind, ChartKind::kT);
  EXPECT_EQ(advise(MetricKind::kRate, counts(x, n)).reason, Reason::kTooRare);
  EXPECT_EQ(advise(MetricKind::kTimeBetween, individuals(x)).kind, ChartKind::kT);
  EXPECT_EQ(advise(MetricKind::kNumberBetween, counts(x, {})).kind, ChartKind::kG);
}

TEST(Advice, CountsOfAConstantAreaGetAC) {
  const std::vector<double> x{16, 12, 20, 15, 17}, same(5, 8), other{8, 8, 8, 8, 9};
  EXPECT_EQ(advise(MetricKind::kCountPerArea, counts(x, same)).kind, ChartKind::kC);
  EXPECT_EQ(advise(MetricKind::kCountPerArea, counts(x, other)).kind, ChartKind::kU);
  EXPECT_TRUE(advise(MetricKind::kCountPerArea, counts(x, same)).provisional);
}

TEST(Advice, MeasuredValuesGoBySubgroup) {
  EXPECT_EQ(advise(MetricKind::kIndividual, individuals(std::vector<double>{1, 2})).kind, ChartKind::kXmr);
  EXPECT_EQ(advise(MetricKind::kSubgroupMean, subgroups({{1}, {2}})).kind, ChartKind::kXmr);
  EXPECT_EQ(advise(MetricKind::kSubgroupMean, subgroups({{1, 2}, {2, 3}})).kind, ChartKind::kXbarR);
  EXPECT_EQ(advise(MetricKind::kSubgroupMean, subgroups({{1, 2}, {2, 3, 4}})).kind, ChartKind::kXbarS);
  EXPECT_EQ(advise(MetricKind::kSubgroupMean, subgroups({std::vector<double>(12, 1.0)})).kind,
            ChartKind::kXbarS);
}

}  // namespace
}  // namespace manyi::spc
