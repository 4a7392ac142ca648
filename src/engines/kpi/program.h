// An expression bound to the columns of a table, evaluated a block of rows at a time.
// Owns the loops over columns and the three-valued logic.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engines/kpi/expression.h"
#include "engines/kpi/facts.h"

namespace manyi::kpi {

constexpr std::size_t kBlock = 1024;  // two buffers of it fit the first-level cache

/// Truth values: `and` is min, `or` is max, `not` is 2 - x.
constexpr std::uint8_t kFalse = 0, kUnknown = 1, kTrue = 2;

/// Which texts a value in '...' matches: definitions use keys, which never change;
/// people also type labels.
enum class Match { kKeys, kKeysAndLabels };

/// Valid while the table's read lock is held: it keeps pointers into columns.
class Program {
 public:
  Program(const FactTable& table, const Expr& expr, std::int64_t as_of, Match match);
  ~Program();
  Program(Program&&) noexcept;
  /// A condition over rows first..first+count-1; count <= kBlock.
  void test(std::size_t first, std::size_t count, std::uint8_t* truth);
  /// Whole numbers, durations and times; kNull where absent. Points into a column or a buffer
  /// that lives until the next call.
  const std::int64_t* wholes(std::size_t first, std::size_t count);
  /// Any quantity as real numbers; NaN where absent.
  const double* reals(std::size_t first, std::size_t count);
  bool is_real() const;  // of type kNumber

 private:
  struct Node;
  struct Buffers;
  static Node bind(const FactTable& table, const Expr& expr, std::int64_t as_of, Match match);
  void test(const Node& node, std::size_t first, std::size_t count, std::uint8_t* truth);
  void compare(const Node& node, std::size_t first, std::size_t count, std::uint8_t* truth);
  const std::int64_t* wholes(const Node& node, std::size_t first, std::size_t count);
  const double* reals(const Node& node, std::size_t first, std::size_t count);
  std::unique_ptr<Node> root_;
  std::unique_ptr<Buffers> buffers_;
};

}  // namespace manyi::kpi
