// Performance: metrics over the facts of all modules, answered from memory.
// Owns the metric catalogue, one engine per tenant and how fresh each of them is.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/describe.h"
#include "engines/kpi/engine.h"
#include "modules/performance/kept.h"
#include "platform/auth/caller.h"
#include "platform/db/db.h"

namespace manyi {
struct Module;
}
namespace manyi::journal {
class Events;
}

namespace manyi::performance {

/// How one module feeds the engine. The module owns the SQL; what `load` does not return for
/// an id it was asked for is gone. Called at rebuild and after every change alike.
struct FactSource {
  std::string subject;  // the journal's kind of subject: "work_order"
  kpi::FactSchema schema;
  std::function<std::vector<kpi::FactRow>(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids)> load;
  /// Ids above `after`, ascending, at most `limit`.
  std::function<std::vector<std::int64_t>(db::ReadTx&, TenantId, std::int64_t after, int limit)> ids_after;
  /// Own ids that hang on changed subjects of another kind: the complaints of these work orders.
  using Dependents =
      std::function<std::vector<std::int64_t>(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids)>;
  /// Kind of subject -> its dependents. They are loaded anew whenever such a subject changes.
  std::map<std::string, Dependents> follows = {};
};

/// A subject that a journal entry touched.
struct Touched {
  std::string kind;
  std::int64_t id = 0;
};

/// What performance must know of the rest of the world, given at wiring.
struct Ports {
  std::vector<FactSource> sources;
  std::function<std::vector<TenantId>(db::ReadTx&)> tenants;
  std::function<TimeZone(db::ReadTx&, TenantId)> default_zone;
  /// Key of the site dimension and its zone.
  std::function<std::vector<std::pair<std::string, TimeZone>>(db::ReadTx&, TenantId)> site_zones;
  /// The journal's last position of a tenant.
  std::function<std::int64_t(db::ReadTx&, TenantId)> last_seq;
  /// Distinct subjects of the entries in (after, to], and the position reached.
  std::function<std::pair<std::vector<Touched>, std::int64_t>(db::ReadTx&, TenantId, std::int64_t after)>
      touched_after;
  /// Number and kind of the records behind a drill-through, for people.
  std::function<std::map<std::int64_t, std::string>(db::ReadTx&, TenantId, const std::string& fact,
                                                    const std::vector<std::int64_t>& ids)>
      record_numbers;
  /// Customers' names, masked unless the caller may see them.
  std::function<std::map<std::int64_t, std::string>(db::ReadTx&, const Caller&,
                                                    const std::vector<std::int64_t>& ids)>
      customer_names = {};
  /// Where what is decided here is published; not used by questions.
  journal::Events* events = nullptr;
  /// The journal's hash at a position, "" when there is no such entry; tells whether a snapshot is of
  /// this history.
  std::function<std::string(db::ReadTx&, TenantId, std::int64_t seq)> journal_mark;
  Keeping keeping;
};

// ---- what goes over HTTP and to the command line -------------------------------------------

/// A manufacturer's own definition of a metric.
struct DefinitionInfo {
  std::string manufacturer;
  int version = 1;
  std::optional<std::string> valid_from, valid_to;  // dates, half-open
  std::string definition;
};
BOOST_DESCRIBE_STRUCT(DefinitionInfo, (), (manufacturer, version, valid_from, valid_to, definition))

struct MetricInfo {
  std::string code, name_zh, name_en, description_zh, description_en;
  std::string unit, better, basis, owner_role, source, definition;
  std::string amount_unit;  // of what a share counts: "count", or "money" for a share of money; else its unit
  int version = 1;
  std::string fact;  // "" for a formula
  std::optional<std::int64_t> window_ms;
  std::vector<std::string> facts;     // all behind it, a formula's terms' too
  std::vector<std::string> terms;     // of a formula: metrics with records, "term.part" for a formula inside
  std::optional<std::string> credit;  // the dimension that `person` stands for; none for a formula
  std::vector<std::string> leads;     // codes of metrics that move first
  std::string gaming_zh, gaming_en;   // how it is cheated, and what shows it
  std::optional<double> target;       // in the metric's unit
  std::optional<std::string> target_note;
  std::optional<std::string> rolling;  // "12 months"
  std::string least_grain;  // shortest period of which it says anything: "day"; "month" of a monthly quota
  std::vector<DefinitionInfo> definitions;
};
BOOST_DESCRIBE_STRUCT(MetricInfo, (),
                      (code, name_zh, name_en, description_zh, description_en, unit, better, basis,
                       owner_role, source, definition, amount_unit, version, fact, window_ms, facts, terms,
                       credit, leads, gaming_zh, gaming_en, target, target_note, rolling, least_grain,
                       definitions))

/// A quota is set for a month: what a week sold is no share of it.
std::string least_grain(const kpi::Engine& engine, const kpi::Metric& metric);

struct MetricList {
  std::vector<MetricInfo> items;
};
BOOST_DESCRIBE_STRUCT(MetricList, (), (items))

struct DimensionInfo {
  std::string code, name_zh, name_en;
};
BOOST_DESCRIBE_STRUCT(DimensionInfo, (), (code, name_zh, name_en))

struct DimensionList {
  std::vector<DimensionInfo> items;
};
BOOST_DESCRIBE_STRUCT(DimensionList, (), (items))

/// Edges of [from, to): dates as asked, or RFC 3339 instants.
struct PeriodText {
  std::string from, to;
};
BOOST_DESCRIBE_STRUCT(PeriodText, (), (from, to))

struct CellAnswer {
  PeriodText period;
  std::map<std::string, std::optional<std::string>> dims;  // what people read
  std::map<std::string, std::optional<std::string>> keys;  // what filters take
  std::optional<double> numerator, denominator, value;
  std::int64_t n = 0;
  std::optional<std::vector<double>> interval;  // [low, high], 95 %
  bool provisional = false;
  std::int64_t unlinked = 0;
  std::int64_t pending = 0;
  // How many more records, of rates, means and percentiles:
  std::optional<std::int64_t> needed_to_rank = {};    // until there are 30
  std::optional<std::int64_t> needed_to_settle = {};  // until the interval reaches half_width to either side
};
BOOST_DESCRIBE_STRUCT(CellAnswer, (),
                      (period, dims, keys, numerator, denominator, value, n, interval, provisional, unlinked,
                       pending, needed_to_rank, needed_to_settle))

/// Which definition answered from when to when.
struct UsedDefinition {
  PeriodText period;
  std::string manufacturer;  // "" = ours
  int version = 1;
};
BOOST_DESCRIBE_STRUCT(UsedDefinition, (), (period, manufacturer, version))

struct MetricCells {
  std::string code, name_zh, name_en, unit, better, basis;
  std::vector<CellAnswer> cells;
  int version = 1;
  std::optional<std::string> rolling;       // the window each cell looked at
  std::vector<UsedDefinition> definitions;  // when a manufacturer's was asked for
  std::optional<double> half_width = {};    // that needed_to_settle was counted for, in the unit
};
BOOST_DESCRIBE_STRUCT(MetricCells, (),
                      (code, name_zh, name_en, unit, better, basis, cells, version, rolling, definitions,
                       half_width))

struct KpiAnswer {
  Instant as_of;
  std::int64_t fresh_to = 0;  // journal position
  std::vector<MetricCells> metrics;
};
BOOST_DESCRIBE_STRUCT(KpiAnswer, (), (as_of, fresh_to, metrics))

struct KpiQuery {
  std::vector<std::string> metrics;  // empty: all
  std::string from, to;              // dates or instants; half-open
  std::optional<Instant> as_of;
  std::optional<std::string> grain;
  std::vector<std::string> by;
  std::optional<std::string> where;
  std::optional<std::string> rolling;     // "3 months"
  std::optional<std::string> definition;  // a manufacturer's name or key; "own"
  std::optional<double> half_width = {};  // an interval so wide to either side is narrow enough
};
BOOST_DESCRIBE_STRUCT(KpiQuery, (),
                      (metrics, from, to, as_of, grain, by, where, rolling, definition, half_width))
std::span<const FieldRule> field_rules(const KpiQuery*);

struct KpiCasesQuery {
  std::string metric;
  std::string from, to;
  std::optional<Instant> as_of;
  std::optional<std::string> where;
  std::optional<std::string> part;  // numerator | denominator | unlinked | pending; a formula's term
  std::optional<std::string> cursor;
  std::optional<int> limit;
  std::optional<std::string> rolling = {}, definition = {};
  std::optional<std::string> result = {};  // met | missed
  std::optional<std::string> sort = {};    // at | -at | value | -value; by id unless told
};
BOOST_DESCRIBE_STRUCT(KpiCasesQuery, (),
                      (metric, from, to, as_of, where, part, cursor, limit, rolling, definition, result,
                       sort))
std::span<const FieldRule> field_rules(const KpiCasesQuery*);

/// What a record has in a column; at most one of them, none where it has nothing there.
struct CaseCell {
  std::optional<std::string> text;
  std::optional<Instant> at;
  std::optional<double> number;
  std::optional<bool> yes;
};
BOOST_DESCRIBE_STRUCT(CaseCell, (), (text, at, number, yes))

struct CaseRow {
  std::string kind;
  std::string id;
  std::string no;
  std::optional<double> value;
  std::optional<Instant> at;  // when it counts, by the metric
  std::optional<std::string> site, person;
  std::optional<bool> met;      // of a share that has a good direction
  std::vector<CaseCell> cells;  // as `columns` of the page; none where the record went since
};
BOOST_DESCRIBE_STRUCT(CaseRow, (), (kind, id, no, value, at, site, person, met, cells))

struct CaseColumn {
  std::string field;
  std::string kind;              // choice, time, duration_ms, count, number, money or flag
  std::string name_zh, name_en;  // of a choice
};
BOOST_DESCRIBE_STRUCT(CaseColumn, (), (field, kind, name_zh, name_en))

struct CasePage {
  std::vector<CaseRow> items;
  std::optional<std::string> next_cursor;
  std::int64_t total_estimate = 0;
  std::vector<CaseColumn> columns;
  std::string value_unit;  // of the rows' values: that of the metric, or of the formula's term
  bool judged = false;     // each record is met or missed, and `result` may ask for either
};
BOOST_DESCRIBE_STRUCT(CasePage, (), (items, next_cursor, total_estimate, columns, value_unit, judged))

/// Two definitions of a metric over the same records.
struct KpiComparisonQuery {
  std::string metric;
  std::string from, to;
  std::string definition;              // a manufacturer's name or key
  std::optional<std::string> against;  // another one; "own" by default
  std::optional<Instant> as_of;
  std::optional<std::string> grain;
  std::vector<std::string> by;
  std::optional<std::string> where, rolling;
  std::optional<std::string> cursor;
  std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(KpiComparisonQuery, (),
                      (metric, from, to, definition, against, as_of, grain, by, where, rolling, cursor,
                       limit))
std::span<const FieldRule> field_rules(const KpiComparisonQuery*);

/// A record that the two definitions place or measure differently: left_out, denominator,
/// numerator (and denominator), unlinked, pending.
struct DifferenceRow {
  std::string kind;
  std::string id;
  std::string no;
  std::string against, definition;
  std::optional<double> against_value, definition_value;
};
BOOST_DESCRIBE_STRUCT(DifferenceRow, (), (kind, id, no, against, definition, against_value, definition_value))

struct KpiComparison {
  Instant as_of;
  std::int64_t fresh_to = 0;
  MetricCells against, definition;
  std::vector<DifferenceRow> items;
  std::optional<std::string> next_cursor;
  std::int64_t total_estimate = 0;
};
BOOST_DESCRIBE_STRUCT(KpiComparison, (),
                      (as_of, fresh_to, against, definition, items, next_cursor, total_estimate))

/// What figures take in memory. \unit bytes, except facts and dropped
struct MemoryUse {
  std::size_t facts = 0, fact_bytes = 0;
  std::size_t cell_bytes = 0, cell_budget = 0;  // kept cells and finished answers; what they may take
  std::size_t dropped = 0;                      // cells of a metric by dimensions, not kept for want of room
};

/// Thread-safe. Facts are loaded in the background after start(); until a tenant's facts are
/// there its questions wait, at most `kLoadPatience`.
class Performance {
 public:
  Performance(db::Database& database, Ports ports);
  ~Performance();
  journal::Events& events() const { return *ports_.events; }
  const Ports& ports() const { return ports_; }

