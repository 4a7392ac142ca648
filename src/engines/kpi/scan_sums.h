// What a scan adds up by slot, and the cells made of it.
// Owns the values collected for percentiles.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engines/kpi/distinct.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/scan.h"

namespace manyi::kpi {

/// Values on their way to a percentile, with their slots, and sorted by slot. Kept between
/// questions of a thread while they are small: fresh pages cost more than the sorting.
struct Collected {
  std::vector<std::uint32_t> slots;
  std::vector<std::int64_t> values;
  std::vector<std::int64_t> sorted;
  std::size_t count = 0;

  void room(std::size_t more) {
    if (count + more <= values.size()) return;
    const auto size = std::max(count + more, values.size() * 2);
    slots.resize(size);
    values.resize(size);
  }
  static constexpr std::size_t kKept = std::size_t{1} << 20;
};

/// Lends the thread's buffers; a second lender at the same time gets its own.
class Lent {
 public:
  Lent() : own_(keeper() ? std::move(keeper()) : std::make_unique<Collected>()) { own_->count = 0; }
  ~Lent() {
    if (own_->values.size() <= Collected::kKept * 2) keeper() = std::move(own_);
  }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  Collected& operator*() { return *own_; }
  Collected* operator->() { return own_.get(); }

 private:
  static std::unique_ptr<Collected>& keeper() {
    thread_local std::unique_ptr<Collected> kept;
    return kept;
  }
  std::unique_ptr<Collected> own_;
};

/// Sums per slot; slot = group * width + period.
class ScanSums {
 public:
  ScanSums(const Metric& metric, bool aside) : metric_(metric), aside_(aside) {
    const auto real = [](const std::optional<Measure>& m) {
      return m && m->of && m->of->type == Type::kNumber;
    };
    ordered_ = is_ordered(metric);
    if (ordered_) met_.emplace();
    const auto& measured = metric.value ? metric.value : metric.numerator;
    const auto distinct = [](const std::optional<Measure>& m) {
      return m && m->aggregate == Aggregate::kDistinct;
    };
    if (distinct(measured)) different_.emplace();
    if (distinct(metric.denominator)) different_under_.emplace();
    summed_ = measured->of && !ordered_ && !different_;
    squared_ = metric.value && metric.value->aggregate == Aggregate::kAvg;
    real_ = real(measured);
    under_ = metric.denominator && metric.denominator->of && !different_under_;
    moments_ = has_moments(metric);
    real_moments_ = moments_ && (real(metric.numerator) || real(metric.denominator));
  }

  void resize(std::size_t slots) {
    if (slots <= slots_) return;
    // Four copies while they are small: one row's addition need not wait for the last one's.
    if (slots_ == 0 && slots <= kSmall) lanes_ = 4;
    if (lanes_ == 4 && slots > kSmall) fold();
    slots_ = slots;
    counts_.resize(lanes_ == 4 ? kSmall * 4 : slots);
    if (aside_) asides_.resize(slots);
    if (summed_ && !real_) sums_.resize(slots);
    if (squared_ && !real_) squares_.resize(slots);
    if (real_ && summed_) real_sums_.resize(slots), real_squares_.resize(slots);
    if (under_) unders_.resize(slots), real_unders_.resize(slots);
    if (moments_) (real_moments_ ? real_products_.resize(slots) : products_.resize(slots));
  }

  void add(const ScanBlock& block, const std::uint32_t* slot) {
    const bool rate = !metric_.value;
    const std::size_t lane = lanes_ == 4 ? kSmall : 0;
    auto* counts = counts_.data();
    const auto* counted = block.counted.data();
    const auto* good = block.numerator.data();
    if (rate)
      for (std::size_t i = 0; i < block.count; ++i)
        counts[(i & 3) * lane + slot[i]] += counted[i] | static_cast<std::uint64_t>(good[i]) << 32;
    else
      for (std::size_t i = 0; i < block.count; ++i) counts[(i & 3) * lane + slot[i]] += counted[i];
    if (aside_) {
      const bool pending = metric_.has_pending();
      for (std::size_t i = 0; i < block.count; ++i) asides_[slot[i]] += block.unlinked[i];
      if (pending)
        for (std::size_t i = 0; i < block.count; ++i)
          asides_[slot[i]] += static_cast<std::uint64_t>(block.pending[i]) << 32;
    }
    const auto* used = rate ? good : counted;
    if (different_) different_->add(slot, used, block.wholes, block.count);
    if (different_under_) different_under_->add(slot, counted, block.under, block.count);
    if (ordered_) {
      collect(block, slot);
    } else if (summed_ && !real_) {
      for (std::size_t i = 0; i < block.count; ++i) {
        const std::int64_t value = block.wholes[i] & -static_cast<std::int64_t>(used[i]);
        sums_[slot[i]] += value;
        if (squared_) squares_[slot[i]] += static_cast<Wide>(value) * value;
      }
    } else if (summed_) {
      for (std::size_t i = 0; i < block.count; ++i) {
        if (!used[i]) continue;
        real_sums_[slot[i]] += block.reals[i];
        real_squares_[slot[i]] += block.reals[i] * block.reals[i];
      }
    }
    if (under_)
      for (std::size_t i = 0; i < block.count; ++i) {
        if (!counted[i]) continue;
        if (block.under_reals)
          real_unders_[slot[i]] += block.under_reals[i];
        else
          unders_[slot[i]] += block.under[i];
      }
    if (moments_) multiply(block, slot);
  }

