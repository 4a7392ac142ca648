// Tests of limits by hand calculation, one chart after the other.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

ControlChart drawn(ChartSpec spec, const Series& series) {
  auto chart = control_chart(spec, series);
  EXPECT_TRUE(chart) << chart.error().fields.at(0).pointer << " " << chart.error().fields.at(0).message;
  return chart ? *chart : ControlChart{};
}
ControlChart drawn(ChartKind kind, const Series& series) {
  ChartSpec spec;
  spec.kind = kind;
  return drawn(spec, series);
}
Series of(std::vector<double> x, std::vector<double> n) { return counts(x, n); }
Series of(std::vector<double> values) { return individuals(values); }

void expect_lines(const ChartPoint& point, double value, double lower, double centre, double upper,
                  double within = 1e-5) {
  EXPECT_NEAR(point.value.value_or(-1e9), value, within);
  EXPECT_NEAR(point.lower.value_or(-1e9), lower, within);
  EXPECT_NEAR(point.centre.value_or(-1e9), centre, within);
  EXPECT_NEAR(point.upper.value_or(-1e9), upper, within);
}

TEST(PChart, LimitsFollowTheNumberOfCases) {
  // 30 of 300 cases: p = 0.1. n = 100: 3 sqrt(0.09 / 100) = 0.09; n = 25: 0.18, so the lower limit is 0.
  const auto chart = drawn(ChartKind::kP, of({10, 14, 6}, {100, 175, 25}));
  expect_lines(chart.main().points[0], 0.1, 0.01, 0.1, 0.19);
  expect_lines(chart.main().points[1], 0.08, 0.1 - 0.9 / std::sqrt(175), 0.1, 0.1 + 0.9 / std::sqrt(175));
  expect_lines(chart.main().points[2], 0.24, 0, 0.1, 0.28);
  EXPECT_NEAR(*chart.main().points[0].upper_2_sigma, 0.16, 1e-12);
  EXPECT_NEAR(*chart.main().points[0].lower_1_sigma, 0.07, 1e-12);
  EXPECT_EQ(*chart.main().points[2].lower_2_sigma, 0);
  EXPECT_EQ(chart.main().points[2].n, 25);
  EXPECT_TRUE(chart.provisional);
}

TEST(PChart, AMonthWithoutCasesKeepsItsPlaceAndHasNoValue) {
  auto series = of({10, 0, 10}, {100, 0, 100});
  series.subgroups[1].label = "2026-02";
  const auto chart = drawn(ChartKind::kP, series);
  EXPECT_FALSE(chart.main().points[1].value);
  EXPECT_FALSE(chart.main().points[1].upper);
  EXPECT_EQ(chart.main().points[1].label, "2026-02");
  EXPECT_EQ(chart.phases[0].basis->points, 2);
}

TEST(PChart, NeverPromisesMoreThanAll) {
  const auto chart = drawn(ChartKind::kP, of({9, 8, 10}, {10, 10, 10}));
  expect_lines(chart.main().points[0], 0.9, 0.9 - 3 * std::sqrt(0.009), 0.9, 1);
}

TEST(NpChart, IsPTimesN) {
  const auto chart = drawn(ChartKind::kNp, of({10, 14, 6}, {100, 175, 25}));
  expect_lines(chart.main().points[0], 10, 1, 10, 19);
  expect_lines(chart.main().points[2], 6, 0, 2.5, 7);
}

TEST(LaneyPChart, WidensByTheMovingRangeOfZ) {
  // p = 0.1, sigma 0.03 with n = 100: z = 0, 2, -2, 0. Ranges 2, 4, 2: mean 8/3, factor 8/3 / 1.128379 = 2.363272.
  const auto chart = drawn(ChartKind::kLaneyP, of({10, 16, 4, 10}, {100, 100, 100, 100}));
  EXPECT_NEAR(chart.phases[0].basis->sigma_z, 2.363272, 1e-6);
  expect_lines(chart.main().points[1], 0.16, 0, 0.1, 0.1 + 0.09 * 2.363272);
  EXPECT_NEAR(*chart.main().points[0].lower_1_sigma, 0.1 - 0.03 * 2.363272, 1e-6);
}

