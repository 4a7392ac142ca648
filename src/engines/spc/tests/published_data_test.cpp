// Tests against text-book data with published limits, read from ../shared/data (or MANYI_SHARED_DATA).
// The figures are those of the qcc package's documentation and of Montgomery's tables; spc_reference.py in
// tests/data computes them again.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

using Columns = std::map<std::string, std::vector<std::string>>;

std::filesystem::path shared_data() {
  if (const char* named = std::getenv("MANYI_SHARED_DATA")) return named;
  return std::filesystem::path(MANYI_SOURCE_DIR).parent_path() / "shared/data";
}

/// Cells separated by blanks, tabs or commas, without their quotes.
Columns read(const std::string& name) {
  std::ifstream file(shared_data() / name);
  Columns columns;
  std::vector<std::string> header;
  for (std::string line; std::getline(file, line);) {
    for (char& c : line)
      if (c == ',' || c == '"' || c == '\r') c = ' ';
    std::istringstream cells(line);
    std::size_t at = 0;
    for (std::string cell; cells >> cell; ++at) {
      if (columns.empty() || at >= header.size())
        header.push_back(cell);
      else
        columns[header[at]].push_back(cell);
    }
    for (const auto& column : header) columns[column];
  }
  return columns;
}

std::vector<double> numbers(const Columns& columns, const std::string& name) {
  std::vector<double> all;
  for (const auto& cell : columns.at(name)) all.push_back(std::stod(cell));
  return all;
}

std::vector<std::vector<double>> in_fives(const std::vector<double>& values) {
  std::vector<std::vector<double>> groups;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % 5 == 0) groups.emplace_back();
    groups.back().push_back(values[i]);
  }
  return groups;
}

class PublishedData : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(shared_data() / "spc_qcc"))
      GTEST_SKIP() << "no public data: ../shared/data is absent and MANYI_SHARED_DATA is not set";
  }
  static ControlChart drawn(ChartKind kind, const Series& series, std::int64_t baseline) {
    ChartSpec spec;
    spec.kind = kind;
    spec.baseline = baseline;
    const auto chart = control_chart(spec, series);
    EXPECT_TRUE(chart);
    return *chart;
  }
  static void expect(const ChartPoint& point, double lower, double centre, double upper, double within) {
    EXPECT_NEAR(*point.lower, lower, within);
    EXPECT_NEAR(*point.centre, centre, within);
    EXPECT_NEAR(*point.upper, upper, within);
  }
};

TEST_F(PublishedData, OrangeJuiceP) {
  const auto data = read("spc_qcc/orangejuice.txt");
  auto series = counts(numbers(data, "D"), numbers(data, "size"));
  ASSERT_EQ(series.subgroups.size(), 54u);
  const auto trial = drawn(ChartKind::kP, series, 30);
  expect(trial.main().points[0], 0.05242755, 0.2313333, 0.4102391, 5e-8);
  // Montgomery: samples 15 and 23 are out of control; without them 0.2150, 0.0407, 0.3893.
  std::vector<std::int64_t> beyond;
  for (const auto& signal : trial.main().signals)
    if (signal.rule == Rule::kNelson1 && signal.at < 30) beyond.push_back(signal.at + 1);
  EXPECT_EQ(beyond, (std::vector<std::int64_t>{15, 23}));
  series.subgroups[14].excluded = series.subgroups[22].excluded = true;
  expect(drawn(ChartKind::kP, series, 28).main().points[0], 0.04070284, 0.2150, 0.3892972, 5e-8);
}

TEST_F(PublishedData, OrangeJuiceLaneyFactor) {
  const auto data = read("spc_qcc/orangejuice.txt");
  const auto chart = drawn(ChartKind::kLaneyP, counts(numbers(data, "D"), numbers(data, "size")), 54);
  EXPECT_NEAR(chart.phases[0].basis->sigma_z, 1.3792900, 5e-8);
}

