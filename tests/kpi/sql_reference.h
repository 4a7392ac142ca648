// What metrics are by their definitions, in SQL over the records that the engine has.
// Owns the SQL; it shares the definitions' parser with the engine, and nothing that counts.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "engines/kpi/engine.h"
#include "engines/kpi/formula.h"

namespace manyi::kpi_cases {

using kpi::Aggregate;
using kpi::Basis;
using kpi::ColumnKind;
using kpi::Op;

inline const std::string kNothing = "-";  // the group of records without a value
inline const std::pair<const char*, const char*> kZones[] = {
    {"site1", "Asia/Shanghai"}, {"site2", "Europe/London"}, {"site3", "America/New_York"}};

inline std::string quoted(const std::string& name) { return "\"" + name + "\""; }
inline std::string text(const std::string& value) {
  std::string out = "'";
  for (const char c : value) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// One record: per column of the schema a whole number, a text or nothing. Numbers are in quarters.
struct Record {
  struct Value {
    bool there = false;
    std::int64_t whole = 0;
    std::string words;
  };
  std::vector<Value> values;
};

class Sql {
 public:
  Sql() { check(sqlite3_open(":memory:", &db_)); }
  ~Sql() { sqlite3_close(db_); }
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;

  void run(const std::string& sql) {
    char* error = nullptr;
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &error) != SQLITE_OK)
      throw std::runtime_error(std::string(error) + " in " + sql);
  }
  template <class F> void each(const std::string& sql, F row) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      throw std::runtime_error(std::string(sqlite3_errmsg(db_)) + " in " + sql);
    int step = 0;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) row(statement);
    sqlite3_finalize(statement);
    check(step == SQLITE_DONE ? SQLITE_OK : step);
  }

 private:
  void check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  sqlite3* db_ = nullptr;
};

// ---- the reference -------------------------------------------------------------------------

struct Expected {
  std::optional<double> value, numerator, denominator;
  std::int64_t n = 0, unlinked = 0, pending = 0;
};
/// By number of period and key of the group.
using Answer = std::map<std::pair<int, std::string>, Expected>;

struct Span {
  Date from, to;  // of the period
  Date begin;     // of what is looked at: earlier in a rolling window
};

struct Question {
  std::vector<Span> periods;
  std::string by;     // "" = all together
  std::string where;  // SQL and the metric language alike
  std::map<std::string, std::vector<std::string>> scope;
  std::optional<int> rolling;  // months
};

/// A metric's expression as SQL. Stamps after the instant looked at have not happened.
inline std::string sql_of(const kpi::Expr& e, const kpi::FactSchema& schema, const std::string& as_of) {
  const auto arg = [&](std::size_t i) { return sql_of(*e.args[i], schema, as_of); };
  const auto infix = [&](const std::string& op) {
    std::string all = "(" + arg(0);
    for (std::size_t i = 1; i < e.args.size(); ++i) all += " " + op + " " + arg(i);
    return all + ")";
  };
  const auto list = [&](const char* op) {
    std::string all = "(" + arg(0) + " " + op + " (";
    for (std::size_t i = 1; i < e.args.size(); ++i) all += (i > 1 ? ", " : "") + arg(i);
    return all + "))";
  };
  switch (e.op) {
    case Op::kColumn:
      if (e.kind == ColumnKind::kTime)
        return "(case when " + quoted(e.text) + " <= " + as_of + " then " + quoted(e.text) + " end)";
      return quoted(e.text);
    case Op::kFlag:
      for (const auto& column : schema.columns())
        if (column.kind == ColumnKind::kFlag && column.index == e.column)
          return "(" + quoted(column.name) + " = 1)";
      throw std::runtime_error("no such flag");
    case Op::kInstant:
    case Op::kWhole: return std::to_string(e.whole);
    case Op::kReal: return std::to_string(e.real);
    case Op::kText: return text(e.text);
    case Op::kAsOf: return as_of;
    case Op::kAt: return "at";
    case Op::kWhen:
      return "(case when " + arg(0) + " then " + arg(1) + " when not " + arg(0) + " then " + arg(2) + " end)";
    case Op::kAnd: return infix("and");
    case Op::kOr: return infix("or");
    case Op::kNot: return "(not " + arg(0) + ")";
    case Op::kIsNull: return "(" + arg(0) + " is null)";
    case Op::kIsNotNull: return "(" + arg(0) + " is not null)";
    case Op::kIn: return list("in");
    case Op::kNotIn: return list("not in");
    case Op::kEqual: return infix("=");
    case Op::kNotEqual: return infix("<>");
    case Op::kLess: return infix("<");
    case Op::kLessOrEqual: return infix("<=");
    case Op::kGreater: return infix(">");
    case Op::kGreaterOrEqual: return infix(">=");
    case Op::kAdd: return infix("+");
    case Op::kSubtract: return infix("-");
    case Op::kMultiply: return infix("*");
    case Op::kDivide: return "(cast(" + arg(0) + " as real) / nullif(" + arg(1) + ", 0))";
    case Op::kNegate: return "(-" + arg(0) + ")";
    case Op::kAttribute: break;
  }
  throw std::runtime_error("no SQL for this");
}

