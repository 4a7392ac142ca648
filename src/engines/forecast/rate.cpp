// Where a rate lands: good ones so far and those to come over all of them.
// Owns the joint draw of how many come and how many of them are good.
#include <algorithm>
#include <cmath>

#include "engines/forecast/duration_closures.h"
#include "engines/forecast/duration_lengths.h"
#include "engines/forecast/landing_methods.h"
#include "engines/forecast/rate_level.h"

namespace manyi::forecast {
namespace {

double logit(double p) {
  p = std::clamp(p, 1e-4, 1 - 1e-4);
  return std::log(p / (1 - p));
}
constexpr std::size_t kShifts = 25;  // steps of the logit between -3 and 3 for which chances are kept
constexpr double kMostShift = 3;

double moved(double p, double by) {
  if (p <= 0 || p >= 1) return p;
  return 1 / (1 + std::exp(-(logit(p) + by)));
}

}  // namespace

Landing land_rate(const Problem& problem) {
  const Pace pace = pace_of(problem, Half::kDenominator);
  const Totals now = totals_of(problem.so_far);
  const double pace_mean = pace.mean();

  // Cases that are open now replace part of what is to come, each with its own chance.
  Landing landing;
  landing.method = "beta_binomial";
  std::vector<OpenCase> open = problem.open;
  const bool by_age = open.empty() && problem.limit && !problem.running.empty() &&
                      problem.ended_before.size() + problem.ended_now.size() > 0;
  const auto parts =
      by_age || problem.in_time ? rate_parts(without_reopenings(problem)) : rate_parts(problem);
  const double usual_rate = mean_rate(parts);
  double not_begun = problem.not_begun;  // on the logit, against the usual rate
  if (by_age) {
    const double weight = weight_of(problem.weights_to_come);
    const auto within = within_limit(problem, weight > 0 ? pace_mean / weight : 0);
    open = within.running;
    not_begun = logit(within.not_begun) - logit(within.base);
    landing.method = "censored_durations";
    const double ahead = logit(usual_rate) - logit(within.base);
    for (auto& one : open) one.good = moved(one.good, ahead);
  }
  double replaced = 0;
  for (const auto& one : open) replaced += usual_of(one);
  const double kept = pace_mean > 0 ? std::max(0.0, 1 - replaced / pace_mean) : 0;

  // Chances of every case at every shift of the period: the same few are asked for in each draw.
  std::vector<double> chances;
  for (std::size_t k = 0; k < (open.empty() ? 0 : kShifts); ++k)
    for (const auto& one : open)
      chances.push_back(one.counts *
                        moved(one.good, kMostShift * (2.0 * static_cast<double>(k) / (kShifts - 1) - 1)));

  Draws draws(problem.seed);
  std::vector<double> values, come;
  std::size_t without = 0;
  for (std::size_t i = 0; i < kDraws; ++i) {
    const double place = (static_cast<double>(i) + 0.5) / static_cast<double>(kDraws);
    double at = 0;
    const RatePart* part = &parts.back();
    for (const auto& one : parts)
      if ((at += one.share) >= place) {
        part = &one;
        break;
      }
    const double rate = draws.beta(part->good, part->bad);
    double more = std::round(pace.draw(draws));
    if (!open.empty()) more = draws.binomial(more, kept);
    double good = draws.binomial(more, not_begun != 0 ? moved(rate, not_begun) : rate);
    if (!open.empty()) {
      const double shift = std::clamp(logit(rate) - logit(usual_rate), -kMostShift, kMostShift);
      const auto at_shift =
          static_cast<std::size_t>(std::lround((shift / kMostShift + 1) / 2 * (kShifts - 1)));
      const double* good_chance = chances.data() + at_shift * open.size();
      for (std::size_t c = 0; c < open.size(); ++c) {
        const double luck = draws.uniform();
        more += luck < open[c].counts ? 1 : 0;
        good += luck < good_chance[c] ? 1 : 0;
      }
    }
    come.push_back(more);
    if (now.denominator + more > 0)
      values.push_back(clamped((now.numerator + good) / (now.denominator + more), problem));
    else
      ++without;
  }
  landing.chance_of_no_data = static_cast<double>(without) / static_cast<double>(kDraws);
  // Nothing comes in any draw: the level itself is all there is to say.
  while (values.size() < 100) {
    const auto& part = parts[values.size() % parts.size()];
    values.push_back(clamped(draws.beta(part.good, part.bad), problem));
  }
  landing.distribution = Distribution::of_samples(std::move(values));
  tell_to_come(landing, std::move(come), now.denominator);
  return landing;
}

}  // namespace manyi::forecast
