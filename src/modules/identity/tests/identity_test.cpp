// Use cases of identity on a database in memory: users, sessions, tokens.
// Owns the cases.
#include "modules/identity/identity.h"

#include <gtest/gtest.h>

#include "identity_migrations.h"
#include "modules/identity/identity_events.h"
#include "platform/testing/room.h"

namespace manyi::identity {
namespace {

constexpr auto kAddress = "10.0.0.7";
constexpr auto kPassword = "correct horse";

struct IdentityTest : testing::TestWithParam<db::Dialect> {
  Room room{{identity_migrations()}, GetParam()};
  auth::LoginCache cache{room.clock};
  auth::LoginThrottle throttle{room.clock};
  auth::Csrf csrf{auth::Csrf::random_key()};
  Identity identity{room.events, {cache, throttle, csrf}};
  Caller root = Caller::system(room.tenant);

  IdentityTest() {
    EXPECT_TRUE(room.write([&](db::Tx& tx) {
                      return identity.create_tenant(tx, {"north", "North Service"});
                    })
                    .ok());
  }

  Result<User> add(const std::string& login, std::vector<Role> roles, std::optional<Caller> by = {}) {
    // Hashing is slow on purpose; all users of a test share one password and so one hash.
    static const std::string hash = *auth::hash_password(kPassword);
    HashedUser user;
    user.user.login = login;
    user.user.display_name = login;
    user.user.roles = std::move(roles);
    user.password_hash = hash;
    const Caller caller = by.value_or(root);
    return room.write([&](db::Tx& tx) { return identity.create_user(tx, caller, user); });
  }
  Result<StartedSession> log_in(const std::string& login, const std::string& password = kPassword) {
    MANYI_TRY(const auto verified, identity.verify(*room.database, {"north", login, password}, kAddress));
    return room.write([&](db::Tx& tx) { return identity.start_session(tx, verified); });
  }
  Result<Caller> who(const std::string& secret) {
    auto login = room.read([&](db::ReadTx& tx) { return identity.by_session(tx, secret); });
    if (!login) return login.error();
    return login->caller;
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, IdentityTest, testing::ValuesIn(db::test_dialects()), [](const auto& p) {
  return p.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(IdentityTest, ALoginGivesASessionWithTheRolesPermissions) {
  const auto clerk = add("luo.min", {Role::kInfoClerk});
  ASSERT_TRUE(clerk.ok());
  const auto started = log_in("LUO.MIN");
  ASSERT_TRUE(started.ok());
  EXPECT_EQ(started->session.user.login, "luo.min");
  EXPECT_EQ(started->session.tenant.code, "north");
  EXPECT_EQ(started->session.scope, Scope::kSite);
  EXPECT_FALSE(started->session.csrf_token.empty());
  const auto caller = who(started->secret);
  ASSERT_TRUE(caller.ok());
  EXPECT_EQ(caller->user, clerk->id);
  EXPECT_TRUE(caller->may(Permission::kWorkOrderCreate));
  EXPECT_FALSE(caller->may(Permission::kUserWrite));
  EXPECT_EQ(room.published<SessionStarted>().size(), 1u);
}

TEST_P(IdentityTest, TheTenantMayBeLeftOutWhileThereIsButOne) {
  ASSERT_TRUE(add("luo.min", {Role::kInfoClerk}).ok());
  EXPECT_TRUE(identity.verify(*room.database, {{}, "luo.min", kPassword}, kAddress).ok());
  ASSERT_TRUE(room.write_for(TenantId(77),
                             [&](db::Tx& tx) {
                               return identity.create_tenant(tx, {"south", "South"});
                             })
                  .ok());
  EXPECT_FALSE(identity.verify(*room.database, {{}, "luo.min", kPassword}, kAddress).ok());
}

TEST_P(IdentityTest, EveryFailedLoginAnswersAlike) {
  const auto user = add("luo.min", {Role::kInfoClerk});
  ASSERT_TRUE(add("gone", {Role::kInfoClerk}).ok());
  const auto gone =
      room.read([&](db::ReadTx& tx) { return identity.user_by_login(tx, room.tenant, "gone"); });
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return identity.disable_user(tx, root, {gone->id, {}}); }).ok());
  const std::vector<StartSession> attempts = {{"north", "luo.min", "wrong horse"},
                                              {"north", "nobody", kPassword},
                                              {"north", "gone", kPassword},
                                              {"nowhere", "luo.min", kPassword}};
  for (const auto& attempt : attempts) {
    const auto verified = identity.verify(*room.database, attempt, kAddress);
    ASSERT_FALSE(verified.ok());
    EXPECT_EQ(verified.error().code, ErrorCode::kUnauthenticated);
    EXPECT_EQ(verified.error().key, "session.wrong_login");
  }
  EXPECT_TRUE(user.ok());
}

TEST_P(IdentityTest, GuessingIsSlowedDown) {
  ASSERT_TRUE(add("luo.min", {Role::kInfoClerk}).ok());
  Result<VerifiedLogin> last = unauthenticated("", "");
  for (int i = 0; i < 7; ++i)
    last = identity.verify(*room.database, {"north", "luo.min", "wrong horse"}, kAddress);
  ASSERT_FALSE(last.ok());
  EXPECT_EQ(last.error().code, ErrorCode::kTooMany);
  EXPECT_GT(last.error().retry_after_s, 0);
  room.clock.advance(kHour);
  EXPECT_TRUE(log_in("luo.min").ok());
}

TEST_P(IdentityTest, ALoginIsUniqueWithoutRegardToCase) {
  ASSERT_TRUE(add("luo.min", {Role::kInfoClerk}).ok());
  EXPECT_EQ(add("Luo.Min", {Role::kTechnician}).error().code, ErrorCode::kConflict);
}

TEST_P(IdentityTest, DisablingEndsTheSessionAtOnce) {
  const auto user = add("luo.min", {Role::kInfoClerk});
  const auto started = log_in("luo.min");
  const auto hash = auth::token_hash(started->secret);
  cache.store(hash, {*who(started->secret), room.clock.now() + kHour}, cache.generation());
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return identity.disable_user(tx, root, {user->id, {}}); }).ok());
  EXPECT_EQ(who(started->secret).error().code, ErrorCode::kUnauthenticated);
  EXPECT_FALSE(cache.find(hash).has_value());
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return identity.enable_user(tx, root, {user->id, {}}); }).ok());
  EXPECT_FALSE(who(started->secret).ok()) << "an ended session stays ended";
}