  /// Checks the built-in catalogue against the fact schemas. Metrics over facts or columns that no
  /// module feeds are left out. \errors kInvalid with places when nothing is left
  Result<void> open();
  /// Why metrics of the catalogue were left out: "file:line:column: ...". Empty when all facts are fed.
  const std::vector<std::string>& left_out() const { return left_out_; }
  /// Loads every tenant and follows the journal from then on.
  void start();
  void stop();
  /// To be called after each commit with the tenant's new last position.
  void committed(TenantId tenant, std::int64_t seq);
  /// All tenants known at start are loaded.
  bool ready() const;
  /// Applies everything committed so far on this thread: command line and tests.
  void catch_up(TenantId tenant);
  /// Catches up and writes the snapshot that the next start begins with.
  void keep(TenantId tenant);
  /// Throws away what is in memory and loads again. Answers are the same before and after.
  void rebuild(TenantId tenant);
  /// The same as a stop and a start do. \return whether the facts came from a snapshot
  bool restart(TenantId tenant);

  /// \errors kInvalid with pointers (/metrics, /from, /grain, /by, /where ...); kUnavailable while loading
  Result<KpiAnswer> evaluate(const Caller& caller, const KpiQuery& query);
  Result<CasePage> cases(db::ReadTx& tx, const Caller& caller, const KpiCasesQuery& query);
  /// All records that a metric counts, by ascending id, for what looks at them one by one; limit and cursor
  /// are not looked at. \errors as cases
  Result<kpi::Cases> counted(const Caller& caller, const KpiCasesQuery& query);
  Result<KpiComparison> compare(const Caller& caller, const KpiComparisonQuery& query);
  Result<MetricList> metrics(const Caller& caller);
  Result<DimensionList> dimensions(const Caller& caller);
  Instant now() const { return database_.clock().now(); }
  /// Answers by a metric that is not kept. \errors as evaluate; those of the text point at `text`
  Result<MetricCells> preview(const Caller& caller, const std::string& text, const KpiQuery& query);
  /// The tenant's facts, for what looks at their columns. \errors kUnavailable while loading
  Result<std::shared_ptr<const kpi::Engine>> engine(TenantId tenant);
  /// Waits until the tenant's facts include this position. Returns the position reached.
  std::int64_t wait_for(TenantId tenant, std::int64_t seq, DurationMs at_most);
  /// What is in memory, of all tenants, for /metrics.
  MemoryUse memory() const;

