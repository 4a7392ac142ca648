// Charts of what lies between rare events: t (days) and g (cases).
// Owns Nelson's transformation and the geometric distribution's quantiles.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engines/spc/families.h"

namespace manyi::spc {
namespace {

// Nelson (1994): waiting times to this power are nearly normal, so that XmR limits hold for them.
constexpr double kPower = 1 / 3.6;
constexpr double kIndividualsFactor = 2.66;
// Normal probabilities below -3, -2, -1, 0, 1, 2, 3 sigma.
constexpr std::array<double, 7> kBelow{0.0013498980316301, 0.0227501319481792, 0.1586552539314571, 0.5,
                                       0.8413447460685429, 0.9772498680518208, 0.9986501019683699};

double days(const Subgroup& subgroup) { return subgroup.values[0]; }
double back(double transformed) { return transformed > 0 ? std::pow(transformed, 1 / kPower) : 0; }

/// Smallest number of cases between two events that is not exceeded with the given probability.
double geometric_quantile(double mean, double probability) {
  if (mean <= 0) return 0;
  const double exact = std::log1p(-probability) / std::log(mean / (1 + mean)) - 1;
  return std::max(0.0, std::ceil(exact - 1e-9));  // a quantile that is whole must not be rounded up by an ulp
}

void draw_days(ChartPoint& point, const Subgroup& subgroup, const Basis* basis) {
  point.value = days(subgroup);
  if (basis == nullptr) return;
  const auto line = [&](double sigmas) { return back(basis->centre + sigmas * basis->sigma); };
  set_limits(point, line(0), line(-3), line(3));
  point.lower_2_sigma = line(-2);
  point.upper_2_sigma = line(2);
  point.lower_1_sigma = line(-1);
  point.upper_1_sigma = line(1);
}

void draw_cases(ChartPoint& point, const Subgroup& subgroup, const Basis* basis, GLimits limits) {
  point.value = *subgroup.count;
  if (basis == nullptr) return;
  const double mean = basis->centre;
  if (limits == GLimits::kSigma) {
    set_lines(point, mean, std::sqrt(mean * (mean + 1)), 0, std::numeric_limits<double>::infinity());
    return;
  }
  const auto line = [&](std::size_t at) { return geometric_quantile(mean, kBelow[at]); };
  set_limits(point, line(3), line(0), line(6));
  point.lower_2_sigma = line(1);
  point.lower_1_sigma = line(2);
  point.upper_1_sigma = line(4);
  point.upper_2_sigma = line(5);
}

}  // namespace

std::optional<Basis> estimate_rare_events(const Stretch& stretch) {
  const bool in_days = stretch.spec.kind == ChartKind::kT;
  const auto shown = [&](std::int64_t i) {
    return in_days ? std::pow(days(stretch.at(i)), kPower) : *stretch.at(i).count;
  };
  double sum = 0;
  for (auto i = stretch.first; i <= stretch.last; ++i)
    if (stretch.in_baseline(i)) sum += shown(i);
  const auto points = stretch.baseline_size();
  if (points == 0) return std::nullopt;
  const double mean = sum / static_cast<double>(points);
  if (!in_days) return Basis{mean, std::sqrt(mean * (mean + 1)), 1, points};
  const auto moving = stretch.mean_moving_range(shown);
  if (!moving) return std::nullopt;
  return Basis{mean, *moving * kIndividualsFactor / 3, 1, points};
}

void draw_rare_events(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels) {
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    const Subgroup& subgroup = stretch.at(i);
    ChartPoint& point = panels[0].points[static_cast<std::size_t>(i)];
    point.n = 1;
    if (!has_data(stretch.spec.kind, subgroup)) continue;
    const Basis* known = basis ? &*basis : nullptr;
    if (stretch.spec.kind == ChartKind::kT)
      draw_days(point, subgroup, known);
    else
      draw_cases(point, subgroup, known, stretch.spec.g_limits);
  }
}

}  // namespace manyi::spc
