// What may happen next to a finding, an action, an effect check and a review, and what follows from it.
// Owns the states, the tables of steps, the windows of an effect check and who must give a reason.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"
#include "engines/forecast/effect.h"

namespace manyi::improvement {

enum class ScopeKind { kCompany, kSite, kUnit, kPerson };
BOOST_DESCRIBE_ENUM(ScopeKind, kCompany, kSite, kUnit, kPerson)

// ---- findings ----------------------------------------------------------------------------------

/// What made somebody look. Signal: of a control chart; forecast: a metric that is endangered.
enum class SourceKind { kSignal, kForecast, kAlert, kComplaint, kRecord, kIdea };
BOOST_DESCRIBE_ENUM(SourceKind, kSignal, kForecast, kAlert, kComplaint, kRecord, kIdea)

enum class Severity { kMinor, kMajor, kSevere };
BOOST_DESCRIBE_ENUM(Severity, kMinor, kMajor, kSevere)

enum class FindingState { kOpen, kAnalysing, kActing, kChecking, kClosed };
BOOST_DESCRIBE_ENUM(FindingState, kOpen, kAnalysing, kActing, kChecking, kClosed)

enum class FindingOutcome { kEffective, kNotEffective, kDropped };
BOOST_DESCRIBE_ENUM(FindingOutcome, kEffective, kNotEffective, kDropped)

/// Act and check are taken by the actions: by the first one that is made, and by the last one that is done.
enum class FindingStep { kAnalyse, kAct, kCheck, kAssign, kClose, kDrop };
BOOST_DESCRIBE_ENUM(FindingStep, kAnalyse, kAct, kCheck, kAssign, kClose, kDrop)

std::vector<FindingStep> allowed_steps(FindingState state);
/// The state after the step. \errors kConflict with the allowed steps
Result<FindingState> decide_step(FindingState state, FindingStep step);

// ---- actions -----------------------------------------------------------------------------------

enum class ActionKind { kImprovement, kCoaching };
BOOST_DESCRIBE_ENUM(ActionKind, kImprovement, kCoaching)

enum class ActionState { kOpen, kPlanned, kDoing, kDone, kVerifiedEffective, kNotEffective, kCancelled };
BOOST_DESCRIBE_ENUM(ActionState, kOpen, kPlanned, kDoing, kDone, kVerifiedEffective, kNotEffective,
                    kCancelled)

/// Verify is taken by signing one of its effect checks.
enum class ActionStep { kPlan, kStart, kFinish, kCancel, kAcknowledge, kVerify };
BOOST_DESCRIBE_ENUM(ActionStep, kPlan, kStart, kFinish, kCancel, kAcknowledge, kVerify)

bool is_over(ActionState state);  // done, verified or cancelled: nothing is overdue any more
std::vector<ActionStep> allowed_steps(ActionState state, ActionKind kind, bool acknowledged);
/// \errors kConflict with the allowed steps
Result<ActionState> decide_step(ActionState state, ActionKind kind, bool acknowledged, ActionStep step);

/// What the states of a finding's actions make of it: checking once none is left to do and one was done.
FindingState state_told_by(FindingState now, const std::vector<ActionState>& actions);

// ---- effect checks -----------------------------------------------------------------------------

enum class EffectDecision { kEffective, kNotEffective };
BOOST_DESCRIBE_ENUM(EffectDecision, kEffective, kNotEffective)

enum class CheckState { kWaiting, kMeasured, kSigned };
BOOST_DESCRIBE_ENUM(CheckState, kWaiting, kMeasured, kSigned)

enum class CheckStep { kMeasure, kSign };
BOOST_DESCRIBE_ENUM(CheckStep, kMeasure, kSign)

struct CheckSituation {
  CheckState state = CheckState::kWaiting;
  bool has_metric = false;  // without one a person judges, with a reason
  bool due = false;
};
std::vector<CheckStep> allowed_steps(const CheckSituation& now);
/// \errors kConflict with the allowed steps, effect_check.not_due before its day
Result<CheckState> decide_step(const CheckSituation& now, CheckStep step);

/// \unit days after the action was done
inline constexpr int kCheckDays[] = {30, 90};
/// What the time before is told from. \unit days
inline constexpr int kDaysBefore = 120;
/// The value an action starts from. \unit days
inline constexpr int kBaselineDays = 90;

/// Half-open. The days between start and end of the action belong to neither.
struct EffectWindows {
  Date before_from, before_to, after_from, after_to;
};
EffectWindows windows_of(Date started_on, Date done_on, int after_days);
/// The first day on which the whole time after can be told. \param window_ms of a cohort metric, else 0
Date due_on(Date done_on, int after_days, std::int64_t window_ms);

/// What the figures say; none when they are too few to say anything.
std::optional<EffectDecision> proposed(forecast::EffectVerdict verdict);
/// Who decides otherwise than the figures, or without any, says why.
bool needs_reason(std::optional<EffectDecision> figures, EffectDecision decision);

// ---- reviews -----------------------------------------------------------------------------------

enum class ReviewKind { kDay, kWeek, kMonth };
BOOST_DESCRIBE_ENUM(ReviewKind, kDay, kWeek, kMonth)

enum class ReviewState { kPrepared, kHeld, kSigned };
BOOST_DESCRIBE_ENUM(ReviewState, kPrepared, kHeld, kSigned)

enum class ReviewStep { kRegenerate, kDecide, kHold, kSign };
BOOST_DESCRIBE_ENUM(ReviewStep, kRegenerate, kDecide, kHold, kSign)

enum class DecisionState { kOpen, kDone, kDropped };
BOOST_DESCRIBE_ENUM(DecisionState, kOpen, kDone, kDropped)

std::vector<ReviewStep> allowed_steps(ReviewState state);
/// \errors kConflict with the allowed steps
Result<ReviewState> decide_step(ReviewState state, ReviewStep step);

/// The days a review looks at, half-open: its day, the week from Monday on, its month.
struct ReviewPeriod {
  Date from, to;
};
ReviewPeriod period_of(ReviewKind kind, Date day);
/// The one before, of the same kind.
ReviewPeriod period_before(ReviewKind kind, Date first_day);

// ---- numbers and months ------------------------------------------------------------------------

/// "FD-2611-000123"
std::string numbered(std::string_view prefix, Date day, std::int64_t count);
/// "2611", the key of the count
std::string month_key(Date day);
/// "2026-11" and nothing else.
bool is_month(std::string_view text);

}  // namespace manyi::improvement
