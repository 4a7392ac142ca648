// The board of landings: one line per metric and scope.
// Owns what a line says and how a chance becomes red, amber or green.
#include "modules/advance_control/advance_control.h"

#include <algorithm>
#include <cmath>

#include "base/json.h"
#include "modules/advance_control/question.h"
#include "modules/org/org.h"

namespace manyi::advance_control {
namespace {

constexpr double kRed = 0.3, kAmber = 0.7;
constexpr std::string_view kMonthDoc =
    "A month, a quarter (2026-Q4) or a year (2026); the running month by default.";
constexpr std::string_view kScopeDoc = "company (default), site, unit or person.";
constexpr std::string_view kAsOfDoc = "What is later counts as not happened. Now by default.";

bool more_is_better(const MetricFigures& metric) { return metric.metric->better != kpi::Better::kDown; }

LandingState state_of(const std::optional<double>& chance) {
  if (!chance) return LandingState::kNoTarget;
  return *chance < kRed ? LandingState::kBad : *chance < kAmber ? LandingState::kTight : LandingState::kGood;
}

Budget told(const forecast::ErrorBudget& counted, const MetricPlan& plan, std::string miss) {
  Budget budget;
  budget.allowed = counted.allowed;
  budget.used = counted.used;
  budget.left = counted.left;
  budget.records_so_far = counted.records_so_far;
  budget.records_to_come = counted.records_to_come;
  budget.records_expected = counted.records_so_far + counted.records_to_come;
  budget.one_in = counted.one_in;
  budget.records = plan.records;
  budget.miss = std::move(miss);
  return budget;
}

std::optional<Budget> budget_of(const MetricFigures& metric, const Landed& landed, double target) {
  const auto& plan = metric.plan;
  const bool up = more_is_better(metric);
  double numerator = landed.good_so_far, to_come = landed.to_come;
  if (plan.way == Way::kQuotient && !up) {  // complaints per order: so many more are allowed
    const double factor = metric.metric->formula->factor;
    if (factor <= 0) return std::nullopt;
    numerator /= factor;
    target /= factor;
    const double done = landed.weight_all - landed.weight_left;
    if (to_come <= 0 && done > 0) to_come = landed.records_so_far / done * landed.weight_left;
  } else if (plan.way != Way::kCounted || plan.shape != forecast::Shape::kRate) {
    return std::nullopt;
  }
  const auto counted = forecast::error_budget(numerator, landed.records_so_far, to_come, target, up);
  return told(counted, plan, plan.miss);
}

/// Of a mean: what the rest must be on average. \unit the metric's
std::optional<Rest> rest_of(const MetricFigures& metric, const Landed& landed, double target) {
  const auto& plan = metric.plan;
  if (plan.way != Way::kCounted || plan.shape != forecast::Shape::kMean || landed.to_come <= 0 ||
      metric.metric->better == kpi::Better::kNeither)
    return std::nullopt;
  Rest rest;
  rest.target = target;
  rest.records_so_far = landed.records_so_far;
  rest.records_to_come = landed.to_come;
  rest.records = plan.records;
  const double all = landed.records_so_far + landed.to_come;
  const double each = (target * all - landed.good_so_far) / landed.to_come;
  rest.out_of_reach = !more_is_better(metric) && each <= 0;
  if (more_is_better(metric)) {
    if (each > 0) rest.at_least = each;
  } else if (!rest.out_of_reach) {
    rest.at_most = each;
  }
  return rest;
}

/// Of a percentile: so many records beyond the target leave it where it is. "Late" is what is slower than it.
std::optional<Budget> budget_of_quantile(const Figures& figures, const MetricFigures& metric, int scope,
                                         const Landed& landed, double target) {
  const auto& plan = metric.plan;
  if (plan.way != Way::kCounted || plan.shape != forecast::Shape::kQuantile || more_is_better(metric) ||
      plan.quantile <= 0 || plan.quantile >= 1)
    return std::nullopt;
  const auto lengths = lengths_of(figures, metric, scope);
  const auto slower = static_cast<double>(
      std::count_if(lengths.begin(), lengths.end(), [&](double length) { return length > target; }));
  const auto counted = forecast::error_budget(slower, static_cast<double>(lengths.size()), landed.to_come,
                                              1 - plan.quantile, false);
  return told(counted, plan, "slower");
}

std::optional<Pace> pace_of(const Figures& figures, const MetricFigures& metric, int scope,
                            const Landed& landed, double target) {
  const auto& plan = metric.plan;
  if (plan.shape != forecast::Shape::kSum || !more_is_better(metric)) return std::nullopt;
  Pace pace;
  pace.unit = kpi::unit_name(metric.metric->unit);
  double scale = 1;
  if (plan.way == Way::kPerSetAhead) {  // said in what is added up, not in the share of it
    const auto& formula = *metric.metric->formula;
    scale = set_ahead(figures, metric, scope) / formula.factor;
    if (formula.numerator->op == kpi::FormulaOp::kTerm)
      if (const auto term = figures.engine().metric(formula.numerator->term))
        pace.unit = kpi::unit_name((*term)->unit);
  }
  pace.so_far = landed.sum_so_far * scale;
  pace.target = target * scale;
  const auto weights = weights_to_come(figures, metric, scope);
  pace.per_workday = forecast::required_pace(pace.so_far, pace.target, weights);
  pace.workdays_left = landed.weight_left;
  pace.workdays = landed.weight_all;
  return pace;
}

}  // namespace

std::span<const FieldRule> field_rules(const BoardQuery*) {
  static const FieldRule kRules[] = {
      {.name = "month", .doc = kMonthDoc, .example = R"("2026-11")", .max_length = 7},
      {.name = "scope", .doc = kScopeDoc},
      {.name = "scope_key", .doc = "Id of the site, unit or person.", .max_length = 40},
      {.name = "metrics", .doc = "Codes; without them the manager's twelve.", .max_length = 100},
      {.name = "as_of", .doc = kAsOfDoc}};
  return kRules;
}
std::span<const FieldRule> field_rules(const LandingQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metric",
       .doc = "Code of one metric.",
       .example = R"("csat_rate")",
       .min_length = 1,
       .max_length = 100},
      {.name = "month", .doc = kMonthDoc, .example = R"("2026-11")", .max_length = 7},
      {.name = "scope", .doc = kScopeDoc},
      {.name = "scope_key", .doc = "Id of the site, unit or person.", .max_length = 40},
      {.name = "as_of", .doc = kAsOfDoc}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ScopesQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metrics", .doc = "Codes; without them the manager's twelve.", .max_length = 100},
      {.name = "metric", .doc = "One code.", .example = R"("csat_rate")", .max_length = 100},
      {.name = "month", .doc = kMonthDoc, .example = R"("2026-11")", .max_length = 7},
      {.name = "by", .doc = "site, unit or person (default)."},
      {.name = "site", .doc = "Id of a site: only what belongs to it.", .max_length = 40},
      {.name = "as_of", .doc = kAsOfDoc}};
  return kRules;
}

