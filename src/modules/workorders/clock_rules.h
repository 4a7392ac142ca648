// The three clocks of a work order: the customer's, the business's and the manufacturer's.
// Owns what each of them counts.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "modules/workorders/rules.h"

namespace manyi::workorders {

enum class ClockKind { kCustomer, kBusiness, kManufacturer };
BOOST_DESCRIBE_ENUM(ClockKind, kCustomer, kBusiness, kManufacturer)

/// From which moment a manufacturer counts.
enum class ClockStart { kRequested, kAccepted, kDispatched, kReceived, kPartAvailable };
BOOST_DESCRIBE_ENUM(ClockStart, kRequested, kAccepted, kDispatched, kReceived, kPartAvailable)

enum class ClockBasis { kWall, kBusiness };
BOOST_DESCRIBE_ENUM(ClockBasis, kWall, kBusiness)

/// What a manufacturer (or, for manufacturer none, the house) agrees on. Limits are of the same kind
/// of time as their clock counts. \unit milliseconds
struct ClockRule {
  ClockStart starts_at = ClockStart::kAccepted;
  ClockBasis basis = ClockBasis::kWall;
  bool stops_in_evidenced_pauses = true;
  DurationMs customer_limit = kDay * 5;
  DurationMs business_limit = kHour * 45;
  DurationMs manufacturer_limit = kDay * 3;
  std::int64_t repeat_window_days = 30;
};

/// One rest of the order; still running while `to` is empty.
struct PauseSpan {
  Instant from;
  std::optional<Instant> to;
  bool evidenced = false;
};

struct ClockReading {
  ClockKind kind = ClockKind::kCustomer;
  bool running = false;
  std::optional<Instant> started_at;
  std::optional<Instant> stopped_at;
  DurationMs used_ms;    // what this clock counts
  DurationMs paused_ms;  // rests since it started, in the same kind of time, counted or not
  DurationMs limit_ms;
  bool over_limit = false;
};
BOOST_DESCRIBE_STRUCT(ClockReading, (),
                      (kind, running, started_at, stopped_at, used_ms, paused_ms, limit_ms, over_limit))

/// Business time between two instants; `to` is not before `from`.
using BusinessTime = std::function<DurationMs(Instant from, Instant to)>;

/// Reads the three clocks at `now`. The customer's and the business's never stop for a pause;
/// the manufacturer's stops in pauses with evidence when the rule says so.
std::vector<ClockReading> read_clocks(const Stamps& stamps, const std::vector<PauseSpan>& pauses,
                                      const ClockRule& rule, const BusinessTime& business, Instant now);

}  // namespace manyi::workorders
