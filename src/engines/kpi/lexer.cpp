// Cuts metric texts and conditions into tokens.
// Owns the spelling of numbers and durations.
#include "engines/kpi/lexer.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace manyi::kpi {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::int64_t unit_ms(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "s") return kSecond.ms();
  if (unit == "min") return kMinute.ms();
  if (unit == "h") return kHour.ms();
  if (unit == "d") return kDay.ms();
  if (unit == "w") return 7 * kDay.ms();
  return 0;
}

class Cutter {
 public:
  Cutter(std::string_view text, const std::string& pointer) : text_(text), pointer_(pointer) {}

  Result<std::vector<Token>> run() {
    std::vector<Token> tokens;
    while (true) {
      skip_blank();
      Token token{TokenKind::kEnd, {}, place_, at_};
      if (at_ == text_.size()) {
        tokens.push_back(std::move(token));
        return tokens;
      }
      const char c = text_[at_];
      if (starts_name(c)) {
        token.kind = TokenKind::kName;
        while (at_ < text_.size() && (starts_name(text_[at_]) || is_digit(text_[at_]))) token.text += take();
      } else if (is_digit(c)) {
        MANYI_CHECK(number(token));
      } else if (c == '\'') {
        MANYI_CHECK(string(token));
      } else {
        token.kind = TokenKind::kSign;
        token.text = take();
        if ((c == '<' || c == '>' || c == '!') && at_ < text_.size() && text_[at_] == '=')
          token.text += take();
        if (std::string_view("=<>+-*/(){},.").find(c) == std::string_view::npos && token.text != "!=")
          return complaint(pointer_, token.place, "strange_character",
                           "'" + token.text + "' has no meaning here");
      }
      tokens.push_back(std::move(token));
    }
  }

 private:
  char take() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++place_.line;
      place_.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++place_.column;
    }
    return c;
  }

  void skip_blank() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') take();
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        take();
      } else {
        return;
      }
    }
  }

  Result<void> number(Token& token) {
    std::string digits;
    bool real = false;
    while (at_ < text_.size() &&
           (is_digit(text_[at_]) ||
            (text_[at_] == '.' && !real && at_ + 1 < text_.size() && is_digit(text_[at_ + 1])))) {
      real = real || text_[at_] == '.';
      digits += take();
    }
    std::string unit;
    while (at_ < text_.size() && starts_name(text_[at_])) unit += take();
    token.text = digits + unit;
    if (digits.size() > 15)
      return complaint(pointer_, token.place, "number_too_large", "'" + digits + "' has more than 15 digits");
    std::from_chars(digits.data(), digits.data() + digits.size(), token.real);
    if (unit.empty()) {
      token.kind = real ? TokenKind::kReal : TokenKind::kInteger;
      token.whole = static_cast<std::int64_t>(token.real);
      return {};
    }
    const auto ms = unit_ms(unit);
    if (ms == 0)
      return complaint(pointer_, token.place, "unknown_unit",
                       "'" + unit + "' is no duration: use ms, s, min, h, d or w");
    if (token.real * static_cast<double>(ms) > 1e15)
      return complaint(pointer_, token.place, "number_too_large",
                       "'" + token.text + "' is longer than 30,000 years");
    token.kind = TokenKind::kDuration;
    token.whole = std::llround(token.real * static_cast<double>(ms));
    return {};
  }

  Result<void> string(Token& token) {
    token.kind = TokenKind::kText;
    take();
    while (at_ < text_.size()) {
      const char c = take();
      if (c != '\'') {
        token.text += c;
      } else if (at_ < text_.size() && text_[at_] == '\'') {
        token.text += take();
      } else {
        return {};
      }
    }
    return complaint(pointer_, token.place, "unfinished_text", "this text has no closing '");
  }

  std::string_view text_;
  const std::string& pointer_;
  std::size_t at_ = 0;
  Place place_;
};

}  // namespace

Error complaint(const std::string& pointer, Place place, std::string code, const std::string& message) {
  return invalid(pointer, std::move(code),
                 std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + message);
}

Result<std::vector<Token>> cut(std::string_view text, const std::string& pointer) {
  return Cutter(text, pointer).run();
}

}  // namespace manyi::kpi
