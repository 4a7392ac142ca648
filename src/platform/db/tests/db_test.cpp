// The seam's promises, on every database this run has.
// Owns a small table of its own, made by a migration written here.
#include "platform/db/db.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <thread>

#include "platform/db/counter.h"
#include "platform/db/testing.h"

namespace manyi::db {
namespace {

struct ThingTag;
using ThingId = Id<ThingTag>;
enum class Shade { kLight, kVeryDark };
BOOST_DESCRIBE_ENUM(Shade, kLight, kVeryDark)

struct Thing {
  ThingId id;
  TenantId tenant_id;
  std::string name;
  std::optional<std::string> note;
  bool flag = false;
  double weight = 0;
  Shade shade = Shade::kLight;
  Instant at;
  std::optional<Date> day;
  std::optional<std::int64_t> big;
  bool operator==(const Thing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (id, tenant_id, name, note, flag, weight, shade, at, day, big))

const char* const kThings =
    "-- a comment; with a semicolon and :name\n"
    "create table test_things (id bigint not null, tenant_id bigint not null, name text not null, note "
    "text,\n"
    "  flag bigint not null, weight double precision not null, shade text not null, at bigint not null, day "
    "text,\n"
    "  big bigint, primary key (tenant_id, id), check (name <> ''));\n"
    "create unique index test_things_by_name on test_things (tenant_id, name);\n"
    "create table test_parts (tenant_id bigint not null, thing_id bigint not null,\n"
    "  foreign key (tenant_id, thing_id) references test_things (tenant_id, id));\n";

std::vector<MigrationSet> things_set(std::string sql = kThings) {
  return {{"test", {{1, "create_things", sql, sql}}}};
}

constexpr TenantId kTenant{7};

class Db : public testing::TestWithParam<Dialect> {
 protected:
  Db() : t(things_set(), GetParam()) {}
  Thing thing(std::string name) {
    Thing made;
    made.id = ThingId(t.ids.next());
    made.tenant_id = kTenant;
    made.name = std::move(name);
    return made;
  }
  Result<Committed> put(const Thing& row) {
    return t->write(kTenant, [row](Tx& tx) { return tx.insert("test_things", row); });
  }
  std::int64_t count() {
    return *t->read([](ReadTx& tx) { return tx.scalar<std::int64_t>("select count(*) from test_things"); });
  }
  TestDatabase t;
};
INSTANTIATE_TEST_SUITE_P(All, Db, testing::ValuesIn(test_dialects()), [](const auto& info) {
  return info.param == Dialect::kSqlite ? "Sqlite" : "Postgres";
});

/// Holds the lane inside a command until enough others wait behind it, so that they form one batch.
struct Gate {
  std::mutex mutex;
  std::condition_variable changed;
  bool entered = false, open = false;
  void wait() {
    std::unique_lock lock(mutex);
    entered = true;
    changed.notify_all();
    changed.wait(lock, [&] { return open; });
  }
  void wait_until_entered() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return entered; });
  }
  void release() {
    const std::lock_guard lock(mutex);
    open = true;
    changed.notify_all();
  }
};

struct Replies {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::optional<Result<Committed>>> all;
  explicit Replies(std::size_t n) : all(n) {}
  Database::Done at(std::size_t i) {
    return [this, i](Result<Committed> r) {
      const std::lock_guard lock(mutex);
      ASSERT_FALSE(all[i].has_value()) << "answered twice";
      all[i].emplace(std::move(r));
      changed.notify_all();
    };
  }
  void wait() {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] {
      return std::all_of(all.begin(), all.end(), [](const auto& r) { return r.has_value(); });
    });
  }
};

