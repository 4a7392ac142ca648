// Scorecards over figures, on both databases.
// Owns the cases.
#include "modules/scorecards/scorecards.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "modules/scorecards/how_to_move.h"
#include "modules/scorecards/tests/office.h"

namespace manyi::scorecards {
namespace {

using targets::ScopeKind;

struct ScorecardsOn : testing::TestWithParam<db::Dialect> {
  Office office{GetParam()};
  const CardRow& row(const Scorecard& card, const std::string& metric) {
    const auto at = std::find_if(card.rows.begin(), card.rows.end(),
                                 [&](const CardRow& one) { return one.metric == metric; });
    EXPECT_NE(at, card.rows.end()) << metric;
    return at == card.rows.end() ? card.rows.front() : *at;
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, ScorecardsOn, testing::ValuesIn(db::test_dialects()), dialect_name);

// 19 of 20 satisfied: 0.95, the target: 100 points. Nothing else has data, so 满意率 carries all the weight.
TEST_P(ScorecardsOn, TheWeightOfWhatHasNoDataIsSpreadAndSaid) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2026-02", 19, 20);
  const auto card = office.card_of(office.wang, "2026-02");
  EXPECT_EQ(card.label, "王建军");
  EXPECT_EQ(card.role, Role::kTechnician);
  const auto& csat = row(card, "csat_rate");
  EXPECT_EQ(csat.standing, RowStanding::kScored);
  EXPECT_EQ(csat.measured_at, MeasuredAt::kOwn);
  EXPECT_NEAR(*csat.value, 0.95, 1e-12);
  EXPECT_NEAR(*csat.points, 100, 1e-9);
  EXPECT_NEAR(csat.scored_weight, 100, 1e-9);
  EXPECT_NEAR(*card.score, 100, 1e-9);
  EXPECT_NEAR(card.spread, 100 - csat.weight, 1e-9);
  EXPECT_TRUE(csat.few);
  EXPECT_LT(*csat.low, 0.95);
  EXPECT_GT(*csat.high, 0.95);
  EXPECT_EQ(card.least_n, 20);
}

TEST_P(ScorecardsOn, ThreeMonthsStandBesideTheMonth) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2025-12", 10, 10);
  office.answers(office.wang, "2026-01", 9, 10);
  office.answers(office.wang, "2026-02", 8, 10);
  office.answers(office.li, "2026-02", 0, 10);
  const auto& csat = row(office.card_of(office.wang, "2026-02"), "csat_rate");
  EXPECT_NEAR(*csat.value, 0.8, 1e-12);
  EXPECT_NEAR(*csat.rolling_value, 0.9, 1e-12);
  EXPECT_EQ(csat.rolling_n, 30);
}

TEST_P(ScorecardsOn, ViolationPointsLowerTheScoreAndASevereOneVetoesItByName) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2026-02", 19, 20);
  office.violated(office.wang, "2026-02", "minor", 12);
  office.violated(office.wang, "2026-02", "severe", 50, false);  // a suspicion
  auto card = office.card_of(office.wang, "2026-02");
  EXPECT_NEAR(card.coefficient, 0.88, 1e-12);
  EXPECT_NEAR(*card.score, 88, 1e-9);
  EXPECT_FALSE(card.vetoed);
  const auto severe = office.violated(office.wang, "2026-02", "severe", 50);
  card = office.card_of(office.wang, "2026-02");
  EXPECT_TRUE(card.vetoed);
  EXPECT_EQ(*card.score, 0);
  EXPECT_NEAR(*card.sum, 100, 1e-9);
  ASSERT_EQ(card.veto_cases.size(), 1u);
  EXPECT_EQ(card.veto_cases[0].kind, "violation");
  EXPECT_EQ(card.veto_cases[0].no, "violation-" + std::to_string(severe));
  EXPECT_NEAR(office.card_of(office.li, "2026-02").coefficient, 1, 1e-12) << "it is his alone";
}

TEST_P(ScorecardsOn, ANewcomersFirstMonthIsRecordedAndNotScored) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.zhao, "2026-02", 10, 10);
  const auto card = office.card_of(office.zhao, "2026-02");
  EXPECT_TRUE(card.grace);
  EXPECT_FALSE(card.score);
  EXPECT_NEAR(*card.sum, 120, 1e-9);
}

TEST_P(ScorecardsOn, AClerkAnswersForHisSitesCustomers) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2026-02", 19, 20);
  office.answers(office.li, "2026-02", 17, 20);
  const auto& csat = row(office.card_of(office.he, "2026-02"), "csat_rate");
  EXPECT_EQ(csat.measured_at, MeasuredAt::kSite);
  EXPECT_EQ(csat.measured_key, office.site.text());
  EXPECT_EQ(csat.n, 40);
  EXPECT_NEAR(*csat.value, 0.9, 1e-12);
}

