// A whole platform in memory for the tests of modules: database, clock, journal, events, search.
// Owns nothing that the program itself uses.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/auth/caller.h"
#include "platform/db/testing.h"
#include "platform/jobs/jobs.h"
#include "platform/journal/events.h"
#include "platform/journal/journal.h"
#include "platform/search/search.h"

namespace manyi {

/// One tenant, one administrator. Construct it with the migrations of the modules under test, then
/// the façades with `room.events`; register subscriptions before the first write.
///
///   Room room({org_migrations()});
///   org::Org org(room.events, room.search);
///   const auto site = room.write([&](db::Tx& tx) { return org.create_site(tx, room.boss, {...}); });
struct Room {
  explicit Room(std::vector<db::MigrationSet> modules, db::Dialect dialect = db::Dialect::kSqlite);

  /// Runs body(db::Tx&) as one command of the tenant and gives its Result; refused, it left nothing.
  template <class F> auto write(F&& body) { return write_for(tenant, std::forward<F>(body)); }
  template <class F> auto write_for(TenantId lane, F&& body) {
    using R = std::invoke_result_t<F&, db::Tx&>;
    std::optional<R> result;
    const auto committed = database->write(lane, [&](db::Tx& tx) -> Result<void> {
      result.emplace(body(tx));
      if (!*result) return result->error();
      return {};
    });
    if (!committed && (!result || result->ok())) return R(committed.error());
    return std::move(*result);
  }
  template <class F> auto read(F&& body) { return database->read(std::forward<F>(body)); }

  /// The journal's entries of one kind, oldest first; of all kinds when none is named.
  std::vector<journal::Entry> published(std::string_view kind = {});
  template <class E> std::vector<journal::Entry> published() { return published(E::kKind); }

  /// The bytes of every column of every table, for proofs of absence. SQLite only.
  std::string all_text();

  /// A caller of the tenant with the permissions and scope of one role.
  Caller caller(Role role) const;

  db::TestDatabase database;
  FakeClock& clock = database.clock;
  std::unique_ptr<journal::Journal> journal;
  jobs::Jobs jobs;
  journal::Events events;
  search::Search search;
  const TenantId tenant{1001};
  const Caller boss;  // every permission, the whole tenant
};

}  // namespace manyi
