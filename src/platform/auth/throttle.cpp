// Counts failed log-ins and says when the next one may be tried.
// Owns the back-off rule: doubling waits after some free failures.
#include "platform/auth/throttle.h"

#include <algorithm>
#include <vector>

namespace manyi::auth {
namespace {

std::string pair_key(std::string_view login, std::string_view address) {
  std::string key(address);
  key.push_back('\n');
  for (const char c : login) key.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  return key;
}

}  // namespace

Result<void> LoginThrottle::check(std::string_view login, std::string_view address) {
  const auto now = clock_.now();
  const std::scoped_lock lock(mutex_);
  Instant until;
  for (const auto& key : {pair_key(login, address), std::string(address)}) {
    const auto found = entries_.find(key);
    if (found != entries_.end()) until = std::max(until, found->second.blocked_until);
  }
  if (until <= now) return {};
  Error error;
  error.code = ErrorCode::kTooMany;
  error.key = "login_throttled";
  error.detail = "Too many failed log-ins. Wait and try again.";
  error.retry_after_s = ((until - now).ms() + 999) / 1000;
  return error;
}

void LoginThrottle::failed(std::string_view login, std::string_view address) {
  const auto now = clock_.now();
  const std::scoped_lock lock(mutex_);
  if (entries_.size() >= rules_.most_entries) shrink(now);
  count(pair_key(login, address), rules_.free_failures, now);
  count(std::string(address), rules_.free_failures_per_address, now);
}

void LoginThrottle::succeeded(std::string_view login, std::string_view address) {
  const std::scoped_lock lock(mutex_);
  entries_.erase(pair_key(login, address));
}

void LoginThrottle::count(const std::string& key, int free_failures, Instant now) {
  auto& entry = entries_[key];
  if (now - entry.last > rules_.forget_after && entry.blocked_until <= now) entry = Entry{};
  entry.last = now;
  ++entry.failures;
  const int over = entry.failures - free_failures;
  if (over < 0) return;
  const int doublings = std::min(over, 20);
  const DurationMs wait(std::min(rules_.first_wait.ms() << doublings, rules_.longest_wait.ms()));
  entry.blocked_until = now + wait;
}

void LoginThrottle::shrink(Instant now) {
  std::erase_if(entries_, [&](const auto& item) { return now - item.second.last > rules_.forget_after; });
  if (entries_.size() < rules_.most_entries) return;
  std::vector<Instant> times;
  times.reserve(entries_.size());
  for (const auto& item : entries_) times.push_back(item.second.last);
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  std::erase_if(entries_, [&](const auto& item) { return item.second.last <= *middle; });
}

}  // namespace manyi::auth
