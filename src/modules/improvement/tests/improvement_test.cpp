// From finding to effect on both databases.
// Owns the cases of findings, actions and effect checks; chain_test.cpp and reviews_test.cpp have the rest.
#include "modules/improvement/tests/desk.h"

namespace manyi::improvement {
namespace {

struct ImprovementOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, ImprovementOn, testing::ValuesIn(db::test_dialects()), dialect_name);

TEST_P(ImprovementOn, AFindingHasItsNumberItsOwnerAndItsSite) {
  const auto made = desk.found();
  EXPECT_EQ(made.no, "FD-2611-000001");
  EXPECT_EQ(made.state, FindingState::kOpen);
  EXPECT_EQ(made.owner_name, "林晓");
  EXPECT_EQ(made.site_id, desk.site);
  EXPECT_EQ(made.scope_label, "文三路站");
  EXPECT_EQ(made.metric_name_zh, "满意率");
  EXPECT_EQ(made.source.scope, ScopeKind::kSite);
  EXPECT_EQ(made.raised_by, desk.chen);
  EXPECT_EQ(desk.published<FindingRecorded>().size(), 1u);
}

TEST_P(ImprovementOn, AllBadFieldsOfAFindingAreNamedAtOnce) {
  CreateFinding in;
  in.source.kind = SourceKind::kForecast;
  in.source.month = "2026-13";
  in.source.scope_key = "x";
  in.title = "无";
  in.owner_id = EmployeeId(99);
  in.found_on = Desk::day("2026-12-24");
  const auto refused = desk.find(in, desk.manager);
  ASSERT_FALSE(refused);
  EXPECT_EQ(Desk::pointers(refused.error()),
            (std::vector<std::string>{"/source/id", "/source/metric", "/source/scope", "/source/month",
                                      "/found_on", "/owner_id"}));
  EXPECT_TRUE(desk.published<FindingRecorded>().empty());
}

TEST_P(ImprovementOn, AFigureThatLooksBackIsNoMeasureOfAnEffect) {
  auto in = desk.signal_at(desk.site);
  in.source.metric = "csat_rolling";
  const auto refused = desk.find(in, desk.manager);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.front().code, "rolling");
}

TEST_P(ImprovementOn, WhatPeopleWroteStaysOutOfTheJournal) {
  auto in = desk.signal_at(desk.site);
  in.title = "绝密标题";
  in.description = "绝密描述";
  const auto made = Desk::got(desk.find(in, desk.manager));
  NameCauses causes;
  causes.id = made.id;
  causes.whys = {"绝密原因"};
  ASSERT_TRUE(desk.write(
      [&](db::Tx& tx) { return desk.improvement->name_causes(tx, desk.manager, causes, std::nullopt); }));
  for (const auto& entry : desk.published())
    EXPECT_EQ(entry.data.text.find("绝密"), std::string::npos) << entry.kind;
}

