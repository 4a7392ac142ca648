// How a suspicion becomes a violation or does not, and who decides it.
// Owns the types of violation, the table of steps and its guards.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"

namespace manyi::conduct {

/// \source MOFCOM rules on the repair of household appliances (first seven), and what service
/// agreements add.
enum class ViolationType {
  kFictitiousItem,    // 虚列服务项目
  kExaggeratedItem,   // 夸大服务项目
  kForgedItem,        // 伪造服务项目
  kConcealedDamage,   // 隐瞒因维修造成的损毁
  kFalseFaultyPart,   // 虚报故障部件
  kSwappedGoodPart,   // 故意替换性能正常的部件
  kMisusedTrademark,  // 冒用商标、特约标识
  kOvercharge,        // above the price list
  kChargedInWarranty,
  kNoReceipt,
  kFalseOrder,
  kFalseSignature,
  kPartsTrading,
  kDataLeak,
  kOther,
};
BOOST_DESCRIBE_ENUM(ViolationType, kFictitiousItem, kExaggeratedItem, kForgedItem, kConcealedDamage,
                    kFalseFaultyPart, kSwappedGoodPart, kMisusedTrademark, kOvercharge, kChargedInWarranty,
                    kNoReceipt, kFalseOrder, kFalseSignature, kPartsTrading, kDataLeak, kOther)

enum class ViolationSource { kDetector, kAudit, kCustomer, kManufacturer };
BOOST_DESCRIBE_ENUM(ViolationSource, kDetector, kAudit, kCustomer, kManufacturer)

enum class ViolationSeverity { kMinor, kMajor, kSevere };
BOOST_DESCRIBE_ENUM(ViolationSeverity, kMinor, kMajor, kSevere)

enum class ViolationState {
  kSuspected,
  kReviewing,
  kConfirmed,
  kDismissed,
  kAppealed,
  kFinal,
  kCorrected,
  kArchived,
};
BOOST_DESCRIBE_ENUM(ViolationState, kSuspected, kReviewing, kConfirmed, kDismissed, kAppealed, kFinal,
                    kCorrected, kArchived)

/// kUphold and kOverturn answer an appeal, or end the time for one.
enum class ViolationStep { kReview, kConfirm, kDismiss, kAppeal, kUphold, kOverturn, kCorrect, kArchive };
BOOST_DESCRIBE_ENUM(ViolationStep, kReview, kConfirm, kDismiss, kAppeal, kUphold, kOverturn, kCorrect,
                    kArchive)

/// What a violation weighs unless told otherwise.
std::int64_t default_points(ViolationSeverity severity);
/// \errors kConflict with the allowed steps; kForbidden: nobody decides on himself, though he may appeal
Result<ViolationState> decide_step(ViolationState state, ViolationStep step, bool by_suspect);
std::vector<ViolationStep> allowed_steps(ViolationState state, bool by_suspect = false);
/// What a step says of it: confirmed, not confirmed, or nothing new.
std::optional<bool> confirms(ViolationStep step);
/// A record from elsewhere, by its state alone; nullopt: still open, or the state does not tell.
std::optional<bool> confirmed_by(ViolationState state);

}  // namespace manyi::conduct
