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
#include "engines/kpi/calendar.h"
#include "engines/kpi/expression.h"
#include "engines/kpi/facts.h"

namespace manyi::kpi {

enum class Unit { kPercent, kDurationMs, kCount, kNumber, kMoney };  // percent: values are fractions 0..1
enum class Better { kUp, kDown, kNeither };
enum class Basis { kEvent, kCohort, kStock, kStockAverage, kFormula };
enum class CaseClock { kCustomer, kBusiness, kManufacturer };
enum class Aggregate { kCount, kSum, kAvg, kMin, kMax, kMedian, kPercentile, kDistinct };

std::string_view unit_name(Unit unit);        // "percent", "duration_ms", ...
std::string_view better_name(Better better);  // "up", "down", "neither"
std::string_view basis_name(Basis basis);     // "event", "cohort", "stock", "stock_average", "formula"
std::string_view clock_name(CaseClock clock);

struct Formula;

/// `count where outcome = 'repaired'`, `avg of delivered - accepted`, `distinct customer`
struct Measure {
  Aggregate aggregate = Aggregate::kCount;
  double fraction = 0;  // percentile 90 -> 0.9; median -> 0.5
  ExprPtr of;           // absent for count; distinct: the column
  ExprPtr where;        // absent: all rows
};

/// One version of one metric. Immutable once in a catalogue.
struct Metric {
  std::string code;
  int version = 1;
  std::string name_zh, name_en;
  std::string description_zh, description_en;
  std::string source, owner;
  std::vector<std::string> leads;  // codes of metrics that move before this one does
  std::vector<Place> lead_places;
  std::string gaming_zh, gaming_en;          // how it is cheated, and what shows it
  std::optional<double> target;              // in the metric's unit
  std::string target_note;                   // where the target comes from
  std::string manufacturer;                  // a manufacturer's own definition; "" = ours
  std::optional<Date> valid_from, valid_to;  // half-open; of a manufacturer's definition
  std::string fact;                          // "" for a formula
  std::string credit;                        // dimension that `person` stands for; "" = technician
  Unit unit = Unit::kCount;
  Better better = Better::kNeither;
  Basis basis = Basis::kEvent;
  std::int64_t window_ms = 0;  // cohort
  std::optional<CaseClock> clock;
  std::uint16_t anchor = 0;          // time column: event, cohort; stock: when it comes in
  std::vector<std::uint16_t> until;  // stock: time columns that end it
  std::vector<ExprPtr> excludes;
  ExprPtr unlinked;
  ExprPtr pending;               // what is not known of a record yet; beside a cohort's window
  std::optional<Measure> value;  // either value,
  std::optional<Measure> numerator, denominator;  // or both of these
  std::string text;                               // as it was written
  std::optional<Rolling> rolling;                 // a cell looks at the window that ends with its period
  std::shared_ptr<const Formula> formula;         // in place of fact, anchor and measures
  std::string file;                               // where it was written, for complaints
  Place place;
  bool looks_at = false;  // stock: judged anew for every period, because of `at` or of what is measured
  bool is_rate() const;   // count over count, or distinct over distinct of the same column
  bool has_pending() const { return basis == Basis::kCohort || pending; }
  bool is_stock() const { return basis == Basis::kStock || basis == Basis::kStockAverage; }
  /// Additive over disjoint records: nothing there means 0, not "no data".
  bool is_total() const;
  const std::string& person() const;  // the dimension credited
};

/// Parses `metric <code> version <n> { ... }` blocks; see README.md for the grammar.
/// \errors kInvalid with pointer `file` and messages "line:column: ...".
Result<std::vector<std::shared_ptr<const Metric>>> parse_metrics(
    std::string_view text, const std::string& file, const std::vector<const FactSchema*>& schemas,
    const TimeZone& zone);

/// The same, each metric on its own: one that is refused does not stop the next.
/// \errors kInvalid when the text cannot be cut into words
Result<std::vector<Result<std::shared_ptr<const Metric>>>> parse_each_metric(
    std::string_view text, const std::string& file, const std::vector<const FactSchema*>& schemas,
    const TimeZone& zone);

/// The definitions in force, by code: ours, and beside them those of manufacturers.
/// Not thread-safe; build it, then share it as const.
class Catalogue {
 public:
  /// Schemas are borrowed and must outlive the catalogue.
  Catalogue(std::vector<const FactSchema*> schemas, TimeZone zone)
      : schemas_(std::move(schemas)), zone_(std::move(zone)) {}
  /// Adds the metrics of one file; a code that is already there is replaced by a higher version only.
  Result<void> add(std::string_view text, const std::string& file);
  /// Adds the metrics whose facts and columns are there; says of the others why they are not.
  std::vector<Error> add_fitting(std::string_view text, const std::string& file);
  /// Checks what names other metrics (formulas, leads, definitions), to be called after the last
  /// file. \errors kInvalid with the file as pointer and "line:column: ..."
  Result<void> check() const;
  /// Takes out what check() would complain of, formulas over missing terms among them.
  std::vector<Error> drop_unfit();
  /// \errors kNotFound with a near name
  Result<std::shared_ptr<const Metric>> find(std::string_view code) const;
  /// In order of code; ours only.
  std::vector<std::shared_ptr<const Metric>> all() const;
  /// Definitions of manufacturers of a code, by manufacturer and first day.
  std::vector<std::shared_ptr<const Metric>> definitions(std::string_view code) const;

 private:
  Result<void> put(std::shared_ptr<const Metric> metric);
  std::optional<Error> complaint_about(const Metric& metric) const;
  std::vector<const FactSchema*> schemas_;
  TimeZone zone_;
  std::map<std::string, std::shared_ptr<const Metric>, std::less<>> metrics_;
  std::multimap<std::string, std::shared_ptr<const Metric>, std::less<>> definitions_;
};

}  // namespace manyi::kpi
