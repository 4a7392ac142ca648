// Landings over a small company: what is gathered, how cases move the chance, what is kept.
// Owns the cases; on both databases.
#include "modules/advance_control/advance_control.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "modules/advance_control/advance_control_events.h"
#include "modules/advance_control/store.h"
#include "modules/advance_control/tests/shop.h"

namespace manyi::advance_control {
namespace {

using targets::ScopeKind;
using targets::TargetScope;

Date day(const char* text) { return *Date::parse(text); }

struct AdvanceControlOn : testing::TestWithParam<db::Dialect> {
  Shop shop{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Databases, AdvanceControlOn, testing::ValuesIn(db::test_dialects()), dialect_name);

/// Orders of half a year: one in eight waited for a part and was late; and 24 open ones, four of which wait.
void orders_since_autumn(Shop& shop) {
  for (Date at = day("2025-10-01"); at < day("2026-03-06"); at = at.plus_days(1))
    for (int i = 0; i < 8; ++i) {
      const bool waits = i == 7;
      shop.order({.who = i % 2 ? shop.wang : shop.li,
                  .where = shop.north,
                  .accepted = at,
                  .delivered = at.plus_days(waits ? 4 + at.day() % 2 : 1 + i % 2),
                  .part_missing = waits,
                  .followed = std::nullopt});
    }
  for (int i = 0; i < 24; ++i)
    shop.order({.who = shop.wang,
                .where = shop.north,
                .accepted = day("2026-03-10"),
                .delivered = std::nullopt,
                .part_missing = i < 4,
                .followed = std::nullopt});
  shop.tell();
}

// 11 days of 16 answers: 176 of some 496; one in 50 is not satisfied.
TEST_P(AdvanceControlOn, ARateLandsWithABandABudgetAndAFan) {
  shop.answers_since(day("2025-10-01"), 50);
  shop.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.95, 0.97, 0.99);
  const auto line = shop.line("csat_rate");
  EXPECT_EQ(line.n, 176);
  EXPECT_NEAR(*line.value, 0.98, 0.01);
  ASSERT_TRUE(line.landing);
  EXPECT_NEAR(line.landing->expected, 0.98, 0.01);
  EXPECT_LT(line.landing->low95, line.landing->low80);
  EXPECT_LT(line.landing->low80, line.landing->expected);
  EXPECT_LT(line.landing->expected, line.landing->high80);
  EXPECT_LE(line.landing->high80, line.landing->high95);
  EXPECT_GT(*line.chance.target, 0.7);
  EXPECT_EQ(line.state, LandingState::kGood);
  EXPECT_GT(*line.chance.floor, *line.chance.target);
  EXPECT_GT(*line.chance.target, *line.chance.stretch);
  EXPECT_EQ(line.metric_class, MetricClass::kRate);

  ASSERT_TRUE(line.error_budget);
  const auto& budget = *line.error_budget;
  const double wrong = 176 - std::round(*line.value * 176);
  EXPECT_EQ(budget.used, wrong);
  EXPECT_EQ(budget.records_so_far, 176);
  EXPECT_NEAR(budget.records_expected, 31 * 16, 45);
  EXPECT_EQ(budget.allowed, std::floor(0.03 * budget.records_expected + 1e-9));
  EXPECT_EQ(budget.left, budget.allowed - budget.used);
  EXPECT_EQ(budget.records, "answer");
  EXPECT_EQ(budget.miss, "dissatisfied");

