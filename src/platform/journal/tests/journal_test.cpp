// The chain's promises: order, tamper evidence, signed heads, reactions.
// Owns an event type of its own.
#include "platform/journal/journal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

#include "jobs_migrations.h"
#include "journal_migrations.h"
#include "platform/db/testing.h"
#include "platform/jobs/jobs.h"
#include "platform/journal/events.h"

namespace manyi::journal {
namespace {

constexpr TenantId kTenant{7};
constexpr TenantId kOther{8};
constexpr Actor kActor{kTenant, UserId(3)};

struct ThingHappened {
  static constexpr std::string_view kKind = "thing.happened";
  static constexpr int kSchema = 1;
  std::int64_t thing = 0;
  Instant at;
  std::vector<Subject> subjects() const { return {{"thing", thing}, {"site", 1}, {"thing", thing}}; }
};
BOOST_DESCRIBE_STRUCT(ThingHappened, (), (thing, at))

class JournalTest : public testing::TestWithParam<db::Dialect> {
 protected:
  JournalTest() : t({journal_migrations(), jobs_migrations()}, GetParam()), jobs(*t), events(*journal, jobs) {
    journal->on_committed([this](TenantId tenant, std::int64_t first, std::int64_t last) {
      told.push_back(std::to_string(tenant.value()) + ":" + std::to_string(first) + "-" +
                     std::to_string(last));
    });
  }
  Result<db::Committed> happen(std::int64_t thing, int times = 1, TenantId tenant = kTenant) {
    return t->write(tenant, [&, tenant](db::Tx& tx) -> Result<void> {
      for (int i = 0; i < times; ++i)
        MANYI_CHECK(events.publish(tx, Actor{tenant, UserId(3)}, ThingHappened{thing + i, tx.now()}));
      return {};
    });
  }
  Verification verify(const std::optional<Head>& from = {}) {
    return t->read([&](db::ReadTx& tx) { return journal->verify(tx, kTenant, from); });
  }
  void tamper(const std::string& sql) {
    ASSERT_TRUE(t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(tx.exec(sql));
      return {};
    }));
  }
  db::TestDatabase t;
  std::unique_ptr<Journal> journal = std::move(*Journal::open(""));
  jobs::Jobs jobs;
  Events events;
  std::vector<std::string> told;
};
INSTANTIATE_TEST_SUITE_P(All, JournalTest, testing::ValuesIn(db::test_dialects()), [](const auto& info) {
  return info.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(JournalTest, WhatAnotherProcessCommittedIsToldOnce) {
  const auto other = std::move(*Journal::open(""));
  ASSERT_TRUE(happen(42));
  ASSERT_TRUE(t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(other->append(tx, kActor, {.kind = "thing.happened"}));
    MANYI_CHECK(other->append(tx, kActor, {.kind = "thing.happened"}));
    return {};
  }));
  EXPECT_EQ(told, (std::vector<std::string>{"7:1-1"}));
  for (int i = 0; i < 2; ++i) t->read([&](db::ReadTx& tx) { journal->announce_outside(tx); });
  EXPECT_EQ(told, (std::vector<std::string>{"7:1-1", "7:2-3"}));
}

TEST_P(JournalTest, EntriesAreNumberedPerTenantAndToldAfterTheCommit) {
  EXPECT_EQ(happen(42)->seq, 1);
  EXPECT_EQ(happen(50, 3)->seq, 4);
  EXPECT_EQ(happen(60, 1, kOther)->seq, 1);
  EXPECT_EQ(told, (std::vector<std::string>{"7:1-1", "7:2-4", "8:1-1"}));
  t->read([&](db::ReadTx& tx) {
    const auto entries = entries_after(tx, kTenant, 0, 10);
    ASSERT_EQ(entries.size(), 4u);
    EXPECT_EQ(entries[0].kind, "thing.happened");
    EXPECT_EQ(entries[0].actor, UserId(3));
    EXPECT_EQ(entries[0].subjects, (std::vector<Subject>{{"thing", 42}, {"site", 1}}));
    EXPECT_EQ(entries[0].data.text, to_json(ThingHappened{42, t.clock.now()}));
    EXPECT_EQ(timeline(tx, kTenant, {"thing", 51}, 0, 10).size(), 1u);
    EXPECT_EQ(timeline(tx, kTenant, {"site", 1}, 2, 10).size(), 2u);
    EXPECT_EQ(last_seq(tx, kTenant), 4);
    EXPECT_EQ(tenants(tx), (std::vector<TenantId>{kTenant, kOther}));
    const auto touched = subjects_after(tx, kTenant, 1, 2);
    EXPECT_EQ(touched.reached, 3);
    EXPECT_EQ(touched.subjects, (std::vector<Subject>{{"thing", 50}, {"site", 1}, {"thing", 51}}));
  });
}

