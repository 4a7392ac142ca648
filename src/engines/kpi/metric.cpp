// The parser of metric files and the catalogue.
// Owns the clauses of a definition and which of them belong together.
#include "engines/kpi/metric.h"

#include <algorithm>
#include <array>
#include <set>

#include "engines/kpi/formula.h"
#include "engines/kpi/parser.h"

namespace manyi::kpi {
namespace {

constexpr std::array<std::string_view, 5> kUnits{"percent", "duration_ms", "count", "number", "money"};
constexpr std::array<std::string_view, 3> kBetter{"up", "down", "neither"};
constexpr std::array<std::string_view, 3> kBases{"event", "cohort", "stock"};
constexpr std::array<std::string_view, 5> kBasisNames{"event", "cohort", "stock", "stock_average", "formula"};
constexpr std::array<std::string_view, 3> kClocks{"customer", "business", "manufacturer"};
constexpr std::array<std::string_view, 8> kAggregates{"count", "sum",    "avg",        "min",
                                                      "max",   "median", "percentile", "distinct"};
const std::vector<std::string> kClauses{
    "name",        "description", "source",  "owner",   "unit",     "better",  "clock", "fact",
    "basis",       "anchor",      "until",   "exclude", "unlinked", "pending", "value", "numerator",
    "denominator", "formula",     "rolling", "credit",  "leads",    "gaming",  "target"};

bool uses(const Expr& expr, Op op) {
  return expr.op == op ||
         std::any_of(expr.args.begin(), expr.args.end(), [&](const ExprPtr& arg) { return uses(*arg, op); });
}

/// Reads one `metric ... { ... }` block.
class MetricParser {
 public:
  MetricParser(Parser& parser, std::string_view text, const std::vector<const FactSchema*>& schemas,
               const std::string& file)
      : parser_(parser), text_(text), schemas_(schemas) {
    metric_.file = file;
  }

  Result<std::shared_ptr<const Metric>> run() {
    parser_.use(nullptr);
    parser_.allow_at(false);
    start_ = parser_.peek();
    metric_.place = start_.place;
    MANYI_CHECK(parser_.expect("metric"));
    MANYI_TRY(metric_.code, word("the metric's code"));
    MANYI_CHECK(parser_.expect("version"));
    if (parser_.peek().kind != TokenKind::kInteger) return parser_.unexpected("a version number");
    metric_.version = static_cast<int>(parser_.take().whole);
    MANYI_CHECK(definition());
    MANYI_CHECK(parser_.expect("{"));
    while (!parser_.peek_is("}")) MANYI_CHECK(clause());
    metric_.text = std::string(text_.substr(start_.offset, parser_.peek().offset + 1 - start_.offset));
    MANYI_CHECK(parser_.expect("}"));
    MANYI_CHECK(complete());
    return std::make_shared<const Metric>(std::move(metric_));
  }

 private:
  /// `for 'Lenovo' valid 2026-01-01 to 2027-01-01`
  Result<void> definition() {
    if (!parser_.accept("for")) return {};
    const Token at = parser_.peek();
    MANYI_TRY(metric_.manufacturer, text("the manufacturer"));
    if (metric_.manufacturer.empty() || metric_.manufacturer == "own")
      return parser_.fail(at, "syntax", "a definition needs the manufacturer's name");
    if (!parser_.accept("valid")) return {};
    const Token from = parser_.peek();
    MANYI_TRY(metric_.valid_from, date());
    if (!parser_.accept("to")) return {};
    MANYI_TRY(metric_.valid_to, date());
    if (*metric_.valid_to <= *metric_.valid_from)
      return parser_.fail(from, "range", "a definition must end after it begins");
    return {};
  }

  Result<Date> date() {
    const Token start = parser_.peek();
    std::string written;
    if (start.kind == TokenKind::kText) {
      written = parser_.take().text;
    } else {
      while (parser_.peek().kind == TokenKind::kInteger || parser_.peek_is("-"))
        written += parser_.take().text;
    }
    if (const auto date = Date::parse(written)) return *date;
    return parser_.fail(start, "bad_date", "expected a date such as 2026-01-01");
  }

  Result<std::string> word(const std::string& wanted) {
    if (parser_.peek().kind != TokenKind::kName) return parser_.unexpected(wanted);
    return parser_.take().text;
  }

