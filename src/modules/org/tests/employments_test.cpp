// Stays and work days on both databases.
// Owns the cases.
#include "modules/org/employments.h"

#include <gtest/gtest.h>

#include "modules/org/import_profiles.h"
#include "modules/org/org_events.h"
#include "modules/org/rules.h"
#include "modules/org/staff_facts.h"
#include "org_migrations.h"
#include "platform/testing/room.h"

namespace manyi::org {
namespace {

Date day(int year, int month, int number) { return *Date::of(year, month, number); }

struct StaffOn : testing::TestWithParam<db::Dialect> {
  StaffOn() { add_import_profiles(profiles, org); }
  Room room{{org_migrations()}, GetParam()};
  Org org{room.events, room.search};
  imports::Profiles profiles;
  SiteId site = *room.write([&](db::Tx& tx) { return org.resolve_site(tx, room.boss, "文三路站"); });

  Employee hire(const std::string& no, std::optional<Date> on = {}) {
    CreateEmployee in;
    in.no = in.name = no;
    in.site_id = site;
    in.hired_on = on;
    return *room.write([&](db::Tx& tx) { return org.create_employee(tx, room.boss, in); });
  }
  Result<Employee> change(ChangeEmployee in) {
    return room.write([&](db::Tx& tx) { return org.change_employee(tx, room.boss, in); });
  }
  std::vector<Employment> stays(EmployeeId employee) {
    ListEmployments in;
    in.employee_id = employee;
    return room.read([&](db::ReadTx& tx) { return org.employments().list(tx, room.boss, in); })->items;
  }
  Result<std::vector<imports::AppliedRow>> apply(const char* profile, const std::string& payload) {
    const imports::StagedRow row{1, 2, payload};
    return room.write(
        [&](db::Tx& tx) { return profiles.find(profile)->apply(tx, context(), std::span(&row, 1)); });
  }
  imports::ApplyContext context() const {
    return {room.boss, imports::ImportId(7), "hr", *TimeZone::find("Asia/Shanghai"), Instant()};
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, StaffOn, testing::ValuesIn(db::test_dialects()), [](const auto& p) {
  return p.param == db::Dialect::kSqlite ? "Sqlite" : "Postgres";
});

TEST_P(StaffOn, AStayBeginsWithTheEmployeeAndEndsWhenHeLeaves) {
  const auto employee = hire("E1", day(2024, 5, 1));
  ASSERT_EQ(stays(employee.id).size(), 1u);
  EXPECT_EQ(stays(employee.id)[0].joined_on, day(2024, 5, 1));
  EXPECT_FALSE(stays(employee.id)[0].left_on.has_value());
  ChangeEmployee left;
  left.id = employee.id;
  left.left_on = day(2025, 3, 1);
  left.leave_reason = LeaveReason::kVoluntary;
  ASSERT_TRUE(change(left));
  const auto stay = stays(employee.id)[0];
  EXPECT_EQ(stay.left_on, day(2025, 3, 1));
  EXPECT_EQ(stay.leave_reason, LeaveReason::kVoluntary);

  ChangeEmployee back;
  back.id = employee.id;
  back.state = EmployeeState::kActive;
  ASSERT_TRUE(change(back));
  EXPECT_FALSE(stays(employee.id)[0].left_on.has_value()) << "it was a mistake: the same stay goes on";
  EXPECT_EQ(stays(employee.id).size(), 1u);
}

TEST_P(StaffOn, WhoComesBackBeginsAnotherStay) {
  const auto employee = hire("E1", day(2023, 1, 1));
  ChangeEmployee in;
  in.id = employee.id;
  in.left_on = day(2024, 1, 1);
  ASSERT_TRUE(change(in));
  in = {};
  in.id = employee.id;
  in.state = EmployeeState::kActive;
  in.hired_on = day(2025, 6, 1);
  const auto again = change(in);
  ASSERT_TRUE(again) << again.error().detail;
  const auto both = stays(employee.id);
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].joined_on, day(2025, 6, 1));
  EXPECT_EQ(both[1].left_on, day(2024, 1, 1));
}

TEST_P(StaffOn, AReasonWithoutLeavingIsRefused) {
  ChangeEmployee in;
  in.id = hire("E1").id;
  in.leave_reason = LeaveReason::kRetired;
  EXPECT_FALSE(change(in));
}

TEST_P(StaffOn, TheHeadcountFileSaysWhenAnEmployeeWhomAnOrderNamedCame) {
  const auto id =
      *room.write([&](db::Tx& tx) { return org.resolve_employee(tx, room.boss, site, "王建军"); });
  const std::string no = room.read([&](db::ReadTx& tx) { return org.employee(tx, room.tenant, id); })->no;
  const auto applied =
      apply("headcount", R"({"source_id":"1","employee_no":")" + no +
                             R"(","site":"文三路站","joined_on":"2021-03-01","left_on":"2023-02-01",)"
                             R"("leave_reason":"voluntary","fte":0.5,"certified":"yes"})");
  ASSERT_TRUE(applied) << applied.error().detail;
  ASSERT_EQ(stays(id).size(), 1u) << "the stay that began when he was first heard of is replaced";
  EXPECT_EQ(stays(id)[0].joined_on, day(2021, 3, 1));
  EXPECT_EQ(stays(id)[0].fte, 0.5);
}

