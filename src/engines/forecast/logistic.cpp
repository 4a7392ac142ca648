// Newton steps for the penalised logistic regression.
// Owns the solution of its small equations.
#include "engines/forecast/logistic.h"

#include <algorithm>
#include <cmath>

namespace manyi::forecast {
namespace {

constexpr int kMostSteps = 25;
constexpr double kEnough = 1e-7;

double sigmoid(double x) { return x >= 0 ? 1 / (1 + std::exp(-x)) : std::exp(x) / (1 + std::exp(x)); }

/// Solves a x = b for a symmetric positive matrix, in place. \return false when it is not positive
bool solve(std::vector<double>& a, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k < j; ++k) a[j * n + j] -= a[j * n + k] * a[j * n + k];
    if (a[j * n + j] <= 0) return false;
    a[j * n + j] = std::sqrt(a[j * n + j]);
    for (std::size_t i = j + 1; i < n; ++i) {
      for (std::size_t k = 0; k < j; ++k) a[i * n + j] -= a[i * n + k] * a[j * n + k];
      a[i * n + j] /= a[j * n + j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
  return true;
}

}  // namespace

Logistic Logistic::fit(const std::vector<Example>& examples, std::size_t signs, double penalty) {
  Logistic model;
  model.seen_ = examples.size();
  model.weights_.assign(signs + 1, 0);
  const auto wrong = static_cast<double>(
      std::count_if(examples.begin(), examples.end(), [](const Example& one) { return one.wrong; }));
  const auto all = static_cast<double>(examples.size());
  const double share = (wrong + 1) / (all + 2);
  model.weights_.back() = std::log(share / (1 - share));
  if (wrong < 2 || all - wrong < 2) return model;
  const std::size_t n = signs + 1;
  std::vector<double> matrix(n * n), gradient(n);
  for (int step = 0; step < kMostSteps; ++step) {
    std::fill(matrix.begin(), matrix.end(), 0.0);
    std::fill(gradient.begin(), gradient.end(), 0.0);
    for (const auto& one : examples) {
      const double p = model.chance(one.signs), weight = std::max(p * (1 - p), 1e-6);
      const double off = (one.wrong ? 1.0 : 0.0) - p;
      const auto sign = [&](std::size_t i) { return i < signs ? one.signs[i] : 1.0; };
      for (std::size_t i = 0; i < n; ++i) {
        const double at = sign(i);
        if (at == 0) continue;
        gradient[i] += off * at;
        for (std::size_t j = 0; j <= i; ++j) matrix[i * n + j] += weight * at * sign(j);
      }
    }
    for (std::size_t i = 0; i < signs; ++i) {
      gradient[i] -= penalty * model.weights_[i];
      matrix[i * n + i] += penalty;
    }
    matrix[n * n - 1] += 1e-9;
    if (!solve(matrix, gradient)) break;
    double moved = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double by = std::clamp(gradient[i], -2.0, 2.0);
      model.weights_[i] += by;
      moved = std::max(moved, std::abs(by));
    }
    if (moved < kEnough) break;
  }
  return model;
}

double Logistic::chance(std::span<const double> signs) const {
  double sum = weights_.back();
  for (std::size_t i = 0; i + 1 < weights_.size() && i < signs.size(); ++i) sum += weights_[i] * signs[i];
  return sigmoid(sum);
}

}  // namespace manyi::forecast
