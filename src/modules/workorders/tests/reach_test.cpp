// Who sees which orders, and how lists find and page them.
// Owns the cases of scope, masks, filters, search and counters.
#include <set>

#include "modules/workorders/store.h"
#include "modules/workorders/tests/shop.h"

namespace manyi::workorders {
namespace {

using enum Transition;

class Reach : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Reach, testing::ValuesIn(db::test_dialects()), dialect_name);
class Lists : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Lists, testing::ValuesIn(db::test_dialects()), dialect_name);

// ---- who sees what --------------------------------------------------------------------------------

TEST_P(Reach, ATechnicianSeesHisOwnAndSiteStaffTheirSite) {
  auto in = room.intake();
  in.technician_id = room.wang;
  const auto own = room.take(in);
  in.technician_id = room.wu;
  const auto colleagues = room.take(in);
  in.site_id = room.other_site;
  in.technician_id.reset();
  const auto elsewhere = room.take(in);
  const auto sees = [&](const Caller& caller, WorkOrderId id) {
    return room.read([&](db::ReadTx& tx) { return room.orders.get(tx, caller, id).ok(); });
  };
  EXPECT_TRUE(sees(room.technician, own.id));
  EXPECT_FALSE(sees(room.technician, colleagues.id));
  EXPECT_TRUE(sees(room.clerk, colleagues.id));
  EXPECT_FALSE(sees(room.clerk, elsewhere.id));
  const auto listed =
      room.read([&](db::ReadTx& tx) { return room.orders.list(tx, room.technician, {})->items; });
  ASSERT_EQ(listed.size(), 1u);
  EXPECT_EQ(listed[0].id, own.id);
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return room.orders.list(tx, room.clerk, {})->items.size(); }),
            2u);
}

TEST_P(Reach, AForeignTenantFindsNothing) {
  const auto order = room.take(room.intake());
  const Caller foreign = Caller::system(TenantId(room.tenant.value() + 1));
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return room.orders.get(tx, foreign, order.id); }).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(room.write([&](db::Tx& tx) {
                  return room.orders.move(tx, foreign, kDiagnose, {order.id, {}, {}});
                })
                .error()
                .code,
            ErrorCode::kNotFound);
  EXPECT_TRUE(room.read([&](db::ReadTx& tx) { return room.orders.list(tx, foreign, {})->items; }).empty());
}

TEST_P(Reach, NamesAreMaskedWithoutThePermission) {
  const auto order = room.take(room.intake());
  Caller keeper = room.as(Role::kPartsKeeper);
  const auto shown = room.read([&](db::ReadTx& tx) { return *room.orders.get(tx, keeper, order.id); });
  EXPECT_EQ(shown.customer_name.find("海燕"), std::string::npos);
  EXPECT_EQ(shown.contact_phone.find("5712"), std::string::npos);
  const auto label = room.read([&](db::ReadTx& tx) { return *room.orders.label(tx, room.boss, order.id); });
  EXPECT_EQ(label.customer_name.find("海燕"), std::string::npos);
  EXPECT_NE(label.qr_svg.find("<svg"), std::string::npos);
}

TEST_P(Reach, TakingInAtAForeignSiteIsRefused) {
  auto in = room.intake();
  in.site_id = room.other_site;
  const auto refused = room.write([&](db::Tx& tx) { return room.orders.create(tx, room.clerk, in); });
  EXPECT_EQ(pointers(refused.error()), std::vector<std::string>{"/site_id"});
}

// ---- lists ---------------------------------------------------------------------------------------

TEST_P(Lists, PagesMeetEveryOrderOnce) {
  std::set<std::int64_t> made;
  for (int i = 0; i < 25; ++i) {
    made.insert(room.take(room.intake()).id.value());
    if (i % 5 == 0) room.clock.advance(kMinute);  // several share an instant
  }
  for (const char* sort : {"-created_at", "created_at", "promise_at", "-promise_at", "-updated_at"}) {
    std::set<std::int64_t> met;
    ListWorkOrders in;
    in.sort = sort;
    in.limit = 7;
    for (int pages = 0; pages < 10; ++pages) {
      const auto page = room.read([&](db::ReadTx& tx) { return *room.orders.list(tx, room.boss, in); });
      for (const auto& row : page.items) EXPECT_TRUE(met.insert(row.id.value()).second) << sort;
      if (!page.next_cursor) break;
      in.cursor = page.next_cursor;
    }
    EXPECT_EQ(met, made) << sort;
  }
}

