// Tests of the risk of open cases on cases drawn from a known truth.
#include "engines/forecast/risk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engines/forecast/landing_draws.h"

namespace manyi::forecast {
namespace {

RiskFactors factors_of(Draws& draws) {
  RiskFactors factors;
  factors.age = 1.2 * draws.uniform();
  factors.time_left = 4 - 5 * factors.age + draws.normal();
  static const char* kStages[] = {"diagnosis", "waiting_part", "repair"};
  factors.stage = kStages[draws.next() % 3];
  factors.part_missing = draws.uniform() < 0.2;
  factors.repeat = draws.uniform() < 0.08;
  factors.new_technician = draws.uniform() < 0.15;
  return factors;
}

double truth_of(const RiskFactors& factors) {
  const double logit = -3.2 + 2 * factors.age + 1.6 * factors.part_missing + 0.9 * factors.repeat +
                       0.6 * factors.new_technician + (factors.stage == "waiting_part" ? 0.7 : 0);
  return 1 / (1 + std::exp(-logit));
}

std::vector<RiskExample> examples(std::size_t count, std::uint64_t seed) {
  Draws draws(seed);
  std::vector<RiskExample> all;
  for (std::size_t i = 0; i < count; ++i) {
    RiskExample one;
    one.factors = factors_of(draws);
    one.broken = draws.uniform() < truth_of(one.factors);
    all.push_back(std::move(one));
  }
  return all;
}

TEST(RiskModel, SaysWhatComesTrue) {
  const auto past = examples(3000, 1);
  const auto model = RiskModel::fit(past);
  ASSERT_TRUE(model);
  // Reliability: of ten groups by their chance, each breaks as often as was said.
  auto fresh = examples(6000, 2);
  std::sort(fresh.begin(), fresh.end(), [&](const auto& a, const auto& b) {
    return model->chance(a.factors) < model->chance(b.factors);
  });
  double off = 0;
  for (std::size_t group = 0; group < 10; ++group) {
    double said = 0, came = 0;
    for (std::size_t i = group * 600; i < (group + 1) * 600; ++i)
      said += model->chance(fresh[i].factors), came += fresh[i].broken ? 1 : 0;
    const double error = std::sqrt(said / 600 * (1 - said / 600) / 600);
    EXPECT_NEAR(said / 600, came / 600, 3.5 * error + 0.02) << group;
    off += std::abs(said - came) / 6000;
  }
  EXPECT_LT(off, 0.015);
}

TEST(RiskModel, NamesTheHeaviestReasonFirst) {
  const auto model = RiskModel::fit(examples(3000, 3));
  ASSERT_TRUE(model);
  RiskFactors factors;
  factors.age = 0.4;
  factors.time_left = 2;
  factors.stage = "waiting_part";
  factors.part_missing = true;
  const auto risk = model->risk(factors);
  ASSERT_FALSE(risk.reasons.empty());
  EXPECT_EQ(risk.reasons.front().factor, "part_missing");
  EXPECT_GT(risk.reasons.front().points, 0.05);
  EXPECT_NEAR(risk.chance, model->chance(factors), 1e-12);
  EXPECT_TRUE(std::any_of(risk.reasons.begin(), risk.reasons.end(), [](const auto& one) {
    return one.factor == "stage:waiting_part" && one.weight > 0;
  }));
}

TEST(RiskModel, WithoutExamplesIsTheSameForEveryCase) {
  const auto model = RiskModel::fit({});
  ASSERT_TRUE(model);
  RiskFactors late;
  late.age = 2;
  EXPECT_NEAR(model->chance(late), 0.1, 1e-9);
  EXPECT_TRUE(model->risk(late).reasons.empty());
}

TEST(RiskModel, FewCasesDoNotSpeakTooLoudly) {
  std::vector<RiskExample> past(6);
  for (std::size_t i = 0; i < past.size(); ++i) past[i].factors.age = 0.1 * static_cast<double>(i);
  past[5].broken = past[5].factors.part_missing = true;
  const auto model = RiskModel::fit(past);
  ASSERT_TRUE(model);
  EXPECT_LT(model->chance(past[5].factors), 0.9);
  EXPECT_GT(model->chance(past[0].factors), 0.01);
  // One outcome only.
  past[5].broken = false;
  EXPECT_LT(RiskModel::fit(past)->chance(past[5].factors), 0.2);
}

TEST(RiskModel, RefusesWhatIsNoNumber) {
  std::vector<RiskExample> past(1);
  past[0].factors.age = std::nan("");
  EXPECT_EQ(RiskModel::fit(past).error().fields.front().pointer, "/past/0");
}

}  // namespace
}  // namespace manyi::forecast
