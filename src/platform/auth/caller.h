// Who makes a request: tenant, user, permissions and the records in reach.
// Owns nothing; filled by the authenticator, read by every use case.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "platform/auth/permission.h"

namespace manyi {

struct SessionTag;
struct TokenTag;
using SessionId = Id<SessionTag>;
using TokenId = Id<TokenTag>;

/// Plain data, cheap enough to copy once per request.
struct Caller {
  TenantId tenant;
  UserId user;          // none: the system itself (jobs, command line)
  EmployeeId employee;  // none: not on the staff
  PermissionSet permissions;
  Scope scope = Scope::kOwn;
  std::vector<SiteId> site_ids;      // for Scope::kSite; the first is the home site
  std::vector<EmployeeId> team;      // for Scope::kTeam, himself included
  std::int64_t dealer_id = 0;        // for Scope::kDealer: the dealer's customer id
  std::int64_t manufacturer_id = 0;  // for Scope::kManufacturer
  std::string locale = "zh";
  SessionId session;  // none: came with a bearer token
  TokenId token;      // none: came with a session

  /// The program itself, acting on one tenant with every permission.
  static Caller system(TenantId tenant) {
    Caller caller;
    caller.tenant = tenant;
    caller.permissions = PermissionSet::all();
    caller.scope = Scope::kTenant;
    return caller;
  }

  bool may(Permission permission) const { return permissions.has(permission); }

  /// Converts to the journal's Actor: any aggregate of exactly a tenant and a user, so that
  /// this header needs none of the journal.
  template <class A>
  requires(std::is_aggregate_v<A> && sizeof(A) == sizeof(TenantId) + sizeof(UserId) &&
           requires(A a) {
             { a.tenant } -> std::same_as<TenantId&>;
             { a.user } -> std::same_as<UserId&>;
           })
  operator A() const {  // NOLINT: implicit by design
    return A{tenant, user};
  }
};

}  // namespace manyi