TEST(UChart, LimitsFollowTheArea) {
  // 24 events in 12 units: u = 2; area 4: 3 sqrt(2 / 4) = 2.121320; area 2: 3.
  const auto chart = drawn(ChartKind::kU, of({8, 2, 14}, {4, 2, 6}));
  expect_lines(chart.main().points[0], 2, 0, 2, 4.121320);
  expect_lines(chart.main().points[1], 1, 0, 2, 5);
  expect_lines(chart.main().points[2], 14.0 / 6, 2 - std::sqrt(3), 2, 2 + std::sqrt(3));
}

TEST(LaneyUChart, WidensByTheMovingRangeOfZ) {
  // u = 4, sigma 1 with area 4: z = 0, 2, -2: ranges 2, 4: mean 3, factor 2.658681.
  const auto chart = drawn(ChartKind::kLaneyU, of({16, 24, 8}, {4, 4, 4}));
  EXPECT_NEAR(chart.phases[0].basis->sigma_z, 2.658681, 1e-6);
  expect_lines(chart.main().points[2], 2, 0, 4, 4 + 3 * 2.658681);
}

TEST(CChart, IsTheMeanAndItsRoot) {
  const auto chart = drawn(ChartKind::kC, of({16, 12, 20}, {}));
  expect_lines(chart.main().points[0], 16, 4, 16, 28);
}

TEST(XmrChart, UsesTheConventionalFactors) {
  // Mean 5; moving ranges 2, 1, 3: mean 2. Limits 5 ± 5.32, range limit 6.534.
  const auto chart = drawn(ChartKind::kXmr, of({4, 6, 5, 8, 2}));
  // with the last one: mean 5, ranges 2, 1, 3, 6: mean 3
  expect_lines(chart.main().points[0], 4, 5 - 7.98, 5, 5 + 7.98);
  EXPECT_FALSE(chart.panels[1].points[0].value);
  EXPECT_EQ(chart.panels[1].kind, PanelKind::kMovingRange);
  expect_lines(chart.panels[1].points[4], 6, 0, 3, 9.801);
  EXPECT_NEAR(*chart.main().points[0].upper_1_sigma, 5 + 2.66, 1e-12);
}

TEST(XmrChart, ARangeNeedsTwoNeighboursWithData) {
  Series series = of({4, 6, 0, 8, 2});
  series.subgroups[2].values.clear();
  const auto chart = drawn(ChartKind::kXmr, series);  // ranges 2 and 6: mean 4
  expect_lines(chart.main().points[0], 4, 5 - 10.64, 5, 5 + 10.64);
  EXPECT_FALSE(chart.panels[1].points[2].value);
  EXPECT_FALSE(chart.panels[1].points[3].value);
  EXPECT_EQ(*chart.panels[1].points[4].value, 6);
}

TEST(XmrChart, OnePointHasNoLimitsYet) {
  const auto chart = drawn(ChartKind::kXmr, of({4}));
  EXPECT_EQ(*chart.main().points[0].value, 4);
  EXPECT_FALSE(chart.main().points[0].upper);
  EXPECT_FALSE(chart.phases[0].basis);
  EXPECT_TRUE(chart.provisional);
}

TEST(XbarRChart, UsesMeanRanges) {
  // Means 2, 4, 3; ranges 2, 4, 3: mean 3. A2(3) = 1.0233: 3 ± 3.07; D4(3) = 2.5746.
  const auto chart = drawn(ChartKind::kXbarR, subgroups({{1, 2, 3}, {2, 4, 6}, {1, 4, 4}}));
  expect_lines(chart.main().points[0], 2, 3 - 1.0233 * 3, 3, 3 + 1.0233 * 3, 2e-4);
  expect_lines(chart.panels[1].points[1], 4, 0, 3, 2.5746 * 3, 2e-4);
}

