// Who may come in: tenants, users with their roles, sessions and bearer tokens.
// Owns the façade of identity, its types and the port to the staff directory.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/caller.h"
#include "platform/auth/secrets.h"
#include "platform/auth/throttle.h"
#include "platform/http/page.h"

namespace manyi {
struct Module;
}
namespace manyi::db {
class Database;
class ReadTx;
class Tx;
}  // namespace manyi::db
namespace manyi::journal {
class Events;
}

namespace manyi::identity {

struct DealerTag;
struct BrandTag;
using DealerId = Id<DealerTag>;  // the dealer's customer id, for users who are dealers
using BrandId = Id<BrandTag>;    // the manufacturer's id, for its channel managers

enum class UserState { kActive, kDisabled };
BOOST_DESCRIBE_ENUM(UserState, kActive, kDisabled)
enum class Locale { kZh, kEn };
BOOST_DESCRIBE_ENUM(Locale, kZh, kEn)
enum class Theme { kSystem, kLight, kDark };
BOOST_DESCRIBE_ENUM(Theme, kSystem, kLight, kDark)

inline constexpr DurationMs kSessionLasts = kHour * 12;

// ---- tenants ------------------------------------------------------------------------------------

struct Tenant {
  TenantId id;
  std::string code, name;
};
BOOST_DESCRIBE_STRUCT(Tenant, (), (id, code, name))

struct CreateTenant {
  std::string code;  // lower-case letters, digits and hyphens; part of every token
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CreateTenant, (), (code, name))
std::span<const FieldRule> field_rules(const CreateTenant*);

// ---- users --------------------------------------------------------------------------------------

struct UserCore {
  UserId id;
  std::string login, display_name;
  std::optional<EmployeeId> employee_id;
  std::optional<DealerId> dealer_id;
  std::optional<BrandId> manufacturer_id;
  UserState state = UserState::kActive;
  Locale locale = Locale::kZh;
  Theme theme = Theme::kSystem;
  bool expert_mode = false;
  std::optional<Instant> last_login_at;
  Instant created_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(UserCore, (),
                      (id, login, display_name, employee_id, dealer_id, manufacturer_id, state, locale, theme,
                       expert_mode, last_login_at, created_at, version))

struct User : UserCore {
  std::vector<Role> roles;
  std::vector<SiteId> site_ids;  // the first is the home site
};
BOOST_DESCRIBE_STRUCT(User, (UserCore), (roles, site_ids))

struct CreateUser {
  std::string login, display_name, password;
  std::vector<Role> roles;
  std::optional<EmployeeId> employee_id;
  std::optional<DealerId> dealer_id;
  std::optional<BrandId> manufacturer_id;
  std::vector<SiteId> site_ids;
  std::optional<Locale> locale;
};
BOOST_DESCRIBE_STRUCT(CreateUser, (),
                      (login, display_name, password, roles, employee_id, dealer_id, manufacturer_id,
                       site_ids, locale))
std::span<const FieldRule> field_rules(const CreateUser*);

struct ChangeUser {
  UserId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> display_name;
  std::optional<std::vector<Role>> roles;
  std::optional<EmployeeId> employee_id;
  std::optional<DealerId> dealer_id;
  std::optional<BrandId> manufacturer_id;
  std::optional<std::vector<SiteId>> site_ids;
  std::optional<Locale> locale;
};
BOOST_DESCRIBE_STRUCT(ChangeUser, (),
                      (id, if_match, display_name, roles, employee_id, dealer_id, manufacturer_id, site_ids,
                       locale))
std::span<const FieldRule> field_rules(const ChangeUser*);

struct ResetPassword {
  UserId id;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(ResetPassword, (), (id, password))
std::span<const FieldRule> field_rules(const ResetPassword*);

struct UserRef {
  UserId id;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(UserRef, (), (id, if_match))

struct ListUsers {
  std::optional<std::string> q, cursor;
  std::optional<UserState> state;
  std::optional<Role> role;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListUsers, (), (q, cursor, state, role, limit))

struct RoleInfo {
  Role code = Role::kAdministrator;
  std::vector<std::string> permissions;
  Scope scope = Scope::kOwn;
};
BOOST_DESCRIBE_STRUCT(RoleInfo, (), (code, permissions, scope))

/// A command whose password has been hashed, off the lane.
struct HashedUser {
  CreateUser user;  // without the password
  std::string password_hash;
};
struct HashedPassword {
  UserId id;
  std::string password_hash;
};

// ---- sessions -----------------------------------------------------------------------------------

struct StartSession {
  std::optional<std::string> tenant;  // its code; may be left out while there is but one
  std::string login, password;
};
BOOST_DESCRIBE_STRUCT(StartSession, (), (tenant, login, password))
std::span<const FieldRule> field_rules(const StartSession*);

struct ChangePreferences {
  std::optional<Locale> locale;
  std::optional<Theme> theme;
  std::optional<bool> expert_mode;
};
BOOST_DESCRIBE_STRUCT(ChangePreferences, (), (locale, theme, expert_mode))

struct ChangePassword {
  std::string current, new_password;
};
BOOST_DESCRIBE_STRUCT(ChangePassword, (), (current, new_password))
std::span<const FieldRule> field_rules(const ChangePassword*);

struct SessionUser {
  UserId id;
  std::string login, display_name;
  std::vector<Role> roles;
  std::optional<EmployeeId> employee_id;
  Locale locale = Locale::kZh;
  Theme theme = Theme::kSystem;
  bool expert_mode = false;
};
BOOST_DESCRIBE_STRUCT(SessionUser, (),
                      (id, login, display_name, roles, employee_id, locale, theme, expert_mode))

struct SessionTenant {
  std::string code, name;
};
BOOST_DESCRIBE_STRUCT(SessionTenant, (), (code, name))

/// Who is logged in and what he may do.
struct Session {
  SessionUser user;
  SessionTenant tenant;
  std::vector<std::string> permissions;
  Scope scope = Scope::kOwn;
  std::vector<SiteId> site_ids;
  std::string csrf_token;  // empty for bearer tokens, which need none
  std::optional<Instant> expires_at;
};
BOOST_DESCRIBE_STRUCT(Session, (), (user, tenant, permissions, scope, site_ids, csrf_token, expires_at))

/// A log-in whose password was right, to be turned into a session on the lane.
struct VerifiedLogin {
  Tenant tenant;
  UserId user;
  std::string password_hash;  // as it was verified; another by then refuses
  std::string rehashed;       // set when the stored one was weaker than today's
  std::string secret;         // goes into the cookie
};
struct StartedSession {
  Session session;
  std::string secret;
};
struct VerifiedPasswordChange {
  std::string old_hash, new_hash, secret;
};

// ---- bearer tokens --------------------------------------------------------------------------------

enum class TokenState { kActive, kExpired, kRevoked };
BOOST_DESCRIBE_ENUM(TokenState, kActive, kExpired, kRevoked)

struct ApiToken {
  TokenId id;
  std::string name;
  UserId user_id;
  std::vector<std::string> permissions;
  TokenState state = TokenState::kActive;
  Instant created_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(ApiToken, (), (id, name, user_id, permissions, state, created_at, expires_at))

/// The token with its secret, which is shown this once.
struct NewToken : ApiToken {
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(NewToken, (ApiToken), (secret))

struct CreateToken {
  std::string name;
  std::optional<UserId> user_id;                // default: the caller
  std::vector<std::string> permissions;         // names; at least one, none that the user lacks
  std::optional<std::int64_t> expires_in_days;  // default 90, at most 366
};
BOOST_DESCRIBE_STRUCT(CreateToken, (), (name, user_id, permissions, expires_in_days))
std::span<const FieldRule> field_rules(const CreateToken*);

struct TokenRef {
  TokenId id;
};
BOOST_DESCRIBE_STRUCT(TokenRef, (), (id))

struct ListTokens {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListTokens, (), (cursor, limit))

// ---- façade -----------------------------------------------------------------------------------

/// Port to the staff directory, answered by a higher room. Without an answer every id is taken as
/// it is, and nobody has a team.
struct StaffDirectory {
  std::function<bool(db::ReadTx&, TenantId, EmployeeId)> employee_exists;
  std::function<bool(db::ReadTx&, TenantId, SiteId)> site_exists;
  std::function<std::vector<EmployeeId>(db::ReadTx&, TenantId, EmployeeId)> team_of;
};

/// What identity needs of platform/auth. All outlive it.
struct AuthParts {
  auth::LoginCache& cache;
  auth::LoginThrottle& throttle;
  const auth::Csrf& csrf;
  auth::CookieTransport cookies = auth::CookieTransport::kPlain;
};

/// Thread-safe. Every call with a Tx takes part in the caller's transaction; what hashes passwords
/// is static or takes a Database, is slow on purpose, and belongs off the lane.
class Identity final : public auth::Authenticator {
 public:
  Identity(journal::Events& events, AuthParts auth) : events_(events), auth_(auth) {}

