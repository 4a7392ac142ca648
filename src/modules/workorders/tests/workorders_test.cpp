// Work orders as people use them: intake, promises, repeats, closing, pauses, guards, what stands beside.
// Owns the cases that need a database; the tables of states are in rules_test.cpp.
#include <algorithm>

#include "modules/workorders/tests/shop.h"

namespace manyi::workorders {
namespace {

using enum Transition;

class Intake : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Intake, testing::ValuesIn(db::test_dialects()), dialect_name);
class Promises : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Promises, testing::ValuesIn(db::test_dialects()), dialect_name);
class Repeats : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Repeats, testing::ValuesIn(db::test_dialects()), dialect_name);
class Closing : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Closing, testing::ValuesIn(db::test_dialects()), dialect_name);
class Rests : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Rests, testing::ValuesIn(db::test_dialects()), dialect_name);
class Guards : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Guards, testing::ValuesIn(db::test_dialects()), dialect_name);
class Beside : public WorkOrdersOn {};
INSTANTIATE_TEST_SUITE_P(On, Beside, testing::ValuesIn(db::test_dialects()), dialect_name);

// ---- intake --------------------------------------------------------------------------------------

TEST_P(Intake, TakesTheJobInAtOnceWithCustomerAndAsset) {
  auto in = room.intake("PF3KX7QD");
  in.accessories = {"电源适配器", "电脑包"};
  in.expectations = {{ExpectationKind::kNeed, "修好开机"}, {ExpectationKind::kExpectation, "周五前要用"}};
  in.attributes = {{"shelf", "A-03"}};
  const auto order = room.take(in);
  EXPECT_EQ(order.state, WorkOrderState::kAccepted);
  EXPECT_EQ(order.no, "WO-2603-000001");
  EXPECT_EQ(order.site_name, "文三路站");
  EXPECT_EQ(order.customer_name, "罗海燕");
  EXPECT_EQ(order.contact_phone, "13957122087");
  EXPECT_EQ(order.serial_no, "PF3KX7QD");
  EXPECT_EQ(order.model_name, "云帆 14");
  EXPECT_EQ(order.manufacturer_name, "联辰");
  EXPECT_EQ(order.accessories, (std::vector<std::string>{"电源适配器", "电脑包"}));
  EXPECT_EQ(order.expectations.size(), 2u);
  EXPECT_EQ(order.attributes.text, R"({"shelf":"A-03"})");
  EXPECT_EQ(order.accepted_at, room.clock.now());
  EXPECT_EQ(order.first_contacted_at, order.accepted_at);
  EXPECT_EQ(room.kinds(order.id), (std::vector<std::string>{"work_order.created"}));
  // The limit of the house, 45 hours in a shop open 09:00-18:00: Monday 10:00 to the next Monday 10:00.
  EXPECT_EQ(order.promise.at, *Instant::parse("2026-03-16T02:00:00Z"));
  EXPECT_EQ(order.promise.original_at, order.promise.at);
}

TEST_P(Intake, FindsTheSameCustomerAndAssetAgain) {
  const auto first = room.take(room.intake("PF3KX7QD"));
  const auto second = room.take(room.intake("pf3-kx7 qd"));
  EXPECT_EQ(first.customer_id, second.customer_id);
  EXPECT_EQ(first.asset_id, second.asset_id);
  EXPECT_EQ(second.no, "WO-2603-000002");
}

TEST_P(Intake, NumbersBeginAnewEachMonthAndPerTenant) {
  EXPECT_EQ(room.take(room.intake()).no, "WO-2603-000001");
  EXPECT_EQ(room.take(room.intake()).no, "WO-2603-000002");
  room.clock.set(*Instant::parse("2026-03-31T16:30:00Z"));  // 1 April in Hangzhou
  EXPECT_EQ(room.take(room.intake()).no, "WO-2604-000001");
}