TEST(XbarSChart, UsesMeanDeviations) {
  // Deviations 1, 2, sqrt(3): mean 1.577350; A3(3) = 1.9544, B4(3) = 2.5682.
  const auto chart = drawn(ChartKind::kXbarS, subgroups({{1, 2, 3}, {2, 4, 6}, {1, 4, 4}}));
  expect_lines(chart.main().points[2], 3, 3 - 1.9544 * 1.577350, 3, 3 + 1.9544 * 1.577350, 2e-4);
  expect_lines(chart.panels[1].points[2], std::sqrt(3), 0, 1.577350, 2.5682 * 1.577350, 2e-4);
}

TEST(XbarSChart, UnequalSubgroupsHaveTheirOwnLimits) {
  // {0,2}: s sqrt 2, c4 0.797885, weight c4²/(1-c4²) 1.751938; {0,1,2}: s 1, c4 0.886227, weight 3.659792.
  // sigma = (1.772454·1.751938 + 1.128379·3.659792) / 5.411730 = 1.336885; centre: the mean of all five, 1.
  const auto chart = drawn(ChartKind::kXbarS, subgroups({{0, 2}, {0, 1, 2}}));
  EXPECT_NEAR(chart.phases[0].basis->sigma, 1.336885, 2e-6);
  expect_lines(chart.main().points[0], 1, 1 - 3 * 1.336885 / std::sqrt(2), 1,
               1 + 3 * 1.336885 / std::sqrt(2));
  expect_lines(chart.main().points[1], 1, 1 - 3 * 1.336885 / std::sqrt(3), 1,
               1 + 3 * 1.336885 / std::sqrt(3));
}

TEST(TChart, IsAnXmrOfTheTransformedDays) {
  // Transformed by the power 1/3.6 these are 1, 2, 3, 2: mean 2, moving ranges all 1, limits 2 ± 2.66.
  std::vector<double> days;
  for (const double y : {1, 2, 3, 2}) days.push_back(std::pow(y, 3.6));
  const auto chart = drawn(ChartKind::kT, of(days));
  expect_lines(chart.main().points[1], std::pow(2, 3.6), 0, std::pow(2, 3.6), std::pow(4.66, 3.6), 1e-9);
  EXPECT_NEAR(*chart.main().points[0].lower_1_sigma, std::pow(2 - 2.66 / 3, 3.6), 1e-9);
}

TEST(TChart, ReadsInstantsOfEventsInAnyOrder) {
  const std::int64_t day = 86'400'000;
  const auto series = days_between({Instant(10 * day), Instant(0), Instant(4 * day)});
  ASSERT_EQ(series.subgroups.size(), 2u);
  EXPECT_EQ(series.subgroups[0].values[0], 4);
  EXPECT_EQ(series.subgroups[1].values[0], 6);
}

TEST(GChart, SigmaLimitsAreBenneyans) {
  // Mean 8: sqrt(8·9) = 8.485281; upper 33.455844.
  ChartSpec spec;
  spec.kind = ChartKind::kG;
  spec.g_limits = GLimits::kSigma;
  const auto chart = drawn(spec, of({4, 12, 8}, {}));
  expect_lines(chart.main().points[0], 4, 0, 8, 33.455844);
}

TEST(GChart, ProbabilityLimitsAreGeometricQuantiles) {
  // Mean 99: an event in 1 of 100 cases, P(X <= x) = 1 - 0.99^(x+1).
  // Median: 0.99^(x+1) <= 0.5 at x = 68. 0.13 %: x = 0. 2.28 %: 0.99^3 = 0.9703, x = 2. 99.87 %: x = 657.
  ChartSpec spec;
  spec.kind = ChartKind::kG;
  const auto chart = drawn(spec, of({99, 99, 99}, {}));
  expect_lines(chart.main().points[0], 99, 0, 68, 657);
  EXPECT_EQ(*chart.main().points[0].lower_2_sigma, 2);
}

TEST(GChart, AClusterOfEventsSignals) {
  // Two of three gaps below the 2 sigma line (2 cases): rare violations have come closer together.
  std::vector<double> gaps(24, 99);
  gaps.insert(gaps.end(), {1, 80, 0});
  ChartSpec spec;
  spec.kind = ChartKind::kG;
  spec.baseline = 24;
  const auto chart = drawn(spec, counts(gaps, {}));
  const auto& points = chart.main().points;
  EXPECT_EQ(points[26].signals, (std::vector<Rule>{Rule::kNelson5}));
}

