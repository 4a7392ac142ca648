// Sweeps, steps, digests and messages on both databases, by a clock that is moved by hand.
// Owns the cases.
#include "modules/alerts/alerts.h"

#include <gtest/gtest.h>

#include "alerts_migrations.h"
#include "complaints_migrations.h"
#include "modules/alerts/alerts_events.h"
#include "modules/complaints/complaints.h"
#include "modules/parts/parts.h"
#include "modules/workorders/tests/shop.h"
#include "notify_migrations.h"
#include "parts_migrations.h"

namespace manyi::alerts {
namespace {

struct Desk : workorders::Shop {
  explicit Desk(db::Dialect dialect)
      : Shop(dialect,
             {complaints_migrations(), parts_migrations(), notify_migrations(), alerts_migrations()}) {
    make_module(parts).subscriptions(events);
    make_module(complaints).subscriptions(events);
    notify::make_module(notify).jobs(jobs);
    make_module(alerts).jobs(jobs);
    lead = hire("S1", "赵敏", Role::kTechSupervisor, site);
    desk_lead = hire("S2", "钱芳", Role::kInfoSupervisor, site);
    manager = hire("M1", "孙总", Role::kManager, other_site);
    supervisor = as(Role::kTechSupervisor);
    supervisor.employee = lead;
  }
  EmployeeId hire(const char* no, const char* name, Role role, SiteId where) {
    org::CreateEmployee in;
    in.no = no;
    in.name = name;
    in.site_id = where;
    in.role = role;
    const auto made = write([&](db::Tx& tx) { return org.create_employee(tx, boss, in); });
    if (!made) ADD_FAILURE() << told(made.error());
    return made ? made->id : EmployeeId();
  }
  notify::Notify::Options options() {
    notify::Notify::Options made;
    made.installation_secret = "test";
    made.post = [this](const notify::BotRequest& request) {
      sent.push_back(request.body);
      notify::PostAnswer answer;
      answer.status = 200;
      answer.body = R"({"errcode":0})";
      return answer;
    };
    made.ports.zone_of = [](db::ReadTx&, TenantId, notify::ChannelScope, const std::string&) {
      return *TimeZone::find("Asia/Shanghai");
    };
    made.ports.label_of = [this](db::ReadTx& tx, TenantId of, notify::ChannelScope scope,
                                 const std::string& key) -> std::optional<std::string> {
      if (scope == notify::ChannelScope::kCompany) return "公司";
      const auto id = parse_id(key);
      const auto found = id ? org.site(tx, of, SiteId(*id)) : std::nullopt;
      return found ? std::optional(found->name) : std::nullopt;
    };
    return made;
  }
  Ports ports() {
    Ports made;
    made.tenants = [this](db::ReadTx&) { return std::vector{tenant}; };
    made.default_zone = [](db::ReadTx&, TenantId) { return *TimeZone::find("Asia/Shanghai"); };
    // Each employee has a user of the same number, so that a test sees what he was told.
    made.user_of = [](db::ReadTx&, TenantId, EmployeeId id) { return std::optional(UserId(id.value())); };
    made.endangered = [this](db::ReadTx&, TenantId, const std::string& month, double) {
      auto found = endangered;
      for (auto& one : found) one.month = month;
      return found;
    };
    return made;
  }
  workorders::WorkOrder promised(DurationMs in, std::optional<EmployeeId> technician = {}) {
    auto asked = intake();
    asked.promise_at = clock.now() + in;
    asked.technician_id = technician;
    return take(asked);
  }
  SweepReport sweep(SweepScope scope = SweepScope::kAll) {
    const auto done = alerts.sweep(tenant, scope);
    if (!done) ADD_FAILURE() << told(done.error());
    return done ? *done : SweepReport();
  }
  std::vector<Alert> list(const Caller& caller, ListAlerts in = {}) {
    return read([&](db::ReadTx& tx) { return alerts.list(tx, caller, in); })->items;
  }
  std::vector<Alert> list() { return list(boss); }
  std::optional<Alert> of_kind(AlertKind kind) {
    for (const auto& alert : list())
      if (alert.kind == kind) return alert;
    return std::nullopt;
  }
  std::vector<notify::Notification> inbox(EmployeeId of) {
    Caller caller = boss;
    caller.user = UserId(of.value());
    return read([&](db::ReadTx& tx) { return notify.list(tx, caller, {}); })->items;
  }
  notify::Channel connect(std::optional<SiteId> of, std::int64_t max_per_hour = 6) {
    notify::CreateChannel in;
    in.name = "群";
    in.kind = notify::ChannelKind::kWecom;
    in.webhook_url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k";
    in.max_per_hour = max_per_hour;
    if (of) {
      in.scope = notify::ChannelScope::kSite;
      in.scope_key = of->text();
    }
    const auto made = write([&](db::Tx& tx) { return notify.create_channel(tx, boss, in); });
    if (!made) ADD_FAILURE() << told(made.error());
    return made ? *made : notify::Channel();
  }
  void know(EmployeeId who, const char* wecom) {
    SetMention in;
    in.employee_id = who;
    in.wecom_user = wecom;
    ASSERT_TRUE(write([&](db::Tx& tx) { return alerts.set_mention(tx, boss, in); }));
  }
  void run() {
    while (jobs.run_due() > 0) {}
  }
  Result<Alert> move(const Caller& caller, AlertStep step, AlertId id) {
    return write([&](db::Tx& tx) { return alerts.move(tx, caller, step, {id, {}, {}}); });
  }

