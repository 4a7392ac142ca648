// Questions of people turned into questions of the engine, and answers back into text.
// Owns the names of fields in complaints.
#include <algorithm>
#include <limits>

#include "base/json.h"
#include "engines/kpi/formula.h"
#include "engines/kpi/intervals.h"
#include "engines/kpi/rolling.h"
#include "modules/performance/books.h"
#include "modules/performance/case_rows.h"
#include "platform/auth/scope.h"

namespace manyi::performance {
namespace {
constexpr int kCasesDefault = 50;
constexpr std::int64_t kRankedFrom = 30;  // fewer records are not ranked
constexpr double kHalfWidth = 0.05;       // of a rate, when nobody says how narrow its interval is to be

/// Reads the parts that evaluate and cases share; errors name the field.
struct ReadQuery {
  kpi::Query query;
  InputErrors errors;
};

constexpr std::string_view kRollingDoc =
    "Each cell looks at the window that ends with it: 3 months, 90 days.";
constexpr std::string_view kDefinitionDoc =
    "Whose definition: own (default), or a manufacturer's name or key.";

void read_bounds(ReadQuery& read, const std::string& from, const std::string& to) {
  const auto begin = kpi::parse_bound(from);
  const auto end = kpi::parse_bound(to);
  if (!begin) read.errors.add("/from", "date", "Expected a date or an RFC 3339 time.");
  if (!end) read.errors.add("/to", "date", "Expected a date or an RFC 3339 time.");
  if (begin) read.query.from = *begin;
  if (end) read.query.to = *end;
}

void read_grain(ReadQuery& read, const std::optional<std::string>& grain) {
  if (!grain) return;
  read.query.grain = kpi::parse_grain(*grain);
  if (!read.query.grain)
    read.errors.add("/grain", "choice", "Expected one of: day, week, month, quarter, year.");
}

void read_rolling(ReadQuery& read, const std::optional<std::string>& rolling) {
  if (!rolling || rolling->empty()) return;
  read.query.rolling = kpi::parse_rolling(*rolling);
  if (!read.query.rolling)
    read.errors.add("/rolling", "window", "Expected a window such as 3 months or 90 days.");
}

std::int64_t read_cursor(ReadQuery& read, const std::optional<std::string>& cursor) {
  if (!cursor) return 0;
  const auto after = parse_id(*cursor);
  if (!after) read.errors.add("/cursor", "cursor", "This is not a cursor of this list.");
  return after.value_or(0);
}

/// Says of a rate, a mean or a percentile how many records are missing.
void count_needed(CellAnswer& text, const kpi::Metric& metric, const std::optional<double>& half) {
  if (!text.denominator) return;
  text.needed_to_rank = std::max<std::int64_t>(0, kRankedFrom - text.n);
  if (!half) return;
  const bool mean = metric.value && metric.value->aggregate == kpi::Aggregate::kAvg;
  if (!metric.formula && metric.is_rate()) {
    text.needed_to_settle = kpi::more_for_rate(text.value.value_or(0), text.n, *half);
  } else if (text.interval) {
    const double reach = (text.interval->back() - text.interval->front()) / 2;
    text.needed_to_settle =
        mean ? kpi::more_for_mean(text.n, reach, *half) : kpi::more_for_others(text.n, reach, *half);
  }
}

MetricCells answer_text(const kpi::MetricAnswer& answer, const kpi::Query& query,
                        const std::optional<double>& half_width = {}) {
  MetricCells out;
  out.half_width = half_width;
  if (!half_width && answer.metric->unit == kpi::Unit::kPercent) out.half_width = kHalfWidth;
  out.version = answer.metric->version;
  if (const auto rolling = kpi::rolling_of(*answer.metric, query)) out.rolling = kpi::rolling_text(*rolling);
  for (const auto& use : answer.definitions)
    out.definitions.push_back({{kpi::bound_text(use.period.from), kpi::bound_text(use.period.to)},
                               use.metric->manufacturer,
                               use.metric->version});
  out.code = answer.metric->code;
  out.name_zh = answer.metric->name_zh;
  out.name_en = answer.metric->name_en;
  out.unit = kpi::unit_name(answer.metric->unit);
  out.better = kpi::better_name(answer.metric->better);
  out.basis = kpi::basis_name(answer.metric->basis);
  out.cells.reserve(answer.cells.size());
  for (const auto& cell : answer.cells) {
    CellAnswer text;
    text.period = {kpi::bound_text(cell.period.from), kpi::bound_text(cell.period.to)};
    for (const auto& dim : cell.dims) {
      text.dims[dim.dimension] = dim.label ? dim.label : dim.key;
      text.keys[dim.dimension] = dim.key;
    }
    text.numerator = cell.numerator;
    text.denominator = cell.denominator;
    text.value = cell.value;
    text.n = cell.n;
    if (cell.interval) text.interval = std::vector<double>{cell.interval->low, cell.interval->high};
    text.provisional = cell.provisional;
    text.unlinked = cell.unlinked;
    text.pending = cell.pending;
    count_needed(text, *answer.metric, out.half_width);
    out.cells.push_back(std::move(text));
  }
  return out;
}
}  // namespace

/// Who sees his own work or his team's sees what each metric credits to those people.
kpi::Scope engine_scope(const Caller& caller) {
  kpi::Scope scope;
  if (const auto only = dimension_scope_of(caller)) {
    kpi::Scope::Only keys{only->dimension == "technician" ? "person" : std::string(only->dimension), {}};
    for (const auto id : only->any_of) keys.keys.push_back(id_text(id));
    scope.all_of.push_back(std::move(keys));
  }
  return scope;
}

std::span<const FieldRule> field_rules(const KpiQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metrics",
       .doc = "Codes, comma-separated; none: all metrics that can answer the question.",
       .example = R"(["fix_rate"])",
       .max_length = 100},
      {.name = "from", .doc = "First day, or an instant.", .example = R"("2026-01-01")", .max_length = 40},
      {.name = "to",
       .doc = "The day after the last, or an instant.",
       .example = R"("2026-02-01")",
       .max_length = 40},
      {.name = "as_of", .doc = "What is later counts as not happened. Now by default."},
      {.name = "grain", .doc = "day, week, month, quarter or year; none: one period.", .max_length = 10},
      {.name = "by",
       .doc = "Dimensions, comma-separated; attr.<name> for attributes, person for whom the metric credits.",
       .max_length = 6},
      {.name = "where", .doc = "A condition such as: brand = 'Dell' and warranty = 'in_warranty'"},
      {.name = "rolling", .doc = kRollingDoc, .max_length = 20},
      {.name = "definition", .doc = kDefinitionDoc, .max_length = 200},
      {.name = "half_width",
       .doc = "Count the records missing until an interval reaches so far to either side, in the metric's "
              "unit; 0.05 by default for percent, none for others.",
       .example = "0.05"}};
  return kRules;
}

