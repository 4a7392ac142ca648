// Limits and cursors of lists.
// Owns the text form of a cursor: URL-safe base64 of length-prefixed keys and a check byte.
#include "platform/http/page.h"

#include <limits>

#include <array>

namespace manyi {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string encode(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 4 / 3 + 3);
  unsigned buffer = 0;
  int bits = 0;
  for (const unsigned char c : bytes) {
    buffer = (buffer << 8) | c;
    for (bits += 8; bits >= 6; bits -= 6) out.push_back(kAlphabet[(buffer >> (bits - 6)) & 63]);
  }
  if (bits > 0) out.push_back(kAlphabet[(buffer << (6 - bits)) & 63]);
  return out;
}

std::optional<std::string> decode(std::string_view text) {
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : text) {
    const auto digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 6) | static_cast<unsigned>(digit);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<char>((buffer >> bits) & 255));
    }
  }
  return out;
}

char check_byte(std::string_view bytes) {
  unsigned sum = 7;
  for (const unsigned char c : bytes) sum = sum * 31 + c;
  return static_cast<char>(sum & 255);
}

}  // namespace

Result<std::int64_t> page_limit(const std::optional<std::int64_t>& asked) {
  if (!asked) return kDefaultLimit;
  if (*asked < 1 || *asked > kMostLimit) return invalid("/limit", "out_of_range", "Expected 1 to 200.");
  return *asked;
}

std::string make_cursor(const std::vector<std::string>& keys) {
  std::string bytes;
  for (const auto& key : keys) bytes += std::to_string(key.size()) + ":" + key;
  bytes.push_back(check_byte(bytes));
  return encode(bytes);
}

Result<std::vector<std::string>> read_cursor(std::string_view cursor, std::size_t keys) {
  const auto refused = [] { return invalid("/cursor", "cursor", "This cursor was not made by this list."); };
  const auto bytes = decode(cursor);
  if (!bytes || bytes->empty()) return refused();
  std::string_view rest(*bytes);
  if (check_byte(rest.substr(0, rest.size() - 1)) != rest.back()) return refused();
  rest.remove_suffix(1);
  std::vector<std::string> found;
  while (!rest.empty()) {
    std::size_t size = 0;
    std::size_t digits = 0;
    while (digits < rest.size() && digits < 6 && rest[digits] >= '0' && rest[digits] <= '9') {
      size = size * 10 + static_cast<std::size_t>(rest[digits++] - '0');
    }
    if (digits == 0 || digits >= rest.size() || rest[digits] != ':') return refused();
    rest.remove_prefix(digits + 1);
    if (size > rest.size()) return refused();
    found.emplace_back(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  if (found.size() != keys) return refused();
  return found;
}

Result<std::int64_t> cursor_id(const std::optional<std::string>& cursor) {
  if (!cursor) return std::numeric_limits<std::int64_t>::max();
  MANYI_TRY(const auto keys, read_cursor(*cursor, 1));
  const auto id = parse_id(keys[0]);
  if (!id) return invalid("/cursor", "cursor", "This is not a cursor of this list.");
  return *id;
}

}  // namespace manyi