TEST_P(Db, EveryTypeComesBackAsItWentIn) {
  Thing full = thing("full");
  full.note = "维修 ' \" :name \\ ?1";
  full.flag = true;
  full.weight = 0.1 + 0.2;
  full.shade = Shade::kVeryDark;
  full.at = Instant(1764000000123);
  full.day = Date::of(2026, 2, 28);
  full.big = std::int64_t{9007199254740993};
  const Thing empty = thing("empty");
  ASSERT_TRUE(put(full));
  ASSERT_TRUE(put(empty));
  const auto rows = t->read([](ReadTx& tx) {
    return tx.all<Thing>(
        "select " + columns<Thing>() + " from test_things where tenant_id = :t order by name", kTenant);
  });
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0], empty);
  EXPECT_EQ(rows[1], full);
}

TEST_P(Db, EachOccurrenceOfAPlaceholderTakesOneArgument) {
  const auto sum = t->read([](ReadTx& tx) {
    return tx.scalar<std::int64_t>("select cast(:a as bigint) * 100 + :b * 10 + :a", 1, 2, 3);
  });
  EXPECT_EQ(sum, 123);
  EXPECT_THROW(t->read([](ReadTx& tx) { tx.scalar<std::int64_t>("select :a + :b", 1); }), DbError);
}

TEST_P(Db, AListStandsBehindOnePlaceholder) {
  for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(put(thing(name)));
  const auto names = [&](const std::vector<std::int64_t>& ids) {
    return t->read([&](ReadTx& tx) {
      return tx.all<std::string>(
          "select name from test_things where tenant_id = :tenant_id and id in (:ids) and name <> :name "
          "order by name",
          kTenant, In(ids), "b");
    });
  };
  const auto all = t->read([&](ReadTx& tx) {
    return tx.all<std::int64_t>("select id from test_things where tenant_id = :tenant_id", kTenant);
  });
  EXPECT_EQ(names(all), (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(names({all[0], 17, -1}), (std::vector<std::string>{"a"}));
  EXPECT_EQ(names({}), std::vector<std::string>());
  std::vector<std::int64_t> many(20000);
  std::iota(many.begin(), many.end(), 1000);
  many.push_back(all[2]);
  EXPECT_EQ(names(many), (std::vector<std::string>{"c"}));
  EXPECT_THROW(t->read([&](ReadTx& tx) {
    return tx.all<std::string>("select name from test_things where id = :ids", In(all));
  }),
               DbError);
}

TEST_P(Db, NullAndNoRowAreBothNullopt) {
  ASSERT_TRUE(put(thing("a")));
  t->read([](ReadTx& tx) {
    EXPECT_EQ(tx.scalar<std::string>("select note from test_things where name = :n", "a"), std::nullopt);
    EXPECT_EQ(tx.scalar<std::string>("select note from test_things where name = :n", "b"), std::nullopt);
    EXPECT_EQ(tx.first<Thing>("select " + columns<Thing>("x") + " from test_things x where x.name = :n", "b"),
              std::nullopt);
    EXPECT_EQ(
        tx.scalar<std::int64_t>("select 1 where cast(:x as bigint) is null", std::optional<std::int64_t>()),
        1);
  });
}

TEST_P(Db, OneTextServesNullAndValueInTurn) {
  t->read([](ReadTx& tx) {
    for (int round = 0; round < 3; ++round) {
      EXPECT_EQ(tx.scalar<std::string>("select cast(:x as text)", std::optional<std::string>("v")), "v");
      EXPECT_EQ(tx.scalar<std::string>("select cast(:x as text)", std::optional<std::string>()),
                std::nullopt);
      EXPECT_EQ(tx.scalar<std::int64_t>("select cast(:x as bigint)", 5), 5);
    }
  });
}

TEST_P(Db, AQueryInsideItsOwnEachStandsOnItsOwn) {
  for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(put(thing(name)));
  std::vector<std::string> seen;
  t->read([&](ReadTx& tx) {
    const std::string sql = "select name from test_things order by name";
    tx.each<std::string>(sql, [&](const std::string& outer) {
      tx.each<std::string>(sql, [&](const std::string& inner) {
        seen.push_back(outer + inner);
        return inner < "b";
      });
    });
  });
  EXPECT_EQ(seen, (std::vector<std::string>{"aa", "ab", "ba", "bb", "ca", "cb"}));
}

TEST_P(Db, StreamsMoreRowsThanOneFetch) {
  ASSERT_TRUE(t->write(kTenant, [&](Tx& tx) -> Result<void> {
    for (int i = 0; i < 2500; ++i) MANYI_CHECK(tx.insert("test_things", thing("n" + std::to_string(i))));
    return {};
  }));
  std::int64_t n = 0;
  t->read([&](ReadTx& tx) {
    tx.each<std::string>(
        "select name from test_things where tenant_id = :t", [&](const std::string&) { ++n; }, kTenant);
  });
  EXPECT_EQ(n, 2500);
}

TEST_P(Db, ViolatedConstraintsAreConflictsThatNameNoValue) {
  const Thing secret = thing("13800138000");
  ASSERT_TRUE(put(secret));
  const auto unique = put(thing("13800138000"));
  ASSERT_FALSE(unique);
  EXPECT_EQ(unique.error().code, ErrorCode::kConflict);
  EXPECT_EQ(unique.error().key, "db.unique");
  EXPECT_EQ(unique.error().detail.find("138"), std::string::npos) << unique.error().detail;
  EXPECT_EQ(put(secret).error().key, "db.unique");
  EXPECT_EQ(put(thing("")).error().key, "db.check");
  const auto foreign = t->write(kTenant, [](Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.exec("insert into test_parts (tenant_id, thing_id) values (:t, :i)", kTenant, 1));
    return {};
  });
  EXPECT_EQ(foreign.error().key, "db.foreign_key");
  const auto null = t->write(kTenant, [](Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.exec("insert into test_parts (tenant_id, thing_id) values (:t, :i)", kTenant,
                        std::optional<std::int64_t>()));
    return {};
  });
  EXPECT_EQ(null.error().key, "db.not_null");
  EXPECT_EQ(count(), 1);
}

