// The rules and use cases of experience, the latter on both databases.
// Owns the cases.
#include "modules/experience/experience.h"

#include <gtest/gtest.h>

#include "experience_migrations.h"
#include "modules/experience/experience_events.h"
#include "modules/experience/import_profile.h"
#include "modules/experience/praise_facts.h"
#include "modules/workorders/tests/shop.h"

namespace manyi::experience {
namespace {

TEST(PraiseSteps, AreVerifyThenForwardByAnother) {
  PraiseStamps s;
  const Instant at(1000);
  EXPECT_EQ(take_step(s, PraiseStep::kVerify, true, at).error().code, ErrorCode::kForbidden);
  EXPECT_EQ(take_step(s, PraiseStep::kForward, false, at).error().allowed,
            std::vector<std::string>{"verify"});
  ASSERT_TRUE(take_step(s, PraiseStep::kVerify, false, at));
  ASSERT_TRUE(take_step(s, PraiseStep::kForward, false, at));
  EXPECT_EQ(s.forwarded_at, at);
  EXPECT_TRUE(allowed_steps(s).empty());
}

TEST(PraiseTimes, OutOfOrderAreRefused) {
  PraiseStamps s;
  s.received_at = Instant(2000);
  s.forwarded_at = Instant(3000);
  std::vector<FieldError> errors;
  check_order_of_times(s, errors);
  s.verified_at = Instant(1000);
  check_order_of_times(s, errors);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].pointer, "/forwarded_at");
  EXPECT_EQ(errors[1].pointer, "/verified_at");
}

struct Desk : workorders::Shop {
  explicit Desk(db::Dialect dialect) : Shop(dialect, {experience_migrations()}) {
    make_module(praises).subscriptions(events);
    add_import_profile(profiles, praises, needs);
  }
  Result<Praise> receive(const ReceivePraise& in) {
    return write([&](db::Tx& tx) { return praises.receive(tx, boss, in); });
  }
  Result<Praise> step(const Caller& caller, PraiseId id, PraiseStep which) {
    return write([&](db::Tx& tx) { return praises.step(tx, caller, which, {id, {}}); });
  }
  std::string fact(std::int64_t id, const char* dimension) {
    kpi::FactTable table(praise_fact_schema(), TimeZone::utc());
    read([&](db::ReadTx& tx) { table.upsert(praises.load_facts(tx, tenant, {id})); });
    const auto at = table.dimension_index(dimension);
    return at ? table.dictionary(*at).label(table.codes(*at)[*table.row_of(id)]) : "none";
  }

  Needs needs{events, org, customers, orders};
  Praises praises{needs};
  imports::Profiles profiles;
};

struct ExperienceOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, ExperienceOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

TEST_P(ExperienceOn, APraiseIsTheTechniciansUnlessToldAndCountsOnceVerified) {
  auto intake = desk.intake("PF3KX7QD");
  const auto order = desk.take(intake);
  workorders::AssignWorkOrder assign;
  assign.id = order.id;
  assign.technician_id = desk.wu;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.orders.assign(tx, desk.boss, assign); }));
  ReceivePraise in;
  in.work_order_id = order.id;
  in.words = "吴师傅很耐心";
  in.cause = workorders::ExperienceDimension::kAttitude;
  const auto made = desk.receive(in);
  ASSERT_TRUE(made) << Desk::told(made.error());
  EXPECT_EQ(made->employee_name, "吴斌");
  EXPECT_EQ(desk.fact(made->id.value(), "employee"), "吴斌");
  EXPECT_EQ(desk.fact(made->id.value(), "cause"), "attitude");
  EXPECT_EQ(desk.fact(made->id.value(), "site"), "文三路站");
  Caller wu = desk.boss;
  wu.employee = desk.wu;
  EXPECT_EQ(desk.step(wu, made->id, PraiseStep::kVerify).error().code, ErrorCode::kForbidden);
  EXPECT_TRUE(desk.step(desk.boss, made->id, PraiseStep::kVerify)->verified_at.has_value());
  EXPECT_TRUE(desk.step(desk.boss, made->id, PraiseStep::kForward)->forwarded_at.has_value());
  EXPECT_EQ(desk.published<PraiseRecorded>().size(), 3u);
}

TEST_P(ExperienceOn, ATechnicianSeesHisOwn) {
  ReceivePraise in;
  in.site_id = desk.site;
  in.employee_id = desk.wang;
  in.words = "好";
  ASSERT_TRUE(desk.receive(in));
  in.employee_id = desk.wu;
  const auto others = desk.receive(in);
  const auto seen = desk.read([&](db::ReadTx& tx) { return desk.praises.list(tx, desk.technician, {}); });
  ASSERT_EQ(seen->items.size(), 1u);
  EXPECT_EQ(seen->items[0].employee_id, desk.wang);
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) { return desk.praises.get(tx, desk.technician, others->id); })
                .error()
                .code,
            ErrorCode::kNotFound);
}

TEST_P(ExperienceOn, ARowOfAFileIsReadRepeatedAndTakenBack) {
  const imports::ApplyContext context{
      desk.boss, {}, "crm", *TimeZone::find("Asia/Shanghai"), desk.clock.now()};
  const auto* profile = desk.profiles.find("praises");
  const std::vector<imports::StagedRow> rows = {
      {1, 2,
       R"({"source_id":"B1","site":"文三路站","employee":"王建军","received_at":"2026-03-05",)"
       R"("verified_at":"2026-03-06","words":"谢谢","attributes":{}})"}};
  const auto apply = [&] {
    return desk.write([&](db::Tx& tx) { return profile->apply(tx, context, rows); });
  };
  const auto done = apply();
  ASSERT_TRUE(done) << Desk::told(done.error());
  EXPECT_EQ(apply()->at(0).outcome, imports::RowOutcome::kUnchanged);
  ListPraises ask;
  ask.verified = true;
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) { return desk.praises.list(tx, desk.boss, ask); })->items.size(),
            1u);
  EXPECT_EQ(desk.write([&](db::Tx& tx) { return profile->undo(tx, context, *done); })->at(0),
            imports::UndoOutcome::kUndone);
  EXPECT_TRUE(desk.read([&](db::ReadTx& tx) { return desk.praises.list(tx, desk.boss, {}); })->items.empty());
}

TEST_P(ExperienceOn, TheWordsGoWithTheCustomer) {
  const auto order = desk.delivered();
  ReceivePraise in;
  in.work_order_id = order.id;
  in.words = "罗海燕很满意";
  const auto id = desk.receive(in)->id;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) {
    return desk.customers.erase(tx, desk.boss, {*order.customer_id, {}});
  }));
  EXPECT_FALSE(
      desk.read([&](db::ReadTx& tx) { return desk.praises.get(tx, desk.boss, id); })->words.has_value());
}

}  // namespace
}  // namespace manyi::experience
