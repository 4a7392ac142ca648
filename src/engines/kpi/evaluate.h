// Questions and answers: from a metric and a query to cells, and from a cell to its records.
// Owns the meaning of as_of, of maturity and of "no data".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engines/kpi/calendar.h"
#include "engines/kpi/facts.h"
#include "engines/kpi/metric.h"

namespace manyi::kpi {

/// What the asker may see: every listed dimension must have one of its keys (keys only,
/// never labels). Empty: everything. A dimension with no keys: nothing.
struct Scope {
  struct Only {
    std::string dimension;
    std::vector<std::string> keys;
  };
  std::vector<Only> all_of;
};

/// A cell's coordinate: key nullopt = the records that have no value there.
struct DimensionValue {
  std::string dimension;
  std::optional<std::string> key;
  std::optional<std::string> label;  // what people see; the key when nothing else is known
  bool operator==(const DimensionValue&) const = default;
};

struct Query {
  Bound from, to;                    // half-open
  Instant as_of;                     // time stamps after it count as not happened
  std::optional<Grain> grain;        // without: one cell per group for the whole period
  std::vector<std::string> by;       // dimensions, `attr.<name>` included
  std::string where;                 // expression language; "" = all
  std::vector<DimensionValue> only;  // coordinates of one cell, for drill-through
  Scope scope;
  std::optional<Rolling> rolling{};  // each cell looks at the window that ends with its period
  std::string definition{};          // a manufacturer's name or key; "" or "own": ours (Engine only)
};

struct Interval {
  double low, high;
  bool operator==(const Interval&) const = default;
};

struct Cell {
  Period period;
  std::vector<DimensionValue> dims;
  std::optional<double> numerator;  // rate: good ones; avg, sum, count: the sum; percentile, min, max: absent
  std::optional<double> denominator;  // rate, avg, percentile: records counted; sum, count, stock: absent
  std::optional<double> value;        // absent = no data
  std::int64_t n = 0;                 // records behind the value
  std::optional<Interval> interval;   // 95 %
  bool provisional = false;           // cohort: its window has not passed for the whole period
  std::int64_t unlinked = 0;          // records left out for want of identity or precision
  std::int64_t pending = 0;           // cohort: records whose window has not passed, not counted yet
  bool operator==(const Cell&) const = default;
};

/// Which definition answered for a stretch of periods.
struct DefinitionUse {
  Period period;
  std::shared_ptr<const Metric> metric;
};

struct MetricAnswer {
  std::shared_ptr<const Metric> metric;
  std::vector<Cell> cells;  // by period, then by labels; without `by` one per period, data or not
  std::vector<DefinitionUse> definitions{};  // when a manufacturer's was asked for
};

/// Evaluates by scanning the table. Takes the table's read lock itself.
/// Formulas need an Engine. `person` among the dimensions is the metric's credit dimension.
/// \errors kInvalid (fields /to, /by, /where ...), also above a million cells.
Result<MetricAnswer> evaluate(const FactTable& table, std::shared_ptr<const Metric> metric,
                              const Query& query);

/// The same for a question that names no `person` and rolls over no window.
Result<std::vector<Cell>> evaluate_once(const FactTable& table, const Metric& metric, const Query& query);

enum class Part { kNumerator, kDenominator, kUnlinked, kPending };
std::optional<Part> parse_part(std::string_view text);

struct Case {
  std::int64_t id;
  std::optional<double> value;  // what this record adds to an avg, sum or percentile
};

struct Cases {
  std::vector<Case> items;           // by ascending id
  std::optional<std::int64_t> next;  // pass as `after` for the next page
  std::int64_t total = 0;
  std::string fact;  // what the records are
};

/// Lists the records behind the period [from, to) of a query (`grain` and `by` are ignored,
/// `only` narrows to a cell). \errors as evaluate
Result<Cases> cases(const FactTable& table, std::shared_ptr<const Metric> metric, const Query& query,
                    Part part, std::int64_t after, std::size_t limit);

}  // namespace manyi::kpi
