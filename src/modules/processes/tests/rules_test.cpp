// Points of a check.
// Owns the cases.
#include "modules/processes/rules.h"

#include <gtest/gtest.h>

namespace manyi::processes {
namespace {

std::vector<std::string> codes(CheckResult result, CheckPoints points) {
  std::vector<FieldError> errors;
  check_points(result, points, errors);
  std::vector<std::string> all;
  for (const auto& error : errors) all.push_back(error.pointer + " " + error.code);
  return all;
}

TEST(CheckPoints, APassIsOneOfOneAndAFailureNone) {
  EXPECT_EQ(complete_points(CheckResult::kPass, {}), (CheckPoints{1, 1}));
  EXPECT_EQ(complete_points(CheckResult::kFail, {}), (CheckPoints{0, 1}));
  EXPECT_EQ(complete_points(CheckResult::kPass, {{}, 5}), (CheckPoints{5, 5}));
  EXPECT_EQ(complete_points(CheckResult::kFail, {3, 5}), (CheckPoints{3, 5}));
}

TEST(CheckPoints, WhatDoesNotApplyHasNone) {
  EXPECT_EQ(complete_points(CheckResult::kNotApplicable, {}), (CheckPoints{0, 0}));
  EXPECT_EQ(codes(CheckResult::kNotApplicable, {0, 5}),
            std::vector<std::string>{"/points_max not_applicable"});
}

TEST(CheckPoints, LieBetweenNoneAndTheMost) {
  EXPECT_EQ(codes(CheckResult::kPass, {6, 5}), std::vector<std::string>{"/points_got maximum"});
  EXPECT_EQ(codes(CheckResult::kPass, {-1, 5}), std::vector<std::string>{"/points_got minimum"});
  EXPECT_EQ(codes(CheckResult::kPass, {3, {}}), std::vector<std::string>{"/points_max required"});
  EXPECT_TRUE(codes(CheckResult::kPass, {5, 5}).empty());
}

}  // namespace
}  // namespace manyi::processes
