// Rules of log-ins, passwords and roles.
// Owns the cases.
#include "modules/identity/rules.h"

#include <gtest/gtest.h>

namespace manyi::identity {
namespace {

TEST(Password, NeedsEightCharactersAndIsNotTheLogin) {
  EXPECT_EQ(check_password("short12", "x")->code, "too_short");
  EXPECT_EQ(check_password("密码密码密码密", "x")->code, "too_short");  // seven characters of three bytes
  EXPECT_EQ(check_password("密码密码密码密码", "x"), std::nullopt);
  EXPECT_EQ(check_password(std::string(257, 'a'), "x")->code, "too_long");
  EXPECT_EQ(check_password("Luo.Min.7", "luo.min.7")->code, "same_as_login");
}

TEST(LoginKey, IgnoresCaseAndSurroundingSpaces) {
  EXPECT_EQ(login_key("  Luo.Min "), "luo.min");
  EXPECT_EQ(login_key("   "), "");
}

TEST(Login, HasNoSpacesOrControls) {
  EXPECT_EQ(check_login("luo.min"), std::nullopt);
  EXPECT_EQ(check_login("罗敏"), std::nullopt);
  for (const auto* bad : {"luo min", " luo", "luo\n", ""}) EXPECT_TRUE(check_login(bad).has_value()) << bad;
}

TEST(TenantCode, IsUrlSafe) {
  for (const auto* good : {"north", "n1", "a-b"}) EXPECT_TRUE(valid_tenant_code(good)) << good;
  for (const auto* bad : {"n", "-ab", "ab-", "North", "a.b", "a b", ""})
    EXPECT_FALSE(valid_tenant_code(bad)) << bad;
}

TEST(MayGrant, NobodyGivesMoreThanHeHas) {
  Caller manager;
  manager.permissions = rule_of(Role::kManager).permissions;
  const std::vector clerk = {Role::kInfoClerk}, administrator = {Role::kAdministrator};
  EXPECT_TRUE(may_grant(manager, clerk));
  EXPECT_FALSE(may_grant(manager, administrator));
}

TEST(SplitToken, NeedsBothParts) {
  EXPECT_EQ(split_token("north.abc")->tenant_code, "north");
  EXPECT_EQ(split_token("north.a.b")->secret, "a.b");
  for (const auto* bad : {"north", ".abc", "north.", ""}) EXPECT_FALSE(split_token(bad).has_value()) << bad;
}

}  // namespace
}  // namespace manyi::identity
