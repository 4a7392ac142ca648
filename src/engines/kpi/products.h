// The sums of a ratio's records by cell: x of the numerator, y of the denominator, and their products.
// Owns when they may be kept in 64 bits: as long as no sum of them can overflow.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engines/kpi/lanes.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/sweep.h"

namespace manyi::kpi {

/// Exact: what was added can be taken out without a trace.
class ProductSums {
 public:
  void resize(std::size_t cells) {
    small_.resize(cells);
    if (!wide_.empty()) wide_.resize(cells);
  }
  void clear() {
    small_.clear(), wide_.clear();
    spent_ = 0;
  }
  bool empty() const { return small_.empty(); }
  std::size_t bytes() const {
    return small_.capacity() * sizeof(lanes::Products) + wide_.capacity() * sizeof(Moments);
  }

  template <int sign> void change(const Taken& taken, const std::uint32_t* cell, std::size_t count) {
    const auto most =
        std::max(greatest(taken.wholes, taken.wholes_within), greatest(taken.under, taken.under_within));
    if (most > kSmall) {
      if (wide_.empty()) wide_.resize(small_.size());
      for (std::size_t i = 0; i < count; ++i) {
        if (!taken.counted[i]) continue;
        const std::int64_t x = !taken.numerator[i] ? 0 : taken.wholes ? taken.wholes[i] : 1;
        const std::int64_t y = taken.under ? taken.under[i] : 1;
        wide_[cell[i]].template change<sign>(x, y);
        small_[cell[i]].x += static_cast<std::uint64_t>(sign * x);
        small_[cell[i]].y += static_cast<std::uint64_t>(sign * y);
      }
      return;
    }
    const auto spent = static_cast<std::uint64_t>(most * most) * count;
    if (spent_ + spent > kMost) flush();
    spent_ += spent;
    lanes::products(taken.wholes, taken.numerator, taken.under, taken.counted, cell, count, sign > 0,
                    small_.data());
  }

  /// Adds a cell's sums.
  void add_to(Parts& parts, std::size_t cell) const {
    parts.sum += static_cast<std::int64_t>(small_[cell].x);
    parts.under += static_cast<std::int64_t>(small_[cell].y);
    parts.moments += moments_of(small_[cell]);
    if (!wide_.empty()) parts.moments += wide_[cell];
  }
  std::int64_t under(std::size_t cell) const { return static_cast<std::int64_t>(small_[cell].y); }

 private:
  static constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
  static constexpr std::int64_t kSmall = std::int64_t{1} << 25;

  static std::int64_t greatest(const std::int64_t* values, const Bounds& within) {
    if (!values || within.none()) return 1;
    return std::max({within.low < -kSmall ? kSmall + 1 : -within.low, within.high, std::int64_t{1}});
  }
  static Moments moments_of(const lanes::Products& small) {
    const auto whole = [](std::uint64_t sum) { return static_cast<std::int64_t>(sum); };
    return {whole(small.xx), whole(small.xy), whole(small.yy), whole(small.outside)};
  }
  void flush() {
    wide_.resize(small_.size());
    for (std::size_t c = 0; c < small_.size(); ++c) {
      wide_[c] += moments_of(small_[c]);
      small_[c].xx = small_[c].xy = small_[c].yy = small_[c].outside = 0;
    }
    spent_ = 0;
  }

  std::vector<lanes::Products> small_;
  std::vector<Moments> wide_;  // what does not fit there; empty: nothing
  std::uint64_t spent_ = 0;    // no sum of products in small_ can be greater
};

}  // namespace manyi::kpi
