// From sums to cells.
// Owns "no data" and the choice of interval.
#include "engines/kpi/parts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "engines/kpi/intervals.h"
#include "engines/kpi/sweep.h"

namespace manyi::kpi {
namespace {

constexpr std::int64_t kMostDays = 40'000;

/// Puts the values of ranks low..high (from 0) in their places; the others fall on their side.
/// Cuts by pivots from a sample, without branches on values: four times faster here than
/// std::nth_element, whose branches are mispredicted every other time.
void place_ranks(std::int64_t* values, std::int64_t n, std::int64_t low, std::int64_t high) {
  constexpr std::int64_t kShort = 32;
  constexpr int kSample = 16;
  std::int64_t begin = 0, end = n;
  while (end - begin > kShort) {
    const std::int64_t width = end - begin, before = width;
    std::array<std::int64_t, kSample> sample;
    for (int i = 0; i < kSample; ++i)
      sample[static_cast<std::size_t>(i)] = values[begin + width * i / kSample];
    std::sort(sample.begin(), sample.end());
    const auto cut = [&](std::int64_t pivot, bool with_equal) {
      std::int64_t next = begin;
      for (std::int64_t i = begin; i < end; ++i) {
        const auto value = values[i];
        values[i] = values[next];
        values[next] = value;
        next += with_equal ? value <= pivot : value < pivot;
      }
      return next;
    };
    // Two sample places beside the wanted ranks leave them inside nearly always.
    const auto left = (low - begin) * kSample / width - 2, right = (high - begin) * kSample / width + 2;
    if (left >= 0) {
      const auto at = cut(sample[static_cast<std::size_t>(left)], false);
      if (at <= low)
        begin = at;
      else if (high < at)
        end = at;
    }
    if (right < kSample && end - begin > kShort) {
      const auto at = cut(sample[static_cast<std::size_t>(right)], true);
      if (high < at)
        end = at;
      else if (at <= low)
        begin = at;
    }
    if (end - begin > before - before / 16) break;  // many equal values, or an unlucky sample
  }
  std::sort(values + begin, values + end);
}

double total(const ExprPtr& of, std::int64_t count, Wide whole, double real) {
  if (!of) return static_cast<double>(count);
  return of->type == Type::kNumber ? real : static_cast<double>(whole);
}

/// The exact whole sums as they are, real ones as they were added up.
long double exact(const ExprPtr& of, std::int64_t count, Wide whole, double real) {
  if (!of) return static_cast<long double>(count);
  return of->type == Type::kNumber ? static_cast<long double>(real) : static_cast<long double>(whole);
}

std::optional<Interval> interval_of_ratio(const Metric& metric, const Parts& parts) {
  const auto& x = metric.numerator->of;
  const auto& y = metric.denominator->of;
  RatioSums sums;
  sums.n = parts.counted;
  sums.x = exact(x, parts.numerator, parts.sum, parts.real_sum);
  sums.y = exact(y, parts.counted, parts.under, parts.real_under);
  if ((x && x->type == Type::kNumber) || (y && y->type == Type::kNumber)) {
    const auto& m = parts.real_moments;
    sums.xx = m.xx, sums.xy = m.xy, sums.yy = m.yy;
    sums.within = m.outside == 0;
  } else {
    const auto& m = parts.moments;
    sums.xx = static_cast<long double>(m.xx);
    sums.xy = static_cast<long double>(m.xy);
    sums.yy = static_cast<long double>(m.yy);
    sums.within = m.outside == 0;
  }
  sums.share = x && y && same(*x, *y);
  return ratio_interval(sums);
}

}  // namespace

bool has_moments(const Metric& metric) {
  const auto additive = [](const Measure& measure) {
    return measure.aggregate == Aggregate::kCount || measure.aggregate == Aggregate::kSum;
  };
  return metric.numerator && metric.denominator && additive(*metric.numerator) &&
         additive(*metric.denominator) && (metric.numerator->of || metric.denominator->of);
}

void fill(Cell& cell, const Metric& metric, const Parts& parts) {
  cell.n = parts.counted;
  cell.unlinked = parts.unlinked;
  cell.pending = parts.pending;
  if (!metric.value) {
    cell.numerator = total(metric.numerator->of, parts.numerator, parts.sum, parts.real_sum);
    cell.denominator = total(metric.denominator->of, parts.counted, parts.under, parts.real_under);
    if (*cell.denominator != 0) cell.value = *cell.numerator / *cell.denominator;
    if (metric.is_rate()) {
      const bool values = metric.numerator->aggregate == Aggregate::kDistinct;
      cell.interval =
          values ? wilson(static_cast<std::int64_t>(parts.sum), static_cast<std::int64_t>(parts.under))
                 : wilson(parts.numerator, parts.counted);
    } else if (cell.value && has_moments(metric)) {
      cell.interval = interval_of_ratio(metric, parts);
    }
    return;
  }
  const auto& measure = *metric.value;
  if (metric.is_total()) {
    cell.numerator = total(measure.of, parts.counted, parts.sum, parts.real_sum);
    cell.value = cell.numerator;
    return;
  }
  cell.denominator = static_cast<double>(parts.counted);
  if (measure.aggregate != Aggregate::kAvg) return;
  const bool real = measure.of->type == Type::kNumber;
  const auto sum = real ? static_cast<long double>(parts.real_sum) : static_cast<long double>(parts.sum);
  const auto squares =
      real ? static_cast<long double>(parts.real_squares) : static_cast<long double>(parts.squares);
  cell.numerator = static_cast<double>(sum);
  if (parts.counted == 0) return;
  cell.value = static_cast<double>(sum / static_cast<long double>(parts.counted));
  cell.interval = mean_interval(parts.counted, sum, squares);
  // A few long durations among short ones would give an interval that begins before zero.
  if (cell.interval && metric.unit == Unit::kDurationMs)
    cell.interval->low = std::max(0.0, cell.interval->low);
}

std::int64_t order_key(double value) {
  const auto bits = std::bit_cast<std::int64_t>(value);
  return bits < 0 ? bits ^ std::numeric_limits<std::int64_t>::max() : bits;
}

double from_order_key(std::int64_t key) {
  return std::bit_cast<double>(key < 0 ? key ^ std::numeric_limits<std::int64_t>::max() : key);
}

void fill_ordered(Cell& cell, const Metric& metric, std::int64_t* first, std::int64_t* last, bool real) {
  const auto n = last - first;
  if (n == 0) return;
  const auto number = [&](std::int64_t key) { return real ? from_order_key(key) : static_cast<double>(key); };
  const auto& measure = *metric.value;
  if (measure.aggregate == Aggregate::kMin || measure.aggregate == Aggregate::kMax) {
    const auto [low, high] = std::minmax_element(first, last);
    cell.value = number(measure.aggregate == Aggregate::kMin ? *low : *high);
    return;
  }
  const double at = static_cast<double>(n - 1) * measure.fraction;
  const auto lower = std::min<std::int64_t>(static_cast<std::int64_t>(std::floor(at)), n - 1);
  const auto upper = std::min<std::int64_t>(lower + 1, n - 1);
  const auto ranks = quantile_ranks(n, measure.fraction);
  place_ranks(first, n, ranks ? std::min(ranks->low - 1, lower) : lower,
              ranks ? std::max(ranks->high - 1, upper) : upper);
  const double a = number(first[lower]), b = number(first[upper]);
  cell.value = a + (at - static_cast<double>(lower)) * (b - a);
  if (ranks) cell.interval = Interval{number(first[ranks->low - 1]), number(first[ranks->high - 1])};
}

const std::optional<Ranks>& interval_ranks(std::int64_t n, double fraction) {
  // The exact search costs a microsecond, and cells of a size come again.
  struct Known {
    std::int64_t n = -1;
    double fraction = 0;
    std::optional<Ranks> ranks;
  };
  thread_local std::array<Known, 4096> known;
  auto& slot = known[static_cast<std::size_t>(n) % known.size()];
  if (slot.n != n || slot.fraction != fraction) slot = {n, fraction, quantile_ranks(n, fraction)};
  return slot.ranks;
}

RankSpan ranks_of(const Metric& metric, std::int64_t n) {
  const auto& measure = *metric.value;
  if (measure.aggregate == Aggregate::kMin) return {0, 0};
  if (measure.aggregate == Aggregate::kMax) return {n - 1, n - 1};
  const auto lower = std::min<std::int64_t>(
      static_cast<std::int64_t>(std::floor(static_cast<double>(n - 1) * measure.fraction)), n - 1);
  const auto upper = std::min<std::int64_t>(lower + 1, n - 1);
  const auto& ranks = interval_ranks(n, measure.fraction);
  return ranks ? RankSpan{std::min(ranks->low - 1, lower), std::max(ranks->high - 1, upper)}
               : RankSpan{lower, upper};
}

void fill_ranked(Cell& cell, const Metric& metric, std::int64_t n,
                 const std::function<double(std::int64_t)>& at) {
  if (n == 0) return;
  const auto& measure = *metric.value;
  if (measure.aggregate == Aggregate::kMin || measure.aggregate == Aggregate::kMax) {
    cell.value = at(measure.aggregate == Aggregate::kMin ? 0 : n - 1);
    return;
  }
  const double place = static_cast<double>(n - 1) * measure.fraction;
  const auto lower = std::min<std::int64_t>(static_cast<std::int64_t>(std::floor(place)), n - 1);
  const auto upper = std::min<std::int64_t>(lower + 1, n - 1);
  const double a = at(lower), b = at(upper);
  cell.value = a + (place - static_cast<double>(lower)) * (b - a);
  if (const auto& ranks = interval_ranks(n, measure.fraction))
    cell.interval = Interval{at(ranks->low - 1), at(ranks->high - 1)};
}

bool has_begun(const Period& period, Instant as_of, const std::vector<TimeZone>& zones) {
  return std::any_of(zones.begin(), zones.end(),
                     [&](const TimeZone& zone) { return bound_instant(period.from, zone) <= as_of; });
}

void withhold(Cell& cell) {
  cell.numerator = cell.value = std::nullopt;
  cell.interval = std::nullopt;
  if (cell.denominator) cell.denominator = 0;
}

void settle(Cell& cell, const Metric& metric, Instant as_of, const std::vector<TimeZone>& zones) {
  for (const auto& zone : zones) {
    if (metric.basis == Basis::kCohort)
      cell.provisional =
          cell.provisional || as_of < bound_instant(cell.period.to, zone) + DurationMs(metric.window_ms);
  }
  cell.provisional = cell.provisional || cell.pending > 0;
  if (!has_begun(cell.period, as_of, zones)) withhold(cell);
}

bool comes_before(const std::vector<DimensionValue>& a, const std::vector<DimensionValue>& b) {
  for (std::size_t d = 0; d < a.size(); ++d) {
    if (a[d].key == b[d].key) continue;
    if (!a[d].key || !b[d].key) return a[d].key.has_value();
    return a[d].label != b[d].label ? a[d].label < b[d].label : a[d].key < b[d].key;
  }
  return false;
}

Result<std::vector<Period>> periods_of(const FactTable& table, const Query& query,
                                       std::optional<Grain> grain) {
  const auto& zone = table.zones().front();
  const auto from = bound_instant(query.from, zone), to = bound_instant(query.to, zone);
  if (from >= to) return invalid("/to", "empty_period", "'to' must come after 'from'");
  if (grain && (to - from).ms() / kDay.ms() > kMostDays)
    return invalid("/from", "too_long", "with a grain, at most 40,000 days at once");
  return split(query.from, query.to, grain, zone);
}

}  // namespace manyi::kpi
