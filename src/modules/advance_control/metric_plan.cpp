// From a metric's definition to how it is forecast.
// Owns the recognition of totals inside formulas and of durations inside measures.
#include "modules/advance_control/metric_plan.h"

#include <algorithm>

#include "engines/kpi/formula.h"
#include "modules/advance_control/gather.h"

namespace manyi::advance_control {
namespace {

constexpr int kDeepest = 12;

bool is_event_total(const kpi::Metric& metric) {
  return !metric.formula && metric.is_total() && !metric.is_stock() && !metric.rolling;
}

/// Whether a part of a formula grows by what each day adds.
bool flows(const kpi::Engine& engine, const kpi::FormulaNode& node, int depth = 0) {
  using enum kpi::FormulaOp;
  if (depth > kDeepest) return false;
  const auto all = [&] {
    return std::all_of(node.args.begin(), node.args.end(),
                       [&](const auto& arg) { return flows(engine, *arg, depth + 1); });
  };
  const auto number = [&](std::size_t i) { return node.args[i]->op == kNumber; };
  switch (node.op) {
    case kTerm: {
      const auto metric = engine.metric(node.term);
      if (!metric) return false;
      if ((*metric)->formula)
        return !(*metric)->rolling && flows(engine, *(*metric)->formula->root, depth + 1);
      return is_event_total(**metric) && is_countable(**metric) && (*metric)->fact != "sales_quota";
    }
    case kAdd:
    case kSubtract:
    case kNegate:
    case kOrZero: return all();
    case kMultiply:
      return (number(0) && flows(engine, *node.args[1], depth + 1)) ||
             (number(1) && flows(engine, *node.args[0], depth + 1));
    case kDivide: return number(1) && flows(engine, *node.args[0], depth + 1);
    case kMin:
    case kMax:  // a floor or ceiling at a number leaves what is added alone
      return (number(0) && flows(engine, *node.args[1], depth + 1)) ||
             (number(1) && flows(engine, *node.args[0], depth + 1));
    default: return false;
  }
}

void leaves_of(const kpi::Engine& engine, const kpi::FormulaNode& node, std::vector<std::string>& leaves,
               int depth = 0) {
  if (depth > kDeepest) return;
  for (const auto& term : kpi::terms_of(node)) {
    const auto metric = engine.metric(term);
    if (!metric) continue;
    if ((*metric)->formula)
      leaves_of(engine, *(*metric)->formula->root, leaves, depth + 1);
    else if (is_countable(**metric) && std::find(leaves.begin(), leaves.end(), term) == leaves.end())
      leaves.push_back(term);
  }
}

/// `end - begin`, perhaps less something.
void find_span(const kpi::Expr& expr, MetricPlan& plan) {
  if (expr.op != kpi::Op::kSubtract || expr.args.size() != 2) return;
  const auto& left = *expr.args[0];
  const auto& right = *expr.args[1];
  const auto is_time = [](const kpi::Expr& part) {
    return part.op == kpi::Op::kColumn && part.kind == kpi::ColumnKind::kTime;
  };
  if (is_time(left) && is_time(right)) {
    plan.span_to = left.column;
    plan.span_from = right.column;
  } else {
    find_span(left, plan);
  }
}

std::string name_of_time(const kpi::Engine& engine, const kpi::Metric& metric) {
  const auto* table = engine.table(metric.fact);
  if (!table) return {};
  for (const auto& column : table->schema().columns())
    if (column.kind == kpi::ColumnKind::kTime && column.index == metric.anchor) return column.name;
  return {};
}

void name_records(const kpi::Engine& engine, const kpi::Metric& metric, MetricPlan& plan) {
  struct Named {
    std::string_view fact, records;
  };
  constexpr Named kNamed[] = {{"survey_answer", "answer"}, {"work_order", "order"},
                              {"complaint", "complaint"},  {"escalation", "escalation"},
                              {"part_unit", "part"},       {"part_request", "part_request"},
                              {"check", "check"},          {"violation", "violation"},
                              {"headcount", "person"},     {"work_time", "minute"}};
  for (const auto& one : kNamed)
    if (metric.fact == one.fact) plan.records = one.records;
  const auto names = [&](std::string_view word) { return metric.text.find(word) != std::string::npos; };
  const std::string anchor = name_of_time(engine, metric);
  const bool rate = metric.numerator.has_value();
  if (metric.fact == "survey_answer" && anchor == "answered") {
    plan.miss = "dissatisfied";
    if (rate && metric.code != "esat" && metric.code != "dealer_csat")
      plan.family = CaseFamily::kSatisfaction;
  } else if (metric.fact == "work_order" &&
             (names("tat_limit_ms") || (plan.span_from && anchor == "delivered"))) {
    plan.miss = "late";
    if (!metric.is_stock()) plan.family = CaseFamily::kTurnaround;
  } else if (metric.fact == "work_order" && names("followed_at")) {
    plan.miss = "repeat";
    if (metric.basis == kpi::Basis::kCohort && is_countable(metric)) plan.family = CaseFamily::kRepeat;
  } else if (rate && (anchor.ends_with("_due") || anchor == "due" || anchor == "promised" ||
                      anchor == "first_appt_to")) {
    plan.miss = "late";
    if (metric.fact == "complaint" || metric.fact == "part_request" || metric.fact == "part_unit")
      plan.family = CaseFamily::kDue;
  } else if (names("no_fault")) {
    plan.miss = "no_fault";
  }
}

void plan_counted(const kpi::Engine& engine, const kpi::Metric& metric, MetricPlan& plan) {
  plan.way = Way::kCounted;
  plan.leaves = {metric.code};
  if (!metric.value) {
    plan.shape = forecast::Shape::kRate;
    plan.metric_class = MetricClass::kRate;
    // Sums of something ÷ sums of something are no counts of trials.
    if (metric.denominator->of) plan.shape = forecast::Shape::kRatio, plan.metric_class = MetricClass::kRatio;
    plan.within_one = metric.is_rate() || metric.unit == kpi::Unit::kPercent;
    if (metric.basis == kpi::Basis::kCohort) plan.metric_class = MetricClass::kRipening;
  } else if (metric.is_total()) {
    plan.shape = forecast::Shape::kSum;
    plan.metric_class = MetricClass::kSum;
  } else {
    plan.shape =
        metric.value->aggregate == kpi::Aggregate::kAvg ? forecast::Shape::kMean : forecast::Shape::kQuantile;
    plan.quantile = metric.value->aggregate == kpi::Aggregate::kMin   ? 0
                    : metric.value->aggregate == kpi::Aggregate::kMax ? 1
                                                                      : metric.value->fraction;
    plan.metric_class = metric.unit == kpi::Unit::kDurationMs ? MetricClass::kDuration : MetricClass::kRatio;
    if (metric.value->of) find_span(*metric.value->of, plan);
  }
  name_records(engine, metric, plan);
}

void plan_formula(const kpi::Engine& engine, const kpi::Metric& metric, MetricPlan& plan) {
  const auto& formula = *metric.formula;
  leaves_of(engine, *formula.root, plan.leaves);
  const auto sells = std::find(plan.leaves.begin(), plan.leaves.end(), "sales_amount");
  if (sells != plan.leaves.end()) plan.family = CaseFamily::kQuote;
  if (metric.rolling) return;
  if (flows(engine, *formula.root)) {
    plan.way = Way::kFlow;
    plan.shape = forecast::Shape::kSum;
    plan.metric_class = MetricClass::kSum;
    return;
  }
  if (!formula.denominator || !flows(engine, *formula.numerator)) return;
  if (flows(engine, *formula.denominator)) {
    plan.way = Way::kQuotient;
    plan.shape = forecast::Shape::kRatio;
    plan.metric_class = MetricClass::kRatio;
    plan.within_one = false;
    return;
  }
  plan.way = Way::kPerSetAhead;
  plan.shape = forecast::Shape::kSum;
  plan.metric_class = MetricClass::kSum;
}

}  // namespace

MetricPlan plan_of(const kpi::Engine& engine, const kpi::Metric& metric) {
  MetricPlan plan;
  plan.good_is_up = metric.better != kpi::Better::kDown;
  if (metric.formula) {
    plan_formula(engine, metric, plan);
  } else if (is_countable(metric)) {
    plan_counted(engine, metric, plan);
    if (metric.code == "sales_amount") plan.family = CaseFamily::kQuote;
  } else if (metric.is_stock()) {
    const bool mean = metric.basis == kpi::Basis::kStockAverage;
    plan.way = mean ? Way::kMeanLevel : Way::kLevel;
    plan.shape = mean ? forecast::Shape::kMean : forecast::Shape::kLevel;
    plan.metric_class = MetricClass::kLevel;
    plan.within_one = metric.unit == kpi::Unit::kPercent;
    name_records(engine, metric, plan);
  } else if (is_event_total(metric) && metric.fact != "sales_quota") {
    // A distinct count has no columns of its own: what is new from day to day is taken from its cells.
    plan.metric_class = MetricClass::kSum;
  } else {
    name_records(engine, metric, plan);
    plan.family = CaseFamily::kNone;
  }
  return plan;
}

std::optional<double> added_on(const kpi::Engine& engine, const kpi::FormulaNode& node,
                               const std::function<double(const std::string& term)>& day) {
  using enum kpi::FormulaOp;
  const auto of = [&](std::size_t i) { return added_on(engine, *node.args[i], day); };
  const auto number = [&](std::size_t i) { return node.args[i]->op == kNumber; };
  switch (node.op) {
    case kNumber: return node.number;
    case kTerm: {
      const auto metric = engine.metric(node.term);
      if (!metric) return std::nullopt;
      if ((*metric)->formula) return added_on(engine, *(*metric)->formula->root, day);
      return day(node.term);
    }
    case kOrZero: return of(0);
    case kNegate: {
      const auto inner = of(0);
      return inner ? std::optional(-*inner) : std::nullopt;
    }
    case kMin:
    case kMax: return of(number(0) ? 1 : 0);
    default: break;
  }
  if (node.args.size() != 2) return std::nullopt;
  const auto left = of(0), right = of(1);
  if (!left || !right) return std::nullopt;
  switch (node.op) {
    case kAdd: return *left + *right;
    case kSubtract: return *left - *right;
    case kMultiply: return *left * *right;
    case kDivide: return *right == 0 ? std::nullopt : std::optional(*left / *right);
    default: return std::nullopt;
  }
}

}  // namespace manyi::advance_control
