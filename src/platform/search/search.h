// Search over short texts: Chinese by pairs of characters, Latin by words and beginnings.
// Owns the tokenizer and the index; both databases see the same tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "platform/db/db.h"

namespace manyi::search {

/// What is written to the index, and what a query asks for.
/// Latin letters and digits make lowercase words; a run of Chinese, Japanese or Korean characters
/// makes its overlapping pairs, or the character itself when it stands alone.
std::vector<std::string> tokens_of(std::string_view text);

struct Hit {
  std::string kind;
  std::int64_t id = 0;
  bool operator==(const Hit&) const = default;
};

/// What a record can be found by. Phone numbers go into `phones`, never into `text`: the index
/// keeps their last four digits and a hash of the whole.
struct Document {
  std::string text;
  std::vector<std::string> phones = {};
};

/// Thread-safe; has no state of its own. Ids are unique over all kinds and tenants (IdSource).
class Search {
 public:
  /// Adds a record that was never put: one that has just got its id.
  /// \param kind short lowercase word: "work_order", "customer", "asset", "employee"
  Result<void> add(db::Tx& tx, TenantId tenant, std::string_view kind, std::int64_t id,
                   const Document& document);
  /// Adds the record or replaces what it is found by.
  Result<void> put(db::Tx& tx, TenantId tenant, std::string_view kind, std::int64_t id,
                   const Document& document);
  Result<void> remove(db::Tx& tx, TenantId tenant, std::string_view kind, std::int64_t id);
  /// Rewrites a piece of the index so that words of removed records leave its pages too; true when
  /// nothing of them is left. Call it again and again, each time in a Tx of its own, `first` at the
  /// beginning. A piece takes milliseconds; a small index is done at once.
  enum class Scrub { kFirst, kNext };
  Result<bool> scrub(db::Tx& tx, Scrub piece);
  /// Records of these kinds that hold every word of the query, newest id first. Words of three and
  /// more Latin letters or digits match as beginnings; a whole phone number finds its owner.
  /// No word or no kind finds nothing.
  std::vector<Hit> find(db::ReadTx& tx, TenantId tenant, std::string_view query,
                        const std::vector<std::string>& kinds, int limit) const;
};

}  // namespace manyi::search
