// Control charts: limits, run rules, phases, capability, and the advice which chart fits a metric.
// Owns the formulas; knows neither where values come from nor what day it is. All functions are pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "base/instant.h"
#include "base/result.h"

namespace manyi::spc {

// ---- input ---------------------------------------------------------------------------------

enum class ChartKind {
  kP,       // share of `size` cases                 count, size
  kNp,      // number among `size` cases             count, size
  kLaneyP,  // p, widened by what varies between     count, size
  kU,       // events per unit of area               count, size
  kLaneyU,  // u, widened likewise                   count, size
  kC,       // events, the area being constant       count
  kXmr,     // individual values and moving ranges   values (one)
  kXbarR,   // means and ranges                      values
  kXbarS,   // means and standard deviations         values
  kT,       // days between rare events              values (one)
  kG,       // cases between rare events             count
  kEwma,    // small lasting shifts, smoothed        values
  kCusum,   // small lasting shifts, summed          values
};
BOOST_DESCRIBE_ENUM(ChartKind, kP, kNp, kLaneyP, kU, kLaneyU, kC, kXmr, kXbarR, kXbarS, kT, kG, kEwma, kCusum)

/// What one point is drawn from; ChartKind says which members are read. A subgroup without them
/// (a month without orders, size 0) keeps its place on the chart and has no value.
struct Subgroup {
  std::string label;            // date, period or sample number, shown beside the point
  std::optional<double> count;  // events: a whole number
  std::optional<double> size;   // cases or area; absent: 1
  std::vector<double> values;
  bool excluded = false;  // known special cause: drawn and judged, but sets no limits
};
BOOST_DESCRIBE_STRUCT(Subgroup, (), (label, count, size, values, excluded))

struct Series {
  std::vector<Subgroup> subgroups;  // in order of time
};
BOOST_DESCRIBE_STRUCT(Series, (), (subgroups))

/// Builds a series of counts among sizes; both spans have one item per point.
Series counts(std::span<const double> counts, std::span<const double> sizes);
Series individuals(std::span<const double> values);
Series subgroups(const std::vector<std::vector<double>>& values);
/// Builds the series of a t chart from the instants of n events, in any order: n - 1 points. \unit days
Series days_between(std::vector<Instant> events);

/// What limits are computed from. Kept as it is, it freezes them.
/// centre, sigma by kind: p, np: mean share, its deviation for one case; u, c: mean rate, likewise (both
/// recomputed from the centre); xmr, xbar, ewma, cusum: mean, process deviation; t: the same of the transformed
/// values; g: mean number, its deviation.
struct Basis {
  double centre = 0;
  double sigma = 0;
  double sigma_z = 1;       // Laney's factor; 1 elsewhere
  std::int64_t points = 0;  // that set it; 0: a standard given from outside
};
BOOST_DESCRIBE_STRUCT(Basis, (), (centre, sigma, sigma_z, points))

/// A stretch with limits of its own, up to the next phase.
struct PhasePlan {
  std::int64_t first = 0;                // index of its first point
  std::string reason;                    // why the limits begin anew; required after the first phase
  std::optional<std::int64_t> baseline;  // its first points that set the limits; absent: ChartSpec's
  std::optional<Basis> frozen;           // limits are these; nothing is estimated
};
BOOST_DESCRIBE_STRUCT(PhasePlan, (), (first, reason, baseline, frozen))

enum class Rule {
  kBeyondLimits,      // moving ranges, ranges, deviations, sums and smoothed means: outside the limits
  kNelson1,           // one point beyond 3 sigma
  kNelson2,           // 9 in a row on one side of the centre
  kNelson3,           // 6 in a row, each higher (or each lower) than the one before
  kNelson4,           // 14 in a row, up and down in turn
  kNelson5,           // 2 of 3 beyond 2 sigma on the same side
  kNelson6,           // 4 of 5 beyond 1 sigma on the same side
  kNelson7,           // 15 in a row within 1 sigma
  kNelson8,           // 8 in a row beyond 1 sigma, on either side
  kWesternElectric1,  // one point beyond 3 sigma
  kWesternElectric2,  // 2 of 3 beyond 2 sigma on the same side
  kWesternElectric3,  // 4 of 5 beyond 1 sigma on the same side
  kWesternElectric4,  // 8 in a row on one side of the centre
};
BOOST_DESCRIBE_ENUM(Rule, kBeyondLimits, kNelson1, kNelson2, kNelson3, kNelson4, kNelson5, kNelson6, kNelson7,
                    kNelson8, kWesternElectric1, kWesternElectric2, kWesternElectric3, kWesternElectric4)

std::vector<Rule> default_rules();  // Nelson 1, 2, 3, 5
std::vector<Rule> nelson_rules();   // Nelson 1 to 8
std::vector<Rule> western_electric_rules();

struct RuleText {
  std::string_view zh, en;
};
RuleText rule_text(Rule rule);

/// Lines of a g chart. Probability: quantiles of the geometric distribution where the normal one has its
/// 1, 2 and 3 sigma, centre the median, so that run rules keep their meaning and a cluster of events can
/// signal. Sigma: mean ± 3 sqrt(mean (mean + 1)), as Benneyan published; only the limits are judged.
enum class GLimits { kProbability, kSigma };
BOOST_DESCRIBE_ENUM(GLimits, kProbability, kSigma)

struct Ewma {
  double lambda = 0.2;  // weight of the newest point, in (0, 1]
  double width = 3;     // \unit deviations of the smoothed mean
};
BOOST_DESCRIBE_STRUCT(Ewma, (), (lambda, width))

/// Tabular CUSUM. \unit standard errors of the point
struct Cusum {
  double k = 0.5;         // allowance: half the shift to be found
  double h = 5;           // decision interval
  double head_start = 0;  // fast initial response: usually h / 2
};
BOOST_DESCRIBE_STRUCT(Cusum, (), (k, h, head_start))

/// Points from which limits stop being provisional.
inline constexpr std::int64_t kBaselineWanted = 20;

struct ChartSpec {
  ChartKind kind = ChartKind::kXmr;
  std::optional<std::int64_t> baseline;  // first points of each phase that set its limits; absent: all of it
  std::vector<PhasePlan> phases;         // empty: one; else ascending, the first at 0
  std::vector<Rule> rules = default_rules();
  GLimits g_limits = GLimits::kProbability;
  Ewma ewma;
  Cusum cusum;
};
BOOST_DESCRIBE_STRUCT(ChartSpec, (), (kind, baseline, phases, rules, g_limits, ewma, cusum))

// ---- output --------------------------------------------------------------------------------

enum class Direction { kUp, kDown, kEither };
BOOST_DESCRIBE_ENUM(Direction, kUp, kDown, kEither)

/// One episode: windows of the same rule that share points are one signal.
struct ChartSignal {
  Rule rule = Rule::kNelson1;
  Direction direction = Direction::kUp;
  std::int64_t at = 0;               // the point at which it could first be known
  std::vector<std::int64_t> points;  // those concerned, ascending
};
BOOST_DESCRIBE_STRUCT(ChartSignal, (), (rule, direction, at, points))

/// Lines are those of this very point (they differ where n differs), and absent where nothing could be
/// estimated, where the panel has none (1 and 2 sigma outside the main panel) or, like the value, without data.
struct ChartPoint {
  std::int64_t index = 0;
  std::string label;
  std::int64_t phase = 0;
  double n = 0;  // cases, area, or values in the subgroup
  std::optional<double> value;
  std::optional<double> centre;
  std::optional<double> lower, upper;
  std::optional<double> lower_2_sigma, upper_2_sigma;
  std::optional<double> lower_1_sigma, upper_1_sigma;
  bool in_baseline = false;
  std::vector<Rule> signals;  // complete at this point
};
BOOST_DESCRIBE_STRUCT(ChartPoint, (),
                      (index, label, phase, n, value, centre, lower, upper, lower_2_sigma, upper_2_sigma,
                       lower_1_sigma, upper_1_sigma, in_baseline, signals))

enum class PanelKind { kMain, kMovingRange, kRange, kDeviation, kLowerSum };
BOOST_DESCRIBE_ENUM(PanelKind, kMain, kMovingRange, kRange, kDeviation, kLowerSum)

struct Panel {
  PanelKind kind = PanelKind::kMain;
  std::vector<ChartPoint> points;  // one per subgroup
  std::vector<ChartSignal> signals;
};
BOOST_DESCRIBE_STRUCT(Panel, (), (kind, points, signals))

struct ChartPhase {
  std::int64_t first = 0, last = 0;  // indexes, both inside
  std::string reason;
  std::optional<Basis> basis;  // absent: too few points with data
  bool frozen = false;
  bool provisional = false;  // fewer than kBaselineWanted points set the limits
};
BOOST_DESCRIBE_STRUCT(ChartPhase, (), (first, last, reason, basis, frozen, provisional))

/// `panels`: the main one; then moving ranges (xmr), ranges (xbar_r), deviations (xbar_s), or the lower sums of a
/// CUSUM, which are drawn downwards and therefore negative.
struct ControlChart {
  ChartKind kind = ChartKind::kXmr;
  std::vector<ChartPhase> phases;
  bool provisional = false;  // of the last phase, by whose limits the newest points are judged
  std::vector<Panel> panels;
  const Panel& main() const { return panels.front(); }
};
BOOST_DESCRIBE_STRUCT(ControlChart, (), (kind, phases, provisional, panels))

/// Computes a chart.
/// \errors kInvalid with every broken field ("/series/subgroups/3/count", "/spec/phases/1/reason")
Result<ControlChart> control_chart(const ChartSpec& spec, const Series& series);

/// Fixes every phase's limits as they are now: the spec then draws later points against them.
ChartSpec freeze(ChartSpec spec, const ControlChart& chart);
/// Begins new limits at point `first`. \errors kInvalid without a reason, or not after the last phase's first point
Result<ChartSpec> rebaseline(ChartSpec spec, std::int64_t first, std::string reason);

/// Judges points by their own lines. Runs end at a phase's end; a point without data neither ends a run nor
/// counts; a point on the centre line is on neither side. Adds to `points` the rules complete at each.
std::vector<ChartSignal> find_signals(std::vector<ChartPoint>& points, std::span<const Rule> rules);

// ---- capability ----------------------------------------------------------------------------

struct Interval {
  double low = 0, high = 0;
};
BOOST_DESCRIBE_STRUCT(Interval, (), (low, high))

struct Index {
  double value = 0;
  Interval interval;
};
BOOST_DESCRIBE_STRUCT(Index, (), (value, interval))

/// Where the deviation within subgroups comes from. Single values always take moving ranges.
enum class Within { kPooled, kRange };
BOOST_DESCRIBE_ENUM(Within, kPooled, kRange)

struct CapabilitySpec {
  std::optional<double> lower, upper;  // specification limits, at least one
  Within within = Within::kPooled;
  double confidence = 0.95;
};
BOOST_DESCRIBE_STRUCT(CapabilitySpec, (), (lower, upper, within, confidence))

/// cp, pp are absent with one limit. An index says something only of a process in control: `stable` is false
/// when a point of the XmR (single values) or x-bar and S chart lies outside its limits.
struct Capability {
  std::int64_t n = 0;
  double mean = 0, sigma_within = 0, sigma_overall = 0;
  std::optional<Index> cp, pp;
  Index cpk, ppk;
  double observed_outside = 0;  // shares of 1
  double expected_outside = 0;  // of a normal distribution with sigma_overall
  bool stable = true;
  bool provisional = false;  // fewer than kBaselineWanted subgroups
};
BOOST_DESCRIBE_STRUCT(Capability, (),
                      (n, mean, sigma_within, sigma_overall, cp, pp, cpk, ppk, observed_outside,
                       expected_outside, stable, provisional))

/// Reads `values` of every subgroup that is not excluded.
/// \errors kInvalid: no limit, limits the wrong way round, no variation, fewer than two values
Result<Capability> capability(const Series& series, const CapabilitySpec& spec);

/// Interval of Cp or Pp with `degrees` of freedom in its deviation (chi-squared).
Interval cp_interval(double cp, double degrees, double confidence = 0.95);
/// Interval of Cpk or Ppk from n values (Bissell 1990).
Interval cpk_interval(double cpk, double n, double degrees, double confidence = 0.95);

// ---- advice --------------------------------------------------------------------------------

enum class MetricKind {
  kRate,           // cases that are so among cases
  kCountPerArea,   // events per area of opportunity (orders, technician days), possibly several in one case
  kIndividual,     // one value per period
  kSubgroupMean,   // several values per period
  kTimeBetween,    // days between rare events
  kNumberBetween,  // cases between rare events
};
BOOST_DESCRIBE_ENUM(MetricKind, kRate, kCountPerArea, kIndividual, kSubgroupMean, kTimeBetween,
                    kNumberBetween)

/// Do counts vary more than chance makes them? Both tests must say so: the chi-squared one alone also
/// answers to a single lasting shift, which a chart ought to show and not absorb; sigma_z, made of
/// differences between neighbours, does not.
struct Dispersion {
  double ratio = 1;  // chi-squared / degrees of freedom: 1 when chance explains all
  double chi_squared = 0;
  std::int64_t degrees = 0;
  double p_value = 1;        // of at least this chi-squared by chance
  double sigma_z = 1;        // Laney's factor
  double sigma_z_limit = 1;  // exceeded by chance in about 5 % of series of this length
  bool over = false;
};
BOOST_DESCRIBE_STRUCT(Dispersion, (), (ratio, chi_squared, degrees, p_value, sigma_z, sigma_z_limit, over))

/// \errors nullopt with fewer than two points, or when nothing (or everything) was counted
std::optional<Dispersion> dispersion(MetricKind kind, const Series& series);

enum class Reason {
  kCountsAsChance,  // counts vary as chance makes them
  kOverdispersed,   // more than chance: Laney
  kConstantArea,    // the area never changes
  kTooRare,         // fewer than one event expected per point: draw what lies between events
  kSingleValues,
  kSmallSubgroups,  // equal and at most 10: ranges are as good
  kLargeOrUnequalSubgroups,
  kRareEvents,
};
BOOST_DESCRIBE_ENUM(Reason, kCountsAsChance, kOverdispersed, kConstantArea, kTooRare, kSingleValues,
                    kSmallSubgroups, kLargeOrUnequalSubgroups, kRareEvents)

struct Advice {
  ChartKind kind = ChartKind::kXmr;
  Reason reason = Reason::kSingleValues;
  std::optional<Dispersion> dispersion;  // of counts
  bool provisional = false;              // fewer than kBaselineWanted points with data
};
BOOST_DESCRIBE_STRUCT(Advice, (), (kind, reason, dispersion, provisional))

/// Picks the chart. For kTooRare (t or g) the series must be cut anew, at the events.
Advice advise(MetricKind kind, const Series& series);

// ---- constants -----------------------------------------------------------------------------

/// Of subgroups of n values from a normal distribution.
struct Constants {
  double d2 = 0, d3 = 0;  // mean and deviation of the range / sigma
  double c4 = 0;          // mean of s / sigma
  double a2 = 0, a3 = 0, b3 = 0, b4 = 0, d3_lower = 0, d4_upper = 0;  // A2, A3, B3, B4, D3, D4
};
BOOST_DESCRIBE_STRUCT(Constants, (), (d2, d3, c4, a2, a3, b3, b4, d3_lower, d4_upper))

inline constexpr std::int64_t kLargestRange = 25;  // beyond it a range says too little
/// \errors nullopt outside 2..kLargestRange
std::optional<Constants> constants(std::int64_t n);
/// Mean of s / sigma for any n >= 2.
double c4(std::int64_t n);

}  // namespace manyi::spc
