// The normal filter of quotients, and the figures that are forecast by it.
// Owns its grid.
#include "engines/forecast/landing_ratio.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace manyi::forecast {
namespace {

// As parts of the level: deviation of one period, memory, how far the rest of a period leaves its beginning. Last, how
// much of the noise of days is left in a period: what is booked a day early or late cancels.
constexpr std::array kOwn{0.012, 0.04, 0.12, 0.35};
constexpr std::array kMemory{1.0, 0.75};
constexpr std::array kTurn{0.0, 0.08};
constexpr std::array kLeft{0.5, 0.75, 1.0};
constexpr double kFreedom = 8;  // of Student's t in the score: one odd period does not decide
constexpr double kTail = 5;     // freedom of the level's own tail
constexpr double kFarParent = 0.3;
constexpr std::size_t kBlock = 7;
constexpr double kDailyRecords = 1;  // what days weigh beside weeks, in weeks

double below_of(const Day& day, Below below) {
  return below == Below::kWeight ? day.weight : day.denominator;
}

struct Pair {
  double above = 0, below = 0;
};
struct Halves {
  Pair before, after;
  Pair all() const { return {before.above + after.above, before.below + after.below}; }
};

Halves halves_of(std::span<const Day> days, double to_come, Below below) {
  const Split above = split_of(days, to_come, Half::kNumerator);
  if (below == Below::kWeight)
    return {{above.before, above.before_weight}, {above.after, above.after_weight}};
  const Split under = split_of(days, to_come, Half::kDenominator);
  return {{above.before, under.before}, {above.after, under.after}};
}

/// Squares of deviations per unit of denominator, of days and of weeks.
class Noise {
 public:
  void add(std::span<const Day> days, Below below, std::vector<double>& surprises) {
    Pair whole, block;
    for (const auto& day : days) whole.above += day.numerator, whole.below += below_of(day, below);
    if (whole.below <= 0) return;
    const double level = whole.above / whole.below;
    for (std::size_t i = 0; i < days.size(); ++i) {
      const double under = below_of(days[i], below);
      if (under > 0) {
        see(0, days[i].numerator - level * under, under, whole.below);
        surprises.push_back((days[i].numerator - level * under) / std::sqrt(under));
        days_ += 1, denominators_ += under;
      }
      block.above += days[i].numerator, block.below += under;
      if ((i + 1) % kBlock != 0) continue;
      if (block.below > 0) see(1, block.above - level * block.below, block.below, whole.below);
      block = {};
    }
  }
  double value() const {
    if (pieces_[0] <= 0) return 0;
    const double daily = squares_[0] / pieces_[0];
    if (weeks_ <= 0) return daily;
    return (kDailyRecords * daily + weeks_ * squares_[1] / pieces_[1]) / (kDailyRecords + weeks_);
  }
  double usual_day() const { return days_ > 0 ? denominators_ / days_ : 1; }

 private:
  void see(std::size_t which, double error, double under, double whole) {
    const double free = 1 - std::min(1.0, under / whole);
    squares_[which] += error * error;
    pieces_[which] += under * free;
    if (which == 1) weeks_ += free;
  }
  std::array<double, 2> squares_{}, pieces_{};
  double weeks_ = 0, days_ = 0, denominators_ = 0;
};

void standardise(std::vector<double>& surprises) {
  double mean = 0, squares = 0;
  for (const double one : surprises) mean += one;
  mean /= std::max<double>(1, static_cast<double>(surprises.size()));
  for (double& one : surprises) one -= mean, squares += one * one;
  const double deviation = std::sqrt(squares / std::max<double>(1, static_cast<double>(surprises.size())));
  if (deviation <= 0 || surprises.size() < 8) surprises.clear();
  for (double& one : surprises) one /= deviation;
}

}  // namespace

double RatioLevel::mean() const {
  double sum = 0;
  for (const auto& part : parts) sum += part.share * part.mean;
  return sum;
}

RatioLevel::Drawn RatioLevel::draw(Draws& draws) const {
  double at = draws.uniform();
  const RatioPart* part = &parts.back();
  for (const auto& one : parts)
    if ((at -= one.share) <= 0) {
      part = &one;
      break;
    }
  double away = draws.normal();
  // Student's t of the same variance: once in a while a period turns more than any before.
  if (turning) away *= std::sqrt((kTail - 2) / (2 * draws.gamma(kTail / 2)));
  return {part->mean + std::sqrt(part->variance) * away, part->noise};
}

double RatioLevel::numerator(const Drawn& drawn, double denominator, Draws& draws) const {
  if (denominator <= 0) return 0;
  const double size = std::sqrt(drawn.noise * denominator);
  const double days = std::round(denominator / usual_day);
  if (surprises.empty() || days > 16) return drawn.level * denominator + size * draws.normal();
  const int count = std::max(1, static_cast<int>(days));
  double sum = 0;
  for (int i = 0; i < count; ++i) sum += surprises[draws.next() % surprises.size()];
  return drawn.level * denominator + size * sum / std::sqrt(static_cast<double>(count));
}

