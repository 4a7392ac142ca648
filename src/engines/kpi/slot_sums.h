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

/// Counts of up to 16 masks by slot: one addition a row for all of them, of 32 bytes or, for up to
/// four masks, of 8.
class Tally {
 public:
  static constexpr std::size_t kMasks = 16;
  explicit Tally(std::size_t slots) : slots_(slots) { masks_.fill(kNothing.data()); }

  std::size_t add_mask() { return used_++; }
  bool full() const { return used_ == kMasks; }
  void set(std::size_t mask, const std::uint8_t* rows) { masks_[mask] = rows ? rows : kNothing.data(); }

  void add(const std::uint32_t* slot, std::size_t count) {
    if (totals_.empty()) {
      width_ = used_ <= kFew ? kFew : kMasks;
      totals_.resize(slots_ * width_);
      small_.resize(slots_ * width_ / kFew);
    }
    if (width_ == kFew) {
      lanes::tally_few(masks_.data(), slot, count, small_.data());
    } else {
      lanes::weave(masks_.data(), count, rows_.data());
      lanes::tally(rows_.data(), slot, count, reinterpret_cast<std::uint16_t*>(small_.data()));
    }
    std::uint32_t low = 0, high = 0;
    lanes::span(slot, count, low, high);
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
  std::array<const std::uint8_t*, kMasks> masks_;
  std::array<std::uint8_t, kBlock * kMasks> rows_;
  std::vector<std::uint64_t> small_;  // four counts of 16 bits each
  std::vector<std::uint32_t> totals_;
  std::size_t low_ = static_cast<std::size_t>(-1) / kMasks, high_ = 0, blocks_ = 0;
};

/// Where a count of a metric is: the tally and the mask in it.
struct Counted {
  Tally* tally = nullptr;
  std::size_t mask = 0;
  std::int64_t operator()(std::size_t slot) const { return tally ? tally->count(slot, mask) : 0; }
};

/// Sums and values of one metric by slot.
class SlotSums {
 public:
  /// `values`: of another metric that measures the same over the same rows, to be summed up at the end.
  /// `divisors`: of a ratio that divides by what this one adds up.
  SlotSums(const Metric& metric, std::size_t slots, const SlotSums* values, const SlotSums* divisors)
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
    if (ordered_) values_.emplace(slots);
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
    if (ordered_ && !real_ && fit(taken.wholes, count)) {
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

  static bool fit(const std::int64_t* values, std::size_t count) {
    std::int64_t low = 0, high = 0;
    bool nulls = false;
    lanes::bounds(values, count, low, high, nulls);
    return low > high || (low >= 0 && high <= 0xFFFFFFFFLL);
  }

  void finish() {
    if (values_) values_->finish();
  }

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
    if (theirs_) add_up(parts, slot);
    kpi::fill(cell, metric_, parts);
    if (!ordered_) return;
    const auto all = static_cast<std::size_t>(parts.counted);
    if (all > 0) {
      const auto span = ranks_of(metric_, parts.counted);
      if (const auto left = values_->gather_above(slot, all, static_cast<std::size_t>(span.low), narrow_)) {
        const auto below = static_cast<std::int64_t>(*left);
        place_ranks(narrow_.data(), all - *left, static_cast<std::size_t>(span.low - below),
                    static_cast<std::size_t>(span.high - below));
        fill_ranked(cell, metric_, parts.counted, [&](std::int64_t rank) {
          const auto value = static_cast<std::int64_t>(narrow_[static_cast<std::size_t>(rank - below)]);
          return real_ ? from_order_key(value) : static_cast<double>(value);
        });
        return;
      }
    }
    const auto n = static_cast<std::int64_t>(values_->gather(slot, narrow_, wide_));
    if (n == 0) return;
    if (!wide_.empty()) {
      fill_ordered(cell, metric_, wide_.data(), wide_.data() + wide_.size(), real_);
      return;
    }
    const auto span = ranks_of(metric_, n);
    place_ranks(narrow_.data(), narrow_.size(), static_cast<std::size_t>(span.low),
                static_cast<std::size_t>(span.high));
    fill_ranked(cell, metric_, n, [&](std::int64_t rank) {
      const auto value = static_cast<std::int64_t>(narrow_[static_cast<std::size_t>(rank)]);
      return real_ ? from_order_key(value) : static_cast<double>(value);
    });
  }

 private:
  void add_up(Parts& parts, std::size_t slot) const {
    theirs_->values_->add_up(slot, parts.sum, parts.squares, squared_);
  }

  Wide divisor(std::size_t slot) const {
    return products_.empty() ? static_cast<Wide>(unders_[slot]) : products_.under(slot);
  }

  const Metric& metric_;
  const SlotSums* theirs_;
  const SlotSums* divisors_;
  bool ordered_ = false, summed_ = false, squared_ = false, real_ = false, under_ = false;
  std::vector<std::int64_t> sums_, unders_;
  std::vector<Wide> squares_;
  std::vector<double> real_sums_, real_squares_, real_unders_;
  ProductSums products_;  // of a ratio of whole numbers
  std::vector<RealMoments> real_products_;
  std::optional<Collected> values_;
  std::vector<std::uint32_t> narrow_;
  std::vector<std::int64_t> wide_;
};

}  // namespace manyi::kpi