  Result<std::string> text(const std::string& wanted) {
    if (parser_.peek().kind != TokenKind::kText) return parser_.unexpected(wanted + " in '...'");
    return parser_.take().text;
  }

  template <class Enum, std::size_t N> Result<Enum> choice(const std::array<std::string_view, N>& names) {
    for (std::size_t i = 0; i < N; ++i)
      if (parser_.accept(names[i])) return static_cast<Enum>(i);
    std::string wanted = "one of";
    for (const auto name : names) wanted += " " + std::string(name);
    return parser_.unexpected(wanted);
  }

  Result<void> clause() {
    const Token key = parser_.peek();
    if (key.kind != TokenKind::kName) return parser_.unexpected("a clause such as name, fact, unit or '}'");
    parser_.take();
    if (key.text != "exclude" && !seen_.insert(key.text).second)
      return parser_.fail(key, "repeated", "'" + key.text + "' is given twice");
    if (key.text == "name") return name();
    if (key.text == "description") return bilingual(metric_.description_zh, metric_.description_en);
    if (key.text == "source") return store(metric_.source, text("the source"));
    if (key.text == "owner") return store(metric_.owner, word("a role"));
    if (key.text == "unit") return store(metric_.unit, choice<Unit>(kUnits));
    if (key.text == "better") return store(metric_.better, choice<Better>(kBetter));
    if (key.text == "clock") return store(metric_.clock, choice<CaseClock>(kClocks));
    if (key.text == "fact") return fact();
    if (key.text == "basis") return basis();
    if (key.text == "gaming") return bilingual(metric_.gaming_zh, metric_.gaming_en);
    if (key.text == "leads") return leads();
    if (key.text == "target") return target();
    if (key.text == "rolling") return rolling();
    if (key.text == "formula") return store(metric_.formula, parse_formula(parser_));
    for (const auto* known :
         {"anchor", "until", "exclude", "unlinked", "pending", "value", "numerator", "denominator", "credit"})
      if (key.text == known) {
        if (!parser_.schema())
          return parser_.fail(key, "order", "'fact' must come before '" + key.text + "'");
        return formula(key);
      }
    const auto near = nearest_name(key.text, kClauses);
    return parser_.fail(
        key, "unknown_clause",
        "'" + key.text + "' is no clause" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }

  template <class T, class V> static Result<void> store(T& into, Result<V> value) {
    if (!value) return std::move(value).error();
    into = std::move(*value);
    return {};
  }

  /// People see nothing else of a metric: neither name may be empty.
  Result<void> name() {
    const auto given = [&](const char* language, const char* what, std::string& into) -> Result<void> {
      MANYI_CHECK(parser_.expect(language));
      const Token at = parser_.peek();
      MANYI_TRY(into, text(std::string("the ") + what + " text"));
      if (into.find_first_not_of(" \t\r\n") == std::string::npos)
        return parser_.fail(at, "empty", std::string("the ") + what + " name is empty");
      return {};
    };
    MANYI_CHECK(given("zh", "Chinese", metric_.name_zh));
    return given("en", "English", metric_.name_en);
  }

  Result<void> bilingual(std::string& zh, std::string& en) {
    MANYI_CHECK(parser_.expect("zh"));
    MANYI_TRY(zh, text("the Chinese text"));
    MANYI_CHECK(parser_.expect("en"));
    MANYI_TRY(en, text("the English text"));
    return {};
  }

  Result<void> fact() {
    const Token at = parser_.peek();
    MANYI_TRY(metric_.fact, word("a kind of fact"));
    std::vector<std::string> names;
    for (const auto* schema : schemas_) {
      if (schema->fact() == metric_.fact) {
        parser_.use(schema);
        return {};
      }
      names.push_back(schema->fact());
    }
    const auto near = nearest_name(metric_.fact, names);
    return parser_.fail(
        at, "unknown_name",
        "'" + metric_.fact + "' is no fact" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }

  Result<void> basis() {
    MANYI_CHECK(store(metric_.basis, choice<Basis>(kBases)));
    if (metric_.basis == Basis::kStock && parser_.accept("average")) metric_.basis = Basis::kStockAverage;
    parser_.allow_at(metric_.basis == Basis::kStock);
    if (metric_.basis != Basis::kCohort) return {};
    if (parser_.peek().kind != TokenKind::kDuration)
      return parser_.unexpected("the cohort's window, such as 30d");
    metric_.window_ms = parser_.take().whole;
    return {};
  }

  Result<void> leads() {
    do {
      metric_.lead_places.push_back(parser_.peek().place);
      MANYI_TRY(auto code, word("the code of a metric"));
      metric_.leads.push_back(std::move(code));
    } while (parser_.accept(","));
    return {};
  }

  Result<void> target() {
    const Token at = parser_.peek();
    if (at.kind != TokenKind::kInteger && at.kind != TokenKind::kReal && at.kind != TokenKind::kDuration)
      return parser_.unexpected("a number or a duration");
    parser_.take();
    metric_.target = at.kind == TokenKind::kDuration ? static_cast<double>(at.whole) : at.real;
    if (parser_.peek().kind == TokenKind::kText) metric_.target_note = parser_.take().text;
    return {};
  }

  Result<void> rolling() {
    const Token at = parser_.peek();
    std::string written = parser_.take().text;
    if (at.kind == TokenKind::kInteger && parser_.peek().kind == TokenKind::kName)
      written += " " + parser_.take().text;
    metric_.rolling = parse_rolling(written);
    if (!metric_.rolling) return parser_.fail(at, "syntax", "expected a window such as 12 months or 90 days");
    return {};
  }

  Result<void> formula(const Token& key) {
    if (key.text == "credit") return store(metric_.credit, parser_.dimension());
    if (key.text == "anchor") return store(metric_.anchor, parser_.time_column());
    if (key.text == "until") {
      do {
        MANYI_TRY(const auto column, parser_.time_column());
        metric_.until.push_back(column);
      } while (parser_.accept(","));
      return {};
    }
    if (key.text == "exclude") {
      MANYI_TRY(auto condition, parser_.condition());
      metric_.excludes.push_back(std::move(condition));
      return {};
    }
    if (key.text == "unlinked" || key.text == "pending") {
      MANYI_CHECK(parser_.expect("when"));
      return store(key.text == "pending" ? metric_.pending : metric_.unlinked, parser_.condition());
    }
    MANYI_TRY(auto parsed, measure());
    (key.text == "value"       ? metric_.value
     : key.text == "numerator" ? metric_.numerator
                               : metric_.denominator) = std::move(parsed);
    return {};
  }

  Result<Measure> measure() {
    Measure measure;
    MANYI_TRY(measure.aggregate, choice<Aggregate>(kAggregates));
    measure.fraction = 0.5;
    if (measure.aggregate == Aggregate::kPercentile) {
      const Token at = parser_.peek();
      if (at.kind != TokenKind::kInteger && at.kind != TokenKind::kReal)
        return parser_.unexpected("a number such as 90");
      parser_.take();
      if (at.real <= 0 || at.real >= 100)
        return parser_.fail(at, "range", "a percentile lies between 0 and 100");
      measure.fraction = at.real / 100;
    }
    if (measure.aggregate == Aggregate::kDistinct) {
      MANYI_TRY(measure.of, parser_.countable());
    } else if (measure.aggregate != Aggregate::kCount) {
      MANYI_CHECK(parser_.expect("of"));
      MANYI_TRY(measure.of, parser_.quantity());
    }
    if (parser_.accept("where")) { MANYI_TRY(measure.where, parser_.condition()); }
    return measure;
  }

  Result<void> complete() {
    if (metric_.formula) {
      for (const auto* key : {"name", "unit", "better"})
        if (!seen_.contains(key)) return missing("'" + std::string(key) + "' is missing");
      for (const auto* key : {"fact", "basis", "anchor", "until", "exclude", "unlinked", "pending", "value",
                              "numerator", "denominator", "credit", "clock"})
        if (seen_.contains(key)) return missing("'" + std::string(key) + "' does not go with 'formula'");
      metric_.basis = Basis::kFormula;
      return {};
    }
    for (const auto* key : {"name", "fact", "unit", "better", "basis", "anchor"})
      if (!seen_.contains(key)) return missing("'" + std::string(key) + "' is missing");
    const bool ratio = metric_.numerator && metric_.denominator;
    if (metric_.value.has_value() == (metric_.numerator || metric_.denominator) || (!metric_.value && !ratio))
      return missing("give either 'value', or 'numerator' and 'denominator'");
    if (ratio) {
      const auto additive = [](const Measure& m) {
        return m.aggregate == Aggregate::kCount || m.aggregate == Aggregate::kSum ||
               m.aggregate == Aggregate::kDistinct;
      };
      if (!additive(*metric_.numerator) || !additive(*metric_.denominator))
        return missing("numerator and denominator are counts, sums or distinct values");
    }
    if (metric_.pending && metric_.is_stock())
      return missing("a stock is looked at on one instant; 'pending' goes with events and cohorts");
    if (metric_.is_stock() == metric_.until.empty())
      return missing("'until' belongs to basis stock, and stock needs it");
    if (metric_.basis == Basis::kStockAverage && (ratio || (metric_.value->aggregate != Aggregate::kCount &&
                                                            metric_.value->aggregate != Aggregate::kSum)))
      return missing("an average stock is a 'value count' or a 'value sum of'");
    if (metric_.rolling && metric_.basis == Basis::kStock)
      return missing("a stock is looked at on one instant; 'rolling' goes with 'basis stock average'");
    metric_.looks_at = metric_.basis == Basis::kStock &&
                       (ratio || metric_.value->aggregate != Aggregate::kCount || names_at());
    return {};
  }

  bool names_at() const {
    const auto in = [](const ExprPtr& expr) { return expr && uses(*expr, Op::kAt); };
    return std::any_of(metric_.excludes.begin(), metric_.excludes.end(), in) || in(metric_.unlinked) ||
           (metric_.value && in(metric_.value->where));
  }

  Error missing(const std::string& what) const {
    return parser_.fail(start_, "incomplete", "metric " + metric_.code + ": " + what);
  }

  Parser& parser_;
  std::string_view text_;
  const std::vector<const FactSchema*>& schemas_;
  Token start_{};
  Metric metric_;
  std::set<std::string> seen_;
};

}  // namespace

std::string_view unit_name(Unit unit) { return kUnits[static_cast<std::size_t>(unit)]; }
std::string_view better_name(Better better) { return kBetter[static_cast<std::size_t>(better)]; }
std::string_view basis_name(Basis basis) { return kBasisNames[static_cast<std::size_t>(basis)]; }
std::string_view clock_name(CaseClock clock) { return kClocks[static_cast<std::size_t>(clock)]; }

bool Metric::is_rate() const {
  if (!numerator || numerator->aggregate != denominator->aggregate) return false;
  if (numerator->aggregate == Aggregate::kDistinct)
    return numerator->of->op == denominator->of->op && numerator->of->kind == denominator->of->kind &&
           numerator->of->text == denominator->of->text;
  return numerator->aggregate == Aggregate::kCount;
}

bool Metric::is_total() const {
  return value && (value->aggregate == Aggregate::kCount || value->aggregate == Aggregate::kSum ||
                   value->aggregate == Aggregate::kDistinct);
}

const std::string& Metric::person() const {
  static const std::string technician = "technician";
  return credit.empty() ? technician : credit;
}

Result<std::vector<std::shared_ptr<const Metric>>> parse_metrics(
    std::string_view text, const std::string& file, const std::vector<const FactSchema*>& schemas,
    const TimeZone& zone) {
  MANYI_TRY(auto each, parse_each_metric(text, file, schemas, zone));
  std::vector<std::shared_ptr<const Metric>> metrics;
  for (auto& metric : each) {
    if (!metric) return std::move(metric).error();
    metrics.push_back(std::move(*metric));
  }
  return metrics;
}

Result<std::vector<Result<std::shared_ptr<const Metric>>>> parse_each_metric(
    std::string_view text, const std::string& file, const std::vector<const FactSchema*>& schemas,
    const TimeZone& zone) {
  MANYI_TRY(const auto tokens, cut(text, file));
  Parser parser(tokens, file, zone);
  std::vector<Result<std::shared_ptr<const Metric>>> metrics;
  while (parser.peek().kind != TokenKind::kEnd) {
    metrics.push_back(MetricParser(parser, text, schemas, file).run());
    if (!metrics.back()) parser.skip_metric();
  }
  return metrics;
}

}  // namespace manyi::kpi
