// SQL of the job queue. Internal to platform/jobs.
// Owns the rows of jobs_jobs and jobs_schedules.
#pragma once

#include <string>
#include <vector>

#include "platform/jobs/jobs.h"

namespace manyi::jobs::store {

enum class State { kWaiting, kFailed };
BOOST_DESCRIBE_ENUM(State, kWaiting, kFailed)

/// A claimed job is a waiting one whose run_at was moved to the end of the lease.
struct JobRow {
  TenantId tenant_id;
  JobId id;
  std::string name;
  std::string payload;
  State state = State::kWaiting;
  Instant run_at;
  std::int64_t attempt = 0;
  std::string last_error;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(JobRow, (),
                      (tenant_id, id, name, payload, state, run_at, attempt, last_error, created_at))

Result<void> insert(db::Tx& tx, const JobRow& row);
std::vector<JobRow> due(db::ReadTx& tx, Instant now, int limit);
/// Moves run_at to the lease's end and counts the attempt. False when somebody else was faster.
Result<bool> claim(db::Tx& tx, const JobRow& row, Instant lease_until);
Result<void> finish(db::Tx& tx, const JobRow& row);
Result<void> postpone(db::Tx& tx, const JobRow& row, State state, Instant run_at, const std::string& error);
std::int64_t count(db::ReadTx& tx, State state);

Result<void> add_schedule(db::Tx& tx, const std::string& name, Instant next_at);
std::vector<std::string> due_schedules(db::ReadTx& tx, Instant now);
Result<bool> claim_schedule(db::Tx& tx, const std::string& name, Instant now, Instant next_at);

}  // namespace manyi::jobs::store
