// The smallest value of a function of a few bounded parameters, found without derivatives.
// Owns the search that every method of smoothing uses for its parameters.
#pragma once

#include <array>
#include <functional>
#include <span>

namespace manyi::forecast {

struct Bounds {
  double low = 0, high = 1;
};

inline constexpr std::size_t kMaxParameters = 4;

struct Found {
  std::array<double, kMaxParameters> at{};
  double value = 0;
};

/// Looks at a grid over the box, then walks downhill from its best point (Nelder-Mead, points outside the box are
/// moved to its border). The grid comes first because sums of squares of smoothing often have two valleys, one at
/// each end of the scale. Values that are not finite count as very large.
/// \param per_axis points of the grid per parameter \param evaluations at most so many after the grid
/// \source Nelder and Mead, A simplex method for function minimization, Computer Journal 7 (1965)
Found search_minimum(const std::function<double(std::span<const double>)>& f, std::span<const Bounds> box,
                     int per_axis, int evaluations);

}  // namespace manyi::forecast
