// Use cases of callbacks on both databases.
// Owns the cases.
#include "modules/callbacks/callbacks.h"

#include <gtest/gtest.h>

#include "callbacks_migrations.h"
#include "modules/callbacks/callbacks_events.h"
#include "modules/callbacks/import_profile.h"
#include "modules/callbacks/survey_answer_facts.h"
#include "modules/workorders/tests/shop.h"

namespace manyi::callbacks {
namespace {

struct Desk : workorders::Shop {
  explicit Desk(db::Dialect dialect) : Shop(dialect, {callbacks_migrations()}) {
    make_module(answers).subscriptions(events);
    add_import_profile(profiles, answers, needs);
    caller_of_customers = as(Role::kCallbackClerk);
  }
  ImportedSurveyAnswer about(const workorders::WorkOrder& order) const {
    ImportedSurveyAnswer in;
    in.work_order_id = order.id;
    in.clerk_id = wu;
    in.answered_at = clock.now();
    in.answer_class = AnswerClass::kVerySatisfied;
    in.nps = 10;
    in.verbatim = "罗海燕说师傅很好";
    return in;
  }
  ImportedSurveyAnswer pulse(const std::string& id, const std::string& team) const {
    ImportedSurveyAnswer in;
    in.import_source = "pulse";
    in.source_id = id;
    in.kind = SurveyKind::kEmployee;
    in.site_id = site;
    in.team = team;
    in.answered_at = *Instant::parse("2026-03-04T05:06:07Z");
    in.answer_class = AnswerClass::kSatisfied;
    in.verbatim = "组长总是临时改班";
    return in;
  }
  Result<SurveyAnswer> add(const ImportedSurveyAnswer& in) {
    return write([&](db::Tx& tx) { return answers.add(tx, caller_of_customers, in); });
  }
  Result<imports::Recorded> record(const ImportedSurveyAnswer& in) {
    return write([&](db::Tx& tx) { return answers.record(tx, caller_of_customers, in); });
  }
  std::string fact(std::int64_t id, const char* dimension) {
    kpi::FactTable table(survey_answer_fact_schema(), TimeZone::utc());
    read([&](db::ReadTx& tx) { table.upsert(answers.load_facts(tx, tenant, {id})); });
    const auto row = table.row_of(id);
    const auto at = table.dimension_index(dimension);
    return row && at ? table.dictionary(*at).label(table.codes(*at)[*row]) : "none";
  }

  Needs needs{events, org, customers, orders};
  SurveyAnswers answers{needs};
  imports::Profiles profiles;
  Caller caller_of_customers;
};

struct CallbacksOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, CallbacksOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

TEST_P(CallbacksOn, AnAnswerTakesItsPlaceFromTheOrder) {
  const auto order = desk.delivered();
  const auto made = desk.add(desk.about(order));
  ASSERT_TRUE(made) << Desk::told(made.error());
  EXPECT_EQ(made->site_id, desk.site);
  EXPECT_EQ(made->customer_id, order.customer_id);
  EXPECT_EQ(made->work_order_no, order.no);
  EXPECT_EQ(made->clerk_name, "吴斌");
  EXPECT_EQ(made->result, CallbackResult::kCompleted);
  EXPECT_EQ(made->valid, true);
  EXPECT_EQ(desk.fact(made->id.value(), "class"), "very_satisfied");
  EXPECT_EQ(desk.fact(made->id.value(), "model"), "云帆 14");
  EXPECT_EQ(desk.fact(made->id.value(), "kind"), "customer");
}

TEST_P(CallbacksOn, WhoRepairedDoesNotAskUnsuspected) {
  const auto order = desk.take(desk.intake("PF3KX7QD"));
  workorders::AssignWorkOrder assign;
  assign.id = order.id;
  assign.technician_id = desk.wu;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.orders.assign(tx, desk.boss, assign); }));
  EXPECT_EQ(desk.add(desk.about(order))->coached, true);
  auto by_another = desk.about(order);
  by_another.clerk_id = desk.wang;
  EXPECT_EQ(desk.add(by_another)->coached, false);
}

