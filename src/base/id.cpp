// Text form of ids and the id source.
// Owns the bit layout.
#include "base/id.h"

#include <random>

#include "base/clock.h"

namespace manyi {
namespace {
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int kTextLength = 13;
constexpr std::int64_t kEpochMs = 1704067200000;  // 2024-01-01T00:00:00Z
constexpr int kSequenceBits = 14;
constexpr int kNodeBits = 8;

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto at = kAlphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}
}  // namespace

std::string id_text(std::int64_t value) {
  std::string text(kTextLength, '0');
  auto rest = static_cast<std::uint64_t>(value);
  for (int i = kTextLength - 1; i >= 0; --i, rest >>= 5) text[i] = kAlphabet[rest & 31];
  return text;
}

std::optional<std::int64_t> parse_id(std::string_view text) {
  if (text.size() != kTextLength) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int digit = digit_of(text[i]);
    if (digit < 0 || (i == 0 && digit > 7)) return std::nullopt;
    value = (value << 5) | static_cast<std::uint64_t>(digit);
  }
  return value == 0 ? std::nullopt : std::optional<std::int64_t>(static_cast<std::int64_t>(value));
}

IdSource IdSource::by_chance(const Clock& clock) {
  std::random_device chance;
  const auto drawn = chance();
  return IdSource(clock, static_cast<std::uint8_t>(drawn), static_cast<std::uint16_t>(drawn >> 8));
}

std::int64_t IdSource::next() {
  const std::int64_t floor = ((clock_.now().ms() - kEpochMs) << kSequenceBits) | first_;
  std::int64_t last = last_.load(std::memory_order_relaxed);
  std::int64_t mine;
  do {
    mine = last >= floor ? last + 1 : floor;
  } while (!last_.compare_exchange_weak(last, mine, std::memory_order_relaxed));
  const std::int64_t ms = mine >> kSequenceBits;
  const std::int64_t sequence = mine & ((1 << kSequenceBits) - 1);
  return (ms << (kSequenceBits + kNodeBits)) | (static_cast<std::int64_t>(node_) << kSequenceBits) | sequence;
}

}  // namespace manyi
