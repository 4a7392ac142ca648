// Rules of customers and assets.
// Owns the list of serial numbers that identify nothing.
#include "modules/customers/rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace manyi::customers {
namespace {

constexpr std::size_t kShortestSerial = 3;
constexpr std::array<std::string_view, 14> kPlaceholders = {
    "NA", "NONE", "NULL", "NIL",  "UNKNOWN",  "TBD", "NOSERIAL",
    "无", "没有", "不详", "未知", "无序列号", "空",  "UNREADABLE"};

bool digit(char c) { return c >= '0' && c <= '9'; }

std::size_t first_character(std::string_view utf8) {
  if (utf8.empty()) return 0;
  std::size_t end = 1;
  while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xc0) == 0x80) ++end;
  return end;
}

}  // namespace

std::string normalised_serial(std::string_view serial_no) {
  std::string key;
  for (const char c : fold_name(serial_no)) {
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    if (c >= 'a' && c <= 'z')
      key += static_cast<char>(c - 32);
    else if (!ascii || digit(c))
      key += c;
  }
  if (key.size() < kShortestSerial || std::ranges::find(kPlaceholders, key) != kPlaceholders.end()) return {};
  if (std::ranges::all_of(key, [&](char c) { return c == key.front(); })) return {};
  return key;
}

std::optional<std::string> normalised_phone(std::string_view phone) {
  const std::string folded = fold_name(phone);
  if (folded.empty()) return std::string();
  std::string number;
  std::string_view rest = folded;
  if (rest.starts_with("+")) {
    number += '+';
    rest.remove_prefix(1);
  } else if (rest.starts_with("00")) {
    number += '+';
    rest.remove_prefix(2);
  }
  std::string extension;
  std::string* part = &number;
  std::size_t digits = 0;
  while (!rest.empty()) {
    if (digit(rest.front())) {
      *part += rest.front();
      if (part == &number) ++digits;
      rest.remove_prefix(1);
    } else if (rest.front() == '-' || rest.front() == '(' || rest.front() == ')' || rest.front() == '.' ||
               rest.front() == '/') {
      rest.remove_prefix(1);
    } else if (part == &number && (rest.starts_with("转") || rest.starts_with("x") ||
                                   rest.starts_with("ext") || rest.starts_with("#"))) {
      rest.remove_prefix(rest.starts_with("转") || rest.starts_with("ext") ? 3 : 1);
      part = &extension;
    } else {
      return std::nullopt;
    }
  }
  if (digits < 5 || digits > 20 || extension.size() > 8) return std::nullopt;
  if (number.starts_with("+86")) {
    number.erase(0, 3);
    // A city's number written abroad lacks the zero before its area code.
    if (!number.starts_with("1") && !number.starts_with("0") && number.size() >= 9) number.insert(0, 1, '0');
  } else if (number.size() == 13 && number.starts_with("861")) {
    number.erase(0, 2);
  }
  if (!extension.empty()) number += "x" + extension;
  return number;
}

std::string mask_phone(std::string_view phone) {
  if (phone.empty()) return {};
  if (phone.size() >= 11)
    return std::string(phone.substr(0, 3)) + "****" + std::string(phone.substr(phone.size() - 4));
  if (phone.size() >= 8) return "****" + std::string(phone.substr(phone.size() - 4));
  return "****";
}

std::string mask_name(std::string_view name) {
  if (name.empty()) return {};
  return std::string(name.substr(0, first_character(name))) + "*";
}

void mask(CustomerCore& customer) {
  if (customer.kind == CustomerKind::kIndividual) customer.name = mask_name(customer.name);
  customer.phone = mask_phone(customer.phone);
  customer.note.clear();
}

void mask(Contact& contact) {
  contact.name = mask_name(contact.name);
  contact.phone = mask_phone(contact.phone);
  contact.duty.clear();
}

WarrantyDecision decide_warranty(std::span<const Entitlement> entitlements, Date on) {
  WarrantyDecision decision;
  for (const Entitlement& entitlement : entitlements) {
    if (entitlement.state == EntitlementState::kVoid) continue;
    // A suspended or pending cover is known of, but does not pay.
    const bool pays =
        entitlement.state == EntitlementState::kActive || entitlement.state == EntitlementState::kExpired;
    const bool covers = pays && entitlement.starts_on <= on && on <= entitlement.ends_on;
    if (covers) {
      const bool first = decision.warranty != Warranty::kInWarranty;
      if (first || !decision.ends_on || *decision.ends_on < entitlement.ends_on) {
        decision.entitlement_id = entitlement.id;
        decision.ends_on = entitlement.ends_on;
      }
      decision.warranty = Warranty::kInWarranty;
      decision.covers_parts |= entitlement.covers_parts;
      decision.covers_labour |= entitlement.covers_labour;
      decision.covers_onsite |= entitlement.covers_onsite;
    } else if (decision.warranty != Warranty::kInWarranty) {
      if (!decision.ends_on || *decision.ends_on < entitlement.ends_on) {
        decision.entitlement_id = entitlement.id;
        decision.ends_on = entitlement.ends_on;
      }
      decision.warranty = Warranty::kOutOfWarranty;
    }
  }
  return decision;
}

}  // namespace manyi::customers
