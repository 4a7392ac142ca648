// History from elsewhere: repetition, correction, undo, links out of order, facts.
// Owns the shape of one imported repair.
#include <optional>

#include "modules/workorders/tests/shop.h"

namespace manyi::workorders {
namespace {

using enum Transition;

class History : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, History, testing::ValuesIn(db::test_dialects()), dialect_name);

// ---- history from elsewhere -----------------------------------------------------------------------

ImportedWorkOrder old_repair(const Shop& room, const char* id) {
  ImportedWorkOrder in;
  in.source = "open-repair";
  in.source_id = id;
  in.site_id = room.site;
  in.date_precision = DatePrecision::kDay;
  const Instant day = *Instant::parse("2017-03-31T16:00:00Z");
  in.stamps.requested_at = in.stamps.accepted_at = in.stamps.delivered_at = in.stamps.closed_at = day;
  in.brand = "Dyson";
  in.category = "Vacuum";
  in.symptom_text = "no suction";
  in.outcome = Outcome::kRepaired;
  in.age_years = 4.5;
  in.attributes = {{"event", "Cardiff"}};
  return in;
}

TEST_P(History, ARepeatImportsNothingTwice) {
  const auto in = old_repair(room, "rcwales_3");
  const auto first = room.write([&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, in); });
  ASSERT_TRUE(first);
  EXPECT_EQ(first->kind, ImportKind::kImported);
  const auto again = room.write([&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, in); });
  EXPECT_EQ(again->kind, ImportKind::kUnchanged);
  EXPECT_EQ(again->id, first->id);
  auto corrected = in;
  corrected.outcome = Outcome::kUnrepairable;
  const auto updated =
      room.write([&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, corrected); });
  EXPECT_EQ(updated->kind, ImportKind::kUpdated);
  ASSERT_TRUE(updated->before);
  EXPECT_EQ(updated->before->outcome, Outcome::kRepaired);
  const auto order = room.get(first->id);
  EXPECT_TRUE(order.imported);
  EXPECT_EQ(order.state, WorkOrderState::kClosed);
  EXPECT_EQ(order.no, "WO-1704-000001");
  EXPECT_EQ(order.created_at, in.stamps.requested_at);
}

TEST_P(History, UndoTakesItOutOrBack) {
  const auto in = old_repair(room, "1");
  const auto first = room.write([&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, in); });
  auto corrected = in;
  corrected.brand = "Miele";
  const auto updated =
      room.write([&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, corrected); });
  room.must([&](db::Tx& tx) { return room.orders.undo_import(tx, room.boss, *updated); });
  EXPECT_EQ(room.get(first->id).brand, "Dyson");
  const auto second = room.write(
      [&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, old_repair(room, "2")); });
  room.must([&](db::Tx& tx) { return room.orders.undo_import(tx, room.boss, *second); });
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return room.orders.get(tx, room.boss, second->id); }).error().code,
      ErrorCode::kNotFound);
  EXPECT_EQ(room.kinds(second->id).back(), "work_order.deleted");
}

TEST_P(History, PausesComeWithTheOrderAndOnlyProvenOnesStopTheManufacturersClock) {
  ImportedWorkOrder in = old_repair(room, "p");
  in.date_precision = DatePrecision::kInstant;
  const Instant begun = *Instant::parse("2026-03-02T01:00:00Z");
  in.stamps = {};
  in.stamps.requested_at = in.stamps.accepted_at = begun;
  in.stamps.delivered_at = in.stamps.closed_at = begun + kHour * 40;
  in.pauses = {{PauseReason::kWaitingCustomer, "录音 1", begun + kHour * 2, begun + kHour * 12},
               {PauseReason::kWaitingPart, "", begun + kHour * 20, begun + kHour * 25}};
  const auto put = [&](const ImportedWorkOrder& one) {
    return *room.write([&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, one); });
  };
  const auto used = [&](WorkOrderId id) {
    const auto clocks =
        room.read([&](db::ReadTx& tx) { return room.orders.clocks(tx, room.boss, id)->items; });
    return std::pair(clocks.at(2).used_ms, clocks.at(2).paused_ms);
  };
  const auto first = put(in);
  EXPECT_EQ(used(first.id), std::pair(kHour * 30, kHour * 15));
  EXPECT_EQ(put(in).kind, ImportKind::kUnchanged);
  auto corrected = in;
  corrected.pauses[1].evidence = "厂家缺件通知 7";
  const auto updated = put(corrected);
  EXPECT_EQ(updated.kind, ImportKind::kUpdated);
  EXPECT_EQ(used(first.id), std::pair(kHour * 25, kHour * 15));
  // A source that tells of none takes none away.
  auto silent = corrected;
  silent.pauses.clear();
  EXPECT_EQ(put(silent).kind, ImportKind::kUnchanged);
  room.must([&](db::Tx& tx) { return room.orders.undo_import(tx, room.boss, updated); });
  EXPECT_EQ(used(first.id), std::pair(kHour * 30, kHour * 15));
  auto backwards = in;
  backwards.source_id = "q";
  std::swap(backwards.pauses[0].from, backwards.pauses[0].to);
  EXPECT_EQ(room.write([&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, backwards); })
                .error()
                .code,
            ErrorCode::kInvalid);
}

TEST_P(History, WhatSomebodyTouchedIsNotUndone) {
  const auto done = room.write(
      [&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, old_repair(room, "1")); });
  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    return room.orders.comment(tx, room.clerk, {done->id, "看过", {}});
  }));
  EXPECT_EQ(
      room.write([&](db::Tx& tx) { return room.orders.undo_import(tx, room.boss, *done); }).error().code,
      ErrorCode::kConflict);
}

TEST_P(History, OutOfOrderImportsLinkAsInOrder) {
  const auto asset = room.write([&](db::Tx& tx) {
    return room.customers.ensure_asset(tx, room.boss, {"PF3KX7QD", room.model, {}, {}});
  });
  ASSERT_TRUE(asset);
  const auto import = [&](const char* id, const char* begun, const char* done) {
    ImportedWorkOrder in = old_repair(room, id);
    in.date_precision = DatePrecision::kInstant;
    in.asset_id = *asset;
    in.stamps = {};
    in.stamps.requested_at = in.stamps.accepted_at = *Instant::parse(begun);
    in.stamps.delivered_at = *Instant::parse(done);
    return room.write([&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, in); })->id;
  };
  const auto late = import("b", "2025-02-10T00:00:00Z", "2025-02-12T00:00:00Z");
  const auto early = import("a", "2025-02-01T00:00:00Z", "2025-02-03T00:00:00Z");
  EXPECT_EQ(room.get(late).repeat_of, early);
  EXPECT_EQ(room.get(early).followed_by, late);
}

TEST_P(History, DatesAloneTellNoDurations) {
  const auto done = room.write(
      [&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, old_repair(room, "1")); });
  EXPECT_TRUE(
      room.read([&](db::ReadTx& tx) { return room.orders.clocks(tx, room.boss, done->id)->items; }).empty());
}

TEST_P(History, FactsComeForWhatExists) {
  const auto done = room.write(
      [&](db::Tx& tx) { return room.orders.import_history(tx, room.boss, old_repair(room, "1")); });
  const auto order = room.delivered();
  const auto facts = room.read([&](db::ReadTx& tx) {
    return room.orders.load_facts(tx, room.tenant, {done->id.value(), order.id.value(), 999});
  });
  EXPECT_EQ(facts.size(), 2u);
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return room.orders.ids_after(tx, room.tenant, 0, 10).size(); }),
            2u);
}

}  // namespace
}  // namespace manyi::workorders