  ASSERT_EQ(line.trend.size(), 12u);
  EXPECT_EQ(line.trend.front().day, day("2026-03-01"));
  ASSERT_EQ(line.fan.size(), 20u) << "from today to the 31st";
  EXPECT_EQ(line.fan.back().day, day("2026-03-31"));
  EXPECT_NEAR(line.fan.back().expected, line.landing->expected, 1e-9);
  EXPECT_NEAR(line.fan.back().low80, line.landing->low80, 1e-9);
  EXPECT_LT(line.fan[3].high80 - line.fan[3].low80, line.fan.back().high80 - line.fan.back().low80);
}

// 70 days of 16 answers since New Year, 1120 of some 1440; 26 of 1120 are not satisfied.
TEST_P(AdvanceControlOn, AQuarterAndAYearAreForecastOnEveryDayToo) {
  shop.answers_since(day("2025-01-01"), 50);
  shop.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.95, 0.97, 0.99);
  shop.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.95, 0.975, 0.99, "2026-Q1");
  const auto month = shop.line("csat_rate");
  const auto quarter = shop.line("csat_rate", std::nullopt, "2026-Q1");
  EXPECT_EQ(quarter.n, 70 * 16);
  ASSERT_TRUE(quarter.landing && quarter.target && quarter.error_budget);
  EXPECT_EQ(quarter.target->target, 0.975) << "the quarter's own, not the month's";
  EXPECT_NEAR(quarter.landing->expected, 0.98, 0.005);
  EXPECT_LT(quarter.landing->high80 - quarter.landing->low80, month.landing->high80 - month.landing->low80)
      << "most of it has happened";
  EXPECT_NEAR(quarter.error_budget->records_expected, 90 * 16, 45);
  EXPECT_EQ(quarter.trend.front().day, day("2026-01-01"));
  EXPECT_EQ(quarter.fan.back().day, day("2026-03-31"));
  const auto year = shop.line("csat_rate", std::nullopt, "2026");
  ASSERT_TRUE(year.landing);
  EXPECT_EQ(year.fan.back().day, day("2026-12-31"));
  EXPECT_NEAR(*year.to_come, (365 - 70) * 16, 0.15 * 365 * 16);
  EXPECT_FALSE(year.target);

  const auto before = shop.line("csat_rate", std::nullopt, "2025-Q4");
  EXPECT_EQ(before.n, 92 * 16);
  EXPECT_EQ(before.method, "known");
  ASSERT_TRUE(quarter.last_month) << "the quarter before";
  EXPECT_EQ(*quarter.last_month, *before.value);

  LandingQuery query;
  query.metric = "csat_rate";
  for (const char* period : {"2026-Q2", "2027", "2026-W11"}) {
    query.month = period;
    const auto refused =
        shop.read([&](db::ReadTx& tx) { return shop.advance->landing(tx, shop.boss, query); });
    ASSERT_FALSE(refused) << period;
    EXPECT_EQ(refused.error().fields.front().pointer, "/month");
  }
}

TEST_P(AdvanceControlOn, WhatIsDoneAboutACaseMovesTheQuarterAsWell) {
  orders_since_autumn(shop);
  shop.aim("tat_attain", {ScopeKind::kCompany, ""}, 0.8, 0.88, 0.95, "2026-Q1");
  const auto before = shop.line("tat_attain", std::nullopt, "2026-Q1");
  ASSERT_TRUE(before.landing);
  CasesQuery query;
  query.metric = "tat_attain";
  query.month = "2026-Q1";
  const auto found =
      Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->cases(tx, shop.boss, query); }));
  EXPECT_EQ(found.total, 24);
  const auto assigned = Shop::got(shop.assign("tat_attain", found.items.front(), shop.li));
  EXPECT_EQ(assigned.month, "2026-03") << "it is this month's work";
  EXPECT_GT(shop.line("tat_attain", std::nullopt, "2026-Q1").landing->expected, before.landing->expected);
  const auto again =
      Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->cases(tx, shop.boss, query); }));
  EXPECT_TRUE(std::any_of(again.items.begin(), again.items.end(),
                          [](const DecidingCase& one) { return one.assignment.has_value(); }));
}

