// Reading the test clock's file.
// Owns the environment variables that ask for it.
#include "server/test_clock.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>

namespace manyi::server {

Instant FileClock::now() const {
  struct stat info {};
  if (::stat(path_.c_str(), &info) != 0) return system_.now();
  const std::int64_t stamp = info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec;
  const std::lock_guard lock(mutex_);
  if (stamp != stamp_) {
    std::string text;
    std::ifstream(path_) >> text;
    const auto at = Instant::parse(text);
    if (!at) return stamp_ == -1 ? system_.now() : value_;  // half written: ask again later
    value_ = *at;
    stamp_ = stamp;
  }
  return value_;
}

std::unique_ptr<Clock> clock_of_environment() {
  const char* testing = std::getenv("MANYI_TESTING");
  const char* path = std::getenv("MANYI_TEST_CLOCK");
  if (testing != nullptr && std::string(testing) == "1" && path != nullptr)
    return std::make_unique<FileClock>(path);
  return std::make_unique<SystemClock>();
}

}  // namespace manyi::server
