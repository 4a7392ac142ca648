// SQLite behind the seam: pragmas, statements, transactions, error codes.
// Owns the only use of sqlite3's native handle.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <charconv>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "platform/db/connection.h"

namespace manyi::db::detail {
namespace {

using sqlite_api::sqlite3;
using Backend = soci::sqlite3_session_backend;

// Result codes; the header's macros do not survive the wrapper's namespace for all compilers.
constexpr int kOk = 0, kBusyCode = 5, kLocked = 6, kReadOnly = 8, kIoErr = 10, kCorrupt = 11, kFullCode = 13,
              kCantOpen = 14, kConstraintCode = 19, kNotADb = 26, kRow = 100, kDone = 101;
constexpr int kNullColumn = 5;
constexpr unsigned kPersistent = 1;
constexpr unsigned char kUtf8 = 1;
constexpr int kMultithread = 2, kMemoryStatus = 9;
constexpr int kPassive = 0;
constexpr int kPagesToCopy = 4000;  // since the last time
constexpr int kLongestLog = 16000;

/// Once, before the first connection: every connection is used by one thread at a time, so SQLite
/// need not lock for each call, nor count memory under one lock for all threads.
void configure_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    sqlite_api::sqlite3_config(kMultithread);
    sqlite_api::sqlite3_config(kMemoryStatus, 0);
  });
}

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

std::string json_of(std::span<const std::int64_t> list) {
  std::string text = "[";
  char number[24];
  for (const std::int64_t value : list) {
    if (text.size() > 1) text += ',';
    text.append(number, std::to_chars(number, number + sizeof number, value).ptr);
  }
  return text += "]";
}

/// Prepared and run through sqlite3 itself: SOCI copies every value in and out, which costs as much
/// as the statement.
class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* handle, std::string sql, std::span<const SlotType> out)
      : handle_(handle), sql_(std::move(sql)) {
    const int code = sqlite_api::sqlite3_prepare_v3(handle_, sql_.data(), static_cast<int>(sql_.size()),
                                                    kPersistent, &statement_, nullptr);
    if (code != kOk) throw translate(handle_, code, sql_);
    row.resize(out.size());
    for (std::size_t i = 0; i < out.size(); ++i) row[i].type = out[i];
    if (!row.empty() && sqlite_api::sqlite3_column_count(statement_) != static_cast<int>(row.size())) {
      sqlite_api::sqlite3_finalize(statement_);
      throw DbError(DbError::Kind::kMisuse, "the number of columns does not fit: " + sql_);
    }
  }
  ~SqliteStatement() override { sqlite_api::sqlite3_finalize(statement_); }

  void start(std::span<const Bind> binds) override {
    texts_.clear();
    for (std::size_t i = 0; i < binds.size(); ++i) bind(static_cast<int>(i) + 1, binds[i]);
    step();
    stands_on_first_ = true;
  }
  bool fetch() override {
    if (!std::exchange(stands_on_first_, false) && has_row_) step();
    if (!has_row_) return false;
    for (std::size_t i = 0; i < row.size(); ++i) read(static_cast<int>(i), row[i]);
    return true;
  }
  std::int64_t affected() override { return sqlite_api::sqlite3_changes(handle_); }
  void finish() noexcept override {
    sqlite_api::sqlite3_reset(statement_);
    has_row_ = false;
  }

 private:
  void step() {
    const int code = sqlite_api::sqlite3_step(statement_);
    has_row_ = code == kRow;
    if (code != kRow && code != kDone) throw translate(handle_, code, sql_);
  }
  // Texts are not copied: a bound one lives until the call is over, and no step comes after it.
  void bind(int at, const Bind& bind) {
    int code = kOk;
    if (bind.null) {
      code = sqlite_api::sqlite3_bind_null(statement_, at);
    } else if (bind.type == SlotType::kInteger) {
      code = sqlite_api::sqlite3_bind_int64(statement_, at, bind.integer);
    } else if (bind.type == SlotType::kReal) {
      code = sqlite_api::sqlite3_bind_double(statement_, at, bind.real);
    } else {
      std::string_view text = bind.text;
      if (bind.date) text = texts_.emplace_back(Date::from_days(bind.integer).text());
      if (bind.type == SlotType::kList) text = texts_.emplace_back(json_of(bind.list));
      code = sqlite_api::sqlite3_bind_text64(statement_, at, text.empty() ? "" : text.data(), text.size(),
                                             nullptr, kUtf8);
    }
    if (code != kOk) throw translate(handle_, code, sql_);
  }
  void read(int at, Slot& slot) {
    slot.null = sqlite_api::sqlite3_column_type(statement_, at) == kNullColumn;
    if (slot.null) return;
    switch (slot.type) {
      case SlotType::kInteger: slot.integer = sqlite_api::sqlite3_column_int64(statement_, at); break;
      case SlotType::kReal: slot.real = sqlite_api::sqlite3_column_double(statement_, at); break;
      case SlotType::kList: break;
      case SlotType::kText: {
        const auto* text = reinterpret_cast<const char*>(sqlite_api::sqlite3_column_text(statement_, at));
        slot.text = {text, static_cast<std::size_t>(sqlite_api::sqlite3_column_bytes(statement_, at))};
        break;
      }
    }
  }

  sqlite3* handle_;
  std::string sql_;
  sqlite_api::sqlite3_stmt* statement_ = nullptr;
  std::deque<std::string> texts_;  // bound ones that are made here
  bool has_row_ = false;
  bool stands_on_first_ = false;
};