TEST_P(IdentityTest, ChangingThePasswordEndsTheOtherSessions) {
  ASSERT_TRUE(add("luo.min", {Role::kInfoClerk}).ok());
  const auto here = log_in("luo.min"), there = log_in("luo.min");
  const auto caller = who(here->secret);
  const auto wrong = identity.verify(*room.database, *caller, {"not this one", "battery staple"}, kAddress);
  EXPECT_EQ(wrong.error().fields[0].pointer, "/current");
  const auto weak = identity.verify(*room.database, *caller, {kPassword, "LUO.MIN"}, kAddress);
  EXPECT_EQ(weak.error().fields[0].pointer, "/new_password");
  const auto verified = identity.verify(*room.database, *caller, {kPassword, "battery staple"}, kAddress);
  ASSERT_TRUE(verified.ok());
  const auto renewed =
      room.write([&](db::Tx& tx) { return identity.change_password(tx, *caller, *verified); });
  ASSERT_TRUE(renewed.ok());
  EXPECT_EQ(renewed->session.csrf_token, here->session.csrf_token);
  EXPECT_FALSE(who(there->secret).ok());
  EXPECT_FALSE(who(here->secret).ok()) << "the old secret is worth nothing";
  EXPECT_TRUE(who(renewed->secret).ok());
  EXPECT_FALSE(log_in("luo.min").ok());
  EXPECT_TRUE(log_in("luo.min", "battery staple").ok());
}

