// What identity tells the others: who may come in, and when that changed.
// Owns the kinds tenant.*, user.*, session.* and token.*; ids only.
#pragma once

#include <vector>

#include "base/describe.h"
#include "platform/auth/caller.h"
#include "platform/journal/events.h"

namespace manyi::identity {

struct TenantCreated {
  static constexpr std::string_view kKind = "tenant.created";
  static constexpr int kSchema = 1;
  TenantId tenant;
  std::vector<journal::Subject> subjects() const { return {{"tenant", tenant.value()}}; }
};
BOOST_DESCRIBE_STRUCT(TenantCreated, (), (tenant))

/// The facts about one user differ in their kind only.
struct UserFact {
  static constexpr int kSchema = 1;
  UserId user;
  std::vector<journal::Subject> subjects() const { return {{"user", user.value()}}; }
};
BOOST_DESCRIBE_STRUCT(UserFact, (), (user))

struct UserCreated : UserFact {
  static constexpr std::string_view kKind = "user.created";
};
BOOST_DESCRIBE_STRUCT(UserCreated, (UserFact), ())
struct UserChanged : UserFact {
  static constexpr std::string_view kKind = "user.changed";
};
BOOST_DESCRIBE_STRUCT(UserChanged, (UserFact), ())
struct UserDisabled : UserFact {
  static constexpr std::string_view kKind = "user.disabled";
};
BOOST_DESCRIBE_STRUCT(UserDisabled, (UserFact), ())
struct UserEnabled : UserFact {
  static constexpr std::string_view kKind = "user.enabled";
};
BOOST_DESCRIBE_STRUCT(UserEnabled, (UserFact), ())
struct PasswordChanged : UserFact {
  static constexpr std::string_view kKind = "user.password_changed";
};
BOOST_DESCRIBE_STRUCT(PasswordChanged, (UserFact), ())
struct SessionStarted : UserFact {
  static constexpr std::string_view kKind = "session.started";
};
BOOST_DESCRIBE_STRUCT(SessionStarted, (UserFact), ())
struct SessionEnded : UserFact {
  static constexpr std::string_view kKind = "session.ended";
};
BOOST_DESCRIBE_STRUCT(SessionEnded, (UserFact), ())

struct TokenFact {
  static constexpr int kSchema = 1;
  TokenId token;
  UserId user;
  std::vector<journal::Subject> subjects() const {
    return {{"token", token.value()}, {"user", user.value()}};
  }
};
BOOST_DESCRIBE_STRUCT(TokenFact, (), (token, user))

struct TokenCreated : TokenFact {
  static constexpr std::string_view kKind = "token.created";
};
BOOST_DESCRIBE_STRUCT(TokenCreated, (TokenFact), ())
struct TokenRevoked : TokenFact {
  static constexpr std::string_view kKind = "token.revoked";
};
BOOST_DESCRIBE_STRUCT(TokenRevoked, (TokenFact), ())

}  // namespace manyi::identity
