// Recursive descent over tokens, checking names and types as it goes.
// Owns the messages for what does not fit together.
#include "engines/kpi/parser.h"

#include <algorithm>
#include <numeric>

namespace manyi::kpi {
namespace {

constexpr int kDeepest = 100;
constexpr std::size_t kLongestCondition = 20'000;

ExprPtr node(Op op, Type type, Place place) {
  auto expr = std::make_unique<Expr>();
  expr->op = op;
  expr->type = type;
  expr->place = place;
  return expr;
}

ExprPtr node(Op op, Type type, Place place, ExprPtr left, ExprPtr right) {
  auto expr = node(op, type, place);
  expr->args.push_back(std::move(left));
  expr->args.push_back(std::move(right));
  return expr;
}

bool is_numeric(Type type) { return type == Type::kInteger || type == Type::kNumber; }
bool is_text_column(const Expr& expr) { return expr.type == Type::kText && expr.op != Op::kText; }

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::string_view type_name(Type type) {
  switch (type) {
    case Type::kBool: return "a condition";
    case Type::kTime: return "a time";
    case Type::kDuration: return "a duration";
    case Type::kInteger: return "a whole number";
    case Type::kNumber: return "a number";
    case Type::kText: return "a text";
  }
  return "";
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
  if (name.size() > 100) return best;
  for (const auto& candidate : candidates) {
    const auto d = distance(name, candidate);
    if (d < best_distance) {
      best_distance = d;
      best = candidate;
    }
  }
  return best;
}

bool Parser::peek_is(std::string_view word) const {
  return (peek().kind == TokenKind::kName || peek().kind == TokenKind::kSign) && peek().text == word;
}

bool Parser::accept(std::string_view word) {
  if (!peek_is(word)) return false;
  take();
  return true;
}

void Parser::skip_metric() {
  bool closed = false;
  while (peek().kind != TokenKind::kEnd && !(closed && peek_is("metric"))) {
    closed = peek_is("}");
    take();
  }
  depth_ = 0;
}

Error Parser::fail(const Token& at, std::string code, const std::string& message) const {
  return complaint(pointer_, at.place, std::move(code), message);
}

Error Parser::unexpected(const std::string& wanted) const {
  const auto found = peek().kind == TokenKind::kEnd ? std::string("the end") : "'" + peek().text + "'";
  return fail(peek(), "syntax", "expected " + wanted + ", found " + found);
}

Result<void> Parser::expect(std::string_view word) {
  if (!accept(word)) return unexpected("'" + std::string(word) + "'");
  return {};
}

Result<std::uint16_t> Parser::time_column() {
  if (peek().kind != TokenKind::kName) return unexpected("the name of a time stamp");
  const auto& token = take();
  const auto* column = schema_->find(token.text);
  if (column && column->kind == ColumnKind::kTime) return column->index;
  std::vector<std::string> names;
  for (const auto& c : schema_->columns())
    if (c.kind == ColumnKind::kTime) names.push_back(c.name);
  const auto near = nearest_name(token.text, names);
  return fail(token, "unknown_name",
              "'" + token.text + "' is no time stamp of " + schema_->fact() +
                  (near.empty() ? "" : "; did you mean '" + near + "'?"));
}

Result<ExprPtr> Parser::condition() {
  const Token& start = peek();
  MANYI_TRY(auto expr, any());
  if (expr->type != Type::kBool)
    return fail(start, "type", "expected a condition, found " + std::string(type_name(expr->type)));
  return expr;
}

Result<ExprPtr> Parser::quantity() {
  const Token& start = peek();
  MANYI_TRY(auto expr, sum());
  if (!is_numeric(expr->type) && expr->type != Type::kDuration)
    return fail(start, "type",
                "expected a number or a duration, found " + std::string(type_name(expr->type)));
  return expr;
}

Result<ExprPtr> Parser::chain(Result<ExprPtr> (Parser::*next)(), std::string_view word, Op op) {
  const Token& start = peek();
  MANYI_TRY(auto first, (this->*next)());
  if (!peek_is(word)) return first;
  auto all = node(op, Type::kBool, start.place);
  if (first->type != Type::kBool)
    return fail(start, "type",
                "expected a condition before '" + std::string(word) + "', found " +
                    std::string(type_name(first->type)));
  all->args.push_back(std::move(first));
  while (accept(word)) {
    const Token& at = peek();
    MANYI_TRY(auto another, (this->*next)());
    if (another->type != Type::kBool)
      return fail(at, "type",
                  "expected a condition after '" + std::string(word) + "', found " +
                      std::string(type_name(another->type)));
    all->args.push_back(std::move(another));
  }
  return all;
}

Result<ExprPtr> Parser::any() {
  if (++depth_ > kDeepest) return fail(peek(), "too_deep", "more than 100 conditions inside each other");
  auto result = chain(&Parser::conjunction, "or", Op::kOr);
  --depth_;
  return result;
}

Result<ExprPtr> Parser::conjunction() { return chain(&Parser::negation, "and", Op::kAnd); }

Result<ExprPtr> Parser::negation() {
  if (!peek_is("not")) return comparison();
  const Token& start = take();
  if (++depth_ > kDeepest) return fail(start, "too_deep", "more than 100 conditions inside each other");
  MANYI_TRY(auto inner, negation());
  --depth_;
  if (inner->type != Type::kBool)
    return fail(start, "type", "'not' needs a condition, found " + std::string(type_name(inner->type)));
  auto expr = node(Op::kNot, Type::kBool, start.place);
  expr->args.push_back(std::move(inner));
  return expr;
}

Result<ExprPtr> Parser::comparison() {
  MANYI_TRY(auto left, sum());
  const Token& sign = peek();
  if (accept("is")) {
    const bool negated = accept("not");
    MANYI_CHECK(expect("null"));
    if (left->op == Op::kText || left->type == Type::kBool)
      return fail(sign, "type", "'is null' needs a column or a calculation");
    auto expr = node(negated ? Op::kIsNotNull : Op::kIsNull, Type::kBool, sign.place);
    expr->args.push_back(std::move(left));
    return expr;
  }
  if (accept("in")) return membership(std::move(left), false);
  if (peek_is("not")) {
    take();
    MANYI_CHECK(expect("in"));
    return membership(std::move(left), true);
  }
  for (const auto* word : {"=", "!=", "<", "<=", ">", ">="})
    if (accept(word)) {
      MANYI_TRY(auto right, sum());
      return compare(sign, std::move(left), std::move(right));
    }
  return left;
}

Result<ExprPtr> Parser::membership(ExprPtr left, bool negated) {
  const Token& open = peek();
  MANYI_CHECK(expect("("));
  auto expr = node(negated ? Op::kNotIn : Op::kIn, Type::kBool, open.place);
  const Type type = left->type;
  if (left->op == Op::kText) return fail(open, "type", "the left side of 'in' must be a column");
  expr->args.push_back(std::move(left));
  do {
    const Token& start = peek();
    MANYI_TRY(auto item, unary());
    if (type == Type::kTime && item->op == Op::kText) MANYI_CHECK(as_instant(*item));
    const bool literal =
        item->op == Op::kText || item->op == Op::kWhole || item->op == Op::kReal || item->op == Op::kInstant;
    if (!literal) return fail(start, "syntax", "a list holds plain values only");
    const bool fits = item->type == type || (is_numeric(item->type) && is_numeric(type));
    if (!fits || type == Type::kBool) return mismatch(start, "compare", *expr->args.front(), *item);
    expr->args.push_back(std::move(item));
  } while (accept(","));
  MANYI_CHECK(expect(")"));
  return expr;
}

Result<void> Parser::as_instant(Expr& literal) const {
  std::optional<Instant> at;
  if (const auto date = Date::parse(literal.text)) at = zone_.instant(*date);
  if (!at) at = Instant::parse(literal.text);
  if (!at)
    return complaint(pointer_, literal.place, "bad_time",
                     "'" + literal.text + "' is neither a date (2026-11-01) nor an RFC 3339 time");
  literal.op = Op::kInstant;
  literal.type = Type::kTime;
  literal.whole = at->ms();
  return {};
}

Error Parser::mismatch(const Token& at, std::string_view verb, const Expr& left, const Expr& right) const {
  return fail(at, "type",
              "cannot " + std::string(verb) + " " + std::string(type_name(left.type)) + " and " +
                  std::string(type_name(right.type)));
}

Result<ExprPtr> Parser::compare(const Token& sign, ExprPtr left, ExprPtr right) const {
  Op op = sign.text == "="    ? Op::kEqual
          : sign.text == "!=" ? Op::kNotEqual
          : sign.text == "<"  ? Op::kLess
          : sign.text == "<=" ? Op::kLessOrEqual
          : sign.text == ">"  ? Op::kGreater
                              : Op::kGreaterOrEqual;
  if (left->type == Type::kTime && right->op == Op::kText) MANYI_CHECK(as_instant(*right));
  if (right->type == Type::kTime && left->op == Op::kText) MANYI_CHECK(as_instant(*left));
  if (left->type == Type::kText && right->type == Type::kText) {
    if (op != Op::kEqual && op != Op::kNotEqual)
      return fail(sign, "type", "texts compare with =, != and in only");
    if (!is_text_column(*left)) std::swap(left, right);
    if (!is_text_column(*left) || is_text_column(*right))
      return fail(sign, "type", "a text comparison needs a column and a value in '...'");
    return node(op, Type::kBool, sign.place, std::move(left), std::move(right));
  }
  const bool fits = left->type == right->type || (is_numeric(left->type) && is_numeric(right->type));
  if (!fits || left->type == Type::kBool) return mismatch(sign, "compare", *left, *right);
  return node(op, Type::kBool, sign.place, std::move(left), std::move(right));
}

Result<ExprPtr> Parser::arithmetic(const Token& sign, ExprPtr left, ExprPtr right) const {
  const Type l = left->type, r = right->type;
  const char c = sign.text[0];
  const auto make = [&](Op op, Type type) -> Result<ExprPtr> {
    return node(op, type, sign.place, std::move(left), std::move(right));
  };
  const bool whole = l == Type::kInteger && r == Type::kInteger;
  const bool numeric = is_numeric(l) && is_numeric(r);
  if (c == '+') {
    if ((l == Type::kTime && r == Type::kDuration) || (l == Type::kDuration && r == Type::kTime))
      return make(Op::kAdd, Type::kTime);
    if (l == Type::kDuration && r == Type::kDuration) return make(Op::kAdd, Type::kDuration);
    if (numeric) return make(Op::kAdd, whole ? Type::kInteger : Type::kNumber);
    return mismatch(sign, "add", *left, *right);
  }
  if (c == '-') {
    if (l == Type::kTime && r == Type::kTime) return make(Op::kSubtract, Type::kDuration);
    if (l == Type::kTime && r == Type::kDuration) return make(Op::kSubtract, Type::kTime);
    if (l == Type::kDuration && r == Type::kDuration) return make(Op::kSubtract, Type::kDuration);
    if (numeric) return make(Op::kSubtract, whole ? Type::kInteger : Type::kNumber);
    return mismatch(sign, "subtract", *left, *right);
  }
  if (c == '*') {
    if ((l == Type::kDuration && is_numeric(r)) || (is_numeric(l) && r == Type::kDuration))
      return make(Op::kMultiply, Type::kDuration);
    if (numeric) return make(Op::kMultiply, whole ? Type::kInteger : Type::kNumber);
    return mismatch(sign, "multiply", *left, *right);
  }
  if (l == Type::kDuration && r == Type::kDuration) return make(Op::kDivide, Type::kNumber);
  if (l == Type::kDuration && is_numeric(r)) return make(Op::kDivide, Type::kDuration);
  if (numeric) return make(Op::kDivide, Type::kNumber);
  return mismatch(sign, "divide", *left, *right);
}

Result<ExprPtr> Parser::sum() {
  MANYI_TRY(auto left, product());
  int terms = 0;
  while (peek_is("+") || peek_is("-")) {
    const Token& sign = take();
    if (++terms > kDeepest) return fail(sign, "too_deep", "more than 100 terms in one sum");
    MANYI_TRY(auto right, product());
    MANYI_TRY(left, arithmetic(sign, std::move(left), std::move(right)));
  }
  return left;
}

Result<ExprPtr> Parser::product() {
  MANYI_TRY(auto left, unary());
  int factors = 0;
  while (peek_is("*") || peek_is("/")) {
    const Token& sign = take();
    if (++factors > kDeepest) return fail(sign, "too_deep", "more than 100 factors in one product");
    MANYI_TRY(auto right, unary());
    MANYI_TRY(left, arithmetic(sign, std::move(left), std::move(right)));
  }
  return left;
}

Result<ExprPtr> Parser::unary() {
  if (!peek_is("-")) return primary();
  const Token& sign = take();
  if (++depth_ > kDeepest) return fail(sign, "too_deep", "too many signs");
  MANYI_TRY(auto inner, unary());
  --depth_;
  if (inner->op == Op::kWhole || inner->op == Op::kReal) {
    inner->whole = -inner->whole;
    inner->real = -inner->real;
    return inner;
  }
  if (!is_numeric(inner->type) && inner->type != Type::kDuration)
    return fail(sign, "type", "'-' needs a number or a duration");
  auto expr = node(Op::kNegate, inner->type, sign.place);
  expr->args.push_back(std::move(inner));
  return expr;
}

Result<ExprPtr> Parser::primary() {
  const Token& token = peek();
  switch (token.kind) {
    case TokenKind::kText: {
      auto expr = node(Op::kText, Type::kText, token.place);
      expr->text = take().text;
      return expr;
    }
    case TokenKind::kInteger:
    case TokenKind::kDuration: {
      auto expr =
          node(Op::kWhole, token.kind == TokenKind::kInteger ? Type::kInteger : Type::kDuration, token.place);
      expr->whole = token.whole;
      expr->real = static_cast<double>(token.whole);
      take();
      return expr;
    }
    case TokenKind::kReal: {
      auto expr = node(Op::kReal, Type::kNumber, token.place);
      expr->real = take().real;
      return expr;
    }
    case TokenKind::kName: return name();
    default: break;
  }
  if (accept("(")) {
    MANYI_TRY(auto inner, any());
    MANYI_CHECK(expect(")"));
    return inner;
  }
  return unexpected("a column or a value");
}

Result<ExprPtr> Parser::name() {
  const Token& token = take();
  if (token.text == "when" && peek_is("(")) return choice(token.place);
  for (const auto* word : {"and", "or", "in", "is", "null", "where", "when", "of"})
    if (token.text == word)
      return fail(token, "syntax", "expected a column or a value, found '" + token.text + "'");
  if (token.text == "as_of") return node(Op::kAsOf, Type::kTime, token.place);
  if (token.text == "at" && !schema_->find("at")) {
    if (!at_allowed_) return fail(token, "at", "'at' belongs to metrics of basis stock, after their 'basis'");
    return node(Op::kAt, Type::kTime, token.place);
  }
  if (token.text == "attr" && accept(".")) {
    if (peek().kind != TokenKind::kName && peek().kind != TokenKind::kText)
      return unexpected("the name of an attribute");
    auto expr = node(Op::kAttribute, Type::kText, token.place);
    expr->text = "attr." + take().text;
    return expr;
  }
  const bool person = token.text == "person" && !person_.empty() && !schema_->find("person");
  const auto* column = schema_->find(person ? person_ : token.text);
  if (!column) {
    std::vector<std::string> names;
    for (const auto& c : schema_->columns()) names.push_back(c.name);
    const auto near = nearest_name(token.text, names);
    return fail(token, "unknown_name",
                "'" + token.text + "' is no column of " + schema_->fact() +
                    (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }
  if (column->kind == ColumnKind::kFlag) {
    auto expr = node(Op::kFlag, Type::kBool, token.place);
    expr->column = column->index;
    return expr;
  }
  const Type type = column->kind == ColumnKind::kTime        ? Type::kTime
                    : column->kind == ColumnKind::kDimension ? Type::kText
                    : column->kind == ColumnKind::kInteger   ? Type::kInteger
                    : column->kind == ColumnKind::kDuration  ? Type::kDuration
                                                             : Type::kNumber;
  auto expr = node(Op::kColumn, type, token.place);
  expr->kind = column->kind;
  expr->column = column->index;
  expr->text = column->name;
  return expr;
}

Result<ExprPtr> Parser::choice(Place place) {
  if (++depth_ > kDeepest) return fail(peek(), "too_deep", "more than 100 conditions inside each other");
  MANYI_CHECK(expect("("));
  MANYI_TRY(auto condition_part, condition());
  MANYI_CHECK(expect(","));
  MANYI_TRY(auto yes, quantity());
  const Token& second = peek();
  MANYI_CHECK(expect(","));
  MANYI_TRY(auto no, quantity());
  MANYI_CHECK(expect(")"));
  --depth_;
  const bool numbers = is_numeric(yes->type) && is_numeric(no->type);
  if (yes->type != no->type && !numbers) return mismatch(second, "choose between", *yes, *no);
  auto expr = node(Op::kWhen, yes->type == no->type ? yes->type : Type::kNumber, place);
  expr->args.push_back(std::move(condition_part));
  expr->args.push_back(std::move(yes));
  expr->args.push_back(std::move(no));
  return expr;
}

Result<ExprPtr> Parser::countable() {
  if (peek().kind != TokenKind::kName) return unexpected("a dimension or a whole number");
  const Token& start = peek();
  MANYI_TRY(auto expr, name());
  const bool column = expr->op == Op::kColumn || expr->op == Op::kAttribute;
  if (!column || expr->type == Type::kNumber)
    return fail(start, "type", "'distinct' needs a dimension or a column of whole numbers");
  return expr;
}

Result<std::string> Parser::dimension() {
  if (peek().kind != TokenKind::kName) return unexpected("the name of a dimension");
  const auto& token = take();
  const auto* column = schema_->find(token.text);
  if (column && column->kind == ColumnKind::kDimension) return column->name;
  std::vector<std::string> names;
  for (const auto& c : schema_->columns())
    if (c.kind == ColumnKind::kDimension) names.push_back(c.name);
  const auto near = nearest_name(token.text, names);
  return fail(token, "unknown_name",
              "'" + token.text + "' is no dimension of " + schema_->fact() +
                  (near.empty() ? "" : "; did you mean '" + near + "'?"));
}

Result<ExprPtr> parse_condition(std::string_view text, const FactSchema& schema, const TimeZone& zone,
                                const std::string& pointer, const std::string& person) {
  if (text.size() > kLongestCondition)
    return invalid(pointer, "too_long", "a condition has at most 20,000 characters");
  MANYI_TRY(const auto tokens, cut(text, pointer));
  Parser parser(tokens, pointer, zone);
  parser.use(&schema);
  parser.credit(person);
  MANYI_TRY(auto expr, parser.condition());
  if (parser.peek().kind != TokenKind::kEnd) return parser.unexpected("'and', 'or' or the end");
  return expr;
}

}  // namespace manyi::kpi
