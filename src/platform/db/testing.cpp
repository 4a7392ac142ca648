// Makes and drops databases for tests.
// Owns the names of their schemas.
#include "platform/db/testing.h"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "platform/db/connection.h"

namespace manyi::db {
namespace {
const char* postgres_url() { return std::getenv("MANYI_TEST_POSTGRES"); }
}  // namespace

std::vector<Dialect> test_dialects() {
  if (postgres_url() != nullptr && *postgres_url() != '\0') return {Dialect::kSqlite, Dialect::kPostgres};
  return {Dialect::kSqlite};
}

TestDatabase::TestDatabase(const std::vector<MigrationSet>& sets, Dialect dialect, Options given)
    : options(std::move(given)) {
  static std::atomic<int> number{0};
  if (options.url.empty()) {
    options.durability = Durability::kOff;
    if (dialect == Dialect::kSqlite) {
      options.url = "sqlite::memory:";
    } else {
      options.url = postgres_url();
      options.schema = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
    }
  }
  options.batch_time = kMinute;  // a slow machine must not part what a test puts together
  if (!options.on_trouble)
    options.on_trouble = [this](std::string_view line) { troubles.emplace_back(line); };
  auto opened = Database::open(options, clock, ids);
  if (!opened) {
    std::fprintf(stderr, "test database: %s\n", opened.error().detail.c_str());
    std::abort();
  }
  db = std::move(*opened);
  if (const auto migrated = db->migrate(sets); !migrated) {
    std::fprintf(stderr, "test database: %s\n", migrated.error().detail.c_str());
    std::abort();
  }
}

TestDatabase::~TestDatabase() {
  db.reset();
  if (options.schema.empty()) return;
  try {
    detail::connect_postgres(options.url, {}, Durability::kOff)
        ->script("drop schema if exists " + options.schema + " cascade");
  } catch (const DbError& e) { std::fprintf(stderr, "test database: %s\n", e.what()); }
}

}  // namespace manyi::db
