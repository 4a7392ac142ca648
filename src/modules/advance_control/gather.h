// What has been counted day by day, for all scopes at once: one pass over a fact's columns for all its metrics.
// Owns the reading of the KPI engine's tables; nothing is forecast here.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engines/kpi/engine.h"
#include "modules/advance_control/timeline.h"

namespace manyi::advance_control {

/// A duration that ended on a day.
struct EndedSpan {
  std::uint32_t day = 0;
  int site = ScopeBook::kNone, person = ScopeBook::kNone;
  double length = 0;  // \unit as the metric
};

/// What one metric added on each day in each scope.
/// Rates: good ones and all; means and order statistics: sum and count; sums and counts:
/// numerator alone.
struct Series {
  std::shared_ptr<const kpi::Metric> metric;
  std::size_t days = 0;
  std::vector<double> numerator, denominator, pending;  // [scope * days + day]
  std::vector<EndedSpan> ended;                         // durations, of the last months only

  double& at(std::vector<double>& of, std::size_t scope, std::size_t day) { return of[scope * days + day]; }
  const double* row(const std::vector<double>& of, std::size_t scope) const { return &of[scope * days]; }
  void clear(std::size_t from, std::size_t to, std::size_t scopes);
};

/// Makes room; all zero.
Series empty_series(std::shared_ptr<const kpi::Metric> metric, std::size_t days, std::size_t scopes);

/// Whether gather() can count a metric: it is plain and not over a rolling window.
bool is_countable(const kpi::Metric& metric);

/// Counts [from, to) of the timeline's days anew, as of an instant, into these series of one fact.
/// What is later than `as_of` is not seen, verdicts of parts that came later included.
void gather(const kpi::FactTable& table, const std::vector<Series*>& series, const ScopeBook& book,
            const Timeline& timeline, std::size_t from, std::size_t to, Instant as_of);

/// How much of what was known of a day's records changes until they have ripened, by the records' age.
/// Learnt from three months that have ripened, as they looked on the same day of the month.
struct Ripening {
  static constexpr std::size_t kSteps = 5, kDaysPerStep = 7;
  struct Step {
    double turned =
        0;  // share of the good ones that do not stay (falls), or of the others, those to come among them, that become (rises)
    double grown = 1;  // records counted in the end per record counted now
  };
  bool falls = true;  // the numerator only loses; else it only gains
  bool matters = false;
  Step steps[kSteps];
  const Step& at(std::size_t age_days) const { return steps[std::min(age_days / kDaysPerStep, kSteps - 1)]; }
};

/// \param early the metric without its window: what is known at once
/// \param ripened as gathered for the past
Ripening learn_ripening(const kpi::FactTable& table, const std::shared_ptr<const kpi::Metric>& early,
                        const Series& ripened, const ScopeBook& book, const Timeline& timeline);

}  // namespace manyi::advance_control
