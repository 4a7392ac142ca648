// Escalations: their table of steps, and how they follow from orders, on both databases.
// Owns the cases.
#include "modules/workorders/escalations.h"

#include "modules/workorders/tests/shop.h"

namespace manyi::workorders {
namespace {

struct EscalationsOn : WorkOrdersOn {
  Result<WorkOrder> raise(WorkOrderId id, std::optional<std::int64_t> level = {}) {
    EscalateWorkOrder in;
    in.id = id;
    in.note = "客户第三次来电";
    in.level = level;
    return room.write([&](db::Tx& tx) { return room.orders.escalate(tx, room.boss, in); });
  }
  std::vector<Escalation> all() {
    return room.read([&](db::ReadTx& tx) { return room.orders.escalations().list(tx, room.boss, {}); })
        ->items;
  }
  Result<Escalation> step(EscalationId id, EscalationStep which) {
    room.clock.advance(kHour);
    return room.write([&](db::Tx& tx) {
      return room.orders.escalations().step(tx, room.boss, which, {id, {}, {}});
    });
  }
  Result<Escalation> answer(EscalationId id, const std::string& text) {
    room.clock.advance(kHour);
    return room.write([&](db::Tx& tx) {
      return room.orders.escalations().answer(tx, room.boss, {{id, {}, room.wu}, text});
    });
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, EscalationsOn, testing::ValuesIn(db::test_dialects()), dialect_name);

TEST_P(EscalationsOn, EscalatingAnOrderRaisesOneWithTheLimitOfItsLevel) {
  const auto order = room.take(room.intake());
  ASSERT_TRUE(raise(order.id));
  ASSERT_TRUE(raise(order.id, 3));
  const auto raised = all();
  ASSERT_EQ(raised.size(), 2u);
  EXPECT_EQ(raised[0].level, 3);
  EXPECT_EQ(raised[0].due_at, raised[0].raised_at + kDay * 3);
  EXPECT_EQ(raised[1].level, 1);
  EXPECT_EQ(raised[1].question, "客户第三次来电");
  EXPECT_EQ(raised[1].kind, EscalationKind::kHierarchical);
  EXPECT_EQ(raised[1].work_order_no, order.no);
  EXPECT_EQ(room.published<EscalationRecorded>().size(), 2u);
}

TEST_P(EscalationsOn, LoweringTheLevelRaisesNothingAndEndsNothing) {
  const auto order = room.take(room.intake());
  ASSERT_TRUE(raise(order.id));
  ASSERT_TRUE(raise(order.id, 0));
  ASSERT_EQ(all().size(), 1u);
  EXPECT_EQ(all()[0].state, EscalationState::kRaised);
}

TEST_P(EscalationsOn, ARefusedAnswerGivesNoMoreTime) {
  ASSERT_TRUE(raise(room.take(room.intake()).id));
  const auto raised = all()[0];
  ASSERT_TRUE(answer(raised.id, "先清灰"));
  const auto refused = step(raised.id, EscalationStep::kRefuse);
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->state, EscalationState::kWorking);
  EXPECT_FALSE(refused->answered_at.has_value());
  EXPECT_EQ(refused->due_at, raised.due_at);
  ASSERT_TRUE(answer(raised.id, "换主板"));
  ASSERT_TRUE(step(raised.id, EscalationStep::kVerify));
  const auto closed = step(raised.id, EscalationStep::kClose);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->answer, "换主板");
  EXPECT_EQ(closed->resolver_name, "吴斌");
  EXPECT_TRUE(closed->allowed.empty());
  const auto late = answer(raised.id, "再换");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kConflict);
}

TEST_P(EscalationsOn, TheFactFollowsItsOrder) {
  const auto order = room.take(room.intake("PF1"));
  ASSERT_TRUE(raise(order.id, 2));
  const auto id = all()[0].id.value();
  EXPECT_EQ(room.read([&](db::ReadTx& tx) {
    return room.orders.escalations().fact_ids_of_orders(tx, room.tenant, {order.id.value()});
  }),
            std::vector{id});
  kpi::FactTable table(escalation_fact_schema(), TimeZone::utc());
  room.read(
      [&](db::ReadTx& tx) { table.upsert(room.orders.escalations().load_facts(tx, room.tenant, {id})); });
  const auto label = [&](const char* name) {
    const auto at = *table.dimension_index(name);
    return table.dictionary(at).label(table.codes(at)[0]);
  };
  EXPECT_EQ(label("level"), "2");
  EXPECT_EQ(label("state"), "raised");
  EXPECT_EQ(label("manufacturer"), "联辰");
}

TEST_P(EscalationsOn, AnErasedPersonLeavesNoQuestion) {
  const auto order = room.take(room.intake());
  ASSERT_TRUE(raise(order.id));
  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    return room.customers.erase(tx, room.boss, {*order.customer_id, std::nullopt});
  }));
  EXPECT_FALSE(all()[0].question.has_value());
}

TEST(EscalationSteps, EveryStateLeadsToTheEnd) {
  for (const auto& [state, name] : enum_entries<EscalationState>())
    EXPECT_EQ(allowed_steps(state).empty(), state == EscalationState::kClosed) << name;
}

TEST(EscalationSteps, ImportedTimesTellTheStateAndAreInOrder) {
  EscalationStamps s;
  s.raised_at = *Instant::parse("2026-03-02T01:00:00Z");
  EXPECT_EQ(state_told_by(s), EscalationState::kRaised);
  s.answered_at = s.raised_at - kHour;
  EXPECT_EQ(state_told_by(s), EscalationState::kAnswered);
  std::vector<FieldError> errors;
  check_order_of_times(s, errors);
  EXPECT_EQ(errors.size(), 1u);
}

}  // namespace
}  // namespace manyi::workorders
