// The records of one kind: recorded once per (import_source, source_id), corrected by repetition,
// taken back while nobody touched them, listed by the time they happened.
// Owns the statements and the order of steps that all such kinds share.
//
//   struct CheckRow : CheckDetails, imports::RecordKeys<CheckTag> { using Details = CheckDetails; };
//   class Checks : public imports::RecordBook<CheckRow> { ... };
//
// Details is a described struct with operator==, and `Instant occurred() const`: when it happened.
// The table has a column per described field of the row, unique (tenant_id, import_source, source_id).
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "platform/auth/scope.h"
#include "platform/db/db.h"
#include "platform/http/page.h"
#include "platform/imports/records.h"

namespace manyi::imports {

/// Source of what is recorded by hand.
inline constexpr std::string_view kByHand = "manual";

/// What every such row carries beside its details.
template <class Tag> struct RecordKeys {
  TenantId tenant_id;
  Id<Tag> id;
  std::string import_source;
  std::optional<std::string> source_id;
  Instant occurred_at;  // what lists are sorted by
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
  BOOST_DESCRIBE_CLASS(RecordKeys, (),
                       (tenant_id, id, import_source, source_id, occurred_at, created_at, created_by,
                        updated_at, updated_by, version),
                       (), ())
};

/// Which record it is, elsewhere. Without a source_id each one is new.
struct RecordOrigin {
  std::optional<std::string> import_source, source_id;
  bool operator==(const RecordOrigin&) const = default;
};
BOOST_DESCRIBE_STRUCT(RecordOrigin, (), (import_source, source_id))

/// kMoved: a step of its table of states.
enum class RecordChange { kRecorded, kCorrected, kMoved, kRemoved, kErased };
BOOST_DESCRIBE_ENUM(RecordChange, kRecorded, kCorrected, kMoved, kRemoved, kErased)

/// What a list is limited to. Columns and conditions are the module's own words, never input.
struct RecordFilter {
  ScopeFilter scope;
  std::optional<Instant> from, to;                             // half-open, by occurred_at
  std::vector<std::pair<std::string_view, std::int64_t>> ids;  // column = id
  std::vector<std::string> conditions;
  std::string_view text_column = {};
  std::optional<std::string> text;  // text_column = text
};

/// A condition of RecordFilter: the column has one of these values; empty for none given.
template <DescribedEnum E> std::string one_of(std::string_view column, const std::vector<E>& values) {
  std::string sql;
  for (const E value : values) sql += (sql.empty() ? "'" : ", '") + enum_name(value) + "'";
  return sql.empty() ? sql : std::string(column) + " in (" + sql + ")";
}

/// Thread-safe. Every call takes part in the caller's transaction.
template <class Row> class RecordBook {
 public:
  using Details = typename Row::Details;
  using RowId = decltype(Row::id);
  /// Tells the journal; called once per change, after it was written.
  using Publish = std::function<Result<void>(db::Tx&, const Caller&, const Row&, RecordChange)>;

  /// `kind` names the record in error keys: "part_unit" gives part_unit.not_found.
  RecordBook(std::string table, std::string kind, Publish publish)
      : table_(std::move(table)), kind_(std::move(kind)), publish_(std::move(publish)) {
    const std::string select =
        "select " + db::columns<Row>() + " from " + table_ + " where tenant_id = :tenant_id";
    by_id_ = select + " and id = :id";
    by_source_ = select + " and import_source = :import_source and source_id = :source_id";
    by_ids_ = select + " and id in (:ids) order by id";
    ids_where_ = "select id from " + table_ + " where tenant_id = :tenant_id and ";
    ids_after_ = ids_where_ + "id > :after order by id limit :limit";
    remove_ = "delete from " + table_ + " where tenant_id = :tenant_id and id = :id";
  }

  std::optional<Row> find(db::ReadTx& tx, TenantId tenant, RowId id) const {
    return tx.first<Row>(by_id_, tenant, id);
  }
  std::vector<Row> find_all(db::ReadTx& tx, TenantId tenant, const std::vector<std::int64_t>& ids) const {
    return tx.all<Row>(by_ids_, tenant, db::In(ids));
  }
  std::optional<Row> find_by_source(db::ReadTx& tx, TenantId tenant, std::string_view import_source,
                                    std::string_view source_id) const {
    return tx.first<Row>(by_source_, tenant, import_source, source_id);
  }
  /// \errors kNotFound also when out of the caller's scope, by these keys of the row; kStale
  template <class KeysOf>
  Result<Row> load(db::ReadTx& tx, const Caller& caller, RowId id, KeysOf&& keys_of,
                   const std::optional<std::int64_t>& if_match = {}) const {
    auto row = find(tx, caller.tenant, id);
    if (!row || !in_scope(caller, keys_of(*row))) return absent();
    if (if_match && *if_match != row->version) return stale("The record was changed in the meantime.");
    return std::move(*row);
  }
  /// Newest first, with the number of all.
  Result<Page<Row>> page(db::ReadTx& tx, const RecordFilter& filter, const std::optional<std::string>& cursor,
                         const std::optional<std::int64_t>& asked) const {
    MANYI_TRY(const std::int64_t limit, page_limit(asked));
    auto [where, binds] = condition_of(filter);
    const std::string text = filter.text.value_or("");
    const auto run = [&](const std::string& sql, const std::vector<std::int64_t>& tail, auto&& fetch) {
      return filter.text ? fetch(sql, binds, text, tail) : fetch(sql, binds, tail);
    };
    const auto total = run("select count(*) from " + table_ + " where " + where + " limit :v", {1},
                           [&](const std::string& sql, const auto&... values) {
                             return tx.scalar<std::int64_t>(sql, values...);
                           });
    std::vector<std::int64_t> tail;
    if (cursor) {
      MANYI_TRY(const auto keys, read_cursor(*cursor, 2));
      const auto at = parse_id(keys[0]), id = parse_id(keys[1]);
      if (!at || !id) return invalid("/cursor", "cursor", "This is not a cursor of this list.");
      where += " and (occurred_at, id) < (:v, :v)";
      tail = {*at, *id};
    }
    tail.push_back(limit + 1);
    auto rows = run("select " + db::columns<Row>() + " from " + table_ + " where " + where +
                        " order by occurred_at desc, id desc limit :v",
                    tail, [&](const std::string& sql, const auto&... values) {
                      return tx.template all<Row>(sql, values...);
                    });
    auto page = page_of(std::move(rows), limit, [](const Row& last) {
      return std::vector<std::string>{id_text(last.occurred_at.ms()), last.id.text()};
    });
    page.total_estimate = total;
    return page;
  }

  /// Inserts or corrects. The details are complete and good.
  Result<Recorded> put(db::Tx& tx, const Caller& caller, const Details& details, const RecordOrigin& origin) {
    const std::string source = origin.import_source.value_or(std::string(kByHand));
    std::optional<Row> known;
    if (origin.source_id) known = find_by_source(tx, caller.tenant, source, *origin.source_id);
    Recorded done;
    if (known) {
      done.record = known->id.value();
      done.version = known->version;
      if (static_cast<const Details&>(*known) == details) return done;
      done.before = to_json(static_cast<const Details&>(*known));
      static_cast<Details&>(*known) = details;
      MANYI_CHECK(change(tx, caller, *known, RecordChange::kCorrected));
      done.outcome = RowOutcome::kUpdated;
      done.version = known->version;
      return done;
    }
    Row row;
    static_cast<Details&>(row) = details;
    row.tenant_id = caller.tenant;
    row.id = RowId(tx.template new_id<RecordBook>().value());
    row.import_source = source;
    row.source_id = origin.source_id;
    row.occurred_at = details.occurred();
    row.created_at = row.updated_at = tx.now();
    row.created_by = row.updated_by = caller.user;
    MANYI_CHECK(tx.insert(table_, row));
    MANYI_CHECK(publish_(tx, caller, row, RecordChange::kRecorded));
    done.outcome = RowOutcome::kImported;
    done.record = row.id.value();
    done.version = row.version;
    return done;
  }
  /// Writes a changed row and tells the journal.
  Result<void> change(db::Tx& tx, const Caller& caller, Row& row, RecordChange what) {
    row.occurred_at = row.occurred();
    row.updated_at = tx.now();
    row.updated_by = caller.user;
    row.version += 1;
    MANYI_CHECK(tx.update(table_, row));
    return publish_(tx, caller, row, what);
  }
  /// Removes what was imported, or restores what it was. \errors kNotFound; kConflict when touched since
  Result<void> take_back(db::Tx& tx, const Caller& caller, const Recorded& done) {
    auto row = find(tx, caller.tenant, RowId(done.record));
    if (!row) return absent();
    if (row->version != done.version)
      return conflict(kind_ + ".touched", "Somebody changed this record since it was imported.");
    if (done.outcome == RowOutcome::kUpdated) {
      MANYI_TRY(static_cast<Details&>(*row), from_json<Details>(done.before));
      return change(tx, caller, *row, RecordChange::kCorrected);
    }
    if (done.outcome != RowOutcome::kImported) return {};
    MANYI_CHECK(tx.exec(remove_, caller.tenant, row->id));
    return publish_(tx, caller, *row, RecordChange::kRemoved);
  }
  std::optional<std::int64_t> version(db::ReadTx& tx, TenantId tenant, std::int64_t id) const {
    const auto row = find(tx, tenant, RowId(id));
    return row ? std::optional(row->version) : std::nullopt;
  }
  /// Empties what was written about an erased customer: `clear(Details&)` does it for one record.
  template <class Clear>
  Result<void> erase_texts(db::Tx& tx, TenantId tenant, std::int64_t customer, Clear&& clear) {
    for (auto& row : find_all(tx, tenant, ids_where(tx, tenant, "customer_id", {customer}))) {
      clear(static_cast<Details&>(row));
      MANYI_CHECK(change(tx, Caller::system(tenant), row, RecordChange::kErased));
    }
    return {};
  }

  // For the KPI engine.
  std::vector<std::int64_t> fact_ids_after(db::ReadTx& tx, TenantId tenant, std::int64_t after,
                                           int limit) const {
    return tx.all<std::int64_t>(ids_after_, tenant, after, limit);
  }
  std::vector<std::int64_t> fact_ids_of_orders(db::ReadTx& tx, TenantId tenant,
                                               const std::vector<std::int64_t>& orders) const {
    return ids_where(tx, tenant, "work_order_id", orders);
  }

 protected:
  std::vector<std::int64_t> ids_where(db::ReadTx& tx, TenantId tenant, std::string_view column,
                                      const std::vector<std::int64_t>& values) const {
    return tx.all<std::int64_t>(ids_where_ + std::string(column) + " in (:values)", tenant, db::In(values));
  }
  Error absent() const { return not_found(kind_ + ".not_found", "There is no such record."); }

 private:
  // The one text comes last among the conditions, so that its value is bound after the numbers.
  static std::pair<std::string, std::vector<std::int64_t>> condition_of(const RecordFilter& filter) {
    std::string sql = filter.scope.sql;
    std::vector<std::int64_t> binds = filter.scope.binds;
    for (const auto& [column, id] : filter.ids) {
      sql += " and " + std::string(column) + " = :v";
      binds.push_back(id);
    }
    if (filter.from) {
      sql += " and occurred_at >= :v";
      binds.push_back(filter.from->ms());
    }
    if (filter.to) {
      sql += " and occurred_at < :v";
      binds.push_back(filter.to->ms());
    }
    for (const auto& condition : filter.conditions)
      if (!condition.empty()) sql += " and " + condition;
    if (filter.text) sql += " and " + std::string(filter.text_column) + " = :text";
    return {std::move(sql), std::move(binds)};
  }

  const std::string table_, kind_;
  const Publish publish_;
  std::string by_id_, by_source_, by_ids_, ids_where_, ids_after_, remove_;
};

/// The doors of a book for keep_records. The book has `record(tx, caller, const In&)`.
template <class In, class Book> RecordKeeper<In> keeper_of(Book& book) {
  return {.record = [&book](db::Tx& tx, const Caller& caller,
                            const In& in) { return book.record(tx, caller, in); },
          .take_back = [&book](db::Tx& tx, const Caller& caller,
                               const Recorded& done) { return book.take_back(tx, caller, done); },
          .version = [&book](db::ReadTx& tx, TenantId tenant,
                             std::int64_t id) { return book.version(tx, tenant, id); }};
}

}  // namespace manyi::imports
