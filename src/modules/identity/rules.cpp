// Rules of log-ins, passwords and the granting of roles.
// Owns no state.
#include "modules/identity/rules.h"

#include <algorithm>

#include "base/json.h"

namespace manyi::identity {
namespace {
constexpr std::size_t kShortestPassword = 8;   // characters
constexpr std::size_t kLongestPassword = 256;  // bytes: argon2id is slow enough without essays

bool is_code_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
}  // namespace

std::string login_key(std::string_view login) {
  const auto begin = login.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  login = login.substr(begin, login.find_last_not_of(" \t") - begin + 1);
  std::string key(login);
  std::ranges::transform(key, key.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return key;
}

std::optional<FieldError> check_login(std::string_view login) {
  if (login_key(login) != login && login_key(login).size() != login.size())
    return FieldError{"/login", "spaces", "A log-in has no spaces around it."};
  for (const char c : login)
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f)
      return FieldError{"/login", "spaces", "A log-in has neither spaces nor control characters."};
  if (login.empty()) return FieldError{"/login", "required", "This field is required."};
  return std::nullopt;
}

std::optional<FieldError> check_password(std::string_view password, std::string_view login,
                                         std::string pointer) {
  if (character_count(password) < kShortestPassword)
    return FieldError{std::move(pointer), "too_short", "A password has at least 8 characters."};
  if (password.size() > kLongestPassword)
    return FieldError{std::move(pointer), "too_long", "A password has at most 256 bytes."};
  if (!login.empty() && login_key(password) == login_key(login))
    return FieldError{std::move(pointer), "same_as_login", "The password must not be the log-in."};
  return std::nullopt;
}

bool valid_tenant_code(std::string_view code) {
  if (code.size() < 2 || code.size() > 32) return false;
  if (!is_code_character(code.front()) || !is_code_character(code.back())) return false;
  return std::ranges::all_of(code, [](char c) { return is_code_character(c) || c == '-'; });
}

bool may_grant(const Caller& caller, std::span<const Role> roles) {
  return caller.permissions.contains(grant_of(roles).permissions);
}

bool is_administrator(std::span<const Role> roles) {
  return std::ranges::find(roles, Role::kAdministrator) != roles.end();
}

bool may_lose_administrator(std::int64_t other_active_administrators) {
  return other_active_administrators > 0;
}

std::optional<TokenParts> split_token(std::string_view token) {
  const auto dot = token.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == token.size()) return std::nullopt;
  return TokenParts{token.substr(0, dot), token.substr(dot + 1)};
}

}  // namespace manyi::identity
