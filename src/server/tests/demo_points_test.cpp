// Where the demo company's inspectors look.
// Owns the cases.
#include "server/demo_points.h"

#include <gtest/gtest.h>

#include <set>

#include "modules/processes/points.h"

namespace manyi::demo {
namespace {

simulation::Check check_of(std::int64_t id) {
  simulation::Check check;
  check.id = id;
  check.order = 7;
  check.person = 3;
  check.points_got = 20;
  check.points_max = 20;
  return check;
}

TEST(InspectedPoints, AreSixOfTheCatalogueAndTheSameEveryTime) {
  std::set<std::string> known, seen;
  for (const auto& point : processes::built_in_points()) known.insert(point.name_zh);
  for (std::int64_t id = 1; id <= 200; ++id) {
    std::set<std::string> here;
    for (const auto& point : inspected_points(check_of(id))) {
      EXPECT_TRUE(known.contains(point.quality_point)) << point.quality_point;
      here.insert(point.quality_point);
    }
    EXPECT_EQ(here.size(), 6u);
    seen.insert(here.begin(), here.end());
    EXPECT_EQ(inspected_points(check_of(id)).front().quality_point,
              inspected_points(check_of(id)).front().quality_point);
  }
  EXPECT_EQ(seen.size(), 24u);
}

TEST(InspectedPoints, OfAVisitToASiteThereAreNone) {
  auto visit = check_of(1);
  visit.order = 0;
  EXPECT_TRUE(inspected_points(visit).empty());
}

TEST(InspectedPoints, MostAreKeptAndACarelessOrderMissesMore) {
  int missed_as_usual = 0, missed_carelessly = 0, looked_at = 0;
  for (std::int64_t id = 1; id <= 2000; ++id) {
    auto check = check_of(id);
    auto careless = check;
    careless.points_got = 12;
    for (const auto& point : inspected_points(check)) {
      ++looked_at;
      missed_as_usual += missed(point, check, check.person) ? 1 : 0;
      missed_carelessly += missed(point, careless, check.person) ? 1 : 0;
    }
  }
  EXPECT_LT(missed_as_usual, looked_at / 8);
  EXPECT_GT(missed_carelessly, missed_as_usual);
}

}  // namespace
}  // namespace manyi::demo
