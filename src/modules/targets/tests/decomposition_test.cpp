// Grids with their versions, and cascades with figures, on both databases.
// Owns the cases.
#include "modules/targets/tests/plan_room.h"

namespace manyi::targets {
namespace {

struct DecompositionOn : testing::TestWithParam<db::Dialect> {
  PlanRoom room{GetParam()};
  Result<Grid> put(const PutGrid& in) {
    return room.write([&](db::Tx& tx) { return Decomposition(*room.plan).put(tx, room.manager, in); });
  }
  Result<Grid> start(const char* month, GridOrigin origin) {
    StartFromTemplate in;
    in.month = month;
    in.origin = origin;
    return room.write([&](db::Tx& tx) { return Decomposition(*room.plan).start(tx, room.manager, in); });
  }
  std::vector<WeightedMetric> weights(Role role, const char* month) {
    return room.read([&](db::ReadTx& tx) { return room.plan->weights_of(tx, room.tenant, role, month); });
  }
  static ProposeCascade question(const char* metric, CascadeRule rule) {
    ProposeCascade in;
    in.metric = metric;
    in.month = "2026-04";
    in.rule = rule;
    in.options = CascadeOptions{};
    return in;
  }
  Result<CascadeProposal> propose(const ProposeCascade& in) {
    return room.read([&](db::ReadTx& tx) { return Cascade(*room.plan).propose(tx, room.manager, in); });
  }
  Result<AppliedCascade> apply(const ApplyCascade& in) { return apply(in, room.manager); }
  Result<AppliedCascade> apply(const ApplyCascade& in, const Caller& caller) {
    auto proposal = room.read([&](db::ReadTx& tx) { return Cascade(*room.plan).propose(tx, caller, in); });
    if (!proposal) return std::move(proposal).error();
    return room.write([&](db::Tx& tx) { return Cascade(*room.plan).apply(tx, caller, in, *proposal); });
  }
  static ApplyCascade all_of(const ProposeCascade& in) {
    ApplyCascade out;
    static_cast<ProposeCascade&>(out) = in;
    return out;
  }
  static const ProposedTarget& item(const CascadeProposal& proposal, const TargetScope& scope) {
    for (const auto& one : proposal.items)
      if (one.scope == scope.kind && one.scope_key == scope.key) return one;
    throw std::runtime_error("no such item");
  }
  /// Bench work pleases 96 %, on-site work 86 %; 文三路 has four fifths bench, 滨江 one fifth.
  void answered() {
    room.answers(room.wang, room.west, "2026-02", "bench", 48, 50);
    room.answers(room.li, room.west, "2026-02", "bench", 29, 30);
    room.answers(room.li, room.west, "2026-02", "onsite", 17, 20);
    room.answers(room.zhao, room.river, "2026-02", "bench", 19, 20);
    room.answers(room.zhao, room.river, "2026-02", "onsite", 69, 80);
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, DecompositionOn, testing::ValuesIn(db::test_dialects()), dialect_name);

// ---- grid -----------------------------------------------------------------------------------------

TEST_P(DecompositionOn, UntilOneIsWrittenTheRecommendedTemplateHolds) {
  const auto grid = room.grid("2026-03");
  EXPECT_EQ(grid.origin, GridOrigin::kRecommended);
  EXPECT_EQ(grid.version, 0);
  for (const auto& check : grid.checks) EXPECT_TRUE(check.passed) << enum_name(check.check);
  for (const auto& sum : grid.role_sums) EXPECT_EQ(sum.sum, 100) << enum_name(sum.role);
  EXPECT_EQ(grid.role_sums[4].people, 3) << "technicians";
  double technicians = 0;
  for (const auto& one : grid.class_sums)
    if (one.role == Role::kTechnician) technicians += one.sum;
  EXPECT_EQ(technicians, 100);
  ASSERT_EQ(weights(Role::kTechnician, "2026-03").size(), 7u);
  EXPECT_EQ(weights(Role::kTechnician, "2026-03")[0].metric, "csat_rate");
  EXPECT_EQ(weights(Role::kTechnician, "2026-03")[0].weight, 20);
  EXPECT_TRUE(weights(Role::kDealer, "2026-03").empty());
}

TEST_P(DecompositionOn, AVersionHoldsFromItsMonthOn) {
  PlanRoom::got(start("2026-05", GridOrigin::kOriginal));
  EXPECT_EQ(weights(Role::kTechnician, "2026-04").size(), 7u);
  EXPECT_EQ(weights(Role::kTechnician, "2026-05").size(), 3u);
  EXPECT_EQ(weights(Role::kTechnician, "2027-01").size(), 3u);
  PlanRoom::got(start("2026-07", GridOrigin::kRecommended));
  EXPECT_EQ(weights(Role::kTechnician, "2026-06").size(), 3u);
  EXPECT_EQ(weights(Role::kTechnician, "2026-07").size(), 7u);
  const auto versions =
      room.read([&](db::ReadTx& tx) { return Decomposition(*room.plan).versions(tx, room.manager); });
  ASSERT_EQ(versions.items.size(), 2u);
  EXPECT_EQ(versions.items[0].valid_from, "2026-07");
  EXPECT_EQ(versions.items[0].version, 2);
  EXPECT_EQ(room.published<DecompositionSet>().size(), 2u);
}

TEST_P(DecompositionOn, OneChangedByHandIsKept) {
  PutGrid in;
  in.month = "2026-04";
  in.kpis = template_grid(GridOrigin::kRecommended);
  in.reason = "今年先抓一次解决率";
  for (auto& kpi : in.kpis)
    for (auto& cell : kpi.cells)
      if (cell.role == Role::kTechnician) {
        if (kpi.metric == "ftfr") cell.weight = 30;
        if (kpi.metric == "csat_rate") cell.weight = 10;
      }
  const auto grid = PlanRoom::got(put(in));
  EXPECT_EQ(grid.origin, GridOrigin::kOwn);
  EXPECT_EQ(grid.version, 1);
  EXPECT_EQ(weights(Role::kTechnician, "2026-04")[0].weight, 10);
  in.if_match = 0;
  EXPECT_EQ(put(in).error().code, ErrorCode::kStale);
}

TEST_P(DecompositionOn, ABrokenGridIsRefusedWithAllItsCells) {
  PutGrid in;
  in.month = "2026-04";
  in.kpis = template_grid(GridOrigin::kRecommended);
  in.reason = "x";
  in.kpis[0].cells[4].weight = 25;                          // csat_rate, technician
  in.kpis[0].cells[1].part = Accountability::kAccountable;  // csat_rate, info supervisor
  in.kpis.push_back({"no_such", KpiClass::kPeople, {{Role::kManager, Accountability::kAccountable, 0}}});
  EXPECT_EQ(PlanRoom::fields(put(in).error()),
            (std::vector<std::string>{"/kpis/26/metric unknown",
                                      "/kpis/23/cells/4/weight decomposition.weights_sum",
                                      "/kpis/0/cells/1/part decomposition.several_accountable"}));
  EXPECT_TRUE(room.published<DecompositionSet>().empty());
}

TEST_P(DecompositionOn, WeightsOfALockedMonthStay) {
  room.set("csat_rate", "2026-02", {0.90, 0.95, 0.98});
  PlanRoom::got(room.lock("2026-02"));
  EXPECT_EQ(start("2026-01", GridOrigin::kOriginal).error().key, "target.locked");
  EXPECT_EQ(start("2026-02", GridOrigin::kOriginal).error().key, "target.locked");
  EXPECT_TRUE(start("2026-03", GridOrigin::kOriginal));
}

// ---- cascade --------------------------------------------------------------------------------------

TEST_P(DecompositionOn, CopyFollowsTheMixAndMakesTheParentAgain) {
  answered();
  room.set("csat_rate", "2026-04", {0.90, 0.95, 0.98});
  auto in = question("csat_rate", CascadeRule::kCopy);
  const auto proposal = PlanRoom::got(propose(in));
  EXPECT_EQ(proposal.from, "2025-12-01");
  EXPECT_EQ(proposal.to, "2026-03-01");
  // Everybody together: bench 96 of 100, on-site 86 of 100. West 0.8 x 0.96 + 0.2 x 0.86 = 0.94, river 0.88.
  const auto& west = item(proposal, PlanRoom::of(room.west));
  EXPECT_EQ(west.volume, 100);
  EXPECT_NEAR(west.difficulty, 0.03, 1e-9);
  EXPECT_NEAR(west.target, 0.98, 1e-9);
  EXPECT_NEAR(item(proposal, PlanRoom::of(room.river)).target, 0.92, 1e-9);
  // Stretch 0.98: west would be 1.01 and stops at 1, river gets the rest: 2 x 0.98 - 1 = 0.96.
  EXPECT_NEAR(west.stretch, 1, 1e-9);
  EXPECT_NEAR(item(proposal, PlanRoom::of(room.river)).stretch, 0.96, 1e-9);
  EXPECT_EQ(item(proposal, PlanRoom::of(room.zhou)).volume, 100) << "his people's";
  EXPECT_NEAR(item(proposal, PlanRoom::of(room.zhou)).target, 0.98, 1e-9);
  EXPECT_NEAR(
      (item(proposal, PlanRoom::of(room.wang)).target + item(proposal, PlanRoom::of(room.li)).target) / 2,
      0.98, 1e-9);
  EXPECT_EQ(item(proposal, PlanRoom::of(room.he)).target, west.target) << "he repairs nothing";

  const auto done = PlanRoom::got(apply(all_of(in)));
  EXPECT_EQ(done.set, static_cast<std::int64_t>(proposal.items.size()));
  EXPECT_TRUE(PlanRoom::check(room.grid("2026-04"), CheckCode::kReproduction).passed);
  const auto again = PlanRoom::got(apply(all_of(in)));
  EXPECT_EQ(again.set, 0);
  EXPECT_EQ(again.unchanged, done.set);
}

TEST_P(DecompositionOn, AChildChangedLaterFailsTheCheckAndIsNamed) {
  answered();
  const auto parent = room.set("csat_rate", "2026-04", {0.90, 0.95, 0.98});
  auto in = question("csat_rate", CascadeRule::kCopy);
  in.options->depth = CascadeDepth::kChildren;
  PlanRoom::got(apply(all_of(in)));
  const auto west = room.in_force("csat_rate", PlanRoom::of(room.west), "2026-04");
  PlanRoom::got(room.change(west->id, {0.80, 0.90, 0.95}, nullptr, room.manager));
  const auto grid = room.grid("2026-04");
  const auto& check = PlanRoom::check(grid, CheckCode::kReproduction);
  ASSERT_EQ(check.failures.size(), 1u);
  EXPECT_EQ(check.failures[0].code, "decomposition.not_reproduced");
  EXPECT_EQ(check.failures[0].pointer, "/targets/" + parent.id.text());
  EXPECT_EQ(check.failures[0].metric, "csat_rate");
  EXPECT_NEAR(*check.failures[0].expected, 0.95, 1e-9);
  EXPECT_NEAR(*check.failures[0].actual, 0.91, 1e-9);  // (0.90 + 0.92) / 2
}

TEST_P(DecompositionOn, TypedLevelsMustMakeTheParentAgain) {
  answered();
  room.set("csat_rate", "2026-04", {0.90, 0.95, 0.98});
  auto in = all_of(question("csat_rate", CascadeRule::kCopy));
  in.options->depth = CascadeDepth::kChildren;
  in.items = {{ScopeKind::kSite, room.west.text(), 0.90, 0.95, 0.98}};
  const auto refused = apply(in);
  EXPECT_EQ(PlanRoom::fields(refused.error()), std::vector<std::string>{"/items/0/target not_reproduced"});
  in.items.push_back({ScopeKind::kSite, room.river.text(), 0.90, 0.95, 0.98});
  EXPECT_EQ(PlanRoom::got(apply(in)).set, 2);
}

TEST_P(DecompositionOn, WithinTheMonthACascadeOnlyProposesChanges) {
  answered();
  const auto parent = room.set("csat_rate", "2026-03", {0.90, 0.95, 0.98});
  auto in = all_of(question("csat_rate", CascadeRule::kCopy));
  in.month = "2026-03";
  in.options->depth = CascadeDepth::kChildren;
  room.set("csat_rate", "2026-03", {0.90, 0.95, 0.98}, PlanRoom::of(room.west));
  const auto done = PlanRoom::got(apply(in));
  EXPECT_EQ(done.set, 1);
  EXPECT_EQ(done.proposed, 1);
  EXPECT_NEAR(room.in_force("csat_rate", PlanRoom::of(room.west), "2026-03")->levels.target, 0.95, 1e-12);
  EXPECT_EQ(room.target(parent.id).version, 1);
}

TEST_P(DecompositionOn, ShareAddsUpToTheCent) {
  room.sold(room.wang, room.west, "2026-02", 20000);
  room.sold(room.li, room.west, "2026-02", 10000);
  room.sold(room.zhao, room.river, "2026-02", 10000);
  room.set("sales_amount", "2026-04", {9000001, 10000001, 12000001});
  auto in = question("sales_amount", CascadeRule::kShare);
  const auto proposal = PlanRoom::got(propose(in));
  EXPECT_EQ(item(proposal, PlanRoom::of(room.west)).target, 7500001);  // 7500000.75
  EXPECT_EQ(item(proposal, PlanRoom::of(room.river)).target, 2500000);
  PlanRoom::got(apply(all_of(in)));
  EXPECT_TRUE(PlanRoom::check(room.grid("2026-04"), CheckCode::kReproduction).passed);
  in.options->by = ShareBy::kCapacity;
  const auto heads = PlanRoom::got(propose(in));
  EXPECT_EQ(item(heads, PlanRoom::of(room.river)).target, 2000000) << "one head of five";
  EXPECT_EQ(item(heads, PlanRoom::of(room.river)).action, ItemAction::kChange);
  const auto rate = propose(question("csat_rate", CascadeRule::kShare));
  EXPECT_EQ(PlanRoom::fields(rate.error()), std::vector<std::string>{"/rule rate_is_copied"});
  const auto sum = propose(question("sales_amount", CascadeRule::kCopy));
  EXPECT_EQ(PlanRoom::fields(sum.error()), std::vector<std::string>{"/rule sum_is_shared"});
}

TEST_P(DecompositionOn, ABudgetKeepsItsSharesWhenTheTargetChanges) {
  const auto made = room.set("sales_amount", "2026-04", {900, 1000, 1100});
  auto in = all_of(question("sales_amount", CascadeRule::kBudget));
  EXPECT_EQ(PlanRoom::fields(apply(in).error()), std::vector<std::string>{"/options/parts required"});
  in.options->parts = {{"extended_warranty", 60}, {"upgrade", 30}, {"upgrade", 5}};
  EXPECT_EQ(PlanRoom::fields(apply(in).error()),
            (std::vector<std::string>{"/options/parts/2/part twice", "/options/parts sum"}));
  in.options->parts = {{"extended_warranty", 67}, {"upgrade", 33}};
  PlanRoom::got(apply(in));
  EXPECT_EQ(room.target(made.id).parts[0].target, 670);
  PlanRoom::got(room.change(made.id, {900, 2000, 2200}, nullptr, room.manager));
  const auto parts = room.target(made.id).parts;
  EXPECT_EQ(parts[0].target, 900 * 0.67 + 1100 * 0.67);
  EXPECT_EQ(parts[0].target + parts[1].target, 2000);
}

TEST_P(DecompositionOn, ADerivedTargetStatesItsRelation) {
  answered();                         // csat_rate 91 %
  room.promised("2026-02", 80, 100);  // part_eta_keep 80 %
  room.set("csat_rate", "2026-04", {0.91, 0.95, 0.97});
  auto in = question("csat_rate", CascadeRule::kDerived);
  EXPECT_EQ(PlanRoom::fields(propose(in).error()),
            (std::vector<std::string>{"/options/lead required", "/options/gain required"}));
  in.options->lead = "dsat_rate";
  in.options->gain = 0.5;
  EXPECT_EQ(PlanRoom::fields(propose(in).error()), std::vector<std::string>{"/options/lead does_not_lead"});
  in.options->lead = "part_eta_keep";
  in.options->gain = -0.5;
  EXPECT_EQ(PlanRoom::fields(propose(in).error()), std::vector<std::string>{"/options/gain sign"});
  in.options->gain = 0.5;
  PlanRoom::got(apply(all_of(in)));
  const auto lead = room.in_force("part_eta_keep", {}, "2026-04");
  ASSERT_TRUE(lead);
  EXPECT_NEAR(lead->levels.target, 0.88, 1e-9);  // 4 points / 0.5 above 80 %
  EXPECT_EQ(room.target(lead->id).relation, "csat_rate = 0.91 + 0.5 x (part_eta_keep - 0.8)");
  EXPECT_EQ(room.target(lead->id).set_by, SetBy::kDerived);
}

TEST_P(DecompositionOn, NothingGoesDownFromNoTarget) {
  EXPECT_EQ(propose(question("csat_rate", CascadeRule::kCopy)).error().key, "target.no_parent");
  const auto wrong = propose(question("no_such", CascadeRule::kCopy));
  EXPECT_EQ(PlanRoom::fields(wrong.error()), std::vector<std::string>{"/metric unknown"});
}

TEST_P(DecompositionOn, TheTreeShowsTargetsAndValuesWithinReach) {
  answered();
  room.set("csat_rate", "2026-02", {0.90, 0.95, 0.98});
  room.set("csat_rate", "2026-02", {0.91, 0.96, 0.99}, PlanRoom::of(room.west));
  CascadeQuery in;
  in.metric = "csat_rate";
  in.month = "2026-02";
  const auto tree = PlanRoom::got(
      room.read([&](db::ReadTx& tx) { return Cascade(*room.plan).tree(tx, room.manager, in); }));
  ASSERT_GE(tree.nodes.size(), 6u);
  EXPECT_EQ(tree.nodes[0].scope, ScopeKind::kCompany);
  EXPECT_NEAR(*tree.nodes[0].value, 0.91, 1e-12);
  EXPECT_EQ(tree.nodes[0].n, 200);
  EXPECT_FALSE(tree.nodes[0].inherited);
  EXPECT_EQ(tree.nodes[1].label, "文三路站");
  EXPECT_EQ(*tree.nodes[1].target, 0.96);
  EXPECT_NEAR(*tree.nodes[1].value, 0.94, 1e-12);
  EXPECT_EQ(tree.nodes[2].label, "周敏");
  EXPECT_TRUE(tree.nodes[2].leads);
  EXPECT_NEAR(*tree.nodes[2].value, 0.94, 1e-12);
  EXPECT_EQ(tree.nodes[3].label, "王建军");
  EXPECT_EQ(tree.nodes[3].parent, 2);
  EXPECT_TRUE(tree.nodes[3].inherited);
  EXPECT_EQ(*tree.nodes[3].target, 0.96);
  EXPECT_EQ(tree.nodes[3].n, 50);
  EXPECT_LT(*tree.nodes[3].low, 0.96);
  const auto his = PlanRoom::got(
      room.read([&](db::ReadTx& tx) { return Cascade(*room.plan).tree(tx, room.technician, in); }));
  ASSERT_EQ(his.nodes.size(), 1u);
  EXPECT_EQ(his.nodes[0].label, "王建军");
  EXPECT_FALSE(his.nodes[0].parent);
  const auto outside = PlanRoom::got(
      room.read([&](db::ReadTx& tx) { return Cascade(*room.plan).tree(tx, room.channel, in); }));
  EXPECT_TRUE(outside.nodes.empty());
}

TEST_P(DecompositionOn, ASupervisorBreaksDownHisOwnTargetOnly) {
  answered();
  room.set("csat_rate", "2026-04", {0.90, 0.95, 0.98}, PlanRoom::of(room.zhou));
  auto in = all_of(question("csat_rate", CascadeRule::kCopy));
  EXPECT_EQ(apply(in, room.supervisor).error().code, ErrorCode::kNotFound) << "the company's";
  in.scope = ScopeKind::kPerson;
  in.scope_key = room.zhou.text();
  EXPECT_EQ(PlanRoom::got(apply(in, room.supervisor)).set, 2);
}

}  // namespace
}  // namespace manyi::targets
