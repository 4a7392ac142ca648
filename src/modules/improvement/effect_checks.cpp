// Effect checks: the same figure before and after, measured when its day has come, signed by a person.
// Owns the use cases of checks and the job that measures them.
#include <algorithm>

#include "modules/improvement/effect_parts.h"
#include "modules/improvement/improvement.h"
#include "modules/improvement/improvement_events.h"
#include "modules/improvement/store.h"
#include "platform/journal/events.h"

namespace manyi::improvement {
namespace {

using store::StoredAction;
using store::StoredCheck;

constexpr int kMeasuredAtOnce = 100;
constexpr FieldRule kSignTexts[] = {
    {.name = "reason",
     .doc = "Required when the decision differs from the figures, or there are none.",
     .example = R"("同期搬迁影响了数据")",
     .max_length = 1000}};
constexpr FieldRule kPreviewTexts[] = {
    {.name = "metric", .doc = "Code of a metric; none: that of the check.", .max_length = 100},
    {.name = "scope_key", .doc = "Id of the site, unit or person.", .max_length = 40},
    {.name = "started_on", .doc = "The days before it are compared."},
    {.name = "done_on", .doc = "The days after it are compared; started_on by default."},
    {.name = "after_days",
     .doc = "How many days after; up to yesterday by default.",
     .minimum = 1,
     .maximum = 366}};

EffectResult result_of(const StoredCheck& row) {
  EffectResult out;
  out.verdict = row.verdict.value_or(forecast::EffectVerdict::kTooFew);
  out.observed = row.observed;
  out.expected = row.expected;
  out.change = row.change;
  out.low = row.low;
  out.high = row.high;
  out.p_value = row.p_value;
  out.before_records = row.before_records;
  out.after_records = row.after_records;
  out.method = row.method;
  return out;
}

CheckSituation situation_of(const StoredCheck& row, Date today) {
  return {row.state, row.has_metric, row.due_on <= today};
}

MeasuredMetric metric_of(const StoredAction& row) { return {*row.metric, row.scope, row.scope_key}; }

EffectWindows windows_of(const StoredCheck& row) {
  return {row.before_from, row.before_to, row.after_from, row.after_to};
}

template <class Event> Event event_of(const StoredCheck& row, const StoredAction& action) {
  Event event;
  event.effect_check = row.id;
  event.action = action.id;
  event.finding = action.finding_id;
  event.after_days = row.after_days;
  return event;
}

}  // namespace

std::span<const FieldRule> field_rules(const SignEffect*) { return kSignTexts; }
std::span<const FieldRule> field_rules(const PreviewEffect*) { return kPreviewTexts; }

Result<StoredCheck> Improvement::load(db::ReadTx& tx, const Caller& caller, EffectCheckId id,
                                      const std::optional<std::int64_t>& if_match) {
  auto row = store::check(tx, caller.tenant, id);
  if (!row || !load(tx, caller, row->action_id))
    return not_found("effect_check.not_found", "There is no such effect check.");
  if (if_match && *if_match != row->version) return stale("The effect check was changed in the meantime.");
  return std::move(*row);
}

// ---- measuring ---------------------------------------------------------------------------------

Result<EffectPreview> Improvement::measure(TenantId tenant, const MeasuredMetric& of,
                                           const EffectWindows& windows, Date today,
                                           const std::string& where) {
  const auto known = metric(tenant, of.metric);
  if (!known) return invalid("/metric", "unknown", "There is no such metric.");
  EffectPreview out;
  out.measures = of;
  out.before_from = windows.before_from;
  out.before_to = windows.before_to;
  out.after_from = windows.after_from;
  out.after_to = windows.after_to;
  // A cohort's last records can be told once their own window has passed.
  const std::int64_t ripening = (known->window_ms + kDay.ms() - 1) / kDay.ms();
  out.complete = windows.after_to.plus_days(ripening) <= today;
  const Date until = std::min(windows.after_to, today);
  const auto days = [&](Date from, Date to) -> Result<performance::MetricCells> {
    performance::KpiQuery query;
    query.metrics = {of.metric};
    query.from = from.text();
    query.to = to.text();
    query.grain = "day";
    if (!where.empty()) query.where = where;
    MANYI_TRY(auto answer, needs_.performance.evaluate(Caller::system(tenant), query));
    return std::move(answer.metrics.front());
  };
  MANYI_TRY(const auto before, days(windows.before_from, windows.before_to));
  performance::MetricCells after;
  if (windows.after_from < until) { MANYI_TRY(after, days(windows.after_from, until)); }
  MANYI_TRY(const forecast::Effect effect, forecast::measure_effect(effect_problem(*known, before, after)));
  out.effect.verdict = effect.verdict;
  out.effect.observed = effect.observed;
  out.effect.expected = effect.expected;
  out.effect.change = effect.change;
  out.effect.low = effect.low;
  out.effect.high = effect.high;
  out.effect.p_value = effect.p_value;
  out.effect.before_records = effect.before_records;
  out.effect.after_records = effect.after_records;
  out.effect.method = effect.method;
  out.proposed = proposed(effect.verdict);
  return out;
}

Result<EffectPreview> Improvement::preview(db::ReadTx& tx, const Caller& caller, const PreviewEffect& in) {
  const Date day = today(tx, caller.tenant);
  if (in.effect_check_id) {
    MANYI_TRY(const StoredCheck row, load(tx, caller, *in.effect_check_id));
    MANYI_TRY(const StoredAction action, load(tx, caller, row.action_id));
    if (!row.has_metric || !action.metric)
      return conflict("effect_check.no_metric", "This action moves no metric; a person judges it.");
    MANYI_TRY(const std::string where, condition_of(tx, caller.tenant, action.scope, action.scope_key));
    return measure(caller.tenant, metric_of(action), windows_of(row), day, where);
  }
  std::vector<FieldError> errors;
  if (!in.metric) errors.push_back({"/metric", "required", "Name a metric, or an effect check."});
  if (!in.started_on) errors.push_back({"/started_on", "required", "Name the day on which it began."});
  const Date started = in.started_on.value_or(day), done = in.done_on.value_or(started);
  if (done < started) errors.push_back({"/done_on", "before_start", "It is not done before it begins."});
  if (done >= day) errors.push_back({"/done_on", "future", "There is no day after it yet."});
  MeasuredMetric of;
  of.metric = in.metric.value_or("");
  of.scope = in.scope.value_or(ScopeKind::kCompany);
  of.scope_key = in.scope_key.value_or("");
  if (in.metric) check_metric(tx, caller, of, "", errors);
  if (!errors.empty()) return invalid(std::move(errors));
  const std::int64_t days = in.after_days.value_or(day.days() - done.days() - 1);
  MANYI_TRY(const std::string where, condition_of(tx, caller.tenant, of.scope, of.scope_key));
  return measure(caller.tenant, of,
                 improvement::windows_of(started, done, static_cast<int>(std::max<std::int64_t>(days, 1))),
                 day, where);
}

Result<EffectCheck> Improvement::keep_measured(db::Tx& tx, const Caller& caller, const MeasureEffect& in,
                                               const EffectPreview& measured) {
  MANYI_TRY(StoredCheck row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(const StoredAction action, load(tx, caller, row.action_id));
  MANYI_TRY(row.state, decide_step(situation_of(row, today(tx, caller.tenant)), CheckStep::kMeasure));
  const EffectResult& effect = measured.effect;
  row.verdict = effect.verdict;
  row.observed = effect.observed;
  row.expected = effect.expected;
  row.change = effect.change;
  row.low = effect.low;
  row.high = effect.high;
  row.p_value = effect.p_value;
  row.before_records = effect.before_records;
  row.after_records = effect.after_records;
  row.method = effect.method;
  row.measured_at = tx.now();
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  auto event = event_of<EffectMeasured>(row, action);
  event.verdict = effect.verdict;
  event.change = effect.change;
  event.low = effect.low;
  event.high = effect.high;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  return present(tx, caller, row, action);
}

Result<int> Improvement::measure_due(TenantId tenant) {
  const Caller system = Caller::system(tenant);
  const auto due = needs_.database.read(
      [&](db::ReadTx& tx) { return store::to_measure(tx, tenant, today(tx, tenant), kMeasuredAtOnce); });
  int measured = 0;
  std::optional<Error> trouble;
  for (const auto& row : due) {
    PreviewEffect ask;
    ask.effect_check_id = row.id;
    const auto seen = needs_.database.read([&](db::ReadTx& tx) { return preview(tx, system, ask); });
    if (!seen) {
      // A metric that is gone keeps its check waiting, where people see it; the others go on.
      if (seen.error().code == ErrorCode::kUnavailable) return seen.error();
      trouble = seen.error();
      continue;
    }
    const auto kept = needs_.database.write(tenant, [&](db::Tx& tx) -> Result<void> {
      // Somebody may have pressed the button in the meantime.
      const auto now = store::check(tx, tenant, row.id);
      if (!now || now->state != CheckState::kWaiting) return {};
      MANYI_CHECK(keep_measured(tx, system, {row.id, now->version}, *seen));
      return {};
    });
    if (!kept) return kept.error();
    ++measured;
  }
  if (trouble && measured == 0) return *trouble;
  return measured;
}

Result<int> Improvement::measure_due() {
  const auto tenants =
      needs_.database.read([&](db::ReadTx& tx) { return needs_.performance.ports().tenants(tx); });
  int all = 0;
  std::optional<Error> trouble;
  for (const auto tenant : tenants) {
    const auto measured = measure_due(tenant);
    if (measured)
      all += *measured;
    else
      trouble = measured.error();
  }
  if (trouble) return *trouble;
  return all;
}

// ---- signing -----------------------------------------------------------------------------------

Result<EffectCheck> Improvement::sign(db::Tx& tx, const Caller& caller, const SignEffect& in) {
  MANYI_TRY(StoredCheck row, load(tx, caller, in.id, in.if_match));
  MANYI_TRY(StoredAction action, load(tx, caller, row.action_id));
  MANYI_TRY(row.state, decide_step(situation_of(row, today(tx, caller.tenant)), CheckStep::kSign));
  const auto figures = row.verdict ? proposed(*row.verdict) : std::nullopt;
  const bool against = needs_reason(figures, in.decision);
  if (against && in.reason.value_or("").empty())
    return invalid("/reason", "required", "The figures do not say so: say why.");
  row.decision = in.decision;
  row.reason = in.reason.value_or("");
  row.signed_by = caller.user;
  row.signed_at = tx.now();
  row.version += 1;
  MANYI_CHECK(store::update(tx, row));
  auto event = event_of<EffectSigned>(row, action);
  event.decision = in.decision;
  event.against_figures = against;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  // The word that looks back the longest holds.
  const auto checks = store::checks_of(tx, caller.tenant, action.id);
  const bool last_word = std::none_of(checks.begin(), checks.end(), [&](const StoredCheck& other) {
    return other.state == CheckState::kSigned && other.after_days > row.after_days;
  });
  if (last_word) {
    MANYI_CHECK(
        decide_step(action.state, action.kind, action.acknowledged_at.has_value(), ActionStep::kVerify));
    MANYI_CHECK(moved(tx, caller, action, ActionStep::kVerify,
                      in.decision == EffectDecision::kEffective ? ActionState::kVerifiedEffective
                                                                : ActionState::kNotEffective));
  }
  return present(tx, caller, row, action);
}

// ---- reading -----------------------------------------------------------------------------------

EffectCheck Improvement::present(db::ReadTx& tx, const Caller& caller, const StoredCheck& row,
                                 const StoredAction& action) {
  EffectCheck shown;
  shown.id = row.id;
  shown.action_id = action.id;
  shown.action_no = action.no;
  shown.action_title = action.title;
  shown.finding_id = action.finding_id;
  if (action.metric) {
    shown.measures = metric_of(action);
    if (const auto known = metric(caller.tenant, *action.metric)) {
      shown.metric_name_zh = known->name_zh;
      shown.metric_name_en = known->name_en;
      shown.unit = kpi::unit_name(known->unit);
      shown.better = kpi::better_name(known->better);
    }
    shown.scope_label = label_of(tx, caller, action.scope, action.scope_key);
  }
  shown.after_days = row.after_days;
  shown.before_from = row.before_from;
  shown.before_to = row.before_to;
  shown.after_from = row.after_from;
  shown.after_to = row.after_to;
  shown.due_on = row.due_on;
  const auto now = situation_of(row, today(tx, row.tenant_id));
  shown.due = now.due && row.state == CheckState::kWaiting;
  shown.state = row.state;
  if (row.verdict) {
    shown.effect = result_of(row);
    shown.proposed = proposed(*row.verdict);
  }
  shown.measured_at = row.measured_at;
  shown.decision = row.decision;
  shown.reason = row.reason;
  shown.signed_by = row.signed_by;
  shown.signed_at = row.signed_at;
  shown.allowed = allowed_steps(now);
  shown.version = row.version;
  return shown;
}

Result<EffectCheck> Improvement::effect_check(db::ReadTx& tx, const Caller& caller, EffectCheckId id) {
  MANYI_TRY(const StoredCheck row, load(tx, caller, id));
  MANYI_TRY(const StoredAction action, load(tx, caller, row.action_id));
  return present(tx, caller, row, action);
}

Result<Page<EffectCheck>> Improvement::list_checks(db::ReadTx& tx, const Caller& caller,
                                                   const ListEffectChecks& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  std::optional<store::CheckCursor> after;
  if (in.cursor) {
    MANYI_TRY(const auto keys, read_cursor(*in.cursor, 2));
    const auto day = Date::parse(keys[0]);
    const auto id = parse_id(keys[1]);
    if (!day || !id) return invalid("/cursor", "cursor", "This is not a cursor of this list.");
    after = store::CheckCursor{*day, *id};
  }
  const auto reach = store::reach_of(caller);
  const Date day = today(tx, caller.tenant);
  std::vector<EffectCheck> rows;
  for (const auto& row : store::list(tx, reach, in, day, after, limit + 1))
    if (const auto action = store::action(tx, caller.tenant, row.action_id))
      rows.push_back(present(tx, caller, row, *action));
  auto page = page_of(std::move(rows), limit, [](const EffectCheck& last) {
    return std::vector<std::string>{last.due_on.text(), last.id.text()};
  });
  page.total_estimate = store::count(tx, reach, in, day);
  return page;
}

}  // namespace manyi::improvement
