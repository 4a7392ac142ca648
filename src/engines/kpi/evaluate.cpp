// Evaluation by scan.
// Owns grouping and accumulation.
#include "engines/kpi/evaluate.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "engines/kpi/groups.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/rolling.h"
#include "engines/kpi/scan.h"
#include "engines/kpi/scan_sums.h"
#include "engines/kpi/stock.h"
#include "engines/kpi/stretches.h"

namespace manyi::kpi {
namespace {

constexpr std::size_t kMostSlots = std::size_t{1} << 24;
constexpr std::size_t kMostCells = 1'000'000;

Result<std::vector<Cell>> scan_cells(const FactTable& table, const Metric& metric, const Query& query) {
  MANYI_TRY(const auto periods, periods_of(table, query, query.grain));
  MANYI_TRY(auto groups, Groups::create(table, query.by));
  std::vector<PeriodGrid> grids;
  for (const auto& zone : table.zones()) grids.emplace_back(periods, zone);
  MANYI_TRY(auto scan, Scan::create(table, metric, query, std::move(grids)));
  const bool stock = metric.basis == Basis::kStock && !metric.looks_at;
  const bool average = metric.basis == Basis::kStockAverage;
  const std::size_t width = periods.size() + 1;  // the last takes what lies outside
  if (groups.count() * width > kMostSlots)
    return invalid("/by", "too_many", "too many combinations of periods and values");
  ScanSums sums(metric, scan.has_unlinked() || metric.has_pending());
  sums.resize(groups.count() * width);
  std::vector<std::int64_t> changes(stock ? groups.count() * width : 0);
  Levels levels(metric, table.zones().size());
  if (average) levels.resize(groups.count() * width);
  ScanBlock block;
  std::array<std::uint32_t, kBlock> slot;
  for (std::size_t first = 0; first < table.size(); first += kBlock) {
    scan.read(first, std::min(kBlock, table.size() - first), block);
    if (block.empty) continue;
    groups.number(block, slot.data());
    if (!groups.dense()) {
      if (groups.count() * width > kMostSlots)
        return invalid("/by", "too_many", "too many combinations of periods and values");
      sums.resize(groups.count() * width);
      if (stock) changes.resize(groups.count() * width);
      if (average) levels.resize(groups.count() * width);
    }
    const auto w = static_cast<std::uint32_t>(width);
    if (average) {
      levels.add(scan, block, slot.data(), width);
    } else if (metric.looks_at) {
      const auto group = slot;
      const auto* met = block.period.data();
      for (std::uint32_t p = *std::min_element(met, met + block.count); p < periods.size(); ++p) {
        scan.look(block, p);
        for (std::size_t i = 0; i < block.count; ++i) slot[i] = group[i] * w + p;
        sums.add(block, slot.data());
      }
    } else if (stock) {
      for (std::size_t i = 0; i < block.count; ++i) {
        if (!block.counted[i]) continue;
        ++changes[slot[i] * w + block.period[i]];
        --changes[slot[i] * w + block.until[i]];
      }
    } else {
      for (std::size_t i = 0; i < block.count; ++i) slot[i] = slot[i] * w + block.period[i];
      sums.add(block, slot.data());
    }
  }
  sums.finish();

  struct Group {
    std::size_t number;
    std::vector<DimensionValue> dims;
  };
  std::vector<Group> used;
  for (std::size_t g = 0; g < groups.count(); ++g) {
    bool any = query.by.empty();
    for (std::size_t p = 0; p < periods.size() && !any; ++p) {
      if (stock)
        any = changes[g * width + p] != 0;
      else if (average)
        any = levels.any(g * width + p);
      else if (const auto parts = sums.parts(g * width + p);
               parts.counted + parts.unlinked + parts.pending > 0)
        any = true;
    }
    if (any) used.push_back({g, groups.values(g, query.by)});
  }
  std::sort(used.begin(), used.end(),
            [](const Group& a, const Group& b) { return comes_before(a.dims, b.dims); });

  std::vector<Cell> cells;
  cells.reserve(std::min(used.size() * periods.size(), kMostCells));
  std::vector<double> lengths(table.zones().size());
  for (std::size_t p = 0; p < periods.size(); ++p) {
    for (std::size_t z = 0; z < lengths.size(); ++z)
      lengths[z] = static_cast<double>(scan.end_of(scan.grids()[z], p) - scan.grids()[z].edge(p));
    for (const auto& group : used) {
      Cell cell{};
      cell.period = periods[p];
      const std::size_t s = group.number * width + p;
      if (stock) {
        if (p > 0) changes[s] += changes[s - 1];
        Parts parts;
        parts.counted = changes[s];
        fill(cell, metric, parts);
      } else if (average) {
        levels.fill(cell, s, lengths);
      } else {
        sums.fill(cell, s);
      }
      if (!query.by.empty() && cell.n + cell.unlinked + cell.pending == 0) continue;
      cell.dims = group.dims;
      settle(cell, metric, query.as_of, table.zones());
      if (cells.size() == kMostCells) return invalid("/by", "too_many", "more than a million cells");
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

}  // namespace

Result<MetricAnswer> evaluate(const FactTable& table, std::shared_ptr<const Metric> metric,
                              const Query& query) {
  if (metric->formula) throw std::logic_error("metric " + metric->code + " is a formula: ask the engine");
  const auto lock = table.read_lock();
  const auto credited = with_credit(query, *metric, table.schema());
  const auto window = rolling_of(*metric, query);
  MANYI_TRY(auto cells,
            window ? evaluate_windows(credited, *window, table.zones(),
                                      [&](const Query& one) { return scan_cells(table, *metric, one); })
                   : scan_cells(table, *metric, credited));
  name_person(cells, query);
  return MetricAnswer{std::move(metric), std::move(cells), {}};
}

Result<std::vector<Cell>> evaluate_once(const FactTable& table, const Metric& metric, const Query& query) {
  const auto lock = table.read_lock();
  return scan_cells(table, metric, query);
}

std::optional<Part> parse_part(std::string_view text) {
  if (text == "numerator") return Part::kNumerator;
  if (text == "denominator") return Part::kDenominator;
  if (text == "unlinked") return Part::kUnlinked;
  if (text == "pending") return Part::kPending;
  return std::nullopt;
}

Result<Cases> cases(const FactTable& table, std::shared_ptr<const Metric> metric, const Query& query,
                    Part part, std::int64_t after, std::size_t limit) {
  if (metric->formula) throw std::logic_error("metric " + metric->code + " is a formula: ask the engine");
  const auto window = window_of(query, *metric, table.zones().front());
  return cases_of_stretches(table, {{{window.from, window.to}, std::move(metric)}}, query, part, after,
                            limit);
}

}  // namespace manyi::kpi
