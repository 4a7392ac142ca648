// Counting of the three clocks.
// Owns how pauses, cut to the time a clock runs and never counted twice, are taken off.
#include "modules/workorders/clock_rules.h"

#include <algorithm>

namespace manyi::workorders {
namespace {

using Measure = std::function<DurationMs(Instant, Instant)>;

DurationMs wall(Instant from, Instant to) { return to - from; }

// Pauses inside [from, to), overlapping ones merged.
DurationMs paused_in(const std::vector<PauseSpan>& pauses, bool only_evidenced, Instant from, Instant to,
                     const Measure& measure) {
  std::vector<std::pair<Instant, Instant>> spans;
  for (const PauseSpan& pause : pauses) {
    if (only_evidenced && !pause.evidenced) continue;
    const Instant begin = std::max(pause.from, from);
    const Instant end = std::min(pause.to.value_or(to), to);
    if (begin < end) spans.emplace_back(begin, end);
  }
  std::sort(spans.begin(), spans.end());
  DurationMs sum;
  Instant reached = from;
  for (auto [begin, end] : spans) {
    begin = std::max(begin, reached);
    if (begin >= end) continue;
    sum = sum + measure(begin, end);
    reached = end;
  }
  return sum;
}

std::optional<Instant> start_of(const Stamps& stamps, ClockStart start) {
  switch (start) {
    case ClockStart::kRequested: return stamps.requested_at;
    case ClockStart::kAccepted: return stamps.accepted_at;
    case ClockStart::kDispatched: return stamps.dispatched_at ? stamps.dispatched_at : stamps.accepted_at;
    case ClockStart::kReceived: return stamps.received_at ? stamps.received_at : stamps.accepted_at;
    case ClockStart::kPartAvailable:
      // An order that waits for its part has not started; one that never needed a part starts at acceptance.
      return stamps.part_requested_at ? stamps.part_available_at : stamps.accepted_at;
  }
  return stamps.accepted_at;
}

ClockReading read(ClockKind kind, std::optional<Instant> start, std::optional<Instant> stop, Instant now,
                  const std::vector<PauseSpan>& pauses, bool stops_in_evidenced, const Measure& measure,
                  DurationMs limit) {
  ClockReading reading;
  reading.kind = kind;
  reading.limit_ms = limit;
  reading.started_at = start;
  if (!start) return reading;
  reading.stopped_at = stop;
  const Instant end = std::max(*start, stop.value_or(now));
  reading.paused_ms = paused_in(pauses, false, *start, end, measure);
  reading.used_ms = measure(*start, end);
  if (stops_in_evidenced) reading.used_ms = reading.used_ms - paused_in(pauses, true, *start, end, measure);
  const bool resting =
      stops_in_evidenced && std::any_of(pauses.begin(), pauses.end(),
                                        [](const PauseSpan& pause) { return pause.evidenced && !pause.to; });
  reading.running = !stop && !resting;
  reading.over_limit = reading.used_ms > limit;
  return reading;
}

}  // namespace

std::vector<ClockReading> read_clocks(const Stamps& stamps, const std::vector<PauseSpan>& pauses,
                                      const ClockRule& rule, const BusinessTime& business, Instant now) {
  const auto stop = stamps.delivered_at ? stamps.delivered_at : stamps.cancelled_at;
  const Measure by_business = business ? Measure(business) : Measure(wall);
  const bool manufacturer_in_business = rule.basis == ClockBasis::kBusiness;
  return {read(ClockKind::kCustomer, stamps.accepted_at, stop, now, pauses, false, wall, rule.customer_limit),
          read(ClockKind::kBusiness, stamps.accepted_at, stop, now, pauses, false, by_business,
               rule.business_limit),
          read(ClockKind::kManufacturer, start_of(stamps, rule.starts_at), stop, now, pauses,
               rule.stops_in_evidenced_pauses, manufacturer_in_business ? by_business : Measure(wall),
               rule.manufacturer_limit)};
}

}  // namespace manyi::workorders
