// Use cases of complaints on both databases.
// Owns the cases.
#include "modules/complaints/complaints.h"

#include <gtest/gtest.h>

#include "complaints_migrations.h"
#include "modules/complaints/complaint_facts.h"
#include "modules/complaints/complaints_events.h"
#include "modules/complaints/import_profile.h"
#include "modules/workorders/tests/shop.h"

namespace manyi::complaints {
namespace {

using workorders::ExperienceDimension;

struct Desk : workorders::Shop {
  explicit Desk(db::Dialect dialect) : Shop(dialect, {complaints_migrations()}) {
    make_module(complaints).subscriptions(events);
    add_import_profile(profiles, {complaints, orders, org, catalog, customers});
    must([&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(lin, org.resolve_employee(tx, boss, site, "林晓"));
      return {};
    });
    supervisor = as(Role::kInfoSupervisor);
    approver = as(Role::kManager);
  }
  Result<Complaint> receive(const ReceiveComplaint& in) {
    return write([&](db::Tx& tx) { return complaints.receive(tx, supervisor, in); });
  }
  ReceiveComplaint about(const workorders::WorkOrder& order) const {
    ReceiveComplaint in;
    in.work_order_id = order.id;
    in.tracker_id = lin;
    in.accused_id = wang;
    in.description = "修好后三天又坏，罗海燕很生气";
    return in;
  }
  Result<Complaint> step(const Caller& caller, ComplaintId id, ComplaintStep which) {
    return write([&](db::Tx& tx) { return complaints.move(tx, caller, which, {id, {}, {}}); });
  }
  Result<imports::Recorded> record(const ImportedComplaint& in) {
    return write([&](db::Tx& tx) { return complaints.record(tx, boss, in); });
  }
  ImportedComplaint imported(const std::string& id) const {
    ImportedComplaint in;
    in.import_source = "old";
    in.source_id = id;
    in.site_id = site;
    in.received_at = *Instant::parse("2026-02-02T01:00:00Z");
    in.description = "等了太久";
    return in;
  }
  Complaint get(ComplaintId id) {
    return *read([&](db::ReadTx& tx) { return complaints.get(tx, boss, id); });
  }
  std::string fact_key(std::int64_t id, const char* dimension) {
    kpi::FactTable table(complaint_fact_schema(), TimeZone::utc());
    read([&](db::ReadTx& tx) { table.upsert(complaints.load_facts(tx, tenant, {id})); });
    const auto row = table.row_of(id);
    const auto at = table.dimension_index(dimension);
    return row && at ? table.dictionary(*at).label(table.codes(*at)[*row]) : "none";
  }

  Complaints complaints{{events, org, customers, orders}};
  imports::Profiles profiles;
  EmployeeId lin;
  Caller supervisor, approver;
};

struct ComplaintsOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, ComplaintsOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

TEST_P(ComplaintsOn, OneIsReceivedWithItsNumberItsLimitsAndTheOrdersSite) {
  const auto order = desk.delivered();
  const auto made = desk.receive(desk.about(order));
  ASSERT_TRUE(made) << Desk::told(made.error());
  EXPECT_EQ(made->no, "CP-2603-000001");
  EXPECT_EQ(made->site_id, desk.site);
  EXPECT_EQ(made->work_order_no, order.no);
  EXPECT_EQ(made->tracker_name, "林晓");
  EXPECT_EQ(made->accused_name, "王建军");
  EXPECT_EQ(made->solve_due_at, made->received_at + kDay * 7);
  EXPECT_TRUE(made->plan_due_at.has_value());
  EXPECT_EQ(made->state, ComplaintState::kReceived);
  EXPECT_EQ(desk.published<ComplaintRecorded>().size(), 1u);
}

TEST_P(ComplaintsOn, TheTrackerIsNotTheAccused) {
  auto in = desk.about(desk.delivered());
  in.tracker_id = desk.wang;
  const auto refused = desk.receive(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()), std::vector<std::string>{"/tracker_id"});
  EXPECT_TRUE(desk.published<ComplaintRecorded>().empty());
}

TEST_P(ComplaintsOn, TheTrackerIsNotMadeTheAccusedLater) {
  auto in = desk.about(desk.delivered());
  in.accused_id.reset();
  const auto id = desk.receive(in)->id;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) {
    return desk.complaints.acknowledge(tx, desk.boss, {{id, {}, {}}, {}});
  }));
  AssessComplaint assess;
  assess.id = id;
  assess.accused_id = desk.lin;
  const auto refused = desk.write([&](db::Tx& tx) { return desk.complaints.assess(tx, desk.boss, assess); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()), std::vector<std::string>{"/accused_id"});
  AssignComplaint assign;
  assign.id = id;
  assign.tracker_id = desk.lin;
  assign.deputy_id = desk.lin;
  EXPECT_FALSE(desk.write([&](db::Tx& tx) { return desk.complaints.assign(tx, desk.boss, assign); }));
}