TEST_P(Db, TextWithNulIsRefusedAndBrokenSqlIsAnInternalError) {
  EXPECT_EQ(put(thing(std::string("a\0b", 3))).error().code, ErrorCode::kInvalid);
  const auto broken = t->write(kTenant, [](Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.exec("insert into nowhere values (:secret)", "13800138000"));
    return {};
  });
  EXPECT_EQ(broken.error().code, ErrorCode::kInternal);
  ASSERT_FALSE(t.troubles.empty());
  for (const auto& line : t.troubles) EXPECT_EQ(line.find("138001"), std::string::npos) << line;
  EXPECT_TRUE(put(thing("after")));
}

TEST_P(Db, UpdateWritesByTenantAndIdAndMissesAreNotFound) {
  Thing row = thing("a");
  ASSERT_TRUE(put(row));
  row.name = "b";
  ASSERT_TRUE(t->write(kTenant, [&](Tx& tx) { return tx.update("test_things", row); }));
  Thing foreign = row;
  foreign.tenant_id = TenantId(8);
  EXPECT_EQ(t->write(kTenant, [&](Tx& tx) { return tx.update("test_things", foreign); }).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(t->read([](ReadTx& tx) { return tx.scalar<std::string>("select name from test_things"); }), "b");
}

TEST_P(Db, ARefusedCommandLeavesNoTrace) {
  int after = 0, undone = 0;
  const auto refused = t->write(kTenant, [&](Tx& tx) -> Result<void> {
    tx.after_commit([&] { ++after; });
    tx.on_rollback([&] { ++undone; });
    MANYI_CHECK(tx.insert("test_things", thing("a")));
    return conflict("no", "no");
  });
  EXPECT_EQ(refused.error().key, "no");
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(after, 0);
  EXPECT_EQ(undone, 1);
}

TEST_P(Db, ASavepointSwallowsItsPartAlone) {
  std::vector<std::string> undone, after;
  ASSERT_TRUE(t->write(kTenant, [&](Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.insert("test_things", thing("kept")));
    const auto inner = tx.savepoint([&]() -> Result<void> {
      tx.on_rollback([&] { undone.push_back("outer"); });
      tx.after_commit([&] { after.push_back("outer"); });
      MANYI_CHECK(tx.insert("test_things", thing("lost")));
      MANYI_CHECK(tx.savepoint([&]() -> Result<void> { return tx.insert("test_things", thing("deep")); }));
      return tx.insert("test_things", thing("kept"));  // violates the unique key
    });
    EXPECT_EQ(inner.error().key, "db.unique");
    tx.after_commit([&] { after.push_back("after"); });
    return tx.insert("test_things", thing("more"));
  }));
  EXPECT_EQ(count(), 2);
  EXPECT_EQ(undone, std::vector<std::string>{"outer"});
  EXPECT_EQ(after, std::vector<std::string>{"after"});
}

