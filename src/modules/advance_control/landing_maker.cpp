// The problems of the landing forecast, metric by metric and scope by scope.
// Owns what counts as the past of a scope and how much of its past is drawn from the scope above.
#include "modules/advance_control/landing_maker.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

namespace manyi::advance_control {
namespace {

using forecast::Day;
using forecast::Problem;
using forecast::Shape;

constexpr std::size_t kSteps = 100;       // quantiles that are kept of a distribution
constexpr std::size_t kMostSpans = 1500;  // of one kind that are looked at
constexpr std::size_t kFewSpans = 20;     // fewer: those of the scope above

/// What a scope added each day, whatever the metric is made of.
struct Daily {
  std::function<double(std::size_t day)> numerator, denominator;
};

double normal_quantile(double p) {  // Acklam's approximation, to 1e-9 of what is needed here
  static const double a[] = {-39.69683028665376, 220.9460984245205,  -275.9285104469687,
                             138.3577518672690,  -30.66479806614716, 2.506628277459239};
  static const double b[] = {-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972,
                             -13.28068155288572};
  static const double c[] = {-0.007784894002430293, -0.3223964580411365, -2.400758277161838,
                             -2.549732539343734,    4.374664141464968,   2.938163982698783};
  static const double d[] = {0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416};
  constexpr double kTail = 0.02425;
  const auto tail = [&](double q) {
    return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
           ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
  };
  if (p < kTail) return tail(std::sqrt(-2 * std::log(p)));
  if (p > 1 - kTail) return -tail(std::sqrt(-2 * std::log(1 - p)));
  const double q = p - 0.5, r = q * q;
  return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
         (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

/// A distribution with independent normal noise upon it.
forecast::Distribution blurred(const forecast::Distribution& of, double sd, const MetricPlan& plan) {
  constexpr std::size_t kCount = 200, kStride = 73;  // coprime: every quantile meets another noise
  std::vector<double> samples(kCount);
  for (std::size_t i = 0; i < kCount; ++i) {
    const double p = (static_cast<double>(i) + 0.5) / kCount;
    const double noise = (static_cast<double>(i * kStride % kCount) + 0.5) / kCount;
    samples[i] = of.quantile(p) + sd * normal_quantile(noise);
    if (plan.within_one) samples[i] = std::clamp(samples[i], 0.0, 1.0);
  }
  return forecast::Distribution::of_samples(std::move(samples));
}

forecast::Distribution compressed(const forecast::Distribution& of) {
  std::vector<double> samples(kSteps);
  for (std::size_t i = 0; i < kSteps; ++i)
    samples[i] = of.quantile((static_cast<double>(i) + 0.5) / static_cast<double>(kSteps));
  return forecast::Distribution::of_samples(std::move(samples));
}

const std::vector<double>& weekdays_of(const Figures& figures, const MetricFigures& metric) {
  static const std::vector<double> kEven(8, 1.0);
  if (!metric.weekday.empty()) return metric.weekday;
  for (const auto& leaf : metric.plan.leaves)
    if (const auto& one = figures.of(leaf); &one != &metric && !one.weekday.empty()) return one.weekday;
  return kEven;
}

bool by_workday(const MetricPlan& plan) { return plan.way != Way::kLevel && plan.way != Way::kMeanLevel; }

double weight_of(const Figures& figures, const MetricFigures& metric, int scope, std::size_t day) {
  if (!by_workday(metric.plan)) return 1;
  const double open = figures.book().weights_of(scope)[day];
  const auto& weekday = weekdays_of(figures, metric);
  const double usual = open * weekday[static_cast<std::size_t>(figures.timeline().day(day).iso_weekday())] +
                       (1 - open) * weekday[0];
  const double lumps = metric.lump_first + metric.lump_last;
  if (lumps <= 0) return usual;
  // A booking once a month weighs as its share of a month's working days does.
  constexpr double kMonth = 22;
  const Date today = figures.timeline().day(day);
  double weight = usual * std::max(1 - lumps, 0.0);
  if (today.day() == 1) weight += metric.lump_first * kMonth;
  if (today.plus_days(1).day() == 1) weight += metric.lump_last * kMonth;
  return weight;
}

bool is_lumpy(const MetricFigures& metric) { return metric.lump_first + metric.lump_last > 0; }

Daily daily_of(const Figures& figures, const MetricFigures& metric, int scope) {
  const auto s = static_cast<std::size_t>(scope);
  if (metric.plan.way == Way::kCounted) {
    const auto* numerator = metric.series.row(metric.series.numerator, s);
    const auto* denominator = metric.series.row(metric.series.denominator, s);
    return {[=](std::size_t day) { return numerator[day]; },
            [=](std::size_t day) { return denominator[day]; }};
  }
  // A flow is linear in its leaves: what each weighs is asked once, not day by day.
  struct Weighed {
    const double* days;
    double by;
  };
  const auto part = [&](const kpi::FormulaNode* node, double factor) {
    const auto with = [&](const std::string& one) {
      return added_on(figures.engine(), *node,
                      [&](const std::string& term) { return term == one ? 1.0 : 0.0; })
          .value_or(0);
    };
    const double none = with("");
    std::vector<Weighed> leaves;
    for (const auto& term : metric.plan.leaves) {
      const auto& leaf = figures.of(term);
      // What is booked once a month lands on its own, see add_lumps.
      if (leaf.series.numerator.empty() || is_lumpy(leaf)) continue;
      if (const double by = with(term) - none; by != 0)
        leaves.push_back({leaf.series.row(leaf.series.numerator, s), by});
    }
    return [leaves = std::move(leaves), none, factor](std::size_t day) {
      double sum = none;
      for (const auto& leaf : leaves) sum += leaf.by * leaf.days[day];
      return factor * sum;
    };
  };
  const auto& formula = *metric.metric->formula;
  if (metric.plan.way == Way::kFlow) return {part(formula.root.get(), 1), [](std::size_t) { return 0.0; }};
  if (metric.plan.way == Way::kQuotient)
    return {part(formula.numerator, formula.factor), part(formula.denominator, 1)};
  const double by = set_ahead(figures, metric, scope);
  return {part(formula.numerator, by == 0 ? 0 : formula.factor / by), [](std::size_t) { return 0.0; }};
}

/// Whether a past month's records have all been judged. What has no window of its own takes two months.
bool is_judged(const Figures& figures, const MetricFigures& metric, std::size_t month) {
  constexpr std::size_t kJudgedAfter = 2;
  return !metric.early || metric.metric->basis == kpi::Basis::kCohort ||
         month + kJudgedAfter < figures.timeline().months();
}

/// A scope that began within a month tells nothing by it: it has far less than any month after it.
void drop_begun_month(std::vector<forecast::PastPeriod>& past) {
  constexpr std::size_t kLeast = 4;
  constexpr double kPartOfAMonth = 0.5;
  if (past.size() < kLeast) return;
  std::vector<double> totals;
  for (const auto& month : past) {
    double numerator = 0, denominator = 0;
    for (const auto& day : month) numerator += std::abs(day.numerator), denominator += day.denominator;
    totals.push_back(denominator > 0 ? denominator : numerator);
  }
  if (totals.front() < kPartOfAMonth * *std::min_element(totals.begin() + 1, totals.end()))
    past.erase(past.begin());
}

/// Months of a scope, without those before it began and those that have not ripened.
std::vector<forecast::PastPeriod> past_of(const Figures& figures, const MetricFigures& metric, int scope) {
  const auto& timeline = figures.timeline();
  const auto daily = daily_of(figures, metric, scope);
  const bool ripens = metric.plan.way == Way::kCounted && metric.early;
  std::vector<forecast::PastPeriod> past;
  for (std::size_t m = 0; m < timeline.months(); ++m) {
    forecast::PastPeriod month;
    bool any = false, ripe = is_judged(figures, metric, m);
    for (std::size_t day = timeline.starts[m]; day < timeline.month_end(m); ++day) {
      month.push_back({daily.numerator(day), daily.denominator(day), weight_of(figures, metric, scope, day)});
      any = any || month.back().numerator != 0 || month.back().denominator != 0;
      if (ripens)
        ripe = ripe && metric.series.pending[static_cast<std::size_t>(scope) * metric.series.days + day] == 0;
    }
    if (ripe && (any || !past.empty())) past.push_back(std::move(month));
  }
  drop_begun_month(past);
  return past;
}

/// Every record of the day has had its window.
bool is_ripe(const Timeline& timeline, const MetricFigures& metric, int scope, std::size_t day) {
  constexpr std::int64_t kJudgedAfter = 62;
  if (metric.metric->basis != kpi::Basis::kCohort)
    return timeline.zone.local_date(timeline.as_of).days() - timeline.day(day).days() > kJudgedAfter;
  return metric.series.pending[static_cast<std::size_t>(scope) * metric.series.days + day] == 0;
}

/// The running month up to now. Ripening records count as what they will probably be. \param variance of that
std::vector<Day> so_far_of(const Figures& figures, const MetricFigures& metric, int scope, double& variance) {
  const auto& timeline = figures.timeline();
  const auto daily = daily_of(figures, metric, scope);
  std::vector<Day> days;
  const std::size_t end = std::min(timeline.today + 1, timeline.days);
  for (std::size_t day = timeline.begun; day < end; ++day) {
    Day one{daily.numerator(day), daily.denominator(day), weight_of(figures, metric, scope, day)};
    if (day == timeline.today) one.weight *= figures.book().done_today;
    if (metric.plan.way == Way::kCounted && metric.early && !is_ripe(timeline, metric, scope, day)) {
      const auto& early = *metric.early;
      const auto at = static_cast<std::size_t>(scope) * early.days + day;
      const auto age = static_cast<std::size_t>(std::max<std::int64_t>(
          timeline.zone.local_date(timeline.as_of - DurationMs(1)).days() - timeline.day(day).days(), 0));
      const auto& step = metric.ripening.at(age);
      const double ripe = one.denominator;  // their window has passed already
      const double good = std::max(early.numerator[at], 0.0);
      const double all = std::max(early.denominator[at] * step.grown, ripe);
      const double at_risk = metric.ripening.falls ? good : std::max(all - good, 0.0);
      const double turned = at_risk * step.turned;
      one.numerator = metric.ripening.falls ? good - turned : good + turned;
      one.denominator = all;
      variance += at_risk * step.turned * (1 - step.turned);
    }
    days.push_back(one);
  }
  return days;
}

void thin(std::vector<forecast::Span>& spans) {
  if (spans.size() <= kMostSpans) return;
  std::vector<forecast::Span> some;
  const double step = static_cast<double>(spans.size()) / static_cast<double>(kMostSpans);
  for (std::size_t i = 0; i < kMostSpans; ++i)
    some.push_back(spans[static_cast<std::size_t>(static_cast<double>(i) * step)]);
  spans = std::move(some);
}

bool belongs(const ScopeBook& book, int scope, int site, int person) {
  const auto& one = book.all[static_cast<std::size_t>(scope)];
  switch (one.scope.kind) {
    case targets::ScopeKind::kCompany: return true;
    case targets::ScopeKind::kSite: return site == scope;
    case targets::ScopeKind::kPerson: return person == scope;
    case targets::ScopeKind::kUnit:
      return std::find(one.members.begin(), one.members.end(), person) != one.members.end();
  }
  return false;
}

void add_spans(const Figures& figures, const MetricFigures& metric, int scope, Problem& problem) {
  const auto& book = figures.book();
  const auto begun = static_cast<std::uint32_t>(figures.timeline().begun);
  problem.day_length = static_cast<double>(kDay.ms());
  constexpr double kEnds = 0.6;  // of the day: in the afternoon
  const auto before_of = [&](int of) {
    std::vector<forecast::Span> spans;
    for (const auto& span : metric.series.ended) {
      if (span.day >= begun || !belongs(book, of, span.site, span.person)) continue;
      const double end = span.day + kEnds;
      const double closed = book.closed_between(span.site, end - span.length / *problem.day_length, end);
      spans.push_back({span.length, false, closed * *problem.day_length});
    }
    return spans;
  };
  problem.ended_before = before_of(scope);
  if (problem.ended_before.size() < kFewSpans && book.all[static_cast<std::size_t>(scope)].parent >= 0)
    problem.ended_before = before_of(book.all[static_cast<std::size_t>(scope)].parent);
  thin(problem.ended_before);
  for (const auto& span : metric.series.ended)
    if (span.day >= begun && belongs(book, scope, span.site, span.person))
      problem.ended_now.push_back({span.length, false});
  for (const auto& span : metric.running)
    if (belongs(book, scope, span.site, span.person)) problem.running.push_back({span.length, true});
  thin(problem.running);
}

/// Levels of past days for states; the mean of a month's days for means of states.
bool fill_levels(const Figures& figures, const MetricFigures& metric, int scope, Problem& problem) {
  const auto at = metric.levels.find(scope);
  if (at == metric.levels.end()) return false;
  const auto& levels = at->second;
  const auto& timeline = figures.timeline();
  const std::size_t end = std::min(timeline.today + 1, timeline.days);
  const std::size_t first = end - levels.size();
  if (metric.plan.way == Way::kLevel) {
    for (const double level : levels)
      if (!std::isnan(level)) problem.past_levels.push_back(level);
    if (problem.past_levels.empty() || std::isnan(levels.back())) return false;
    problem.level_now = levels.back();
    problem.past_levels.pop_back();
    return true;
  }
  for (std::size_t m = 0; m < timeline.months(); ++m) {
    if (timeline.starts[m] < first) continue;
    forecast::PastPeriod month;
    for (std::size_t day = timeline.starts[m]; day < timeline.month_end(m); ++day)
      if (const double level = levels[day - first]; !std::isnan(level)) month.push_back({level, 1, 1});
    if (!month.empty()) problem.past.push_back(std::move(month));
  }
  for (std::size_t day = timeline.begun; day < end; ++day)
    if (const double level = levels[day - first]; !std::isnan(level)) problem.so_far.push_back({level, 1, 1});
  return !problem.past.empty() || !problem.so_far.empty();
}

/// Past months from the same day on: what they added to where they stood.
std::optional<forecast::Distribution> like_before(const MetricFigures& metric, int scope,
                                                  const std::optional<double>& value) {
  const auto of = [&](int which) -> const std::vector<WentOn>* {
    const auto at = metric.went_on.find(which);
    return at == metric.went_on.end() ? nullptr : &at->second;
  };
  const auto* months = of(scope);
  constexpr std::size_t kFewMonths = 3;
  if ((!months || months->size() < kFewMonths) && of(0)) months = value ? of(0) : months;
  if (!months || months->empty()) return std::nullopt;
  const bool grows = !metric.metric->formula && metric.metric->is_total();
  std::vector<double> ends;
  for (const auto& month : *months) {
    if (value && month.then)
      ends.push_back(grows && *month.then > 0 && *value > 0 ? *value * *month.end / *month.then
                                                            : *value + *month.end - *month.then);
    else if (!value)
      ends.push_back(*month.end);
  }
  if (ends.empty()) return std::nullopt;
  const double count = static_cast<double>(ends.size());
  const double mean = std::accumulate(ends.begin(), ends.end(), 0.0) / count;
  double squares = 0;
  for (const double end : ends) squares += (end - mean) * (end - mean);
  // Few months tell little of the spread: Student's surplus and a smooth kernel on what they say.
  const double sd = ends.size() > 1 ? std::sqrt(squares / (count - 1)) : std::abs(mean) * 0.1;
  auto plan = metric.plan;
  plan.within_one = metric.metric->unit == kpi::Unit::kPercent &&
                    std::all_of(ends.begin(), ends.end(), [](double end) { return end >= 0 && end <= 1; });
  return blurred(forecast::Distribution::of_samples(std::move(ends)), sd * (0.3 + 1 / std::sqrt(count)),
                 plan);
}

std::uint64_t seed_of(const MetricFigures& metric, const ScopeBook::One& scope) {
  return std::hash<std::string>()(metric.metric->code + "/" + scope.scope.key) | 1U;
}

void fill_facts(const MetricFigures& metric, int scope, const Problem& problem, Landed& landed) {
  for (const auto& day : problem.so_far) {
    landed.records_so_far += day.denominator;
    landed.good_so_far += day.numerator;
    landed.sum_so_far += day.numerator;
  }
  for (const double weight : problem.weights_to_come) landed.weight_left += weight;
  landed.weight_all = landed.weight_left;
  for (const auto& day : problem.so_far) landed.weight_all += day.weight;
  const double done = landed.weight_all - landed.weight_left;
  if (problem.shape == Shape::kSum) {
    landed.value = landed.sum_so_far;
    if (done > 0) landed.run_rate = landed.sum_so_far / done * landed.weight_all;
  } else {
    const auto shown = metric.shown.find(scope);
    if (shown != metric.shown.end()) landed.value = shown->second.value;
    // What ripens is shown without its young records; the run rate says what those known so far say.
    if ((metric.early || metric.plan.way == Way::kQuotient || metric.plan.way == Way::kMeanLevel) &&
        landed.records_so_far > 0)
      landed.run_rate = landed.good_so_far / landed.records_so_far;
    else
      landed.run_rate = landed.value;
  }
}

/// A quotient with a part that is booked once a month: every total lands by itself. Those that come day by day rise and
/// fall together with the volume of the month; what is booked once does not.
std::optional<Landed> land_quotient_of_parts(const Figures& figures, const MetricFigures& metric, int scope) {
  constexpr std::size_t kCount = 200, kStride = 73;  // coprime
  const auto& formula = *metric.metric->formula;
  std::map<std::string, Landed> parts;
  for (const auto& leaf : metric.plan.leaves)
    if (auto part = land(figures, figures.of(leaf), scope, {})) parts.emplace(leaf, std::move(*part));
  const auto ratio = [&](const auto& of) -> std::optional<double> {
    const auto value = [&](const std::string& term) {
      const auto at = parts.find(term);
      return at == parts.end() ? 0.0 : of(at->first, at->second);
    };
    const auto over = added_on(figures.engine(), *formula.numerator, value);
    const auto under = added_on(figures.engine(), *formula.denominator, value);
    return over && under && *under > 0 ? std::optional(formula.factor * *over / *under) : std::nullopt;
  };
  std::vector<double> samples;
  for (std::size_t s = 0; s < kCount; ++s) {
    const auto drawn = ratio([&](const std::string& leaf, const Landed& part) {
      const std::size_t at = is_lumpy(figures.of(leaf)) ? s * kStride % kCount : s;
      return part.distribution.quantile((static_cast<double>(at) + 0.5) / kCount);
    });
    if (drawn) samples.push_back(*drawn);
  }
  if (samples.size() < kCount / 2) return std::nullopt;  // as likely as not there will be none
  Landed landed;
  landed.metric_class = metric.plan.metric_class;
  landed.method = "ratio_of_parts";
  landed.distribution = compressed(forecast::Distribution::of_samples(std::move(samples)));
  landed.expected = landed.distribution.mean();
  if (const auto at = metric.shown.find(scope); at != metric.shown.end()) landed.value = at->second.value;
  landed.run_rate = ratio([](const std::string&, const Landed& part) { return part.run_rate.value_or(0); });
  if (const auto at = metric.last_period.find(scope); at != metric.last_period.end())
    landed.last_month = at->second.value;
  return landed;
}

/// Adds the parts of a total that are booked once a month: each lands by itself, independently of the rest.
void add_lumps(const Figures& figures, const MetricFigures& metric, int scope, Landed& landed) {
  constexpr std::size_t kCount = 200;
  constexpr std::size_t kStrides[] = {73, 131, 57, 191, 111, 29, 173};  // coprime with the count
  double scale = 1;
  const auto& formula = *metric.metric->formula;
  const auto* node = metric.plan.way == Way::kFlow ? formula.root.get() : formula.numerator;
  if (metric.plan.way == Way::kPerSetAhead) scale = formula.factor / set_ahead(figures, metric, scope);
  const auto with = [&](const std::string& leaf) {
    return added_on(figures.engine(), *node,
                    [&](const std::string& term) { return term == leaf ? 1.0 : 0.0; })
        .value_or(0);
  };
  std::vector<double> samples;
  for (std::size_t i = 0; i < metric.plan.leaves.size(); ++i) {
    const auto& leaf = figures.of(metric.plan.leaves[i]);
    const double share = (with(metric.plan.leaves[i]) - with("")) * scale;
    const auto part = !is_lumpy(leaf) || share == 0 ? std::nullopt : land(figures, leaf, scope, {});
    if (!part) continue;
    if (samples.empty())
      for (std::size_t s = 0; s < kCount; ++s)
        samples.push_back(landed.distribution.quantile((static_cast<double>(s) + 0.5) / kCount));
    const std::size_t stride = kStrides[i % std::size(kStrides)];
    for (std::size_t s = 0; s < kCount; ++s)
      samples[s] +=
          share * part->distribution.quantile((static_cast<double>(s * stride % kCount) + 0.5) / kCount);
    landed.sum_so_far += share * part->sum_so_far;
    landed.expected += share * part->expected;
    landed.value = landed.value.value_or(0) + share * part->sum_so_far;
    landed.run_rate = landed.run_rate.value_or(0) + share * part->run_rate.value_or(0);
  }
  if (samples.empty()) return;
  landed.distribution = compressed(forecast::Distribution::of_samples(std::move(samples)));
  landed.method += "+lumps";
}

}  // namespace

std::vector<double> weights_to_come(const Figures& figures, const MetricFigures& metric, int scope) {
  const auto& timeline = figures.timeline();
  std::vector<double> weights;
  for (std::size_t day = timeline.today; day < timeline.days; ++day) {
    double weight = weight_of(figures, metric, scope, day);
    if (day == timeline.today) weight *= 1 - figures.book().done_today;
    weights.push_back(weight);
  }
  return weights;
}

std::optional<Landed> land(const Figures& figures, const MetricFigures& metric, int scope,
                           std::span<const forecast::OpenCase> open, double not_begun) {
  const auto& one = figures.book().all[static_cast<std::size_t>(scope)];
  const auto& plan = metric.plan;
  Landed landed;
  landed.metric_class = plan.metric_class;
  if (const auto at = metric.last_period.find(scope); at != metric.last_period.end())
    landed.last_month = at->second.value;

  if (plan.way == Way::kLikeBefore) {
    if (const auto at = metric.shown.find(scope); at != metric.shown.end()) landed.value = at->second.value;
    landed.run_rate = landed.value;
    landed.method = "like_before";
    if (figures.timeline().over()) {
      if (!landed.value) return std::nullopt;
      landed.distribution = forecast::Distribution::certain(*landed.value);
      landed.method = "known";
    } else {
      const auto found = like_before(metric, scope, landed.value);
      if (!found) return std::nullopt;
      landed.distribution = *found;
    }
    landed.expected = landed.distribution.mean();
    return landed;
  }

  if (plan.way == Way::kQuotient && !figures.timeline().over() &&
      std::any_of(plan.leaves.begin(), plan.leaves.end(),
                  [&](const std::string& leaf) { return is_lumpy(figures.of(leaf)); }))
    return land_quotient_of_parts(figures, metric, scope);

  Problem problem;
  problem.shape = plan.shape;
  problem.quantile = plan.quantile;
  problem.seed = seed_of(metric, one);
  problem.weights_to_come = weights_to_come(figures, metric, scope);
  if (plan.within_one) problem.bounded_below = 0, problem.bounded_above = 1;
  double variance = 0;
  if (plan.way == Way::kLevel || plan.way == Way::kMeanLevel) {
    if (metric.metric->unit != kpi::Unit::kPercent) problem.bounded_below = 0;
    if (!fill_levels(figures, metric, scope, problem)) return std::nullopt;
  } else {
    if (plan.way == Way::kPerSetAhead && set_ahead(figures, metric, scope) == 0) return std::nullopt;
    problem.past = past_of(figures, metric, scope);
    if (one.parent != ScopeBook::kNone && plan.way != Way::kPerSetAhead)
      problem.parent_past =
          *metric.pasts->of(one.parent, [&] { return past_of(figures, metric, one.parent); });
    problem.so_far = so_far_of(figures, metric, scope, variance);
    problem.open.assign(open.begin(), open.end());
    problem.in_time = plan.family == CaseFamily::kTurnaround && plan.shape == Shape::kRate;
    problem.not_begun = not_begun;
    if (plan.span_from && plan.metric_class == MetricClass::kDuration)
      add_spans(figures, metric, scope, problem);
    const auto has_data = [](const std::vector<Day>& days) {
      return std::any_of(days.begin(), days.end(),
                         [](const Day& day) { return day.numerator != 0 || day.denominator != 0; });
    };
    if (problem.past.empty() && !has_data(problem.so_far)) return std::nullopt;
  }
  fill_facts(metric, scope, problem, landed);

  if (figures.timeline().over()) {
    landed.method = "known";
    // A quotient whose parts are booked once a month has no run rate of days.
    const auto known = plan.way == Way::kLevel                      ? problem.level_now
                       : plan.way == Way::kQuotient && landed.value ? landed.value
                                                                    : landed.run_rate;
    if (!known) return std::nullopt;
    landed.distribution = forecast::Distribution::certain(*known);
    landed.expected = *known;
  } else {
    auto answer = forecast::land(problem);
    if (!answer) return std::nullopt;
    landed.method = answer->method;
    landed.to_come = answer->to_come;
    landed.to_come_low = answer->to_come_low;
    landed.to_come_high = answer->to_come_high;
    landed.expected = answer->distribution.mean();
    landed.distribution = compressed(answer->distribution);
  }
  if (plan.way == Way::kFlow || plan.way == Way::kPerSetAhead) add_lumps(figures, metric, scope, landed);
  const double records = landed.records_so_far + landed.to_come;
  if (variance > 0 && records > 0) {
    landed.distribution = compressed(blurred(landed.distribution, std::sqrt(variance) / records, plan));
    landed.method += "+ripening";
  }
  return landed;
}

namespace {

/// What ended on each of the running month's days, sorted.
std::vector<std::vector<double>> lengths_by_day(const Figures& figures, const MetricFigures& metric,
                                                int scope, std::size_t days) {
  const std::size_t begun = figures.timeline().begun;
  std::vector<std::vector<double>> ended(days);
  for (const auto& span : metric.series.ended)
    if (span.day >= begun && span.day < begun + days &&
        belongs(figures.book(), scope, span.site, span.person))
      ended[span.day - begun].push_back(span.length);
  for (auto& lengths : ended) std::sort(lengths.begin(), lengths.end());
  return ended;
}

}  // namespace

std::vector<double> lengths_of(const Figures& figures, const MetricFigures& metric, int scope) {
  std::vector<double> lengths;
  for (const auto& span : metric.series.ended)
    if (span.day >= figures.timeline().begun && belongs(figures.book(), scope, span.site, span.person))
      lengths.push_back(span.length);
  return lengths;
}

std::vector<TrendPoint> trend_of(const Figures& figures, const MetricFigures& metric, int scope) {
  const auto& timeline = figures.timeline();
  const auto& plan = metric.plan;
  const std::size_t end = std::min(timeline.today + 1, timeline.days);
  std::vector<TrendPoint> trend;
  if (plan.way == Way::kLikeBefore) return trend;
  if (plan.way == Way::kLevel || plan.way == Way::kMeanLevel) {
    const auto at = metric.levels.find(scope);
    if (at == metric.levels.end()) return trend;
    const std::size_t first = end - at->second.size();
    for (std::size_t day = timeline.begun; day < end; ++day) {
      const double level = at->second[day - first];
      trend.push_back({timeline.day(day), std::isnan(level) ? std::nullopt : std::optional(level)});
    }
    return trend;
  }
  double variance = 0;
  const auto days = so_far_of(figures, metric, scope, variance);
  double numerator = 0, denominator = 0;
  const auto ended = plan.shape == Shape::kQuantile ? lengths_by_day(figures, metric, scope, days.size())
                                                    : std::vector<std::vector<double>>();
  std::vector<double> lengths;  // sorted
  for (std::size_t i = 0; i < days.size(); ++i) {
    numerator += days[i].numerator;
    denominator += days[i].denominator;
    std::optional<double> value;
    if (plan.shape == Shape::kQuantile) {
      const auto known = static_cast<std::ptrdiff_t>(lengths.size());
      lengths.insert(lengths.end(), ended[i].begin(), ended[i].end());
      std::inplace_merge(lengths.begin(), lengths.begin() + known, lengths.end());
      if (!lengths.empty()) {
        const auto rank = std::ceil(plan.quantile * static_cast<double>(lengths.size()));
        value = lengths[static_cast<std::size_t>(std::max(rank - 1, 0.0))];
      }
    } else if (plan.shape == Shape::kSum) {
      value = numerator;
    } else if (denominator != 0) {
      value = numerator / denominator;
    }
    trend.push_back({timeline.day(timeline.begun + i), value});
  }
  return trend;
}

}  // namespace manyi::advance_control
