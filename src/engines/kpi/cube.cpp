// Maintained cells: adding and taking out rows, and the passing of time.
// Owns lattices (cells of one anchor, grain and list of dimensions) and the measures in them.
#include "engines/kpi/cube.h"

#include <algorithm>
#include <array>

#include "engines/kpi/cube_state.h"
#include "engines/kpi/lanes.h"

namespace manyi::kpi {
namespace {

// Stamps outside of these years are mistakes; a table with one is answered by scans.
const std::int64_t kFirst = Instant::parse("1900-01-01T00:00:00Z")->ms();
const std::int64_t kLast = Instant::parse("2200-01-01T00:00:00Z")->ms();

constexpr std::size_t kManyRows = 64;

bool is_real(const std::optional<kpi::Measure>& measure) {
  return measure && measure->of && measure->of->type == Type::kNumber;
}

}  // namespace

bool Cubes::Timeline::cover(const FactTable& table, std::int64_t low, std::int64_t high) {
  if (low < kFirst || high >= kLast) return false;
  const auto& zones = table.zones();
  if (low >= low_ && high < high_ && grids.size() == zones.size()) return true;
  // A day on both sides covers all zones; a year of reserve spares doing this again soon.
  const Date from = Date::from_days(std::min(low, starts.empty() ? low : low_) / kDay.ms() - 2);
  const Date to = Date::from_days(std::max(high, starts.empty() ? high : high_) / kDay.ms() + 400);
  const Date begin =
      starts.empty() ? period_start(grain, from) : std::min(starts.front(), period_start(grain, from));
  const auto old_first = starts.empty() ? begin : starts.front();
  std::vector<Date> all;
  for (Date at = begin; at < to; at = next_period(grain, at)) all.push_back(at);
  all.push_back(next_period(grain, all.back()));
  std::int64_t before = 0;
  while (all[static_cast<std::size_t>(before)] != old_first) ++before;
  base -= before;
  starts = std::move(all);
  std::vector<Period> periods;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) periods.push_back({starts[i], starts[i + 1]});
  grids.clear();
  low_ = std::numeric_limits<std::int64_t>::min();
  high_ = std::numeric_limits<std::int64_t>::max();
  for (const auto& zone : zones) {
    grids.emplace_back(periods, zone);
    low_ = std::max(low_, grids.back().edge(0));
    high_ = std::min(high_, grids.back().edge(periods.size()));
  }
  return true;
}

/// Makes room for the periods low..high and so many groups.
void Cubes::Lattice::reach(std::int64_t low, std::int64_t high, std::size_t groups) {
  const auto end = first + static_cast<std::int64_t>(periods);
  if (periods > 0 && low >= first && high < end && groups <= room) return;
  const auto new_first = periods == 0 ? low : std::min(first, low);
  const auto new_end = periods == 0 ? high + 1 : std::max(end, high + 1);
  const auto new_room = groups <= room ? room : std::max(groups, room + room / 2);
  const auto new_periods = static_cast<std::size_t>(new_end - new_first);
  const auto shift = static_cast<std::size_t>(periods == 0 ? 0 : first - new_first);
  std::vector<std::uint32_t> moved(new_periods * new_room, 0);
  for (std::size_t p = 0; p < periods; ++p)
    std::copy_n(cells.begin() + static_cast<std::ptrdiff_t>(p * room), room,
                moved.begin() + static_cast<std::ptrdiff_t>((p + shift) * new_room));
  cells = std::move(moved);
  for (auto* versions_of : {&period_versions, &period_floors}) {
    std::vector<std::uint64_t> later(new_periods, 0);
    std::copy(versions_of->begin(), versions_of->end(), later.begin() + static_cast<std::ptrdiff_t>(shift));
    *versions_of = std::move(later);
  }
  first = new_first;
  periods = new_periods;
  room = new_room;
}