TEST_P(Db, GoingOnAfterAConflictWithoutASavepointIsABug) {
  ASSERT_TRUE(put(thing("a")));
  const auto result = t->write(kTenant, [&](Tx& tx) -> Result<void> {
    (void)tx.insert("test_things", thing("a")).ok();
    return {};
  });
  EXPECT_EQ(result.error().code, ErrorCode::kInternal);
  EXPECT_EQ(count(), 1);
}

TEST_P(Db, AStatementThatFailsLaterFailsItsOwnCommandAlone) {
  ASSERT_TRUE(put(thing("taken")));
  Gate gate;
  Replies replies(5);
  t->submit(
      kTenant,
      [&](Tx&) -> Result<void> {
        gate.wait();
        return {};
      },
      replies.at(4));
  gate.wait_until_entered();
  for (std::size_t i = 0; i < 4; ++i) {
    t->submit(
        kTenant,
        [this, i](Tx& tx) -> Result<void> {
          return tx.insert_later("test_things", thing(i == 1 ? "taken" : "n" + std::to_string(i)));
        },
        replies.at(i));
  }
  gate.release();
  replies.wait();
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(replies.all[i]->ok(), i != 1) << i;
  EXPECT_EQ(replies.all[1]->error().code, ErrorCode::kInternal);
  EXPECT_EQ(count(), 4);
}

TEST_P(Db, WhatFailsLaterInASavepointIsItsOwn) {
  ASSERT_TRUE(put(thing("taken")));
  ASSERT_TRUE(t->write(kTenant, [&](Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.insert_later("test_things", thing("before")));
    EXPECT_THROW((void)tx.savepoint([&] { return tx.insert_later("test_things", thing("taken")); }).ok(),
                 DbError);
    return tx.insert_later("test_things", thing("after"));
  }));
  EXPECT_EQ(count(), 3);
}

TEST_P(Db, AReadSeesOneSnapshot) {
  ASSERT_TRUE(put(thing("a")));
  t->read([&](ReadTx& tx) {
    EXPECT_EQ(tx.scalar<std::int64_t>("select count(*) from test_things"), 1);
    ASSERT_TRUE(put(thing("b")));
    EXPECT_EQ(tx.scalar<std::int64_t>("select count(*) from test_things"), 1);
  });
  EXPECT_EQ(count(), 2);
}

TEST_P(Db, WaitingCommandsShareACommitAndARefusedOneVanishesAlone) {
  Gate gate;
  Replies replies(11);
  t->submit(
      kTenant,
      [&](Tx&) -> Result<void> {
        gate.wait();
        return {};
      },
      replies.at(10));
  gate.wait_until_entered();
  for (std::size_t i = 0; i < 10; ++i) {
    t->submit(
        kTenant,
        [this, i](Tx& tx) -> Result<void> {
          MANYI_CHECK(tx.insert("test_things", thing("n" + std::to_string(i))));
          if (i == 4) return conflict("four", "four");
          if (i == 5) throw std::runtime_error("bug");
          if (i == 6) return tx.insert("test_things", thing("n0"));
          return {};
        },
        replies.at(i));
  }
  const auto before = t->stats().batches;
  gate.release();
  replies.wait();
  EXPECT_LE(t->stats().batches, before + 2);  // the gate's own and one for all ten
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(replies.all[i]->ok(), i < 4 || i > 6) << i;
  EXPECT_EQ(replies.all[5]->error().code, ErrorCode::kInternal);
  EXPECT_EQ(replies.all[6]->error().key, "db.unique");
  EXPECT_EQ(count(), 7);
  EXPECT_EQ(t->stats().reruns, 0);
}

