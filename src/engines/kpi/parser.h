// The parser of expressions, shared by conditions and metric files.
// Owns precedence and type checks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engines/kpi/lexer.h"

namespace manyi::kpi {

/// Walks over tokens that outlive it. A schema is set before expressions are read.
class Parser {
 public:
  Parser(const std::vector<Token>& tokens, std::string pointer, const TimeZone& zone)
      : tokens_(tokens), pointer_(std::move(pointer)), zone_(zone) {}

  void use(const FactSchema* schema) { schema_ = schema; }
  /// Makes `person` another name of this dimension.
  void credit(std::string dimension) { person_ = std::move(dimension); }
  /// Lets conditions and quantities name `at`, the instant a stock is looked at.
  void allow_at(bool allowed) { at_allowed_ = allowed; }
  const FactSchema* schema() const { return schema_; }
  /// A condition: something that is true, false or unknown.
  Result<ExprPtr> condition();
  /// A number, whole number or duration.
  Result<ExprPtr> quantity();

  const Token& peek() const { return tokens_[at_]; }
  const Token& take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }
  bool peek_is(std::string_view word) const;  // a name or a sign
  bool accept(std::string_view word);
  Result<void> expect(std::string_view word);
  /// Goes on to the next `metric` after a `}`, or to the end.
  void skip_metric();
  Error fail(const Token& at, std::string code, const std::string& message) const;
  Error unexpected(const std::string& wanted) const;
  /// A column whose different values can be counted: a dimension or a whole number.
  Result<ExprPtr> countable();
  /// Resolves a dimension by name.
  Result<std::string> dimension();
  /// Resolves a time column by name.
  Result<std::uint16_t> time_column();

 private:
  Result<ExprPtr> any();
  Result<ExprPtr> conjunction();
  Result<ExprPtr> negation();
  Result<ExprPtr> comparison();
  Result<ExprPtr> membership(ExprPtr left, bool negated);
  Result<ExprPtr> sum();
  Result<ExprPtr> product();
  Result<ExprPtr> unary();
  Result<ExprPtr> primary();
  Result<ExprPtr> name();
  Result<ExprPtr> choice(Place place);
  Result<ExprPtr> chain(Result<ExprPtr> (Parser::*next)(), std::string_view word, Op op);
  Result<ExprPtr> arithmetic(const Token& sign, ExprPtr left, ExprPtr right) const;
  Result<ExprPtr> compare(const Token& sign, ExprPtr left, ExprPtr right) const;
  Result<void> as_instant(Expr& literal) const;
  Error mismatch(const Token& at, std::string_view verb, const Expr& left, const Expr& right) const;

  const std::vector<Token>& tokens_;
  std::string pointer_;
  const TimeZone& zone_;
  const FactSchema* schema_ = nullptr;
  std::string person_;
  bool at_allowed_ = false;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace manyi::kpi
