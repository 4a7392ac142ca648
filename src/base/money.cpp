// Adding and splitting money.
// Owns the largest-remainder rule.
#include "base/money.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace manyi {

std::optional<Currency> Currency::parse(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  Currency currency;
  for (std::size_t i = 0; i < 3; ++i) {
    if (code[i] < 'A' || code[i] > 'Z') return std::nullopt;
    currency.code_[i] = code[i];
  }
  return currency;
}

std::optional<Money> Money::plus(Money other) const {
  std::int64_t sum = 0;
  if (currency_ != other.currency_ || __builtin_add_overflow(amount_, other.amount_, &sum))
    return std::nullopt;
  return Money(sum, currency_);
}

std::vector<Money> Money::allocate(const std::vector<std::int64_t>& weights) const {
  using Wide = __int128;
  const Wide total = std::accumulate(weights.begin(), weights.end(), Wide{0});
  assert(total > 0);
  const Wide magnitude = amount_ < 0 ? -Wide{amount_} : Wide{amount_};
  std::vector<std::int64_t> parts(weights.size());
  std::vector<Wide> remainders(weights.size());
  Wide given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Wide exact = magnitude * weights[i];
    parts[i] = static_cast<std::int64_t>(exact / total);
    remainders[i] = exact % total;
    given += parts[i];
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return remainders[a] > remainders[b]; });
  for (std::size_t i = 0; given < magnitude; ++i, ++given) ++parts[order[i]];
  std::vector<Money> result;
  for (const auto part : parts) result.emplace_back(amount_ < 0 ? -part : part, currency_);
  return result;
}

}  // namespace manyi
