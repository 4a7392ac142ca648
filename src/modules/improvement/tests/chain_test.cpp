// Chains both ways on both databases.
// Owns the cases.
#include <algorithm>

#include "modules/improvement/tests/desk.h"

namespace manyi::improvement {
namespace {

struct ChainOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
  ImprovementChain chain(NodeKind kind, const std::string& id, const Caller& caller) {
    ChainQuery in;
    in.kind = kind;
    in.id = id;
    return Desk::got(desk.read([&](db::ReadTx& tx) { return desk.improvement->chain(tx, caller, in); }));
  }
  static const ChainNode* node(const ImprovementChain& chain, NodeKind kind) {
    const auto at = std::find_if(chain.nodes.begin(), chain.nodes.end(),
                                 [&](const ChainNode& node) { return node.kind == kind; });
    return at == chain.nodes.end() ? nullptr : &*at;
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, ChainOn, testing::ValuesIn(db::test_dialects()), dialect_name);

TEST(MetricNode, ReadsBackWhatItWrote) {
  const MeasuredMetric site{"csat_rate", ScopeKind::kSite, "0abc"};
  EXPECT_EQ(node_of(site), "csat_rate@site:0abc");
  EXPECT_EQ(metric_of_node(node_of(site)), site);
  const MeasuredMetric company{"csat_rate", ScopeKind::kCompany, ""};
  EXPECT_EQ(metric_of_node("csat_rate@company"), company);
  EXPECT_FALSE(metric_of_node("csat_rate"));
  EXPECT_FALSE(metric_of_node("csat_rate@nowhere:1"));
  EXPECT_FALSE(metric_of_node("csat_rate@site"));
}

TEST_P(ChainOn, FromTheSignalToTheEffectAndBack) {
  auto in = desk.signal_at(desk.site);
  in.links = {{NodeKind::kComplaint, "0000000000cp1"}, {NodeKind::kComplaint, "0000000000cp1"}};
  const auto finding = Desk::got(desk.find(in, desk.manager));
  const auto action = Desk::got(desk.make(desk.planned(finding.id), desk.manager));
  Desk::got(desk.start(action.id, Desk::day("2026-10-01")));
  const auto done = Desk::got(desk.finish(action.id, Desk::day("2026-10-10")));

  const auto back = chain(NodeKind::kEffectCheck, done.checks[0].id.text(), desk.manager);
  EXPECT_EQ(node(back, NodeKind::kEffectCheck)->distance, 0);
  EXPECT_EQ(node(back, NodeKind::kAction)->distance, -1);
  EXPECT_EQ(node(back, NodeKind::kFinding)->distance, -2);
  EXPECT_EQ(node(back, NodeKind::kSignal)->distance, -3);
  EXPECT_EQ(node(back, NodeKind::kComplaint)->distance, -3);
  EXPECT_EQ(node(back, NodeKind::kMetric)->label, "满意率 · 文三路站");
  EXPECT_EQ(node(back, NodeKind::kFinding)->no, finding.no);

  ChainQuery of_metric;
  of_metric.kind = NodeKind::kMetric;
  of_metric.id = "csat_rate";
  of_metric.scope = ScopeKind::kSite;
  of_metric.scope_key = desk.site.text();
  const auto forth = Desk::got(
      desk.read([&](db::ReadTx& tx) { return desk.improvement->chain(tx, desk.manager, of_metric); }));
  ASSERT_NE(node(forth, NodeKind::kEffectCheck), nullptr) << "the effect shows on the metric";
  EXPECT_EQ(node(forth, NodeKind::kSignal)->distance, 1);
  EXPECT_EQ(node(forth, NodeKind::kComplaint), nullptr)
      << "what led to the finding did not come of the metric";
  EXPECT_TRUE(forth.whole);
  // The two checks, the action, the finding, the signal, the metric.
  EXPECT_EQ(forth.nodes.size(), 6u);
  EXPECT_EQ(forth.edges.size(), 6u);
}

TEST_P(ChainOn, WalksUpAndDownButNotAcross) {
  const auto one = desk.found();
  const auto other = desk.found();
  const auto all = chain(NodeKind::kFinding, one.id.text(), desk.manager);
  for (const auto& node : all.nodes)
    EXPECT_NE(node.id, other.id.text()) << "both are of one metric, and neither came of the other";
}

TEST_P(ChainOn, WhatIsOutOfReachIsNotTold) {
  auto elsewhere = desk.signal_at(desk.other_site);
  elsewhere.owner_id = desk.wu;
  const auto other = Desk::got(desk.find(elsewhere, desk.manager));
  auto in = desk.planned(other.id);
  in.owner_id = desk.lin;
  const auto action = Desk::got(desk.make(in, desk.manager));
  const auto seen = chain(NodeKind::kAction, action.id.text(), desk.supervisor);
  EXPECT_EQ(seen.nodes.size(), 1u) << "his action, and nothing of the other site";
  ChainQuery query;
  query.kind = NodeKind::kFinding;
  query.id = other.id.text();
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) { return desk.improvement->chain(tx, desk.supervisor, query); })
                .error()
                .code,
            ErrorCode::kNotFound);
}

TEST_P(ChainOn, WhatOtherRoomsKnowBelongsToItWithoutALink) {
  ChainPorts ports;
  ports.before = [](db::ReadTx&, const Caller&, const ChainRef& of) {
    return of.kind == NodeKind::kAlert ? std::vector<ChainRef>{{NodeKind::kMetric, "csat_rate@company"}}
                                       : std::vector<ChainRef>{};
  };
  ports.after = [](db::ReadTx&, const Caller&, const ChainRef& of) {
    return of.kind == NodeKind::kMetric ? std::vector<ChainRef>{{NodeKind::kAlert, "0000000000al1"}}
                                        : std::vector<ChainRef>{};
  };
  desk.improvement->answer_chain(ports);
  const auto up = chain(NodeKind::kAlert, "0000000000al1", desk.manager);
  ASSERT_NE(node(up, NodeKind::kMetric), nullptr);
  EXPECT_EQ(node(up, NodeKind::kMetric)->distance, -1);
  const auto down = chain(NodeKind::kMetric, "csat_rate@company", desk.manager);
  ASSERT_NE(node(down, NodeKind::kAlert), nullptr);
  EXPECT_EQ(node(down, NodeKind::kAlert)->distance, 1);
  ASSERT_EQ(up.edges.size(), 1u);
  ASSERT_EQ(down.edges.size(), 1u);
  EXPECT_EQ(up.edges[0].from, down.edges[0].from) << "the same edge from either end";
}

TEST_P(ChainOn, OtherRoomsNameTheirOwn) {
  ChainPorts ports;
  ports.label = [](db::ReadTx&, const Caller&, NodeKind kind, const std::string& id) {
    return enum_name(kind) + " " + id;
  };
  desk.improvement->answer_chain(ports);
  auto in = desk.signal_at(desk.site);
  in.links = {{NodeKind::kWorkOrder, "0000000000wo1"}};
  const auto finding = Desk::got(desk.find(in, desk.manager));
  const auto all = chain(NodeKind::kFinding, finding.id.text(), desk.manager);
  EXPECT_EQ(node(all, NodeKind::kWorkOrder)->label, "work_order 0000000000wo1");
  EXPECT_EQ(all.nodes.front().kind, NodeKind::kWorkOrder) << "in the order of the way";
  const auto back = chain(NodeKind::kWorkOrder, "0000000000wo1", desk.manager);
  EXPECT_EQ(node(back, NodeKind::kFinding)->distance, 1);
}

}  // namespace
}  // namespace manyi::improvement
