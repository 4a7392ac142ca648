// Facts kept as fresh as the journal.
// Owns the projection thread and the choice of what of the catalogue applies.
#include "modules/performance/performance.h"

#include <algorithm>
#include <atomic>
#include <chrono>

#include "modules/performance/books.h"
#include "modules/performance/store.h"

namespace manyi::performance {
namespace {
constexpr auto kLoadPatience = std::chrono::seconds(20);
constexpr int kLoadPage = 2000;
constexpr auto kFreshPatience = std::chrono::milliseconds(200);
constexpr std::int64_t kSaveEvery = 200'000;  // journal entries
constexpr std::int64_t kFitEvery = 5'000;     // journal entries
}  // namespace

namespace {

/// What people of a tenant wrote, in the order they did.
std::vector<std::string> own_texts(db::ReadTx& tx, TenantId tenant) {
  std::vector<std::string> texts;
  for (auto& row : store::own_metrics(tx, tenant)) texts.push_back(std::move(row.text));
  return texts;
}

}  // namespace

Performance::Performance(db::Database& database, Ports ports)
    : database_(database), ports_(std::move(ports)) {}
Performance::~Performance() { stop(); }

Result<std::unique_ptr<kpi::Engine>> Performance::make_engine(TimeZone zone,
                                                              std::vector<std::string>* left_out) const {
  auto engine = std::make_unique<kpi::Engine>(std::move(zone));
  for (const auto& source : ports_.sources) engine->add_fact(source.schema);
  std::vector<Error> unfit;
  for (const auto& [file, text] : built_in_catalogue())
    for (auto& error : engine->load_fitting(text, file)) unfit.push_back(std::move(error));
  for (auto& error : engine->drop_unfit()) unfit.push_back(std::move(error));
  if (left_out)
    for (const auto& error : unfit)
      left_out->push_back(error.fields.empty()
                              ? error.detail
                              : error.fields.front().pointer + ":" + error.fields.front().message);
  if (engine->metrics().empty())
    return unfit.empty() ? not_found("kpi.no_metrics", "The catalogue has no metrics.")
                         : std::move(unfit.front());
  return engine;
}

Result<void> Performance::open() {
  left_out_.clear();
  MANYI_CHECK(make_engine(TimeZone::utc(), &left_out_));
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
  if (!worker_.joinable()) return;
  worker_.join();
  const std::shared_lock lock(books_mutex_);
  for (const auto& [tenant, books] : books_) {
    const std::lock_guard writing(books->writing);
    save_snapshot(*books);
  }
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
      const std::lock_guard writing(books->writing);
      if (const auto engine = books->current()) {
        if (books->reached >= books->fitted + kFitEvery) fit_cells(*books, *engine);
        if (books->reached >= books->saved + kSaveEvery) save_snapshot(*books);
      }
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
  if (!books->current() && !load_snapshot(*books)) load(*books);
  follow(*books);
}

void Performance::keep(TenantId tenant) {
  catch_up(tenant);
  const auto books = books_of(tenant);
  const std::lock_guard writing(books->writing);
  save_snapshot(*books);
}

bool Performance::restart(TenantId tenant) {
  const auto books = books_of(tenant);
  const std::lock_guard writing(books->writing);
  save_snapshot(*books);
  const bool kept = load_snapshot(*books);
  if (!kept) load(*books);
  follow(*books);
  return kept;
}

/// Facts as they were when they were saved; follow() brings them up to date.
bool Performance::load_snapshot(Books& books) {
  if (ports_.keeping.folder.empty() || !ports_.journal_mark) return false;
  std::shared_ptr<kpi::Engine> engine;
  std::optional<kpi::SnapshotStamp> stamp;
  database_.read([&](db::ReadTx& tx) {
    auto made = make_engine(ports_.default_zone(tx, books.tenant));
    if (!made) return;
    engine = std::move(*made);
    engine->set_own(own_texts(tx, books.tenant));
    stamp = load_kept(*engine, ports_.keeping, books.tenant, [&](const kpi::SnapshotStamp& found) {
      return found.position <= ports_.last_seq(tx, books.tenant) &&
             found.mark == ports_.journal_mark(tx, books.tenant, found.position);
    });
  });
  if (!stamp) return false;
  {
    const std::lock_guard lock(books.reached_mutex);
    books.reached = 0;  // may be earlier than what was reached before
  }
  books.saved = stamp->position;
  take_over(books, std::move(engine), stamp->position);
  return true;
}

/// Under `writing`: nobody changes the tables.
void Performance::save_snapshot(Books& books) {
  const auto engine = books.current();
  if (!engine || ports_.keeping.folder.empty() || !ports_.journal_mark || books.reached <= books.saved)
    return;
  kpi::SnapshotStamp stamp;
  stamp.position = books.reached;
  stamp.mark =
      database_.read([&](db::ReadTx& tx) { return ports_.journal_mark(tx, books.tenant, books.reached); });
  if (save_kept(*engine, ports_.keeping, books.tenant, std::move(stamp))) books.saved = books.reached;
}

/// Under `writing`. What grew beyond its room is dropped, the largest first, and answered by scans.
void Performance::fit_cells(Books& books, kpi::Engine& engine) {
  const auto dropped = engine.fit_cubes(ports_.keeping.cell_bytes);
  const std::lock_guard lock(books.reached_mutex);
  books.fitted = books.reached;
  books.dropped += dropped.size();
}

void Performance::take_over(Books& books, std::shared_ptr<kpi::Engine> engine, std::int64_t seq) {
  keep_cells(*engine);
  engine->advance(database_.clock().now());
  {
    const std::lock_guard lock(books.reached_mutex);
    books.dropped = 0;
  }
  fit_cells(books, *engine);
  {
    const std::unique_lock lock(books.engine_mutex);
    books.engine = std::move(engine);
  }
  books.reach(seq);
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
    engine->set_own(own_texts(tx, books.tenant));
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
  if (engine) take_over(books, std::move(engine), seq);
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
      engine->advance(database_.clock().now());
      auto [touched, seq] = ports_.touched_after(tx, books.tenant, after);
      reached = seq;
      if (std::any_of(touched.begin(), touched.end(),
                      [](const Touched& subject) { return subject.kind == "own_metric"; }))
        engine->set_own(own_texts(tx, books.tenant));
      for (const auto& source : ports_.sources) {
        std::vector<std::int64_t> ids;
        std::map<std::string_view, std::vector<std::int64_t>> followed;
        bool sites_changed = false;
        for (const auto& subject : touched) {
          if (subject.kind == source.subject) ids.push_back(subject.id);
          if (source.follows.contains(subject.kind)) followed[subject.kind].push_back(subject.id);
          sites_changed = sites_changed || subject.kind == "site";
        }
        for (const auto& [kind, subjects] : followed) {
          const auto dependents = source.follows.at(std::string(kind))(tx, books.tenant, subjects);
          ids.insert(ids.end(), dependents.begin(), dependents.end());
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

MemoryUse Performance::memory() const {
  MemoryUse use;
  const std::shared_lock lock(books_mutex_);
  for (const auto& [tenant, books] : books_) {
    const auto engine = books->current();
    if (!engine) continue;
    for (const auto* table : engine->tables()) {
      const auto reading = table->read_lock();
      use.facts += table->size();
      use.fact_bytes += table->bytes();
    }
    use.cell_bytes += engine->cube_bytes();
    use.cell_budget += ports_.keeping.cell_bytes;
    const std::lock_guard reaching(books->reached_mutex);
    use.dropped += books->dropped;
  }
  return use;
}

}  // namespace manyi::performance
