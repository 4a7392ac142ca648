// What the demo company is made of: people, customers, machines, faults, in believable Chinese.
// Owns word lists only; engines/simulation says what happens.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "platform/auth/permission.h"

namespace manyi::demo {

struct DemoPerson {
  std::string_view no, name, login;
  Role role;
  std::string_view unit, position;  // codes
};

struct DemoFault {
  std::string_view code, name, family;
  std::string_view words;  // what the customer says
};

/// The ten with a published log-in, every role among them: the first ten of the simulated staff.
const std::vector<DemoPerson>& demo_people();
/// In words, by the code that the simulation gives them.
const DemoFault& demo_fault(std::string_view code);
/// What a product line calls it instead; none: as all do.
const DemoFault* demo_fault_of(std::string_view product_line, std::string_view code);
const std::vector<std::string_view>& demo_surnames();
const std::vector<std::string_view>& demo_given_names();
const std::vector<std::string_view>& demo_companies();
const std::vector<std::string_view>& demo_accessories();
const std::vector<std::string_view>& demo_expectations();
const std::vector<std::string_view>& demo_dealers();
const std::vector<std::string_view>& demo_praises();
/// What a complaint or an answer says, by the experience dimension it is about.
std::string_view demo_grievance(std::string_view dimension);

}  // namespace manyi::demo
