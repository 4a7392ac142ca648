// Findings: from what made somebody look to the word that it is over.
// Owns the use cases of findings and their causes; decisions are in rules.cpp, statements in store.cpp.
#include <algorithm>

#include "modules/improvement/effect_parts.h"
#include "modules/improvement/improvement.h"
#include "modules/improvement/improvement_events.h"
#include "modules/improvement/store.h"
#include "platform/journal/events.h"

namespace manyi::improvement {
namespace {

using store::StoredCause;
using store::StoredFinding;

constexpr std::size_t kMostWhys = 7;
constexpr FieldRule kFindingTexts[] = {
    {.name = "title",
     .doc = "In one sentence.",
     .example = R"("滨江站满意率连续两周下滑")",
     .min_length = 1,
     .max_length = 200},
    {.name = "description", .doc = "What was seen.", .example = R"("客户多反映等待备件太久")"},
    {.name = "links", .doc = "What else led to it.", .max_length = 50}};
constexpr FieldRule kCauseTexts[] = {
    {.name = "whys", .doc = "Answers to why, the first one first; at most 7.", .max_length = kMostWhys},
    {.name = "dimension", .doc = "Dimension of the Pareto.", .example = R"("cause")", .max_length = 100},
    {.name = "primary",
     .doc = "Keys marked as primary; none: those within the 80 % line.",
     .max_length = 100},
    {.name = "root_cause", .doc = "In one sentence; default: the last why.", .max_length = 1000}};
constexpr FieldRule kReasonTexts[] = {{.name = "reason",
                                       .doc = "Why.",
                                       .example = R"("客户流失与服务无关")",
                                       .min_length = 1,
                                       .max_length = 1000}};
constexpr FieldRule kCloseTexts[] = {
    {.name = "reason", .doc = "Required when no signed effect check says so.", .max_length = 1000}};
constexpr FieldRule kParetoTexts[] = {{.name = "by",
                                       .doc = "A dimension of the metric's records.",
                                       .example = R"("cause")",
                                       .min_length = 1,
                                       .max_length = 100}};

NodeKind node_kind(SourceKind kind) {
  switch (kind) {
    case SourceKind::kSignal: return NodeKind::kSignal;
    case SourceKind::kForecast: return NodeKind::kForecast;
    case SourceKind::kAlert: return NodeKind::kAlert;
    case SourceKind::kComplaint: return NodeKind::kComplaint;
    case SourceKind::kRecord: return NodeKind::kRecord;
    case SourceKind::kIdea: return NodeKind::kIdea;
  }
  return NodeKind::kRecord;
}

std::optional<MeasuredMetric> metric_of(const StoredFinding& row) {
  if (!row.metric) return std::nullopt;
  return MeasuredMetric{*row.metric, row.scope.value_or(ScopeKind::kCompany), row.scope_key};
}

}  // namespace

std::span<const FieldRule> field_rules(const CreateFinding*) { return kFindingTexts; }
std::span<const FieldRule> field_rules(const NameCauses*) { return kCauseTexts; }
std::span<const FieldRule> field_rules(const DropFinding*) { return kReasonTexts; }
std::span<const FieldRule> field_rules(const CloseFinding*) { return kCloseTexts; }
std::span<const FieldRule> field_rules(const ParetoQuery*) { return kParetoTexts; }

Result<StoredFinding> Improvement::load(db::ReadTx& tx, const Caller& caller, FindingId id,
                                        const std::optional<std::int64_t>& if_match) {
  auto row = store::finding(tx, caller.tenant, id);
  if (!row || !store::reaches(store::reach_of(caller), *row))
    return not_found("finding.not_found", "There is no such finding.");
  if (if_match && *if_match != row->version) return stale("The finding was changed in the meantime.");
  return std::move(*row);
}

Result<void> Improvement::link(db::Tx& tx, TenantId tenant, const ChainRef& from, const ChainRef& to) {
  return store::insert_link(tx, {tenant, tx.new_id<LinkTag>(), from.kind, from.id, to.kind, to.id, tx.now()});
}

Result<void> Improvement::moved(db::Tx& tx, const Caller& caller, StoredFinding& row, FindingStep step,
                                FindingState to) {
  FindingMoved event;
  event.from = row.state;
  row.state = to;
  row.updated_at = tx.now();
  row.updated_by = caller.user;
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  event.finding = row.id;
  event.owner = row.owner_id;
  event.state = row.state;
  event.step = step;
  event.outcome = row.outcome;
  return needs_.events.publish(tx, caller, event);
}

// ---- finding something -------------------------------------------------------------------------

Result<Finding> Improvement::create_finding(db::Tx& tx, const Caller& caller, const CreateFinding& in) {
  const FindingSource& source = in.source;
  std::vector<FieldError> errors;
  const Date day = today(tx, caller.tenant);
  StoredFinding row;
  row.tenant_id = caller.tenant;
  row.title = in.title;
  row.description = in.description.value_or("");
  row.source_kind = source.kind;
  if (source.id && !source.id->empty()) row.source_id = source.id;
  row.metric = source.metric;
  if (source.metric || source.scope) row.scope = source.scope.value_or(ScopeKind::kCompany);
  row.scope_key = source.scope_key.value_or("");
  row.month = source.month;
  row.severity = in.severity.value_or(Severity::kMajor);
  row.owner_id = in.owner_id;
  if (caller.employee) row.raised_by = caller.employee;
  row.found_on = in.found_on.value_or(day);

  if (!row.source_id && source.kind != SourceKind::kIdea)
    errors.push_back({"/source/id", "required", "Name what it comes from."});
  if (!source.metric && (source.kind == SourceKind::kSignal || source.kind == SourceKind::kForecast))
    errors.push_back({"/source/metric", "required", "A signal or a forecast is of a metric."});
  if (const auto of = metric_of(row))
    check_metric(tx, caller, *of, "/source", errors);
  else if (row.scope)
    check_scope(tx, caller, *row.scope, row.scope_key, "/source", errors);
  else if (!row.scope_key.empty())
    errors.push_back({"/source/scope", "required", "Say whether the key is of a site, unit or person."});
  if (source.month && !is_month(*source.month))
    errors.push_back({"/source/month", "month", "A month is written YYYY-MM."});
  if (row.found_on > day) errors.push_back({"/found_on", "future", "Nothing is found in the future."});
  check_owner(tx, caller.tenant, in.owner_id, "/owner_id", errors);
  if (!errors.empty()) return invalid(std::move(errors));

  if (row.scope && *row.scope != ScopeKind::kCompany)
    row.site_id = site_of(tx, caller.tenant, *row.scope, row.scope_key);
  else if (!row.scope)
    row.site_id = needs_.org.employee(tx, caller.tenant, in.owner_id)->site_id;
  row.id = tx.new_id<FindingTag>();
  row.no = numbered("FD", row.found_on, numbers_.next(tx, caller.tenant, "FD-" + month_key(row.found_on)));
  row.created_at = row.updated_at = tx.now();
  row.created_by = row.updated_by = caller.user;
  MANYI_CHECK(store::insert(tx, row));

  const ChainRef itself{NodeKind::kFinding, row.id.text()};
  const auto of = metric_of(row);
  if (row.source_id) {
    const ChainRef from{node_kind(row.source_kind), *row.source_id};
    MANYI_CHECK(link(tx, caller.tenant, from, itself));
    const bool of_metric = row.source_kind == SourceKind::kSignal ||
                           row.source_kind == SourceKind::kForecast || row.source_kind == SourceKind::kAlert;
    if (of && of_metric) MANYI_CHECK(link(tx, caller.tenant, {NodeKind::kMetric, node_of(*of)}, from));
  }
  if (of) MANYI_CHECK(link(tx, caller.tenant, {NodeKind::kMetric, node_of(*of)}, itself));
  for (const auto& from : in.links) MANYI_CHECK(link(tx, caller.tenant, from, itself));

  FindingRecorded event;
  event.finding = row.id;
  event.owner = row.owner_id;
  event.state = row.state;
  event.source = row.source_kind;
  event.severity = row.severity;
  event.metric = row.metric;
  event.scope = row.scope;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return present(tx, caller, row);
}

// ---- causes ------------------------------------------------------------------------------------

Result<CasePareto> Improvement::pareto(db::ReadTx& tx, const Caller& caller, const ParetoQuery& in) {
  MANYI_TRY(const StoredFinding row, load(tx, caller, in.id));
  const auto of = metric_of(row);
  if (!of) return conflict("finding.no_metric", "Without a metric there are no cases to count.");
  const auto known = metric(caller.tenant, of->metric);
  if (!known) return conflict("finding.no_metric", "Its metric is no longer there.");
  if (!counts_cases(caller.tenant, of->metric))
    return conflict("finding.no_cases", "This metric counts no cases; a Pareto needs some.");
  CasePareto out;
  out.metric = of->metric;
  out.dimension = in.by;
  const Date found = row.found_on;
  if (row.month) {
    const Date first = *Date::parse(*row.month + "-01");
    out.from = first.text();
    out.to = first.plus_months(1).text();
  } else {
    out.from = found.plus_days(1 - kBaselineDays).text();
    out.to = found.plus_days(1).text();
  }
  if (in.from) out.from = *in.from;
  if (in.to) out.to = *in.to;
  performance::KpiQuery query;
  query.metrics = {of->metric};
  query.from = out.from;
  query.to = out.to;
  query.by = {in.by};
  MANYI_TRY(query.where, condition_of(tx, caller.tenant, of->scope, of->scope_key));
  if (query.where->empty()) query.where.reset();
  MANYI_TRY(const auto answer, needs_.performance.evaluate(caller, query));
  auto cases = cases_of(*known, answer.metrics.front(), in.by);
  out.misses = cases.misses;
  out.items = std::move(cases.items);
  for (const auto& item : out.items) out.total += item.cases;
  std::vector<std::string> marked;
  bool any = false;
  for (const auto& cause : store::causes_of(tx, caller.tenant, row.id)) {
    if (cause.method != CauseMethod::kPareto || cause.dimension != in.by) continue;
    any = true;
    if (cause.is_primary) marked.push_back(cause.dimension_key);
  }
  if (any) mark(out.items, marked);
  return out;
}

Result<Finding> Improvement::name_causes(db::Tx& tx, const Caller& caller, const NameCauses& in,
                                         const std::optional<CasePareto>& pareto) {
  MANYI_TRY(StoredFinding row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const FindingState to, decide_step(row.state, FindingStep::kAnalyse));
  std::vector<FieldError> errors;
  std::vector<StoredCause> causes;
  const auto add = [&](StoredCause cause) {
    cause.tenant_id = caller.tenant;
    cause.id = tx.new_id<CauseTag>();
    cause.finding_id = row.id;
    cause.method = in.method;
    cause.position = static_cast<std::int64_t>(causes.size()) + 1;
    causes.push_back(std::move(cause));
  };
  if (in.method == CauseMethod::kFiveWhys) {
    if (in.whys.empty()) errors.push_back({"/whys", "required", "Answer at least one why."});
    for (std::size_t i = 0; i < in.whys.size(); ++i) {
      if (in.whys[i].empty() || in.whys[i].size() > 2000)
        errors.push_back({"/whys/" + std::to_string(i), "length", "An answer has 1 to 2000 characters."});
      StoredCause cause;
      cause.text = in.whys[i];
      cause.is_primary = i + 1 == in.whys.size();  // what the last why found
      add(std::move(cause));
    }
  } else if (!in.dimension || !pareto) {
    errors.push_back({"/dimension", "required", "Name the dimension of the Pareto."});
  } else {
    auto items = pareto->items;
    if (!in.primary.empty()) mark(items, in.primary);
    for (std::size_t i = 0; i < in.primary.size(); ++i)
      if (std::none_of(items.begin(), items.end(),
                       [&](const ParetoItem& item) { return item.key == in.primary[i]; }))
        errors.push_back({"/primary/" + std::to_string(i), "unknown", "No case has this value."});
    if (items.empty()) errors.push_back({"/dimension", "empty", "There is no case to rank."});
    for (const auto& item : items) {
      StoredCause cause;
      cause.text = item.label.empty() ? item.key : item.label;
      cause.is_primary = in.primary.empty() ? item.within_line : item.primary;
      cause.dimension = *in.dimension;
      cause.dimension_key = item.key;
      cause.cases = item.cases;
      cause.share = item.share;
      add(std::move(cause));
    }
  }
  if (!errors.empty()) return invalid(std::move(errors));
  MANYI_CHECK(store::replace_causes(tx, caller.tenant, row.id, in.method, causes));
  if (in.root_cause)
    row.root_cause = *in.root_cause;
  else if (in.method == CauseMethod::kFiveWhys)
    row.root_cause = in.whys.back();
  MANYI_CHECK(moved(tx, caller, row, FindingStep::kAnalyse, to));
  return present(tx, caller, row);
}

// ---- steps -------------------------------------------------------------------------------------

Result<Finding> Improvement::assign_finding(db::Tx& tx, const Caller& caller, const AssignFinding& in) {
  MANYI_TRY(StoredFinding row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const FindingState to, decide_step(row.state, FindingStep::kAssign));
  std::vector<FieldError> errors;
  check_owner(tx, caller.tenant, in.owner_id, "/owner_id", errors);
  if (!errors.empty()) return invalid(std::move(errors));
  row.owner_id = in.owner_id;
  MANYI_CHECK(moved(tx, caller, row, FindingStep::kAssign, to));
  return present(tx, caller, row);
}

Result<Finding> Improvement::close_finding(db::Tx& tx, const Caller& caller, const CloseFinding& in) {
  MANYI_TRY(StoredFinding row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const FindingState to, decide_step(row.state, FindingStep::kClose));
  // One action that helped is enough; what was signed counts, not what was hoped for.
  std::optional<EffectDecision> signed_as;
  for (const auto& action : store::actions_of(tx, caller.tenant, row.id)) {
    if (action.state == ActionState::kVerifiedEffective) signed_as = EffectDecision::kEffective;
    if (action.state == ActionState::kNotEffective && !signed_as) signed_as = EffectDecision::kNotEffective;
  }
  if (needs_reason(signed_as, in.outcome) && in.reason.value_or("").empty())
    return invalid("/reason", "required", "No signed effect check says so: say why.");
  row.outcome =
      in.outcome == EffectDecision::kEffective ? FindingOutcome::kEffective : FindingOutcome::kNotEffective;
  row.close_reason = in.reason.value_or("");
  row.closed_at = tx.now();
  MANYI_CHECK(moved(tx, caller, row, FindingStep::kClose, to));
  return present(tx, caller, row);
}

Result<Finding> Improvement::drop_finding(db::Tx& tx, const Caller& caller, const DropFinding& in) {
  MANYI_TRY(StoredFinding row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const FindingState to, decide_step(row.state, FindingStep::kDrop));
  row.outcome = FindingOutcome::kDropped;
  row.close_reason = in.reason;
  row.closed_at = tx.now();
  MANYI_CHECK(moved(tx, caller, row, FindingStep::kDrop, to));
  return present(tx, caller, row);
}

// ---- reading -----------------------------------------------------------------------------------

FindingRow Improvement::row_of(db::ReadTx& tx, const Caller& caller, const StoredFinding& row) {
  FindingRow shown;
  shown.id = row.id;
  shown.no = row.no;
  shown.title = row.title;
  shown.state = row.state;
  shown.outcome = row.outcome;
  shown.severity = row.severity;
  shown.source.kind = row.source_kind;
  shown.source.id = row.source_id;
  shown.source.metric = row.metric;
  shown.source.scope = row.scope;
  if (row.scope && *row.scope != ScopeKind::kCompany) shown.source.scope_key = row.scope_key;
  shown.source.month = row.month;
  if (row.metric)
    if (const auto known = metric(caller.tenant, *row.metric)) {
      shown.metric_name_zh = known->name_zh;
      shown.metric_name_en = known->name_en;
    }
  if (row.scope) shown.scope_label = label_of(tx, caller, *row.scope, row.scope_key);
  shown.site_id = row.site_id;
  shown.owner_id = row.owner_id;
  if (const auto owner = needs_.org.employee(tx, row.tenant_id, row.owner_id)) shown.owner_name = owner->name;
  shown.found_on = row.found_on;
  shown.closed_at = row.closed_at;
  shown.created_at = row.created_at;
  shown.version = row.version;
  return shown;
}

Finding Improvement::present(db::ReadTx& tx, const Caller& caller, const StoredFinding& row) {
  Finding shown;
  static_cast<FindingRow&>(shown) = row_of(tx, caller, row);
  shown.counts_cases = row.metric && counts_cases(caller.tenant, *row.metric);
  shown.description = row.description;
  shown.root_cause = row.root_cause;
  shown.close_reason = row.close_reason;
  shown.raised_by = row.raised_by;
  for (auto& cause : store::causes_of(tx, row.tenant_id, row.id))
    shown.causes.push_back({cause.method, cause.position, std::move(cause.text), cause.is_primary,
                            std::move(cause.dimension), std::move(cause.dimension_key), cause.cases,
                            cause.share});
  for (const auto& action : store::actions_of(tx, row.tenant_id, row.id))
    shown.actions.push_back(present(tx, caller, action));
  shown.allowed = allowed_steps(row.state);
  return shown;
}

Result<Finding> Improvement::finding(db::ReadTx& tx, const Caller& caller, FindingId id) {
  MANYI_TRY(const StoredFinding row, load(tx, caller, id));
  return present(tx, caller, row);
}

Result<Page<FindingRow>> Improvement::list_findings(db::ReadTx& tx, const Caller& caller,
                                                    const ListFindings& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  const auto reach = store::reach_of(caller);
  std::vector<FindingRow> rows;
  for (const auto& row : store::list(tx, reach, in, before, limit + 1))
    rows.push_back(row_of(tx, caller, row));
  auto page = page_by_id(std::move(rows), limit);
  page.total_estimate = store::count(tx, reach, in);
  return page;
}

}  // namespace manyi::improvement