TEST_F(PublishedData, CircuitC) {
  const auto data = read("spc_qcc/circuit.txt");
  auto series = counts(numbers(data, "x"), numbers(data, "size"));
  expect(drawn(ChartKind::kC, series, 26).main().points[0], 6.481447, 19.84615, 33.21086, 5e-6);
  // Montgomery: without samples 6 and 20 the centre is 19.67, the limits 6.36 and 32.97.
  series.subgroups[5].excluded = series.subgroups[19].excluded = true;
  expect(drawn(ChartKind::kC, series, 24).main().points[0], 6.362532, 19.66667, 32.97080, 5e-6);
}

TEST_F(PublishedData, ComputersU) {
  const auto data = read("spc_qcc/pcmanufact.txt");
  const auto chart = drawn(ChartKind::kU, counts(numbers(data, "x"), numbers(data, "size")), 20);
  expect(chart.main().points[0], 0.06613305, 1.93, 3.793867, 5e-7);
  EXPECT_FALSE(chart.provisional);
}

TEST_F(PublishedData, AntifreezeXmr) {
  const auto values = numbers(read("spc_qcc/antifreeze.txt"), "water");
  const auto chart = drawn(ChartKind::kXmr, individuals(values), 34);
  // Centre as published; limits by the factor 2.66 (qcc's 3 / 1.128 gives 2.031344 and 3.108068).
  expect(chart.main().points[0], 2.0312574, 2.5697059, 3.1081544, 5e-8);
  EXPECT_NEAR(*chart.main().points[0].lower, 2.031344, 1e-4);
  expect(chart.panels[1].points[1], 0, 0.20242424, 0.66132, 5e-8);
}

TEST_F(PublishedData, BoilerXmr) {
  const auto data = read("spc_qcc/boiler.txt");
  expect(drawn(ChartKind::kXmr, individuals(numbers(data, "t1")), 25).main().points[0], 509.483333, 525.0,
         540.516667, 5e-7);
  expect(drawn(ChartKind::kXmr, individuals(numbers(data, "t2")), 25).main().points[0], 507.353333, 513.56,
         519.766667, 5e-7);
  expect(drawn(ChartKind::kXmr, individuals(numbers(data, "t8")), 25).main().points[0], 471.255, 477.24,
         483.225, 5e-7);
}

TEST_F(PublishedData, PistonRingsXbarR) {
  const auto groups = in_fives(numbers(read("spc_qcc/pistonrings.txt"), "diameter"));
  ASSERT_EQ(groups.size(), 40u);
  const auto chart = drawn(ChartKind::kXbarR, subgroups(groups), 25);
  EXPECT_NEAR(chart.phases[0].basis->sigma, 0.009785, 5e-7);
  expect(chart.main().points[0], 73.98805, 74.00118, 74.0143, 5e-6);
  expect(chart.panels[1].points[0], 0, 0.02276, 0.048126, 5e-9);
  std::vector<std::int64_t> beyond;
  for (const auto& signal : chart.main().signals)
    if (signal.rule == Rule::kNelson1) beyond.push_back(signal.at + 1);
  EXPECT_EQ(beyond, (std::vector<std::int64_t>{37, 38, 39}));
}

TEST_F(PublishedData, PistonRingsXbarS) {
  const auto groups = in_fives(numbers(read("spc_qcc/pistonrings.txt"), "diameter"));
  const auto chart = drawn(ChartKind::kXbarS, subgroups(groups), 25);
  expect(chart.main().points[0], 73.98798770, 74.001176, 74.01436430, 5e-9);
  expect(chart.panels[1].points[0], 0, 0.00924003660, 0.01930241677, 5e-12);
}

