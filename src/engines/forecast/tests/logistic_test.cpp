// Tests of the logistic regression behind the chances of cases.
#include "engines/forecast/logistic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engines/forecast/landing_draws.h"

namespace manyi::forecast {
namespace {

TEST(Logistic, FindsTheSignThatMakesThingsGoWrong) {
  std::vector<Example> examples;
  for (int i = 0; i < 400; ++i) {
    const bool sign = i % 2 == 0;
    examples.push_back({{sign ? 1.0 : 0.0, i % 3 == 0 ? 1.0 : 0.0}, i % 20 < (sign ? 10 : 2)});
  }
  const auto model = Logistic::fit(examples, 2);
  const double with[] = {1, 0}, without[] = {0, 0}, other[] = {0, 1};
  double share_with = 0, all_with = 0;
  for (const auto& one : examples)
    if (one.signs[0] > 0) share_with += one.wrong, all_with += 1;
  EXPECT_NEAR(model.chance(with), share_with / all_with, 0.04);
  EXPECT_GT(model.chance(with), model.chance(without) + 0.2);
  EXPECT_NEAR(model.chance(other), model.chance(without), 0.05);
}

TEST(Logistic, TooFewOutcomesLeaveTheShareDrawnTowardsAHalf) {
  std::vector<Example> examples(8, {{1.0}, false});
  const double signs[] = {1};
  EXPECT_NEAR(Logistic::fit(examples, 1).chance(signs), 0.1, 1e-9);
  EXPECT_NEAR(Logistic::fit({}, 1).chance(signs), 0.5, 1e-9);
}

// Reliability: of ten groups by their chance, each goes wrong as often as was said.
TEST(Logistic, SaysWhatComesTrue) {
  constexpr std::size_t kSigns = 3, kGroups = 10, kEach = 600;
  Draws draws(1);
  const auto cases = [&](std::size_t count) {
    std::vector<Example> all(count);
    for (auto& one : all) {
      one.signs = {1.2 * draws.uniform(), draws.uniform() < 0.2 ? 1.0 : 0.0,
                   draws.uniform() < 0.08 ? 1.0 : 0.0};
      const double odds = std::exp(-3.2 + 2 * one.signs[0] + 1.6 * one.signs[1] + 0.9 * one.signs[2]);
      one.wrong = draws.uniform() < odds / (1 + odds);
    }
    return all;
  };
  const auto model = Logistic::fit(cases(3000), kSigns);
  auto fresh = cases(kGroups * kEach);
  std::sort(fresh.begin(), fresh.end(), [&](const Example& a, const Example& b) {
    return model.chance(a.signs) < model.chance(b.signs);
  });
  for (std::size_t group = 0; group < kGroups; ++group) {
    double said = 0, came = 0;
    for (std::size_t i = group * kEach; i < (group + 1) * kEach; ++i)
      said += model.chance(fresh[i].signs) / kEach, came += (fresh[i].wrong ? 1.0 : 0.0) / kEach;
    EXPECT_NEAR(said, came, 3.5 * std::sqrt(said * (1 - said) / kEach) + 0.02) << group;
  }
}

}  // namespace
}  // namespace manyi::forecast
