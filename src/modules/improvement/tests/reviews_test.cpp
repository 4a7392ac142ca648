// Reviews on both databases.
// Owns the cases.
#include <fstream>

#include "modules/improvement/tests/desk.h"
#include "platform/http/api.h"

namespace manyi::improvement {
namespace {

struct ReviewsOn : testing::TestWithParam<db::Dialect> {
  Desk desk{GetParam()};
  Result<Review> prepare(const Caller& caller, ReviewKind kind, const char* day,
                         std::optional<SiteId> site = {}) {
    PrepareReview in;
    in.kind = kind;
    in.date = Desk::day(day);
    in.site_id = site;
    const auto pack = desk.read([&](db::ReadTx& tx) { return desk.reviews->make_pack(tx, caller, in); });
    if (!pack) return pack.error();
    return desk.write([&](db::Tx& tx) { return desk.reviews->prepare(tx, caller, in, *pack); });
  }
  Result<Review> decide(ReviewId id, const char* text, bool make_action = false) {
    DecideInReview in;
    in.id = id;
    in.text = text;
    in.owner_id = desk.lin;
    in.due_on = Desk::day("2026-11-10");
    in.make_action = make_action;
    return desk.write([&](db::Tx& tx) { return desk.reviews->decide(tx, desk.manager, in); });
  }
  Result<Review> hold(ReviewId id) {
    HoldReview in;
    in.id = id;
    in.attendance = {desk.lin, desk.chen, desk.lin};
    in.notes = "讨论了备件到货";
    return desk.write([&](db::Tx& tx) { return desk.reviews->hold(tx, desk.manager, in); });
  }
  Result<Review> sign(ReviewId id, const Caller& caller) {
    StepReview in;
    in.id = id;
    return desk.write([&](db::Tx& tx) { return desk.reviews->sign(tx, caller, in); });
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, ReviewsOn, testing::ValuesIn(db::test_dialects()), dialect_name);

TEST_P(ReviewsOn, ThePackHoldsTheFiguresOfItsPeriodBesideTheOneBefore) {
  desk.answers(Desk::day("2026-10-19"), Desk::day("2026-10-26"), desk.site, desk.wang, 10, 5);
  desk.answers(Desk::day("2026-10-26"), Desk::day("2026-11-02"), desk.site, desk.wang, 10, 10);
  const auto made = Desk::got(prepare(desk.manager, ReviewKind::kWeek, "2026-10-28"));
  EXPECT_EQ(made.from, Desk::day("2026-10-26"));
  EXPECT_EQ(made.to, Desk::day("2026-11-02"));
  EXPECT_EQ(made.state, ReviewState::kPrepared);
  ASSERT_FALSE(made.pack.figures.empty());
  const auto& csat = made.pack.figures.front();
  EXPECT_EQ(csat.metric, "csat_rate");
  EXPECT_NEAR(*csat.value, 0.90, 1e-9);
  EXPECT_NEAR(*csat.before, 0.80, 1e-9);
  EXPECT_EQ(csat.target, 0.95);
  EXPECT_EQ(csat.on_target, false);
  ASSERT_FALSE(made.pack.paretos.empty());
  EXPECT_EQ(made.pack.paretos.front().metric, "dsat_rate");
  EXPECT_EQ(made.pack.paretos.front().items.front().key, "speed");
  EXPECT_EQ(made.pack.agenda.front().code, "last_decisions");
}

TEST_P(ReviewsOn, APeriodAndPlaceHasOne) {
  const auto made = Desk::got(prepare(desk.manager, ReviewKind::kWeek, "2026-10-28"));
  const auto again = prepare(desk.manager, ReviewKind::kWeek, "2026-10-30");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().key, "review.exists");
  EXPECT_TRUE(prepare(desk.manager, ReviewKind::kWeek, "2026-10-28", desk.site)) << "of a site another one";
}

TEST_P(ReviewsOn, WhatWasGeneratedStaysUntilItIsMadeAnew) {
  const auto made = Desk::got(prepare(desk.manager, ReviewKind::kDay, "2026-11-01"));
  const std::size_t before = made.pack.open_findings.size();
  desk.found();
  const auto get = [&] {
    return Desk::got(
        desk.read([&](db::ReadTx& tx) { return desk.reviews->review(tx, desk.manager, made.id); }));
  };
  EXPECT_EQ(get().pack.open_findings.size(), before);
  desk.clock.advance(kHour);
  StepReview in;
  in.id = made.id;
  const auto anew = [&]() -> Result<Review> {
    const auto pack =
        desk.read([&](db::ReadTx& tx) { return desk.reviews->make_pack(tx, desk.manager, in); });
    if (!pack) return pack.error();
    return desk.write([&](db::Tx& tx) { return desk.reviews->regenerate(tx, desk.manager, in, *pack); });
  };
  const auto again = Desk::got(anew());
  EXPECT_EQ(again.pack.open_findings.size(), before + 1);
  EXPECT_GT(again.as_of, made.as_of);
  Desk::got(hold(made.id));
  const auto refused = anew();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().allowed, (std::vector<std::string>{"decide", "sign"}));
}

TEST_P(ReviewsOn, OtherRoomsFillTheirParts) {
  ReviewPorts ports;
  ports.endangered = [](db::ReadTx&, const Caller&, const ReviewAsk& ask) {
    ReviewLine line;
    line.kind = "endangered";
    line.id = "csat_rate@company#" + ask.from.text().substr(0, 7);
    line.metric = "csat_rate";
    line.title_zh = "满意率预计不达标";
    line.title_en = "Satisfaction will probably miss its target";
    line.chance = 0.21;
    return std::vector{line};
  };
  ports.target = [](db::ReadTx&, const Caller&, const ReviewAsk&, const std::string&) {
    return std::optional(0.5);
  };
  desk.reviews->answer(ports);
  desk.answers(Desk::day("2026-10-01"), Desk::day("2026-11-01"), desk.site, desk.wang, 5, 5);
  const auto made = Desk::got(prepare(desk.manager, ReviewKind::kMonth, "2026-10-01"));
  ASSERT_FALSE(made.pack.exceptions.empty());
  EXPECT_EQ(made.pack.exceptions.back().chance, 0.21);
  EXPECT_EQ(made.pack.figures.front().on_target, true) << "the target in force beats the catalogue's";
}

TEST_P(ReviewsOn, ADecisionBecomesAnActionThatSaysHowItStands) {
  const auto week = Desk::got(prepare(desk.manager, ReviewKind::kWeek, "2026-10-20"));
  const auto plain = Desk::got(decide(week.id, "滨江站增设备件员"));
  ASSERT_EQ(plain.taken.size(), 1u);
  const auto made = Desk::got(decide(week.id, "预约前一天核对备件", true));
  ASSERT_EQ(made.taken.size(), 2u);
  const auto& decision = made.taken[1];
  ASSERT_TRUE(decision.action_id);
  EXPECT_EQ(desk.action(*decision.action_id).state, ActionState::kPlanned);
  SettleDecision settle;
  settle.id = decision.id;
  const auto refused = desk.write(
      [&](db::Tx& tx) { return desk.reviews->settle(tx, desk.manager, settle, DecisionState::kDone); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "decision.has_action");
  Desk::got(desk.start(*decision.action_id));
  Desk::got(desk.finish(*decision.action_id));

  // The next one of the kind tells how the decisions of this one stand.
  const auto next = Desk::got(prepare(desk.manager, ReviewKind::kWeek, "2026-10-28"));
  ASSERT_EQ(next.pack.last_decisions.size(), 2u);
  EXPECT_EQ(next.pack.last_decisions[0].state, DecisionState::kOpen);
  EXPECT_EQ(next.pack.last_decisions[1].state, DecisionState::kDone);
  ASSERT_EQ(next.pack.open_decisions.size(), 1u);
  settle.id = plain.taken[0].id;
  settle.outcome = "已到岗";
  const auto settled = Desk::got(desk.write(
      [&](db::Tx& tx) { return desk.reviews->settle(tx, desk.supervisor, settle, DecisionState::kDone); }));
  EXPECT_EQ(settled.state, DecisionState::kDone) << "it is hers";
}

TEST_P(ReviewsOn, TheMonthlyOneIsSignedByTheManagerAndOnlyWithADecision) {
  const auto made = Desk::got(prepare(desk.manager, ReviewKind::kMonth, "2026-10-15", desk.site));
  EXPECT_EQ(sign(made.id, desk.manager).error().code, ErrorCode::kConflict) << "it was not held";
  const auto held = Desk::got(hold(made.id));
  EXPECT_EQ(held.attendance.size(), 2u);
  EXPECT_EQ(held.held_on, Desk::day("2026-11-02"));
  EXPECT_EQ(sign(made.id, desk.supervisor).error().code, ErrorCode::kForbidden);
  EXPECT_EQ(sign(made.id, desk.manager).error().key, "review.no_decision");
  Desk::got(decide(made.id, "下月主抓准时上门"));
  const auto done = Desk::got(sign(made.id, desk.manager));
  EXPECT_EQ(done.state, ReviewState::kSigned);
  EXPECT_TRUE(done.signed_at);
  EXPECT_FALSE(decide(made.id, "太晚了"));
}

TEST_P(ReviewsOn, WhoIsLimitedToSitesReviewsTheirs) {
  const auto company = Desk::got(prepare(desk.manager, ReviewKind::kWeek, "2026-10-28"));
  const auto none = prepare(desk.supervisor, ReviewKind::kWeek, "2026-10-28");
  ASSERT_FALSE(none);
  EXPECT_EQ(Desk::pointers(none.error()), std::vector<std::string>{"/site_id"});
  EXPECT_FALSE(prepare(desk.supervisor, ReviewKind::kWeek, "2026-10-28", desk.other_site));
  const auto own = Desk::got(prepare(desk.supervisor, ReviewKind::kWeek, "2026-10-28", desk.site));
  EXPECT_EQ(own.site_name, "文三路站");
  const auto page =
      Desk::got(desk.read([&](db::ReadTx& tx) { return desk.reviews->list(tx, desk.supervisor, {}); }));
  ASSERT_EQ(page.items.size(), 1u);
  EXPECT_EQ(page.items[0].id, own.id);
  EXPECT_EQ(desk.read([&](db::ReadTx& tx) { return desk.reviews->review(tx, desk.supervisor, company.id); })
                .error()
                .code,
            ErrorCode::kNotFound);
}

TEST_P(ReviewsOn, ThereIsNothingToReviewBeforeItBegins) {
  const auto refused = prepare(desk.manager, ReviewKind::kDay, "2026-11-03");
  ASSERT_FALSE(refused);
  EXPECT_EQ(Desk::pointers(refused.error()), std::vector<std::string>{"/date"});
}

TEST_P(ReviewsOn, AWorkbookHoldsTheWholeOfIt) {
  const auto made = Desk::got(prepare(desk.manager, ReviewKind::kWeek, "2026-10-28"));
  const auto sheet =
      Desk::got(desk.read([&](db::ReadTx& tx) { return desk.reviews->sheet(tx, desk.manager, made.id); }));
  EXPECT_EQ(sheet.file_name, "review-week-2026-10-26.xlsx");
  std::ifstream in(sheet.file, std::ios::binary);
  std::string start(2, '\0');
  in.read(start.data(), 2);
  EXPECT_EQ(start, "PK") << "a workbook is a zip archive";
  std::filesystem::remove(sheet.file);
}

}  // namespace
}  // namespace manyi::improvement