TEST_P(StaffOn, ARowMakesWhoIsNotThereAndIsTakenBack) {
  const char* const row =
      R"({"source_id":"1","employee_no":"T7","name":"赵六","site":"文三路站","unit":"维修一组",)"
      R"("position":"组长","grade":"team_leader","role":"technician","joined_on":"2022-01-10"})";
  const auto applied = apply("headcount", row);
  ASSERT_TRUE(applied) << applied.error().detail;
  EXPECT_EQ((*applied)[0].outcome, imports::RowOutcome::kImported);
  EXPECT_EQ((*apply("headcount", row))[0].outcome, imports::RowOutcome::kUnchanged);

  kpi::FactTable table(headcount_fact_schema(), TimeZone::utc());
  room.read([&](db::ReadTx& tx) {
    table.upsert(org.employments().load_facts(tx, room.tenant, {(*applied)[0].record}));
  });
  const auto label = [&](const char* name) {
    const auto at = *table.dimension_index(name);
    return table.dictionary(at).label(table.codes(at)[0]);
  };
  EXPECT_EQ(label("unit"), "维修一组");
  EXPECT_EQ(label("position"), "组长");
  EXPECT_EQ(label("grade"), "team_leader");
  EXPECT_EQ(label("employee"), "赵六");
  EXPECT_EQ(table.flags(0)[0], 1) << "manages";
  EXPECT_EQ(table.times(0)[0], Instant::parse("2022-01-09T16:00:00Z")->ms());

  const auto undone =
      room.write([&](db::Tx& tx) { return profiles.find("headcount")->undo(tx, context(), *applied); });
  EXPECT_EQ((*undone)[0], imports::UndoOutcome::kUndone);
  EXPECT_EQ(room.published<EmploymentRemoved>().size(), 1u);
}

TEST_P(StaffOn, StaysDoNotOverlap) {
  const auto employee = hire("E1", day(2023, 1, 1));
  ChangeEmployee in;
  in.id = employee.id;
  in.left_on = day(2024, 1, 1);
  ASSERT_TRUE(change(in));
  ImportedEmployment more;
  more.employee_id = employee.id;
  more.site_id = site;
  more.joined_on = day(2023, 6, 1);
  more.fte = 3;
  const auto refused = room.write([&](db::Tx& tx) { return org.employments().record(tx, room.boss, more); });
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().fields.size(), 2u);
  EXPECT_EQ(refused.error().fields[0].pointer, "/fte");
  EXPECT_EQ(refused.error().fields[1].code, "overlap");
}

TEST_P(StaffOn, ThereIsOneWorkDayPerEmployeeAndDay) {
  const auto employee = hire("E1");
  const char* const row = R"({"source_id":"1","employee":"E1","site":"文三路站","day":"2026-03-02",)"
                          R"("available_min":480,"productive_min":300})";
  const auto applied = apply("work-time", row);
  ASSERT_TRUE(applied) << applied.error().detail;
  ImportedWorkDay by_hand;
  by_hand.employee_id = employee.id;
  by_hand.day = day(2026, 3, 2);
  by_hand.available_min = 480;
  by_hand.productive_min = 310;
  const auto corrected = room.write([&](db::Tx& tx) { return org.work_days().add(tx, room.boss, by_hand); });
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->id.value(), (*applied)[0].record);
  EXPECT_EQ(corrected->day_at, Instant::parse("2026-03-01T16:00:00Z"));
  by_hand.productive_min = 481;
  EXPECT_FALSE(room.write([&](db::Tx& tx) { return org.work_days().add(tx, room.boss, by_hand); }));
}

TEST(Stays, ShareADayOnlyWhenBothAreThere) {
  EXPECT_FALSE(overlap(day(2023, 1, 1), day(2024, 1, 1), day(2024, 1, 1), {}))
      << "left is the first day away";
  EXPECT_TRUE(overlap(day(2023, 1, 1), {}, day(2024, 1, 1), {}));
  EXPECT_FALSE(overlap(day(2024, 1, 1), {}, day(2022, 1, 1), day(2023, 1, 1)));
}

}  // namespace
}  // namespace manyi::org
