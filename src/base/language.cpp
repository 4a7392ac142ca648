// Language tags.
// Owns nothing else.
#include "base/language.h"

#include <cctype>

namespace manyi {

std::optional<Language> parse_language(std::string_view tag) {
  if (tag.size() < 2 || (tag.size() > 2 && tag[2] != '-')) return std::nullopt;
  const auto letter = [&](std::size_t at) { return std::tolower(static_cast<unsigned char>(tag[at])); };
  if (letter(0) == 'z' && letter(1) == 'h') return Language::kChinese;
  if (letter(0) == 'e' && letter(1) == 'n') return Language::kEnglish;
  return std::nullopt;
}

}  // namespace manyi