TEST(Ewma, OfMontgomerysData) {
  // Montgomery's data: target 10, sigma 1, lambda 0.1, L 2.7. By hand 0.1 · 9.45 + 0.9 · 10 = 9.945 and so on to
  // 10.5731, 10.6468, 10.6341; the limits begin at 10 ± 0.27 and end at 10.6189, passed first by the 29th.
  const std::vector<double> x{9.45,  7.99,  9.29,  11.66, 12.16, 10.18, 8.04,  11.46, 9.20,  10.34,
                              9.03,  11.47, 10.51, 9.40,  10.08, 9.37,  10.62, 10.31, 8.52,  10.84,
                              10.90, 9.33,  12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52};
  ChartSpec spec;
  spec.kind = ChartKind::kEwma;
  spec.ewma = {0.1, 2.7};
  spec.phases = {{0, "", {}, Basis{10, 1, 1, 0}}};
  const auto chart = drawn(spec, individuals(x));
  const auto& points = chart.main().points;
  expect_lines(points[0], 9.945, 9.73, 10, 10.27);
  expect_lines(points[1], 9.7495, 9.636752, 10, 10.363248);
  EXPECT_NEAR(*points[2].value, 9.70355, 5e-6);
  EXPECT_NEAR(*points[28].value, 10.6468, 5e-5);
  EXPECT_NEAR(*points[29].value, 10.6341, 5e-5);
  EXPECT_NEAR(*points[29].upper, 10.6189, 5e-5);
  ASSERT_FALSE(chart.main().signals.empty());
  EXPECT_EQ(chart.main().signals[0].at, 28);
  EXPECT_EQ(chart.main().signals[0].rule, Rule::kBeyondLimits);
  EXPECT_FALSE(chart.provisional);  // a standard needs no baseline
}

TEST(Cusum, OfMontgomerysData) {
  // The same data, k 0.5, h 5; C+ passes 5 at period 29 with 5.28, seven periods after it was zero.
  const std::vector<double> x{9.45,  7.99,  9.29,  11.66, 12.16, 10.18, 8.04,  11.46, 9.20,  10.34,
                              9.03,  11.47, 10.51, 9.40,  10.08, 9.37,  10.62, 10.31, 8.52,  10.84,
                              10.90, 9.33,  12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52};
  ChartSpec spec;
  spec.kind = ChartKind::kCusum;
  spec.phases = {{0, "", {}, Basis{10, 1, 1, 0}}};
  const auto chart = drawn(spec, individuals(x));
  const auto& up = chart.main().points;
  const auto& down = chart.panels[1].points;
  EXPECT_NEAR(*down[0].value, -0.05, 1e-9);
  EXPECT_NEAR(*down[1].value, -1.56, 1e-9);
  EXPECT_NEAR(*down[2].value, -1.77, 1e-9);
  EXPECT_NEAR(*up[3].value, 1.16, 1e-9);
  EXPECT_NEAR(*up[4].value, 2.82, 1e-9);
  EXPECT_NEAR(*up[27].value, 4.47, 1e-9);
  EXPECT_NEAR(*up[28].value, 5.28, 1e-9);
  ASSERT_EQ(chart.main().signals.size(), 1u);
  EXPECT_EQ(chart.main().signals[0].at, 28);
  EXPECT_EQ(chart.main().signals[0].points.front(), 22);  // where the shift began
  EXPECT_EQ(chart.main().signals[0].points.back(), 29);
  EXPECT_TRUE(chart.panels[1].signals.empty());
}

