// Use cases of org on a database in memory.
// Owns the cases.
#include "modules/org/org.h"

#include <gtest/gtest.h>

#include "modules/org/org_events.h"
#include "org_migrations.h"
#include "platform/testing/room.h"

namespace manyi::org {
namespace {

struct OrgTest : testing::TestWithParam<db::Dialect> {
  Room room{{org_migrations()}, GetParam()};
  Org org{room.events, room.search};

  Result<Site> add_site(const std::string& code, const std::string& name,
                        const std::string& zone = "Asia/Shanghai") {
    CreateSite in;
    in.code = code;
    in.name = name;
    in.time_zone = zone;
    return room.write([&](db::Tx& tx) { return org.create_site(tx, room.boss, in); });
  }
  Result<OrgUnit> add_unit(const std::string& code, std::optional<OrgUnitId> parent = {}) {
    CreateOrgUnit in;
    in.code = in.name = code;
    in.parent_id = parent;
    return room.write([&](db::Tx& tx) { return org.create_unit(tx, room.boss, in); });
  }
  Result<Employee> add_employee(const std::string& no, SiteId site, std::optional<OrgUnitId> unit = {},
                                std::optional<PositionId> position = {}) {
    CreateEmployee in;
    in.no = no;
    in.name = "员工" + no;
    in.site_id = site;
    in.org_unit_id = unit;
    in.position_id = position;
    in.skills = {"notebook"};
    return room.write([&](db::Tx& tx) { return org.create_employee(tx, room.boss, in); });
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, OrgTest, testing::ValuesIn(db::test_dialects()), [](const auto& p) {
  return p.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(OrgTest, ASiteIsReadBackAsItWasAdded) {
  const auto site = add_site("SZ01", "苏州观前店");
  ASSERT_TRUE(site.ok());
  const auto read = room.read([&](db::ReadTx& tx) { return org.get_site(tx, room.boss, site->id); });
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->name, "苏州观前店");
  EXPECT_EQ(read->version, 1);
  EXPECT_EQ(room.published<SiteCreated>().size(), 1u);
}

TEST_P(OrgTest, ASecondSiteWithTheSameCodeIsAConflictAndPublishesNothing) {
  ASSERT_TRUE(add_site("SZ01", "苏州").ok());
  const auto second = add_site("SZ01", "无锡");
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_EQ(room.published<SiteCreated>().size(), 1u);
}

TEST_P(OrgTest, AnUnknownTimeZoneIsRefused) {
  const auto site = add_site("X", "x", "Asia/Suzhou");
  ASSERT_FALSE(site.ok());
  EXPECT_EQ(site.error().fields[0].pointer, "/time_zone");
}

TEST_P(OrgTest, AnOldVersionIsStale) {
  const auto site = add_site("SZ01", "苏州");
  ChangeSite in;
  in.id = site->id;
  in.if_match = 1;
  in.name = "苏州二店";
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return org.change_site(tx, room.boss, in); }).ok());
  const auto again = room.write([&](db::Tx& tx) { return org.change_site(tx, room.boss, in); });
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::kStale);
}

TEST_P(OrgTest, AnotherTenantSeesNothing) {
  const auto site = add_site("SZ01", "苏州");
  const Caller stranger = Caller::system(TenantId(9));
  const auto read = room.read([&](db::ReadTx& tx) { return org.get_site(tx, stranger, site->id); });
  EXPECT_EQ(read.error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(room.read([&](db::ReadTx& tx) { return org.list_sites(tx, stranger, {}); })->items.empty());
}

TEST_P(OrgTest, PagesFollowEachOtherWithoutGapOrRepeat) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(add_site("S" + std::to_string(i), "店" + std::to_string(i)).ok());
  std::vector<std::string> codes;
  ListSites in;
  in.limit = 2;
  do {
    const auto page = room.read([&](db::ReadTx& tx) { return org.list_sites(tx, room.boss, in); });
    ASSERT_TRUE(page.ok());
    for (const auto& site : page->items) codes.push_back(site.code);
    in.cursor = page->next_cursor;
  } while (in.cursor);
  EXPECT_EQ(codes, (std::vector<std::string>{"S4", "S3", "S2", "S1", "S0"}));
}

TEST_P(OrgTest, AUnitCannotMoveBelowItself) {
  const auto top = add_unit("TOP");
  const auto below = add_unit("BELOW", top->id);
  ChangeOrgUnit in;
  in.id = top->id;
  in.parent_id = below->id;
  const auto moved = room.write([&](db::Tx& tx) { return org.change_unit(tx, room.boss, in); });
  ASSERT_FALSE(moved.ok());
  EXPECT_EQ(moved.error().key, "org_unit.cycle");
}

TEST_P(OrgTest, ATeamLeaderLeadsHisUnitAndThoseBelow) {
  const auto site = add_site("SZ01", "苏州");
  const auto bench = add_unit("BENCH");
  const auto board = add_unit("BOARD", bench->id);
  const auto desk = add_unit("DESK");
  CreatePosition lead;
  lead.org_unit_id = bench->id;
  lead.code = lead.name = "LEAD";
  lead.grade = Grade::kTeamLeader;
  const auto position = room.write([&](db::Tx& tx) { return org.create_position(tx, room.boss, lead); });
  ASSERT_TRUE(position.ok());
  const auto leader = add_employee("1", site->id, bench->id, position->id);
  const auto second = add_employee("2", site->id, board->id);
  const auto clerk = add_employee("3", site->id, desk->id);
  const auto team = room.read([&](db::ReadTx& tx) { return org.team_of(tx, room.tenant, leader->id); });
  EXPECT_EQ(team, (std::vector{leader->id, second->id}));
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return org.team_of(tx, room.tenant, clerk->id); }),
            std::vector{clerk->id});
}

