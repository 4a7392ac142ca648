// The values behind the cells of percentiles: kept sorted, added and taken out exactly, and
// ranked over several cells at once without merging them.
// Owns the runs of values and the search for a rank.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace manyi::kpi {

/// Sorted values with changes waiting to be sorted in: changes come in bulk, questions seldom.
template <class T> class Run {
 public:
  void add(T value) { fresh_.push_back(value); }
  void remove(T value) { gone_.push_back(value); }
  bool settled() const { return fresh_.empty() && gone_.empty(); }
  /// Whether little has changed; then what is derived from the values can follow each of them.
  bool few() const { return fresh_.size() + gone_.size() <= kFew && sorted_.size() > 8; }
  std::span<const T> fresh() const { return fresh_; }
  std::span<const T> gone() const { return gone_; }
  void settle();
  /// Of a settled run, ascending.
  std::span<const T> values() const { return sorted_; }
  std::size_t bytes() const {
    return (sorted_.capacity() + fresh_.capacity() + gone_.capacity()) * sizeof(T);
  }

 private:
  static constexpr std::size_t kFew = 4;  // moved in one by one
  std::vector<T> sorted_, fresh_, gone_;
};

/// Cuts that divide the values of a measure into parts of about equal size. Shared by all cells of
/// a cube; answers do not depend on them.
struct Cuts {
  static constexpr std::size_t kCount = 1024;
  std::vector<std::uint32_t> at;  // ascending, kCount of them, or none yet
};

/// The values of one cell. Those of 0 .. 2^32-2 (durations up to 49 days) take 4 bytes.
class CellValues {
 public:
  void add(std::int64_t value);
  void remove(std::int64_t value);
  bool settled() const {
    return middle_.settled() && (!outer_ || (outer_->low.settled() && outer_->high.settled()));
  }
  /// Sorts in what has changed.
  void settle(const Cuts& cuts);
  /// Counts the values below each cut, for ranks over several cells; of a settled cell.
  void mark(const Cuts& cuts);
  std::size_t size() const;
  std::size_t bytes() const;
  /// Adds every so many-th value below 2^32 to the list.
  void sample(std::size_t step, std::vector<std::uint32_t>& into) const;

 private:
  friend class Ranking;
  struct Outer {
    Run<std::int64_t> low, high;
  };
  Run<std::uint32_t> middle_;
  std::unique_ptr<Outer> outer_;
  std::vector<std::uint32_t> marks_;  // number of values below each cut, for large cells
};

/// The search for the values of some ranks among many. Keeps its memory.
class Selection {
 public:
  /// The values of ranks low..high (from 0), ascending; until the next call. `values` stay as they are.
  std::span<const std::uint32_t> ranks(std::span<const std::uint32_t> values, std::size_t low,
                                       std::size_t high);

 private:
  std::vector<std::uint32_t> kept_[2];
};

/// The order statistics of several settled cells together.
class Ranking {
 public:
  explicit Ranking(const Cuts& cuts) : cuts_(cuts) {}
  void clear() { cells_.clear(), size_ = 0, low_ = 0, middle_ = 0; }
  void add(const CellValues& cell);
  std::int64_t size() const { return size_; }
  /// The value of that rank, from 0.
  std::int64_t at(std::int64_t rank);

 private:
  std::size_t below(const CellValues& cell, std::size_t cut) const;
  const Cuts& cuts_;
  std::vector<const CellValues*> cells_;
  std::int64_t size_ = 0, low_ = 0, middle_ = 0;
  std::vector<std::uint32_t> scratch_;
  Selection selection_;
  // The part between two cuts that was looked at last: ranks of one cell lie close together.
  std::size_t part_ = 0;
  std::int64_t part_from_ = 0, part_to_ = 0;
};

/// Sorts; by digits when there are many.
void sort_values(std::vector<std::uint32_t>& values);
void sort_values(std::vector<std::int64_t>& values);

}  // namespace manyi::kpi
