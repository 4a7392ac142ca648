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

  /// All values of a slot. `wide` is filled when one of them does not fit into 32 bits.
  std::size_t gather(std::size_t slot, std::vector<std::uint32_t>& narrow,
                     std::vector<std::int64_t>& wide) const {
    narrow.clear();
    wide.clear();
    const auto& at = slots_[slot];
    const auto* end = at.next;
    for (const auto* piece = at.piece; piece; piece = piece->before) {
      const auto* first = reinterpret_cast<const std::uint32_t*>(piece + 1);
      narrow.insert(narrow.end(), first, end);
      if (piece->before)
        end = reinterpret_cast<const std::uint32_t*>(piece->before + 1) + piece->before->room;
    }
    auto [low, high] =
        std::equal_range(outer_.begin(), outer_.end(), Outer{static_cast<std::uint32_t>(slot), 0}, by_slot);
    if (low != high) {
      for (const auto value : narrow) wide.push_back(value);
      for (; low != high; ++low) wide.push_back(low->second);
      return wide.size();
    }
    return narrow.size();
  }

 private:
  using Outer = std::pair<std::uint32_t, std::int64_t>;
  static bool by_slot(const Outer& a, const Outer& b) { return a.first < b.first; }
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

/// Sums of one metric by slot.
class SlotSums {
 public:
  SlotSums(const Metric& metric, std::size_t slots) : metric_(metric) {
    const auto real = [](const std::optional<Measure>& m) {
      return m && m->of && m->of->type == Type::kNumber;
    };
    const auto& measured = metric.value ? metric.value : metric.numerator;
    const auto a = measured->aggregate;
    ordered_ = metric.value && (a == Aggregate::kMin || a == Aggregate::kMax || a == Aggregate::kMedian ||
                                a == Aggregate::kPercentile);
    summed_ = measured->of && !ordered_;
    squared_ = metric.value && a == Aggregate::kAvg;
    real_ = real(measured);
    under_ = metric.denominator && metric.denominator->of;
    counts_.resize(slots);
    if (summed_ && !real_) sums_.resize(slots);
    if (squared_ && !real_) squares_.resize(slots);
    if (summed_ && real_) real_sums_.resize(slots), real_squares_.resize(slots);
    if (under_) unders_.resize(slots), real_unders_.resize(slots);
    if (ordered_) values_.emplace(slots);
  }