/// The cell of a period and group within reach; made when there is none yet.
std::uint32_t Cubes::Lattice::cell_of(std::int64_t period, std::size_t group) {
  auto& slot = cells[static_cast<std::size_t>(period - first) * room + group];
  if (slot == 0) {
    slot = count++;
    for (auto& measure : measures) measure->resize(count);
    versions.resize(count);
    ++shape;
  }
  return slot;
}

std::uint32_t Cubes::Lattice::cell(std::int64_t period, std::size_t group) const {
  if (period < first || period >= first + static_cast<std::int64_t>(periods) || group >= room) return 0;
  return cells[static_cast<std::size_t>(period - first) * room + group];
}

std::size_t Cubes::Lattice::group_of(std::uint64_t key) {
  const auto [at, added] = numbers.try_emplace(key, static_cast<std::uint32_t>(keys.size()));
  if (added) keys.push_back(key);
  return at->second;
}

Cubes::Cubes(const FactTable& table) : table_(table), state_(std::make_unique<State>()) {}
Cubes::~Cubes() = default;

Result<void> Cubes::maintain(std::shared_ptr<const Metric> metric, Grain grain,
                             const std::vector<std::string>& by) {
  if (!is_plain(*metric) || is_real(metric->value) || is_real(metric->numerator) ||
      is_real(metric->denominator))
    return invalid(
        "/metric", "not_additive",
        "metric " + metric->code + " cannot be kept as cells of whole numbers over events or cohorts");
  if (by.size() > kMostKept) return invalid("/by", "too_many", "cells are kept by at most 3 dimensions");
  std::vector<std::size_t> columns;
  for (const auto& name : by) {
    const auto index = table_.dimension_index(name);
    if (!index) return invalid("/by", "unknown_dimension", "no dimension '" + name + "'");
    columns.push_back(*index);
  }
  const std::lock_guard lock(mutex_);
  auto& state = *state_;
  std::size_t number = 0;
  while (number < state.metrics.size() && state.metrics[number] != metric) ++number;
  if (number == state.metrics.size()) state.metrics.push_back(metric);
  std::size_t line = 0;
  while (line < state.timelines.size() &&
         (state.timelines[line]->anchor != metric->anchor || state.timelines[line]->grain != grain))
    ++line;
  if (line == state.timelines.size()) {
    state.timelines.push_back(std::make_unique<Timeline>());
    state.timelines.back()->anchor = metric->anchor;
    state.timelines.back()->grain = grain;
  }
  Lattice* lattice = nullptr;
  for (const auto& known : state.lattices)
    if (known->timeline == line && known->columns == columns) lattice = known.get();
  if (!lattice) {
    state.lattices.push_back(std::make_unique<Lattice>());
    lattice = state.lattices.back().get();
    lattice->timeline = line;
    lattice->columns = columns;
    lattice->by = by;
  }
  for (const auto& measure : lattice->measures)
    if (measure->metric == number) return {};
  lattice->measures.push_back(std::make_unique<Measure>(*metric, number));
  state.stale = true;
  return {};
}

/// Binds programs and lists of columns to `now`.
void Cubes::bind() {
  auto& state = *state_;
  if (state.sweep && state.bound_at == state.now && state.bound_values == table_.values_version()) return;
  std::vector<const Metric*> metrics;
  for (const auto& metric : state.metrics) metrics.push_back(metric.get());
  state.sweep.emplace(table_, metrics, state.now);
  state.bound_at = state.now;
  state.bound_values = table_.values_version();
}

void Cubes::leaving(const FactTable&, const Rows& rows) {
  const std::lock_guard lock(mutex_);
  if (!state_->awake || state_->stale) return;
  change(rows, -1);
}

void Cubes::entered(const FactTable&, const Rows& rows) {
  const std::lock_guard lock(mutex_);
  if (!state_->awake || state_->stale) return;
  change(rows, 1);
  watch(rows);
}

