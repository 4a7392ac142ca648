// Metric definitions: what the metric language says, parsed and checked.
// Owns the grammar of *.metric files and the catalogue of definitions.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engines/kpi/expression.h"
#include "engines/kpi/facts.h"

namespace manyi::kpi {

enum class Unit { kPercent, kDurationMs, kCount, kNumber, kMoney };  // percent: values are fractions 0..1
enum class Better { kUp, kDown, kNeither };
enum class Basis { kEvent, kCohort, kStock };
enum class CaseClock { kCustomer, kBusiness, kManufacturer };
enum class Aggregate { kCount, kSum, kAvg, kMin, kMax, kMedian, kPercentile };

std::string_view unit_name(Unit unit);        // "percent", "duration_ms", ...
std::string_view better_name(Better better);  // "up", "down", "neither"
std::string_view basis_name(Basis basis);     // "event", "cohort", "stock"
std::string_view clock_name(CaseClock clock);

/// `count where outcome = 'repaired'`, `avg of delivered - accepted`
struct Measure {
  Aggregate aggregate = Aggregate::kCount;
  double fraction = 0;  // percentile 90 -> 0.9; median -> 0.5
  ExprPtr of;           // absent for count
  ExprPtr where;        // absent: all rows
};

/// One version of one metric. Immutable once in a catalogue.
struct Metric {
  std::string code;
  int version = 1;
  std::string name_zh, name_en;
  std::string description_zh, description_en;
  std::string source, owner;
  std::string fact;
  Unit unit = Unit::kCount;
  Better better = Better::kNeither;
  Basis basis = Basis::kEvent;
  std::int64_t window_ms = 0;  // cohort
  std::optional<CaseClock> clock;
  std::uint16_t anchor = 0;          // time column: event, cohort; stock: when it comes in
  std::vector<std::uint16_t> until;  // stock: time columns that end it
  std::vector<ExprPtr> excludes;
  ExprPtr unlinked;
  std::optional<Measure> value;                   // either value,
  std::optional<Measure> numerator, denominator;  // or both of these
  std::string text;                               // as it was written
  bool is_rate() const;                           // count over count
};

/// Parses `metric <code> version <n> { ... }` blocks; see README.md for the grammar.
/// \errors kInvalid with pointer `file` and messages "line:column: ...".
Result<std::vector<std::shared_ptr<const Metric>>> parse_metrics(
    std::string_view text, const std::string& file, const std::vector<const FactSchema*>& schemas,
    const TimeZone& zone);

/// The definitions in force, by code. Not thread-safe; build it, then share it as const.
class Catalogue {
 public:
  /// Schemas are borrowed and must outlive the catalogue.
  Catalogue(std::vector<const FactSchema*> schemas, TimeZone zone)
      : schemas_(std::move(schemas)), zone_(std::move(zone)) {}
  /// Adds the metrics of one file; a code that is already there is replaced by a higher version only.
  Result<void> add(std::string_view text, const std::string& file);
  /// \errors kNotFound with a near name
  Result<std::shared_ptr<const Metric>> find(std::string_view code) const;
  /// In order of code.
  std::vector<std::shared_ptr<const Metric>> all() const;

 private:
  std::vector<const FactSchema*> schemas_;
  TimeZone zone_;
  std::map<std::string, std::shared_ptr<const Metric>, std::less<>> metrics_;
};

}  // namespace manyi::kpi
