#include "modules/workorders/tests/shop.h"

namespace manyi::workorders {
namespace {

TimelineEntry told(const char* kind, Instant at) {
  TimelineEntry entry;
  entry.kind = kind;
  entry.at = at;
  entry.record = TimelineRecord{"complaint", "1", "CP-1"};
  return entry;
}

struct Timeline : testing::Test {
  Shop room;
  WorkOrderId order = room.take(room.intake("PF3KX7QD")).id;

  void add(Permission permission, std::vector<TimelineEntry> entries) {
    room.orders.add_to_timeline(permission,
                                [entries](db::ReadTx&, const Caller&, WorkOrderId) { return entries; });
  }
  std::vector<std::string> kinds(const Caller& caller, std::optional<std::int64_t> limit = {}) {
    std::vector<std::string> all;
    ListTimeline in{order, {}, limit};
    do {
      const auto page = room.read([&](db::ReadTx& tx) { return room.orders.timeline(tx, caller, in); });
      if (!page) {
        ADD_FAILURE() << Shop::told(page.error());
        break;
      }
      for (const auto& entry : page->items) all.push_back(entry.kind);
      in.cursor = page->next_cursor;
    } while (in.cursor);
    return all;
  }
};

TEST_F(Timeline, RecordsStandWhereTheyHappenedAmongTheOrdersOwn) {
  const Instant taken = room.clock.now();
  add(Permission::kComplaintRead, {told("complaint.received", taken + kMinute * 30)});
  add(Permission::kPartRead, {told("part.requested", taken - kDay), told("part.installed", taken + kDay)});
  room.clock.advance(kHour);
  room.step(order, Transition::kDiagnose);
  const std::vector<std::string> expected = {"part.requested", "work_order.created", "complaint.received",
                                             "work_order.diagnosis_started", "part.installed"};
  EXPECT_EQ(kinds(room.boss), expected);
  for (const std::int64_t limit : {1, 2, 3}) EXPECT_EQ(kinds(room.boss, limit), expected) << limit;
}

TEST_F(Timeline, SeveralEventsOfOneMomentAreNeitherLostNorRepeatedBetweenPages) {
  const Instant taken = room.clock.now();
  add(Permission::kPartRead, {told("part.a", taken), told("part.b", taken), told("part.c", taken)});
  EXPECT_EQ(kinds(room.boss, 1), kinds(room.boss));
  EXPECT_EQ(kinds(room.boss).size(), 4u);
}

TEST_F(Timeline, WhoMayNotReadTheRecordsIsNotToldAndNobodyIsAsked) {
  add(Permission::kComplaintRead, {told("complaint.received", room.clock.now())});
  room.orders.add_to_timeline(
      Permission::kLedgerRead,
      [](db::ReadTx&, const Caller&, WorkOrderId) -> Result<std::vector<TimelineEntry>> {
        return unavailable("ledger.gone", "Asked for nothing.");
      });
  EXPECT_EQ(kinds(room.clerk), (std::vector<std::string>{"complaint.received", "work_order.created"}));
  Caller keeper = room.as(Role::kPartsKeeper);
  EXPECT_EQ(kinds(keeper), std::vector<std::string>{"work_order.created"});
  const auto refused = room.read([&](db::ReadTx& tx) {
    return room.orders.timeline(tx, room.boss, ListTimeline{order, {}, {}});
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "ledger.gone");
}

TEST_F(Timeline, ACursorOfAnotherListIsRefused) {
  for (const std::string& cursor :
       {std::string("nonsense"), make_cursor({"1"}), make_cursor({"a", "b", "c", "d"})}) {
    const auto page = room.read([&](db::ReadTx& tx) {
      return room.orders.timeline(tx, room.boss, ListTimeline{order, cursor, {}});
    });
    ASSERT_FALSE(page) << cursor;
    EXPECT_EQ(page.error().fields.at(0).pointer, "/cursor");
  }
}

}  // namespace
}  // namespace manyi::workorders
