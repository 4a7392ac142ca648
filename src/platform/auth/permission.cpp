// Names of permissions and the table of roles.
// Owns what each role may do; a change here changes the permission walk of the tests.
#include "platform/auth/permission.h"

#include <array>
#include <cassert>

namespace manyi {
namespace {

constexpr std::array<std::string_view, kPermissionCount> kNames = {
#define MANYI_PERMISSION_NAME(enumerator, name) name,
    MANYI_PERMISSIONS(MANYI_PERMISSION_NAME)
#undef MANYI_PERMISSION_NAME
};

PermissionSet without(PermissionSet all, const PermissionSet& removed) {
  all.remove(removed);
  return all;
}

// What everybody inside needs to find and read a record.
const PermissionSet& reading() {
  static const PermissionSet set = {
      Permission::kOrgRead,       Permission::kCatalogRead,   Permission::kCustomerRead,
      Permission::kAssetRead,     Permission::kWorkOrderRead, Permission::kWorkOrderComment,
      Permission::kKpiRead,       Permission::kTargetRead,    Permission::kTargetAnswer,
      Permission::kScorecardRead, Permission::kBonusConfirm,  Permission::kForecastRead,
      Permission::kAlertRead,     Permission::kAlertWrite,    Permission::kFindingRead,
      Permission::kFindingWrite};
  return set;
}

PermissionSet with_reading(PermissionSet own) {
  own.add(reading());
  return own;
}

const std::array<RoleRule, 10>& rules() {
  using enum Permission;
  static const std::array<RoleRule, 10> kRules = {{
      {Role::kAdministrator, "administrator", Scope::kTenant, PermissionSet::all()},
      {Role::kManager, "manager", Scope::kTenant, without(PermissionSet::all(), {kTokenWrite, kJobWrite})},
      {Role::kInfoSupervisor, "info_supervisor", Scope::kSite,
       with_reading(
           {kUserRead,          kRoleRead,           kCatalogWrite,      kCustomerWrite,   kCustomerReveal,
            kCustomerErase,     kAssetWrite,         kWorkOrderCreate,   kWorkOrderEdit,   kWorkOrderAccept,
            kWorkOrderDispatch, kWorkOrderAssign,    kWorkOrderContact,  kWorkOrderQuote,  kWorkOrderNotify,
            kWorkOrderDeliver,  kWorkOrderClose,     kWorkOrderPause,    kWorkOrderCancel, kWorkOrderReopen,
            kWorkOrderTransfer, kWorkOrderRepromise, kWorkOrderEscalate, kWorkOrderImport, kImportRead,
            kImportRun,         kKpiCases,           kJobRead,           kComplaintRead,   kComplaintWrite,
            kCallbackRead,      kCallbackWrite,      kViolationRead,     kViolationWrite,  kPraiseRead,
            kPraiseWrite,       kPartRead,           kSalesRead,         kSalesWrite,      kCheckRead,
            kCheckWrite,        kTargetWrite,        kForecastAssign,    kReviewRead,      kReviewWrite})},
      {Role::kTechSupervisor, "tech_supervisor", Scope::kSite,
       with_reading({kUserRead,          kRoleRead,          kCatalogWrite,      kCustomerReveal,
                     kAssetWrite,        kWorkOrderEdit,     kWorkOrderDispatch, kWorkOrderAssign,
                     kWorkOrderContact,  kWorkOrderDiagnose, kWorkOrderQuote,    kWorkOrderPart,
                     kWorkOrderRepair,   kWorkOrderQc,       kWorkOrderNotify,   kWorkOrderPause,
                     kWorkOrderCancel,   kWorkOrderReopen,   kWorkOrderTransfer, kWorkOrderRepromise,
                     kWorkOrderEscalate, kKpiCases,          kComplaintRead,     kComplaintWrite,
                     kCallbackRead,      kViolationRead,     kPraiseRead,        kPartRead,
                     kPartWrite,         kSalesRead,         kCheckRead,         kCheckWrite,
                     kTargetWrite,       kForecastAssign,    kReviewRead,        kReviewWrite})},
      {Role::kInfoClerk, "info_clerk", Scope::kSite,
       with_reading({kCustomerWrite,     kCustomerReveal,  kAssetWrite,        kWorkOrderCreate,
                     kWorkOrderEdit,     kWorkOrderAccept, kWorkOrderDispatch, kWorkOrderContact,
                     kWorkOrderQuote,    kWorkOrderNotify, kWorkOrderDeliver,  kWorkOrderClose,
                     kWorkOrderPause,    kWorkOrderCancel, kWorkOrderTransfer, kWorkOrderRepromise,
                     kWorkOrderEscalate, kImportRead,      kImportRun,         kKpiCases,
                     kComplaintRead,     kComplaintWrite,  kCallbackRead,      kPraiseRead,
                     kPraiseWrite,       kPartRead,        kSalesRead,         kSalesWrite})},
      {Role::kTechnician, "technician", Scope::kOwn,
       with_reading({kCustomerReveal, kAssetWrite, kWorkOrderEdit, kWorkOrderContact, kWorkOrderDiagnose,
                     kWorkOrderQuote, kWorkOrderPart, kWorkOrderRepair, kWorkOrderNotify, kWorkOrderDeliver,
                     kWorkOrderPause, kWorkOrderRepromise, kWorkOrderEscalate, kKpiCases, kPartRead,
                     kSalesRead})},
      {Role::kCallbackClerk, "callback_clerk", Scope::kSite,
       with_reading({kCustomerReveal, kCustomerWrite, kWorkOrderReopen, kWorkOrderEscalate, kKpiCases,
                     kComplaintRead, kComplaintWrite, kCallbackRead, kCallbackWrite, kPraiseRead,
                     kPraiseWrite})},
      {Role::kPartsKeeper, "parts_keeper", Scope::kSite,
       with_reading({kCatalogWrite, kWorkOrderPart, kWorkOrderPause, kKpiCases, kPartRead, kPartWrite,
                     kImportRead, kImportRun})},
      {Role::kDealer,
       "dealer",
       Scope::kDealer,
       {kCatalogRead, kAssetRead, kWorkOrderRead, kWorkOrderComment}},
      {Role::kChannelManager,
       "channel_manager",
       Scope::kManufacturer,
       {kCatalogRead, kWorkOrderRead, kKpiRead, kKpiCases, kForecastRead}},
  }};
  return kRules;
}

bool is_outsider(Scope scope) { return scope == Scope::kDealer || scope == Scope::kManufacturer; }

}  // namespace

std::string_view name(Permission permission) { return kNames[static_cast<std::size_t>(permission)]; }

std::optional<Permission> parse_permission(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Permission>(i);
  }
  return std::nullopt;
}

