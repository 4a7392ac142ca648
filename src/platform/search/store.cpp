// SQL of the search index, and nothing but SQL.
// Owns its queries.
#include "platform/search/store.h"

namespace manyi::search::store {
namespace {
bool sqlite(db::ReadTx& tx) { return tx.dialect() == db::Dialect::kSqlite; }
}  // namespace

constexpr std::string_view kTokens =
    "select tokens from search_documents where tenant_id = :tenant and id = :id";
std::optional<std::string> tokens(db::ReadTx& tx, TenantId tenant, std::int64_t id) {
  if (!sqlite(tx)) return std::nullopt;
  return tx.scalar<std::string>(kTokens, tenant, id);
}

constexpr std::string_view kAddSqlite =
    "insert into search_documents (tenant_id, id, kind, tokens) values (:tenant, :id, :kind, :tokens)";
constexpr std::string_view kIndex = "insert into search_index (rowid, words) values (:id, :words)";
constexpr std::string_view kAddPostgres =
    "insert into search_documents (tenant_id, id, kind, words) values (:tenant, :id, :kind, "
    "array_to_tsvector(string_to_array(:words, ' ')))";
Result<void> add(db::Tx& tx, TenantId tenant, std::string_view kind, std::int64_t id,
                 const std::string& tokens, const std::string& scoped) {
  if (!sqlite(tx)) return tx.exec_later(kAddPostgres, tenant, id, kind, scoped);
  MANYI_CHECK(tx.exec_later(kAddSqlite, tenant, id, kind, tokens));
  return tx.exec_later(kIndex, id, scoped);
}

constexpr std::string_view kForget =
    "insert into search_index (search_index, rowid, words) values ('delete', :id, :words)";
constexpr std::string_view kOnConflictSqlite =
    " on conflict (tenant_id, id) do update set tokens = excluded.tokens";
constexpr std::string_view kOnConflictPostgres =
    " on conflict (tenant_id, id) do update set words = excluded.words";
Result<void> put(db::Tx& tx, TenantId tenant, const std::string& kind, std::int64_t id,
                 const std::string& tokens, const std::string& scoped,
                 const std::optional<std::string>& old_scoped) {
  static const std::string kPutSqlite = std::string(kAddSqlite) + std::string(kOnConflictSqlite);
  static const std::string kPutPostgres = std::string(kAddPostgres) + std::string(kOnConflictPostgres);
  if (!sqlite(tx)) { return tx.exec_later(kPutPostgres, tenant, id, kind, scoped); }
  if (old_scoped) MANYI_CHECK(tx.exec(kForget, id, *old_scoped));
  MANYI_CHECK(tx.exec(kPutSqlite, tenant, id, kind, tokens));
  MANYI_CHECK(tx.exec(kIndex, id, scoped));
  return {};
}

constexpr std::string_view kRemove = "delete from search_documents where tenant_id = :tenant and id = :id";
Result<void> remove(db::Tx& tx, TenantId tenant, std::int64_t id,
                    const std::optional<std::string>& old_scoped) {
  if (old_scoped) MANYI_CHECK(tx.exec(kForget, id, *old_scoped));
  MANYI_CHECK(tx.exec(kRemove, tenant, id));
  return {};
}

// A removal is itself an entry with the removed words, until merging meets what it removes. A negative
// number of pages begins a merge of everything, further ones go on; no change means it is done.
constexpr std::string_view kMerge = "insert into search_index(search_index, rank) values('merge', :pages)";
constexpr std::string_view kChanges = "select total_changes()";
constexpr int kPagesPerPiece = 256;
Result<bool> scrub(db::Tx& tx, bool first) {
  const auto before = tx.scalar<std::int64_t>(kChanges).value_or(0);
  MANYI_CHECK(tx.exec(kMerge, first ? -kPagesPerPiece : kPagesPerPiece));
  return !first && tx.scalar<std::int64_t>(kChanges).value_or(0) - before < 2;
}

// Newest first by rowid streams out of the index; ranking by bm25 costs a hundred times more.
constexpr std::string_view kFindSqlite =
    "select d.kind, d.id from (select rowid as id from search_index where search_index match :query order by "
    "rowid desc limit :limit) i"
    " join search_documents d on d.tenant_id = :tenant and d.id = i.id order by d.id desc";
constexpr std::string_view kFindPostgres =
    "select kind, id from search_documents where tenant_id = :tenant and words @@ cast(:query as tsquery) "
    "order by id desc limit :limit";
std::vector<Found> find(db::ReadTx& tx, TenantId tenant, const std::string& query, int limit) {
  if (sqlite(tx)) return tx.all<Found>(kFindSqlite, query, limit, tenant);
  return tx.all<Found>(kFindPostgres, tenant, query, limit);
}

}  // namespace manyi::search::store
