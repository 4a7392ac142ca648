// The cache of resolved log-ins.
// Owns when an entry stops being believed.
#include "platform/auth/authenticator.h"

#include <algorithm>
#include <mutex>

namespace manyi::auth {

std::optional<Login> LoginCache::find(const std::string& key) const {
  const auto now = clock_.now();
  const std::shared_lock lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second.until <= now) return std::nullopt;
  return found->second.login;
}

void LoginCache::store(const std::string& key, const Login& login, std::uint64_t generation) {
  const auto now = clock_.now();
  const std::unique_lock lock(mutex_);
  if (generation != generation_) return;
  if (entries_.size() >= most_) {
    std::erase_if(entries_, [&](const auto& item) { return item.second.until <= now; });
    if (entries_.size() >= most_) entries_.clear();
  }
  entries_.insert_or_assign(key, Entry{login, std::min(login.expires_at, now + keep_)});
}

std::uint64_t LoginCache::generation() const {
  const std::shared_lock lock(mutex_);
  return generation_;
}

void LoginCache::forget_user(TenantId tenant, UserId user) {
  const std::unique_lock lock(mutex_);
  ++generation_;
  std::erase_if(entries_, [&](const auto& item) {
    return item.second.login.caller.tenant == tenant && item.second.login.caller.user == user;
  });
}

void LoginCache::forget_token(const std::string& key) {
  const std::unique_lock lock(mutex_);
  ++generation_;
  entries_.erase(key);
}

void LoginCache::forget_tenant(TenantId tenant) {
  const std::unique_lock lock(mutex_);
  ++generation_;
  std::erase_if(entries_, [&](const auto& item) { return item.second.login.caller.tenant == tenant; });
}

std::size_t LoginCache::size() const {
  const std::shared_lock lock(mutex_);
  return entries_.size();
}

}  // namespace manyi::auth