class Reference {
 public:
  Reference(const kpi::Engine& engine, Instant as_of) : engine_(engine), as_of_(as_of) {
    for (const auto& [site, name] : kZones) zones_.push_back(*TimeZone::find(name));
    for (const auto* table : engine.tables()) {
      const auto& schema = table->schema();
      std::string sql = "create table " + quoted(schema.fact()) + " (id integer primary key, zone integer";
      for (const auto& column : schema.columns())
        sql += ", " + quoted(column.name) +
               (column.kind == ColumnKind::kDimension ? " text"
                : column.kind == ColumnKind::kNumber  ? " real"
                                                      : " integer");
      sql_.run(sql + ")");
    }
  }

  void put(const kpi::FactSchema& schema, std::int64_t id, const Record& record) {
    std::string sql = "replace into " + quoted(schema.fact()) + " values (" + std::to_string(id);
    std::size_t zone = 0;
    std::string values;
    for (std::size_t c = 0; c < schema.columns().size(); ++c) {
      const auto& column = schema.columns()[c];
      const auto& value = record.values[c];
      if (column.name == "site")
        for (std::size_t z = 0; z < std::size(kZones); ++z)
          if (value.there && value.words == kZones[z].first) zone = z;
      values +=
          ", " + (!value.there                            ? column.kind == ColumnKind::kFlag ? "0" : "null"
                  : column.kind == ColumnKind::kDimension ? text(value.words)
                  : column.kind == ColumnKind::kNumber ? std::to_string(static_cast<double>(value.whole) / 4)
                                                       : std::to_string(value.whole));
    }
    sql_.run(sql + ", " + std::to_string(zone) + values + ")");
  }
  void erase(const std::string& fact, std::int64_t id) {
    sql_.run("delete from " + quoted(fact) + " where id = " + std::to_string(id));
  }
  void begin() { sql_.run("begin"); }
  void commit() { sql_.run("commit"); }
  /// Records have changed.
  void forget() {
    for (const auto& code : judged_) sql_.run("drop table " + quoted("m_" + code));
    judged_.clear();
  }

  Answer answer(const kpi::Metric& metric, const Question& question) {
    if (metric.formula) return calculated(metric, question);
    Question asked = question;
    if (metric.basis != Basis::kStock) {
      const auto months = question.rolling ? question.rolling
                          : metric.rolling ? std::optional(metric.rolling->count)
                                           : std::nullopt;
      for (auto& period : asked.periods)
        if (months) period.begin = period.to.plus_months(-*months);
      if (months) return windows(metric, asked);
    }
    return counted(metric, asked);
  }

 private:
  /// Each window may overlap the next: one after the other.
  Answer windows(const kpi::Metric& metric, const Question& question) {
    Answer all;
    for (std::size_t p = 0; p < question.periods.size(); ++p) {
      Question one = question;
      one.periods = {question.periods[p]};
      for (auto& [key, cell] : counted(metric, one)) all[{static_cast<int>(p), key.second}] = cell;
    }
    return all;
  }

