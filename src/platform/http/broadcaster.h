// Live changes for server-sent events: the newest journal positions of each tenant.
// Owns a bounded ring per tenant; readers pull from it, so that a slow one holds up nobody.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/auth/caller.h"

namespace manyi::http {

/// `json` is one line of ids, enums and numbers; it never holds personal data.
struct LiveEvent {
  std::int64_t seq = 0;
  std::string kind;  // "work_order.closed"
  std::string json;
};

/// Thread-safe.
class Broadcaster {
 public:
  /// Says whether a caller may learn of an event.
  using Filter = std::function<bool(const Caller&, const LiveEvent&)>;
  explicit Broadcaster(Filter filter = {}, std::size_t kept_per_tenant = 4096)
      : filter_(std::move(filter)), kept_(kept_per_tenant) {}

  /// Tells where a tenant's journal stands at start, so that a reader who returns knows what he missed.
  void start_at(TenantId tenant, std::int64_t seq);
  /// Call in the order of seq, after the durable commit.
  void publish(TenantId tenant, LiveEvent event);

  static constexpr std::int64_t kFromNow = -1;
  struct Batch {
    std::vector<std::shared_ptr<const LiveEvent>> events;  // those the caller may see
    std::int64_t position = kFromNow;                      // where to go on
    bool gap = false;                                      // events are gone: load everything again
  };
  /// What came after `position`, at most `most` events.
  Batch read_after(const Caller& caller, std::int64_t position, std::size_t most = 256) const;

  /// `wake` is called from the publisher's thread whenever something was published; it must be quick.
  using Subscription = std::shared_ptr<void>;
  [[nodiscard]] Subscription subscribe(TenantId tenant, std::function<void()> wake);
  std::size_t subscribers() const;
  /// The newest position, or kFromNow when none is known.
  std::int64_t head(TenantId tenant) const;

 private:
  struct Ring {
    bool started = false;
    std::int64_t floor = 0;  // positions up to here are not kept
    std::int64_t head = 0;
    std::deque<std::shared_ptr<const LiveEvent>> events;
    std::vector<std::weak_ptr<std::function<void()>>> wakes;
  };
  const Filter filter_;
  const std::size_t kept_;
  mutable std::mutex mutex_;
  std::unordered_map<TenantId, Ring> rings_;
};

}  // namespace manyi::http
