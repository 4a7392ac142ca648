// Decisions of alerts, with the numbers worked out by hand.
// Owns the cases.
#include "modules/alerts/rules.h"

#include <gtest/gtest.h>

#include "modules/alerts/digest_text.h"

namespace manyi::alerts {
namespace {

Instant at(const char* text) { return *Instant::parse(text); }
const TimeZone kChina = *TimeZone::find("Asia/Shanghai");

// ---- limits

TEST(AlertRules, HaveABuiltInRuleForEveryKind) {
  EXPECT_EQ(default_rules().size(), enum_entries<AlertKind>().size());
  for (const Rule& rule : default_rules()) {
    std::vector<FieldError> errors;
    check_limits(rule.kind, rule.limit, rule.severe_limit, "", errors);
    EXPECT_TRUE(errors.empty()) << enum_name(rule.kind);
  }
}

TEST(AlertRules, AComplaintWarnsOnDay6AndIsGraveOnDay7) {
  const Rule& rule = default_rule(AlertKind::kComplaintUnsolved);
  EXPECT_FALSE(severity_of(rule, 48.1));                 // end of day 5
  EXPECT_EQ(severity_of(rule, 48), Severity::kWarning);  // day 6 begins: 7 x 24 - 5 x 24
  EXPECT_EQ(severity_of(rule, 24), Severity::kSevere);   // day 7 begins
  EXPECT_EQ(severity_of(rule, -10), Severity::kSevere);  // passed
}

TEST(AlertRules, AChanceBelow70WarnsAndBelow30IsGrave) {
  const Rule& rule = default_rule(AlertKind::kEndangeredMetric);
  EXPECT_FALSE(severity_of(rule, 0.71));
  EXPECT_EQ(severity_of(rule, 0.69), Severity::kWarning);
  EXPECT_EQ(severity_of(rule, 0.29), Severity::kSevere);
}

TEST(AlertRules, APartWarnsAfterThreeDays) {
  const Rule& rule = default_rule(AlertKind::kPartUnsigned);
  EXPECT_FALSE(severity_of(rule, 2.9));
  EXPECT_EQ(severity_of(rule, 3), Severity::kWarning);
  EXPECT_EQ(severity_of(rule, 7), Severity::kSevere);
}

TEST(AlertRules, LimitsOutOfOrderAndOutOfSenseAreNamed) {
  std::vector<FieldError> errors;
  check_limits(AlertKind::kPromise, 2, 5, "/items/0", errors);       // graver with more time left
  check_limits(AlertKind::kPartUnsigned, 5, 3, "/items/1", errors);  // graver after fewer days
  check_limits(AlertKind::kEndangeredMetric, 1.5, {}, "/items/2", errors);
  check_limits(AlertKind::kSilentRecord, -1, {}, "/items/3", errors);
  check_limits(AlertKind::kControlSignal, 3, {}, "/items/4", errors);
  std::vector<std::string> pointers;
  for (const auto& error : errors) pointers.push_back(error.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/items/0/severe_limit", "/items/1/severe_limit",
                                                "/items/2/limit", "/items/3/limit", "/items/4/limit"}));
}

// ---- states

TEST(AlertStates, GoFromRaisedToAnEndAndNeverBack) {
  using enum AlertState;
  EXPECT_EQ(*decide_step(kRaised, AlertStep::kAcknowledge), kAcknowledged);
  EXPECT_EQ(*decide_step(kAcknowledged, AlertStep::kAct), kActing);
  EXPECT_EQ(*decide_step(kActing, AlertStep::kResolve), kResolved);
  EXPECT_EQ(*decide_step(kActing, AlertStep::kReassign), kRaised);
  const auto refused = decide_step(kActing, AlertStep::kAcknowledge);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  EXPECT_EQ(refused.error().allowed, (std::vector<std::string>{"resolve", "dismiss", "reassign"}));
  EXPECT_TRUE(allowed_steps(kResolved).empty());
  EXPECT_TRUE(allowed_steps(kDismissed).empty());
}

