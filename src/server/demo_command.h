// `manyi demo`: flags, scenario file, ground truth, print-out.
// Owns what an operator sees of the simulation.
#pragma once

#include <optional>
#include <string>

#include "server/application.h"
#include "server/terminal.h"

namespace manyi::server {

struct DemoCommand {
  ApplicationOptions options;
  std::optional<long long> orders;  // default: the scenario's, else 20000, with --bulk a million
  std::optional<int> months;        // default: the scenario's, else 12
  std::optional<unsigned long long> seed;
  std::string scenario, truth;  // files
  bool bulk = false, json = false;
};
Exit run_demo(const DemoCommand& command);

}  // namespace manyi::server