TEST_P(IdentityTest, ASessionEndsByItself) {
  ASSERT_TRUE(add("luo.min", {Role::kInfoClerk}).ok());
  const auto started = log_in("luo.min");
  room.clock.advance(kSessionLasts - kMinute);
  EXPECT_TRUE(who(started->secret).ok());
  room.clock.advance(kMinute);
  EXPECT_FALSE(who(started->secret).ok());
}

TEST_P(IdentityTest, LoggingOutEndsThisSessionOnly) {
  ASSERT_TRUE(add("luo.min", {Role::kInfoClerk}).ok());
  const auto here = log_in("luo.min"), there = log_in("luo.min");
  const auto caller = who(here->secret);
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return identity.end_session(tx, *caller); }).ok());
  EXPECT_FALSE(who(here->secret).ok());
  EXPECT_TRUE(who(there->secret).ok());
}

TEST_P(IdentityTest, TheLastAdministratorStays) {
  const auto one = add("root", {Role::kAdministrator});
  ChangeUser demote;
  demote.id = one->id;
  demote.roles = {Role::kInfoClerk};
  const auto disable = [&](UserId id) {
    return room.write([&](db::Tx& tx) { return identity.disable_user(tx, root, {id, {}}); });
  };
  EXPECT_EQ(disable(one->id).error().key, "user.last_administrator");
  EXPECT_EQ(room.write([&](db::Tx& tx) { return identity.change_user(tx, root, demote); }).error().key,
            "user.last_administrator");
  const auto two = add("deputy", {Role::kAdministrator, Role::kManager});
  EXPECT_TRUE(disable(one->id).ok());
  EXPECT_EQ(disable(two->id).error().key, "user.last_administrator")
      << "a disabled administrator does not count";
}

TEST_P(IdentityTest, AManagerNeitherMakesNorTouchesAnAdministrator) {
  const auto administrator = add("root", {Role::kAdministrator});
  const Caller manager = room.caller(Role::kManager);
  EXPECT_EQ(add("friend", {Role::kAdministrator}, manager).error().code, ErrorCode::kForbidden);
  EXPECT_TRUE(add("clerk", {Role::kInfoClerk}, manager).ok());
  const auto reset = room.write([&](db::Tx& tx) {
    return identity.set_password(tx, manager, {administrator->id, "x"});
  });
  EXPECT_EQ(reset.error().code, ErrorCode::kForbidden);
}

TEST_P(IdentityTest, ATokenIsASubsetAndDiesWithItsUser) {
  const auto clerk = add("luo.min", {Role::kInfoClerk});
  const auto make = [&](std::vector<std::string> permissions, const Caller& by) {
    CreateToken in;
    in.name = "export";
    in.user_id = clerk->id;
    in.permissions = std::move(permissions);
    return room.write([&](db::Tx& tx) { return identity.create_token(tx, by, in); });
  };
  const auto refused = make({"user.write", "work_order.read", "no.such"}, root);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().fields.size(), 2u);
  const auto token = make({"work_order.read"}, root);
  ASSERT_TRUE(token.ok());
  EXPECT_TRUE(token->secret.starts_with("north."));
  const auto login = room.read([&](db::ReadTx& tx) { return identity.by_bearer(tx, token->secret); });
  ASSERT_TRUE(login.ok());
  EXPECT_EQ(login->caller.permissions, PermissionSet{Permission::kWorkOrderRead});
  EXPECT_EQ(login->caller.token, token->id);
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return identity.disable_user(tx, root, {clerk->id, {}}); }).ok());
  EXPECT_FALSE(room.read([&](db::ReadTx& tx) { return identity.by_bearer(tx, token->secret); }).ok());
}

