// SQL of the job queue, and nothing but SQL.
// Owns its queries.
#include "platform/jobs/store.h"

namespace manyi::jobs::store {

constexpr TenantId kInstallation{0};  // schedules belong to no tenant

Result<void> insert(db::Tx& tx, const JobRow& row) { return tx.insert_later("jobs_jobs", row); }

std::vector<JobRow> due(db::ReadTx& tx, Instant now, int limit) {
  static const std::string kSql =
      "select " + db::columns<JobRow>() +
      " from jobs_jobs where state = 'waiting' and run_at <= :now order by run_at limit :limit";
  return tx.all<JobRow>(kSql, now, limit);
}

constexpr std::string_view kClaim =
    "update jobs_jobs set run_at = :lease, attempt = attempt + 1"
    " where tenant_id = :tenant and id = :id and state = 'waiting' and run_at = :run_at and attempt = "
    ":attempt";
Result<bool> claim(db::Tx& tx, const JobRow& row, Instant lease_until) {
  MANYI_TRY(const auto touched, tx.exec(kClaim, lease_until, row.tenant_id, row.id, row.run_at, row.attempt));
  return touched == 1;
}

// Only the holder of the newest claim may settle a job.
constexpr std::string_view kFinish =
    "delete from jobs_jobs where tenant_id = :tenant and id = :id and attempt = :attempt";
Result<void> finish(db::Tx& tx, const JobRow& row) {
  MANYI_CHECK(tx.exec(kFinish, row.tenant_id, row.id, row.attempt + 1));
  return {};
}

constexpr std::string_view kPostpone =
    "update jobs_jobs set state = :state, run_at = :run_at, last_error = :error"
    " where tenant_id = :tenant and id = :id and attempt = :attempt";
Result<void> postpone(db::Tx& tx, const JobRow& row, State state, Instant run_at, const std::string& error) {
  MANYI_CHECK(tx.exec(kPostpone, state, run_at, error, row.tenant_id, row.id, row.attempt + 1));
  return {};
}

constexpr std::string_view kCount = "select count(*) from jobs_jobs where state = :state";
std::int64_t count(db::ReadTx& tx, State state) { return tx.scalar<std::int64_t>(kCount, state).value_or(0); }

constexpr std::string_view kAddSchedule =
    "insert into jobs_schedules (tenant_id, name, next_at) values (:tenant, :name, :next_at) on conflict do "
    "nothing";
Result<void> add_schedule(db::Tx& tx, const std::string& name, Instant next_at) {
  MANYI_CHECK(tx.exec(kAddSchedule, kInstallation, name, next_at));
  return {};
}

constexpr std::string_view kDueSchedules =
    "select name from jobs_schedules where tenant_id = :tenant and next_at <= :now";
std::vector<std::string> due_schedules(db::ReadTx& tx, Instant now) {
  return tx.all<std::string>(kDueSchedules, kInstallation, now);
}

constexpr std::string_view kClaimSchedule =
    "update jobs_schedules set next_at = :next_at where tenant_id = :tenant and name = :name and next_at <= "
    ":now";
Result<bool> claim_schedule(db::Tx& tx, const std::string& name, Instant now, Instant next_at) {
  MANYI_TRY(const auto touched, tx.exec(kClaimSchedule, next_at, kInstallation, name, now));
  return touched == 1;
}

}  // namespace manyi::jobs::store
