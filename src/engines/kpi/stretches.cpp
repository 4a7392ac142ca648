// Adds stretches up, and lists what is behind them.
// Owns the walk over a table once per stretch.
#include "engines/kpi/stretches.h"

#include <algorithm>
#include <array>

#include "engines/kpi/groups.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/rolling.h"
#include "engines/kpi/scan.h"
#include "engines/kpi/scan_sums.h"
#include "engines/kpi/stock.h"
#include "engines/kpi/sweep.h"

namespace manyi::kpi {
namespace {

constexpr std::size_t kMostSlots = std::size_t{1} << 24;
constexpr std::uint32_t kWidth = 2;  // of a slot: within the stretch, and outside

bool alike(const ExprPtr& a, const ExprPtr& b, bool exactly) {
  if (!a || !b) return !a && !b;
  return exactly ? same(*a, *b) : a->type == b->type;
}

bool alike(const std::optional<Measure>& a, const std::optional<Measure>& b) {
  if (!a || !b) return !a && !b;
  return a->aggregate == b->aggregate && a->fraction == b->fraction &&
         alike(a->of, b->of, a->aggregate == Aggregate::kDistinct);
}

Result<Scan> scan_of(const FactTable& table, const DefinitionUse& stretch, const Query& query) {
  Query one = with_credit(query, *stretch.metric, table.schema());
  one.from = stretch.period.from;
  one.to = stretch.period.to;
  MANYI_TRY(const auto periods, periods_of(table, one, std::nullopt));
  std::vector<PeriodGrid> grids;
  for (const auto& zone : table.zones()) grids.emplace_back(periods, zone);
  return Scan::create(table, *stretch.metric, one, std::move(grids));
}

}  // namespace

bool add_up(const Metric& a, const Metric& b) {
  return !a.formula && !b.formula && !a.is_stock() && a.basis == b.basis && a.fact == b.fact &&
         a.unit == b.unit && a.person() == b.person() && a.has_pending() == b.has_pending() &&
         alike(a.value, b.value) && alike(a.numerator, b.numerator) && alike(a.denominator, b.denominator);
}

Result<std::vector<Cell>> evaluate_stretches(const FactTable& table,
                                             const std::vector<DefinitionUse>& stretches, const Query& query,
                                             const Period& period) {
  const auto& metric = *stretches.back().metric;
  const auto lock = table.read_lock();
  MANYI_TRY(auto groups, Groups::create(table, with_credit(query, metric, table.schema()).by));
  ScanSums sums(metric, true);
  ScanBlock block;
  std::array<std::uint32_t, kBlock> slot;
  for (const auto& stretch : stretches) {
    MANYI_TRY(auto scan, scan_of(table, stretch, query));
    for (std::size_t first = 0; first < table.size(); first += kBlock) {
      scan.read(first, std::min(kBlock, table.size() - first), block);
      if (block.empty) continue;
      groups.number(block, slot.data());
      if (groups.count() * kWidth > kMostSlots)
        return invalid("/by", "too_many", "too many combinations of values");
      sums.resize(groups.count() * kWidth);
      for (std::size_t i = 0; i < block.count; ++i) slot[i] = slot[i] * kWidth + block.period[i];
      sums.add(block, slot.data());
    }
  }
  sums.resize(groups.count() * kWidth);
  sums.finish();

  bool provisional = false;
  for (const auto& stretch : stretches) {
    Cell cell{};
    cell.period = stretch.period;
    settle(cell, *stretch.metric, query.as_of, table.zones());
    provisional |= cell.provisional;
  }
  std::vector<Cell> cells;
  for (std::size_t g = 0; g < groups.count(); ++g) {
    Cell cell{};
    cell.period = period;
    sums.fill(cell, g * kWidth);
    if (!query.by.empty() && cell.n + cell.unlinked + cell.pending == 0) continue;
    cell.dims = groups.values(g, query.by);
    cell.provisional = provisional || cell.pending > 0;
    if (!has_begun(period, query.as_of, table.zones())) withhold(cell);
    cells.push_back(std::move(cell));
  }
  std::sort(cells.begin(), cells.end(),
            [](const Cell& a, const Cell& b) { return comes_before(a.dims, b.dims); });
  return cells;
}

Result<Cases> cases_of_stretches(const FactTable& table, const std::vector<DefinitionUse>& stretches,
                                 const Query& query, Part part, std::int64_t after, std::size_t limit) {
  const auto lock = table.read_lock();
  Cases found;
  found.fact = stretches.front().metric->fact;
  std::vector<Case> all;
  ScanBlock block;
  for (const auto& stretch : stretches) {
    const auto& metric = *stretch.metric;
    MANYI_TRY(auto scan, scan_of(table, stretch, query));
    const bool average = metric.basis == Basis::kStockAverage;
    for (std::size_t first = 0; first < table.size(); first += kBlock) {
      scan.read(first, std::min(kBlock, table.size() - first), block);
      if (block.empty) continue;
      if (metric.looks_at) scan.look(block, 0);
      for (std::size_t i = 0; i < block.count; ++i) {
        const bool wanted = part == Part::kDenominator ? block.counted[i] != 0
                            : part == Part::kUnlinked  ? scan.has_unlinked() && block.unlinked[i] != 0
                            : part == Part::kPending   ? metric.has_pending() && block.pending[i] != 0
                            : metric.value             ? block.counted[i] != 0
                                                       : block.numerator[i] != 0;
        if (!wanted) continue;
        ++found.total;
        const auto id = table.ids()[first + i];
        if (id <= after) continue;
        Case item{id, std::nullopt};
        if (part != Part::kUnlinked) {
          if (block.reals)
            item.value = block.reals[i];
          else if (block.wholes && block.wholes[i] != kNull)
            item.value = static_cast<double>(block.wholes[i]);
          if (average) item.value = item.value.value_or(1) * share_of(scan, block, i, 0);
        }
        all.push_back(item);
      }
    }
  }
  const auto by_id = [](const Case& a, const Case& b) { return a.id < b.id; };
  std::size_t page = std::min(limit, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(page), all.end(), by_id);
  if (all.size() > page && page > 0) {
    // The next page begins behind an id: a record that is listed twice stays on one.
    const auto last = all[page - 1].id;
    const auto twin = std::partition(all.begin() + static_cast<std::ptrdiff_t>(page), all.end(),
                                     [last](const Case& one) { return one.id == last; });
    page = static_cast<std::size_t>(twin - all.begin());
    if (all.size() > page) found.next = last;
  }
  all.resize(page);
  found.items = std::move(all);
  return found;
}

namespace {

/// Definitions at work, one after the other.
class Judge {
 public:
  static Result<Judge> create(const FactTable& table, const std::vector<DefinitionUse>& stretches,
                              const Query& query) {
    Judge judge;
    for (const auto& stretch : stretches) {
      MANYI_TRY(auto scan, scan_of(table, stretch, query));
      judge.seats_.push_back({stretch.metric.get(), std::move(scan)});
    }
    return judge;
  }

