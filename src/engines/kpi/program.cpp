// Block-wise evaluation: plain loops over arrays, one operation at a time; what a block's bounds
// decide for all its rows is not looked at row by row.
// Owns the binding of names and texts to columns and codes.
#include "engines/kpi/program.h"

#include <algorithm>
#include <cmath>

#include "engines/kpi/lanes.h"

namespace manyi::kpi {

struct Program::Node {
  Op op{};
  Type type{};
  const PackedColumn* column = nullptr;  // null: an attribute that no row has
  bool time = false;
  std::int64_t as_of = 0;
  std::int64_t whole = 0;  // literals
  double real = 0;
  std::vector<std::uint8_t> truth_of_code;  // text comparisons
  std::vector<Node> args;

  /// A time column with stamps after as_of in the block of these rows.
  bool capped(const Rows& rows) const { return time && column->block_of(rows.first).high > as_of; }
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

constexpr auto kLeast = kNull + 1, kMost = std::numeric_limits<std::int64_t>::max();

bool is_literal(Op op) {
  return op == Op::kWhole || op == Op::kInstant || op == Op::kAsOf || op == Op::kReal;
}

// Arithmetic in place of branches: on random rows they would be mispredicted.
std::uint8_t truth_of(bool holds, bool absent) {
  return static_cast<std::uint8_t>(
      ((static_cast<unsigned>(holds) << 1) & (static_cast<unsigned>(absent) - 1U)) |
      static_cast<unsigned>(absent));
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

lanes::Compared compared(Op op) {
  switch (op) {
    case Op::kEqual: return lanes::Compared::kEqual;
    case Op::kNotEqual: return lanes::Compared::kNotEqual;
    case Op::kLess: return lanes::Compared::kLess;
    case Op::kLessOrEqual: return lanes::Compared::kLessOrEqual;
    case Op::kGreater: return lanes::Compared::kGreater;
    default: return lanes::Compared::kGreaterOrEqual;
  }
}

/// The values that a comparison with a literal asks for, as one range or all but it.
struct Asked {
  std::int64_t low, high;
  bool inside;
};

Asked asked(Op op, std::int64_t literal) {
  switch (op) {
    case Op::kEqual: return {literal, literal, true};
    case Op::kNotEqual: return {literal, literal, false};
    case Op::kLess: return {kLeast, literal == kNull ? kNull : literal - 1, true};
    case Op::kLessOrEqual: return {kLeast, literal, true};
    case Op::kGreater: return {literal, literal, false};  // replaced by the caller
    default: return {literal, kMost, true};
  }
}

std::int64_t rounded(double value) {
  return std::isfinite(value) && std::abs(value) < 9e18 ? std::llround(value) : kNull;
}

std::uint8_t turned(std::uint8_t truth) { return static_cast<std::uint8_t>(kTrue - truth); }

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
    case Op::kFlag: node.column = &table.flags(expr.column).packed(); break;
    case Op::kAttribute:
      if (const auto index = table.dimension_index(expr.text)) node.column = &table.codes(*index).packed();
      break;
    case Op::kColumn:
      node.time = expr.kind == ColumnKind::kTime;
      node.column = expr.kind == ColumnKind::kTime        ? &table.times(expr.column).packed()
                    : expr.kind == ColumnKind::kDimension ? &table.codes(expr.column).packed()
                    : expr.kind == ColumnKind::kNumber    ? &table.numbers(expr.column).packed()
                                                          : &table.wholes(expr.column).packed();
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
  if (const auto same = test(Rows{first, count, nullptr}, truth); same != kMixed)
    std::fill_n(truth, count, same);
}
std::uint8_t Program::test(const Rows& rows, std::uint8_t* truth) {
  buffers_->wholes_used = buffers_->truths_used = 0;
  return test(*root_, rows, truth);
}
const std::int64_t* Program::wholes(const Rows& rows) {
  buffers_->wholes_used = buffers_->truths_used = 0;
  return wholes(*root_, rows);
}
const double* Program::reals(const Rows& rows) {
  buffers_->wholes_used = buffers_->truths_used = 0;
  return reals(*root_, rows);
}

std::uint8_t Program::test(const Node& node, const Rows& rows, std::uint8_t* truth) {
  const auto wholes_before = buffers_->wholes_used, truths_before = buffers_->truths_used;
  std::uint8_t all = kMixed;
  switch (node.op) {
    case Op::kFlag: all = node.column->compare(rows, 1, 1, true, truth); break;
    case Op::kAnd:
    case Op::kOr: {
      const bool both = node.op == Op::kAnd;
      const std::uint8_t decides = both ? kFalse : kTrue;
      all = turned(decides);
      auto* other = buffers_->truth();
      for (const auto& arg : node.args) {
        if (both && all == kMixed && narrow_and(arg, rows, truth)) continue;
        const auto one = test(arg, rows, all == kMixed ? other : truth);
        if (one == decides) {
          all = decides;
          break;
        }
        if (one == turned(decides)) continue;
        if (all == kMixed && one == kMixed) {
          if (both)
            lanes::least(truth, other, rows.count);
          else
            lanes::most(truth, other, rows.count);
        } else if (all == kMixed || one == kMixed) {
          const auto same = all == kMixed ? one : all;  // of the one that is not mixed
          if (same == kUnknown)
            for (std::size_t i = 0; i < rows.count; ++i)
              truth[i] = both ? std::min(truth[i], kUnknown) : std::max(truth[i], kUnknown);
          all = kMixed;
        } else {
          all = kUnknown;
        }
      }
      break;
    }
    case Op::kNot:
      all = test(node.args.front(), rows, truth);
      if (all != kMixed)
        all = turned(all);
      else
        for (std::size_t i = 0; i < rows.count; ++i) truth[i] = turned(truth[i]);
      break;
    case Op::kIsNull:
    case Op::kIsNotNull: {
      const auto& arg = node.args.front();
      const bool wanted = node.op == Op::kIsNull;
      const std::uint8_t yes = wanted ? kTrue : kFalse, no = turned(yes);
      if (arg.type == Type::kText) {
        all = arg.column ? arg.column->compare(rows, kNullCode, kNullCode, wanted, truth) : yes;
      } else if (arg.op == Op::kColumn && !arg.capped(rows)) {
        all = arg.column->absent(rows, wanted, truth);
      } else if (arg.type == Type::kNumber) {
        const auto* values = reals(arg, rows);
        for (std::size_t i = 0; i < rows.count; ++i) truth[i] = std::isnan(values[i]) ? yes : no;
      } else {
        const auto* values = wholes(arg, rows);
        for (std::size_t i = 0; i < rows.count; ++i) truth[i] = values[i] == kNull ? yes : no;
      }
      break;
    }
    default: all = compare(node, rows, truth);
  }
  buffers_->wholes_used = wholes_before;
  buffers_->truths_used = truths_before;
  return all;
}

/// Tests a further part of an `and` where the parts before it left few rows open, and only those:
/// most columns that definitions exclude by are absent nearly everywhere. \return whether it was so
bool Program::narrow_and(const Node& node, const Rows& rows, std::uint8_t* truth) {
  constexpr std::size_t kOneIn = 8;
  if (at_ || rows.count < kOneIn) return false;
  std::array<std::uint8_t, kBlock> open;
  for (std::size_t i = 0; i < rows.count; ++i) open[i] = truth[i] == kFalse ? 0 : 1;
  if (lanes::left(open.data(), rows.count) > rows.count / kOneIn) return false;
  std::array<std::uint16_t, kBlock> places, picked;
  const auto count = lanes::pick(open.data(), rows.count, places.data());
  if (count == 0) return true;
  for (std::size_t j = 0; j < count; ++j) picked[j] = rows.picked ? rows.picked[places[j]] : places[j];
  auto* few = buffers_->truth();
  if (const auto all = test(node, {rows.first, count, picked.data()}, few); all != kMixed)
    std::fill_n(few, count, all);
  for (std::size_t j = 0; j < count; ++j) truth[places[j]] = std::min(truth[places[j]], few[j]);
  return true;
}

std::uint8_t Program::compare(const Node& node, const Rows& rows, std::uint8_t* truth) {
  const auto& left = node.args.front();
  const auto count = rows.count;
  if (left.type == Type::kText)
    return left.column ? left.column->look_up(rows, node.truth_of_code.data(), truth) : kUnknown;
  const bool real =
      std::any_of(node.args.begin(), node.args.end(), [](const Node& n) { return n.type == Type::kNumber; });
  if (node.op == Op::kIn || node.op == Op::kNotIn) {
    const std::uint8_t yes = node.op == Op::kIn ? kTrue : kFalse, no = turned(yes);
    const auto* values = real ? nullptr : wholes(left, rows);
    const auto* decimals = real ? reals(left, rows) : nullptr;
    for (std::size_t i = 0; i < count; ++i) {
      const bool absent = real ? std::isnan(decimals[i]) : values[i] == kNull;
      bool found = false;
      for (std::size_t a = 1; a < node.args.size(); ++a)
        found = found || (real ? decimals[i] == node.args[a].real : values[i] == node.args[a].whole);
      truth[i] = absent ? kUnknown : found ? yes : no;
    }
    return kMixed;
  }
  const auto& right = node.args.back();
  if (real) {
    const auto* a = reals(left, rows);
    const auto* b = reals(right, rows);
    with_comparison(node.op, [&](auto holds) { compare_both(a, b, count, truth, holds); });
    return kMixed;
  }
  if (is_literal(right.op) && right.whole != kNull) {
    auto range = asked(node.op, right.whole);
    if (node.op == Op::kGreater) {
      if (right.whole == kMost)
        range = {kMost, kNull, true};
      else
        range = {right.whole + 1, kMost, true};
    }
    if (left.op == Op::kColumn && !left.capped(rows))
      return left.column->compare(rows, range.low, range.high, range.inside, truth);
    lanes::compare(wholes(left, rows), count, range.low, range.high, range.inside, truth);
    return kMixed;
  }
  const auto* a = wholes(left, rows);
  const auto* b = wholes(right, rows);
  lanes::compare(compared(node.op), a, b, count, truth);
  return kMixed;
}

template <class T>
void Program::choose(const Node& node, const Rows& rows, const T* yes, const T* no, T none, T* out) {
  auto* truth = buffers_->truth();
  if (const auto all = test(node.args.front(), rows, truth); all != kMixed)
    std::fill_n(truth, rows.count, all);
  for (std::size_t i = 0; i < rows.count; ++i)
    out[i] = truth[i] == kTrue ? yes[i] : truth[i] == kFalse ? no[i] : none;
}

const std::int64_t* Program::wholes(const Node& node, const Rows& rows) {
  const auto count = rows.count;
  if (node.op == Op::kAt) return at_;
  auto* out = buffers_->whole();
  if (node.type == Type::kText) {  // a dimension to be counted: its codes stand for its values
    if (!node.column) {
      std::fill_n(out, count, kNull);
      return out;
    }
    node.column->read(rows, out);
    for (std::size_t i = 0; i < count; ++i) out[i] = out[i] == kNullCode ? kNull : out[i];
    return out;
  }
  if (node.op == Op::kWhen) {
    const auto* yes = wholes(node.args[1], rows);
    const auto* no = wholes(node.args[2], rows);
    choose(node, rows, yes, no, kNull, out);
    return out;
  }
  if (node.op == Op::kColumn) {
    node.column->read(rows, out);
    if (node.capped(rows))
      for (std::size_t i = 0; i < count; ++i) out[i] = out[i] > node.as_of ? kNull : out[i];
    return out;
  }
  if (is_literal(node.op)) {
    std::fill_n(out, count, node.whole);
    return out;
  }
  if (node.op == Op::kNegate) {
    const auto* a = wholes(node.args.front(), rows);
    for (std::size_t i = 0; i < count; ++i) out[i] = a[i] == kNull ? kNull : -a[i];
    return out;
  }
  const auto& left = node.args.front();
  const auto& right = node.args.back();
  if (node.op == Op::kDivide || left.type == Type::kNumber || right.type == Type::kNumber) {
    const auto* a = reals(left, rows);
    const auto* b = reals(right, rows);
    if (node.op == Op::kDivide)
      for (std::size_t i = 0; i < count; ++i) out[i] = rounded(a[i] / b[i]);
    else
      for (std::size_t i = 0; i < count; ++i) out[i] = rounded(a[i] * b[i]);
    return out;
  }
  const auto* a = wholes(left, rows);
  const auto* b = wholes(right, rows);
  // Overflow wraps instead of being undefined: stamps and durations of real records are far from it.
  lanes::combine(node.op == Op::kAdd ? '+' : node.op == Op::kSubtract ? '-' : '*', a, b, count, out);
  return out;
}

const double* Program::reals(const Node& node, const Rows& rows) {
  const auto count = rows.count;
  auto* out = buffers_->real();
  if (is_literal(node.op)) {
    std::fill_n(out, count, node.real);
    return out;
  }
  if (node.op == Op::kWhen && node.type == Type::kNumber) {
    const auto* yes = reals(node.args[1], rows);
    const auto* no = reals(node.args[2], rows);
    choose(node, rows, yes, no, std::nan(""), out);
    return out;
  }
  if (node.op == Op::kColumn && node.type == Type::kNumber) {
    auto* bits = buffers_->whole();
    node.column->read(rows, bits);
    for (std::size_t i = 0; i < count; ++i) out[i] = number_of(bits[i]);
    return out;
  }
  if (node.type != Type::kNumber) {
    const auto* a = wholes(node, rows);
    for (std::size_t i = 0; i < count; ++i) out[i] = a[i] == kNull ? std::nan("") : static_cast<double>(a[i]);
    return out;
  }
  if (node.op == Op::kNegate) {
    const auto* a = reals(node.args.front(), rows);
    for (std::size_t i = 0; i < count; ++i) out[i] = -a[i];
    return out;
  }
  const auto* a = reals(node.args.front(), rows);
  const auto* b = reals(node.args.back(), rows);
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
