// The generator and its distributions.
// Owns nothing between two draws but the generator's state.
#include "engines/forecast/landing_draws.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace manyi::forecast {

double log_gamma(double x) {
  // Stirling's series from 8 on; below, shifted up.
  double shift = 0;
  if (x < 8) {
    double product = 1;
    while (x < 8) product *= x++;
    shift = -std::log(product);
  }
  const double inverse = 1 / x, square = inverse * inverse;
  return shift + (x - 0.5) * std::log(x) - x + 0.91893853320467274178 +
         inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
}

namespace {

constexpr double kCheapTrials = 6;

/// Of a whole number; most draws ask for the same few.
double log_factorial(double of) {
  static const auto kKnown = [] {
    std::array<double, 1024> known{};
    for (std::size_t i = 0; i < known.size(); ++i) known[i] = log_gamma(static_cast<double>(i) + 1);
    return known;
  }();
  return of < static_cast<double>(kKnown.size()) ? kKnown[static_cast<std::size_t>(of)] : log_gamma(of + 1);
}

}  // namespace

Draws::Draws(std::uint64_t seed) {
  for (auto& word : state_) {
    seed += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    word = z ^ (z >> 31);
  }
}

std::uint64_t Draws::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9, t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

double Draws::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  for (;;) {
    const double u = 2 * uniform() - 1, v = 2 * uniform() - 1, s = u * u + v * v;
    if (s >= 1 || s == 0) continue;
    const double factor = std::sqrt(-2 * std::log(s) / s);
    spare_ = v * factor;
    has_spare_ = true;
    return u * factor;
  }
}

double Draws::gamma(double shape) {
  if (shape <= 0) return 0;
  if (shape < 1) return gamma(shape + 1) * std::pow(uniform(), 1 / shape);
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal();
    double v = 1 + c * x;
    if (v <= 0) continue;
    v = v * v * v;
    const double u = uniform();
    if (u < 1 - 0.0331 * x * x * x * x) return d * v;
    if (std::log(u) < 0.5 * x * x + d * (1 - v + std::log(v))) return d * v;
  }
}

double Draws::beta(double a, double b) {
  const double x = gamma(a), y = gamma(b);
  return x + y > 0 ? x / (x + y) : a / (a + b);
}

double Draws::poisson(double mean) {
  if (mean <= 0) return 0;
  if (mean < 12) {
    double product = uniform(), k = 0;
    for (const double limit = std::exp(-mean); product > limit; ++k) product *= uniform();
    return k;
  }
  const double b = 0.931 + 2.53 * std::sqrt(mean), a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), accepted = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const double u = uniform() - 0.5, v = uniform(), us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= accepted) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v * inverse_alpha / (a / (us * us) + b)) <= k * std::log(mean) - mean - log_factorial(k))
      return k;
  }
}

double Draws::binomial(double n, double p) {
  n = std::floor(n);
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomial(n, 1 - p);
  if (n * p < 12) {
    if (n < kCheapTrials * (n * p + 1)) {  // one by one is cheaper than a logarithm per success
      double successes = 0;
      for (double i = 0; i < n; ++i) successes += uniform() < p ? 1 : 0;
      return successes;
    }
    // By the gaps between successes; the cost is that of the successes.
    const double base = std::log1p(-p);
    double at = 0, successes = 0;
    for (;;) {
      at += std::floor(std::log(uniform()) / base) + 1;
      if (at > n) return successes;
      ++successes;
    }
  }
  const double deviation = std::sqrt(n * p * (1 - p)), b = 1.15 + 2.53 * deviation;
  const double a = -0.0873 + 0.0248 * b + 0.01 * p, c = n * p + 0.5;
  const double accepted = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * deviation;
  const double odds = std::log(p / (1 - p)), mode = std::floor((n + 1) * p);
  const double height = log_factorial(mode) + log_factorial(n - mode);
  for (;;) {
    const double u = uniform() - 0.5, v = uniform(), us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + c);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= accepted) return k;
    if (std::log(v * alpha / (a / (us * us) + b)) <=
        height - log_factorial(k) - log_factorial(n - k) + (k - mode) * odds)
      return k;
  }
}

}  // namespace manyi::forecast
