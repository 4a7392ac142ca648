// Parses and calculates formulas over metrics.
// Owns the three-valued logic of their conditions.
#include "engines/kpi/formula.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/kpi/metric.h"

namespace manyi::kpi {
namespace {

constexpr int kDeepest = 60;
constexpr int kMostTerms = 40;
using NodePtr = std::unique_ptr<FormulaNode>;

NodePtr make(FormulaOp op, Place place) {
  auto node = std::make_unique<FormulaNode>();
  node->op = op;
  node->place = place;
  return node;
}

bool is_condition(const FormulaNode& node) { return node.op >= FormulaOp::kEqual; }

class FormulaParser {
 public:
  explicit FormulaParser(Parser& parser) : parser_(parser) {}

  Result<NodePtr> number() {
    const Token start = parser_.peek();
    MANYI_TRY(auto node, sum());
    if (is_condition(*node)) return parser_.fail(start, "type", "expected a number, found a condition");
    return node;
  }

 private:
  Result<NodePtr> condition() {
    if (++depth_ > kDeepest) return too_deep();
    MANYI_TRY(auto node, chain(FormulaOp::kOr));
    --depth_;
    return node;
  }

  /// `a or b or c` over `a and b and c` over comparisons.
  Result<NodePtr> chain(FormulaOp op) {
    const auto word = op == FormulaOp::kOr ? "or" : "and";
    const auto next = [&] { return op == FormulaOp::kOr ? chain(FormulaOp::kAnd) : comparison(); };
    const Token start = parser_.peek();
    MANYI_TRY(auto first, next());
    if (!parser_.peek_is(word)) return first;
    auto all = make(op, start.place);
    all->args.push_back(std::move(first));
    while (parser_.accept(word)) {
      MANYI_TRY(auto another, next());
      all->args.push_back(std::move(another));
    }
    for (const auto& arg : all->args)
      if (!is_condition(*arg)) return parser_.fail(start, "type", "expected a condition");
    return all;
  }

  Result<NodePtr> comparison() {
    const Token start = parser_.peek();
    if (parser_.accept("not")) {
      if (++depth_ > kDeepest) return too_deep();
      MANYI_TRY(auto inner, comparison());
      --depth_;
      if (!is_condition(*inner)) return parser_.fail(start, "type", "'not' needs a condition");
      auto node = make(FormulaOp::kNot, start.place);
      node->args.push_back(std::move(inner));
      return node;
    }
    MANYI_TRY(auto left, sum());
    static constexpr std::array<std::string_view, 6> kSigns{"=", "!=", "<", "<=", ">", ">="};
    for (std::size_t i = 0; i < kSigns.size(); ++i) {
      const Token sign = parser_.peek();
      if (!parser_.accept(kSigns[i])) continue;
      MANYI_TRY(auto right, sum());
      if (is_condition(*left) || is_condition(*right))
        return parser_.fail(sign, "type", "only numbers can be compared");
      auto node =
          make(static_cast<FormulaOp>(static_cast<int>(FormulaOp::kEqual) + static_cast<int>(i)), sign.place);
      node->args.push_back(std::move(left));
      node->args.push_back(std::move(right));
      return node;
    }
    return left;
  }

  Result<NodePtr> sum() { return binary("+", "-", FormulaOp::kAdd, FormulaOp::kSubtract); }
  Result<NodePtr> product() { return binary("*", "/", FormulaOp::kMultiply, FormulaOp::kDivide); }

  Result<NodePtr> binary(std::string_view one, std::string_view other, FormulaOp op_one, FormulaOp op_other) {
    const bool sums = op_one == FormulaOp::kAdd;
    const auto next = [&] { return sums ? product() : unary(); };
    MANYI_TRY(auto left, next());
    while (parser_.peek_is(one) || parser_.peek_is(other)) {
      const Token sign = parser_.take();
      if (++parts_ > kMostTerms * 4) return too_deep();
      MANYI_TRY(auto right, next());
      if (is_condition(*left) || is_condition(*right))
        return parser_.fail(sign, "type", "'" + sign.text + "' needs numbers");
      auto node = make(sign.text == one ? op_one : op_other, sign.place);
      node->args.push_back(std::move(left));
      node->args.push_back(std::move(right));
      left = std::move(node);
    }
    return left;
  }