TEST_F(PublishedData, PistonRingsEwmaAndCusum) {
  const auto groups = in_fives(numbers(read("spc_qcc/pistonrings.txt"), "diameter"));
  const auto smoothed = drawn(ChartKind::kEwma, subgroups(groups), 25);
  EXPECT_NEAR(*smoothed.main().points[0].value, 74.0029808, 5e-8);
  EXPECT_NEAR(*smoothed.main().points[24].value, 74.00160648, 5e-9);
  expect(smoothed.main().points[39], 73.99679986, 74.001176, 74.00555214, 5e-9);
  const auto sums = drawn(ChartKind::kCusum, subgroups(groups), 25);
  EXPECT_NEAR(*sums.panels[1].points[24].value, -0.18005199, 5e-9);
  EXPECT_NEAR(*sums.main().points[36].value, 7.18705357, 5e-9);
  EXPECT_NEAR(*sums.main().points[39].value, 17.63183769, 5e-9);
}

TEST_F(PublishedData, PistonRingsCapability) {
  // qcc's example: Cp 1.703 (1.491 .. 1.915), Cpk 1.663 by R-bar / d2, its intervals with n - 1 degrees of freedom.
  auto groups = in_fives(numbers(read("spc_qcc/pistonrings.txt"), "diameter"));
  groups.resize(25);
  CapabilitySpec spec;
  spec.lower = 73.95;
  spec.upper = 74.05;
  spec.within = Within::kRange;
  const auto told = capability(subgroups(groups), spec);
  ASSERT_TRUE(told);
  EXPECT_NEAR(told->cp->value, 1.703, 5e-4);
  EXPECT_NEAR(told->cpk.value, 1.663, 5e-4);
  const auto interval = cp_interval(told->cp->value, 124);
  EXPECT_NEAR(interval.low, 1.491, 5e-4);
  EXPECT_NEAR(interval.high, 1.915, 5e-4);
  EXPECT_TRUE(told->stable);
  // The range wastes information: fewer degrees of freedom, a wider interval than with 124 or even 100.
  EXPECT_LT(told->cp->interval.low, cp_interval(told->cp->value, 100).low);
}

TEST_F(PublishedData, MontgomeryTable63PointByPoint) {
  const auto data = read("spc_montgomery/tbl_06.03.csv");
  const auto expected = read("spc_montgomery/expected_ex_6.3_1.csv");
  const auto chart = drawn(ChartKind::kXbarS, subgroups(in_fives(numbers(data, "obs"))), 25);
  const auto y = numbers(expected, "y"), cl = numbers(expected, "cl"), ucl = numbers(expected, "ucl"),
             lcl = numbers(expected, "lcl"), sd = numbers(expected, "y.sd");
  ASSERT_EQ(chart.main().points.size(), 25u);
  for (std::size_t i = 0; i < 25; ++i) {
    EXPECT_NEAR(*chart.main().points[i].value, y[i], 1e-9);
    expect(chart.main().points[i], lcl[i], cl[i], ucl[i], 1e-9);
    EXPECT_NEAR(*chart.panels[1].points[i].value, sd[i], 1e-9);
  }
  EXPECT_TRUE(chart.main().signals.empty());
}

TEST_F(PublishedData, MontgomeryTable74PointByPoint) {
  const auto data = read("spc_montgomery/tbl_07.04.csv");
  const auto expected = read("spc_montgomery/expected_tbl_7.4_1.csv");
  const auto chart = drawn(ChartKind::kP, counts(numbers(data, "count"), numbers(data, "size")), 25);
  const auto y = numbers(expected, "y"), cl = numbers(expected, "cl"), ucl = numbers(expected, "ucl"),
             lcl = numbers(expected, "lcl");
  for (std::size_t i = 0; i < 25; ++i) {
    const auto& point = chart.main().points[i];
    EXPECT_NEAR(*point.value, y[i], 1e-12);
    expect(point, lcl[i], cl[i], ucl[i], 1e-12);
    const bool beyond = expected.at("sigma.signal")[i] == "TRUE";
    EXPECT_EQ(std::find(point.signals.begin(), point.signals.end(), Rule::kNelson1) != point.signals.end(),
              beyond)
        << i;
  }
  EXPECT_EQ(advise(MetricKind::kRate, counts(numbers(data, "count"), numbers(data, "size"))).kind,
            ChartKind::kP);
}

}  // namespace
}  // namespace manyi::spc
