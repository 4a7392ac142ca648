// Workers, leases, back-off and schedules.
// Owns the threads; the rows are the truth.
#include "platform/jobs/jobs.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "platform/jobs/store.h"

namespace manyi::jobs {
namespace {

constexpr int kMaxAttempts = 10;  // with the back-off below: about 17 minutes
constexpr DurationMs kLease = kMinute * 10;
constexpr DurationMs kLongestBackOff = kHour;
constexpr auto kPoll = std::chrono::seconds(1);
constexpr int kAtOnce = 50;

DurationMs back_off(std::int64_t attempt) {
  return std::min(kSecond * (std::int64_t{1} << std::min<std::int64_t>(attempt, 20)), kLongestBackOff);
}

std::string say(const Error& error) { return error.key + ": " + error.detail; }

}  // namespace

struct Jobs::Impl {
  explicit Impl(db::Database& d) : database(d) {}

  using Inside = std::function<Result<void>(db::Tx&, const Job&)>;
  using Outside = std::function<Result<void>(const Job&)>;
  struct Schedule {
    DurationMs period;
    std::function<Result<void>()> work;
  };

  Result<void> run_inside(const store::JobRow& row, const Inside& handler);
  Result<void> run_outside(const store::JobRow& row, const Outside& handler);
  Result<void> settle(db::Tx& tx, const store::JobRow& row, const Result<void>& outcome);
  int run_schedules();
  int run_jobs();
  void loop();
  void wake() {
    const std::lock_guard lock(mutex);
    woken = true;
    changed.notify_all();
  }