// 24 open and some 150 to begin; what ended this month took so long on average.
TEST_P(AdvanceControlOn, AMeanSaysWhatTheRestMustBeAndAPercentileHowManyMayBeSlower) {
  orders_since_autumn(shop);
  const double hour = 3'600'000;
  shop.aim("tat", {ScopeKind::kCompany, ""}, 60 * hour, 54 * hour, 40 * hour);
  shop.aim("tat_p90", {ScopeKind::kCompany, ""}, 120 * hour, 96 * hour, 60 * hour);
  const auto mean = shop.line("tat");
  ASSERT_TRUE(mean.required_rest);
  const auto& rest = *mean.required_rest;
  EXPECT_EQ(rest.records, "order");
  EXPECT_GT(rest.records_to_come, 24);
  ASSERT_TRUE(rest.at_most);
  EXPECT_NEAR((*mean.value * rest.records_so_far + *rest.at_most * rest.records_to_come) /
                  (rest.records_so_far + rest.records_to_come),
              54 * hour, 1);
  EXPECT_FALSE(mean.error_budget);
  const auto slow = shop.line("tat_p90");
  ASSERT_TRUE(slow.error_budget);
  EXPECT_EQ(slow.error_budget->miss, "slower");
  EXPECT_EQ(slow.error_budget->allowed, std::floor(0.1 * slow.error_budget->records_expected + 1e-9));
  EXPECT_GT(slow.error_budget->used, 0);
}

TEST_P(AdvanceControlOn, ALargeAccountIsASensitiveCustomer) {
  orders_since_autumn(shop);
  const auto id = shop.order({.who = shop.wang,
                              .where = shop.north,
                              .accepted = day("2026-03-10"),
                              .delivered = std::nullopt,
                              .followed = std::nullopt,
                              .key_account = true});
  shop.tell();
  for (const auto& one : shop.cases("tat_attain").items) {
    const bool told = std::find(one.reasons.begin(), one.reasons.end(), CaseReason::kSensitiveCustomer) !=
                      one.reasons.end();
    EXPECT_EQ(told, one.id == id_text(id));
  }
}

TEST_P(AdvanceControlOn, EveryScopeHasItsOwnFiguresAndAUnitIsItsPeople) {
  shop.answers_since(day("2025-10-01"), 50);
  const auto north = shop.line("csat_rate", TargetScope{ScopeKind::kSite, shop.north.text()});
  const auto unit = shop.line("csat_rate", TargetScope{ScopeKind::kUnit, shop.unit.text()});
  const auto wang = shop.line("csat_rate", TargetScope{ScopeKind::kPerson, shop.wang.text()});
  EXPECT_EQ(north.n, 88);
  EXPECT_EQ(unit.n, 88);
  EXPECT_EQ(*unit.numerator, *north.numerator);
  EXPECT_EQ(wang.n, 44);
  EXPECT_EQ(wang.scope_label, "王建军");
  ASSERT_TRUE(wang.landing);
  EXPECT_GT(wang.landing->high80 - wang.landing->low80, north.landing->high80 - north.landing->low80)
      << "fewer answers, wider";
}

TEST_P(AdvanceControlOn, ASmallScopeLeansOnTheScopeAbove) {
  shop.answers_since(day("2025-10-01"), 50);
  // 孙国强 has three answers of his own, all bad; his site has thousands of good ones.
  for (const auto* one : {"2026-03-03", "2026-03-04", "2026-03-05"})
    shop.answer(shop.sun, shop.north, day(one), false);
  shop.tell();
  const auto sun = shop.line("csat_rate", TargetScope{ScopeKind::kPerson, shop.sun.text()});
  EXPECT_EQ(*sun.value, 0);
  ASSERT_TRUE(sun.landing);
  const auto site = shop.line("csat_rate", TargetScope{ScopeKind::kSite, shop.north.text()});
  EXPECT_LT(sun.landing->expected, site.landing->expected - 0.1) << "three bad ones have happened";
  EXPECT_GT(sun.landing->high95, 0) << "what comes is not like three records";
}

TEST_P(AdvanceControlOn, WhatHappensAfterTheDayAskedForIsNotSeen) {
  shop.answers_since(day("2025-10-01"), 50);
  LandingQuery query;
  query.metric = "csat_rate";
  query.as_of = Shop::at(day("2026-03-06"), 0);  // the end of the fifth
  const auto then =
      Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->landing(tx, shop.boss, query); }));
  EXPECT_EQ(then.line.n, 80);
  EXPECT_EQ(then.line.trend.size(), 5u);
  for (int i = 0; i < 40; ++i) shop.answer(shop.wang, shop.north, day("2026-03-09"), false);
  shop.tell();
  const auto again =
      Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->landing(tx, shop.boss, query); }));
  EXPECT_EQ(again.line.n, 80);
  EXPECT_EQ(again.line.landing->expected, then.line.landing->expected);
}