TEST_P(Db, ALostBatchRunsEachCommandAgainAlone) {
  Gate gate;
  Replies replies(6);
  std::atomic<int> commits{0}, memory{0}, after{0};
  // The first COMMIT is the gate's own, the second the batch's; of the second run the third fails.
  t->fail_commits_when([&] {
    const int n = ++commits;
    return n == 2 || n == 5;
  });
  t->submit(
      kTenant,
      [&](Tx&) -> Result<void> {
        gate.wait();
        return {};
      },
      replies.at(5));
  gate.wait_until_entered();
  for (std::size_t i = 0; i < 5; ++i) {
    t->submit(
        kTenant,
        [&, i](Tx& tx) -> Result<void> {
          ++memory;
          tx.on_rollback([&] { --memory; });
          tx.after_commit([&] { ++after; });
          return tx.insert("test_things", thing("n" + std::to_string(i)));
        },
        replies.at(i));
  }
  gate.release();
  replies.wait();
  EXPECT_EQ(t->stats().reruns, 1);
  int stored = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    stored += replies.all[i]->ok();
    if (!replies.all[i]->ok()) { EXPECT_EQ(replies.all[i]->error().code, ErrorCode::kUnavailable); }
  }
  EXPECT_EQ(stored, 4);
  EXPECT_EQ(count(), 4);
  EXPECT_EQ(memory, 4);
  EXPECT_EQ(after, 4);
}

TEST_P(Db, WhatMemoryGatheredIsWrittenOncePerTransaction) {
  // Three commands of one batch ask for it under one key; the first of them is refused.
  Gate gate;
  Replies replies(4);
  std::atomic<int> written = 0;
  t->submit(
      kTenant,
      [&](Tx&) -> Result<void> {
        gate.wait();
        return {};
      },
      replies.at(0));
  gate.wait_until_entered();
  for (std::size_t i = 1; i < 4; ++i)
    t->submit(
        kTenant,
        [&, i](Tx& tx) -> Result<void> {
          tx.before_commit("sum", [&](Tx& last) -> Result<void> {
            ++written;
            return last.insert("test_things", thing("sum"));
          });
          if (i == 1) return conflict("no", "no");
          return tx.insert("test_things", thing(std::to_string(i)));
        },
        replies.at(i));
  gate.release();
  replies.wait();
  EXPECT_EQ(written, 1);
  EXPECT_EQ(count(), 3);
}

TEST_P(Db, ATransactionVanishesWhenItsLastWriteFails) {
  const auto result = t->write(kTenant, [&](Tx& tx) -> Result<void> {
    tx.before_commit("fails", [](Tx&) -> Result<void> { return conflict("no", "no"); });
    return tx.insert("test_things", thing("a"));
  });
  ASSERT_FALSE(result);
  EXPECT_EQ(count(), 0);
  ASSERT_TRUE(put(thing("b")));
  EXPECT_EQ(count(), 1);
}

const char* const kNumbers =
    "create table test_numbers (tenant_id bigint not null, month text not null, last_count bigint not null, "
    "primary key (tenant_id, month));";

