// `manyi spc`: a control chart over a file.
// Owns how columns of a table become the points of a chart, and the printing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/terminal.h"

namespace CLI {
class App;
}

namespace manyi::server {

struct SpcCommand {
  std::string file;
  std::string chart, metric;         // empty: chosen from the data
  std::vector<std::string> columns;  // value or count; several: a subgroup per row; empty: the only number
  std::string size;                  // column, or the same number for all
  std::string group, label;          // columns
  std::optional<std::int64_t> baseline;
  std::string rules = "default";
  std::vector<std::string> phases;      // "21: new dispatcher"
  std::optional<double> target, sigma;  // a standard instead of a baseline
  std::optional<double> lambda, width, k, h, head_start;
  std::string g_limits;
  std::optional<double> lower_specification, upper_specification;
  bool json = false;
};

Exit run_spc(const SpcCommand& command);
/// Adds the verb with its flags; `result` takes the exit code.
void add_spc_command(CLI::App& app, int& result);

}  // namespace manyi::server
