// A maintained aggregate: additive parts of one metric per local period and dimension values.
// Owns the subtract-and-add bookkeeping and the test whether it may answer a query.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engines/kpi/evaluate.h"
#include "engines/kpi/parts.h"

namespace manyi::kpi {

/// Follows one table. Changed under the table's write lock, read under its read lock.
class Cube final : public RowObserver {
 public:
  /// \errors kInvalid for unknown dimensions, or a metric that is not additive over events
  static Result<std::unique_ptr<Cube>> create(const FactTable& table, std::shared_ptr<const Metric> metric,
                                              Grain grain, std::vector<std::string> by);
  ~Cube() override;
  const Metric& metric() const;
  /// Counts every row of the table anew. The caller holds the table's lock.
  void rebuild(const FactTable& table);
  /// The cells, or nullopt when the scan must answer: other metric or grain, a filter or scope on
  /// a dimension the cube lacks, edges inside a period, or time stamps after as_of.
  std::optional<std::vector<Cell>> answer(const FactTable& table, const Metric& metric,
                                          const Query& query) const;

  void leaving(const FactTable& table, std::uint32_t row) override;
  void entered(const FactTable& table, std::uint32_t row) override;

 private:
  struct State;
  explicit Cube(std::unique_ptr<State> state);
  void change(const FactTable& table, std::uint32_t row, int sign);
  std::unique_ptr<State> state_;
};

}  // namespace manyi::kpi