std::span<const FieldRule> field_rules(const KpiCasesQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metric",
       .doc = "Code of one metric.",
       .example = R"("fix_rate")",
       .min_length = 1,
       .max_length = 100},
      {.name = "part",
       .doc = "numerator, denominator (default), unlinked or pending; of a formula a term, or term.part.",
       .max_length = 200},
      {.name = "limit", .doc = "At most 200; 50 by default.", .minimum = 1, .maximum = 200},
      {.name = "rolling", .doc = kRollingDoc, .max_length = 20},
      {.name = "definition", .doc = kDefinitionDoc, .max_length = 200},
      {.name = "result",
       .doc = "met or missed: only the records of a share that met it, or missed it. Where less is better, "
              "those in the numerator missed it.",
       .max_length = 10},
      {.name = "sort",
       .doc = "at (when it counts) or value (what it adds), with - the latest or largest first; by id by "
              "default.",
       .max_length = 10}};
  return kRules;
}

std::span<const FieldRule> field_rules(const KpiComparisonQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metric",
       .doc = "Code of one metric.",
       .example = R"("fix_rate")",
       .min_length = 1,
       .max_length = 100},
      {.name = "definition", .doc = "A manufacturer's name or key.", .min_length = 1, .max_length = 200},
      {.name = "against",
       .doc = "What it is compared with: own (default), or a manufacturer.",
       .max_length = 200},
      {.name = "grain", .doc = "day, week, month, quarter or year; none: one period.", .max_length = 10},
      {.name = "by", .doc = "Dimensions, comma-separated.", .max_length = 6},
      {.name = "rolling", .doc = kRollingDoc, .max_length = 20},
      {.name = "limit", .doc = "Records listed, at most 200; 50 by default.", .minimum = 1, .maximum = 200}};
  return kRules;
}