TEST_P(ScorecardsOn, AClosedMonthKeepsItsValuesAndTodaysStandApart) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2026-02", 19, 20);
  office.close("2026-02");
  office.answers(office.wang, "2026-02", 0, 20);
  const auto kept = office.card_of(office.wang, "2026-02");
  EXPECT_TRUE(kept.closed);
  EXPECT_EQ(row(kept, "csat_rate").source, ValueSource::kFrozen);
  EXPECT_NEAR(*kept.score, 100, 1e-9);
  const auto now = office.got(office.read([&](db::ReadTx& tx) {
    return office.cards->card_of(tx, office.tenant, "2026-02", {ScopeKind::kPerson, office.wang.text()},
                                 Values::kAsNow);
  }));
  EXPECT_EQ(row(now, "csat_rate").source, ValueSource::kLive);
  EXPECT_EQ(*now.score, 0);
}

TEST_P(ScorecardsOn, AListRanksWithinARoleAndOnlyWithRecordsEnough) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2026-02", 38, 40);
  office.answers(office.li, "2026-02", 10, 10);
  office.answers(office.zhao, "2026-02", 40, 40);
  ListScorecards in;
  in.month = "2026-02";
  in.role = Role::kTechnician;
  const auto page =
      office.got(office.read([&](db::ReadTx& tx) { return office.cards->list(tx, office.manager, in); }));
  ASSERT_EQ(page.items.size(), 3u);
  EXPECT_EQ(page.items[0].label, "李浩") << "best first";
  EXPECT_FALSE(page.items[0].rank) << "ten answers are no place";
  EXPECT_EQ(page.items[0].needed_to_rank, 20);
  EXPECT_EQ(page.items[1].label, "王建军");
  EXPECT_EQ(page.items[1].rank, 1);
  EXPECT_FALSE(page.items[2].rank) << "in his month of grace";
  in.limit = 2;
  const auto first =
      office.got(office.read([&](db::ReadTx& tx) { return office.cards->list(tx, office.manager, in); }));
  ASSERT_TRUE(first.next_cursor);
  in.cursor = first.next_cursor;
  const auto rest =
      office.got(office.read([&](db::ReadTx& tx) { return office.cards->list(tx, office.manager, in); }));
  ASSERT_EQ(rest.items.size(), 1u);
  EXPECT_FALSE(rest.next_cursor);
}

TEST_P(ScorecardsOn, ATechnicianSeesHimselfAlone) {
  const Caller himself = office.as(Role::kTechnician, office.wang);
  ListScorecards in;
  in.month = "2026-02";
  const auto page =
      office.got(office.read([&](db::ReadTx& tx) { return office.cards->list(tx, himself, in); }));
  ASSERT_EQ(page.items.size(), 1u);
  EXPECT_EQ(page.items[0].scope_key, office.wang.text());
  OneScorecard other;
  other.scope = ScopeKind::kPerson;
  other.scope_key = office.li.text();
  const auto refused = office.read([&](db::ReadTx& tx) { return office.cards->card(tx, himself, other); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNotFound);
}

TEST_P(ScorecardsOn, TheSitesCardUsesTheManagersWeights) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2026-02", 19, 20);
  OneScorecard in;
  in.month = "2026-02";
  in.scope = ScopeKind::kSite;
  in.scope_key = office.site.text();
  const auto card =
      office.got(office.read([&](db::ReadTx& tx) { return office.cards->card(tx, office.manager, in); }));
  EXPECT_EQ(card.weights_from, WeightsFrom::kManager);
  EXPECT_EQ(card.role, Role::kManager);
  EXPECT_NEAR(*card.score, 100, 1e-9);
}

// Two technicians with 20 on 满意率 and a clerk with 25: (20 + 20 + 25) / 3 = 21.67. 36 of 40 answers: 0.90, the floor.
TEST_P(ScorecardsOn, AUnitWithoutASupervisorUsesTheMeanOfItsMembers) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  std::string unit;
  office.must([&](db::Tx& tx) -> Result<void> {
    org::CreateOrgUnit in;
    in.code = "T1";
    in.name = "一组";
    in.site_id = office.site;
    MANYI_TRY(const auto made, office.org.create_unit(tx, office.boss, in));
    unit = made.id.text();
    for (const auto who : {office.wang, office.li, office.he}) {
      org::ChangeEmployee change;
      change.id = who;
      change.org_unit_id = made.id;
      MANYI_CHECK(office.org.change_employee(tx, office.boss, change));
    }
    return {};
  });
  office.answers(office.wang, "2026-02", 19, 20);
  office.answers(office.li, "2026-02", 17, 20);
  office.answers(office.zhao, "2026-02", 0, 20);  // of no unit
  OneScorecard in;
  in.month = "2026-02";
  in.scope = ScopeKind::kUnit;
  in.scope_key = unit;
  const auto card =
      office.got(office.read([&](db::ReadTx& tx) { return office.cards->card(tx, office.manager, in); }));
  EXPECT_EQ(card.weights_from, WeightsFrom::kMembers);
  EXPECT_FALSE(card.role);
  const auto& csat = row(card, "csat_rate");
  EXPECT_NEAR(csat.weight, 65.0 / 3, 1e-9);
  EXPECT_EQ(csat.measured_at, MeasuredAt::kUnit);
  EXPECT_EQ(csat.n, 40);
  EXPECT_NEAR(*csat.points, 0, 1e-9);
  ListScorecards units;
  units.month = "2026-02";
  units.of = ScopeKind::kUnit;
  const auto page =
      office.got(office.read([&](db::ReadTx& tx) { return office.cards->list(tx, office.manager, units); }));
  ASSERT_EQ(page.items.size(), 1u);
  EXPECT_EQ(page.items[0].rank, 1);
}

