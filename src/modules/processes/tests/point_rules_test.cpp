// Which points are in force, and when one is weak.
// Owns the cases.
#include "modules/processes/point_rules.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "modules/performance/performance.h"
#include "modules/processes/points.h"

namespace manyi::processes {
namespace {

BuiltInPoint built_in(const std::string& code, ServiceStep step = ServiceStep::kDiagnosis) {
  BuiltInPoint point;
  point.code = code;
  point.step = step;
  point.name_zh = "预诊断";
  point.name_en = "Pre-diagnosis";
  point.quality_points = {code};
  point.metrics = {"ftfr", "fix_rate"};
  return point;
}

WrittenPoint written(const std::string& code, PointStanding standing = PointStanding::kKept) {
  WrittenPoint point;
  static_cast<PointDetails&>(point) = built_in(code);
  point.name_en = "Ours";
  point.code = code;
  point.standing = standing;
  point.version = 3;
  return point;
}

std::vector<std::string> codes(const std::vector<ProcessPoint>& points) {
  std::vector<std::string> all;
  for (const auto& point : points) all.push_back(point.code);
  return all;
}

TEST(PointsOfAMetric, AreThoseOfTheCatalogueAlongTheWayOfAnOrder) {
  const auto points =
      points_of("ftfr", {built_in("qc", ServiceStep::kQc), built_in("ask", ServiceStep::kIntake)}, {});
  EXPECT_EQ(codes(points.in_force), (std::vector<std::string>{"ask", "qc"}));
  EXPECT_EQ(points.in_force.front().origin, PointOrigin::kBuiltIn);
  EXPECT_EQ(points.in_force.front().version, 0);
  EXPECT_TRUE(points_of("tat", {built_in("ask")}, {}).in_force.empty());
}

TEST(PointsOfAMetric, WhatTheCompanyWroteStandsBeforeTheCatalogue) {
  const auto points = points_of("ftfr", {built_in("a"), built_in("b"), built_in("c")},
                                {written("a"), written("b", PointStanding::kTakenOut),
                                 written("c", PointStanding::kGivenBack), written("d")});
  EXPECT_EQ(codes(points.in_force), (std::vector<std::string>{"a", "c", "d"}));
  EXPECT_EQ(points.in_force[0].origin, PointOrigin::kChanged);
  EXPECT_EQ(points.in_force[0].name_en, "Ours");
  EXPECT_EQ(points.in_force[1].origin, PointOrigin::kBuiltIn);
  EXPECT_EQ(points.in_force[1].version, 3);
  EXPECT_EQ(points.in_force[2].origin, PointOrigin::kOwn);
  EXPECT_EQ(codes(points.taken_out), std::vector<std::string>{"b"});
}

TEST(PointsOfAMetric, APointOfOnesOwnThatWasTakenOutIsGone) {
  const auto points = points_of("ftfr", {}, {written("d", PointStanding::kTakenOut)});
  EXPECT_TRUE(points.in_force.empty());
  EXPECT_TRUE(points.taken_out.empty());
}

TEST(CheckPoint, AllThatIsWrongIsToldAtOnce) {
  PointDetails details;
  details.role = Role::kDealer;
  details.name_zh = " ";
  details.where = "site is null";
  details.target = 1.5;
  std::vector<FieldError> errors;
  check_point("Not a code", details, {}, errors);
  std::vector<std::string> pointers;
  for (const auto& error : errors) pointers.push_back(error.pointer);
  EXPECT_EQ(pointers, (std::vector<std::string>{"/code", "/role", "/name_zh", "/name_en", "/quality_points",
                                                "/where", "/target"}));
}

TEST(CheckPoint, ACheckCountsForOnePointOfAMetricOnly) {
  ProcessPoint other;
  other.code = "other";
  other.quality_points = {"烤机"};
  std::vector<FieldError> errors;
  check_point("mine", written("mine"), {other}, errors);
  EXPECT_TRUE(errors.empty());
  PointDetails details = written("mine");
  details.quality_points = {"质检", "烤机"};
  check_point("mine", details, {other}, errors);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors.front().pointer, "/quality_points/1");
}

TEST(StateOfAPoint, FewRecordsSayNothingUnlessTheyLeaveNoDoubt) {
  EXPECT_EQ(state_of({0, 0}, 0.95), PointState::kNoData);
  EXPECT_EQ(state_of({9, 10}, 0.95), PointState::kFew);
  EXPECT_EQ(state_of({2, 10}, 0.95), PointState::kWeak);     // Wilson ends at 51 %
  EXPECT_EQ(state_of({93, 100}, 0.95), PointState::kBelow);  // 86 to 97 %
  EXPECT_EQ(state_of({80, 100}, 0.95), PointState::kWeak);   // 71 to 87 %
  EXPECT_EQ(state_of({97, 100}, 0.95), PointState::kHolding);
}

TEST(Weaker, TheSurelyWeakComeFirstThenTheFurthestFromTheirTargetThenFewThenNone) {
  const auto stand = [](std::int64_t conforming, std::int64_t required, double target) {
    return PointStand{{conforming, required}, target, state_of({conforming, required}, target)};
  };
  const auto weak = stand(800, 1000, 0.95), below = stand(60, 65, 0.95), low_aim = stand(70, 100, 0.5),
             few = stand(3, 3, 0.95), none = stand(0, 0, 0.95);
  EXPECT_TRUE(weaker(weak, below));
  EXPECT_TRUE(weaker(below, low_aim));  // 70 % is a lower share, yet 20 points above its target
  EXPECT_TRUE(weaker(low_aim, few));
  EXPECT_TRUE(weaker(few, none));
  EXPECT_FALSE(weaker(low_aim, below));
}

TEST(StandsOut, NobodyIsNamedForBadLuckOrForBeingTheOnlyOne) {
  EXPECT_FALSE(stands_out({8, 10}, {93, 100}));  // 49 to 94 % of his own ten
  EXPECT_FALSE(stands_out({0, 4}, {93, 100}));   // too few to name anybody
  EXPECT_TRUE(stands_out({20, 40}, {900, 1000}));
  EXPECT_FALSE(stands_out({20, 40}, {20, 40}));
}

TEST(CheckCondition, QuotesWhatPeopleTyped) {
  EXPECT_EQ(check_condition({}), "");
  EXPECT_EQ(check_condition({"质检", "it's"}), "quality_point in ('质检', 'it''s')");
}

// ---- the table ----------------------------------------------------------------------------------------

std::map<std::string, bool> catalogue_codes() {
  std::map<std::string, bool> rates;  // code: whether it counts over a count
  for (const auto& [file, text] : performance::built_in_catalogue()) {
    for (std::size_t at = text.find("\nmetric "); at != std::string::npos;
         at = text.find("\nmetric ", at + 1)) {
      const auto from = at + 8;
      const auto body = text.substr(at, text.find("\n}", at) - at);
      const bool rate = body.find("\n  numerator count") != std::string::npos &&
                        body.find("\n  denominator count") != std::string::npos;
      rates[text.substr(from, text.find(' ', from) - from)] |= rate;
    }
  }
  return rates;
}

TEST(TheTableOfPoints, EveryLineIsReadAndNamesMetricsOfTheCatalogue) {
  const auto known = catalogue_codes();
  std::set<std::string> seen, names;
  EXPECT_EQ(built_in_points().size(), 47u);
  for (const auto& point : built_in_points()) {
    EXPECT_TRUE(seen.insert(point.code).second) << point.code;
    EXPECT_TRUE(names.insert(point.name_zh).second) << point.name_zh;
    for (const auto& metric : point.metrics) {
      EXPECT_TRUE(known.contains(metric)) << point.code << ": " << metric;
      std::vector<FieldError> errors;
      auto others = points_of(metric, built_in_points(), {}).in_force;
      std::erase_if(others, [&](const ProcessPoint& other) { return other.code == point.code; });
      check_point(point.code, point, others, errors);
      EXPECT_TRUE(errors.empty()) << point.code << ": " << (errors.empty() ? "" : errors.front().message);
      EXPECT_NE(point.measure, metric) << point.code;
    }
    if (point.measure) {
      ASSERT_TRUE(known.contains(*point.measure)) << point.code;
      EXPECT_TRUE(known.at(*point.measure)) << *point.measure << " is no rate";
    }
  }
}

TEST(TheTableOfPoints, TheTwelveMetricsEachHaveTheirPoints) {
  for (const char* metric :
       {"csat_rate", "loyalty_rate", "complaint_rate", "ftfr", "response_time", "tat", "part_use_rate",
        "part_nff_rate", "rrr", "conduct_score", "violation_rate", "quota_attain"})
    EXPECT_GE(points_of(metric, built_in_points(), {}).in_force.size(), 2u) << metric;
}

}  // namespace
}  // namespace manyi::processes
