// Questions of people turned into questions of the engine, and answers back into text.
// Owns the projection thread that keeps facts as fresh as the journal.
#include "modules/performance/performance.h"

#include <algorithm>
#include <atomic>
#include <chrono>

#include "base/json.h"
#include "platform/auth/scope.h"

namespace manyi::performance {
namespace {
constexpr auto kLoadPatience = std::chrono::seconds(20);
constexpr int kLoadPage = 2000;
constexpr auto kFreshPatience = std::chrono::milliseconds(200);
constexpr int kCasesDefault = 50;

/// Reads the parts that evaluate and cases share; errors name the field.
struct ReadQuery {
  kpi::Query query;
  InputErrors errors;
};

void read_bounds(ReadQuery& read, const std::string& from, const std::string& to) {
  const auto begin = kpi::parse_bound(from);
  const auto end = kpi::parse_bound(to);
  if (!begin) read.errors.add("/from", "date", "Expected a date or an RFC 3339 time.");
  if (!end) read.errors.add("/to", "date", "Expected a date or an RFC 3339 time.");
  if (begin) read.query.from = *begin;
  if (end) read.query.to = *end;
}

kpi::Scope engine_scope(const Caller& caller) {
  kpi::Scope scope;
  if (const auto only = dimension_scope_of(caller)) {
    kpi::Scope::Only keys{std::string(only->dimension), {}};
    for (const auto id : only->any_of) keys.keys.push_back(id_text(id));
    scope.all_of.push_back(std::move(keys));
  }
  return scope;
}

MetricCells answer_text(const kpi::MetricAnswer& answer) {
  MetricCells out;
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
    out.cells.push_back(std::move(text));
  }
  return out;
}
}  // namespace

std::span<const FieldRule> field_rules(const KpiQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metrics",
       .doc = "Codes, comma-separated; none: all metrics.",
       .example = R"(["fix_rate"])",
       .max_length = 100},
      {.name = "from", .doc = "First day, or an instant.", .example = R"("2026-01-01")", .max_length = 40},
      {.name = "to",
       .doc = "The day after the last, or an instant.",
       .example = R"("2026-02-01")",
       .max_length = 40},
      {.name = "as_of", .doc = "What is later counts as not happened. Now by default."},
      {.name = "grain", .doc = "day, week, month, quarter or year; none: one period.", .max_length = 10},
      {.name = "by", .doc = "Dimensions, comma-separated; attr.<name> for attributes.", .max_length = 6},
      {.name = "where", .doc = "A condition such as: brand = 'Dell' and warranty = 'in_warranty'"}};
  return kRules;
}

std::span<const FieldRule> field_rules(const KpiCasesQuery*) {
  static const FieldRule kRules[] = {
      {.name = "metric",
       .doc = "Code of one metric.",
       .example = R"("fix_rate")",
       .min_length = 1,
       .max_length = 100},
      {.name = "part", .doc = "numerator, denominator (default), unlinked or pending.", .max_length = 20},
      {.name = "limit", .doc = "At most 200; 50 by default.", .minimum = 1, .maximum = 200}};
  return kRules;
}

struct Performance::Books {
  explicit Books(TenantId id) : tenant(id) {}
  const TenantId tenant;
  std::mutex writing;                      // one loader or follower at a time
  mutable std::shared_mutex engine_mutex;  // guards the pointer, not the engine
  std::shared_ptr<kpi::Engine> engine;     // null until loaded
  std::mutex reached_mutex;
  std::condition_variable reached_changed;
  std::int64_t reached = 0;
  std::int64_t newest = 0;  // committed, as far as this process was told
  std::string failure;      // why loading failed, for the log and the answer

  std::shared_ptr<kpi::Engine> current() const {
    const std::shared_lock lock(engine_mutex);
    return engine;
  }
  void reach(std::int64_t seq) {
    const std::lock_guard lock(reached_mutex);
    reached = std::max(reached, seq);
    reached_changed.notify_all();
  }
};