  /// Registered once, before serving.
  void answer_staff(StaffDirectory staff) { staff_ = std::move(staff); }

  // Tenants.
  /// Makes a tenant whose id is the lane key of `tx`, so submit it under a new id.
  /// \errors kInvalid code; kConflict code taken
  Result<Tenant> create_tenant(db::Tx&, const CreateTenant&);
  std::optional<Tenant> tenant(db::ReadTx&, TenantId);
  std::optional<Tenant> tenant_by_code(db::ReadTx&, std::string_view code);
  std::vector<Tenant> tenants(db::ReadTx&);

  // Users.
  /// \errors kInvalid password too short, too long or equal to the log-in
  static Result<HashedUser> hash(CreateUser user);
  static Result<HashedPassword> hash(UserId id, std::string_view login, std::string_view password);
  /// \errors kConflict log-in taken; kForbidden when the roles exceed the caller's own
  Result<User> create_user(db::Tx&, const Caller&, const HashedUser&);
  /// \errors kNotFound; kStale; kForbidden; kConflict when no administrator would be left
  Result<User> change_user(db::Tx&, const Caller&, const ChangeUser&);
  /// Ends his sessions at once. \errors as change_user
  Result<User> disable_user(db::Tx&, const Caller&, const UserRef&);
  Result<User> enable_user(db::Tx&, const Caller&, const UserRef&);
  /// Ends his sessions at once. \errors kNotFound; kForbidden
  Result<User> set_password(db::Tx&, const Caller&, const HashedPassword&);
  Result<User> get_user(db::ReadTx&, const Caller&, UserId);
  Result<Page<User>> list_users(db::ReadTx&, const Caller&, const ListUsers&);
  std::optional<User> user(db::ReadTx&, TenantId, UserId);
  std::optional<User> user_by_login(db::ReadTx&, TenantId, std::string_view login);
  std::optional<User> user_of_employee(db::ReadTx&, TenantId, EmployeeId);
  /// Names for a page of records; absent ids are left out.
  std::map<UserId, std::string> user_names(db::ReadTx&, TenantId, std::span<const UserId>);
  static std::vector<RoleInfo> roles();

