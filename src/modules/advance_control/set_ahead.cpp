// What a total is held against that is known ahead: quotas, people.
// Owns how a longer period's is told before its last months have begun.
#include <algorithm>

#include "modules/advance_control/landing_maker.h"

namespace manyi::advance_control {
namespace {

/// Whether what a formula divides by adds up over the months, as quotas do and people do not.
bool adds_up(const kpi::Engine& engine, const kpi::FormulaNode& node) {
  const auto terms = kpi::terms_of(node);
  return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
    const auto metric = engine.metric(term);
    return metric && !(*metric)->formula && (*metric)->is_total() && !(*metric)->is_stock();
  });
}

}  // namespace

double set_ahead(const Figures& figures, const MetricFigures& metric, int scope) {
  const auto shown = metric.shown.find(scope);
  const double known = shown == metric.shown.end() ? 0 : shown->second.denominator.value_or(0);
  const auto& timeline = figures.timeline();
  if (timeline.is_month() || timeline.over() ||
      !adds_up(figures.engine(), *metric.metric->formula->denominator))
    return known;
  const Date today = timeline.day(timeline.today);
  const Date next = Date::of(today.year(), today.month(), 1)->plus_months(1);
  const auto begun_to = static_cast<std::size_t>(next.days() - timeline.first.days());
  const auto& weights = figures.book().weights_of(scope);
  double begun = 0, all = 0;
  for (std::size_t day = timeline.begun; day < timeline.days; ++day) {
    all += weights[day];
    if (day < begun_to) begun += weights[day];
  }
  return begun > 0 ? known * all / begun : known;
}

}  // namespace manyi::advance_control
