// Tests of permissions, scope, secrets, throttling and the log-in cache.
// Owns no fixtures beyond a clock that is moved by hand.
#include <gtest/gtest.h>

#include <set>

#include "base/describe.h"
#include "platform/auth/authenticator.h"
#include "platform/auth/scope.h"
#include "platform/auth/secrets.h"
#include "platform/auth/throttle.h"

namespace manyi {
namespace {

TEST(Permissions, EveryNameIsUniqueAndReadsBack) {
  std::set<std::string_view> names;
  for (const auto permission : PermissionSet::all().list()) {
    EXPECT_TRUE(names.insert(name(permission)).second) << name(permission);
    EXPECT_EQ(parse_permission(name(permission)), permission);
  }
  EXPECT_EQ(names.size(), kPermissionCount);
  EXPECT_EQ(name(Permission::kWorkOrderRead), "work_order.read");
  EXPECT_FALSE(parse_permission("work_order.explode"));
}

TEST(Roles, TableFollowsTheEnumAndItsStableNames) {
  for (const auto& rule : role_rules()) {
    EXPECT_EQ(&rule_of(rule.role), &rule);
    EXPECT_EQ(parse_role(rule.code), rule.role);
    EXPECT_EQ(enum_name(rule.role), rule.code);
  }
}

TEST(Roles, SeveralInsideRolesGiveTheUnionAndTheWidestScope) {
  const std::vector<Role> roles = {Role::kTechnician, Role::kPartsKeeper};
  const auto grant = grant_of(roles);
  EXPECT_EQ(grant.scope, Scope::kSite);
  EXPECT_TRUE(grant.permissions.has(Permission::kWorkOrderRepair));
  EXPECT_TRUE(grant.permissions.has(Permission::kCatalogWrite));
}

TEST(Roles, AnOutsiderNeverGainsWhatAnInsideRoleWouldGive) {
  const std::vector<Role> roles = {Role::kAdministrator, Role::kDealer};
  const auto grant = grant_of(roles);
  EXPECT_EQ(grant.scope, Scope::kDealer);
  EXPECT_EQ(grant.permissions, rule_of(Role::kDealer).permissions);
}

Caller caller_with(Scope scope) {
  Caller caller;
  caller.tenant = TenantId(1);
  caller.user = UserId(2);
  caller.employee = EmployeeId(7);
  caller.scope = scope;
  caller.site_ids = {SiteId(11), SiteId(12)};
  return caller;
}

TEST(ScopeFilter, SiteScopeBindsTheTenantAndEverySite) {
  const auto filter = scope_of(caller_with(Scope::kSite), {.site = "w.site_id"});
  EXPECT_EQ(filter.sql, "tenant_id = :scope_0 and w.site_id in (:scope_1, :scope_2)");
  EXPECT_EQ(filter.binds, (std::vector<std::int64_t>{1, 11, 12}));
}

TEST(ScopeFilter, ADimensionWithoutAColumnHidesEverything) {
  const auto filter = scope_of(caller_with(Scope::kOwn), {.technician = ""});
  EXPECT_EQ(filter.sql, "tenant_id = :scope_0 and 1 = 0");
  EXPECT_EQ(filter.binds.size(), 1u);
}

TEST(ScopeFilter, WholeTenantNeedsOnlyTheTenant) {
  EXPECT_EQ(scope_of(caller_with(Scope::kTenant)).sql, "tenant_id = :scope_0");
  EXPECT_FALSE(dimension_scope_of(caller_with(Scope::kTenant)));
}

TEST(ScopeFilter, RecordTestAgreesWithTheTenantAndTheDimension) {
  const ScopeKeys own{.tenant = TenantId(1), .site = SiteId(11), .technician = EmployeeId(7)};
  EXPECT_TRUE(in_scope(caller_with(Scope::kOwn), own));
  EXPECT_TRUE(in_scope(caller_with(Scope::kSite), own));
  ScopeKeys foreign = own;
  foreign.tenant = TenantId(9);
  EXPECT_FALSE(in_scope(caller_with(Scope::kTenant), foreign));
  ScopeKeys nobodys = own;
  nobodys.technician = EmployeeId();
  EXPECT_FALSE(in_scope(caller_with(Scope::kOwn), nobodys));
}

TEST(ScopeFilter, AnOutsiderWithoutADealerSeesNothing) {
  const auto predicate = dimension_scope_of(caller_with(Scope::kDealer));
  ASSERT_TRUE(predicate);
  EXPECT_TRUE(predicate->any_of.empty());
}

namespace auth_tests {
using namespace auth;

TEST(Passwords, VerifiesOnlyTheRightOne) {
  const auto stored = hash_password("correct horse");
  ASSERT_TRUE(stored);
  EXPECT_TRUE(stored->starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  EXPECT_TRUE(verify_password(*stored, "correct horse"));
  EXPECT_FALSE(verify_password(*stored, "correct hors"));
  EXPECT_FALSE(verify_password("", "correct horse"));
  EXPECT_FALSE(needs_rehash(*stored));
}

TEST(Passwords, RefusesTooShortAndTooLong) {
  EXPECT_EQ(hash_password("short").error().fields.at(0).code, "too_short");
  EXPECT_EQ(hash_password(std::string(300, 'x')).error().fields.at(0).code, "too_long");
}

TEST(Tokens, AreLongDifferentAndStoredAsHash) {
  const auto token = random_token();
  EXPECT_EQ(token.size(), 43u);
  EXPECT_NE(token, random_token());
  EXPECT_EQ(token_hash(token).size(), 64u);
  EXPECT_NE(token_hash(token), token_hash(random_token()));
}

TEST(Csrf, AcceptsOnlyTheTokenOfItsSessionAndKey) {
  const Csrf csrf(Csrf::key_from("installation"));
  const auto token = csrf.token(SessionId(5));
  EXPECT_TRUE(csrf.valid(SessionId(5), token));
  EXPECT_FALSE(csrf.valid(SessionId(6), token));
  EXPECT_FALSE(csrf.valid(SessionId(5), ""));
  EXPECT_FALSE(Csrf(Csrf::key_from("other")).valid(SessionId(5), token));
}

TEST(SessionCookie, IsHttpOnlyAndLax) {
  EXPECT_EQ(session_cookie("abc", 60, CookieTransport::kSecure),
            "manyi_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
}

TEST(LoginThrottle, BacksOffAfterFiveFailuresAndDoublesTheWait) {
  FakeClock clock(Instant(1'000'000));
  LoginThrottle throttle(clock);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(throttle.check("li", "10.0.0.1")) << i;
    throttle.failed("li", "10.0.0.1");
  }
  const auto refused = throttle.check("LI", "10.0.0.1");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kTooMany);
  EXPECT_EQ(refused.error().retry_after_s, 2);
  EXPECT_TRUE(throttle.check("wang", "10.0.0.1"));
  EXPECT_TRUE(throttle.check("li", "10.0.0.2"));
  clock.advance(DurationMs(2'000));
  EXPECT_TRUE(throttle.check("li", "10.0.0.1"));
  throttle.failed("li", "10.0.0.1");
  EXPECT_EQ(throttle.check("li", "10.0.0.1").error().retry_after_s, 4);
}

TEST(LoginThrottle, SuccessClearsTheCount) {
  FakeClock clock(Instant(1'000'000));
  LoginThrottle throttle(clock);
  for (int i = 0; i < 4; ++i) throttle.failed("li", "10.0.0.1");
  throttle.succeeded("li", "10.0.0.1");
  for (int i = 0; i < 4; ++i) throttle.failed("li", "10.0.0.1");
  EXPECT_TRUE(throttle.check("li", "10.0.0.1"));
}

TEST(LoginThrottle, ManyLogInsFromOneAddressAreSlowedTogether) {
  FakeClock clock(Instant(1'000'000));
  LoginThrottle throttle(clock);
  for (int i = 0; i < 30; ++i) throttle.failed("user" + std::to_string(i), "10.0.0.1");
  EXPECT_FALSE(throttle.check("somebody", "10.0.0.1"));
  EXPECT_TRUE(throttle.check("somebody", "10.0.0.9"));
}

TEST(LoginThrottle, ForgetsTheOldestWhenFull) {
  FakeClock clock(Instant(1'000'000));
  LoginThrottle throttle(clock, {.most_entries = 10});
  for (int i = 0; i < 100; ++i) {
    clock.advance(DurationMs(1));
    throttle.failed("user" + std::to_string(i), "10.0.1." + std::to_string(i));
  }
  EXPECT_TRUE(throttle.check("user0", "10.0.1.0"));
}

TEST(LoginCache, ForgetsAfterAMinuteAtExpiryAndOnCommand) {
  FakeClock clock(Instant(1'000'000));
  LoginCache cache(clock);
  const Login login{caller_with(Scope::kOwn), Instant(1'000'000) + DurationMs(30'000)};
  cache.store("a", login, cache.generation());
  EXPECT_TRUE(cache.find("a"));
  clock.advance(DurationMs(30'000));
  EXPECT_FALSE(cache.find("a"));
  const Login longer{login.caller, clock.now() + DurationMs(3'600'000)};
  cache.store("b", longer, cache.generation());
  cache.forget_user(TenantId(1), UserId(2));
  EXPECT_FALSE(cache.find("b"));
  cache.store("c", longer, cache.generation());
  clock.advance(DurationMs(60'000));
  EXPECT_FALSE(cache.find("c"));
}

TEST(LoginCache, ALoginReadBeforeARevocationIsNotStoredAfterIt) {
  FakeClock clock(Instant(1'000'000));
  LoginCache cache(clock);
  const auto generation = cache.generation();
  cache.forget_token("a");
  cache.store("a", {caller_with(Scope::kOwn), clock.now() + DurationMs(60'000)}, generation);
  EXPECT_FALSE(cache.find("a"));
}

}  // namespace auth_tests
}  // namespace
}  // namespace manyi
