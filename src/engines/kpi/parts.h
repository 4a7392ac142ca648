// What is summed per cell, and how a cell is made of it.
// Owns the reading of numerator, denominator, value and interval per kind of metric.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engines/kpi/evaluate.h"

namespace manyi::kpi {

__extension__ typedef __int128 Wide;

/// Sums of products over the records of a ratio of sums: x in the numerator, y in the denominator. Its
/// interval needs them.
struct Moments {
  Wide xx = 0, xy = 0, yy = 0;
  std::int64_t outside = 0;  // records whose x does not lie within 0 .. y

  template <int sign> void change(std::int64_t x, std::int64_t y) {
    xx += sign * (static_cast<Wide>(x) * x);
    xy += sign * (static_cast<Wide>(x) * y);
    yy += sign * (static_cast<Wide>(y) * y);
    outside += sign * static_cast<std::int64_t>((x < 0) | (x > y));
  }
  Moments& operator+=(const Moments& other) {
    xx += other.xx, xy += other.xy, yy += other.yy, outside += other.outside;
    return *this;
  }
  bool operator==(const Moments&) const = default;
};

/// The same of real numbers.
struct RealMoments {
  double xx = 0, xy = 0, yy = 0;
  std::int64_t outside = 0;

  void add(double x, double y) {
    xx += x * x, xy += x * y, yy += y * y;
    outside += (x < 0) | (x > y);
  }
  bool operator==(const RealMoments&) const = default;
};

/// Whether a metric is a ratio whose interval takes moments: counts or sums, a sum among them.
bool has_moments(const Metric& metric);

/// Additive parts of a cell. Whole numbers are summed exactly, so that what was added can
/// be subtracted without a trace.
struct Parts {
  std::int64_t counted = 0;    // records in the denominator, or behind the value
  std::int64_t numerator = 0;  // records in the numerator
  std::int64_t unlinked = 0;
  std::int64_t pending = 0;
  Wide sum = 0, squares = 0;  // of the measured value
  Wide under = 0;             // of the denominator's value
  double real_sum = 0, real_squares = 0, real_under = 0;
  Moments moments;
  RealMoments real_moments;  // when x or y is real
  bool operator==(const Parts&) const = default;
};

/// Fills numbers and interval of all but percentiles, min and max, which are not additive.
void fill(Cell& cell, const Metric& metric, const Parts& parts);

/// An order-preserving image of a real number among whole numbers, and back.
std::int64_t order_key(double value);
double from_order_key(std::int64_t key);

/// Fills a percentile, median, min or max from all values of the cell, which it rearranges.
/// `real`: the values are order keys of real numbers.
void fill_ordered(Cell& cell, const Metric& metric, std::int64_t* first, std::int64_t* last, bool real);

/// The period has begun somewhere.
bool has_begun(const Period& period, Instant as_of, const std::vector<TimeZone>& zones);

/// Takes the numbers from a cell of a period that has not begun.
void withhold(Cell& cell);

/// The same from an order: `at(rank)` is the value of that rank, from 0, of n values.
void fill_ranked(Cell& cell, const Metric& metric, std::int64_t n,
                 const std::function<double(std::int64_t)>& at);
/// The least and the greatest rank that it will ask for; n > 0.
struct RankSpan {
  std::int64_t low, high;
};
RankSpan ranks_of(const Metric& metric, std::int64_t n);

/// Marks provisional cells and takes the value from periods that have not begun.
void settle(Cell& cell, const Metric& metric, Instant as_of, const std::vector<TimeZone>& zones);

/// The order of cells within a period: by label, then key; "no value" last.
bool comes_before(const std::vector<DimensionValue>& a, const std::vector<DimensionValue>& b);

/// The periods a query asks about. \errors kInvalid when empty or too many
Result<std::vector<Period>> periods_of(const FactTable& table, const Query& query,
                                       std::optional<Grain> grain);

}  // namespace manyi::kpi
