// The whole program feeds the whole catalogue: no metric is left out for want of a fact or column.
// Owns nothing.
#include <gtest/gtest.h>

#include <filesystem>

#include "server/application.h"

namespace manyi::server {

TEST(Catalogue, EveryMetricIsFed) {
  FakeClock clock(*Instant::parse("2026-11-23T06:00:00Z"));
  const auto folder =
      std::filesystem::temp_directory_path() / ("manyi-catalogue-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  {
    auto opened =
        Application::open({.data = (folder / "data").string(), .durability = db::Durability::kOff}, clock);
    ASSERT_TRUE(opened) << opened.error().detail;
    EXPECT_EQ((*opened)->performance().left_out(), std::vector<std::string>());
  }
  std::filesystem::remove_all(folder);
}

}  // namespace manyi::server
