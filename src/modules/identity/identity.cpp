// Use cases of identity: tenants, users, bearer tokens.
// Owns the order of steps: load, decide, store, publish. Sessions are in sessions.cpp.
#include "modules/identity/identity.h"

#include "modules/identity/identity_events.h"
#include "modules/identity/rules.h"
#include "modules/identity/store.h"

namespace manyi::identity {
namespace {

constexpr std::int64_t kDefaultTokenDays = 90;

User user_from(db::ReadTx& tx, const store::UserRow& row) {
  User user;
  static_cast<UserCore&>(user) = row;
  user.roles = store::roles(tx, row.tenant_id, row.id);
  user.site_ids = store::sites(tx, row.tenant_id, row.id);
  return user;
}

Error no_such_user() { return not_found("user.not_found", "There is no such user."); }

Result<store::UserRow> load(db::ReadTx& tx, TenantId tenant, UserId id,
                            const std::optional<std::int64_t>& if_match = {}) {
  auto row = store::user(tx, tenant, id);
  if (!row) return no_such_user();
  if (if_match && *if_match != row->version) return stale("The user was changed in the meantime.");
  return std::move(*row);
}

// Nobody hands out, or takes away, more than he has himself.
Result<void> check_reach(db::ReadTx& tx, const Caller& caller, const store::UserRow& row) {
  if (!may_grant(caller, store::roles(tx, row.tenant_id, row.id)))
    return forbidden("user.above_caller", "This user may do more than you; ask an administrator.");
  return {};
}

Result<void> check_roles(const Caller& caller, const std::vector<Role>& roles) {
  if (roles.empty()) return invalid("/roles", "required", "A user has at least one role.");
  if (!may_grant(caller, roles))
    return forbidden("user.role_above_caller", "You can only give roles that may do no more than you.");
  return {};
}

ApiToken token_from(const store::TokenRow& row, Instant now) {
  ApiToken token{row.id, row.name, row.user_id, {}, TokenState::kActive, row.created_at, row.expires_at};
  std::string_view rest = row.permissions;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    token.permissions.emplace_back(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  if (row.revoked_at)
    token.state = TokenState::kRevoked;
  else if (row.expires_at <= now)
    token.state = TokenState::kExpired;
  return token;
}

}  // namespace

// ---- tenants ------------------------------------------------------------------------------------

std::span<const FieldRule> field_rules(const CreateTenant*) {
  static constexpr FieldRule kRules[] = {{"code", "lower-case letters, digits, hyphens", R"("north")", 2, 32},
                                         {"name", {}, R"("North Service Co.")", 1, 200}};
  return kRules;
}

Result<Tenant> Identity::create_tenant(db::Tx& tx, const CreateTenant& in) {
  if (!valid_tenant_code(in.code))
    return invalid("/code", "format",
                   "A tenant's code has 2 to 32 lower-case letters, digits and inner hyphens.");
  if (in.name.empty()) return invalid("/name", "required", "This field is required.");
  if (store::tenant_by_code(tx, in.code))
    return conflict("tenant.code_taken", "There is a tenant with this code.");
  const Tenant tenant{tx.tenant() ? tx.tenant() : tx.new_id<TenantTag>(), in.code, in.name};
  MANYI_CHECK(store::insert_tenant(tx, tenant, tx.now()));
  MANYI_CHECK(events_.publish(tx, Caller::system(tenant.id), TenantCreated{tenant.id}));
  return tenant;
}

std::optional<Tenant> Identity::tenant(db::ReadTx& tx, TenantId id) { return store::tenant(tx, id); }
std::optional<Tenant> Identity::tenant_by_code(db::ReadTx& tx, std::string_view code) {
  return store::tenant_by_code(tx, code);
}
std::vector<Tenant> Identity::tenants(db::ReadTx& tx) { return store::tenants(tx); }

// ---- users --------------------------------------------------------------------------------------

std::span<const FieldRule> field_rules(const CreateUser*) {
  static constexpr FieldRule kRules[] = {
      {"login", "unique within the tenant, without regard to case", R"("luo.min")", 1, 64},
      {"display_name", {}, R"("罗敏")", 1, 100},
      {"password", "at least 8 characters, not the log-in", R"("correct horse")", 0, 256},
      {"roles", {}, R"(["info_clerk"])", 1, 10},
      {"site_ids", "the first is the home site", {}, 0, 200}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeUser*) {
  static constexpr FieldRule kRules[] = {
      {"display_name", {}, R"("罗敏")", 1, 100},
      {"roles", "replaces all", R"(["info_clerk"])", 1, 10},
      {"site_ids", "replaces all; the first is the home site", {}, 0, 200}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ResetPassword*) {
  static constexpr FieldRule kRules[] = {
      {"password", "at least 8 characters, not the log-in", R"("correct horse")", 0, 256}};
  return kRules;
}

Result<HashedUser> Identity::hash(CreateUser user) {
  std::vector<FieldError> errors;
  if (auto error = check_login(user.login)) errors.push_back(std::move(*error));
  if (auto error = check_password(user.password, user.login)) errors.push_back(std::move(*error));
  if (!errors.empty()) return invalid(std::move(errors));
  MANYI_TRY(std::string hash, auth::hash_password(user.password));
  user.password.clear();
  return HashedUser{std::move(user), std::move(hash)};
}

Result<HashedPassword> Identity::hash(UserId id, std::string_view login, std::string_view password) {
  if (auto error = check_password(password, login)) return invalid({std::move(*error)});
  MANYI_TRY(std::string hash, auth::hash_password(password));
  return HashedPassword{id, std::move(hash)};
}

Result<void> Identity::check_references(db::ReadTx& tx, TenantId tenant,
                                        const std::optional<EmployeeId>& employee,
                                        const std::vector<SiteId>& sites) {
  std::vector<FieldError> errors;
  if (employee && staff_.employee_exists && !staff_.employee_exists(tx, tenant, *employee))
    errors.push_back({"/employee_id", "not_found", "There is no such employee."});
  for (std::size_t i = 0; staff_.site_exists && i < sites.size(); ++i)
    if (!staff_.site_exists(tx, tenant, sites[i]))
      errors.push_back({"/site_ids/" + std::to_string(i), "not_found", "There is no such site."});
  if (!errors.empty()) return invalid(std::move(errors));
  return {};
}

Result<User> Identity::create_user(db::Tx& tx, const Caller& caller, const HashedUser& in) {
  MANYI_CHECK(check_roles(caller, in.user.roles));
  MANYI_CHECK(check_references(tx, caller.tenant, in.user.employee_id, in.user.site_ids));
  store::UserRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<UserTag>();
  row.login = in.user.login;
  row.login_key = login_key(in.user.login);
  row.display_name = in.user.display_name.empty() ? in.user.login : in.user.display_name;
  row.employee_id = in.user.employee_id;
  row.dealer_id = in.user.dealer_id;
  row.manufacturer_id = in.user.manufacturer_id;
  row.locale = in.user.locale.value_or(Locale::kZh);
  row.password_hash = in.password_hash;
  row.created_at = row.updated_at = tx.now();
  if (store::user_by_login(tx, caller.tenant, row.login_key))
    return conflict("user.login_taken", "There is a user with this log-in.");
  MANYI_CHECK(store::insert_user(tx, row));
  MANYI_CHECK(store::replace_roles(tx, caller.tenant, row.id, in.user.roles));
  MANYI_CHECK(store::replace_sites(tx, caller.tenant, row.id, in.user.site_ids));
  MANYI_CHECK(events_.publish(tx, caller, UserCreated{{row.id}}));
  return user_from(tx, row);
}

Result<User> Identity::change_user(db::Tx& tx, const Caller& caller, const ChangeUser& in) {
  MANYI_TRY(store::UserRow row, load(tx, caller.tenant, in.id, in.if_match));
  MANYI_CHECK(check_reach(tx, caller, row));
  MANYI_CHECK(
      check_references(tx, caller.tenant, in.employee_id, in.site_ids.value_or(std::vector<SiteId>())));
  if (in.roles) {
    MANYI_CHECK(check_roles(caller, *in.roles));
    if (is_administrator(store::roles(tx, caller.tenant, row.id)) && !is_administrator(*in.roles) &&
        row.state == UserState::kActive &&
        !may_lose_administrator(store::other_active_administrators(tx, caller.tenant, row.id)))
      return conflict("user.last_administrator", "The last administrator keeps his role.");
    MANYI_CHECK(store::replace_roles(tx, caller.tenant, row.id, *in.roles));
  }
  if (in.site_ids) MANYI_CHECK(store::replace_sites(tx, caller.tenant, row.id, *in.site_ids));
  if (in.display_name) row.display_name = *in.display_name;
  if (in.employee_id) row.employee_id = in.employee_id;
  if (in.dealer_id) row.dealer_id = in.dealer_id;
  if (in.manufacturer_id) row.manufacturer_id = in.manufacturer_id;
  if (in.locale) row.locale = *in.locale;
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_user(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, UserChanged{{row.id}}));
  forget(tx, caller.tenant, row.id);
  return user_from(tx, row);
}

Result<User> Identity::disable_user(db::Tx& tx, const Caller& caller, const UserRef& in) {
  MANYI_TRY(store::UserRow row, load(tx, caller.tenant, in.id, in.if_match));
  MANYI_CHECK(check_reach(tx, caller, row));
  if (row.state == UserState::kDisabled) return user_from(tx, row);
  if (is_administrator(store::roles(tx, caller.tenant, row.id)) &&
      !may_lose_administrator(store::other_active_administrators(tx, caller.tenant, row.id)))
    return conflict("user.last_administrator", "The last administrator cannot be disabled.");
  row.state = UserState::kDisabled;
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_user(tx, row));
  MANYI_CHECK(store::delete_sessions_of(tx, caller.tenant, row.id, SessionId()));
  MANYI_CHECK(events_.publish(tx, caller, UserDisabled{{row.id}}));
  forget(tx, caller.tenant, row.id);
  return user_from(tx, row);
}

Result<User> Identity::enable_user(db::Tx& tx, const Caller& caller, const UserRef& in) {
  MANYI_TRY(store::UserRow row, load(tx, caller.tenant, in.id, in.if_match));
  MANYI_CHECK(check_reach(tx, caller, row));
  if (row.state == UserState::kActive) return user_from(tx, row);
  row.state = UserState::kActive;
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_user(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, UserEnabled{{row.id}}));
  forget(tx, caller.tenant, row.id);
  return user_from(tx, row);
}

Result<User> Identity::set_password(db::Tx& tx, const Caller& caller, const HashedPassword& in) {
  MANYI_TRY(store::UserRow row, load(tx, caller.tenant, in.id));
  MANYI_CHECK(check_reach(tx, caller, row));
  row.password_hash = in.password_hash;
  row.updated_at = tx.now();
  ++row.version;
  MANYI_CHECK(store::update_user(tx, row));
  MANYI_CHECK(store::delete_sessions_of(tx, caller.tenant, row.id, SessionId()));
  MANYI_CHECK(events_.publish(tx, caller, PasswordChanged{{row.id}}));
  forget(tx, caller.tenant, row.id);
  return user_from(tx, row);
}

Result<User> Identity::get_user(db::ReadTx& tx, const Caller& caller, UserId id) {
  MANYI_TRY(const store::UserRow row, load(tx, caller.tenant, id));
  return user_from(tx, row);
}

Result<Page<User>> Identity::list_users(db::ReadTx& tx, const Caller& caller, const ListUsers& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  const auto rows =
      store::users(tx, caller.tenant, login_key(in.q.value_or("")), in.state ? enum_name(*in.state) : "",
                   in.role ? enum_name(*in.role) : "", before, limit + 1);
  std::vector<User> users;
  for (const auto& row : rows) users.push_back(user_from(tx, row));
  return page_by_id(std::move(users), limit);
}

std::optional<User> Identity::user(db::ReadTx& tx, TenantId tenant, UserId id) {
  const auto row = store::user(tx, tenant, id);
  if (!row) return std::nullopt;
  return user_from(tx, *row);
}

std::optional<User> Identity::user_by_login(db::ReadTx& tx, TenantId tenant, std::string_view login) {
  const auto row = store::user_by_login(tx, tenant, login_key(login));
  if (!row) return std::nullopt;
  return user_from(tx, *row);
}

std::optional<User> Identity::user_of_employee(db::ReadTx& tx, TenantId tenant, EmployeeId employee) {
  const auto row = store::user_of_employee(tx, tenant, employee);
  if (!row) return std::nullopt;
  return user_from(tx, *row);
}

std::map<UserId, std::string> Identity::user_names(db::ReadTx& tx, TenantId tenant,
                                                   std::span<const UserId> ids) {
  std::map<UserId, std::string> names;
  for (const UserId id : ids) {
    if (!id || names.contains(id)) continue;
    if (auto name = store::user_name(tx, tenant, id)) names.emplace(id, std::move(name->display_name));
  }
  return names;
}

std::vector<RoleInfo> Identity::roles() {
  std::vector<RoleInfo> all;
  for (const RoleRule& rule : role_rules()) {
    RoleInfo info{rule.role, {}, rule.scope};
    for (const Permission permission : rule.permissions.list())
      info.permissions.emplace_back(name(permission));
    all.push_back(std::move(info));
  }
  return all;
}

// The cache is told after the commit: before it, a reader could put the old state back.
void Identity::forget(db::Tx& tx, TenantId tenant, UserId user) {
  tx.after_commit([&cache = auth_.cache, tenant, user] { cache.forget_user(tenant, user); });
}

// ---- bearer tokens --------------------------------------------------------------------------------

std::span<const FieldRule> field_rules(const CreateToken*) {
  static constexpr FieldRule kRules[] = {
      {"name", "what the token is for", R"("nightly export")", 1, 100},
      {"permissions", "names; none that the user lacks", R"(["work_order.read"])", 1, 100},
      {"expires_in_days", "default 90", "90", 0, 4000, 1, 366}};
  return kRules;
}

Result<NewToken> Identity::create_token(db::Tx& tx, const Caller& caller, const CreateToken& in) {
  const UserId owner_id = in.user_id.value_or(caller.user);
  if (!owner_id) return invalid("/user_id", "required", "A token belongs to a user.");
  MANYI_TRY(const store::UserRow owner, load(tx, caller.tenant, owner_id));
  if (owner.id != caller.user) MANYI_CHECK(check_reach(tx, caller, owner));
  if (owner.state != UserState::kActive) return conflict("user.disabled", "The user is disabled.");
  const std::int64_t days = in.expires_in_days.value_or(kDefaultTokenDays);
  if (days < 1 || days > 366)
    return invalid("/expires_in_days", "out_of_range", "A token lasts 1 to 366 days.");
  if (in.permissions.empty())
    return invalid("/permissions", "required", "A token has at least one permission.");
  const auto roles = store::roles(tx, caller.tenant, owner.id);
  PermissionSet owned = grant_of(roles).permissions;
  if (owner.id == caller.user) owned.keep(caller.permissions);  // a token begets no stronger token
  PermissionSet wanted;
  std::vector<FieldError> errors;
  for (std::size_t i = 0; i < in.permissions.size(); ++i) {
    const auto permission = parse_permission(in.permissions[i]);
    const std::string pointer = "/permissions/" + std::to_string(i);
    if (!permission)
      errors.push_back({pointer, "choice", "There is no such permission."});
    else if (!owned.has(*permission))
      errors.push_back({pointer, "not_held", "The user does not have this permission."});
    else
      wanted.add(*permission);
  }
  if (!errors.empty()) return invalid(std::move(errors));
  const auto tenant = store::tenant(tx, caller.tenant);
  if (!tenant) return not_found("tenant.not_found", "There is no such tenant.");

  store::TokenRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<TokenTag>();
  row.user_id = owner.id;
  row.name = in.name;
  const std::string secret = tenant->code + "." + auth::random_token();
  row.token_hash = auth::token_hash(secret);
  for (const Permission permission : wanted.list()) {
    if (!row.permissions.empty()) row.permissions += ',';
    row.permissions += name(permission);
  }
  row.created_at = tx.now();
  row.expires_at = tx.now() + kDay * days;
  MANYI_CHECK(store::insert_token(tx, row));
  MANYI_CHECK(events_.publish(tx, caller, TokenCreated{{row.id, row.user_id}}));
  NewToken token;
  static_cast<ApiToken&>(token) = token_from(row, tx.now());
  token.secret = secret;
  return token;
}

Result<ApiToken> Identity::revoke_token(db::Tx& tx, const Caller& caller, TokenId id) {
  auto row = store::token(tx, caller.tenant, id);
  const bool own = row && row->user_id == caller.user;
  if (!row || (!own && caller.user && !caller.may(Permission::kUserWrite)))
    return not_found("token.not_found", "There is no such token.");
  if (!row->revoked_at) {
    row->revoked_at = tx.now();
    MANYI_CHECK(store::revoke_token(tx, caller.tenant, id, tx.now()));
    MANYI_CHECK(events_.publish(tx, caller, TokenRevoked{{row->id, row->user_id}}));
    tx.after_commit([&cache = auth_.cache, key = row->token_hash] { cache.forget_token(key); });
  }
  return token_from(*row, tx.now());
}

Result<Page<ApiToken>> Identity::list_tokens(db::ReadTx& tx, const Caller& caller, const ListTokens& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  const UserId whose = caller.may(Permission::kUserWrite) ? UserId() : caller.user;
  std::vector<ApiToken> tokens;
  for (const auto& row : store::tokens(tx, caller.tenant, whose, before, limit + 1))
    tokens.push_back(token_from(row, tx.now()));
  return page_by_id(std::move(tokens), limit);
}

}  // namespace manyi::identity