Performance::Performance(db::Database& database, Ports ports)
    : database_(database), ports_(std::move(ports)) {}
Performance::~Performance() { stop(); }

Result<std::unique_ptr<kpi::Engine>> Performance::make_engine(TimeZone zone) const {
  auto engine = std::make_unique<kpi::Engine>(std::move(zone));
  for (const auto& source : ports_.sources) engine->add_fact(source.schema);
  for (const auto& [file, text] : built_in_catalogue()) MANYI_CHECK(engine->load(text, file));
  return engine;
}

Result<void> Performance::open() {
  MANYI_CHECK(make_engine(TimeZone::utc()));
  return {};
}

void Performance::start() {
  const auto tenants = database_.read([&](db::ReadTx& tx) { return ports_.tenants(tx); });
  for (const auto tenant : tenants) committed(tenant, 0);
  worker_ = std::thread([this] { run(); });
}

void Performance::stop() {
  {
    const std::lock_guard lock(wake_mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (worker_.joinable()) worker_.join();
}

bool Performance::ready() const { return ready_.load(); }

void Performance::committed(TenantId tenant, std::int64_t seq) {
  {
    const auto books = books_of(tenant);
    const std::lock_guard lock(books->reached_mutex);
    books->newest = std::max(books->newest, seq);
  }
  {
    const std::lock_guard lock(wake_mutex_);
    auto& newest = waiting_[tenant];
    newest = std::max(newest, seq);
  }
  wake_.notify_one();
}

void Performance::run() {
  std::unique_lock lock(wake_mutex_);
  while (!stopping_) {
    if (waiting_.empty()) {
      ready_ = true;
      wake_.wait(lock);
      continue;
    }
    const TenantId tenant = waiting_.begin()->first;
    waiting_.erase(waiting_.begin());
    lock.unlock();
    const auto books = books_of(tenant);
    try {
      catch_up(tenant);
    } catch (const std::exception& broken) {
      // The database is out of reach: try again with the next commit or in a second.
      books->failure = broken.what();
      lock.lock();
      wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; });
      waiting_.try_emplace(tenant, 0);
      continue;
    }
    lock.lock();
  }
}

std::shared_ptr<Performance::Books> Performance::books_of(TenantId tenant) {
  {
    const std::shared_lock lock(books_mutex_);
    if (const auto at = books_.find(tenant); at != books_.end()) return at->second;
  }
  const std::unique_lock lock(books_mutex_);
  auto& books = books_[tenant];
  if (!books) books = std::make_shared<Books>(tenant);
  return books;
}

void Performance::catch_up(TenantId tenant) {
  const auto books = books_of(tenant);
  const std::lock_guard writing(books->writing);
  if (!books->current()) load(*books);
  follow(*books);
}

void Performance::rebuild(TenantId tenant) {
  const auto books = books_of(tenant);
  const std::lock_guard writing(books->writing);
  load(*books);
  follow(*books);
}

void Performance::load(Books& books) {
  std::int64_t seq = 0;
  std::shared_ptr<kpi::Engine> engine;
  database_.read([&](db::ReadTx& tx) {  // one snapshot: facts and position agree
    seq = ports_.last_seq(tx, books.tenant);
    auto made = make_engine(ports_.default_zone(tx, books.tenant));
    if (!made) return;  // open() has said why
    engine = std::move(*made);
    for (const auto& source : ports_.sources) {
      kpi::FactTable& table = *engine->table(source.schema.fact());
      if (source.schema.zone_dimension())
        for (const auto& [key, zone] : ports_.site_zones(tx, books.tenant)) table.set_zone(key, zone);
      for (std::int64_t after = 0;;) {
        const auto ids = source.ids_after(tx, books.tenant, after, kLoadPage);
        if (ids.empty()) break;
        after = ids.back();
        table.upsert(source.load(tx, books.tenant, ids));
      }
    }
  });
  if (!engine) return;
  {
    const std::unique_lock lock(books.engine_mutex);
    books.engine = std::move(engine);
  }
  books.reach(seq);
}