TEST_P(Intake, ARefusedOneLeavesNoGapAndNothingBehind) {
  auto bad = room.intake();
  bad.site_id = SiteId(12345);
  const auto refused = room.write([&](db::Tx& tx) { return room.orders.create(tx, room.boss, bad); });
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(pointers(refused.error()), std::vector<std::string>{"/site_id"});
  EXPECT_EQ(room.take(room.intake()).no, "WO-2603-000001");
}

TEST_P(Intake, AllErrorsComeAtOnce) {
  auto bad = room.intake();
  bad.customer_id = customers::CustomerId(5);
  bad.promise_at = room.clock.now() - kHour;
  bad.requested_at = room.clock.now() + kDay;
  bad.attributes = {{"bad name", "x"}};
  const auto refused = room.write([&](db::Tx& tx) { return room.orders.create(tx, room.boss, bad); });
  EXPECT_EQ(pointers(refused.error()),
            (std::vector<std::string>{"/customer", "/requested_at", "/promise_at", "/attributes"}));
}

TEST_P(Intake, PlaceholdersForASerialIdentifyNothing) {
  const auto order = room.take(room.intake("N/A"));
  EXPECT_FALSE(order.asset_id.has_value());
  EXPECT_EQ(order.serial_no, "N/A");
}

TEST_P(Intake, DraftWaitsForAcceptance) {
  auto in = room.intake("PF3KX7QD");
  in.accept = false;
  const auto draft = room.take(in);
  EXPECT_EQ(draft.state, WorkOrderState::kDraft);
  EXPECT_FALSE(draft.accepted_at.has_value());
  EXPECT_EQ(room.step(draft.id, kAccept).state, WorkOrderState::kAccepted);
  EXPECT_EQ(room.kinds(draft.id), (std::vector<std::string>{"work_order.created", "work_order.accepted"}));
}

TEST_P(Intake, WarrantyComesFromTheEntitlements) {
  room.take(room.intake("PF3KX7QD"));
  const auto asset =
      room.read([&](db::ReadTx& tx) { return room.customers.asset_by_serial(tx, room.tenant, "PF3KX7QD"); });
  ASSERT_TRUE(asset);
  room.must([&](db::Tx& tx) -> Result<void> {
    customers::AddEntitlement in;
    in.id = *asset;
    in.starts_on = *Date::parse("2025-01-01");
    in.ends_on = *Date::parse("2026-03-09");
    MANYI_CHECK(room.customers.add_entitlement(tx, room.boss, in));
    return {};
  });
  auto in = room.intake("PF3KX7QD");
  in.warranty.reset();
  EXPECT_EQ(room.take(in).warranty, Warranty::kInWarranty);
  room.clock.advance(kDay);  // the day after the last
  EXPECT_EQ(room.take(in).warranty, Warranty::kOutOfWarranty);
}

// ---- promises ------------------------------------------------------------------------------------

TEST_P(Promises, TheOriginalIsNeverOverwritten) {
  auto in = room.intake();
  in.promise_at = *Instant::parse("2026-03-12T10:00:00Z");
  const auto order = room.take(in);
  const auto later = room.write([&](db::Tx& tx) {
    RepromiseWorkOrder again;
    again.id = order.id;
    again.promise_at = *Instant::parse("2026-03-13T10:00:00Z");
    again.reason = "等主板";
    again.told_customer = true;
    return room.orders.repromise(tx, room.boss, again);
  });
  ASSERT_TRUE(later);
  EXPECT_EQ(later->promise.at, *Instant::parse("2026-03-13T10:00:00Z"));
  EXPECT_EQ(later->promise.original_at, in.promise_at);
  EXPECT_EQ(later->promise.changes, 1);
  ASSERT_EQ(later->promises.size(), 2u);
  EXPECT_EQ(later->promises[0].at, *in.promise_at);
  EXPECT_EQ(later->promises[1].reason, "等主板");
}