 private:
  struct Books;  // one tenant's engine and how far it has read
  std::shared_ptr<Books> books_of(TenantId tenant);
  Result<std::shared_ptr<Books>> loaded_books(TenantId tenant);
  Result<std::unique_ptr<kpi::Engine>> make_engine(TimeZone zone,
                                                   std::vector<std::string>* left_out = nullptr) const;
  bool load_snapshot(Books& books);
  void save_snapshot(Books& books);
  void fit_cells(Books& books, kpi::Engine& engine);
  void take_over(Books& books, std::shared_ptr<kpi::Engine> engine, std::int64_t seq);
  void load(Books& books);
  void follow(Books& books);
  void run();

  db::Database& database_;
  const Ports ports_;
  std::vector<std::string> left_out_;
  mutable std::shared_mutex books_mutex_;
  std::map<TenantId, std::shared_ptr<Books>> books_;
  std::mutex wake_mutex_;
  std::condition_variable wake_;
  std::map<TenantId, std::int64_t> waiting_;
  bool stopping_ = false;
  std::atomic<bool> ready_{false};
  std::thread worker_;
};

/// The built-in metric definitions: file name and text. Embedded at build.
std::vector<std::pair<std::string, std::string>> built_in_catalogue();

/// Routes; `performance` must outlive what is made of it.
Module make_module(Performance& performance);

}  // namespace manyi::performance
