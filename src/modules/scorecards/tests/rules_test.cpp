// Scores, coefficient, veto, grace and rank, each beside its calculation by hand.
// Owns the cases.
#include "modules/scorecards/rules.h"

#include <gtest/gtest.h>

#include "modules/targets/targets.h"

namespace manyi::scorecards {
namespace {

using targets::score;

TEST(Months, AreHalfOpenAndCrossTheYear) {
  const auto december = parse_month("2026-12");
  ASSERT_TRUE(december);
  EXPECT_EQ(december->from.text(), "2026-12-01");
  EXPECT_EQ(december->to.text(), "2027-01-01");
  EXPECT_EQ(shifted(*december, 1).text, "2027-01");
  EXPECT_EQ(shifted(*december, -12).text, "2025-12");
  EXPECT_FALSE(parse_month("2026-13"));
  EXPECT_FALSE(parse_month("2026-1"));
  EXPECT_FALSE(parse_month("2026-12-01"));
}

// A technician in March (weights of the recommended decomposition):
//   csat_rate   20   value 0.96, levels 0.90/0.95/1.00: 100 + 20 x 0.01/0.05 = 104    20 x 1.04 = 20.8
//   ftfr        20   value 0.80, levels 0.75/0.85/0.90: 100 x 0.05/0.10      =  50    20 x 0.50 = 10
//   tat_attain  15   value 0.95, levels 0.90/0.95/1.00: the target           = 100    15
//   rrr         15   value 0.03, levels 0.08/0.04/0.02: 100 + 20 x 0.01/0.02 = 110    15 x 1.10 = 16.5
//   part_nff    10   value 0.20, levels 0.15/0.10/0.05: beyond the floor     =   0     0
//   conduct     15   value 1.00, levels 0.90/0.95/0.98: beyond the stretch   = 120    15 x 1.20 = 18
//   quota        5   value 0.90, levels 0.80/1.00/1.20: 100 x 0.10/0.20      =  50     5 x 0.50 = 2.5
//                                                                          sum        82.8
std::vector<Weighed> technician_in_march() {
  return {{20, score(0.96, {0.90, 0.95, 1.00}), 0, 0}, {20, score(0.80, {0.75, 0.85, 0.90}), 0, 0},
          {15, score(0.95, {0.90, 0.95, 1.00}), 0, 0}, {15, score(0.03, {0.08, 0.04, 0.02}), 0, 0},
          {10, score(0.20, {0.15, 0.10, 0.05}), 0, 0}, {15, score(1.00, {0.90, 0.95, 0.98}), 0, 0},
          {5, score(0.90, {0.80, 1.00, 1.20}), 0, 0}};
}

TEST(CardSum, IsWeightTimesPointsOfEveryRow) {
  auto rows = technician_in_march();
  const auto card = weigh(rows);
  ASSERT_TRUE(card.sum);
  EXPECT_NEAR(*card.sum, 82.8, 1e-9);
  EXPECT_NEAR(rows[0].contribution, 20.8, 1e-9);
  EXPECT_NEAR(rows[3].contribution, 16.5, 1e-9);
  EXPECT_NEAR(card.spread, 0, 1e-9);
}

// Without judged returns (10) and without a quota (5), 85 of 100 are left; each counts 100/85 of itself:
// 80.3 x 100/85 = 94.470588...
TEST(CardSum, TheWeightOfWhatHasNoDataIsSpreadOverTheRest) {
  auto rows = technician_in_march();
  rows[4].points.reset();
  rows[6].points.reset();
  const auto card = weigh(rows);
  ASSERT_TRUE(card.sum);
  EXPECT_NEAR(*card.sum, 80.3 * 100 / 85, 1e-9);
  EXPECT_NEAR(card.spread, 15, 1e-9);
  EXPECT_NEAR(rows[0].scored_weight, 20 * 100.0 / 85, 1e-9);
  EXPECT_EQ(rows[4].scored_weight, 0);
  double all = 0;
  for (const auto& row : rows) all += row.scored_weight;
  EXPECT_NEAR(all, 100, 1e-9);
}

TEST(CardSum, IsNothingWhenNothingCouldBeScored) {
  std::vector<Weighed> rows = {{60, std::nullopt, 0, 0}, {40, std::nullopt, 0, 0}};
  const auto card = weigh(rows);
  EXPECT_FALSE(card.sum);
  EXPECT_NEAR(card.spread, 100, 1e-9);
  std::vector<Weighed> none;
  EXPECT_FALSE(weigh(none).sum);
}

// 12 violation points: D = 1 - 0.12 = 0.88; 82.8 x 0.88 = 72.864.
TEST(FinalScore, IsTheSumTimesTheReputationCoefficient) {
  EXPECT_NEAR(*final_score(82.8, 0.88), 72.864, 1e-9);
  EXPECT_NEAR(*final_score(82.8, 0.6), 49.68, 1e-9) << "the floor of D";
}

TEST(FinalScore, IsZeroOnAVetoAndNothingWithoutASum) {
  EXPECT_EQ(*final_score(118.0, 0), 0);
  EXPECT_FALSE(final_score(std::nullopt, 1));
}

TEST(Grace, IsTheMonthInWhichSomebodyCame) {
  const auto march = *parse_month("2026-03");
  EXPECT_TRUE(in_grace(Date::parse("2026-03-01"), march));
  EXPECT_TRUE(in_grace(Date::parse("2026-03-31"), march));
  EXPECT_FALSE(in_grace(Date::parse("2026-02-28"), march));
  EXPECT_FALSE(in_grace(Date::parse("2026-04-01"), march));
  EXPECT_FALSE(in_grace(std::nullopt, march));
}

TEST(MeasuredAt, ATechnicianAnswersForHisOwnWorkAndAClerkForTheSitesAnswers) {
  using enum MeasuredAt;
  EXPECT_EQ(measured_at(Role::kTechnician, {"technician"}, false), kOwn);
  EXPECT_EQ(measured_at(Role::kTechnician, {"repaired_by"}, false), kOwn);
  EXPECT_EQ(measured_at(Role::kTechnician, {"employee"}, false), kOwn);
  EXPECT_EQ(measured_at(Role::kInfoClerk, {"technician"}, false), kSite);
  EXPECT_EQ(measured_at(Role::kInfoClerk, {"contacted_by"}, false), kOwn);
  EXPECT_EQ(measured_at(Role::kInfoClerk, {"seller"}, false), kOwn);
  EXPECT_EQ(measured_at(Role::kPartsKeeper, {"keeper"}, false), kOwn);
  EXPECT_EQ(measured_at(Role::kPartsKeeper, {"keeper", "technician"}, false), kSite);
  EXPECT_EQ(measured_at(Role::kTechnician, {}, false), kSite) << "nobody is credited";
}

TEST(MeasuredAt, WhoLeadsAnswersForWhatHeLeads) {
  EXPECT_EQ(measured_at(Role::kTechSupervisor, {"repaired_by"}, false), MeasuredAt::kSite);
  EXPECT_EQ(measured_at(Role::kInfoSupervisor, {"contacted_by"}, false), MeasuredAt::kSite);
  EXPECT_EQ(measured_at(Role::kManager, {"technician"}, false), MeasuredAt::kSite);
  EXPECT_EQ(measured_at(Role::kManager, {"technician"}, true), MeasuredAt::kCompany);
}

TEST(Ranks, AreOfThoseWithRecordsEnoughAndEqualScoresShareAPlace) {
  const std::vector<Contender> all = {
      {90.0, true}, {95.0, false}, {80.0, true}, {90.0, true}, {std::nullopt, true}};
  const auto places = ranks(all);
  EXPECT_EQ(places[0], 1);
  EXPECT_FALSE(places[1]) << "shown, not ranked, and it pushes nobody down";
  EXPECT_EQ(places[2], 3);
  EXPECT_EQ(places[3], 1);
  EXPECT_FALSE(places[4]);
}

}  // namespace
}  // namespace manyi::scorecards
