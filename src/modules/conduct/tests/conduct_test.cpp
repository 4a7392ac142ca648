// The rules and use cases of conduct, the latter on both databases.
// Owns the cases.
#include "modules/conduct/conduct.h"

#include <gtest/gtest.h>

#include "conduct_migrations.h"
#include "modules/conduct/conduct_events.h"
#include "modules/conduct/import_profile.h"
#include "modules/conduct/violation_facts.h"
#include "modules/workorders/tests/shop.h"

namespace manyi::conduct {
namespace {

using S = ViolationState;
using T = ViolationStep;

TEST(ViolationSteps, ASuspicionIsReviewedBeforeItIsConfirmed) {
  EXPECT_FALSE(decide_step(S::kSuspected, T::kConfirm, false));
  EXPECT_EQ(*decide_step(S::kSuspected, T::kReview, false), S::kReviewing);
  EXPECT_EQ(*decide_step(S::kReviewing, T::kConfirm, false), S::kConfirmed);
  EXPECT_EQ(*decide_step(S::kConfirmed, T::kAppeal, false), S::kAppealed);
  EXPECT_EQ(*decide_step(S::kAppealed, T::kOverturn, false), S::kFinal);
  EXPECT_EQ(*decide_step(S::kFinal, T::kCorrect, false), S::kCorrected);
  EXPECT_EQ(*decide_step(S::kCorrected, T::kArchive, false), S::kArchived);
}

TEST(ViolationSteps, NobodyDecidesOnHimselfButMayAppeal) {
  EXPECT_EQ(decide_step(S::kReviewing, T::kDismiss, true).error().code, ErrorCode::kForbidden);
  EXPECT_EQ(*decide_step(S::kConfirmed, T::kAppeal, true), S::kAppealed);
  EXPECT_EQ(allowed_steps(S::kConfirmed, true), std::vector{T::kAppeal});
}

TEST(ViolationSteps, ARefusalListsWhatIsAllowed) {
  EXPECT_EQ(decide_step(S::kFinal, T::kAppeal, false).error().allowed,
            (std::vector<std::string>{"correct", "archive"}));
}

TEST(ViolationPoints, GrowWithTheSeverity) {
  EXPECT_EQ(default_points(ViolationSeverity::kMinor), 1);
  EXPECT_EQ(default_points(ViolationSeverity::kMajor), 3);
  EXPECT_EQ(default_points(ViolationSeverity::kSevere), 10);
}

struct Desk : workorders::Shop {
  explicit Desk(db::Dialect dialect) : Shop(dialect, {conduct_migrations()}) {
    make_module(violations).subscriptions(events);
    add_import_profile(profiles, violations, needs);
  }
  Violation suspect(const workorders::WorkOrder& order) {
    SuspectViolation in;
    in.work_order_id = order.id;
    in.employee_id = wang;
    in.type = ViolationType::kOvercharge;
    in.money = Money(8000);
    in.evidence = "罗海燕多付 80 元";
    const auto made = write([&](db::Tx& tx) { return violations.suspect(tx, boss, in); });
    if (!made) {
      ADD_FAILURE() << told(made.error());
      return {};
    }
    return *made;
  }
  Result<Violation> step(const Caller& caller, ViolationId id, ViolationStep which) {
    StepViolation in;
    in.id = id;
    in.severity = ViolationSeverity::kMajor;
    return write([&](db::Tx& tx) { return violations.step(tx, caller, which, in); });
  }
  bool confirmed(std::int64_t id) {
    kpi::FactTable table(violation_fact_schema(), TimeZone::utc());
    read([&](db::ReadTx& tx) { table.upsert(violations.load_facts(tx, tenant, {id})); });
    return table.flags(violation_facts().confirmed.index)[*table.row_of(id)] != 0;
  }
  std::string fact(std::int64_t id, const char* dimension) {
    kpi::FactTable table(violation_fact_schema(), TimeZone::utc());
    read([&](db::ReadTx& tx) { table.upsert(violations.load_facts(tx, tenant, {id})); });
    const auto at = table.dimension_index(dimension);
    return at ? table.dictionary(*at).label(table.codes(*at)[*table.row_of(id)]) : "none";
  }