  /// Sorts collected values by slot; call once, after the last block.
  void finish() {
    if (lanes_ == 4) fold();
    if (different_) different_->finish(slots_);
    if (different_under_) different_under_->finish(slots_);
    if (!ordered_) return;
    starts_.assign(slots_ + 1, 0);
    for (std::size_t s = 0; s < slots_; ++s) starts_[s + 1] = starts_[s] + (counts_[s] & 0xFFFFFFFF);
    auto& met = **met_;
    if (met.sorted.size() < starts_.back())
      met.sorted.resize(std::max(starts_.back(), met.sorted.size() * 2));
    auto next = starts_;
    for (std::size_t i = 0; i < met.count; ++i) met.sorted[next[met.slots[i]]++] = met.values[i];
  }

  Parts parts(std::size_t slot) const {
    Parts parts;
    parts.counted = static_cast<std::int64_t>(counts_[slot] & 0xFFFFFFFF);
    parts.numerator = static_cast<std::int64_t>(counts_[slot] >> 32);
    if (aside_)
      parts.unlinked = static_cast<std::int64_t>(asides_[slot] & 0xFFFFFFFF),
      parts.pending = static_cast<std::int64_t>(asides_[slot] >> 32);
    if (!sums_.empty()) parts.sum = sums_[slot];
    if (!squares_.empty()) parts.squares = squares_[slot];
    if (!real_sums_.empty()) parts.real_sum = real_sums_[slot], parts.real_squares = real_squares_[slot];
    if (different_) parts.sum = different_->count(slot);
    if (different_under_) parts.under = different_under_->count(slot);
    if (!unders_.empty()) parts.under = unders_[slot], parts.real_under = real_unders_[slot];
    if (!products_.empty()) parts.moments = products_[slot];
    if (!real_products_.empty()) parts.real_moments = real_products_[slot];
    return parts;
  }

  void fill(Cell& cell, std::size_t slot) {
    kpi::fill(cell, metric_, parts(slot));
    if (ordered_) {
      auto* values = (*met_)->sorted.data();
      fill_ordered(cell, metric_, values + starts_[slot], values + starts_[slot + 1], real_);
    }
  }

 private:
  static bool is_ordered(const Metric& metric) {
    if (!metric.value) return false;
    const auto a = metric.value->aggregate;
    return a == Aggregate::kMin || a == Aggregate::kMax || a == Aggregate::kMedian ||
           a == Aggregate::kPercentile;
  }

  static constexpr std::size_t kSmall = 2048;

  void fold() {
    std::vector<std::uint64_t> one(counts_.begin(), counts_.begin() + kSmall);
    for (std::size_t lane = 1; lane < 4; ++lane)
      for (std::size_t s = 0; s < kSmall; ++s) one[s] += counts_[lane * kSmall + s];
    one.resize(std::max(slots_, std::size_t{1}));
    counts_ = std::move(one);
    lanes_ = 1;
  }

  void multiply(const ScanBlock& block, const std::uint32_t* slot) {
    for (std::size_t i = 0; i < block.count; ++i) {
      if (!block.counted[i]) continue;
      if (real_moments_) {
        const double x = !block.numerator[i] ? 0
                         : block.reals       ? block.reals[i]
                         : block.wholes      ? static_cast<double>(block.wholes[i])
                                             : 1;
        const double y = block.under_reals ? block.under_reals[i]
                         : block.under     ? static_cast<double>(block.under[i])
                                           : 1;
        real_products_[slot[i]].add(x, y);
      } else {
        products_[slot[i]].change<1>(!block.numerator[i] ? 0
                                     : block.wholes      ? block.wholes[i]
                                                         : 1,
                                     block.under ? block.under[i] : 1);
      }
    }
  }

  void collect(const ScanBlock& block, const std::uint32_t* slot) {
    auto& met = **met_;
    met.room(block.count);
    auto* slots = met.slots.data();
    auto* values = met.values.data();
    std::size_t at = met.count;
    for (std::size_t i = 0; i < block.count; ++i) {
      slots[at] = slot[i];
      values[at] = real_ ? order_key(block.reals[i]) : block.wholes[i];
      at += block.counted[i];
    }
    met.count = at;
  }

  const Metric& metric_;
  bool aside_, ordered_ = false, summed_ = false, squared_ = false, real_ = false, under_ = false;
  bool moments_ = false, real_moments_ = false;
  std::size_t slots_ = 0, lanes_ = 1;
  std::vector<std::uint64_t> counts_;  // counted, and numerator in the upper half
  std::vector<std::uint64_t> asides_;  // unlinked, and pending in the upper half
  std::vector<std::int64_t> sums_;
  std::vector<Wide> squares_;
  std::vector<double> real_sums_, real_squares_, real_unders_;
  std::vector<std::int64_t> unders_;
  std::vector<Moments> products_;
  std::vector<RealMoments> real_products_;
  std::vector<std::size_t> starts_;
  std::optional<Lent> met_;  // percentiles, min and max
  std::optional<DistinctCount> different_, different_under_;
};

}  // namespace manyi::kpi
