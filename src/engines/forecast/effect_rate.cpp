// Effects on rates: overdispersed binomial with a score interval of the difference, or a logistic trend of the time
// before where it is clear.
// Owns both and the weekday mix they allow for.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engines/forecast/effect_models.h"

namespace manyi::forecast {
namespace {

struct Counts {
  double good = 0, all = 0;
  double share() const { return all > 0 ? good / all : 0; }
};

Counts total(std::span<const EffectPoint> points) {
  Counts counts;
  for (const EffectPoint& point : points) counts.good += point.numerator, counts.all += point.denominator;
  return counts;
}

double logit(double p) {
  p = std::clamp(p, 1e-4, 1 - 1e-4);
  return std::log(p / (1 - p));
}

/// Rates per weekday, drawn towards the side's own rate by as much as chance alone explains their differences.
struct Weekdays {
  std::array<double, 7> rate{};
  double overall = 0;
  double held = 0;  // records of the overall rate each weekday is held by

  Weekdays(std::span<const EffectPoint> points, double spread) {
    std::array<Counts, 7> by_day{};
    for (const EffectPoint& point : points) {
      Counts& day = by_day[static_cast<std::size_t>(point.season)];
      day.good += point.numerator, day.all += point.denominator;
    }
    const Counts sum = total(points);
    const double p = sum.share(), chance = std::max(p * (1 - p), 1e-9);
    double between = 0, days = 0, squares = 0;
    for (const Counts& day : by_day) {
      if (day.all <= 0) continue;
      between += day.all * std::pow(day.share() - p, 2);
      squares += day.all * day.all;
      ++days;
    }
    const double size = sum.all - squares / std::max(sum.all, 1.0);
    const double variance = size > 0 ? (between - (days - 1) * chance * spread) / size : 0;
    held = variance > 0 ? chance / variance : 1e12;
    for (std::size_t i = 0; i < 7; ++i) rate[i] = (by_day[i].good + held * p) / (by_day[i].all + held);
    overall = p;
  }
  /// Of a weekday from the overall rate, on the logit scale.
  double offset(int season) const { return logit(rate[static_cast<std::size_t>(season)]) - logit(overall); }
};

/// Restricted likelihood of the two shares given their difference, then the score.
/// \source Miettinen and Nurminen, Comparative analysis of two rates, Statistics in Medicine 4 (1985)
double score(double x1, double n1, double x2, double n2, double difference) {
  const double n = n1 + n2, p1 = x1 / n1, p2 = x2 / n2;
  const double l3 = n, l2 = (n1 + 2 * n2) * difference - n - (x1 + x2);
  const double l1 = (n2 * difference - n - 2 * x2) * difference + x1 + x2;
  const double l0 = x2 * difference * (1 - difference);
  const double q = std::pow(l2 / (3 * l3), 3) - l1 * l2 / (6 * l3 * l3) + l0 / (2 * l3);
  const double inside = l2 * l2 / (9 * l3 * l3) - l1 / (3 * l3);
  const double p = (q >= 0 ? 1 : -1) * std::sqrt(std::max(inside, 0.0));
  const double ratio = p == 0 ? 0 : std::clamp(q / (p * p * p), -1.0, 1.0);
  const double angle = (std::numbers::pi + std::acos(ratio)) / 3;
  const double r2 = std::clamp(2 * p * std::cos(angle) - l2 / (3 * l3), 0.0, 1.0);
  const double r1 = std::clamp(r2 + difference, 0.0, 1.0);
  const double variance = (r1 * (1 - r1) / n1 + r2 * (1 - r2) / n2) * n / (n - 1);
  const double gap = p1 - p2 - difference;
  if (std::abs(gap) < 1e-12) return 0;
  if (variance <= 0) return gap > 0 ? 1e9 : -1e9;
  return gap / std::sqrt(variance);
}

double border(double x1, double n1, double x2, double n2, double wanted, double from, double to) {
  for (int i = 0; i < 60; ++i) {
    const double middle = (from + to) / 2;
    (score(x1, n1, x2, n2, middle) > wanted ? from : to) = middle;
  }
  return (from + to) / 2;
}

struct Trend {
  double intercept = 0, slope = 0;  // on the logit scale, time in hundreds of points from the middle
  double middle = 0;
  double var_intercept = 0, var_slope = 0, covariance = 0;  // without the spread