TEST_P(ComplaintsOn, AllBadFieldsAreNamedAtOnce) {
  ReceiveComplaint in;
  in.tracker_id = EmployeeId(99);
  in.customer_id = customers::CustomerId(98);
  in.received_at = desk.clock.now() + kDay;
  in.description = "x";
  const auto refused = desk.receive(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()),
            (std::vector<std::string>{"/site_id", "/customer_id", "/received_at", "/tracker_id"}));
}

TEST_P(ComplaintsOn, TheWholeWayIsStampedAndPublished) {
  const auto id = desk.receive(desk.about(desk.delivered()))->id;
  const auto run = [&](auto&& body) {
    desk.clock.advance(kHour);
    const auto done = desk.write(body);
    ASSERT_TRUE(done) << Desk::told(done.error());
  };
  run([&](db::Tx& tx) { return desk.complaints.acknowledge(tx, desk.supervisor, {{id, {}, "已回电"}, {}}); });
  AssessComplaint assess;
  assess.id = id;
  assess.grade = ComplaintGrade::kSevere;
  assess.cause = ExperienceDimension::kQuality;
  run([&](db::Tx& tx) { return desk.complaints.assess(tx, desk.supervisor, assess); });
  ASSERT_TRUE(desk.step(desk.supervisor, id, ComplaintStep::kInvestigate));
  SubmitPlan plan;
  plan.id = id;
  plan.plan = "更换主板";
  run([&](db::Tx& tx) { return desk.complaints.submit_plan(tx, desk.supervisor, plan); });
  ASSERT_TRUE(desk.step(desk.supervisor, id, ComplaintStep::kRespond));
  DecideComplaint decide;
  decide.id = id;
  decide.decision = "免费更换";
  decide.cost = Money(12'000);
  run([&](db::Tx& tx) { return desk.complaints.decide(tx, desk.supervisor, decide); });
  ASSERT_TRUE(desk.step(desk.supervisor, id, ComplaintStep::kConfirm));
  ASSERT_TRUE(desk.step(desk.supervisor, id, ComplaintStep::kClose));
  const auto closed = desk.get(id);
  EXPECT_EQ(closed.state, ComplaintState::kClosed);
  EXPECT_TRUE(closed.acknowledged_at && closed.plan_submitted_at && closed.confirmed_at && closed.closed_at);
  EXPECT_EQ(closed.cost, Money(12'000));
  ASSERT_EQ(closed.notes.size(), 1u);
  EXPECT_EQ(closed.notes[0].text, "已回电");
  EXPECT_EQ(closed.allowed, std::vector{ComplaintStep::kReopen});
  EXPECT_EQ(desk.published<ComplaintMoved>().size(), 8u);
  ASSERT_TRUE(desk.step(desk.supervisor, id, ComplaintStep::kReopen));
  EXPECT_FALSE(desk.get(id).confirmed_at);
}

TEST_P(ComplaintsOn, AStepOutOfTurnIsAConflictAndPublishesNothing) {
  const auto id = desk.receive(desk.about(desk.delivered()))->id;
  const auto refused = desk.step(desk.supervisor, id, ComplaintStep::kClose);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(refused.error().allowed, (std::vector<std::string>{"acknowledge", "assign", "propose_invalid"}));
  EXPECT_TRUE(desk.published<ComplaintMoved>().empty());
  EXPECT_EQ(desk.write([&](db::Tx& tx) {
                  return desk.complaints.move(tx, desk.supervisor, ComplaintStep::kInvestigate, {id, 7, {}});
                })
                .error()
                .code,
            ErrorCode::kStale);
}

TEST_P(ComplaintsOn, InvalidTakesASecondPerson) {
  const auto id = desk.receive(desk.about(desk.delivered()))->id;
  ProposeInvalid propose;
  propose.id = id;
  propose.reason = "不是本站修的";
  ASSERT_TRUE(
      desk.write([&](db::Tx& tx) { return desk.complaints.propose_invalid(tx, desk.supervisor, propose); }));
  EXPECT_EQ(desk.step(desk.supervisor, id, ComplaintStep::kApproveInvalid).error().key,
            "complaint.same_person");
  const auto done = desk.step(desk.approver, id, ComplaintStep::kApproveInvalid);
  ASSERT_TRUE(done) << Desk::told(done.error());
  EXPECT_EQ(done->state, ComplaintState::kInvalid);
}

TEST_P(ComplaintsOn, TheAccusedTakesNoStepAndAnotherSiteSeesNothing) {
  const auto id = desk.receive(desk.about(desk.delivered()))->id;
  Caller accused = desk.supervisor;
  accused.employee = desk.wang;
  EXPECT_EQ(desk.step(accused, id, ComplaintStep::kAssign).error().code, ErrorCode::kForbidden);
  Caller elsewhere = desk.supervisor;
  elsewhere.site_ids = {desk.other_site};
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) { return desk.complaints.get(tx, elsewhere, id); }).error().code,
            ErrorCode::kNotFound);
  EXPECT_TRUE(
      desk.read([&](db::ReadTx& tx) { return desk.complaints.list(tx, elsewhere, {}); })->items.empty());
}