Result<KpiAnswer> Performance::evaluate(const Caller& caller, const KpiQuery& query) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  const auto engine = books->current();
  ReadQuery read;
  read_bounds(read, query.from, query.to);
  read_grain(read, query.grain);
  read_rolling(read, query.rolling);
  if (query.half_width && !(*query.half_width > 0))
    read.errors.add("/half_width", "range", "Expected a number above 0.");
  for (std::size_t i = 0; i < query.metrics.size(); ++i)
    if (const auto known = engine->metric(query.metrics[i]); !known)
      read.errors.add("/metrics/" + std::to_string(i), "unknown", known.error().detail);
  if (!read.errors.empty()) return invalid(std::move(read.errors.all()));
  read.query.as_of = query.as_of.value_or(database_.clock().now());
  if (!query.as_of) engine->advance(read.query.as_of);  // what is kept answers as of now
  read.query.by = query.by;
  read.query.where = query.where.value_or("");
  read.query.scope = engine_scope(caller);
  read.query.definition = query.definition.value_or("");

  KpiAnswer answer;
  answer.as_of = read.query.as_of;
  {
    const std::lock_guard lock(books->reached_mutex);
    answer.fresh_to = books->reached;
  }
  if (!query.metrics.empty()) {
    MANYI_TRY(const auto answers, engine->evaluate(query.metrics, read.query));
    for (const auto& one : answers) answer.metrics.push_back(answer_text(one, read.query, query.half_width));
    return answer;
  }
  // Nobody named a metric: those over facts without the dimension or column asked for stay away.
  std::optional<Error> refusal;
  for (const auto& metric : engine->metrics()) {
    auto one = engine->evaluate({metric->code}, read.query);
    if (one) {
      answer.metrics.push_back(answer_text(one->front(), read.query, query.half_width));
      continue;
    }
    const auto& fields = one.error().fields;
    const bool stranger = !fields.empty() && (fields.front().code == "unknown_dimension" ||
                                              fields.front().code == "unknown_name");
    if (!stranger) return std::move(one).error();
    refusal = std::move(one).error();
  }
  if (answer.metrics.empty() && refusal) return std::move(*refusal);
  return answer;
}

Result<MetricCells> Performance::preview(const Caller& caller, const std::string& text,
                                         const KpiQuery& query) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  ReadQuery read;
  read_bounds(read, query.from, query.to);
  read_grain(read, query.grain);
  if (!read.errors.empty()) return invalid(std::move(read.errors.all()));
  read.query.as_of = query.as_of.value_or(database_.clock().now());
  read.query.by = query.by;
  read.query.where = query.where.value_or("");
  read.query.scope = engine_scope(caller);
  MANYI_TRY(const auto answer, books->current()->preview(text, "text", read.query));
  return answer_text(answer, read.query);
}

Result<std::shared_ptr<const kpi::Engine>> Performance::engine(TenantId tenant) {
  MANYI_TRY(const auto books, loaded_books(tenant));
  return std::shared_ptr<const kpi::Engine>(books->current());
}

namespace {

std::optional<CaseResult> read_result(ReadQuery& read, const KpiCasesQuery& query,
                                      const CountedMetric& counted) {
  if (!query.result) return std::nullopt;
  if (!counted.judges()) {
    read.errors.add("/result", "not_judged",
                    "Records are met or missed only of a share with a good direction.");
  } else if (counted.part != "denominator") {
    read.errors.add("/result", "part", "Met and missed divide the denominator: leave `part` out.");
  } else if (*query.result == "met") {
    return CaseResult::kMet;
  } else if (*query.result == "missed") {
    return CaseResult::kMissed;
  } else {
    read.errors.add("/result", "choice", "Expected one of: met, missed.");
  }
  return std::nullopt;
}

CaseChoice read_choice(ReadQuery& read, const KpiCasesQuery& query, const std::string& part,
                       std::optional<CaseResult> result) {
  CaseChoice choice{part, result, {}, {}, static_cast<std::size_t>(query.limit.value_or(kCasesDefault))};
  if (query.sort) {
    choice.order = parse_case_order(*query.sort);
    if (!choice.order) read.errors.add("/sort", "choice", "Expected one of: at, -at, value, -value.");
  }
  if (query.cursor) {
    choice.after = parse_place(*query.cursor);
    if (!choice.after) read.errors.add("/cursor", "cursor", "This is not a cursor of this list.");
  }
  return choice;
}

}  // namespace