TEST_P(Lists, ALongListIsCountedNoFurtherThanAsked) {
  for (int i = 0; i < 4; ++i) room.take(room.intake());
  const auto done = room.delivered();
  store::ListFilter filter;
  filter.scope = {"tenant_id = :tenant_id", {room.tenant.value()}};
  const auto counted = [&](std::int64_t most) {
    return room.read([&](db::ReadTx& tx) { return store::count_up_to(tx, filter, most); });
  };
  EXPECT_EQ(counted(1), 1);
  EXPECT_EQ(counted(4), 4);
  EXPECT_EQ(counted(5), 5);
  EXPECT_EQ(counted(6), 5);
  filter.states = {WorkOrderState::kDelivered};
  EXPECT_EQ(counted(1), 1);
  EXPECT_EQ(counted(3), 1);
  filter.states = {WorkOrderState::kAccepted};
  filter.ids = std::vector<std::int64_t>{done.id.value()};
  EXPECT_EQ(counted(1), 0);
}

TEST_P(Lists, FilterBySeveralThings) {
  const auto waiting = room.take(room.intake("PF3KX7QD"));
  room.step(waiting.id, kDiagnose);
  room.step(waiting.id, kWaitPart);
  const auto done = room.delivered("PF4M8T2C");
  room.step(done.id, kClose);
  const auto count = [&](auto set) {
    ListWorkOrders in;
    set(in);
    return room.read([&](db::ReadTx& tx) { return room.orders.list(tx, room.boss, in)->items.size(); });
  };
  EXPECT_EQ(count([](auto& in) { in.state = {WorkOrderState::kWaitingPart}; }), 1u);
  EXPECT_EQ(count([](auto& in) { in.state = {WorkOrderState::kWaitingPart, WorkOrderState::kClosed}; }), 2u);
  EXPECT_EQ(count([](auto& in) { in.open = true; }), 1u);
  EXPECT_EQ(count([](auto& in) { in.open = false; }), 1u);
  EXPECT_EQ(count([&](auto& in) { in.asset_id = done.asset_id; }), 1u);
  EXPECT_EQ(count([&](auto& in) { in.customer_id = done.customer_id; }), 2u);
  EXPECT_EQ(count([&](auto& in) {
              in.manufacturer_id = room.maker;
              in.warranty = Warranty::kInWarranty;
            }),
            2u);
  EXPECT_EQ(count([](auto& in) { in.service_type = ServiceType::kOnsite; }), 0u);
  EXPECT_EQ(count([](auto& in) { in.overdue = true; }), 0u);
  room.clock.advance(kDay * 14);
  EXPECT_EQ(count([](auto& in) { in.overdue = true; }), 1u);
}

TEST_P(Lists, SearchFindsTwoCharactersSerialPhoneTailAndNumber) {
  const auto order = room.take(room.intake("PF3KX7QD"));
  room.take([&] {
    auto other = room.intake("ZZ99");
    other.symptom_text = "屏幕花";
    other.customer = IntakeCustomer{.name = "冯志强", .phone = "13800001111", .region = {}, .kind = {}};
    return other;
  }());
  for (const char* q : {"开机", "PF3KX7QD", "2087", "罗海燕"}) {
    ListWorkOrders in;
    in.q = q;
    const auto found = room.read([&](db::ReadTx& tx) { return room.orders.list(tx, room.boss, in)->items; });
    ASSERT_EQ(found.size(), 1u) << q;
    EXPECT_EQ(found[0].id, order.id) << q;
  }
  ListWorkOrders by_number;
  by_number.q = order.no;
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return room.orders.list(tx, room.boss, by_number)->items.at(0).id; }),
      order.id);
}

TEST_P(Lists, HomeCountsWhatWaits) {
  room.take(room.intake());
  const auto ready = room.take(room.intake());
  for (const auto transition : {kDiagnose, kStartRepair, kFinishRepair, kPassQc})
    room.step(ready.id, transition);
  const auto home = room.read([&](db::ReadTx& tx) { return room.orders.home(tx, room.boss); });
  EXPECT_EQ(home.open, 2);
  EXPECT_EQ(home.ready_shelf, 1);
  EXPECT_EQ(home.to_notify, 1);
  EXPECT_EQ(home.unassigned, 2);
  EXPECT_EQ(home.overdue, 0);
}

}  // namespace
}  // namespace manyi::workorders
