// Tests shared by their text, masks shared by their tests.
// Owns the masks.
#include "engines/kpi/sweep.h"

#include <algorithm>
#include <cmath>

#include "engines/kpi/lanes.h"

namespace manyi::kpi {
namespace {

using Mask = std::array<std::uint8_t, kBlock>;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool timeless(const ExprPtr& expr) {
  if (!expr) return true;
  if (expr->op == Op::kAsOf || expr->op == Op::kAt) return false;
  return std::all_of(expr->args.begin(), expr->args.end(), timeless);
}

bool plain_measure(const std::optional<Measure>& measure) {
  if (!measure) return true;
  switch (measure->aggregate) {
    case Aggregate::kCount:
    case Aggregate::kSum:
    case Aggregate::kAvg:
    case Aggregate::kMin:
    case Aggregate::kMax:
    case Aggregate::kMedian:
    case Aggregate::kPercentile: break;
    default: return false;
  }
  return timeless(measure->of) && timeless(measure->where);
}

}  // namespace

bool is_plain(const Metric& metric) {
  return (metric.basis == Basis::kEvent || metric.basis == Basis::kCohort) && plain_measure(metric.value) &&
         plain_measure(metric.numerator) && plain_measure(metric.denominator) && timeless(metric.unlinked) &&
         timeless(metric.pending) && std::all_of(metric.excludes.begin(), metric.excludes.end(), timeless);
}

void time_columns(const Expr& expr, std::vector<std::uint16_t>& columns) {
  if (expr.op == Op::kColumn && expr.kind == ColumnKind::kTime &&
      std::find(columns.begin(), columns.end(), expr.column) == columns.end())
    columns.push_back(expr.column);
  for (const auto& arg : expr.args) time_columns(*arg, columns);
}

void columns_of(const FactTable& table, const Expr& expr, std::vector<const PackedColumn*>& columns) {
  const PackedColumn* column = nullptr;
  if (expr.op == Op::kFlag) {
    column = &table.flags(expr.column).packed();
  } else if (expr.op == Op::kAttribute) {
    if (const auto index = table.dimension_index(expr.text)) column = &table.codes(*index).packed();
  } else if (expr.op == Op::kColumn) {
    column = expr.kind == ColumnKind::kTime        ? &table.times(expr.column).packed()
             : expr.kind == ColumnKind::kDimension ? &table.codes(expr.column).packed()
             : expr.kind == ColumnKind::kNumber    ? &table.numbers(expr.column).packed()
                                                   : &table.wholes(expr.column).packed();
  }
  if (column && std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
  for (const auto& arg : expr.args) columns_of(table, *arg, columns);
}

bool same(const Expr& a, const Expr& b) {
  const bool alike = a.op == b.op && a.type == b.type && a.kind == b.kind && a.column == b.column &&
                     a.text == b.text && a.whole == b.whole && a.real == b.real &&
                     a.args.size() == b.args.size();
  return alike && std::equal(a.args.begin(), a.args.end(), b.args.begin(),
                             [](const ExprPtr& x, const ExprPtr& y) { return same(*x, *y); });
}

struct Sweep::Test {
  const Expr* expr;
  Program program;
  std::shared_ptr<const KeptTruth> kept;
  std::vector<const PackedColumn*> later;  // times that it reads, some later than as_of: "not yet"
  std::uint64_t turn = 0;
  std::uint8_t all = kMixed;
  RowBits bits;
};

struct Sweep::Quantity {
  const Expr* expr;
  Program program;
  std::uint64_t turn = 0;
  const std::int64_t* wholes = nullptr;
  const double* reals = nullptr;
  Bounds within;
  bool some_absent = false;
  RowBits absent;
};

/// The rows that one or more metrics count: same anchor, same tests.
struct Sweep::Base {
  std::uint16_t anchor = 0;
  std::int64_t window = -1;  // cohort
  std::vector<std::size_t> excludes;
  std::size_t unlinked_when = kNone, pending_when = kNone, where = kNone;
  std::size_t needed = kNone;             // what must not be absent
  std::shared_ptr<const KeptTruth> came;  // the anchor has come
  bool some_unlinked = false, some_pending = false;
  std::uint64_t turn = 0;
  bool empty = true;
  RowBits counted;
  Mask counted_rows, unlinked_rows, pending_rows;

  bool alike(const Base& other) const {
    return anchor == other.anchor && window == other.window && excludes == other.excludes &&
           unlinked_when == other.unlinked_when && pending_when == other.pending_when &&
           where == other.where && needed == other.needed;
  }
};

struct Sweep::Plan {
  bool rate = false;
  std::size_t base = 0, numerator_where = kNone, measured = kNone, under = kNone;
  std::uint64_t turn = 0;
  Taken taken;
  Mask numerator;
};

Sweep::~Sweep() = default;
Sweep::Sweep(Sweep&&) noexcept = default;

Sweep::Sweep(const FactTable& table, std::vector<const Metric*> metrics, std::int64_t as_of)
    : table_(&table), as_of_(as_of) {
  for (const auto* metric : metrics) {
    auto base = std::make_unique<Base>();
    auto plan = std::make_unique<Plan>();
    base->anchor = metric->anchor;
    if (metric->basis == Basis::kCohort) base->window = metric->window_ms;
    for (const auto& exclude : metric->excludes) base->excludes.push_back(test_of(*exclude));
    if (metric->unlinked) base->unlinked_when = test_of(*metric->unlinked);
    if (metric->pending) base->pending_when = test_of(*metric->pending);
    plan->rate = !metric->value;
    if (metric->value) {
      if (metric->value->where) base->where = test_of(*metric->value->where);
      if (metric->value->of) base->needed = plan->measured = quantity_of(*metric->value->of);
    } else {
      if (metric->denominator->where) base->where = test_of(*metric->denominator->where);
      if (metric->denominator->of) base->needed = plan->under = quantity_of(*metric->denominator->of);
      if (metric->numerator->where) plan->numerator_where = test_of(*metric->numerator->where);
      if (metric->numerator->of) plan->measured = quantity_of(*metric->numerator->of);
    }
    const auto known =
        std::find_if(bases_.begin(), bases_.end(), [&](const auto& b) { return b->alike(*base); });
    plan->base = static_cast<std::size_t>(known - bases_.begin());
    if (known == bases_.end()) bases_.push_back(std::move(base));
    plans_.push_back(std::move(plan));
  }
}

std::size_t Sweep::test_of(const Expr& expr) {
  for (std::size_t i = 0; i < tests_.size(); ++i)
    if (same(*tests_[i]->expr, expr)) return i;
  tests_.push_back(std::make_unique<Test>(
      Test{&expr, Program(*table_, expr, as_of_, Match::kKeys), nullptr, {}, 0, kMixed, {}}));
  return tests_.size() - 1;
}

std::size_t Sweep::quantity_of(const Expr& expr) {
  for (std::size_t i = 0; i < quantities_.size(); ++i)
    if (same(*quantities_[i]->expr, expr)) return i;
  quantities_.push_back(std::make_unique<Quantity>(
      Quantity{&expr, Program(*table_, expr, as_of_, Match::kKeys), 0, nullptr, nullptr, {}, false, {}}));
  return quantities_.size() - 1;
}

void Sweep::keep(std::span<const std::uint32_t> blocks) {
  constexpr auto kAlways = std::numeric_limits<std::int64_t>::max();
  auto& truths = table_->truths();
  for (auto& test : tests_) {
    Program program(*table_, *test->expr, kAlways, Match::kKeys);
    test->kept = truths.ask(*table_, truth_name(*test->expr), blocks,
                            [&](const Rows& rows, std::uint8_t* truth) { return program.test(rows, truth); });
    std::vector<std::uint16_t> times;
    time_columns(*test->expr, times);
    for (const auto time : times)
      if (table_->latest(time) > as_of_) test->later.push_back(&table_->times(time).packed());
  }
  for (auto& base : bases_) {
    const auto& column = table_->times(base->anchor).packed();
    base->came =
        truths.ask(*table_, truth_name(base->anchor), blocks, [&](const Rows& rows, std::uint8_t* truth) {
          return column.compare(rows, kNull + 1, kAlways, true, truth);
        });
  }
}

std::vector<const PackedColumn*> Sweep::columns() const {
  std::vector<const PackedColumn*> columns;
  for (const auto& base : bases_) {
    const auto* anchor = &table_->times(base->anchor).packed();
    if (std::find(columns.begin(), columns.end(), anchor) == columns.end()) columns.push_back(anchor);
  }
  for (const auto& test : tests_)
    if (!test->kept) columns_of(*table_, *test->expr, columns);
  for (const auto& quantity : quantities_) columns_of(*table_, *quantity->expr, columns);
  return columns;
}

std::size_t Sweep::base_of(std::size_t metric) const { return plans_[metric]->base; }
bool Sweep::measures_alike(std::size_t a, std::size_t b) const {
  return plans_[a]->base == plans_[b]->base && plans_[a]->measured == plans_[b]->measured;
}
bool Sweep::divides_by(std::size_t a, std::size_t b) const {
  return plans_[a]->base == plans_[b]->base && plans_[a]->measured != kNone &&
         plans_[a]->measured == plans_[b]->under;
}

void Sweep::turn(const Rows& rows) {
  rows_ = rows;
  ++turn_;
}

/// Keeps the rows for which a test is true (`wanted`) or is not.
void Sweep::apply(std::size_t number, RowBits& rows, bool wanted) {
  auto& test = *tests_[number];
  if (test.turn != turn_) {
    test.turn = turn_;
    const auto block = rows_.first / kBlock;
    if (test.kept && std::all_of(test.later.begin(), test.later.end(), [&](const auto* column) {
          return column->block_of(rows_.first).high <= as_of_;
        })) {
      test.all = test.kept->all(block);
      if (test.all == kMixed) test.bits = test.kept->bits(block).of(rows_);
    } else {
      Mask truth;
      test.all = test.program.test(rows_, truth.data());
      if (test.all == kMixed) lanes::pack(truth.data(), rows_.count, test.bits.words.data());
    }
  }
  if (test.all != kMixed) {
    if ((test.all == kTrue) != wanted) rows = {};
  } else if (wanted) {
    rows.keep(test.bits);
  } else {
    rows.drop(test.bits);
  }
}

Sweep::Quantity& Sweep::measured(std::size_t number) {
  auto& quantity = *quantities_[number];
  if (quantity.turn == turn_) return quantity;
  quantity.turn = turn_;
  if (quantity.program.is_real()) {
    quantity.reals = quantity.program.reals(rows_);
    quantity.absent = {};
    for (std::size_t i = 0; i < rows_.count; ++i)
      quantity.absent.words[i / 64] |= static_cast<std::uint64_t>(std::isnan(quantity.reals[i])) << i % 64;
    quantity.some_absent = quantity.absent.any();
  } else {
    quantity.wholes = quantity.program.wholes(rows_);
    auto& within = quantity.within;
    lanes::bounds(quantity.wholes, rows_.count, within.low, within.high, quantity.some_absent);
    if (quantity.some_absent) lanes::pack_absent(quantity.wholes, rows_.count, quantity.absent.words.data());
  }
  return quantity;
}

void Sweep::fill(Base& base) {
  base.turn = turn_;
  base.empty = true;
  base.some_unlinked = base.some_pending = false;
  const auto count = rows_.count;
  const auto& anchor = table_->times(base.anchor).packed();
  const auto& block = anchor.block_of(rows_.first);
  auto& counted = base.counted;
  counted = RowBits::first(count);
  if (base.came && block.high <= as_of_) {
    const auto came = base.came->all(rows_.first / kBlock);
    if (came == kFalse || came == kUnknown) return;
    if (came == kMixed) counted.keep(base.came->bits(rows_.first / kBlock).of(rows_));
  } else {
    Mask truth;
    const auto came = anchor.compare(rows_, kNull + 1, as_of_, true, truth.data());
    if (came == kFalse || came == kUnknown) return;
    if (came == kMixed) lanes::pack(truth.data(), count, counted.words.data());
  }
  for (const auto exclude : base.excludes) apply(exclude, counted, false);
  if (!counted.any()) return;
  RowBits unlinked{};
  if (base.unlinked_when != kNone) {
    unlinked = counted;
    apply(base.unlinked_when, unlinked, true);
    counted.drop(unlinked);
  }
  if (base.where != kNone) apply(base.where, counted, true);
  // An absent value cannot be counted and is never guessed: the record is unlinked.
  if (base.needed != kNone)
    if (const auto& quantity = measured(base.needed); quantity.some_absent) {
      auto absent = counted;
      absent.keep(quantity.absent);
      unlinked.add(absent);
      counted.drop(absent);
    }
  RowBits pending{};
  if (base.pending_when != kNone) {
    pending = counted;
    apply(base.pending_when, pending, true);
    counted.drop(pending);
  }
  // Ripe: anchor <= as_of - window. A block may lie on one side of it as a whole.
  if (base.window >= 0 && block.high > as_of_ - base.window) {
    auto unripe = counted;
    Mask truth;
    const auto ripe = anchor.compare(rows_, kNull + 1, as_of_ - base.window, true, truth.data());
    if (ripe == kMixed) {
      RowBits bits;
      lanes::pack(truth.data(), count, bits.words.data());
      counted.keep(bits);
    } else if (ripe != kTrue) {
      counted = {};
    }
    unripe.drop(counted);
    pending.add(unripe);
  }
  base.some_pending = pending.any();
  if (base.some_pending) lanes::spread(pending.words.data(), count, base.pending_rows.data());
  base.some_unlinked = unlinked.any();
  if (base.some_unlinked) lanes::spread(unlinked.words.data(), count, base.unlinked_rows.data());
  lanes::spread(counted.words.data(), count, base.counted_rows.data());
  base.empty = false;
}

const Taken& Sweep::take(std::size_t metric) {
  auto& plan = *plans_[metric];
  auto& taken = plan.taken;
  if (plan.turn == turn_) return taken;
  plan.turn = turn_;
  auto& base = *bases_[plan.base];
  if (base.turn != turn_) fill(base);
  taken = {};
  if (base.empty) return taken;
  taken.empty = false;
  taken.counted = base.counted_rows.data();
  if (base.some_unlinked) taken.unlinked = base.unlinked_rows.data();
  if (base.some_pending) taken.pending = base.pending_rows.data();
  if (plan.under != kNone) {
    const auto& quantity = measured(plan.under);
    taken.under = quantity.wholes;
    taken.under_reals = quantity.reals;
    taken.under_within = quantity.within;
  }
  const Quantity* of = plan.measured != kNone ? &measured(plan.measured) : nullptr;
  if (of) {
    taken.wholes = of->wholes;
    taken.reals = of->reals;
    taken.wholes_within = of->within;
  }
  if (!plan.rate) return taken;
  auto numerator = base.counted;
  if (plan.numerator_where != kNone) apply(plan.numerator_where, numerator, true);
  if (of && of->some_absent) numerator.drop(of->absent);  // an absent summand adds nothing
  lanes::spread(numerator.words.data(), rows_.count, plan.numerator.data());
  taken.numerator = plan.numerator.data();
  return taken;
}

}  // namespace manyi::kpi
