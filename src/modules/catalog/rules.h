// Pure decisions about names and codes of what is repaired.
// Names are compared as base/text.h folds them; punctuation counts, since A1-2 is not A12.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace manyi::catalog {

/// A code made of a name: capitals, digits and hyphens, at most 32 characters; other letters are
/// kept. `number` tells apart names that give the same code; 1 adds nothing.
std::string code_from_name(std::string_view name, std::size_t number);

/// Aliases without empty ones, without those equal to code, name or each other.
std::vector<std::string> clean_aliases(const std::vector<std::string>& aliases, std::string_view code,
                                       std::string_view name);

}  // namespace manyi::catalog
