// When people work: the open stretches of every day, and arithmetic on them.
// Owns the hours of the simulated company; which days are workdays comes from outside.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "base/instant.h"
#include "base/time_zone.h"

namespace manyi::simulation {

/// Open stretches in order of time, summed once: every question costs a binary search.
class WorkingTime {
 public:
  struct Stretch {
    Instant begin, end;
  };
  /// Takes stretches that are sorted and do not overlap.
  explicit WorkingTime(std::vector<Stretch> stretches = {});

  /// The instant by which that much working time has passed; the last closing time when there is no more.
  Instant add(Instant from, DurationMs worked) const;
  DurationMs between(Instant from, Instant to) const;
  /// `at` itself while open, else the next opening.
  Instant next_open(Instant at) const;
  bool is_open(Instant at) const { return next_open(at) == at; }

 private:
  std::size_t first_ending_after(Instant at) const;
  std::vector<Stretch> stretches_;
  std::vector<std::int64_t> before_;  // working time before each stretch
};

/// Minutes of the day. Between `lunch_from` and `lunch_to` nobody works.
struct Hours {
  int open = 9 * 60, lunch_from = 12 * 60, lunch_to = 13 * 60, close = 18 * 60;
};

/// Workdays from `first` on, long enough for what begins on the last day to end.
class Calendar {
 public:
  /// \param is_workday asked for each date of [first, last + the run-out]
  static Calendar create(const TimeZone& zone, Date first, Date last,
                         const std::function<bool(Date)>& is_workday, const Hours& hours = {});

  const TimeZone& zone() const { return zone_; }
  Date first() const { return first_; }
  Date last() const { return last_; }
  const std::vector<Date>& workdays() const { return workdays_; }
  bool is_workday(Date date) const;
  /// The next workday after that date.
  Date next_workday(Date date) const;
  Instant at(Date date, int minute) const { return zone_.instant(date, minute); }
  const Hours& hours() const { return hours_; }
  /// The site's own hours.
  const WorkingTime& site() const { return rota_[0]; }
  /// Hours of somebody whose day off is that weekday; 0: none.
  const WorkingTime& off_on(int iso_weekday) const { return rota_[static_cast<std::size_t>(iso_weekday)]; }

 private:
  explicit Calendar(TimeZone zone) : zone_(std::move(zone)) {}
  TimeZone zone_;
  Date first_, last_;
  Hours hours_;
  std::vector<Date> workdays_;
  std::array<WorkingTime, 8> rota_;
};

}  // namespace manyi::simulation