void Cubes::change(const Rows& rows, int sign) {
  auto& state = *state_;
  bind();
  ++state.tick;
  state.sweep->turn(rows);
  std::array<std::int64_t, kBlock> anchor;
  std::array<std::int32_t, kBlock> codes;
  std::array<std::int32_t, kBlock> period;
  std::array<std::uint32_t, kBlock> group, cell;
  std::array<std::uint8_t, kBlock> came;
  const bool zoned = !table_.zone_of_code().empty();
  for (std::size_t line = 0; line < state.timelines.size(); ++line) {
    auto& timeline = *state.timelines[line];
    const auto& column = table_.times(timeline.anchor).packed();
    const auto all = column.compare(rows, kNull + 1, state.now, true, came.data());
    if (all == kFalse || all == kUnknown) continue;
    if (all == kTrue) came.fill(kTrue);
    column.read(rows, anchor.data());
    std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = kNull;
    for (std::size_t i = 0; i < rows.count; ++i) {
      if (came[i] != kTrue) continue;
      low = std::min(low, anchor[i]);
      high = std::max(high, anchor[i]);
    }
    if (high == kNull) continue;
    if (!timeline.cover(table_, low, high)) {
      state.broken = true;
      return;
    }
    bool one = false;  // all in one period
    if (!zoned) {
      const auto& grid = timeline.grids.front();
      one = grid.find(low) == grid.find(high);
      if (one)
        std::fill_n(period.data(), rows.count, static_cast<std::int32_t>(timeline.base + grid.find(low)));
      else
        for (std::size_t i = 0; i < rows.count; ++i)
          period[i] =
              static_cast<std::int32_t>(timeline.base + grid.find(came[i] == kTrue ? anchor[i] : low));
    } else {
      table_.codes(*table_.schema().zone_dimension()).packed().read(rows, codes.data());
      for (std::size_t i = 0; i < rows.count; ++i) {
        const auto& grid = timeline.grids[table_.zone_of_code()[static_cast<std::size_t>(codes[i])]];
        period[i] = static_cast<std::int32_t>(timeline.base + grid.find(came[i] == kTrue ? anchor[i] : low));
      }
    }
    const auto [least, most] =
        std::minmax_element(period.begin(), period.begin() + static_cast<std::ptrdiff_t>(rows.count));
    const std::int64_t first_period = *least, last_period = *most;
    for (auto& lattice : state.lattices) {
      if (lattice->timeline != line) continue;
      if (lattice->columns.empty()) {
        std::fill_n(group.data(), rows.count, 0U);
      } else if (lattice->columns.size() == 1) {
        table_.codes(lattice->columns.front()).packed().read(rows, codes.data());
        for (std::size_t i = 0; i < rows.count; ++i) group[i] = static_cast<std::uint32_t>(codes[i]);
      } else {
        std::array<std::uint64_t, kBlock> keys{};
        for (const auto dimension : lattice->columns) {
          if (table_.dictionary(dimension).size() >= kMostCodes) {
            state.broken = true;
            return;
          }
          table_.codes(dimension).packed().read(rows, codes.data());
          for (std::size_t i = 0; i < rows.count; ++i)
            keys[i] = keys[i] << kCodeBits | static_cast<std::uint64_t>(codes[i]);
        }
        std::uint64_t last = ~std::uint64_t{0};
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < rows.count; ++i) {
          if (keys[i] != last) last = keys[i], number = static_cast<std::uint32_t>(lattice->group_of(last));
          group[i] = number;
        }
      }
      lattice->reach(first_period, last_period, lattice->groups(table_));
      if (one) {
        const auto* of_group =
            &lattice->cells[static_cast<std::size_t>(period[0] - lattice->first) * lattice->room];
        for (std::size_t i = 0; i < rows.count; ++i) cell[i] = of_group[group[i]];
      } else {
        for (std::size_t i = 0; i < rows.count; ++i)
          cell[i] =
              lattice->cells[static_cast<std::size_t>(period[i] - lattice->first) * lattice->room + group[i]];
      }
      bool missing = false;
      for (std::size_t i = 0; i < rows.count; ++i) missing |= cell[i] == 0;
      if (missing)
        for (std::size_t i = 0; i < rows.count; ++i)
          if (came[i] == kTrue) cell[i] = lattice->cell_of(period[i], group[i]);
      if (all != kTrue)
        for (std::size_t i = 0; i < rows.count; ++i) cell[i] = came[i] == kTrue ? cell[i] : 0;
      lattice->version = state.tick;
      const auto place = [&](std::int64_t p) { return static_cast<std::size_t>(p - lattice->first); };
      if (rows.count >=
          kManyRows) {  // too many to note one by one: all cells of the periods count as changed
        for (auto p = first_period; p <= last_period; ++p)
          lattice->period_versions[place(p)] = lattice->period_floors[place(p)] = state.tick;
      } else {
        for (std::size_t i = 0; i < rows.count; ++i) {
          lattice->versions[cell[i]] = state.tick;
          lattice->period_versions[place(period[i])] = state.tick;
        }
      }
      const bool single = lattice->columns.empty() && one && all == kTrue;
      for (auto& measure : lattice->measures) {
        const auto& taken = state.sweep->take(measure->metric);
        if (taken.empty) continue;
        if (single)
          measure->change_one(taken, cell[0], rows.count, sign);
        else if (sign > 0)
          measure->change<1>(taken, cell.data(), rows.count);
        else
          measure->change<-1>(taken, cell.data(), rows.count);
      }
    }
  }
}

