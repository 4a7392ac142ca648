// A small logistic regression with a penalty, for chances that few signs explain.
// Owns the fit; pure.
#pragma once

#include <span>
#include <vector>

namespace manyi::forecast {

/// Signs of one record and whether it went wrong.
struct Example {
  std::vector<double> signs;
  bool wrong = false;
};

class Logistic {
 public:
  /// Newton's method on the log likelihood less `penalty` / 2 times the squares of the weights (the constant is free).
  /// With fewer than two of either outcome only the share counts, drawn towards a half by one record each.
  static Logistic fit(const std::vector<Example>& examples, std::size_t signs, double penalty = 2);
  double chance(std::span<const double> signs) const;
  const std::vector<double>& weights() const { return weights_; }  // the constant last
  std::size_t seen() const { return seen_; }

 private:
  std::vector<double> weights_{0};
  std::size_t seen_ = 0;
};

}  // namespace manyi::forecast