TEST_P(Db, ACounterHasNoGapsWhateverIsRefused) {
  TestDatabase numbered({{"test", {{1, "create_numbers", kNumbers, kNumbers}}}}, GetParam());
  Counter counter("test_numbers");
  std::vector<std::int64_t> given;
  const auto draw = [&](const char* month, bool refuse) {
    std::int64_t number = 0;
    const auto result = numbered->write(kTenant, [&](Tx& tx) -> Result<void> {
      number = counter.next(tx, kTenant, month);
      EXPECT_EQ(counter.next(tx, kTenant, month), number + 1);
      if (refuse) return conflict("no", "no");
      return {};
    });
    EXPECT_EQ(result.ok(), !refuse);
    return number;
  };
  EXPECT_EQ(draw("2611", false), 1);
  EXPECT_EQ(draw("2611", true), 3);
  EXPECT_EQ(draw("2611", false), 3);
  EXPECT_EQ(draw("2612", false), 1);
  Counter another("test_numbers");  // as after a restart
  ASSERT_TRUE(numbered->write(kTenant, [&](Tx& tx) -> Result<void> {
    EXPECT_EQ(another.next(tx, kTenant, "2611"), 5);
    return {};
  }));
  // Many at once share their transactions.
  std::vector<std::thread> threads;
  std::mutex mutex;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&, i] {
      for (int k = 0; k < 20; ++k) {
        std::int64_t number = 0;
        const bool refuse = (i + k) % 3 == 0;
        const auto result = numbered->write(kTenant, [&](Tx& tx) -> Result<void> {
          number = another.next(tx, kTenant, "2701");
          if (refuse) return conflict("no", "no");
          return {};
        });
        if (!result) continue;
        const std::lock_guard lock(mutex);
        given.push_back(number);
      }
    });
  for (auto& thread : threads) thread.join();
  std::sort(given.begin(), given.end());
  for (std::size_t i = 0; i < given.size(); ++i) EXPECT_EQ(given[i], static_cast<std::int64_t>(i) + 1);
}

TEST_P(Db, ShutdownAnswersWhatWasQueuedAndTurnsLaterOnesAway) {
  Replies replies(40);
  for (std::size_t i = 0; i < 40; ++i)
    t->submit(
        TenantId(static_cast<std::int64_t>(i + 1)),
        [this, i](Tx& tx) { return tx.insert("test_things", thing("n" + std::to_string(i))); },
        replies.at(i));
  t->shutdown();
  replies.wait();
  for (const auto& reply : replies.all) EXPECT_TRUE(reply->ok());
  EXPECT_EQ(count(), 40);
  EXPECT_EQ(put(thing("late")).error().code, ErrorCode::kUnavailable);
}

