// One connection to either database, as the lanes and the read pool see it. Internal to platform/db.
// Owns the statement cache and the translation of driver errors.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/db/db.h"

namespace manyi::db::detail {

struct Placeholders {
  std::string sql;  // comments removed
  int count = 0;
};
/// Rewrites :name placeholders by `name_of(position)`; leaves quotes and :: casts alone.
Placeholders rewrite_placeholders(std::string_view sql, Dialect dialect, std::span<const SlotType> types);
bool holds_nul(std::span<const Bind> binds);

/// Prepared once, run many times. Bound to its connection.
class Statement {
 public:
  virtual ~Statement() = default;
  virtual void start(std::span<const Bind> binds) = 0;
  /// Runs it without waiting for its answer, where the database knows how.
  virtual void start_later(std::span<const Bind> binds) { start(binds); }
  /// Moves to the next row (start() stands before the first).
  virtual bool fetch() = 0;
  virtual std::int64_t affected() = 0;
  /// Frees what a half-read result holds.
  virtual void finish() noexcept = 0;

  std::vector<Slot> row;
  std::vector<SlotType> in_types;
  bool busy = false;
  bool cached = false;
};

enum class TxMode { kRead, kWrite };

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Dialect dialect() const = 0;

  /// kWrite takes the writer's lock, and on PostgreSQL the advisory lock of each tenant in
  /// ascending order, in one round trip.
  virtual void begin(TxMode mode, std::span<const std::int64_t> tenants) = 0;
  /// Durable when it returns. \param notice PostgreSQL: payload for NOTIFY manyi; empty for none
  virtual void commit(const std::string& notice) = 0;
  virtual void rollback() noexcept = 0;
  /// Runs SQL text without arguments, several statements allowed.
  virtual void script(const std::string& sql) = 0;
  /// False once the database has ended the transaction by itself or the connection is gone.
  virtual bool in_transaction() = 0;
  virtual bool alive() = 0;
  /// After a failed commit(): did it take effect after all? Asked on a fresh connection.
  virtual std::string commit_token() const { return {}; }
  virtual bool was_committed(const std::string&) { return false; }

  Cursor query(std::string_view sql, std::span<const Bind> binds, std::span<const SlotType> types,
               Fetch fetch);
  std::int64_t run(std::string_view sql, std::span<const Bind> binds);
  /// A failure shows later, as Kind::kLater, and then the whole transaction is to be given up.
  void run_later(std::string_view sql, std::span<const Bind> binds);
  /// Counts the rows behind each index for the planner.
  virtual void analyze() = 0;
  /// Waits for the answers of what run_later sent.
  virtual void settle() {}
  /// "savepoint s3" and so on. Depth 0 is the command's own.
  virtual void savepoint(int depth) = 0;
  virtual void release(int depth) = 0;
  virtual void rollback_to(int depth) = 0;
  std::int64_t prepared() const { return prepared_; }

  static Tx make_tx(Connection& connection, Batch& batch, Instant now) { return Tx(connection, batch, now); }

 protected:
  virtual std::unique_ptr<Statement> prepare(std::string_view sql, std::span<const SlotType> in,
                                             std::span<const SlotType> out) = 0;
  virtual std::unique_ptr<Statement> prepare_stream(std::string_view sql, std::span<const SlotType> in,
                                                    std::span<const SlotType> out) = 0;
  void clear_statements() {
    cache_.clear();
    cached_ = 0;
  }

 private:
  struct TextHash {
    using is_transparent = void;
    // The ends of a statement tell it from others; an insert of 100 columns is long.
    std::size_t operator()(std::string_view text) const {
      constexpr std::size_t kEnd = 48;
      const std::hash<std::string_view> hash;
      if (text.size() <= 2 * kEnd) return hash(text);
      return hash(text.substr(0, kEnd)) * 31 + hash(text.substr(text.size() - kEnd)) + text.size();
    }
  };
  Statement* take(std::string_view sql, std::span<const Bind> binds, std::span<const SlotType> types,
                  Fetch fetch);

  std::unordered_map<std::string, std::vector<std::unique_ptr<Statement>>, TextHash, std::equal_to<>> cache_;
  std::size_t cached_ = 0;
  std::int64_t prepared_ = 0;
};

/// Gives a busy statement back; the uncached ones go.
void give_back(Statement* statement) noexcept;

std::unique_ptr<Connection> connect_sqlite(const std::string& path, Durability durability, TxMode mode);
std::unique_ptr<Connection> connect_postgres(const std::string& conninfo, const std::string& schema,
                                             Durability durability);

/// One transaction of a lane: what memory must do when it commits or vanishes.
struct Batch {
  Connection& connection;
  IdSource& ids;
  std::int64_t number = 0;
  TenantId tenant = {};  // of the command at work
  std::int64_t seq = 0;  // of the command at work
  std::vector<std::function<void()>> after_commit = {};
  std::vector<std::function<void()>> undo = {};
  struct BeforeCommit {
    std::string key;
    TenantId tenant;
    std::function<Result<void>(Tx&)> action;
  };
  std::vector<BeforeCommit> before_commit = {};

  struct Mark {
    std::size_t after_commit, undo;
    std::int64_t seq;
  };
  Mark mark() const { return {after_commit.size(), undo.size(), seq}; }
  /// Restores memory to the mark, newest first.
  void undo_to(const Mark& mark) noexcept;

  /// Runs apply in a Tx. The caller owns savepoints. Throws what apply throws.
  Result<void> run(const Database::Apply& apply, Instant now);
  /// Runs what Tx::before_commit asked for. Throws DbError when one of them fails.
  void run_before_commit(Instant now);
};

}  // namespace manyi::db::detail
