// What an ad-hoc question adds up by slot (period x group), and the cells made of it.
// Owns the counts of masks, and when a sum may be kept in 64 bits.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engines/kpi/cells.h"
#include "engines/kpi/collected.h"
#include "engines/kpi/lanes.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/products.h"
#include "engines/kpi/sweep.h"

namespace manyi::kpi {

/// Counts of up to 8 masks by slot: one addition a row for all of them, of 16 bytes or, for up to four
/// masks, of 8.
class Tally {
 public:
  static constexpr std::size_t kMasks = 8;
  explicit Tally(std::size_t slots) : slots_(slots) { masks_.fill(kNothing.data()); }

  std::size_t add_mask() { return used_++; }
  bool full() const { return used_ == kMasks; }
  /// Null: none of the rows.
  void set(std::size_t mask, const std::uint8_t* rows) {
    masks_[mask] = rows ? rows : kNothing.data();
    some_ = some_ || rows;
  }

  /// Adds the masks that were set since. `low`, `high`: the least and the greatest slot of the rows.
  void add(const std::uint32_t* slot, std::size_t count, std::uint32_t low, std::uint32_t high) {
    if (!some_) return;
    some_ = false;
    if (totals_.empty()) {
      width_ = used_ <= kFew ? kFew : kMasks;
      totals_.resize(slots_ * width_);
      small_.resize(slots_ * width_ / kFew);
    }
    lanes::join(masks_.data(), used_, count, joined_.data());
    if (width_ == kFew)
      lanes::tally_few(joined_.data(), slot, count, small_.data());
    else
      lanes::tally(joined_.data(), slot, count, reinterpret_cast<std::uint16_t*>(small_.data()));
    low_ = std::min<std::size_t>(low_, low);
    high_ = std::max<std::size_t>(high_, high + std::size_t{1});
    if (++blocks_ == kMostBlocks) flush();
  }

  void flush() {
    for (auto i = low_ * width_ / kFew; i < high_ * width_ / kFew; ++i) {
      for (std::size_t part = 0; part < kFew; ++part)
        totals_[i * kFew + part] += static_cast<std::uint32_t>(small_[i] >> (16 * part) & 0xFFFF);
      small_[i] = 0;
    }
    low_ = static_cast<std::size_t>(-1) / kMasks;
    high_ = 0;
    blocks_ = 0;
  }

  std::int64_t count(std::size_t slot, std::size_t mask) const {
    return totals_.empty() ? 0 : totals_[slot * width_ + mask];
  }

 private:
  static constexpr std::size_t kFew = 4, kMostBlocks = 63;  // of 1024 rows: 16 bits hold no more
  static constexpr std::array<std::uint8_t, kBlock> kNothing{};
  std::size_t slots_, used_ = 0, width_ = kMasks;
  bool some_ = false;
  std::array<const std::uint8_t*, kMasks> masks_;
  std::array<std::uint8_t, kBlock> joined_;
  std::vector<std::uint64_t> small_;  // four counts of 16 bits each
  std::vector<std::uint32_t> totals_;
  std::size_t low_ = static_cast<std::size_t>(-1) / kMasks, high_ = 0, blocks_ = 0;
};

class SlotSums;

/// Where a count of a metric is: the tally and the mask in it, or the number of values that are ranked.
struct Counted {
  Tally* tally = nullptr;
  std::size_t mask = 0;
  const SlotSums* ranked = nullptr;
  std::int64_t operator()(std::size_t slot) const;
};

/// Sums and values of one metric by slot.
class SlotSums {
 public:
  /// `values`: of another metric that measures the same over the same rows, to be summed up at the end.
  /// `divisors`: of a ratio that divides by what this one adds up.
  SlotSums(const Metric& metric, std::size_t slots, SlotSums* values, const SlotSums* divisors)
      : metric_(metric), theirs_(values), divisors_(divisors) {
    const auto real = [](const std::optional<Measure>& m) {
      return m && m->of && m->of->type == Type::kNumber;
    };
    const auto& measured = metric.value ? metric.value : metric.numerator;
    ordered_ = is_ordered(metric);
    summed_ = measured->of && !ordered_ && !values && !divisors;
    squared_ = metric.value && measured->aggregate == Aggregate::kAvg;
    real_ = real(measured);
    under_ = metric.denominator && metric.denominator->of;
    if (has_moments(metric)) {
      if (real(metric.numerator) || real(metric.denominator))
        real_products_.resize(slots);
      else
        products_.resize(slots);
    }
    if (!products_.empty()) summed_ = under_ = false;  // added up with the products
    if (summed_ && !real_) sums_.resize(slots);
    if (summed_ && squared_ && !real_) squares_.resize(slots);
    if (summed_ && real_) real_sums_.resize(slots), real_squares_.resize(slots);
    if (under_) unders_.resize(slots), real_unders_.resize(slots);
    if (ordered_) values_.emplace(slots), ranked_.resize(slots);
    if (values) values->lend(squared_);
  }

