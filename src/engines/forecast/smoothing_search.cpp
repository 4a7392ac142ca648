// Grid and Nelder-Mead over a box of at most four parameters.
// Owns the walk; knows nothing of what is fitted.
#include "engines/forecast/smoothing_search.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace manyi::forecast {
namespace {

// Corners that differ by less end the walk: forecasts do not depend on a millionth of the squares.
constexpr double kClose = 1e-6;

using Point = std::array<double, kMaxParameters>;

struct Corner {
  Point at{};
  double value = 0;
};

class Walk {
 public:
  Walk(const std::function<double(std::span<const double>)>& f, std::span<const Bounds> box)
      : f_(f), box_(box) {}

  Corner evaluated(Point at) const {
    for (std::size_t i = 0; i < box_.size(); ++i) at[i] = std::clamp(at[i], box_[i].low, box_[i].high);
    const double value = f_(std::span(at.data(), box_.size()));
    return {at, std::isfinite(value) ? value : std::numeric_limits<double>::max()};
  }

  /// Points in the middle of `per_axis` equal parts of every axis.
  Corner best_of_grid(int per_axis) const {
    Corner best;
    std::array<int, kMaxParameters> step{};
    for (bool first = true;; first = false) {
      Point at{};
      for (std::size_t i = 0; i < box_.size(); ++i)
        at[i] = box_[i].low + (box_[i].high - box_[i].low) * (step[i] + 0.5) / per_axis;
      const Corner here = evaluated(at);
      if (first || here.value < best.value) best = here;
      std::size_t axis = 0;
      while (axis < box_.size() && ++step[axis] == per_axis) step[axis++] = 0;
      if (axis == box_.size()) return best;
    }
  }

  Corner downhill(const Corner& start, double size, int evaluations) const {
    const std::size_t n = box_.size();
    std::array<Corner, kMaxParameters + 1> corners;
    corners[0] = start;
    for (std::size_t i = 0; i < n; ++i) {
      Point at = start.at;
      const double step = size * (box_[i].high - box_[i].low);
      at[i] += at[i] + step > box_[i].high ? -step : step;
      corners[i + 1] = evaluated(at);
    }
    const auto end = corners.begin() + static_cast<std::ptrdiff_t>(n + 1);
    for (int used = static_cast<int>(n); used < evaluations;) {
      std::sort(corners.begin(), end, [](const Corner& a, const Corner& b) { return a.value < b.value; });
      Corner& worst = corners[n];
      if (worst.value - corners[0].value <= kClose * std::abs(corners[0].value)) break;
      Point middle{};
      for (std::size_t c = 0; c < n; ++c)
        for (std::size_t i = 0; i < n; ++i) middle[i] += corners[c].at[i] / static_cast<double>(n);
      const auto along = [&](double factor) {
        Point at{};
        for (std::size_t i = 0; i < n; ++i) at[i] = middle[i] + factor * (worst.at[i] - middle[i]);
        ++used;
        return evaluated(at);
      };
      const Corner mirrored = along(-1);
      if (mirrored.value < corners[0].value) {
        const Corner further = along(-2);
        worst = further.value < mirrored.value ? further : mirrored;
      } else if (mirrored.value < corners[n - 1].value) {
        worst = mirrored;
      } else if (const Corner nearer = along(mirrored.value < worst.value ? -0.5 : 0.5);
                 nearer.value < std::min(mirrored.value, worst.value)) {
        worst = nearer;
      } else {
        for (std::size_t c = 1; c <= n; ++c) {
          for (std::size_t i = 0; i < n; ++i) corners[c].at[i] = (corners[c].at[i] + corners[0].at[i]) / 2;
          corners[c] = evaluated(corners[c].at);
          ++used;
        }
      }
    }
    return *std::min_element(corners.begin(), end,
                             [](const Corner& a, const Corner& b) { return a.value < b.value; });
  }

 private:
  const std::function<double(std::span<const double>)>& f_;
  std::span<const Bounds> box_;
};

}  // namespace

Found search_minimum(const std::function<double(std::span<const double>)>& f, std::span<const Bounds> box,
                     int per_axis, int evaluations) {
  const Walk walk(f, box);
  const Corner start = walk.best_of_grid(std::max(per_axis, 1));
  const Corner best = walk.downhill(start, 0.5 / std::max(per_axis, 1), evaluations);
  return {best.at, best.value};
}

}  // namespace manyi::forecast