TEST_P(JournalTest, ARefusedCommandLeavesNoGap) {
  ASSERT_TRUE(happen(1));
  EXPECT_FALSE(t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(events.publish(tx, kActor, ThingHappened{2, tx.now()}));
    return conflict("no", "no");
  }));
  ASSERT_TRUE(t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
    EXPECT_FALSE(tx.savepoint([&]() -> Result<void> {
      MANYI_CHECK(events.publish(tx, kActor, ThingHappened{3, tx.now()}));
      return conflict("no", "no");
    }));
    return events.publish(tx, kActor, ThingHappened{4, tx.now()});
  }));
  EXPECT_EQ(told, (std::vector<std::string>{"7:1-1", "7:2-2"}));
  const auto report = verify();
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.entries, 2);
}

TEST_P(JournalTest, TheChainSurvivesALostBatch) {
  ASSERT_TRUE(happen(1));
  int commits = 0;
  t->fail_commits_when([&] { return ++commits <= 2; });
  EXPECT_EQ(happen(2).error().code, ErrorCode::kUnavailable);  // the batch and its second run alone
  t->fail_commits_when({});
  EXPECT_EQ(happen(3)->seq, 2);
  EXPECT_TRUE(verify().ok());
}

TEST_P(JournalTest, TwoJournalsOnOneDatabaseKeepOneChain) {
  auto second = std::move(*Journal::open(""));
  Events others(*second, jobs);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(happen(i));
    ASSERT_TRUE(t->write(kTenant, [&](db::Tx& tx) {
      return others.publish(tx, kActor, ThingHappened{i, tx.now()});
    }));
  }
  EXPECT_EQ(verify().entries, 6);
  EXPECT_TRUE(verify().ok());
}

TEST_P(JournalTest, AChangedEntryIsFoundWhereItStands) {
  ASSERT_TRUE(happen(1, 5));
  tamper("update journal_entries set data = '{\"thing\":9}' where tenant_id = 7 and seq = 3");
  ASSERT_TRUE(verify().first_break);
  EXPECT_EQ(verify().first_break->seq, 3);
  EXPECT_EQ(verify().first_break->reason, "hash");
}

TEST_P(JournalTest, AMissingEntryIsFound) {
  ASSERT_TRUE(happen(1, 5));
  tamper("delete from journal_entries where tenant_id = 7 and seq = 2");
  EXPECT_EQ(verify().first_break->seq, 2);
  EXPECT_EQ(verify().first_break->reason, "gap");
}

TEST_P(JournalTest, SignedHeadsFindARewrittenOrShortenedChain) {
  ASSERT_TRUE(happen(1, 5));
  EXPECT_EQ(*journal->sign_heads(*t), 1);
  EXPECT_EQ(*journal->sign_heads(*t), 0);
  EXPECT_EQ(verify().heads, 1);
  EXPECT_TRUE(verify().ok());
  tamper("delete from journal_entries where tenant_id = 7 and seq >= 4");
  tamper("delete from journal_subjects where tenant_id = 7 and seq >= 4");
  EXPECT_EQ(verify().first_break->reason, "truncated");
  ASSERT_TRUE(happen(9, 3));  // grows past the signed head with other content, hashes and all
  EXPECT_EQ(verify().first_break->seq, 5);
  EXPECT_EQ(verify().first_break->reason, "head_hash");
}

TEST_P(JournalTest, AForgedHeadIsFound) {
  ASSERT_TRUE(happen(1, 2));
  ASSERT_TRUE(journal->sign_heads(*t));
  tamper("update journal_heads set signed_at = signed_at + 1");
  EXPECT_EQ(verify().first_break->reason, "head_signature");
}

