// Which rows of a table a condition holds for, one bit a row, kept by block until rows of it change:
// definitions and ad-hoc filters ask the same of the same rows again and again.
// Owns the bits, when they are made and when they are forgotten.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "engines/kpi/packed.h"

namespace manyi::kpi {

class FactTable;
struct Expr;

/// The rows of one block, one bit each; those beyond the last row are 0.
struct alignas(64) RowBits {
  std::array<std::uint64_t, kBlock / 64> words;

  /// The first so many rows.
  static RowBits first(std::size_t count) {
    RowBits bits{};
    for (std::size_t w = 0; w < count / 64; ++w) bits.words[w] = ~std::uint64_t{0};
    if (count % 64 != 0) bits.words[count / 64] = (std::uint64_t{1} << count % 64) - 1;
    return bits;
  }
  bool any() const {
    std::uint64_t all = 0;
    for (const auto word : words) all |= word;
    return all != 0;
  }
  void keep(const RowBits& other) {
    for (std::size_t w = 0; w < words.size(); ++w) words[w] &= other.words[w];
  }
  void drop(const RowBits& other) {
    for (std::size_t w = 0; w < words.size(); ++w) words[w] &= ~other.words[w];
  }
  void add(const RowBits& other) {
    for (std::size_t w = 0; w < words.size(); ++w) words[w] |= other.words[w];
  }
  /// The bits of some of the rows, next to each other.
  RowBits of(const Rows& rows) const;
};

/// Where one condition is true. Valid in the blocks it was asked for, under the read lock it was asked under.
class KeptTruth {
 public:
  /// The truth that all rows of the block share, else kMixed.
  std::uint8_t all(std::size_t block) const { return all_[block]; }
  const RowBits& bits(std::size_t block) const { return bits_[block]; }

 private:
  friend class Truths;
  std::vector<std::uint32_t> versions_;  // of the block when its bits were made; 0: not yet
  std::vector<std::uint8_t> all_;
  std::vector<RowBits> bits_;
  std::uint64_t used_ = 0;
};

/// The conditions of one table. Thread-safe among readers of the table; no longer valid after a write
/// until asked again. What was not asked for longest makes room.
class Truths {
 public:
  /// As Program::test().
  using Test = std::function<std::uint8_t(const Rows&, std::uint8_t*)>;
  /// `name` is the condition's and no other's; it does not depend on as_of. `test` is called for the blocks
  /// that are not known or have changed.
  std::shared_ptr<const KeptTruth> ask(const FactTable& table, const std::string& name,
                                       std::span<const std::uint32_t> blocks, const Test& test);
  std::size_t bytes() const;

 private:
  static constexpr std::size_t kMost = 64;  // 8 bytes a row
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<KeptTruth>> kept_;
  std::uint64_t tick_ = 0;
};

/// Names for Truths: of a condition that names no as_of, of a dimension's value, of a time that has come.
std::string truth_name(const Expr& condition);
std::string truth_name(std::size_t dimension, std::int32_t code);
std::string truth_name(std::uint16_t time_column);

}  // namespace manyi::kpi
