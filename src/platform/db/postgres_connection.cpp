// PostgreSQL behind the seam: locks, NOTIFY, cursors, error codes, commits in doubt.
// Owns the only use of libpq's native handle.
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <charconv>
#include <cstdlib>
#include <optional>

#include "platform/db/connection.h"

namespace manyi::db::detail {
namespace {

using Backend = soci::postgresql_session_backend;
constexpr int kStreamRows = 1000;

struct ResultFree {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<PGresult, ResultFree>;

/// The first line of the server's message. Kept only for classes whose first line names schema
/// objects; data errors (class 22) quote values there.
std::string primary_line(std::string_view message) {
  for (const std::string_view mark : {"ERROR:", "FATAL:", "PANIC:"}) {
    const auto at = message.find(mark);
    if (at == std::string_view::npos) continue;
    message.remove_prefix(at + mark.size());
    while (!message.empty() && message.front() == ' ') message.remove_prefix(1);
    break;
  }
  return std::string(message.substr(0, message.find('\n')));
}

DbError translate(std::string_view state, std::string_view message, bool broken, std::string_view sql) {
  using Kind = DbError::Kind;
  const std::string code(state);
  if (broken || state.starts_with("08") || state.starts_with("57P"))
    return {Kind::kConnection, "PostgreSQL: connection lost (" + code + ")"};
  if (state.starts_with("23")) {
    std::string key = "db.constraint";
    if (state == "23505")
      key = "db.unique";
    else if (state == "23503")
      key = "db.foreign_key";
    else if (state == "23514")
      key = "db.check";
    else if (state == "23502")
      key = "db.not_null";
    return {Kind::kConstraint, key + " " + primary_line(message)};
  }
  if (state == "40001" || state == "40P01")
    return {Kind::kSerialization, "PostgreSQL: serialization failure (" + code + ")"};
  if (state == "55P03" || state == "57014")
    return {Kind::kBusy, "PostgreSQL: lock or statement timeout (" + code + ")"};
  if (state == "53100" || state == "53200")
    return {Kind::kFull, "PostgreSQL: out of resources (" + code + ")"};
  if (state.starts_with("53")) return {Kind::kConnection, "PostgreSQL: too many connections (" + code + ")"};
  if (state.starts_with("58") || state.starts_with("XX"))
    return {Kind::kIo, "PostgreSQL: server error (" + code + ")"};
  if (state.starts_with("22"))
    return {Kind::kMisuse, "PostgreSQL: data error (" + code + ") in: " + std::string(sql)};
  return {Kind::kMisuse, "PostgreSQL: " + primary_line(message) + " (" + code + ") in: " + std::string(sql)};
}

void check(PGconn* handle, const ResultPtr& result, std::string_view sql) {
  const auto status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
  const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
  const char* primary = PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY);
  throw translate(state != nullptr ? state : "08000", primary != nullptr ? primary : "",
                  PQstatus(handle) != CONNECTION_OK, sql);
}

/// SOCI reads key=value pairs only and spoils URLs.
std::string key_values(const std::string& conninfo) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(
      PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree);
  if (!options) throw DbError(DbError::Kind::kMisuse, "PostgreSQL: the connection URL cannot be read");
  std::string all;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    std::string value;
    for (const char* c = option->val; *c != '\0'; ++c) {
      if (*c == '\'' || *c == '\\') value += '\\';
      value += *c;
    }
    all += std::string(all.empty() ? "" : " ") + option->keyword + "='" + value + "'";
  }
  return all;
}

