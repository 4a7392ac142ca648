// Actions and their effect checks, as people see and command them.
// Owns those types; improvement.h has the calls.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/improvement/nodes.h"

namespace manyi::improvement {

// ---- effect checks -----------------------------------------------------------------------------

/// What engines/forecast made of the days before and after. The change is in the metric's unit.
struct EffectResult {
  forecast::EffectVerdict verdict = forecast::EffectVerdict::kTooFew;
  std::optional<double> observed, expected, change;
  std::optional<double> low, high;  // 95 % interval of the change
  std::optional<double> p_value;
  std::int64_t before_records = 0, after_records = 0;
  std::string method;
};
BOOST_DESCRIBE_STRUCT(EffectResult, (),
                      (verdict, observed, expected, change, low, high, p_value, before_records, after_records,
                       method))

struct EffectCheck {
  EffectCheckId id;
  ActionId action_id;
  std::string action_no, action_title;
  std::optional<FindingId> finding_id;
  std::optional<MeasuredMetric> measures;
  std::string metric_name_zh, metric_name_en, unit, better, scope_label;
  std::int64_t after_days = 30;
  Date before_from, before_to, after_from, after_to;  // half-open
  Date due_on;                                        // all of the time after can be told from here on
  bool due = false;                                   // and nobody has measured, or judged, it yet
  CheckState state = CheckState::kWaiting;
  std::optional<EffectResult> effect;
  std::optional<Instant> measured_at;
  std::optional<EffectDecision> proposed;  // by the figures
  std::optional<EffectDecision> decision;  // by a person
  std::string reason;
  std::optional<UserId> signed_by;
  std::optional<Instant> signed_at;
  std::vector<CheckStep> allowed;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(EffectCheck, (),
                      (id, action_id, action_no, action_title, finding_id, measures, metric_name_zh,
                       metric_name_en, unit, better, scope_label, after_days, before_from, before_to,
                       after_from, after_to, due_on, due, state, effect, measured_at, proposed, decision,
                       reason, signed_by, signed_at, allowed, version))

struct ListEffectChecks {
  std::optional<std::string> cursor;
  std::optional<bool> due;  // due and not measured yet
  std::vector<CheckState> state;
  std::optional<ActionId> action_id;
  std::optional<FindingId> finding_id;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListEffectChecks, (), (cursor, due, state, action_id, finding_id, limit))

struct OneEffectCheck {
  EffectCheckId id;
};
BOOST_DESCRIBE_STRUCT(OneEffectCheck, (), (id))

/// Of a check that waits, or of any metric, scope and days.
struct PreviewEffect {
  std::optional<EffectCheckId> effect_check_id;
  std::optional<std::string> metric;
  std::optional<ScopeKind> scope;
  std::optional<std::string> scope_key;
  std::optional<Date> started_on;
  std::optional<Date> done_on;             // default: started_on
  std::optional<std::int64_t> after_days;  // default: up to yesterday
};
BOOST_DESCRIBE_STRUCT(PreviewEffect, (),
                      (effect_check_id, metric, scope, scope_key, started_on, done_on, after_days))
std::span<const FieldRule> field_rules(const PreviewEffect*);

struct EffectPreview {
  MeasuredMetric measures;
  Date before_from, before_to, after_from, after_to;
  bool complete = false;  // all of the time after has passed
  EffectResult effect;
  std::optional<EffectDecision> proposed;
};
BOOST_DESCRIBE_STRUCT(EffectPreview, (),
                      (measures, before_from, before_to, after_from, after_to, complete, effect, proposed))

struct MeasureEffect {
  EffectCheckId id;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(MeasureEffect, (), (id, if_match))

struct SignEffect {
  EffectCheckId id;
  std::optional<std::int64_t> if_match;
  EffectDecision decision = EffectDecision::kEffective;
  std::optional<std::string> reason;  // required when it differs from the figures, or there are none
};
BOOST_DESCRIBE_STRUCT(SignEffect, (), (id, if_match, decision, reason))
std::span<const FieldRule> field_rules(const SignEffect*);

// ---- actions -----------------------------------------------------------------------------------

/// Where the metric stood when the action began; never counted anew.
struct ActionBaseline {
  std::optional<double> value;
  std::int64_t n = 0;
  Date from, to;  // half-open
};
BOOST_DESCRIBE_STRUCT(ActionBaseline, (), (value, n, from, to))

struct ImprovementActionRow {
  ActionId id;
  std::string no;
  ActionKind kind = ActionKind::kImprovement;
  ActionState state = ActionState::kOpen;
  std::string title;
  std::optional<FindingId> finding_id;
  std::string finding_no;
  EmployeeId owner_id;
  std::string owner_name;
  std::optional<EmployeeId> coached_id;
  std::string coached_name;
  std::optional<MeasuredMetric> moves;  // the metric it should move, and where
  std::string metric_name_zh, metric_name_en, unit, better, scope_label;
  std::optional<double> expected_change;  // in the metric's unit
  std::optional<Date> due_on, started_on, done_on;
  bool overdue = false;
  std::optional<ActionBaseline> baseline;
  Instant created_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ImprovementActionRow, (),
                      (id, no, kind, state, title, finding_id, finding_no, owner_id, owner_name, coached_id,
                       coached_name, moves, metric_name_zh, metric_name_en, unit, better, scope_label,
                       expected_change, due_on, started_on, done_on, overdue, baseline, created_at, version))

struct ImprovementAction : ImprovementActionRow {
  std::string plan, result, cancel_reason, acknowledgement;
  std::optional<Instant> acknowledged_at;
  std::vector<EffectCheck> checks;
  std::vector<ActionStep> allowed;
};
BOOST_DESCRIBE_STRUCT(ImprovementAction, (ImprovementActionRow),
                      (plan, result, cancel_reason, acknowledgement, acknowledged_at, checks, allowed))

struct CreateAction {
  std::optional<FindingId> finding_id;
  std::optional<ActionKind> kind;  // improvement by default
  std::string title;
  std::optional<std::string> plan;
  EmployeeId owner_id;
  std::optional<EmployeeId> coached_id;  // of a coaching
  std::optional<Date> due_on;
  std::optional<MeasuredMetric> moves;  // default: the finding's
  std::optional<double> expected_change;
};
BOOST_DESCRIBE_STRUCT(CreateAction, (),
                      (finding_id, kind, title, plan, owner_id, coached_id, due_on, moves, expected_change))
std::span<const FieldRule> field_rules(const CreateAction*);

struct PlanAction {
  ActionId id;
  std::optional<std::int64_t> if_match;
  std::string plan;
  Date due_on;
  std::optional<EmployeeId> owner_id;
  std::optional<MeasuredMetric> moves;
  std::optional<double> expected_change;
};
BOOST_DESCRIBE_STRUCT(PlanAction, (), (id, if_match, plan, due_on, owner_id, moves, expected_change))
std::span<const FieldRule> field_rules(const PlanAction*);

struct StartAction {
  ActionId id;
  std::optional<std::int64_t> if_match;
  std::optional<Date> started_on;  // default: today
};
BOOST_DESCRIBE_STRUCT(StartAction, (), (id, if_match, started_on))

struct FinishAction {
  ActionId id;
  std::optional<std::int64_t> if_match;
  std::optional<Date> done_on;  // default: today
  std::optional<std::string> result;
};
BOOST_DESCRIBE_STRUCT(FinishAction, (), (id, if_match, done_on, result))
std::span<const FieldRule> field_rules(const FinishAction*);

struct CancelAction {
  ActionId id;
  std::optional<std::int64_t> if_match;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CancelAction, (), (id, if_match, reason))
std::span<const FieldRule> field_rules(const CancelAction*);

/// By the person who is coached, and nobody else.
struct AcknowledgeCoaching {
  ActionId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(AcknowledgeCoaching, (), (id, if_match, note))
std::span<const FieldRule> field_rules(const AcknowledgeCoaching*);

struct OneAction {
  ActionId id;
};
BOOST_DESCRIBE_STRUCT(OneAction, (), (id))

struct ListActions {
  std::optional<std::string> cursor;
  std::vector<ActionState> state;
  std::optional<bool> overdue;
  std::optional<ActionKind> kind;
  std::optional<FindingId> finding_id;
  std::optional<EmployeeId> owner_id, coached_id;
  std::optional<SiteId> site_id;
  std::optional<std::string> metric;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListActions, (),
                      (cursor, state, overdue, kind, finding_id, owner_id, coached_id, site_id, metric,
                       limit))

}  // namespace manyi::improvement
