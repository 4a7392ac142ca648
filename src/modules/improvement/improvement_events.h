// What improvement tells the others: ids, enums, codes, numbers and days, never what somebody wrote.
// Owns the kinds finding.*, improvement_action.*, effect_check.* and review.*.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/improvement/improvement.h"
#include "modules/improvement/reviews.h"
#include "platform/journal/events.h"

namespace manyi::improvement {

struct FindingFact {
  static constexpr int kSchema = 1;
  FindingId finding;
  EmployeeId owner;
  FindingState state = FindingState::kOpen;  // after it
  std::vector<journal::Subject> subjects() const { return {{"finding", finding.value()}}; }
};
BOOST_DESCRIBE_STRUCT(FindingFact, (), (finding, owner, state))

struct FindingRecorded : FindingFact {
  static constexpr std::string_view kKind = "finding.recorded";
  SourceKind source = SourceKind::kIdea;
  Severity severity = Severity::kMajor;
  std::optional<std::string> metric;
  std::optional<ScopeKind> scope;
};
BOOST_DESCRIBE_STRUCT(FindingRecorded, (FindingFact), (source, severity, metric, scope))

struct FindingMoved : FindingFact {
  static constexpr std::string_view kKind = "finding.moved";
  FindingStep step = FindingStep::kAnalyse;
  FindingState from = FindingState::kOpen;
  std::optional<FindingOutcome> outcome;
};
BOOST_DESCRIBE_STRUCT(FindingMoved, (FindingFact), (step, from, outcome))

struct ActionFact {
  static constexpr int kSchema = 1;
  ActionId action;
  std::optional<FindingId> finding;
  EmployeeId owner;
  std::optional<EmployeeId> coached;
  ActionState state = ActionState::kOpen;  // after it
  std::vector<journal::Subject> subjects() const {
    std::vector<journal::Subject> all = {{"improvement_action", action.value()}};
    if (finding) all.push_back({"finding", finding->value()});
    return all;
  }
};
BOOST_DESCRIBE_STRUCT(ActionFact, (), (action, finding, owner, coached, state))

struct ActionRecorded : ActionFact {
  static constexpr std::string_view kKind = "improvement_action.recorded";
  ActionKind kind = ActionKind::kImprovement;
  std::optional<std::string> metric;
};
BOOST_DESCRIBE_STRUCT(ActionRecorded, (ActionFact), (kind, metric))

struct ActionMoved : ActionFact {
  static constexpr std::string_view kKind = "improvement_action.moved";
  ActionStep step = ActionStep::kPlan;
  ActionState from = ActionState::kOpen;
  std::optional<Date> due_on, started_on, done_on;
};
BOOST_DESCRIBE_STRUCT(ActionMoved, (ActionFact), (step, from, due_on, started_on, done_on))

struct CheckFact {
  static constexpr int kSchema = 1;
  EffectCheckId effect_check;
  ActionId action;
  std::optional<FindingId> finding;
  std::int64_t after_days = 30;
  std::vector<journal::Subject> subjects() const {
    std::vector<journal::Subject> all = {{"effect_check", effect_check.value()},
                                         {"improvement_action", action.value()}};
    if (finding) all.push_back({"finding", finding->value()});
    return all;
  }
};
BOOST_DESCRIBE_STRUCT(CheckFact, (), (effect_check, action, finding, after_days))

struct EffectMeasured : CheckFact {
  static constexpr std::string_view kKind = "effect_check.measured";
  forecast::EffectVerdict verdict = forecast::EffectVerdict::kTooFew;
  std::optional<double> change, low, high;
};
BOOST_DESCRIBE_STRUCT(EffectMeasured, (CheckFact), (verdict, change, low, high))

struct EffectSigned : CheckFact {
  static constexpr std::string_view kKind = "effect_check.signed";
  EffectDecision decision = EffectDecision::kEffective;
  bool against_figures = false;  // or without any
};
BOOST_DESCRIBE_STRUCT(EffectSigned, (CheckFact), (decision, against_figures))

struct ReviewFact {
  static constexpr int kSchema = 1;
  ReviewId review;
  ReviewKind review_kind = ReviewKind::kDay;
  Date first_day;
  std::optional<SiteId> site;
  ReviewState state = ReviewState::kPrepared;  // after it
  std::vector<journal::Subject> subjects() const { return {{"review", review.value()}}; }
};
BOOST_DESCRIBE_STRUCT(ReviewFact, (), (review, review_kind, first_day, site, state))

struct ReviewPrepared : ReviewFact {
  static constexpr std::string_view kKind = "review.prepared";
  bool again = false;
};
BOOST_DESCRIBE_STRUCT(ReviewPrepared, (ReviewFact), (again))

struct ReviewMoved : ReviewFact {
  static constexpr std::string_view kKind = "review.moved";
  ReviewStep step = ReviewStep::kHold;
};
BOOST_DESCRIBE_STRUCT(ReviewMoved, (ReviewFact), (step))

/// Taken in a meeting, or settled later.
struct DecisionRecorded : ReviewFact {
  static constexpr std::string_view kKind = "review.decision";
  DecisionId decision;
  EmployeeId owner;
  std::optional<Date> due_on;
  DecisionState decision_state = DecisionState::kOpen;
  std::optional<ActionId> action;
};
BOOST_DESCRIBE_STRUCT(DecisionRecorded, (ReviewFact), (decision, owner, due_on, decision_state, action))

}  // namespace manyi::improvement
