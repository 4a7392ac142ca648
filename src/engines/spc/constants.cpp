// Control-chart constants.
// Owns the table of the range's mean and deviation; everything else follows from it.
#include <algorithm>
#include <array>
#include <cmath>

#include "engines/spc/spc.h"

namespace manyi::spc {
namespace {

struct RangeMoments {
  double d2, d3;
};
// Integrated numerically by tests/data/spc_reference.py; n = 2 agrees with the closed form 2/sqrt(pi).
constexpr std::array<RangeMoments, 24> kRange{{
    {1.1283791671, 0.8525024664}, {1.6925687506, 0.8883680057}, {2.0587507460, 0.8798082028},
    {2.3259289473, 0.8640819411}, {2.5344127212, 0.8480396861}, {2.7043567512, 0.8332053356},
    {2.8472006121, 0.8198314898}, {2.9700263244, 0.8078342746}, {3.0775054617, 0.7970506735},
    {3.1728727038, 0.7873146206}, {3.2584552797, 0.7784783412}, {3.3359803541, 0.7704162021},
    {3.4067631082, 0.7630230956}, {3.4718268899, 0.7562114297}, {3.5319827861, 0.7499080894},
    {3.5878839618, 0.7440517840}, {3.6400637579, 0.7385908534}, {3.6889630232, 0.7334814955},
    {3.7349501196, 0.7286863457}, {3.7783358298, 0.7241733407}, {3.8193846434, 0.7199148084},
    {3.8583234233, 0.7158867355}, {3.8953481485, 0.7120681751}, {3.9306292195, 0.7084407659},
}};

}  // namespace

double c4(std::int64_t n) {
  const auto size = static_cast<double>(n);
  return std::sqrt(2 / (size - 1)) * std::exp(std::lgamma(size / 2) - std::lgamma((size - 1) / 2));
}

std::optional<Constants> constants(std::int64_t n) {
  if (n < 2 || n > kLargestRange) return std::nullopt;
  const auto& range = kRange[static_cast<std::size_t>(n - 2)];
  Constants all;
  all.d2 = range.d2;
  all.d3 = range.d3;
  all.c4 = c4(n);
  const double root = std::sqrt(static_cast<double>(n));
  const double spread = std::sqrt(1 - all.c4 * all.c4) / all.c4;
  all.a2 = 3 / (all.d2 * root);
  all.a3 = 3 / (all.c4 * root);
  all.b3 = std::max(0.0, 1 - 3 * spread);
  all.b4 = 1 + 3 * spread;
  all.d3_lower = std::max(0.0, 1 - 3 * all.d3 / all.d2);
  all.d4_upper = 1 + 3 * all.d3 / all.d2;
  return all;
}

}  // namespace manyi::spc
