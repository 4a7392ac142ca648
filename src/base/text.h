// Spellings: the folded form in which names, codes and numbers are compared.
// Owns what counts as the same letter.
#pragma once

#include <string>
#include <string_view>

namespace manyi {

/// Lower-case ASCII, full-width forms (ＡＢ１２，　) as their ASCII ones, runs of white space as one
/// space, none at the ends. Other characters stay as they are.
std::string fold_text(std::string_view utf8);

/// fold_text without any white space.
std::string fold_name(std::string_view utf8);

}  // namespace manyi