  complaints::Complaints complaints{{events, org, customers, orders}};
  parts::Parts parts{{events, org, catalog, orders}};
  std::vector<std::string> sent;
  notify::Notify notify{{*database, events, jobs}, options()};
  std::vector<EndangeredMetric> endangered;
  Alerts alerts{{*database, events, org, orders, complaints, parts, notify, nullptr}, ports()};
  EmployeeId lead, desk_lead, manager;
  Caller supervisor;
};

struct AlertsOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, AlertsOn, testing::ValuesIn(db::test_dialects()),
                         workorders::dialect_name);

void endangered(Desk& desk) {
  EndangeredMetric metric;
  metric.metric = "csat_rate";
  metric.scope = "company";
  metric.chance = 0.2;
  metric.owner_role = "manager";
  desk.endangered.push_back(metric);
}

TEST_P(AlertsOn, APromiseThatComesCloseIsRaisedOnceAndResolvesWhenTheWorkIsDone) {
  const auto order = desk.promised(kHour * 6, desk.wang);
  EXPECT_EQ(desk.sweep().raised, 0);
  desk.clock.advance(kHour * 3);
  EXPECT_EQ(desk.sweep().raised, 1);
  EXPECT_EQ(desk.sweep().kept, 1);
  const auto alert = desk.of_kind(AlertKind::kPromise);
  ASSERT_TRUE(alert);
  EXPECT_EQ(alert->owner_id, desk.wang);
  EXPECT_EQ(alert->severity, Severity::kWarning);
  EXPECT_EQ(alert->links[0].no, order.no);
  EXPECT_EQ(alert->text_key, "alert.promise");
  EXPECT_EQ(alert->allowed.size(), 5u);
  EXPECT_TRUE(desk.inbox(desk.wang).empty());  // only what is severe rings
  using enum workorders::Transition;
  for (const auto transition : {kDiagnose, kStartRepair, kFinishRepair, kPassQc})
    desk.step(order.id, transition);
  EXPECT_EQ(desk.sweep(SweepScope::kQuick).resolved, 1);
  EXPECT_EQ(desk.of_kind(AlertKind::kPromise)->state, AlertState::kResolved);
  EXPECT_TRUE(desk.of_kind(AlertKind::kPromise)->cause_gone);
  EXPECT_EQ(desk.published<AlertRaised>().size(), 1u);
  EXPECT_EQ(desk.published<AlertMoved>().size(), 1u);
}

TEST_P(AlertsOn, APassedPromiseIsGraveAndItsOwnerIsTold) {
  desk.promised(kHour * 2, desk.wang);
  desk.sweep();
  desk.clock.advance(kHour * 3);
  desk.sweep();
  const auto alert = desk.of_kind(AlertKind::kPromise);
  EXPECT_EQ(alert->severity, Severity::kSevere);
  EXPECT_TRUE(alert->overdue);
  EXPECT_EQ(desk.published<AlertWeighed>().size(), 1u);
  const auto told = desk.inbox(desk.wang);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].severity, Severity::kSevere);
  EXPECT_EQ(told[0].subject_id, alert->id.text());
  EXPECT_FALSE(told[0].read_at);
  desk.sweep();
  EXPECT_EQ(desk.inbox(desk.wang).size(), 1u);
}

