// Ad-hoc answers for several metrics in one pass: blocks that cannot matter are skipped, rows that
// do not are left out before anything else is read of them.
// Owns the filter and the slots (period x group); what is added up in them is SlotSums'.
#include <algorithm>
#include <array>
#include <cmath>

#include "engines/kpi/lanes.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/slot_sums.h"
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

/// Scope, coordinates and the question's condition: which rows are looked at at all.
class Filter {
 public:
  /// \return false when the general scan must say what is wrong, or that nothing is right
  bool create(const FactTable& table, const Metric& metric, const Query& query) {
    table_ = &table;
    for (const auto& only : query.scope.all_of) {
      const auto index = table.dimension_index(only.dimension);
      if (!index) return false;
      std::vector<std::int32_t> codes;
      for (const auto& key : only.keys)
        if (const auto code = table.dictionary(*index).find(key)) codes.push_back(*code);
      allow(*index, std::move(codes));
    }
    for (const auto& only : query.only) {
      const auto index = table.dimension_index(only.dimension);
      if (!index) return false;
      const auto code =
          only.key ? table.dictionary(*index).find(*only.key) : std::optional<std::int32_t>(kNullCode);
      allow(*index, code ? std::vector{*code} : std::vector<std::int32_t>{});
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
    for (const auto& part : parts)
      if (!allow(*part)) where_.emplace_back(table, *part, query.as_of.ms(), Match::kKeysAndLabels);
    return true;
  }

  bool empty() const { return sets_.empty() && where_.empty(); }

  /// Takes the rows of single values in these blocks from what the table keeps of them.
  void keep(std::span<const std::uint32_t> blocks) {
    for (auto& set : sets_) {
      if (set.codes.size() > kFewValues) continue;
      const auto& column = table_->codes(set.dimension).packed();
      for (const auto code : set.codes)
        set.rows.push_back(table_->truths().ask(*table_, truth_name(set.dimension, code), blocks,
                                                [&](const Rows& rows, std::uint8_t* truth) {
                                                  return column.compare(rows, code, code, true, truth);
                                                }));
    }
  }

  /// Narrows a block down. \return false when nothing is left
  bool narrow(Rows& rows, std::array<std::uint16_t, kBlock>& picked) {
    if (empty()) return true;
    auto bits = RowBits::first(rows.count);
    for (const auto& set : sets_) {
      if (set.codes.size() > kFewValues) {
        std::array<std::uint8_t, kBlock> truth;
        const auto all =
            table_->codes(set.dimension).packed().look_up(rows, set.truth_of_code.data(), truth.data());
        if (!keep(bits, all, truth.data(), rows.count)) return false;
        continue;
      }
      RowBits any{};
      for (const auto& kept : set.rows) {
        const auto all = kept->all(rows.first / kBlock);
        if (all == kTrue) any = RowBits::first(rows.count);
        if (all == kMixed) any.add(kept->bits(rows.first / kBlock));
      }
      bits.keep(any);
    }
    if (!sets_.empty()) {
      if (!bits.any()) return false;
      const auto count = lanes::pick(bits.words.data(), picked.data());
      if (count < rows.count) rows = {rows.first, count, picked.data()};
    }
    if (where_.empty()) return true;
    bits = RowBits::first(rows.count);
    for (auto& part : where_) {
      std::array<std::uint8_t, kBlock> truth;
      const auto all = part.test(rows, truth.data());
      if (!keep(bits, all, truth.data(), rows.count)) return false;
    }
    if (!bits.any()) return false;
    std::array<std::uint16_t, kBlock> left;
    const auto count = lanes::pick(bits.words.data(), left.data());
    if (count == rows.count) return true;
    for (std::size_t i = 0; i < count; ++i) picked[i] = rows.picked ? rows.picked[left[i]] : left[i];
    rows = {rows.first, count, picked.data()};
    return true;
  }

 private:
  static constexpr std::size_t kFewValues = 8;  // more of them are looked up row by row
  struct Set {
    std::size_t dimension;
    std::vector<std::int32_t> codes;
    std::vector<std::uint8_t> truth_of_code;
    std::vector<std::shared_ptr<const KeptTruth>> rows;  // of each code
  };

  void allow(std::size_t dimension, std::vector<std::int32_t> codes) {
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    std::vector<std::uint8_t> truth(table_->dictionary(dimension).size(), kFalse);
    for (const auto code : codes) truth[static_cast<std::size_t>(code)] = kTrue;
    sets_.push_back({dimension, std::move(codes), std::move(truth), {}});
  }

  /// Takes `dimension = 'a'` and `dimension in ('a', 'b')` for the set of values that they are.
  bool allow(const Expr& part) {
    if ((part.op != Op::kEqual && part.op != Op::kIn) || part.args.front()->type != Type::kText) return false;
    const auto index = table_->dimension_index(part.args.front()->text);
    if (!index) return false;
    std::vector<std::int32_t> codes;
    for (std::size_t i = 1; i < part.args.size(); ++i) {
      if (part.args[i]->op != Op::kText) return false;
      const auto hits = table_->dictionary(*index).matching(part.args[i]->text);
      codes.insert(codes.end(), hits.begin(), hits.end());
    }
    allow(*index, std::move(codes));
    return true;
  }

  static bool keep(RowBits& bits, std::uint8_t all, const std::uint8_t* truth, std::size_t count) {
    if (all != kMixed) return all == kTrue;
    RowBits kept;
    lanes::pack(truth, count, kept.words.data());
    bits.keep(kept);
    return true;
  }

  static bool known(const FactTable& table, const Expr& expr) {
    if (expr.op == Op::kAttribute && !table.dimension_index(expr.text)) return false;
    return std::all_of(expr.args.begin(), expr.args.end(),
                       [&](const ExprPtr& arg) { return known(table, *arg); });
  }

  const FactTable* table_ = nullptr;
  std::vector<Set> sets_;
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
      SlotSums* values = nullptr;
      const SlotSums* divisors = nullptr;
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
    std::vector<std::unique_ptr<Tally>> tallies, seldom;  // seldom: most blocks have no such row
    std::vector<Mask> masks;
    std::vector<std::int64_t> least;  // no row from a block of `blocks` on comes earlier
    std::size_t settled = 0;          // periods
  };
  std::vector<Anchor> anchors;
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    auto at = std::find_if(anchors.begin(), anchors.end(),
                           [&](const Anchor& a) { return a.time == plain[m]->anchor; });
    if (at == anchors.end()) at = anchors.insert(at, Anchor{plain[m]->anchor, {}, {}, {}, {}, {}});
    const auto counted = [&](const std::uint8_t* Taken::*rows, bool seldom = false) {
      auto& tallies = seldom ? at->seldom : at->tallies;
      if (tallies.empty() || tallies.back()->full()) tallies.push_back(std::make_unique<Tally>(slots));
      const auto number = tallies.back()->add_mask();
      at->masks.push_back({tallies.back().get(), number, m, rows});
      return Counted{tallies.back().get(), number, nullptr};
    };
    const auto same_base = [&](std::size_t o) { return rows_of.base_of(o) == rows_of.base_of(m); };
    auto& sum = *sums[m];
    const auto alike = std::find_if(at->metrics.begin(), at->metrics.end(), same_base);
    if (alike != at->metrics.end()) {
      sum.counted = sums[*alike]->counted;
      sum.unlinked = sums[*alike]->unlinked;
      sum.pending = sums[*alike]->pending;
    } else {
      const auto& value = plain[m]->value;
      std::size_t ordered = 0;  // one value is kept for each row that it counts
      while (ordered < metrics.size() && !(same_base(ordered) && SlotSums::is_ordered(*plain[ordered])))
        ++ordered;
      sum.counted =
          ordered < metrics.size() ? Counted{nullptr, 0, sums[ordered].get()} : counted(&Taken::counted);
      if (plain[m]->unlinked || (value && value->of) || (plain[m]->denominator && plain[m]->denominator->of))
        sum.unlinked = counted(&Taken::unlinked, !plain[m]->unlinked);
      if (plain[m]->has_pending()) sum.pending = counted(&Taken::pending, !plain[m]->pending);
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
      std::uint32_t low = 0, high = 0;
      lanes::span(slot.data(), rows.count, low, high);
      for (auto* tallies : {&one.tallies, &one.seldom})
        for (auto& tally : *tallies) tally->add(slot.data(), rows.count, low, high);
    }
  };
  std::vector<std::uint32_t> blocks;  // that reach into the periods
  for (std::size_t first = 0; first < table.size(); first += kBlock)
    if (std::any_of(anchors.begin(), anchors.end(), [&](const Anchor& one) {
          const auto& block = table.times(one.time).packed().block_of(first);
          return block.high >= begin && block.low < end;
        }))
      blocks.push_back(static_cast<std::uint32_t>(first / kBlock));
  for (auto& one : anchors) {
    one.least.assign(blocks.size() + 1, std::numeric_limits<std::int64_t>::max());
    for (auto b = blocks.size(); b-- > 0;)
      one.least[b] = std::min(one.least[b + 1],
                              table.times(one.time).packed().block_of(std::size_t{blocks[b]} * kBlock).low);
  }
  // A period that no later block reaches is settled: its values are ranked while they are in the cache,
  // and their memory serves the next one.
  const auto settle_before = [&](std::size_t b) {
    for (auto& one : anchors) {
      const auto before = one.settled;
      const auto over = [&](const PeriodGrid& grid) { return grid.edge(one.settled + 1) <= one.least[b]; };
      while (one.settled < periods.size() && std::all_of(grids.begin(), grids.end(), over)) ++one.settled;
      if (one.settled == before) continue;
      for (const auto m : one.metrics) {
        sums[m]->settle(one.settled * groups);
        sums[m]->release(periods.size() * groups, slots);
      }
    }
  };
  filter.keep(blocks);
  rows_of.keep(blocks);
  // Few rows of a block lie in as many lines of memory, of every column: they are fetched while the rows
  // picked before are counted.
  auto fetched = filter.empty() ? std::vector<const PackedColumn*>() : rows_of.columns();
  for (const auto& dimension : by)
    if (std::find(fetched.begin(), fetched.end(), dimension.codes) == fetched.end())
      fetched.push_back(dimension.codes);
  std::array<std::array<std::uint16_t, kBlock>, 2> picked;
  std::optional<Rows> waiting;
  std::size_t waiting_at = 0;
  std::size_t turn = 0;
  constexpr std::size_t kSettleEvery = 16;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const std::size_t first = std::size_t{blocks[b]} * kBlock;
    Rows rows{first, std::min(kBlock, table.size() - first), nullptr};
    if (b % kSettleEvery == 0) settle_before(waiting ? waiting_at : b);
    if (!filter.narrow(rows, picked[turn])) continue;
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
    waiting_at = b;
    turn = 1 - turn;
  }
  if (waiting) count_rows(*waiting);
  for (auto& sum : sums) sum->settle(periods.size() * groups);
  for (auto& one : anchors)
    for (auto* tallies : {&one.tallies, &one.seldom})
      for (auto& tally : *tallies) tally->flush();

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