TEST_P(IdentityTest, ATokenExpiresAndCanBeRevoked) {
  const auto clerk = add("luo.min", {Role::kInfoClerk});
  CreateToken in;
  in.name = "export";
  in.user_id = clerk->id;
  in.permissions = {"work_order.read"};
  in.expires_in_days = 2;
  const auto make = [&] {
    return room.write([&](db::Tx& tx) { return identity.create_token(tx, root, in); });
  };
  const auto valid = [&](const std::string& secret) {
    return room.read([&](db::ReadTx& tx) { return identity.by_bearer(tx, secret).ok(); });
  };
  const auto first = make(), second = make();
  EXPECT_TRUE(valid(first->secret));
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return identity.revoke_token(tx, root, first->id); }).ok());
  EXPECT_FALSE(valid(first->secret));
  EXPECT_TRUE(valid(second->secret));
  room.clock.advance(kDay * 2);
  EXPECT_FALSE(valid(second->secret));
  const auto listed = room.read([&](db::ReadTx& tx) { return identity.list_tokens(tx, root, {}); });
  ASSERT_EQ(listed->items.size(), 2u);
  EXPECT_EQ(listed->items[0].state, TokenState::kExpired);
  EXPECT_EQ(listed->items[1].state, TokenState::kRevoked);
  in.expires_in_days = 367;
  EXPECT_FALSE(make().ok());
}

TEST_P(IdentityTest, NoSecretIsStored) {
  ASSERT_TRUE(add("luo.min", {Role::kInfoClerk}).ok());
  const auto started = log_in("luo.min");
  const auto secret = started->secret.substr(started->secret.find('.') + 1);
  if (GetParam() != db::Dialect::kSqlite) return;
  const std::string everything = room.all_text();
  EXPECT_EQ(everything.find(secret), std::string::npos);
  EXPECT_EQ(everything.find(kPassword), std::string::npos);
}

TEST_P(IdentityTest, AnotherTenantsUserIsNotThere) {
  const auto clerk = add("luo.min", {Role::kInfoClerk});
  const Caller stranger = Caller::system(TenantId(9));
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return identity.get_user(tx, stranger, clerk->id); }).error().code,
      ErrorCode::kNotFound);
  EXPECT_TRUE(
      room.read([&](db::ReadTx& tx) { return identity.list_users(tx, stranger, {}); })->items.empty());
}

TEST_P(IdentityTest, UsersAreFoundByNameStateAndRole) {
  ASSERT_TRUE(add("luo.min", {Role::kInfoClerk}).ok());
  ASSERT_TRUE(add("wang.qiang", {Role::kTechnician, Role::kInfoClerk}).ok());
  const auto count = [&](ListUsers in) {
    return room.read([&](db::ReadTx& tx) { return identity.list_users(tx, root, in); })->items.size();
  };
  ListUsers in;
  EXPECT_EQ(count(in), 2u);
  in.role = Role::kTechnician;
  EXPECT_EQ(count(in), 1u);
  in.role.reset();
  in.q = "LUO";
  EXPECT_EQ(count(in), 1u);
  in.q = "%";
  EXPECT_EQ(count(in), 0u);
}

TEST_P(IdentityTest, ReferencesGoThroughThePort) {
  identity.answer_staff(
      {.employee_exists = [](db::ReadTx&, TenantId, EmployeeId id) { return id == EmployeeId(5); },
       .site_exists = [](db::ReadTx&, TenantId, SiteId) { return false; },
       .team_of = {}});
  HashedUser user;
  user.user.login = "x";
  user.user.roles = {Role::kTechnician};
  user.user.employee_id = EmployeeId(6);
  user.user.site_ids = {SiteId(1)};
  const auto made = room.write([&](db::Tx& tx) { return identity.create_user(tx, root, user); });
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().fields.size(), 2u);
}

}  // namespace
}  // namespace manyi::identity