TEST_P(AlertsOn, AnOverdueOrderStaysAWarningUntilItIsDoneHoweverLong) {
  desk.promised(kHour, desk.wang);
  desk.sweep();
  desk.clock.advance(kDay * 4);
  desk.sweep();
  const auto alert = desk.of_kind(AlertKind::kPromise);
  EXPECT_EQ(alert->state, AlertState::kRaised);
  EXPECT_EQ(alert->raised, 1);
}

TEST_P(AlertsOn, WhatWasOverdueLongBeforeIsNotRaisedAtAll) {
  desk.promised(kHour, desk.wang);
  desk.clock.advance(kDay * 4);
  desk.sweep(SweepScope::kQuick);
  EXPECT_FALSE(desk.of_kind(AlertKind::kPromise));
}

TEST_P(AlertsOn, WithoutATechnicianTheSupervisorOwnsIt) {
  desk.promised(kHour * 2);
  desk.sweep();
  EXPECT_EQ(desk.of_kind(AlertKind::kPromise)->owner_id, desk.desk_lead);
}

TEST_P(AlertsOn, TheStepsAreStampedAndADismissedOneIsNotRaisedAgain) {
  desk.promised(kHour * 2, desk.wang);
  desk.sweep();
  const auto id = desk.of_kind(AlertKind::kPromise)->id;
  ASSERT_TRUE(desk.move(desk.technician, AlertStep::kAcknowledge, id));
  const auto acting = desk.move(desk.technician, AlertStep::kAct, id);
  ASSERT_TRUE(acting);
  EXPECT_TRUE(acting->acknowledged_at && acting->acting_at);
  EXPECT_EQ(acting->version, 3);
  EXPECT_EQ(desk.move(desk.technician, AlertStep::kAcknowledge, id).error().code, ErrorCode::kConflict);
  DismissAlert dismiss;
  dismiss.id = id;
  dismiss.if_match = 1;
  dismiss.reason = "客户要求月底";
  EXPECT_EQ(
      desk.write([&](db::Tx& tx) { return desk.alerts.dismiss(tx, desk.technician, dismiss); }).error().code,
      ErrorCode::kStale);
  dismiss.if_match.reset();
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.alerts.dismiss(tx, desk.technician, dismiss); }));
  desk.clock.advance(kHour * 3);
  EXPECT_EQ(desk.sweep(SweepScope::kQuick).raised, 0);
  EXPECT_EQ(desk.of_kind(AlertKind::kPromise)->state, AlertState::kDismissed);
}

TEST_P(AlertsOn, AResolvedOneComesBackWhenItsCauseStaysOverTheNextDay) {
  endangered(desk);
  desk.sweep();
  const auto id = desk.of_kind(AlertKind::kEndangeredMetric)->id;
  ASSERT_TRUE(desk.move(desk.boss, AlertStep::kResolve, id));
  desk.clock.advance(kHour * 3);
  EXPECT_EQ(desk.sweep().raised, 0);
  desk.clock.advance(kDay);
  EXPECT_EQ(desk.sweep().raised, 1);
  const auto again = desk.of_kind(AlertKind::kEndangeredMetric);
  EXPECT_EQ(again->id, id);
  EXPECT_EQ(again->raised, 2);
  EXPECT_EQ(again->state, AlertState::kRaised);
}

TEST_P(AlertsOn, AnEndangeredFigureOfAPersonIsHisOwn) {
  endangered(desk);
  EndangeredMetric his;
  his.metric = "tat_attain";
  his.scope = "person";
  his.scope_key = desk.wu.text();
  his.chance = 0.5;
  his.owner_role = "tech_supervisor";
  desk.endangered.push_back(his);
  desk.sweep();
  const auto all = desk.list();
  ASSERT_EQ(all.size(), 2u);
  for (const auto& alert : all) {
    const bool company = alert.subject_id == "csat_rate@company";
    EXPECT_EQ(alert.owner_id, company ? desk.manager : desk.wu) << alert.subject_id;
    EXPECT_EQ(alert.severity, company ? Severity::kSevere : Severity::kWarning);
    EXPECT_EQ(alert.period, "2026-03");
  }
  desk.endangered.clear();
  EXPECT_EQ(desk.sweep().resolved, 2);
}

