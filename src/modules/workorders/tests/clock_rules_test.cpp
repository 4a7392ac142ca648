// The three clocks, each with a hand calculation beside it.
// Owns the cases of pauses: with and without evidence, overlapping, outside the clock's run.
#include "modules/workorders/clock_rules.h"

#include <gtest/gtest.h>

#include "base/time_zone.h"

namespace manyi::workorders {
namespace {

Instant at(const char* text) { return *Instant::parse(text); }

// Business time of a shop that is open half of any span.
DurationMs half(Instant from, Instant to) { return DurationMs((to - from).ms() / 2); }

Stamps accepted(const char* when) {
  Stamps stamps;
  stamps.requested_at = stamps.accepted_at = at(when);
  return stamps;
}

ClockReading reading(ClockKind kind, const std::vector<ClockReading>& all) {
  for (const auto& clock : all)
    if (clock.kind == kind) return clock;
  return {};
}

TEST(Clocks, PauseWithEvidenceStopsTheManufacturerAlone) {
  // Accepted 3/9 11:20, paused 3/9 16:10 to 3/11 10:10 with the manufacturer's number, read 3/11 11:20.
  // Customer: 48 h. Manufacturer: 48 h - 42 h = 6 h. Business at half speed: 24 h.
  const auto clocks = read_clocks(accepted("2026-03-09T11:20:00Z"),
                                  {{at("2026-03-09T16:10:00Z"), at("2026-03-11T10:10:00Z"), true}}, {}, half,
                                  at("2026-03-11T11:20:00Z"));
  EXPECT_EQ(reading(ClockKind::kCustomer, clocks).used_ms, kHour * 48);
  EXPECT_EQ(reading(ClockKind::kCustomer, clocks).paused_ms, kHour * 42);
  EXPECT_EQ(reading(ClockKind::kBusiness, clocks).used_ms, kHour * 24);
  EXPECT_EQ(reading(ClockKind::kManufacturer, clocks).used_ms, kHour * 6);
  EXPECT_TRUE(reading(ClockKind::kManufacturer, clocks).running);
}

TEST(Clocks, PauseWithoutEvidenceStopsNothing) {
  const auto clocks = read_clocks(accepted("2026-03-09T00:00:00Z"),
                                  {{at("2026-03-09T02:00:00Z"), at("2026-03-09T05:00:00Z"), false}}, {}, half,
                                  at("2026-03-09T10:00:00Z"));
  EXPECT_EQ(reading(ClockKind::kManufacturer, clocks).used_ms, kHour * 10);
  EXPECT_EQ(reading(ClockKind::kManufacturer, clocks).paused_ms, kHour * 3);
}

TEST(Clocks, RunningPauseHoldsTheClockStill) {
  const auto clocks =
      read_clocks(accepted("2026-03-09T00:00:00Z"), {{at("2026-03-09T02:00:00Z"), std::nullopt, true}}, {},
                  half, at("2026-03-09T10:00:00Z"));
  EXPECT_EQ(reading(ClockKind::kManufacturer, clocks).used_ms, kHour * 2);
  EXPECT_FALSE(reading(ClockKind::kManufacturer, clocks).running);
  EXPECT_TRUE(reading(ClockKind::kCustomer, clocks).running);
}

TEST(Clocks, OverlappingPausesAreTakenOffOnce) {
  const auto clocks = read_clocks(accepted("2026-03-09T00:00:00Z"),
                                  {{at("2026-03-09T01:00:00Z"), at("2026-03-09T04:00:00Z"), true},
                                   {at("2026-03-09T03:00:00Z"), at("2026-03-09T05:00:00Z"), true}},
                                  {}, half, at("2026-03-09T10:00:00Z"));
  EXPECT_EQ(reading(ClockKind::kManufacturer, clocks).used_ms, kHour * 6);  // 10 - (1..5)
}

TEST(Clocks, StopAtDelivery) {
  auto stamps = accepted("2026-03-09T00:00:00Z");
  stamps.delivered_at = at("2026-03-10T00:00:00Z");
  const auto clocks = read_clocks(stamps, {}, {}, half, at("2026-06-01T00:00:00Z"));
  EXPECT_EQ(reading(ClockKind::kCustomer, clocks).used_ms, kDay);
  EXPECT_FALSE(reading(ClockKind::kCustomer, clocks).running);
}

TEST(Clocks, ManufacturerMayCountBusinessTimeFromAnotherMoment) {
  auto stamps = accepted("2026-03-09T00:00:00Z");
  stamps.part_requested_at = at("2026-03-09T04:00:00Z");
  ClockRule rule;
  rule.starts_at = ClockStart::kPartAvailable;
  rule.basis = ClockBasis::kBusiness;
  const auto waiting = read_clocks(stamps, {}, rule, half, at("2026-03-11T00:00:00Z"));
  EXPECT_FALSE(reading(ClockKind::kManufacturer, waiting).started_at.has_value());
  stamps.part_available_at = at("2026-03-10T00:00:00Z");
  const auto there = read_clocks(stamps, {}, rule, half, at("2026-03-11T00:00:00Z"));
  EXPECT_EQ(reading(ClockKind::kManufacturer, there).used_ms, kHour * 12);
}

TEST(Clocks, DraftHasNotStarted) {
  const auto clocks = read_clocks({}, {}, {}, half, at("2026-03-11T00:00:00Z"));
  for (const auto& clock : clocks) {
    EXPECT_FALSE(clock.running);
    EXPECT_EQ(clock.used_ms, DurationMs());
  }
}

TEST(Clocks, OverTheLimitIsSaid) {
  const auto clocks = read_clocks(accepted("2026-03-01T00:00:00Z"), {}, {}, half, at("2026-03-07T00:00:00Z"));
  EXPECT_TRUE(reading(ClockKind::kCustomer, clocks).over_limit);  // 6 days against 5
  EXPECT_TRUE(reading(ClockKind::kBusiness, clocks).over_limit);  // 72 h against 45
}

}  // namespace
}  // namespace manyi::workorders