TEST_P(CallbacksOn, AllBadFieldsAreNamedAtOnce) {
  ImportedSurveyAnswer in;
  in.clerk_id = EmployeeId(9);
  in.nps = 11;
  in.team = "一组";
  const auto refused = desk.record(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()),
            (std::vector<std::string>{"/site_id", "/clerk_id", "/due_at", "/nps", "/team"}));
}

TEST_P(CallbacksOn, ARepeatChangesNothingACorrectionIsTakenBack) {
  auto in = desk.about(desk.delivered());
  in.import_source = "crm";
  in.source_id = "H1";
  const auto first = desk.record(in);
  EXPECT_EQ(first->outcome, imports::RowOutcome::kImported);
  EXPECT_EQ(desk.record(in)->outcome, imports::RowOutcome::kUnchanged);
  in.answer_class = AnswerClass::kDissatisfied;
  const auto second = desk.record(in);
  EXPECT_EQ(second->outcome, imports::RowOutcome::kUpdated);
  EXPECT_EQ(desk.fact(first->record, "class"), "dissatisfied");
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.answers.take_back(tx, desk.boss, *second); }));
  EXPECT_EQ(desk.fact(first->record, "class"), "very_satisfied");
  EXPECT_EQ(
      desk.write([&](db::Tx& tx) { return desk.answers.take_back(tx, desk.boss, *first); }).error().code,
      ErrorCode::kConflict);
}

TEST_P(CallbacksOn, WhatWasSaidGoesWithThePerson) {
  const auto order = desk.delivered();
  const auto id = desk.add(desk.about(order))->id;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) {
    return desk.customers.erase(tx, desk.boss, {*order.customer_id, {}});
  }));
  const auto left = desk.read([&](db::ReadTx& tx) { return desk.answers.get(tx, desk.boss, id); });
  EXPECT_FALSE(left->verbatim.has_value());
  EXPECT_EQ(left->answer_class, AnswerClass::kVerySatisfied);
}

// ---- pulses of employees

TEST_P(CallbacksOn, AnEmployeesAnswerThatNamesSomebodyIsRefused) {
  auto in = desk.pulse("1", "一组");
  in.clerk_id = desk.wang;
  in.work_order_id = desk.take(desk.intake()).id;
  const auto refused = desk.record(in);
  ASSERT_FALSE(refused);
  for (const auto& field : refused.error().fields) EXPECT_EQ(field.code, "identity") << field.pointer;
}

TEST_P(CallbacksOn, OfAnEmployeesAnswerNothingTellsWhoGaveIt) {
  desk.caller_of_customers.employee = desk.wang;
  const auto receipt = desk.add(desk.pulse("1", "一组"));
  ASSERT_TRUE(receipt) << Desk::told(receipt.error());
  EXPECT_FALSE(receipt->id);
  const auto rows = desk.read([&](db::ReadTx& tx) {
    return desk.answers.find_all(tx, desk.tenant, desk.answers.fact_ids_after(tx, desk.tenant, 0, 9));
  });
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_FALSE(rows[0].created_by);
  EXPECT_FALSE(rows[0].updated_by);
  EXPECT_FALSE(rows[0].verbatim.has_value());
  EXPECT_EQ(rows[0].answered_at, *Instant::parse("2026-03-01T00:00:00Z"));
  const auto told = desk.published<SurveyAnswerRecorded>();
  ASSERT_EQ(told.size(), 1u);
  EXPECT_FALSE(told[0].actor);
  EXPECT_EQ(told[0].data.text.find("satisfied"), std::string::npos);
}

TEST_P(CallbacksOn, NoRouteShowsAnEmployeesAnswer) {
  const auto done = desk.record(desk.pulse("1", "一组"));
  ListSurveyAnswers ask;
  const auto count = [&] {
    return desk.read([&](db::ReadTx& tx) { return desk.answers.list(tx, desk.boss, ask); })->items.size();
  };
  EXPECT_EQ(count(), 0u);
  ask.kind = SurveyKind::kEmployee;
  EXPECT_EQ(count(), 0u);
  EXPECT_EQ(
      desk.read([&](db::ReadTx& tx) { return desk.answers.get(tx, desk.boss, SurveyAnswerId(done->record)); })
          .error()
          .code,
      ErrorCode::kNotFound);
}