Result<CasePage> Performance::cases(db::ReadTx& tx, const Caller& caller, const KpiCasesQuery& query) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  const auto engine = books->current();
  ReadQuery read;
  read_bounds(read, query.from, query.to);
  read_rolling(read, query.rolling);
  const auto part = query.part.value_or("denominator");
  CountedMetric counted;
  std::optional<CaseResult> result;
  if (const auto metric = engine->metric(query.metric); !metric) {
    read.errors.add("/metric", "unknown", metric.error().detail);
  } else {
    if (!(*metric)->formula && !kpi::parse_part(part))
      read.errors.add("/part", "choice", "Expected one of: numerator, denominator, unlinked, pending.");
    counted = counted_metric(*engine, *metric, part);
    result = read_result(read, query, counted);
  }
  const auto choice = read_choice(read, query, part, result);
  if (!read.errors.empty()) return invalid(std::move(read.errors.all()));
  read.query.as_of = query.as_of.value_or(database_.clock().now());
  read.query.where = query.where.value_or("");
  read.query.scope = engine_scope(caller);
  read.query.definition = query.definition.value_or("");

  MANYI_TRY(const auto found, chosen_cases(*engine, query.metric, read.query, counted, choice));
  std::vector<std::int64_t> ids;
  for (const auto& one : found.items) ids.push_back(one.id);
  const auto numbers = ports_.record_numbers(tx, caller.tenant, found.fact, ids);
  CasePage page;
  for (const auto& one : found.items) {
    const auto number = numbers.find(one.id);
    CaseRow row;
    row.kind = found.fact;
    row.id = id_text(one.id);
    if (number != numbers.end()) row.no = number->second;
    row.value = one.value;
    page.items.push_back(std::move(row));
  }
  if (!found.next_place.empty()) page.next_cursor = found.next_place;
  page.total_estimate = found.total;
  page.judged = counted.judges();
  if (counted.metric) page.value_unit = kpi::unit_name(counted.metric->unit);
  MANYI_CHECK(
      describe_cases(*engine, query.metric, read.query, counted, found, choice.order.has_value(), page));
  return page;
}

Result<kpi::Cases> Performance::counted(const Caller& caller, const KpiCasesQuery& query) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  ReadQuery read;
  read_bounds(read, query.from, query.to);
  if (!read.errors.empty()) return invalid(std::move(read.errors.all()));
  read.query.as_of = query.as_of.value_or(database_.clock().now());
  read.query.where = query.where.value_or("");
  read.query.scope = engine_scope(caller);
  return books->current()->cases(query.metric, read.query, "denominator", 0,
                                 std::numeric_limits<std::size_t>::max());
}

Result<KpiComparison> Performance::compare(const Caller& caller, const KpiComparisonQuery& query) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  const auto engine = books->current();
  ReadQuery read;
  read_bounds(read, query.from, query.to);
  read_grain(read, query.grain);
  read_rolling(read, query.rolling);
  if (const auto known = engine->metric(query.metric); !known)
    read.errors.add("/metric", "unknown", known.error().detail);
  const auto after = read_cursor(read, query.cursor);
  if (!read.errors.empty()) return invalid(std::move(read.errors.all()));
  read.query.as_of = query.as_of.value_or(database_.clock().now());
  read.query.by = query.by;
  read.query.where = query.where.value_or("");
  read.query.scope = engine_scope(caller);

  KpiComparison out;
  out.as_of = read.query.as_of;
  {
    const std::lock_guard lock(books->reached_mutex);
    out.fresh_to = books->reached;
  }
  MANYI_TRY(const auto compared,
            engine->compare(query.metric, read.query, query.against.value_or("own"), query.definition, after,
                            static_cast<std::size_t>(query.limit.value_or(kCasesDefault))));
  out.against = answer_text(compared.first, read.query);
  out.definition = answer_text(compared.second, read.query);
  const auto& records = compared.records;
  std::vector<std::int64_t> ids;
  for (const auto& one : records.items) ids.push_back(one.id);
  const auto numbers = database_.read(
      [&](db::ReadTx& tx) { return ports_.record_numbers(tx, caller.tenant, records.fact, ids); });
  for (const auto& one : records.items) {
    const auto number = numbers.find(one.id);
    out.items.push_back(
        {records.fact, id_text(one.id), number == numbers.end() ? std::string() : number->second,
         std::string(kpi::standing_name(one.first.standing)),
         std::string(kpi::standing_name(one.second.standing)), one.first.value, one.second.value});
  }
  if (records.next) out.next_cursor = id_text(*records.next);
  out.total_estimate = records.total;
  return out;
}

