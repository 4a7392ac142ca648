// From past misses to the width of forecasts.
// Owns the weights of days and the usual scales.
#include "modules/advance_control/spreads.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>
#include <tuple>
#include <vector>

#include "engines/forecast/spread.h"

namespace manyi::advance_control {
namespace {

constexpr double kOtherDays = 0.15;  // what another day's misses tell of this one's
constexpr std::size_t kFewErrors = 8;

/// Scale of the misses before any month has told its own.
double usual_scale(MetricClass metric_class) {
  switch (metric_class) {
    case MetricClass::kDuration: return 1.2;
    default: return 1;
  }
}

/// Mean loss at 10, 50 and 90 %, as a stand-in for the score of the whole distribution.
double loss_of(double low, double middle, double high, double truth) {
  const auto loss = [&](double p, double value) {
    const double off = truth - value;
    return off >= 0 ? p * off : (p - 1) * off;
  };
  return (loss(0.1, low) + loss(0.5, middle) + loss(0.9, high)) / 3;
}

/// Errors of the run rate where the past months say that it is the better forecast; empty elsewhere.
std::vector<double> better_run_rate(std::span<const PastMiss* const> past) {
  constexpr std::size_t kFewMonths = 4;
  constexpr double kBetter = 0.9;  // to leave the method needs more than chance
  std::vector<double> errors;
  std::set<std::string> months;
  double ours = 0, carried = 0;
  for (const auto* one : past) {
    if (!one->run_rate) continue;
    errors.push_back(one->truth - *one->run_rate);
    months.insert(one->month);
  }
  if (months.size() < kFewMonths) return {};
  std::sort(errors.begin(), errors.end());
  const auto known = forecast::Distribution::of_samples(errors);
  for (const auto* one : past) {
    if (!one->run_rate) continue;
    ours += loss_of(one->low80, one->median, one->high80, one->truth);
    carried +=
        loss_of(known.quantile(0.1), known.quantile(0.5), known.quantile(0.9), one->truth - *one->run_rate);
  }
  // Its errors are judged by themselves here; months not seen will be off by more.
  const double unseen = 1 + 2 / static_cast<double>(months.size());
  if (carried * unseen >= ours * kBetter) return {};
  if (past.front()->metric_class == MetricClass::kDuration) return errors;
  // Rolling windows share most of their records: their errors tell less than their number.
  const double middle = known.quantile(0.5);
  for (auto& error : errors) error = middle + (error - middle) * std::sqrt(unseen);
  return errors;
}

}  // namespace

Spreads Spreads::learn(std::span<const PastMiss> past, std::int64_t day) {
  std::int64_t nearest = kLearntDays[0];
  for (const auto one : kLearntDays)
    if (std::abs(one - day) < std::abs(nearest - day)) nearest = one;
  using Place = std::tuple<MetricClass, std::string, std::string, std::int64_t>;  // metric, month, day
  std::map<Place, std::vector<double>> by_place;
  std::map<std::string, std::vector<const PastMiss*>> of_day;
  for (const auto& one : past)
    if (one.day == nearest) of_day[one.metric].push_back(&one);
  for (const auto& one : past)
    if (const auto miss = forecast::miss_of(one.low80, one.median, one.high80, one.truth))
      by_place[{one.metric_class, one.metric, one.month, one.day}].push_back(*miss);
  std::map<MetricClass, std::map<std::string, forecast::Misses>> by_class;
  for (const auto& [place, misses] : by_place)
    by_class[std::get<0>(place)][std::get<1>(place)].add(misses,
                                                         std::get<3>(place) == nearest ? 1 : kOtherDays);
  Spreads spreads;
  for (const auto& [metric, seen] : of_day) {
    if (auto errors = better_run_rate(seen); !errors.empty()) spreads.carried_on_[metric] = std::move(errors);
    if (seen.front()->metric_class != MetricClass::kDuration || seen.size() < kFewErrors) continue;
    auto& errors = spreads.errors_[metric];
    for (const auto* one : seen) errors.push_back(one->truth - one->median);
    std::sort(errors.begin(), errors.end());
  }
  for (const auto& [metric_class, metrics] : by_class) {
    std::vector<forecast::Misses> alike;
    for (const auto& [metric, misses] : metrics) alike.push_back(misses);
    const double scale = forecast::alike_scale(alike, usual_scale(metric_class));
    spreads.scale_of_class_[metric_class] = scale;
    for (const auto& [metric, misses] : metrics)
      spreads.of_metric_[metric] = forecast::spread_of(misses, scale);
  }
  return spreads;
}

double Spreads::of(const MetricFigures& metric) const {
  if (const auto at = of_metric_.find(metric.metric->code); at != of_metric_.end()) return at->second;
  const auto at = scale_of_class_.find(metric.plan.metric_class);
  return at == scale_of_class_.end() ? usual_scale(metric.plan.metric_class) : at->second;
}

const std::vector<double>* Spreads::carried_on(const MetricFigures& metric) const {
  // The others' run rates are part of their methods.
  if (metric.plan.metric_class != MetricClass::kDuration && !metric.metric->rolling) return nullptr;
  const auto at = carried_on_.find(metric.metric->code);
  return at == carried_on_.end() ? nullptr : &at->second;
}

const std::vector<double>* Spreads::errors(const MetricFigures& metric) const {
  const auto at = errors_.find(metric.metric->code);
  return at == errors_.end() ? nullptr : &at->second;
}

void apply(const Spreads& spreads, const Figures& figures, const MetricFigures& metric, int scope,
           Landed& landed) {
  if (figures.timeline().over()) return;
  if (figures.book().all[static_cast<std::size_t>(scope)].scope.kind == targets::ScopeKind::kPerson) return;
  if (const auto* errors = spreads.carried_on(metric);
      errors && landed.run_rate && (landed.records_so_far > 0 || metric.metric->rolling)) {
    const double most = metric.plan.within_one ? 1 : std::numeric_limits<double>::max();
    std::vector<double> samples;
    for (const double error : *errors) samples.push_back(std::clamp(*landed.run_rate + error, 0.0, most));
    landed.distribution = forecast::Distribution::of_samples(std::move(samples));
    landed.expected = landed.distribution.mean();
    landed.method = "carried_on";
    return;
  }
  const double factor = spreads.of(metric);
  std::optional<double> below, above;
  const auto& plan = metric.plan;
  if (plan.within_one) {
    below = 0, above = 1;
  } else if (plan.shape == forecast::Shape::kSum && landed.sum_so_far >= 0 &&
             landed.distribution.quantile(0) >= landed.sum_so_far) {
    below = landed.sum_so_far;
  } else if (landed.distribution.quantile(0) >= 0) {
    below = 0;
  }
  landed.distribution = forecast::spread_out(landed.distribution, factor, below, above);
  if (const auto* errors = spreads.errors(metric))
    landed.distribution = forecast::mixed_with_errors(landed.distribution, *errors, below);
  landed.expected = landed.distribution.mean();
}

}  // namespace manyi::advance_control
