// Several metrics over the same rows at once: what they have in common is looked at once.
// Owns the sharing of tests between metrics; the order of the tests is Scan's.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "engines/kpi/metric.h"
#include "engines/kpi/program.h"
#include "engines/kpi/sheet.h"
#include "engines/kpi/truths.h"

namespace manyi::kpi {

/// Whether a metric is plain: counts, sums, means and order statistics over events or cohorts,
/// whose rows do not change with the instant they are looked at but by their time stamps.
bool is_plain(const Metric& metric);

/// The least and the greatest of some values that are there.
struct Bounds {
  std::int64_t low = std::numeric_limits<std::int64_t>::max(), high = kNull;
  bool none() const { return low > high; }
};

/// What some rows are to one metric, wherever their anchor lies. Masks are 0 or 1, readable up to the next
/// multiple of 64, and exclude each other, except that numerator implies counted. Null: none of the rows.
struct Taken {
  bool empty = true;  // no row is anything
  const std::uint8_t* counted = nullptr;
  const std::uint8_t* numerator = nullptr;  // rates only
  const std::uint8_t* unlinked = nullptr;
  const std::uint8_t* pending = nullptr;
  const std::int64_t* wholes = nullptr;  // the value measured, if any
  const double* reals = nullptr;
  const std::int64_t* under = nullptr;  // the denominator's, when it is a sum
  const double* under_reals = nullptr;
  Bounds wholes_within, under_within;  // of all the rows
};

/// Valid while the table lives and its values_version() stays; used under its read lock.
class Sweep {
 public:
  Sweep(const FactTable& table, std::vector<const Metric*> metrics, std::int64_t as_of);
  ~Sweep();
  Sweep(Sweep&&) noexcept;
  /// Takes what conditions say in these blocks from what the table keeps of them.
  void keep(std::span<const std::uint32_t> blocks);
  /// The columns that taking the metrics reads, but for what is kept.
  std::vector<const PackedColumn*> columns() const;
  /// Turns to other rows of one block; they must live until the next turn.
  void turn(const Rows& rows);
  /// Valid until the next turn.
  const Taken& take(std::size_t metric);
  /// Metrics of the same base count the same rows, whatever they make of them.
  std::size_t base_of(std::size_t metric) const;
  /// Whether two metrics of one base measure the same.
  bool measures_alike(std::size_t a, std::size_t b) const;
  /// Whether what `a` measures is what `b`, of the same base, has for a denominator.
  bool divides_by(std::size_t a, std::size_t b) const;

 private:
  struct Test;
  struct Quantity;
  struct Base;
  struct Plan;
  std::size_t test_of(const Expr& expr);
  std::size_t quantity_of(const Expr& expr);
  Quantity& measured(std::size_t quantity);
  void fill(Base& base);
  void apply(std::size_t test, RowBits& rows, bool wanted);

  const FactTable* table_;
  std::int64_t as_of_;
  Rows rows_;
  std::uint64_t turn_ = 0;
  std::vector<std::unique_ptr<Test>> tests_;
  std::vector<std::unique_ptr<Quantity>> quantities_;
  std::vector<std::unique_ptr<Base>> bases_;
  std::vector<std::unique_ptr<Plan>> plans_;
};

/// Answers for several plain metrics in one pass over the table. The caller holds its read lock; the
/// metrics credit the same dimension. Empty: too many groups at once, the general scan must answer.
/// \errors as evaluate_once
Result<std::vector<std::shared_ptr<const Sheet>>> sweep(
    const FactTable& table, const std::vector<std::shared_ptr<const Metric>>& metrics, const Query& query);

/// The time columns that an expression reads, added to the list.
void time_columns(const Expr& expr, std::vector<std::uint16_t>& columns);
/// All columns that an expression reads, added to the list.
void columns_of(const FactTable& table, const Expr& expr, std::vector<const PackedColumn*>& columns);
/// Whether two expressions say the same.
bool same(const Expr& a, const Expr& b);

}  // namespace manyi::kpi
