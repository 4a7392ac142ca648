// The way from today's value to where it lands.
// Owns how bands open in between.
#include <algorithm>
#include <cmath>

#include "modules/advance_control/landing_maker.h"

namespace manyi::advance_control {

std::vector<FanPoint> fan_of(const Figures& figures, const MetricFigures& metric, int scope,
                             const Landed& landed) {
  const auto& timeline = figures.timeline();
  const auto& of = landed.distribution;
  const double start = landed.run_rate && metric.plan.shape != forecast::Shape::kSum
                           ? *landed.run_rate
                           : landed.value.value_or(of.quantile(0.5));
  const auto weights = weights_to_come(figures, metric, scope);
  double all = 0, come = 0;
  for (const double weight : weights) all += weight;
  const bool gathers = landed.to_come > 0 && metric.plan.shape != forecast::Shape::kSum;
  std::vector<FanPoint> fan;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    come += weights[i];
    const double share = all > 0 ? come / all : 1;
    double moved = share, opened = std::sqrt(share);
    if (gathers) {  // x good of n, then m to come: (x + s m p) ÷ (n + s m)
      const double n = landed.records_so_far, m = landed.to_come;
      const double grown = (n + m) / (n + share * m);
      moved = share * grown;
      opened = std::sqrt(share) * std::min(grown, 3.0);
    }
    FanPoint point;
    point.day = timeline.day(timeline.today + i);
    point.expected = start + (landed.expected - start) * std::min(moved, 1.0);
    const auto edge = [&](double p) {
      const double value = point.expected + (of.quantile(p) - landed.expected) * std::min(opened, 1.5);
      return metric.plan.within_one ? std::clamp(value, 0.0, 1.0) : value;
    };
    point.low80 = edge(0.1);
    point.high80 = edge(0.9);
    point.low95 = edge(0.025);
    point.high95 = edge(0.975);
    fan.push_back(point);
  }
  return fan;
}

}  // namespace manyi::advance_control
