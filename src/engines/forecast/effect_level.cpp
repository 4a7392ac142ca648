// Effects on sums and means: least squares on level and weekday, with the trend of the time before where it is clear.
// Owns that regression and its intervals.
#include <algorithm>
#include <array>
#include <cmath>

#include "engines/forecast/effect_models.h"

namespace manyi::forecast {
namespace {

// Columns: seven weekdays, level after, slope before, slope after.
constexpr std::size_t kMost = 10;
using Row = std::array<double, kMost>;

struct Observation {
  double value = 0, weight = 0, time = 0;
  std::size_t weekday = 0;
  bool after = false;
};

enum class Ask { kShift, kShiftAndTrend, kTrendBefore };

struct Answer {
  double estimate = 0, deviation = 0, freedom = 0;
};

/// Solves a x = b for a symmetric a; columns without any data are left at 0.
std::vector<double> solved(std::vector<Row> a, std::vector<double> b) {
  const std::size_t n = b.size();
  std::vector<bool> used(n, true);
  for (std::size_t i = 0; i < n; ++i) {
    if (a[i][i] <= 1e-10) {
      used[i] = false;
      continue;
    }
    for (std::size_t r = 0; r < n; ++r) {
      if (r == i) continue;
      const double factor = a[r][i] / a[i][i];
      for (std::size_t c = i; c < n; ++c) a[r][c] -= factor * a[i][c];
      b[r] -= factor * b[i];
    }
  }
  for (std::size_t i = 0; i < n; ++i) b[i] = used[i] ? b[i] / a[i][i] : 0;
  return b;
}

class Regression {
 public:
  Regression(const std::vector<Observation>& all, std::size_t block) : all_(all), block_(block) {
    double time = 0, weight = 0;
    std::array<bool, 7> seen{};
    for (const Observation& one : all) {
      seen[one.weekday] = true;
      if (!one.after) continue;
      time += one.weight * one.time;
      weight += one.weight;
    }
    middle_ = weight > 0 ? time / weight : 0;
    weekdays_ = static_cast<double>(std::count(seen.begin(), seen.end(), true));
  }

  Answer ask(Ask ask) const {
    const std::size_t wanted = ask == Ask::kTrendBefore ? 8 : 7;
    const std::size_t columns = ask == Ask::kShift ? 8 : ask == Ask::kTrendBefore ? 9 : 10;
    const auto row = [&](const Observation& one) {
      Row x{};
      x[one.weekday] = 1;
      if (one.after) x[7] = 1;
      if (ask != Ask::kShift) x[one.after ? 9 : 8] = (one.time - middle_) / 100;
      return x;
    };
    std::vector<Row> squares(columns, Row{});
    std::vector<double> products(columns, 0), unit(columns, 0);
    unit[wanted] = 1;
    for (const Observation& one : all_) {
      if (ask == Ask::kTrendBefore && one.after) continue;
      const Row x = row(one);
      for (std::size_t i = 0; i < columns; ++i) {
        if (x[i] == 0) continue;
        products[i] += one.weight * x[i] * one.value;
        for (std::size_t j = 0; j < columns; ++j) squares[i][j] += one.weight * x[i] * x[j];
      }
    }
    const std::vector<double> fit = solved(squares, products), share = solved(squares, unit);
    // The answer is linear in the values: sum of c * value. Its variance is that of the residuals through c.
    std::array<std::vector<double>, 2> through;
    double count[2] = {0, 0}, size = 0;
    for (const Observation& one : all_) {
      if (ask == Ask::kTrendBefore && one.after) continue;
      const Row x = row(one);
      double fitted = 0, c = 0;
      for (std::size_t i = 0; i < columns; ++i) fitted += x[i] * fit[i], c += x[i] * share[i];
      through[one.after].push_back(one.weight * c * (one.value - fitted));
      ++count[one.after];
      size = std::max(size, std::abs(one.value));
    }
    Answer answer;
    answer.estimate = fit[wanted];
    double variance = 0, by_freedom = 0;
    Spread spread;
    for (int side = 0; side < 2; ++side) {
      if (count[side] == 0) continue;
      const double own = ask == Ask::kShift ? 1 : 2;
      const double left =
          std::max(count[side] - own - (weekdays_ - 1) * count[side] / (count[0] + count[1]), 1.0);
      std::vector<double> expected;
      double sum = 0;
      for (const double u : through[side]) {
        expected.push_back(u * u * count[side] / left);
        sum += expected.back();
      }
      variance += sum;
      by_freedom += sum * sum / left;
      spread.add_side(through[side], expected, block_, own);
    }
    // Equal values leave residuals of rounding alone; a change as small is none.
    answer.deviation = std::hypot(std::sqrt(variance * spread.factor()), 1e-9 * size);
    answer.freedom = spread.combined(by_freedom > 0 ? variance * variance / by_freedom : 1);
    return answer;
  }

 private:
  const std::vector<Observation>& all_;
  std::size_t block_;
  double middle_ = 0, weekdays_ = 1;
};

}  // namespace

Measured measure_level(const EffectProblem& problem) {
  std::vector<Observation> all;
  double time = 0, sum = 0, weight = 0;
  for (const auto* side : {&problem.before, &problem.after})
    for (const EffectPoint& point : *side) {
      const bool after = side == &problem.after;
      ++time;
      if (point.denominator <= 0) continue;
      all.push_back({point.numerator / point.denominator, point.denominator, time,
                     static_cast<std::size_t>(point.season), after});
      if (after) sum += point.numerator, weight += point.denominator;
    }
  const std::size_t block = block_length(problem);
  const Regression regression(all, block);
  const Answer trend = regression.ask(Ask::kTrendBefore);
  const bool clear =
      trend.deviation > 0 && p_of_t(trend.estimate / trend.deviation, trend.freedom) < kClearTrend;
  const Answer shift = regression.ask(clear ? Ask::kShiftAndTrend : Ask::kShift);
  Measured measured;
  measured.model = clear ? Shown::kSegmented : Shown::kLevelShift;
  measured.observed = sum / weight;
  measured.expected = measured.observed - shift.estimate;
  const double reach = t_quantile(0.975, shift.freedom) * shift.deviation;
  measured.low = shift.estimate - reach;
  measured.high = shift.estimate + reach;
  measured.p_value = shift.deviation > 0 ? p_of_t(shift.estimate / shift.deviation, shift.freedom)
                                         : (shift.estimate == 0 ? 1 : 0);
  return measured;
}

}  // namespace manyi::forecast
