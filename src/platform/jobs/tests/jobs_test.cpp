// The queue's promises: at least once, with back-off, one lease at a time.
// Owns nothing else.
#include "platform/jobs/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "jobs_migrations.h"
#include "platform/db/testing.h"

namespace manyi::jobs {
namespace {

constexpr TenantId kTenant{7};

class JobsTest : public testing::TestWithParam<db::Dialect> {
 protected:
  JobsTest() : t({jobs_migrations()}, GetParam()), jobs(*t) {}
  void enqueue(std::string_view name, std::string_view payload = "{}", std::optional<Instant> at = {}) {
    ASSERT_TRUE(t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(jobs.enqueue(tx, kTenant, name, payload, at));
      return {};
    }));
  }
  JobCounts counts() {
    return t->read([](db::ReadTx& tx) { return Jobs::counts(tx); });
  }
  db::TestDatabase t;
  Jobs jobs;
};
INSTANTIATE_TEST_SUITE_P(All, JobsTest, testing::ValuesIn(db::test_dialects()), [](const auto& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(JobsTest, AJobRunsOnceWithItsPayload) {
  std::vector<std::string> ran;
  jobs.handle("greet", [&](db::Tx&, const Job& job) -> Result<void> {
    ran.push_back(job.payload + std::to_string(job.attempt));
    return {};
  });
  enqueue("greet", R"({"n":1})");
  enqueue("greet", R"({"n":2})", t.clock.now() + kHour);
  EXPECT_EQ(jobs.run_due(), 1);
  EXPECT_EQ(jobs.run_due(), 0);
  EXPECT_EQ(ran, std::vector<std::string>{R"({"n":1}1)"});
  t.clock.advance(kHour);
  EXPECT_EQ(jobs.run_due(), 1);
  EXPECT_EQ(counts().waiting, 0);
}

TEST_P(JobsTest, ARefusedCommandEnqueuesNothing) {
  EXPECT_FALSE(t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(jobs.enqueue(tx, kTenant, "x", "{}"));
    return conflict("no", "no");
  }));
  EXPECT_EQ(counts().waiting, 0);
}

TEST_P(JobsTest, AFailingJobBacksOffAndIsKeptInTheEnd) {
  int runs = 0;
  jobs.handle("broken", [&](db::Tx& tx, const Job&) -> Result<void> {
    ++runs;
    (void)tx.exec("insert into jobs_schedules (tenant_id, name, next_at) values (1, 'trace', 0)").ok();
    if (runs % 2 == 0) throw std::runtime_error("bug");
    return unavailable("later", "not now");
  });
  enqueue("broken");
  for (int i = 0; i < 40; ++i) {
    jobs.run_due();
    t.clock.advance(kMinute * 5);
  }
  EXPECT_EQ(runs, 10);
  EXPECT_EQ(counts().failed, 1);
  EXPECT_EQ(
      t->read([](db::ReadTx& tx) { return tx.scalar<std::int64_t>("select count(*) from jobs_schedules"); }),
      0);
}

TEST_P(JobsTest, AnUnknownNameIsAFailureNotALoop) {
  enqueue("nobody");
  EXPECT_EQ(jobs.run_due(), 1);
  EXPECT_EQ(counts().waiting, 1);
}

TEST_P(JobsTest, ALeaseKeepsOthersAwayUntilItsHolderIsGone) {
  Jobs other(*t);
  int others = 0;
  other.handle_outside("slow", [&](const Job& job) -> Result<void> {
    ++others;
    EXPECT_EQ(job.attempt, 2);
    return {};
  });
  jobs.handle_outside("slow", [&](const Job&) -> Result<void> {
    EXPECT_EQ(other.run_due(), 0);  // while the lease holds
    t.clock.advance(kHour);         // its holder hangs
    EXPECT_EQ(other.run_due(), 1);
    return unavailable("late", "comes too late to say so");
  });
  enqueue("slow");
  jobs.run_due();
  EXPECT_EQ(others, 1);
  EXPECT_EQ(counts().waiting, 0);  // the late failure does not revive the finished job
}

TEST_P(JobsTest, ASchedulesTimeIsTakenByOneServerAndMadeUpOnce) {
  int runs = 0;
  Jobs other(*t);
  for (Jobs* each : {&jobs, &other})
    each->every("nightly", kDay, [&]() -> Result<void> {
      ++runs;
      return {};
    });
  for (Jobs* each : {&jobs, &other}) each->run_due();
  EXPECT_EQ(runs, 0);
  t.clock.advance(kDay * 5);
  for (Jobs* each : {&jobs, &other}) each->run_due();
  EXPECT_EQ(runs, 1);
  t.clock.advance(kDay);
  for (Jobs* each : {&other, &jobs}) each->run_due();
  EXPECT_EQ(runs, 2);
}

TEST_P(JobsTest, WorkersAreWokenAndStopGracefully) {
  std::atomic<int> runs{0};
  jobs.handle("count", [&](db::Tx& tx, const Job&) -> Result<void> {
    tx.after_commit([&] { ++runs; });
    return {};
  });
  jobs.start(2);
  for (int i = 0; i < 20; ++i) enqueue("count");
  for (int i = 0; i < 500 && runs < 20; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  jobs.stop();
  EXPECT_EQ(runs, 20);
}

}  // namespace
}  // namespace manyi::jobs
