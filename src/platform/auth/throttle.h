// Slows down guessing of passwords, per log-in and address.
// Owns the counts of recent failures, in memory.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/result.h"

namespace manyi::auth {

struct ThrottleRules {
  int free_failures = 5;                      // per log-in and address, before the first wait
  int free_failures_per_address = 30;         // all log-ins together, from one address
  DurationMs first_wait = DurationMs(2'000);  // doubles with each further failure
  DurationMs longest_wait = DurationMs(15 * 60'000);
  DurationMs forget_after = DurationMs(30 * 60'000);
  std::size_t most_entries = 100'000;  // beyond it the oldest half is forgotten
};

/// Thread-safe. Keys are kept as given, in memory only, and never logged.
class LoginThrottle {
 public:
  explicit LoginThrottle(const Clock& clock, ThrottleRules rules = {}) : clock_(clock), rules_(rules) {}
  /// Asks before the password is looked at.
  /// \errors kTooMany with retry_after_s
  Result<void> check(std::string_view login, std::string_view address);
  void failed(std::string_view login, std::string_view address);
  void succeeded(std::string_view login, std::string_view address);

 private:
  struct Entry {
    int failures = 0;
    Instant last;
    Instant blocked_until;
  };
  void count(const std::string& key, int free_failures, Instant now);
  void shrink(Instant now);

  const Clock& clock_;
  const ThrottleRules rules_;
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace manyi::auth
