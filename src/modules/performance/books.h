// One tenant's engine and how far it has read the journal.
// Owns the hand-over of a newly loaded engine to those who ask.
#pragma once

#include <algorithm>

#include "modules/performance/performance.h"

namespace manyi::performance {

struct Performance::Books {
  explicit Books(TenantId id) : tenant(id) {}
  const TenantId tenant;
  std::mutex writing;                      // one loader or follower at a time
  mutable std::shared_mutex engine_mutex;  // guards the pointer, not the engine
  std::shared_ptr<kpi::Engine> engine;     // null until loaded
  std::mutex reached_mutex;
  std::condition_variable reached_changed;
  std::int64_t reached = 0;
  std::int64_t saved = 0;   // what the snapshot includes
  std::int64_t fitted = 0;  // where the size of kept cells was looked at last
  std::size_t dropped = 0;  // cells not kept for want of room
  std::int64_t newest = 0;  // committed, as far as this process was told
  std::string failure;      // why loading failed, for the log and the answer

  std::shared_ptr<kpi::Engine> current() const {
    const std::shared_lock lock(engine_mutex);
    return engine;
  }
  void reach(std::int64_t seq) {
    const std::lock_guard lock(reached_mutex);
    reached = std::max(reached, seq);
    reached_changed.notify_all();
  }
};

/// What the caller may ask about, in the engine's dimensions.
kpi::Scope engine_scope(const Caller& caller);

}  // namespace manyi::performance
