// Opens databases, keeps the read pool and hands commands to lanes.
// Owns which tenant writes through which lane.
#include "platform/db/db.h"

#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>

#include "platform/db/connection.h"
#include "platform/db/lane.h"
#include "platform/db/migrate.h"

namespace manyi::db {
namespace {

using detail::Connection;
using detail::TxMode;

struct Place {
  Dialect dialect = Dialect::kSqlite;
  std::string path;       // SQLite
  std::string directory;  // SQLite: ours, to be removed in the end
  std::string conninfo;   // PostgreSQL
};

Result<Place> parse_url(std::string_view url) {
  Place place;
  if (url == "sqlite::memory:") {
    // A private file in memory rather than :memory:, so that readers and the lane see what they
    // would see on disk: WAL, snapshots, several connections.
    std::error_code ignored;
    const std::filesystem::path shm = "/dev/shm";
    auto base = (std::filesystem::is_directory(shm, ignored) ? shm : std::filesystem::temp_directory_path())
                    .string() +
                "/manyi-XXXXXX";
    if (::mkdtemp(base.data()) == nullptr)
      return unavailable("db.unavailable", "No directory for a temporary database.");
    place.directory = base;
    place.path = base + "/memory.db";
    return place;
  }
  if (url.starts_with("sqlite://")) {
    place.path = url.substr(9);
    if (place.path.empty() || place.path.find('"') != std::string::npos)
      return malformed("db.url", "A database URL reads sqlite:///path or postgresql://...");
    return place;
  }
  if (url.starts_with("postgresql://") || url.starts_with("postgres://") ||
      url.find('=') != std::string_view::npos) {
    place.dialect = Dialect::kPostgres;
    place.conninfo = url;
    return place;
  }
  return malformed("db.url", "A database URL reads sqlite:///path or postgresql://...");
}

}  // namespace

struct Database::Impl {
  Impl(const Options& o, Place p, const Clock& c, IdSource& i)
      : options(o),
        place(std::move(p)),
        clock(c),
        ids(i),
        shared(
            c, i, [this] { return connect(TxMode::kWrite); }, o.on_trouble, o.batch_time, o.max_waiting) {}
  ~Impl() {
    lanes.clear();
    idle.clear();
    std::error_code ignored;
    if (!place.directory.empty()) std::filesystem::remove_all(place.directory, ignored);
  }

  std::unique_ptr<Connection> connect(TxMode mode) const {
    if (place.dialect == Dialect::kSqlite)
      return detail::connect_sqlite(place.path, options.durability, mode);
    return detail::connect_postgres(place.conninfo, options.schema, options.durability);
  }

  std::unique_ptr<Connection> take_reader() {
    {
      std::unique_lock lock(mutex);
      free.wait(lock, [&] { return !idle.empty() || readers < options.read_connections; });
      if (!idle.empty()) {
        auto connection = std::move(idle.back());
        idle.pop_back();
        return connection;
      }
      ++readers;
    }
    try {
      return connect(TxMode::kRead);
    } catch (...) {
      drop_reader();
      throw;
    }
  }
  void drop_reader() {
    const std::lock_guard lock(mutex);
    --readers;
    free.notify_one();
  }
  void give_reader(std::unique_ptr<Connection> connection) {
    if (!connection->alive()) {
      connection.reset();
      drop_reader();
      return;
    }
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(connection));
    free.notify_one();
  }

  const Options options;
  const Place place;
  const Clock& clock;
  IdSource& ids;
  detail::LaneShared shared;
  std::vector<std::unique_ptr<detail::Lane>> lanes;
  std::mutex mutex;
  std::condition_variable free;
  std::vector<std::unique_ptr<Connection>> idle;
  int readers = 0;
};

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() { shutdown(); }

