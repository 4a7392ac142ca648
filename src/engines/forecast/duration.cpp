// Where a mean or a percentile of durations lands: those that ended, those that run and those that have not begun.
// Owns the draw of lengths, given the ages of what runs.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "engines/forecast/duration_closures.h"
#include "engines/forecast/duration_lengths.h"
#include "engines/forecast/landing_methods.h"
#include "engines/forecast/landing_ratio.h"

namespace manyi::forecast {
namespace {

constexpr std::size_t kLengthDraws = 250;
constexpr std::size_t kBins = 64;                        // of lengths that have not begun
constexpr double kFew = 40;                              // that have not begun and end in time
constexpr std::size_t kMostRunning = 120;                // looked at one by one; more are thinned
constexpr std::size_t kTable = 512;                      // of the inverse of the survival
constexpr double kUsualShift = 0.10, kLeftShift = 0.04;  // of a period, where no past tells it

struct Running {
  double age = 0, open_age = 0, alive = 1, low = 0, ends = 0;  // open_age: without closures
};

/// By how much lengths of the running period differ from those before. Periods differ mostly in their longest, so the
/// middle follows the mean less than the upper end does.
class Shift {
 public:
  Shift(const Problem& problem, double base, double base_noise) {
    if (problem.shape == Shape::kQuantile)
      exponent_ = std::clamp(0.5 + 1.25 * (problem.quantile - 0.5), 0.4, 1.0);
    double past = 0;
    for (const auto& days : problem.past) past += totals_of(days).numerator;
    if (past > 0 && base > 0) {
      level_ = ratio_level(without_reopenings(problem), Below::kDenominator, Rest::kTurning);
      base_ = base;
      return;
    }
    double now = 0;
    for (const auto& span : problem.ended_now) now += span.length;
    const double count = static_cast<double>(problem.ended_now.size());
    if (count > 0 && now > 0 && base > 0) {
      const double own = kUsualShift * kUsualShift, error = base_noise / count;
      mean_ = std::log(now / count / base) * own / (own + error);
      deviation_ = std::sqrt(own * error / (own + error) + kLeftShift * kLeftShift);
    }
  }
  double draw(Draws& draws) const {
    const double factor =
        base_ > 0 ? level_.draw(draws).level / base_ : std::exp(mean_ + deviation_ * draws.normal());
    return std::clamp(std::pow(std::max(factor, 1e-3), exponent_), 0.25, 4.0);
  }

