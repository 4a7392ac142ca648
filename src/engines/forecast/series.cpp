// Forecasts of monthly series: checks the input, weighs the methods by their backtest, sets the intervals.
// Owns the rule of "auto" and the calibration of the intervals.
#include "engines/forecast/series.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engines/forecast/series_methods.h"

namespace manyi::forecast {
namespace {

constexpr std::array<std::string_view, 9> kNames{"auto",   "combination", "naive", "seasonal_naive", "single",
                                                 "damped", "ets",         "theta", "optimised_theta"};

/// What a combination is made of. Naive is not: single smoothing holds it as a special case.
constexpr std::array kCombined{Method::kSeasonalNaive, Method::kSingle, Method::kDamped,
                               Method::kEts,           Method::kTheta,  Method::kOptimisedTheta};

// A method alone is taken instead of the weighted mean when its backtest error is below this share of that of the
// mean. Chosen on the training parts of the M3 series with their last 18 values held back: at 0.7 and above the
// choice costs accuracy, since a backtest of one short series is noisy.
constexpr double kAloneBelow = 0.5;

// The backtest's errors over those the model expects, held towards a prior as if so many errors had been seen.
constexpr double kPriorErrors = 12, kPriorRatio = 1.1;

// Quantiles of Student's t with 10 degrees of freedom: what one short series says of its spread is uncertain itself.
constexpr double k80 = 1.3721836411, k95 = 2.2281388520;

std::vector<double> equal_weights(std::size_t count) {
  return std::vector<double>(count, 1.0 / static_cast<double>(count));
}

double mean_error(std::span<const Trial> trials, std::span<const double> weights) {
  double sum = 0;
  for (const Trial& trial : trials) {
    const Outlook outlook = mixed(trial.said, weights);
    double error = 0;
    for (std::size_t h = 0; h < trial.came.size(); ++h) error += std::abs(outlook.mean[h] - trial.came[h]);
    sum += error / static_cast<double>(trial.came.size());
  }
  return sum / static_cast<double>(trials.size());
}

struct Choice {
  std::string_view name;
  std::vector<double> weights;
};

/// Every method weighs by the inverse of its backtest error.
Choice chosen(std::span<const Trial> trials, std::span<const Method> methods) {
  Choice choice{"combination", equal_weights(methods.size())};
  if (trials.empty()) return choice;
  std::vector<double> errors;
  for (std::size_t m = 0; m < methods.size(); ++m) {
    std::vector<double> alone(methods.size(), 0);
    alone[m] = 1;
    errors.push_back(mean_error(trials, alone));
  }
  const std::size_t best =
      static_cast<std::size_t>(std::min_element(errors.begin(), errors.end()) - errors.begin());
  const double tiny = std::max(1e-9 * std::accumulate(errors.begin(), errors.end(), 0.0), 1e-100);
  double sum = 0;
  for (std::size_t m = 0; m < methods.size(); ++m) sum += choice.weights[m] = 1 / (errors[m] + tiny);
  for (double& weight : choice.weights) weight /= sum;
  if (errors[best] < kAloneBelow * mean_error(trials, choice.weights)) {
    choice.weights.assign(methods.size(), 0);
    choice.weights[best] = 1;
    choice.name = kMethodNames[static_cast<std::size_t>(methods[best])];
  }
  return choice;
}

/// How much wider than the model says the errors of the backtest were.
double calibration(std::span<const Trial> trials, std::span<const double> weights) {
  double squares = kPriorErrors * kPriorRatio * kPriorRatio, count = kPriorErrors;
  for (const Trial& trial : trials) {
    const Outlook outlook = mixed(trial.said, weights);
    for (std::size_t h = 0; h < trial.came.size(); ++h) {
      if (outlook.deviation[h] <= 0) continue;
      squares += std::min(std::pow((outlook.mean[h] - trial.came[h]) / outlook.deviation[h], 2), 16.0);
      count += 1;
    }
  }
  return std::sqrt(squares / count);
}

/// \param factor on the model's deviation
SeriesForecast with_intervals(std::string_view method, Outlook outlook, double factor, std::size_t seen,
                              bool positive) {
  SeriesForecast forecast;
  forecast.method = method;
  for (std::size_t h = 0; h < outlook.mean.size(); ++h) {
    const double mean = positive ? std::max(outlook.mean[h], 0.0) : outlook.mean[h];
    double deviation = factor * outlook.deviation[h];
    // Up to three values say nothing about their own spread; a third of the level is a wide guess.
    if (seen < 4) deviation = std::max(deviation, std::abs(mean) / 3);
    const auto bound = [&](double z) {
      const double value = mean + z * deviation;
      return positive ? std::max(value, 0.0) : value;
    };
    forecast.mean.push_back(mean);
    forecast.low80.push_back(bound(-k80));
    forecast.high80.push_back(bound(k80));
    forecast.low95.push_back(bound(-k95));
    forecast.high95.push_back(bound(k95));
  }
  return forecast;
}

std::optional<Error> refused(std::span<const double> values, int steps, const SeriesOptions& options) {
  std::vector<FieldError> fields;
  if (values.empty()) fields.push_back({"/values", "required", "at least one value is needed"});
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i])) {
      fields.push_back({"/values/" + std::to_string(i), "number", "not a finite number"});
    }
  if (steps < 1) fields.push_back({"/steps", "range", "at least one step ahead"});
  if (options.season < 1) fields.push_back({"/season", "range", "1 where there is no season"});
  if (fields.empty()) return std::nullopt;
  return invalid(std::move(fields));
}

}  // namespace

Result<SeriesForecast> forecast_series(std::span<const double> values, int steps,
                                       const SeriesOptions& options) {
  return forecast_series_by("auto", values, steps, options);
}

Result<SeriesForecast> forecast_series_by(std::string_view method, std::span<const double> values, int steps,
                                          const SeriesOptions& options) {
  if (auto error = refused(values, steps, options)) return *error;
  std::vector<Method> methods(kCombined.begin(), kCombined.end());
  if (method != "auto" && method != "combination") {
    const auto named = std::find(kMethodNames.begin(), kMethodNames.end(), method);
    if (named == kMethodNames.end()) return invalid("/method", "unknown", "no method of this name");
    methods.assign(1, static_cast<Method>(named - kMethodNames.begin()));
  }
  const std::vector<Trial> trials = backtest(methods, values, steps, options.season);
  const Choice choice =
      method == "auto" ? chosen(trials, methods) : Choice{method, equal_weights(methods.size())};
  Outlook outlook = mixed(outlooks(methods, values, steps, options.season), choice.weights);
  return with_intervals(choice.name, std::move(outlook), calibration(trials, choice.weights), values.size(),
                        options.positive);
}

std::span<const std::string_view> series_methods() { return kNames; }

double smape(std::span<const double> truth, std::span<const double> forecast) {
  const std::size_t count = std::min(truth.size(), forecast.size());
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double size = std::abs(truth[i]) + std::abs(forecast[i]);
    if (size > 0) sum += 200 * std::abs(truth[i] - forecast[i]) / size;
  }
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

}  // namespace manyi::forecast
