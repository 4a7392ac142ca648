// What may happen to an escalation next, and until when it is to be answered.
// Owns its states, its table of steps and the limits of the levels.
#pragma once

#include <optional>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"

namespace manyi::workorders {

/// To who knows more, to who decides more, or to the manufacturer.
enum class EscalationKind { kFunctional, kHierarchical, kManufacturer };
BOOST_DESCRIBE_ENUM(EscalationKind, kFunctional, kHierarchical, kManufacturer)

enum class EscalationState { kRaised, kAccepted, kWorking, kAnswered, kVerified, kClosed };
BOOST_DESCRIBE_ENUM(EscalationState, kRaised, kAccepted, kWorking, kAnswered, kVerified, kClosed)

enum class EscalationStep { kAccept, kStart, kAnswer, kRefuse, kVerify, kClose };
BOOST_DESCRIBE_ENUM(EscalationStep, kAccept, kStart, kAnswer, kRefuse, kVerify, kClose)

struct EscalationStamps {
  Instant raised_at;
  std::optional<Instant> due_at;  // never moved
  std::optional<Instant> accepted_at;
  std::optional<Instant> answered_at;  // cleared when the answer is refused
  std::optional<Instant> verified_at, closed_at;
  bool operator==(const EscalationStamps&) const = default;
};
BOOST_DESCRIBE_STRUCT(EscalationStamps, (),
                      (raised_at, due_at, accepted_at, answered_at, verified_at, closed_at))

/// \errors kConflict with the allowed steps
Result<EscalationState> decide_step(EscalationState state, EscalationStep step);
std::vector<EscalationStep> allowed_steps(EscalationState state);
void stamp(EscalationStamps& stamps, EscalationStep step, Instant at);
EscalationState state_told_by(const EscalationStamps& stamps);
/// One day for the first level, two for the second, three for the third.
Instant escalation_due(Instant raised, std::int64_t level);
void check_order_of_times(const EscalationStamps& stamps, std::vector<FieldError>& errors);

}  // namespace manyi::workorders
