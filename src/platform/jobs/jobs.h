// Work that is done later: rows claimed with a lease, tried again with back-off, at least once.
// Owns the queue, the workers and the recurring schedules.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/describe.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "platform/db/db.h"

namespace manyi::jobs {

struct JobTag;
using JobId = Id<JobTag>;

struct Job {
  TenantId tenant;
  JobId id;
  std::string name;
  std::string payload;       // JSON, as enqueued: ids and numbers, never personal data
  std::int64_t attempt = 1;  // 1 for the first run
};

/// How a job stands, for operators.
struct JobCounts {
  std::int64_t waiting = 0;
  std::int64_t failed = 0;  // gave up after the last attempt; kept until looked at
};

/// Thread-safe once started. Register handlers and schedules before start().
class Jobs {
 public:
  explicit Jobs(db::Database& database);
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  /// Work inside the database: runs in one Tx on the lane and vanishes with it, so that its effect
  /// and its completion commit together. Keep it short.
  void handle(std::string name, std::function<Result<void>(db::Tx&, const Job&)> handler);
  /// Slow or outside work (files, mail, webhooks): runs on a worker's thread under a lease. May run
  /// more than once; make it idempotent.
  void handle_outside(std::string name, std::function<Result<void>(const Job&)> handler);
  /// Runs on a worker's thread every `period`, on one server only. A missed time is made up once.
  void every(std::string name, DurationMs period, std::function<Result<void>()> work);

  /// Adds a job in the caller's transaction. It runs after the commit, or at `run_at`.
  Result<JobId> enqueue(db::Tx& tx, TenantId tenant, std::string_view name, std::string_view payload,
                        std::optional<Instant> run_at = std::nullopt);

  /// Runs everything that is due now, on the caller's thread. Returns how many runs there were.
  int run_due();
  void start(int workers = 1);
  /// Lets running work finish; what is left stays in the table. Idempotent.
  void stop();

  static JobCounts counts(db::ReadTx& tx);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace manyi::jobs
