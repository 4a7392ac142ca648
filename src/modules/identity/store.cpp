// SQL of identity: one constant per query, beside the function that runs it.
// Owns nothing else.
#include "modules/identity/store.h"

namespace manyi::identity::store {
namespace {
std::string select_user(std::string_view where) {
  return "select " + db::columns<UserRow>() + " from identity_users where " + std::string(where);
}
std::string select_session(std::string_view where) {
  return "select " + db::columns<SessionRow>() + " from identity_sessions where " + std::string(where);
}
std::string select_token(std::string_view where) {
  return "select " + db::columns<TokenRow>() + " from identity_tokens where " + std::string(where);
}
}  // namespace

constexpr auto kInsertTenant =
    "insert into identity_tenants (id, code, name, created_at) values (:id, :code, :name, :created_at)";
Result<void> insert_tenant(db::Tx& tx, const Tenant& tenant, Instant created_at) {
  MANYI_CHECK(tx.exec(kInsertTenant, tenant.id, tenant.code, tenant.name, created_at));
  return {};
}

constexpr auto kTenant = "select id, code, name from identity_tenants where id = :id";
std::optional<Tenant> tenant(db::ReadTx& tx, TenantId id) { return tx.first<Tenant>(kTenant, id); }

constexpr auto kTenantByCode = "select id, code, name from identity_tenants where code = :code";
std::optional<Tenant> tenant_by_code(db::ReadTx& tx, std::string_view code) {
  return tx.first<Tenant>(kTenantByCode, code);
}

constexpr auto kTenants = "select id, code, name from identity_tenants order by id";
std::vector<Tenant> tenants(db::ReadTx& tx) { return tx.all<Tenant>(kTenants); }

Result<void> insert_user(db::Tx& tx, const UserRow& row) { return tx.insert("identity_users", row); }
Result<void> update_user(db::Tx& tx, const UserRow& row) { return tx.update("identity_users", row); }

constexpr auto kTouchLogin =
    "update identity_users set last_login_at = :at where tenant_id = :tenant_id and id = :id";
Result<void> touch_login(db::Tx& tx, TenantId tenant, UserId id, Instant at) {
  MANYI_CHECK(tx.exec(kTouchLogin, at, tenant, id));
  return {};
}

const std::string kUser = select_user("tenant_id = :tenant_id and id = :id");
std::optional<UserRow> user(db::ReadTx& tx, TenantId tenant, UserId id) {
  return tx.first<UserRow>(kUser, tenant, id);
}

const std::string kUserByLogin = select_user("tenant_id = :tenant_id and login_key = :login_key");
std::optional<UserRow> user_by_login(db::ReadTx& tx, TenantId tenant, std::string_view login_key) {
  return tx.first<UserRow>(kUserByLogin, tenant, login_key);
}

const std::string kUserOfEmployee =
    select_user("tenant_id = :tenant_id and employee_id = :employee_id order by id desc limit 1");
std::optional<UserRow> user_of_employee(db::ReadTx& tx, TenantId tenant, EmployeeId employee) {
  return tx.first<UserRow>(kUserOfEmployee, tenant, employee);
}

// Users are few: an empty text stands for "any", so that one statement serves every filter.
const std::string kUsers = select_user(
    "tenant_id = :tenant_id and id < :before "
    "and (:any_q = '' or login_key like :login_like escape '!' or display_name like :name_like escape '!') "
    "and (:any_state = '' or state = :state) "
    "and (:any_role = '' or exists (select 1 from identity_user_roles r where r.tenant_id = "
    "identity_users.tenant_id "
    "and r.user_id = identity_users.id and r.role = :role)) "
    "order by id desc limit :limit");
std::vector<UserRow> users(db::ReadTx& tx, TenantId tenant, std::string_view q, std::string_view state,
                           std::string_view role, std::int64_t before, std::int64_t limit) {
  std::string like = "%";
  for (const char c : q) {
    if (c == '%' || c == '_' || c == '!') like += '!';
    like += c;
  }
  like += '%';
  return tx.all<UserRow>(kUsers, tenant, before, q, like, like, state, state, role, role, limit);
}

constexpr auto kRoles =
    "select role from identity_user_roles where tenant_id = :tenant_id and user_id = :user_id order by role";
std::vector<Role> roles(db::ReadTx& tx, TenantId tenant, UserId user) {
  return tx.all<Role>(kRoles, tenant, user);
}

constexpr auto kDeleteRoles =
    "delete from identity_user_roles where tenant_id = :tenant_id and user_id = :user_id";
constexpr auto kInsertRole =
    "insert into identity_user_roles (tenant_id, user_id, role) values (:tenant_id, :user_id, :role) "
    "on conflict do nothing";
Result<void> replace_roles(db::Tx& tx, TenantId tenant, UserId user, const std::vector<Role>& roles) {
  MANYI_CHECK(tx.exec(kDeleteRoles, tenant, user));
  for (const Role role : roles) MANYI_CHECK(tx.exec(kInsertRole, tenant, user, role));
  return {};
}

constexpr auto kSites =
    "select site_id from identity_user_sites where tenant_id = :tenant_id and user_id = :user_id order by "
    "place";
std::vector<SiteId> sites(db::ReadTx& tx, TenantId tenant, UserId user) {
  return tx.all<SiteId>(kSites, tenant, user);
}

constexpr auto kDeleteSites =
    "delete from identity_user_sites where tenant_id = :tenant_id and user_id = :user_id";
constexpr auto kInsertSite =
    "insert into identity_user_sites (tenant_id, user_id, place, site_id) values (:tenant_id, :user_id, "
    ":place, :site_id)";
Result<void> replace_sites(db::Tx& tx, TenantId tenant, UserId user, const std::vector<SiteId>& sites) {
  MANYI_CHECK(tx.exec(kDeleteSites, tenant, user));
  std::int64_t place = 0;
  for (const SiteId site : sites) MANYI_CHECK(tx.exec(kInsertSite, tenant, user, place++, site));
  return {};
}

constexpr auto kOtherAdministrators =
    "select count(*) from identity_users u join identity_user_roles r on r.tenant_id = u.tenant_id and "
    "r.user_id = u.id "
    "where u.tenant_id = :tenant_id and u.id <> :id and u.state = :state and r.role = :role";
std::int64_t other_active_administrators(db::ReadTx& tx, TenantId tenant, UserId user) {
  return tx.scalar<std::int64_t>(kOtherAdministrators, tenant, user, UserState::kActive, Role::kAdministrator)
      .value_or(0);
}

constexpr auto kUserName =
    "select id, display_name from identity_users where tenant_id = :tenant_id and id = :id";
std::optional<UserName> user_name(db::ReadTx& tx, TenantId tenant, UserId id) {
  return tx.first<UserName>(kUserName, tenant, id);
}

Result<void> insert_session(db::Tx& tx, const SessionRow& row) { return tx.insert("identity_sessions", row); }

const std::string kSessionByHash = select_session("tenant_id = :tenant_id and token_hash = :token_hash");
std::optional<SessionRow> session_by_hash(db::ReadTx& tx, TenantId tenant, std::string_view token_hash) {
  return tx.first<SessionRow>(kSessionByHash, tenant, token_hash);
}

const std::string kSession = select_session("tenant_id = :tenant_id and id = :id");
std::optional<SessionRow> session(db::ReadTx& tx, TenantId tenant, SessionId id) {
  return tx.first<SessionRow>(kSession, tenant, id);
}

constexpr auto kReplaceSecret =
    "update identity_sessions set token_hash = :token_hash where tenant_id = :tenant_id and id = :id";
Result<void> replace_session_secret(db::Tx& tx, TenantId tenant, SessionId id, std::string_view token_hash) {
  MANYI_CHECK(tx.exec(kReplaceSecret, token_hash, tenant, id));
  return {};
}

constexpr auto kDeleteSession = "delete from identity_sessions where tenant_id = :tenant_id and id = :id";
Result<void> delete_session(db::Tx& tx, TenantId tenant, SessionId id) {
  MANYI_CHECK(tx.exec(kDeleteSession, tenant, id));
  return {};
}

constexpr auto kDeleteSessionsOf =
    "delete from identity_sessions where tenant_id = :tenant_id and user_id = :user_id and id <> :kept";
Result<void> delete_sessions_of(db::Tx& tx, TenantId tenant, UserId user, SessionId kept) {
  MANYI_CHECK(tx.exec(kDeleteSessionsOf, tenant, user, kept));
  return {};
}

constexpr auto kDeleteExpired =
    "delete from identity_sessions where tenant_id = :tenant_id and expires_at <= :now";
Result<void> delete_expired_sessions(db::Tx& tx, TenantId tenant, Instant now) {
  MANYI_CHECK(tx.exec(kDeleteExpired, tenant, now));
  return {};
}

Result<void> insert_token(db::Tx& tx, const TokenRow& row) { return tx.insert("identity_tokens", row); }

const std::string kToken = select_token("tenant_id = :tenant_id and id = :id");
std::optional<TokenRow> token(db::ReadTx& tx, TenantId tenant, TokenId id) {
  return tx.first<TokenRow>(kToken, tenant, id);
}

const std::string kTokenByHash = select_token("tenant_id = :tenant_id and token_hash = :token_hash");
std::optional<TokenRow> token_by_hash(db::ReadTx& tx, TenantId tenant, std::string_view token_hash) {
  return tx.first<TokenRow>(kTokenByHash, tenant, token_hash);
}

constexpr auto kRevokeToken =
    "update identity_tokens set revoked_at = :at where tenant_id = :tenant_id and id = :id and revoked_at is "
    "null";
Result<void> revoke_token(db::Tx& tx, TenantId tenant, TokenId id, Instant at) {
  MANYI_CHECK(tx.exec(kRevokeToken, at, tenant, id));
  return {};
}

const std::string kTokens =
    select_token("tenant_id = :tenant_id and id < :before order by id desc limit :limit");
const std::string kTokensOf = select_token(
    "tenant_id = :tenant_id and user_id = :user_id and id < :before order by id desc limit :limit");
std::vector<TokenRow> tokens(db::ReadTx& tx, TenantId tenant, UserId user, std::int64_t before,
                             std::int64_t limit) {
  if (user) return tx.all<TokenRow>(kTokensOf, tenant, user, before, limit);
  return tx.all<TokenRow>(kTokens, tenant, before, limit);
}

}  // namespace manyi::identity::store
