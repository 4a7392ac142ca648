// Columns come from two places: what the kind of record is known by, and what the metric looks at.
// Owns the table of the first.
#include "modules/performance/case_rows.h"

#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "engines/kpi/formula.h"

namespace manyi::performance {
namespace {
constexpr auto kAllRows = std::numeric_limits<std::size_t>::max();

/// By what people know a record of a kind, in the order in which they read it.
const std::vector<std::string>& known_by(const std::string& fact) {
  static const std::map<std::string, std::vector<std::string>> kColumns = {
      {"work_order", {"service_type", "model", "warranty", "state"}},
      {"survey_answer", {"class", "dimension", "result"}},
      {"complaint", {"grade", "cause", "state"}},
      {"escalation", {"kind", "level", "state"}},
      {"part_request", {"part_no", "state"}},
      {"part_unit", {"part_no", "verdict", "state"}},
      {"violation", {"type", "severity", "state"}},
      {"praise", {"source", "cause"}},
      {"check", {"quality_point", "result"}},
      {"sales_line", {"product", "quantity", "amount"}},
      {"sales_quota", {"seller", "amount"}},
      {"ledger_line", {"account", "cost_type", "amount"}},
      {"headcount", {"employee", "role", "position", "fte"}},
      {"work_time", {"employee", "role", "available_min", "productive_min"}},
  };
  static const std::vector<std::string> kNone;
  const auto at = kColumns.find(fact);
  return at == kColumns.end() ? kNone : at->second;
}

/// Links to other records and marks of what is left out say nothing to a reader.
bool speaks(const kpi::Column& column) {
  static const std::set<std::string, std::less<>> kSilent = {"customer", "work_order", "excluded",
                                                             "date_only", "imported"};
  return !kSilent.contains(column.name);
}

std::string kind_of(const kpi::Column& column) {
  switch (column.kind) {
    case kpi::ColumnKind::kTime: return "time";
    case kpi::ColumnKind::kDimension: return "choice";
    case kpi::ColumnKind::kDuration: return "duration_ms";
    case kpi::ColumnKind::kNumber: return "number";
    case kpi::ColumnKind::kFlag: return "flag";
    case kpi::ColumnKind::kInteger: break;
  }
  return is_money(column.name) ? "money" : "count";
}

struct Columns {
  const kpi::FactSchema& schema;
  std::vector<const kpi::Column*> all;
  std::set<std::string> taken;