TEST(AlertStates, TellWhatASweepDoesWithAKnownCause) {
  EXPECT_EQ(meet(AlertState::kActing), Meeting::kKeep);
  EXPECT_EQ(meet(AlertState::kResolved), Meeting::kReopen);
  EXPECT_EQ(meet(AlertState::kDismissed), Meeting::kSilence);
}

TEST(AlertSubjects, AreOneTextPerRecordOrFigure) {
  EXPECT_EQ(subject_key("work_order", "0a"), "work_order:0a");
  EXPECT_NE(subject_key("metric", "tat@site:1"), subject_key("metric", "tat@site:2"));
}

// ---- owners

struct Owners : testing::Test {
  static StaffMember person(std::int64_t id, Role role, std::int64_t site, std::int64_t unit = 0) {
    StaffMember made;
    made.id = EmployeeId(id);
    made.role = role;
    made.site = SiteId(site);
    if (unit != 0) made.unit = org::OrgUnitId(unit);
    return made;
  }
  std::optional<std::int64_t> owner(std::optional<std::int64_t> unit = {}) const {
    const auto found =
        resolve_owner(holders, leaders, SiteId(1), unit ? std::optional(org::OrgUnitId(*unit)) : std::nullopt,
                      Role::kTechSupervisor);
    return found ? std::optional(found->value()) : std::nullopt;
  }
  std::vector<StaffMember> holders{person(10, Role::kTechnician, 1, 7)};
  std::vector<StaffMember> leaders{person(20, Role::kInfoSupervisor, 1, 8),
                                   person(21, Role::kTechSupervisor, 2, 9),
                                   person(22, Role::kTechSupervisor, 1, 6),
                                   person(23, Role::kTechSupervisor, 1, 7), person(30, Role::kManager, 2)};
};

TEST_F(Owners, TheHolderComesFirst) { EXPECT_EQ(owner(7), 10); }
TEST_F(Owners, ADeputyStandsInForAHolderOnLeave) {
  holders.push_back(person(11, Role::kTechnician, 1));
  holders[0].absent = true;
  EXPECT_EQ(owner(7), 11);
}
TEST_F(Owners, ThenTheSupervisorOfTheUnitThenOfTheSite) {
  holders[0].active = false;
  EXPECT_EQ(owner(7), 23);
  EXPECT_EQ(owner(99), 22);
  leaders[3].absent = true;
  EXPECT_EQ(owner(7), 22);
}
TEST_F(Owners, ThenTheManagerWhereverHeIs) {
  holders.clear();
  for (auto& leader : leaders)
    if (leader.role == Role::kTechSupervisor) leader.active = false;
  EXPECT_EQ(owner(), 30);
}
TEST_F(Owners, AHolderOnLeaveIsBetterThanNobody) {
  leaders.clear();
  holders[0].absent = true;
  EXPECT_EQ(owner(), 10);
  holders.clear();
  EXPECT_EQ(owner(), std::nullopt);
}

// ---- Little's law

TEST(LittlesLaw, MoreInTheHouseThanCanLeaveInTimeIsAFactorAboveOne) {
  // 140 left in 28 days are 5 a day; 40 in progress leave after 8 days; 5 days are the target: 1.6.
  EXPECT_DOUBLE_EQ(*load_factor(40, 140, 28, 5), 1.6);
  // 25 in progress leave after exactly 5 days.
  EXPECT_DOUBLE_EQ(*load_factor(25, 140, 28, 5), 1.0);
  EXPECT_EQ(severity_of(default_rule(AlertKind::kWorkInProgress), 1.6), Severity::kSevere);
  EXPECT_EQ(severity_of(default_rule(AlertKind::kWorkInProgress), 1.2), Severity::kWarning);
  EXPECT_FALSE(severity_of(default_rule(AlertKind::kWorkInProgress), 0.96));
}
TEST(LittlesLaw, SaysNothingWhereNothingLeaves) {
  EXPECT_FALSE(load_factor(40, 0, 28, 5));
  EXPECT_FALSE(load_factor(0, 140, 28, 5));
}

// ---- when

