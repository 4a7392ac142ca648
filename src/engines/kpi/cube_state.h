// What Cubes keeps, shared by its two halves: cube.cpp changes it, cube_answer.cpp reads it.
// Owns nothing else.
#pragma once

#include <array>
#include <set>
#include <unordered_map>

#include "engines/kpi/cells.h"
#include "engines/kpi/cube.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/products.h"
#include "engines/kpi/sweep.h"

namespace manyi::kpi {

constexpr std::size_t kMostKept = 3;  // dimensions of one lattice
constexpr unsigned kCodeBits = 21;
constexpr std::size_t kMostCodes = std::size_t{1} << kCodeBits;

/// Local periods of a grain, numbered so that a period keeps its number when earlier ones are added.
struct Cubes::Timeline {
  std::uint16_t anchor = 0;
  Grain grain = Grain::kMonth;
  std::int64_t base = 0;  // number of the first
  std::vector<Date> starts;
  std::vector<PeriodGrid> grids;  // one per zone
  std::int64_t low_ = 0, high_ = 0;
  /// Makes the grids reach over [low, high]. \return false when that is no sensible time
  bool cover(const FactTable& table, std::int64_t low, std::int64_t high);
};

/// The sums of one metric, by number of cell; cell 0 takes what belongs nowhere.
struct Cubes::Measure {
  Measure(const Metric& of, std::size_t number) : metric(number) {
    rate = !of.value;
    const auto& measured = of.value ? of.value : of.numerator;
    const auto aggregate = measured->aggregate;
    ordered = of.value && (aggregate == Aggregate::kMin || aggregate == Aggregate::kMax ||
                           aggregate == Aggregate::kMedian || aggregate == Aggregate::kPercentile);
    summed = measured->of && !ordered;
    squared = of.value && aggregate == Aggregate::kAvg;
    under = of.denominator && of.denominator->of;
    moments = has_moments(of);
    if (moments) summed = under = false;  // added up with the products
    aside = true;
    resize(1);
  }
  void resize(std::size_t cells);
  template <int sign> void change(const Taken& taken, const std::uint32_t* cell, std::size_t count);
  void change_one(const Taken& taken, std::uint32_t cell, std::size_t count, int sign);
  std::size_t bytes() const;

  std::size_t metric;
  bool rate = false, ordered = false, summed = false, squared = false, under = false, aside = false,
       moments = false;
  std::vector<std::uint64_t> counts;  // counted, and numerator in the upper half
  std::vector<std::uint64_t> asides;  // unlinked, and pending in the upper half
  std::vector<std::uint64_t> sums, unders;
  std::vector<Wide> squares;
  ProductSums products;
  std::vector<CellValues> values;
  Cuts cuts;
};

/// The cells of one timeline and list of dimensions.
struct Cubes::Lattice {
  std::size_t timeline = 0;
  std::vector<std::size_t> columns;
  std::vector<std::string> by;
  // One dimension: its codes are the groups. Several: numbered as met.
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  std::vector<std::uint64_t> keys;
  // cells[(period - first) * room + group] = number of the cell, 0 = none yet
  std::int64_t first = 0;
  std::size_t periods = 0, room = 0;
  std::vector<std::uint32_t> cells;
  std::uint32_t count = 1;
  std::vector<std::uint64_t> versions{0};      // per cell: the tick of its last change
  std::vector<std::uint64_t> period_versions;  // per period: of any cell
  std::vector<std::uint64_t> period_floors;    // per period: of all cells, when many rows came at once
  std::uint64_t version = 0, shape = 0;        // of any cell; number of cells ever made
  std::vector<std::unique_ptr<Measure>> measures;

  void reach(std::int64_t low, std::int64_t high, std::size_t groups);
  std::uint32_t cell_of(std::int64_t period, std::size_t group);
  std::uint32_t cell(std::int64_t period, std::size_t group) const;
  std::size_t group_of(std::uint64_t key);
  std::size_t groups(const FactTable& table) const {
    return columns.empty() ? 1 : columns.size() == 1 ? table.dictionary(columns.front()).size() : keys.size();
  }
  std::int32_t code(std::size_t group, std::size_t dimension) const {
    if (columns.size() == 1) return static_cast<std::int32_t>(group);
    const auto shift = kCodeBits * (columns.size() - 1 - dimension);
    return static_cast<std::int32_t>(keys[group] >> shift & (kMostCodes - 1));
  }
  void clear() {
    numbers.clear();
    keys.clear();
    cells.clear();
    period_versions.clear();
    period_floors.clear();
    first = 0;
    periods = room = 0;
    count = 1;
    versions.assign(1, 0);
    ++shape;
    for (auto& measure : measures) {
      measure->counts.clear(), measure->asides.clear(), measure->sums.clear(), measure->unders.clear();
      measure->products.clear(), measure->squares.clear(), measure->values.clear(), measure->cuts = {};
      measure->resize(1);
    }
  }
};

/// A finished answer, how it was put together, and until when it holds.
struct Cubes::Answer {
  std::shared_ptr<const Metric> metric;
  Lattice* lattice = nullptr;
  Measure* measure = nullptr;
  std::uint64_t shape = 0, labels = 0, zones = 0;  // of what it was planned from
  std::uint64_t seen = 0;                          // tick it is finished to
  int months = 0;                                  // window of each period; 0: the period itself
  std::shared_ptr<Sheet> sheet;
  // Output group g is made of lattice groups members[begins[g]] .. members[begins[g + 1] - 1].
  std::vector<std::size_t> begins, members;
  struct Span {
    std::int64_t from, to;         // lattice periods
    std::int64_t begun, finished;  // instants: has data from, no longer provisional from
  };
  std::vector<Span> spans;
  std::int64_t holds_from = 0, holds_to = 0;  // as_of for which begun and provisional are as written
};

struct Waiting {
  std::int64_t at, id;
};
inline bool later(const Waiting& a, const Waiting& b) { return a.at > b.at; }

struct Cubes::State {
  std::vector<std::shared_ptr<const Metric>> metrics;
  std::vector<std::unique_ptr<Timeline>> timelines;
  std::vector<std::unique_ptr<Lattice>> lattices;
  bool awake = false;   // advance() was called
  bool stale = false;   // something was added: counted anew with the next advance()
  bool broken = false;  // cannot be kept: scans answer
  std::int64_t now = std::numeric_limits<std::int64_t>::min() + 1;
  std::int64_t last = 0;                                     // nothing happened between this and now
  std::vector<Waiting> queue;                                // a heap, the next on top
  std::set<std::pair<std::uint16_t, std::int64_t>> watched;  // time columns, and what comes so long after
  std::optional<Sweep> sweep;
  std::int64_t bound_at = 0;
  std::uint64_t bound_values = 0;
  std::uint64_t tick = 0, answered = 0;
  std::map<std::string, Answer> answers;
};

}  // namespace manyi::kpi