  void add(const kpi::Column* column) {
    if (column != nullptr && speaks(*column) && taken.insert(column->name).second) all.push_back(column);
  }
  void add_from(const kpi::ExprPtr& expression) {
    if (!expression) return;
    if (expression->op == kpi::Op::kColumn || expression->op == kpi::Op::kFlag) {
      const auto kind = expression->op == kpi::Op::kFlag ? kpi::ColumnKind::kFlag : expression->kind;
      for (const auto& column : schema.columns())
        if (column.kind == kind && column.index == expression->column) add(&column);
    }
    for (const auto& part : expression->args) add_from(part);
  }
  void add_from(const std::optional<kpi::Measure>& measure) {
    if (!measure) return;
    add_from(measure->of);
    add_from(measure->where);
  }
};

/// Absent where the row has nothing there.
CaseCell cell_of(const kpi::FactTable& table, const kpi::Column& column, std::uint32_t row) {
  CaseCell cell;
  const auto whole = [](std::int64_t value) {
    return value == kpi::kNull ? std::nullopt : std::optional(static_cast<double>(value));
  };
  switch (column.kind) {
    case kpi::ColumnKind::kTime:
      if (const auto at = table.times(column.index)[row]; at != kpi::kNull) cell.at = Instant(at);
      break;
    case kpi::ColumnKind::kDimension:
      if (const auto code = table.codes(column.index)[row]; code != kpi::kNullCode) {
        cell.text = table.dictionary(column.index).label(code);
      }
      break;
    case kpi::ColumnKind::kInteger:
    case kpi::ColumnKind::kDuration: cell.number = whole(table.wholes(column.index)[row]); break;
    case kpi::ColumnKind::kNumber:
      if (const double value = table.numbers(column.index)[row]; !std::isnan(value)) cell.number = value;
      break;
    case kpi::ColumnKind::kFlag: cell.yes = table.flags(column.index)[row] != 0; break;
  }
  return cell;
}

std::set<std::int64_t> ids_of(const kpi::Cases& cases) {
  std::set<std::int64_t> ids;
  for (const auto& one : cases.items) ids.insert(one.id);
  return ids;
}

}  // namespace

bool CountedMetric::judges() const {
  return metric && metric->numerator && metric->unit == kpi::Unit::kPercent &&
         metric->better != kpi::Better::kNeither && (part == "denominator" || part == "numerator");
}

CountedMetric counted_metric(const kpi::Engine& engine, const std::shared_ptr<const kpi::Metric>& metric,
                             const std::string& part) {
  CountedMetric out{metric, {}, part};
  while (out.metric && out.metric->formula) {
    const auto& formula = *out.metric->formula;
    const auto* node = out.part == "numerator"     ? formula.numerator
                       : out.part == "denominator" ? formula.denominator
                                                   : nullptr;
    const bool single = node != nullptr && node->op == kpi::FormulaOp::kTerm;
    const auto dot = out.part.find('.');
    const std::string name = single ? node->term : out.part.substr(0, dot);
    const auto term = engine.metric(name);
    out.metric = term ? *term : nullptr;
    out.term += name + ".";
    out.part = single || dot == std::string::npos ? "denominator" : out.part.substr(dot + 1);
  }
  return out;
}

namespace {

Result<kpi::Cases> with_result(const kpi::Engine& engine, const std::string& code, const kpi::Query& query,
                               const CountedMetric& counted, const CaseChoice& choice, std::int64_t after,
                               std::size_t limit) {
  if (!choice.result) return engine.cases(code, query, choice.part, after, limit);
  const bool wants_numerator =
      (*choice.result == CaseResult::kMet) == (counted.metric->better == kpi::Better::kUp);
  if (wants_numerator) return engine.cases(code, query, counted.numerator(), after, limit);
  MANYI_TRY(auto all, engine.cases(code, query, counted.term + "denominator", after, kAllRows));
  MANYI_TRY(const auto counts, engine.cases(code, query, counted.numerator(), after, kAllRows));
  const auto in_numerator = ids_of(counts);
  std::erase_if(all.items, [&](const kpi::Case& one) { return in_numerator.contains(one.id); });
  all.total -= counts.total;
  all.next.reset();
  if (all.items.size() > limit) {
    all.items.resize(limit);
    all.next = all.items.back().id;
  }
  return all;
}

/// Records whose kind the metric does not tell stay by their ids: when they count is not known.
std::vector<PlacedCase> placed(const kpi::Engine& engine, const CountedMetric& counted,
                               const kpi::Cases& cases, const CaseOrder& order) {
  const auto* table = engine.table(cases.fact);
  const bool timed = table != nullptr && counted.metric && counted.metric->fact == cases.fact;
  std::vector<PlacedCase> out;
  out.reserve(cases.items.size());
  const auto lock = timed ? std::optional(table->read_lock()) : std::nullopt;
  for (const auto& one : cases.items) {
    CasePlace place{{}, one.id};
    if (order.by == CaseOrder::By::kValue) {
      place.key = one.value;
    } else if (timed) {
      if (const auto row = table->row_of(one.id))
        if (const auto at = table->times(counted.metric->anchor)[*row]; at != kpi::kNull)
          place.key = static_cast<double>(at);
    }
    out.push_back({one, place});
  }
  return out;
}

}  // namespace

Result<ChosenCases> chosen_cases(const kpi::Engine& engine, const std::string& code, const kpi::Query& query,
                                 const CountedMetric& counted, const CaseChoice& choice) {
  if (!choice.order) {
    MANYI_TRY(auto found, with_result(engine, code, query, counted, choice,
                                      choice.after ? choice.after->id : 0, choice.limit));
    const auto next = found.next ? id_text(*found.next) : std::string();
    return ChosenCases{std::move(found), next};
  }
  MANYI_TRY(auto all, with_result(engine, code, query, counted, choice, 0, kAllRows));
  auto page =
      ordered_page(placed(engine, counted, all, *choice.order), *choice.order, choice.after, choice.limit);
  all.items = std::move(page.items);
  return ChosenCases{std::move(all), page.last ? place_text(*page.last) : std::string()};
}

Result<void> describe_cases(const kpi::Engine& engine, const std::string& code, const kpi::Query& query,
                            const CountedMetric& counted, const kpi::Cases& found, bool ordered,
                            CasePage& page) {
  const auto* table = engine.table(found.fact);
  if (table == nullptr) return {};
  std::set<std::int64_t> in_numerator;
  if (counted.judges() && !found.items.empty()) {
    // What counts is among what is listed: of a page by id it is within as many from the same place on.
    MANYI_TRY(const auto counts, ordered ? engine.cases(code, query, counted.numerator(), 0, kAllRows)
                                         : engine.cases(code, query, counted.numerator(),
                                                        found.items.front().id - 1, found.items.size()));
    in_numerator = ids_of(counts);
  }
  const auto lock = table->read_lock();
  const auto& schema = table->schema();
  const bool same = counted.metric && counted.metric->fact == found.fact;
  const auto* site = schema.find("site");
  const auto* person = same ? schema.find(counted.metric->person()) : nullptr;
  Columns columns{schema, {}, {}};
  if (site != nullptr) columns.taken.insert(site->name);
  if (person != nullptr) columns.taken.insert(person->name);
  if (same)
    for (const auto& column : schema.columns())
      if (column.kind == kpi::ColumnKind::kTime && column.index == counted.metric->anchor)
        columns.taken.insert(column.name);
  for (const auto& name : known_by(found.fact)) columns.add(schema.find(name));
  if (same) {
    columns.add_from(counted.metric->numerator);
    columns.add_from(counted.metric->value);
  }
  for (const auto* column : columns.all)
    page.columns.push_back({column->name, kind_of(*column), column->name_zh, column->name_en});
  for (std::size_t i = 0; i < page.items.size(); ++i) {
    auto& item = page.items[i];
    const auto id = found.items[i].id;
    if (counted.judges())
      item.met = in_numerator.contains(id) == (counted.metric->better == kpi::Better::kUp);
    const auto row = table->row_of(id);
    if (!row) continue;  // it went since it was listed
    if (same)
      if (const auto at = table->times(counted.metric->anchor)[*row]; at != kpi::kNull) item.at = Instant(at);
    if (site != nullptr) item.site = cell_of(*table, *site, *row).text;
    if (person != nullptr) item.person = cell_of(*table, *person, *row).text;
    for (const auto* column : columns.all) item.cells.push_back(cell_of(*table, *column, *row));
  }
  return {};
}

}  // namespace manyi::performance