TEST_P(Promises, IntoThePastIsRefused) {
  const auto order = room.take(room.intake());
  const auto refused = room.write([&](db::Tx& tx) {
    RepromiseWorkOrder again;
    again.id = order.id;
    again.promise_at = room.clock.now();
    again.reason = "x";
    return room.orders.repromise(tx, room.boss, again);
  });
  EXPECT_EQ(pointers(refused.error()), std::vector<std::string>{"/promise_at"});
  EXPECT_EQ(room.get(order.id).promise.changes, 0);
}

TEST_P(Promises, SuggestionIsWhatNineOfTenKept) {
  const auto without = room.read([&](db::ReadTx& tx) {
    return *room.orders.suggest_promise(tx, room.boss, {ServiceType::kCarryIn, room.site, room.model});
  });
  EXPECT_EQ(without.basis, PromiseBasis::kSiteDefault);
  // Twenty deliveries after 1, 2 .. 20 hours: the 18th is the 90th percentile.
  room.must([&](db::Tx& tx) -> Result<void> {
    for (int i = 1; i <= 20; ++i) {
      ImportedWorkOrder in;
      in.source = "old";
      in.source_id = std::to_string(i);
      in.site_id = room.site;
      in.stamps.requested_at = in.stamps.accepted_at = *Instant::parse("2026-02-02T00:00:00Z");
      in.stamps.delivered_at = *in.stamps.accepted_at + kHour * i;
      in.model_id = room.model;
      MANYI_CHECK(room.orders.import_history(tx, room.boss, in));
    }
    return {};
  });
  const auto suggestion = room.read([&](db::ReadTx& tx) {
    return *room.orders.suggest_promise(tx, room.boss, {ServiceType::kCarryIn, room.site, room.model});
  });
  EXPECT_EQ(suggestion.basis, PromiseBasis::kSameModel);
  EXPECT_EQ(suggestion.n, 20);
  EXPECT_EQ(suggestion.p90_ms, kHour * 18);
  EXPECT_GE(suggestion.promise_at, room.clock.now() + kHour * 18);
}

// ---- repeats -------------------------------------------------------------------------------------

TEST_P(Repeats, BothOrdersKnowOfEachOther) {
  const auto first = room.delivered();
  room.clock.advance(kDay * 20);
  const auto second = room.take(room.intake("PF3KX7QD"));
  EXPECT_EQ(second.repeat_of, first.id);
  EXPECT_EQ(second.repeat_of_no, first.no);
  const auto before = room.get(first.id);
  EXPECT_EQ(before.followed_by, second.id);
  EXPECT_EQ(before.followed_by_no, second.no);
  EXPECT_EQ(room.kinds(first.id).back(), "work_order.linked");
}

TEST_P(Repeats, AfterTheWindowItIsFollowedButNoRepeat) {
  const auto first = room.delivered();
  room.clock.advance(kDay * 31);
  const auto second = room.take(room.intake("PF3KX7QD"));
  EXPECT_FALSE(second.repeat_of.has_value());
  EXPECT_EQ(room.get(first.id).followed_by, second.id);
}

TEST_P(Repeats, CancellingTheLaterOneTakesTheFlagBack) {
  const auto first = room.delivered();
  room.clock.advance(kDay);
  const auto second = room.take(room.intake("PF3KX7QD"));
  const auto cancelled = room.write([&](db::Tx& tx) {
    CancelWorkOrder in;
    in.id = second.id;
    in.reason = CancelReason::kDuplicate;
    return room.orders.cancel(tx, room.boss, in);
  });
  ASSERT_TRUE(cancelled);
  EXPECT_FALSE(cancelled->repeat_of.has_value());
  EXPECT_FALSE(room.get(first.id).followed_by.has_value());
}

TEST_P(Repeats, ReopeningTheEarlierOneTakesTheFlagBackUntilItIsDeliveredAnew) {
  const auto first = room.delivered();
  room.clock.advance(kDay);
  const auto second = room.take(room.intake("PF3KX7QD"));
  const auto reopened = room.write([&](db::Tx& tx) {
    ReopenWorkOrder in;
    in.id = first.id;
    in.reason = "同一台又来";
    return room.orders.reopen(tx, room.boss, in);
  });
  ASSERT_TRUE(reopened);
  EXPECT_FALSE(room.get(second.id).repeat_of.has_value());
}