 private:
  RatioLevel level_;
  double exponent_ = 1, base_ = 0, mean_ = 0, deviation_ = kUsualShift;
};

/// Those that have not begun yet and end in time: bins of rising length, and which share of them each is.
struct Begun {
  std::vector<double> value, expected;
  double mean = 0, variance = 0, all = 0;
};

/// \param lengths at equal steps of probability, rising
Begun begun_of(const Problem& problem, const Closures& closures, std::span<const double> lengths,
               double day) {
  constexpr std::size_t kCrossing = 16;  // bins of those that a closure falls into
  Begun begun;
  begun.value.assign(lengths.begin(), lengths.end());
  begun.expected.assign(lengths.size(), 0);
  const double end = static_cast<double>(problem.weights_to_come.size()) * day;
  std::vector<std::pair<double, double>> crossing;  // length, expected
  for (std::size_t i = 0; i < problem.weights_to_come.size(); ++i) {
    const double weight = problem.weights_to_come[i], begin = (static_cast<double>(i) + 0.5) * day;
    if (weight <= 0) continue;
    for (std::size_t b = 0; b < lengths.size(); ++b) {
      const double ends = closures.after_open(begin, lengths[b]);
      if (ends > end) break;
      begun.all += weight;
      if (ends - begin > lengths[b] + 1e-9 * day)
        crossing.emplace_back(ends - begin, weight);
      else
        begun.expected[b] += weight;
    }
  }
  std::sort(crossing.begin(), crossing.end());
  const std::size_t step = (crossing.size() + kCrossing - 1) / kCrossing;
  for (std::size_t from = 0; from < crossing.size(); from += step) {
    double weight = 0, sum = 0;
    for (std::size_t i = from; i < std::min(from + step, crossing.size()); ++i)
      weight += crossing[i].second, sum += crossing[i].first * crossing[i].second;
    const auto at =
        std::upper_bound(begun.value.begin(), begun.value.end(), sum / weight) - begun.value.begin();
    begun.value.insert(begun.value.begin() + at, sum / weight);
    begun.expected.insert(begun.expected.begin() + at, weight);
  }
  for (std::size_t b = 0; b < begun.value.size(); ++b) {
    if (begun.all > 0) begun.expected[b] /= begun.all;
    begun.mean += begun.expected[b] * begun.value[b];
  }
  for (std::size_t b = 0; b < begun.value.size(); ++b)
    begun.variance += begun.expected[b] * (begun.value[b] - begun.mean) * (begun.value[b] - begun.mean);
  return begun;
}

/// Smallest value that has at least `rank` of all at or below it. \param now, drawn sorted \param upto counts of bins
double at_rank(std::span<const double> now, std::span<const double> drawn, std::span<const double> value,
               double factor, std::span<const double> upto, double rank) {
  const auto count = [&](double length) {
    const auto bins =
        std::upper_bound(value.begin(), value.end(), length / factor * (1 + 1e-12)) - value.begin();
    return static_cast<double>((std::upper_bound(now.begin(), now.end(), length) - now.begin()) +
                               (std::upper_bound(drawn.begin(), drawn.end(), length) - drawn.begin())) +
           (bins > 0 ? upto[static_cast<std::size_t>(bins) - 1] : 0);
  };
  // The value is an element of one of the lists: the first of any at which enough are counted.
  double best = std::numeric_limits<double>::infinity();
  const auto look = [&](auto begin, auto end, double by) {
    const auto found =
        std::partition_point(begin, end, [&](double length) { return count(length * by) < rank; });
    if (found != end) best = std::min(best, *found * by);
  };
  look(now.begin(), now.end(), 1.0);
  look(drawn.begin(), drawn.end(), 1.0);
  look(value.begin(), value.end(), factor);
  return best;
}

/// Poisson; a rounded normal where the difference cannot be seen.
double poisson_of(double mean, Draws& draws) {
  if (mean < 8) return draws.poisson(mean);
  return std::max(0.0, std::round(mean + std::sqrt(mean) * draws.normal()));
}

}  // namespace

Landing land_durations(const Problem& problem) {
  std::vector<double> before, now, ages;
  for (const auto& span : problem.ended_before) before.push_back(open_length(span));
  for (const auto& span : problem.ended_now) now.push_back(std::max(0.0, span.length));
  for (const auto& span : problem.running) ages.push_back(std::max(0.0, span.length));
  std::sort(now.begin(), now.end());
  std::sort(ages.begin(), ages.end());
  double now_sum = 0;
  for (const double length : now) now_sum += length;

  if (before.empty())
    for (const auto& span : problem.ended_now) before.push_back(open_length(span));
  const std::vector<double>& usual = before;
  double base = 0, squares = 0;
  for (const double length : usual) base += length;
  base /= static_cast<double>(usual.size());
  for (const double length : usual) squares += (length - base) * (length - base);
  const double variation = base > 0 ? squares / static_cast<double>(usual.size()) / (base * base) : 1;
  const Shift shift(problem, base, variation);
  const Pace pace = pace_of(problem, Half::kDenominator);
  const double weight = weight_of(problem.weights_to_come);
  const double day = day_length_of(problem, weight > 0 ? pace.mean() / weight : 0);
  const Closures closures(problem, day);
  std::vector<double> open_ages;
  for (const double age : ages) open_ages.push_back(age - closures.closed_before(age));
  const Lengths lengths = Lengths::learn(usual, open_ages, window_of(problem, day));
  const double end = static_cast<double>(problem.weights_to_come.size()) * day,
               left = closures.open_between(0, end);

  std::array<double, kTable + 1> inverse{};
  for (std::size_t i = 0; i <= kTable; ++i)
    inverse[i] = lengths.at_survival(std::max(1e-6, static_cast<double>(i) / static_cast<double>(kTable)));
  const auto length_at = [&](double survival) {
    const double at = survival * static_cast<double>(kTable);
    const auto low = std::min(static_cast<std::size_t>(at), kTable - 1);
    return inverse[low] + (at - static_cast<double>(low)) * (inverse[low + 1] - inverse[low]);
  };

  std::vector<Running> running;
  const double step = std::max(1.0, static_cast<double>(ages.size()) / static_cast<double>(kMostRunning));
  double running_ends = 0;
  for (double i = 0; i < static_cast<double>(ages.size()); i += step) {
    const double age = ages[static_cast<std::size_t>(i)], open = open_ages[static_cast<std::size_t>(i)];
    running.push_back(
        {age, open, lengths.survival(open), lengths.survival(open + left), lengths.ends_within(open, left)});
    running_ends += step * running.back().ends;
  }
  std::array<double, kBins> usual_lengths{};
  for (std::size_t b = 0; b < kBins; ++b)
    usual_lengths[kBins - 1 - b] = length_at((static_cast<double>(b) + 0.5) / static_cast<double>(kBins));
  const Begun begun = begun_of(problem, closures, usual_lengths, day);

  std::vector<double> share_upto(begun.expected.size());
  std::partial_sum(begun.expected.begin(), begun.expected.end(), share_upto.begin());

  Draws draws(problem.seed);
  Landing landing;
  landing.method = "censored_durations";
  std::vector<double> values, come, drawn, upto;
  for (std::size_t d = 0; d < kLengthDraws; ++d) {
    const double factor = shift.draw(draws);
    const double records = pace.draw(draws);
    drawn.clear();
    const double repeat = std::floor(step), once_more = step - repeat;
    for (const auto& one : running) {
      if (draws.uniform() >= one.ends) continue;
      double length = 0;
      if (one.alive < 1e-9)
        length = lengths.draw_between(one.open_age, left, draws.uniform());
      else
        length = std::clamp(length_at(one.alive - draws.uniform() * (one.alive - one.low)), one.open_age,
                            one.open_age + left);
      // What is past of it is known; only the rest is longer or shorter than usual.
      length = one.age + closures.after_open(0, (length - one.open_age) * factor);
      const double times = repeat + (once_more > 0 && draws.uniform() < once_more ? 1 : 0);
      for (double k = 0; k < times; ++k) drawn.push_back(length);
    }
    const double rest = begun.all > 0 ? std::max(0.0, records - running_ends) : 0;
    if (problem.shape == Shape::kMean) {
      const double more = poisson_of(rest, draws);
      double sum = now_sum + factor * (more * begun.mean + std::sqrt(more * begun.variance) * draws.normal());
      for (const double length : drawn) sum += length;
      const double count = static_cast<double>(now.size() + drawn.size()) + more;
      come.push_back(count - static_cast<double>(now.size()));
      if (count > 0) values.push_back(clamped(std::max(0.0, sum) / count, problem));
      continue;
    }
    upto.assign(begun.value.size(), 0);
    double more = 0;
    // Few are placed one by one, many bin by bin: the same distribution, by whichever takes fewer draws.
    if (rest < kFew) {
      more = draws.poisson(rest);
      for (double k = 0; k < more; ++k) {
        const auto at = std::lower_bound(share_upto.begin(), share_upto.end(), draws.uniform());
        upto[std::min(static_cast<std::size_t>(at - share_upto.begin()), upto.size() - 1)] += 1;
      }
      for (std::size_t b = 1; b < upto.size(); ++b) upto[b] += upto[b - 1];
    } else {
      for (std::size_t b = 0; b < upto.size(); ++b)
        upto[b] = more += poisson_of(begun.expected[b] * rest, draws);
    }
    const double count = static_cast<double>(now.size() + drawn.size()) + more;
    come.push_back(count - static_cast<double>(now.size()));
    if (count < 1) continue;
    std::sort(drawn.begin(), drawn.end());
    const double rank = std::max(1.0, std::ceil(problem.quantile * count - 1e-9));
    values.push_back(clamped(at_rank(now, drawn, begun.value, factor, upto, rank), problem));
  }
  landing.chance_of_no_data = 1 - static_cast<double>(values.size()) / static_cast<double>(kLengthDraws);
  while (values.size() < 100) {
    const double length = length_at(draws.uniform());
    values.push_back(clamped(problem.shape == Shape::kMean ? base * shift.draw(draws) : length, problem));
  }
  landing.distribution = Distribution::of_samples(std::move(values));
  tell_to_come(landing, std::move(come), static_cast<double>(now.size()));
  return landing;
}

}  // namespace manyi::forecast