TEST_P(AdvanceControlOn, TheCasesThatDecideComeFirstWithTheirReasonAndAnAction) {
  orders_since_autumn(shop);
  shop.aim("tat_attain", {ScopeKind::kCompany, ""}, 0.8, 0.88, 0.95);
  const auto found = shop.cases("tat_attain");
  EXPECT_EQ(found.total, 24);
  ASSERT_GE(found.items.size(), 5u);
  for (int i = 0; i < 4; ++i) {
    const auto& one = found.items[static_cast<std::size_t>(i)];
    EXPECT_EQ(one.kind, CaseKind::kWorkOrder);
    EXPECT_NE(std::find(one.reasons.begin(), one.reasons.end(), CaseReason::kPartMissing), one.reasons.end());
    EXPECT_EQ(one.action, CaseAction::kExpeditePart);
    EXPECT_EQ(one.holder_name, "王建军");
    EXPECT_GT(one.chance, found.items[4].chance + 0.2);
  }
  EXPECT_EQ(found.deciding, 4);
  ASSERT_TRUE(found.chance_now && found.chance_if_done);
  EXPECT_GT(*found.chance_if_done, *found.chance_now);
}

TEST_P(AdvanceControlOn, WhatIsLateAlreadyComesLastAndNoActionHelpsIt) {
  orders_since_autumn(shop);
  shop.order({.who = shop.zhao,
              .where = shop.south,
              .accepted = day("2026-03-08"),
              .delivered = std::nullopt,
              .followed = std::nullopt});
  shop.tell();
  const auto before = shop.line("tat_attain");
  const auto lost = shop.cases("tat_attain").items.back();
  EXPECT_TRUE(lost.lost);
  EXPECT_EQ(lost.chance, 1);
  Shop::got(shop.assign("tat_attain", lost, shop.li));
  EXPECT_EQ(shop.cases("tat_attain").items.back().chance, 1);
  EXPECT_NEAR(shop.line("tat_attain").landing->expected, before.landing->expected, 2e-4);
}

TEST_P(AdvanceControlOn, AssigningAndFinishingACaseMovesTheChance) {
  orders_since_autumn(shop);
  shop.aim("tat_attain", {ScopeKind::kCompany, ""}, 0.8, 0.88, 0.95);
  const auto before = shop.line("tat_attain");
  const auto first = shop.cases("tat_attain").items.front();
  const auto assigned = Shop::got(shop.assign("tat_attain", first, shop.li));
  EXPECT_EQ(assigned.state, AssignmentState::kAssigned);
  EXPECT_EQ(assigned.owner_name, "李浩");
  EXPECT_EQ(assigned.chance_before, first.chance);
  const auto after = shop.cases("tat_attain");
  const auto at = std::find_if(after.items.begin(), after.items.end(),
                               [&](const DecidingCase& one) { return one.id == first.id; });
  ASSERT_NE(at, after.items.end());
  EXPECT_NEAR(at->chance, first.chance / 2, 1e-9) << "nobody has finished one: half of them help";
  EXPECT_EQ(at->chance_alone, first.chance);
  ASSERT_TRUE(at->assignment);
  EXPECT_GT(shop.line("tat_attain").landing->expected, before.landing->expected);

  const auto twice = shop.assign("tat_attain", first, shop.li);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, ErrorCode::kConflict);
  EXPECT_EQ(shop.published<CaseAssigned>().size(), 1u);

  FinishAssignment finish;
  finish.id = assigned.id;
  finish.if_match = assigned.version;
  const auto done =
      Shop::got(shop.write([&](db::Tx& tx) { return shop.advance->finish(tx, shop.boss, finish); }));
  EXPECT_EQ(done.state, AssignmentState::kDone);
  const auto finished = shop.cases("tat_attain");
  EXPECT_EQ(finished.handled, 1);
  EXPECT_NEAR(finished.handled_success, 2.0 / 3, 1e-12);
  EXPECT_GT(shop.line("tat_attain").landing->expected, before.landing->expected);
  finish.if_match = done.version;
  const auto over = shop.write([&](db::Tx& tx) { return shop.advance->finish(tx, shop.boss, finish); });
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, ErrorCode::kConflict);
  finish.if_match = assigned.version;
  const auto stale = shop.write([&](db::Tx& tx) { return shop.advance->finish(tx, shop.boss, finish); });
  EXPECT_EQ(stale.error().code, ErrorCode::kStale);
}

