// Rows of identity.
// Owns the SQL on tables identity_*.
#pragma once

#include "modules/identity/identity.h"
#include "platform/db/db.h"

namespace manyi::identity::store {

struct UserRow : UserCore {
  TenantId tenant_id;
  std::string login_key, password_hash;
  Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(UserRow, (UserCore), (tenant_id, login_key, password_hash, updated_at))

struct SessionRow {
  TenantId tenant_id;
  SessionId id;
  UserId user_id;
  std::string token_hash;
  Instant created_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (tenant_id, id, user_id, token_hash, created_at, expires_at))

struct TokenRow {
  TenantId tenant_id;
  TokenId id;
  UserId user_id;
  std::string name, token_hash, permissions;
  Instant created_at, expires_at;
  std::optional<Instant> revoked_at;
};
BOOST_DESCRIBE_STRUCT(TokenRow, (),
                      (tenant_id, id, user_id, name, token_hash, permissions, created_at, expires_at,
                       revoked_at))

struct UserName {
  UserId id;
  std::string display_name;
};
BOOST_DESCRIBE_STRUCT(UserName, (), (id, display_name))

Result<void> insert_tenant(db::Tx&, const Tenant&, Instant created_at);
std::optional<Tenant> tenant(db::ReadTx&, TenantId);
std::optional<Tenant> tenant_by_code(db::ReadTx&, std::string_view code);
std::vector<Tenant> tenants(db::ReadTx&);

Result<void> insert_user(db::Tx&, const UserRow&);
Result<void> update_user(db::Tx&, const UserRow&);
Result<void> touch_login(db::Tx&, TenantId, UserId, Instant at);
std::optional<UserRow> user(db::ReadTx&, TenantId, UserId);
std::optional<UserRow> user_by_login(db::ReadTx&, TenantId, std::string_view login_key);
std::optional<UserRow> user_of_employee(db::ReadTx&, TenantId, EmployeeId);
/// Newest first, below the id `before`; texts empty for "any".
std::vector<UserRow> users(db::ReadTx&, TenantId, std::string_view q, std::string_view state,
                           std::string_view role, std::int64_t before, std::int64_t limit);
std::vector<Role> roles(db::ReadTx&, TenantId, UserId);
Result<void> replace_roles(db::Tx&, TenantId, UserId, const std::vector<Role>&);
std::vector<SiteId> sites(db::ReadTx&, TenantId, UserId);
Result<void> replace_sites(db::Tx&, TenantId, UserId, const std::vector<SiteId>&);
std::int64_t other_active_administrators(db::ReadTx&, TenantId, UserId);
std::optional<UserName> user_name(db::ReadTx&, TenantId, UserId);

Result<void> insert_session(db::Tx&, const SessionRow&);
std::optional<SessionRow> session_by_hash(db::ReadTx&, TenantId, std::string_view token_hash);
Result<void> replace_session_secret(db::Tx&, TenantId, SessionId, std::string_view token_hash);
std::optional<SessionRow> session(db::ReadTx&, TenantId, SessionId);
Result<void> delete_session(db::Tx&, TenantId, SessionId);
/// All but `kept`, which may be none.
Result<void> delete_sessions_of(db::Tx&, TenantId, UserId, SessionId kept);
Result<void> delete_expired_sessions(db::Tx&, TenantId, Instant now);

Result<void> insert_token(db::Tx&, const TokenRow&);
std::optional<TokenRow> token(db::ReadTx&, TenantId, TokenId);
std::optional<TokenRow> token_by_hash(db::ReadTx&, TenantId, std::string_view token_hash);
Result<void> revoke_token(db::Tx&, TenantId, TokenId, Instant at);
/// Newest first, below the id `before`; of one user, or of all when none is named.
std::vector<TokenRow> tokens(db::ReadTx&, TenantId, UserId, std::int64_t before, std::int64_t limit);

}  // namespace manyi::identity::store
