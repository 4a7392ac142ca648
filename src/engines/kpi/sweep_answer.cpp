// Ad-hoc answers for several metrics in one pass: blocks that cannot matter are skipped, rows that
// do not are left out before anything else is read of them.
// Owns the filter, the slots (period x group) and the sums in them.
#include <algorithm>
#include <array>
#include <cmath>

#include "engines/kpi/cells.h"
#include "engines/kpi/lanes.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/sweep.h"

namespace manyi::kpi {
namespace {

constexpr std::size_t kMostSlots = std::size_t{1} << 22;

/// Asks for the memory that reading picked rows will touch.
void fetch(const PackedColumn& column, const Rows& rows) {
  const auto& block = column.block_of(rows.first);
  if (block.width == 0) return;
  for (std::size_t i = 0; i < rows.count; ++i)
    __builtin_prefetch(block.codes + static_cast<std::size_t>(rows.picked[i]) * block.width);
  asm volatile("");  // or the compiler sees a function that does nothing, and leaves it out
}

/// Values by slot as they come, in pieces, so that nothing is moved before it is ranked.
class Collected {
 public:
  explicit Collected(std::size_t slots) : slots_(slots) {}

  void add(std::size_t slot, std::int64_t value) {
    if (static_cast<std::uint64_t>(value) > 0xFFFFFFFFULL) {
      outer_.emplace_back(static_cast<std::uint32_t>(slot), value);
      return;
    }
    auto& at = slots_[slot];
    if (at.next == at.end) grow(at);
    *at.next++ = static_cast<std::uint32_t>(value);
  }

  void finish() { std::stable_sort(outer_.begin(), outer_.end(), by_slot); }

  template <class F> void each(std::size_t slot, F f) const {
    pieces(slot, [&](const std::uint32_t* first, const std::uint32_t* last) {
      for (; first != last; ++first) f(static_cast<std::int64_t>(*first));
    });
    const auto [low, high] = outer(slot);
    for (auto at = low; at != high; ++at) f(at->second);
  }

  /// The sum of all values of a slot and of their squares.
  void add_up(std::size_t slot, Wide& sum, Wide& squares, bool squared) const {
    std::uint64_t all = 0, low = 0, high = 0;
    pieces(slot, [&](const std::uint32_t* first, const std::uint32_t* last) {
      lanes::squares(first, static_cast<std::size_t>(last - first), all, low, high);
    });
    sum += all;
    if (squared) squares += (static_cast<Wide>(high) << 32) + low;
    const auto [from, to] = outer(slot);
    for (auto at = from; at != to; ++at) {
      sum += at->second;
      if (squared) squares += static_cast<Wide>(at->second) * at->second;
    }
  }

  /// The values of a slot that ranks `low` and above may be, when all fit into 32 bits and most need not be
  /// looked at: the first ones of `narrow`. \return how many were left out; nullopt when gather() must be asked
  std::optional<std::size_t> gather_above(std::size_t slot, std::size_t n, std::size_t low,
                                          std::vector<std::uint32_t>& narrow) const {
    constexpr std::size_t kFrom = 512, kSample = 64;
    if (n < kFrom || low < n / 2) return std::nullopt;
    if (const auto [from, to] = outer(slot); from != to) return std::nullopt;
    std::array<std::uint32_t, kSample> sample;
    std::size_t next = 0, before = 0, taken = 0;  // places of all pieces, one after the other
    pieces(slot, [&](const std::uint32_t* first, const std::uint32_t* last) {
      const auto size = static_cast<std::size_t>(last - first);
      for (; taken < kSample && next < before + size; next = ++taken * n / kSample)
        sample[taken] = first[next - before];
      before += size;
    });
    if (taken < kSample) return std::nullopt;
    const auto place = low * kSample / n;
    const auto pivot = sample.begin() + static_cast<std::ptrdiff_t>(place >= 4 ? place - 4 : 0);
    std::nth_element(sample.begin(), pivot, sample.end());
    const auto least = *pivot;
    if (narrow.size() < n + 16) narrow.resize(n + 16);
    std::size_t kept = 0;
    pieces(slot, [&](const std::uint32_t* first, const std::uint32_t* last) {
      kept += lanes::at_least(first, static_cast<std::size_t>(last - first), least, narrow.data() + kept);
    });
    if (n - kept > low) return std::nullopt;  // an unlucky sample
    return n - kept;
  }