TEST(Cusum, AHeadStartSignalsSooner) {
  // Target 100, sigma 6, K = 3, H = 12, head start 6; the sums in units of 6.
  const std::vector<double> x{102, 97, 104, 93, 100, 105, 96, 98, 105, 99};
  ChartSpec spec;
  spec.kind = ChartKind::kCusum;
  spec.cusum = {0.5, 2, 1};
  spec.phases = {{0, "", {}, Basis{100, 6, 1, 0}}};
  const auto chart = drawn(spec, individuals(x));
  const auto up = [&](int i) { return *chart.main().points[static_cast<std::size_t>(i)].value * 6; };
  const auto down = [&](int i) { return -*chart.panels[1].points[static_cast<std::size_t>(i)].value * 6; };
  EXPECT_NEAR(up(0), 5, 1e-9);
  EXPECT_NEAR(down(0), 1, 1e-9);
  EXPECT_NEAR(up(1), 0, 1e-9);
  EXPECT_NEAR(down(1), 1, 1e-9);
  EXPECT_NEAR(up(2), 1, 1e-9);
  EXPECT_NEAR(down(3), 4, 1e-9);
}

TEST(ControlChart, ConstantValuesGiveNoSignal) {
  // 0.1 summed is not 0.1 times n in binary: rounding must not make a run.
  for (const auto kind :
       {ChartKind::kXmr, ChartKind::kXbarR, ChartKind::kEwma, ChartKind::kT, ChartKind::kCusum}) {
    const auto series = kind == ChartKind::kXbarR
                            ? subgroups(std::vector<std::vector<double>>(30, {0.1, 0.1}))
                            : of(std::vector<double>(30, 0.1));
    for (const auto& panel : drawn(kind, series).panels)
      EXPECT_TRUE(panel.signals.empty()) << static_cast<int>(kind);
  }
  EXPECT_TRUE(drawn(ChartKind::kP, of(std::vector<double>(30, 3), std::vector<double>(30, 70)))
                  .main()
                  .signals.empty());
  EXPECT_TRUE(drawn(ChartKind::kP, of(std::vector<double>(30, 0), std::vector<double>(30, 70)))
                  .main()
                  .signals.empty());
}

TEST(ControlChart, RefusesWhatCannotBeDrawnAllAtOnce) {
  ChartSpec spec;
  spec.kind = ChartKind::kP;
  spec.baseline = 0;
  spec.phases = {{0, "", {}, {}}, {2, "  ", {}, {}}};
  Series series = of({5, 1.5, 3}, {4, 10, 10});
  const auto chart = control_chart(spec, series);
  ASSERT_FALSE(chart);
  std::vector<std::string> pointers;
  for (const auto& field : chart.error().fields) pointers.push_back(field.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/series/subgroups/0/count", "/series/subgroups/1/count",
                                                "/spec/baseline", "/spec/phases/1/reason"}));
}

TEST(ControlChart, RefusesInputsOfOtherCharts) {
  const auto refused = [](ChartKind kind, const Series& series) {
    ChartSpec spec;
    spec.kind = kind;
    const auto chart = control_chart(spec, series);
    return chart ? std::string() : chart.error().fields.at(0).pointer;
  };
  EXPECT_EQ(refused(ChartKind::kXmr, Series{}), "/series/subgroups");
  EXPECT_EQ(refused(ChartKind::kXmr, subgroups({{1, 2}})), "/series/subgroups/0/values");
  EXPECT_EQ(refused(ChartKind::kXmr, of({1, std::numeric_limits<double>::quiet_NaN()})),
            "/series/subgroups/1/values/0");
  EXPECT_EQ(refused(ChartKind::kXbarR, subgroups({std::vector<double>(26, 1.0)})),
            "/series/subgroups/0/values");
  EXPECT_EQ(refused(ChartKind::kC, of({1, 2}, {1, 2})), "/series/subgroups/1/size");
  EXPECT_EQ(refused(ChartKind::kT, of({1, -2})), "/series/subgroups/1/values/0");
  EXPECT_EQ(refused(ChartKind::kU, of({1}, {0})), "/series/subgroups/0/count");
  ChartSpec spec;
  spec.kind = ChartKind::kEwma;
  spec.ewma.lambda = 0;
  EXPECT_EQ(control_chart(spec, of({1, 2})).error().fields.at(0).pointer, "/spec/ewma/lambda");
  spec.kind = ChartKind::kCusum;
  spec.cusum.head_start = 5;
  EXPECT_EQ(control_chart(spec, of({1, 2})).error().fields.at(0).pointer, "/spec/cusum/head_start");
}

}  // namespace
}  // namespace manyi::spc