std::vector<Permission> PermissionSet::list() const {
  std::vector<Permission> found;
  for (std::size_t i = 0; i < kPermissionCount; ++i) {
    if (bits_[i]) found.push_back(static_cast<Permission>(i));
  }
  return found;
}

std::span<const RoleRule> role_rules() { return rules(); }

const RoleRule& rule_of(Role role) {
  const auto& rule = rules()[static_cast<std::size_t>(role)];
  assert(rule.role == role);
  return rule;
}

std::optional<Role> parse_role(std::string_view code) {
  for (const auto& rule : rules()) {
    if (rule.code == code) return rule.role;
  }
  return std::nullopt;
}

Grant grant_of(std::span<const Role> roles) {
  Grant grant;
  std::optional<Scope> outsider;
  for (const auto role : roles) {
    const auto& rule = rule_of(role);
    if (is_outsider(rule.scope)) outsider = outsider.value_or(rule.scope);
  }
  for (const auto role : roles) {
    const auto& rule = rule_of(role);
    if (outsider && rule.scope != *outsider) continue;
    grant.permissions.add(rule.permissions);
    if (outsider)
      grant.scope = *outsider;
    else if (rule.scope > grant.scope)
      grant.scope = rule.scope;
  }
  return grant;
}

}  // namespace manyi
