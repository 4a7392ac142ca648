// SQL of the search index, one form per database. Internal to platform/search.
// Owns the rows of search_documents and the FTS5 table search_index.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/search/search.h"

namespace manyi::search::store {

struct Found {
  std::string kind;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Found, (), (kind, id))

/// A text of tokens as kept, without their scope; nullopt when the record is not indexed.
/// Always nullopt on PostgreSQL, whose index forgets by itself.
std::optional<std::string> tokens(db::ReadTx& tx, TenantId tenant, std::int64_t id);
/// `scoped` and `old_scoped` are what the index itself holds.
Result<void> add(db::Tx& tx, TenantId tenant, std::string_view kind, std::int64_t id,
                 const std::string& tokens, const std::string& scoped);
Result<void> put(db::Tx& tx, TenantId tenant, const std::string& kind, std::int64_t id,
                 const std::string& tokens, const std::string& scoped,
                 const std::optional<std::string>& old_scoped);
Result<void> remove(db::Tx& tx, TenantId tenant, std::int64_t id,
                    const std::optional<std::string>& old_scoped);
/// One piece of merging all segments into one; true when they are. SQLite only.
Result<bool> scrub(db::Tx& tx, bool first);
std::vector<Found> find(db::ReadTx& tx, TenantId tenant, const std::string& query, int limit);

}  // namespace manyi::search::store