void Cubes::Measure::resize(std::size_t cells) {
  // One more at a time: vectors grow by doubling.
  counts.resize(cells);
  if (aside) asides.resize(cells);
  if (summed) sums.resize(cells);
  if (squared) squares.resize(cells);
  if (under) unders.resize(cells);
  if (moments) products.resize(cells);
  if (ordered) values.resize(cells);
}

template <int sign>
void Cubes::Measure::change(const Taken& taken, const std::uint32_t* cell, std::size_t count) {
  constexpr auto kSign =
      static_cast<std::uint64_t>(static_cast<std::int64_t>(sign));  // times it: plus or minus
  const auto* counted = taken.counted;
  const auto* used = rate ? taken.numerator : counted;
  if (rate)
    for (std::size_t i = 0; i < count; ++i)
      counts[cell[i]] += kSign * (counted[i] | static_cast<std::uint64_t>(used[i]) << 32);
  else
    for (std::size_t i = 0; i < count; ++i) counts[cell[i]] += kSign * counted[i];
  if (taken.unlinked)
    for (std::size_t i = 0; i < count; ++i) asides[cell[i]] += kSign * taken.unlinked[i];
  if (taken.pending)
    for (std::size_t i = 0; i < count; ++i)
      asides[cell[i]] += kSign * (static_cast<std::uint64_t>(taken.pending[i]) << 32);
  if (ordered) {
    for (std::size_t i = 0; i < count; ++i) {
      if (!counted[i]) continue;
      if constexpr (sign > 0)
        values[cell[i]].add(taken.wholes[i]);
      else
        values[cell[i]].remove(taken.wholes[i]);
    }
  } else if (squared) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t value = taken.wholes[i] & -static_cast<std::int64_t>(used[i]);
      sums[cell[i]] += kSign * static_cast<std::uint64_t>(value);
      squares[cell[i]] += sign * (static_cast<Wide>(value) * value);
    }
  } else if (summed) {
    for (std::size_t i = 0; i < count; ++i)
      sums[cell[i]] +=
          kSign * static_cast<std::uint64_t>(taken.wholes[i] & -static_cast<std::int64_t>(used[i]));
  }
  if (under)
    for (std::size_t i = 0; i < count; ++i)
      unders[cell[i]] +=
          kSign * static_cast<std::uint64_t>(taken.under[i] & -static_cast<std::int64_t>(counted[i]));
  if (moments) products.change<sign>(taken, cell, count);
}

