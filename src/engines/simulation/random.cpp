// The generator: Blackman and Vigna's xoshiro256** with the seeding they recommend.
// Owns the distributions; the library's differ from one implementation to the next.
#include "engines/simulation/random.h"

#include <algorithm>
#include <cmath>

namespace manyi::simulation {
namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr double kPoissonByNormal = 60;  // above it the normal approximation is close enough

std::uint64_t split_mix(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

std::uint64_t rotate(std::uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t subject) {
  std::uint64_t state = seed;
  state = split_mix(state) ^ (stream * 0xd1342543de82ef95ULL);
  state = split_mix(state) ^ (subject * 0x2545f4914f6cdd1dULL);
  for (auto& word : state_) word = split_mix(state);
}

std::uint64_t Random::next() {
  const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = rotate(state_[3], 45);
  return result;
}

std::size_t Random::below(std::size_t n) {
  return static_cast<std::size_t>(uniform() * static_cast<double>(n));
}

std::size_t Random::weighted(std::span<const double> weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  double at = uniform() * total;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if ((at -= weights[i]) < 0) return i;
  return weights.empty() ? 0 : weights.size() - 1;
}

double Random::normal() {
  const double u = std::max(uniform(), 1e-12), v = uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(kTwoPi * v);
}

double Random::around(double median, double spread) { return median * std::exp(spread * normal()); }

double Random::exponential(double mean) { return -mean * std::log(std::max(1 - uniform(), 1e-15)); }

int Random::poisson(double mean) {
  if (mean <= 0) return 0;
  if (mean > kPoissonByNormal)
    return std::max(0, static_cast<int>(std::lround(mean + std::sqrt(mean) * normal())));
  const double limit = std::exp(-mean);
  int count = 0;
  for (double product = uniform(); product > limit; product *= uniform()) ++count;
  return count;
}

}  // namespace manyi::simulation