/// Arguments in libpq's text form; at stable addresses until the statement was sent.
class Arguments {
 public:
  void assign(std::span<const Bind> binds) {
    texts_.resize(binds.size());
    values_.assign(binds.size(), nullptr);
    for (std::size_t i = 0; i < binds.size(); ++i) {
      const Bind& bind = binds[i];
      if (bind.null) continue;
      std::string& text = texts_[i];
      char number[40];
      switch (bind.type) {
        case SlotType::kInteger:
          text.assign(number, std::to_chars(number, number + sizeof number, bind.integer).ptr);
          break;
        case SlotType::kReal:
          text.assign(number, std::to_chars(number, number + sizeof number, bind.real).ptr);
          break;
        case SlotType::kList:
          text.assign(1, '{');
          for (const std::int64_t value : bind.list) {
            if (text.size() > 1) text += ',';
            text.append(number, std::to_chars(number, number + sizeof number, value).ptr);
          }
          text += '}';
          break;
        case SlotType::kText:
          if (bind.date)
            text = Date::from_days(bind.integer).text();
          else
            text.assign(bind.text);
          break;
      }
      values_[i] = text.c_str();
    }
  }
  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }

 private:
  std::vector<std::string> texts_;
  std::vector<const char*> values_;
};

void read_row(PGresult* result, int at, std::vector<Slot>& row) {
  for (int i = 0; i < static_cast<int>(row.size()); ++i) {
    Slot& slot = row[static_cast<std::size_t>(i)];
    slot.null = PQgetisnull(result, at, i) != 0;
    if (slot.null) continue;
    const char* text = PQgetvalue(result, at, i);
    switch (slot.type) {
      case SlotType::kInteger: slot.integer = std::strtoll(text, nullptr, 10); break;
      case SlotType::kReal: slot.real = std::strtod(text, nullptr); break;
      case SlotType::kList: break;
      case SlotType::kText:
        slot.text = std::string_view(text, static_cast<std::size_t>(PQgetlength(result, at, i)));
        break;
    }
  }
}

/// The connection's way of sending. What needs no answer waits in a pipeline and travels with the
/// next statement that does: a create of eight statements takes five round trips instead of twelve.
class Wire {
 public:
  explicit Wire(PGconn* handle) : handle_(handle) {}
  PGconn* handle() const { return handle_; }
  bool closing = false;  // statements go with the connection

  /// Queues a statement whose answer nobody waits for. `name` empty: `sql` is sent itself.
  void later(const std::string& name, const std::string& sql, const Arguments& arguments,
             std::string* first_value = nullptr) {
    collect();
    if (waiting_.size() >= kMaxWaiting) sync();
    if (PQpipelineStatus(handle_) == PQ_PIPELINE_OFF && PQenterPipelineMode(handle_) != 1) fail_broken();
    send(name, sql, arguments);
    waiting_.push_back({sql, first_value});
  }
  void later(const std::string& sql) { later({}, sql, {}); }

  /// Runs a prepared statement now, after what waits.
  ResultPtr now(const std::string& name, const std::string& sql, const Arguments& arguments) {
    collect();
    if (waiting_.empty()) {
      ResultPtr result(
          PQexecPrepared(handle_, name.c_str(), arguments.count(), arguments.values(), nullptr, nullptr, 0));
      check(handle_, result, sql);
      return result;
    }
    send(name, sql, arguments);
    waiting_.push_back({sql, nullptr});
    return drain(Last::kIsOurs);
  }
  /// Sends what waits and looks at the answers. Throws Kind::kLater when one is an error.
  void sync() {
    collect();
    if (!waiting_.empty()) drain(Last::kWaitedToo);
  }
  /// Sends what waits and goes on; the answers are read before the next statement.
  void send_off() noexcept {
    if (waiting_.empty()) return;
    sent_off_ = true;
    PQpipelineSync(handle_);  // a broken connection shows when the answers are read
  }
  void sync_quietly() noexcept {
    try {
      sync();
    } catch (const DbError&) {  // what follows is a rollback
    }
  }

 private:
  static constexpr std::size_t kMaxWaiting = 100;  // keeps the answers within the socket's buffers
  enum class Last { kIsOurs, kWaitedToo };
  struct Waiting {
    std::string sql;
    std::string* first_value;
  };