  double time(std::size_t t) const { return (static_cast<double>(t) + 0.5 - middle) / 100; }
  double rate(std::size_t t, double offset) const {
    return 1 / (1 + std::exp(-(intercept + slope * time(t) + offset)));
  }
};

/// Logistic regression on time, the weekday's own rate as an offset. A record is added to each side of every fit, so
/// that a time without a single miss stays finite.
Trend logistic_trend(std::span<const EffectPoint> points, const Weekdays& weekdays) {
  const Counts sum = total(points);
  const double p = (sum.good + 0.5) / (sum.all + 1);
  Trend trend;
  trend.middle = static_cast<double>(points.size()) / 2;
  trend.intercept = logit(p);
  for (int round = 0; round < 25; ++round) {
    double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
    for (std::size_t t = 0; t < points.size(); ++t) {
      const double time = trend.time(t), here = trend.rate(t, weekdays.offset(points[t].season));
      const double weight = points[t].denominator * here * (1 - here);
      const double gap = points[t].numerator - points[t].denominator * here;
      g0 += gap, g1 += gap * time;
      h00 += weight, h01 += weight * time, h11 += weight * time * time;
    }
    const double determinant = h00 * h11 - h01 * h01;
    if (determinant <= 1e-12) break;
    trend.var_intercept = h11 / determinant, trend.var_slope = h00 / determinant;
    trend.covariance = -h01 / determinant;
    const double step0 = (h11 * g0 - h01 * g1) / determinant, step1 = (h00 * g1 - h01 * g0) / determinant;
    trend.intercept += std::clamp(step0, -2.0, 2.0);
    trend.slope += std::clamp(step1, -5.0, 5.0);
    if (std::abs(step0) + std::abs(step1) < 1e-8) break;
  }
  return trend;
}

/// Adds one side's residuals about a rate per point.
template <class Rate>
void add_side(Spread& spread, std::span<const EffectPoint> points, std::size_t block, double fitted,
              Rate rate) {
  std::vector<double> residuals, expected;
  for (std::size_t t = 0; t < points.size(); ++t) {
    const double p = rate(t);
    residuals.push_back(points[t].numerator - points[t].denominator * p);
    expected.push_back(points[t].denominator * p * (1 - p));
  }
  spread.add_side(residuals, expected, block, fitted);
}

struct Interval {
  double low = 0, high = 0;
};

/// \source Wilson, Probable inference, J. of the American Statistical Association 22 (1927)
Interval wilson(double p, double n, double z) {
  const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
  return {centre - half, centre + half};
}

/// Rate expected after, by the trend, and its interval for a z.
struct Extrapolated {
  double rate = 0;
  double logit = 0, deviation = 0;
  Interval interval(double z) const {
    const auto back = [](double x) { return 1 / (1 + std::exp(-x)); };
    return {back(logit - z * deviation), back(logit + z * deviation)};
  }
};

Extrapolated extrapolated(const Trend& trend, const EffectProblem& problem, double spread) {
  double time = 0, weight = 0;
  for (std::size_t t = 0; t < problem.after.size(); ++t) {
    time += problem.after[t].denominator * trend.time(problem.before.size() + t);
    weight += problem.after[t].denominator;
  }
  time /= weight;
  Extrapolated answer;
  answer.logit = trend.intercept + trend.slope * time;
  answer.rate = 1 / (1 + std::exp(-answer.logit));
  answer.deviation = std::sqrt(
      spread *
      std::max(trend.var_intercept + 2 * time * trend.covariance + time * time * trend.var_slope, 0.0));
  return answer;
}

/// Intervals of two estimates made into one of their difference.
/// \source Newcombe, Interval estimation for the difference, Statistics in Medicine 17 (1998)
Interval difference(double after, Interval of_after, double expected, Interval of_expected) {
  const double gap = after - expected;
  return {gap - std::hypot(after - of_after.low, of_expected.high - expected),
          gap + std::hypot(of_after.high - after, expected - of_expected.low)};
}

}  // namespace

Measured measure_rate(const EffectProblem& problem) {
  const Counts before = total(problem.before), after = total(problem.after);
  const std::size_t block = block_length(problem);
  Measured measured;
  measured.observed = after.share();

  const Weekdays before_days(problem.before, 1), after_days(problem.after, 1);
  const Trend trend = logistic_trend(problem.before, before_days);
  Spread about_trend;
  add_side(about_trend, problem.before, block, 2,
           [&](std::size_t t) { return trend.rate(t, before_days.offset(problem.before[t].season)); });
  const double t = trend.var_slope > 0 ? trend.slope / std::sqrt(trend.var_slope * about_trend.factor()) : 0;
  const bool clear =
      p_of_t(t, about_trend.combined(static_cast<double>(problem.before.size()) - 2)) < kClearTrend;

  Spread whole = clear ? about_trend : Spread();
  if (!clear)
    add_side(whole, problem.before, block, 1, [&](std::size_t t) {
      return before_days.rate[static_cast<std::size_t>(problem.before[t].season)];
    });
  add_side(whole, problem.after, block, 1,
           [&](std::size_t t) { return after_days.rate[static_cast<std::size_t>(problem.after[t].season)]; });
  const double spread = whole.factor(), freedom = whole.combined(1e6), z95 = t_quantile(0.975, freedom);
  if (clear) {
    measured.model = Shown::kSegmented;
    const Extrapolated future = extrapolated(trend, problem, spread);
    measured.expected = future.rate;
    const auto interval = [&](double z) {
      return difference(measured.observed, wilson(measured.observed, after.all / spread, z), future.rate,
                        future.interval(z));
    };
    const Interval at95 = interval(z95);
    measured.low = std::max(at95.low, -1.0), measured.high = std::min(at95.high, 1.0);
    // The p-value is where the interval just touches 0.
    double from = 0, to = 40;
    for (int i = 0; i < 60; ++i) {
      const double z = (from + to) / 2;
      const Interval here = interval(z);
      (here.low > 0 || here.high < 0 ? from : to) = z;
    }
    measured.p_value = p_of_t(from, freedom);
    return measured;
  }

  const Weekdays weekdays(problem.before, spread);
  // Weekdays as they fall in the time after; a record's weight in that mean tells how many records it is worth.
  std::array<double, 7> mix{}, size{};
  for (const EffectPoint& point : problem.after)
    mix[static_cast<std::size_t>(point.season)] += point.denominator / after.all;
  for (const EffectPoint& point : problem.before)
    size[static_cast<std::size_t>(point.season)] += point.denominator;
  double overall = 0, squares = 0;
  for (std::size_t i = 0; i < 7; ++i) {
    measured.expected += mix[i] * weekdays.rate[i];
    overall += mix[i] * weekdays.held / (size[i] + weekdays.held) / before.all;
  }
  for (std::size_t i = 0; i < 7; ++i)
    squares += size[i] * std::pow(overall + mix[i] / (size[i] + weekdays.held), 2);
  const double n1 = after.all / spread, n2 = 1 / squares / spread;
  const double x1 = n1 * measured.observed, x2 = n2 * measured.expected;
  const double gap = measured.observed - measured.expected;
  measured.low = border(x1, n1, x2, n2, z95, -1, gap);
  measured.high = border(x1, n1, x2, n2, -z95, gap, 1);
  measured.p_value = p_of_t(score(x1, n1, x2, n2, 0), freedom);
  return measured;
}

}  // namespace manyi::forecast
