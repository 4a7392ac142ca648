// Pure decisions about log-ins, passwords and who may hand out which role.
// Owns no state.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "platform/auth/caller.h"

namespace manyi::identity {

/// The form in which log-ins are compared: without regard to case and surrounding spaces.
std::string login_key(std::string_view login);
/// \errors nullopt when it may be used; else a stable code and message
std::optional<FieldError> check_login(std::string_view login);
/// At least 8 characters, at most 256 bytes, not the log-in itself.
std::optional<FieldError> check_password(std::string_view password, std::string_view login,
                                         std::string pointer = "/password");
/// 2 to 32 lower-case letters, digits and inner hyphens.
bool valid_tenant_code(std::string_view code);

/// True when the roles give nothing that the caller himself lacks.
bool may_grant(const Caller& caller, std::span<const Role> roles);
bool is_administrator(std::span<const Role> roles);
/// Whether a user who is an active administrator now may cease to be one.
bool may_lose_administrator(std::int64_t other_active_administrators);

/// A token's two parts: "north.k3J..." -> {"north", "k3J..."}. \errors nullopt without a dot
struct TokenParts {
  std::string_view tenant_code, secret;
};
std::optional<TokenParts> split_token(std::string_view token);

}  // namespace manyi::identity