/// The same when all rows belong to one cell: summed up first, so that no addition waits for the last.
void Cubes::Measure::change_one(const Taken& taken, std::uint32_t cell, std::size_t count, int sign) {
  const auto add = [sign](std::uint64_t& to, std::uint64_t value) { to += sign > 0 ? value : 0 - value; };
  const auto* counted = taken.counted;
  const auto* used = rate ? taken.numerator : counted;
  add(counts[cell], lanes::left(counted, count) | (rate ? lanes::left(used, count) << 32 : 0));
  if (taken.unlinked) add(asides[cell], lanes::left(taken.unlinked, count));
  if (taken.pending) add(asides[cell], lanes::left(taken.pending, count) << 32);
  if (ordered) {
    auto& all = values[cell];
    for (std::size_t i = 0; i < count; ++i) {
      if (!counted[i]) continue;
      if (sign > 0)
        all.add(taken.wholes[i]);
      else
        all.remove(taken.wholes[i]);
    }
  } else if (summed) {
    std::uint64_t sum = 0;
    Wide square = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t value = taken.wholes[i] & -static_cast<std::int64_t>(used[i]);
      sum += static_cast<std::uint64_t>(value);
      if (squared) square += static_cast<Wide>(value) * value;
    }
    add(sums[cell], sum);
    if (squared) squares[cell] += sign * square;
  }
  if (under) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i)
      sum += static_cast<std::uint64_t>(taken.under[i] & -static_cast<std::int64_t>(counted[i]));
    add(unders[cell], sum);
  }
  if (moments) {
    std::array<std::uint32_t, kBlock> same;
    std::fill_n(same.begin(), count, cell);
    if (sign > 0)
      products.change<1>(taken, same.data(), count);
    else
      products.change<-1>(taken, same.data(), count);
  }
}

/// Puts what the rows still have before them into the queue, and remembers the last that was.
void Cubes::watch(const Rows& rows) {
  auto& state = *state_;
  std::array<std::int64_t, kBlock> values;
  const auto look = [&](std::uint16_t time, std::int64_t delay) {
    const auto& column = table_.times(time).packed();
    const auto& block = column.block_of(rows.first);
    if (block.high == kNull) return;
    if (block.high + delay <= state.now && rows.count > 1) {
      state.last = std::max(state.last, block.high + delay);
      return;
    }
    column.read(rows, values.data());
    for (std::size_t i = 0; i < rows.count; ++i) {
      if (values[i] == kNull) continue;
      const auto at = values[i] + delay;
      if (at <= state.now) {
        state.last = std::max(state.last, at);
      } else if (at < kLast) {
        state.queue.push_back({at, table_.ids()[rows.row(i)]});
        std::push_heap(state.queue.begin(), state.queue.end(), later);
      }
    }
  };
  for (const auto& [time, delay] : state.watched) look(time, delay);
}

void Cubes::rebuild() {
  auto& state = *state_;
  state.stale = state.broken = false;
  state.queue.clear();
  state.last = kNull + 1;
  state.sweep.reset();
  state.answers.clear();
  state.watched.clear();
  for (const auto& metric : state.metrics) {
    std::vector<std::uint16_t> times{metric->anchor};
    const auto read = [&](const ExprPtr& expr) {
      if (expr) time_columns(*expr, times);
    };
    for (const auto& exclude : metric->excludes) read(exclude);
    read(metric->unlinked);
    read(metric->pending);
    for (const auto* measure : {&metric->value, &metric->numerator, &metric->denominator})
      if (*measure) {
        read((*measure)->of);
        read((*measure)->where);
      }
    for (const auto time : times) state.watched.insert({time, 0});
    if (metric->basis == Basis::kCohort) state.watched.insert({metric->anchor, metric->window_ms});
  }
  for (auto& lattice : state.lattices) lattice->clear();
  for (std::size_t first = 0; first < table_.size(); first += kBlock) {
    const Rows rows{first, std::min(kBlock, table_.size() - first), nullptr};
    change(rows, 1);
    watch(rows);
    if (state.broken) return;
  }
}