  Result<NodePtr> unary() {
    if (++depth_ > kDeepest) return too_deep();
    const Token sign = parser_.peek();
    if (!parser_.accept("-")) {
      auto node = primary();
      --depth_;
      return node;
    }
    MANYI_TRY(auto inner, unary());
    --depth_;
    if (is_condition(*inner)) return parser_.fail(sign, "type", "'-' needs a number");
    auto node = make(FormulaOp::kNegate, sign.place);
    node->args.push_back(std::move(inner));
    return node;
  }

  Result<NodePtr> primary() {
    const Token token = parser_.peek();
    if (token.kind == TokenKind::kInteger || token.kind == TokenKind::kReal ||
        token.kind == TokenKind::kDuration) {
      auto node = make(FormulaOp::kNumber, token.place);
      node->number = token.kind == TokenKind::kDuration ? static_cast<double>(token.whole) : token.real;
      parser_.take();
      return node;
    }
    if (parser_.accept("(")) {
      MANYI_TRY(auto inner, condition());
      MANYI_CHECK(parser_.expect(")"));
      return inner;
    }
    if (token.kind != TokenKind::kName) return parser_.unexpected("a metric, a number or '('");
    parser_.take();
    if (token.text == "days") return make(FormulaOp::kDays, token.place);
    if (token.text == "months") return make(FormulaOp::kMonths, token.place);
    if (parser_.peek_is("(")) return call(token);
    auto node = make(FormulaOp::kTerm, token.place);
    node->term = token.text;
    if (++parts_ > kMostTerms * 4) return too_deep();
    return node;
  }

