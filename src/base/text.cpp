// Folding of spellings.
// Owns nothing.
#include "base/text.h"

#include <algorithm>

namespace manyi {

std::string fold_text(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  bool space = false;
  const auto put = [&](unsigned char c) {
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
      space = !folded.empty();
      return;
    }
    if (space) folded += ' ';
    space = false;
    folded += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  };
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (i + 2 < utf8.size() && (c == 0xef || c == 0xe3)) {
      const auto c2 = static_cast<unsigned char>(utf8[i + 1]);
      const auto c3 = static_cast<unsigned char>(utf8[i + 2]);
      const unsigned code = ((c & 0x0fu) << 12) | ((c2 & 0x3fu) << 6) | (c3 & 0x3fu);
      if (code >= 0xff01 && code <= 0xff5e) {  // full-width ! .. ~
        put(static_cast<unsigned char>(code - 0xff01 + '!'));
        i += 2;
        continue;
      }
      if (code == 0x3000) {  // ideographic space
        put(' ');
        i += 2;
        continue;
      }
    }
    if (c == 0xc2 && i + 1 < utf8.size() &&
        static_cast<unsigned char>(utf8[i + 1]) == 0xa0) {  // no-break space
      put(' ');
      ++i;
      continue;
    }
    if (c < 0x80) {
      put(c);
    } else {
      if (space) folded += ' ';
      space = false;
      folded += static_cast<char>(c);
    }
  }
  return folded;
}

std::string fold_name(std::string_view utf8) {
  std::string folded = fold_text(utf8);
  std::erase(folded, ' ');
  return folded;
}

}  // namespace manyi
