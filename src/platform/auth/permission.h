// What a caller may do, and which role may do what.
// Owns the list of permissions with their stable names, the roles and their default scope.
#pragma once

#include <bitset>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <boost/describe/enum.hpp>

namespace manyi {

// Enumerator and stable name. The names are part of the API: never change one.
// clang-format off
#define MANYI_PERMISSIONS(X)                                  \
  X(kUserRead,            "user.read")                        \
  X(kUserWrite,           "user.write")                       \
  X(kRoleRead,            "role.read")                        \
  X(kTokenRead,           "token.read")                       \
  X(kTokenWrite,          "token.write")                      \
  X(kOrgRead,             "org.read")                         \
  X(kOrgWrite,            "org.write")                        \
  X(kCatalogRead,         "catalog.read")                     \
  X(kCatalogWrite,        "catalog.write")                    \
  X(kCustomerRead,        "customer.read")                    \
  X(kCustomerWrite,       "customer.write")                   \
  X(kCustomerReveal,      "customer.reveal")                  \
  X(kCustomerErase,       "customer.erase")                   \
  X(kAssetRead,           "asset.read")                       \
  X(kAssetWrite,          "asset.write")                      \
  X(kWorkOrderRead,       "work_order.read")                  \
  X(kWorkOrderCreate,     "work_order.create")                \
  X(kWorkOrderEdit,       "work_order.edit")                  \
  X(kWorkOrderAccept,     "work_order.accept")                \
  X(kWorkOrderDispatch,   "work_order.dispatch")              \
  X(kWorkOrderAssign,     "work_order.assign")                \
  X(kWorkOrderContact,    "work_order.contact")               \
  X(kWorkOrderDiagnose,   "work_order.diagnose")              \
  X(kWorkOrderQuote,      "work_order.quote")                 \
  X(kWorkOrderPart,       "work_order.part")                  \
  X(kWorkOrderRepair,     "work_order.repair")                \
  X(kWorkOrderQc,         "work_order.qc")                    \
  X(kWorkOrderNotify,     "work_order.notify")                \
  X(kWorkOrderDeliver,    "work_order.deliver")               \
  X(kWorkOrderClose,      "work_order.close")                 \
  X(kWorkOrderPause,      "work_order.pause")                 \
  X(kWorkOrderCancel,     "work_order.cancel")                \
  X(kWorkOrderReopen,     "work_order.reopen")                \
  X(kWorkOrderTransfer,   "work_order.transfer")              \
  X(kWorkOrderRepromise,  "work_order.repromise")             \
  X(kWorkOrderEscalate,   "work_order.escalate")              \
  X(kWorkOrderComment,    "work_order.comment")               \
  X(kWorkOrderImport,     "work_order.import")                \
  X(kComplaintRead,       "complaint.read")                   \
  X(kComplaintWrite,      "complaint.write")                  \
  X(kComplaintApprove,    "complaint.approve")                \
  X(kCallbackRead,        "callback.read")                    \
  X(kCallbackWrite,       "callback.write")                   \
  X(kViolationRead,       "violation.read")                   \
  X(kViolationWrite,      "violation.write")                  \
  X(kPraiseRead,          "praise.read")                      \
  X(kPraiseWrite,         "praise.write")                     \
  X(kPartRead,            "part.read")                        \
  X(kPartWrite,           "part.write")                       \
  X(kLedgerRead,          "ledger.read")                      \
  X(kLedgerWrite,         "ledger.write")                     \
  X(kSalesRead,           "sales.read")                       \
  X(kSalesWrite,          "sales.write")                      \
  X(kEmploymentRead,      "employment.read")                  \
  X(kEmploymentWrite,     "employment.write")                 \
  X(kCheckRead,           "check.read")                       \
  X(kCheckWrite,          "check.write")                      \
  X(kImportRead,          "import.read")                      \
  X(kImportRun,           "import.run")                       \
  X(kKpiRead,             "kpi.read")                         \
  X(kKpiCases,            "kpi.cases")                        \
  X(kKpiWrite,            "kpi.write")                        \
  X(kTargetRead,          "target.read")                      \
  X(kTargetWrite,         "target.write")                     \
  X(kTargetAnswer,        "target.answer")                    \
  X(kTargetApprove,       "target.approve")                   \
  X(kScorecardRead,       "scorecard.read")                   \
  X(kBonusConfirm,        "bonus.confirm")                    \
  X(kBonusWrite,          "bonus.write")                      \
  X(kBonusApprove,        "bonus.approve")                    \
  X(kForecastRead,        "forecast.read")                    \
  X(kForecastAssign,      "forecast.assign")                  \
  X(kAlertRead,           "alert.read")                       \
  X(kAlertWrite,          "alert.write")                      \
  X(kNotificationWrite,   "notification.write")               \
  X(kFindingRead,         "finding.read")                     \
  X(kFindingWrite,        "finding.write")                    \
  X(kEffectSign,          "effect.sign")                      \
  X(kReviewRead,          "review.read")                      \
  X(kReviewWrite,         "review.write")                     \
  X(kJobRead,             "job.read")                         \
  X(kJobWrite,            "job.write")                        \
  X(kJournalRead,         "journal.read")                     \
  X(kJournalVerify,       "journal.verify")
// clang-format on

enum class Permission {
#define MANYI_PERMISSION_ENUMERATOR(enumerator, name) enumerator,
  MANYI_PERMISSIONS(MANYI_PERMISSION_ENUMERATOR)
#undef MANYI_PERMISSION_ENUMERATOR
};

#define MANYI_PERMISSION_COUNT(enumerator, name) +1
inline constexpr std::size_t kPermissionCount = 0 MANYI_PERMISSIONS(MANYI_PERMISSION_COUNT);
#undef MANYI_PERMISSION_COUNT

/// Names a permission for JSON, documents and screens: "work_order.read".
std::string_view name(Permission permission);
/// \errors nullopt when no permission has that name
std::optional<Permission> parse_permission(std::string_view name);

/// A set of permissions, a bit each.
class PermissionSet {
 public:
  constexpr PermissionSet() = default;
  PermissionSet(std::initializer_list<Permission> permissions) {
    for (const auto permission : permissions) add(permission);
  }
  static PermissionSet all() { return PermissionSet().add_all(); }
  bool has(Permission permission) const { return bits_[static_cast<std::size_t>(permission)]; }
  void add(Permission permission) { bits_.set(static_cast<std::size_t>(permission)); }
  void add(const PermissionSet& other) { bits_ |= other.bits_; }
  void remove(const PermissionSet& other) { bits_ &= ~other.bits_; }
  /// Keeps only what both sets hold: a token never has more than its owner.
  void keep(const PermissionSet& other) { bits_ &= other.bits_; }
  bool contains(const PermissionSet& other) const { return (other.bits_ & ~bits_).none(); }
  bool empty() const { return bits_.none(); }
  /// In the order of their declaration.
  std::vector<Permission> list() const;
  bool operator==(const PermissionSet&) const = default;

