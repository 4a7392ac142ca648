// Local calendars for reporting: grains, periods, and the fast way from an instant to its period.
// Owns the rule that a period begins at local midnight of the site.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/instant.h"
#include "base/time_zone.h"

namespace manyi::kpi {

enum class Grain { kDay, kWeek, kMonth, kQuarter, kYear };  // weeks begin on Monday

std::optional<Grain> parse_grain(std::string_view text);  // "day" ... "year"
std::string_view grain_name(Grain grain);
/// First day of the period the date lies in.
Date period_start(Grain grain, Date date);
Date next_period(Grain grain, Date start);

/// An edge of a period: a date (local midnight at each row's site) or an exact instant.
using Bound = std::variant<Date, Instant>;
std::optional<Bound> parse_bound(std::string_view text);  // YYYY-MM-DD or RFC 3339
std::string bound_text(const Bound& bound);
Instant bound_instant(const Bound& bound, const TimeZone& zone);

/// Half-open [from, to).
struct Period {
  Bound from, to;
  bool operator==(const Period&) const = default;
};

/// The length of a rolling window: calendar months, or days.
struct Rolling {
  enum class Unit { kMonths, kDays };
  int count = 0;
  Unit unit = Unit::kMonths;
  bool operator==(const Rolling&) const = default;
};
std::optional<Rolling> parse_rolling(std::string_view text);  // "12 months", "3months", "90 days", "90d"
std::string rolling_text(const Rolling& rolling);             // "12 months"
/// Where the window that ends with a period begins: the same day `count` months earlier, or that
/// month's last day; for an instant the same time of day in `zone`.
Bound window_start(const Rolling& rolling, const Bound& end, const TimeZone& zone);

/// Cuts [from, to) at the grain's calendar edges; the first and last piece may be partial.
/// Without a grain: one period. An instant bound takes its calendar date from `zone`.
std::vector<Period> split(const Bound& from, const Bound& to, std::optional<Grain> grain,
                          const TimeZone& zone);

/// From an instant to the number of its period in a few instructions: a grid of cells
/// narrower than any period, each with the period it begins in and at most one edge.
/// Rejected: binary search over edges (four times slower at 36 periods).
class PeriodGrid {
 public:
  /// Periods follow each other without a gap.
  PeriodGrid(const std::vector<Period>& periods, const TimeZone& zone);
  /// Period number, or count() when outside all of them.
  std::uint32_t find(std::int64_t ms) const {
    const std::uint64_t at = static_cast<std::uint64_t>(ms) - static_cast<std::uint64_t>(begin_);
    const Cell& cell = cells_[at < span_ ? at >> shift_ : outside_];
    // Picked by index: a branch on random rows would be mispredicted half the time.
    return cell.period[at >= cell.edge];
  }
  std::uint32_t count() const { return count_; }
  std::int64_t edge(std::size_t i) const { return edges_[i]; }  // i in 0..count()

 private:
  struct Cell {
    std::uint64_t edge;
    std::uint32_t period[2];
  };  // before and after the edge
  std::int64_t begin_ = 0;
  std::uint64_t span_ = 0;
  std::uint64_t outside_ = 0;  // the last cell stands for everything outside
  unsigned shift_ = 0;
  std::uint32_t count_ = 0;
  std::vector<Cell> cells_;
  std::vector<std::int64_t> edges_;
};

}  // namespace manyi::kpi
