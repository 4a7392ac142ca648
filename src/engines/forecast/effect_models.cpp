// Arithmetic that rates and levels share: spread between weeks, Student's t.
// Owns the estimate of how much points hang together.
#include "engines/forecast/effect_models.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>

namespace manyi::forecast {
namespace {

// The spread by lags is noisy: it is held towards that by neighbours alone as if so many weeks had shown it.
constexpr double kHeldWeeks = 8;
constexpr double kHeldFreedom = 10;

/// Farthest points that are compared: beyond a week, or the next one where points are weeks.
std::size_t last_lag(std::size_t block) { return block > 1 ? 9 : 1; }

}  // namespace

std::size_t block_length(const EffectProblem& problem) {
  const auto seasonal = [](const EffectPoint& point) { return point.season != 0; };
  const bool daily = std::any_of(problem.before.begin(), problem.before.end(), seasonal) ||
                     std::any_of(problem.after.begin(), problem.after.end(), seasonal);
  return daily || problem.before.size() >= 42 ? 7 : 1;
}

void Spread::add_side(std::span<const double> residuals, std::span<const double> expected, std::size_t block,
                      double fitted) {
  const std::size_t n = residuals.size();
  double total = 0;
  for (const double one : expected) total += one;
  const double blocks = static_cast<double>(n) / static_cast<double>(block);
  if (total <= 0 || blocks - fitted < 0.5) return;
  const auto size = static_cast<double>(n);
  for (std::size_t lag = 1; lag <= last_lag(block) && lag < n; ++lag) {
    double sum = 0, neighbours = 0;
    for (std::size_t t = lag; t < n; ++t) {
      sum += residuals[t] * residuals[t - lag];
      neighbours += std::sqrt(expected[t] * expected[t - lag]);
    }
    if (neighbours > 0) lagged_[lag] += sum / neighbours * size;
  }
  double squares = 0;
  for (const double one : residuals) squares += one * one;
  lagged_[0] += squares / total * size;
  points_ += size;
  fitted_ += fitted;
  blocks_ += blocks - fitted;
  block_ = block;
}

double Spread::factor() const {
  if (points_ <= 0) return 1;
  double factor = 1;
  // Residuals about a fitted mean are too unlike each other, by factor / n per fitted parameter: hence the rounds.
  for (int round = 0; round < 3; ++round) {
    const double lost = fitted_ / points_;
    const double rho = std::clamp(lagged_[1] / points_ + lost * factor, 0.0, 0.8);
    const double by_neighbours = (1 + rho) / (1 - rho);
    double by_lags = lagged_[0] / points_ + lost * (factor - 1);
    for (std::size_t lag = 1; lag <= last_lag(block_); ++lag)
      by_lags +=
          2 * (lagged_[lag] / points_ + lost * factor) * std::min(1.0, (10.0 - static_cast<double>(lag)) / 7);
    factor = std::clamp((kHeldWeeks * by_neighbours + blocks_ * by_lags) / (kHeldWeeks + blocks_), 1.0, 10.0);
  }
  return factor;
}

double Spread::freedom() const {
  return factor() > 1 ? kHeldFreedom + blocks_ : std::numeric_limits<double>::infinity();
}

double Spread::combined(double other) const { return 1 / (1 / other + 1 / freedom()); }

double p_of_t(double t, double freedom) {
  const boost::math::students_t_distribution<double> student(std::max(freedom, 1.0));
  return std::min(1.0, 2 * boost::math::cdf(boost::math::complement(student, std::abs(t))));
}

double t_quantile(double p, double freedom) {
  return boost::math::quantile(boost::math::students_t_distribution<double>(std::max(freedom, 1.0)), p);
}

}  // namespace manyi::forecast
