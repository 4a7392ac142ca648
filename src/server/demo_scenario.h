// Scenario files: TOML in, checked whole; the ground truth out as JSON.
// Owns the keys of docs/how-to/simulate-a-company.md.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engines/simulation/scenario.h"
#include "engines/simulation/truth.h"

namespace manyi::demo {

struct ScenarioFile {
  simulation::Scenario scenario;
  std::optional<std::int64_t> months;
  std::optional<std::uint64_t> seed;
};

/// \errors kMalformed with line and column; kInvalid with all fields
Result<ScenarioFile> read_scenario_text(std::string_view toml);
/// \errors kNotFound; as read_scenario_text
Result<ScenarioFile> read_scenario(const std::filesystem::path& file);
/// \errors kUnavailable when it cannot be written
Result<void> write_truth(const std::filesystem::path& file, const simulation::TruthReport& truth);

}  // namespace manyi::demo