TEST_P(JournalTest, VerificationStartsFromAnExportedHead) {
  ASSERT_TRUE(happen(1, 3));
  const Head head = *t->read([&](db::ReadTx& tx) { return journal->export_head(tx, kTenant); });
  const auto text = to_json(head);
  const auto read = from_json<Head>(text);
  ASSERT_TRUE(read) << text;
  EXPECT_TRUE(signature_holds(*read));
  ASSERT_TRUE(happen(4, 2));
  const auto report = verify(*read);
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.from_seq, 3);
  EXPECT_EQ(report.to_seq, 5);
  EXPECT_EQ(report.entries, 2);

  Head forged = *read;
  forged.seq = 2;
  EXPECT_EQ(verify(forged).first_break->reason, "head_signature");
  tamper("update journal_entries set hash = 'x' where tenant_id = 7 and seq = 3");
  EXPECT_EQ(verify(*read).first_break->reason, "head_hash");
  EXPECT_FALSE(t->read([&](db::ReadTx& tx) { return journal->export_head(tx, TenantId(99)).ok(); }));
}

TEST_P(JournalTest, AnInvariantReactionRefusesTheWhole) {
  std::vector<std::string> ran;
  events.on<ThingHappened>(ReactionKind::kFollowUp, "after",
                           [&](db::Tx&, const Actor&, const ThingHappened&) -> Result<void> {
                             ran.push_back("after");
                             return {};
                           });
  events.on<ThingHappened>(ReactionKind::kInvariant, "guard",
                           [&](db::Tx&, const Actor&, const ThingHappened& e) -> Result<void> {
                             ran.push_back("guard");
                             if (e.thing == 13) return conflict("thirteen", "not thirteen");
                             return {};
                           });
  ASSERT_TRUE(happen(1));
  EXPECT_EQ(ran, (std::vector<std::string>{"guard", "after"}));
  EXPECT_EQ(happen(13).error().key, "thirteen");
  EXPECT_EQ(verify().entries, 1);
}

TEST_P(JournalTest, AFailedFollowUpBecomesAJobAndDoesNotHoldUpTheWrite) {
  int runs = 0;
  bool heal = false;
  std::int64_t seen = 0;
  events.on<ThingHappened>(
      ReactionKind::kFollowUp, "fragile",
      [&](db::Tx& tx, const Actor& actor, const ThingHappened& e) -> Result<void> {
        ++runs;
        MANYI_CHECK(tx.exec("insert into jobs_schedules (tenant_id, name, next_at) values (:t, 'trace', 0)",
                            actor.tenant));
        if (!heal) throw std::runtime_error("broken");
        seen = e.thing;
        return {};
      });
  ASSERT_TRUE(happen(42));
  EXPECT_EQ(runs, 1);
  const auto traces = [&] {
    return t->read([](db::ReadTx& tx) {
      return tx.scalar<std::int64_t>("select count(*) from jobs_schedules where name = 'trace'");
    });
  };
  EXPECT_EQ(traces(), 0);
  EXPECT_EQ(jobs.run_due(), 1);  // fails again
  heal = true;
  EXPECT_EQ(jobs.run_due(), 0);  // not yet due
  t.clock.advance(kMinute);
  EXPECT_EQ(jobs.run_due(), 1);
  EXPECT_EQ(seen, 42);
  EXPECT_EQ(traces(), 1);
  EXPECT_EQ(t->read([](db::ReadTx& tx) { return jobs::Jobs::counts(tx).waiting; }), 0);
}

TEST_P(JournalTest, WordsThatCouldBlurTheCanonicalFormAreRefused) {
  const auto append = [&](Draft draft) {
    return t->write(kTenant, [&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(journal->append(tx, kActor, draft));
      return {};
    });
  };
  EXPECT_EQ(append({"two words"}).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(append({"a", 1, {{"b\n", 1}}}).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(append({"a", 1, {}, "{\n}"}).error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(append({"a", 1, {{"b", 1}}, "{}", Instant(0), Precision::kDay}));
}

TEST(JournalKey, IsMadeOnceReadableByItsOwnerAlone) {
  const std::string path = testing::TempDir() + "manyi-key-" + std::to_string(::getpid());
  std::remove(path.c_str());
  const auto first = Journal::open(path);
  ASSERT_TRUE(first);
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  const auto second = Journal::open(path);
  EXPECT_EQ((*first)->public_key(), (*second)->public_key());
  std::FILE* file = std::fopen(path.c_str(), "w");
  std::fputs("nonsense\n", file);
  std::fclose(file);
  EXPECT_EQ(Journal::open(path).error().code, ErrorCode::kMalformed);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace manyi::journal