void Performance::follow(Books& books) {
  const auto engine = books.current();
  if (!engine) return;
  for (;;) {
    std::int64_t after = 0;
    {
      const std::lock_guard lock(books.reached_mutex);
      after = books.reached;
    }
    std::int64_t reached = after;
    database_.read([&](db::ReadTx& tx) {
      auto [touched, seq] = ports_.touched_after(tx, books.tenant, after);
      reached = seq;
      for (const auto& source : ports_.sources) {
        std::vector<std::int64_t> ids;
        bool sites_changed = false;
        for (const auto& subject : touched) {
          if (subject.kind == source.subject) ids.push_back(subject.id);
          sites_changed = sites_changed || subject.kind == "site";
        }
        kpi::FactTable& table = *engine->table(source.schema.fact());
        if (sites_changed && source.schema.zone_dimension())
          for (const auto& [key, zone] : ports_.site_zones(tx, books.tenant)) table.set_zone(key, zone);
        if (ids.empty()) continue;
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        const auto rows = source.load(tx, books.tenant, ids);
        std::vector<std::int64_t> gone;
        std::vector<std::int64_t> present;
        for (const auto& row : rows) present.push_back(row.id());
        std::sort(present.begin(), present.end());
        std::set_difference(ids.begin(), ids.end(), present.begin(), present.end(), std::back_inserter(gone));
        table.upsert(rows);
        table.erase(gone);
      }
    });
    if (reached == after) return;
    books.reach(reached);
  }
}

Result<std::shared_ptr<Performance::Books>> Performance::loaded_books(TenantId tenant) {
  auto books = books_of(tenant);
  if (books->current()) return books;
  if (!worker_.joinable()) {
    catch_up(tenant);
  } else {
    committed(tenant, 0);
    std::unique_lock lock(books->reached_mutex);
    books->reached_changed.wait_for(lock, kLoadPatience, [&] { return books->current() != nullptr; });
  }
  if (!books->current())
    return unavailable("kpi.loading", "The figures are still being loaded. Try again in a moment.");
  // What was committed before the question was asked is in the answer, unless that takes too long;
  // then fresh_to says how far it goes.
  std::unique_lock lock(books->reached_mutex);
  books->reached_changed.wait_for(lock, kFreshPatience,
                                  [&, wanted = books->newest] { return books->reached >= wanted; });
  return books;
}

std::int64_t Performance::wait_for(TenantId tenant, std::int64_t seq, DurationMs at_most) {
  const auto books = books_of(tenant);
  std::unique_lock lock(books->reached_mutex);
  books->reached_changed.wait_for(lock, std::chrono::milliseconds(at_most.ms()),
                                  [&] { return books->reached >= seq; });
  return books->reached;
}

std::pair<std::size_t, std::size_t> Performance::facts_and_bytes() const {
  std::size_t facts = 0, bytes = 0;
  const std::shared_lock lock(books_mutex_);
  for (const auto& [tenant, books] : books_) {
    const auto engine = books->current();
    if (!engine) continue;
    for (const auto& source : ports_.sources) {
      const auto* table = engine->table(source.schema.fact());
      const auto reading = table->read_lock();
      facts += table->size();
      bytes += table->bytes();
    }
  }
  return {facts, bytes};
}