// The manager answers for the company and, by the metric's owner, for both sites; the supervisor for hers.
TEST_P(AlertsOn, WhoAnswersForACompanyAndItsSitesIsWarnedOnce) {
  endangered(desk);
  for (const auto site : {desk.site, desk.other_site}) {
    EndangeredMetric there = desk.endangered.front();
    there.scope = "site";
    there.scope_key = site.text();
    desk.endangered.push_back(there);
  }
  EndangeredMetric hers = desk.endangered.back();
  hers.metric = "tat_attain";
  hers.scope_key = desk.site.text();
  hers.owner_role = "tech_supervisor";
  desk.endangered.push_back(hers);
  desk.sweep();
  const auto all = desk.list();
  ASSERT_EQ(all.size(), 2u);
  for (const auto& alert : all) {
    if (alert.owner_id != desk.manager) continue;
    EXPECT_EQ(alert.subject_id, "csat_rate@company");
    EXPECT_NE(alert.params.text.find(R"("within":"2")"), std::string::npos);
  }
  desk.endangered.erase(desk.endangered.begin());
  desk.sweep();
  EXPECT_EQ(desk.list().size(), 4u)
      << "the company's has ended, now the sites' are told; resolved ones stay listed";
}

TEST_P(AlertsOn, EachSeesHisOwnAndWhatIsInHisScope) {
  desk.promised(kHour * 2, desk.wang);
  desk.promised(kHour * 2, desk.wu);
  endangered(desk);
  desk.sweep();
  EXPECT_EQ(desk.list(desk.technician).size(), 1u);
  EXPECT_EQ(desk.list(desk.supervisor).size(), 2u);
  EXPECT_EQ(desk.list(desk.boss).size(), 3u);
  ListAlerts mine;
  mine.owner = AlertOwner::kMe;
  EXPECT_EQ(desk.list(desk.supervisor, mine).size(), 0u);
  mine.owner.reset();
  mine.severity = {Severity::kSevere};
  EXPECT_EQ(desk.list(desk.boss, mine).size(), 1u);
  const auto summary = desk.read([&](db::ReadTx& tx) { return desk.alerts.summary(tx, desk.technician); });
  EXPECT_EQ(summary.open, 1);
  EXPECT_EQ(summary.mine, 1);
  const auto all = desk.read([&](db::ReadTx& tx) { return desk.alerts.summary(tx, desk.boss); });
  EXPECT_EQ(all.open, 3);
  EXPECT_EQ(all.severe, 1);
  ASSERT_EQ(all.kinds.size(), 2u);
}

TEST_P(AlertsOn, WhoLeadsGivesItToAnotherWhoIsTold) {
  desk.promised(kHour * 2, desk.wang);
  desk.sweep();
  ReassignAlert in;
  in.id = desk.of_kind(AlertKind::kPromise)->id;
  in.owner_id = desk.wu;
  EXPECT_EQ(
      desk.write([&](db::Tx& tx) { return desk.alerts.reassign(tx, desk.technician, in); }).error().code,
      ErrorCode::kForbidden);
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.alerts.reassign(tx, desk.supervisor, in); }));
  EXPECT_EQ(desk.inbox(desk.wu).size(), 1u);
  desk.sweep();
  EXPECT_EQ(desk.of_kind(AlertKind::kPromise)->owner_id, desk.wu);  // a choice stays
  org::ChangeEmployee leaves;
  leaves.id = desk.wu;
  leaves.state = org::EmployeeState::kLeft;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.org.change_employee(tx, desk.boss, leaves); }));
  desk.sweep();
  EXPECT_EQ(desk.of_kind(AlertKind::kPromise)->owner_id, desk.wang);
}