  Needs needs{events, org, customers, orders};
  Violations violations{needs};
  imports::Profiles profiles;
};

struct ConductOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, ConductOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

TEST_P(ConductOn, OnlyAReviewConfirmsASuspicion) {
  const auto made = desk.suspect(desk.delivered());
  EXPECT_EQ(made.state, S::kSuspected);
  EXPECT_EQ(made.confirmed, std::nullopt);
  EXPECT_FALSE(desk.confirmed(made.id.value()));
  EXPECT_EQ(desk.fact(made.id.value(), "employee"), "王建军");
  EXPECT_EQ(desk.fact(made.id.value(), "manufacturer"), "联辰");
  EXPECT_EQ(desk.step(desk.boss, made.id, T::kConfirm).error().code, ErrorCode::kConflict);
  ASSERT_TRUE(desk.step(desk.boss, made.id, T::kReview));
  const auto confirmed = desk.step(desk.boss, made.id, T::kConfirm);
  ASSERT_TRUE(confirmed) << Desk::told(confirmed.error());
  EXPECT_EQ(confirmed->points, 3);
  EXPECT_TRUE(desk.confirmed(made.id.value()));
  ASSERT_TRUE(desk.step(desk.boss, made.id, T::kAppeal));
  EXPECT_TRUE(desk.confirmed(made.id.value())) << "an appeal alone changes nothing";
  const auto overturned = desk.step(desk.boss, made.id, T::kOverturn);
  EXPECT_TRUE(overturned->final_at.has_value());
  EXPECT_FALSE(desk.confirmed(made.id.value()));
  EXPECT_EQ(desk.published<ViolationRecorded>().size(), 5u);
}

TEST_P(ConductOn, TheSuspectDecidesNothing) {
  const auto made = desk.suspect(desk.delivered());
  Caller wang = desk.boss;
  wang.employee = desk.wang;
  EXPECT_EQ(desk.step(wang, made.id, T::kReview).error().code, ErrorCode::kForbidden);
  EXPECT_TRUE(desk.published<ViolationRecorded>().size() == 1u);
}

TEST_P(ConductOn, HistoryMayComeWithItsVerdictASuspicionMayNot) {
  ImportedViolation in;
  in.import_source = "audit";
  in.source_id = "V1";
  in.happened_at = desk.clock.now();
  in.found_at = desk.clock.now() - kHour;
  in.confirmed = true;
  const auto refused = desk.write([&](db::Tx& tx) { return desk.violations.record(tx, desk.boss, in); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()),
            (std::vector<std::string>{"/site_id", "/found_at", "/confirmed"}));
  in.site_id = desk.site;
  in.found_at.reset();
  in.confirmed.reset();
  in.state = S::kConfirmed;
  const auto done = desk.write([&](db::Tx& tx) { return desk.violations.record(tx, desk.boss, in); });
  ASSERT_TRUE(done) << Desk::told(done.error());
  EXPECT_TRUE(desk.confirmed(done->record));
}

TEST_P(ConductOn, ARowOfAFileIsReadAndTakenBack) {
  const auto order = desk.delivered();
  const imports::ApplyContext context{
      desk.boss, {}, "audit", *TimeZone::find("Asia/Shanghai"), desk.clock.now()};
  const auto* profile = desk.profiles.find("violations");
  const auto done = desk.write([&](db::Tx& tx) {
    return profile->apply(tx, context,
                          std::vector<imports::StagedRow>{
                              {1, 2,
                               R"({"source_id":"V1","work_order":")" + order.no +
                                   R"(","employee":"王建军","type":"false_signature","state":"confirmed",)"
                                   R"("occurred_at":"2026-03-02","money":80.5,"attributes":{}})"}});
  });
  ASSERT_TRUE(done) << Desk::told(done.error());
  const auto made = desk.read(
      [&](db::ReadTx& tx) { return desk.violations.get(tx, desk.boss, ViolationId(done->at(0).record)); });
  EXPECT_EQ(made->money, Money(8050));
  EXPECT_EQ(made->employee_id, desk.wang);
  EXPECT_EQ(made->work_order_no, order.no);
  const auto undone = desk.write([&](db::Tx& tx) { return profile->undo(tx, context, *done); });
  EXPECT_EQ(undone->at(0), imports::UndoOutcome::kUndone);
  EXPECT_EQ(
      desk.read([&](db::ReadTx& tx) { return desk.violations.list(tx, desk.boss, {}); })->total_estimate, 0);
  EXPECT_EQ(desk.published<ViolationRemoved>().size(), 1u);
}

TEST_P(ConductOn, TheEvidenceGoesWithTheCustomer) {
  const auto order = desk.delivered();
  const auto id = desk.suspect(order).id;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) {
    return desk.customers.erase(tx, desk.boss, {*order.customer_id, {}});
  }));
  const auto left = desk.read([&](db::ReadTx& tx) { return desk.violations.get(tx, desk.boss, id); });
  EXPECT_FALSE(left->evidence.has_value());
  EXPECT_EQ(left->employee_id, desk.wang);
}

TEST_P(ConductOn, AListFilters) {
  const auto made = desk.suspect(desk.delivered());
  ListViolations ask;
  const auto count = [&] {
    return desk.read([&](db::ReadTx& tx) { return desk.violations.list(tx, desk.boss, ask); })->items.size();
  };
  EXPECT_EQ(count(), 1u);
  ask.type = {ViolationType::kOvercharge, ViolationType::kNoReceipt};
  ask.employee_id = desk.wang;
  EXPECT_EQ(count(), 1u);
  ask.state = {S::kConfirmed};
  EXPECT_EQ(count(), 0u);
}

}  // namespace
}  // namespace manyi::conduct
