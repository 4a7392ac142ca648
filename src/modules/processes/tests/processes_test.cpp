// Use cases of processes on both databases.
// Owns the cases.
#include "modules/processes/processes.h"

#include <gtest/gtest.h>

#include "modules/processes/check_facts.h"
#include "modules/processes/import_profile.h"
#include "modules/processes/processes_events.h"
#include "modules/workorders/tests/shop.h"
#include "processes_migrations.h"

namespace manyi::processes {
namespace {

struct Floor : workorders::Shop {
  explicit Floor(db::Dialect dialect) : Shop(dialect, {processes_migrations()}) {
    make_module(checks).subscriptions(events);
    add_import_profile(profiles, checks, needs);
  }
  ImportedCheck check() const {
    ImportedCheck in;
    in.site_id = site;
    in.checked_at = clock.now();
    in.employee_id = wang;
    in.quality_point = "工牌";
    return in;
  }
  Result<Check> add(const ImportedCheck& in) {
    return write([&](db::Tx& tx) { return checks.add(tx, boss, in); });
  }

  Needs needs{events, org, catalog, orders};
  Checks checks{needs};
  imports::Profiles profiles;
};

struct ChecksOn : testing::TestWithParam<db::Dialect> {
  Floor room{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, ChecksOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

TEST_P(ChecksOn, ACheckOnAnOrderIsOfItsTechniciansWork) {
  auto intake = room.intake();
  intake.technician_id = room.wu;
  auto in = room.check();
  in.employee_id.reset();
  in.work_order_id = room.take(intake).id;
  const auto made = room.add(in);
  ASSERT_TRUE(made) << Floor::told(made.error());
  EXPECT_EQ(made->employee_name, "吴斌");
  EXPECT_EQ(made->points_got, 1);
  EXPECT_EQ(made->required, true);
}

TEST_P(ChecksOn, NobodyChecksHisOwnWorkAndAllWrongFieldsAreToldAtOnce) {
  auto in = room.check();
  in.checker_id = room.wang;
  in.points_got = 3;
  in.site_id = SiteId(5);
  const auto refused = room.add(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()),
            (std::vector<std::string>{"/site_id", "/checker_id", "/points_max"}));
}

TEST_P(ChecksOn, ARowOfAFileBecomesACheckAndItsFact) {
  const imports::StagedRow row{
      1, 2,
      R"({"source_id":"C1","site":"文三路站","checked_at":"2026-03-02T01:00:00Z","kind":"mystery","result":"fail",)"
      R"("quality_point":"开机演示","employee":"王建军","checker":"林晓","points_got":2,"points_max":5})"};
  const imports::ApplyContext context{room.boss, imports::ImportId(7), "audit",
                                      *TimeZone::find("Asia/Shanghai"), room.clock.now()};
  const auto apply = [&] {
    return room.write(
        [&](db::Tx& tx) { return room.profiles.find("checks")->apply(tx, context, std::span(&row, 1)); });
  };
  const auto applied = apply();
  ASSERT_TRUE(applied) << Floor::told(applied.error());
  EXPECT_EQ((*apply())[0].outcome, imports::RowOutcome::kUnchanged);

  const std::int64_t id = (*applied)[0].record;
  kpi::FactTable table(check_fact_schema(), TimeZone::utc());
  room.read([&](db::ReadTx& tx) { table.upsert(room.checks.load_facts(tx, room.tenant, {id})); });
  const auto label = [&](const char* name) {
    const auto at = *table.dimension_index(name);
    return table.dictionary(at).label(table.codes(at)[0]);
  };
  EXPECT_EQ(label("technician"), "王建军");
  EXPECT_EQ(label("checker"), "林晓");
  EXPECT_EQ(label("kind"), "mystery");
  EXPECT_EQ(table.wholes(0)[0], 2);
  EXPECT_EQ(table.flags(1)[0], 0) << "not conforming";

  const auto undone =
      room.write([&](db::Tx& tx) { return room.profiles.find("checks")->undo(tx, context, *applied); });
  EXPECT_EQ((*undone)[0], imports::UndoOutcome::kUndone);
  EXPECT_EQ(room.published<CheckRemoved>().size(), 1u);
}

TEST_P(ChecksOn, WhoIsOnHisOwnSeesTheChecksOfHisWork) {
  ASSERT_TRUE(room.add(room.check()));
  auto other = room.check();
  other.employee_id = room.wu;
  ASSERT_TRUE(room.add(other));
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return room.checks.list(tx, room.technician, {}); })->items.size(), 1u);
}

TEST_P(ChecksOn, AnErasedPersonLeavesNoNote) {
  const auto order = room.take(room.intake());
  auto in = room.check();
  in.work_order_id = order.id;
  in.note = "罗海燕家中";
  const auto id = room.add(in)->id;
  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    return room.customers.erase(tx, room.boss, {*order.customer_id, std::nullopt});
  }));
  EXPECT_FALSE(room.read([&](db::ReadTx& tx) { return room.checks.get(tx, room.boss, id); })->note);
}

}  // namespace
}  // namespace manyi::processes
