// Setting, changing, locking and copying targets on both databases, and who may see and do what.
// Owns the cases.
#include "modules/targets/tests/plan_room.h"

namespace manyi::targets {
namespace {

const Levels kUp{0.90, 0.95, 0.98}, kHigher{0.92, 0.96, 0.99};

struct TargetsOn : testing::TestWithParam<db::Dialect> {
  PlanRoom room{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, TargetsOn, testing::ValuesIn(db::test_dialects()), dialect_name);

TEST_P(TargetsOn, OneIsSetWithItsNamesAndItsFirstVersion) {
  const auto made = room.set("csat_rate", "2026-04", kUp, PlanRoom::of(room.west));
  EXPECT_EQ(made.label, "文三路站");
  EXPECT_EQ(made.name_zh, "满意率");
  EXPECT_EQ(made.better, "up");
  EXPECT_EQ(made.version, 1);
  const auto whole = room.target(made.id);
  ASSERT_EQ(whole.history.size(), 1u);
  EXPECT_EQ(whole.history[0].target, 0.95);
  ASSERT_EQ(room.published<TargetSet>().size(), 1u);
  EXPECT_EQ(room.published<TargetSet>()[0].data.text.find("文三路"), std::string::npos);
}

TEST_P(TargetsOn, AllBadFieldsAreNamedAtOnce) {
  auto in = PlanRoom::wish("no_such", "2026-13", kUp, {ScopeKind::kSite, "x"});
  EXPECT_EQ(PlanRoom::fields(room.set(in, room.manager).error()),
            (std::vector<std::string>{"/metric unknown", "/month month", "/scope_key not_found"}));
  in = PlanRoom::wish("csat_rate", "2026-04", {0.98, 0.95, 0.90}, {ScopeKind::kCompany, room.west.text()});
  EXPECT_EQ(PlanRoom::fields(room.set(in, room.manager).error()),
            (std::vector<std::string>{"/floor order", "/stretch order", "/scope_key company"}));
  EXPECT_TRUE(room.published<TargetSet>().empty());
}

TEST_P(TargetsOn, LowerIsBetterTurnsTheOrder) {
  const auto wrong = room.set(PlanRoom::wish("dsat_rate", "2026-04", {0.01, 0.02, 0.03}), room.manager);
  EXPECT_EQ(PlanRoom::fields(wrong.error()), (std::vector<std::string>{"/floor order", "/stretch order"}));
  EXPECT_TRUE(room.set(PlanRoom::wish("dsat_rate", "2026-04", {0.03, 0.02, 0.01}), room.manager));
}

TEST_P(TargetsOn, ASecondOneIsAConflict) {
  room.set("csat_rate", "2026-04", kUp);
  const auto second = room.set(PlanRoom::wish("csat_rate", "2026-04", kUp), room.manager);
  EXPECT_EQ(second.error().key, "target.exists");
  EXPECT_EQ(second.error().allowed, std::vector<std::string>{"change"});
}

TEST_P(TargetsOn, BeforeTheMonthBeginsAChangeHoldsAtOnce) {
  const auto made = room.set("csat_rate", "2026-04", kUp);
  const auto answer = PlanRoom::got(room.change(made.id, kHigher, nullptr, room.manager));
  EXPECT_FALSE(answer.pending);
  EXPECT_EQ(answer.target.target, 0.96);
  EXPECT_EQ(answer.target.version, 2);
  EXPECT_EQ(room.target(made.id).history.size(), 2u);
  EXPECT_EQ(room.published<TargetChanged>().size(), 1u);
}

TEST_P(TargetsOn, WithinTheMonthAChangeNeedsAReasonAndAnothersYes) {
  const auto made = room.set("csat_rate", "2026-03", kUp);
  EXPECT_EQ(PlanRoom::fields(room.change(made.id, kHigher, nullptr, room.manager).error()),
            std::vector<std::string>{"/reason required"});
  const auto asked = PlanRoom::got(room.change(made.id, kHigher, "厂家提高了要求", room.manager));
  ASSERT_TRUE(asked.pending);
  EXPECT_EQ(asked.target.target, 0.95) << "not in force yet";
  EXPECT_EQ(asked.target.pending_id, asked.pending->id);
  EXPECT_EQ(room.change(made.id, kHigher, "再来一次", room.manager).error().key, "target.change_waiting");

  const auto own = room.approve(asked.pending->id, room.manager);
  EXPECT_EQ(own.error().code, ErrorCode::kForbidden);
  EXPECT_EQ(own.error().key, "target.second_person");
  const auto done = PlanRoom::got(room.approve(asked.pending->id, room.director));
  EXPECT_EQ(done.state, ChangeState::kApproved);
  const auto whole = room.target(made.id);
  EXPECT_EQ(whole.target, 0.96);
  ASSERT_EQ(whole.history.size(), 2u);
  EXPECT_EQ(whole.history[0].reason, "厂家提高了要求");
  EXPECT_EQ(whole.history[0].written_by, room.manager.user);
  EXPECT_EQ(whole.history[0].approved_by, room.director.user);
  EXPECT_EQ(whole.history[1].target, 0.95);
  EXPECT_EQ(room.approve(asked.pending->id, room.director).error().key, "target.change_decided");
}

TEST_P(TargetsOn, ARejectedChangeLeavesTheTarget) {
  const auto made = room.set("csat_rate", "2026-03", kUp);
  const auto asked = PlanRoom::got(room.change(made.id, kHigher, "试试", room.manager));
  EXPECT_EQ(PlanRoom::got(room.read([&](db::ReadTx& tx) {
              return room.plan->pending(tx, room.director, {});
            })).items.size(),
            1u);
  DecideChange in;
  in.id = asked.pending->id;
  in.note = "没有依据";
  const auto done =
      PlanRoom::got(room.write([&](db::Tx& tx) { return room.plan->reject(tx, room.director, in); }));
  EXPECT_EQ(done.decision_note, "没有依据");
  EXPECT_EQ(room.target(made.id).target, 0.95);
  EXPECT_TRUE(PlanRoom::got(room.read([&](db::ReadTx& tx) {
                return room.plan->pending(tx, room.director, {});
              })).items.empty());
}

TEST_P(TargetsOn, AStaleChangeIsRefused) {
  const auto made = room.set("csat_rate", "2026-04", kUp);
  ChangeTarget in;
  in.id = made.id;
  in.if_match = 7;
  in.floor = 0.9;
  in.target = 0.96;
  in.stretch = 0.99;
  EXPECT_EQ(room.write([&](db::Tx& tx) { return room.plan->change(tx, room.manager, in); }).error().code,
            ErrorCode::kStale);
}

TEST_P(TargetsOn, NobodyChangesALockedMonth) {
  const auto made = room.set("csat_rate", "2026-02", kUp);
  const auto asked = PlanRoom::got(room.change(made.id, kHigher, "晚了", room.manager));
  EXPECT_EQ(room.lock("2026-02").error().key, "target.changes_waiting");
  PlanRoom::got(room.approve(asked.pending->id, room.director));
  EXPECT_TRUE(PlanRoom::got(room.lock("2026-02")).locked);
  EXPECT_EQ(room.lock("2026-02").error().key, "target.locked");
  EXPECT_EQ(room.change(made.id, kUp, "还是要改", room.director).error().key, "target.locked");
  EXPECT_EQ(room.set(PlanRoom::wish("dsat_rate", "2026-02", {0.03, 0.02, 0.01}), room.director).error().key,
            "target.locked");
  EXPECT_TRUE(room.in_force("csat_rate", {}, "2026-02")->locked);
  EXPECT_EQ(room.published<TargetMonthLocked>().size(), 1u);
}

TEST_P(TargetsOn, AMonthIsCopiedOnceAndWithoutWhoLeft) {
  room.set("csat_rate", "2026-03", kUp);
  room.set("csat_rate", "2026-03", kUp, PlanRoom::of(room.wang));
  room.set("csat_rate", "2026-03", kUp, PlanRoom::of(room.li));
  room.set("csat_rate", "2026-04", kHigher);
  room.must([&](db::Tx& tx) -> Result<void> {
    org::ChangeEmployee in;
    in.id = room.li;
    in.left_on = Date::parse("2026-03-01");
    MANYI_CHECK(room.org.change_employee(tx, room.boss, in));
    return {};
  });
  CopyMonth in;
  in.month = "2026-03";
  const auto copied =
      PlanRoom::got(room.write([&](db::Tx& tx) { return room.plan->copy(tx, room.manager, in); }));
  EXPECT_EQ(copied.to, "2026-04");
  EXPECT_EQ(copied.copied, 1);
  EXPECT_EQ(copied.kept, 1);
  EXPECT_EQ(copied.left, 1);
  EXPECT_EQ(room.in_force("csat_rate", PlanRoom::of(room.wang), "2026-04")->levels, kUp);
  EXPECT_EQ(room.in_force("csat_rate", {}, "2026-04")->levels, kHigher) << "what was there stays";
}

TEST_P(TargetsOn, AMonthIsReadAnewOnlyWhenItHasChanged) {
  const auto month = [&] {
    return room.read([&](db::ReadTx& tx) { return room.plan->in_force(tx, room.tenant, "2026-04"); });
  };
  const auto made = room.set("csat_rate", "2026-04", kUp);
  room.set("dsat_rate", "2026-04", {0.03, 0.02, 0.01});
  const auto first = month();
  ASSERT_EQ(first->size(), 2u);
  EXPECT_EQ(first->front().metric, "csat_rate") << "ordered by metric";
  EXPECT_EQ(month(), first) << "the same copy";
  PlanRoom::got(room.change(made.id, kHigher, "", room.manager));
  const auto changed = month();
  EXPECT_NE(changed, first);
  EXPECT_EQ(changed->front().levels, kHigher);
  EXPECT_FALSE(changed->front().locked);
  PlanRoom::got(room.lock("2026-04"));
  EXPECT_TRUE(month()->front().locked);
  EXPECT_EQ(first->front().levels, kUp) << "who holds the old copy keeps it";
}

TEST_P(TargetsOn, AQuarterIsAPeriodOfItsOwn) {
  room.set("csat_rate", "2026-Q2", kHigher);
  EXPECT_FALSE(room.in_force("csat_rate", {}, "2026-04"));
  EXPECT_EQ(room.in_force("csat_rate", PlanRoom::of(room.wang), "2026-Q2")->levels, kHigher);
}

TEST_P(TargetsOn, WhoHasNoneHasThatOfTheNearestScopeAbove) {
  room.set("csat_rate", "2026-03", {0.80, 0.90, 0.95});
  EXPECT_EQ(room.in_force("csat_rate", PlanRoom::of(room.wang), "2026-03")->scope.kind, ScopeKind::kCompany);
  room.set("csat_rate", "2026-03", kUp, PlanRoom::of(room.west));
  EXPECT_EQ(room.in_force("csat_rate", PlanRoom::of(room.wang), "2026-03")->scope.kind, ScopeKind::kSite);
  room.set("csat_rate", "2026-03", kUp, PlanRoom::of(room.bench));
  EXPECT_EQ(room.in_force("csat_rate", PlanRoom::of(room.wang), "2026-03")->scope.kind, ScopeKind::kUnit);
  room.set("csat_rate", "2026-03", kHigher, PlanRoom::of(room.wang));
  EXPECT_EQ(room.in_force("csat_rate", PlanRoom::of(room.wang), "2026-03")->levels, kHigher);
  EXPECT_EQ(room.in_force("csat_rate", PlanRoom::of(room.zhao), "2026-03")->scope.kind, ScopeKind::kCompany);
  EXPECT_FALSE(room.in_force("dsat_rate", {}, "2026-03"));
}

TEST_P(TargetsOn, ScopesLimitFigures) {
  room.answers(room.wang, room.west, "2026-02", "bench", 9, 10);
  room.answers(room.li, room.west, "2026-02", "bench", 5, 10);
  room.answers(room.zhao, room.river, "2026-02", "bench", 10, 10);
  const auto value = [&](const TargetScope& scope) {
    performance::KpiQuery query;
    query.metrics = {"csat_rate"};
    query.from = "2026-02-01";
    query.to = "2026-03-01";
    query.where = PlanRoom::got(
        room.read([&](db::ReadTx& tx) { return room.plan->condition_of(tx, room.tenant, scope); }));
    return PlanRoom::got(room.kpis->evaluate(room.boss, query)).metrics[0].cells[0].value;
  };
  EXPECT_NEAR(*value({}), 0.8, 1e-12);
  EXPECT_NEAR(*value(PlanRoom::of(room.west)), 0.7, 1e-12);
  EXPECT_NEAR(*value(PlanRoom::of(room.bench)), 0.7, 1e-12);
  EXPECT_NEAR(*value(PlanRoom::of(room.wang)), 0.9, 1e-12);
  const auto unknown = room.read([&](db::ReadTx& tx) {
    return room.plan->condition_of(tx, room.tenant, {ScopeKind::kPerson, "' or 1 = 1"});
  });
  EXPECT_EQ(unknown.error().fields.at(0).pointer, "/scope_key");
}

TEST_P(TargetsOn, AUnitWithoutPeopleHasNoRecords) {
  org::OrgUnitId empty;
  room.must([&](db::Tx& tx) -> Result<void> {
    org::CreateOrgUnit in;
    in.code = "none";
    in.name = "空组";
    MANYI_TRY(const auto made, room.org.create_unit(tx, room.boss, in));
    empty = made.id;
    return {};
  });
  room.answers(room.wang, room.west, "2026-02", "bench", 9, 10);
  performance::KpiQuery query;
  query.metrics = {"csat_rate"};
  query.from = "2026-02-01";
  query.to = "2026-03-01";
  query.where = PlanRoom::got(room.read(
      [&](db::ReadTx& tx) { return room.plan->condition_of(tx, room.tenant, PlanRoom::of(empty)); }));
  const auto answer = PlanRoom::got(room.kpis->evaluate(room.boss, query));
  EXPECT_TRUE(answer.metrics[0].cells.empty() || !answer.metrics[0].cells[0].value);
}

TEST_P(TargetsOn, EverybodySeesHisReachAndNoMore) {
  const TargetScope company, west = PlanRoom::of(room.west), river = PlanRoom::of(room.river),
                             bench = PlanRoom::of(room.bench), wang = PlanRoom::of(room.wang),
                             li = PlanRoom::of(room.li), zhao = PlanRoom::of(room.zhao);
  Caller leader = room.technician;
  leader.scope = Scope::kTeam;
  leader.team = {room.zhou, room.wang, room.li};
  room.read([&](db::ReadTx& tx) {
    const auto sees = [&](const Caller& caller) {
      std::string seen;
      for (const auto& [name, scope] : std::initializer_list<std::pair<const char*, TargetScope>>{
               {"C", company}, {"W", west}, {"R", river}, {"B", bench}, {"w", wang}, {"l", li}, {"z", zhao}})
        if (room.plan->may_see(tx, caller, scope)) seen += name;
      return seen;
    };
    EXPECT_EQ(sees(room.manager), "CWRBwlz");
    EXPECT_EQ(sees(room.supervisor), "WBwl");
    EXPECT_EQ(sees(leader), "Bwl");
    EXPECT_EQ(sees(room.technician), "w");
    EXPECT_EQ(sees(room.channel), "");
  });
}

TEST_P(TargetsOn, ListsShowWhatIsInReach) {
  for (const auto& scope : {TargetScope{}, PlanRoom::of(room.west), PlanRoom::of(room.river),
                            PlanRoom::of(room.bench), PlanRoom::of(room.wang), PlanRoom::of(room.zhao)})
    room.set("csat_rate", "2026-03", kUp, scope);
  room.set("dsat_rate", "2026-04", {0.03, 0.02, 0.01});
  const auto count = [&](const Caller& caller, ListTargets in = {}) {
    return PlanRoom::got(room.read([&](db::ReadTx& tx) { return room.plan->list(tx, caller, in); }))
        .items.size();
  };
  EXPECT_EQ(count(room.manager), 7u);
  EXPECT_EQ(count(room.supervisor), 3u);
  EXPECT_EQ(count(room.technician), 1u);
  EXPECT_EQ(count(room.channel), 0u);
  ListTargets in;
  in.month = "2026-03";
  in.scope = ScopeKind::kSite;
  EXPECT_EQ(count(room.manager, in), 2u);
  in.scope_key = room.river.text();
  EXPECT_EQ(count(room.manager, in), 1u);
  EXPECT_EQ(count(room.supervisor, in), 0u);
  ListTargets pages;
  pages.limit = 3;
  std::size_t all = 0;
  for (;;) {
    const auto page =
        PlanRoom::got(room.read([&](db::ReadTx& tx) { return room.plan->list(tx, room.manager, pages); }));
    all += page.items.size();
    if (!page.next_cursor) break;
    pages.cursor = page.next_cursor;
  }
  EXPECT_EQ(all, 7u);
}

TEST_P(TargetsOn, SupervisorsSetTheirPeoplesTargetsBeforeTheMonthBegins) {
  const auto by_him = [&](const char* month, const TargetScope& scope) {
    const auto done = room.set(PlanRoom::wish("csat_rate", month, kUp, scope), room.supervisor);
    return done ? std::string("set") : done.error().key;
  };
  EXPECT_EQ(by_him("2026-04", PlanRoom::of(room.wang)), "set");
  EXPECT_EQ(by_him("2026-03", PlanRoom::of(room.wang)), "target.begun");
  EXPECT_EQ(by_him("2026-04", PlanRoom::of(room.zhou)), "target.beyond") << "his own";
  EXPECT_EQ(by_him("2026-04", PlanRoom::of(room.west)), "target.beyond") << "what he answers for";
  EXPECT_EQ(by_him("2026-04", {}), "target.beyond");
  const auto foreign =
      room.set(PlanRoom::wish("csat_rate", "2026-04", kUp, PlanRoom::of(room.zhao)), room.supervisor);
  EXPECT_EQ(PlanRoom::fields(foreign.error()), std::vector<std::string>{"/scope_key not_found"});
  const auto elsewhere = room.set("csat_rate", "2026-04", kUp, PlanRoom::of(room.river));
  EXPECT_EQ(room.change(elsewhere.id, kHigher, "x", room.supervisor).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace manyi::targets
