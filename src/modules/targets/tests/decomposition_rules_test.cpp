// The templates as the specification gives them, and what the checks say of broken grids.
// Owns the cases.
#include "modules/targets/decomposition_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace manyi::targets {
namespace {

using enum Role;

double weight_of(const std::vector<GridKpi>& grid, Role role, std::string_view metric) {
  for (const auto& kpi : grid)
    for (const auto& cell : kpi.cells)
      if (kpi.metric == metric && cell.role == role) return cell.weight;
  return 0;
}

std::optional<Accountability> part_of(const std::vector<GridKpi>& grid, Role role, std::string_view metric) {
  for (const auto& kpi : grid)
    for (const auto& cell : kpi.cells)
      if (kpi.metric == metric && cell.role == role) return cell.part;
  return std::nullopt;
}

std::vector<std::string> told(const std::vector<CheckFailure>& failures) {
  std::vector<std::string> all;
  for (const auto& one : failures) all.push_back(one.pointer + " " + one.code);
  return all;
}

TEST(RecommendedGrid, HasTheWeightsOfSection6) {
  const std::map<Role, std::map<std::string, double>> wanted = {
      {kManager,
       {{"csat_rate", 10},
        {"vsat_rate", 10},
        {"complaint_rate", 10},
        {"tat_attain", 10},
        {"violation_rate", 15},
        {"quota_attain", 15},
        {"profit", 20},
        {"attrition", 10}}},
      {kInfoSupervisor,
       {{"csat_rate", 15},
        {"complaint_7d", 10},
        {"response_time", 20},
        {"onsite_ontime", 10},
        {"callback_coverage", 15},
        {"conduct_score", 15},
        {"quota_attain", 10},
        {"process_adherence", 5}}},
      {kTechSupervisor,
       {{"csat_rate", 10},
        {"ftfr", 20},
        {"tat_attain", 15},
        {"rrr", 15},
        {"part_nff_rate", 10},
        {"part_use_rate", 10},
        {"escalation_solve", 10},
        {"conduct_score", 10}}},
      {kInfoClerk,
       {{"csat_rate", 25},
        {"response_time", 25},
        {"onsite_ontime", 15},
        {"process_adherence", 10},
        {"conduct_score", 15},
        {"quota_attain", 10}}},
      {kTechnician,
       {{"csat_rate", 20},
        {"ftfr", 20},
        {"tat_attain", 15},
        {"rrr", 15},
        {"part_nff_rate", 10},
        {"conduct_score", 15},
        {"quota_attain", 5}}},
      {kCallbackClerk,
       {{"callback_coverage", 35}, {"call_quality", 25}, {"survey_gap", 15}, {"conduct_score", 25}}},
      {kPartsKeeper,
       {{"zero_wait_hit", 30},
        {"return_ontime", 25},
        {"part_eta_keep", 20},
        {"stock_days", 15},
        {"conduct_score", 10}}}};
  const auto grid = template_grid(GridOrigin::kRecommended);
  for (const auto& kpi : grid)
    for (const auto& cell : kpi.cells) {
      const auto& row = wanted.at(cell.role);
      const auto at = row.find(kpi.metric);
      EXPECT_EQ(cell.weight, at == row.end() ? 0 : at->second) << enum_name(cell.role) << " " << kpi.metric;
    }
  for (const auto& [role, row] : wanted)
    for (const auto& [metric, weight] : row)
      EXPECT_EQ(weight_of(grid, role, metric), weight) << enum_name(role) << " " << metric;
}

TEST(RecommendedGrid, HasThePartsOfTheTwelveKpis) {
  const std::vector<std::pair<const char*, const char*>> wanted = {
      {"csat_rate", "ARRRRC"},     {"loyalty_rate", "ARCCR-"},   {"complaint_rate", "ARRRRC"},
      {"ftfr", "CCACRR"},          {"response_time", "CARRR-"},  {"tat_attain", "ARRCRR"},
      {"part_use_rate", "C-A-RR"}, {"part_nff_rate", "C-A-RR"},  {"rrr", "CCA-R-"},
      {"conduct_score", "ARRRRR"}, {"violation_rate", "ARRRRR"}, {"quota_attain", "ARCRR-"}};
  const std::vector<Role> columns = {kManager,   kInfoSupervisor, kTechSupervisor,
                                     kInfoClerk, kTechnician,     kPartsKeeper};
  const auto grid = template_grid(GridOrigin::kRecommended);
  for (const auto& [metric, letters] : wanted)
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto part = part_of(grid, columns[i], metric);
      const char letter = !part                                   ? '-'
                          : *part == Accountability::kAccountable ? 'A'
                          : *part == Accountability::kResponsible ? 'R'
                                                                  : 'C';
      EXPECT_EQ(letter, letters[i]) << metric << " " << enum_name(columns[i]);
    }
}

TEST(Templates, PassEveryCheck) {
  for (const auto origin : {GridOrigin::kOriginal, GridOrigin::kRecommended}) {
    const auto grid = template_grid(origin);
    EXPECT_EQ(told(check_grid(grid)), std::vector<std::string>{}) << enum_name(origin);
    EXPECT_TRUE(wrong_cells(grid).empty());
  }
}