TEST_P(Repeats, AnotherSerialIsNone) {
  room.delivered("PF3KX7QD");
  EXPECT_FALSE(room.take(room.intake("PF4M8T2C")).repeat_of.has_value());
  EXPECT_FALSE(room.take(room.intake()).repeat_of.has_value());
}

TEST_P(Repeats, TheWindowIsConfigured) {
  room.must([&](db::Tx& tx) -> Result<void> {
    WorkOrderRule rule;
    rule.customer_limit_ms = rule.business_limit_ms = rule.manufacturer_limit_ms = kDay;
    rule.repeat_window_days = 90;
    MANYI_CHECK(room.orders.set_rule(tx, room.boss, rule));
    return {};
  });
  const auto first = room.delivered();
  room.clock.advance(kDay * 60);
  EXPECT_EQ(room.take(room.intake("PF3KX7QD")).repeat_of, first.id);
}

// ---- the end, and after it ------------------------------------------------------------------------

TEST_P(Closing, AsksForEveryNeedAndExpectation) {
  auto in = room.intake("PF3KX7QD");
  in.expectations = {{ExpectationKind::kNeed, "修好"}, {ExpectationKind::kExpectation, "别打电话"}};
  const auto order = room.take(in);
  for (const auto transition : {kDiagnose, kStartRepair, kFinishRepair, kPassQc, kDeliver})
    room.step(order.id, transition);
  CloseWorkOrder close;
  close.id = order.id;
  close.verdicts = {{order.expectations[0].id, Verdict::kMet}};
  const auto refused = room.write([&](db::Tx& tx) { return room.orders.close(tx, room.boss, close); });
  EXPECT_EQ(pointers(refused.error()), std::vector<std::string>{"/expectations/1"});
  EXPECT_EQ(room.get(order.id).expectations[0].verdict, Verdict::kOpen);  // nothing half-written
  close.verdicts.push_back({order.expectations[1].id, Verdict::kExceeded});
  const auto closed = room.write([&](db::Tx& tx) { return room.orders.close(tx, room.boss, close); });
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->state, WorkOrderState::kClosed);
  EXPECT_EQ(closed->expectations[1].verdict, Verdict::kExceeded);
}

TEST_P(Closing, SecondCloseIsAConflictAndPublishesNothing) {
  const auto order = room.delivered();
  room.step(order.id, kClose);
  const auto second = room.write([&](db::Tx& tx) {
    return room.orders.close(tx, room.boss, CloseWorkOrder{{order.id, {}, {}}, {}});
  });
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_EQ(second.error().allowed, std::vector<std::string>{"reopen"});
  const auto kinds = room.kinds(order.id);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), "work_order.closed"), 1);
}

TEST_P(Closing, ReopeningKeepsTheFirstDeliveryAndCountsIt) {
  const auto order = room.delivered();
  room.step(order.id, kClose);
  const auto asset_repairs = [&] {
    return room.read(
        [&](db::ReadTx& tx) { return room.customers.asset(tx, room.boss, *order.asset_id)->repair_count; });
  };
  EXPECT_EQ(asset_repairs(), 1);
  room.clock.advance(kDay);
  const auto reopened = room.write([&](db::Tx& tx) {
    ReopenWorkOrder in;
    in.id = order.id;
    in.reason = "又不开机";
    return room.orders.reopen(tx, room.boss, in);
  });
  ASSERT_TRUE(reopened);
  EXPECT_EQ(reopened->state, WorkOrderState::kDiagnosing);
  EXPECT_EQ(reopened->reopen_count, 1);
  EXPECT_EQ(reopened->first_delivered_at, order.delivered_at);
  EXPECT_FALSE(reopened->delivered_at.has_value());
  EXPECT_EQ(reopened->outcome, Outcome::kUnknown);
  EXPECT_EQ(asset_repairs(), 0);
}

