// When a praise counts.
// Owns the two steps of a praise and their guards.
#pragma once

#include <optional>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"

namespace manyi::experience {

enum class PraiseSource { kCustomer, kManufacturer, kDealer, kMedia };
BOOST_DESCRIBE_ENUM(PraiseSource, kCustomer, kManufacturer, kDealer, kMedia)

/// Somebody else than the praised finds it true; then it is told to the manufacturer.
enum class PraiseStep { kVerify, kForward };
BOOST_DESCRIBE_ENUM(PraiseStep, kVerify, kForward)

struct PraiseStamps {
  Instant received_at;
  std::optional<Instant> verified_at, forwarded_at;
  bool operator==(const PraiseStamps&) const = default;
};
BOOST_DESCRIBE_STRUCT(PraiseStamps, (), (received_at, verified_at, forwarded_at))

std::vector<PraiseStep> allowed_steps(const PraiseStamps& stamps, bool by_praised = false);
/// Takes the step. \errors kConflict with the allowed steps; kForbidden: nobody verifies his own praise
Result<void> take_step(PraiseStamps& stamps, PraiseStep step, bool by_praised, Instant at);
void check_order_of_times(const PraiseStamps& stamps, std::vector<FieldError>& errors);

}  // namespace manyi::experience
