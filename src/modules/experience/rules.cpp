// The guards of a praise.
// Owns the decisions; knows no SQL, no JSON and no clock.
#include "modules/experience/rules.h"

namespace manyi::experience {

std::vector<PraiseStep> allowed_steps(const PraiseStamps& stamps, bool by_praised) {
  if (by_praised) return {};
  if (!stamps.verified_at) return {PraiseStep::kVerify};
  if (!stamps.forwarded_at) return {PraiseStep::kForward};
  return {};
}

Result<void> take_step(PraiseStamps& stamps, PraiseStep step, bool by_praised, Instant at) {
  if (by_praised) return forbidden("praise.own", "Nobody decides on praise of himself.");
  const auto allowed = allowed_steps(stamps);
  if (allowed.empty() || allowed[0] != step) {
    std::vector<std::string> names;
    for (const PraiseStep other : allowed) names.push_back(enum_name(other));
    return conflict("praise.state", "This praise cannot take this step.", std::move(names));
  }
  (step == PraiseStep::kVerify ? stamps.verified_at : stamps.forwarded_at) = at;
  return {};
}

void check_order_of_times(const PraiseStamps& stamps, std::vector<FieldError>& errors) {
  if (stamps.verified_at && *stamps.verified_at < stamps.received_at)
    errors.push_back({"/verified_at", "before_received", "Verified before it was received."});
  if (stamps.forwarded_at && !stamps.verified_at)
    errors.push_back({"/forwarded_at", "not_verified", "Only a verified praise is forwarded."});
  if (stamps.forwarded_at && stamps.verified_at && *stamps.forwarded_at < *stamps.verified_at)
    errors.push_back({"/forwarded_at", "before_verified", "Forwarded before it was verified."});
}

}  // namespace manyi::experience