TEST(SweepTimes, ThreeHoursWhileSomebodyWorksAndOnceADay) {
  const Instant ten = at("2026-11-23T02:00:00Z");  // 10:00
  auto due = sweep_due({}, kChina, ten, true);
  EXPECT_TRUE(due.quick && due.daily);
  const SweepTimes last{ten, *Date::parse("2026-11-23")};
  due = sweep_due(last, kChina, ten + kHour * 2 + kMinute * 59, true);
  EXPECT_FALSE(due.quick || due.daily);
  EXPECT_TRUE(sweep_due(last, kChina, ten + kHour * 3, true).quick);
  EXPECT_FALSE(sweep_due(last, kChina, ten + kHour * 12, false).quick);
  EXPECT_FALSE(sweep_due(last, kChina, at("2026-11-23T23:29:00Z"), false).daily);  // 07:29 next day
  EXPECT_TRUE(sweep_due(last, kChina, at("2026-11-23T23:30:00Z"), false).daily);   // 07:30
}

TEST(DigestTimes, HalfPastEightByTheSitesClockOnceAWorkingDay) {
  EXPECT_FALSE(digest_due({}, kChina, at("2026-11-23T00:29:59Z"), true));
  EXPECT_TRUE(digest_due({}, kChina, at("2026-11-23T00:30:00Z"), true));
  EXPECT_FALSE(digest_due({}, kChina, at("2026-11-23T00:30:00Z"), false));
  EXPECT_FALSE(digest_due(*Date::parse("2026-11-23"), kChina, at("2026-11-23T09:00:00Z"), true));
  EXPECT_TRUE(digest_due(*Date::parse("2026-11-22"), kChina, at("2026-11-23T09:00:00Z"), true));
}

// ---- digest

std::vector<DigestItem> some_items() {
  const Instant now = at("2026-11-24T00:30:00Z");
  std::vector<DigestItem> items(4);
  items[0].no = "WO-1";
  items[0].due_at = now - kHour * 2;
  items[1].no = "CP-2";
  items[1].kind = AlertKind::kComplaintUnsolved;
  items[1].severity = Severity::kSevere;
  items[1].due_at = now - kHour * 27;
  items[2].due_at = now + kHour * 5;
  items[3].kind = AlertKind::kControlSignal;
  return items;
}

TEST(Digests, CountAndPutWhatIsLongestOverdueFirst) {
  const Instant now = at("2026-11-24T00:30:00Z"), midnight = at("2026-11-24T16:00:00Z");
  const auto items = some_items();
  const auto counts = count_digest(items, now, midnight);
  EXPECT_EQ(counts.open, 4);
  EXPECT_EQ(counts.overdue, 2);
  EXPECT_EQ(counts.severe, 1);
  EXPECT_EQ(counts.due_today, 1);
  const auto late = overdue_of(items, now);
  ASSERT_EQ(late.size(), 2u);
  EXPECT_EQ(late[0].no, "CP-2");
  EXPECT_EQ(digest_text("文三路站", *Date::parse("2026-11-24"), counts, late, now, ChannelLocale::kZh),
            "【满意】预警日报 2026-11-24 文三路站\n未结 4 · 超期 2 · 严重 1 · 今日到期 1\n超期：\n"
            "CP-2 投诉即将超期 超期 1 天 3 小时\nWO-1 承诺时间将到 超期 2 小时");
  EXPECT_EQ(digest_text("Wensan Road", *Date::parse("2026-11-24"), counts, {}, now, ChannelLocale::kEn),
            "[Manyi] Warnings of 2026-11-24, Wensan Road\nopen 4 · overdue 2 · severe 1 · due today 1");
}

TEST(Digests, NameTenAndCountTheRest) {
  const Instant now = at("2026-11-24T00:30:00Z");
  std::vector<DigestItem> items(13, some_items()[0]);
  const auto text = severe_text("公司", items, now, ChannelLocale::kZh);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 11);
  EXPECT_TRUE(text.ends_with("\n另有 3 条"));
}

TEST(Digests, EveryKindHasWordsInBothLanguages) {
  for (const auto& [kind, name] : enum_entries<AlertKind>())
    for (const auto locale : {ChannelLocale::kZh, ChannelLocale::kEn})
      EXPECT_FALSE(label_of(kind, locale).empty()) << name;
}

}  // namespace
}  // namespace manyi::alerts