LandingLine AdvanceControl::Impl::line(Kept& one, const LevelBook& levels, const std::string& code, int scope,
                                       bool with_days) {
  const auto& figures = *one.figures;
  const auto& metric = figures.of(code);
  const auto& who = figures.book().all[static_cast<std::size_t>(scope)];
  LandingLine line;
  line.metric = code;
  line.name_zh = metric.metric->name_zh;
  line.name_en = metric.metric->name_en;
  line.unit = kpi::unit_name(metric.metric->unit);
  line.better = kpi::better_name(metric.metric->better);
  line.owner_role = metric.metric->owner;
  line.scope = who.scope.kind;
  line.scope_key = who.scope.key;
  line.scope_label = who.label;
  line.metric_class = metric.plan.metric_class;
  if (const auto at = metric.shown.find(scope); at != metric.shown.end()) {
    const auto& shown = at->second;
    line.value = shown.value;
    line.numerator = shown.numerator;
    line.denominator = shown.denominator;
    line.n = shown.n;
    line.interval = shown.interval;
    line.provisional = shown.provisional;
  }
  line.provisional = line.provisional || metric.early.has_value();
  line.target = levels.of(metric, scope);
  const auto& landed = one.landing_of(code, scope);
  if (const auto at = metric.last_period.find(scope); at != metric.last_period.end())
    line.last_month = at->second.value;

  std::int64_t deciding = 0;
  if (metric.plan.family != CaseFamily::kNone) {
    const auto& book = one.records_of(code);
    for (const auto at : book.of_scope[static_cast<std::size_t>(scope)])
      deciding += decides(book.all[at], one.chance_of(metric, book.all[at]), book.usual) ? 1 : 0;
  }
  line.deciding_cases = deciding;
  if (with_days) line.trend = trend_of(figures, metric, scope);
  if (!landed) return line;

  const auto& of = landed->distribution;
  line.landing = LandingBand{landed->expected, of.quantile(0.5),   of.quantile(0.1),
                             of.quantile(0.9), of.quantile(0.025), of.quantile(0.975)};
  line.method = landed->method;
  if (metric.early && landed->run_rate && landed->records_so_far > 0)
    line.ripened = Ripened{*landed->run_rate, landed->records_so_far};
  if (!line.value && line.ripened) {  // nothing has ripened yet: what is known so far
    line.value = line.ripened->value;
    line.n = std::llround(line.ripened->records);
  }
  if (!line.value) line.value = landed->run_rate;
  if (landed->to_come > 0 && metric.plan.shape != forecast::Shape::kSum &&
      metric.plan.shape != forecast::Shape::kLevel) {
    line.to_come = landed->to_come;
    line.to_come_low = landed->to_come_low;
    line.to_come_high = landed->to_come_high;
  }
  const bool up = more_is_better(metric);
  if (line.target) {
    line.chance.floor = chance_of_level(*landed, line.target->floor, up);
    line.chance.target = chance_of_level(*landed, line.target->target, up);
    line.chance.stretch = chance_of_level(*landed, line.target->stretch, up);
    line.error_budget = budget_of(metric, *landed, line.target->target);
    if (!line.error_budget)
      line.error_budget = budget_of_quantile(figures, metric, scope, *landed, line.target->target);
    line.required_rest = rest_of(metric, *landed, line.target->target);
    line.required_pace = pace_of(figures, metric, scope, *landed, line.target->target);
  }
  line.state = state_of(line.chance.target);
  if (with_days && !figures.timeline().over()) line.fan = fan_of(figures, metric, scope, *landed);
  return line;
}

