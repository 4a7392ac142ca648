// Long closures in the calendar of a problem.
// Owns the arithmetic on open and closed time.
#include "engines/forecast/duration_closures.h"

#include <algorithm>
#include <cmath>

namespace manyi::forecast {
namespace {

constexpr std::size_t kShortest = 3;  // days off in a row
constexpr std::size_t kAftermath = 7;
constexpr double kShut = 0.1;  // of a working day; somebody may look in on a holiday

}  // namespace

std::vector<bool> long_closures(std::span<const double> weights) {
  std::vector<bool> closed(weights.size(), false);
  for (std::size_t i = 0; i < weights.size();) {
    std::size_t next = i;
    while (next < weights.size() && weights[next] < kShut) ++next;
    if (next - i >= kShortest)
      std::fill(closed.begin() + static_cast<std::ptrdiff_t>(i),
                closed.begin() + static_cast<std::ptrdiff_t>(next), true);
    i = std::max(next, i + 1);
  }
  return closed;
}

Closures::Closures(const Problem& problem, double day) : day_(day) {
  std::vector<double> weights;
  if (!problem.past.empty())
    for (const auto& one : problem.past.back()) weights.push_back(one.weight);
  for (const auto& one : problem.so_far) weights.push_back(one.weight);
  const std::size_t now = weights.size();
  for (const double weight : problem.weights_to_come) weights.push_back(weight);
  const auto closed = long_closures(weights);
  const auto border = closed.begin() + static_cast<std::ptrdiff_t>(now);
  before_.assign(closed.begin(), border);
  std::reverse(before_.begin(), before_.end());
  ahead_.assign(border, closed.end());
  any_ = std::find(closed.begin(), closed.end(), true) != closed.end();
}

double Closures::closed_before(double age) const {
  if (!any_) return 0;
  double closed = 0;
  for (std::size_t i = 0; i < before_.size() && static_cast<double>(i) * day_ < age; ++i)
    if (before_[i]) closed += std::min(day_, age - static_cast<double>(i) * day_);
  return closed;
}

double Closures::open_between(double from, double to) const {
  if (to <= from) return 0;
  double open = to - from;
  if (!any_) return open;
  for (std::size_t i = 0; i < ahead_.size(); ++i)
    if (ahead_[i])
      open -= std::max(0.0, std::min(to, static_cast<double>(i + 1) * day_) -
                                std::max(from, static_cast<double>(i) * day_));
  return open;
}

double Closures::after_open(double from, double open) const {
  double at = from + open;
  if (!any_) return at;
  for (std::size_t i = 0; i < ahead_.size(); ++i) {
    const double begin = static_cast<double>(i) * day_, end = begin + day_;
    if (!ahead_[i] || end <= from) continue;
    if (at <= begin) break;
    at += end - std::max(begin, from);
  }
  return at;
}

Problem without_reopenings(const Problem& problem) {
  Problem cleaned = problem;
  std::vector<Day*> days;
  std::vector<double> weights;
  for (auto& period : cleaned.past)
    for (auto& day : period) days.push_back(&day), weights.push_back(day.weight);
  for (auto& day : cleaned.so_far) days.push_back(&day), weights.push_back(day.weight);
  const auto closed = long_closures(weights);
  std::size_t since = kAftermath;
  for (std::size_t i = 0; i < days.size(); ++i) {
    since = closed[i] ? 0 : since + 1;
    if (since <= kAftermath) days[i]->numerator = days[i]->denominator = 0;
  }
  return cleaned;
}

}  // namespace manyi::forecast
