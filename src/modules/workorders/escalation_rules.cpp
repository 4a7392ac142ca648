// The table of steps of an escalation.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/workorders/escalation_rules.h"

#include <algorithm>
#include <utility>

namespace manyi::workorders {
namespace {

using S = EscalationState;
using T = EscalationStep;

struct Row {
  T step;
  S from, to;
};

// Who knows the answer gives it at once; what is refused is worked on again, by the same limit.
constexpr Row kSteps[] = {
    {T::kAccept, S::kRaised, S::kAccepted},   {T::kStart, S::kAccepted, S::kWorking},
    {T::kAnswer, S::kRaised, S::kAnswered},   {T::kAnswer, S::kAccepted, S::kAnswered},
    {T::kAnswer, S::kWorking, S::kAnswered},  {T::kRefuse, S::kAnswered, S::kWorking},
    {T::kVerify, S::kAnswered, S::kVerified}, {T::kClose, S::kVerified, S::kClosed},
};

}  // namespace

std::vector<T> allowed_steps(S state) {
  std::vector<T> steps;
  for (const Row& row : kSteps)
    if (row.from == state) steps.push_back(row.step);
  return steps;
}

Result<S> decide_step(S state, T step) {
  for (const Row& row : kSteps)
    if (row.from == state && row.step == step) return row.to;
  std::vector<std::string> names;
  for (const T other : allowed_steps(state)) names.push_back(enum_name(other));
  return conflict("escalation.step_not_allowed",
                  "In state " + enum_name(state) + " this step cannot be taken.", std::move(names));
}

void stamp(EscalationStamps& s, T step, Instant at) {
  switch (step) {
    case T::kAccept: s.accepted_at = at; break;
    case T::kAnswer: s.answered_at = at; break;
    case T::kRefuse: s.answered_at.reset(); break;
    case T::kVerify: s.verified_at = at; break;
    case T::kClose: s.closed_at = at; break;
    case T::kStart: break;
  }
}

S state_told_by(const EscalationStamps& s) {
  if (s.closed_at) return S::kClosed;
  if (s.verified_at) return S::kVerified;
  if (s.answered_at) return S::kAnswered;
  return s.accepted_at ? S::kAccepted : S::kRaised;
}

Instant escalation_due(Instant raised, std::int64_t level) {
  constexpr std::int64_t kMostDays = 3;
  return raised + kDay * std::clamp<std::int64_t>(level, 1, kMostDays);
}

void check_order_of_times(const EscalationStamps& s, std::vector<FieldError>& errors) {
  const std::pair<const char*, std::optional<Instant>> later[] = {{"/due_at", s.due_at},
                                                                  {"/accepted_at", s.accepted_at},
                                                                  {"/answered_at", s.answered_at},
                                                                  {"/verified_at", s.verified_at},
                                                                  {"/closed_at", s.closed_at}};
  for (const auto& [pointer, at] : later)
    if (at && *at < s.raised_at)
      errors.push_back({pointer, "time_order", "This is before the escalation was raised."});
}

}  // namespace manyi::workorders
