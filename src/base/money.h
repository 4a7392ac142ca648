// Amounts of money in minor units with their currency.
// Owns the only ways to add and split them.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manyi {

/// ISO 4217 code of three capital letters.
class Currency {
 public:
  constexpr Currency() = default;
  static std::optional<Currency> parse(std::string_view code);
  std::string text() const { return {code_.begin(), code_.end()}; }
  auto operator<=>(const Currency&) const = default;

 private:
  std::array<char, 3> code_{'C', 'N', 'Y'};
};

/// An amount. \unit minor units (1/100 of CNY)
class Money {
 public:
  constexpr Money() = default;
  constexpr explicit Money(std::int64_t amount, Currency currency = {})
      : amount_(amount), currency_(currency) {}
  constexpr std::int64_t amount() const { return amount_; }
  constexpr Currency currency() const { return currency_; }
  bool operator==(const Money&) const = default;
  /// \errors nullopt when the currencies differ or the sum overflows
  std::optional<Money> plus(Money other) const;
  /// Splits by weights, losing no cent: the parts add up to the whole, remainders go
  /// to the largest fractions first. Weights are not negative and not all zero.
  std::vector<Money> allocate(const std::vector<std::int64_t>& weights) const;

 private:
  std::int64_t amount_ = 0;
  Currency currency_;
};

}  // namespace manyi
