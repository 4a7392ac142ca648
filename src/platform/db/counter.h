// Running numbers per tenant and key, such as a month: 1, 2, 3, without gaps.
// Owns the counts of transactions at work; its table keeps what was committed.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "platform/db/db.h"

namespace manyi::db {

/// Counts in memory while a transaction is at work and writes each count once, before COMMIT: a row
/// that is updated again and again within a transaction grows slower with every version on PostgreSQL.
/// The table has the columns tenant_id, month (the key), last_count. Thread-safe; outlives the lanes.
class Counter {
 public:
  explicit Counter(std::string table);

  /// The next number; it is free again when the command is rolled back.
  std::int64_t next(Tx& tx, TenantId tenant, std::string_view key);

 private:
  struct Count {
    std::int64_t last = 0, stored = 0;
  };
  struct Work {
    std::int64_t batch = -1;
    std::map<std::string, Count, std::less<>> counts;
  };
  Result<void> store(Tx& tx, TenantId tenant);

  const std::string table_, read_, write_;
  std::mutex mutex_;
  std::map<TenantId, Work> work_;
};

}  // namespace manyi::db