TEST_P(AlertsOn, AComplaintWarnsForItsPlanAndOnDay6) {
  const auto order = desk.delivered();
  complaints::ReceiveComplaint in;
  in.work_order_id = order.id;
  in.tracker_id = desk.wu;
  in.description = "修好后三天又坏";
  const auto complaint = desk.write([&](db::Tx& tx) { return desk.complaints.receive(tx, desk.boss, in); });
  ASSERT_TRUE(complaint) << Desk::told(complaint.error());
  desk.sweep();
  EXPECT_FALSE(desk.of_kind(AlertKind::kComplaintPlan));
  desk.clock.set(*complaint->plan_due_at - kHour * 8);
  desk.sweep();
  const auto plan = desk.of_kind(AlertKind::kComplaintPlan);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->owner_id, desk.wu);
  EXPECT_EQ(plan->due_at, complaint->plan_due_at);
  EXPECT_FALSE(desk.of_kind(AlertKind::kComplaintUnsolved));
  desk.clock.set(complaint->received_at + kDay * 5);
  desk.sweep();
  const auto unsolved = desk.of_kind(AlertKind::kComplaintUnsolved);
  ASSERT_TRUE(unsolved);
  EXPECT_NE(unsolved->params.text.find(R"("day":"6")"), std::string::npos);
  EXPECT_EQ(unsolved->links.size(), 2u);
}

TEST_P(AlertsOn, APartOnItsWayForThreeDaysWarnsItsKeeper) {
  parts::ImportedPartRequest in;
  in.site_id = desk.site;
  in.part_no = "MB-14";
  in.requested_at = desk.clock.now();
  in.keeper_id = desk.wu;
  const auto request = desk.write([&](db::Tx& tx) { return desk.parts.requests.add(tx, desk.boss, in); });
  ASSERT_TRUE(request) << Desk::told(request.error());
  desk.clock.advance(kDay * 3 + kHour);
  desk.sweep();
  EXPECT_EQ(desk.of_kind(AlertKind::kPartCirculating)->owner_id, desk.wu);
  for (const auto step :
       {parts::PartRequestStep::kApprove, parts::PartRequestStep::kPick, parts::PartRequestStep::kShip}) {
    parts::StepPartRequest ask;
    ask.id = request->id;
    const auto done =
        desk.write([&](db::Tx& tx) { return desk.parts.requests.step(tx, desk.boss, step, ask); });
    ASSERT_TRUE(done) << Desk::told(done.error());
  }
  desk.sweep();
  EXPECT_EQ(desk.of_kind(AlertKind::kPartCirculating)->state, AlertState::kResolved);
  EXPECT_FALSE(desk.of_kind(AlertKind::kPartUnsigned));
  desk.clock.advance(kDay * 3);
  desk.sweep();
  EXPECT_EQ(desk.of_kind(AlertKind::kPartUnsigned)->state, AlertState::kRaised);
}

TEST_P(AlertsOn, AVisitWhoseWindowEndsAndAnOrderNobodyTouches) {
  auto in = desk.intake();
  in.service_type = workorders::ServiceType::kOnsite;
  const auto order = desk.take(in);
  workorders::DispatchWorkOrder dispatch;
  dispatch.id = order.id;
  dispatch.technician_id = desk.wang;
  ASSERT_TRUE(desk.write([&](db::Tx& tx) { return desk.orders.dispatch(tx, desk.boss, dispatch); }));
  desk.step(order.id, workorders::Transition::kContact);
  workorders::ScheduleWorkOrder schedule;
  schedule.id = order.id;
  schedule.from = desk.clock.now() + kHour * 4;
  schedule.to = desk.clock.now() + kHour * 5;
  const auto scheduled =
      desk.write([&](db::Tx& tx) { return desk.orders.schedule(tx, desk.boss, schedule); });
  ASSERT_TRUE(scheduled) << Desk::told(scheduled.error());
  desk.sweep(SweepScope::kQuick);
  EXPECT_FALSE(desk.of_kind(AlertKind::kAppointment));
  desk.clock.advance(kHour * 3);
  desk.sweep(SweepScope::kQuick);
  EXPECT_EQ(desk.of_kind(AlertKind::kAppointment)->owner_id, desk.wang);
  desk.clock.advance(kDay * 3);
  desk.sweep(SweepScope::kDaily);
  EXPECT_EQ(desk.of_kind(AlertKind::kSilentRecord)->links[0].no, order.no);
}

TEST_P(AlertsOn, TurnaroundWarnsBeforeItsLimitUnlessAPromiseEndsSooner) {
  auto in = desk.intake();
  in.promise_at = desk.clock.now() + kDay * 20;
  desk.take(in);
  desk.clock.advance(kDay * 4 + kHour * 11);
  desk.sweep(SweepScope::kQuick);
  EXPECT_FALSE(desk.of_kind(AlertKind::kTurnaround));
  desk.clock.advance(kHour * 2);  // 11 hours before the house's five days
  desk.sweep(SweepScope::kQuick);
  ASSERT_TRUE(desk.of_kind(AlertKind::kTurnaround));
}

