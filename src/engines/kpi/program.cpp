// Block-wise evaluation: plain loops over arrays, one operation at a time.
// Owns the binding of names and texts to columns and codes.
#include "engines/kpi/program.h"

#include <algorithm>
#include <cmath>

namespace manyi::kpi {

struct Program::Node {
  Op op{};
  Type type{};
  const std::int64_t* whole_column = nullptr;
  const double* real_column = nullptr;
  const std::int32_t* code_column = nullptr;  // null: an attribute that no row has
  const std::uint8_t* flag_column = nullptr;
  bool cap = false;  // a time column with stamps after as_of
  std::int64_t as_of = 0;
  std::int64_t whole = 0;  // literals
  double real = 0;
  std::vector<std::uint8_t> truth_of_code;  // text comparisons
  std::vector<Node> args;
};

/// Scratch blocks, handed out and taken back in stack order.
struct Program::Buffers {
  using WholeBlock = std::array<std::int64_t, kBlock>;
  using TruthBlock = std::array<std::uint8_t, kBlock>;
  std::vector<std::unique_ptr<WholeBlock>> wholes;
  std::vector<std::unique_ptr<TruthBlock>> truths;
  std::size_t wholes_used = 0, truths_used = 0;

  std::int64_t* whole() {
    if (wholes_used == wholes.size()) wholes.push_back(std::make_unique<WholeBlock>());
    return wholes[wholes_used++]->data();
  }
  // The same bytes serve as reals: a block is written as one type before it is read as it.
  double* real() { return reinterpret_cast<double*>(whole()); }
  std::uint8_t* truth() {
    if (truths_used == truths.size()) truths.push_back(std::make_unique<TruthBlock>());
    return truths[truths_used++]->data();
  }
};

namespace {

// Arithmetic in place of branches: on random rows they would be mispredicted.
std::uint8_t truth_of(bool holds, bool absent) {
  return static_cast<std::uint8_t>(
      ((static_cast<unsigned>(holds) << 1) & (static_cast<unsigned>(absent) - 1U)) |
      static_cast<unsigned>(absent));
}

bool is_literal(Op op) {
  return op == Op::kWhole || op == Op::kInstant || op == Op::kAsOf || op == Op::kReal;
}

template <class F>
void compare_with(const std::int64_t* a, std::int64_t b, std::size_t n, std::uint8_t* truth, F holds) {
  for (std::size_t i = 0; i < n; ++i) truth[i] = truth_of(holds(a[i], b), a[i] == kNull);
}

template <class F>
void compare_both(const std::int64_t* a, const std::int64_t* b, std::size_t n, std::uint8_t* truth, F holds) {
  for (std::size_t i = 0; i < n; ++i)
    truth[i] = truth_of(holds(a[i], b[i]), (a[i] == kNull) | (b[i] == kNull));
}

template <class F>
void compare_both(const double* a, const double* b, std::size_t n, std::uint8_t* truth, F holds) {
  for (std::size_t i = 0; i < n; ++i)
    truth[i] = truth_of(holds(a[i], b[i]), std::isnan(a[i]) | std::isnan(b[i]));
}

template <class Apply> void with_comparison(Op op, Apply apply) {
  switch (op) {
    case Op::kEqual: return apply([](auto a, auto b) { return a == b; });
    case Op::kNotEqual: return apply([](auto a, auto b) { return a != b; });
    case Op::kLess: return apply([](auto a, auto b) { return a < b; });
    case Op::kLessOrEqual: return apply([](auto a, auto b) { return a <= b; });
    case Op::kGreater: return apply([](auto a, auto b) { return a > b; });
    default: return apply([](auto a, auto b) { return a >= b; });
  }
}

std::int64_t rounded(double value) {
  return std::isfinite(value) && std::abs(value) < 9e18 ? std::llround(value) : kNull;
}

// Overflow wraps instead of being undefined: stamps and durations of real records are far from it.
std::int64_t wrap(std::uint64_t value) { return static_cast<std::int64_t>(value); }

template <class F>
const std::int64_t* combine(const std::int64_t* a, const std::int64_t* b, std::size_t n, std::int64_t* out,
                            F f) {
  for (std::size_t i = 0; i < n; ++i)
    out[i] = (a[i] == kNull) | (b[i] == kNull)
                 ? kNull
                 : wrap(f(static_cast<std::uint64_t>(a[i]), static_cast<std::uint64_t>(b[i])));
  return out;
}

}  // namespace

Program::Program(const FactTable& table, const Expr& expr, std::int64_t as_of, Match match)
    : root_(std::make_unique<Node>(bind(table, expr, as_of, match))), buffers_(std::make_unique<Buffers>()) {}
Program::~Program() = default;
Program::Program(Program&&) noexcept = default;

bool Program::is_real() const { return root_->type == Type::kNumber; }

Program::Node Program::bind(const FactTable& table, const Expr& expr, std::int64_t as_of, Match match) {
  Node node;
  node.op = expr.op;
  node.type = expr.type;
  node.as_of = as_of;
  node.whole = expr.op == Op::kAsOf ? as_of : expr.whole;
  node.real = expr.real;
  switch (expr.op) {
    case Op::kFlag: node.flag_column = table.flags(expr.column); break;
    case Op::kAttribute:
      if (const auto index = table.dimension_index(expr.text)) node.code_column = table.codes(*index);
      break;
    case Op::kColumn:
      if (expr.kind == ColumnKind::kTime) {
        node.whole_column = table.times(expr.column);
        node.cap = table.latest(expr.column) > as_of;
      } else if (expr.kind == ColumnKind::kDimension) {
        node.code_column = table.codes(expr.column);
      } else if (expr.kind == ColumnKind::kNumber) {
        node.real_column = table.numbers(expr.column);
      } else {
        node.whole_column = table.wholes(expr.column);
      }
      break;
    default: break;
  }
  const bool list = expr.op == Op::kIn || expr.op == Op::kNotIn;
  const bool equality = expr.op == Op::kEqual || expr.op == Op::kNotEqual;
  if ((list || equality) && expr.args.front()->type == Type::kText) {
    const auto& column = *expr.args.front();
    node.args.push_back(bind(table, column, as_of, match));
    const auto index = table.dimension_index(column.text);
    if (!index) return node;
    const auto& dictionary = table.dictionary(*index);
    const bool positive = expr.op == Op::kIn || expr.op == Op::kEqual;
    node.truth_of_code.assign(dictionary.size(), positive ? kFalse : kTrue);
    node.truth_of_code[kNullCode] = kUnknown;
    std::vector<std::int32_t> hits;
    for (std::size_t i = 1; i < expr.args.size(); ++i) {
      std::vector<std::int32_t> codes;
      if (match == Match::kKeysAndLabels) {
        codes = dictionary.matching(expr.args[i]->text);
      } else if (const auto code = dictionary.find(expr.args[i]->text)) {
        codes.push_back(*code);
      }
      hits.insert(hits.end(), codes.begin(), codes.end());
    }
    for (const auto code : hits)
      node.truth_of_code[static_cast<std::size_t>(code)] = positive ? kTrue : kFalse;
    return node;
  }
  for (const auto& arg : expr.args) node.args.push_back(bind(table, *arg, as_of, match));
  return node;
}

void Program::test(std::size_t first, std::size_t count, std::uint8_t* truth) {
  buffers_->wholes_used = buffers_->truths_used = 0;
  test(*root_, first, count, truth);
}
const std::int64_t* Program::wholes(std::size_t first, std::size_t count) {
  buffers_->wholes_used = buffers_->truths_used = 0;
  return wholes(*root_, first, count);
}
const double* Program::reals(std::size_t first, std::size_t count) {
  buffers_->wholes_used = buffers_->truths_used = 0;
  return reals(*root_, first, count);
}

void Program::test(const Node& node, std::size_t first, std::size_t count, std::uint8_t* truth) {
  const auto wholes_before = buffers_->wholes_used, truths_before = buffers_->truths_used;
  switch (node.op) {
    case Op::kFlag:
      for (std::size_t i = 0; i < count; ++i)
        truth[i] = static_cast<std::uint8_t>(node.flag_column[first + i] << 1);
      break;
    case Op::kAnd:
    case Op::kOr: {
      test(node.args.front(), first, count, truth);
      auto* other = buffers_->truth();
      for (std::size_t a = 1; a < node.args.size(); ++a) {
        test(node.args[a], first, count, other);
        if (node.op == Op::kAnd)
          for (std::size_t i = 0; i < count; ++i) truth[i] = std::min(truth[i], other[i]);
        else
          for (std::size_t i = 0; i < count; ++i) truth[i] = std::max(truth[i], other[i]);
      }
      break;
    }
    case Op::kNot:
      test(node.args.front(), first, count, truth);
      for (std::size_t i = 0; i < count; ++i) truth[i] = static_cast<std::uint8_t>(kTrue - truth[i]);
      break;
    case Op::kIsNull:
    case Op::kIsNotNull: {
      const auto& arg = node.args.front();
      const std::uint8_t yes = node.op == Op::kIsNull ? kTrue : kFalse, no = kTrue - yes;
      if (arg.type == Type::kText) {
        for (std::size_t i = 0; i < count; ++i)
          truth[i] = !arg.code_column || arg.code_column[first + i] == kNullCode ? yes : no;
      } else if (arg.type == Type::kNumber) {
        const auto* values = reals(arg, first, count);
        for (std::size_t i = 0; i < count; ++i) truth[i] = std::isnan(values[i]) ? yes : no;
      } else {
        const auto* values = wholes(arg, first, count);
        for (std::size_t i = 0; i < count; ++i) truth[i] = values[i] == kNull ? yes : no;
      }
      break;
    }
    default: compare(node, first, count, truth);
  }
  buffers_->wholes_used = wholes_before;
  buffers_->truths_used = truths_before;
}

void Program::compare(const Node& node, std::size_t first, std::size_t count, std::uint8_t* truth) {
  const auto& left = node.args.front();
  if (left.type == Type::kText) {
    if (!left.code_column) {
      std::fill_n(truth, count, kUnknown);
      return;
    }
    const auto* codes = left.code_column + first;
    const auto* truths = node.truth_of_code.data();
    for (std::size_t i = 0; i < count; ++i) truth[i] = truths[codes[i]];
    return;
  }
  const bool real =
      std::any_of(node.args.begin(), node.args.end(), [](const Node& n) { return n.type == Type::kNumber; });
  if (node.op == Op::kIn || node.op == Op::kNotIn) {
    const std::uint8_t yes = node.op == Op::kIn ? kTrue : kFalse, no = kTrue - yes;
    const auto* values = real ? nullptr : wholes(left, first, count);
    const auto* decimals = real ? reals(left, first, count) : nullptr;
    for (std::size_t i = 0; i < count; ++i) {
      const bool absent = real ? std::isnan(decimals[i]) : values[i] == kNull;
      bool found = false;
      for (std::size_t a = 1; a < node.args.size(); ++a)
        found = found || (real ? decimals[i] == node.args[a].real : values[i] == node.args[a].whole);
      truth[i] = absent ? kUnknown : found ? yes : no;
    }
    return;
  }
  const auto& right = node.args.back();
  if (real) {
    const auto* a = reals(left, first, count);
    const auto* b = reals(right, first, count);
    with_comparison(node.op, [&](auto holds) { compare_both(a, b, count, truth, holds); });
  } else if (is_literal(right.op)) {
    const auto* a = wholes(left, first, count);
    with_comparison(node.op, [&](auto holds) { compare_with(a, right.whole, count, truth, holds); });
  } else {
    const auto* a = wholes(left, first, count);
    const auto* b = wholes(right, first, count);
    with_comparison(node.op, [&](auto holds) { compare_both(a, b, count, truth, holds); });
  }
}

const std::int64_t* Program::wholes(const Node& node, std::size_t first, std::size_t count) {
  if (node.op == Op::kColumn) {
    const auto* column = node.whole_column + first;
    if (!node.cap) return column;
    auto* out = buffers_->whole();
    for (std::size_t i = 0; i < count; ++i) out[i] = column[i] > node.as_of ? kNull : column[i];
    return out;
  }
  if (is_literal(node.op)) {
    auto* out = buffers_->whole();
    std::fill_n(out, count, node.whole);
    return out;
  }
  if (node.op == Op::kNegate) {
    const auto* a = wholes(node.args.front(), first, count);
    auto* out = buffers_->whole();
    for (std::size_t i = 0; i < count; ++i) out[i] = a[i] == kNull ? kNull : -a[i];
    return out;
  }
  const auto& left = node.args.front();
  const auto& right = node.args.back();
  if (node.op == Op::kDivide || left.type == Type::kNumber || right.type == Type::kNumber) {
    const auto* a = reals(left, first, count);
    const auto* b = reals(right, first, count);
    auto* out = buffers_->whole();
    if (node.op == Op::kDivide)
      for (std::size_t i = 0; i < count; ++i) out[i] = rounded(a[i] / b[i]);
    else
      for (std::size_t i = 0; i < count; ++i) out[i] = rounded(a[i] * b[i]);
    return out;
  }
  const auto* a = wholes(left, first, count);
  const auto* b = wholes(right, first, count);
  auto* out = buffers_->whole();
  if (node.op == Op::kAdd) return combine(a, b, count, out, [](auto x, auto y) { return x + y; });
  if (node.op == Op::kSubtract) return combine(a, b, count, out, [](auto x, auto y) { return x - y; });
  return combine(a, b, count, out, [](auto x, auto y) { return x * y; });
}

const double* Program::reals(const Node& node, std::size_t first, std::size_t count) {
  if (node.op == Op::kColumn && node.type == Type::kNumber) return node.real_column + first;
  if (is_literal(node.op)) {
    auto* out = buffers_->real();
    std::fill_n(out, count, node.real);
    return out;
  }
  if (node.type != Type::kNumber) {
    const auto* a = wholes(node, first, count);
    auto* out = buffers_->real();
    for (std::size_t i = 0; i < count; ++i) out[i] = a[i] == kNull ? std::nan("") : static_cast<double>(a[i]);
    return out;
  }
  if (node.op == Op::kNegate) {
    const auto* a = reals(node.args.front(), first, count);
    auto* out = buffers_->real();
    for (std::size_t i = 0; i < count; ++i) out[i] = -a[i];
    return out;
  }
  const auto* a = reals(node.args.front(), first, count);
  const auto* b = reals(node.args.back(), first, count);
  auto* out = buffers_->real();
  switch (node.op) {
    case Op::kAdd:
      for (std::size_t i = 0; i < count; ++i) out[i] = a[i] + b[i];
      break;
    case Op::kSubtract:
      for (std::size_t i = 0; i < count; ++i) out[i] = a[i] - b[i];
      break;
    case Op::kMultiply:
      for (std::size_t i = 0; i < count; ++i) out[i] = a[i] * b[i];
      break;
    default:
      // A division by zero has no value.
      for (std::size_t i = 0; i < count; ++i) out[i] = b[i] == 0 ? std::nan("") : a[i] / b[i];
  }
  return out;
}

}  // namespace manyi::kpi
