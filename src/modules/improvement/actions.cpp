// Actions: planned, begun with a baseline, done, and checked twice; coaching among them.
// Owns the use cases of actions; the state of their finding follows them.
#include "modules/improvement/improvement.h"
#include "modules/improvement/improvement_events.h"
#include "modules/improvement/review_store.h"
#include "modules/improvement/store.h"
#include "platform/journal/events.h"

namespace manyi::improvement {
namespace {

using store::StoredAction;
using store::StoredCheck;
using store::StoredFinding;

constexpr FieldRule kTexts[] = {{.name = "title",
                                 .doc = "In one sentence.",
                                 .example = R"("送修备件提前一天备齐")",
                                 .min_length = 1,
                                 .max_length = 200},
                                {.name = "plan",
                                 .doc = "Who does what until when.",
                                 .example = R"("每天 17:30 核对次日预约所需备件")",
                                 .min_length = 1}};
constexpr FieldRule kFinishTexts[] = {{.name = "result", .doc = "What was done."}};
constexpr FieldRule kCancelTexts[] = {
    {.name = "reason", .doc = "Why it will not be done.", .min_length = 1, .max_length = 1000}};
constexpr FieldRule kAcknowledgeTexts[] = {
    {.name = "note", .doc = "In the coached person's own words.", .max_length = 1000}};

std::optional<MeasuredMetric> moves_of(const StoredAction& row) {
  if (!row.metric) return std::nullopt;
  return MeasuredMetric{*row.metric, row.scope, row.scope_key};
}

void set_moves(StoredAction& row, const MeasuredMetric& moves) {
  row.metric = moves.metric;
  row.scope = moves.scope;
  row.scope_key = moves.scope_key;
}

template <class Event> Event event_of(const StoredAction& row) {
  Event event;
  event.action = row.id;
  event.finding = row.finding_id;
  event.owner = row.owner_id;
  event.coached = row.coached_id;
  event.state = row.state;
  return event;
}

}  // namespace

std::span<const FieldRule> field_rules(const CreateAction*) { return kTexts; }
std::span<const FieldRule> field_rules(const PlanAction*) { return kTexts; }
std::span<const FieldRule> field_rules(const FinishAction*) { return kFinishTexts; }
std::span<const FieldRule> field_rules(const CancelAction*) { return kCancelTexts; }
std::span<const FieldRule> field_rules(const AcknowledgeCoaching*) { return kAcknowledgeTexts; }

Result<StoredAction> Improvement::load(db::ReadTx& tx, const Caller& caller, ActionId id,
                                       const std::optional<std::int64_t>& if_match) {
  auto row = store::action(tx, caller.tenant, id);
  const auto reach = store::reach_of(caller);
  // Whoever has the finding has what is done about it.
  const auto through_finding = [&] {
    if (!row->finding_id) return false;
    const auto finding = store::finding(tx, caller.tenant, *row->finding_id);
    return finding && store::reaches(reach, *finding);
  };
  if (!row || (!store::reaches(reach, *row) && !through_finding()))
    return not_found("improvement_action.not_found", "There is no such action.");
  if (if_match && *if_match != row->version) return stale("The action was changed in the meantime.");
  return std::move(*row);
}

Result<void> Improvement::moved(db::Tx& tx, const Caller& caller, StoredAction& row, ActionStep step,
                                ActionState to) {
  const ActionState from = row.state;
  row.state = to;
  row.updated_at = tx.now();
  row.updated_by = caller.user;
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  auto event = event_of<ActionMoved>(row);
  event.step = step;
  event.from = from;
  event.due_on = row.due_on;
  event.started_on = row.started_on;
  event.done_on = row.done_on;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  if (step == ActionStep::kFinish || step == ActionStep::kCancel)
    MANYI_CHECK(store::settle_of_action(
        tx, row.tenant_id, row.id,
        step == ActionStep::kFinish ? DecisionState::kDone : DecisionState::kDropped, tx.now()));
  return follow_actions(tx, caller, row);
}

Result<void> Improvement::follow_actions(db::Tx& tx, const Caller& caller, const StoredAction& changed) {
  if (!changed.finding_id) return {};
  auto finding = store::finding(tx, changed.tenant_id, *changed.finding_id);
  if (!finding) return {};
  std::vector<ActionState> states;
  for (const auto& action : store::actions_of(tx, changed.tenant_id, finding->id))
    states.push_back(action.state);
  const FindingState told = state_told_by(finding->state, states);
  if (told == finding->state) return {};
  const FindingStep step = told == FindingState::kChecking ? FindingStep::kCheck
                           : told == FindingState::kActing ? FindingStep::kAct
                                                           : FindingStep::kAnalyse;
  return moved(tx, caller, *finding, step, told);
}

// ---- making and planning -----------------------------------------------------------------------

Result<ImprovementAction> Improvement::create_action(db::Tx& tx, const Caller& caller,
                                                     const CreateAction& in) {
  std::vector<FieldError> errors;
  StoredAction row;
  row.tenant_id = caller.tenant;
  row.kind = in.kind.value_or(ActionKind::kImprovement);
  row.title = in.title;
  row.plan = in.plan.value_or("");
  row.owner_id = in.owner_id;
  row.coached_id = in.coached_id;
  row.due_on = in.due_on;
  row.expected_change = in.expected_change;
  if (caller.employee) row.raised_by = caller.employee;
  std::optional<StoredFinding> finding;
  if (in.finding_id) {
    auto found = load(tx, caller, *in.finding_id);
    if (!found)
      errors.push_back({"/finding_id", "not_found", "There is no such finding."});
    else
      finding = std::move(*found);
  }
  check_owner(tx, caller.tenant, in.owner_id, "/owner_id", errors);
  const bool coaching = row.kind == ActionKind::kCoaching;
  if (coaching && !in.coached_id)
    errors.push_back({"/coached_id", "required", "Name who is coached."});
  else if (!coaching && in.coached_id)
    errors.push_back({"/coached_id", "unknown", "Only a coaching has somebody who is coached."});
  else if (coaching && *in.coached_id == in.owner_id)
    errors.push_back({"/coached_id", "owner", "Nobody coaches himself."});
  else if (coaching)
    check_owner(tx, caller.tenant, *in.coached_id, "/coached_id", errors);
  if (in.moves) {
    check_metric(tx, caller, *in.moves, "/moves", errors);
    set_moves(row, *in.moves);
  } else if (finding && finding->metric) {
    set_moves(row, {*finding->metric, finding->scope.value_or(ScopeKind::kCompany), finding->scope_key});
    // A coaching shows in the figures of the person.
    if (coaching && in.coached_id) {
      row.scope = ScopeKind::kPerson;
      row.scope_key = in.coached_id->text();
    }
  }
  if (in.expected_change && !row.metric)
    errors.push_back({"/expected_change", "no_metric", "Without a metric nothing can be expected of it."});
  if (!errors.empty()) return invalid(std::move(errors));
  if (finding) MANYI_CHECK(decide_step(finding->state, FindingStep::kAct));

  if (finding && finding->site_id)
    row.site_id = finding->site_id;
  else if (row.metric && row.scope != ScopeKind::kCompany)
    row.site_id = site_of(tx, caller.tenant, row.scope, row.scope_key);
  else
    row.site_id = needs_.org.employee(tx, caller.tenant, in.owner_id)->site_id;
  row.finding_id = in.finding_id;
  if (!row.plan.empty() && row.due_on) row.state = ActionState::kPlanned;
  const Date day = today(tx, caller.tenant);
  row.id = tx.new_id<ActionTag>();
  row.no = numbered("IA", day, numbers_.next(tx, caller.tenant, "IA-" + month_key(day)));
  row.created_at = row.updated_at = tx.now();
  row.created_by = row.updated_by = caller.user;
  MANYI_CHECK(store::insert(tx, row));
  const ChainRef itself{NodeKind::kAction, row.id.text()};
  if (finding) MANYI_CHECK(link(tx, caller.tenant, {NodeKind::kFinding, finding->id.text()}, itself));
  if (row.metric) {
    const MeasuredMetric moves = *moves_of(row);
    const bool told_by_finding = finding && finding->metric == row.metric && finding->scope == row.scope &&
                                 finding->scope_key == row.scope_key;
    if (!told_by_finding) MANYI_CHECK(link(tx, caller.tenant, {NodeKind::kMetric, node_of(moves)}, itself));
  }
  auto event = event_of<ActionRecorded>(row);
  event.kind = row.kind;
  event.metric = row.metric;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  MANYI_CHECK(follow_actions(tx, caller, row));
  return present(tx, caller, row);
}

Result<ImprovementAction> Improvement::plan_action(db::Tx& tx, const Caller& caller, const PlanAction& in) {
  MANYI_TRY(StoredAction row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ActionState to,
            decide_step(row.state, row.kind, row.acknowledged_at.has_value(), ActionStep::kPlan));
  std::vector<FieldError> errors;
  if (in.owner_id) {
    check_owner(tx, caller.tenant, *in.owner_id, "/owner_id", errors);
    if (row.coached_id == in.owner_id) errors.push_back({"/owner_id", "coached", "Nobody coaches himself."});
    row.owner_id = *in.owner_id;
  }
  if (in.moves) {
    check_metric(tx, caller, *in.moves, "/moves", errors);
    set_moves(row, *in.moves);
  }
  if (in.expected_change && !row.metric)
    errors.push_back({"/expected_change", "no_metric", "Without a metric nothing can be expected of it."});
  if (!errors.empty()) return invalid(std::move(errors));
  row.plan = in.plan;
  row.due_on = in.due_on;
  if (in.expected_change) row.expected_change = in.expected_change;
  if (in.moves)
    MANYI_CHECK(
        link(tx, caller.tenant, {NodeKind::kMetric, node_of(*in.moves)}, {NodeKind::kAction, row.id.text()}));
  MANYI_CHECK(moved(tx, caller, row, ActionStep::kPlan, to));
  return present(tx, caller, row);
}

// ---- doing -------------------------------------------------------------------------------------

Result<std::optional<ActionBaseline>> Improvement::baseline_for(db::ReadTx& tx, const Caller& caller,
                                                                const StartAction& in) {
  MANYI_TRY(const StoredAction row, load(tx, caller, in.id));
  const auto moves = moves_of(row);
  if (!moves) return std::optional<ActionBaseline>();
  ActionBaseline baseline;
  baseline.to = in.started_on.value_or(today(tx, caller.tenant));
  baseline.from = baseline.to.plus_days(-kBaselineDays);
  performance::KpiQuery query;
  query.metrics = {moves->metric};
  query.from = baseline.from.text();
  query.to = baseline.to.text();
  MANYI_TRY(const std::string where, condition_of(tx, caller.tenant, moves->scope, moves->scope_key));
  if (!where.empty()) query.where = where;
  // What an action starts from is the same for everybody, whoever presses the button.
  MANYI_TRY(const auto answer, needs_.performance.evaluate(Caller::system(caller.tenant), query));
  const auto& cells = answer.metrics.front().cells;
  if (!cells.empty()) {
    baseline.value = cells.front().value;
    baseline.n = cells.front().n;
  }
  return std::optional(baseline);
}

Result<ImprovementAction> Improvement::start_action(db::Tx& tx, const Caller& caller, const StartAction& in,
                                                    const std::optional<ActionBaseline>& baseline) {
  MANYI_TRY(StoredAction row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ActionState to,
            decide_step(row.state, row.kind, row.acknowledged_at.has_value(), ActionStep::kStart));
  const Date day = today(tx, caller.tenant);
  row.started_on = in.started_on.value_or(day);
  if (*row.started_on > day) return invalid("/started_on", "future", "It has not begun yet.");
  if (baseline) {
    row.baseline_value = baseline->value;
    row.baseline_n = baseline->n;
    row.baseline_from = baseline->from;
    row.baseline_to = baseline->to;
  }
  MANYI_CHECK(moved(tx, caller, row, ActionStep::kStart, to));
  return present(tx, caller, row);
}

Result<ImprovementAction> Improvement::finish_action(db::Tx& tx, const Caller& caller,
                                                     const FinishAction& in) {
  MANYI_TRY(StoredAction row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ActionState to,
            decide_step(row.state, row.kind, row.acknowledged_at.has_value(), ActionStep::kFinish));
  const Date day = today(tx, caller.tenant);
  row.done_on = in.done_on.value_or(day);
  if (*row.done_on > day) return invalid("/done_on", "future", "It is not done yet.");
  if (*row.done_on < *row.started_on)
    return invalid("/done_on", "before_start", "It is not done before it begins.");
  row.result = in.result.value_or("");
  const auto known = row.metric ? metric(caller.tenant, *row.metric) : nullptr;
  for (const int days : kCheckDays) {
    const auto windows = windows_of(*row.started_on, *row.done_on, days);
    StoredCheck check;
    check.tenant_id = caller.tenant;
    check.id = tx.new_id<EffectCheckTag>();
    check.action_id = row.id;
    check.after_days = days;
    check.before_from = windows.before_from;
    check.before_to = windows.before_to;
    check.after_from = windows.after_from;
    check.after_to = windows.after_to;
    check.due_on = due_on(*row.done_on, days, known ? known->window_ms : 0);
    check.has_metric = row.metric.has_value();
    MANYI_CHECK(store::insert(tx, check));
    MANYI_CHECK(link(tx, caller.tenant, {NodeKind::kAction, row.id.text()},
                     {NodeKind::kEffectCheck, check.id.text()}));
  }
  MANYI_CHECK(moved(tx, caller, row, ActionStep::kFinish, to));
  return present(tx, caller, row);
}

Result<ImprovementAction> Improvement::cancel_action(db::Tx& tx, const Caller& caller,
                                                     const CancelAction& in) {
  MANYI_TRY(StoredAction row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ActionState to,
            decide_step(row.state, row.kind, row.acknowledged_at.has_value(), ActionStep::kCancel));
  row.cancel_reason = in.reason;
  MANYI_CHECK(moved(tx, caller, row, ActionStep::kCancel, to));
  return present(tx, caller, row);
}

Result<ImprovementAction> Improvement::acknowledge(db::Tx& tx, const Caller& caller,
                                                   const AcknowledgeCoaching& in) {
  MANYI_TRY(StoredAction row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const ActionState to,
            decide_step(row.state, row.kind, row.acknowledged_at.has_value(), ActionStep::kAcknowledge));
  if (!caller.employee || row.coached_id != caller.employee)
    return forbidden("improvement_action.not_coached", "Only the coached person can acknowledge it.");
  row.acknowledged_at = tx.now();
  row.acknowledgement = in.note.value_or("");
  MANYI_CHECK(moved(tx, caller, row, ActionStep::kAcknowledge, to));
  return present(tx, caller, row);
}

// ---- reading -----------------------------------------------------------------------------------

ImprovementActionRow Improvement::row_of(db::ReadTx& tx, const Caller& caller, const StoredAction& row) {
  ImprovementActionRow shown;
  shown.id = row.id;
  shown.no = row.no;
  shown.kind = row.kind;
  shown.state = row.state;
  shown.title = row.title;
  shown.finding_id = row.finding_id;
  if (row.finding_id)
    if (const auto finding = store::finding(tx, row.tenant_id, *row.finding_id))
      shown.finding_no = finding->no;
  shown.owner_id = row.owner_id;
  shown.coached_id = row.coached_id;
  if (const auto owner = needs_.org.employee(tx, row.tenant_id, row.owner_id)) shown.owner_name = owner->name;
  if (row.coached_id)
    if (const auto coached = needs_.org.employee(tx, row.tenant_id, *row.coached_id))
      shown.coached_name = coached->name;
  shown.moves = moves_of(row);
  if (row.metric) {
    if (const auto known = metric(caller.tenant, *row.metric)) {
      shown.metric_name_zh = known->name_zh;
      shown.metric_name_en = known->name_en;
      shown.unit = kpi::unit_name(known->unit);
      shown.better = kpi::better_name(known->better);
    }
    shown.scope_label = label_of(tx, caller, row.scope, row.scope_key);
  }
  shown.expected_change = row.expected_change;
  shown.due_on = row.due_on;
  shown.started_on = row.started_on;
  shown.done_on = row.done_on;
  shown.overdue = row.due_on && *row.due_on < today(tx, row.tenant_id) && !is_over(row.state);
  if (row.baseline_from && row.baseline_to)
    shown.baseline =
        ActionBaseline{row.baseline_value, row.baseline_n.value_or(0), *row.baseline_from, *row.baseline_to};
  shown.created_at = row.created_at;
  shown.version = row.version;
  return shown;
}

ImprovementAction Improvement::present(db::ReadTx& tx, const Caller& caller, const StoredAction& row) {
  ImprovementAction shown;
  static_cast<ImprovementActionRow&>(shown) = row_of(tx, caller, row);
  shown.plan = row.plan;
  shown.result = row.result;
  shown.cancel_reason = row.cancel_reason;
  shown.acknowledgement = row.acknowledgement;
  shown.acknowledged_at = row.acknowledged_at;
  for (const auto& check : store::checks_of(tx, row.tenant_id, row.id))
    shown.checks.push_back(present(tx, caller, check, row));
  shown.allowed = allowed_steps(row.state, row.kind, row.acknowledged_at.has_value());
  return shown;
}

Result<ImprovementAction> Improvement::action(db::ReadTx& tx, const Caller& caller, ActionId id) {
  MANYI_TRY(const StoredAction row, load(tx, caller, id));
  return present(tx, caller, row);
}

Result<Page<ImprovementActionRow>> Improvement::list_actions(db::ReadTx& tx, const Caller& caller,
                                                             const ListActions& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  const auto reach = store::reach_of(caller);
  const Date day = today(tx, caller.tenant);
  std::vector<ImprovementActionRow> rows;
  for (const auto& row : store::list(tx, reach, in, day, before, limit + 1))
    rows.push_back(row_of(tx, caller, row));
  auto page = page_by_id(std::move(rows), limit);
  page.total_estimate = store::count(tx, reach, in, day);
  return page;
}

}  // namespace manyi::improvement
