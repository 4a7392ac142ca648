// A clock for tests of the whole program: it says what a file says.
// Owns nothing; only ever made when MANYI_TESTING=1.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace manyi::server {

/// Reads an RFC 3339 instant from a file, again whenever the file changes; until there is one,
/// the system's time. Thread-safe.
class FileClock final : public Clock {
 public:
  explicit FileClock(std::string path) : path_(std::move(path)) {}
  Instant now() const override;

 private:
  const std::string path_;
  SystemClock system_;
  mutable std::mutex mutex_;
  mutable std::int64_t stamp_ = -1;
  mutable Instant value_;
};

/// The clock the environment asks for: MANYI_TEST_CLOCK under MANYI_TESTING=1, else the system's.
std::unique_ptr<Clock> clock_of_environment();

}  // namespace manyi::server