TEST_P(ComplaintsOn, AListFiltersAndIsWalkedByCursor) {
  for (int i = 0; i < 5; ++i) {
    auto in = desk.imported("A" + std::to_string(i));
    in.received_at = in.received_at + kDay * (i / 2);  // some at the same moment
    if (i == 4) in.closed_at = in.received_at;
    ASSERT_TRUE(desk.record(in));
  }
  std::vector<ComplaintId> walked;
  ListComplaints ask;
  ask.limit = 2;
  do {
    const auto page = desk.read([&](db::ReadTx& tx) { return desk.complaints.list(tx, desk.boss, ask); });
    ASSERT_TRUE(page);
    EXPECT_EQ(page->total_estimate, 5);
    for (const auto& line : page->items) walked.push_back(line.id);
    ask.cursor = page->next_cursor;
  } while (ask.cursor);
  EXPECT_EQ(std::set(walked.begin(), walked.end()).size(), 5u);
  ListComplaints open;
  open.open = true;
  EXPECT_EQ(
      desk.read([&](db::ReadTx& tx) { return desk.complaints.list(tx, desk.boss, open); })->items.size(), 4u);
  open.state = {ComplaintState::kClosed};
  EXPECT_TRUE(
      desk.read([&](db::ReadTx& tx) { return desk.complaints.list(tx, desk.boss, open); })->items.empty());
}

// ---- imports

TEST_P(ComplaintsOn, ARepeatChangesNothingAndACorrectionChangesTheSameOne) {
  const auto first = desk.record(desk.imported("A1"));
  ASSERT_TRUE(first) << Desk::told(first.error());
  EXPECT_EQ(first->outcome, imports::RowOutcome::kImported);
  EXPECT_EQ(desk.record(desk.imported("A1"))->outcome, imports::RowOutcome::kUnchanged);
  auto better = desk.imported("A1");
  better.confirmed_at = better.received_at + kDay * 2;
  const auto second = desk.record(better);
  EXPECT_EQ(second->outcome, imports::RowOutcome::kUpdated);
  EXPECT_EQ(second->record, first->record);
  EXPECT_EQ(desk.get(ComplaintId(first->record)).state, ComplaintState::kConfirmed);

  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.complaints.take_back(tx, desk.boss, *second); }));
  const auto restored = desk.get(ComplaintId(first->record));
  EXPECT_EQ(restored.state, ComplaintState::kReceived);
  EXPECT_FALSE(restored.confirmed_at);
}

TEST_P(ComplaintsOn, AnImportIsTakenBackUnlessSomebodyTouchedIt) {
  const auto one = desk.record(desk.imported("A1"));
  const auto two = desk.record(desk.imported("A2"));
  AcknowledgeComplaint touch;
  touch.id = ComplaintId(two->record);
  touch.tracker_id = desk.lin;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.complaints.acknowledge(tx, desk.boss, touch); }));
  EXPECT_TRUE(desk.write([&](db::Tx& tx) { return desk.complaints.take_back(tx, desk.boss, *one); }));
  EXPECT_EQ(
      desk.write([&](db::Tx& tx) { return desk.complaints.take_back(tx, desk.boss, *two); }).error().code,
      ErrorCode::kConflict);
  EXPECT_EQ(desk.published<ComplaintRemoved>().size(), 1u);
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) { return desk.complaints.version(tx, desk.tenant, one->record); }),
            std::nullopt);
}

TEST_P(ComplaintsOn, AnImportedTrackerIsNotTheAccusedEither) {
  auto in = desk.imported("A1");
  in.tracker_id = in.accused_id = desk.wang;
  in.acknowledged_at = in.received_at - kHour;
  const auto refused = desk.record(in);
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()),
            (std::vector<std::string>{"/tracker_id", "/acknowledged_at"}));
}

