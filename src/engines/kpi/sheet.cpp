// Between sheets and cells.
// Owns nothing.
#include "engines/kpi/sheet.h"

#include <cmath>

namespace manyi::kpi {
namespace {

double number(const std::optional<double>& value) { return value.value_or(std::nan("")); }
std::optional<double> known(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

}  // namespace

Slice::Slice(std::size_t groups)
    : numerator(groups),
      denominator(groups),
      value(groups),
      low(groups),
      high(groups),
      n(groups),
      unlinked(groups),
      pending(groups) {}

void Slice::put(std::size_t g, const Cell& cell) {
  numerator[g] = number(cell.numerator);
  denominator[g] = number(cell.denominator);
  value[g] = number(cell.value);
  low[g] = cell.interval ? cell.interval->low : std::nan("");
  high[g] = cell.interval ? cell.interval->high : std::nan("");
  n[g] = cell.n;
  unlinked[g] = cell.unlinked;
  pending[g] = cell.pending;
}

std::size_t Sheet::bytes() const {
  std::size_t bytes = sizeof(Sheet) + periods.size() * sizeof(Period);
  if (groups && !groups->empty())
    bytes += groups->size() * (sizeof(groups->front()) + groups->front().size() * sizeof(DimensionValue));
  for (const auto& slice : slices) bytes += slice ? slice->bytes() : 0;
  return bytes;
}

std::vector<Cell> Sheet::cells() const {
  std::vector<Cell> cells;
  for (std::size_t p = 0; p < periods.size(); ++p) {
    const auto& slice = *slices[p];
    for (std::size_t g = 0; g < groups->size(); ++g) {
      const auto& dims = (*groups)[g];
      if (!dims.empty() && slice.n[g] + slice.unlinked[g] + slice.pending[g] == 0) continue;
      Cell cell{};
      cell.period = periods[p];
      cell.dims = dims;
      cell.numerator = known(slice.numerator[g]);
      cell.denominator = known(slice.denominator[g]);
      cell.value = known(slice.value[g]);
      if (!std::isnan(slice.low[g])) cell.interval = Interval{slice.low[g], slice.high[g]};
      cell.n = slice.n[g];
      cell.unlinked = slice.unlinked[g];
      cell.pending = slice.pending[g];
      cell.provisional = slice.provisional || slice.pending[g] > 0;
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

}  // namespace manyi::kpi
