// Cuts text into the tokens that both databases index.
// Owns which characters make words, which make pairs and which part them.
#include <cstdint>

#include "platform/search/search.h"

namespace manyi::search {
namespace {

constexpr std::size_t kMaxTokenBytes = 64;

enum class CharClass { kSeparator, kWord, kPaired };

/// Next code point of UTF-8 text; broken bytes part words.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at++]);
  if (byte < 0x80) return byte;
  const int more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
  if (more == 0) return ' ';
  char32_t c = byte & (0x3f >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80) return ' ';
    c = (c << 6) | (static_cast<unsigned char>(text[at++]) & 0x3f);
  }
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

CharClass class_of(char32_t c) {
  if (c < 0x80)
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ? CharClass::kWord : CharClass::kSeparator;
  if ((c >= 0x3400 && c <= 0x4dbf) || (c >= 0x4e00 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
      (c >= 0x20000 && c <= 0x3ffff) || (c >= 0x3041 && c <= 0x30fa) || (c >= 0x30fc && c <= 0x30ff) ||
      (c >= 0xac00 && c <= 0xd7a3) || c == 0x3005 || c == 0x3007)
    return CharClass::kPaired;
  if (c < 0xc0 || c == 0xd7 || c == 0xf7 || (c >= 0x2000 && c <= 0x2fff) || (c >= 0x3000 && c <= 0x303f) ||
      (c >= 0xe000 && c <= 0xf8ff) || c >= 0xfe00)
    return CharClass::kSeparator;
  return CharClass::kWord;
}

/// Small letter of Latin, Greek and Cyrillic capitals and of the full-width forms of ASCII.
char32_t fold(char32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;
  if (c >= 'A' && c <= 'Z') return c + 0x20;
  if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
    return c + 0x20;
  if (c >= 0x100 && c <= 0x137 && c % 2 == 0) return c + 1;
  return c;
}

}  // namespace

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  std::string word;
  std::vector<char32_t> run;
  const auto end_word = [&] {
    if (!word.empty()) tokens.push_back(word.substr(0, kMaxTokenBytes));
    word.clear();
  };
  const auto end_run = [&] {
    for (std::size_t i = 0; i + 1 < run.size() || (i == 0 && run.size() == 1); ++i) {
      std::string pair;
      append_utf8(pair, run[i]);
      if (run.size() > 1) append_utf8(pair, run[i + 1]);
      tokens.push_back(std::move(pair));
    }
    run.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = fold(next_code_point(text, at));
    switch (class_of(c)) {
      case CharClass::kWord:
        end_run();
        append_utf8(word, c);
        break;
      case CharClass::kPaired:
        end_word();
        run.push_back(c);
        break;
      case CharClass::kSeparator:
        end_word();
        end_run();
        break;
    }
  }
  end_word();
  end_run();
  return tokens;
}

}  // namespace manyi::search
