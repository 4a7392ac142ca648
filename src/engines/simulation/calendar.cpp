// Arithmetic on open stretches by binary search over prefix sums.
// Owns nothing else.
#include "engines/simulation/calendar.h"

#include <algorithm>

namespace manyi::simulation {
namespace {
constexpr int kRunOutDays = 120;  // callbacks, returns of parts and complaints of the last orders
}

WorkingTime::WorkingTime(std::vector<Stretch> stretches) : stretches_(std::move(stretches)) {
  before_.reserve(stretches_.size() + 1);
  std::int64_t total = 0;
  for (const auto& stretch : stretches_) {
    before_.push_back(total);
    total += (stretch.end - stretch.begin).ms();
  }
  before_.push_back(total);
}

std::size_t WorkingTime::first_ending_after(Instant at) const {
  const auto found = std::upper_bound(stretches_.begin(), stretches_.end(), at,
                                      [](Instant t, const Stretch& stretch) { return t < stretch.end; });
  return static_cast<std::size_t>(found - stretches_.begin());
}

Instant WorkingTime::add(Instant from, DurationMs worked) const {
  if (worked.ms() <= 0 || stretches_.empty()) return from;
  std::size_t i = first_ending_after(from);
  if (i == stretches_.size()) return std::max(from, stretches_.back().end);
  const std::int64_t passed = before_[i] + std::max<std::int64_t>(0, (from - stretches_[i].begin).ms());
  const std::int64_t goal = passed + worked.ms();
  const auto found =
      std::lower_bound(before_.begin() + static_cast<std::ptrdiff_t>(i) + 1, before_.end(), goal);
  if (found == before_.end()) return stretches_.back().end;
  i = static_cast<std::size_t>(found - before_.begin()) - 1;
  return stretches_[i].begin + DurationMs(goal - before_[i]);
}

DurationMs WorkingTime::between(Instant from, Instant to) const {
  const auto worked_until = [&](Instant at) {
    const std::size_t i = first_ending_after(at);
    if (i == stretches_.size()) return before_.back();
    return before_[i] + std::max<std::int64_t>(0, (at - stretches_[i].begin).ms());
  };
  return DurationMs(std::max<std::int64_t>(0, worked_until(to) - worked_until(from)));
}

Instant WorkingTime::next_open(Instant at) const {
  const std::size_t i = first_ending_after(at);
  return i == stretches_.size() ? at : std::max(at, stretches_[i].begin);
}

Calendar Calendar::create(const TimeZone& zone, Date first, Date last,
                          const std::function<bool(Date)>& is_workday, const Hours& hours) {
  Calendar calendar(zone);
  calendar.first_ = first;
  calendar.last_ = last;
  calendar.hours_ = hours;
  std::array<std::vector<WorkingTime::Stretch>, 8> stretches;
  for (Date day = first; day <= last.plus_days(kRunOutDays); day = day.plus_days(1)) {
    if (!is_workday(day)) continue;
    calendar.workdays_.push_back(day);
    for (int off = 0; off < 8; ++off) {
      if (off == day.iso_weekday()) continue;
      auto& mine = stretches[static_cast<std::size_t>(off)];
      mine.push_back({zone.instant(day, hours.open), zone.instant(day, hours.lunch_from)});
      mine.push_back({zone.instant(day, hours.lunch_to), zone.instant(day, hours.close)});
    }
  }
  for (std::size_t off = 0; off < 8; ++off) calendar.rota_[off] = WorkingTime(std::move(stretches[off]));
  return calendar;
}

bool Calendar::is_workday(Date date) const {
  return std::binary_search(workdays_.begin(), workdays_.end(), date);
}

Date Calendar::next_workday(Date date) const {
  const auto found = std::upper_bound(workdays_.begin(), workdays_.end(), date);
  return found == workdays_.end() ? date.plus_days(1) : *found;
}

}  // namespace manyi::simulation