  static bool is_ordered(const Metric& metric) {
    if (!metric.value) return false;
    const auto a = metric.value->aggregate;
    return a == Aggregate::kMin || a == Aggregate::kMax || a == Aggregate::kMedian ||
           a == Aggregate::kPercentile;
  }

  Counted counted, numerator, unlinked, pending;

  void add(const Taken& taken, const std::uint32_t* slot, std::size_t count) {
    const auto* counted_rows = taken.counted;
    const auto* used = metric_.value ? counted_rows : taken.numerator;
    const auto& within = taken.wholes_within;
    if (ordered_ && !real_ && (within.none() || (within.low >= 0 && within.high <= 0xFFFFFFFFLL))) {
      values_->add(slot, taken.wholes, used, count);
    } else if (ordered_) {
      for (std::size_t i = 0; i < count; ++i)
        if (used[i]) values_->add(slot[i], real_ ? order_key(taken.reals[i]) : taken.wholes[i]);
    } else if (summed_ && !real_) {
      if (squared_)
        for (std::size_t i = 0; i < count; ++i) {
          const std::int64_t value = taken.wholes[i] & -static_cast<std::int64_t>(used[i]);
          sums_[slot[i]] += value;
          squares_[slot[i]] += static_cast<Wide>(value) * value;
        }
      else
        for (std::size_t i = 0; i < count; ++i)
          sums_[slot[i]] += taken.wholes[i] & -static_cast<std::int64_t>(used[i]);
    } else if (summed_) {
      for (std::size_t i = 0; i < count; ++i) {
        if (!used[i]) continue;
        real_sums_[slot[i]] += taken.reals[i];
        real_squares_[slot[i]] += taken.reals[i] * taken.reals[i];
      }
    }
    if (!products_.empty()) {
      products_.change<1>(taken, slot, count);
    } else if (!real_products_.empty()) {
      for (std::size_t i = 0; i < count; ++i) {
        if (!counted_rows[i]) continue;
        const double x = !used[i]       ? 0
                         : taken.reals  ? taken.reals[i]
                         : taken.wholes ? static_cast<double>(taken.wholes[i])
                                        : 1;
        real_products_[slot[i]].add(x, taken.under_reals ? taken.under_reals[i]
                                       : taken.under     ? static_cast<double>(taken.under[i])
                                                         : 1);
      }
    }
    if (!under_) return;
    if (taken.under_reals) {
      for (std::size_t i = 0; i < count; ++i)
        if (counted_rows[i]) real_unders_[slot[i]] += taken.under_reals[i];
    } else {
      for (std::size_t i = 0; i < count; ++i)
        unders_[slot[i]] += taken.under[i] & -static_cast<std::int64_t>(counted_rows[i]);
    }
  }

