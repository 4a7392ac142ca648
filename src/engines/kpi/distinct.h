// How many different values a cell has.
// Owns the collecting and the counting of pairs of slot and value.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace manyi::kpi {

/// Not additive: values are kept until finish(), 16 bytes each, thinned whenever they double.
class DistinctCount {
 public:
  void add(const std::uint32_t* slot, const std::uint8_t* used, const std::int64_t* values, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
      if (used[i]) met_.emplace_back(slot[i], values[i]);
    if (met_.size() > thin_at_) {
      thin();
      thin_at_ = std::max(thin_at_, met_.size() * 2);
    }
  }

  void finish(std::size_t slots) {
    thin();
    counts_.assign(slots, 0);
    for (const auto& [slot, value] : met_) ++counts_[slot];
    met_ = {};
  }

  std::int64_t count(std::size_t slot) const { return counts_[slot]; }

 private:
  void thin() {
    std::sort(met_.begin(), met_.end());
    met_.erase(std::unique(met_.begin(), met_.end()), met_.end());
  }

  std::vector<std::pair<std::uint32_t, std::int64_t>> met_;
  std::vector<std::int64_t> counts_;
  std::size_t thin_at_ = std::size_t{1} << 16;
};

}  // namespace manyi::kpi
