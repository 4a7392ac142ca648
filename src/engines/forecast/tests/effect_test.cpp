// Tests of effects: planted ones are found and covered, none is reported where none is.
// Owns the simulated days; every bound is over hundreds of seeds.
#include "engines/forecast/effect.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <random>

namespace manyi::forecast {
namespace {

constexpr std::array kWeek{0.5, 0.2, 0.0, -0.1, -0.3, 0.4, -0.7};

enum class Figure { kRate, kSum, kMean };

/// How the days come about. Rates: `level` is the share, scatter on the logit scale; sums: 1000 a day, `noise` its
/// share; means: lognormal durations about 3, `noise` their sigma.
struct World {
  const char* name;
  Figure figure = Figure::kRate;
  double level = 0.9, records = 6, noise = 0.2;
  int before = 90, after = 30;
  double neighbours = 0, drifting = 0;  // AR(1) of the days and its deviation
  double weeks = 0;                     // deviation between weeks
  double planted = 0;                   // rates and sums: added; means: a share
  double trend = 0;                     // per hundred days
};

struct Drawn {
  EffectProblem problem;
  double truth = 0;
};

Drawn draw(const World& world, unsigned seed, double planted) {
  std::mt19937_64 random(seed * 104729u + 1000003u);  // not the seeds the constants were chosen on
  std::normal_distribution<double> normal;
  Drawn drawn;
  drawn.problem.rate = world.figure == Figure::kRate;
  double drift = world.drifting * normal(random), week = 0, expected = 0, weight = 0;
  const std::size_t first = random() % 7;
  for (int t = 0; t < world.before + world.after; ++t) {
    if (t % 7 == 0) week = world.weeks * normal(random);
    drift = world.neighbours * drift +
            std::sqrt(1 - world.neighbours * world.neighbours) * world.drifting * normal(random);
    const bool after = t >= world.before;
    EffectPoint point;
    point.season = static_cast<int>((first + static_cast<std::size_t>(t)) % 7);
    const double day = kWeek[static_cast<std::size_t>(point.season)];
    const double trend = world.trend * (t - world.before) / 100;
    if (world.figure == Figure::kSum) {
      point.denominator = 1;
      point.numerator = 1000 * (1 + 0.5 * day + trend + world.noise * (normal(random) + drift + week)) +
                        (after ? planted : 0);
    } else {
      const int count = std::poisson_distribution<int>(world.records)(random);
      point.denominator = count;
      const double scatter = drift + week + trend;
      if (world.figure == Figure::kRate) {
        const double logit = std::log(world.level / (1 - world.level)) + 0.3 * day + scatter;
        const double p = std::clamp(1 / (1 + std::exp(-logit)) + (after ? planted : 0), 0.0, 1.0);
        if (count > 0) point.numerator = std::binomial_distribution<int>(count, p)(random);
      } else {
        const double centre =
            0.2 * day + scatter -
            (world.noise * world.noise + world.drifting * world.drifting + world.weeks * world.weeks) / 2;
        for (int i = 0; i < count; ++i)
          point.numerator += 3 * std::exp(centre + world.noise * normal(random)) * (after ? 1 + planted : 1);
      }
      if (after) expected += count * 3 * std::exp(0.2 * day), weight += count;
    }
    (after ? drawn.problem.after : drawn.problem.before).push_back(point);
  }
  drawn.truth = world.figure == Figure::kMean ? expected / weight * planted : planted;
  return drawn;
}

struct Shares {
  double covered = 0, found = 0, false_ones = 0, segmented = 0;  // percent
};

Shares measured(const World& world, unsigned seeds) {
  Shares shares;
  for (unsigned seed = 0; seed < seeds; ++seed) {
    const Drawn planted = draw(world, seed, world.planted);
    const auto effect = measure_effect(planted.problem);
    EXPECT_TRUE(effect && effect->low && effect->high) << world.name;
    shares.covered += planted.truth >= *effect->low && planted.truth <= *effect->high;
    shares.found += effect->verdict != EffectVerdict::kNoneSeen;
    const auto none = measure_effect(draw(world, seed + seeds, 0).problem);
    shares.false_ones += none->verdict != EffectVerdict::kNoneSeen;
    shares.segmented += none->method == "segmented_regression";
  }
  for (double* share : {&shares.covered, &shares.found, &shares.false_ones, &shares.segmented})
    *share *= 100.0 / seeds;
  std::printf("%-28s %3d/%d days: covered %.1f %%, found %.0f %%, false %.1f %%, with trend %.1f %%\n",
              world.name, world.before, world.after, shares.covered, shares.found, shares.false_ones,
              shares.segmented);
  return shares;
}

/// The requirement over the worlds of one figure: intervals cover 90-98 %, 3-8 % false. One world alone varies by
/// chance (and small counts have steps), hence its wider bounds.
void expect_calibrated(const std::vector<World>& worlds, unsigned seeds) {
  double covered = 0, false_ones = 0;
  for (const World& world : worlds) {
    const Shares shares = measured(world, seeds);
    EXPECT_GT(shares.covered, 88) << world.name;
    EXPECT_LT(shares.covered, 99) << world.name;
    EXPECT_GT(shares.false_ones, 1) << world.name;
    EXPECT_LT(shares.false_ones, 10) << world.name;
    covered += shares.covered / static_cast<double>(worlds.size());
    false_ones += shares.false_ones / static_cast<double>(worlds.size());
  }
  EXPECT_GE(covered, 90);
  EXPECT_LE(covered, 98);
  EXPECT_GE(false_ones, 3);
  EXPECT_LE(false_ones, 8);
}

TEST(MeasureEffect, RatesOfSmallCountsCoverThePlantedChangeAndReportNoneWhereNoneIs) {
  expect_calibrated(
      {{.name = "rate 85 %, 2 a day", .level = 0.85, .records = 2, .before = 60, .planted = 0.1},
       {.name = "rate 92 %, 6 a day", .level = 0.92, .records = 6, .before = 180, .planted = -0.06},
       {.name = "rate 97 %, 6 a day", .level = 0.97, .records = 6, .after = 90, .planted = -0.04},
       {.name = "rate 99 %, 15 a day", .level = 0.99, .records = 15, .planted = -0.03}},
      400);
}

TEST(MeasureEffect, RatesThatDriftOrDifferBetweenWeeksStayCalibrated) {
  expect_calibrated(
      {{.name = "rate, days hang together",
        .records = 6,
        .neighbours = 0.5,
        .drifting = 0.3,
        .planted = -0.06},
       {.name = "rate, weeks differ", .records = 6, .after = 90, .weeks = 0.3, .planted = -0.06},
       {.name = "rate, weeks differ",
        .level = 0.95,
        .records = 12,
        .before = 180,
        .weeks = 0.2,
        .planted = -0.04},
       {.name = "rate, days hang together",
        .level = 0.95,
        .records = 15,
        .neighbours = 0.4,
        .drifting = 0.2,
        .planted = -0.04}},
      400);
}

TEST(MeasureEffect, SumsWithAWeekdayPatternAndNoiseStayCalibrated) {
  const auto sum = [](const char* name, int before, int after, double neighbours, double drifting,
                      double weeks) {
    return World{.name = name,
                 .figure = Figure::kSum,
                 .before = before,
                 .after = after,
                 .neighbours = neighbours,
                 .drifting = drifting,
                 .weeks = weeks,
                 .planted = 150};
  };
  expect_calibrated(
      {sum("sum", 60, 30, 0, 0, 0), sum("sum", 180, 90, 0, 0, 0),
       sum("sum, days hang together", 90, 30, 0.3, 1, 0), sum("sum, weeks differ", 90, 90, 0, 0, 0.3)},
      400);
}

TEST(MeasureEffect, MeanDurationsStayCalibrated) {
  const auto mean = [](const char* name, double records, double noise, int before, int after, double weeks) {
    return World{.name = name,
                 .figure = Figure::kMean,
                 .records = records,
                 .noise = noise,
                 .before = before,
                 .after = after,
                 .weeks = weeks,
                 .planted = -0.25};
  };
  expect_calibrated(
      {mean("duration", 6, 0.6, 60, 30, 0), mean("duration, long tail", 6, 1, 180, 30, 0),
       mean("duration, 2 a day", 2, 0.8, 90, 90, 0), mean("duration, weeks differ", 6, 0.8, 90, 90, 0.1)},
      400);
}

TEST(MeasureEffect, AClearTrendBeforeIsContinuedAndIsNoEffectByItself) {
  const World rate{
      .name = "rate with trend", .level = 0.85, .records = 6, .before = 180, .planted = 0.07, .trend = 1};
  const World sum{
      .name = "sum with trend", .figure = Figure::kSum, .before = 90, .planted = 200, .trend = 0.5};
  expect_calibrated({rate, sum}, 400);
  EXPECT_GT(measured(sum, 50).segmented, 95);
}

TEST(MeasureEffect, TheChoiceOfATrendIsRareWithoutOne) {
  EXPECT_LT(measured({.name = "no trend", .records = 6, .before = 180}, 400).segmented, 3);
  EXPECT_LT(measured({.name = "no trend", .figure = Figure::kSum}, 400).segmented, 3);
}

TEST(MeasureEffect, IntervalAndPValueTellTheSame) {
  int significant = 0;
  for (unsigned seed = 0; seed < 200; ++seed)
    for (const Figure figure : {Figure::kRate, Figure::kSum}) {
      const World world{.name = "", .figure = figure, .level = 0.9, .neighbours = 0.3, .drifting = 0.3};
      const auto effect = measure_effect(draw(world, seed, figure == Figure::kRate ? 0.04 : 80).problem);
      const bool outside = *effect->low > 0 || *effect->high < 0;
      if (std::abs(*effect->p_value - 0.05) > 1e-6) { EXPECT_EQ(outside, *effect->p_value < 0.05); }
      EXPECT_NEAR(*effect->change, *effect->observed - *effect->expected, 1e-12);
      EXPECT_LE(*effect->low, *effect->change + 1e-9);
      EXPECT_GE(*effect->high, *effect->change - 1e-9);
      significant += outside;
    }
  EXPECT_GT(significant, 20);
}

EffectProblem days(int before, int after, EffectPoint good, EffectPoint then, bool rate = true) {
  EffectProblem problem;
  problem.rate = rate;
  for (int t = 0; t < before + after; ++t) {
    EffectPoint point = t < before ? good : then;
    point.season = t % 7;
    (t < before ? problem.before : problem.after).push_back(point);
  }
  return problem;
}

TEST(MeasureEffect, WhatIsBetterDependsOnTheDirection) {
  auto problem = days(60, 30, {8, 10}, {10, 10});
  EXPECT_EQ(measure_effect(problem)->verdict, EffectVerdict::kBetter);
  EXPECT_NEAR(*measure_effect(problem)->change, 0.2, 1e-12);
  problem.up_is_better = false;
  EXPECT_EQ(measure_effect(problem)->verdict, EffectVerdict::kWorse);
}

TEST(MeasureEffect, RatesWithoutAnyMissHaveAnIntervalAndNoEffect) {
  const auto effect = measure_effect(days(60, 30, {5, 5}, {5, 5}));
  EXPECT_EQ(effect->verdict, EffectVerdict::kNoneSeen);
  EXPECT_LT(*effect->low, -0.005);  // of 150 records all good, the true rate may be a little less
  EXPECT_NEAR(*effect->change, 0, 1e-12);
}

TEST(MeasureEffect, EqualValuesShowNoEffectAndAJumpOfThemOne) {
  EXPECT_EQ(measure_effect(days(60, 30, {0.1, 1}, {0.1, 1}, false))->verdict, EffectVerdict::kNoneSeen);
  EXPECT_EQ(measure_effect(days(60, 30, {0.1, 1}, {0.2, 1}, false))->verdict, EffectVerdict::kBetter);
}

TEST(MeasureEffect, TooFewPointsOrRecordsGiveNoIntervalButTheObservedFigure) {
  const auto few_days = measure_effect(days(13, 30, {5, 5}, {4, 5}));
  EXPECT_EQ(few_days->verdict, EffectVerdict::kTooFew);
  EXPECT_FALSE(few_days->low);
  EXPECT_NEAR(*few_days->observed, 0.8, 1e-12);
  EXPECT_EQ(few_days->before_records, 65);
  EXPECT_EQ(measure_effect(days(60, 6, {5, 5}, {4, 5}))->verdict, EffectVerdict::kTooFew);
  EXPECT_EQ(measure_effect(days(29, 30, {1, 1}, {1, 1}))->verdict, EffectVerdict::kTooFew);  // 29 records
  EXPECT_EQ(measure_effect(days(60, 14, {1, 1}, {1, 1}))->verdict,
            EffectVerdict::kTooFew);  // 14 records after
  EXPECT_NE(measure_effect(days(30, 15, {1, 1}, {1, 1}))->verdict, EffectVerdict::kTooFew);
  EXPECT_EQ(measure_effect({})->verdict, EffectVerdict::kTooFew);
  EXPECT_FALSE(measure_effect({})->observed);
}

TEST(MeasureEffect, DaysWithoutRecordsAreNoDataNotZero) {
  auto problem = days(60, 30, {4, 5}, {4, 5});
  const double before = *measure_effect(problem)->expected;
  for (auto* side : {&problem.before, &problem.after})
    for (std::size_t t = 6; t < side->size(); t += 7) (*side)[t].numerator = (*side)[t].denominator = 0;
  EXPECT_NEAR(*measure_effect(problem)->expected, before, 1e-9);
  problem.rate = false;
  EXPECT_NEAR(*measure_effect(problem)->expected, before, 1e-9);
}

TEST(MeasureEffect, AllFieldErrorsAreNamedAtOnce) {
  auto problem = days(20, 20, {4, 5}, {4, 5});
  problem.before[2].numerator = std::numeric_limits<double>::infinity();
  problem.after[3].denominator = -1;
  problem.after[4].season = 7;
  const auto refused = measure_effect(problem);
  ASSERT_FALSE(refused);
  std::vector<std::string> pointers;
  for (const auto& field : refused.error().fields) pointers.push_back(field.pointer);
  EXPECT_EQ(pointers,
            (std::vector<std::string>{"/before/2/numerator", "/after/3/denominator", "/after/4/season"}));
}

}  // namespace
}  // namespace manyi::forecast
