// Tests of baselines, frozen limits and new ones.
#include <gtest/gtest.h>

#include "base/json.h"
#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

/// 4 and 6 in turn: mean 5, every moving range 2, limits 5 ± 5.32.
std::vector<double> steady(std::size_t n, double level = 5) {
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) values.push_back(i % 2 == 0 ? level - 1 : level + 1);
  return values;
}
std::vector<double> operator+(std::vector<double> a, const std::vector<double>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(Baseline, OnlyItsPointsSetTheLimits) {
  ChartSpec spec;
  spec.baseline = 20;
  const auto chart = *control_chart(spec, individuals(steady(20) + steady(10, 50)));
  EXPECT_NEAR(*chart.main().points[29].centre, 5, 1e-12);
  EXPECT_NEAR(*chart.main().points[29].upper, 10.32, 1e-12);
  EXPECT_EQ(chart.phases[0].basis->points, 20);
  EXPECT_FALSE(chart.provisional);
  EXPECT_TRUE(chart.main().points[19].in_baseline);
  EXPECT_FALSE(chart.main().points[20].in_baseline);
  EXPECT_EQ(chart.main().signals[0].at, 20);
}

TEST(Baseline, OfFewerThanTwentyIsProvisional) {
  EXPECT_TRUE(control_chart({}, individuals(steady(19)))->provisional);
  EXPECT_FALSE(control_chart({}, individuals(steady(20)))->provisional);
  ChartSpec spec;
  spec.baseline = 10;
  EXPECT_TRUE(control_chart(spec, individuals(steady(40)))->provisional);
}

TEST(Baseline, LeavesOutKnownSpecialCausesButStillJudgesThem) {
  auto series = individuals(steady(10) + std::vector<double>{40} + steady(10));
  series.subgroups[10].excluded = true;
  const auto chart = *control_chart({}, series);
  EXPECT_NEAR(*chart.main().points[0].centre, 5, 1e-12);
  EXPECT_NEAR(*chart.main().points[0].upper, 10.32,
              1e-12);  // the jumps to 40 and back are not in the mean range
  ASSERT_FALSE(chart.main().signals.empty());
  EXPECT_EQ(chart.main().signals[0].points, (std::vector<std::int64_t>{10}));
  EXPECT_EQ(chart.phases[0].basis->points, 20);
}

TEST(Freeze, KeepsLimitsWhenPointsArrive) {
  const auto before = *control_chart({}, individuals(steady(20)));
  const auto spec = freeze({}, before);
  const auto after = *control_chart(spec, individuals(steady(20) + steady(20, 9)));
  EXPECT_NEAR(*after.main().points[39].upper, 10.32, 1e-12);
  EXPECT_TRUE(after.phases[0].frozen);
  EXPECT_EQ(after.phases[0].basis->points, 20);
  EXPECT_FALSE(after.provisional);
  const auto open = *control_chart({}, individuals(steady(20) + steady(20, 9)));
  EXPECT_GT(*open.main().points[39].centre, 6);
}

TEST(Freeze, StaysProvisionalWhenItWas) {
  const auto spec = freeze({}, *control_chart({}, individuals(steady(12))));
  EXPECT_TRUE(control_chart(spec, individuals(steady(40)))->provisional);
}

TEST(Rebaseline, NeedsAReasonAndALaterPoint) {
  EXPECT_FALSE(rebaseline({}, 20, " "));
  EXPECT_FALSE(rebaseline({}, 0, "new dispatcher"));
  const auto once = rebaseline({}, 20, "new dispatcher");
  ASSERT_TRUE(once);
  EXPECT_FALSE(rebaseline(*once, 20, "again"));
  const auto twice = rebaseline(*once, 40, "second shift");
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->phases.size(), 3u);
}

TEST(Rebaseline, EveryPhaseHasItsOwnLimitsAndRanges) {
  const auto spec =
      *rebaseline(freeze({}, *control_chart({}, individuals(steady(20)))), 20, "new dispatcher");
  const auto chart = *control_chart(spec, individuals(steady(20) + steady(8, 50)));
  ASSERT_EQ(chart.phases.size(), 2u);
  EXPECT_EQ(chart.phases[0].last, 19);
  EXPECT_EQ(chart.phases[1].first, 20);
  EXPECT_EQ(chart.phases[1].reason, "new dispatcher");
  EXPECT_TRUE(chart.phases[0].frozen);
  EXPECT_FALSE(chart.phases[0].provisional);
  EXPECT_TRUE(chart.phases[1].provisional);
  EXPECT_TRUE(chart.provisional);
  EXPECT_NEAR(*chart.main().points[27].centre, 50, 1e-12);
  EXPECT_NEAR(*chart.main().points[27].upper, 55.32, 1e-12);
  EXPECT_FALSE(chart.panels[1].points[20].value);  // no range across the border
  for (const auto& panel : chart.panels) EXPECT_TRUE(panel.signals.empty());
}

TEST(Phases, OfProportionsHaveTheirOwnShare) {
  ChartSpec spec;
  spec.kind = ChartKind::kP;
  spec = *rebaseline(spec, 2, "new part");
  const std::vector<double> x{10, 10, 30, 30}, n{100, 100, 100, 100};
  const auto chart = *control_chart(spec, counts(x, n));
  EXPECT_NEAR(*chart.main().points[1].centre, 0.1, 1e-12);
  EXPECT_NEAR(*chart.main().points[2].centre, 0.3, 1e-12);
}

TEST(ControlChartJson, NamesEverythingAndSpecComesBack) {
  ChartSpec spec;
  spec.kind = ChartKind::kXbarS;
  spec.baseline = 25;
  spec.phases = {{0, "", {}, Basis{74, 0.01, 1, 25}}, {30, "新夹具", 20, {}}};
  const auto back = from_json<ChartSpec>(to_json(spec));
  ASSERT_TRUE(back);
  EXPECT_EQ(to_json(*back), to_json(spec));
  const std::string json = to_json(*control_chart({}, individuals(steady(3))));
  EXPECT_NE(json.find(R"("kind":"xmr")"), std::string::npos) << json;
  EXPECT_NE(json.find(R"("upper_2_sigma":)"), std::string::npos);
  EXPECT_NE(json.find(R"("provisional":true)"), std::string::npos);
}

}  // namespace
}  // namespace manyi::spc
