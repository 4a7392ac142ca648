// Databases for tests: SQLite always, PostgreSQL where MANYI_TEST_POSTGRES holds a URL.
// Owns nothing that the program itself uses.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "platform/db/db.h"

namespace manyi::db {

/// The databases this run tests on; for INSTANTIATE_TEST_SUITE_P(..., testing::ValuesIn(test_dialects())).
std::vector<Dialect> test_dialects();

/// A fresh, empty, migrated database with a clock that is moved by hand. PostgreSQL gets a schema of
/// its own, dropped in the end. Aborts the test program when the database cannot be made.
struct TestDatabase {
  explicit TestDatabase(const std::vector<MigrationSet>& sets = {}, Dialect dialect = Dialect::kSqlite,
                        Options options = {});
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  Database* operator->() const { return db.get(); }
  Database& operator*() const { return *db; }

  FakeClock clock{Instant(1764000000000)};  // 2025-11-24T16:00:00Z
  IdSource ids{clock};
  Options options;
  std::vector<std::string> troubles;  // what on_trouble was told; read it after a write returned
  std::unique_ptr<Database> db;
};

}  // namespace manyi::db
