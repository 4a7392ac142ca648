// Which chart fits a metric, and whether counts vary more than chance makes them.
// Owns the thresholds.
#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "engines/spc/families.h"

namespace manyi::spc {
namespace {

constexpr double kSignificance = 0.05;
constexpr double kNormal95 = 1.6448536269514722;
// The mean moving range of m independent standard normal points, over d2, deviates by 0.909 / sqrt(m).
constexpr double kMovingRangeNoise = 0.909;
constexpr double kExpectedEvents = 1;  // fewer per point: most points are 0 and the lower limit never exists
constexpr std::size_t kRangesUpTo = 10;

bool counted(MetricKind kind) { return kind == MetricKind::kRate || kind == MetricKind::kCountPerArea; }

/// What the points with data hold, excluded ones left out.
struct Total {
  double events = 0, sizes = 0;
  std::int64_t points = 0;
  bool constant = true;
};
Total total(MetricKind kind, const Series& series) {
  const ChartKind chart = kind == MetricKind::kRate ? ChartKind::kP : ChartKind::kU;
  Total all;
  std::optional<double> size;
  for (const auto& subgroup : series.subgroups) {
    if (subgroup.excluded || !has_data(chart, subgroup)) continue;
    const double own = subgroup.size.value_or(1);
    all.events += *subgroup.count;
    all.sizes += own;
    ++all.points;
    all.constant = all.constant && (!size || *size == own);
    size = own;
  }
  return all;
}

std::int64_t points_with_values(const Series& series) {
  return std::count_if(series.subgroups.begin(), series.subgroups.end(),
                       [](const Subgroup& s) { return !s.excluded && !s.values.empty(); });
}

Advice advise_counts(MetricKind kind, const Series& series) {
  const bool rate = kind == MetricKind::kRate;
  const Total all = total(kind, series);
  Advice advice;
  advice.provisional = all.points < kBaselineWanted;
  advice.dispersion = dispersion(kind, series);
  if (all.points > 0 && all.events / static_cast<double>(all.points) < kExpectedEvents) {
    advice.kind = rate ? ChartKind::kG : ChartKind::kT;
    advice.reason = Reason::kTooRare;
  } else if (advice.dispersion && advice.dispersion->over) {
    advice.kind = rate ? ChartKind::kLaneyP : ChartKind::kLaneyU;
    advice.reason = Reason::kOverdispersed;
  } else if (!rate && all.constant) {
    advice.kind = ChartKind::kC;
    advice.reason = Reason::kConstantArea;
  } else {
    advice.kind = rate ? ChartKind::kP : ChartKind::kU;
    advice.reason = Reason::kCountsAsChance;
  }
  return advice;
}

Advice advise_subgroups(const Series& series) {
  std::optional<std::size_t> size;
  std::size_t largest = 0;
  bool equal = true;
  for (const auto& subgroup : series.subgroups) {
    if (subgroup.excluded || subgroup.values.empty()) continue;
    equal = equal && (!size || *size == subgroup.values.size());
    size = subgroup.values.size();
    largest = std::max(largest, *size);
  }
  Advice advice;
  advice.provisional = points_with_values(series) < kBaselineWanted;
  if (largest <= 1) {
    advice.kind = ChartKind::kXmr;
    advice.reason = Reason::kSingleValues;
  } else if (equal && largest <= kRangesUpTo) {
    advice.kind = ChartKind::kXbarR;
    advice.reason = Reason::kSmallSubgroups;
  } else {
    advice.kind = ChartKind::kXbarS;
    advice.reason = Reason::kLargeOrUnequalSubgroups;
  }
  return advice;
}

}  // namespace

std::optional<Dispersion> dispersion(MetricKind kind, const Series& series) {
  if (!counted(kind)) return std::nullopt;
  const Total all = total(kind, series);
  if (all.points < 2 || all.sizes <= 0) return std::nullopt;
  const double centre = all.events / all.sizes;
  const double variance = kind == MetricKind::kRate ? centre * (1 - centre) : centre;
  if (!(variance > 0)) return std::nullopt;
  Dispersion told;
  std::optional<double> before;
  double moving = 0;
  std::int64_t pairs = 0;
  const ChartKind chart = kind == MetricKind::kRate ? ChartKind::kP : ChartKind::kU;
  for (const auto& subgroup : series.subgroups) {
    if (subgroup.excluded || !has_data(chart, subgroup)) {
      before.reset();
      continue;
    }
    const double size = subgroup.size.value_or(1);
    const double z = (*subgroup.count / size - centre) / std::sqrt(variance / size);
    told.chi_squared += z * z;
    if (before) {
      moving += std::abs(z - *before);
      ++pairs;
    }
    before = z;
  }
  told.degrees = all.points - 1;
  told.ratio = told.chi_squared / static_cast<double>(told.degrees);
  told.p_value = boost::math::cdf(
      boost::math::complement(boost::math::chi_squared(static_cast<double>(told.degrees)), told.chi_squared));
  if (pairs > 0) told.sigma_z = moving / static_cast<double>(pairs) / constants(2)->d2;
  told.sigma_z_limit = 1 + kNormal95 * kMovingRangeNoise / std::sqrt(static_cast<double>(all.points));
  told.over = told.p_value < kSignificance && told.sigma_z > told.sigma_z_limit;
  return told;
}

Advice advise(MetricKind kind, const Series& series) {
  switch (kind) {
    case MetricKind::kRate:
    case MetricKind::kCountPerArea: return advise_counts(kind, series);
    case MetricKind::kSubgroupMean: return advise_subgroups(series);
    case MetricKind::kIndividual:
      return {ChartKind::kXmr, Reason::kSingleValues, {}, points_with_values(series) < kBaselineWanted};
    case MetricKind::kTimeBetween:
      return {ChartKind::kT, Reason::kRareEvents, {}, points_with_values(series) < kBaselineWanted};
    case MetricKind::kNumberBetween: break;
  }
  const auto points = std::count_if(series.subgroups.begin(), series.subgroups.end(),
                                    [](const Subgroup& s) { return !s.excluded && s.count; });
  return {ChartKind::kG, Reason::kRareEvents, {}, points < kBaselineWanted};
}

}  // namespace manyi::spc
