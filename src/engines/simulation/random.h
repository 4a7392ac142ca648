// Random numbers that are the same with every compiler and standard library.
// Owns the generator and the distributions drawn from it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace manyi::simulation {

/// xoshiro256**, seeded through splitmix64. A stream of its own per subject (an order, a person, a
/// day) keeps a change in one place from changing the luck of everything after it.
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0, std::uint64_t subject = 0);

  std::uint64_t next();
  /// [0, 1)
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double p) { return uniform() < p; }
  /// 0 .. n-1; n must not be 0.
  std::size_t below(std::size_t n);
  template <class List> const auto& one_of(const List& list) { return list[below(list.size())]; }
  /// An index, drawn in proportion to its weight.
  std::size_t weighted(std::span<const double> weights);
  double normal();
  /// Log-normal with that median; spread 0.5 means most lie within half and double.
  double around(double median, double spread = 0.5);
  double exponential(double mean);
  int poisson(double mean);

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace manyi::simulation