namespace {

/// The parts of a formula that have records of their own; those of a term that is a formula itself as term.part.
std::vector<std::string> record_terms(const kpi::Engine& engine, const kpi::Metric& metric) {
  std::vector<std::string> all;
  for (const auto& term : kpi::terms_of(metric)) {
    const auto of = engine.metric(term);
    if (!of || !(*of)->formula) {
      all.push_back(term);
      continue;
    }
    for (const auto& part : record_terms(engine, **of)) all.push_back(term + "." + part);
  }
  return all;
}

}  // namespace

namespace {

bool sums_money(const std::optional<kpi::Measure>& measure) {
  return measure && measure->aggregate == kpi::Aggregate::kSum && measure->of &&
         measure->of->op == kpi::Op::kColumn && is_money(measure->of->text);
}

std::string amount_unit(const kpi::Engine& engine, const kpi::Metric& metric) {
  if (metric.unit != kpi::Unit::kPercent) return std::string(kpi::unit_name(metric.unit));
  bool money = sums_money(metric.numerator);
  if (metric.formula) {
    const auto terms = kpi::terms_of(metric);
    money = std::all_of(terms.begin(), terms.end(), [&](const std::string& term) {
      const auto of = engine.metric(term);
      return of && (*of)->unit == kpi::Unit::kMoney;
    });
  }
  return std::string(kpi::unit_name(money ? kpi::Unit::kMoney : kpi::Unit::kCount));
}

}  // namespace

std::string least_grain(const kpi::Engine& engine, const kpi::Metric& metric) {
  const auto facts = engine.facts_of(metric);
  return std::find(facts.begin(), facts.end(), "sales_quota") == facts.end() ? "day" : "month";
}

Result<MetricList> Performance::metrics(const Caller& caller) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  const auto engine = books->current();
  MetricList list;
  for (const auto& metric : engine->metrics()) {
    MetricInfo info;
    info.code = metric->code;
    info.name_zh = metric->name_zh;
    info.name_en = metric->name_en;
    info.description_zh = metric->description_zh;
    info.description_en = metric->description_en;
    info.unit = kpi::unit_name(metric->unit);
    info.amount_unit = amount_unit(*engine, *metric);
    info.better = kpi::better_name(metric->better);
    info.basis = kpi::basis_name(metric->basis);
    info.owner_role = metric->owner;
    info.source = metric->source;
    info.definition = metric->text;
    info.version = metric->version;
    info.fact = metric->fact;
    if (metric->window_ms > 0) info.window_ms = metric->window_ms;
    info.facts = engine->facts_of(*metric);
    info.least_grain = least_grain(*engine, *metric);
    info.terms = record_terms(*engine, *metric);
    if (!metric->formula) info.credit = metric->person();
    for (const auto& lead : metric->leads)
      if (engine->metric(lead)) info.leads.push_back(lead);
    info.gaming_zh = metric->gaming_zh;
    info.gaming_en = metric->gaming_en;
    info.target = metric->target;
    if (!metric->target_note.empty()) info.target_note = metric->target_note;
    if (metric->rolling) info.rolling = kpi::rolling_text(*metric->rolling);
    for (const auto& one : engine->definitions(metric->code)) {
      const auto day = [](const std::optional<Date>& date) {
        return date ? std::optional(date->text()) : std::nullopt;
      };
      info.definitions.push_back(
          {one->manufacturer, one->version, day(one->valid_from), day(one->valid_to), one->text});
    }
    list.items.push_back(std::move(info));
  }
  return list;
}

Result<DimensionList> Performance::dimensions(const Caller& caller) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  DimensionList list;
  list.items.push_back({"person", "人员（按指标归属）", "Person credited"});
  for (auto& dimension : books->current()->dimensions())
    list.items.push_back(
        {std::move(dimension.code), std::move(dimension.name_zh), std::move(dimension.name_en)});
  return list;
}

}  // namespace manyi::performance
