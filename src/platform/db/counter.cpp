// Counting within a transaction and the one write before its COMMIT.
// Owns the statements over a counter's table.
#include "platform/db/counter.h"

#include <vector>

namespace manyi::db {

Counter::Counter(std::string table)
    : table_(std::move(table)),
      read_("select last_count from " + table_ + " where tenant_id = :tenant_id and month = :month"),
      write_("insert into " + table_ +
             " (tenant_id, month, last_count) values (:tenant_id, :month, :count) " +
             "on conflict (tenant_id, month) do update set last_count = excluded.last_count") {}

std::int64_t Counter::next(Tx& tx, TenantId tenant, std::string_view key) {
  bool known = false;
  {
    const std::lock_guard lock(mutex_);
    Work& work = work_[tenant];
    if (work.batch != tx.batch()) work = {tx.batch(), {}};
    known = work.counts.contains(key);
  }
  std::int64_t stored = 0;
  if (!known) stored = tx.scalar<std::int64_t>(read_, tenant, key).value_or(0);
  tx.before_commit(table_, [this, tenant](Tx& last) { return store(last, tenant); });
  tx.on_rollback([this, tenant, name = std::string(key)] {
    const std::lock_guard lock(mutex_);
    if (const auto at = work_[tenant].counts.find(name); at != work_[tenant].counts.end()) --at->second.last;
  });
  const std::lock_guard lock(mutex_);
  Work& work = work_[tenant];
  const auto at = work.counts.try_emplace(std::string(key), Count{stored, stored}).first;
  return ++at->second.last;
}

Result<void> Counter::store(Tx& tx, TenantId tenant) {
  std::map<std::string, Count, std::less<>> counts;
  {
    const std::lock_guard lock(mutex_);
    counts = work_[tenant].counts;
  }
  for (const auto& [key, count] : counts)
    if (count.last != count.stored) MANYI_CHECK(tx.exec_later(write_, tenant, key, count.last));
  return {};
}

}  // namespace manyi::db
