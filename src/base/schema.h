// JSON Schema (the OpenAPI 3.1 dialect) of described types.
// Owns the naming of component schemas.
#pragma once

#include <map>

#include "base/json.h"

namespace manyi {

/// Component schemas by name; described structs are written once and referred to.
class SchemaSet {
 public:
  /// The schema of T as JSON text; struct types are added to the set and referenced.
  template <class T> std::string of(const FieldRule* rule = nullptr) {
    if constexpr (AnyOptional<T>) {
      return nullable(of<typename T::value_type>(rule));
    } else if constexpr (std::is_same_v<T, bool>) {
      return R"({"type":"boolean"})";
    } else if constexpr (DescribedEnum<T>) {
      std::string out = R"({"type":"string","enum":[)";
      bool first = true;
      for (const auto& [value, name] : enum_entries<T>()) {
        out += first ? "\"" : ",\"";
        first = false;
        out += name + "\"";
      }
      return out + "]" + documentation(rule) + "}";
    } else if constexpr (std::is_integral_v<T> || std::is_same_v<T, DurationMs>) {
      return R"({"type":"integer","format":"int64")" + bounds(rule) + documentation(rule) + "}";
    } else if constexpr (std::is_floating_point_v<T>) {
      return R"({"type":"number")" + documentation(rule) + "}";
    } else if constexpr (AnyId<T>) {
      return R"({"type":"string","description":"opaque id"})";
    } else if constexpr (std::is_same_v<T, Instant>) {
      return R"({"type":"string","format":"date-time")" + documentation(rule) + "}";
    } else if constexpr (std::is_same_v<T, Date>) {
      return R"({"type":"string","format":"date")" + documentation(rule) + "}";
    } else if constexpr (std::is_same_v<T, Money>) {
      components_.emplace(
          "Money",
          R"({"type":"object","required":["amount","currency"],"additionalProperties":false,)"
          R"("properties":{"amount":{"type":"integer","format":"int64","description":"minor units"},)"
          R"("currency":{"type":"string"}}})");
      return reference("Money");
    } else if constexpr (std::is_same_v<T, RawJson>) {
      return R"({"type":"object","additionalProperties":true})";
    } else if constexpr (AnyVector<T>) {
      return R"({"type":"array","items":)" + of<typename T::value_type>() + "}";
    } else if constexpr (AnyTextMap<T>) {
      return R"({"type":"object","additionalProperties":)" + of<typename T::mapped_type>() + "}";
    } else if constexpr (DescribedStruct<T>) {
      const std::string& name = type_name<T>();
      if (components_.emplace(name, std::string()).second) {
        std::string text = object<T>([](std::string_view) { return true; });
        components_[name] = std::move(text);
      }
      return reference(name);
    } else {
      return R"({"type":"string")" + lengths(rule) + documentation(rule) + "}";
    }
  }

  /// The object schema of T's members that `keep` accepts, written in place.
  template <class T, class Keep> std::string object(Keep keep) {
    std::string properties, required;
    for_each_member<T>([&](std::string_view member, auto pointer) {
      if (!keep(member)) return;
      using Member = std::remove_cvref_t<decltype(std::declval<T&>().*pointer)>;
      properties += (properties.empty() ? "\"" : ",\"") + std::string(member) +
                    "\":" + of<Member>(find_rule<T>(member));
      if constexpr (!AnyOptional<Member> && !AnyVector<Member> && !AnyTextMap<Member> &&
                    !std::is_same_v<Member, RawJson>)
        required += (required.empty() ? "\"" : ",\"") + std::string(member) + "\"";
    });
    return R"({"type":"object","additionalProperties":false,"properties":{)" + properties + "}" +
           (required.empty() ? "" : ",\"required\":[" + required + "]") + "}";
  }

  const std::map<std::string, std::string>& components() const { return components_; }

 private:
  static std::string reference(const std::string& name) {
    return R"({"$ref":"#/components/schemas/)" + name + "\"}";
  }
  static std::string nullable(std::string schema);
  static std::string documentation(const FieldRule* rule);
  static std::string lengths(const FieldRule* rule);
  static std::string bounds(const FieldRule* rule);
  std::map<std::string, std::string> components_;
};

}  // namespace manyi
