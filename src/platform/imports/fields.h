// Short ways to say what a file may hold, field by field, and to read amounts.
// Owns the default lengths.
#pragma once

#include <cmath>

#include "base/money.h"
#include "platform/imports/records.h"

namespace manyi::imports {

inline constexpr std::int64_t kShortText = 80, kNameText = 200, kLongText = 4000;

inline ProfileField text_field(std::string code, std::string zh, std::string en,
                               std::vector<std::string> synonyms = {}, std::int64_t max_length = kShortText) {
  return {.code = std::move(code),
          .name_zh = std::move(zh),
          .name_en = std::move(en),
          .synonyms = std::move(synonyms),
          .max_length = max_length};
}
inline ProfileField field_of_kind(FieldKind kind, std::string code, std::string zh, std::string en,
                                  std::vector<std::string> synonyms = {}) {
  ProfileField field = text_field(std::move(code), std::move(zh), std::move(en), std::move(synonyms));
  field.kind = kind;
  return field;
}
inline ProfileField time_field(std::string code, std::string zh, std::string en,
                               std::vector<std::string> synonyms = {}) {
  return field_of_kind(FieldKind::kTime, std::move(code), std::move(zh), std::move(en), std::move(synonyms));
}
inline ProfileField number_field(std::string code, std::string zh, std::string en,
                                 std::vector<std::string> synonyms = {}) {
  return field_of_kind(FieldKind::kNumber, std::move(code), std::move(zh), std::move(en),
                       std::move(synonyms));
}
inline ProfileField integer_field(std::string code, std::string zh, std::string en,
                                  std::vector<std::string> synonyms = {}) {
  return field_of_kind(FieldKind::kInteger, std::move(code), std::move(zh), std::move(en),
                       std::move(synonyms));
}
template <DescribedEnum E>
ProfileField choice_field(std::string code, std::string zh, std::string en, std::vector<std::string> synonyms,
                          const std::map<E, std::vector<std::string>>& words) {
  ProfileField field =
      field_of_kind(FieldKind::kChoice, std::move(code), std::move(zh), std::move(en), std::move(synonyms));
  field.choices = enum_field_choices<E>(words);
  return field;
}
inline ProfileField required(ProfileField field) {
  field.required = true;
  return field;
}

/// As row_time, for what cannot have happened before `earlier`: files give some times to the minute and
/// others by the day, and a day alone that is the day of `earlier` stands for that moment.
inline std::optional<Instant> row_time_after(const std::optional<std::string>& text, const TimeZone& zone,
                                             const std::optional<Instant>& earlier) {
  constexpr std::size_t kDateLength = 10;
  const auto at = row_time(text, zone);
  if (!at || !earlier || text->size() > kDateLength || *at >= *earlier) return at;
  return zone.local_date(*earlier) == zone.local_date(*at) ? earlier : at;
}

/// Files give whole currency units, 1234.56; we keep minor units. Exact below 10^13 units.
inline std::optional<Money> row_money(const std::optional<double>& units) {
  constexpr double kMinorUnits = 100;
  return units ? std::optional(Money(std::llround(*units * kMinorUnits))) : std::nullopt;
}

/// Amounts are kept in the company's currency alone.
inline void check_currency(const std::optional<Money>& amount, std::string pointer,
                           std::vector<FieldError>& errors) {
  if (amount && amount->currency() != Currency())
    errors.push_back(
        {std::move(pointer) + "/currency", "currency", "Amounts are kept in " + Currency().text() + "."});
}

}  // namespace manyi::imports
