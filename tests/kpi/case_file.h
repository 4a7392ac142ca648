// Text cases for metrics: records in, values out.
// Owns the reading of *.case files; README.md beside it tells the format.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace manyi::kpi_cases {

/// column -> value as written; flags have the value "yes".
using Fields = std::map<std::string, std::string>;

struct Step {
  enum class Kind { kRecord, kChange, kErase, kExpect, kCases } kind;
  int line = 0;
  std::string period;            // kExpect, kCases
  std::string part;              // kCases
  std::string fact;              // kRecord; kChange, kErase: "" = the only fact with a record of that id
  std::string id;                // kRecord, kChange, kErase
  Fields fields;                 // the rest of the line
  std::vector<std::string> ids;  // kCases: expected
};

struct Case {
  std::string file, title, metric;
  std::string zone = "Asia/Shanghai";
  Fields site_zones;  // site key -> zone
  std::vector<Step> steps;
};

/// Reads every *.case file of a folder. Throws std::runtime_error "file:line: what".
std::vector<Case> read_cases(const std::string& folder);

}  // namespace manyi::kpi_cases
