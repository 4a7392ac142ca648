// A chart from its spec: checks the input, walks the phases, applies the rules.
// Owns what a phase, a baseline and frozen limits are.
#include <algorithm>
#include <cmath>

#include "engines/spc/families.h"

namespace manyi::spc {
namespace {

enum class Reads { kCount, kCountAndSize, kOneValue, kValues };

Reads reads(ChartKind kind) {
  switch (kind) {
    case ChartKind::kC:
    case ChartKind::kG: return Reads::kCount;
    case ChartKind::kP:
    case ChartKind::kNp:
    case ChartKind::kLaneyP:
    case ChartKind::kU:
    case ChartKind::kLaneyU: return Reads::kCountAndSize;
    case ChartKind::kXmr:
    case ChartKind::kT: return Reads::kOneValue;
    case ChartKind::kXbarR:
    case ChartKind::kXbarS:
    case ChartKind::kEwma:
    case ChartKind::kCusum: break;
  }
  return Reads::kValues;
}

bool binomial(ChartKind kind) {
  return kind == ChartKind::kP || kind == ChartKind::kNp || kind == ChartKind::kLaneyP;
}

class Check {
 public:
  void that(bool right, std::string pointer, std::string code, std::string message) {
    if (!right) errors.push_back({std::move(pointer), std::move(code), std::move(message)});
  }
  std::vector<FieldError> errors;
};

bool whole(double value) { return std::isfinite(value) && value >= 0 && value == std::floor(value); }

void check_counts(ChartKind kind, const Subgroup& subgroup, const std::string& at, Check& check) {
  if (subgroup.count)
    check.that(whole(*subgroup.count), at + "/count", "whole", "A count is a whole number from 0 on.");
  if (reads(kind) == Reads::kCount) return;
  const double size = subgroup.size.value_or(1);
  if (binomial(kind)) {
    check.that(whole(size), at + "/size", "whole", "The number of cases is a whole number from 0 on.");
    check.that(!subgroup.count || !(*subgroup.count > size), at + "/count", "more_than_all",
               "More were counted than there are cases.");
  } else {
    check.that(std::isfinite(size) && size >= 0, at + "/size", "out_of_range",
               "The area must not be negative.");
    check.that(size > 0 || subgroup.count.value_or(0) == 0, at + "/count", "more_than_all",
               "Events were counted in no area.");
  }
}

void check_values(ChartKind kind, const Subgroup& subgroup, const std::string& at, Check& check) {
  for (std::size_t k = 0; k < subgroup.values.size(); ++k) {
    const std::string place = at + "/values/" + std::to_string(k);
    check.that(std::isfinite(subgroup.values[k]), place, "out_of_range", "This is not a finite number.");
    if (kind == ChartKind::kT)
      check.that(!(subgroup.values[k] < 0), place, "out_of_range", "Days between events are not negative.");
  }
  if (reads(kind) == Reads::kOneValue)
    check.that(subgroup.values.size() <= 1, at + "/values", "too_many",
               "This chart takes one value per point.");
  if (kind == ChartKind::kXbarR)
    check.that(subgroup.values.size() <= kLargestRange, at + "/values", "too_many",
               "A range of more than 25 values says too little; use xbar_s.");
}

void check_series(ChartKind kind, const Series& series, Check& check) {
  check.that(!series.subgroups.empty(), "/series/subgroups", "required", "There are no points.");
  std::optional<double> size;
  for (std::size_t i = 0; i < series.subgroups.size(); ++i) {
    const Subgroup& subgroup = series.subgroups[i];
    const std::string at = "/series/subgroups/" + std::to_string(i);
    if (reads(kind) == Reads::kCount || reads(kind) == Reads::kCountAndSize)
      check_counts(kind, subgroup, at, check);
    else
      check_values(kind, subgroup, at, check);
    if (kind != ChartKind::kC || !subgroup.count) continue;
    check.that(!size || *size == subgroup.size.value_or(1), at + "/size", "not_constant",
               "A c chart needs a constant area; use u.");
    if (!size) size = subgroup.size.value_or(1);
  }
}

void check_phases(const ChartSpec& spec, std::int64_t points, Check& check) {
  if (spec.baseline) check.that(*spec.baseline >= 1, "/spec/baseline", "out_of_range", "At least 1.");
  for (std::size_t i = 0; i < spec.phases.size(); ++i) {
    const PhasePlan& phase = spec.phases[i];
    const std::string at = "/spec/phases/" + std::to_string(i);
    if (i == 0) {
      check.that(phase.first == 0, at + "/first", "out_of_range", "The first phase begins at point 0.");
    } else {
      check.that(phase.first > spec.phases[i - 1].first, at + "/first", "order",
                 "Phases are in order of time.");
      check.that(phase.first < points, at + "/first", "out_of_range", "There is no such point.");
      check.that(phase.reason.find_first_not_of(" \t\r\n") != std::string::npos, at + "/reason", "required",
                 "New limits need a reason.");
    }
    if (phase.baseline) check.that(*phase.baseline >= 1, at + "/baseline", "out_of_range", "At least 1.");
    if (!phase.frozen) continue;
    const Basis& basis = *phase.frozen;
    const bool counted = reads(spec.kind) == Reads::kCount || reads(spec.kind) == Reads::kCountAndSize;
    check.that(std::isfinite(basis.centre) && (!counted || basis.centre >= 0) &&
                   (!binomial(spec.kind) || basis.centre <= 1),
               at + "/frozen/centre", "out_of_range", "This cannot be the centre of such a chart.");
    check.that(std::isfinite(basis.sigma) && basis.sigma >= 0, at + "/frozen/sigma", "out_of_range",
               "A deviation is not negative.");
    check.that(std::isfinite(basis.sigma_z) && basis.sigma_z >= 0, at + "/frozen/sigma_z", "out_of_range",
               "A factor is not negative.");
  }
}

void check_weights(const ChartSpec& spec, Check& check) {
  if (spec.kind == ChartKind::kEwma) {
    check.that(spec.ewma.lambda > 0 && spec.ewma.lambda <= 1, "/spec/ewma/lambda", "out_of_range",
               "More than 0, at most 1.");
    check.that(spec.ewma.width > 0 && std::isfinite(spec.ewma.width), "/spec/ewma/width", "out_of_range",
               "More than 0.");
  }
  if (spec.kind == ChartKind::kCusum) {
    const Cusum& cusum = spec.cusum;
    check.that(cusum.k >= 0 && std::isfinite(cusum.k), "/spec/cusum/k", "out_of_range", "Not negative.");
    check.that(cusum.h > 0 && std::isfinite(cusum.h), "/spec/cusum/h", "out_of_range", "More than 0.");
    check.that(cusum.head_start >= 0 && cusum.head_start < cusum.h, "/spec/cusum/head_start", "out_of_range",
               "From 0 to less than h.");
  }
}

std::vector<Panel> empty_panels(ChartKind kind, const Series& series) {
  Panel panel;
  for (std::size_t i = 0; i < series.subgroups.size(); ++i) {
    ChartPoint point;
    point.index = static_cast<std::int64_t>(i);
    point.label = series.subgroups[i].label;
    panel.points.push_back(std::move(point));
  }
  std::vector<Panel> panels{panel};
  const auto add = [&](PanelKind second) {
    panel.kind = second;
    panels.push_back(panel);
  };
  if (kind == ChartKind::kXmr) add(PanelKind::kMovingRange);
  if (kind == ChartKind::kXbarR) add(PanelKind::kRange);
  if (kind == ChartKind::kXbarS) add(PanelKind::kDeviation);
  if (kind == ChartKind::kCusum) add(PanelKind::kLowerSum);
  return panels;
}

std::optional<Basis> estimate(const Stretch& stretch) {
  switch (stretch.spec.kind) {
    case ChartKind::kXmr:
    case ChartKind::kXbarR:
    case ChartKind::kXbarS: return estimate_variables(stretch);
    case ChartKind::kT:
    case ChartKind::kG: return estimate_rare_events(stretch);
    case ChartKind::kEwma:
    case ChartKind::kCusum: return estimate_weighted(stretch);
    default: return estimate_attributes(stretch);
  }
}

void draw(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels) {
  switch (stretch.spec.kind) {
    case ChartKind::kXmr:
    case ChartKind::kXbarR:
    case ChartKind::kXbarS: return draw_variables(stretch, basis, panels);
    case ChartKind::kT:
    case ChartKind::kG: return draw_rare_events(stretch, basis, panels);
    case ChartKind::kEwma:
    case ChartKind::kCusum: return draw_weighted(stretch, basis, panels);
    default: return draw_attributes(stretch, basis, panels);
  }
}

/// Run rules presume independent points whose zones have the normal distribution's chances.
bool takes_run_rules(const ChartSpec& spec, const Panel& panel) {
  if (panel.kind != PanelKind::kMain || spec.kind == ChartKind::kEwma || spec.kind == ChartKind::kCusum)
    return false;
  return spec.kind != ChartKind::kG || spec.g_limits == GLimits::kProbability;
}

/// A sum that passed its limit has grown since it was last zero: that is where the shift began.
void reach_back(Panel& panel) {
  for (auto& signal : panel.signals) {
    const auto& points = panel.points;
    std::vector<std::int64_t> before;
    for (std::int64_t i = signal.points.front() - 1; i >= 0; --i) {
      const ChartPoint& point = points[static_cast<std::size_t>(i)];
      if (point.phase != points[static_cast<std::size_t>(signal.at)].phase) break;
      if (!point.value) continue;
      if (*point.value == 0) break;
      before.push_back(i);
    }
    signal.points.insert(signal.points.begin(), before.rbegin(), before.rend());
  }
}

/// Of a sum above its limit at several points in a row, one signal is enough.
void join_runs(Panel& panel) {
  std::vector<ChartSignal> joined;
  for (auto& signal : panel.signals) {
    if (!joined.empty() && signal.points.front() <= joined.back().points.back()) {
      for (const auto point : signal.points)
        if (point > joined.back().points.back()) joined.back().points.push_back(point);
    } else {
      joined.push_back(std::move(signal));
    }
  }
  panel.signals = std::move(joined);
}

}  // namespace

std::int64_t Stretch::baseline_size() const {
  return std::count(sets_limits.begin(), sets_limits.end(), true);
}

std::optional<double> Stretch::mean_moving_range(const std::function<double(std::int64_t)>& f) const {
  double sum = 0;
  std::int64_t pairs = 0;
  for (auto i = first + 1; i <= last; ++i) {
    if (!in_baseline(i - 1) || !in_baseline(i)) continue;
    sum += std::abs(f(i) - f(i - 1));
    ++pairs;
  }
  return pairs > 0 ? std::optional(sum / static_cast<double>(pairs)) : std::nullopt;
}

bool has_data(ChartKind kind, const Subgroup& subgroup) {
  switch (reads(kind)) {
    case Reads::kCount: return subgroup.count.has_value();
    case Reads::kCountAndSize: return subgroup.count && subgroup.size.value_or(1) > 0;
    default: return !subgroup.values.empty();
  }
}

void set_limits(ChartPoint& point, double centre, double lower, double upper) {
  point.centre = centre;
  point.lower = lower;
  point.upper = upper;
}

void set_lines(ChartPoint& point, double centre, double sigma, double floor, double ceiling) {
  const auto line = [&](double sigmas) { return std::clamp(centre + sigmas * sigma, floor, ceiling); };
  set_limits(point, centre, line(-3), line(3));
  point.lower_2_sigma = line(-2);
  point.upper_2_sigma = line(2);
  point.lower_1_sigma = line(-1);
  point.upper_1_sigma = line(1);
}

Series counts(std::span<const double> counts, std::span<const double> sizes) {
  Series series;
  for (std::size_t i = 0; i < counts.size(); ++i)
    series.subgroups.push_back(
        {{}, counts[i], i < sizes.size() ? std::optional(sizes[i]) : std::nullopt, {}, false});
  return series;
}

Series individuals(std::span<const double> values) {
  Series series;
  for (const double value : values) series.subgroups.push_back({{}, {}, {}, {value}, false});
  return series;
}

Series subgroups(const std::vector<std::vector<double>>& values) {
  Series series;
  for (const auto& subgroup : values) series.subgroups.push_back({{}, {}, {}, subgroup, false});
  return series;
}

Series days_between(std::vector<Instant> events) {
  std::sort(events.begin(), events.end());
  Series series;
  for (std::size_t i = 1; i < events.size(); ++i) {
    const auto days = static_cast<double>(events[i].ms() - events[i - 1].ms()) / 86'400'000.0;
    series.subgroups.push_back({events[i].text(), {}, {}, {days}, false});
  }
  return series;
}

Result<ControlChart> control_chart(const ChartSpec& spec, const Series& series) {
  const auto points = static_cast<std::int64_t>(series.subgroups.size());
  Check check;
  check_series(spec.kind, series, check);
  check_phases(spec, points, check);
  check_weights(spec, check);
  if (!check.errors.empty()) return invalid(std::move(check.errors));

  ControlChart chart;
  chart.kind = spec.kind;
  chart.panels = empty_panels(spec.kind, series);
  const std::vector<PhasePlan> plans = spec.phases.empty() ? std::vector<PhasePlan>(1) : spec.phases;
  for (std::size_t k = 0; k < plans.size(); ++k) {
    const PhasePlan& plan = plans[k];
    Stretch stretch{spec, series, plan.first, k + 1 < plans.size() ? plans[k + 1].first - 1 : points - 1, {}};
    const auto wanted = plan.baseline ? plan.baseline : spec.baseline;
    std::int64_t taken = 0;
    for (auto i = stretch.first; i <= stretch.last; ++i) {
      const Subgroup& subgroup = stretch.at(i);
      const bool takes =
          !plan.frozen && !subgroup.excluded && has_data(spec.kind, subgroup) && (!wanted || taken < *wanted);
      stretch.sets_limits.push_back(takes);
      taken += takes ? 1 : 0;
    }
    ChartPhase phase{stretch.first, stretch.last, plan.reason, plan.frozen, plan.frozen.has_value(), false};
    if (!plan.frozen) phase.basis = estimate(stretch);
    phase.provisional = !phase.basis || (phase.basis->points < kBaselineWanted && phase.basis->points > 0);
    for (auto& panel : chart.panels) {
      for (auto i = stretch.first; i <= stretch.last; ++i) {
        ChartPoint& point = panel.points[static_cast<std::size_t>(i)];
        point.phase = static_cast<std::int64_t>(k);
        point.in_baseline = stretch.in_baseline(i);
      }
    }
    draw(stretch, phase.basis, chart.panels);
    chart.phases.push_back(std::move(phase));
  }
  chart.provisional = chart.phases.back().provisional;
  for (auto& panel : chart.panels) {
    const Rule limits_only[]{Rule::kBeyondLimits};
    panel.signals = takes_run_rules(spec, panel) ? find_signals(panel.points, spec.rules)
                                                 : find_signals(panel.points, limits_only);
    if (spec.kind == ChartKind::kCusum) {
      reach_back(panel);
      join_runs(panel);
    }
  }
  return chart;
}

ChartSpec freeze(ChartSpec spec, const ControlChart& chart) {
  if (spec.phases.empty()) spec.phases.emplace_back();
  for (std::size_t i = 0; i < spec.phases.size() && i < chart.phases.size(); ++i)
    spec.phases[i].frozen = chart.phases[i].basis;
  return spec;
}

Result<ChartSpec> rebaseline(ChartSpec spec, std::int64_t first, std::string reason) {
  Check check;
  if (spec.phases.empty()) spec.phases.emplace_back();
  check.that(first > spec.phases.back().first, "/first", "order",
             "New limits begin after the last phase's first point.");
  check.that(reason.find_first_not_of(" \t\r\n") != std::string::npos, "/reason", "required",
             "New limits need a reason.");
  if (!check.errors.empty()) return invalid(std::move(check.errors));
  spec.phases.push_back({first, std::move(reason), {}, {}});
  return spec;
}

}  // namespace manyi::spc