  // Sessions.
  /// Checks a password. Unknown tenant, unknown log-in, disabled user and wrong password answer
  /// alike and cost the same. \errors kUnauthenticated; kTooMany
  Result<VerifiedLogin> verify(db::Database&, const StartSession&, std::string_view address);
  Result<StartedSession> start_session(db::Tx&, const VerifiedLogin&);
  Result<Session> session(db::ReadTx&, const Caller&);
  Result<void> end_session(db::Tx&, const Caller&);
  Result<Session> change_preferences(db::Tx&, const Caller&, const ChangePreferences&);
  /// \errors kInvalid at /current when it is wrong, at /new_password by the rules; kTooMany
  Result<VerifiedPasswordChange> verify(db::Database&, const Caller&, const ChangePassword&,
                                        std::string_view address);
  /// Ends the user's other sessions and gives this one a new secret.
  Result<StartedSession> change_password(db::Tx&, const Caller&, const VerifiedPasswordChange&);

  // Bearer tokens.
  /// \errors kInvalid unknown permission, or one that the user lacks; kForbidden for another's user
  Result<NewToken> create_token(db::Tx&, const Caller&, const CreateToken&);
  /// \errors kNotFound. A repeat changes nothing.
  Result<ApiToken> revoke_token(db::Tx&, const Caller&, TokenId);
  Result<Page<ApiToken>> list_tokens(db::ReadTx&, const Caller&, const ListTokens&);

  // auth::Authenticator. The texts of tokens begin with the tenant's code and a dot.
  Result<auth::Login> by_session(db::ReadTx&, std::string_view token) override;
  Result<auth::Login> by_bearer(db::ReadTx&, std::string_view token) override;

  auth::CookieTransport cookies() const { return auth_.cookies; }

 private:
  Result<Caller> caller_of(db::ReadTx&, TenantId, UserId);
  Result<void> check_references(db::ReadTx&, TenantId, const std::optional<EmployeeId>&,
                                const std::vector<SiteId>&);
  void forget(db::Tx&, TenantId, UserId);

  journal::Events& events_;
  AuthParts auth_;
  StaffDirectory staff_;
};

/// Tables and routes; `identity` must outlive what is made of it.
Module make_module(Identity& identity);

}  // namespace manyi::identity
