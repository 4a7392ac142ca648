// Charts of counts: p, np, u, c and Laney's p', u'.
// Owns their estimates and limits.
#include <cmath>
#include <limits>

#include "engines/spc/families.h"

namespace manyi::spc {
namespace {

bool binomial(ChartKind kind) {
  return kind == ChartKind::kP || kind == ChartKind::kNp || kind == ChartKind::kLaneyP;
}
bool laney(ChartKind kind) { return kind == ChartKind::kLaneyP || kind == ChartKind::kLaneyU; }

double size_of(ChartKind kind, const Subgroup& subgroup) {
  return kind == ChartKind::kC ? 1 : subgroup.size.value_or(1);
}

/// Deviation that chance gives the count of one case (p) or unit of area (u).
double unit_sigma(ChartKind kind, double centre) {
  return std::sqrt(binomial(kind) ? centre * (1 - centre) : centre);
}

}  // namespace

std::optional<Basis> estimate_attributes(const Stretch& stretch) {
  const ChartKind kind = stretch.spec.kind;
  double counted = 0, sizes = 0;
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    if (!stretch.in_baseline(i)) continue;
    counted += *stretch.at(i).count;
    sizes += size_of(kind, stretch.at(i));
  }
  if (sizes <= 0) return std::nullopt;
  Basis basis;
  basis.centre = counted / sizes;
  basis.sigma = unit_sigma(kind, basis.centre);
  basis.points = stretch.baseline_size();
  if (laney(kind) && basis.sigma > 0) {
    const auto z = [&](std::int64_t i) {
      const double size = size_of(kind, stretch.at(i));
      return (*stretch.at(i).count / size - basis.centre) / (basis.sigma / std::sqrt(size));
    };
    const auto moving = stretch.mean_moving_range(z);
    if (!moving) return std::nullopt;
    basis.sigma_z = *moving / constants(2)->d2;
  }
  return basis;
}

void draw_attributes(const Stretch& stretch, const std::optional<Basis>& basis, std::vector<Panel>& panels) {
  const ChartKind kind = stretch.spec.kind;
  for (auto i = stretch.first; i <= stretch.last; ++i) {
    const Subgroup& subgroup = stretch.at(i);
    ChartPoint& point = panels[0].points[static_cast<std::size_t>(i)];
    const double size = size_of(kind, subgroup);
    point.n = size;
    if (!has_data(kind, subgroup)) continue;
    // np counts whole subgroups: its scale is that of p times n.
    const double scale = kind == ChartKind::kNp ? size : 1;
    point.value = *subgroup.count / size * scale;
    if (!basis) continue;
    const double sigma = unit_sigma(kind, basis->centre) / std::sqrt(size) * basis->sigma_z;
    set_lines(point, basis->centre * scale, sigma * scale, 0,
              binomial(kind) ? scale : std::numeric_limits<double>::infinity());
  }
}

}  // namespace manyi::spc