TEST_P(OrgTest, AnEmployeeWhoLeftIsFoundByStateAndMayComeBack) {
  const auto site = add_site("SZ01", "苏州");
  const auto employee = add_employee("7", site->id);
  ASSERT_TRUE(employee.ok());
  EXPECT_EQ(employee->skills, std::vector<std::string>{"notebook"});
  ChangeEmployee in;
  in.id = employee->id;
  in.hired_on = Date::of(2024, 5, 1);
  in.left_on = Date::of(2024, 4, 1);
  EXPECT_EQ(room.write([&](db::Tx& tx) { return org.change_employee(tx, room.boss, in); })
                .error()
                .fields[0]
                .pointer,
            "/left_on");
  in.left_on = Date::of(2026, 4, 1);
  const auto left = room.write([&](db::Tx& tx) { return org.change_employee(tx, room.boss, in); });
  ASSERT_TRUE(left.ok());
  EXPECT_EQ(left->state, EmployeeState::kLeft);
  ListEmployees list;
  list.state = EmployeeState::kActive;
  EXPECT_TRUE(
      room.read([&](db::ReadTx& tx) { return org.list_employees(tx, room.boss, list); })->items.empty());
  ChangeEmployee back;
  back.id = employee->id;
  back.state = EmployeeState::kActive;
  const auto returned = room.write([&](db::Tx& tx) { return org.change_employee(tx, room.boss, back); });
  EXPECT_FALSE(returned->left_on.has_value());
}

TEST_P(OrgTest, ImportsFindTheSiteTheyMade) {
  const auto first = room.write(
      [&](db::Tx& tx) { return org.resolve_site(tx, room.boss, "Cardiff Cathays", "Europe/London"); });
  const auto again =
      room.write([&](db::Tx& tx) { return org.resolve_site(tx, room.boss, " cardiff  CATHAYS "); });
  ASSERT_TRUE(first.ok());
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(room.read([&](db::ReadTx& tx) { return org.site(tx, room.tenant, *first); })->time_zone,
            "Europe/London");
  const auto somebody =
      room.write([&](db::Tx& tx) { return org.resolve_employee(tx, room.boss, *first, "Rhys"); });
  EXPECT_EQ(*somebody,
            *room.write([&](db::Tx& tx) { return org.resolve_employee(tx, room.boss, *first, "RHYS"); }));
}

TEST_P(OrgTest, WorkingTimeFollowsTheCalendarsNewVersionAndForgetsOneRolledBack) {
  CreateCalendar made;
  made.code = made.name = "STD";
  made.chinese_holidays = true;
  const auto calendar = room.write([&](db::Tx& tx) { return org.create_calendar(tx, room.boss, made); });
  ASSERT_TRUE(calendar.ok());
  const auto site = add_site("SZ01", "苏州");
  ASSERT_EQ(site->calendar_id, calendar->id);
  const Instant from = *Instant::parse("2026-03-05T00:00:00+08:00"), to = from + kDay;
  const auto worked = [&] {
    return room.read(
        [&](db::ReadTx& tx) { return org.work_calendar(tx, room.tenant, site->id)->between(from, to); });
  };
  EXPECT_EQ(worked(), kHour * 9);

  ChangeCalendar change;
  change.id = calendar->id;
  change.week = {{4, "10:00", "12:00"}};
  const auto refused = room.write([&](db::Tx& tx) -> Result<void> {
    MANYI_CHECK(org.change_calendar(tx, room.boss, change));
    EXPECT_EQ(org.work_calendar(tx, room.tenant, site->id)->between(from, to), kHour * 2);
    return conflict("test.refused", "Rolled back.");
  });
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(worked(), kHour * 9);
  change.week = {{4, "10:00", "15:00"}};
  ASSERT_TRUE(room.write([&](db::Tx& tx) { return org.change_calendar(tx, room.boss, change); }).ok());
  EXPECT_EQ(worked(), kHour * 5);
}

TEST_P(OrgTest, ASiteWithoutACalendarWorksAroundTheClock) {
  const auto site = add_site("SZ01", "苏州");
  const Instant from = *Instant::parse("2026-03-07T00:00:00+08:00");
  EXPECT_EQ(room.read([&](db::ReadTx& tx) {
    return org.work_calendar(tx, room.tenant, site->id)->between(from, from + kDay);
  }),
            kDay);
}

TEST_P(OrgTest, AnEmployeeIsFoundByPartOfHisName) {
  const auto site = add_site("SZ01", "苏州");
  CreateEmployee in;
  in.no = "E007";
  in.name = "欧阳震华";
  in.site_id = site->id;
  const auto employee = room.write([&](db::Tx& tx) { return org.create_employee(tx, room.boss, in); });
  const auto hits =
      room.read([&](db::ReadTx& tx) { return room.search.find(tx, room.tenant, "震华", {"employee"}, 10); });
  ASSERT_EQ(hits.size(), 1u);
  EXPECT_EQ(hits[0].id, employee->id.value());
}

}  // namespace
}  // namespace manyi::org
