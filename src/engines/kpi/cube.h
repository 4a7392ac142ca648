// Maintained aggregates of one table: for chosen metrics, a cell per local period and dimension
// values, exact percentiles included, and finished answers that stay until a cell of theirs changes.
// Owns the subtract-and-add bookkeeping, the passing of time, and the test whether it may answer.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engines/kpi/evaluate.h"
#include "engines/kpi/sheet.h"

namespace manyi::kpi {

/// Thread-safe. Follows one table: told of changes under its write lock, asked under its read lock.
///
/// What a row adds to a cell depends on the instant looked at: later time stamps have not happened,
/// and a cohort's row counts only once its window has passed. Cells stand at one instant, `now`.
/// Rows with something between then and later wait in a queue; advance() lets those pass again whose
/// time has come, taking out what they were and adding what they are.
class Cubes final : public RowObserver {
 public:
  explicit Cubes(const FactTable& table);
  ~Cubes() override;
  /// Keeps cells of a metric from the next advance() on.
  /// \errors kInvalid for unknown dimensions, or a metric that cannot be kept as sums of whole
  /// numbers and values over events or cohorts
  Result<void> maintain(std::shared_ptr<const Metric> metric, Grain grain,
                        const std::vector<std::string>& by);
  /// Lets time pass up to an instant, never back. The caller holds the table's lock.
  void advance(Instant now);
  /// A finished answer, or null when the scan must answer: a condition, dimensions or edges that
  /// no kept cell has, or an as_of before the last thing that happened or after the next one.
  /// `months`: each period looks at so many months that end with it.
  std::shared_ptr<const Sheet> answer(const std::shared_ptr<const Metric>& metric, const Query& query,
                                      std::optional<int> months = {});
  /// Of the metric and dimensions whose cells take most. \unit bytes \return nullopt when nothing is kept
  std::optional<std::size_t> largest() const;
  /// Keeps those no longer: scans answer. \return what they were, for the log
  std::string drop_largest();
  /// Of cells, what waits for its time, and finished answers.
  std::size_t bytes() const;
  std::uint64_t answered() const;
  /// Drops finished answers; cells stay.
  void forget_answers();

  void leaving(const FactTable& table, const Rows& rows) override;
  void entered(const FactTable& table, const Rows& rows) override;

 private:
  struct Timeline;
  struct Lattice;
  struct Measure;
  struct Answer;
  struct State;
  void bind();
  void change(const Rows& rows, int sign);
  void watch(const Rows& rows);
  void rebuild();
  std::pair<Lattice*, std::size_t> heaviest(std::size_t& bytes) const;
  Lattice* choose(const Metric& metric, const Query& query, std::size_t& measure);
  bool plan(Answer& answer, const Query& query);
  void finish(Answer& answer, Instant as_of);
  const FactTable& table_;
  mutable std::mutex mutex_;
  std::unique_ptr<State> state_;
};

}  // namespace manyi::kpi