TEST_P(Closing, AStaleVersionIsRefused) {
  const auto order = room.take(room.intake());
  room.step(order.id, kDiagnose);
  const auto refused = room.write([&](db::Tx& tx) {
    return room.orders.move(tx, room.boss, kStartRepair, {order.id, order.version, std::nullopt});
  });
  EXPECT_EQ(refused.error().code, ErrorCode::kStale);
}

// ---- rests ---------------------------------------------------------------------------------------

TEST_P(Rests, EvidenceStopsTheManufacturersClock) {
  const auto order = room.take(room.intake("PF3KX7QD"));
  room.step(order.id, kDiagnose);
  room.step(order.id, kWaitPart);
  const auto paused = room.write([&](db::Tx& tx) {
    PauseWorkOrder in;
    in.id = order.id;
    in.reason = PauseReason::kWaitingPart;
    in.evidence = "LC-77120";
    return room.orders.pause(tx, room.boss, in);
  });
  ASSERT_TRUE(paused);
  EXPECT_TRUE(paused->paused);
  const auto refused = room.write([&](db::Tx& tx) {
    return room.orders.move(tx, room.boss, kStartRepair, {order.id, {}, {}});
  });
  EXPECT_EQ(refused.error().key, "work_order.paused");
  room.clock.advance(kHour * 42);
  const auto arrived = room.step(order.id, kPartArrived);  // ends the pause that waited for it
  EXPECT_FALSE(arrived.paused);
  room.clock.advance(kHour);
  const auto clocks =
      room.read([&](db::ReadTx& tx) { return room.orders.clocks(tx, room.boss, order.id)->items; });
  ASSERT_EQ(clocks.size(), 3u);
  EXPECT_EQ(clocks[0].used_ms, kHour * 43);
  EXPECT_EQ(clocks[2].used_ms, kHour);
  EXPECT_EQ(clocks[2].paused_ms, kHour * 42);
}

// ---- guards --------------------------------------------------------------------------------------

TEST_P(Guards, PaidWorkWaitsForTheApprovedQuote) {
  auto in = room.intake();
  in.warranty = Warranty::kOutOfWarranty;
  const auto order = room.take(in);
  room.step(order.id, kDiagnose);
  RequestQuote quote;
  quote.id = order.id;
  quote.amount = Money(16800);
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return room.orders.request_quote(tx, room.boss, quote); }));
  EXPECT_EQ(room.write([&](db::Tx& tx) {
                  return room.orders.move(tx, room.boss, kStartRepair, {order.id, {}, {}});
                })
                .error()
                .code,
            ErrorCode::kConflict);
  const auto approved = room.step(order.id, kApproveQuote);
  EXPECT_EQ(approved.quote_amount, Money(16800));
  EXPECT_EQ(room.step(order.id, kStartRepair).state, WorkOrderState::kRepairing);
}

TEST_P(Guards, TheModuleThatKnowsDecides) {
  room.orders.answer_part_guard([](db::ReadTx&, const GuardedOrder&) { return false; });
  const auto order = room.take(room.intake());
  room.step(order.id, kDiagnose);
  room.step(order.id, kStartRepair);
  const auto refused = room.write([&](db::Tx& tx) {
    return room.orders.move(tx, room.boss, kFinishRepair, {order.id, {}, {}});
  });
  EXPECT_EQ(refused.error().key, "work_order.old_part_unrecorded");
}