AdvanceControl::AdvanceControl(const Needs& needs) : impl_(std::make_unique<Impl>(needs)) {}
AdvanceControl::~AdvanceControl() = default;

Result<LandingBoard> AdvanceControl::board(db::ReadTx& tx, const Caller& caller, const BoardQuery& query) {
  MANYI_TRY(const auto found,
            impl_->look_up(tx, caller,
                           {query.month, query.as_of, query.scope, query.scope_key, query.metrics, true}));
  const auto& [held, scope] = found;
  auto board = impl_->board_of(*held.kept);
  const auto metrics =
      query.metrics.empty() ? impl_->manager_metrics(tx, caller.tenant, *held.kept) : query.metrics;
  MANYI_CHECK(held->figures->ensure(metrics));
  const LevelBook levels(tx, impl_->needs.targets, caller.tenant, board.month, held->figures->book());
  for (const auto& metric : metrics)
    board.items.push_back(impl_->line(*held.kept, levels, metric, scope, true));
  return board;
}

Result<LandingAnswer> AdvanceControl::landing(db::ReadTx& tx, const Caller& caller,
                                              const LandingQuery& query) {
  BoardQuery asked;
  asked.month = query.month;
  asked.scope = query.scope;
  asked.scope_key = query.scope_key;
  asked.as_of = query.as_of;
  asked.metrics = {query.metric};
  auto board = this->board(tx, caller, asked);
  if (!board) {
    for (auto& field : board.error().fields)
      if (field.pointer == "/metrics/0") field.pointer = "/metric";
    return std::move(board).error();
  }
  LandingAnswer answer;
  answer.as_of = board->as_of;
  answer.fresh_to = board->fresh_to;
  answer.month = board->month;
  answer.workday = board->workday;
  answer.workdays = board->workdays;
  answer.line = std::move(board->items.front());
  return answer;
}

