// What the demo company is made of: people, customers, machines, faults, in believable Chinese.
// Owns word lists only; demo.cpp plays the months.
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

struct DemoModel {
  std::string_view manufacturer, line, name;
  int weight;  // share of intake
};

struct DemoFault {
  std::string_view code, name, family;
  std::string_view words;  // what the customer says
  double repair_hours;     // bench time, median
  double part_chance;      // needs a part
  double repeat_chance;    // comes back within a month
};

/// One site with ten people, every role among them.
const std::vector<DemoPerson>& demo_people();
const std::vector<DemoModel>& demo_models();
const std::vector<DemoFault>& demo_faults();
const std::vector<std::string_view>& demo_surnames();
const std::vector<std::string_view>& demo_given_names();
const std::vector<std::string_view>& demo_companies();
const std::vector<std::string_view>& demo_accessories();
const std::vector<std::string_view>& demo_expectations();

}  // namespace manyi::demo