  void add(const Taken& taken, const std::uint32_t* slot, std::size_t count) {
    const auto* counted = taken.counted;
    const auto* used = metric_.value ? counted : taken.numerator;
    if (metric_.value)
      for (std::size_t i = 0; i < count; ++i) counts_[slot[i]] += counted[i];
    else
      for (std::size_t i = 0; i < count; ++i)
        counts_[slot[i]] += counted[i] | static_cast<std::uint64_t>(used[i]) << 32;
    if (taken.unlinked || taken.pending) {
      if (asides_.empty()) asides_.resize(counts_.size());
      if (taken.unlinked)
        for (std::size_t i = 0; i < count; ++i) asides_[slot[i]] += taken.unlinked[i];
      if (taken.pending)
        for (std::size_t i = 0; i < count; ++i)
          asides_[slot[i]] += static_cast<std::uint64_t>(taken.pending[i]) << 32;
    }
    if (ordered_) {
      for (std::size_t i = 0; i < count; ++i)
        if (counted[i]) values_->add(slot[i], real_ ? order_key(taken.reals[i]) : taken.wholes[i]);
    } else if (summed_ && !real_) {
      for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t value = taken.wholes[i] & -static_cast<std::int64_t>(used[i]);
        sums_[slot[i]] += value;
        if (squared_) squares_[slot[i]] += static_cast<Wide>(value) * value;
      }
    } else if (summed_) {
      for (std::size_t i = 0; i < count; ++i) {
        if (!used[i]) continue;
        real_sums_[slot[i]] += taken.reals[i];
        real_squares_[slot[i]] += taken.reals[i] * taken.reals[i];
      }
    }
    if (under_)
      for (std::size_t i = 0; i < count; ++i) {
        if (!counted[i]) continue;
        if (taken.under_reals)
          real_unders_[slot[i]] += taken.under_reals[i];
        else
          unders_[slot[i]] += taken.under[i];
      }
  }

  void finish() {
    if (values_) values_->finish();
  }

  bool any(std::size_t slot) const { return counts_[slot] != 0 || (!asides_.empty() && asides_[slot] != 0); }

  void fill(Cell& cell, std::size_t slot) {
    Parts parts;
    parts.counted = static_cast<std::int64_t>(counts_[slot] & 0xFFFFFFFF);
    parts.numerator = static_cast<std::int64_t>(counts_[slot] >> 32);
    if (!asides_.empty()) {
      parts.unlinked = static_cast<std::int64_t>(asides_[slot] & 0xFFFFFFFF);
      parts.pending = static_cast<std::int64_t>(asides_[slot] >> 32);
    }
    if (!sums_.empty()) parts.sum = sums_[slot];
    if (!squares_.empty()) parts.squares = squares_[slot];
    if (!real_sums_.empty()) parts.real_sum = real_sums_[slot], parts.real_squares = real_squares_[slot];
    if (!unders_.empty()) parts.under = unders_[slot], parts.real_under = real_unders_[slot];
    kpi::fill(cell, metric_, parts);
    if (!ordered_) return;
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
  const Metric& metric_;
  bool ordered_ = false, summed_ = false, squared_ = false, real_ = false, under_ = false;
  std::vector<std::uint64_t> counts_, asides_;  // two counts each, one in the upper half
  std::vector<std::int64_t> sums_, unders_;
  std::vector<Wide> squares_;
  std::vector<double> real_sums_, real_squares_, real_unders_;
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
  std::vector<const Metric*> plain;
  std::vector<SlotSums> sums;
  sums.reserve(metrics.size());
  std::vector<std::uint16_t> anchors;
  std::vector<std::size_t> anchor_of;
  for (const auto& metric : metrics) {
    plain.push_back(metric.get());
    sums.emplace_back(*metric, groups * width);
    const auto at = std::find(anchors.begin(), anchors.end(), metric->anchor);
    anchor_of.push_back(static_cast<std::size_t>(at - anchors.begin()));
    if (at == anchors.end()) anchors.push_back(metric->anchor);
  }
  Sweep rows_of(table, plain, query.as_of.ms());
  std::array<std::uint16_t, kBlock> picked;
  std::array<std::int64_t, kBlock> anchor;
  std::array<std::int32_t, kBlock> codes;
  std::array<std::uint32_t, kBlock> group, slot;
  for (std::size_t first = 0; first < table.size(); first += kBlock) {
    Rows rows{first, std::min(kBlock, table.size() - first), nullptr};
    bool any = false;
    for (const auto time : anchors) {
      const auto& block = table.times(time).packed().block_of(first);
      any = any || (block.high >= begin && block.low < end);
    }
    if (!any || !filter.narrow(rows, picked)) continue;
    rows_of.turn(rows);
    bool grouped = false;
    for (std::size_t a = 0; a < anchors.size(); ++a) {
      const auto& column = table.times(anchors[a]).packed();
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
      if (!zoned && !block.nulls && grids.front().find(block.low) == grids.front().find(block.high)) {
        const auto from = grids.front().find(block.low) * stride;
        for (std::size_t i = 0; i < rows.count; ++i) slot[i] = from + group[i];
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
      for (std::size_t m = 0; m < metrics.size(); ++m) {
        if (anchor_of[m] != a) continue;
        const auto& taken = rows_of.take(m);
        if (!taken.empty) sums[m].add(taken, slot.data(), rows.count);
      }
    }
  }

  Answer answer;
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    auto& sum = sums[m];
    sum.finish();
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
