// Rules of names and codes.
// Owns no state.
#include "modules/catalog/rules.h"

#include <algorithm>

#include "base/text.h"

namespace manyi::catalog {
namespace {
bool alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
}  // namespace

std::string code_from_name(std::string_view name, std::size_t number) {
  std::string code;
  for (const char c : fold_text(name)) {
    if (ascii(c) && !alphanumeric(c)) {
      if (!code.empty() && code.back() != '-') code += '-';
    } else {
      code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
  }
  while (!code.empty() && code.back() == '-') code.pop_back();
  const std::string suffix = number > 1 ? "-" + std::to_string(number) : "";
  const std::size_t most = 32 - suffix.size();
  if (code.size() > most) {
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(code[end]) & 0xc0) == 0x80)
      --end;  // not inside a character
    code.resize(end);
  }
  if (code.empty()) code = "X";
  return code + suffix;
}

std::vector<std::string> clean_aliases(const std::vector<std::string>& aliases, std::string_view code,
                                       std::string_view name) {
  std::vector<std::string> kept;
  std::vector<std::string> seen = {fold_name(code), fold_name(name)};
  for (const auto& alias : aliases) {
    std::string key = fold_name(alias);
    if (key.empty() || std::ranges::find(seen, key) != seen.end()) continue;
    seen.push_back(std::move(key));
    kept.push_back(alias);
  }
  return kept;
}

}  // namespace manyi::catalog
