// Use cases of parts on both databases.
// Owns the cases.
#include "modules/parts/parts.h"

#include <gtest/gtest.h>

#include "modules/parts/import_profile.h"
#include "modules/parts/part_facts.h"
#include "modules/parts/parts_events.h"
#include "modules/workorders/tests/shop.h"
#include "parts_migrations.h"

namespace manyi::parts {
namespace {

struct Store : workorders::Shop {
  explicit Store(db::Dialect dialect) : Shop(dialect, {parts_migrations()}) {
    make_module(parts).subscriptions(events);
    add_import_profile(profiles, parts, needs);
    keeper = as(Role::kPartsKeeper);
  }
  ImportedPartUnit unit_of(const workorders::WorkOrder& order) const {
    ImportedPartUnit in;
    in.work_order_id = order.id;
    in.part_no = "01AV430";
    in.serial_no = "8SSB20L";
    in.received_at = clock.now() - kHour;
    in.cost = Money(45000);
    in.note = "罗海燕急用";
    return in;
  }
  Result<PartUnit> add(const ImportedPartUnit& in) {
    return write([&](db::Tx& tx) { return parts.units.add(tx, keeper, in); });
  }
  Result<PartUnit> step(PartUnitId id, PartUnitStep which, StepPartUnit in = {}) {
    in.id = id;
    clock.advance(kMinute);
    return write([&](db::Tx& tx) { return parts.units.step(tx, keeper, which, in); });
  }
  Result<std::vector<imports::AppliedRow>> apply(const std::string& payload) {
    const imports::StagedRow row{1, 2, payload};
    const imports::ApplyContext context{boss, imports::ImportId(7), "erp", *TimeZone::find("Asia/Shanghai"),
                                        clock.now()};
    return write([&](db::Tx& tx) { return profiles.find("parts")->apply(tx, context, std::span(&row, 1)); });
  }
  std::vector<imports::UndoOutcome> undo(const imports::AppliedRow& row) {
    const imports::ApplyContext context{boss, imports::ImportId(7), "erp", *TimeZone::find("Asia/Shanghai"),
                                        clock.now()};
    return *write([&](db::Tx& tx) { return profiles.find("parts")->undo(tx, context, std::span(&row, 1)); });
  }
  std::size_t units() {
    return read([&](db::ReadTx& tx) { return parts.units.list(tx, boss, {}); })->items.size();
  }
  std::size_t requests() {
    return read([&](db::ReadTx& tx) { return parts.requests.list(tx, boss, {}); })->items.size();
  }
  std::unique_ptr<kpi::FactTable> unit_fact(std::int64_t id) {
    auto table = std::make_unique<kpi::FactTable>(part_unit_fact_schema(), TimeZone::utc());
    read([&](db::ReadTx& tx) { table->upsert(parts.units.load_facts(tx, tenant, {id})); });
    return table;
  }

