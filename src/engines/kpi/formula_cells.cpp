// Calculates a formula cell by cell.
// Owns its n and its interval.
#include "engines/kpi/formula_cells.h"

#include <algorithm>
#include <map>

#include "engines/kpi/intervals.h"
#include "engines/kpi/parts.h"
#include "engines/kpi/rolling.h"

namespace manyi::kpi {
namespace {

constexpr double kDaysPerMonth = 30.436875;

using Keys = std::vector<std::optional<std::string>>;

Keys keys_of(const Cell& cell) {
  Keys keys;
  for (const auto& dim : cell.dims) keys.push_back(dim.key);
  return keys;
}

/// The terms at one coordinate.
struct Point {
  std::vector<DimensionValue> dims;
  std::map<std::string, const Cell*> cells;
};

/// What a metric over no records is.
std::optional<double> value_of_nothing(const Metric& metric, const TermAnswers& terms, int depth) {
  if (!metric.formula) return metric.is_total() ? std::optional(0.0) : std::nullopt;
  if (depth > 20) return std::nullopt;
  FormulaInput input;
  input.value = [&](const std::string& code) {
    return value_of_nothing(*terms.metric(code), terms, depth + 1);
  };
  input.days = input.months = 1;
  return calculate(*metric.formula->root, input);
}

/// Days and months of a period as far as it has passed.
void measure_period(FormulaInput& input, const Period& period, Instant as_of, const TimeZone& zone) {
  const auto from = bound_instant(period.from, zone), to = bound_instant(period.to, zone);
  const auto* first = std::get_if<Date>(&period.from);
  const auto* last = std::get_if<Date>(&period.to);
  const auto length = static_cast<double>((to - from).ms());
  const double passed = std::clamp(static_cast<double>((as_of - from).ms()) / length, 0.0, 1.0);
  const double days = first && last ? static_cast<double>(last->days() - first->days())
                                    : length / static_cast<double>(kDay.ms());
  const bool whole = first && last && first->day() == last->day();
  const double months =
      whole ? (last->year() - first->year()) * 12 + last->month() - first->month() : days / kDaysPerMonth;
  input.days = days * passed;
  input.months = months * passed;
}

/// Counts of records met by chance may be added up and still are such a count.
bool counts_events(const FormulaNode& node, const TermAnswers& terms) {
  if (node.op == FormulaOp::kAdd)
    return std::all_of(node.args.begin(), node.args.end(),
                       [&](const auto& arg) { return counts_events(*arg, terms); });
  if (node.op != FormulaOp::kTerm) return false;
  const auto metric = terms.metric(node.term);
  if (!metric->value || metric->is_stock()) return false;
  return metric->value->aggregate == Aggregate::kCount || metric->value->aggregate == Aggregate::kDistinct;
}

std::int64_t least_n(const FormulaNode& node, const Point& point) {
  std::optional<std::int64_t> least;
  for (const auto& term : terms_of(node)) {
    const auto at = point.cells.find(term);
    const std::int64_t n = at == point.cells.end() ? 0 : at->second->n;
    least = std::min(least.value_or(n), n);
  }
  return least.value_or(0);
}

/// Of a sum, that of its richest term: terms may count the same records, and one without any takes none away.
std::int64_t most_n(const FormulaNode& node, const Point& point) {
  std::int64_t most = 0;
  for (const auto& term : terms_of(node))
    if (const auto at = point.cells.find(term); at != point.cells.end()) most = std::max(most, at->second->n);
  return most;
}

Cell calculated(const Metric& metric, const Point& point, const Period& period, const FormulaInput& input,
                const TermAnswers& terms) {
  const auto& formula = *metric.formula;
  Cell cell{};
  cell.period = period;
  cell.dims = point.dims;
  cell.value = calculate(*formula.root, input);
  const bool quotient = formula.denominator && !terms_of(*formula.denominator).empty();
  cell.n = quotient ? least_n(*formula.denominator, point) : most_n(*formula.root, point);
  if (formula.denominator) {
    cell.numerator = calculate(*formula.numerator, input);
    cell.denominator = calculate(*formula.denominator, input);
    if (cell.value && counts_events(*formula.numerator, terms) && *cell.denominator > 0 &&
        formula.factor > 0) {
      const auto events = poisson(static_cast<std::int64_t>(*cell.numerator));
      const double scale = formula.factor / *cell.denominator;
      cell.interval = Interval{events.low * scale, events.high * scale};
    }
  }
  for (const auto& [term, one] : point.cells) {
    cell.provisional = cell.provisional || one->provisional;
    cell.unlinked += one->unlinked;
    cell.pending += one->pending;
  }
  return cell;
}

}  // namespace

Result<std::vector<Cell>> formula_cells(const Metric& metric, const Query& query, const TermAnswers& terms) {
  Query asked = query;
  const auto rolling = rolling_of(metric, query);
  asked.rolling = rolling;
  const auto& zone = terms.zones.front();
  if (bound_instant(query.from, zone) >= bound_instant(query.to, zone))
    return invalid("/to", "empty_period", "'to' must come after 'from'");
  const auto periods = split(query.from, query.to, query.grain, zone);

  std::map<std::string, std::vector<Cell>> answers;
  for (const auto& [term, place] : metric.formula->terms) {
    MANYI_TRY(answers[term], terms.ask(term, asked));
  }
  std::vector<std::map<Keys, Point>> points(periods.size());
  if (query.by.empty())
    for (auto& at : points) at[{}];
  for (const auto& [term, cells] : answers) {
    std::size_t p = 0;
    for (const auto& cell : cells) {
      while (p < periods.size() && !(cell.period == periods[p])) ++p;
      if (p == periods.size()) break;
      auto& point = points[p][keys_of(cell)];
      if (point.cells.empty()) point.dims = cell.dims;
      for (std::size_t d = 0; d < cell.dims.size(); ++d)  // one fact may know the label, another not
        if (point.dims[d].label == point.dims[d].key) point.dims[d].label = cell.dims[d].label;
      point.cells[term] = &cell;
    }
  }

  std::vector<Cell> all;
  for (std::size_t p = 0; p < periods.size(); ++p) {
    std::vector<const Point*> ordered;
    for (const auto& [keys, point] : points[p]) ordered.push_back(&point);
    std::sort(ordered.begin(), ordered.end(),
              [](const Point* a, const Point* b) { return comes_before(a->dims, b->dims); });
    const bool begun = has_begun(periods[p], query.as_of, terms.zones);
    for (const auto* point : ordered) {
      FormulaInput input;
      input.value = [&](const std::string& code) -> std::optional<double> {
        if (const auto at = point->cells.find(code); at != point->cells.end()) return at->second->value;
        return begun ? value_of_nothing(*terms.metric(code), terms, 0) : std::nullopt;
      };
      Period looked_at = periods[p];
      if (rolling) looked_at.from = window_start(*rolling, looked_at.to, zone);
      measure_period(input, looked_at, query.as_of, zone);
      auto cell = calculated(metric, *point, periods[p], input, terms);
      if (!begun) withhold(cell);
      all.push_back(std::move(cell));
    }
  }
  return all;
}

}  // namespace manyi::kpi
