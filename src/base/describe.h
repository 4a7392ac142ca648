// Reflection: one description per type (BOOST_DESCRIBE_STRUCT / _ENUM), read by everything else.
// Owns member walking, stable enum names and per-field rules.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/money.h"

namespace manyi {

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T> struct IsId : std::false_type {};
template <class Tag> struct IsId<Id<Tag>> : std::true_type {};
template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};
template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};
template <class T> struct IsTextMap : std::false_type {};
template <class T> struct IsTextMap<std::map<std::string, T>> : std::true_type {};
template <class T>
concept AnyId = IsId<T>::value;
template <class T>
concept AnyOptional = IsOptional<T>::value;
template <class T>
concept AnyVector = IsVector<T>::value;
template <class T>
concept AnyTextMap = IsTextMap<T>::value;

template <class T>
using members_of =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T> constexpr std::size_t member_count = boost::mp11::mp_size<members_of<T>>::value;

/// Calls f(name, pointer-to-member) for every described member, in order.
template <class T, class F> constexpr void for_each_member(F&& f) {
  boost::mp11::mp_for_each<members_of<T>>([&](auto d) { f(std::string_view(d.name), d.pointer); });
}

/// "kCarryIn" -> "carry_in": the stable name in JSON, SQL and files.
std::string stable_enum_name(std::string_view enumerator);

template <DescribedEnum E> const auto& enum_entries() {
  using List = boost::describe::describe_enumerators<E>;
  static const auto entries = [] {
    std::array<std::pair<E, std::string>, boost::mp11::mp_size<List>::value> all;
    std::size_t at = 0;
    boost::mp11::mp_for_each<List>([&](auto d) { all[at++] = {d.value, stable_enum_name(d.name)}; });
    return all;
  }();
  return entries;
}

template <DescribedEnum E> const std::string& enum_name(E value) {
  for (const auto& [entry, name] : enum_entries<E>())
    if (entry == value) return name;
  static const std::string kNone;
  return kNone;
}

template <DescribedEnum E> std::optional<E> parse_enum(std::string_view name) {
  for (const auto& [entry, text] : enum_entries<E>())
    if (text == name) return entry;
  return std::nullopt;
}

/// "a, b, c": the permitted names, for messages.
template <DescribedEnum E> std::string enum_choices() {
  std::string all;
  for (const auto& [entry, text] : enum_entries<E>()) all += (all.empty() ? "" : ", ") + text;
  return all;
}

/// Limits and documentation of one field. A type gives them by a function that argument-dependent
/// look-up finds: `std::span<const FieldRule> field_rules(const CreateWorkOrder*)`.
struct FieldRule {
  std::string_view name;
  std::string_view doc = {};
  std::string_view example = {};  // as JSON
  std::size_t min_length = 0;     // texts in characters, lists in items
  std::size_t max_length = 4000;
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
};

template <class T> const FieldRule* find_rule(std::string_view name) {
  if constexpr (requires(const T* t) { field_rules(t); }) {
    for (const FieldRule& rule : field_rules(static_cast<const T*>(nullptr)))
      if (rule.name == name) return &rule;
  }
  return nullptr;
}

/// The type's name without namespaces; "PageWorkOrder" for Page<WorkOrder>.
std::string short_type_name(std::string_view pretty);
template <class T> const std::string& type_name() {
  static const std::string name = short_type_name(__PRETTY_FUNCTION__);
  return name;
}

/// JSON text kept as it is: open attributes, stored answers.
struct RawJson {
  std::string text = "{}";
  bool operator==(const RawJson&) const = default;
};

}  // namespace manyi
