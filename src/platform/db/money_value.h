// Money in a column: a whole number of minor units of the company's currency.
// Owns that mapping; what is in another currency is refused before it comes here.
#pragma once

#include "base/money.h"
#include "platform/db/value.h"

namespace manyi::db::detail {

template <> struct Codec<Money> {
  static constexpr SlotType kType = SlotType::kInteger;
  static Bind bind(Money v) { return {.type = kType, .integer = v.amount(), .text = {}}; }
  static Money read(const Slot& s) { return Money(s.integer); }
};

}  // namespace manyi::db::detail
