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
         std::all_of(metric.excludes.begin(), metric.excludes.end(), timeless);
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
  std::uint64_t turn = 0;
  std::uint8_t all = kMixed;
  Mask truth;
};

struct Sweep::Quantity {
  const Expr* expr;
  Program program;
  std::uint64_t turn = 0;
  const std::int64_t* wholes = nullptr;
  const double* reals = nullptr;
};

/// The rows that one or more metrics count: same anchor, same tests.
struct Sweep::Base {
  std::uint16_t anchor = 0;
  std::int64_t window = -1;  // cohort
  std::vector<std::size_t> excludes;
  std::size_t unlinked_when = kNone, where = kNone, needed = kNone;  // `needed`: what must not be absent
  bool aside = false;                                                // rows may be unlinked
  bool some_unlinked = false, some_pending = false;
  std::uint64_t turn = 0;
  bool empty = true;
  Mask counted, unlinked, pending;

  bool alike(const Base& other) const {
    return anchor == other.anchor && window == other.window && excludes == other.excludes &&
           unlinked_when == other.unlinked_when && where == other.where && needed == other.needed;
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
    base->aside = base->unlinked_when != kNone || base->needed != kNone;
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
  tests_.push_back(
      std::make_unique<Test>(Test{&expr, Program(*table_, expr, as_of_, Match::kKeys), 0, 0, {}}));
  return tests_.size() - 1;
}

std::size_t Sweep::quantity_of(const Expr& expr) {
  for (std::size_t i = 0; i < quantities_.size(); ++i)
    if (same(*quantities_[i]->expr, expr)) return i;
  quantities_.push_back(
      std::make_unique<Quantity>(Quantity{&expr, Program(*table_, expr, as_of_, Match::kKeys)}));
  return quantities_.size() - 1;
}

std::vector<const PackedColumn*> Sweep::columns() const {
  std::vector<const PackedColumn*> columns;
  for (const auto& base : bases_) {
    const auto* anchor = &table_->times(base->anchor).packed();
    if (std::find(columns.begin(), columns.end(), anchor) == columns.end()) columns.push_back(anchor);
  }
  for (const auto& test : tests_) columns_of(*table_, *test->expr, columns);
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
void Sweep::apply(std::size_t number, std::uint8_t* mask, bool wanted, bool& any) {
  auto& test = *tests_[number];
  if (test.turn != turn_) {
    test.all = test.program.test(rows_, test.truth.data());
    test.turn = turn_;
  }
  if (test.all == kMixed)
    lanes::keep(mask, test.truth.data(), rows_.count, wanted);
  else if ((test.all == kTrue) != wanted)
    any = false;
}

void Sweep::fill(Base& base) {
  base.turn = turn_;
  base.empty = true;
  const auto count = rows_.count;
  auto* counted = base.counted.data();
  Mask truth;
  const auto came = table_->times(base.anchor).packed().compare(rows_, kNull + 1, as_of_, true, truth.data());
  if (came == kFalse || came == kUnknown) return;
  std::fill_n(counted, count, std::uint8_t{1});
  if (came == kMixed) lanes::keep(counted, truth.data(), count, true);
  bool any = true;
  for (const auto exclude : base.excludes) {
    apply(exclude, counted, false, any);
    if (!any) return;
  }
  if (base.aside) std::fill_n(base.unlinked.begin(), count, std::uint8_t{0});
  if (base.unlinked_when != kNone) {
    std::copy_n(counted, count, base.unlinked.begin());
    apply(base.unlinked_when, base.unlinked.data(), true, any);
    if (any)
      for (std::size_t i = 0; i < count; ++i) counted[i] ^= base.unlinked[i];
    else
      std::fill_n(base.unlinked.begin(), count, std::uint8_t{0});
    any = true;
  }
  if (base.where != kNone) {
    apply(base.where, counted, true, any);
    if (!any) std::fill_n(counted, count, std::uint8_t{0});
  }
  // An absent value cannot be counted and is never guessed: the record is unlinked.
  if (base.needed != kNone) {
    auto& quantity = *quantities_[base.needed];
    if (quantity.turn != turn_) {
      quantity.turn = turn_;
      if (quantity.program.is_real())
        quantity.reals = quantity.program.reals(rows_);
      else
        quantity.wholes = quantity.program.wholes(rows_);
    }
    if (quantity.reals) {
      for (std::size_t i = 0; i < count; ++i) truth[i] = std::isnan(quantity.reals[i]) ? 1 : 0;
    } else {
      lanes::compare(quantity.wholes, count, kNull + 1, kNull, true, truth.data());  // unknown = absent
    }
    lanes::set_aside(counted, base.unlinked.data(), truth.data(), count);
  }
  if (base.window >= 0) {
    // Ripe: anchor <= as_of - window. A block may lie on one side of it as a whole.
    const auto ripe = table_->times(base.anchor)
                          .packed()
                          .compare(rows_, kNull + 1, as_of_ - base.window, true, truth.data());
    if (ripe == kTrue) {
      std::fill_n(base.pending.begin(), count, std::uint8_t{0});
    } else if (ripe == kMixed) {
      std::copy_n(counted, count, base.pending.begin());
      lanes::keep(counted, truth.data(), count, true);
      for (std::size_t i = 0; i < count; ++i) base.pending[i] ^= counted[i];
    } else {
      std::copy_n(counted, count, base.pending.begin());
      std::fill_n(counted, count, std::uint8_t{0});
    }
  }
  base.some_unlinked = base.aside && lanes::left(base.unlinked.data(), count) > 0;
  base.some_pending = base.window >= 0 && lanes::left(base.pending.data(), count) > 0;
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
  taken.counted = base.counted.data();
  if (base.some_unlinked) taken.unlinked = base.unlinked.data();
  if (base.some_pending) taken.pending = base.pending.data();
  if (plan.under != kNone) {
    taken.under = quantities_[plan.under]->wholes;
    taken.under_reals = quantities_[plan.under]->reals;
  }
  if (plan.measured != kNone) {
    auto& quantity = *quantities_[plan.measured];
    if (quantity.turn != turn_) {
      quantity.turn = turn_;
      if (quantity.program.is_real())
        quantity.reals = quantity.program.reals(rows_);
      else
        quantity.wholes = quantity.program.wholes(rows_);
    }
    taken.wholes = quantity.wholes;
    taken.reals = quantity.reals;
  }
  if (!plan.rate) return taken;
  std::copy_n(taken.counted, rows_.count, plan.numerator.begin());
  taken.numerator = plan.numerator.data();
  if (plan.numerator_where != kNone) {
    bool any = true;
    apply(plan.numerator_where, plan.numerator.data(), true, any);
    if (!any) std::fill_n(plan.numerator.begin(), rows_.count, std::uint8_t{0});
  }
  if (plan.measured != kNone)  // an absent summand of the numerator adds nothing
    for (std::size_t i = 0; i < rows_.count; ++i) {
      const bool absent = taken.reals ? std::isnan(taken.reals[i]) : taken.wholes[i] == kNull;
      plan.numerator[i] &= static_cast<std::uint8_t>(absent ? 0 : 1);
    }
  return taken;
}

}  // namespace manyi::kpi
