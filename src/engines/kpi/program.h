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

/// Which texts a value in '...' matches: definitions use keys, which never change;
/// people also type labels.
enum class Match { kKeys, kKeysAndLabels };

/// Valid while the table lives and its values_version() stays; used under its read lock.
class Program {
 public:
  Program(const FactTable& table, const Expr& expr, std::int64_t as_of, Match match);
  ~Program();
  Program(Program&&) noexcept;
  /// A condition. \return the truth that all rows share, with `truth` untouched, else kMixed
  std::uint8_t test(const Rows& rows, std::uint8_t* truth);
  /// The same with `truth` filled in any case.
  void test(std::size_t first, std::size_t count, std::uint8_t* truth);
  /// Whole numbers, durations and times; kNull where absent. Lives until the next call.
  const std::int64_t* wholes(const Rows& rows);
  const std::int64_t* wholes(std::size_t first, std::size_t count) { return wholes({first, count, nullptr}); }
  /// Any quantity as real numbers; NaN where absent.
  const double* reals(const Rows& rows);
  const double* reals(std::size_t first, std::size_t count) { return reals({first, count, nullptr}); }
  bool is_real() const;  // of type kNumber
  /// Sets `at` for the rows of the calls that follow, one instant a row.
  void look_at(const std::int64_t* instants) { at_ = instants; }

 private:
  struct Node;
  struct Buffers;
  static Node bind(const FactTable& table, const Expr& expr, std::int64_t as_of, Match match);
  std::uint8_t test(const Node& node, const Rows& rows, std::uint8_t* truth);
  bool narrow_and(const Node& node, const Rows& rows, std::uint8_t* truth);
  std::uint8_t compare(const Node& node, const Rows& rows, std::uint8_t* truth);
  const std::int64_t* wholes(const Node& node, const Rows& rows);
  const double* reals(const Node& node, const Rows& rows);
  template <class T>
  void choose(const Node& node, const Rows& rows, const T* yes, const T* no, T none, T* out);
  std::unique_ptr<Node> root_;
  std::unique_ptr<Buffers> buffers_;
  const std::int64_t* at_ = nullptr;
};

}  // namespace manyi::kpi
