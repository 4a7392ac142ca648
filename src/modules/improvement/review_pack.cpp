// The pack of a review, made from the data: figures, exceptions, Paretos and what is still open.
// Owns which metrics a review looks at and how far back.
#include <algorithm>
#include <array>

#include "modules/improvement/effect_parts.h"
#include "modules/improvement/review_store.h"
#include "modules/improvement/store.h"
#include "modules/performance/performance_events.h"  // control charts come with them

namespace manyi::improvement {
namespace {

/// The twelve of the house, in the order of their classes.
constexpr std::array<const char*, 12> kFigures = {"csat_rate",     "loyalty_rate",   "complaint_rate",
                                                  "ftfr",          "response_time",  "tat",
                                                  "part_use_rate", "part_nff_rate",  "rrr",
                                                  "conduct_score", "violation_rate", "quota_attain"};
/// On a monthly review the manager answers for the quality of the callbacks too.
constexpr std::array<const char*, 3> kCallbackFigures = {"callback_coverage", "callback_reached",
                                                         "callback_valid"};
constexpr std::array<std::pair<const char*, const char*>, 4> kParetos = {{{"complaint_count", "cause"},
                                                                          {"dsat_rate", "dimension"},
                                                                          {"ftfr", "fault_code"},
                                                                          {"tat_attain", "technician"}}};
constexpr int kSignalWeeks = 26;  // a chart wants twenty points before its limits stop moving
constexpr int kParetoDays = 28;   // of a weekly review: one week has too few cases
constexpr std::int64_t kMostLines = 100;

/// The system, limited to the place of the review: whoever prepares it, the pack is the same.
Caller seen_at(TenantId tenant, const std::optional<SiteId>& site) {
  Caller caller = Caller::system(tenant);
  if (site) {
    caller.scope = Scope::kSite;
    caller.site_ids = {*site};
  }
  return caller;
}

std::optional<bool> judged(const kpi::Metric& metric, const std::optional<double>& value,
                           const std::optional<double>& target) {
  if (!value || !target || metric.better == kpi::Better::kNeither) return std::nullopt;
  return metric.better == kpi::Better::kUp ? *value >= *target : *value <= *target;
}

}  // namespace

Result<void> Reviews::add_figures(db::ReadTx& tx, const Caller& seen, const ReviewAsk& ask,
                                  ReviewPack& pack) {
  auto& performance = of_.needs_.performance;
  const auto before = period_before(ask.kind, ask.from);
  const auto cell_of = [&](const std::string& code, Date from,
                           Date to) -> Result<std::optional<performance::CellAnswer>> {
    performance::KpiQuery query;
    query.metrics = {code};
    query.from = from.text();
    query.to = to.text();
    auto answer = performance.evaluate(seen, query);
    if (!answer) {
      if (answer.error().code == ErrorCode::kUnavailable) return answer.error();
      return std::optional<performance::CellAnswer>();  // not of sites, say
    }
    auto& cells = answer->metrics.front().cells;
    if (cells.empty()) return std::optional<performance::CellAnswer>();
    return std::optional(std::move(cells.front()));
  };
  std::vector<std::string> codes(kFigures.begin(), kFigures.end());
  if (ask.kind == ReviewKind::kMonth)
    codes.insert(codes.end(), kCallbackFigures.begin(), kCallbackFigures.end());
  for (const auto& code : codes) {
    const auto known = of_.metric(seen.tenant, code);
    if (!known) continue;
    MANYI_TRY(const auto now, cell_of(code, ask.from, ask.to));
    MANYI_TRY(const auto then, cell_of(code, before.from, before.to));
    if (!now) continue;
    ReviewFigure figure;
    figure.metric = code;
    figure.name_zh = known->name_zh;
    figure.name_en = known->name_en;
    figure.unit = kpi::unit_name(known->unit);
    figure.better = kpi::better_name(known->better);
    figure.value = now->value;
    figure.n = now->n;
    figure.interval = now->interval;
    figure.provisional = now->provisional;
    if (then) figure.before = then->value;
    if (ports_.target) figure.target = ports_.target(tx, seen, ask, code);
    if (!figure.target) figure.target = known->target;
    figure.on_target = judged(*known, figure.value, figure.target);
    pack.figures.push_back(std::move(figure));
  }
  return {};
}

void Reviews::add_signals(db::ReadTx& tx, const Caller& seen, const ReviewAsk& ask, ReviewPack& pack) {
  const Date monday = ask.to.plus_days(-ask.to.plus_days(-1).iso_weekday());
  for (const char* code : kFigures) {
    const auto known = of_.metric(seen.tenant, code);
    if (!known || known->rolling) continue;
    performance::ControlChartQuery query;
    query.metric = code;
    query.from = monday.plus_days(-7 * kSignalWeeks).text();
    query.to = monday.plus_days(7).text();
    if (ask.site) query.where = "site = '" + ask.site->text() + "'";
    const auto drawn =
        performance::control_chart(of_.needs_.performance, tx, Caller::system(seen.tenant), query);
    if (!drawn) continue;  // too few points, or no chart fits: no signal either
    const auto& cells = drawn->cells.cells;
    for (const auto& signal : drawn->chart.main().signals) {
      const auto at = static_cast<std::size_t>(signal.at);
      // Of a day the week that holds it and the one before, since a week's point comes late.
      if (at >= cells.size() || cells[at].period.to <= ask.from.plus_days(-7).text()) continue;
      if (cells[at].period.from >= ask.to.text()) continue;
      const auto text = spc::rule_text(signal.rule);
      ReviewLine line;
      line.kind = "signal";
      line.id = std::string(code) + ":" + cells[at].period.from;
      line.metric = code;
      line.scope = ask.site ? ScopeKind::kSite : ScopeKind::kCompany;
      if (ask.site) line.scope_key = ask.site->text();
      line.scope_label = of_.label_of(tx, seen, *line.scope, line.scope_key);
      line.title_zh = known->name_zh + "：" + std::string(text.zh);
      line.title_en = known->name_en + ": " + std::string(text.en);
      line.value = cells[at].value;
      line.target = known->target;
      pack.exceptions.push_back(std::move(line));
    }
  }
}

void Reviews::add_paretos(const Caller& seen, const ReviewAsk& ask, ReviewPack& pack) {
  for (const auto& [code, dimension] : kParetos) {
    const auto known = of_.metric(seen.tenant, code);
    if (!known) continue;
    ReviewPareto pareto;
    pareto.to = ask.to;
    pareto.from = ask.kind == ReviewKind::kMonth ? ask.from : ask.to.plus_days(-kParetoDays);
    performance::KpiQuery query;
    query.metrics = {code};
    query.from = pareto.from.text();
    query.to = pareto.to.text();
    query.by = {dimension};
    const auto answer = of_.needs_.performance.evaluate(seen, query);
    if (!answer) continue;
    auto cases = cases_of(*known, answer->metrics.front(), dimension);
    if (cases.items.empty()) continue;
    pareto.metric = code;
    pareto.name_zh = known->name_zh;
    pareto.name_en = known->name_en;
    pareto.dimension = dimension;
    pareto.items = std::move(cases.items);
    pack.paretos.push_back(std::move(pareto));
  }
}

Result<void> Reviews::add_open_work(db::ReadTx& tx, const Caller& seen, const ReviewAsk& ask,
                                    ReviewPack& pack) {
  const SiteId place = ask.site.value_or(SiteId());
  if (const auto last = store::review_before(tx, seen.tenant, ask.kind, ask.from, place))
    pack.last_decisions = present(tx, seen, store::decisions_of(tx, seen.tenant, last->id));
  pack.open_decisions = present(
      tx, seen, store::open_decisions(tx, seen.tenant, ask.from, place, static_cast<int>(kMostLines)));
  ListFindings findings;
  findings.open = true;
  findings.limit = kMostLines;
  MANYI_TRY(auto open, of_.list_findings(tx, seen, findings));
  pack.open_findings = std::move(open.items);
  ListActions actions;
  actions.overdue = true;
  actions.limit = kMostLines;
  MANYI_TRY(auto overdue, of_.list_actions(tx, seen, actions));
  pack.overdue_actions = std::move(overdue.items);
  ListEffectChecks checks;
  checks.limit = kMostLines;
  // What waits for its measure and what waits for its signature.
  checks.due = true;
  MANYI_TRY(auto waiting, of_.list_checks(tx, seen, checks));
  checks.due.reset();
  checks.state = {CheckState::kMeasured};
  MANYI_TRY(auto measured, of_.list_checks(tx, seen, checks));
  pack.due_checks = std::move(waiting.items);
  for (auto& check : measured.items) pack.due_checks.push_back(std::move(check));
  return {};
}

Result<Reviews::Span> Reviews::span_of(db::ReadTx& tx, const Caller& caller, const PrepareReview& in) {
  std::vector<FieldError> errors;
  const Date today = of_.today(tx, caller.tenant);
  Date day = in.date.value_or(today);
  if (in.month) {
    if (!is_month(*in.month))
      errors.push_back({"/month", "month", "A month is written YYYY-MM."});
    else if (in.kind != ReviewKind::kMonth)
      errors.push_back({"/month", "kind", "Only a monthly review has a month; name a date."});
    else
      day = *Date::parse(*in.month + "-01");
  }
  const auto period = period_of(in.kind, day);
  if (period.from > today)
    errors.push_back({in.month ? "/month" : "/date", "future", "There is nothing to review yet."});
  if (in.site_id && !of_.needs_.org.site(tx, caller.tenant, *in.site_id))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  else if (in.site_id && !of_.may_see(tx, caller, ScopeKind::kSite, in.site_id->text()))
    errors.push_back({"/site_id", "not_found", "There is no such site."});
  else if (!in.site_id && caller.scope != Scope::kTenant)
    errors.push_back({"/site_id", "required", "Name one of your sites."});
  if (!errors.empty()) return invalid(std::move(errors));
  return Span{period, in.site_id};
}

Result<ReviewPack> Reviews::make_pack(db::ReadTx& tx, const Caller& caller, ReviewKind kind,
                                      const Span& span) {
  ReviewAsk ask;
  ask.kind = kind;
  ask.from = span.period.from;
  ask.to = span.period.to;
  ask.site = span.site;
  ask.as_of = tx.now();
  Caller seen = seen_at(caller.tenant, span.site);
  seen.locale = caller.locale;
  ReviewPack pack;
  pack.as_of = ask.as_of;
  pack.from = ask.from;
  pack.to = ask.to;
  pack.agenda = agenda_of(kind);
  MANYI_CHECK(add_figures(tx, seen, ask, pack));
  add_signals(tx, seen, ask, pack);
  const auto add_lines = [&](const ReviewPorts::Lines& port, std::vector<ReviewLine>& to) {
    if (!port) return;
    for (auto& line : port(tx, seen, ask)) to.push_back(std::move(line));
  };
  add_lines(ports_.endangered, pack.exceptions);
  add_lines(ports_.alerts, pack.exceptions);
  add_lines(ports_.overdue_work, pack.overdue_work);
  if (kind != ReviewKind::kDay) add_paretos(seen, ask, pack);
  MANYI_CHECK(add_open_work(tx, seen, ask, pack));
  return pack;
}

Result<ReviewPack> Reviews::make_pack(db::ReadTx& tx, const Caller& caller, const PrepareReview& in) {
  MANYI_TRY(const Span span, span_of(tx, caller, in));
  return make_pack(tx, caller, in.kind, span);
}

Result<ReviewPack> Reviews::make_pack(db::ReadTx& tx, const Caller& caller, const StepReview& in) {
  MANYI_TRY(const Stored row, load(tx, caller, in.id, in.if_match));
  MANYI_CHECK(decide_step(row.state, ReviewStep::kRegenerate));
  Span span;
  span.period = period_of(row.kind, row.first_day);
  if (row.site_id) span.site = row.site_id;
  return make_pack(tx, caller, row.kind, span);
}

}  // namespace manyi::improvement
