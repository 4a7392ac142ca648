// The season of a series: whether there is one, its shape, and the series without it.
// Owns the test of seasonality and the classical decomposition.
#pragma once

#include <span>
#include <vector>

namespace manyi::forecast {

enum class Seasonality { kNone, kAdditive, kMultiplicative };

struct Season {
  Seasonality kind = Seasonality::kNone;
  std::vector<double> shape;  // one per place in the cycle, of values[0] first; mean 0 (additive) or 1

  double without(double value, std::size_t at) const;
  double with(double value, std::size_t at) const;
  std::vector<double> without(std::span<const double> values) const;
  /// What one unit of the series without season is worth at a place.
  double scale(std::size_t at) const;
};

/// Autocorrelation at the season's lag against its 90 % limit under a moving average of the lags before.
/// \source Fiorucci et al., Models for optimising the theta method, Int. J. of Forecasting 32 (2016)
bool is_seasonal(std::span<const double> values, int length);

/// Classical decomposition by the centred moving average. Multiplicative where every value is above zero, else
/// additive. Precondition: two whole cycles.
Season decompose(std::span<const double> values, int length);
Season decompose(std::span<const double> values, int length, Seasonality kind);

/// The season if the test finds one and two cycles are there, otherwise none.
Season season_of(std::span<const double> values, int length);

}  // namespace manyi::forecast
