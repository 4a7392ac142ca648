// Copy, share, budget, derived: hand-calculated cases, and properties on random organisations.
// Owns the cases.
#include "modules/targets/cascade_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "modules/targets/budget_rules.h"

namespace manyi::targets {
namespace {

constexpr int kRounds = 1000;
constexpr double kClose = 1e-9;

double uniform(std::mt19937& random, double low, double high) {
  return std::uniform_real_distribution<double>(low, high)(random);
}

double weighted(const std::vector<double>& values, const std::vector<double>& volumes) {
  return std::inner_product(values.begin(), values.end(), volumes.begin(), 0.0) /
         std::accumulate(volumes.begin(), volumes.end(), 0.0);
}

// ---- the tree -------------------------------------------------------------------------------------

TEST(Tree, SupervisorsLeadTheirKindAtTheirSite) {
  const std::vector<TreeSite> sites = {{"a", "文三路站"}, {"b", "滨江站"}};
  const std::vector<TreePerson> people = {{"m", "经理", "a", "", Role::kManager},
                                          {"is", "信息主管", "a", "u1", Role::kInfoSupervisor},
                                          {"ts", "技术主管", "a", "u2", Role::kTechSupervisor},
                                          {"ts2", "技术主管二", "a", "u3", Role::kTechSupervisor},
                                          {"c", "信息员", "a", "u1", Role::kInfoClerk},
                                          {"t1", "技术员一", "a", "u2", Role::kTechnician},
                                          {"t2", "技术员二", "a", "u3", Role::kTechnician},
                                          {"p", "备件员", "a", "", Role::kPartsKeeper},
                                          {"t3", "技术员三", "b", "", Role::kTechnician}};
  const auto tree = tree_of(sites, people, {Role::kTechSupervisor, Role::kTechnician});
  std::vector<std::string> drawn;
  for (const auto& node : tree)
    drawn.push_back((node.parent < 0 ? "" : tree[static_cast<std::size_t>(node.parent)].scope.key + ">") +
                    node.scope.key);
  EXPECT_EQ(drawn, (std::vector<std::string>{"", ">a", "a>ts", "ts>t1", "a>ts2", "ts2>t2", ">b", "b>t3"}));
  EXPECT_EQ(people_below(tree, 1), (std::vector<std::string>{"ts", "t1", "ts2", "t2"}));
}

// ---- copy -----------------------------------------------------------------------------------------

TEST(Copy, WhatIsHarderHasALowerTargetAndTheSumStays) {
  // Bench work is in time at 96 %, on-site work at 86 %. Site A: 80 bench + 20 on-site, B: 20 + 80.
  const std::vector<Mix> mixes = {{{{"bench", 80}, {"onsite", 20}}}, {{{"bench", 20}, {"onsite", 80}}}};
  const auto hard = difficulties(mixes, {{"bench", 0.96}, {"onsite", 0.86}});
  EXPECT_NEAR(hard[0], 0.94 - 0.91, kClose);
  EXPECT_NEAR(hard[1], 0.88 - 0.91, kClose);
  const std::vector<double> volumes = {100, 100};
  const auto targets = copied(0.95, volumes, hard, {0, 1});
  EXPECT_NEAR(targets[0], 0.98, kClose);
  EXPECT_NEAR(targets[1], 0.92, kClose);
}

TEST(Copy, WhatABoundTakesAwayTheOthersGet) {
  const std::vector<double> volumes = {100, 300};
  const std::vector<double> hard = {0.09, -0.03};
  const auto targets = copied(0.97, volumes, hard, {0, 1});
  EXPECT_DOUBLE_EQ(targets[0], 1);
  EXPECT_NEAR(targets[1], 0.96, kClose);  // 100 x 1 + 300 x 0.96 = 400 x 0.97
}

TEST(Copy, WhoHadNoWorkGetsTheParents) {
  const std::vector<double> volumes = {0, 50, 0};
  const std::vector<double> hard = {0, 0, 0};
  EXPECT_EQ(copied(0.95, volumes, hard, {0, 1}), (std::vector<double>{0.95, 0.95, 0.95}));
}

TEST(Copy, ReproducesTheParentOnRandomOrganisations) {
  std::mt19937 random(11);
  for (int round = 0; round < kRounds; ++round) {
    const auto children = 1 + random() % 12;
    std::vector<double> volumes, hard;
    for (std::size_t i = 0; i < children; ++i) {
      volumes.push_back(random() % 5 == 0 ? 0 : std::floor(uniform(random, 1, 500)));
      hard.push_back(uniform(random, -0.2, 0.2));
    }
    volumes[0] = std::max(volumes[0], 1.0);
    std::vector<double> three = {uniform(random, 0, 1), uniform(random, 0, 1), uniform(random, 0, 1)};
    std::sort(three.begin(), three.end());
    if (random() % 2) std::reverse(three.begin(), three.end());
    const Levels parent{three[0], three[1], three[2]};
    const auto levels = copied_levels(parent, volumes, hard, {0, 1});
    const auto sum = reproduced(levels, volumes);
    ASSERT_TRUE(sum);
    EXPECT_NEAR(sum->floor, parent.floor, kClose);
    EXPECT_NEAR(sum->target, parent.target, kClose);
    EXPECT_NEAR(sum->stretch, parent.stretch, kClose);
    EXPECT_TRUE(reproduces(parent, *sum, Matching::kWeighted));
    for (const auto& one : levels) {
      EXPECT_GE(std::min({one.floor, one.target, one.stretch}), 0);
      EXPECT_LE(std::max({one.floor, one.target, one.stretch}), 1);
      const double sign = parent.floor <= parent.stretch ? 1 : -1;
      EXPECT_LE(sign * one.floor, sign * one.target + 1e-12);
      EXPECT_LE(sign * one.target, sign * one.stretch + 1e-12);
    }
  }
}

TEST(Copy, ReproducesLevelByLevelDownARandomTree) {
  std::mt19937 random(12);
  for (int round = 0; round < 200; ++round) {
    std::vector<TreeSite> sites;
    std::vector<TreePerson> people;
    const auto count = 1 + random() % 6;
    for (std::size_t s = 0; s < count; ++s) {
      const std::string site = "s" + std::to_string(s);
      sites.push_back({site, site});
      const auto staff = 1 + random() % 15;
      for (std::size_t p = 0; p < staff; ++p) {
        const Role roles[] = {Role::kTechnician, Role::kTechnician, Role::kInfoClerk, Role::kTechSupervisor,
                              Role::kInfoSupervisor};
        const std::string key = site + "p" + std::to_string(p);
        people.push_back({key, key, site, "u" + std::to_string(random() % 3), roles[random() % 5]});
      }
    }
    const auto tree = tree_of(sites, people, {Role::kTechnician, Role::kInfoClerk});
    std::vector<double> volumes(tree.size(), 0);
    for (std::size_t i = tree.size(); i-- > 1;) {
      if (children_of(tree, i).empty()) volumes[i] = static_cast<double>(random() % 90);
      volumes[static_cast<std::size_t>(tree[i].parent)] += volumes[i];
    }
    std::vector<double> targets(tree.size(), 0);
    targets[0] = uniform(random, 0.6, 1);
    for (std::size_t i = 0; i < tree.size(); ++i) {
      const auto children = children_of(tree, i);
      std::vector<double> below, hard;
      for (const auto child : children) {
        below.push_back(volumes[child]);
        hard.push_back(uniform(random, -0.1, 0.1));
      }
      const auto given = copied(targets[i], below, hard, {0, 1});
      for (std::size_t c = 0; c < children.size(); ++c) targets[children[c]] = given[c];
    }
    // The leaves alone, by volume, make the company's target.
    std::vector<double> leaves, weights;
    for (std::size_t i = 0; i < tree.size(); ++i)
      if (children_of(tree, i).empty()) {
        leaves.push_back(targets[i]);
        weights.push_back(volumes[i]);
      }
    if (volumes[0] > 0) { EXPECT_NEAR(weighted(leaves, weights), targets[0], kClose); }
  }
}

// ---- share and budget -------------------------------------------------------------------------------

TEST(Share, TheRemainderGoesToTheLargestRemainders) {
  const std::vector<double> weights = {3, 3, 1};
  EXPECT_EQ(allocate_units(100, weights), (std::vector<std::int64_t>{43, 43, 14}));  // 42.86, 42.86, 14.29
  EXPECT_EQ(allocate_units(-100, weights), (std::vector<std::int64_t>{-43, -43, -14}));
  EXPECT_EQ(allocate_units(10, std::vector<double>{0, 0, 0}), (std::vector<std::int64_t>{4, 3, 3}));
  EXPECT_EQ(allocate_units(7, std::vector<double>{0, 1, 0}), (std::vector<std::int64_t>{0, 7, 0}));
}

TEST(Share, SumsAreExactAndLevelsKeepTheirOrder) {
  std::mt19937_64 random(13);
  std::mt19937 shapes(14);
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> weights;
    for (std::size_t i = 1 + shapes() % 20; i > 0; --i)
      weights.push_back(shapes() % 6 == 0 ? 0 : uniform(shapes, 0, 1000));
    const double floor = static_cast<double>(random() % 1'000'000'000);
    const double target = floor + static_cast<double>(random() % 10'000'000);
    const double stretch = target + static_cast<double>(random() % 10);
    const Levels parent{floor, target, stretch};
    const auto shared = share_levels(parent, weights);
    const auto sum = summed(shared);
    EXPECT_EQ(sum->floor, floor);
    EXPECT_EQ(sum->target, target);
    EXPECT_EQ(sum->stretch, stretch);
    EXPECT_TRUE(reproduces(parent, *sum, Matching::kExact));
    for (const auto& one : shared) {
      EXPECT_LE(one.floor, one.target);
      EXPECT_LE(one.target, one.stretch);
    }
  }
}

TEST(Budget, AThreeDayTurnaroundHasTheStagesOfTheSpecification) {
  // 72 h: intake 3.6, dispatch 7.2, diagnosis 10.8, quote 7.2, part 28.8, repair and QC 10.8, delivery 3.6.
  constexpr double kHour = 3'600'000;
  std::vector<std::pair<std::string, double>> shares;
  for (const auto& [stage, share] : stage_shares()) shares.emplace_back(std::string(stage), share);
  const auto parts = split_budget({96 * kHour, 72 * kHour, 48 * kHour}, shares);
  ASSERT_EQ(parts.size(), 7u);
  EXPECT_EQ(parts[0].part, "intake");
  EXPECT_NEAR(parts[0].target, 3.6 * kHour, 1);
  EXPECT_NEAR(parts[4].target, 28.8 * kHour, 1);
  double floor = 0, target = 0, stretch = 0;
  for (const auto& part : parts) {
    floor += part.floor;
    target += part.target;
    stretch += part.stretch;
    EXPECT_GE(part.floor, part.target) << "slower is worse";
    EXPECT_GE(part.target, part.stretch);
  }
  EXPECT_EQ(floor, 96 * kHour);
  EXPECT_EQ(target, 72 * kHour);
  EXPECT_EQ(stretch, 48 * kHour);
}

// ---- derived --------------------------------------------------------------------------------------

TEST(Derived, TheLeadMovesByWhatTheParentLacks) {
  // Turnaround 90 % today, promises kept 80 %; a point of promises brings half a point of turnaround.
  const Levels lead = derived_levels({0.90, 0.95, 0.98}, 0.90, 0.80, 0.5, {0, 1});
  EXPECT_NEAR(lead.floor, 0.80, kClose);
  EXPECT_NEAR(lead.target, 0.90, kClose);   // 5 points / 0.5 = 10
  EXPECT_NEAR(lead.stretch, 0.96, kClose);  // 8 points / 0.5 = 16
}

TEST(Derived, AGainBelowZeroTurnsTheDirection) {
  // Complaints (lower is better) 1 % today; a point more turnaround in time takes 0.1 point of complaints.
  const Levels lead = derived_levels({0.012, 0.008, 0.005}, 0.010, 0.90, -0.1, {0, 1});
  EXPECT_NEAR(lead.floor, 0.88, kClose);
  EXPECT_NEAR(lead.target, 0.92, kClose);
  EXPECT_NEAR(lead.stretch, 0.95, kClose);
}

}  // namespace
}  // namespace manyi::targets
