// The problems of the backtest and their scores.
// Owns what is known on the day, and the rivals.
#include "engines/forecast/tests/backtest_score.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <numeric>

#include "engines/forecast/landing_draws.h"

namespace manyi::forecast::backtest {
namespace {

constexpr std::size_t kSpanMonths = 3;     // whose lengths are looked at
constexpr std::size_t kSpanSamples = 200;  // of the run rate's own distribution

Figure figure_of(Metric metric) {
  switch (metric) {
    case Metric::kSatisfaction: return Figure::kSatisfied;
    case Metric::kInTime: return Figure::kInTime;
    case Metric::kRepeatFree: return Figure::kRepeatFree;
    case Metric::kMeanTurnaround:
    case Metric::kMedianTurnaround:
    case Metric::kSlowestTenth: return Figure::kTurnaround;
    case Metric::kRevenue: return Figure::kRevenue;
    case Metric::kIntake: return Figure::kIntake;
    case Metric::kPerOrder: return Figure::kPerOrder;
    case Metric::kBacklog: return Figure::kBacklog;
  }
  return Figure::kSatisfied;
}

Shape shape_of(Metric metric) {
  switch (metric) {
    case Metric::kMeanTurnaround: return Shape::kMean;
    case Metric::kMedianTurnaround:
    case Metric::kSlowestTenth: return Shape::kQuantile;
    case Metric::kRevenue:
    case Metric::kIntake: return Shape::kSum;
    case Metric::kPerOrder: return Shape::kRatio;
    case Metric::kBacklog: return Shape::kLevel;
    default: return Shape::kRate;
  }
}

double quantile_of(Metric metric) { return metric == Metric::kSlowestTenth ? 0.9 : 0.5; }

double at_rank(std::vector<double> lengths, double quantile) {
  std::sort(lengths.begin(), lengths.end());
  const double rank = std::ceil(quantile * static_cast<double>(lengths.size()) - 1e-9);
  return lengths[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

/// Lengths of what was delivered in those hours. \param closed hours of long closures before each day
std::vector<Span> spans_of(const ScopeBook& scope, double from_hour, double to_hour,
                           std::span<const double> closed) {
  std::vector<Span> spans;
  for (const auto& stay : scope.stays) {
    if (!stay.delivered || stay.end < from_hour || stay.end >= to_hour) continue;
    Span span{stay.end - stay.begin, false};
    if (!closed.empty())
      span.closed =
          closed[static_cast<std::size_t>(stay.end / 24)] - closed[static_cast<std::size_t>(stay.begin / 24)];
    spans.push_back(span);
  }
  return spans;
}

/// Nothing is handed in or out on a closed day, so whole days are exact.
std::vector<double> closed_hours(const ScopeBook& scope) {
  std::vector<double> weights, hours{0};
  for (const auto& day : scope.days[0]) weights.push_back(day.weight);
  for (const bool closed : long_closures(weights)) hours.push_back(hours.back() + (closed ? 24 : 0));
  return hours;
}

/// The figure over those days, as the books would show it.
std::optional<double> value_of(const ScopeBook& scope, Metric metric, std::size_t from, std::size_t to) {
  const auto& days = scope.days[static_cast<std::size_t>(figure_of(metric))];
  if (metric == Metric::kBacklog) return days[to - 1].numerator;
  if (shape_of(metric) == Shape::kQuantile) {
    std::vector<double> lengths;
    for (const auto& span : spans_of(scope, static_cast<double>(from) * 24, static_cast<double>(to) * 24, {}))
      lengths.push_back(span.length);
    if (lengths.empty()) return std::nullopt;
    return at_rank(std::move(lengths), quantile_of(metric));
  }
  double numerator = 0, denominator = 0;
  for (std::size_t d = from; d < to; ++d) numerator += days[d].numerator, denominator += days[d].denominator;
  if (shape_of(metric) == Shape::kSum) return numerator;
  if (denominator <= 0) return std::nullopt;
  return numerator / denominator;
}

/// Where the run rate leads with nothing but the sampling of the days so far: the days to come are drawn from them.
Distribution spread_of(const Problem& problem, double value) {
  if (problem.shape == Shape::kLevel || problem.shape == Shape::kQuantile || problem.so_far.empty())
    return Distribution::certain(value);
  std::vector<Day> worked;
  for (const auto& day : problem.so_far)
    if (day.weight > 0) worked.push_back(day);
  if (worked.empty()) return Distribution::certain(value);
  Draws draws(7);
  std::vector<double> samples;
  for (std::size_t i = 0; i < kSpanSamples; ++i) {
    double numerator = 0, denominator = 0;
    for (const auto& day : problem.so_far) numerator += day.numerator, denominator += day.denominator;
    for (const double weight : problem.weights_to_come) {
      if (weight <= 0) continue;
      const auto& day = worked[draws.next() % worked.size()];
      numerator += day.numerator, denominator += day.denominator;
    }
    if (problem.shape == Shape::kSum)
      samples.push_back(numerator);
    else
      samples.push_back(denominator > 0 ? numerator / denominator : value);
  }
  return Distribution::of_samples(std::move(samples));
}

}  // namespace

std::optional<Trial> trial_of(const CompanyBook& book, std::size_t index, std::size_t month, int day,
                              Metric metric) {
  const auto& scope = book.scopes[index];
  const auto figure = static_cast<std::size_t>(figure_of(metric));
  const std::size_t begin = book.months[month], end = book.months[month + 1];
  const std::size_t now = begin + static_cast<std::size_t>(day);
  const auto truth = value_of(scope, metric, begin, end);
  if (!truth) return std::nullopt;
  Trial trial;
  trial.truth = *truth;
  Problem& problem = trial.problem;
  problem.shape = shape_of(metric);
  problem.quantile = quantile_of(metric);
  problem.seed = index * 1000 + month * 10 + static_cast<std::size_t>(day);

  // The weekday's share, from the company's days before this month.
  const auto& company = book.scopes[0].days[figure];
  const std::size_t first = book.months[1];  // the first month fills the empty house
  const int weekday = static_cast<int>((static_cast<std::size_t>(book.first_weekday) - 1 + first) % 7) + 1;
  const auto factors = weekday_weights(std::span(company).subspan(first, begin - first), weekday);
  const auto weighted = [&](const std::vector<Day>& days, std::size_t d) {
    Day one = days[d];
    const std::size_t place = (static_cast<std::size_t>(book.first_weekday) - 1 + d) % 7 + 1;
    one.weight = one.weight > 0 ? factors[place] : 0;
    return one;
  };
  const auto past_of = [&](const ScopeBook& of) {
    std::vector<PastPeriod> past;
    for (std::size_t m = 1; m < month; ++m) {
      PastPeriod days;
      for (std::size_t d = book.months[m]; d < book.months[m + 1]; ++d)
        days.push_back(weighted(of.days[figure], d));
      past.push_back(std::move(days));
    }
    return past;
  };
  for (std::size_t d = now; d < end; ++d)
    problem.weights_to_come.push_back(weighted(scope.days[figure], d).weight);
  trial.last_month = value_of(scope, metric, book.months[month - 1], begin);
  trial.so_far = value_of(scope, metric, begin, now);
  if (problem.shape == Shape::kLevel) {
    for (std::size_t d = first; d + 1 < now; ++d)
      problem.past_levels.push_back(scope.days[figure][d].numerator);
    problem.level_now = scope.days[figure][now - 1].numerator;
    problem.bounded_below = 0;
    trial.spread = Distribution::certain(*trial.so_far);
    return trial;
  }
  problem.past = past_of(scope);
  if (scope.parent >= 0) problem.parent_past = past_of(book.scopes[static_cast<std::size_t>(scope.parent)]);
  for (std::size_t d = begin; d < now; ++d) problem.so_far.push_back(weighted(scope.days[figure], d));
  if (problem.shape == Shape::kRate) problem.bounded_below = 0, problem.bounded_above = 1;
  if (figure_of(metric) == Figure::kTurnaround || metric == Metric::kInTime) {
    if (metric == Metric::kInTime) problem.limit = kLimitHours;
    problem.day_length = 24;
    const auto hour = [](std::size_t d) { return static_cast<double>(d) * 24; };
    const std::size_t from = book.months[month > kSpanMonths ? month - kSpanMonths : 1];
    const auto closed = closed_hours(scope);
    problem.ended_before = spans_of(scope, hour(from), hour(begin), closed);
    if (problem.ended_before.size() < 20 && scope.parent >= 0)
      problem.ended_before =
          spans_of(book.scopes[static_cast<std::size_t>(scope.parent)], hour(from), hour(begin), closed);
    problem.ended_now = spans_of(scope, hour(begin), hour(now), closed);
    for (const auto& stay : scope.stays)
      if (stay.begin < hour(now) && stay.end >= hour(now))
        problem.running.push_back({hour(now) - stay.begin, true});
  }
  if (problem.shape == Shape::kSum && trial.so_far) {
    double worked = 0, left = 0;
    for (std::size_t d = begin; d < end; ++d) (d < now ? worked : left) += scope.days[figure][d].weight;
    if (worked > 0)
      *trial.so_far *= (worked + left) / worked;
    else
      trial.so_far = std::nullopt;
  }
  if (trial.so_far) trial.spread = spread_of(problem, *trial.so_far);
  return trial;
}

void score(const CompanyBook& book, std::span<const std::size_t> months, std::span<const Metric> metrics,
           std::span<const ScopeBook::Kind> kinds, Table& table, InTurn* in_turn) {
  for (std::size_t index = 0; index < book.scopes.size(); ++index) {
    const auto kind = book.scopes[index].kind;
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) continue;
    for (const std::size_t month : months)
      for (const Metric metric : metrics) {
        if (kind == ScopeBook::Kind::kPerson &&
            (figure_of(metric) == Figure::kRevenue || figure_of(metric) == Figure::kPerOrder))
          continue;
        for (const int day : kDaysOfMonth) {
          const auto trial = trial_of(book, index, month, day, metric);
          // The rivals must have something to say too.
          if (!trial || !trial->so_far || !trial->last_month) continue;
          const std::clock_t begun = std::clock();
          const auto landing = land(trial->problem);
          const double took = 1000.0 * static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
          if (!landing) continue;
          Line& line = table[{kind, metric, day}];
          line.ours.add(landing->distribution, trial->truth);
          if (in_turn && kind == ScopeBook::Kind::kSite &&
              metrics[(in_turn->seed * 7 + index * 3 + month) % metrics.size()] == metric)
            in_turn->by_day[day].add(landing->distribution, trial->truth);
          const double place = place_of(landing->distribution, trial->truth);
          line.first_places[std::min<std::size_t>(9, static_cast<std::size_t>(place * 10))] += 1;
          line.naive_point += std::abs(*trial->so_far - trial->truth);
          line.naive_spread += trial->spread.crps(trial->truth);
          line.last_month += std::abs(*trial->last_month - trial->truth);
          line.milliseconds += took;
          ++line.scope_months;
        }
      }
  }
}

std::string text_of(const Table& table, bool csv) {
  const char* kinds[] = {"company", "site", "person"};
  std::string text =
      csv ? "scope,metric,day,scope_months,coverage80,low80,high80,coverage95,low95,high95,accepted,"
            "crps_to_run_rate,crps_to_run_rate_spread,crps_to_last_month,ms\n"
          : "| scope | metric | day | scope-months | 80 % (accepted) | 95 % (accepted) | ok | CRPS ÷ run "
            "rate | ÷ run "
            "rate, sampled | ÷ last month | ms |\n|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const auto& [key, line] : table) {
    const auto count = line.scope_months;
    const auto n = static_cast<double>(count);
    const auto [low80, high80] = binomial_acceptance(count, 0.80);
    const auto [low95, high95] = binomial_acceptance(count, 0.95);
    char row[400];
    std::snprintf(
        row, sizeof row,
        csv ? "%s,%s,%d,%lld,%.1f,%.1f,%.1f,%.1f,%.1f,%.1f,%s,%.3f,%.3f,%.3f,%.2f\n"
            : "| %s | %s | %d | %lld | %.1f (%.1f to %.1f) | %.1f (%.1f to %.1f) | %s | %.2f | %.2f | %.2f | "
              "%.2f |\n",
        kinds[static_cast<int>(key.kind)], kMetricNames[static_cast<std::size_t>(key.metric)].data(), key.day,
        static_cast<long long>(count), 100 * line.ours.coverage80(), 100 * static_cast<double>(low80) / n,
        100 * static_cast<double>(high80) / n, 100 * line.ours.coverage95(),
        100 * static_cast<double>(low95) / n, 100 * static_cast<double>(high95) / n,
        line.ours.accepted() ? "yes" : "no", line.ours.crps / line.naive_point,
        line.ours.crps / line.naive_spread, line.ours.crps / line.last_month, line.milliseconds / n);
    text += row;
  }
  return text;
}

std::string text_of(const InTurn& in_turn) {
  std::string text =
      "| day | scope-months | 80 % (accepted) | 95 % (accepted) | ok |\n|---|---|---|---|---|\n";
  for (const auto& [day, line] : in_turn.by_day) {
    const auto n = static_cast<double>(line.forecasts);
    const auto [low80, high80] = binomial_acceptance(line.forecasts, 0.80);
    const auto [low95, high95] = binomial_acceptance(line.forecasts, 0.95);
    char row[200];
    std::snprintf(row, sizeof row, "| %d | %lld | %.1f (%.1f to %.1f) | %.1f (%.1f to %.1f) | %s |\n", day,
                  static_cast<long long>(line.forecasts), 100 * line.coverage80(),
                  100 * static_cast<double>(low80) / n, 100 * static_cast<double>(high80) / n,
                  100 * line.coverage95(), 100 * static_cast<double>(low95) / n,
                  100 * static_cast<double>(high95) / n, line.accepted() ? "yes" : "no");
    text += row;
  }
  return text;
}

}  // namespace manyi::forecast::backtest
