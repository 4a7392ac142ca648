// The engine of one tenant: its fact tables, its catalogue, one door for questions.
// Owns which table serves which metric, and when a cube may answer instead of a scan.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/kpi/comparison.h"
#include "engines/kpi/cube.h"
#include "engines/kpi/evaluate.h"
#include "engines/kpi/facts.h"
#include "engines/kpi/metric.h"

namespace manyi::kpi {

struct DimensionInfo {
  std::string code, name_zh, name_en;
};

/// Thread-safe for questions and for changes of table rows; add_fact, load and maintain
/// belong to the start, before anybody asks.
class Engine {
 public:
  explicit Engine(TimeZone default_zone) : zone_(std::move(default_zone)) {}
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  /// Makes an empty table for a kind of fact. Call for all facts before load().
  FactTable& add_fact(FactSchema schema);
  /// Adds metric definitions. \errors as parse_metrics
  Result<void> load(std::string_view text, const std::string& file);
  /// Adds the definitions whose facts and columns are there; says of the others why they are not.
  std::vector<Error> load_fitting(std::string_view text, const std::string& file);
  /// Checks what names other metrics; call after the last load(). \errors as Catalogue::check
  Result<void> check() const;
  /// Takes out formulas whose terms are not there; call after the last load_fitting().
  std::vector<Error> drop_unfit();
  /// Keeps cells of one metric fresh from the next advance() on.
  /// \errors kNotFound; kInvalid for unknown dimensions or a metric that cannot be kept
  Result<void> maintain(std::string_view metric, Grain grain, const std::vector<std::string>& by);
  /// Lets time pass for what is kept: answers as of then, or a little later, come from it.
  void advance(Instant now);
  /// Drops the largest cells of all facts until the rest fits into so many bytes; what was dropped is answered
  /// by scans. \return what was dropped, for the log
  std::vector<std::string> fit_cubes(std::size_t bytes);
  /// Of cells and finished answers.
  std::size_t cube_bytes() const;
  /// Drops finished answers; they are put together from kept cells again when they are asked for.
  void forget_answers();
  /// Names of the facts, in order.
  std::vector<std::string> facts() const;
  /// How many answers came from what is kept.
  std::uint64_t kept_answers() const;

  /// Puts what people wrote on top of what was loaded, in place of what they had written before; others
  /// may ask meanwhile. Says of what does not fit why.
  std::vector<Error> set_own(const std::vector<std::string>& texts);
  /// Checks one metric block against everything there is. \errors kInvalid with `file` as pointer
  Result<std::shared_ptr<const Metric>> examine(std::string_view text, const std::string& file) const;
  /// Answers by a metric that is not kept. \errors as examine and evaluate
  Result<MetricAnswer> preview(std::string_view text, const std::string& file, const Query& query) const;

  FactTable* table(std::string_view fact);
  const FactTable* table(std::string_view fact) const;
  /// All of them, by name of the fact.
  std::vector<const FactTable*> tables() const;
  const TimeZone& default_zone() const { return zone_; }
  std::vector<std::shared_ptr<const Metric>> metrics() const;
  Result<std::shared_ptr<const Metric>> metric(std::string_view code) const;
  /// Manufacturers' own definitions of a metric.
  std::vector<std::shared_ptr<const Metric>> definitions(std::string_view code) const;
  /// The facts behind a metric: one, or those of a formula's terms.
  std::vector<std::string> facts_of(const Metric& metric) const;
  /// Dimensions of all facts, each once, attributes last.
  std::vector<DimensionInfo> dimensions() const;

  /// Answers all or fails for all. \errors kNotFound for an unknown metric, else as kpi::evaluate
  Result<std::vector<MetricAnswer>> evaluate(const std::vector<std::string>& metrics,
                                             const Query& query) const;
  /// The same in columns, for plain metrics of one fact without other definitions: what is kept is
  /// shared, the rest is scanned together. \errors as evaluate; kInvalid for others (/metrics/<i>)
  Result<std::vector<std::shared_ptr<const Sheet>>> sheets(const std::vector<std::string>& metrics,
                                                           const Query& query) const;
  Result<Cases> cases(std::string_view metric, const Query& query, Part part, std::int64_t after,
                      std::size_t limit) const;
  /// `part`: numerator, denominator, unlinked, pending; for a formula the code of a term, or
  /// `<term>.<part>`; numerator and denominator of a formula where each is one metric.
  /// \errors kInvalid (field /part) naming what there is
  Result<Cases> cases(std::string_view metric, const Query& query, std::string_view part, std::int64_t after,
                      std::size_t limit) const;
  /// Two definitions of a metric over the same records: cells of both for the question, and the
  /// records that differ. A definition is "own" or a manufacturer's name or key.
  /// \errors kInvalid for formulas (no records of their own) and where the facts differ
  Result<Comparison> compare(std::string_view metric, const Query& query, const std::string& first,
                             const std::string& second, std::int64_t after, std::size_t limit) const;

 private:
  using MetricPtr = std::shared_ptr<const Metric>;
  Catalogue& catalogue();
  Result<MetricAnswer> answer(std::string_view code, const Query& query) const;
  Result<std::vector<Cell>> cells(const MetricPtr& metric, const Query& query) const;
  Result<std::vector<Cell>> ask(const MetricPtr& metric, const Query& query) const;
  std::shared_ptr<const Sheet> kept(const MetricPtr& metric, const Query& query,
                                    std::optional<int> months) const;
  Result<std::string> manufacturer(const std::string& definition) const;
  MetricPtr definition_on(const MetricPtr& own, const std::string& manufacturer, Date day) const;
  /// The definitions of a manufacturer, or ours where he has none, over a period (or its window), cut where one
  /// gives way to the next; the last one's alone where they do not add up, and ours when nobody is named.
  std::vector<DefinitionUse> in_force(const MetricPtr& own, const std::string& manufacturer,
                                      const Period& period, const Query& query) const;
  Result<void> check_dimensions(const Metric& metric, const Query& query) const;
  std::vector<TimeZone> zones() const;
  TimeZone zone_;
  std::map<std::string, std::unique_ptr<FactTable>, std::less<>> tables_;
  /// What is in force; null before anything is loaded.
  std::shared_ptr<const Catalogue> in_force() const;
  std::shared_ptr<Catalogue> catalogue_;  // built in
  mutable std::mutex own_mutex_;
  std::shared_ptr<const Catalogue> with_own_;  // with what people wrote on top; null: nothing
  std::map<FactTable*, std::unique_ptr<Cubes>> cubes_;
};

}  // namespace manyi::kpi