TEST_P(AdvanceControlOn, ACaseThatIsNotOpenOrNobodysIsRefusedWithEveryField) {
  orders_since_autumn(shop);
  AssignCase in;
  in.metric = "no_such";
  in.case_id = "?";
  in.owner_employee_id = EmployeeId(77);
  const auto refused = shop.read([&](db::ReadTx& tx) { return shop.advance->check_case(tx, shop.boss, in); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(refused.error().fields.size(), 3u);
  in.metric = "tat_attain";
  in.case_id = id_text(424242);
  in.owner_employee_id = shop.li;
  const auto absent = shop.read([&](db::ReadTx& tx) { return shop.advance->check_case(tx, shop.boss, in); });
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().code, ErrorCode::kNotFound);
}

TEST_P(AdvanceControlOn, ForecastsOfADayAreKeptOnceAndStandBesideTheTruth) {
  shop.answers_since(day("2025-10-01"), 50);
  const auto run = Shop::got(shop.advance->make_forecasts(shop.tenant));
  EXPECT_EQ(run.month, "2026-03");
  EXPECT_GT(run.made, 4);
  EXPECT_EQ(shop.published<ForecastsMade>().size(), 1u);
  ASSERT_TRUE(shop.advance->make_due_forecasts()) << "today's are there: nothing is made";
  EXPECT_EQ(shop.published<ForecastsMade>().size(), 1u);
  Shop::got(shop.advance->make_forecasts(shop.tenant));
  HistoryQuery query;
  query.metric = "csat_rate";
  auto history =
      Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->history(tx, shop.boss, query); }));
  ASSERT_EQ(history.items.size(), 1u) << "the second of a day replaces the first";
  EXPECT_EQ(history.items[0].made_on, day("2026-03-12"));
  EXPECT_FALSE(history.over);

  // The month ends, all satisfied from here on.
  for (Date at = day("2026-03-12"); at < day("2026-04-01"); at = at.plus_days(1))
    for (int i = 0; i < 16; ++i) shop.answer(shop.wang, shop.north, at, true);
  shop.clock.set(*Instant::parse("2026-04-02T00:00:00Z"));
  shop.tell();
  query.month = "2026-03";
  history = Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->history(tx, shop.boss, query); }));
  EXPECT_TRUE(history.over);
  EXPECT_NEAR(*history.truth, 1 - (11 * 16 * 0.02) / (31 * 16.0), 0.004);
  ASSERT_TRUE(shop.advance->make_due_forecasts());
  EXPECT_EQ(shop.published<ForecastsMade>().size(), 3u);
}

