// The tables of steps and the small decisions beside them.
// Owns no state; nothing here knows what day it is.
#include "modules/improvement/rules.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace manyi::improvement {
namespace {

template <class Step> bool holds(const std::vector<Step>& steps, Step step) {
  return std::find(steps.begin(), steps.end(), step) != steps.end();
}

template <class Step> Error refused(const char* key, const char* text, const std::vector<Step>& allowed) {
  std::vector<std::string> names;
  for (const auto step : allowed) names.push_back(enum_name(step));
  return conflict(key, text, std::move(names));
}

}  // namespace

// ---- findings ----------------------------------------------------------------------------------

std::vector<FindingStep> allowed_steps(FindingState state) {
  using enum FindingStep;
  switch (state) {
    case FindingState::kOpen:
    case FindingState::kAnalysing: return {kAnalyse, kAct, kAssign, kDrop};
    case FindingState::kActing: return {kAnalyse, kAct, kCheck, kAssign, kDrop};
    case FindingState::kChecking: return {kAct, kAssign, kClose, kDrop};
    case FindingState::kClosed: return {};
  }
  return {};
}

Result<FindingState> decide_step(FindingState state, FindingStep step) {
  const auto allowed = allowed_steps(state);
  if (!holds(allowed, step))
    return refused("finding.state", "The finding's state does not allow this.", allowed);
  switch (step) {
    case FindingStep::kAnalyse: return state == FindingState::kOpen ? FindingState::kAnalysing : state;
    case FindingStep::kAct: return FindingState::kActing;
    case FindingStep::kCheck: return FindingState::kChecking;
    case FindingStep::kAssign: return state;
    case FindingStep::kClose:
    case FindingStep::kDrop: return FindingState::kClosed;
  }
  return state;
}

// ---- actions -----------------------------------------------------------------------------------

bool is_over(ActionState state) {
  return state == ActionState::kDone || state == ActionState::kVerifiedEffective ||
         state == ActionState::kNotEffective || state == ActionState::kCancelled;
}

std::vector<ActionStep> allowed_steps(ActionState state, ActionKind kind, bool acknowledged) {
  using enum ActionStep;
  std::vector<ActionStep> steps;
  switch (state) {
    case ActionState::kOpen: steps = {kPlan, kCancel}; break;
    case ActionState::kPlanned: steps = {kPlan, kStart, kCancel}; break;
    case ActionState::kDoing: steps = {kFinish, kCancel}; break;
    case ActionState::kDone:
    case ActionState::kVerifiedEffective:
    case ActionState::kNotEffective: steps = {kVerify}; break;
    case ActionState::kCancelled: return {};
  }
  if (kind == ActionKind::kCoaching && !acknowledged) steps.push_back(kAcknowledge);
  return steps;
}

Result<ActionState> decide_step(ActionState state, ActionKind kind, bool acknowledged, ActionStep step) {
  const auto allowed = allowed_steps(state, kind, acknowledged);
  if (!holds(allowed, step))
    return refused("improvement_action.state", "The action's state does not allow this.", allowed);
  switch (step) {
    case ActionStep::kPlan: return ActionState::kPlanned;
    case ActionStep::kStart: return ActionState::kDoing;
    case ActionStep::kFinish: return ActionState::kDone;
    case ActionStep::kCancel: return ActionState::kCancelled;
    case ActionStep::kAcknowledge:
    case ActionStep::kVerify: return state;  // the decision says which
  }
  return state;
}

FindingState state_told_by(FindingState now, const std::vector<ActionState>& actions) {
  if (now == FindingState::kClosed) return now;
  bool any_done = false, any_left = false;
  for (const auto state : actions) {
    if (!is_over(state)) any_left = true;
    if (is_over(state) && state != ActionState::kCancelled) any_done = true;
  }
  if (any_left) return FindingState::kActing;
  if (any_done) return FindingState::kChecking;
  // All were cancelled: what was found is still there.
  return actions.empty() || now == FindingState::kOpen ? now : FindingState::kAnalysing;
}

