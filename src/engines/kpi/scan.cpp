// Tests rows in blocks, cheapest first.
// Owns the masks.
#include "engines/kpi/scan.h"

#include <algorithm>
#include <cmath>

namespace manyi::kpi {
namespace {

/// The first attribute in a condition that no row of the table has, or null.
const Expr* unknown_attribute(const FactTable& table, const Expr& expr) {
  if (expr.op == Op::kAttribute && !table.dimension_index(expr.text)) return &expr;
  for (const auto& arg : expr.args)
    if (const auto* found = unknown_attribute(table, *arg)) return found;
  return nullptr;
}

}  // namespace

Result<Scan> Scan::create(const FactTable& table, const Metric& metric, const Query& query,
                          std::vector<PeriodGrid> grids) {
  Scan scan(table, metric, std::move(grids));
  scan.as_of_ = query.as_of.ms();
  scan.anchor_capped_ = table.latest(metric.anchor) > scan.as_of_;
  for (const auto& only : query.scope.all_of) {
    const auto index = table.dimension_index(only.dimension);
    if (!index) {
      scan.nothing_ = true;  // a fact without the dimension is outside the scope
      continue;
    }
    CodeSet set{&table.codes(*index).packed(), std::vector<std::uint8_t>(table.dictionary(*index).size(), 0)};
    for (const auto& key : only.keys)
      if (const auto code = table.dictionary(*index).find(key))
        set.allowed[static_cast<std::size_t>(*code)] = 1;
    scan.sets_.push_back(std::move(set));
  }
  for (const auto& only : query.only) {
    const auto index = table.dimension_index(only.dimension);
    if (!index) return invalid("/only", "unknown_dimension", "no dimension '" + only.dimension + "'");
    CodeSet set{&table.codes(*index).packed(), std::vector<std::uint8_t>(table.dictionary(*index).size(), 0)};
    const auto code =
        only.key ? table.dictionary(*index).find(*only.key) : std::optional<std::int32_t>(kNullCode);
    if (code) set.allowed[static_cast<std::size_t>(*code)] = 1;
    scan.sets_.push_back(std::move(set));
  }
  if (!query.where.empty()) {
    MANYI_TRY(const auto condition,
              parse_condition(query.where, table.schema(), table.zones().front(), "/where", metric.person()));
    if (const auto* unknown = unknown_attribute(table, *condition); unknown && table.size() > 0) {
      const auto near = nearest_name(unknown->text, table.attribute_dimensions());
      return invalid("/where", "unknown_name",
                     std::to_string(unknown->place.line) + ":" + std::to_string(unknown->place.column) +
                         ": no record has '" + unknown->text + "'" +
                         (near.empty() ? "" : "; did you mean '" + near + "'?"));
    }
    scan.where_.emplace_back(table, *condition, scan.as_of_, Match::kKeysAndLabels);
  }
  const auto bind = [&](const ExprPtr& expr, std::vector<Program>& into) {
    if (expr) into.emplace_back(table, *expr, scan.as_of_, Match::kKeys);
  };
  for (const auto& exclude : metric.excludes) bind(exclude, scan.excludes_);
  bind(metric.unlinked, scan.unlinked_);
  bind(metric.pending, scan.pending_);
  if (metric.value) {
    bind(metric.value->where, scan.counted_where_);
    bind(metric.value->of, scan.measured_);
  } else {
    bind(metric.denominator->where, scan.counted_where_);
    bind(metric.numerator->where, scan.numerator_where_);
    bind(metric.numerator->of, scan.measured_);
    bind(metric.denominator->of, scan.under_);
  }
  return scan;
}

void Scan::find_periods(const std::int64_t* times, std::size_t first, std::size_t count,
                        std::uint32_t* periods) const {
  if (table_->zone_of_code().empty()) {
    const auto& grid = grids_.front();
    for (std::size_t i = 0; i < count; ++i) periods[i] = grid.find(times[i]);
    return;
  }
  std::array<std::int32_t, kBlock> codes;
  table_->codes(*table_->schema().zone_dimension()).packed().read({first, count, nullptr}, codes.data());
  const auto* zones = table_->zone_of_code().data();
  for (std::size_t i = 0; i < count; ++i)
    periods[i] = grids_[zones[static_cast<std::size_t>(codes[i])]].find(times[i]);
}

std::size_t Scan::zone_of(std::size_t row) const {
  if (table_->zone_of_code().empty()) return 0;
  const auto site = table_->codes(*table_->schema().zone_dimension())[row];
  return table_->zone_of_code()[static_cast<std::size_t>(site)];
}

std::int64_t Scan::time_out(std::size_t row) const {
  std::int64_t out = std::numeric_limits<std::int64_t>::max();
  for (const auto column : metric_->until) {
    const auto at = table_->times(column)[row];
    if (at != kNull && at <= as_of_) out = std::min(out, at);
  }
  return out;
}

void Scan::find_level(ScanBlock& block) const {
  const auto anchor = table_->times(metric_->anchor);
  for (std::size_t i = 0; i < block.count; ++i) {
    const auto row = block.first + i;
    const auto& grid = grid_of(row);
    const auto came = anchor[row] == kNull || anchor[row] > as_of_ ? as_of_ : anchor[row];
    block.since[i] = std::max(came, grid.edge(0));
    block.ends[i] = std::min(time_out(row), end_of(grid, grid.count() - 1));
    block.counted[i] = block.since[i] < block.ends[i] ? 1 : 0;
    block.period[i] = block.counted[i] ? grid.find(block.since[i]) : grid.count();
    block.until[i] = block.counted[i] ? grid.find(block.ends[i] - 1) + 1 : grid.count();
  }
}

void Scan::look(ScanBlock& block, std::uint32_t period) {
  for (std::size_t i = 0; i < block.count; ++i) {
    at_[i] = end_of(grid_of(block.first + i), period);
    block.counted[i] = present_[i] && block.period[i] <= period && period < block.until[i] ? 1 : 0;
  }
  judge(block);
}

void Scan::find_stock(ScanBlock& block) const {
  const auto anchor = table_->times(metric_->anchor);
  for (std::size_t i = 0; i < block.count; ++i) {
    const auto row = block.first + i;
    const auto& grid = grid_of(row);
    // Number of period ends at or before an instant = the first period whose end comes after it.
    const auto ends_before = [&](std::int64_t at) { return at < grid.edge(0) ? 0U : grid.find(at); };
    const std::int64_t out = time_out(row);
    const bool came = anchor[row] != kNull && anchor[row] <= as_of_;
    block.period[i] = came ? ends_before(anchor[row]) : grid.count();
    block.until[i] = std::max(
        block.period[i], out == std::numeric_limits<std::int64_t>::max() ? grid.count() : ends_before(out));
    block.counted[i] = block.period[i] < block.until[i] ? 1 : 0;
  }
}

void Scan::measure(Program& program, ScanBlock& block, const std::int64_t*& wholes, const double*& reals) {
  // An absent value cannot be counted and is never guessed: the record is unlinked.
  if (program.is_real()) {
    reals = program.reals(block.first, block.count);
    for (std::size_t i = 0; i < block.count; ++i) {
      const auto absent = static_cast<std::uint8_t>(std::isnan(reals[i]) ? 1 : 0);
      block.unlinked[i] |= block.counted[i] & absent;
      block.counted[i] &= static_cast<std::uint8_t>(absent ^ 1);
    }
  } else {
    wholes = program.wholes(block.first, block.count);
    for (std::size_t i = 0; i < block.count; ++i) {
      const auto absent = static_cast<std::uint8_t>(wholes[i] == kNull ? 1 : 0);
      block.unlinked[i] |= block.counted[i] & absent;
      block.counted[i] &= static_cast<std::uint8_t>(absent ^ 1);
    }
  }
}

void Scan::read(std::size_t first, std::size_t count, ScanBlock& block) {
  block.first = first;
  block.count = count;
  block.empty = true;
  if (nothing_ || grids_.front().count() == 0) return;
  std::array<std::int64_t, kBlock> anchor;
  table_->times(metric_->anchor).packed().read({first, count, nullptr}, anchor.data());
  const std::uint32_t outside = grids_.front().count();
  auto& counted = block.counted;
  if (metric_->basis == Basis::kStock) {
    find_stock(block);
  } else if (metric_->basis == Basis::kStockAverage) {
    find_level(block);
  } else {
    find_periods(anchor.data(), first, count, block.period.data());
    for (std::size_t i = 0; i < count; ++i) counted[i] = block.period[i] < outside ? 1 : 0;
    if (anchor_capped_)
      for (std::size_t i = 0; i < count; ++i)
        counted[i] &= static_cast<std::uint8_t>(anchor[i] <= as_of_ ? 1 : 0);
  }
  const auto any_left = [&] {
    std::uint8_t any = 0;
    for (std::size_t i = 0; i < count; ++i) any |= counted[i];
    return any != 0;
  };
  if (!any_left()) return;
  std::array<std::int32_t, kBlock> codes;
  for (const auto& set : sets_) {
    set.codes->read({first, count, nullptr}, codes.data());
    for (std::size_t i = 0; i < count; ++i) counted[i] &= set.allowed[static_cast<std::size_t>(codes[i])];
  }
  std::array<std::uint8_t, kBlock> truth;
  for (auto& program : where_) {
    program.test(first, count, truth.data());
    for (std::size_t i = 0; i < count; ++i) counted[i] &= static_cast<std::uint8_t>(truth[i] >> 1);
  }
  if ((!where_.empty() || !sets_.empty()) && !any_left()) return;
  block.empty = false;
  if (metric_->looks_at)
    std::copy_n(counted.begin(), count, present_.begin());
  else
    judge(block);
}

void Scan::judge(ScanBlock& block) {
  const auto first = block.first, count = block.count;
  std::array<std::int64_t, kBlock> anchor;
  table_->times(metric_->anchor).packed().read({first, count, nullptr}, anchor.data());
  auto& counted = block.counted;
  std::array<std::uint8_t, kBlock> truth;
  const auto* at = metric_->looks_at ? at_.data() : nullptr;
  for (auto* programs :
       {&excludes_, &unlinked_, &pending_, &counted_where_, &numerator_where_, &measured_, &under_})
    for (auto& program : *programs) program.look_at(at);
  for (auto& program : excludes_) {
    program.test(first, count, truth.data());
    for (std::size_t i = 0; i < count; ++i) counted[i] &= static_cast<std::uint8_t>((truth[i] >> 1) ^ 1);
  }
  std::fill_n(block.unlinked.begin(), count, std::uint8_t{0});
  for (auto& program : unlinked_) {
    program.test(first, count, truth.data());
    for (std::size_t i = 0; i < count; ++i) {
      const auto yes = static_cast<std::uint8_t>(truth[i] >> 1);
      block.unlinked[i] = counted[i] & yes;
      counted[i] &= static_cast<std::uint8_t>(yes ^ 1);
    }
  }
  for (auto& program : counted_where_) {
    program.test(first, count, truth.data());
    for (std::size_t i = 0; i < count; ++i) counted[i] &= static_cast<std::uint8_t>(truth[i] >> 1);
  }
  for (auto& program : under_) measure(program, block, block.under, block.under_reals);
  if (metric_->value)
    for (auto& program : measured_) measure(program, block, block.wholes, block.reals);
  if (metric_->has_pending()) std::fill_n(block.pending.begin(), count, std::uint8_t{0});
  for (auto& program : pending_) {
    program.test(first, count, truth.data());
    for (std::size_t i = 0; i < count; ++i) {
      const auto yes = static_cast<std::uint8_t>(truth[i] >> 1);
      block.pending[i] = counted[i] & yes;
      counted[i] &= static_cast<std::uint8_t>(yes ^ 1);
    }
  }
  if (metric_->basis == Basis::kCohort) {
    const std::int64_t ripe = as_of_ - metric_->window_ms;
    for (std::size_t i = 0; i < count; ++i) {
      const auto unripe = static_cast<std::uint8_t>(anchor[i] > ripe ? 1 : 0);
      block.pending[i] |= counted[i] & unripe;
      counted[i] &= static_cast<std::uint8_t>(unripe ^ 1);
    }
  }
  if (metric_->value) return;
  std::copy_n(counted.begin(), count, block.numerator.begin());
  for (auto& program : numerator_where_) {
    program.test(first, count, truth.data());
    for (std::size_t i = 0; i < count; ++i) block.numerator[i] &= static_cast<std::uint8_t>(truth[i] >> 1);
  }
  for (auto& program : measured_) {
    // An absent summand of the numerator adds nothing.
    if (program.is_real()) {
      block.reals = program.reals(first, count);
      for (std::size_t i = 0; i < count; ++i)
        block.numerator[i] &= static_cast<std::uint8_t>(std::isnan(block.reals[i]) ? 0 : 1);
    } else {
      block.wholes = program.wholes(first, count);
      for (std::size_t i = 0; i < count; ++i)
        block.numerator[i] &= static_cast<std::uint8_t>(block.wholes[i] == kNull ? 0 : 1);
    }
  }
}

}  // namespace manyi::kpi
