// The system's wall clock.
// Owns the only call of it in the program.
#include "base/clock.h"

#include <chrono>

namespace manyi {

Instant SystemClock::now() const {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return Instant(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

}  // namespace manyi