Result<KpiAnswer> Performance::evaluate(const Caller& caller, const KpiQuery& query) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  const auto engine = books->current();
  ReadQuery read;
  read_bounds(read, query.from, query.to);
  if (query.grain) {
    read.query.grain = kpi::parse_grain(*query.grain);
    if (!read.query.grain)
      read.errors.add("/grain", "choice", "Expected one of: day, week, month, quarter, year.");
  }
  std::vector<std::string> codes = query.metrics;
  if (codes.empty())
    for (const auto& metric : engine->metrics()) codes.push_back(metric->code);
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (const auto known = engine->metric(codes[i]); !known)
      read.errors.add("/metrics/" + std::to_string(i), "unknown", known.error().detail);
  if (!read.errors.empty()) return invalid(std::move(read.errors.all()));
  read.query.as_of = query.as_of.value_or(database_.clock().now());
  read.query.by = query.by;
  read.query.where = query.where.value_or("");
  read.query.scope = engine_scope(caller);

  KpiAnswer answer;
  answer.as_of = read.query.as_of;
  {
    const std::lock_guard lock(books->reached_mutex);
    answer.fresh_to = books->reached;
  }
  MANYI_TRY(const auto answers, engine->evaluate(codes, read.query));
  for (const auto& one : answers) answer.metrics.push_back(answer_text(one));
  return answer;
}

Result<CasePage> Performance::cases(const Caller& caller, const KpiCasesQuery& query) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  const auto engine = books->current();
  ReadQuery read;
  read_bounds(read, query.from, query.to);
  const auto part = kpi::parse_part(query.part.value_or("denominator"));
  if (!part)
    read.errors.add("/part", "choice", "Expected one of: numerator, denominator, unlinked, pending.");
  const auto metric = engine->metric(query.metric);
  if (!metric) read.errors.add("/metric", "unknown", metric.error().detail);
  std::int64_t after = 0;
  if (query.cursor) {
    const auto cursor = parse_id(*query.cursor);
    if (!cursor) read.errors.add("/cursor", "cursor", "This is not a cursor of this list.");
    after = cursor.value_or(0);
  }
  if (!read.errors.empty()) return invalid(std::move(read.errors.all()));
  read.query.as_of = query.as_of.value_or(database_.clock().now());
  read.query.where = query.where.value_or("");
  read.query.scope = engine_scope(caller);

  MANYI_TRY(const auto found, engine->cases(query.metric, read.query, *part, after,
                                            static_cast<std::size_t>(query.limit.value_or(kCasesDefault))));
  std::vector<std::int64_t> ids;
  for (const auto& one : found.items) ids.push_back(one.id);
  const std::string& fact = (*metric)->fact;
  const auto numbers =
      database_.read([&](db::ReadTx& tx) { return ports_.record_numbers(tx, caller.tenant, fact, ids); });
  CasePage page;
  for (const auto& one : found.items) {
    const auto number = numbers.find(one.id);
    page.items.push_back(
        {fact, id_text(one.id), number == numbers.end() ? std::string() : number->second, one.value});
  }
  if (found.next) page.next_cursor = id_text(*found.next);
  page.total_estimate = found.total;
  return page;
}

Result<MetricList> Performance::metrics(const Caller& caller) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  MetricList list;
  for (const auto& metric : books->current()->metrics()) {
    MetricInfo info;
    info.code = metric->code;
    info.name_zh = metric->name_zh;
    info.name_en = metric->name_en;
    info.description_zh = metric->description_zh;
    info.description_en = metric->description_en;
    info.unit = kpi::unit_name(metric->unit);
    info.better = kpi::better_name(metric->better);
    info.basis = kpi::basis_name(metric->basis);
    info.owner_role = metric->owner;
    info.source = metric->source;
    info.definition = metric->text;
    info.version = metric->version;
    info.fact = metric->fact;
    if (metric->window_ms > 0) info.window_ms = metric->window_ms;
    list.items.push_back(std::move(info));
  }
  return list;
}

Result<DimensionList> Performance::dimensions(const Caller& caller) {
  MANYI_TRY(const auto books, loaded_books(caller.tenant));
  DimensionList list;
  for (auto& dimension : books->current()->dimensions())
    list.items.push_back(
        {std::move(dimension.code), std::move(dimension.name_zh), std::move(dimension.name_en)});
  return list;
}

}  // namespace manyi::performance