 private:
  PermissionSet& add_all() {
    bits_.set();
    return *this;
  }
  std::bitset<kPermissionCount> bits_;
};

/// Which records of the tenant a caller sees. Ordered from narrow to wide for insiders.
enum class Scope {
  kOwn,           // where he is the technician
  kTeam,          // where a member of his team is
  kSite,          // of his sites
  kTenant,        // all
  kDealer,        // outsider: of his own dealership
  kManufacturer,  // outsider: of his own brand
};
BOOST_DESCRIBE_ENUM(Scope, kOwn, kTeam, kSite, kTenant, kDealer, kManufacturer)

enum class Role {
  kAdministrator,
  kManager,
  kInfoSupervisor,
  kTechSupervisor,
  kInfoClerk,
  kTechnician,
  kCallbackClerk,
  kPartsKeeper,
  kDealer,          // outsider
  kChannelManager,  // outsider: the manufacturer's
};
BOOST_DESCRIBE_ENUM(Role, kAdministrator, kManager, kInfoSupervisor, kTechSupervisor, kInfoClerk, kTechnician,
                    kCallbackClerk, kPartsKeeper, kDealer, kChannelManager)

struct RoleRule {
  Role role;
  std::string_view code;  // stable name
  Scope scope;
  PermissionSet permissions;
};

/// All roles in the order of the enum.
std::span<const RoleRule> role_rules();
const RoleRule& rule_of(Role role);
/// \errors nullopt when no role has that code
std::optional<Role> parse_role(std::string_view code);

/// What several roles give together: the union of permissions, the widest scope.
/// An outsider's role never widens and an outsider never gains an insider's scope.
struct Grant {
  PermissionSet permissions;
  Scope scope = Scope::kOwn;
};
Grant grant_of(std::span<const Role> roles);

}  // namespace manyi
