// Random draws for forecasts, the same with every compiler and library.
// Owns the generator and the distributions drawn from it.
#pragma once

#include <array>
#include <cstdint>

namespace manyi::forecast {

/// Natural logarithm of the gamma function; x > 0. Keeps no global state, unlike the C library's.
double log_gamma(double x);
/// log B(a, b)
inline double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

/// xoshiro256**, seeded through splitmix64.
class Draws {
 public:
  explicit Draws(std::uint64_t seed);
  std::uint64_t next();
  /// (0, 1)
  double uniform() { return (static_cast<double>(next() >> 11) + 0.5) * 0x1.0p-53; }
  double normal();
  /// Scale 1. \source Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000)
  double gamma(double shape);
  double beta(double a, double b);
  /// \source Hörmann, The transformed rejection method for generating Poisson random variables (1993)
  double poisson(double mean);
  /// \source Hörmann, The generation of binomial random variates (1993)
  double binomial(double n, double p);

 private:
  std::array<std::uint64_t, 4> state_{};
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace manyi::forecast
