// Forecasts of a series of equally spaced values, for the months ahead.
// Owns the methods (naive, seasonal naive, simple and damped smoothing, theta, their combination) and the
// automatic choice by backtest.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace manyi::forecast {

struct SeriesOptions {
  int season = 12;       // 1: none
  bool positive = true;  // values below zero make no sense
};

struct SeriesForecast {
  std::string method;        // stable name
  std::vector<double> mean;  // one per step ahead
  std::vector<double> low80, high80, low95, high95;
};

/// The method "auto": the methods weighted by the inverse of their backtest errors, or one of them alone where its
/// error is below half of the mean's. `method` of the answer says which ("combination" for the weighted mean).
/// \param values in order of time \param steps how many to look ahead
/// \errors kInvalid when there is no value or one is not finite
Result<SeriesForecast> forecast_series(std::span<const double> values, int steps,
                                       const SeriesOptions& options = {});
/// By one named method. \errors as above; kInvalid for an unknown name
Result<SeriesForecast> forecast_series_by(std::string_view method, std::span<const double> values, int steps,
                                          const SeriesOptions& options = {});
/// "auto", "combination" (equal weights), "naive", "seasonal_naive", "single", "damped", "ets", "theta",
/// "optimised_theta".
std::span<const std::string_view> series_methods();

/// Symmetric mean absolute percentage error of one series. \unit percent, 0 to 200
double smape(std::span<const double> truth, std::span<const double> forecast);

}  // namespace manyi::forecast