void Cubes::advance(Instant now) {
  const std::lock_guard lock(mutex_);
  auto& state = *state_;
  if (state.metrics.empty() || (state.awake && !state.stale && now.ms() <= state.now)) return;
  state.now = std::max(state.now, now.ms());
  if (!state.awake || state.stale) {
    state.awake = true;
    return rebuild();
  }
  std::vector<std::int64_t> ids;
  std::int64_t last = state.last;
  while (!state.queue.empty() && state.queue.front().at <= state.now) {
    std::pop_heap(state.queue.begin(), state.queue.end(), later);
    last = std::max(last, state.queue.back().at);
    ids.push_back(state.queue.back().id);
    state.queue.pop_back();
  }
  if (ids.empty()) return;
  std::vector<std::uint32_t> rows;
  for (const auto id : ids)
    if (const auto row = table_.row_of(id)) rows.push_back(*row);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  const auto each_block = [&](int sign) {
    std::array<std::uint16_t, kBlock> picked;
    for (std::size_t at = 0; at < rows.size();) {
      const auto first = rows[at] / kBlock * kBlock;
      std::size_t count = 0;
      while (at < rows.size() && rows[at] < first + kBlock)
        picked[count++] = static_cast<std::uint16_t>(rows[at++] - first);
      change({first, count, picked.data()}, sign);
    }
  };
  // Out as they were, in as they are: the programs are still bound to the old instant.
  const auto then = state.now;
  if (state.sweep) state.now = state.bound_at;
  each_block(-1);
  state.now = then;
  each_block(1);
  state.last = last;
}

std::pair<Cubes::Lattice*, std::size_t> Cubes::heaviest(std::size_t& bytes) const {
  std::pair<Lattice*, std::size_t> found{nullptr, 0};
  bytes = 0;
  for (const auto& lattice : state_->lattices)
    for (std::size_t m = 0; m < lattice->measures.size(); ++m)
      if (const auto size = lattice->measures[m]->bytes(); !found.first || size > bytes) {
        bytes = size;
        found = {lattice.get(), m};
      }
  return found;
}

std::optional<std::size_t> Cubes::largest() const {
  const std::lock_guard lock(mutex_);
  std::size_t bytes = 0;
  return heaviest(bytes).first ? std::optional(bytes) : std::nullopt;
}

std::string Cubes::drop_largest() {
  const std::lock_guard lock(mutex_);
  auto& state = *state_;
  std::size_t bytes = 0;
  const auto [of, which] = heaviest(bytes);
  if (!of) return {};
  std::string name = state.metrics[of->measures[which]->metric]->code + " by";
  for (const auto& dimension : of->by) name += " " + dimension;
  state.answers.clear();
  of->measures.erase(of->measures.begin() + static_cast<std::ptrdiff_t>(which));
  std::erase_if(state.lattices, [](const auto& lattice) { return lattice->measures.empty(); });
  return name;
}

std::size_t Cubes::Measure::bytes() const {
  std::size_t bytes = (counts.capacity() + asides.capacity() + sums.capacity() + unders.capacity()) * 8 +
                      squares.capacity() * sizeof(Wide) + products.bytes();
  for (const auto& cell : values) bytes += cell.bytes();
  return bytes;
}

std::size_t Cubes::bytes() const {
  const std::lock_guard lock(mutex_);
  std::size_t bytes = state_->queue.capacity() * sizeof(Waiting);
  for (const auto& lattice : state_->lattices) {
    bytes += lattice->cells.capacity() * 4 + lattice->versions.capacity() * 8;
    for (const auto& measure : lattice->measures) bytes += measure->bytes();
  }
  for (const auto& [key, answer] : state_->answers) bytes += answer.sheet ? answer.sheet->bytes() : 0;
  return bytes;
}

}  // namespace manyi::kpi