TEST_P(AdvanceControlOn, TruthsThatAreKeptAreThoseThatTheMonthsFiguresShow) {
  shop.answers_since(day("2025-10-01"), 50);
  orders_since_autumn(shop);
  Shop::got(shop.advance->make_forecasts(shop.tenant));
  shop.clock.set(*Instant::parse("2026-04-20T00:00:00Z"));
  Shop::got(shop.advance->make_forecasts(shop.tenant));
  const auto kept = shop.read([&](db::ReadTx& tx) { return store::truths(tx, shop.tenant, "2026-03"); });
  std::set<std::pair<std::string, ScopeKind>> told;
  for (const auto& row : kept) {
    told.emplace(row.metric, row.scope);
    const auto shown =
        Shop::got(shop.advance->truth(shop.tenant, "2026-03", row.metric, {row.scope, row.scope_key}));
    ASSERT_TRUE(shown) << row.metric << " " << row.scope_key;
    EXPECT_EQ(row.value, *shown) << row.metric << " " << row.scope_key;
  }
  for (const auto* metric : {"csat_rate", "tat_attain", "tat_median", "intake_count"})
    for (const auto scope : {ScopeKind::kCompany, ScopeKind::kSite, ScopeKind::kUnit, ScopeKind::kPerson})
      EXPECT_TRUE(told.contains({metric, scope})) << metric << " " << enum_name(scope);
}

TEST_P(AdvanceControlOn, PeopleSeeTheirOwnAndOutsidersNothing) {
  shop.answers_since(day("2025-12-01"), 50);
  const Caller wang = shop.as(Role::kTechnician, shop.wang, shop.north);
  ScopesQuery query;
  query.metric = "csat_rate";
  const auto own =
      Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->by_scope(tx, wang, query); }));
  ASSERT_EQ(own.items.size(), 1u);
  EXPECT_EQ(own.items[0].scope_key, shop.wang.text());
  const auto all =
      Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->by_scope(tx, shop.boss, query); }));
  EXPECT_EQ(all.items.size(), 3u);
  LandingQuery of_li;
  of_li.metric = "csat_rate";
  of_li.scope = ScopeKind::kPerson;
  of_li.scope_key = shop.li.text();
  const auto refused = shop.read([&](db::ReadTx& tx) { return shop.advance->landing(tx, wang, of_li); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kForbidden);
  Caller outsider = shop.caller(Role::kChannelManager);
  const auto outside = shop.read([&](db::ReadTx& tx) {
    return shop.advance->landing(
        tx, outsider, {.metric = "csat_rate", .month = {}, .scope = {}, .scope_key = {}, .as_of = {}});
  });
  ASSERT_FALSE(outside);
  EXPECT_EQ(outside.error().code, ErrorCode::kForbidden);
}

TEST_P(AdvanceControlOn, RatesThatRipenCountYoungRecordsAsTheyWillProbablyBe) {
  // One repaired machine in ten is back about three weeks after its delivery.
  int count = 0;
  for (Date at = day("2025-06-01"); at < day("2026-03-11"); at = at.plus_days(1))
    for (int i = 0; i < 10; ++i, ++count) {
      const auto back = at.plus_days(1 + 18 + count % 7);
      shop.order(
          {.who = shop.wang,
           .where = shop.north,
           .accepted = at,
           .delivered = at.plus_days(1),
           .followed = count % 10 == 3 && back < day("2026-03-12") ? std::optional(back) : std::nullopt});
    }
  shop.tell();
  const auto line = shop.line("rrr");
  EXPECT_EQ(line.metric_class, MetricClass::kRipening);
  EXPECT_TRUE(line.provisional);
  ASSERT_TRUE(line.landing);
  EXPECT_NEAR(line.landing->expected, 0.1, 0.02) << "none of this month's is back yet";
  EXPECT_LT(line.landing->low80, 0.1);
  EXPECT_GT(line.landing->high80, 0.1);
  EXPECT_LT(line.landing->high80 - line.landing->low80, 0.1) << "a hundred are out already";
  ASSERT_TRUE(line.ripened) << "the curve goes by it, so it is told";
  EXPECT_EQ(line.ripened->value, *line.trend.back().value);
  EXPECT_NEAR(line.ripened->value, 0.1, 0.02);
  EXPECT_EQ(*line.value, line.ripened->value) << "nothing has had its window";
  EXPECT_EQ(line.n, std::llround(line.ripened->records));
  EXPECT_NE(line.method.find("+ripening"), std::string::npos);
}

