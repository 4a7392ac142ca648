// SQLite behind the seam: pragmas, transactions, error codes.
// Owns the only use of sqlite3's native handle.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "platform/db/connection.h"
#include "platform/db/soci_statement.h"

namespace manyi::db::detail {
namespace {

using sqlite_api::sqlite3;
using Backend = soci::sqlite3_session_backend;

// Result codes; the header's macros do not survive the wrapper's namespace for all compilers.
[[maybe_unused]] constexpr int kOk = 0, kBusyCode = 5, kLocked = 6, kReadOnly = 8, kIoErr = 10, kCorrupt = 11,
                               kFullCode = 13, kCantOpen = 14, kConstraintCode = 19, kNotADb = 26;

DbError translate(sqlite3* handle, int code, std::string_view sql) {
  using Kind = DbError::Kind;
  const std::string text = sqlite_api::sqlite3_errstr(code & 0xff);
  switch (code & 0xff) {
    case kConstraintCode: {
      // The message names columns ("UNIQUE constraint failed: t.a, t.b"), never values.
      std::string key = "db.constraint";
      switch (sqlite_api::sqlite3_extended_errcode(handle) >> 8) {
        case 1: key = "db.check"; break;
        case 3: key = "db.foreign_key"; break;
        case 5: key = "db.not_null"; break;
        case 6:
        case 8:
        case 10: key = "db.unique"; break;
        default: break;
      }
      return {Kind::kConstraint, key + " " + sqlite_api::sqlite3_errmsg(handle)};
    }
    case kBusyCode:
    case kLocked: return {Kind::kBusy, "SQLite: " + text};
    case kFullCode: return {Kind::kFull, "SQLite: " + text};
    case kIoErr:
    case kCorrupt:
    case kCantOpen:
    case kReadOnly:
    case kNotADb: return {Kind::kIo, "SQLite: " + text};
    default:
      return {Kind::kMisuse,
              std::string("SQLite: ") + sqlite_api::sqlite3_errmsg(handle) + " in: " + std::string(sql)};
  }
}

class SqliteStatement final : public SociStatement {
 public:
  SqliteStatement(soci::session& session, sqlite3* handle, std::string sql, std::span<const SlotType> in,
                  std::span<const SlotType> out)
      : SociStatement(session, sql, in, out), handle_(handle), sql_(std::move(sql)) {}

  void start(std::span<const Bind> binds) override {
    guard([&] {
      execute(binds);
      return true;
    });
  }
  bool fetch() override {
    return guard([&] { return advance(); });
  }
  std::int64_t affected() override { return sqlite_api::sqlite3_changes(handle_); }
  void finish() noexcept override {
    // What the back end's own reset() does; the shared library does not export it.
    auto* backend = static_cast<soci::sqlite3_statement_backend*>(statement_.get_backend());
    sqlite_api::sqlite3_reset(backend->stmt_);
    backend->databaseReady_ = true;
  }

 private:
  template <class F> bool guard(F&& body) {
    try {
      return body();
    } catch (const soci::sqlite3_soci_error& e) {
      throw translate(handle_, e.result(), sql_);
    } catch (const soci::soci_error&) {
      throw translate(handle_, sqlite_api::sqlite3_errcode(handle_), sql_);
    }
  }
  sqlite3* handle_;
  std::string sql_;
};

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, Durability durability, TxMode mode) {
    try {
      session_ = std::make_unique<soci::session>(soci::sqlite3, "dbname=\"" + path + "\" timeout=5");
    } catch (const soci::sqlite3_soci_error& e) {
      throw DbError(DbError::Kind::kIo, std::string("SQLite cannot open the file: ") +
                                            sqlite_api::sqlite3_errstr(e.result() & 0xff));
    }
    handle_ = static_cast<Backend*>(session_->get_backend())->conn_;
    script("pragma journal_mode = wal");
    script(durability == Durability::kFull ? "pragma synchronous = full" : "pragma synchronous = off");
    // Fewer checkpoints than the default of 1000 pages: each costs two fsyncs in the writer.
    script(
        "pragma foreign_keys = on; pragma temp_store = memory; pragma wal_autocheckpoint = 4000; "
        "pragma journal_size_limit = 67108864");
    script(mode == TxMode::kWrite ? "pragma cache_size = -16384"
                                  : "pragma cache_size = -4096; pragma query_only = on");
  }
  ~SqliteConnection() override { clear_statements(); }

  Dialect dialect() const override { return Dialect::kSqlite; }
  void begin(TxMode mode, std::span<const std::int64_t>) override {
    if (mode == TxMode::kRead)
      control(begin_read_, "begin");
    else
      control(begin_write_, "begin immediate");
  }
  void commit(const std::string&) override { control(commit_, "commit"); }
  void rollback() noexcept override {
    if (in_transaction()) sqlite_api::sqlite3_exec(handle_, "rollback", nullptr, nullptr, nullptr);
  }
  void script(const std::string& sql) override {
    const int code = sqlite_api::sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != kOk) throw translate(handle_, code, sql);
  }
  bool in_transaction() override { return sqlite_api::sqlite3_get_autocommit(handle_) == 0; }
  bool alive() override { return true; }
  void savepoint(int depth) override { run("savepoint s" + std::to_string(depth), {}); }
  void release(int depth) override { run("release s" + std::to_string(depth), {}); }
  void rollback_to(int depth) override {
    run("rollback to s" + std::to_string(depth), {});
    release(depth);
  }

 protected:
  std::unique_ptr<Statement> prepare(std::string_view sql, std::span<const SlotType> in,
                                     std::span<const SlotType> out) override {
    auto text = rewrite_placeholders(sql, Dialect::kSqlite, in);
    if (text.count != static_cast<int>(in.size()))
      throw DbError(DbError::Kind::kMisuse, "the number of arguments does not fit: " + std::string(sql));
    try {
      return std::make_unique<SqliteStatement>(*session_, handle_, std::move(text.sql), in, out);
    } catch (const soci::soci_error&) { throw translate(handle_, sqlite_api::sqlite3_errcode(handle_), sql); }
  }
  std::unique_ptr<Statement> prepare_stream(std::string_view sql, std::span<const SlotType> in,
                                            std::span<const SlotType> out) override {
    return prepare(sql, in, out);
  }

 private:
  void control(std::unique_ptr<Statement>& statement, std::string_view sql) {
    if (!statement) statement = prepare(sql, {}, {});
    struct Finish {
      Statement& s;
      ~Finish() { s.finish(); }
    } finish{*statement};
    statement->start({});
  }
  std::unique_ptr<soci::session> session_;
  sqlite3* handle_ = nullptr;
  std::unique_ptr<Statement> begin_read_, begin_write_, commit_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, Durability durability, TxMode mode) {
  return std::make_unique<SqliteConnection>(path, durability, mode);
}

}  // namespace manyi::db::detail