  [[noreturn]] void fail_broken() {
    waiting_.clear();
    throw DbError(DbError::Kind::kConnection, "PostgreSQL: connection lost");
  }
  void send(const std::string& name, const std::string& sql, const Arguments& arguments) {
    const int sent = name.empty() ? PQsendQueryParams(handle_, sql.c_str(), arguments.count(), nullptr,
                                                      arguments.values(), nullptr, nullptr, 0)
                                  : PQsendQueryPrepared(handle_, name.c_str(), arguments.count(),
                                                        arguments.values(), nullptr, nullptr, 0);
    if (sent != 1) fail_broken();
  }
  void collect() {
    if (!sent_off_) return;
    sent_off_ = false;
    try {
      read_answers(Last::kWaitedToo);
    } catch (const DbError& e) {
      if (e.kind() == DbError::Kind::kConnection) throw;
    }
  }
  ResultPtr drain(Last last) {
    if (PQpipelineSync(handle_) != 1) fail_broken();
    return read_answers(last);
  }
  ResultPtr read_answers(Last last) {
    std::optional<DbError> error;
    ResultPtr ours;
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      const bool is_ours = last == Last::kIsOurs && i + 1 == waiting_.size();
      ResultPtr result(PQgetResult(handle_));
      if (!result) fail_broken();
      while (ResultPtr(PQgetResult(handle_))) {}
      if (PQresultStatus(result.get()) == PGRES_PIPELINE_ABORTED) continue;
      try {
        check(handle_, result, waiting_[i].sql);
      } catch (const DbError& e) {
        const bool broken =
            e.kind() == DbError::Kind::kConnection || e.kind() == DbError::Kind::kSerialization;
        if (!error) error = is_ours || broken ? e : DbError(DbError::Kind::kLater, e.what());
        continue;
      }
      if (waiting_[i].first_value != nullptr) *waiting_[i].first_value = PQgetvalue(result.get(), 0, 0);
      if (is_ours) ours = std::move(result);
    }
    waiting_.clear();
    for (;;) {  // up to the end of the pipeline
      const ResultPtr end(PQgetResult(handle_));
      if (!end) {
        if (PQstatus(handle_) != CONNECTION_OK) fail_broken();
        continue;
      }
      if (PQresultStatus(end.get()) == PGRES_PIPELINE_SYNC) break;
      if (PQstatus(handle_) != CONNECTION_OK) fail_broken();
    }
    PQexitPipelineMode(handle_);
    if (error) throw *error;
    return ours;
  }

  PGconn* handle_;
  std::vector<Waiting> waiting_;
  bool sent_off_ = false;
};

/// Prepared and run through libpq itself: SOCI knows no pipeline, and sends the arguments of a run
/// that failed once more in place of NULLs.
class PostgresStatement final : public Statement {
 public:
  PostgresStatement(Wire& wire, std::string name, std::string sql, std::span<const SlotType> out)
      : wire_(wire), name_(std::move(name)), sql_(std::move(sql)) {
    row.resize(out.size());
    for (std::size_t i = 0; i < out.size(); ++i) row[i].type = out[i];
    wire_.sync();
    check(wire_.handle(), ResultPtr(PQprepare(wire_.handle(), name_.c_str(), sql_.c_str(), 0, nullptr)),
          sql_);
  }
  ~PostgresStatement() override {
    if (wire_.closing) return;
    wire_.sync_quietly();
    if (PQtransactionStatus(wire_.handle()) != PQTRANS_INERROR)
      ResultPtr(PQexec(wire_.handle(), ("deallocate " + name_).c_str()));
  }
  void start(std::span<const Bind> binds) override {
    arguments_.assign(binds);
    result_ = wire_.now(name_, sql_, arguments_);
    at_ = 0;
    if (PQntuples(result_.get()) > 0 && PQnfields(result_.get()) != static_cast<int>(row.size()) &&
        !row.empty())
      throw DbError(DbError::Kind::kMisuse, "the number of columns does not fit: " + sql_);
  }
  void start_later(std::span<const Bind> binds) override {
    arguments_.assign(binds);
    wire_.later(name_, sql_, arguments_);
  }
  bool fetch() override {
    if (!result_ || at_ >= PQntuples(result_.get())) return false;
    read_row(result_.get(), at_++, row);
    return true;
  }
  std::int64_t affected() override { return std::strtoll(PQcmdTuples(result_.get()), nullptr, 10); }
  void finish() noexcept override { result_.reset(); }