  Result<NodePtr> call(const Token& token) {
    struct Function {
      std::string_view name;
      FormulaOp op;
      std::size_t arguments;
    };
    static constexpr std::array<Function, 4> kFunctions{{{"min", FormulaOp::kMin, 2},
                                                         {"max", FormulaOp::kMax, 2},
                                                         {"when", FormulaOp::kWhen, 3},
                                                         {"or_zero", FormulaOp::kOrZero, 1}}};
    const auto* known = std::find_if(kFunctions.begin(), kFunctions.end(),
                                     [&](const Function& f) { return f.name == token.text; });
    if (known == kFunctions.end()) {
      const auto near = nearest_name(token.text, {"min", "max", "when", "or_zero"});
      return parser_.fail(
          token, "unknown_name",
          "'" + token.text + "' is no function" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
    }
    MANYI_CHECK(parser_.expect("("));
    auto node = make(known->op, token.place);
    for (std::size_t i = 0; i < known->arguments; ++i) {
      if (i > 0) MANYI_CHECK(parser_.expect(","));
      const Token start = parser_.peek();
      MANYI_TRY(auto argument, condition());
      const bool wanted = known->op == FormulaOp::kWhen && i == 0;
      if (is_condition(*argument) != wanted)
        return parser_.fail(start, "type", wanted ? "expected a condition" : "expected a number");
      node->args.push_back(std::move(argument));
    }
    MANYI_CHECK(parser_.expect(")"));
    return node;
  }

  Error too_deep() const {
    return parser_.fail(parser_.peek(), "too_deep", "this formula is too long or too deep");
  }

  Parser& parser_;
  int depth_ = 0, parts_ = 0;
};

void collect(const FormulaNode& node, std::vector<std::pair<std::string, Place>>& terms) {
  if (node.op == FormulaOp::kTerm &&
      std::none_of(terms.begin(), terms.end(), [&](const auto& t) { return t.first == node.term; }))
    terms.emplace_back(node.term, node.place);
  for (const auto& arg : node.args) collect(*arg, terms);
}

/// Takes constant factors off the left of a product.
const FormulaNode* without_factor(const FormulaNode* node, double& factor) {
  while (node->op == FormulaOp::kMultiply) {
    if (node->args[0]->op == FormulaOp::kNumber) {
      factor *= node->args[0]->number;
      node = node->args[1].get();
    } else if (node->args[1]->op == FormulaOp::kNumber) {
      factor *= node->args[1]->number;
      node = node->args[0].get();
    } else {
      break;
    }
  }
  return node;
}

using Truth = std::optional<bool>;

Truth holds(const FormulaNode& node, const FormulaInput& input) {
  switch (node.op) {
    case FormulaOp::kNot: {
      const auto inner = holds(*node.args[0], input);
      return inner ? Truth(!*inner) : std::nullopt;
    }
    case FormulaOp::kAnd:
    case FormulaOp::kOr: {
      // One false settles an `and`, one true an `or`, whatever is unknown beside it.
      const bool settles = node.op == FormulaOp::kOr;
      Truth all = !settles;
      for (const auto& arg : node.args) {
        const auto one = holds(*arg, input);
        if (one == Truth(settles)) return settles;
        if (!one) all = std::nullopt;
      }
      return all;
    }
    default: break;
  }
  const auto left = calculate(*node.args[0], input), right = calculate(*node.args[1], input);
  if (!left || !right) return std::nullopt;
  switch (node.op) {
    case FormulaOp::kEqual: return *left == *right;
    case FormulaOp::kNotEqual: return *left != *right;
    case FormulaOp::kLess: return *left < *right;
    case FormulaOp::kLessOrEqual: return *left <= *right;
    case FormulaOp::kGreater: return *left > *right;
    default: return *left >= *right;
  }
}

}  // namespace

Result<std::shared_ptr<const Formula>> parse_formula(Parser& parser) {
  auto formula = std::make_shared<Formula>();
  const Token start = parser.peek();
  MANYI_TRY(formula->root, FormulaParser(parser).number());
  collect(*formula->root, formula->terms);
  if (formula->terms.empty()) return parser.fail(start, "no_terms", "a formula names at least one metric");
  const auto* top = without_factor(formula->root.get(), formula->factor);
  if (top->op == FormulaOp::kDivide) {
    formula->numerator = without_factor(top->args[0].get(), formula->factor);
    formula->denominator = top->args[1].get();
  }
  return std::shared_ptr<const Formula>(std::move(formula));
}

std::optional<double> calculate(const FormulaNode& node, const FormulaInput& input) {
  switch (node.op) {
    case FormulaOp::kNumber: return node.number;
    case FormulaOp::kTerm: return input.value(node.term);
    case FormulaOp::kDays: return input.days;
    case FormulaOp::kMonths: return input.months;
    case FormulaOp::kOrZero: return calculate(*node.args[0], input).value_or(0);
    case FormulaOp::kNegate: {
      const auto inner = calculate(*node.args[0], input);
      return inner ? std::optional(-*inner) : std::nullopt;
    }
    case FormulaOp::kWhen: {
      const auto truth = holds(*node.args[0], input);
      return truth ? calculate(*node.args[*truth ? 1 : 2], input) : std::nullopt;
    }
    default: break;
  }
  const auto left = calculate(*node.args[0], input), right = calculate(*node.args[1], input);
  if (!left || !right) return std::nullopt;
  switch (node.op) {
    case FormulaOp::kAdd: return *left + *right;
    case FormulaOp::kSubtract: return *left - *right;
    case FormulaOp::kMultiply: return *left * *right;
    case FormulaOp::kDivide: return *right == 0 ? std::nullopt : std::optional(*left / *right);
    case FormulaOp::kMin: return std::min(*left, *right);
    default: return std::max(*left, *right);
  }
}

std::vector<std::string> terms_of(const Metric& metric) {
  return metric.formula ? terms_of(*metric.formula->root) : std::vector<std::string>{};
}

std::vector<std::string> terms_of(const FormulaNode& node) {
  std::vector<std::pair<std::string, Place>> terms;
  collect(node, terms);
  std::vector<std::string> names;
  for (auto& [name, place] : terms) names.push_back(std::move(name));
  return names;
}

}  // namespace manyi::kpi
