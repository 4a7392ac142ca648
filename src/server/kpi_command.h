// `manyi kpi`: metrics on the command line.
// Owns the printing of cells.
#pragma once

#include <string>
#include <vector>

#include "server/application.h"
#include "server/terminal.h"

namespace manyi::server {

struct KpiCommand {
  std::vector<std::string> metrics;
  std::string from, to;  // empty: this month so far
  std::string as_of, grain, where, rolling, definition;
  std::vector<std::string> by;
  bool cases = false;  // lists the records behind the value instead
  std::string part = "denominator";
  bool json = false;
};

Exit run_kpi(Application& application, TenantId tenant, const KpiCommand& command);

}  // namespace manyi::server