TEST_P(AlertsOn, SevereOnesGoToTheirChannelsInOneMessageAndWithoutNames) {
  desk.connect(desk.site);
  desk.connect(desk.other_site);
  desk.know(desk.wang, "wang.jj");
  desk.promised(kHour, desk.wang);
  desk.promised(kHour, desk.wang);
  desk.clock.advance(kHour * 2);
  desk.sweep();
  desk.run();
  ASSERT_EQ(desk.sent.size(), 1u);
  EXPECT_NE(desk.sent[0].find("严重预警 2 条 文三路站"), std::string::npos) << desk.sent[0];
  EXPECT_NE(desk.sent[0].find(R"("mentioned_list":["wang.jj"])"), std::string::npos);
  for (const char* personal : {"王建军", "罗海燕", "1395712"})
    EXPECT_EQ(desk.sent[0].find(personal), std::string::npos);
  desk.sweep();
  desk.run();
  EXPECT_EQ(desk.sent.size(), 1u);
}

TEST_P(AlertsOn, TheMorningHasOneDigestPerOwnerAndChannel) {
  desk.connect(std::nullopt);
  desk.connect(desk.site);
  desk.promised(kHour * 24, desk.wang);
  desk.clock.set(*Instant::parse("2026-03-10T00:29:00Z"));  // Tuesday, 08:29
  desk.run();
  desk.sent.clear();
  const auto before = desk.inbox(desk.wang).size();
  desk.clock.advance(kMinute);
  desk.run();
  ASSERT_EQ(desk.sent.size(), 2u);
  EXPECT_NE(desk.sent[0].find("预警日报 2026-03-10"), std::string::npos);
  const auto told = desk.inbox(desk.wang);
  ASSERT_EQ(told.size(), before + 1);
  EXPECT_EQ(told[0].kind, "alert.digest");
  EXPECT_EQ(told[0].params.text,
            R"({"day":"2026-03-10","due_today":"1","open":"1","overdue":"0","severe":"0"})");
  desk.clock.advance(kHour);
  desk.run();
  EXPECT_EQ(desk.sent.size(), 2u);
}

TEST_P(AlertsOn, SweepsRunByThemselvesAtStartAndEveryThreeHoursOfWork) {
  desk.promised(kHour * 8, desk.wang);
  desk.run();
  EXPECT_FALSE(desk.of_kind(AlertKind::kPromise));
  desk.clock.advance(kMinute * 2);
  desk.run();
  desk.clock.advance(kHour * 5);
  desk.run();
  EXPECT_TRUE(desk.of_kind(AlertKind::kPromise));
}

TEST_P(AlertsOn, RulesAreSwitchedAndTheirLimitsSet) {
  desk.promised(kHour * 10, desk.wang);
  ChangeAlertRules change;
  change.items = {{AlertKind::kPromise, {}, 12, 6.0}};
  const auto rules = desk.write([&](db::Tx& tx) { return desk.alerts.change_rules(tx, desk.boss, change); });
  ASSERT_TRUE(rules) << Desk::told(rules.error());
  desk.sweep();
  EXPECT_TRUE(desk.of_kind(AlertKind::kPromise));
  change.items = {{AlertKind::kPromise, false, {}, {}},
                  {AlertKind::kStockLow, true, {}, {}},
                  {AlertKind::kPartUnsigned, {}, 5, 3.0}};
  const auto refused =
      desk.write([&](db::Tx& tx) { return desk.alerts.change_rules(tx, desk.boss, change); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()),
            (std::vector<std::string>{"/items/1/kind", "/items/2/severe_limit"}));
}

TEST_P(AlertsOn, AMentionIsNeverAPhoneNumber) {
  SetMention in;
  in.employee_id = desk.wang;
  in.wecom_user = "13957122087";
  in.feishu_user = R"(ou_1"></at>)";
  const auto refused = desk.write([&](db::Tx& tx) { return desk.alerts.set_mention(tx, desk.boss, in); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(workorders::pointers(refused.error()), (std::vector<std::string>{"/wecom_user", "/feishu_user"}));
}

}  // namespace
}  // namespace manyi::alerts
