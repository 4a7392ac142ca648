// Which way a metric is forecast, read off its definition; own metrics of users included.
// Owns the mapping from definitions to shapes, the names of records and misses, and which open cases decide what.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/forecast/landing.h"
#include "engines/kpi/engine.h"
#include "engines/kpi/formula.h"
#include "modules/advance_control/landings.h"

namespace manyi::advance_control {

enum class Way {
  kCounted,      // a plain metric, by its own days
  kFlow,         // a formula that adds up totals: gross_profit
  kQuotient,     // total ÷ total, both growing: complaint_rate
  kPerSetAhead,  // a total ÷ something known ahead: quota_attain, profit_per_head
  kLevel,        // a state: backlog
  kMeanLevel,    // the mean of a state over the month: headcount_avg
  kLikeBefore,   // how past months went on from the same day
};

/// The open records that can still move a metric.
enum class CaseFamily { kNone, kTurnaround, kSatisfaction, kRepeat, kQuote, kDue };

struct MetricPlan {
  Way way = Way::kLikeBefore;
  forecast::Shape shape = forecast::Shape::kRate;
  MetricClass metric_class = MetricClass::kOther;
  CaseFamily family = CaseFamily::kNone;
  double quantile = 0.5;
  std::vector<std::string> leaves;  // counted metrics behind it, itself when it is one
  // Durations: columns of its fact.
  std::optional<std::uint16_t> span_from, span_to;
  std::string records = "record", miss = "miss";
  bool good_is_up = true;
  bool within_one = false;  // a share
};

MetricPlan plan_of(const kpi::Engine& engine, const kpi::Metric& metric);

/// What a part of a formula adds on a day, given what its counted terms added; nothing when it does not add up.
/// `day` gives a term's total of that day.
std::optional<double> added_on(const kpi::Engine& engine, const kpi::FormulaNode& node,
                               const std::function<double(const std::string& term)>& day);

}  // namespace manyi::advance_control