Result<std::unique_ptr<Database>> Database::open(const Options& options, const Clock& clock, IdSource& ids) {
  if (sodium_init() < 0) return internal_error("libsodium does not start");
  MANYI_TRY(auto place, parse_url(options.url));
  const int lanes = place.dialect == Dialect::kSqlite ? 1 : std::max(1, options.lanes);
  auto impl = std::make_unique<Impl>(options, std::move(place), clock, ids);
  try {
    for (int i = 0; i < lanes; ++i)
      impl->lanes.push_back(std::make_unique<detail::Lane>(impl->shared, impl->connect(TxMode::kWrite)));
  } catch (const DbError& e) { return unavailable("db.unavailable", e.what()); }
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

Result<void> Database::migrate(const std::vector<MigrationSet>& sets) {
  try {
    const auto connection = impl_->connect(TxMode::kWrite);
    return detail::migrate(*connection, sets, impl_->clock.now());
  } catch (const DbError& e) { return unavailable("db.unavailable", e.what()); }
}

void Database::read_with(const std::function<void(ReadTx&)>& body) {
  auto connection = impl_->take_reader();
  struct Return {
    Impl& impl;
    std::unique_ptr<Connection>& connection;
    ~Return() {
      if (connection) {
        connection->rollback();
        impl.give_reader(std::move(connection));
      } else {
        impl.drop_reader();
      }
    }
  } give_back{*impl_, connection};
  try {
    connection->begin(TxMode::kRead, {});
  } catch (const DbError& e) {
    if (e.kind() != DbError::Kind::kConnection) throw;
    connection.reset();  // idle for long and cut off meanwhile: once more
    connection = impl_->connect(TxMode::kRead);
    connection->begin(TxMode::kRead, {});
  }
  ReadTx tx(*connection, impl_->clock.now());
  body(tx);
}

void Database::submit(TenantId lane_key, Apply apply, Done done) {
  const auto lane = std::hash<TenantId>{}(lane_key) % impl_->lanes.size();
  impl_->lanes[lane]->submit(lane_key, std::move(apply), std::move(done));
}

Result<Committed> Database::write(TenantId lane_key, Apply apply) {
  if (detail::Lane::on_lane_thread())
    throw DbError(DbError::Kind::kMisuse, "write() from within a lane would wait for itself");
  std::mutex mutex;
  std::condition_variable ready;
  std::optional<Result<Committed>> answer;
  submit(lane_key, std::move(apply), [&](Result<Committed> result) {
    const std::lock_guard lock(mutex);
    answer = std::move(result);
    ready.notify_one();
  });
  std::unique_lock lock(mutex);
  ready.wait(lock, [&] { return answer.has_value(); });
  return std::move(*answer);
}

void Database::shutdown() {
  for (const auto& lane : impl_->lanes) lane->stop();
}

Dialect Database::dialect() const { return impl_->place.dialect; }
const Clock& Database::clock() const { return impl_->clock; }
IdSource& Database::ids() const { return impl_->ids; }

void Database::analyze() {
  try {
    impl_->connect(TxMode::kWrite)->analyze();
  } catch (const DbError& e) { impl_->shared.trouble(std::string("analyze: ") + e.what()); }
}

Result<void> Database::backup_to(const std::string& path) {
  if (dialect() != Dialect::kSqlite)
    return conflict("db.backup", "Use pg_dump or pg_basebackup with PostgreSQL.");
  if (path.find('\'') != std::string::npos)
    return invalid("/path", "path", "A quote is not allowed in the path.");
  try {
    impl_->connect(TxMode::kWrite)->script("vacuum into '" + path + "'");
    return {};
  } catch (const DbError& e) { return unavailable("db.backup", e.what()); }
}

Database::Stats Database::stats() const {
  const auto& s = impl_->shared;
  return {s.batches.load(), s.commands.load(), s.refused.load(), s.reruns.load()};
}

void Database::fail_commits_when(std::function<bool()> decide) {
  const std::lock_guard lock(impl_->shared.hook_mutex);
  impl_->shared.fail_commit = std::move(decide);
}

}  // namespace manyi::db