  db::Database& database;
  std::map<std::string, Inside> inside;
  std::map<std::string, Outside> outside;
  std::map<std::string, Schedule> schedules;
  std::atomic<bool> schedules_stored{false};
  std::mutex mutex;
  std::condition_variable changed;
  bool woken = false;
  std::atomic<bool> stopping{false};
  std::vector<std::thread> workers;
};

Jobs::Jobs(db::Database& database) : impl_(std::make_unique<Impl>(database)) {}
Jobs::~Jobs() { stop(); }

void Jobs::handle(std::string name, std::function<Result<void>(db::Tx&, const Job&)> handler) {
  impl_->inside[std::move(name)] = std::move(handler);
}
void Jobs::handle_outside(std::string name, std::function<Result<void>(const Job&)> handler) {
  impl_->outside[std::move(name)] = std::move(handler);
}
void Jobs::every(std::string name, DurationMs period, std::function<Result<void>()> work) {
  impl_->schedules[std::move(name)] = {period, std::move(work)};
}

Result<JobId> Jobs::enqueue(db::Tx& tx, TenantId tenant, std::string_view name, std::string_view payload,
                            std::optional<Instant> run_at) {
  store::JobRow row;
  row.tenant_id = tenant;
  row.id = tx.new_id<JobTag>();
  row.name = name;
  row.payload = payload;
  row.run_at = run_at.value_or(tx.now());
  row.created_at = tx.now();
  MANYI_CHECK(store::insert(tx, row));
  tx.after_commit([this] { impl_->wake(); });
  return row.id;
}

int Jobs::run_due() {
  const int schedules = impl_->run_schedules();
  return schedules + impl_->run_jobs();
}

int Jobs::Impl::run_schedules() {
  if (schedules.empty()) return 0;
  const Instant now = database.clock().now();
  if (!schedules_stored.load()) {
    const auto stored = database.write(TenantId(0), [&](db::Tx& tx) -> Result<void> {
      for (const auto& [name, schedule] : schedules)
        MANYI_CHECK(store::add_schedule(tx, name, now + schedule.period));
      return {};
    });
    if (!stored) return 0;
    schedules_stored.store(true);
  }
  int runs = 0;
  for (const std::string& name :
       database.read([&](db::ReadTx& tx) { return store::due_schedules(tx, now); })) {
    const auto schedule = schedules.find(name);
    if (schedule == schedules.end() || stopping.load()) continue;
    bool mine = false;
    const auto claimed = database.write(TenantId(0), [&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(mine, store::claim_schedule(tx, name, now, now + schedule->second.period));
      return {};
    });
    if (!claimed || !mine) continue;
    ++runs;
    try {
      (void)schedule->second.work().ok();  // its next time comes in any case
    } catch (const std::exception&) {}
  }
  return runs;
}

int Jobs::Impl::run_jobs() {
  int runs = 0;
  for (;;) {
    const Instant now = database.clock().now();
    const auto rows = database.read([&](db::ReadTx& tx) { return store::due(tx, now, kAtOnce); });
    bool progress = false;
    for (const store::JobRow& row : rows) {
      if (stopping.load()) return runs;
      Result<void> done;
      if (const auto outer = outside.find(row.name); outer != outside.end())
        done = run_outside(row, outer->second);
      else if (const auto inner = inside.find(row.name); inner != inside.end())
        done = run_inside(row, inner->second);
      else
        done = run_inside(row, [](db::Tx&, const Job&) -> Result<void> {
          return internal_error("no handler has this name");
        });
      if (!done) return runs;  // the database is in trouble: later
      progress = true;
      ++runs;
    }
    if (!progress) return runs;
  }
}

Result<void> Jobs::Impl::settle(db::Tx& tx, const store::JobRow& row, const Result<void>& outcome) {
  if (outcome) return store::finish(tx, row);
  const std::int64_t attempt = row.attempt + 1;
  const bool last = attempt >= kMaxAttempts;
  return store::postpone(tx, row, last ? store::State::kFailed : store::State::kWaiting,
                         tx.now() + back_off(attempt), say(outcome.error()));
}

Result<void> Jobs::Impl::run_inside(const store::JobRow& row, const Inside& handler) {
  const Job job{row.tenant_id, row.id, row.name, row.payload, row.attempt + 1};
  auto written = database.write(row.tenant_id, [&](db::Tx& tx) -> Result<void> {
    MANYI_TRY(const bool mine, store::claim(tx, row, tx.now() + kLease));
    if (!mine) return {};
    Result<void> outcome;
    try {
      outcome = tx.savepoint([&] { return handler(tx, job); });
    } catch (const db::DbError& e) {
      if (e.kind() != db::DbError::Kind::kMisuse) throw;
      outcome = internal_error(e.what());
    } catch (const std::exception&) { outcome = internal_error("the handler threw"); }
    return settle(tx, row, outcome);
  });
  if (!written) return std::move(written).error();
  return {};
}

Result<void> Jobs::Impl::run_outside(const store::JobRow& row, const Outside& handler) {
  const Job job{row.tenant_id, row.id, row.name, row.payload, row.attempt + 1};
  bool mine = false;
  MANYI_CHECK(database.write(row.tenant_id, [&](db::Tx& tx) -> Result<void> {
    MANYI_TRY(mine, store::claim(tx, row, tx.now() + kLease));
    return {};
  }));
  if (!mine) return {};
  Result<void> outcome;
  try {
    outcome = handler(job);
  } catch (const std::exception&) { outcome = internal_error("the handler threw"); }
  MANYI_CHECK(database.write(row.tenant_id, [&](db::Tx& tx) { return settle(tx, row, outcome); }));
  return {};
}

void Jobs::start(int workers) {
  impl_->stopping.store(false);
  for (int i = 0; i < workers; ++i) impl_->workers.emplace_back([this] { impl_->loop(); });
}

void Jobs::Impl::loop() {
  while (!stopping.load()) {
    try {
      run_schedules();
      run_jobs();
    } catch (const std::exception&) {  // the database cannot be read: next round
    }
    std::unique_lock lock(mutex);
    changed.wait_for(lock, kPoll, [&] { return woken || stopping.load(); });
    woken = false;
  }
}

void Jobs::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping.store(true);
    impl_->changed.notify_all();
  }
  for (std::thread& worker : impl_->workers) worker.join();
  impl_->workers.clear();
}

JobCounts Jobs::counts(db::ReadTx& tx) {
  return {store::count(tx, store::State::kWaiting), store::count(tx, store::State::kFailed)};
}

}  // namespace manyi::jobs
