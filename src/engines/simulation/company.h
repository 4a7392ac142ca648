// The simulated provider before its first customer: people, models, faults, parts.
// Owns the plan of the staff and the catalogue; names of people belong to whoever stores them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "engines/simulation/random.h"
#include "engines/simulation/scenario.h"

namespace manyi::simulation {

inline constexpr std::int64_t kNobody = -1;

enum class Job {
  kManager,
  kInfoSupervisor,
  kTechSupervisor,
  kInfoClerk,
  kTechnician,
  kCallbackClerk,
  kPartsKeeper,
};
BOOST_DESCRIBE_ENUM(Job, kManager, kInfoSupervisor, kTechSupervisor, kInfoClerk, kTechnician, kCallbackClerk,
                    kPartsKeeper)

enum class Skill { kComputer, kPhone, kPrinter };
BOOST_DESCRIBE_ENUM(Skill, kComputer, kPhone, kPrinter)

enum class PartCategory {
  kMainboard,
  kScreen,
  kBattery,
  kKeyboard,
  kFan,
  kPower,
  kWireless,
  kDisk,
  kRoller,
  kDrum
};
BOOST_DESCRIBE_ENUM(PartCategory, kMainboard, kScreen, kBattery, kKeyboard, kFan, kPower, kWireless, kDisk,
                    kRoller, kDrum)
std::optional<PartCategory> part_category_of(std::string_view name);

struct Person {
  std::int64_t index = 0;
  std::string no;  // "E007"
  std::int64_t site = 0;
  Job job = Job::kTechnician;
  std::vector<Skill> skills;
  std::int64_t day_off = 0;  // ISO weekday; 0: none
  bool founder = false;      // has a published log-in and never leaves
  bool certified = false;    // as he comes
  // What he is like; 1 is usual.
  double pace = 1, poor_repairs = 1, wrong_diagnoses = 1, courtesy = 1;
};
BOOST_DESCRIBE_STRUCT(Person, (),
                      (index, no, site, job, skills, day_off, founder, certified, pace, poor_repairs,
                       wrong_diagnoses, courtesy))

struct ModelPlan {
  std::string manufacturer, line, name;
  Skill skill = Skill::kComputer;
  double weight = 1;           // share of intake
  std::int64_t part_line = 0;  // models of one line and manufacturer share their parts
  std::int64_t price = 0;      // \unit minor units
};
BOOST_DESCRIBE_STRUCT(ModelPlan, (), (manufacturer, line, name, skill, weight, part_line, price))

struct FaultPlan {
  std::string code;
  bool printer = false;
  double weight = 1;
  double repair_hours = 1;  // bench time, median
  double part_chance = 0.5;
  double difficulty = 1;  // on the chances of a wrong diagnosis and of a repair that does not hold
  PartCategory part = PartCategory::kMainboard;
};
BOOST_DESCRIBE_STRUCT(FaultPlan, (), (code, printer, weight, repair_hours, part_chance, difficulty, part))

struct PartPlan {
  std::string no;  // "BAT-03"
  PartCategory category = PartCategory::kMainboard;
  std::int64_t line = 0;
  std::int64_t cost = 0;  // \unit minor units
};
BOOST_DESCRIBE_STRUCT(PartPlan, (), (no, category, line, cost))

struct Company {
  std::vector<SitePlan> sites;
  std::vector<std::string> manufacturers;
  std::vector<Person> people;  // on the first day
  std::vector<ModelPlan> models;
  std::vector<FaultPlan> faults;
  std::vector<PartPlan> parts;  // by line, then category

  std::int64_t part_of(std::int64_t line, PartCategory category) const;
};

/// The same scenario, length and seed make the same company.
Company found(const Scenario& scenario, double months, std::uint64_t seed);

/// A new employee for that place; what he is like comes from the seed and his number.
Person hire(std::uint64_t seed, std::int64_t index, std::int64_t site, Job job);

/// The codes of the demonstration's faults with their Chinese names are told by whoever stores them.
const std::vector<FaultPlan>& fault_plans();

}  // namespace manyi::simulation
