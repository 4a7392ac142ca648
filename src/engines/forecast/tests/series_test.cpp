// Tests of forecasts of series: what each method must do on series whose future is known.
// Owns the short series; the competition's are in series_m3_test.cpp.
#include "engines/forecast/series.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "engines/forecast/series_season.h"
#include "engines/forecast/smoothing_search.h"

namespace manyi::forecast {
namespace {

std::vector<double> seasonal(int months, double level, double growth, double swing, double noise = 0) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal;
  std::vector<double> values;
  for (int t = 0; t < months; ++t) {
    const double season = 1 + swing * std::sin(2 * std::numbers::pi * t / 12);
    values.push_back((level + growth * t) * season + noise * normal(random));
  }
  return values;
}

SeriesForecast by(std::string_view method, const std::vector<double>& values, int steps,
                  SeriesOptions options = {}) {
  auto forecast = forecast_series_by(method, values, steps, options);
  EXPECT_TRUE(forecast) << method;
  return *forecast;
}

TEST(SeriesForecast, NaiveRepeatsTheLastValueAndSeasonalNaiveTheLastYear) {
  const auto values = seasonal(36, 100, 0, 0.3);
  for (const double mean : by("naive", values, 5).mean) EXPECT_EQ(mean, values.back());
  const auto forecast = by("seasonal_naive", values, 14);
  for (std::size_t h = 0; h < 14; ++h) EXPECT_EQ(forecast.mean[h], values[24 + h % 12]);
}

TEST(SeriesForecast, EveryMethodKeepsAConstantSeriesWithoutAnInterval) {
  const std::vector<double> values(40, 7);
  for (const auto method : series_methods()) {
    const auto forecast = by(method, values, 12);
    for (std::size_t h = 0; h < 12; ++h) {
      EXPECT_NEAR(forecast.mean[h], 7, 1e-6) << method;
      EXPECT_NEAR(forecast.low95[h], 7, 1e-4) << method;
      EXPECT_NEAR(forecast.high95[h], 7, 1e-4) << method;
    }
  }
}

TEST(SeriesForecast, MethodsThatKnowTheSeasonFollowIt) {
  const auto values = seasonal(72, 1000, 0, 0.3, 10);
  const std::vector<double> past(values.begin(), values.begin() + 60),
      truth(values.begin() + 60, values.end());
  for (const auto method : {"auto", "combination", "single", "damped", "ets", "theta", "optimised_theta"})
    EXPECT_LT(smape(truth, by(method, past, 12).mean), 3) << method;
  EXPECT_GT(smape(truth, by("naive", past, 12).mean), 15);
}

TEST(SeriesForecast, ThetaCarriesHalfOfTheSlopeOnFromTheLastLevel) {
  std::vector<double> line;
  for (int t = 1; t <= 30; ++t) line.push_back(10 + 2 * t);
  // The line through all values is followed by 2 a step, the smoothed second line stays: 1 a step.
  const auto forecast = by("theta", line, 4, {1, true});
  for (std::size_t h = 1; h < 4; ++h) EXPECT_NEAR(forecast.mean[h] - forecast.mean[h - 1], 1, 1e-6);
  EXPECT_NEAR(forecast.mean[0], 71, 0.1);
}

TEST(SeriesForecast, DampedTrendGrowsLessWithEveryStep) {
  std::vector<double> line;
  for (int t = 1; t <= 30; ++t) line.push_back(10 + 2 * t);
  const auto forecast = by("damped", line, 6, {1, true});
  EXPECT_GT(forecast.mean[0], 71);
  for (std::size_t h = 2; h < 6; ++h) {
    const double step = forecast.mean[h] - forecast.mean[h - 1];
    EXPECT_GT(step, 0);
    EXPECT_LT(step, forecast.mean[h - 1] - forecast.mean[h - 2]);
  }
}

TEST(SeriesForecast, AutoTakesOneMethodAloneWhereItIsFarBetter) {
  // The same twelve numbers every year, in no shape that a smooth season would have.
  std::vector<double> values;
  for (int t = 0; t < 60; ++t) values.push_back(std::array{5, 90, 3, 70, 8, 1, 99, 40, 2, 60, 7, 30}[t % 12]);
  const auto forecast = by("auto", values, 12);
  EXPECT_EQ(forecast.method, "seasonal_naive");
  for (std::size_t h = 0; h < 12; ++h) EXPECT_NEAR(forecast.mean[h], values[h], 1e-6);
}

TEST(SeriesForecast, IntervalsHoldTheMeanAndGrowWider) {
  const auto values = seasonal(60, 500, 1, 0.2, 40);
  for (const auto method : series_methods()) {
    const auto forecast = by(method, values, 12, {1, true});
    for (std::size_t h = 0; h < 12; ++h) {
      EXPECT_LE(forecast.low95[h], forecast.low80[h]) << method;
      EXPECT_LT(forecast.low80[h], forecast.mean[h]) << method;
      EXPECT_LT(forecast.mean[h], forecast.high80[h]) << method;
      EXPECT_LE(forecast.high80[h], forecast.high95[h]) << method;
    }
    EXPECT_GE(forecast.high80[11] - forecast.mean[11], forecast.high80[0] - forecast.mean[0] - 1e-9)
        << method;
  }
}

TEST(SeriesForecast, NothingFallsBelowZeroUnlessTheOptionsAllowIt) {
  std::vector<double> falling;
  for (int t = 0; t < 24; ++t) falling.push_back(240 - 10 * t);
  for (const auto method : series_methods()) {
    const auto forecast = by(method, falling, 24);
    for (std::size_t h = 0; h < 24; ++h) {
      EXPECT_GE(forecast.mean[h], 0) << method;
      EXPECT_GE(forecast.low95[h], 0) << method;
    }
  }
  EXPECT_LT(by("damped", falling, 24, {12, false}).mean.back(), 0);
}

TEST(SeriesForecast, ShortSeriesAndSeriesWithZerosAreForecastByEveryMethod) {
  std::mt19937_64 random(3);
  std::vector<double> values;
  for (int length = 1; length <= 40; ++length) {
    values.push_back(static_cast<double>(random() % 3));
    for (const auto method : series_methods()) {
      const auto forecast = by(method, values, 6);
      ASSERT_EQ(forecast.mean.size(), 6u);
      for (const auto* part :
           {&forecast.mean, &forecast.low80, &forecast.high80, &forecast.low95, &forecast.high95})
        for (const double value : *part) ASSERT_TRUE(std::isfinite(value)) << method << " of " << length;
    }
  }
}

TEST(SeriesForecast, OneValueIsKeptWithAWideInterval) {
  const auto forecast = by("auto", {90}, 2);
  EXPECT_NEAR(forecast.mean[1], 90, 1e-9);
  EXPECT_LT(forecast.low80[1], 60);
  EXPECT_GT(forecast.high80[1], 120);
}

TEST(SeriesForecast, AllFieldErrorsAreNamedAtOnce) {
  const std::vector<double> values{1, std::numeric_limits<double>::quiet_NaN()};
  const auto refused = forecast_series(values, 0, {0, true});
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().fields.size(), 3u);
  EXPECT_EQ(refused.error().fields[0].pointer, "/values/1");
  EXPECT_EQ(refused.error().fields[1].pointer, "/steps");
  EXPECT_EQ(refused.error().fields[2].pointer, "/season");
  EXPECT_FALSE(forecast_series({}, 1));
  EXPECT_FALSE(forecast_series_by("arima", std::vector<double>{1, 2}, 1));
}

