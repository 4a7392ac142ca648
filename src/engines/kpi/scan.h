// One pass over a table for one metric and query: which rows count, and as what.
// Owns the order of the tests; evaluate(), cases() and Cube all see rows through it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "engines/kpi/evaluate.h"
#include "engines/kpi/program.h"

namespace manyi::kpi {

/// Each row of a block with its period and its parts. Parts exclude each other, except
/// that numerator implies counted.
struct ScanBlock {
  std::size_t first = 0, count = 0;
  bool empty = false;                        // nothing in it belongs to the query
  std::array<std::uint32_t, kBlock> period;  // event, cohort: of the anchor; stock: when it comes in
  std::array<std::uint32_t, kBlock> until;   // stock: the first period at whose end it is out again
  // Average stock: since when and until when within the query; period and until say which periods
  // that touches.
  std::array<std::int64_t, kBlock> since, ends;
  std::array<std::uint8_t, kBlock> counted;  // 0 or 1: in the denominator
  std::array<std::uint8_t, kBlock> numerator;
  std::array<std::uint8_t, kBlock> unlinked;
  std::array<std::uint8_t, kBlock> pending;
  const std::int64_t* wholes = nullptr;  // the value measured, if any, per row
  const double* reals = nullptr;
  const std::int64_t* under = nullptr;  // the denominator's, when it is a sum
  const double* under_reals = nullptr;
};

/// Valid while the caller holds the table's read lock.
class Scan {
 public:
  /// `grids`: one per zone of the table, over the same periods.
  static Result<Scan> create(const FactTable& table, const Metric& metric, const Query& query,
                             std::vector<PeriodGrid> grids);
  /// Reads rows first..first+count-1, count <= kBlock.
  void read(std::size_t first, std::size_t count, ScanBlock& block);
  /// After read() of a metric that `looks_at`: which of the rows count at the end of this period.
  void look(ScanBlock& block, std::uint32_t period);
  /// The grid of the row's zone, and the zone's number.
  const PeriodGrid& grid_of(std::size_t row) const { return grids_[zone_of(row)]; }
  std::size_t zone_of(std::size_t row) const;
  const std::vector<PeriodGrid>& grids() const { return grids_; }
  /// When a period ends for this grid, or as_of when that is earlier.
  std::int64_t end_of(const PeriodGrid& grid, std::size_t period) const {
    return std::min(grid.edge(period + 1), as_of_);
  }
  bool has_unlinked() const {
    return !unlinked_.empty() || !under_.empty() || (metric_->value.has_value() && !measured_.empty());
  }

 private:
  Scan(const FactTable& table, const Metric& metric, std::vector<PeriodGrid> grids)
      : table_(&table), metric_(&metric), grids_(std::move(grids)) {}
  void find_periods(const std::int64_t* times, std::size_t first, std::size_t count,
                    std::uint32_t* periods) const;
  void find_stock(ScanBlock& block) const;
  void find_level(ScanBlock& block) const;
  std::int64_t time_out(std::size_t row) const;
  void judge(ScanBlock& block);
  void measure(Program& program, ScanBlock& block, const std::int64_t*& wholes, const double*& reals);

  const FactTable* table_;
  const Metric* metric_;
  std::vector<PeriodGrid> grids_;
  std::int64_t as_of_ = 0;
  bool anchor_capped_ = false;
  bool nothing_ = false;  // the scope lets nothing through
  struct CodeSet {
    const PackedColumn* codes;
    std::vector<std::uint8_t> allowed;
  };
  std::array<std::uint8_t, kBlock> present_;  // looks_at: belongs to the query
  std::array<std::int64_t, kBlock> at_;
  std::vector<CodeSet> sets_;  // scope and cell coordinates
  std::vector<Program> where_, excludes_;
  std::vector<Program> unlinked_, pending_, counted_where_, numerator_where_;  // each none or one
  std::vector<Program> measured_, under_;                                      // each none or one
};

}  // namespace manyi::kpi
