// The one seam over SQLite and PostgreSQL: read snapshots, writer lanes, typed SQL.
// Owns connections, statement caches, group commit and the rerun rule.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "platform/db/migration.h"
#include "platform/db/value.h"

namespace manyi::db {

enum class Dialect { kSqlite, kPostgres };

namespace detail {
class Connection;
struct Batch;
template <class Row> const std::string& insert_sql(std::string_view table);
template <class Row> const std::string& update_sql(std::string_view table);
}  // namespace detail

/// "id, tenant_id, ..." or "w.id, w.tenant_id, ..." for the described fields of Row.
template <DescribedStruct Row> std::string columns(std::string_view alias = "") {
  std::string all;
  for_each_member<Row>([&](std::string_view name, auto) {
    if (!all.empty()) all += ", ";
    if (!alias.empty()) (all += alias) += '.';
    all += name;
  });
  return all;
}

/// One snapshot of the database. Not thread-safe; lives as long as the call that handed it out.
/// SQL holds `:name` placeholders, bound strictly in order of occurrence: each occurrence takes
/// one argument; db::In is a list behind one placeholder (`id in (:ids)`), and a
/// std::vector<std::int64_t> stands for as many single arguments as it has values. Rows are described structs whose fields match the columns in order.
/// Every call throws DbError when the infrastructure or the SQL is broken.
class ReadTx {
 public:
  ReadTx(const ReadTx&) = delete;
  ReadTx& operator=(const ReadTx&) = delete;

  template <class Row, class... A> std::vector<Row> all(std::string_view sql, const A&... args) {
    std::vector<Row> rows;
    auto cursor = open<Row>(sql, detail::Fetch::kWhole, args...);
    while (const detail::Slot* slots = cursor.next()) rows.push_back(read_row<Row>(slots));
    return rows;
  }

  template <class Row, class... A> std::optional<Row> first(std::string_view sql, const A&... args) {
    auto cursor = open<Row>(sql, detail::Fetch::kWhole, args...);
    const detail::Slot* slots = cursor.next();
    if (slots == nullptr) return std::nullopt;
    return read_row<Row>(slots);
  }

  /// The first column of the first row; nullopt for no row or NULL.
  template <class T, class... A> std::optional<T> scalar(std::string_view sql, const A&... args) {
    auto cursor = open<std::optional<T>>(sql, detail::Fetch::kWhole, args...);
    const detail::Slot* slots = cursor.next();
    if (slots == nullptr) return std::nullopt;
    return detail::from_slot<std::optional<T>>(*slots);
  }

  /// Streams rows without holding them all. on_row(const Row&) returns nothing, or false to stop.
  template <class Row, class F, class... A> void each(std::string_view sql, F&& on_row, const A&... args) {
    auto cursor = open<Row>(sql, detail::Fetch::kStream, args...);
    while (const detail::Slot* slots = cursor.next()) {
      if constexpr (std::is_same_v<std::invoke_result_t<F&, Row>, bool>) {
        if (!on_row(read_row<Row>(slots))) return;
      } else {
        on_row(read_row<Row>(slots));
      }
    }
  }

  Dialect dialect() const;
  /// The clock at the start of this transaction.
  Instant now() const { return now_; }

 protected:
  ReadTx(detail::Connection& connection, Instant now) : connection_(connection), now_(now) {}
  ~ReadTx() = default;
  detail::Cursor query(std::string_view sql, std::span<const detail::Bind> binds,
                       std::span<const detail::SlotType> types, detail::Fetch fetch);

  detail::Connection& connection_;
  Instant now_;
  bool failed_ = false;  // a constraint was violated: nothing runs until a rollback

 private:
  friend class Database;