RatioLevel ratio_level(const Problem& problem, Below below, Rest rest) {
  const double to_come = weight_of(problem.weights_to_come);
  std::vector<Halves> periods;
  RatioLevel level;
  Noise noise;
  Pair pooled, above;
  for (const auto& days : recent(problem.past)) {
    const Halves halves = halves_of(days, to_come, below);
    if (halves.all().below <= 0) continue;
    periods.push_back(halves);
    pooled.above += halves.all().above, pooled.below += halves.all().below;
    noise.add(days, below, level.surprises);
  }
  noise.add(problem.so_far, below, level.surprises);
  const Totals totals = totals_of(problem.so_far);
  const Pair now{totals.numerator, below == Below::kWeight ? totals.weight : totals.denominator};
  pooled.above += now.above, pooled.below += now.below;
  if (below == Below::kDenominator)
    for (const auto& days : recent(problem.parent_past)) {
      const Totals month = totals_of(days);
      above.above += month.numerator, above.below += month.denominator;
    }
  const bool has_parent = above.below > 0;
  level.noise = noise.value();
  level.turning = rest == Rest::kTurning;
  level.usual_day = std::max(noise.usual_day(), 1e-9);
  standardise(level.surprises);

  const double own = pooled.below > 0 ? pooled.above / pooled.below
                     : has_parent     ? above.above / above.below
                                      : 0;
  const double start = has_parent ? above.above / above.below : own;
  const double usual = pooled.below / std::max<double>(1, static_cast<double>(periods.size()));
  double scale = std::max(std::abs(own), std::sqrt(level.noise / std::max(usual, 1e-9)));
  if (scale <= 0) scale = 1e-9;
  if (level.noise <= 0) level.noise = 1e-12 * scale * scale;
  const double loose = scale * (has_parent ? kFarParent : 1.0);
  for (const double period : kOwn)
    for (const double memory : kMemory)
      for (const double turn : kTurn)
        for (const double left : kLeft) {
          const double day_noise = left * level.noise;
          double log_share = -0.3 * std::log(period / 0.02) * std::log(period / 0.02) -
                             (memory < 0.8 ? 0.3 : 0) - (rest == Rest::kSteady ? 12 : 6) * turn;
          double mean = start, variance = loose * loose;
          const auto in_period = [&](const Pair& before) {
            RatioPart here{0, mean, variance + period * period * scale * scale};
            if (before.below > 0) {
              const double error = day_noise / before.below, gain = here.variance / (here.variance + error);
              here.mean += gain * (before.above / before.below - here.mean);
              here.variance *= 1 - gain;
            }
            here.variance += turn * turn * scale * scale;
            return here;
          };
          for (std::size_t i = 0; i < periods.size(); ++i) {
            const auto& [before, after] = periods[i];
            const auto judge = [&](const RatioPart& here, const Pair& came) {
              if ((i == 0 && !has_parent) || came.below <= 0) return;
              const double size = here.variance + day_noise / came.below;
              const double error = came.above / came.below - here.mean;
              log_share -= 0.5 * std::log(size) +
                           0.5 * (kFreedom + 1) * std::log1p(error * error / (size * (kFreedom - 2)));
            };
            judge({0, mean, variance + period * period * scale * scale}, before);
            judge(in_period(before), after);
            const Pair all = periods[i].all();
            variance = std::min(variance / memory, loose * loose);
            const double error = day_noise / all.below + period * period * scale * scale;
            const double gain = variance / (variance + error);
            mean += gain * (all.above / all.below - mean);
            variance *= 1 - gain;
          }
          const RatioPart here = in_period(now);
          level.parts.push_back({log_share, here.mean, here.variance, day_noise});
        }
  weigh(level.parts);
  return level;
}

Landing land_ratio(const Problem& problem) {
  const Pace pace = pace_of(problem, Half::kDenominator);
  const RatioLevel level = ratio_level(problem, Below::kDenominator, Rest::kSteady);
  const Totals now = totals_of(problem.so_far);
  bool positive = now.numerator >= 0;
  for (const auto& days : problem.past) positive = positive && totals_of(days).numerator >= 0;
  Draws draws(problem.seed);
  Landing landing;
  landing.method = "ratio_run_rate";
  std::vector<double> values, come;
  std::size_t without = 0;
  for (std::size_t i = 0; i < kDraws; ++i) {
    const double under = pace.draw(draws);
    const auto here = level.draw(draws);
    double above = level.numerator(here, under, draws);
    if (positive) above = std::max(0.0, above);
    come.push_back(under);
    if (now.denominator + under > 0)
      values.push_back(clamped((now.numerator + above) / (now.denominator + under), problem));
    else
      ++without;
  }
  landing.chance_of_no_data = static_cast<double>(without) / static_cast<double>(kDraws);
  while (values.size() < 100) values.push_back(clamped(level.draw(draws).level, problem));
  landing.distribution = Distribution::of_samples(std::move(values));
  tell_to_come(landing, std::move(come), now.denominator);
  return landing;
}

Landing land_signed_sum(const Problem& problem) {
  const RatioLevel level = ratio_level(problem, Below::kWeight, Rest::kSteady);
  const double now = totals_of(problem.so_far).numerator, left = weight_of(problem.weights_to_come);
  double pipeline = 0;
  for (const auto& one : problem.open) pipeline += usual_of(one) * one.adds;
  const double mean = level.mean() * left;
  const double replaced = mean > 0 ? std::min(pipeline, mean) : 0;
  Draws draws(problem.seed);
  std::vector<double> values, come;
  for (std::size_t i = 0; i < kDraws; ++i) {
    double more = level.numerator(level.draw(draws), left, draws) - replaced;
    for (const auto& one : problem.open)
      if (draws.uniform() < one.counts) more += one.adds;
    come.push_back(more);
    values.push_back(clamped(now + more, problem));
  }
  Landing landing;
  landing.method = "run_rate";
  landing.distribution = Distribution::of_samples(std::move(values));
  tell_to_come(landing, std::move(come), now);
  return landing;
}

}  // namespace manyi::forecast
