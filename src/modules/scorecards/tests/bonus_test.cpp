// Bonus sheets from the score to the lock, on both databases.
// Owns the cases.
#include "modules/scorecards/bonus.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "modules/scorecards/tests/office.h"

namespace manyi::scorecards {
namespace {

using targets::ScopeKind;

struct BonusOn : testing::TestWithParam<db::Dialect> {
  BonusOn() {
    office.aim("csat_rate", {ScopeKind::kCompany, ""}, 0.90, 0.95, 1.0);
    himself = office.as(Role::kTechnician, office.wang);
  }
  Office office{GetParam()};
  Caller himself;

  /// 1,500 yuan; 60 points: half, 100: all, 120: one and a half; 50 a praise, 300 off a violation.
  SetBonusRule rule() {
    SetBonusRule in;
    BonusBase base;
    base.role = Role::kTechnician;
    base.amount = Money(150'000);
    in.bases = {base};
    in.points = {{0, 0}, {60, 0.5}, {100, 1}, {120, 1.5}};
    in.additions = {{"praise_count", Money(5'000), 3}};
    in.deductions = {{"violation_count", Money(30'000), std::nullopt}};
    in.valid_from = "2026-01";
    in.reason = "试行";
    return in;
  }
  Result<BonusRule> set(const SetBonusRule& in) {
    return office.write([&](db::Tx& tx) { return office.bonus->set_rule(tx, office.manager, in); });
  }
  Result<ComputedBonus> compute(const std::string& month) {
    auto drafts =
        office.read([&](db::ReadTx& tx) { return office.bonus->work_out(tx, office.manager, {month}); });
    if (!drafts) return drafts.error();
    return office.write([&](db::Tx& tx) { return office.bonus->keep(tx, office.manager, *drafts); });
  }
  Page<BonusSheetRow> list(const Caller& caller, const std::string& month = "2026-02") {
    ListSheets in;
    in.month = month;
    return office.got(office.read([&](db::ReadTx& tx) { return office.bonus->list(tx, caller, in); }));
  }
  BonusSheetId sheet_of(EmployeeId who, const std::string& month = "2026-02") {
    for (const auto& row : list(office.manager, month).items)
      if (row.employee_id == who) return row.id;
    ADD_FAILURE() << "no sheet";
    return {};
  }
  BonusSheet get(BonusSheetId id) {
    return office.got(office.read([&](db::ReadTx& tx) { return office.bonus->get(tx, office.manager, id); }));
  }
  Result<BonusSheet> step(const Caller& caller, SheetStep which, BonusSheetId id) {
    return office.write([&](db::Tx& tx) { return office.bonus->step(tx, caller, which, {id, {}}); });
  }
  /// Everybody's sheet of the month approved and the month locked.
  void pay(const std::string& month) {
    for (const auto& row : list(office.manager, month).items) {
      EXPECT_TRUE(step(office.manager, SheetStep::kSend, row.id));
      EXPECT_TRUE(step(office.as(Role::kTechnician, row.employee_id), SheetStep::kConfirm, row.id));
      EXPECT_TRUE(step(office.manager, SheetStep::kApprove, row.id));
    }
    office.got(office.write([&](db::Tx& tx) { return office.bonus->lock(tx, office.manager, {month}); }));
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, BonusOn, testing::ValuesIn(db::test_dialects()), dialect_name);

// 100 points: 1,500.00; two praises 100.00; one violation of 4 points: coefficient 0.96, 96 points:
// 0.5 + 0.5 x 36/40 = 0.95: 1,425.00 + 100.00 - 300.00 = 1,225.00
TEST_P(BonusOn, ASheetIsTheScoreInMoneyWithOneLinePerCase) {
  ASSERT_TRUE(set(rule()));
  office.answers(office.wang, "2026-02", 19, 20);
  office.praised(office.wang, "2026-02");
  const auto praise = office.praised(office.wang, "2026-02");
  office.praised(office.wang, "2026-01");
  office.violated(office.wang, "2026-02", "minor", 4);
  const auto done = office.got(compute("2026-02"));
  EXPECT_EQ(done.made, 3) << "three technicians; nobody else has a base";
  const auto sheet = get(sheet_of(office.wang));
  EXPECT_EQ(sheet.state, SheetState::kDraft);
  EXPECT_NEAR(*sheet.score, 96, 1e-9);
  EXPECT_NEAR(sheet.factor, 0.95, 1e-9);
  EXPECT_EQ(sheet.base, Money(150'000));
  EXPECT_EQ(sheet.additions, Money(10'000));
  EXPECT_EQ(sheet.deductions, Money(-30'000));
  EXPECT_EQ(sheet.total, Money(122'500));
  ASSERT_EQ(sheet.lines.size(), 4u);
  EXPECT_EQ(sheet.lines[2].record->no, "praise-" + std::to_string(praise));
  EXPECT_EQ(sum_of(sheet.lines), sheet.total);
  EXPECT_FALSE(sheet.rows.empty());
  EXPECT_EQ(office.published<BonusSheetComputed>().size(), 3u);
}

TEST_P(BonusOn, AMonthOfGracePaysTheRulesFactorAndAVetoNothing) {
  auto in = rule();
  in.unscored_factor = 0.8;
  ASSERT_TRUE(set(in));
  office.answers(office.wang, "2026-02", 20, 20);
  office.violated(office.wang, "2026-02", "severe", 50);
  ASSERT_TRUE(compute("2026-02"));
  const auto vetoed = get(sheet_of(office.wang));
  EXPECT_TRUE(vetoed.vetoed);
  EXPECT_EQ(vetoed.total, Money(0));
  EXPECT_TRUE(std::any_of(vetoed.lines.begin(), vetoed.lines.end(),
                          [](const BonusLine& line) { return line.kind == LineKind::kVeto; }));
  const auto fresh = get(sheet_of(office.zhao));
  EXPECT_TRUE(fresh.grace);
  EXPECT_EQ(fresh.total, Money(120'000));
}

TEST_P(BonusOn, EmployeesSeeTheirOwnSheetAloneAndOnlyOnceItIsSent) {
  ASSERT_TRUE(set(rule()));
  ASSERT_TRUE(compute("2026-02"));
  EXPECT_TRUE(list(himself).items.empty());
  for (const auto& row : list(office.manager).items)
    ASSERT_TRUE(step(office.manager, SheetStep::kSend, row.id));
  const auto seen = list(himself);
  ASSERT_EQ(seen.items.size(), 1u);
  EXPECT_EQ(seen.items[0].employee_id, office.wang);
  // A supervisor leads the site and has no right of pay.
  const Caller leader = office.as(Role::kTechSupervisor, office.he);
  EXPECT_TRUE(list(leader).items.empty());
  const auto other = sheet_of(office.li);
  const auto refused = office.read([&](db::ReadTx& tx) { return office.bonus->get(tx, leader, other); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(step(himself, SheetStep::kConfirm, other).error().code, ErrorCode::kNotFound);
}

TEST_P(BonusOn, ASheetGoesFromSentToApprovedAndStepsOutOfOrderNameTheAllowedOnes) {
  ASSERT_TRUE(set(rule()));
  ASSERT_TRUE(compute("2026-02"));
  const auto id = sheet_of(office.wang);
  EXPECT_EQ(step(office.manager, SheetStep::kApprove, id).error().code, ErrorCode::kConflict);
  ASSERT_TRUE(step(office.manager, SheetStep::kSend, id));
  EXPECT_EQ(step(office.manager, SheetStep::kConfirm, id).error().code, ErrorCode::kForbidden);
  EXPECT_EQ(step(office.manager, SheetStep::kApprove, id).error().allowed,
            (std::vector<std::string>{"confirm", "appeal"}));
  const auto mine = office.got(step(himself, SheetStep::kConfirm, id));
  EXPECT_EQ(mine.state, SheetState::kConfirmed);
  EXPECT_TRUE(mine.allowed.empty()) << "he cannot approve it";
  const auto stale = office.write([&](db::Tx& tx) {
    return office.bonus->step(tx, office.manager, SheetStep::kApprove, {id, 1});
  });
  EXPECT_EQ(stale.error().code, ErrorCode::kStale);
  ASSERT_TRUE(step(office.manager, SheetStep::kApprove, id));
  EXPECT_EQ(office.published<BonusSheetMoved>().size(), 3u);
}

TEST_P(BonusOn, NobodyApprovesHisOwnSheet) {
  auto in = rule();
  BonusBase base;
  base.employee_id = office.chen;
  base.amount = Money(400'000);
  in.bases.push_back(base);
  ASSERT_TRUE(set(in));
  ASSERT_TRUE(compute("2026-02"));
  const auto id = sheet_of(office.chen);
  ASSERT_TRUE(step(office.manager, SheetStep::kSend, id));
  ASSERT_TRUE(step(office.manager, SheetStep::kConfirm, id));
  EXPECT_EQ(step(office.manager, SheetStep::kApprove, id).error().code, ErrorCode::kForbidden);
  EXPECT_TRUE(step(office.boss, SheetStep::kApprove, id));
}

TEST_P(BonusOn, SilenceIsConsentAfterItsDays) {
  ASSERT_TRUE(set(rule()));
  ASSERT_TRUE(compute("2026-02"));
  const auto id = sheet_of(office.wang);
  ASSERT_TRUE(step(office.manager, SheetStep::kSend, id));
  office.clock.advance(kDay * 4);
  EXPECT_FALSE(step(office.manager, SheetStep::kApprove, id));
  office.clock.advance(kDay * 1);
  EXPECT_TRUE(step(office.manager, SheetStep::kApprove, id));
}

TEST_P(BonusOn, AnAppealIsDecidedByAnotherAndMayChangeTheTotal) {
  ASSERT_TRUE(set(rule()));
  office.answers(office.wang, "2026-02", 19, 20);
  ASSERT_TRUE(compute("2026-02"));
  const auto id = sheet_of(office.wang);
  ASSERT_TRUE(step(office.manager, SheetStep::kSend, id));
  ASSERT_TRUE(office.write([&](db::Tx& tx) {
    return office.bonus->appeal(tx, himself, {{id, {}}, "等件不该算我"});
  }));
  DecideSheet in;
  in.id = id;
  in.decision = AppealDecision::kChanged;
  in.reason = "属实";
  const auto nothing = office.write([&](db::Tx& tx) { return office.bonus->decide(tx, office.manager, in); });
  EXPECT_EQ(nothing.error().fields.at(0).pointer, "/change");
  in.change = Money(20'000);
  const auto decided =
      office.got(office.write([&](db::Tx& tx) { return office.bonus->decide(tx, office.manager, in); }));
  EXPECT_EQ(decided.state, SheetState::kDecided);
  EXPECT_EQ(decided.total, Money(170'000));
  EXPECT_EQ(decided.lines.back().kind, LineKind::kDecision);
  EXPECT_EQ(decided.appeal_reason, "等件不该算我");
  ASSERT_TRUE(step(office.manager, SheetStep::kApprove, id));
  EXPECT_EQ(office.journal_says("等件"), 0) << "what somebody wrote is not in the journal";
}

TEST_P(BonusOn, ALockedMonthStaysAndTheDifferenceEntersALaterOne) {
  ASSERT_TRUE(set(rule()));
  office.answers(office.wang, "2026-02", 19, 20);
  const auto violation = office.violated(office.wang, "2026-02", "minor", 4);
  office.close("2026-02");
  ASSERT_TRUE(compute("2026-02"));
  const auto id = sheet_of(office.wang);
  const auto early =
      office.write([&](db::Tx& tx) { return office.bonus->lock(tx, office.manager, {"2026-02"}); });
  EXPECT_EQ(early.error().key, "bonus.not_approved");
  pay("2026-02");
  auto sheet = get(id);
  EXPECT_EQ(sheet.state, SheetState::kPaid);
  EXPECT_EQ(sheet.total, Money(112'500));
  ASSERT_TRUE(sheet.now);
  EXPECT_FALSE(sheet.now->differs);

  // On appeal the violation falls: 1,500.00 would have been right.
  office.forget("violation", violation);
  sheet = get(id);
  EXPECT_EQ(sheet.total, Money(112'500));
  ASSERT_TRUE(sheet.now);
  EXPECT_TRUE(sheet.now->differs);
  EXPECT_EQ(sheet.now->total, Money(150'000));
  EXPECT_EQ(sheet.now->difference, Money(37'500));
  EXPECT_EQ(compute("2026-02").error().key, "bonus.locked");
  EXPECT_EQ(set(rule()).error().key, "bonus.locked") << "no rule reaches back into it";

  office.clock.set(*Instant::parse("2026-04-02T02:00:00Z"));
  ASSERT_TRUE(compute("2026-03"));
  CorrectSheet in;
  in.id = sheet_of(office.wang, "2026-03");
  in.of_month = "2026-01";
  in.amount = Money(37'500);
  in.reason = "违规不成立";
  const auto open = office.write([&](db::Tx& tx) { return office.bonus->correct(tx, office.manager, in); });
  EXPECT_EQ(open.error().fields.at(0).code, "not_locked");
  in.of_month = "2026-02";
  const auto corrected =
      office.got(office.write([&](db::Tx& tx) { return office.bonus->correct(tx, office.manager, in); }));
  EXPECT_EQ(corrected.corrections, Money(37'500));
  const Money total = corrected.total;
  ASSERT_TRUE(compute("2026-03"));
  EXPECT_EQ(get(in.id).total, total) << "computing anew keeps what a person entered";
  EXPECT_EQ(get(id).version, sheet.version);
}

TEST_P(BonusOn, ARunningMonthIsWorkedOutButNotSent) {
  ASSERT_TRUE(set(rule()));
  ASSERT_TRUE(compute("2026-03"));
  const auto refused = step(office.manager, SheetStep::kSend, sheet_of(office.wang, "2026-03"));
  EXPECT_EQ(refused.error().key, "bonus.month_not_over");
  EXPECT_EQ(compute("2026-04").error().fields.at(0).code, "future");
}

TEST_P(BonusOn, RulesAreVersionsAndWrongOnesAreRefusedWithAllFields) {
  auto in = rule();
  in.bases[0].amount = Money(-1);
  in.deductions[0].metric = "csat_rate";
  in.valid_from = "soon";
  const auto refused = set(in);
  ASSERT_FALSE(refused);
  std::vector<std::string> pointers;
  for (const auto& field : refused.error().fields) pointers.push_back(field.pointer);
  std::sort(pointers.begin(), pointers.end());
  EXPECT_EQ(pointers,
            (std::vector<std::string>{"/bases/0/amount/amount", "/deductions/0/metric", "/valid_from"}));
  EXPECT_EQ(compute("2026-02").error().key, "bonus.no_rule");
  ASSERT_TRUE(set(rule()));
  auto later = rule();
  later.valid_from = "2026-03";
  later.bases[0].amount = Money(160'000);
  ASSERT_TRUE(set(later));
  office.read([&](db::ReadTx& tx) {
    EXPECT_EQ(office.bonus->rule_in_force(tx, office.tenant, "2026-02")->bases[0].amount, Money(150'000));
    EXPECT_EQ(office.bonus->rule_in_force(tx, office.tenant, "2026-05")->bases[0].amount, Money(160'000));
    EXPECT_FALSE(office.bonus->rule_in_force(tx, office.tenant, "2025-12"));
    EXPECT_EQ(office.bonus->rules(tx, office.manager).items.size(), 2u);
    EXPECT_EQ(office.bonus->rules(tx, himself).items.at(0).bases.size(), 1u);
    const Caller clerk = office.as(Role::kInfoClerk, office.he);
    EXPECT_TRUE(office.bonus->rules(tx, clerk).items.at(0).bases.empty()) << "others' pay";
  });
}

TEST_P(BonusOn, AMonthIsExportedForPayroll) {
  ASSERT_TRUE(set(rule()));
  office.answers(office.wang, "2026-02", 19, 20);
  ASSERT_TRUE(compute("2026-02"));
  ExportSheets in;
  in.month = "2026-02";
  const auto csv = office.got(
      office.read([&](db::ReadTx& tx) { return office.bonus->export_month(tx, office.manager, in); }));
  EXPECT_EQ(csv.file_name, "bonus-2026-02.csv");
  EXPECT_NE(csv.text.find("2026-02,E1,王建军,文三路站,技术员,草稿,100,1,1500,0,0,0,1500"), std::string::npos)
      << csv.text;
  in.format = SheetFormat::kXlsx;
  const auto book = office.got(
      office.read([&](db::ReadTx& tx) { return office.bonus->export_month(tx, office.manager, in); }));
  EXPECT_GT(std::filesystem::file_size(book.file), 1000u);
  std::filesystem::remove(book.file);
}

TEST_P(BonusOn, MonthsTellHowFarTheyAre) {
  ASSERT_TRUE(set(rule()));
  ASSERT_TRUE(compute("2026-01"));
  ASSERT_TRUE(compute("2026-02"));
  pay("2026-01");
  const auto months = office.read([&](db::ReadTx& tx) { return office.bonus->months(tx, office.manager); });
  ASSERT_EQ(months.items.size(), 2u);
  EXPECT_EQ(months.items[0].month, "2026-02");
  EXPECT_EQ(months.items[0].draft, 3);
  EXPECT_FALSE(months.items[0].locked_at);
  EXPECT_EQ(months.items[1].paid, 2) << "one came in February";
  EXPECT_TRUE(months.items[1].locked_at);
  EXPECT_EQ(office.published<BonusMonthLocked>().size(), 1u);
}

}  // namespace
}  // namespace manyi::scorecards