  template <class Row, class... A>
  detail::Cursor open(std::string_view sql, detail::Fetch fetch, const A&... args) {
    const auto binds = detail::binds_of(args...);
    if constexpr (DescribedStruct<Row>) {
      static constexpr auto kTypes = detail::slot_types_of<Row>();
      return query(sql, binds, kTypes, fetch);
    } else {
      static constexpr std::array kTypes{detail::Codec<Row>::kType};
      return query(sql, binds, kTypes, fetch);
    }
  }
  template <class Row> static Row read_row(const detail::Slot* slots) {
    if constexpr (DescribedStruct<Row>)
      return detail::row_from<Row>(slots);
    else
      return detail::from_slot<Row>(*slots);
  }
};

/// A command's part of a writer's transaction. It commits with its batch or vanishes without trace.
/// A violated constraint is kConflict; to go on after one, wrap the statement in savepoint():
/// else every further statement throws and the command is refused (PostgreSQL knows no other way).
class Tx final : public ReadTx {
 public:
  /// Runs a statement. Returns the number of affected rows.
  /// \errors kConflict (db.unique, db.foreign_key, db.check, db.not_null); kInvalid for text with NUL.
  template <class... A> Result<std::int64_t> exec(std::string_view sql, const A&... args) {
    const auto binds = detail::binds_of(args...);
    return run(sql, binds);
  }
  /// Runs a statement that succeeds unless something is broken, without waiting for its answer: on
  /// PostgreSQL it saves the round trip. A violated constraint counts as a bug (kInternal).
  /// \errors kInvalid for text with NUL
  template <class... A> Result<void> exec_later(std::string_view sql, const A&... args) {
    const std::array<detail::Bind, sizeof...(A)> binds{detail::to_bind(args)...};
    return run_later(sql, binds);
  }
  /// As insert, in the manner of exec_later.
  template <DescribedStruct Row> Result<void> insert_later(std::string_view table, const Row& row) {
    std::array<detail::Bind, member_count<Row>> binds;
    std::size_t at = 0;
    for_each_member<Row>(
        [&](std::string_view, auto pointer) { binds[at++] = detail::to_bind(row.*pointer); });
    return run_later(detail::insert_sql<Row>(table), binds);
  }
  /// Inserts all described fields. \errors as exec
  template <DescribedStruct Row> Result<void> insert(std::string_view table, const Row& row) {
    std::array<detail::Bind, member_count<Row>> binds;
    std::size_t at = 0;
    for_each_member<Row>(
        [&](std::string_view, auto pointer) { binds[at++] = detail::to_bind(row.*pointer); });
    MANYI_CHECK(run(detail::insert_sql<Row>(table), binds));
    return {};
  }
  /// Writes all described fields of the row with this tenant_id and id. \errors kNotFound; as exec
  template <DescribedStruct Row> Result<void> update(std::string_view table, const Row& row) {
    std::array<detail::Bind, member_count<Row>> binds;
    std::size_t at = 0;
    for_each_member<Row>([&](std::string_view name, auto pointer) {
      if (name != "tenant_id" && name != "id") binds[at++] = detail::to_bind(row.*pointer);
    });
    binds[at++] = detail::to_bind(row.tenant_id);
    binds[at] = detail::to_bind(row.id);
    MANYI_TRY(const std::int64_t touched, run(detail::update_sql<Row>(table), binds));
    if (touched == 0) return not_found("db.no_row", "The record does not exist.");
    return {};
  }
  template <class Tag> Id<Tag> new_id() { return Id<Tag>(next_id()); }

  /// Runs body under its own savepoint and rolls back to it when body returns an error or throws.
  Result<void> savepoint(const std::function<Result<void>()>& body);
  /// Runs once, on the lane's thread, after the durable COMMIT and before the reply.
  void after_commit(std::function<void()> action);
  /// Runs once in this transaction, after its last command and before COMMIT; the first action of a
  /// key counts, and it runs even when its command was rolled back. It writes what memory gathered.
  /// When it fails, nothing of the transaction is stored.
  void before_commit(const std::string& key, std::function<Result<void>(Tx&)> action);
  /// Runs when what this Tx wrote so far is rolled back; restores in-memory state. Newest first.
  void on_rollback(std::function<void()> action);

  /// The lane key this command was submitted under.
  TenantId tenant() const;
  /// Distinct per transaction; what memory knows of the database is read again when it changes.
  std::int64_t batch() const;
  /// Tells the reply how far the journal now reaches (Committed::seq).
  void wrote_seq(std::int64_t seq);

 private:
  friend class detail::Connection;
  friend struct detail::Batch;
  Tx(detail::Connection& connection, detail::Batch& batch, Instant now)
      : ReadTx(connection, now), batch_(batch) {}
  Result<std::int64_t> run(std::string_view sql, std::span<const detail::Bind> binds);
  Result<void> run_later(std::string_view sql, std::span<const detail::Bind> binds);
  std::int64_t next_id();