TEST(OriginalGrid, GivesTheThreeClassesOfThePageToTheirRoles) {
  const auto grid = template_grid(GridOrigin::kOriginal);
  ASSERT_EQ(grid.size(), 9u);
  for (const auto role : {kManager, kInfoSupervisor, kTechSupervisor})
    EXPECT_GT(weight_of(grid, role, "complaint_rate"), 0);
  EXPECT_EQ(weight_of(grid, kTechnician, "complaint_rate"), 0);
  EXPECT_GT(weight_of(grid, kInfoClerk, "response_time"), 0);
  EXPECT_GT(weight_of(grid, kTechnician, "rrr"), 0);
  for (const auto& kpi : grid) {
    EXPECT_NE(kpi.kpi_class, KpiClass::kBusinessReputation) << "cut off in the deck";
    EXPECT_NE(kpi.kpi_class, KpiClass::kServiceSales) << "cut off in the deck";
  }
}

TEST(Checks, NameTheCellThatBreaksThem) {
  std::vector<GridKpi> grid = {
      {"csat_rate",
       KpiClass::kUserSatisfaction,
       {{kManager, Accountability::kAccountable, 60}, {kTechnician, Accountability::kAccountable, 100}}},
      {"rrr",
       KpiClass::kTechnologyParts,
       {{kManager, Accountability::kContributes, 30}, {kInfoClerk, Accountability::kResponsible, 100}}}};
  EXPECT_EQ(told(check_grid(grid)),
            (std::vector<std::string>{"/kpis/1/cells/0/weight decomposition.weights_sum",
                                      "/kpis/0/cells/1/part decomposition.several_accountable",
                                      "/kpis/1/cells decomposition.nobody_accountable",
                                      "/kpis/1/cells/0/weight decomposition.contributes_only",
                                      "/kpis/1/cells/1/weight decomposition.cannot_influence"}));
  const auto sum = check_grid(grid).front();
  EXPECT_EQ(sum.role, kManager);
  EXPECT_EQ(sum.actual, 90);
  EXPECT_EQ(sum.message, "The weights of manager sum to 90 instead of 100.");
}

TEST(Checks, NineKpisAreTooMany) {
  std::vector<GridKpi> grid;
  for (int i = 0; i < 9; ++i)
    grid.push_back({"own_" + std::to_string(i),
                    KpiClass::kServiceProcess,
                    {{kTechnician, Accountability::kAccountable, i == 0 ? 20.0 : 10.0}}});
  EXPECT_EQ(told(check_grid(grid)),
            std::vector<std::string>{"/kpis/8/cells/0/weight decomposition.too_many"});
}

TEST(Checks, WhatNoGridMayHoldIsNamedAtOnce) {
  const std::vector<GridKpi> grid = {
      {"rrr", KpiClass::kTechnologyParts, {{kTechnician, {}, 101}, {kTechnician, {}, std::nan("")}}},
      {"rrr", KpiClass::kTechnologyParts, {{kDealer, {}, 0}}}};
  std::vector<std::string> found;
  for (const auto& error : wrong_cells(grid)) found.push_back(error.pointer + " " + error.code);
  EXPECT_EQ(found, (std::vector<std::string>{"/kpis/0/cells/0/weight range", "/kpis/0/cells/1/role twice",
                                             "/kpis/0/cells/1/weight range", "/kpis/1/metric twice",
                                             "/kpis/1/cells/0/role role"}));
}

/// Random grids: the checks find exactly what a count by hand finds.
TEST(Checks, AgreeWithACountByHandOnRandomGrids) {
  std::mt19937 random(4);
  const auto known = template_grid(GridOrigin::kRecommended);
  for (int round = 0; round < 500; ++round) {
    auto grid = known;
    for (int change = static_cast<int>(random() % 4); change > 0; --change) {
      auto& kpi = grid[random() % grid.size()];
      auto& cell = kpi.cells[random() % kpi.cells.size()];
      if (random() % 2)
        cell.weight = static_cast<double>(random() % 40);
      else
        cell.part = static_cast<Accountability>(random() % 3);
    }
    std::map<Role, double> sums;
    std::size_t sums_wrong = 0, accountable_wrong = 0, influence_wrong = 0;
    for (const auto& kpi : grid) {
      int accountable = 0;
      for (const auto& cell : kpi.cells) {
        sums[cell.role] += cell.weight;
        accountable += cell.part == Accountability::kAccountable;
        influence_wrong += cell.weight != 0 && cell.part == Accountability::kContributes;
      }
      accountable_wrong += accountable != 1;
    }
    for (const auto& [role, sum] : sums) sums_wrong += sum != 0 && sum != 100;
    std::map<CheckCode, std::size_t> found;
    for (const auto& failure : check_grid(grid)) ++found[failure.check];
    EXPECT_EQ(found[CheckCode::kWeightsSum], sums_wrong);
    EXPECT_EQ(found[CheckCode::kOneAccountable], accountable_wrong);
    EXPECT_EQ(found[CheckCode::kInfluence], influence_wrong);
  }
}

}  // namespace
}  // namespace manyi::targets