// ---- effect checks -----------------------------------------------------------------------------

std::vector<CheckStep> allowed_steps(const CheckSituation& now) {
  using enum CheckStep;
  switch (now.state) {
    case CheckState::kWaiting:
      if (!now.due) return {};
      return {now.has_metric ? kMeasure : kSign};
    case CheckState::kMeasured: return {kMeasure, kSign};
    case CheckState::kSigned: return {};
  }
  return {};
}

Result<CheckState> decide_step(const CheckSituation& now, CheckStep step) {
  const auto allowed = allowed_steps(now);
  if (holds(allowed, step)) return step == CheckStep::kSign ? CheckState::kSigned : CheckState::kMeasured;
  if (now.state == CheckState::kWaiting && !now.due)
    return refused("effect_check.not_due", "Its day has not come; a preview shows how it looks so far.",
                   allowed);
  return refused("effect_check.state", "The state of the effect check does not allow this.", allowed);
}

EffectWindows windows_of(Date started_on, Date done_on, int after_days) {
  return {started_on.plus_days(-kDaysBefore), started_on, done_on.plus_days(1),
          done_on.plus_days(1 + after_days)};
}

Date due_on(Date done_on, int after_days, std::int64_t window_ms) {
  const std::int64_t day_ms = kDay.ms();
  return done_on.plus_days(1 + after_days + (window_ms + day_ms - 1) / day_ms);
}

std::optional<EffectDecision> proposed(forecast::EffectVerdict verdict) {
  switch (verdict) {
    case forecast::EffectVerdict::kBetter: return EffectDecision::kEffective;
    case forecast::EffectVerdict::kWorse:
    case forecast::EffectVerdict::kNoneSeen: return EffectDecision::kNotEffective;
    case forecast::EffectVerdict::kTooFew: return std::nullopt;
  }
  return std::nullopt;
}

bool needs_reason(std::optional<EffectDecision> figures, EffectDecision decision) {
  return figures != decision;
}

// ---- reviews -----------------------------------------------------------------------------------

std::vector<ReviewStep> allowed_steps(ReviewState state) {
  using enum ReviewStep;
  switch (state) {
    case ReviewState::kPrepared: return {kRegenerate, kDecide, kHold};
    case ReviewState::kHeld: return {kDecide, kSign};
    case ReviewState::kSigned: return {};
  }
  return {};
}

Result<ReviewState> decide_step(ReviewState state, ReviewStep step) {
  const auto allowed = allowed_steps(state);
  if (!holds(allowed, step))
    return refused("review.state", "The review's state does not allow this.", allowed);
  switch (step) {
    case ReviewStep::kRegenerate:
    case ReviewStep::kDecide: return state;
    case ReviewStep::kHold: return ReviewState::kHeld;
    case ReviewStep::kSign: return ReviewState::kSigned;
  }
  return state;
}

ReviewPeriod period_of(ReviewKind kind, Date day) {
  switch (kind) {
    case ReviewKind::kDay: return {day, day.plus_days(1)};
    case ReviewKind::kWeek: {
      const Date monday = day.plus_days(1 - day.iso_weekday());
      return {monday, monday.plus_days(7)};
    }
    case ReviewKind::kMonth: {
      const Date first = *Date::of(day.year(), day.month(), 1);
      return {first, first.plus_months(1)};
    }
  }
  return {day, day.plus_days(1)};
}

ReviewPeriod period_before(ReviewKind kind, Date first_day) {
  return period_of(kind, first_day.plus_days(-1));
}

// ---- numbers and months ------------------------------------------------------------------------

std::string month_key(Date day) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d%02d", day.year() % 100, day.month());
  return text.data();
}

std::string numbered(std::string_view prefix, Date day, std::int64_t count) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "-%s-%06lld", month_key(day).c_str(),
                static_cast<long long>(count));
  return std::string(prefix) + text.data();
}

bool is_month(std::string_view text) {
  return text.size() == 7 && Date::parse(std::string(text) + "-01").has_value();
}

}  // namespace manyi::improvement