  /// All values of a slot. `wide` is filled when one of them does not fit into 32 bits.
  std::size_t gather(std::size_t slot, std::vector<std::uint32_t>& narrow,
                     std::vector<std::int64_t>& wide) const {
    narrow.clear();
    wide.clear();
    const auto [low, high] = outer(slot);
    if (low != high) {
      each(slot, [&](std::int64_t value) { wide.push_back(value); });
      return wide.size();
    }
    pieces(slot, [&](const std::uint32_t* first, const std::uint32_t* last) {
      narrow.insert(narrow.end(), first, last);
    });
    return narrow.size();
  }

 private:
  using Outer = std::pair<std::uint32_t, std::int64_t>;
  static bool by_slot(const Outer& a, const Outer& b) { return a.first < b.first; }
  using OuterAt = std::vector<Outer>::const_iterator;
  std::pair<OuterAt, OuterAt> outer(std::size_t slot) const {
    return std::equal_range(outer_.begin(), outer_.end(), Outer{static_cast<std::uint32_t>(slot), 0},
                            by_slot);
  }
  template <class F> void pieces(std::size_t slot, F f) const {
    const auto& at = slots_[slot];
    const auto* end = at.next;
    for (const auto* piece = at.piece; piece; piece = piece->before) {
      f(reinterpret_cast<const std::uint32_t*>(piece + 1), end);
      if (piece->before)
        end = reinterpret_cast<const std::uint32_t*>(piece->before + 1) + piece->before->room;
    }
  }
  struct Piece {
    Piece* before;
    std::size_t room;
  };
  struct Slot {
    std::uint32_t* next = nullptr;
    std::uint32_t* end = nullptr;
    Piece* piece = nullptr;
  };
  void grow(Slot& slot) {
    const std::size_t room = !slot.piece ? 28 : std::min<std::size_t>(slot.piece->room * 4 + 12, 1020);
    const auto bytes = sizeof(Piece) + room * 4;
    if (left_ < bytes) {
      pages_.push_back(std::make_unique_for_overwrite<std::byte[]>(kPage));
      top_ = pages_.back().get();
      left_ = kPage;
    }
    auto* piece = new (top_) Piece{slot.piece, room};
    top_ += bytes;
    left_ -= bytes;
    slot.piece = piece;
    slot.next = reinterpret_cast<std::uint32_t*>(piece + 1);
    slot.end = slot.next + room;
  }
  static constexpr std::size_t kPage = std::size_t{1} << 18;
  std::vector<Slot> slots_;
  std::vector<Outer> outer_;
  std::vector<std::unique_ptr<std::byte[]>> pages_;
  std::byte* top_ = nullptr;
  std::size_t left_ = 0;
};

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
        small_.resize(slots);
      ratio_ = true;
    }
    if (ratio_ && !small_.empty()) summed_ = under_ = false;  // added up with the products
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
    if (ordered_) {
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
    if (!small_.empty()) {
      multiply(taken, slot, count);
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
    if (!small_.empty()) add_products(parts, slot);
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

  /// Products of small numbers are added up in 64 bits as long as no sum of them can overflow.
  void multiply(const Taken& taken, const std::uint32_t* slot, std::size_t count) {
    constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
    constexpr std::int64_t kSmall = std::int64_t{1} << 25;
    const auto greatest = [&](const std::int64_t* values) {
      if (!values) return std::int64_t{1};
      std::int64_t low = 0, high = 0;
      bool nulls = false;
      lanes::bounds(values, count, low, high, nulls);
      if (low > high) return std::int64_t{1};
      return std::max(low < -kSmall ? kSmall + 1 : -low, high);
    };
    const auto most = std::max({greatest(taken.wholes), greatest(taken.under), std::int64_t{1}});
    if (most > kSmall) {
      if (wide_products_.empty()) wide_products_.resize(small_.size());
      for (std::size_t i = 0; i < count; ++i) {
        if (!taken.counted[i]) continue;
        const std::int64_t x = !taken.numerator[i] ? 0 : taken.wholes ? taken.wholes[i] : 1;
        const std::int64_t y = taken.under ? taken.under[i] : 1;
        wide_products_[slot[i]].change<1>(x, y);
        small_[slot[i]].x += static_cast<std::uint64_t>(x);
        small_[slot[i]].y += static_cast<std::uint64_t>(y);
      }
      return;
    }
    const auto spent = static_cast<std::uint64_t>(most * most) * count;
    if (spent_ + spent > kMost) flush();
    spent_ += spent;
    lanes::products(taken.wholes, taken.numerator, taken.under, taken.counted, slot, count, small_.data());
  }

  void flush() {
    if (wide_products_.empty()) wide_products_.resize(small_.size());
    for (std::size_t s = 0; s < small_.size(); ++s) {
      wide_products_[s] += moments_of(small_[s]);
      small_[s].xx = small_[s].xy = small_[s].yy = small_[s].outside = 0;
    }
    spent_ = 0;
  }

  static Moments moments_of(const lanes::Products& small) {
    return {static_cast<Wide>(small.xx), static_cast<Wide>(static_cast<std::int64_t>(small.xy)),
            static_cast<Wide>(small.yy), static_cast<std::int64_t>(small.outside)};
  }

  void add_products(Parts& parts, std::size_t slot) const {
    parts.sum = static_cast<std::int64_t>(small_[slot].x);
    parts.under = static_cast<std::int64_t>(small_[slot].y);
    parts.moments = moments_of(small_[slot]);
    if (!wide_products_.empty()) parts.moments += wide_products_[slot];
  }

  Wide divisor(std::size_t slot) const {
    return small_.empty() ? static_cast<Wide>(unders_[slot]) : static_cast<std::int64_t>(small_[slot].y);
  }

  const Metric& metric_;
  const SlotSums* theirs_;
  const SlotSums* divisors_;
  bool ordered_ = false, summed_ = false, squared_ = false, real_ = false, under_ = false;
  std::vector<std::int64_t> sums_, unders_;
  std::vector<Wide> squares_;
  std::vector<double> real_sums_, real_squares_, real_unders_;
  bool ratio_ = false;
  std::vector<lanes::Products> small_;  // of a ratio of whole numbers
  std::vector<Moments> wide_products_;  // what does not fit there
  std::uint64_t spent_ = 0;             // no product in small_ can be greater
  std::vector<RealMoments> real_products_;
  std::optional<Collected> values_;
  std::vector<std::uint32_t> narrow_;
  std::vector<std::int64_t> wide_;
};

/// Scope, coordinates and the question's condition: which rows are looked at at all.
class Filter {
 public:
  /// \return false when the general scan must say what is wrong, or that nothing is right
  bool create(const FactTable& table, const Metric& metric, const Query& query) {
    const auto allow = [&](const std::string& name) -> std::vector<std::uint8_t>* {
      const auto index = table.dimension_index(name);
      if (!index) return nullptr;
      sets_.push_back({&table.codes(*index).packed(),
                       std::vector<std::uint8_t>(table.dictionary(*index).size(), kFalse)});
      dictionary_ = &table.dictionary(*index);
      return &sets_.back().truth_of_code;
    };
    for (const auto& only : query.scope.all_of) {
      auto* truth = allow(only.dimension);
      if (!truth) return false;
      for (const auto& key : only.keys)
        if (const auto code = dictionary_->find(key)) (*truth)[static_cast<std::size_t>(*code)] = kTrue;
    }
    for (const auto& only : query.only) {
      auto* truth = allow(only.dimension);
      if (!truth) return false;
      const auto code = only.key ? dictionary_->find(*only.key) : std::optional<std::int32_t>(kNullCode);
      if (code) (*truth)[static_cast<std::size_t>(*code)] = kTrue;
    }
    if (query.where.empty()) return true;
    auto parsed =
        parse_condition(query.where, table.schema(), table.zones().front(), "/where", metric.person());
    if (!parsed || !known(table, **parsed)) return false;
    // The parts of an `and` are tested one after the other, each only where the others left rows.
    auto condition = std::move(*parsed);
    std::vector<ExprPtr> parts;
    if (condition->op == Op::kAnd)
      parts = std::move(condition->args);
    else
      parts.push_back(std::move(condition));
    for (const auto& part : parts) where_.emplace_back(table, *part, query.as_of.ms(), Match::kKeysAndLabels);
    return true;
  }

  bool empty() const { return sets_.empty() && where_.empty(); }

  /// Narrows a block down. \return false when nothing is left
  bool narrow(Rows& rows, std::array<std::uint16_t, kBlock>& picked) {
    if (empty()) return true;
    std::array<std::uint8_t, kBlock> mask, truth;
    bool mixed = false;
    const auto keep = [&](std::uint8_t all) {
      if (all == kFalse || all == kUnknown) return false;
      if (all == kTrue) return true;
      if (!mixed) std::fill_n(mask.begin(), rows.count, std::uint8_t{1});
      mixed = true;
      lanes::keep(mask.data(), truth.data(), rows.count, true);
      return true;
    };
    for (const auto& set : sets_)
      if (!keep(set.codes->look_up(rows, set.truth_of_code.data(), truth.data()))) return false;
    for (auto& part : where_)
      if (!keep(part.test(rows, truth.data()))) return false;
    if (!mixed) return true;
    const auto count = lanes::pick(mask.data(), rows.count, picked.data());
    if (count == 0) return false;
    if (count < rows.count) rows = {rows.first, count, picked.data()};
    return true;
  }

 private:
  static bool known(const FactTable& table, const Expr& expr) {
    if (expr.op == Op::kAttribute && !table.dimension_index(expr.text)) return false;
    return std::all_of(expr.args.begin(), expr.args.end(),
                       [&](const ExprPtr& arg) { return known(table, *arg); });
  }
  struct Set {
    const PackedColumn* codes;
    std::vector<std::uint8_t> truth_of_code;
  };
  std::vector<Set> sets_;
  const Dictionary* dictionary_ = nullptr;
  std::vector<Program> where_;
};

}  // namespace

Result<std::vector<std::shared_ptr<const Sheet>>> sweep(
    const FactTable& table, const std::vector<std::shared_ptr<const Metric>>& metrics, const Query& query) {
  using Answer = std::vector<std::shared_ptr<const Sheet>>;
  MANYI_TRY(const auto periods, periods_of(table, query, query.grain));
  struct Dimension {
    const PackedColumn* codes;
    const Dictionary* dictionary;
  };
  std::vector<Dimension> by;
  std::size_t groups = 1;
  for (const auto& name : query.by) {
    const auto index = table.dimension_index(name);
    if (!index || std::count(query.by.begin(), query.by.end(), name) > 1) return Answer{};
    by.push_back({&table.codes(*index).packed(), &table.dictionary(*index)});
    groups *= by.back().dictionary->size();
    if (groups * (periods.size() + 1) > kMostSlots) return Answer{};
  }
  Filter filter;
  if (!filter.create(table, *metrics.front(), query)) return Answer{};

  std::vector<PeriodGrid> grids;
  std::int64_t begin = std::numeric_limits<std::int64_t>::max(), end = kNull;
  for (const auto& zone : table.zones()) {
    grids.emplace_back(periods, zone);
    begin = std::min(begin, grids.back().edge(0));
    end = std::max(end, grids.back().edge(periods.size()));
  }
  const bool zoned = !table.zone_of_code().empty();
  const auto* sites = zoned ? &table.codes(*table.schema().zone_dimension()).packed() : nullptr;
  const std::size_t width = periods.size() + 1;  // the last takes what lies outside
  const std::size_t slots = groups * width;
  std::vector<const Metric*> plain;
  for (const auto& metric : metrics) plain.push_back(metric.get());
  Sweep rows_of(table, plain, query.as_of.ms());
  std::vector<std::unique_ptr<SlotSums>> sums(metrics.size());
  // First those whose values or divisors others may add up.
  const auto lends = [&](std::size_t m) { return SlotSums::is_ordered(*plain[m]) || !plain[m]->value; };
  for (const bool first : {true, false})
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      if (lends(m) != first) continue;
      const SlotSums *values = nullptr, *divisors = nullptr;
      const bool whole = plain[m]->value && plain[m]->value->of && plain[m]->value->of->type != Type::kNumber;
      const bool total = whole && plain[m]->value->aggregate == Aggregate::kSum;
      for (std::size_t o = 0; o < metrics.size() && !first && whole; ++o) {
        if (SlotSums::is_ordered(*plain[o]) && rows_of.measures_alike(m, o)) values = sums[o].get();
        if (total && !plain[o]->value && rows_of.divides_by(m, o)) divisors = sums[o].get();
      }
      sums[m] = std::make_unique<SlotSums>(*plain[m], slots, values, values ? nullptr : divisors);
    }
  // Per anchor: its metrics, and the masks that are counted for them.
  struct Mask {
    Tally* tally;
    std::size_t number, metric;
    const std::uint8_t* Taken::*rows;
  };
  struct Anchor {
    std::uint16_t time;
    std::vector<std::size_t> metrics;
    std::vector<std::unique_ptr<Tally>> tallies;
    std::vector<Mask> masks;
  };
  std::vector<Anchor> anchors;
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    auto at = std::find_if(anchors.begin(), anchors.end(),
                           [&](const Anchor& a) { return a.time == plain[m]->anchor; });
    if (at == anchors.end()) at = anchors.insert(at, Anchor{plain[m]->anchor, {}, {}, {}});
    const auto counted = [&](const std::uint8_t* Taken::*rows) {
      if (at->tallies.empty() || at->tallies.back()->full())
        at->tallies.push_back(std::make_unique<Tally>(slots));
      const auto number = at->tallies.back()->add_mask();
      at->masks.push_back({at->tallies.back().get(), number, m, rows});
      return Counted{at->tallies.back().get(), number};
    };
    auto& sum = *sums[m];
    const auto alike = std::find_if(at->metrics.begin(), at->metrics.end(),
                                    [&](std::size_t o) { return rows_of.base_of(o) == rows_of.base_of(m); });
    if (alike != at->metrics.end()) {
      sum.counted = sums[*alike]->counted;
      sum.unlinked = sums[*alike]->unlinked;
      sum.pending = sums[*alike]->pending;
    } else {
      const auto& value = plain[m]->value;
      sum.counted = counted(&Taken::counted);
      if (plain[m]->unlinked || (value && value->of) || (plain[m]->denominator && plain[m]->denominator->of))
        sum.unlinked = counted(&Taken::unlinked);
      if (plain[m]->basis == Basis::kCohort) sum.pending = counted(&Taken::pending);
    }
    if (!plain[m]->value) sum.numerator = counted(&Taken::numerator);
    at->metrics.push_back(m);
  }
  std::array<std::int64_t, kBlock> anchor;
  std::array<std::int32_t, kBlock> codes;
  std::array<std::uint32_t, kBlock> group, slot;
  const auto count_rows = [&](const Rows& rows) {
    const auto first = rows.first;
    rows_of.turn(rows);
    bool grouped = false;
    for (auto& one : anchors) {
      const auto& column = table.times(one.time).packed();
      const auto& block = column.block_of(first);
      if (block.high < begin || block.low >= end) continue;
      if (!grouped) {
        grouped = true;
        std::fill_n(group.data(), rows.count, 0U);
        for (const auto& dimension : by) {
          dimension.codes->read(rows, codes.data());
          const auto size = static_cast<std::uint32_t>(dimension.dictionary->size());
          for (std::size_t i = 0; i < rows.count; ++i)
            group[i] = group[i] * size + static_cast<std::uint32_t>(codes[i]);
        }
      }
      // Slots lie period by period: a block of neighbours in time touches few of them.
      const auto stride = static_cast<std::uint32_t>(groups);
      // Rows without the anchor count as nothing, wherever they are put.
      std::array<std::int64_t, 4> between;
      std::size_t edges = between.size() + 1;
      if (!zoned && block.low >= begin && block.high < end) {
        const auto& grid = grids.front();
        const auto low = grid.find(block.low), high = grid.find(block.high);
        edges = high - low;
        for (std::size_t e = 0; e < std::min(edges, between.size()); ++e) between[e] = grid.edge(low + e + 1);
        const auto from = low * stride;
        for (std::size_t i = 0; i < rows.count; ++i) slot[i] = from + group[i];
      }
      if (edges <= between.size()) {
        lanes::edges(block, rows, between.data(), edges, stride, slot.data());
      } else {
        column.read(rows, anchor.data());
        if (zoned) {
          sites->read(rows, codes.data());
          const auto* zones = table.zone_of_code().data();
          for (std::size_t i = 0; i < rows.count; ++i)
            slot[i] = grids[zones[static_cast<std::size_t>(codes[i])]].find(anchor[i]) * stride + group[i];
        } else {
          const auto& grid = grids.front();
          for (std::size_t i = 0; i < rows.count; ++i) slot[i] = grid.find(anchor[i]) * stride + group[i];
        }
      }
      bool some = false;
      for (const auto m : one.metrics) {
        const auto& taken = rows_of.take(m);
        if (taken.empty) continue;
        some = true;
        sums[m]->add(taken, slot.data(), rows.count);
      }
      if (!some) continue;
      for (const auto& mask : one.masks) {
        const auto& taken = rows_of.take(mask.metric);
        mask.tally->set(mask.number, taken.empty ? nullptr : taken.*mask.rows);
      }
      for (auto& tally : one.tallies) tally->add(slot.data(), rows.count);
    }
  };
  // Few rows of a block lie in as many lines of memory, of every column: they are fetched while the rows
  // picked before are counted.
  auto fetched = filter.empty() ? std::vector<const PackedColumn*>() : rows_of.columns();
  for (const auto& dimension : by)
    if (std::find(fetched.begin(), fetched.end(), dimension.codes) == fetched.end())
      fetched.push_back(dimension.codes);
  std::array<std::array<std::uint16_t, kBlock>, 2> picked;
  std::optional<Rows> waiting;
  std::size_t turn = 0;
  for (std::size_t first = 0; first < table.size(); first += kBlock) {
    Rows rows{first, std::min(kBlock, table.size() - first), nullptr};
    bool any = false;
    for (const auto& one : anchors) {
      const auto& block = table.times(one.time).packed().block_of(first);
      any = any || (block.high >= begin && block.low < end);
    }
    if (!any || !filter.narrow(rows, picked[turn])) continue;
    constexpr std::size_t kFew = kBlock / 6;
    if (!rows.picked || rows.count > kFew) {
      if (waiting) count_rows(*waiting);
      waiting.reset();
      count_rows(rows);
      continue;
    }
    for (const auto* column : fetched) fetch(*column, rows);
    if (waiting) count_rows(*waiting);
    waiting = rows;
    turn = 1 - turn;
  }
  if (waiting) count_rows(*waiting);
  for (auto& one : anchors)
    for (auto& tally : one.tallies) tally->flush();

  for (auto& sum : sums) sum->finish();
  Answer answer;
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    auto& sum = *sums[m];
    std::vector<std::pair<std::vector<DimensionValue>, std::size_t>> used;
    for (std::size_t g = 0; g < groups; ++g) {
      bool any = by.empty();
      for (std::size_t p = 0; p < periods.size() && !any; ++p) any = sum.any(p * groups + g);
      if (!any) continue;
      std::vector<DimensionValue> dims(by.size());
      auto rest = g;
      for (std::size_t d = by.size(); d-- > 0;) {
        const auto code = static_cast<std::int32_t>(rest % by[d].dictionary->size());
        rest /= by[d].dictionary->size();
        dims[d].dimension = query.by[d];
        if (code == kNullCode) continue;
        dims[d].key = by[d].dictionary->key(code);
        dims[d].label = by[d].dictionary->label(code);
      }
      used.emplace_back(std::move(dims), g);
    }
    std::sort(used.begin(), used.end(),
              [](const auto& a, const auto& b) { return comes_before(a.first, b.first); });
    auto sheet = std::make_shared<Sheet>();
    sheet->metric = metrics[m];
    sheet->periods = periods;
    auto named = std::make_shared<std::vector<std::vector<DimensionValue>>>();
    for (auto& [dims, g] : used) named->push_back(dims);
    sheet->groups = std::move(named);
    Cell cell{};
    for (std::size_t p = 0; p < periods.size(); ++p) {
      auto slice = std::make_shared<Slice>(used.size());
      cell = Cell{};
      cell.period = periods[p];
      settle(cell, *metrics[m], query.as_of, table.zones());
      slice->provisional = cell.provisional;
      const bool begun = has_begun(periods[p], query.as_of, table.zones());
      for (std::size_t g = 0; g < used.size(); ++g) {
        cell = Cell{};
        sum.fill(cell, p * groups + used[g].second);
        if (!begun) withhold(cell);
        slice->put(g, cell);
      }
      sheet->slices.push_back(std::move(slice));
    }
    answer.push_back(std::move(sheet));
  }
  return answer;
}

}  // namespace manyi::kpi
