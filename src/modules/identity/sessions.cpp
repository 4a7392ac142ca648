// Use cases of logging in and out, and the answer to "who is this?" for every request.
// Owns the equal treatment of all failed log-ins.
#include <algorithm>

#include "modules/identity/identity.h"
#include "modules/identity/identity_events.h"
#include "modules/identity/rules.h"
#include "modules/identity/store.h"

namespace manyi::identity {
namespace {

// One answer for every reason, so that nobody learns which log-ins exist.
Error wrong_login() { return unauthenticated("session.wrong_login", "The log-in or the password is wrong."); }
Error no_session() { return unauthenticated("session.required", "Log in first."); }

Session describe(const Tenant& tenant, const store::UserRow& row, const std::vector<Role>& roles,
                 const Caller& caller) {
  Session session;
  session.user = {row.id,          row.login,  row.display_name, roles,
                  row.employee_id, row.locale, row.theme,        row.expert_mode};
  session.tenant = {tenant.code, tenant.name};
  for (const Permission permission : caller.permissions.list())
    session.permissions.emplace_back(name(permission));
  session.scope = caller.scope;
  session.site_ids = caller.site_ids;
  return session;
}

}  // namespace

std::span<const FieldRule> field_rules(const StartSession*) {
  static constexpr FieldRule kRules[] = {
      {"tenant", "may be left out while there is but one", R"("north")", 0, 64},
      {"login", {}, R"("luo.min")", 1, 64},
      {"password", {}, R"("correct horse")", 1, 1024}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangePassword*) {
  static constexpr FieldRule kRules[] = {
      {"current", {}, R"("correct horse")", 1, 1024},
      {"new_password", "at least 8 characters, not the log-in", R"("battery staple")", 0, 1024}};
  return kRules;
}

Result<VerifiedLogin> Identity::verify(db::Database& database, const StartSession& in,
                                       std::string_view address) {
  std::optional<Tenant> tenant;
  std::optional<store::UserRow> user;
  database.read([&](db::ReadTx& tx) {
    if (in.tenant && !in.tenant->empty()) {
      tenant = store::tenant_by_code(tx, *in.tenant);
    } else {
      const auto all = store::tenants(tx);
      if (all.size() == 1) tenant = all.front();
    }
    if (tenant) user = store::user_by_login(tx, tenant->id, login_key(in.login));
  });
  const std::string who = (tenant ? tenant->code : in.tenant.value_or("")) + "/" + login_key(in.login);
  MANYI_CHECK(auth_.throttle.check(who, address));
  const bool may_come = user && user->state == UserState::kActive;
  // An empty hash costs as much to verify as a real one.
  const bool right = auth::verify_password(may_come ? user->password_hash : std::string(), in.password);
  if (!may_come || !right) {
    auth_.throttle.failed(who, address);
    return wrong_login();
  }
  auth_.throttle.succeeded(who, address);
  VerifiedLogin login{*tenant, user->id, user->password_hash, {}, tenant->code + "." + auth::random_token()};
  if (auth::needs_rehash(user->password_hash)) {
    if (auto stronger = auth::hash_password(in.password)) login.rehashed = std::move(*stronger);
  }
  return login;
}

Result<Caller> Identity::caller_of(db::ReadTx& tx, TenantId tenant, UserId id) {
  const auto row = store::user(tx, tenant, id);
  if (!row || row->state != UserState::kActive) return no_session();
  const auto roles = store::roles(tx, tenant, id);
  const Grant grant = grant_of(roles);
  Caller caller;
  caller.tenant = tenant;
  caller.user = id;
  caller.employee = row->employee_id.value_or(EmployeeId());
  caller.permissions = grant.permissions;
  caller.scope = grant.scope;
  caller.site_ids = store::sites(tx, tenant, id);
  caller.dealer_id = row->dealer_id ? row->dealer_id->value() : 0;
  caller.manufacturer_id = row->manufacturer_id ? row->manufacturer_id->value() : 0;
  caller.locale = enum_name(row->locale);
  if (grant.scope == Scope::kTeam && caller.employee && staff_.team_of)
    caller.team = staff_.team_of(tx, tenant, caller.employee);
  return caller;
}

Result<StartedSession> Identity::start_session(db::Tx& tx, const VerifiedLogin& login) {
  const TenantId tenant = login.tenant.id;
  auto row = store::user(tx, tenant, login.user);
  if (!row || row->state != UserState::kActive || row->password_hash != login.password_hash)
    return wrong_login();
  if (!login.rehashed.empty()) {
    row->password_hash = login.rehashed;
    MANYI_CHECK(store::update_user(tx, *row));
  }
  MANYI_CHECK(store::delete_expired_sessions(tx, tenant, tx.now()));
  MANYI_CHECK(store::touch_login(tx, tenant, login.user, tx.now()));
  store::SessionRow session{tenant,   tx.new_id<SessionTag>(), login.user, auth::token_hash(login.secret),
                            tx.now(), tx.now() + kSessionLasts};
  MANYI_CHECK(store::insert_session(tx, session));
  MANYI_TRY(const Caller caller, caller_of(tx, tenant, login.user));
  MANYI_CHECK(events_.publish(tx, caller, SessionStarted{{login.user}}));
  StartedSession started{describe(login.tenant, *row, store::roles(tx, tenant, login.user), caller),
                         login.secret};
  started.session.csrf_token = auth_.csrf.token(session.id);
  started.session.expires_at = session.expires_at;
  return started;
}

Result<Session> Identity::session(db::ReadTx& tx, const Caller& caller) {
  const auto tenant = store::tenant(tx, caller.tenant);
  const auto row = store::user(tx, caller.tenant, caller.user);
  if (!tenant || !row) return no_session();
  Session session = describe(*tenant, *row, store::roles(tx, caller.tenant, caller.user), caller);
  if (caller.session) {
    session.csrf_token = auth_.csrf.token(caller.session);
    if (const auto stored = store::session(tx, caller.tenant, caller.session))
      session.expires_at = stored->expires_at;
  }
  return session;
}

Result<void> Identity::end_session(db::Tx& tx, const Caller& caller) {
  if (!caller.session) return conflict("session.bearer", "A bearer token has no session to end; revoke it.");
  MANYI_CHECK(store::delete_session(tx, caller.tenant, caller.session));
  MANYI_CHECK(events_.publish(tx, caller, SessionEnded{{caller.user}}));
  forget(tx, caller.tenant, caller.user);
  return {};
}

Result<Session> Identity::change_preferences(db::Tx& tx, const Caller& caller, const ChangePreferences& in) {
  auto row = store::user(tx, caller.tenant, caller.user);
  if (!row) return no_session();
  if (in.locale) row->locale = *in.locale;
  if (in.theme) row->theme = *in.theme;
  if (in.expert_mode) row->expert_mode = *in.expert_mode;
  row->updated_at = tx.now();
  ++row->version;
  MANYI_CHECK(store::update_user(tx, *row));
  MANYI_CHECK(events_.publish(tx, caller, UserChanged{{row->id}}));
  forget(tx, caller.tenant, caller.user);
  return session(tx, caller);
}

Result<VerifiedPasswordChange> Identity::verify(db::Database& database, const Caller& caller,
                                                const ChangePassword& in, std::string_view address) {
  if (!caller.session)
    return forbidden("session.bearer", "A password is changed in a session, not with a token.");
  const auto found = database.read([&](db::ReadTx& tx) {
    return std::pair(store::user(tx, caller.tenant, caller.user), store::tenant(tx, caller.tenant));
  });
  if (!found.first || !found.second) return no_session();
  const store::UserRow& row = *found.first;
  const std::string who = found.second->code + "/" + row.login_key;
  MANYI_CHECK(auth_.throttle.check(who, address));
  if (!auth::verify_password(row.password_hash, in.current)) {
    auth_.throttle.failed(who, address);
    return invalid("/current", "wrong", "This is not your present password.");
  }
  auth_.throttle.succeeded(who, address);
  if (auto error = check_password(in.new_password, row.login, "/new_password"))
    return invalid({std::move(*error)});
  MANYI_TRY(std::string hash, auth::hash_password(in.new_password));
  return VerifiedPasswordChange{row.password_hash, std::move(hash),
                                found.second->code + "." + auth::random_token()};
}

Result<StartedSession> Identity::change_password(db::Tx& tx, const Caller& caller,
                                                 const VerifiedPasswordChange& in) {
  auto row = store::user(tx, caller.tenant, caller.user);
  if (!row || !store::session(tx, caller.tenant, caller.session)) return no_session();
  if (row->password_hash != in.old_hash)
    return conflict("user.password_changed", "The password was changed meanwhile.");
  row->password_hash = in.new_hash;
  row->updated_at = tx.now();
  ++row->version;
  MANYI_CHECK(store::update_user(tx, *row));
  MANYI_CHECK(store::delete_sessions_of(tx, caller.tenant, caller.user, caller.session));
  MANYI_CHECK(store::replace_session_secret(tx, caller.tenant, caller.session, auth::token_hash(in.secret)));
  MANYI_CHECK(events_.publish(tx, caller, PasswordChanged{{row->id}}));
  forget(tx, caller.tenant, caller.user);
  MANYI_TRY(Session now, session(tx, caller));
  return StartedSession{std::move(now), in.secret};
}

Result<auth::Login> Identity::by_session(db::ReadTx& tx, std::string_view token) {
  const auto parts = split_token(token);
  if (!parts) return no_session();
  const auto tenant = store::tenant_by_code(tx, parts->tenant_code);
  if (!tenant) return no_session();
  const auto session = store::session_by_hash(tx, tenant->id, auth::token_hash(token));
  if (!session || session->expires_at <= tx.now()) return no_session();
  MANYI_TRY(Caller caller, caller_of(tx, tenant->id, session->user_id));
  caller.session = session->id;
  return auth::Login{std::move(caller), session->expires_at};
}

Result<auth::Login> Identity::by_bearer(db::ReadTx& tx, std::string_view token) {
  const auto no_token = [] {
    return unauthenticated("token.not_valid", "The token is unknown, revoked or has expired.");
  };
  const auto parts = split_token(token);
  if (!parts) return no_token();
  const auto tenant = store::tenant_by_code(tx, parts->tenant_code);
  if (!tenant) return no_token();
  const auto row = store::token_by_hash(tx, tenant->id, auth::token_hash(token));
  if (!row || row->revoked_at || row->expires_at <= tx.now()) return no_token();
  auto caller = caller_of(tx, tenant->id, row->user_id);
  if (!caller) return no_token();
  PermissionSet granted;
  std::string_view rest = row->permissions;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    if (const auto permission = parse_permission(rest.substr(0, comma))) granted.add(*permission);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  caller->permissions.keep(granted);
  caller->token = row->id;
  return auth::Login{std::move(*caller), row->expires_at};
}

}  // namespace manyi::identity
