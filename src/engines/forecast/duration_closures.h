// Long closures, such as the national holidays: time in which nothing moves, and what is left of a length without it.
// Owns which days are a closure.
#pragma once

#include <vector>

#include "engines/forecast/landing.h"

namespace manyi::forecast {

/// Three or more days off in a row. Shorter ones are in every week and so in every length already.
class Closures {
 public:
  /// \param day length of one calendar day, \unit of the spans
  Closures(const Problem& problem, double day);
  bool any() const { return any_; }
  /// Closed time within the last `age` before now.
  double closed_before(double age) const;
  /// Open time from `from` until `to`, both counted from now.
  double open_between(double from, double to) const;
  /// When, counted from now, so much open time after `from` has passed. Open without end after the period.
  double after_open(double from, double open) const;

 private:
  double day_;
  bool any_ = false;
  std::vector<bool> before_, ahead_;  // closed? of days: the last one first; the next one first
};

/// The same problem without what ended within a week of a closure's end: those lengths hold the closure and say nothing
/// on those to come. The same when there is none.
Problem without_reopenings(const Problem& problem);

}  // namespace manyi::forecast