  void read(std::size_t first, std::size_t count, std::array<Verdict, kBlock>& verdicts) {
    std::fill_n(verdicts.begin(), count, Verdict{});
    for (auto& [metric, scan] : seats_) {
      scan.read(first, count, block_);
      if (block_.empty) continue;
      if (metric->looks_at) scan.look(block_, 0);
      for (std::size_t i = 0; i < count; ++i)
        if (verdicts[i].standing == Standing::kLeftOut) verdicts[i] = verdict(*metric, scan, i);
    }
  }

 private:
  Verdict verdict(const Metric& metric, const Scan& scan, std::size_t i) const {
    if (scan.has_unlinked() && block_.unlinked[i]) return {Standing::kUnlinked, {}};
    if (metric.has_pending() && block_.pending[i]) return {Standing::kPending, {}};
    if (!block_.counted[i]) return {};
    if (!metric.value && !block_.numerator[i]) return {Standing::kDenominator, {}};
    Verdict good{Standing::kNumerator, {}};
    const auto& measure = metric.value ? metric.value : metric.numerator;
    if (measure->of && measure->aggregate != Aggregate::kDistinct) {
      if (block_.reals)
        good.value = block_.reals[i];
      else if (block_.wholes)
        good.value = static_cast<double>(block_.wholes[i]);
    }
    if (metric.basis == Basis::kStockAverage)
      good.value = good.value.value_or(1) * share_of(scan, block_, i, 0);
    return good;
  }

  struct Seat {
    const Metric* metric;
    Scan scan;
  };
  std::vector<Seat> seats_;
  ScanBlock block_;
};

}  // namespace

Result<Differences> differences(const FactTable& table, const std::vector<DefinitionUse>& first,
                                const std::vector<DefinitionUse>& second, const Query& query,
                                std::int64_t after, std::size_t limit) {
  const auto lock = table.read_lock();
  MANYI_TRY(auto one, Judge::create(table, first, query));
  MANYI_TRY(auto other, Judge::create(table, second, query));
  Differences found;
  found.fact = table.schema().fact();
  std::array<Verdict, kBlock> a, b;
  for (std::size_t begin = 0; begin < table.size(); begin += kBlock) {
    const auto count = std::min(kBlock, table.size() - begin);
    one.read(begin, count, a);
    other.read(begin, count, b);
    for (std::size_t i = 0; i < count; ++i) {
      if (a[i] == b[i]) continue;
      ++found.total;
      if (const auto id = table.ids()[begin + i]; id > after) found.items.push_back({id, a[i], b[i]});
    }
  }
  std::sort(found.items.begin(), found.items.end(),
            [](const Difference& x, const Difference& y) { return x.id < y.id; });
  if (found.items.size() > limit) {
    found.items.resize(limit);
    if (limit > 0) found.next = found.items.back().id;
  }
  return found;
}

}  // namespace manyi::kpi
