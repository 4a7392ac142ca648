// The average level of a stock over a period: headcount, parts on the shelf.
// Owns the integral of the level and its division by the time that has passed.
#pragma once

#include <cstdint>
#include <vector>

#include "engines/kpi/parts.h"
#include "engines/kpi/scan.h"

namespace manyi::kpi {

/// How much of a period a row was in stock, as a share of what of the period has passed.
double share_of(const Scan& scan, const ScanBlock& block, std::size_t i, std::uint32_t period);

/// Sums per slot and zone, because a day with a clock change is longer in one zone than in another.
/// Whole weights are summed exactly, in any order of rows.
class Levels {
 public:
  Levels(const Metric& metric, std::size_t zones) : metric_(&metric), zones_(zones) {}
  void resize(std::size_t slots);
  /// `group`: per row of the block; slot = group * width + period.
  void add(const Scan& scan, const ScanBlock& block, const std::uint32_t* group, std::size_t width);
  bool any(std::size_t slot) const { return counts_[slot] + unlinked_[slot] > 0; }
  /// value = numerator / denominator: stock days and days.
  void fill(Cell& cell, std::size_t slot, const std::vector<double>& lengths_ms) const;

 private:
  const Metric* metric_;
  std::size_t zones_;
  std::vector<Wide> whole_;   // slot * zones + zone
  std::vector<double> real_;  // likewise, for weights that are no whole numbers
  std::vector<std::int64_t> counts_, unlinked_;
};

}  // namespace manyi::kpi
