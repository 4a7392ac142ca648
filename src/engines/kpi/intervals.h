// 95 % intervals: Wilson for rates, Poisson for counts, Student for means and ratios, order statistics for percentiles.
// Owns the decision below which n there is none.
#pragma once

#include <cstdint>
#include <optional>

#include "engines/kpi/evaluate.h"

namespace manyi::kpi {

/// Wilson score interval of good out of n. \errors nullopt when n = 0
std::optional<Interval> wilson(std::int64_t good, std::int64_t n);

/// Exact interval of the mean of a Poisson count (Garwood): events met by chance and counted.
Interval poisson(std::int64_t count);

/// Mean ± t(n-1) standard errors. `sum`, `squares`: sums of the values and of their squares.
/// \errors nullopt when n < 2
std::optional<Interval> mean_interval(std::int64_t n, long double sum, long double squares);

/// What is known of the records behind a ratio of sums: x in the numerator over y in the denominator.
struct RatioSums {
  std::int64_t n = 0;
  long double x = 0, y = 0;            // their sums
  long double xx = 0, xy = 0, yy = 0;  // the sums of their products
  bool share = false;                  // each record counts with all of its y or not at all
  bool within = false;                 // no record's x lies outside of 0 .. y
};
/// Of a share, Wilson's with the number of records of equal weight that would be as uncertain; it is Wilson's
/// when all weights are equal. Of parts that lie within their wholes, the same with Student's t, so that it
/// stays within 0 .. 1. Of others, the ratio ± t(n-1) standard errors of the ratio estimator, which is
/// Student's when the denominator counts.
/// \errors nullopt when y is 0, and for others than shares when n < 2
std::optional<Interval> ratio_interval(const RatioSums& sums);

/// Ranks, from 1, of the order statistics that enclose the p-quantile with at least 95 %
/// confidence whatever the distribution; exact up to n = 1000, normal beyond.
/// \errors nullopt when n is too small for both
struct Ranks {
  std::int64_t low, high;
};
std::optional<Ranks> quantile_ranks(std::int64_t n, double p);

// How many more records until an interval reaches at most `half` to either side, if what comes is like
// what came. `half` > 0.

/// Of a rate, by Wilson; nothing known yet (n = 0) is taken for a half, the most uncertain.
std::int64_t more_for_rate(double rate, std::int64_t n, double half);
/// Of a mean whose interval now is `reach` to either side. \errors nullopt when n < 2
std::optional<std::int64_t> more_for_mean(std::int64_t n, double reach, double half);
/// Of anything else that narrows with the root of n: percentiles, counts met by chance.
std::optional<std::int64_t> more_for_others(std::int64_t n, double reach, double half);

}  // namespace manyi::kpi