  void set_edges(const Question& question) {
    std::string asked;
    for (const auto& period : question.periods) asked += period.begin.text() + ".." + period.to.text() + " ";
    if (asked == edges_) return;
    edges_ = asked;
    sql_.run(
        "create table if not exists edges (z integer, a integer, b integer, p integer, primary key (z, a)) "
        "without rowid");
    sql_.run("delete from edges");
    for (std::size_t z = 0; z < zones_.size(); ++z)
      for (std::size_t p = 0; p < question.periods.size(); ++p) {
        const auto& period = question.periods[p];
        sql_.run("insert into edges values (" + std::to_string(z) + ", " +
                 std::to_string(zones_[z].instant(period.begin).ms()) + ", " +
                 std::to_string(zones_[z].instant(period.to).ms()) + ", " + std::to_string(p) + ")");
      }
  }

  /// The records that a metric does not leave out, each judged once: u unlinked, c counted, m pending, g good,
  /// x what it measures, y what it is divided by. Metrics that look at an instant are judged per question.
  std::string judged(const kpi::Metric& metric) {
    const auto& schema = engine_.table(metric.fact)->schema();
    const std::string now = std::to_string(as_of_.ms());
    const auto sql = [&](const kpi::ExprPtr& e, const char* otherwise) {
      return e ? "coalesce(" + sql_of(*e, schema, now) + ", 0)" : std::string(otherwise);
    };
    const auto& top = metric.value ? metric.value : metric.numerator;
    const std::string x = top->of ? sql_of(*top->of, schema, now) : "1";
    const std::string y =
        metric.denominator && metric.denominator->of ? sql_of(*metric.denominator->of, schema, now) : "1";
    const std::string left_out = sql(metric.unlinked, "0");
    const std::string wanted = sql(metric.value ? metric.value->where : metric.denominator->where, "1");
    const std::string absent = metric.value ? x + " is null" : y + " is null";
    std::string ripe = metric.basis == Basis::kCohort
                           ? anchor_of(metric) + " + " + std::to_string(metric.window_ms) + " <= " + now
                           : "1";
    if (metric.pending) ripe += " and not " + sql(metric.pending, "0");
    const std::string good =
        metric.value ? "1" : sql(metric.numerator->where, "1") + " and " + x + " is not null";
    std::string excluded = "0";
    for (const auto& exclude : metric.excludes) excluded += " or " + sql(exclude, "0");
    const std::string counts = "(not " + left_out + " and " + wanted + " and not (" + absent + "))";
    return "*, " + anchor_of(metric) + " as anchor, (" + left_out + " or (" + wanted + " and " + absent +
           ")) as u, (" + counts + " and " + ripe + ") as c, (" + counts + " and not (" + ripe +
           ")) as m, (" + counts + " and " + ripe + " and " + good + ") as good, " + x + " as x, " + y +
           " as y, " + until_of(metric) + " as until " + "from SOURCE where not (" + excluded + ")";
  }

  std::string anchor_of(const kpi::Metric& metric) const { return quoted(time_name(metric, metric.anchor)); }
  std::string until_of(const kpi::Metric& metric) const {
    std::string least = "null";
    for (const auto column : metric.until) {
      const std::string name = quoted(time_name(metric, column));
      const std::string happened =
          "(case when " + name + " <= " + std::to_string(as_of_.ms()) + " then " + name + " end)";
      least = least == "null"
                  ? happened
                  : "coalesce(min(" + least + ", " + happened + "), " + least + ", " + happened + ")";
    }
    return least;
  }
  std::string time_name(const kpi::Metric& metric, std::uint16_t index) const {
    for (const auto& column : engine_.table(metric.fact)->schema().columns())
      if (column.kind == ColumnKind::kTime && column.index == index) return column.name;
    throw std::runtime_error("no such time");
  }

