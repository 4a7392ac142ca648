// What may happen to a part request and to one piece of a part, and what follows from it.
// Owns the states, the tables of steps, the two kinds of return and the order of times.
#pragma once

#include <optional>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"

namespace manyi::parts {

/// Where a requested part comes from.
enum class PartSource { kStock, kManufacturer, kTransfer };
BOOST_DESCRIBE_ENUM(PartSource, kStock, kManufacturer, kTransfer)

enum class PartRequestState {
  kRequested,
  kApproved,
  kRejected,
  kBackordered,
  kPicking,
  kInTransit,
  kReceived,
  kIssued,
  kInstalled,
  kReturnedUnused,
  kClosed,
};
BOOST_DESCRIBE_ENUM(PartRequestState, kRequested, kApproved, kRejected, kBackordered, kPicking, kInTransit,
                    kReceived, kIssued, kInstalled, kReturnedUnused, kClosed)

enum class PartRequestStep {
  kApprove,
  kReject,
  kBackorder,
  kPick,
  kShip,
  kReceive,
  kIssue,
  kInstall,
  kReturnUnused,
  kClose,
};
BOOST_DESCRIBE_ENUM(PartRequestStep, kApprove, kReject, kBackorder, kPick, kShip, kReceive, kIssue, kInstall,
                    kReturnUnused, kClose)

/// A good piece goes received -> in_stock -> issued -> installed; a defective one removed -> ... -> charged.
enum class PartUnitState {
  kReceived,
  kInStock,
  kIssued,
  kInstalled,
  kReturnedUnused,
  kDoaClaimed,
  kDoaConfirmed,
  kDoaRejected,
  kRemoved,
  kPretest,
  kAwaitingReturn,
  kShippedBack,
  kJudged,
  kCredited,
  kCharged,
  kLost,
};
BOOST_DESCRIBE_ENUM(PartUnitState, kReceived, kInStock, kIssued, kInstalled, kReturnedUnused, kDoaClaimed,
                    kDoaConfirmed, kDoaRejected, kRemoved, kPretest, kAwaitingReturn, kShippedBack, kJudged,
                    kCredited, kCharged, kLost)

enum class PartUnitStep {
  kStock,
  kIssue,
  kInstall,
  kReturnUnused,
  kClaimDoa,
  kConfirmDoa,
  kRejectDoa,
  kRemove,
  kPretest,
  kAwaitReturn,
  kShipBack,
  kJudge,
  kCredit,
  kCharge,
  kLose,
};
BOOST_DESCRIBE_ENUM(PartUnitStep, kStock, kIssue, kInstall, kReturnUnused, kClaimDoa, kConfirmDoa, kRejectDoa,
                    kRemove, kPretest, kAwaitReturn, kShipBack, kJudge, kCredit, kCharge, kLose)

/// What the manufacturer's test found in a part that was sent back as defective.
enum class Verdict { kFaulty, kNoFault, kDamaged, kMismatch };
BOOST_DESCRIBE_ENUM(Verdict, kFaulty, kNoFault, kDamaged, kMismatch)

/// A good part that was not needed never counts among the defective ones.
enum class PartReturn { kNone, kDefective, kUnusedGood };
BOOST_DESCRIBE_ENUM(PartReturn, kNone, kDefective, kUnusedGood)

enum class PartCondition { kGood, kDefective, kDoa, kSuspect, kScrap };
BOOST_DESCRIBE_ENUM(PartCondition, kGood, kDefective, kDoa, kSuspect, kScrap)
enum class PartOwner { kManufacturer, kOwn, kCustomer };
BOOST_DESCRIBE_ENUM(PartOwner, kManufacturer, kOwn, kCustomer)

struct PartRequestStamps {
  Instant requested_at;
  std::optional<Instant> promised_at;   // the first promise; never overwritten
  std::optional<Instant> expected_at;   // the present one
  std::optional<Instant> available_at;  // at hand here
  std::optional<Instant> issued_at, installed_at, unused_returned_at, closed_at;
  bool operator==(const PartRequestStamps&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartRequestStamps, (),
                      (requested_at, promised_at, expected_at, available_at, issued_at, installed_at,
                       unused_returned_at, closed_at))

struct PartUnitStamps {
  std::optional<Instant> received_at, issued_at, installed_at;
  std::optional<Instant> unused_returned_at;  // good and not needed
  std::optional<Instant> removed_at;          // out of a device, as defective
  std::optional<Instant> return_due_at, shipped_back_at, judged_at;
  std::optional<Instant> doa_claimed_at, doa_confirmed_at;
  bool operator==(const PartUnitStamps&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartUnitStamps, (),
                      (received_at, issued_at, installed_at, unused_returned_at, removed_at, return_due_at,
                       shipped_back_at, judged_at, doa_claimed_at, doa_confirmed_at))

// ---- requests -----------------------------------------------------------------------------------

/// The state after the step. \errors kConflict with the allowed steps
Result<PartRequestState> decide_step(PartRequestState state, PartRequestStep step);
std::vector<PartRequestStep> allowed_steps(PartRequestState state);
void stamp(PartRequestStamps& stamps, PartRequestStep step, Instant at);
/// The furthest state that the times tell of, for imports.
PartRequestState state_told_by(const PartRequestStamps& stamps);
/// Filled at once: from own stock, at hand within the hour.
bool filled_from_stock(PartSource source, const PartRequestStamps& stamps);
/// Nothing happens before the request, nor before the step it needs.
void check_order_of_times(const PartRequestStamps& stamps, std::vector<FieldError>& errors);

// ---- units --------------------------------------------------------------------------------------

/// \errors kConflict with the allowed steps
Result<PartUnitState> decide_step(PartUnitState state, PartUnitStep step);
std::vector<PartUnitStep> allowed_steps(PartUnitState state);
/// Writes the time of a step; removing a part of the manufacturer's sets when it is due back.
void stamp(PartUnitStamps& stamps, PartUnitStep step, Instant at, PartOwner owner);
PartUnitState state_told_by(const PartUnitStamps& stamps);
/// Which of the two kinds of return the times tell of.
PartReturn return_told_by(const PartUnitStamps& stamps);
PartCondition condition_told_by(PartUnitState state);
/// A defective part of the manufacturer's is due back so long after its removal.
inline constexpr DurationMs kReturnWithin = kDay * 15;
std::optional<Instant> return_due(const PartUnitStamps& stamps, PartOwner owner);
/// Times in order; the two kinds of return exclude each other; a verdict has its date and its return.
void check_unit(const PartUnitStamps& stamps, const std::optional<Verdict>& verdict,
                std::vector<FieldError>& errors);

}  // namespace manyi::parts