TEST_P(Guards, DispatchNamesTheTechnicianInOneBreath) {
  auto in = room.intake();
  in.service_type = ServiceType::kOnsite;
  const auto order = room.take(in);
  const auto refused = room.write([&](db::Tx& tx) {
    return room.orders.move(tx, room.boss, kDispatch, {order.id, {}, {}});
  });
  EXPECT_EQ(refused.error().key, "work_order.no_technician");
  DispatchWorkOrder dispatch;
  dispatch.id = order.id;
  dispatch.technician_id = room.wang;
  const auto dispatched =
      room.write([&](db::Tx& tx) { return room.orders.dispatch(tx, room.boss, dispatch); });
  ASSERT_TRUE(dispatched);
  EXPECT_EQ(dispatched->technician_name, "王建军");
}

// ---- beside the state ------------------------------------------------------------------------------

TEST_P(Beside, CommentsMentionPeopleAndStayOutOfTheJournal) {
  const auto order = room.take(room.intake());
  const auto comment = room.write([&](db::Tx& tx) {
    return room.orders.comment(tx, room.clerk, {order.id, "罗海燕说电源区虚焊", {room.wu}});
  });
  ASSERT_TRUE(comment);
  EXPECT_EQ(comment->mentions.at(0).name, "吴斌");
  for (const auto& entry :
       room.read([&](db::ReadTx& tx) { return journal::entries_after(tx, room.tenant, 0, 1000); })) {
    EXPECT_EQ(entry.data.text.find("虚焊"), std::string::npos) << entry.kind;
    EXPECT_EQ(entry.data.text.find("罗海燕"), std::string::npos) << entry.kind;
  }
  const auto timeline = room.read([&](db::ReadTx& tx) {
    return room.orders.timeline(tx, room.boss, {order.id, {}, {}})->items;
  });
  EXPECT_EQ(timeline.back().kind, "work_order.commented");
  EXPECT_EQ(timeline.back().note, "罗海燕说电源区虚焊");
}

TEST_P(Beside, ErasingThePersonErasesWhatWasTyped) {
  const auto order = room.take(room.intake("PF3KX7QD"));
  ASSERT_TRUE(room.write([&](db::Tx& tx) {
    return room.orders.comment(tx, room.clerk, {order.id, "罗海燕很急", {}});
  }));
  room.must([&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(room.customers.erase(tx, room.boss, {*order.customer_id, std::nullopt}));
    return {};
  });
  const auto after = room.get(order.id);
  EXPECT_EQ(after.symptom_text, "");
  const auto comments =
      room.read([&](db::ReadTx& tx) { return room.orders.comments(tx, room.boss, order.id)->items; });
  ASSERT_EQ(comments.size(), 1u);
  EXPECT_TRUE(comments[0].erased);
  EXPECT_EQ(comments[0].text, "");
  ListWorkOrders in;
  in.q = "2087";
  EXPECT_TRUE(room.read([&](db::ReadTx& tx) { return room.orders.list(tx, room.boss, in)->items; }).empty());
}

TEST_P(Beside, EditTellsWhatChangedAndRelinksTheSerial) {
  const auto first = room.delivered("PF3KX7QD");
  room.clock.advance(kDay);
  const auto second = room.take(room.intake("WR0NG1"));
  EditWorkOrder edit;
  edit.id = second.id;
  edit.serial_no = "PF3KX7QD";
  edit.symptom_text = "还是无法开机";
  const auto edited = room.write([&](db::Tx& tx) { return room.orders.edit(tx, room.boss, edit); });
  ASSERT_TRUE(edited);
  EXPECT_EQ(edited->repeat_of, first.id);
  EXPECT_EQ(edited->version, second.version + 1);
  EXPECT_EQ(room.get(first.id).followed_by, second.id);
}

TEST_P(Beside, TransferTakesTheTechnicianOff) {
  auto in = room.intake();
  in.technician_id = room.wang;
  const auto order = room.take(in);
  TransferWorkOrder transfer;
  transfer.id = order.id;
  transfer.site_id = room.other_site;
  const auto moved = room.write([&](db::Tx& tx) { return room.orders.transfer(tx, room.boss, transfer); });
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->site_name, "滨江站");
  EXPECT_FALSE(moved->technician_id.has_value());
}

}  // namespace
}  // namespace manyi::workorders
