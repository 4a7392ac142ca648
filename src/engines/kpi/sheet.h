// Answers in columns: what evaluate() says in cells, without their texts.
// Owns the sharing: parts that did not change are the same object from answer to answer.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engines/kpi/evaluate.h"

namespace manyi::kpi {

/// One period, all groups. Numbers are NaN where a cell has none.
struct Slice {
  bool provisional = false;
  std::vector<double> numerator, denominator, value, low, high;
  std::vector<std::int64_t> n, unlinked, pending;

  explicit Slice(std::size_t groups);
  void put(std::size_t group, const Cell& cell);
  std::size_t bytes() const { return sizeof(Slice) + n.size() * 8 * 8; }
};

/// An answer of periods x groups. Immutable once given out; free of any lock.
struct Sheet {
  std::shared_ptr<const Metric> metric;
  std::vector<Period> periods;
  std::shared_ptr<const std::vector<std::vector<DimensionValue>>> groups;  // in the order of cells
  std::vector<std::shared_ptr<const Slice>> slices;                        // one per period

  /// The same as evaluate() gives: groups without any record in a period are left out.
  std::vector<Cell> cells() const;
  std::size_t bytes() const;
};

}  // namespace manyi::kpi