TEST(SeriesSeason, IsFoundWhereItIsAndNotInNoise) {
  EXPECT_TRUE(is_seasonal(seasonal(48, 100, 0, 0.3, 5), 12));
  EXPECT_FALSE(is_seasonal(seasonal(20, 100, 0, 0.3), 12));  // not two years
  int found = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::vector<double> noise;
    for (int t = 0; t < 60; ++t) noise.push_back(normal(random));
    found += is_seasonal(noise, 12);
  }
  EXPECT_LT(found, 48);  // the test is one of 10 % false
}

TEST(SeriesSeason, DecompositionFindsThePlantedShape) {
  const auto values = seasonal(60, 100, 0.5, 0.3);
  const Season season = decompose(values, 12);
  EXPECT_EQ(season.kind, Seasonality::kMultiplicative);
  for (int i = 0; i < 12; ++i)
    EXPECT_NEAR(season.shape[static_cast<std::size_t>(i)], 1 + 0.3 * std::sin(2 * std::numbers::pi * i / 12),
                0.01);
}

TEST(Smape, IsTheCompetitionsMeasure) {
  EXPECT_NEAR(smape(std::vector<double>{100, 100}, std::vector<double>{50, 100}), 100.0 / 3,
              1e-9);  // 200*50/150, 0
  EXPECT_EQ(smape(std::vector<double>{0}, std::vector<double>{0}), 0);
  EXPECT_EQ(smape(std::vector<double>{0}, std::vector<double>{5}), 200);
}

TEST(SearchMinimum, FindsTheLowerOfTwoValleysAndTheBordersOfTheBox) {
  const std::array<Bounds, 2> box{Bounds{0, 1}, Bounds{-2, 2}};
  const auto valley = search_minimum(
      [](std::span<const double> at) {
        const double x = at[0] * 2 - 1;
        return std::pow(x * x - 0.25, 2) + 0.1 * x + std::pow(at[1] - 1, 2);
      },
      box, 4, 200);
  EXPECT_LT(valley.at[0], 0.3);
  EXPECT_NEAR(valley.at[1], 1, 1e-3);
  const auto border = search_minimum([](std::span<const double> at) { return at[0] - at[1]; }, box, 3, 200);
  EXPECT_NEAR(border.at[0], 0, 1e-6);
  EXPECT_NEAR(border.at[1], 2, 1e-6);
}

}  // namespace
}  // namespace manyi::forecast