TEST_P(ImprovementOn, WhoIsLimitedToASiteReachesItsFindingsAndNoOthers) {
  const auto own = desk.found();
  auto elsewhere = desk.signal_at(desk.other_site);
  elsewhere.owner_id = desk.wu;
  const auto other = Desk::got(desk.find(elsewhere, desk.manager));
  const auto get = [&](const Caller& caller, FindingId id) {
    return desk.read([&](db::ReadTx& tx) { return desk.improvement->finding(tx, caller, id); });
  };
  EXPECT_TRUE(get(desk.supervisor, own.id));
  EXPECT_EQ(get(desk.supervisor, other.id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(get(desk.technician, own.id).error().code, ErrorCode::kNotFound);
  const auto page = Desk::got(
      desk.read([&](db::ReadTx& tx) { return desk.improvement->list_findings(tx, desk.supervisor, {}); }));
  ASSERT_EQ(page.items.size(), 1u);
  EXPECT_EQ(page.items[0].id, own.id);
  EXPECT_EQ(page.total_estimate, 1);
  // And he finds nothing where he may not look.
  const auto refused = desk.find(desk.signal_at(desk.other_site), desk.supervisor);
  ASSERT_FALSE(refused);
  EXPECT_EQ(Desk::pointers(refused.error()), std::vector<std::string>{"/source/scope_key"});
}

TEST_P(ImprovementOn, AnIdeaOfATechnicianIsHisToFollow) {
  CreateFinding in;
  in.source.kind = SourceKind::kIdea;
  in.title = "工位上备常用螺丝";
  in.owner_id = desk.lin;
  const auto made = Desk::got(desk.find(in, desk.technician));
  EXPECT_TRUE(desk.read([&](db::ReadTx& tx) {
    return desk.improvement->finding(tx, desk.technician, made.id);
  })) << "he raised it";
  EXPECT_EQ(made.site_id, desk.site);
}

TEST_P(ImprovementOn, ListsNarrowAndGoOn) {
  for (int i = 0; i < 5; ++i) desk.found();
  ListFindings in;
  in.metric = "csat_rate";
  in.limit = 2;
  std::vector<std::string> numbers;
  for (;;) {
    const auto page = Desk::got(
        desk.read([&](db::ReadTx& tx) { return desk.improvement->list_findings(tx, desk.manager, in); }));
    for (const auto& row : page.items) numbers.push_back(row.no);
    EXPECT_EQ(page.total_estimate, 5);
    if (!page.next_cursor) break;
    in.cursor = page.next_cursor;
  }
  EXPECT_EQ(numbers, (std::vector<std::string>{"FD-2611-000005", "FD-2611-000004", "FD-2611-000003",
                                               "FD-2611-000002", "FD-2611-000001"}));
  in.cursor.reset();
  in.metric = "ftfr";
  EXPECT_TRUE(Desk::got(desk.read([&](db::ReadTx& tx) {
                return desk.improvement->list_findings(tx, desk.manager, in);
              })).items.empty());
}

TEST_P(ImprovementOn, FiveWhysEndInTheRootCause) {
  const auto made = desk.found();
  NameCauses in;
  in.id = made.id;
  in.whys = {"客户等得久", "备件晚到", "前一天没有核对", "没人负责核对"};
  const auto named = Desk::got(desk.write(
      [&](db::Tx& tx) { return desk.improvement->name_causes(tx, desk.supervisor, in, std::nullopt); }));
  EXPECT_EQ(named.state, FindingState::kAnalysing);
  ASSERT_EQ(named.causes.size(), 4u);
  EXPECT_EQ(named.causes[1].text, "备件晚到");
  EXPECT_TRUE(named.causes[3].primary);
  EXPECT_EQ(named.root_cause, "没人负责核对");
  // Said again it replaces what was said before.
  in.whys = {"客户等得久"};
  EXPECT_EQ(Desk::got(desk.write([&](db::Tx& tx) {
              return desk.improvement->name_causes(tx, desk.supervisor, in, std::nullopt);
            })).causes.size(),
            1u);
}

// Of one month: 30 dissatisfied answers about speed, 15 about price, 3 about attitude. 80 % of 48 is 38.4, which
// speed and price cross together (45); attitude is secondary.
TEST_P(ImprovementOn, AParetoCountsWhatMissedAndMarksThePrimaryCauses) {
  desk.answers(Desk::day("2026-10-01"), Desk::day("2026-10-16"), desk.site, desk.wang, 2, 1, "speed");
  desk.answers(Desk::day("2026-10-01"), Desk::day("2026-10-16"), desk.site, desk.wang, 1, 1, "price");
  desk.answers(Desk::day("2026-10-01"), Desk::day("2026-10-04"), desk.site, desk.wang, 1, 1, "attitude");
  desk.answers(Desk::day("2026-10-01"), Desk::day("2026-10-31"), desk.site, desk.wang, 5, 0);
  desk.answers(Desk::day("2026-10-01"), Desk::day("2026-10-31"), desk.other_site, desk.wu, 5, 1, "conduct");
  auto asked = desk.signal_at(desk.site);
  asked.source.month = "2026-10";
  const auto made = Desk::got(desk.find(asked, desk.manager));
  ParetoQuery query;
  query.id = made.id;
  query.by = "dimension";
  const auto pareto =
      Desk::got(desk.read([&](db::ReadTx& tx) { return desk.improvement->pareto(tx, desk.manager, query); }));
  EXPECT_TRUE(pareto.misses);
  EXPECT_EQ(pareto.from, "2026-10-01");
  EXPECT_DOUBLE_EQ(pareto.total, 48);
  ASSERT_EQ(pareto.items.size(), 3u) << "the other site's cases are not this finding's";
  EXPECT_EQ(pareto.items[0].key, "speed");
  EXPECT_TRUE(pareto.items[1].primary);
  EXPECT_FALSE(pareto.items[2].primary);

  NameCauses in;
  in.id = made.id;
  in.method = CauseMethod::kPareto;
  in.dimension = "dimension";
  in.primary = {"attitude", "nothing"};
  const auto refused =
      desk.write([&](db::Tx& tx) { return desk.improvement->name_causes(tx, desk.manager, in, pareto); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(Desk::pointers(refused.error()), std::vector<std::string>{"/primary/1"});
  in.primary = {"attitude"};
  const auto named = Desk::got(
      desk.write([&](db::Tx& tx) { return desk.improvement->name_causes(tx, desk.manager, in, pareto); }));
  ASSERT_EQ(named.causes.size(), 3u);
  EXPECT_FALSE(named.causes[0].primary);
  EXPECT_TRUE(named.causes[2].primary);
  const auto marked =
      Desk::got(desk.read([&](db::ReadTx& tx) { return desk.improvement->pareto(tx, desk.manager, query); }));
  EXPECT_TRUE(marked.items[2].primary) << "what was marked stands beside the rule's word";
  EXPECT_FALSE(marked.items[2].within_line);
}

TEST_P(ImprovementOn, TheFindingFollowsItsActions) {
  const auto made = desk.found();
  const auto first = Desk::got(desk.make(desk.planned(made.id), desk.supervisor));
  EXPECT_EQ(first.no, "IA-2611-000001");
  EXPECT_EQ(first.state, ActionState::kPlanned);
  EXPECT_EQ(first.moves, (MeasuredMetric{"csat_rate", ScopeKind::kSite, desk.site.text()}));
  EXPECT_EQ(desk.finding(made.id).state, FindingState::kActing);
  const auto second = Desk::got(desk.make(desk.planned(made.id), desk.supervisor));
  CancelAction cancel;
  cancel.id = second.id;
  cancel.reason = "与第一项重复";
  Desk::got(
      desk.write([&](db::Tx& tx) { return desk.improvement->cancel_action(tx, desk.supervisor, cancel); }));
  Desk::got(desk.start(first.id));
  EXPECT_EQ(desk.finding(made.id).state, FindingState::kActing);
  Desk::got(desk.finish(first.id));
  EXPECT_EQ(desk.finding(made.id).state, FindingState::kChecking);
  EXPECT_EQ(desk.finding(made.id).actions.size(), 2u);
}

TEST_P(ImprovementOn, ThePersonWhoDoesItSeesHisActionWithoutTheSitesFindings) {
  const auto made = Desk::got(desk.make(desk.planned(desk.found().id), desk.supervisor));
  EXPECT_TRUE(
      desk.read([&](db::ReadTx& tx) { return desk.improvement->action(tx, desk.technician, made.id); }));
  const auto page = Desk::got(
      desk.read([&](db::ReadTx& tx) { return desk.improvement->list_actions(tx, desk.technician, {}); }));
  EXPECT_EQ(page.items.size(), 1u);
}

TEST_P(ImprovementOn, ABaselineIsFrozenWhenTheActionBegins) {
  desk.answers(Desk::day("2026-08-04"), Desk::day("2026-11-02"), desk.site, desk.wang, 2, 10);
  const auto made = Desk::got(desk.make(desk.planned(desk.found().id), desk.manager));
  const auto begun = Desk::got(desk.start(made.id));
  ASSERT_TRUE(begun.baseline);
  EXPECT_EQ(begun.baseline->from, Desk::day("2026-08-04"));
  EXPECT_EQ(begun.baseline->to, Desk::day("2026-11-02"));
  EXPECT_EQ(begun.baseline->n, 180);
  EXPECT_NEAR(*begun.baseline->value, 0.90, 1e-9);
  desk.answers(Desk::day("2026-08-04"), Desk::day("2026-09-01"), desk.site, desk.wang, 20, 1);
  EXPECT_NEAR(*desk.action(made.id).baseline->value, 0.90, 1e-9) << "what comes in later does not change it";
}

TEST_P(ImprovementOn, OverdueOnesAreListed) {
  const auto made = Desk::got(desk.make(desk.planned({}), desk.manager));
  ListActions in;
  in.overdue = true;
  const auto overdue = [&] {
    return Desk::got(desk.read([&](db::ReadTx& tx) {
             return desk.improvement->list_actions(tx, desk.manager, in);
           }))
        .items.size();
  };
  EXPECT_EQ(overdue(), 0u);
  desk.clock.set(*Instant::parse("2026-11-21T02:00:00Z"));
  EXPECT_EQ(overdue(), 1u);
  EXPECT_TRUE(desk.action(made.id).overdue);
  in.overdue = false;
  EXPECT_EQ(overdue(), 0u);
  in.overdue = true;
  Desk::got(desk.start(made.id));
  Desk::got(desk.finish(made.id));
  EXPECT_EQ(overdue(), 0u) << "done late is done";
}

TEST_P(ImprovementOn, OnlyTheCoachedPersonAcknowledges) {
  auto in = desk.planned(desk.found().id);
  in.kind = ActionKind::kCoaching;
  in.owner_id = desk.lin;
  const auto nobody = desk.make(in, desk.supervisor);
  ASSERT_FALSE(nobody);
  EXPECT_EQ(Desk::pointers(nobody.error()), std::vector<std::string>{"/coached_id"});
  in.coached_id = desk.wang;
  const auto made = Desk::got(desk.make(in, desk.supervisor));
  EXPECT_EQ(made.moves, (MeasuredMetric{"csat_rate", ScopeKind::kPerson, desk.wang.text()}))
      << "it shows in the figures of the person";
  AcknowledgeCoaching note;
  note.id = made.id;
  note.note = "明白，以后先打电话";
  const auto by = [&](const Caller& caller) {
    return desk.write([&](db::Tx& tx) { return desk.improvement->acknowledge(tx, caller, note); });
  };
  EXPECT_EQ(by(desk.supervisor).error().code, ErrorCode::kForbidden);
  const auto done = Desk::got(by(desk.technician));
  EXPECT_TRUE(done.acknowledged_at);
  EXPECT_EQ(done.state, ActionState::kPlanned);
  EXPECT_EQ(by(desk.technician).error().code, ErrorCode::kConflict) << "once";
}

TEST_P(ImprovementOn, AStaleVersionChangesNothing) {
  const auto made = Desk::got(desk.make(desk.planned({}), desk.manager));
  StartAction in;
  in.id = made.id;
  in.if_match = made.version + 1;
  const auto refused = desk.write(
      [&](db::Tx& tx) { return desk.improvement->start_action(tx, desk.manager, in, std::nullopt); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kStale);
  EXPECT_EQ(desk.action(made.id).state, ActionState::kPlanned);
}

// Before 10 September one in four answers is bad; after the action, done on the 20th, one in forty.
TEST_P(ImprovementOn, TheJobMeasuresWhatIsDueAndAPersonSigns) {
  desk.answers(Desk::day("2026-05-13"), Desk::day("2026-09-20"), desk.site, desk.wang, 6, 4);
  desk.answers(Desk::day("2026-09-20"), Desk::day("2026-11-02"), desk.site, desk.wang, 6, 40);
  const auto done = desk.done("2026-09-10", "2026-09-20");
  ASSERT_EQ(done.checks.size(), 2u);
  EXPECT_EQ(done.checks[0].due_on, Desk::day("2026-10-21"));
  EXPECT_TRUE(done.checks[0].due);
  EXPECT_FALSE(done.checks[1].due);
  EXPECT_EQ(done.checks[1].due_on, Desk::day("2026-12-20"));
  ListEffectChecks list;
  list.due = true;
  const auto due = [&] {
    return Desk::got(
        desk.read([&](db::ReadTx& tx) { return desk.improvement->list_checks(tx, desk.manager, list); }));
  };
  ASSERT_EQ(due().items.size(), 1u);
  EXPECT_EQ(due().items[0].id, done.checks[0].id);

  EXPECT_EQ(Desk::got(desk.improvement->measure_due()), 1);
  EXPECT_EQ(Desk::got(desk.improvement->measure_due()), 0) << "once is enough";
  EXPECT_TRUE(due().items.empty());
  const auto check = desk.action(done.id).checks[0];
  EXPECT_EQ(check.state, CheckState::kMeasured);
  ASSERT_TRUE(check.effect);
  EXPECT_EQ(check.effect->verdict, forecast::EffectVerdict::kBetter);
  EXPECT_EQ(check.effect->after_records, 180);
  EXPECT_NEAR(*check.effect->observed, 0.975, 0.01);
  EXPECT_LT(*check.effect->low, 0.225);
  EXPECT_GT(*check.effect->high, 0.225);
  EXPECT_GT(*check.effect->low, 0);
  EXPECT_EQ(check.proposed, EffectDecision::kEffective);
  EXPECT_EQ(desk.published<EffectMeasured>().size(), 1u);

  const auto otherwise = desk.sign(check.id, EffectDecision::kNotEffective);
  ASSERT_FALSE(otherwise);
  EXPECT_EQ(Desk::pointers(otherwise.error()), std::vector<std::string>{"/reason"});
  const auto signed_check = Desk::got(desk.sign(check.id, EffectDecision::kEffective));
  EXPECT_EQ(signed_check.state, CheckState::kSigned);
  EXPECT_TRUE(signed_check.signed_at);
  EXPECT_EQ(desk.action(done.id).state, ActionState::kVerifiedEffective);
  EXPECT_EQ(desk.sign(check.id, EffectDecision::kEffective).error().code, ErrorCode::kConflict);

  // The finding can be closed as it was signed, without a word; otherwise with one.
  CloseFinding close;
  close.id = *done.finding_id;
  close.outcome = EffectDecision::kNotEffective;
  const auto refused =
      desk.write([&](db::Tx& tx) { return desk.improvement->close_finding(tx, desk.manager, close); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(Desk::pointers(refused.error()), std::vector<std::string>{"/reason"});
  close.outcome = EffectDecision::kEffective;
  const auto closed = Desk::got(
      desk.write([&](db::Tx& tx) { return desk.improvement->close_finding(tx, desk.manager, close); }));
  EXPECT_EQ(closed.outcome, FindingOutcome::kEffective);
  EXPECT_EQ(closed.actions[0].checks[0].effect->verdict, forecast::EffectVerdict::kBetter);
}

TEST_P(ImprovementOn, TheWordThatLooksBackTheLongestHolds) {
  desk.answers(Desk::day("2026-05-01"), Desk::day("2026-07-01"), desk.site, desk.wang, 6, 4);
  desk.answers(Desk::day("2026-07-01"), Desk::day("2026-11-02"), desk.site, desk.wang, 6, 40);
  const auto done = desk.done("2026-07-01", "2026-07-01");
  EXPECT_EQ(Desk::got(desk.improvement->measure_due()), 2);
  Desk::got(desk.sign(done.checks[1].id, EffectDecision::kNotEffective, "同期换了问卷"));
  EXPECT_EQ(desk.action(done.id).state, ActionState::kNotEffective);
  Desk::got(desk.sign(done.checks[0].id, EffectDecision::kEffective));
  EXPECT_EQ(desk.action(done.id).state, ActionState::kNotEffective);
}

TEST_P(ImprovementOn, WithoutAMetricAPersonJudgesAndSaysWhy) {
  CreateFinding idea;
  idea.title = "工位上备常用螺丝";
  idea.owner_id = desk.lin;
  const auto made =
      Desk::got(desk.make(desk.planned(Desk::got(desk.find(idea, desk.manager)).id), desk.manager));
  Desk::got(desk.start(made.id, Desk::day("2026-09-01")));
  const auto done = Desk::got(desk.finish(made.id, Desk::day("2026-09-02")));
  EXPECT_EQ(Desk::got(desk.improvement->measure_due()), 0);
  EXPECT_TRUE(done.checks[0].due);
  EXPECT_EQ(done.checks[0].allowed, std::vector<CheckStep>{CheckStep::kSign});
  EXPECT_FALSE(desk.sign(done.checks[0].id, EffectDecision::kEffective));
  EXPECT_TRUE(desk.sign(done.checks[0].id, EffectDecision::kEffective, "现场看过，确实少跑仓库"));
  EXPECT_EQ(desk.action(done.id).state, ActionState::kVerifiedEffective);
}

TEST_P(ImprovementOn, AnEffectCanBeLookedAtAnyTime) {
  desk.answers(Desk::day("2026-06-01"), Desk::day("2026-10-01"), desk.site, desk.wang, 6, 4);
  desk.answers(Desk::day("2026-10-01"), Desk::day("2026-11-02"), desk.site, desk.wang, 6, 40);
  PreviewEffect in;
  in.metric = "csat_rate";
  in.scope = ScopeKind::kPerson;
  in.scope_key = desk.wang.text();
  in.started_on = Desk::day("2026-10-01");
  const auto seen = Desk::got(
      desk.read([&](db::ReadTx& tx) { return desk.improvement->preview(tx, desk.technician, in); }));
  EXPECT_EQ(seen.effect.verdict, forecast::EffectVerdict::kBetter);
  EXPECT_EQ(seen.after_to, Desk::day("2026-11-02"));
  EXPECT_TRUE(seen.complete);
  in.scope = ScopeKind::kSite;
  in.scope_key = desk.site.text();
  EXPECT_FALSE(desk.read([&](db::ReadTx& tx) { return desk.improvement->preview(tx, desk.technician, in); }))
      << "the site is not his to see";
  // Of a check that is not due yet it shows how it looks so far, and keeps nothing.
  const auto done = desk.done("2026-10-01", "2026-10-20");
  PreviewEffect of_check;
  of_check.effect_check_id = done.checks[0].id;
  const auto early = Desk::got(
      desk.read([&](db::ReadTx& tx) { return desk.improvement->preview(tx, desk.manager, of_check); }));
  EXPECT_FALSE(early.complete);
  const auto refused = desk.write([&](db::Tx& tx) {
    return desk.improvement->keep_measured(tx, desk.manager, {done.checks[0].id, {}}, early);
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "effect_check.not_due");
}

TEST_P(ImprovementOn, OneThatIsDroppedSaysWhyAndIsOver) {
  const auto made = desk.found();
  DropFinding in;
  in.id = made.id;
  in.reason = "统计口径变更所致";
  const auto dropped = Desk::got(
      desk.write([&](db::Tx& tx) { return desk.improvement->drop_finding(tx, desk.supervisor, in); }));
  EXPECT_EQ(dropped.outcome, FindingOutcome::kDropped);
  EXPECT_EQ(dropped.close_reason, "统计口径变更所致");
  EXPECT_TRUE(dropped.allowed.empty());
  const auto refused = desk.make(desk.planned(made.id), desk.supervisor);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
}

}  // namespace
}  // namespace manyi::improvement