TEST_P(CallbacksOn, ATeamIsNamedFromTheFifthAnswerOnAndForAllOfThem) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(desk.record(desk.pulse("p" + std::to_string(i), "一组"))->record);
  EXPECT_EQ(desk.fact(ids[0], "team"), "");
  EXPECT_EQ(desk.fact(ids[0], "site"), "");
  ids.push_back(desk.record(desk.pulse("p4", "一组"))->record);
  EXPECT_EQ(desk.fact(ids[0], "team"), "一组");
  EXPECT_EQ(desk.fact(ids[0], "site"), "文三路站");
  // The one that made it five says that all of its month are to be loaded anew.
  const auto last = desk.published<SurveyAnswerRecorded>().back();
  ASSERT_EQ(last.subjects.size(), 2u);
  EXPECT_EQ(last.subjects[1].kind, "pulse");
  EXPECT_EQ(last.subjects[1].id, 202603);
  EXPECT_EQ(
      desk.read([&](db::ReadTx& tx) { return desk.answers.fact_ids_of_pulses(tx, desk.tenant, {202603}); }),
      ids);
  ASSERT_TRUE(desk.record(desk.pulse("q", "二组")));
  EXPECT_EQ(desk.fact(ids[0], "team"), "") << "one of another team would be found by subtraction";
}

TEST_P(CallbacksOn, AnAnswerThatMovesToAnotherMonthTouchesBoth) {
  auto in = desk.pulse("p", "一组");
  ASSERT_TRUE(desk.record(in));
  in.answered_at = *Instant::parse("2026-04-04T05:06:07Z");
  ASSERT_TRUE(desk.record(in));
  std::set<std::int64_t> months;
  for (const auto& entry : desk.published<SurveyAnswerRecorded>()) months.insert(entry.subjects.at(1).id);
  EXPECT_EQ(desk.published<SurveyAnswerRecorded>().size(), 3u);
  EXPECT_EQ(months, (std::set<std::int64_t>{202603, 202604}));
}

TEST_P(CallbacksOn, ARowOfAFileIsReadAsWritten) {
  const auto order = desk.delivered();
  const imports::ApplyContext context{
      desk.boss, {}, "crm", *TimeZone::find("Asia/Shanghai"), desk.clock.now()};
  const auto apply = [&](const std::string& payload) {
    return desk.write([&](db::Tx& tx) {
      return desk.profiles.find("survey-answers")
          ->apply(tx, context, std::vector<imports::StagedRow>{{1, 2, payload}});
    });
  };
  const auto done =
      apply(R"({"source_id":"H1","work_order":")" + order.no +
            R"(","clerk":"陈静","answered_at":"2026-03-10","answer_class":"neutral",)"
            R"("dimension":"price","call_seconds":95,"coached":"yes","attributes":{"batch":"3"}})");
  ASSERT_TRUE(done) << Desk::told(done.error());
  const auto made = desk.read(
      [&](db::ReadTx& tx) { return desk.answers.get(tx, desk.boss, SurveyAnswerId(done->at(0).record)); });
  ASSERT_TRUE(made);
  EXPECT_EQ(made->work_order_id, order.id);
  EXPECT_EQ(made->clerk_name, "陈静");
  EXPECT_EQ(made->call_ms, 95'000);
  EXPECT_EQ(made->coached, true);
  EXPECT_EQ(made->answered_at, *Instant::parse("2026-03-09T16:00:00Z"));
  EXPECT_EQ(desk.fact(done->at(0).record, "attr.batch"), "3");
  const auto pulse =
      apply(R"({"source_id":"H2","kind":"employee","site":"文三路站","team":"一组","clerk":"陈静",)"
            R"("customer_name":"王建军","answered_at":"2026-03-10","answer_class":"neutral"})");
  ASSERT_TRUE(pulse) << Desk::told(pulse.error());
  if (GetParam() == db::Dialect::kSqlite) {
    EXPECT_EQ(desk.read([&](db::ReadTx& tx) {
                    return desk.answers.find(tx, desk.tenant, SurveyAnswerId(pulse->at(0).record));
                  })
                  ->customer_id,
              std::nullopt);
  }
}

}  // namespace
}  // namespace manyi::callbacks
