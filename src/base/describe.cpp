// Names derived from C++ names.
// Owns the rule that makes them stable.
#include "base/describe.h"

namespace manyi {

std::string stable_enum_name(std::string_view enumerator) {
  if (enumerator.size() > 1 && enumerator[0] == 'k' && enumerator[1] >= 'A' && enumerator[1] <= 'Z')
    enumerator.remove_prefix(1);
  std::string name;
  for (std::size_t i = 0; i < enumerator.size(); ++i) {
    const char c = enumerator[i];
    if (c >= 'A' && c <= 'Z') {
      if (i > 0) name += '_';
      name += static_cast<char>(c - 'A' + 'a');
    } else {
      name += c;
    }
  }
  return name;
}

std::string short_type_name(std::string_view pretty) {
  const auto begin = pretty.find("T = ");
  std::string_view full = begin == std::string_view::npos ? pretty : pretty.substr(begin + 4);
  // "...[with T = A::Page<B::Row>; std::string = ...]": the type ends at ';' or the last ']'.
  const auto end = full.find_first_of(";]");
  if (end != std::string_view::npos) full = full.substr(0, end);
  std::string name, word;
  const auto flush = [&] {
    name += word;
    word.clear();
  };
  for (std::size_t i = 0; i < full.size(); ++i) {
    const char c = full[i];
    if (c == ':') {
      word.clear();
    } else if (c == '<' || c == '>' || c == ',' || c == ' ') {
      flush();
    } else {
      word += c;
    }
  }
  flush();
  return name;
}

}  // namespace manyi
