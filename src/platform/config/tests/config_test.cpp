// Tests of the merging of settings.
// Owns a temporary file per test.
#include "platform/config/config.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace manyi {
namespace {

struct TomlFile {
  explicit TomlFile(std::string_view text) {
    path = std::filesystem::path(testing::TempDir()) /
           (std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".toml");
    std::ofstream(path) << text;
  }
  ~TomlFile() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

ConfigSources sources_without_environment() {
  ConfigSources sources;
  sources.environment = [](const std::string&) { return std::nullopt; };
  return sources;
}

TEST(LoadConfig, FlagsWinOverEnvironmentAndEnvironmentOverFile) {
  const TomlFile file(
      "workers = 2\nlisten = \"0.0.0.0:1\"\nlog_level = \"warn\"\nallowed_hosts = [\"a\", \"b\"]\n");
  auto sources = sources_without_environment();
  sources.file = file.path.string();
  sources.environment = [](const std::string& name) -> std::optional<std::string> {
    if (name == "MANYI_WORKERS") return "3";
    if (name == "MANYI_LISTEN") return "0.0.0.0:2";
    return std::nullopt;
  };
  sources.flags["listen"] = "0.0.0.0:3";
  const auto config = load_config(sources);
  ASSERT_TRUE(config);
  EXPECT_EQ(config->workers, 3);
  EXPECT_EQ(config->listen, "0.0.0.0:3");
  EXPECT_EQ(config->log_level, "warn");
  EXPECT_EQ(config->allowed_hosts, (std::vector<std::string>{"a", "b"}));
}

TEST(LoadConfig, TellsEveryWrongSettingWithItsSource) {
  const TomlFile file("workers = \"many\"\ncolour = 1\n");
  auto sources = sources_without_environment();
  sources.file = file.path.string();
  sources.flags["io_threads"] = "0";
  sources.flags["log_level"] = "loud";
  const auto config = load_config(sources);
  ASSERT_FALSE(config);
  const auto& errors = config.error().fields;
  ASSERT_EQ(errors.size(), 4u);
  std::string all;
  for (const auto& error : errors) all += error.message + "\n";
  EXPECT_NE(all.find(".toml:1: workers: Expected an integer."), std::string::npos) << all;
  EXPECT_NE(all.find(".toml:2: there is no setting named colour."), std::string::npos) << all;
  EXPECT_NE(all.find("--io-threads: io_threads:"), std::string::npos) << all;
  EXPECT_NE(all.find("log_level: expected one of:"), std::string::npos) << all;
}

TEST(LoadConfig, BrokenTomlTellsLineAndColumn) {
  const TomlFile file("workers = 2\nlisten = \n");
  auto sources = sources_without_environment();
  sources.file = file.path.string();
  const auto config = load_config(sources);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kMalformed);
  EXPECT_NE(config.error().detail.find(".toml:2:"), std::string::npos) << config.error().detail;
}

TEST(LoadConfig, AnAbsentFileIsTold) {
  auto sources = sources_without_environment();
  sources.file = "/nowhere/manyi.toml";
  EXPECT_EQ(load_config(sources).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace manyi
