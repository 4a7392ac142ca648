// Words of the metric language: names, strings, numbers, durations, signs.
// Owns how a text is cut and how a complaint names its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/kpi/expression.h"

namespace manyi::kpi {

enum class TokenKind { kName, kText, kInteger, kReal, kDuration, kSign, kEnd };

struct Token {
  TokenKind kind;
  std::string text;  // kText without quotes, kSign the sign itself
  Place place;
  std::size_t offset = 0;  // of its first byte in the text
  std::int64_t whole = 0;  // kInteger; kDuration in milliseconds
  double real = 0;         // kInteger and kReal
};

/// \errors kInvalid at `pointer`: an unfinished string, a strange character, a number too large
Result<std::vector<Token>> cut(std::string_view text, const std::string& pointer);

/// "line:column: message"
Error complaint(const std::string& pointer, Place place, std::string code, const std::string& message);

}  // namespace manyi::kpi