 private:
  Wire& wire_;
  std::string name_;
  std::string sql_;
  Arguments arguments_;
  ResultPtr result_;
  int at_ = 0;
};

/// Reads through a server-side cursor, since libpq would hold the whole result. Made per use.
class PostgresStream final : public Statement {
 public:
  PostgresStream(Wire& wire, std::string sql, std::span<const SlotType> out, int number)
      : wire_(wire), sql_(std::move(sql)), name_("stream" + std::to_string(number)) {
    row.resize(out.size());
    for (std::size_t i = 0; i < out.size(); ++i) row[i].type = out[i];
  }
  void start(std::span<const Bind> binds) override {
    Arguments arguments;
    arguments.assign(binds);
    wire_.sync();
    const std::string text = "declare " + name_ + " no scroll cursor for " + sql_;
    check(wire_.handle(),
          ResultPtr(PQexecParams(wire_.handle(), text.c_str(), arguments.count(), nullptr, arguments.values(),
                                 nullptr, nullptr, 0)),
          sql_);
    open_ = true;
  }
  bool fetch() override {
    if (!rows_ || at_ == PQntuples(rows_.get())) {
      if (rows_ && at_ < kStreamRows) return false;
      wire_.sync();
      rows_.reset(
          PQexec(wire_.handle(), ("fetch " + std::to_string(kStreamRows) + " from " + name_).c_str()));
      check(wire_.handle(), rows_, sql_);
      at_ = 0;
      if (PQntuples(rows_.get()) == 0) return false;
    }
    read_row(rows_.get(), at_++, row);
    return true;
  }
  std::int64_t affected() override { return 0; }
  void finish() noexcept override {
    rows_.reset();
    wire_.sync_quietly();
    if (open_ && PQtransactionStatus(wire_.handle()) == PQTRANS_INTRANS)
      ResultPtr(PQexec(wire_.handle(), ("close " + name_).c_str()));
    open_ = false;
  }

