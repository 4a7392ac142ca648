// The named methods behind one face, and their trial on the past.
// Owns the list of methods and the rolling-origin backtest.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "engines/forecast/smoothing.h"

namespace manyi::forecast {

/// Methods that forecast by themselves; a combination is made of these.
enum class Method { kNaive, kSeasonalNaive, kSingle, kDamped, kEts, kTheta, kOptimisedTheta };
inline constexpr std::array<std::string_view, 7> kMethodNames{
    "naive", "seasonal_naive", "single", "damped", "ets", "theta", "optimised_theta"};

/// One outlook per method asked for, in that order. Precondition: at least one value, one step.
std::vector<Outlook> outlooks(std::span<const Method> methods, std::span<const double> values, int steps,
                              int season);

/// What the methods would have said some steps before the end, and what came then.
struct Trial {
  std::vector<Outlook> said;  // one per method
  std::span<const double> came;
};

/// Rolling origin: up to five cuts within the last third (at most `steps` back), every method fitted anew on what
/// came before the cut. Empty below eight values.
std::vector<Trial> backtest(std::span<const Method> methods, std::span<const double> values, int steps,
                            int season);

/// Weighted mean of outlooks. \param weights one per outlook, sum 1
Outlook mixed(std::span<const Outlook> outlooks, std::span<const double> weights);

}  // namespace manyi::forecast
