// Evaluation by scan, and drill-through.
// Owns grouping and accumulation.
#include "engines/kpi/evaluate.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "engines/kpi/distinct.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/rolling.h"
#include "engines/kpi/scan.h"
#include "engines/kpi/stock.h"

namespace manyi::kpi {
namespace {

constexpr std::size_t kMostSlots = std::size_t{1} << 24;
constexpr std::size_t kMostDenseGroups = std::size_t{1} << 18;
constexpr std::size_t kMostCells = 1'000'000;
constexpr std::size_t kMostDimensions = 8;

bool is_ordered(const Metric& metric) {
  if (!metric.value) return false;
  const auto a = metric.value->aggregate;
  return a == Aggregate::kMin || a == Aggregate::kMax || a == Aggregate::kMedian ||
         a == Aggregate::kPercentile;
}

/// From rows to group numbers: a mixed radix of codes while that is small, else numbered as met.
class Groups {
 public:
  static Result<Groups> create(const FactTable& table, const std::vector<std::string>& by) {
    Groups groups;
    if (by.size() > kMostDimensions) return invalid("/by", "too_many", "at most 8 dimensions at once");
    std::set<std::string_view> seen;
    std::size_t radix = 1;
    for (const auto& name : by) {
      if (!seen.insert(name).second)
        return invalid("/by", "repeated", "dimension '" + name + "' is given twice");
      const auto index = table.dimension_index(name);
      if (!index && !(name.starts_with("attr.") && table.size() == 0)) return unknown(table, name);
      groups.columns_.push_back(
          {index ? &table.codes(*index).packed() : nullptr, index ? &table.dictionary(*index) : nullptr});
      const std::size_t size = index ? table.dictionary(*index).size() : 1;
      groups.sizes_.push_back(size);
      if (radix > (std::size_t{1} << 62) / size)
        return invalid("/by", "too_many", "too many combinations of values");
      radix *= size;
    }
    groups.dense_ = radix <= kMostDenseGroups;
    groups.count_ = groups.dense_ ? radix : 0;
    return groups;
  }

  void number(const ScanBlock& block, std::uint32_t* group) {
    if (columns_.empty()) {
      std::fill_n(group, block.count, 0U);
      return;
    }
    std::array<std::int32_t, kBlock> codes;
    const auto read = [&](const Column& column) {
      if (column.codes)
        column.codes->read({block.first, block.count, nullptr}, codes.data());
      else
        codes.fill(kNullCode);
    };
    if (dense_) {
      std::fill_n(group, block.count, 0U);
      for (std::size_t d = 0; d < columns_.size(); ++d) {
        read(columns_[d]);
        const auto size = static_cast<std::uint32_t>(sizes_[d]);
        for (std::size_t i = 0; i < block.count; ++i)
          group[i] = group[i] * size + static_cast<std::uint32_t>(codes[i]);
      }
      return;
    }
    std::array<std::uint64_t, kBlock> keys{};
    for (std::size_t d = 0; d < columns_.size(); ++d) {
      read(columns_[d]);
      for (std::size_t i = 0; i < block.count; ++i)
        keys[i] = keys[i] * sizes_[d] + static_cast<std::uint64_t>(codes[i]);
    }
    for (std::size_t i = 0; i < block.count; ++i) {
      const auto key = keys[i];
      const auto [at, added] = numbers_.try_emplace(key, static_cast<std::uint32_t>(count_));
      if (added) {
        ++count_;
        keys_.push_back(key);
      }
      group[i] = at->second;
    }
  }

  std::size_t count() const { return count_; }
  bool dense() const { return dense_; }

  std::vector<DimensionValue> values(std::size_t group, const std::vector<std::string>& by) const {
    std::uint64_t key = dense_ ? group : keys_[group];
    std::vector<DimensionValue> values(by.size());
    for (std::size_t d = by.size(); d-- > 0;) {
      const auto code = static_cast<std::int32_t>(key % sizes_[d]);
      key /= sizes_[d];
      values[d].dimension = by[d];
      if (code == kNullCode) continue;
      values[d].key = columns_[d].dictionary->key(code);
      values[d].label = columns_[d].dictionary->label(code);
    }
    return values;
  }

