// Reading a record, and the fingerprint of a stream of them.
// Owns nothing else.
#include "engines/simulation/records.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/json.h"

namespace manyi::simulation {

std::optional<Instant> last(const Order& order, StepKind kind) {
  const auto found = std::find_if(order.steps.rbegin(), order.steps.rend(),
                                  [kind](const Step& step) { return step.kind == kind; });
  return found == order.steps.rend() ? std::nullopt : std::optional(found->at);
}

std::optional<Instant> first(const Order& order, StepKind kind) {
  const auto found = std::find_if(order.steps.begin(), order.steps.end(),
                                  [kind](const Step& step) { return step.kind == kind; });
  return found == order.steps.end() ? std::nullopt : std::optional(found->at);
}

std::int64_t who(const Order& order, StepKind kind) {
  const auto found = std::find_if(order.steps.begin(), order.steps.end(),
                                  [kind](const Step& step) { return step.kind == kind; });
  return found == order.steps.end() ? kNobody : found->person;
}

Instant told_at(const Record& record) {
  return std::visit([](const auto& one) { return one.told_at; }, record);
}

void Digest::add(const Record& record) {
  constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  const std::string text = std::visit([](const auto& one) { return to_json(one); }, record);
  state_ = (state_ ^ record.index()) * kPrime;
  for (const char c : text) state_ = (state_ ^ static_cast<unsigned char>(c)) * kPrime;
}

std::string Digest::text() const {
  std::array<char, 17> text;
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(state_));
  return text.data();
}

}  // namespace manyi::simulation
