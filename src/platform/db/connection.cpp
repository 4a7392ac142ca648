// Placeholders, the statement cache and the calls that ReadTx and Tx make.
// Owns nothing of either database's own ways.
#include "platform/db/connection.h"

#include <algorithm>
#include <cctype>

namespace manyi::db {
namespace detail {
namespace {

// Lists with many filters make many texts; past this the cache starts afresh.
constexpr std::size_t kMaxCached = 500;

constexpr std::string_view kInList = "in (";

bool name_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view postgres_type(SlotType type) {
  switch (type) {
    case SlotType::kInteger: return "::bigint";
    case SlotType::kReal: return "::double precision";
    case SlotType::kText: return "::text";
    case SlotType::kList: return "::bigint[]";
  }
  return "";
}

}  // namespace

void throw_unexpected_null() {
  throw DbError(DbError::Kind::kMisuse, "NULL in a column that is read into a field that is not optional");
}

void throw_unknown_name(std::string_view type) {
  throw DbError(DbError::Kind::kMisuse, "a stored text is no " + std::string(type));
}

Placeholders rewrite_placeholders(std::string_view sql, Dialect dialect, std::span<const SlotType> types) {
  Placeholders out;
  out.sql.reserve(sql.size() + 16 * types.size());
  for (std::size_t i = 0; i < sql.size();) {
    const char c = sql[i];
    if (c == '\'' || c == '"') {
      const auto end = std::min(sql.find(c, i + 1), sql.size() - 1);
      out.sql += sql.substr(i, end - i + 1);
      i = end + 1;
    } else if (c == '-' && i + 1 < sql.size() && sql[i + 1] == '-') {
      i = std::min(sql.find('\n', i), sql.size());
    } else if (c == ':' && i + 1 < sql.size() && sql[i + 1] == ':') {
      out.sql += "::";
      i += 2;
    } else if (c == ':' && i + 1 < sql.size() && name_char(sql[i + 1])) {
      ++i;
      while (i < sql.size() && name_char(sql[i])) ++i;
      const auto position = static_cast<std::size_t>(out.count++);
      const bool list = position < types.size() && types[position] == SlotType::kList;
      if (list && !out.sql.ends_with(kInList))
        throw DbError(DbError::Kind::kMisuse, "a list stands behind 'in (' only: " + std::string(sql));
      if (dialect == Dialect::kSqlite) {
        if (list) out.sql += "select value from json_each(";
        out.sql += "?" + std::to_string(position + 1);
        if (list) out.sql += ")";
      } else {
        if (list) out.sql.replace(out.sql.size() - kInList.size(), kInList.size(), "= any(");
        // The type is said, because PostgreSQL guesses text for a bare parameter in many places.
        out.sql += "$" + std::to_string(position + 1);
        if (position < types.size()) out.sql += postgres_type(types[position]);
      }
    } else {
      out.sql += c;
      ++i;
    }
  }
  return out;
}

bool holds_nul(std::span<const Bind> binds) {
  return std::any_of(binds.begin(), binds.end(), [](const Bind& bind) {
    return bind.type == SlotType::kText && bind.text.find('\0') != std::string_view::npos;
  });
}

void give_back(Statement* statement) noexcept {
  statement->finish();
  statement->busy = false;
  if (!statement->cached) delete statement;
}

Cursor::~Cursor() {
  if (statement_ != nullptr) give_back(statement_);
}

const Slot* Cursor::next() { return statement_->fetch() ? statement_->row.data() : nullptr; }

Statement* Connection::take(std::string_view sql, std::span<const Bind> binds,
                            std::span<const SlotType> types, Fetch fetch) {
  const auto fits = [&](const Statement& s) {
    return !s.busy && s.in_types.size() == binds.size() && s.row.size() == types.size() &&
           std::equal(binds.begin(), binds.end(), s.in_types.begin(),
                      [](const Bind& b, SlotType t) { return b.type == t; }) &&
           std::equal(types.begin(), types.end(), s.row.begin(),
                      [](SlotType t, const Slot& slot) { return t == slot.type; });
  };
  const bool stream = fetch == Fetch::kStream && dialect() == Dialect::kPostgres;
  auto at = cache_.find(sql);
  if (at != cache_.end() && !stream) {
    for (const auto& statement : at->second)
      if (fits(*statement)) return statement.get();
  }
  std::vector<SlotType> in(binds.size());
  std::transform(binds.begin(), binds.end(), in.begin(), [](const Bind& b) { return b.type; });
  ++prepared_;
  if (stream) {
    auto made = prepare_stream(sql, in, types);
    made->in_types = std::move(in);
    return made.release();
  }
  auto made = prepare(sql, in, types);
  made->in_types = std::move(in);
  // A statement that runs inside itself (a query in its own each()) is made for the occasion.
  const bool nested = at != cache_.end() && std::any_of(at->second.begin(), at->second.end(),
                                                        [](const auto& s) { return s->busy; });
  if (nested) return made.release();
  if (cached_ >= kMaxCached) {
    cached_ = 0;
    for (auto entry = cache_.begin(); entry != cache_.end();) {
      std::erase_if(entry->second, [](const auto& s) { return !s->busy; });
      cached_ += entry->second.size();
      entry = entry->second.empty() ? cache_.erase(entry) : std::next(entry);
    }
    at = cache_.end();
  }
  made->cached = true;
  ++cached_;
  auto& list = cache_[std::string(sql)];
  list.push_back(std::move(made));
  return list.back().get();
}

Cursor Connection::query(std::string_view sql, std::span<const Bind> binds, std::span<const SlotType> types,
                         Fetch fetch) {
  if (holds_nul(binds)) throw DbError(DbError::Kind::kMisuse, "a text with NUL was bound");
  Statement* statement = take(sql, binds, types, fetch);
  statement->busy = true;
  Cursor cursor(statement);
  statement->start(binds);
  return cursor;
}

std::int64_t Connection::run(std::string_view sql, std::span<const Bind> binds) {
  Statement* statement = take(sql, binds, {}, Fetch::kWhole);
  statement->busy = true;
  const Cursor cursor(statement);
  statement->start(binds);
  return statement->affected();
}

void Connection::run_later(std::string_view sql, std::span<const Bind> binds) {
  Statement* statement = take(sql, binds, {}, Fetch::kWhole);
  statement->busy = true;
  const Cursor cursor(statement);
  statement->start_later(binds);
}

void Batch::undo_to(const Mark& mark) noexcept {
  while (undo.size() > mark.undo) {
    undo.back()();
    undo.pop_back();
  }
  after_commit.resize(mark.after_commit);
  seq = mark.seq;
}

void Batch::run_before_commit(Instant now) {
  for (const BeforeCommit& each : before_commit) {
    tenant = each.tenant;
    Tx tx(connection, *this, now);
    if (const auto result = each.action(tx); !result || tx.failed_)
      throw DbError(DbError::Kind::kMisuse, "what was to be written before COMMIT failed: " + each.key);
  }
}

Result<void> Batch::run(const Database::Apply& apply, Instant now) {
  Tx tx(connection, *this, now);
  auto result = apply(tx);
  if (result && tx.failed_)
    throw DbError(DbError::Kind::kMisuse, "a command reported success after a violated constraint");
  return result;
}

}  // namespace detail

Dialect ReadTx::dialect() const { return connection_.dialect(); }

detail::Cursor ReadTx::query(std::string_view sql, std::span<const detail::Bind> binds,
                             std::span<const detail::SlotType> types, detail::Fetch fetch) {
  if (failed_)
    throw DbError(DbError::Kind::kMisuse, "a statement after a violated constraint; use savepoint()");
  return connection_.query(sql, binds, types, fetch);
}

Result<std::int64_t> Tx::run(std::string_view sql, std::span<const detail::Bind> binds) {
  if (failed_)
    throw DbError(DbError::Kind::kMisuse, "a statement after a violated constraint; use savepoint()");
  if (detail::holds_nul(binds)) {
    failed_ = true;
    return invalid("", "nul", "A text holds the character NUL.");
  }
  try {
    return connection_.run(sql, binds);
  } catch (const DbError& e) {
    if (e.kind() != DbError::Kind::kConstraint) throw;
    failed_ = true;
    // what() is "key detail", made by the connection from names in the schema only.
    const std::string_view what = e.what();
    const auto space = what.find(' ');
    return conflict(std::string(what.substr(0, space)), std::string(what.substr(space + 1)));
  }
}

Result<void> Tx::run_later(std::string_view sql, std::span<const detail::Bind> binds) {
  if (failed_)
    throw DbError(DbError::Kind::kMisuse, "a statement after a violated constraint; use savepoint()");
  if (detail::holds_nul(binds)) {
    failed_ = true;
    return invalid("", "nul", "A text holds the character NUL.");
  }
  try {
    connection_.run_later(sql, binds);
  } catch (const DbError& e) {
    if (e.kind() != DbError::Kind::kConstraint) throw;
    throw DbError(DbError::Kind::kMisuse, std::string("a deferred statement failed: ") + e.what());
  }
  return {};
}

Result<void> Tx::savepoint(const std::function<Result<void>()>& body) {
  if (failed_) throw DbError(DbError::Kind::kMisuse, "a savepoint after a violated constraint");
  const int depth = ++depth_;
  const auto mark = batch_.mark();
  connection_.settle();  // so that what fails later is known to be the body's
  connection_.savepoint(depth);
  const auto back = [&] {
    batch_.undo_to(mark);
    --depth_;
    connection_.rollback_to(depth);
    failed_ = false;
  };
  Result<void> result;
  try {
    result = body();
    if (result && failed_)
      throw DbError(DbError::Kind::kMisuse,
                    "a savepoint's body reported success after a violated constraint");
    if (result) connection_.settle();
  } catch (const DbError& e) {
    try {
      back();
    } catch (const DbError&) {  // the first exception says more
    }
    if (e.kind() == DbError::Kind::kLater) throw DbError(DbError::Kind::kMisuse, e.what());
    throw;
  } catch (...) {
    try {
      back();
    } catch (const DbError&) {  // the first exception says more
    }
    throw;
  }
  if (!result) {
    back();
    return result;
  }
  connection_.release(depth);
  --depth_;
  return result;
}

void Tx::before_commit(const std::string& key, std::function<Result<void>(Tx&)> action) {
  const auto same = [&](const auto& each) { return each.tenant == batch_.tenant && each.key == key; };
  if (std::none_of(batch_.before_commit.begin(), batch_.before_commit.end(), same))
    batch_.before_commit.push_back({key, batch_.tenant, std::move(action)});
}
void Tx::after_commit(std::function<void()> action) { batch_.after_commit.push_back(std::move(action)); }
void Tx::on_rollback(std::function<void()> action) { batch_.undo.push_back(std::move(action)); }
TenantId Tx::tenant() const { return batch_.tenant; }
std::int64_t Tx::batch() const { return batch_.number; }
void Tx::wrote_seq(std::int64_t seq) { batch_.seq = std::max(batch_.seq, seq); }
std::int64_t Tx::next_id() { return batch_.ids.next(); }

}  // namespace manyi::db
