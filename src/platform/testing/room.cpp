// The room's construction and its views of what was written.
// Owns the list of platform tables that every module test has.
#include "platform/testing/room.h"

#include "http_migrations.h"
#include "jobs_migrations.h"
#include "journal_migrations.h"
#include "search_migrations.h"

namespace manyi {
namespace {

std::vector<db::MigrationSet> with_platform(std::vector<db::MigrationSet> modules) {
  std::vector<db::MigrationSet> all = {journal_migrations(), jobs_migrations(), search_migrations(),
                                       http_migrations()};
  for (auto& set : modules) all.push_back(std::move(set));
  return all;
}

Caller administrator(TenantId tenant) {
  Caller caller = Caller::system(tenant);
  caller.user = UserId(2001);
  return caller;
}

}  // namespace

Room::Room(std::vector<db::MigrationSet> modules, db::Dialect dialect)
    : database(with_platform(std::move(modules)), dialect),
      journal(std::move(*journal::Journal::open(""))),
      jobs(*database),
      events(*journal, jobs),
      boss(administrator(tenant)) {}

std::vector<journal::Entry> Room::published(std::string_view kind) {
  auto entries = read([&](db::ReadTx& tx) { return journal::entries_after(tx, tenant, 0, 100'000); });
  if (!kind.empty()) std::erase_if(entries, [&](const auto& entry) { return entry.kind != kind; });
  return entries;
}

std::string Room::all_text() {
  return read([](db::ReadTx& tx) {
    std::string bytes;
    // A virtual table has its bytes in its shadow tables, which are listed too.
    for (const auto& table : tx.all<std::string>(
             "select name from sqlite_master where type = 'table' and sql not like 'create virtual%'")) {
      for (const auto& column : tx.all<std::string>("select name from pragma_table_info(:name)", table)) {
        const auto values = tx.all<std::optional<std::string>>("select hex(cast(\"" + column +
                                                               "\" as blob)) from \"" + table + "\"");
        for (const auto& hex : values) {
          for (std::size_t i = 0; hex && i + 1 < hex->size(); i += 2)
            bytes += static_cast<char>(std::stoi(hex->substr(i, 2), nullptr, 16));
          bytes += '\n';
        }
      }
    }
    return bytes;
  });
}

Caller Room::caller(Role role) const {
  Caller caller = boss;
  const Grant grant = grant_of(std::span(&role, 1));
  caller.user = UserId(3001 + static_cast<std::int64_t>(role));
  caller.permissions = grant.permissions;
  caller.scope = grant.scope;
  return caller;
}

}  // namespace manyi