Result<LandingBoard> AdvanceControl::by_scope(db::ReadTx& tx, const Caller& caller,
                                              const ScopesQuery& query) {
  auto metrics = query.metrics;
  if (query.metric) metrics.push_back(*query.metric);
  const bool several = !query.metric;
  MANYI_TRY(const auto held, impl_->hold(tx, caller, {query.month, query.as_of, {}, {}, metrics, several}));
  auto board = impl_->board_of(*held.kept);
  if (metrics.empty()) metrics = impl_->manager_metrics(tx, caller.tenant, *held.kept);
  MANYI_CHECK(held->figures->ensure(metrics));
  const auto& book = held->figures->book();
  const auto kind = query.by.value_or(targets::ScopeKind::kPerson);
  std::optional<int> site;
  if (query.site) {
    site = book.find({targets::ScopeKind::kSite, *query.site});
    if (!site) return not_found("scope.unknown", "There is no such site.");
  }
  const LevelBook levels(tx, impl_->needs.targets, caller.tenant, board.month, book);
  for (std::size_t scope = 0; scope < book.size(); ++scope) {
    const auto& one = book.all[scope];
    if (one.scope.kind != kind || (site && one.site != *site)) continue;
    if (caller.scope != Scope::kTenant && !impl_->needs.targets.may_see(tx, caller, one.scope)) continue;
    for (const auto& metric : metrics) {
      auto line = impl_->line(*held.kept, levels, metric, static_cast<int>(scope), false);
      if (line.landing || line.value || line.target) board.items.push_back(std::move(line));
    }
  }
  return board;
}

std::optional<double> AdvanceControl::expected(db::ReadTx& tx, TenantId tenant, const std::string& month,
                                               const std::string& metric, const targets::TargetScope& scope) {
  const auto held = impl_->hold(tx, tenant, month, std::nullopt);
  if (!held) return std::nullopt;
  const auto place = (*held)->figures->book().find(scope);
  if (!place || !(*held)->figures->ensure({metric})) return std::nullopt;
  const auto& landed = (*held)->landing_of(metric, *place);
  return landed ? std::optional(landed->expected) : std::nullopt;
}

std::vector<Endangered> AdvanceControl::endangered(db::ReadTx& tx, TenantId tenant, const std::string& month,
                                                   double below) {
  std::vector<Endangered> found;
  if (impl_->needs.targets.in_force(tx, tenant, month)->empty()) return found;  // nothing to miss
  const auto held = impl_->hold(tx, tenant, month, std::nullopt);
  if (!held) return found;
  auto& one = *held->kept;
  const LevelBook levels(tx, impl_->needs.targets, tenant, month, one.figures->book());
  std::vector<std::string> metrics;
  for (const auto& target : levels.all())
    if (one.figures->engine().metric(target.metric) &&
        std::find(metrics.begin(), metrics.end(), target.metric) == metrics.end())
      metrics.push_back(target.metric);
  if (!one.figures->ensure(metrics)) return found;
  for (const auto& target : levels.all()) {
    const auto scope = one.figures->book().find(target.scope);
    if (!scope || std::find(metrics.begin(), metrics.end(), target.metric) == metrics.end()) continue;
    const auto line = impl_->line(one, levels, target.metric, *scope, false);
    if (!line.chance.target || *line.chance.target >= below) continue;
    Endangered danger;
    danger.metric = target.metric;
    danger.scope = target.scope;
    danger.month = month;
    danger.chance = *line.chance.target;
    danger.expected = line.landing->expected;
    danger.target = line.target->target;
    if (line.error_budget) danger.left = line.error_budget->left;
    danger.owner_role = line.owner_role;
    danger.deciding_cases = line.deciding_cases;
    found.push_back(std::move(danger));
  }
  std::sort(found.begin(), found.end(),
            [](const Endangered& a, const Endangered& b) { return a.chance < b.chance; });
  return found;
}

}  // namespace manyi::advance_control