TEST_P(ComplaintsOn, ARowOfAFileFindsItsOrderItsSiteAndItsPeople) {
  const auto order = desk.delivered();
  const auto* profile = desk.profiles.find("complaints");
  ASSERT_NE(profile, nullptr);
  const imports::ApplyContext context{
      desk.boss, {}, "old", *TimeZone::find("Asia/Shanghai"), desk.clock.now()};
  const auto apply = [&](const std::string& payload) {
    return desk.write([&](db::Tx& tx) {
      return profile->apply(tx, context, std::vector<imports::StagedRow>{{1, 2, payload}});
    });
  };
  const auto done = apply(R"({"source_id":"T1","work_order":")" + order.no +
                          R"(","tracker":"林晓","accused":"王建军","received_at":"2026-03-05","cost":120.5,)"
                          R"("grade":"severe","cause":"price","attributes":{"batch":"7"}})");
  ASSERT_TRUE(done) << Desk::told(done.error());
  const auto made = desk.get(ComplaintId(done->at(0).record));
  EXPECT_EQ(made.work_order_id, order.id);
  EXPECT_EQ(made.site_id, desk.site);
  EXPECT_EQ(made.customer_id, order.customer_id);
  EXPECT_EQ(made.tracker_id, desk.lin);
  EXPECT_EQ(made.accused_id, desk.wang);
  EXPECT_EQ(made.cost, Money(12'050));
  EXPECT_EQ(made.received_at, *Instant::parse("2026-03-04T16:00:00Z"));
  EXPECT_EQ(desk.fact_key(done->at(0).record, "attr.batch"), "7");

  EXPECT_EQ(workorders::pointers(
                apply(R"({"source_id":"T2","work_order":"WO-0000-1","received_at":"2026-03-05"})").error()),
            std::vector<std::string>{"/work_order"});
  EXPECT_EQ(workorders::pointers(apply(R"({"source_id":"T3","received_at":"2026-03-05"})").error()),
            std::vector<std::string>{"/site"});
}

// ---- facts and erasure

TEST_P(ComplaintsOn, AFactCarriesTheDimensionsOfItsOrder) {
  const auto order = desk.take(desk.intake("PF3KX7QD"));
  const auto id = desk.receive(desk.about(order))->id.value();
  EXPECT_EQ(desk.fact_key(id, "site"), "文三路站");
  EXPECT_EQ(desk.fact_key(id, "model"), "云帆 14");
  EXPECT_EQ(desk.fact_key(id, "manufacturer"), "联辰");
  EXPECT_EQ(desk.fact_key(id, "service_type"), "carry_in");
  EXPECT_EQ(desk.fact_key(id, "tracker"), "林晓");
  EXPECT_EQ(desk.fact_key(id, "accused"), "王建军");
  EXPECT_EQ(desk.fact_key(id, "technician"), "");
  workorders::AssignWorkOrder assign;
  assign.id = order.id;
  assign.technician_id = desk.wu;
  const auto assigned = desk.write([&](db::Tx& tx) { return desk.orders.assign(tx, desk.boss, assign); });
  ASSERT_TRUE(assigned) << Desk::told(assigned.error());
  EXPECT_EQ(desk.fact_key(id, "technician"), "吴斌");
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) {
    return desk.complaints.fact_ids_of_orders(tx, desk.tenant, {order.id.value(), 5});
  }),
            std::vector<std::int64_t>{id});
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) { return desk.complaints.fact_ids_after(tx, desk.tenant, 0, 9); }),
            std::vector<std::int64_t>{id});
}

TEST_P(ComplaintsOn, WhatWasWrittenGoesWithThePerson) {
  const auto order = desk.delivered();
  auto in = desk.about(order);
  in.remedy_sought = "罗海燕要求退款";
  const auto id = desk.receive(in)->id;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) {
    return desk.complaints.acknowledge(tx, desk.boss, {{id, {}, "给罗海燕回电"}, {}});
  }));
  ASSERT_TRUE(desk.write([&](db::Tx& tx) {
    return desk.customers.erase(tx, desk.boss, {*order.customer_id, {}});
  }));
  const auto left = desk.get(id);
  EXPECT_EQ(left.description + left.remedy_sought + left.notes.at(0).text, "");
  EXPECT_EQ(left.tracker_id, desk.lin);
  if (GetParam() == db::Dialect::kSqlite) {
    EXPECT_EQ(desk.all_text().find("罗海燕要求退款"), std::string::npos);
  }
}

TEST_P(ComplaintsOn, NothingWrittenGetsIntoTheJournal) {
  ASSERT_TRUE(desk.receive(desk.about(desk.delivered())));
  for (const auto& entry : desk.published())
    EXPECT_EQ(entry.data.text.find("罗海燕"), std::string::npos) << entry.kind;
}

}  // namespace
}  // namespace manyi::complaints