 private:
  static Error unknown(const FactTable& table, const std::string& name) {
    auto names = table.attribute_dimensions();
    for (const auto& column : table.schema().columns())
      if (column.kind == ColumnKind::kDimension) names.push_back(column.name);
    const auto near = nearest_name(name, names);
    return invalid(
        "/by", "unknown_dimension",
        "no dimension '" + name.substr(0, 80) + "'" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }

  struct Column {
    const PackedColumn* codes;
    const Dictionary* dictionary;
  };
  std::vector<Column> columns_;
  std::vector<std::size_t> sizes_;
  bool dense_ = true;
  std::size_t count_ = 1;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
  std::vector<std::uint64_t> keys_;
};

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
class Sums {
 public:
  Sums(const Metric& metric, bool aside) : metric_(metric), aside_(aside) {
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
      const bool cohort = metric_.basis == Basis::kCohort;
      for (std::size_t i = 0; i < block.count; ++i) asides_[slot[i]] += block.unlinked[i];
      if (cohort)
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

std::vector<PeriodGrid> grids_of(const FactTable& table, const std::vector<Period>& periods) {
  std::vector<PeriodGrid> grids;
  for (const auto& zone : table.zones()) grids.emplace_back(periods, zone);
  return grids;
}

Result<std::vector<Cell>> scan_cells(const FactTable& table, const Metric& metric, const Query& query) {
  MANYI_TRY(const auto periods, periods_of(table, query, query.grain));
  MANYI_TRY(auto groups, Groups::create(table, query.by));
  MANYI_TRY(auto scan, Scan::create(table, metric, query, grids_of(table, periods)));
  const bool stock = metric.basis == Basis::kStock && !metric.looks_at;
  const bool average = metric.basis == Basis::kStockAverage;
  const std::size_t width = periods.size() + 1;  // the last takes what lies outside
  if (groups.count() * width > kMostSlots)
    return invalid("/by", "too_many", "too many combinations of periods and values");
  Sums sums(metric, scan.has_unlinked() || metric.basis == Basis::kCohort);
  sums.resize(groups.count() * width);
  std::vector<std::int64_t> changes(stock ? groups.count() * width : 0);
  Levels levels(metric, table.zones().size());
  if (average) levels.resize(groups.count() * width);
  ScanBlock block;
  std::array<std::uint32_t, kBlock> slot;
  for (std::size_t first = 0; first < table.size(); first += kBlock) {
    scan.read(first, std::min(kBlock, table.size() - first), block);
    if (block.empty) continue;
    groups.number(block, slot.data());
    if (!groups.dense()) {
      if (groups.count() * width > kMostSlots)
        return invalid("/by", "too_many", "too many combinations of periods and values");
      sums.resize(groups.count() * width);
      if (stock) changes.resize(groups.count() * width);
      if (average) levels.resize(groups.count() * width);
    }
    const auto w = static_cast<std::uint32_t>(width);
    if (average) {
      levels.add(scan, block, slot.data(), width);
    } else if (metric.looks_at) {
      const auto group = slot;
      const auto* met = block.period.data();
      for (std::uint32_t p = *std::min_element(met, met + block.count); p < periods.size(); ++p) {
        scan.look(block, p);
        for (std::size_t i = 0; i < block.count; ++i) slot[i] = group[i] * w + p;
        sums.add(block, slot.data());
      }
    } else if (stock) {
      for (std::size_t i = 0; i < block.count; ++i) {
        if (!block.counted[i]) continue;
        ++changes[slot[i] * w + block.period[i]];
        --changes[slot[i] * w + block.until[i]];
      }
    } else {
      for (std::size_t i = 0; i < block.count; ++i) slot[i] = slot[i] * w + block.period[i];
      sums.add(block, slot.data());
    }
  }
  sums.finish();

  struct Group {
    std::size_t number;
    std::vector<DimensionValue> dims;
  };
  std::vector<Group> used;
  for (std::size_t g = 0; g < groups.count(); ++g) {
    bool any = query.by.empty();
    for (std::size_t p = 0; p < periods.size() && !any; ++p) {
      if (stock)
        any = changes[g * width + p] != 0;
      else if (average)
        any = levels.any(g * width + p);
      else if (const auto parts = sums.parts(g * width + p);
               parts.counted + parts.unlinked + parts.pending > 0)
        any = true;
    }
    if (any) used.push_back({g, groups.values(g, query.by)});
  }
  std::sort(used.begin(), used.end(),
            [](const Group& a, const Group& b) { return comes_before(a.dims, b.dims); });

  std::vector<Cell> cells;
  cells.reserve(std::min(used.size() * periods.size(), kMostCells));
  std::vector<double> lengths(table.zones().size());
  for (std::size_t p = 0; p < periods.size(); ++p) {
    for (std::size_t z = 0; z < lengths.size(); ++z)
      lengths[z] = static_cast<double>(scan.end_of(scan.grids()[z], p) - scan.grids()[z].edge(p));
    for (const auto& group : used) {
      Cell cell{};
      cell.period = periods[p];
      const std::size_t s = group.number * width + p;
      if (stock) {
        if (p > 0) changes[s] += changes[s - 1];
        Parts parts;
        parts.counted = changes[s];
        fill(cell, metric, parts);
      } else if (average) {
        levels.fill(cell, s, lengths);
      } else {
        sums.fill(cell, s);
      }
      if (!query.by.empty() && cell.n + cell.unlinked + cell.pending == 0) continue;
      cell.dims = group.dims;
      settle(cell, metric, query.as_of, table.zones());
      if (cells.size() == kMostCells) return invalid("/by", "too_many", "more than a million cells");
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

}  // namespace

Result<MetricAnswer> evaluate(const FactTable& table, std::shared_ptr<const Metric> metric,
                              const Query& query) {
  if (metric->formula) throw std::logic_error("metric " + metric->code + " is a formula: ask the engine");
  const auto lock = table.read_lock();
  const auto credited = with_credit(query, *metric, table.schema());
  const auto window = rolling_of(*metric, query);
  MANYI_TRY(auto cells,
            window ? evaluate_windows(credited, *window, table.zones(),
                                      [&](const Query& one) { return scan_cells(table, *metric, one); })
                   : scan_cells(table, *metric, credited));
  name_person(cells, query);
  return MetricAnswer{std::move(metric), std::move(cells), {}};
}

Result<std::vector<Cell>> evaluate_once(const FactTable& table, const Metric& metric, const Query& query) {
  const auto lock = table.read_lock();
  return scan_cells(table, metric, query);
}

std::optional<Part> parse_part(std::string_view text) {
  if (text == "numerator") return Part::kNumerator;
  if (text == "denominator") return Part::kDenominator;
  if (text == "unlinked") return Part::kUnlinked;
  if (text == "pending") return Part::kPending;
  return std::nullopt;
}

Result<Cases> cases(const FactTable& table, std::shared_ptr<const Metric> metric, const Query& query,
                    Part part, std::int64_t after, std::size_t limit) {
  if (metric->formula) throw std::logic_error("metric " + metric->code + " is a formula: ask the engine");
  const auto lock = table.read_lock();
  const auto credited =
      window_of(with_credit(query, *metric, table.schema()), *metric, table.zones().front());
  MANYI_TRY(const auto periods, periods_of(table, credited, std::nullopt));
  MANYI_TRY(auto scan, Scan::create(table, *metric, credited, grids_of(table, periods)));
  const bool cohort = metric->basis == Basis::kCohort;
  const bool average = metric->basis == Basis::kStockAverage;
  Cases found;
  found.fact = metric->fact;
  std::vector<Case> all;
  ScanBlock block;
  for (std::size_t first = 0; first < table.size(); first += kBlock) {
    scan.read(first, std::min(kBlock, table.size() - first), block);
    if (block.empty) continue;
    if (metric->looks_at) scan.look(block, 0);
    for (std::size_t i = 0; i < block.count; ++i) {
      const bool wanted = part == Part::kDenominator ? block.counted[i] != 0
                          : part == Part::kUnlinked  ? scan.has_unlinked() && block.unlinked[i] != 0
                          : part == Part::kPending   ? cohort && block.pending[i] != 0
                          : metric->value            ? block.counted[i] != 0
                                                     : block.numerator[i] != 0;
      if (!wanted) continue;
      ++found.total;
      const auto id = table.ids()[first + i];
      if (id <= after) continue;
      Case item{id, std::nullopt};
      if (part != Part::kUnlinked) {
        if (block.reals)
          item.value = block.reals[i];
        else if (block.wholes && block.wholes[i] != kNull)
          item.value = static_cast<double>(block.wholes[i]);
        if (average) item.value = item.value.value_or(1) * share_of(scan, block, i, 0);
      }
      all.push_back(item);
    }
  }
  const auto by_id = [](const Case& a, const Case& b) { return a.id < b.id; };
  const std::size_t page = std::min(limit, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(page), all.end(), by_id);
  if (all.size() > page && page > 0) found.next = all[page - 1].id;
  all.resize(page);
  found.items = std::move(all);
  return found;
}

}  // namespace manyi::kpi
