// `manyi forecast`: where figures will stand at the end of the month, and how good such forecasts were.
// Owns the printing, and the walk over past months that a backtest is.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "modules/advance_control/advance_control.h"
#include "server/terminal.h"

namespace CLI {
class App;
}

namespace manyi::server {

struct ForecastCommand {
  std::vector<std::string> metrics;  // empty: all
  std::string month;                 // the running one
  std::string as_of;                 // a day, to its end, or an instant
  std::vector<std::string> scopes;   // company by default; of backtests sites
  bool json = false;
  std::vector<std::string> backtest;  // data folders
  std::vector<int> days = {5, 10, 15, 20};
  int months = 12;   // at most so many past ones of each folder
  std::string into;  // Markdown file whose part between the marks of backtests is written anew
};

/// A company that forecasts can be asked of.
struct Forecaster {
  advance_control::AdvanceControl& advance;
  performance::Performance& performance;
  db::Database& database;
  TenantId tenant;
};
/// Opens a data folder for the while of a call.
using OpenFolder =
    std::function<Exit(const std::string& folder, const std::function<Exit(const Forecaster&)>&)>;

/// Adds the verb with its flags.
CLI::App* add_forecast_command(CLI::App& app, ForecastCommand& command);
Exit run_forecast(const Forecaster& forecaster, const ForecastCommand& command);
/// Forecasts every past month as of several of its days and holds them against what came true.
Exit run_backtest(const OpenFolder& open, const ForecastCommand& command);

}  // namespace manyi::server