TEST_P(ScorecardsOn, AnExpectedValueGivesAnExpectedScoreOfTheRunningMonthAlone) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2026-02", 19, 20);
  office.clock.set(*Instant::parse("2026-02-20T02:00:00Z"));
  office.cards->expect_with(
      [](db::ReadTx&, TenantId, const std::string&, const std::string& metric, const targets::TargetScope&) {
        return metric == "csat_rate" ? std::optional(0.975) : std::nullopt;
      });
  const auto card = office.card_of(office.wang, "2026-02");
  EXPECT_TRUE(card.running);
  EXPECT_NEAR(*row(card, "csat_rate").expected_points, 110, 1e-9);
  EXPECT_NEAR(*card.expected_score, 110, 1e-9);
  EXPECT_NEAR(*card.score, 100, 1e-9);
  office.clock.set(*Instant::parse("2026-03-02T02:00:00Z"));
  EXPECT_FALSE(office.card_of(office.wang, "2026-02").expected_score);
}

TEST_P(ScorecardsOn, MyKpisSayWhatToDoAndWhatIsBehindThem) {
  office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
  office.answers(office.wang, "2026-01", 9, 10);
  office.answers(office.wang, "2026-02", 19, 20);
  MyKpisQuery in;
  in.month = "2026-02";
  const Caller himself = office.as(Role::kTechnician, office.wang);
  const auto mine =
      office.got(office.read([&](db::ReadTx& tx) { return office.cards->my_kpis(tx, himself, in); }));
  EXPECT_EQ(mine.employee_id, office.wang);
  const auto at = std::find_if(mine.items.begin(), mine.items.end(),
                               [](const MyKpi& one) { return one.metric == "csat_rate"; });
  ASSERT_NE(at, mine.items.end());
  EXPECT_EQ(at->how_zh, "先说故障和要等多久，再动手；交机时演示一遍。");
  EXPECT_FALSE(at->how_en.empty());
  ASSERT_EQ(at->trend.size(), 6u);
  EXPECT_EQ(at->trend[0].month, "2025-09");
  EXPECT_FALSE(at->trend[0].value);
  EXPECT_NEAR(*at->trend[4].value, 0.9, 1e-12);
  EXPECT_NEAR(*at->trend[5].value, 0.95, 1e-12);
  performance::KpiCasesQuery cases;
  cases.metric = at->records.metric;
  cases.from = at->records.from;
  cases.to = at->records.to;
  cases.where = at->records.where;
  const auto behind = office.read([&](db::ReadTx& tx) { return office.kpis->cases(tx, himself, cases); });
  EXPECT_EQ(behind->total_estimate, 20);
  const auto nobody = office.read([&](db::ReadTx& tx) { return office.cards->my_kpis(tx, office.boss, in); });
  EXPECT_EQ(nobody.error().code, ErrorCode::kNotFound);
}

TEST_P(ScorecardsOn, EveryMetricOfTheDecompositionHasItsSentence) {
  office.read([&](db::ReadTx& tx) {
    for (const auto role : {Role::kManager, Role::kInfoSupervisor, Role::kTechSupervisor, Role::kInfoClerk,
                            Role::kTechnician, Role::kCallbackClerk, Role::kPartsKeeper})
      for (const auto& one : office.plan->weights_of(tx, office.tenant, role, "2026-02")) {
        const auto how = how_to_move(role, one.metric);
        EXPECT_FALSE(how.zh.empty()) << rule_of(role).code << " " << one.metric;
        EXPECT_FALSE(how.en.empty()) << rule_of(role).code << " " << one.metric;
      }
  });
}

TEST_P(ScorecardsOn, WrongQuestionsAreRefusedWithTheirField) {
  OneScorecard in;
  in.month = "2026-13";
  const auto month = office.read([&](db::ReadTx& tx) { return office.cards->card(tx, office.manager, in); });
  EXPECT_EQ(month.error().fields.at(0).pointer, "/month");
  in.month = "2026-04";
  EXPECT_EQ(office.read([&](db::ReadTx& tx) { return office.cards->card(tx, office.manager, in); })
                .error()
                .fields.at(0)
                .code,
            "future");
  in.month = "2026-02";
  in.scope = ScopeKind::kSite;
  const auto key = office.read([&](db::ReadTx& tx) { return office.cards->card(tx, office.manager, in); });
  EXPECT_EQ(key.error().fields.at(0).pointer, "/scope_key");
  in.scope_key = id_text(99);
  EXPECT_EQ(
      office.read([&](db::ReadTx& tx) { return office.cards->card(tx, office.manager, in); }).error().code,
      ErrorCode::kNotFound);
}

}  // namespace
}  // namespace manyi::scorecards