// 城南站 opened on 21 October with eight orders a day: eleven days of October, then whole months of them. March is
// forecast at 31 x 8 = 248; with October taken for a whole month it looked as if orders had tripled and went on so.
TEST_P(AdvanceControlOn, AScopesHalfFirstMonthIsNotTakenForAWholeOne) {
  for (Date at = day("2025-10-21"); at < day("2026-03-12"); at = at.plus_days(1))
    for (int i = 0; i < 8; ++i)
      shop.order({.who = shop.zhao,
                  .where = shop.south,
                  .accepted = at,
                  .delivered = at.plus_days(1),
                  .followed = std::nullopt});
  shop.tell();
  const auto line = shop.line("intake_count", TargetScope{ScopeKind::kSite, shop.south.text()});
  ASSERT_TRUE(line.landing);
  EXPECT_NEAR(line.landing->expected, 248, 20);
  EXPECT_LT(line.landing->high95, 290);

  // A total goes on by the working day: nothing of it arrives at once tomorrow.
  ASSERT_GE(line.fan.size(), 2u);
  EXPECT_NEAR(line.fan[1].expected - line.fan[0].expected, 8, 2);
  EXPECT_LE(line.fan[0].expected, *line.value + 9);
}

// Every month goes well until the 14th and then, in turn, on so or badly: the methods cannot know, the months tell.
TEST_P(AdvanceControlOn, ClosedMonthsTellHowWideForecastsHaveToBe) {
  int count = 0;
  for (Date at = day("2025-06-01"); at < day("2026-03-12"); at = at.plus_days(1))
    for (int i = 0; i < 20; ++i) {
      const bool bad = at.day() > 14 && at.month() % 2 == 1 && ++count % 2 == 0;
      shop.answer(i % 2 ? shop.wang : shop.zhao, i % 2 ? shop.north : shop.south, at, !bad);
    }
  shop.tell();
  const auto width = [](const LandingLine& line) { return line.landing->high80 - line.landing->low80; };
  const TargetScope north{ScopeKind::kSite, shop.north.text()};
  const auto as_made = shop.line("csat_rate", north);
  LandingQuery then;
  then.metric = "csat_rate";
  then.as_of = Shop::at(day("2026-03-06"), 0);
  const auto asked = [&] {
    return Shop::got(shop.read([&](db::ReadTx& tx) { return shop.advance->landing(tx, shop.boss, then); }))
        .line;
  };
  const auto earlier = asked();

  const Instant now = shop.clock.now();
  const auto left = Shop::got(shop.advance->learn_spreads(shop.tenant, now, 5));
  EXPECT_GT(left, 10) << "a few a call: others do not wait";
  EXPECT_EQ(Shop::got(shop.advance->learn_spreads(shop.tenant, now, 100)), 0);
  EXPECT_EQ(Shop::got(shop.advance->learn_spreads(shop.tenant, now, 100)), 0);

  shop.clock.set(now + kHour + kHour);  // what was kept serves no longer
  const auto learnt = shop.line("csat_rate", north);
  EXPECT_GT(width(learnt), 1.2 * width(as_made));
  EXPECT_LE(learnt.landing->high95, 1);
  EXPECT_EQ(width(asked()), width(earlier)) << "what was learnt later was not known then";
}

TEST_P(AdvanceControlOn, EndangeredFiguresAreListedTheWorstFirst) {
  shop.answers_since(day("2025-10-01"), 10);
  shop.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.9, 0.97, 0.99);
  shop.aim("csat_rate", {ScopeKind::kSite, shop.north.text()}, 0.5, 0.6, 0.99);
  const auto found =
      shop.read([&](db::ReadTx& tx) { return shop.advance->endangered(tx, shop.tenant, "2026-03"); });
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].scope.kind, ScopeKind::kCompany);
  EXPECT_LT(found[0].chance, 0.3);
  EXPECT_LT(*found[0].left, 0);
  const auto expected = shop.read([&](db::ReadTx& tx) {
    return shop.advance->expected(tx, shop.tenant, "2026-03", "csat_rate", {ScopeKind::kCompany, ""});
  });
  EXPECT_NEAR(*expected, 0.9, 0.02);
}

}  // namespace
}  // namespace manyi::advance_control