 private:
  Wire& wire_;
  std::string sql_;
  std::string name_;
  ResultPtr rows_;
  int at_ = 0;
  bool open_ = false;
};

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(const std::string& conninfo, const std::string& schema, Durability durability)
      : session_(open(conninfo)), wire_(static_cast<Backend*>(session_->get_backend())->conn_) {
    PQsetNoticeProcessor(
        wire_.handle(), [](void*, const char*) {}, nullptr);
    // Every statement has its index. A plan made while a table was empty would read all of it for good.
    script("set enable_seqscan to off; set jit to off");
    if (!schema.empty()) script("create schema if not exists " + schema + "; set search_path to " + schema);
    if (durability == Durability::kOff) script("set synchronous_commit to off");
  }
  ~PostgresConnection() override {
    wire_.closing = true;
    clear_statements();
  }

  Dialect dialect() const override { return Dialect::kPostgres; }
  void begin(TxMode mode, std::span<const std::int64_t> tenants) override {
    token_.clear();
    reading_ = mode == TxMode::kRead;
    if (reading_) {
      wire_.later("begin transaction isolation level repeatable read read only");
      return;
    }
    wire_.later("begin transaction isolation level read committed");
    for (const std::int64_t tenant : tenants)
      wire_.later("select pg_advisory_xact_lock(" + std::to_string(tenant) + ")");
    wire_.later({}, "select pg_current_xact_id()", {}, &token_);
  }
  void commit(const std::string& notice) override {
    if (token_.empty()) wire_.sync();  // the token must be here before the COMMIT leaves
    if (!notice.empty()) wire_.later("select pg_notify('manyi', '" + notice + "')");
    wire_.later("commit");
    wire_.sync();
    if (PQtransactionStatus(wire_.handle()) != PQTRANS_IDLE)
      throw DbError(DbError::Kind::kSerialization, "PostgreSQL: the transaction did not end");
  }
  void rollback() noexcept override {
    wire_.sync_quietly();
    if (reading_ && PQtransactionStatus(wire_.handle()) == PQTRANS_INTRANS) {
      // Nothing was written: nobody needs to wait for this answer.
      try {
        wire_.later("rollback");
        wire_.send_off();
        return;
      } catch (const DbError&) {  // broken: the next use finds out
        return;
      }
    }
    if (in_transaction()) ResultPtr(PQexec(wire_.handle(), "rollback"));
  }
  void script(const std::string& sql) override {
    wire_.sync();
    check(wire_.handle(), ResultPtr(PQexec(wire_.handle(), sql.c_str())), sql);
  }
  bool in_transaction() override {
    const auto status = PQtransactionStatus(wire_.handle());
    return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
  }
  bool alive() override { return PQstatus(wire_.handle()) == CONNECTION_OK; }
  std::string commit_token() const override { return token_; }
  bool was_committed(const std::string& token) override {
    for (;;) {
      const ResultPtr result(
          PQexec(wire_.handle(), ("select pg_xact_status('" + token + "'::xid8)").c_str()));
      check(wire_.handle(), result, "pg_xact_status");
      const std::string_view status = PQgetvalue(result.get(), 0, 0);
      if (status != "in progress") return status == "committed";
      script("select pg_sleep(0.05)");
    }
  }
  void analyze() override { script("analyze"); }
  void settle() override { wire_.sync(); }
  void savepoint(int depth) override { wire_.later("savepoint s" + std::to_string(depth)); }
  void release(int depth) override { wire_.later("release savepoint s" + std::to_string(depth)); }
  void rollback_to(int depth) override {
    wire_.sync_quietly();
    const std::string name = "s" + std::to_string(depth);
    script("rollback to savepoint " + name + "; release savepoint " + name);
  }

 protected:
  std::unique_ptr<Statement> prepare(std::string_view sql, std::span<const SlotType> in,
                                     std::span<const SlotType> out) override {
    return std::make_unique<PostgresStatement>(wire_, "st" + std::to_string(++statements_), text_of(sql, in),
                                               out);
  }
  std::unique_ptr<Statement> prepare_stream(std::string_view sql, std::span<const SlotType> in,
                                            std::span<const SlotType> out) override {
    return std::make_unique<PostgresStream>(wire_, text_of(sql, in), out, ++streams_);
  }

 private:
  static std::unique_ptr<soci::session> open(const std::string& conninfo) {
    try {
      return std::make_unique<soci::session>(soci::postgresql, key_values(conninfo));
    } catch (const soci::soci_error&) {  // its text may hold the password
      throw DbError(DbError::Kind::kConnection, "PostgreSQL: cannot connect");
    }
  }
  static std::string text_of(std::string_view sql, std::span<const SlotType> in) {
    auto text = rewrite_placeholders(sql, Dialect::kPostgres, in);
    if (text.count != static_cast<int>(in.size()))
      throw DbError(DbError::Kind::kMisuse, "the number of arguments does not fit: " + std::string(sql));
    return std::move(text.sql);
  }
  std::unique_ptr<soci::session> session_;
  Wire wire_;
  std::string token_;
  bool reading_ = false;
  int statements_ = 0;
  int streams_ = 0;
};

}  // namespace

std::unique_ptr<Connection> connect_postgres(const std::string& conninfo, const std::string& schema,
                                             Durability durability) {
  return std::make_unique<PostgresConnection>(conninfo, schema, durability);
}

}  // namespace manyi::db::detail
