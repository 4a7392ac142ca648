// Tests of the form of log lines.
// Owns a temporary log file.
#include "platform/log/log.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/json.h"

namespace manyi {
namespace {

TEST(Log, JsonLinesCarryFieldsAndTraceAndStayOneLine) {
  const auto path = std::filesystem::path(testing::TempDir()) / "manyi_log_test.json";
  std::filesystem::remove(path);
  ASSERT_TRUE(log::start({.level = log::Level::kInfo, .format = log::Format::kJson, .file = path.string()}));
  {
    const log::TraceScope trace("0123456789abcdef0123456789abcdef");
    log::info("two\nlines", {{"status", 503}, {"route", "/x \"y\""}});
    log::debug("not shown");
  }
  log::stop();
  std::ifstream in(path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  ASSERT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
  const auto line = JsonDocument::parse(std::string_view(text).substr(0, text.size() - 1));
  ASSERT_TRUE(line) << text;
  EXPECT_EQ(line->root().find("message")->text(), "two\nlines");
  EXPECT_EQ(line->root().find("status")->integer(), 503);
  EXPECT_EQ(line->root().find("route")->text(), "/x \"y\"");
  EXPECT_EQ(line->root().find("level")->text(), "info");
  EXPECT_EQ(line->root().find("trace_id")->text(), "0123456789abcdef0123456789abcdef");
}

}  // namespace
}  // namespace manyi