  Answer counted(const kpi::Metric& metric, const Question& question) {
    const std::string now = std::to_string(as_of_.ms());
    set_edges(question);
    std::string filter = question.where.empty() ? "1" : "coalesce(" + question.where + ", 0)";
    for (const auto& [dimension, keys] : question.scope) {
      filter += " and coalesce(" + quoted(dimension) + " in (";
      for (std::size_t i = 0; i < keys.size(); ++i) filter += (i ? ", " : "") + text(keys[i]);
      filter += "), 0)";
    }
    const std::string group =
        question.by.empty() ? text("") : "coalesce(" + quoted(question.by) + ", " + text(kNothing) + ")";
    std::string rows;
    std::string judge = judged(metric);
    const auto from = [&](const std::string& source) {
      auto sql = judge;
      return sql.replace(sql.find("SOURCE"), 6, source);
    };
    if (metric.basis == Basis::kStock || metric.basis == Basis::kStockAverage) {
      // Presence is per period: a record may be in many.
      const bool average = metric.basis == Basis::kStockAverage;
      const std::string end = "min(e.b, " + now + ")";
      rows = "with j as (select " +
             from("(select f.*, e.p as p, e.a as pa, " + end + " as at, e.b as pb from " +
                  quoted(metric.fact) + " f join edges e on e.z = f.zone where " + filter + ")") +
             ") select p, " + group + " as g, u, c, m, good, " +
             (average ? "x * 1.0 * (min(coalesce(until, at), at) - max(anchor, pa)) / (at - pa)" : "x") +
             " as x, y from j where anchor <= " + now +
             (average ? " and max(anchor, pa) < min(coalesce(until, at), at)"
                      : " and anchor < pb and (until is null or until >= pb)");
    } else {
      const std::string name = "m_" + metric.code;
      if (judged_.insert(metric.code).second)
        sql_.run("create temp table " + quoted(name) + " as select " + from(quoted(metric.fact)) +
                 " and anchor <= " + now);
      rows = "select p, " + group +
             " as g, u, c, m, good, x, y from (select t.*, (select e.p from edges e where e.z = t.zone and "
             "e.a <= t.anchor and e.b > "
             "t.anchor order by e.a desc limit 1) as p from " +
             quoted(name) + " t where " + filter + ") where p is not null";
    }
    Answer all;
    const auto aggregate = metric.value ? metric.value->aggregate : Aggregate::kCount;
    const auto measure = [&](const std::optional<kpi::Measure>& one, const char* column, const char* when) {
      const std::string some = std::string("(case when ") + when + " then " + column + " end)";
      if (one->aggregate == Aggregate::kDistinct) return "count(distinct " + some + ")";
      return one->of ? "coalesce(sum(" + some + "), 0)" : "sum(" + std::string(when) + ")";
    };
    const std::string top = metric.basis == Basis::kStockAverage ? "sum(case when c then x else 0 end)"
                            : metric.value                       ? measure(metric.value, "x", "c")
                                                                 : measure(metric.numerator, "x", "good");
    const std::string under = metric.value ? "sum(c)" : measure(metric.denominator, "y", "c");
    sql_.each(
        "select p, g, sum(c), sum(u), sum(m), " + top + ", " + under +
            ", min(case when c then x end), max(case when c then x end) from (" + rows + ") group by p, g",
        [&](sqlite3_stmt* row) {
          const auto whole = [&](int c) { return sqlite3_column_int64(row, c); };
          const auto real = [&](int c) { return sqlite3_column_double(row, c); };
          Expected cell;
          cell.n = whole(2), cell.unlinked = whole(3), cell.pending = whole(4);
          if (!metric.value) {
            cell.numerator = real(5), cell.denominator = real(6);
            if (real(6) != 0) cell.value = real(5) / real(6);
          } else if (metric.is_total() || metric.basis == Basis::kStockAverage) {
            cell.value = real(5);
          } else if (aggregate == Aggregate::kAvg) {
            if (cell.n > 0) cell.value = real(5) / static_cast<double>(cell.n);
          } else if (aggregate == Aggregate::kMin || aggregate == Aggregate::kMax) {
            if (cell.n > 0) cell.value = real(aggregate == Aggregate::kMin ? 7 : 8);
          }
          all[{static_cast<int>(whole(0)), reinterpret_cast<const char*>(sqlite3_column_text(row, 1))}] =
              cell;
        });
    if (aggregate == Aggregate::kMedian || aggregate == Aggregate::kPercentile) {
      // percentile_cont: between the two neighbours of place fraction * (n - 1).
      std::map<std::pair<int, std::string>, std::vector<double>> values;
      sql_.each("select p, g, x from (" + rows + ") where c order by p, g, x", [&](sqlite3_stmt* row) {
        values[{sqlite3_column_int(row, 0), reinterpret_cast<const char*>(sqlite3_column_text(row, 1))}]
            .push_back(sqlite3_column_double(row, 2));
      });
      for (const auto& [key, sorted] : values) {
        const double place = metric.value->fraction * static_cast<double>(sorted.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const double next = sorted[std::min(below + 1, sorted.size() - 1)];
        all[key].value = sorted[below] + (place - static_cast<double>(below)) * (next - sorted[below]);
      }
    }
    return all;
  }

  // ---- formulas ----

  std::optional<double> value_of(const kpi::FormulaNode& node,
                                 const std::map<std::string, std::optional<double>>& terms,
                                 double days) const {
    using kpi::FormulaOp;
    if (node.op == FormulaOp::kNumber) return node.number;
    if (node.op == FormulaOp::kTerm) return terms.at(node.term);
    if (node.op == FormulaOp::kDays) return days;
    if (node.op == FormulaOp::kOrZero) return value_of(*node.args[0], terms, days).value_or(0);
    if (node.op == FormulaOp::kWhen) {
      const auto condition = value_of(*node.args[0], terms, days);
      return condition ? value_of(*node.args[*condition != 0 ? 1 : 2], terms, days) : std::nullopt;
    }
    std::vector<double> of;
    for (const auto& arg : node.args) {
      const auto one = value_of(*arg, terms, days);
      if (!one) return std::nullopt;
      of.push_back(*one);
    }
    switch (node.op) {
      case FormulaOp::kAdd: return of[0] + of[1];
      case FormulaOp::kSubtract: return of[0] - of[1];
      case FormulaOp::kMultiply: return of[0] * of[1];
      case FormulaOp::kDivide: return of[1] == 0 ? std::nullopt : std::optional(of[0] / of[1]);
      case FormulaOp::kNegate: return -of[0];
      case FormulaOp::kMin: return std::min(of[0], of[1]);
      case FormulaOp::kMax: return std::max(of[0], of[1]);
      case FormulaOp::kGreater: return of[0] > of[1];
      default: throw std::runtime_error("no such calculation in the reference");
    }
  }

  /// Of a coordinate without any record: counts, sums and levels are 0, and so is what is made of them.
  std::optional<double> of_nothing(const kpi::Metric& metric) const {
    if (!metric.formula) return metric.is_total() || metric.is_stock() ? std::optional(0.0) : std::nullopt;
    std::map<std::string, std::optional<double>> terms;
    for (const auto& code : kpi::terms_of(metric)) terms[code] = of_nothing(**engine_.metric(code));
    return value_of(*metric.formula->root, terms, 0);
  }

  Answer calculated(const kpi::Metric& metric, const Question& question) {
    Question asked = question;
    if (!asked.rolling && metric.rolling) asked.rolling = metric.rolling->count;
    std::map<std::string, Answer> terms;
    std::map<std::string, std::optional<double>> nothing;
    std::set<std::pair<int, std::string>> keys;
    for (const auto& code : kpi::terms_of(metric)) {
      const auto term = *engine_.metric(code);
      nothing[code] = of_nothing(*term);
      terms[code] = answer(*term, asked);
      for (const auto& [key, cell] : terms[code])
        if (cell.n + cell.unlinked + cell.pending > 0) keys.insert(key);
    }
    Answer all;
    for (const auto& key : keys) {
      std::map<std::string, std::optional<double>> values;
      for (const auto& [code, cells] : terms) {
        const auto cell = cells.find(key);
        values[code] = cell != cells.end() ? cell->second.value : nothing[code];
      }
      const auto& period = question.periods[static_cast<std::size_t>(key.first)];
      const Date begin = asked.rolling ? period.to.plus_months(-*asked.rolling) : period.begin;
      all[key].value =
          value_of(*metric.formula->root, values, static_cast<double>(period.to.days() - begin.days()));
      all[key].n = 1;  // the engine's follows from its terms'
    }
    return all;
  }

  Sql sql_;
  const kpi::Engine& engine_;
  const Instant as_of_;
  std::vector<TimeZone> zones_;
  std::set<std::string> judged_;
  std::string edges_;  // what the table of edges holds
};

}  // namespace manyi::kpi_cases
