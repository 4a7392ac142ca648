// The rings of live changes.
// Owns the rule of when a reader has lost track and must load everything again.
#include "platform/http/broadcaster.h"

#include <algorithm>

namespace manyi::http {

void Broadcaster::start_at(TenantId tenant, std::int64_t seq) {
  const std::scoped_lock lock(mutex_);
  auto& ring = rings_[tenant];
  if (ring.started) return;
  ring.started = true;
  ring.floor = ring.head = seq;
}

void Broadcaster::publish(TenantId tenant, LiveEvent event) {
  std::vector<std::shared_ptr<std::function<void()>>> wakes;
  {
    const std::scoped_lock lock(mutex_);
    auto& ring = rings_[tenant];
    if (!ring.started) {
      ring.started = true;
      ring.floor = event.seq - 1;
    }
    ring.head = event.seq;
    ring.events.push_back(std::make_shared<const LiveEvent>(std::move(event)));
    if (ring.events.size() > kept_) {
      ring.floor = ring.events.front()->seq;
      ring.events.pop_front();
    }
    std::erase_if(ring.wakes, [](const auto& wake) { return wake.expired(); });
    for (const auto& wake : ring.wakes) {
      if (auto alive = wake.lock()) wakes.push_back(std::move(alive));
    }
  }
  for (const auto& wake : wakes) (*wake)();
}

Broadcaster::Batch Broadcaster::read_after(const Caller& caller, std::int64_t position,
                                           std::size_t most) const {
  Batch batch;
  batch.position = position;
  const std::scoped_lock lock(mutex_);
  const auto found = rings_.find(caller.tenant);
  if (found == rings_.end() || !found->second.started) {
    batch.gap = position > 0;
    batch.position = kFromNow;
    return batch;
  }
  const auto& ring = found->second;
  if (position == kFromNow) {
    // Subscribed before anything was published: all that is kept came afterwards.
    position = ring.floor;
  } else if (position < ring.floor || position > ring.head) {
    batch.gap = true;
    batch.position = ring.head;
    return batch;
  }
  auto next =
      std::ranges::upper_bound(ring.events, position, {}, [](const auto& event) { return event->seq; });
  batch.position = position;
  for (; next != ring.events.end() && batch.events.size() < most; ++next) {
    batch.position = (*next)->seq;
    if (!filter_ || filter_(caller, **next)) batch.events.push_back(*next);
  }
  return batch;
}

Broadcaster::Subscription Broadcaster::subscribe(TenantId tenant, std::function<void()> wake) {
  auto held = std::make_shared<std::function<void()>>(std::move(wake));
  const std::scoped_lock lock(mutex_);
  rings_[tenant].wakes.push_back(held);
  return held;
}

std::int64_t Broadcaster::head(TenantId tenant) const {
  const std::scoped_lock lock(mutex_);
  const auto found = rings_.find(tenant);
  return found != rings_.end() && found->second.started ? found->second.head : kFromNow;
}

std::size_t Broadcaster::subscribers() const {
  const std::scoped_lock lock(mutex_);
  std::size_t count = 0;
  for (const auto& [tenant, ring] : rings_) {
    count += static_cast<std::size_t>(
        std::ranges::count_if(ring.wakes, [](const auto& wake) { return !wake.expired(); }));
  }
  return count;
}

}  // namespace manyi::http
