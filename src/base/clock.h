// Where time comes from: one interface, passed in everywhere.
// Owns the system clock and the clock that tests move by hand.
#pragma once

#include <atomic>

#include "base/instant.h"

namespace manyi {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// A clock that stands still until it is moved. Thread-safe.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Instant start) : ms_(start.ms()) {}
  Instant now() const override { return Instant(ms_.load()); }
  void set(Instant at) { ms_.store(at.ms()); }
  void advance(DurationMs by) { ms_.fetch_add(by.ms()); }

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace manyi
