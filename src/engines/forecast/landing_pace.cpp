// The gamma filter of the run rate.
// Owns the grid of how levels move, the season of the year and the dispersion of days.
#include "engines/forecast/landing_pace.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

namespace manyi::forecast {
namespace {

constexpr std::size_t kPeriods = 24;
constexpr double kWeek = 5.5;        // working days to a block
constexpr double kDailyRecords = 8;  // what the daily dispersion weighs beside the weekly one, in blocks
constexpr double kSeasonSpread = 0.13, kTrendSpread = 0.015, kNoise = 0.06;
constexpr std::size_t kSeasonPeriods = 4;  // from which on a season is looked for at all

// How levels may move: deviation of one period from the level before it, memory of the level, and by how much the rest
// of a period may leave its beginning.
constexpr std::array kOwn{0.025, 0.05, 0.10, 0.20, 0.40};
constexpr std::array kMemory{1.0, 0.85, 0.6};
constexpr std::array kTurn{0.03, 0.07, 0.12};

/// Log of the chance of an amount that is still to come, less what does not depend on the level's distribution.
double log_chance(double amount, double weight, double shape, double rate) {
  return log_gamma(shape + amount) - log_gamma(shape) + shape * std::log(rate / (rate + weight)) -
         amount * std::log(rate + weight);
}

struct Level {
  double shape = 0, rate = 0;
  void loosen(double variance) {
    if (variance <= 0) return;
    const double kept = 1 / (1 + shape * variance);
    shape *= kept;
    rate *= kept;
  }
  void see(double amount, double weight, double by = 1) {
    shape += by * amount;
    rate += by * weight;
  }
  double mean() const { return shape / rate; }
};

/// Season and trend as they stand in each period, the running one last. `factor` brings a level to that of the running
/// period, `slope` is the change of its logarithm over one period.
struct YearSeason {
  std::vector<double> factor, slope;
};

/// A harmonic of the year and a slope, drawn towards none. \param wanted past periods that are asked for
YearSeason year_season_of(std::span<const PastPeriod> periods, std::size_t wanted, Half half, int per_year) {
  YearSeason season{std::vector<double>(wanted + 1, 1), std::vector<double>(wanted + 1, 0)};
  if (periods.size() < kSeasonPeriods || per_year < 2) return season;
  std::array<std::array<double, 5>, 4> m{};  // normal equations, the right side last
  const double turn = 2 * std::numbers::pi / per_year;
  const auto row_of = [&](double ago) {
    return std::array<double, 4>{1, -ago, std::sin(turn * -ago), std::cos(turn * -ago)};
  };
  m[0][0] = 1e-6;
  m[1][1] = 1 / (kTrendSpread * kTrendSpread);
  m[2][2] = m[3][3] = 1 / (kSeasonSpread * kSeasonSpread);
  for (std::size_t i = 0; i < periods.size(); ++i) {
    double amount = 0, weight = 0;
    for (const auto& day : periods[i]) amount += std::max(0.0, amount_of(day, half)), weight += day.weight;
    if (amount <= 0 || weight <= 0) continue;
    const Flow flow{periods[i], amount / weight};
    const double dispersion = dispersion_of(std::span(&flow, 1), half);
    const double precision = 1 / (kNoise * kNoise + dispersion / amount);
    const auto row = row_of(static_cast<double>(periods.size() - i));
    for (std::size_t a = 0; a < 4; ++a) {
      for (std::size_t b = 0; b < 4; ++b) m[a][b] += precision * row[a] * row[b];
      m[a][4] += precision * row[a] * std::log(amount / weight);
    }
  }
  std::array<double, 4> solved{};
  for (std::size_t p = 0; p < 4; ++p)  // positive definite: no pivoting needed
    for (std::size_t a = p + 1; a < 4; ++a) {
      const double by = m[a][p] / m[p][p];
      for (std::size_t b = p; b < 5; ++b) m[a][b] -= by * m[p][b];
    }
  for (std::size_t a = 4; a-- > 0;) {
    solved[a] = m[a][4];
    for (std::size_t b = a + 1; b < 4; ++b) solved[a] -= m[a][b] * solved[b];
    solved[a] /= m[a][a];
  }
  const auto at = [&](double ago) {
    const auto row = row_of(ago);
    return solved[1] * row[1] + solved[2] * row[2] + solved[3] * row[3];
  };
  for (std::size_t i = 0; i <= wanted; ++i) {
    const double ago = static_cast<double>(wanted - i);
    season.factor[i] = std::exp(at(0) - at(ago));
    // The way within a period shows only once the year has come round.
    if (static_cast<int>(periods.size()) < per_year) continue;
    season.slope[i] =
        solved[1] + turn * (solved[2] * std::cos(turn * -ago) - solved[3] * std::sin(turn * -ago));
  }
  return season;
}

/// Weights at the level of the running period's middle: of a rising period the beginning counts less, the rest more.
void bring(Split& split, double factor, double slope) {
  const double begun = split.weight() > 0 ? split.before_weight / split.weight() : 0;
  split.before_weight *= std::exp(-slope * (1 - begun) / 2) / factor;
  split.after_weight *= std::exp(slope * begun / 2) / factor;
}

/// What every way of moving makes of the running period. \param usual level, in units of the dispersion
std::vector<PacePart> pace_parts(std::span<const Split> splits, const Split& now, double dispersion,
                                 double usual) {
  std::vector<PacePart> parts;
  for (const double own : kOwn)
    for (const double memory : kMemory) {
      // The level moves on alike however far the rest of a period may leave its beginning.
      std::array<double, kTurn.size()> log_share{};
      // Small deviations of one period and long memory are the rule.
      log_share.fill(-std::log(own / 0.05) * std::log(own / 0.05) - (memory < 0.7 ? 0.5 : 0));
      Level level{0.5, 0.5 / usual};
      const auto in_period = [&](double before, double before_weight) {
        Level here = level;
        here.loosen(own * own);
        here.see(before / dispersion, before_weight);
        return here;
      };
      for (std::size_t i = 0; i < splits.size(); ++i) {
        const auto& split = splits[i];
        if (i > 0) {
          Level begun = level;
          begun.loosen(own * own);
          const double of_before =
              log_chance(split.before / dispersion, split.before_weight, begun.shape, begun.rate);
          const Level seen = in_period(split.before, split.before_weight);
          for (std::size_t t = 0; t < kTurn.size(); ++t) {
            Level here = seen;
            here.loosen(kTurn[t] * kTurn[t]);
            log_share[t] += of_before;
            log_share[t] += log_chance(split.after / dispersion, split.after_weight, here.shape, here.rate);
          }
        }
        const double pieces = level.mean() * split.weight();
        level.shape *= memory, level.rate *= memory;
        level.see(split.total() / dispersion, split.weight(), 1 / (1 + own * own * pieces));
      }
      const Level seen = in_period(std::max(0.0, now.before), now.before_weight);
      for (std::size_t t = 0; t < kTurn.size(); ++t) {
        Level here = seen;
        here.loosen(kTurn[t] * kTurn[t]);
        parts.push_back({log_share[t], here.shape, here.rate / dispersion});
      }
    }
  weigh(parts);
  return parts;
}

}  // namespace

double weight_of(std::span<const double> weights) {
  double sum = 0;
  for (const double weight : weights) sum += std::max(0.0, weight);
  return sum;
}

std::span<const PastPeriod> recent(const std::vector<PastPeriod>& past) {
  const std::span all(past);
  return all.last(std::min(all.size(), kPeriods));
}

Split split_of(std::span<const Day> period, double weight_to_come, Half half) {
  Split split;
  bool after = true;
  for (std::size_t i = period.size(); i-- > 0;) {
    const auto& day = period[i];
    // The day on which the weight is reached belongs to the side that leaves the smaller error.
    if (after && split.after_weight + day.weight / 2 > weight_to_come) after = false;
    (after ? split.after : split.before) += amount_of(day, half);
    (after ? split.after_weight : split.before_weight) += day.weight;
  }
  return split;
}

double dispersion_of(std::span<const Flow> flows, Half half) {
  std::array<double, 2> squares{}, expected{}, pieces{};
  for (const auto& flow : flows) {
    double whole = 0;
    for (const auto& day : flow.days) whole += day.weight;
    if (whole <= 0 || flow.level <= 0) continue;
    double amount = 0, weight = 0;
    const auto close = [&](std::size_t which, double of, double over) {
      const double error = of - flow.level * over;
      squares[which] += error * error;
      expected[which] += flow.level * over * (1 - std::min(1.0, over / whole));
      pieces[which] += 1 - std::min(1.0, over / whole);
    };
    for (const auto& day : flow.days) {
      const double of = amount_of(day, half);
      if (day.weight > 0 || of != 0) close(0, of, day.weight);
      amount += of;
      weight += day.weight;
      if (weight < kWeek) continue;
      close(1, amount, weight);
      amount = weight = 0;
    }
  }
  if (expected[0] <= 0) return 0;
  const double daily = squares[0] / expected[0];
  if (expected[1] <= 0) return daily;
  return (kDailyRecords * daily + pieces[1] * squares[1] / expected[1]) / (kDailyRecords + pieces[1]);
}

double Pace::mean() const {
  double sum = 0;
  for (const auto& part : parts_) sum += part.share * part.shape / part.rate;
  return sum * weight_;
}

double Pace::draw(Draws& draws) const {
  if (weight_ <= 0) return 0;
  double at = draws.uniform();
  const PacePart* part = &parts_.back();
  for (const auto& one : parts_)
    if ((at -= one.share) <= 0) {
      part = &one;
      break;
    }
  const double mean = draws.gamma(part->shape) / part->rate * weight_;
  if (counts_) {
    // Gamma and Poisson give a negative binomial of the wanted dispersion; below 1 a binomial.
    if (dispersion_ > 1.02) return draws.poisson(draws.gamma(mean / (dispersion_ - 1)) * (dispersion_ - 1));
    if (dispersion_ > 0.98 || mean < 5) return draws.poisson(mean);
    const double chance = 1 - std::max(0.3, dispersion_);
    return draws.binomial(std::round(mean / chance), chance);
  }
  // A Poisson number of pieces with exponential amounts: nothing at all has a chance too.
  return draws.gamma(draws.poisson(2 * mean / dispersion_)) * dispersion_ / 2;
}

Pace pace_of(const Problem& problem, Half half) {
  const auto past = recent(problem.past);
  const double to_come = weight_of(problem.weights_to_come);
  Split now = split_of(problem.so_far, 0, half);
  now.before += now.after, now.before_weight += now.after_weight;
  now.after = 0, now.after_weight = to_come;

  // Season from the scope above where there is one: it is larger, and a season is common to both.
  const auto& seasonal = problem.parent_past.size() >= past.size() ? problem.parent_past : problem.past;
  const auto season = year_season_of(recent(seasonal), past.size(), half, problem.periods_per_year);
  std::vector<Split> splits;
  std::vector<Flow> flows;
  double amount = std::max(0.0, now.before), weight = now.before_weight;
  for (std::size_t i = 0; i < past.size(); ++i) {
    Split split = split_of(past[i], to_come, half);
    if (split.weight() <= 0) continue;
    flows.push_back({past[i], std::max(0.0, split.total()) / split.weight()});
    bring(split, season.factor[i], season.slope[i]);
    split.before = std::max(0.0, split.before), split.after = std::max(0.0, split.after);
    amount += split.total(), weight += split.weight();
    splits.push_back(split);
  }
  if (now.before_weight > 0) flows.push_back({problem.so_far, std::max(0.0, now.before) / now.before_weight});
  bring(now, 1, season.slope.back());
  bool whole = true;
  for (const auto& flow : flows)
    for (const auto& day : flow.days)
      whole = whole && amount_of(day, half) == std::floor(amount_of(day, half));
  double dispersion = dispersion_of(flows, half);
  const bool counts = whole && dispersion < 5;
  if (counts)
    dispersion =
        (dispersion * static_cast<double>(flows.size()) + 1) / (1 + static_cast<double>(flows.size()));
  if (dispersion <= 0) dispersion = amount > 0 && !counts ? amount / 20 : 1;
  if (amount <= 0 || weight <= 0)
    return Pace({{1, 0.5, 0.5 + std::max(weight, 1.0)}}, dispersion, now.after_weight, counts);

  auto parts = pace_parts(splits, now, dispersion, amount / weight / dispersion);
  return Pace(std::move(parts), dispersion, now.after_weight, counts);
}

std::vector<double> weekday_weights(std::span<const Day> days, int first_weekday) {
  const bool records =
      std::any_of(days.begin(), days.end(), [](const Day& day) { return day.denominator != 0; });
  const Half half = records ? Half::kDenominator : Half::kNumerator;
  std::array<double, 8> amount{}, weight{};
  double all = 0, all_weight = 0;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const double of = std::max(amount_of(days[i], half), 0.0);
    const auto place = days[i].weight > 0 ? (static_cast<std::size_t>(first_weekday) + 6 + i) % 7 + 1 : 0;
    amount[place] += of;
    weight[place] += place > 0 ? days[i].weight : 1;
    if (place == 0) continue;
    all += of;
    all_weight += days[i].weight;
  }
  std::vector<double> factors(8, 1);
  factors[0] = 0;
  if (all <= 0) return factors;
  const double usual = all / all_weight;
  // The usual spread of weekdays, 0.12, is that of so many pieces.
  const Flow flow{days, usual};
  const double prior_days = std::clamp(70 * dispersion_of(std::span(&flow, 1), half) / usual, 0.5, 12.0);
  for (std::size_t i = 0; i < 8; ++i)
    factors[i] = (amount[i] + (i > 0 ? prior_days * usual : 0)) / (weight[i] + prior_days) / usual;
  return factors;
}

}  // namespace manyi::forecast
