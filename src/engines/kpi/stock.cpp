// Average stocks.
// Owns the walk over the periods that a stay touches.
#include "engines/kpi/stock.h"

#include <algorithm>

namespace manyi::kpi {
namespace {

std::int64_t overlap(const Scan& scan, const ScanBlock& block, std::size_t i, std::uint32_t period) {
  const auto& grid = scan.grid_of(block.first + i);
  return std::min(block.ends[i], scan.end_of(grid, period)) - std::max(block.since[i], grid.edge(period));
}

}  // namespace

double share_of(const Scan& scan, const ScanBlock& block, std::size_t i, std::uint32_t period) {
  const auto& grid = scan.grid_of(block.first + i);
  const auto length = scan.end_of(grid, period) - grid.edge(period);
  return static_cast<double>(overlap(scan, block, i, period)) / static_cast<double>(length);
}

void Levels::resize(std::size_t slots) {
  if (slots <= counts_.size()) return;
  whole_.resize(slots * zones_);
  real_.resize(slots * zones_);
  counts_.resize(slots);
  unlinked_.resize(slots);
}

void Levels::add(const Scan& scan, const ScanBlock& block, const std::uint32_t* group, std::size_t width) {
  for (std::size_t i = 0; i < block.count; ++i) {
    if (!block.counted[i] && !block.unlinked[i]) continue;
    const auto zone = scan.zone_of(block.first + i);
    for (std::uint32_t p = block.period[i]; p < block.until[i]; ++p) {
      const std::size_t slot = group[i] * width + p;
      if (!block.counted[i]) {
        ++unlinked_[slot];
        continue;
      }
      ++counts_[slot];
      const auto ms = overlap(scan, block, i, p);
      if (block.reals)
        real_[slot * zones_ + zone] += static_cast<double>(ms) * block.reals[i];
      else
        whole_[slot * zones_ + zone] += static_cast<Wide>(ms) * (metric_->value->of ? block.wholes[i] : 1);
    }
  }
}

void Levels::fill(Cell& cell, std::size_t slot, const std::vector<double>& lengths_ms) const {
  cell.n = counts_[slot];
  cell.unlinked = unlinked_[slot];
  double level = 0;
  for (std::size_t z = 0; z < zones_; ++z)
    if (lengths_ms[z] > 0)
      level += (static_cast<double>(whole_[slot * zones_ + z]) + real_[slot * zones_ + z]) / lengths_ms[z];
  const double days =
      *std::max_element(lengths_ms.begin(), lengths_ms.end()) / static_cast<double>(kDay.ms());
  cell.denominator = std::max(0.0, days);
  cell.numerator = level * *cell.denominator;
  if (days > 0) cell.value = level;
}

}  // namespace manyi::kpi