  Needs needs{events, org, catalog, orders};
  Parts parts{needs};
  imports::Profiles profiles;
  Caller keeper;
};

std::string label(const kpi::FactTable& table, const char* dimension) {
  const auto at = table.dimension_index(dimension);
  return at ? table.dictionary(*at).label(table.codes(*at)[0]) : "no dimension";
}

struct PartsOn : testing::TestWithParam<db::Dialect> {
  Store room{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, PartsOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

TEST_P(PartsOn, APieceTakesSiteTechnicianAndCustomerFromItsOrder) {
  auto in = room.intake("PF1");
  in.technician_id = room.wang;
  const auto order = room.take(in);
  const auto unit = room.add(room.unit_of(order));
  ASSERT_TRUE(unit) << Store::told(unit.error());
  EXPECT_EQ(unit->site_id, room.site);
  EXPECT_EQ(unit->technician_id, room.wang);
  EXPECT_EQ(unit->customer_id, order.customer_id);
  EXPECT_EQ(unit->work_order_no, order.no);
  EXPECT_EQ(unit->technician_name, "王建军");
  EXPECT_EQ(unit->state, PartUnitState::kReceived);
  EXPECT_EQ(unit->condition, PartCondition::kGood);
  EXPECT_EQ(unit->cost, Money(45000));
}

TEST_P(PartsOn, EveryFieldThatIsWrongIsToldAtOnce) {
  ImportedPartUnit in;
  in.part_no = "";
  in.verdict = Verdict::kFaulty;
  in.cost = Money(1, *Currency::parse("USD"));
  const auto refused = room.add(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(
      workorders::pointers(refused.error()),
      (std::vector<std::string>{"/site_id", "/part_no", "/judged_at", "/cost/currency", "/received_at"}));
}

TEST_P(PartsOn, APieceWalksFromTheShelfIntoTheDeviceAndBackToTheManufacturer) {
  const auto order = room.delivered();
  const auto id = room.add(room.unit_of(order))->id;
  using enum PartUnitStep;
  for (const auto which : {kStock, kIssue, kInstall, kRemove, kPretest, kAwaitReturn, kShipBack})
    ASSERT_TRUE(room.step(id, which)) << enum_name(which);
  const auto silent = room.step(id, kJudge);
  ASSERT_FALSE(silent);
  EXPECT_EQ(workorders::pointers(silent.error()), std::vector<std::string>{"/verdict"});
  StepPartUnit verdict;
  verdict.verdict = Verdict::kNoFault;
  const auto judged = room.step(id, kJudge, verdict);
  ASSERT_TRUE(judged) << Store::told(judged.error());
  EXPECT_EQ(judged->return_kind, PartReturn::kDefective);
  EXPECT_EQ(judged->condition, PartCondition::kDefective);
  EXPECT_EQ(judged->return_due_at, *judged->removed_at + kReturnWithin);
  EXPECT_EQ(judged->allowed, (std::vector{kCredit, kCharge}));
  const auto second = room.step(id, kShipBack);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_EQ(second.error().allowed, (std::vector<std::string>{"credit", "charge"}));

  const auto fact = room.unit_fact(id.value());
  EXPECT_EQ(label(*fact, "verdict"), "no_fault");
  EXPECT_EQ(label(*fact, "model"), "云帆 14");
  EXPECT_EQ(label(*fact, "manufacturer"), "联辰");
  EXPECT_EQ(fact->flags(0)[0], 1) << "a defective return";
  EXPECT_EQ(fact->flags(1)[0], 0) << "no dead arrival";
}

TEST_P(PartsOn, ADeadArrivalIsNoDefectiveReturn) {
  const auto id = room.add(room.unit_of(room.delivered()))->id;
  ASSERT_TRUE(room.step(id, PartUnitStep::kClaimDoa));
  const auto confirmed = room.step(id, PartUnitStep::kConfirmDoa);
  ASSERT_TRUE(confirmed);
  EXPECT_EQ(confirmed->condition, PartCondition::kDoa);
  const auto fact = room.unit_fact(id.value());
  EXPECT_EQ(fact->flags(0)[0], 0);
  EXPECT_EQ(fact->flags(1)[0], 1);
}

TEST_P(PartsOn, TheFirstPromiseOfARequestStays) {
  const auto order = room.take(room.intake());
  ImportedPartRequest in;
  in.work_order_id = order.id;
  in.part_no = "01AV430";
  in.requested_at = room.clock.now();
  const auto made = room.write([&](db::Tx& tx) { return room.parts.requests.add(tx, room.keeper, in); });
  ASSERT_TRUE(made) << Store::told(made.error());
  const auto step = [&](PartRequestStep which, std::optional<Instant> promise) {
    room.clock.advance(kHour);
    StepPartRequest how;
    how.id = made->id;
    how.promised_at = promise;
    return room.write([&](db::Tx& tx) { return room.parts.requests.step(tx, room.keeper, which, how); });
  };
  const Instant first = room.clock.now() + kDay, second = first + kDay;
  ASSERT_TRUE(step(PartRequestStep::kApprove, {}));
  ASSERT_TRUE(step(PartRequestStep::kBackorder, first));
  const auto late = step(PartRequestStep::kShip, second);
  ASSERT_TRUE(late);
  EXPECT_EQ(late->promised_at, first);
  EXPECT_EQ(late->expected_at, second);
  EXPECT_EQ(late->from_stock, false);
  EXPECT_EQ(room.published<PartRequestRecorded>().size(), 4u);
}

const char* const kRow =
    R"({"source_id":"P1","site":"文三路站","part_no":"01AV430","requested_at":"2026-03-02T01:00:00Z",)"
    R"("available_at":"2026-03-02T01:30:00Z","issued_at":"2026-03-02T02:00:00Z",)"
    R"("installed_at":"2026-03-02T05:00:00Z","technician":"王建军","cost":450.25,"attributes":{"车号":"7"}})";

TEST_P(PartsOn, ARowBecomesARequestAndThePieceThatAnswersIt) {
  const auto applied = room.apply(kRow);
  ASSERT_TRUE(applied) << Store::told(applied.error());
  EXPECT_EQ((*applied)[0].outcome, imports::RowOutcome::kImported);
  const auto unit = *room.read(
      [&](db::ReadTx& tx) { return room.parts.units.get(tx, room.boss, PartUnitId((*applied)[0].record)); });
  EXPECT_EQ(unit.cost, Money(45025));
  EXPECT_EQ(unit.technician_id, room.wang);
  EXPECT_EQ(unit.state, PartUnitState::kInstalled);
  ASSERT_TRUE(unit.request_id.has_value());
  const auto request =
      *room.read([&](db::ReadTx& tx) { return room.parts.requests.get(tx, room.boss, *unit.request_id); });
  EXPECT_EQ(request.from_stock, true);
  EXPECT_EQ(request.quantity, 1);
}

TEST_P(PartsOn, ARepeatChangesNothingACorrectionIsTakenBackAndThenAllIsGone) {
  const auto first = *room.apply(kRow);
  EXPECT_EQ((*room.apply(kRow))[0].outcome, imports::RowOutcome::kUnchanged);
  std::string corrected = kRow;
  corrected.replace(corrected.find("450.25"), 6, "500.00");
  const auto second = *room.apply(corrected);
  EXPECT_EQ(second[0].outcome, imports::RowOutcome::kUpdated);
  EXPECT_EQ(room.undo(first[0])[0], imports::UndoOutcome::kTouched);
  EXPECT_EQ(room.undo(second[0])[0], imports::UndoOutcome::kUndone);
  EXPECT_EQ(room.units(), 1u);
  const auto restored = *room.read(
      [&](db::ReadTx& tx) { return room.parts.units.get(tx, room.boss, PartUnitId(first[0].record)); });
  EXPECT_EQ(restored.cost, Money(45025));
}

TEST_P(PartsOn, AnUndoneImportLeavesNeitherRecord) {
  const auto applied = *room.apply(kRow);
  EXPECT_EQ(room.undo(applied[0])[0], imports::UndoOutcome::kUndone);
  EXPECT_EQ(room.units(), 0u);
  EXPECT_EQ(room.requests(), 0u);
  EXPECT_EQ(room.published<PartUnitRemoved>().size(), 1u);
  EXPECT_EQ(room.undo(applied[0])[0], imports::UndoOutcome::kGone);
}

TEST_P(PartsOn, ARowThatWasOnlyAskedForGrowsItsPieceLater) {
  const auto asked =
      *room.apply(R"({"source_id":"P2","site":"文三路站","part_no":"X","requested_at":"2026-03-02"})");
  EXPECT_EQ(room.units(), 0u);
  EXPECT_EQ(room.requests(), 1u);
  const auto grown = *room.apply(
      R"({"source_id":"P2","site":"文三路站","part_no":"X","requested_at":"2026-03-02","issued_at":"2026-03-03"})");
  EXPECT_EQ(grown[0].outcome, imports::RowOutcome::kUpdated);
  EXPECT_EQ(room.units(), 1u);
  EXPECT_EQ(room.undo(grown[0])[0], imports::UndoOutcome::kUndone);
  EXPECT_EQ(room.units(), 0u);
  EXPECT_EQ(room.requests(), 1u);
  EXPECT_NE(asked[0].record, grown[0].record);
}

TEST_P(PartsOn, ADayAloneIsNoEarlierThanWhatHappenedThatDay) {
  const auto applied =
      room.apply(R"({"source_id":"P3","site":"文三路站","part_no":"X","requested_at":"2026-03-02T01:00:00Z",)"
                 R"("available_at":"2026-03-02","issued_at":"2026-03-02","installed_at":"2026-03-02",)"
                 R"("removed_at":"2026-03-03T03:00:00Z","shipped_back_at":"2026-03-03"})");
  ASSERT_TRUE(applied) << Store::told(applied.error());
  const auto unit = *room.read(
      [&](db::ReadTx& tx) { return room.parts.units.get(tx, room.boss, PartUnitId((*applied)[0].record)); });
  EXPECT_EQ(unit.issued_at, Instant::parse("2026-03-02T01:00:00Z"));
  EXPECT_EQ(unit.shipped_back_at, unit.removed_at);
  EXPECT_FALSE(
      room.apply(R"({"source_id":"P4","site":"文三路站","part_no":"X","requested_at":"2026-03-02T01:00:00Z",)"
                 R"("issued_at":"2026-03-01"})"))
      << "the day before stays before";
}

TEST_P(PartsOn, WhoIsOnHisOwnSeesWhatIsForHim) {
  const auto order = room.take(room.intake());
  auto mine = room.unit_of(order), other = room.unit_of(order);
  mine.technician_id = room.wang;
  other.technician_id = room.wu;
  ASSERT_TRUE(room.add(mine));
  const auto foreign = room.add(other);
  const auto seen =
      *room.read([&](db::ReadTx& tx) { return room.parts.units.list(tx, room.technician, {}); });
  EXPECT_EQ(seen.items.size(), 1u);
  EXPECT_EQ(seen.total_estimate, 1);
  EXPECT_FALSE(
      room.read([&](db::ReadTx& tx) { return room.parts.units.get(tx, room.technician, foreign->id); }));
}

TEST_P(PartsOn, AListIsFilteredAndPaged) {
  const auto order = room.take(room.intake());
  for (const char* no : {"A", "B", "A"}) {
    auto in = room.unit_of(order);
    in.part_no = no;
    ASSERT_TRUE(room.add(in));
    room.clock.advance(kMinute);
  }
  ListPartUnits in;
  in.part_no = "A";
  in.state = {PartUnitState::kReceived};
  in.limit = 1;
  const auto first = *room.read([&](db::ReadTx& tx) { return room.parts.units.list(tx, room.boss, in); });
  EXPECT_EQ(first.total_estimate, 2);
  ASSERT_TRUE(first.next_cursor.has_value());
  in.cursor = first.next_cursor;
  const auto second = *room.read([&](db::ReadTx& tx) { return room.parts.units.list(tx, room.boss, in); });
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_NE(second.items[0].id, first.items[0].id);
  EXPECT_FALSE(second.next_cursor.has_value());
}

TEST_P(PartsOn, AnErasedPersonLeavesNoNote) {
  const auto order = room.take(room.intake());
  const auto id = room.add(room.unit_of(order))->id;
  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    return room.customers.erase(tx, room.boss, {*order.customer_id, std::nullopt});
  }));
  const auto unit = *room.read([&](db::ReadTx& tx) { return room.parts.units.get(tx, room.boss, id); });
  EXPECT_FALSE(unit.note.has_value());
  EXPECT_EQ(unit.part_no, "01AV430");
}

TEST_P(PartsOn, TheShelfIsThatOfTheSitesInReach) {
  ImportedPartUnit here;
  here.site_id = room.site;
  here.part_no = "01AV430";
  here.received_at = room.clock.now() - kHour;
  auto there = here;
  there.site_id = room.other_site;
  ASSERT_TRUE(room.add(here));
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return room.parts.units.add(tx, room.boss, there); }));
  const auto shelf = [&](const Caller& caller) {
    return room.read([&](db::ReadTx& tx) { return room.parts.stock.list(tx, caller, {})->items; });
  };
  EXPECT_EQ(shelf(room.boss).size(), 2u);
  ASSERT_EQ(shelf(room.keeper).size(), 1u);
  EXPECT_EQ(shelf(room.keeper)[0].site_id, room.site);
  const auto set = [&](const Caller& caller, SiteId site) {
    return room.write([&](db::Tx& tx) {
      return room.parts.stock.set_safety_level(tx, caller, {site, "01AV430", 2, {}});
    });
  };
  EXPECT_EQ(set(room.keeper, room.other_site).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(set(room.keeper, room.site)->below);
  EXPECT_TRUE(set(room.boss, room.other_site)->below);
  const auto low = room.read([&](db::ReadTx& tx) { return room.parts.stock.below_level(tx, room.tenant); });
  EXPECT_EQ(low.size(), 2u);
  const Caller foreign = Caller::system(TenantId(room.tenant.value() + 1));
  EXPECT_TRUE(shelf(foreign).empty());
}

TEST_P(PartsOn, TheFactsFollowTheirOrder) {
  const auto order = room.take(room.intake());
  const auto id = room.add(room.unit_of(order))->id;
  const auto ids = room.read([&](db::ReadTx& tx) {
    return room.parts.units.fact_ids_of_orders(tx, room.tenant, {order.id.value()});
  });
  EXPECT_EQ(ids, std::vector{id.value()});
  EXPECT_EQ(
      room.read([&](db::ReadTx& tx) { return room.parts.units.fact_ids_after(tx, room.tenant, 0, 10); }),
      ids);
}

}  // namespace
}  // namespace manyi::parts