std::unique_ptr<soci::session> open_file(const std::string& path) {
  configure_library();
  try {
    return std::make_unique<soci::session>(soci::sqlite3, "dbname=\"" + path + "\" timeout=5");
  } catch (const soci::sqlite3_soci_error& e) {
    throw DbError(DbError::Kind::kIo, std::string("SQLite cannot open the file: ") +
                                          sqlite_api::sqlite3_errstr(e.result() & 0xff));
  }
}

sqlite3* handle_of(soci::session& session) { return static_cast<Backend*>(session.get_backend())->conn_; }

void run_script(sqlite3* handle, const std::string& sql) {
  const int code = sqlite_api::sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != kOk) throw translate(handle, code, sql);
}

const char* synchronous(Durability durability) {
  return durability == Durability::kFull ? "pragma synchronous = full" : "pragma synchronous = off";
}

/// Copies committed pages from the log into the database file beside the writer, on a thread and a
/// connection of its own, so that nobody's commit waits for it. What it cannot do, the writer does.
class Checkpointer {
 public:
  Checkpointer(const std::string& path, Durability durability) : session_(open_file(path)) {
    run_script(handle_of(*session_), "pragma journal_mode = wal");
    run_script(handle_of(*session_), synchronous(durability));
    thread_ = std::thread([this] { loop(); });
  }
  ~Checkpointer() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  void wake() {
    {
      const std::lock_guard lock(mutex_);
      wanted_ = true;
    }
    wake_.notify_one();
  }

 private:
  void loop() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] { return stopping_ || wanted_; });
      if (stopping_) return;
      wanted_ = false;
      lock.unlock();
      sqlite_api::sqlite3_wal_checkpoint_v2(handle_of(*session_), nullptr, kPassive, nullptr, nullptr);
      lock.lock();
    }
  }

  std::unique_ptr<soci::session> session_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool wanted_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, Durability durability, TxMode mode)
      : path_(path), durability_(durability), session_(open_file(path)), handle_(handle_of(*session_)) {
    script("pragma journal_mode = wal");
    script(synchronous(durability));
    script(
        "pragma foreign_keys = on; pragma temp_store = memory; "
        "pragma journal_size_limit = 67108864");
    script(mode == TxMode::kWrite ? "pragma cache_size = -32768"
                                  : "pragma cache_size = -4096; pragma query_only = on");
    if (mode == TxMode::kWrite)
      sqlite_api::sqlite3_wal_hook(
          handle_,
          [](void* self, sqlite3*, const char*, int pages) {
            static_cast<SqliteConnection*>(self)->after_commit(pages);
            return kOk;
          },
          this);
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
  void script(const std::string& sql) override { run_script(handle_, sql); }
  bool in_transaction() override { return sqlite_api::sqlite3_get_autocommit(handle_) == 0; }
  bool alive() override { return true; }
  void analyze() override { script("pragma analysis_limit = 1000; analyze"); }
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
    return std::make_unique<SqliteStatement>(handle_, std::move(text.sql), out);
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
  // The log holds that many pages now. It begins anew once all of them are copied.
  void after_commit(int pages) {
    if (pages < woken_at_) woken_at_ = 0;
    if (pages >= kLongestLog) {
      sqlite_api::sqlite3_wal_checkpoint_v2(handle_, nullptr, kPassive, nullptr, nullptr);
    } else if (pages >= woken_at_ + kPagesToCopy) {
      woken_at_ = pages;
      try {
        if (!checkpointer_) checkpointer_ = std::make_unique<Checkpointer>(path_, durability_);
        checkpointer_->wake();
      } catch (const std::exception&) {  // the log grows until this connection copies it
      }
    }
  }

  const std::string path_;
  const Durability durability_;
  std::unique_ptr<soci::session> session_;
  sqlite3* handle_;
  std::unique_ptr<Statement> begin_read_, begin_write_, commit_;
  int woken_at_ = 0;
  std::unique_ptr<Checkpointer> checkpointer_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, Durability durability, TxMode mode) {
  return std::make_unique<SqliteConnection>(path, durability, mode);
}

}  // namespace manyi::db::detail
