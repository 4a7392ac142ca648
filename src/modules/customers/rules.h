// Pure decisions about phones, masks, serial numbers and warranty.
// Owns no state.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "modules/customers/customers.h"

namespace manyi::customers {

/// Digits only, without the national prefix of China; "+" and the country's code for others.
/// "138 1234-6621", "+86 13812346621" and "１３８１２３４６６２１" are one number. Empty for empty.
/// \errors nullopt unless 5 to 20 digits, with an extension ("转 801") after them at most
std::optional<std::string> normalised_phone(std::string_view phone);

/// "13812346621" -> "138****6621"; short numbers keep less.
std::string mask_phone(std::string_view phone);
/// "罗敏" -> "罗*": the first character.
std::string mask_name(std::string_view name);

/// Names and numbers as somebody without permission sees them; `note` is left out. Names of
/// companies are no personal data.
void mask(CustomerCore& customer);
void mask(Contact& contact);

/// Decides by the entitlements that hold on that day; of several, the one that ends last. Unknown
/// when none was ever recorded, since that says nothing.
WarrantyDecision decide_warranty(std::span<const Entitlement> entitlements, Date on);

}  // namespace manyi::customers