  detail::Batch& batch_;
  int depth_ = 0;
};

/// What a durable write tells its caller.
struct Committed {
  std::int64_t seq = 0;  // highest journal position written; 0 when none
};

enum class Durability { kFull, kOff };

struct Options {
  /// "sqlite:///abs/path", "sqlite::memory:" (a private file that goes with the Database),
  /// "postgresql://..." or any libpq connection string.
  std::string url;
  int read_connections = 4;
  int lanes = 4;  // PostgreSQL only; SQLite has one
  Durability durability = Durability::kFull;
  std::string schema;         // PostgreSQL search_path, created when absent
  DurationMs batch_time{10};  // how long a batch takes in further commands
  int max_waiting = 20000;    // commands queued per lane before new ones are turned away
  /// Told in one line, without bound values, of what went wrong inside.
  std::function<void(std::string_view)> on_trouble;
};

/// Thread-safe. Destruction drains the queues: what was submitted is answered.
class Database {
 public:
  static Result<std::unique_ptr<Database>> open(const Options& options, const Clock& clock, IdSource& ids);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Brings every module's tables up to date. Call before the first write.
  /// \errors kConflict migration.changed, database.newer; kUnavailable
  Result<void> migrate(const std::vector<MigrationSet>& sets);

  /// Runs on the caller's thread in one snapshot; never waits for a lane.
  template <class F> auto read(F&& body) {
    using T = std::invoke_result_t<F&, ReadTx&>;
    if constexpr (std::is_void_v<T>) {
      read_with([&](ReadTx& tx) { body(tx); });
    } else {
      std::optional<T> value;
      read_with([&](ReadTx& tx) { value.emplace(body(tx)); });
      return std::move(*value);
    }
  }

  using Apply = std::function<Result<void>(Tx&)>;
  using Done = std::function<void(Result<Committed>)>;
  /// Queues a command. `apply` touches nothing but its Tx, since it may run more than once;
  /// `done` is called exactly once, on the lane's thread, after the durable COMMIT or the refusal.
  void submit(TenantId lane_key, Apply apply, Done done);
  /// Blocking form of submit. Not to be called from within apply or done.
  Result<Committed> write(TenantId lane_key, Apply apply);

  /// Refuses new commands, answers the queued ones and stops the lanes.
  void shutdown();

  Dialect dialect() const;
  const Clock& clock() const;
  IdSource& ids() const;
  /// Lets the planner know how many rows stand behind each index; called after a load of many rows.
  /// Takes up to a second. Nothing but speed depends on it: what goes wrong is told to on_trouble.
  void analyze();
  /// Writes a consistent copy of an SQLite database. \errors kConflict on PostgreSQL; kUnavailable
  Result<void> backup_to(const std::string& path);

  struct Stats {
    std::int64_t batches = 0, commands = 0, refused = 0, reruns = 0;
  };
  Stats stats() const;

  /// For tests of the rerun rule: called before each COMMIT; true makes that COMMIT fail.
  void fail_commits_when(std::function<bool()> decide);

 private:
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  void read_with(const std::function<void(ReadTx&)>& body);
  std::unique_ptr<Impl> impl_;
};

namespace detail {
template <class Row> const std::string& insert_sql(std::string_view table) {
  thread_local std::map<std::string, std::string, std::less<>> texts;
  auto at = texts.find(table);
  if (at == texts.end()) {
    std::string values;
    for_each_member<Row>([&](std::string_view name, auto) {
      values += values.empty() ? ":" : ", :";
      values += name;
    });
    at = texts
             .emplace(table, "insert into " + std::string(table) + " (" + columns<Row>() + ") values (" +
                                 values + ")")
             .first;
  }
  return at->second;
}

template <class Row> const std::string& update_sql(std::string_view table) {
  thread_local std::map<std::string, std::string, std::less<>> texts;
  auto at = texts.find(table);
  if (at == texts.end()) {
    std::string sets;
    for_each_member<Row>([&](std::string_view name, auto) {
      if (name == "tenant_id" || name == "id") return;
      if (!sets.empty()) sets += ", ";
      ((sets += name) += " = :") += name;
    });
    at = texts
             .emplace(table, "update " + std::string(table) + " set " + sets +
                                 " where tenant_id = :tenant_id and id = :id")
             .first;
  }
  return at->second;
}
}  // namespace detail
}  // namespace manyi::db