TEST_P(Db, ManyThreadsWriteAndReadAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> failures{0};
  for (int w = 0; w < 8; ++w) {
    threads.emplace_back([&, w] {
      for (int i = 0; i < 25; ++i) {
        if (!put(thing(std::to_string(w) + "." + std::to_string(i)))) ++failures;
        if (count() == 0) ++failures;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_EQ(count(), 200);
}

TEST_P(Db, CutConnectionsAreMadeAgainAndNothingRunsTwice) {
  if (GetParam() != Dialect::kPostgres) GTEST_SKIP() << "SQLite has no connections to cut";
  ASSERT_TRUE(put(thing("before")));
  ASSERT_EQ(count(), 1);
  int runs = 0;
  const auto cut = t->write(kTenant, [&](Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.insert("test_things", thing("cut")));
    if (++runs == 1)
      (void)tx.scalar<std::int64_t>("select 1 from (select pg_terminate_backend(pg_backend_pid())) x");
    return {};
  });
  EXPECT_TRUE(cut) << cut.error().key;
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(count(), 2);
  t->read([](ReadTx& tx) {
    try {
      (void)tx.scalar<std::int64_t>("select 1 from (select pg_terminate_backend(pg_backend_pid())) x");
      ADD_FAILURE() << "the connection should have gone";
    } catch (const DbError& e) { EXPECT_EQ(e.kind(), DbError::Kind::kConnection) << e.what(); }
  });
  EXPECT_EQ(count(), 2);
}

TEST_P(Db, MigratingAgainChangesNothingAChangedTextIsRefused) {
  EXPECT_TRUE(t->migrate(things_set()));
  const auto changed = t->migrate(things_set(std::string(kThings) + "-- edited"));
  EXPECT_EQ(changed.error().key, "migration.changed");
}

TEST_P(Db, ADatabaseNewerThanTheProgramIsRefused) {
  const auto newer = t->migrate({{"other", {}}});
  EXPECT_EQ(newer.error().code, ErrorCode::kConflict);
  EXPECT_EQ(newer.error().key, "database.newer");
}

TEST_P(Db, ABrokenMigrationLeavesNothingBehind) {
  auto sets = things_set();
  const std::string bad = "create table test_more (tenant_id bigint not null); create table ((;";
  sets[0].migrations.push_back({2, "create_more", bad, bad});
  EXPECT_FALSE(t->migrate(sets));
  sets[0].migrations[1].sqlite = sets[0].migrations[1].postgres =
      "create table test_more (tenant_id bigint not null)";
  EXPECT_TRUE(t->migrate(sets));
  EXPECT_EQ(t->read([](ReadTx& tx) { return tx.scalar<std::int64_t>("select count(*) from test_more"); }), 0);
}

TEST(SqliteDb, TablesAreStrict) {
  TestDatabase t(things_set());
  const auto wrong = t->write(kTenant, [](Tx& tx) -> Result<void> {
    MANYI_CHECK(tx.exec("insert into test_parts (tenant_id, thing_id) values (:t, :i)", kTenant, "text"));
    return {};
  });
  EXPECT_FALSE(wrong);
}

TEST(SqliteDb, AFullDiskLosesNothingAcknowledgedAndAnswersTheRestWithAnError) {
  TestDatabase t(things_set());
  Gate gate;
  constexpr std::size_t kCommands = 30;
  Replies replies(kCommands + 1);
  // The page limit stands in for the disk: it is per connection, so the lane sets it itself.
  t->submit(
      kTenant,
      [&](Tx& tx) -> Result<void> {
        const auto pages = *tx.scalar<std::int64_t>("pragma page_count");
        (void)tx.scalar<std::int64_t>("pragma max_page_count = " + std::to_string(pages + 20));
        gate.wait();
        return {};
      },
      replies.at(kCommands));
  gate.wait_until_entered();
  for (std::size_t i = 0; i < kCommands; ++i) {
    t->submit(
        kTenant,
        [&t, i](Tx& tx) -> Result<void> {
          Thing row;
          row.id = ThingId(t.ids.next());
          row.tenant_id = kTenant;
          row.name = "n" + std::to_string(i);
          row.note = std::string(12000, 'x');
          return tx.insert("test_things", row);
        },
        replies.at(i));
  }
  gate.release();
  replies.wait();
  std::vector<std::string> acknowledged;
  for (std::size_t i = 0; i < kCommands; ++i) {
    if (replies.all[i]->ok())
      acknowledged.push_back("n" + std::to_string(i));
    else
      EXPECT_EQ(replies.all[i]->error().key, "db.full");
  }
  EXPECT_GT(acknowledged.size(), 2u);
  EXPECT_LT(acknowledged.size(), kCommands);
  auto stored = t->read([](ReadTx& tx) { return tx.all<std::string>("select name from test_things"); });
  std::sort(acknowledged.begin(), acknowledged.end());
  std::sort(stored.begin(), stored.end());
  EXPECT_EQ(stored, acknowledged);
  EXPECT_GT(t->stats().reruns, 0);
}

TEST(SqliteDb, ABackupIsADatabaseOfItsOwn) {
  TestDatabase t(things_set());
  ASSERT_TRUE(t->write(kTenant, [](Tx& tx) -> Result<void> {
    MANYI_CHECK(
        tx.exec("insert into test_things (id, tenant_id, name, flag, weight, shade, at) values (1, :t, 'a', "
                "0, 0, 'light', 0)",
                kTenant));
    return {};
  }));
  const std::string path = testing::TempDir() + "manyi-backup-" + std::to_string(::getpid()) + ".db";
  ASSERT_TRUE(t->backup_to(path));
  Options options;
  options.url = "sqlite://" + path;
  TestDatabase copy(things_set(), Dialect::kSqlite, options);
  EXPECT_EQ(copy->read([](ReadTx& tx) { return tx.scalar<std::string>("select name from test_things"); }),
            "a");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace manyi::db