  /// No more rows come to slots below `end`: of their values no more is kept than the cells need.
  void settle(std::size_t end) {
    if (!values_ || settled_ >= end) return;
    values_->order();
    for (auto slot = settled_; slot < end; ++slot) {
      const auto n = static_cast<std::int64_t>(values_->gather(slot, narrow_, wide_));
      if (n == 0) continue;
      if (lends_) values_->add_up(slot, lent_sums_[slot], lent_squares_[slot], lends_squares_);
      Cell cell;
      if (!wide_.empty()) {
        fill_ordered(cell, metric_, wide_.data(), wide_.data() + wide_.size(), real_);
      } else {
        const auto span = ranks_of(metric_, n);
        const auto values = selection_.ranks(narrow_, static_cast<std::size_t>(span.low),
                                             static_cast<std::size_t>(span.high));
        fill_ranked(cell, metric_, n, [&](std::int64_t rank) {
          const auto value = static_cast<std::int64_t>(values[static_cast<std::size_t>(rank - span.low)]);
          return real_ ? from_order_key(value) : static_cast<double>(value);
        });
      }
      ranked_[slot] = {n, cell.value, cell.interval};
    }
    values_->release(settled_, end);
    settled_ = end;
  }
  /// What lies outside of the periods is not asked for.
  void release(std::size_t first, std::size_t end) {
    if (!values_) return;
    values_->order();
    values_->release(first, end);
  }

  /// The number of values of a slot, once it is settled.
  std::int64_t ranked(std::size_t slot) const { return ranked_[slot].n; }

  bool any(std::size_t slot) const { return counted(slot) + unlinked(slot) + pending(slot) > 0; }

  void fill(Cell& cell, std::size_t slot) {
    Parts parts;
    parts.counted = counted(slot);
    parts.numerator = numerator(slot);
    parts.unlinked = unlinked(slot);
    parts.pending = pending(slot);
    if (!sums_.empty()) parts.sum = sums_[slot];
    if (!squares_.empty()) parts.squares = squares_[slot];
    if (!real_sums_.empty()) parts.real_sum = real_sums_[slot], parts.real_squares = real_squares_[slot];
    if (!unders_.empty()) parts.under = unders_[slot], parts.real_under = real_unders_[slot];
    if (!products_.empty()) products_.add_to(parts, slot);
    if (divisors_) parts.sum = divisors_->divisor(slot);
    if (!real_products_.empty()) parts.real_moments = real_products_[slot];
    if (theirs_) parts.sum = theirs_->lent_sums_[slot], parts.squares = theirs_->lent_squares_[slot];
    kpi::fill(cell, metric_, parts);
    if (!ordered_ || !ranked_[slot].value) return;
    cell.value = ranked_[slot].value;
    cell.interval = ranked_[slot].interval;
  }

 private:
  struct Ranked {
    std::int64_t n = 0;
    std::optional<double> value;
    std::optional<Interval> interval;
  };

  void lend(bool squares) {
    lends_ = true;
    lends_squares_ = lends_squares_ || squares;
    lent_sums_.resize(ranked_.size());
    lent_squares_.resize(ranked_.size());
  }

  Wide divisor(std::size_t slot) const {
    return products_.empty() ? static_cast<Wide>(unders_[slot]) : products_.under(slot);
  }

  const Metric& metric_;
  const SlotSums* theirs_;
  bool lends_ = false, lends_squares_ = false;
  const SlotSums* divisors_;
  bool ordered_ = false, summed_ = false, squared_ = false, real_ = false, under_ = false;
  std::vector<std::int64_t> sums_, unders_;
  std::vector<Wide> squares_;
  std::vector<double> real_sums_, real_squares_, real_unders_;
  ProductSums products_;  // of a ratio of whole numbers
  std::vector<RealMoments> real_products_;
  std::optional<Collected> values_;
  std::vector<Ranked> ranked_;
  std::vector<Wide> lent_sums_, lent_squares_;
  std::size_t settled_ = 0;  // slots
  Selection selection_;
  std::vector<std::uint32_t> narrow_;
  std::vector<std::int64_t> wide_;
};

inline std::int64_t Counted::operator()(std::size_t slot) const {
  return ranked ? ranked->ranked(slot) : tally ? tally->count(slot, mask) : 0;
}

}  // namespace manyi::kpi
