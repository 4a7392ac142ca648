// The product-limit estimate of lengths.
// Owns its tail.
#include "engines/forecast/duration_lengths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engines/forecast/duration_closures.h"
#include "engines/forecast/landing_methods.h"

namespace manyi::forecast {

Lengths Lengths::learn(std::vector<double> ended, std::vector<double> running, double window) {
  std::sort(ended.begin(), ended.end());
  // Of the younger ones as many ran when the window of the ended began, and those are among the ended: they would count
  // twice. Of the old ones few have ended, and every one that runs tells of the tail.
  const double old = ended[std::min(ended.size() - 1, ended.size() * 9 / 10)];
  std::erase_if(running, [&](double age) { return age < old; });
  std::sort(running.begin(), running.end());
  Lengths made;
  double alive = 1, at_risk = static_cast<double>(ended.size() + running.size());
  std::size_t r = 0;
  for (std::size_t i = 0; i < ended.size();) {
    std::size_t next = i;
    while (next < ended.size() && ended[next] <= ended[i]) ++next;
    for (; r < running.size() && running[r] < ended[i]; ++r) at_risk -= 1;
    alive *= 1 - static_cast<double>(next - i) / std::max(at_risk, static_cast<double>(next - i));
    at_risk -= static_cast<double>(next - i);
    made.times_.push_back(std::max(0.0, ended[i]));
    made.survival_.push_back(alive);
    i = next;
  }
  // Half an event keeps the hazard above zero where many run that are older than all that ended.
  const double from = ended[ended.size() / 2];
  double exposure = 0, events = 0.5;
  for (const double length : ended)
    if (length >= from) exposure += length - from, events += 1;
  for (const double age : running)
    if (age > from) exposure += age - from;
  made.tail_hazard_ = exposure > 0 ? events / exposure : 1 / std::max(from, 1e-9);
  // What is older than anything that ended has been watched for the whole window without ending: what everybody has
  // forgotten does not end next week at the rate of the others.
  const double top = ended.back();
  double watched = 0;
  for (const double age : running)
    if (age > top) watched += window > 0 ? std::min(age - top, window) : age - top;
  made.tail_hazard_ = 1 / (1 / made.tail_hazard_ + watched);
  double before = 0, survival = 1;
  for (std::size_t i = 0; i < made.times_.size(); ++i) {
    made.mean_ += survival * (made.times_[i] - before);
    before = made.times_[i];
    survival = made.survival_[i];
  }
  made.mean_ += survival / made.tail_hazard_;
  return made;
}

double Lengths::survival(double length) const {
  if (length < 0) return 1;
  const auto past = std::upper_bound(times_.begin(), times_.end(), length);
  if (past == times_.begin()) return 1;
  const double stands = survival_[static_cast<std::size_t>(past - times_.begin()) - 1];
  return past == times_.end() ? stands * std::exp(-tail_hazard_ * (length - times_.back())) : stands;
}

double Lengths::at_survival(double survival) const {
  if (survival <= survival_.back())
    return times_.back() +
           std::log(std::max(survival_.back(), 1e-12) / std::max(survival, 1e-12)) / tail_hazard_;
  const auto found = std::lower_bound(survival_.begin(), survival_.end(), survival, std::greater<>());
  return times_[static_cast<std::size_t>(found - survival_.begin())];
}

double Lengths::ends_within(double age, double more) const {
  const double alive = survival(age);
  // Older than anything that was seen, and none of those left: the tail's hazard.
  if (alive < 1e-9) return 1 - std::exp(-tail_hazard_ * std::max(0.0, more));
  return 1 - survival(age + std::max(0.0, more)) / alive;
}

double Lengths::draw_between(double age, double more, double luck) const {
  const double alive = survival(age);
  if (alive < 1e-9) {
    const double ends = 1 - std::exp(-tail_hazard_ * more);
    return age - std::log(1 - luck * ends) / tail_hazard_;
  }
  const double low = survival(age + more);
  return std::clamp(at_survival(alive - luck * (alive - low)), age, age + more);
}

double window_of(const Problem& problem, double day) {
  constexpr std::size_t kPeriods = 3;
  std::size_t days = problem.so_far.size();
  for (std::size_t i = problem.past.size() - std::min(problem.past.size(), kPeriods); i < problem.past.size();
       ++i)
    days += problem.past[i].size();
  return static_cast<double>(days) * day;
}

double day_length_of(const Problem& problem, double per_weight) {
  if (problem.day_length && *problem.day_length > 0) return *problem.day_length;
  // Cases in progress = cases per day x days each takes.
  double sum = 0;
  for (const auto& span : problem.ended_before) sum += span.length;
  for (const auto& span : problem.ended_now) sum += span.length;
  const double ended = static_cast<double>(problem.ended_before.size() + problem.ended_now.size());
  const double days = static_cast<double>(problem.so_far.size() + problem.weights_to_come.size());
  const double weight = totals_of(problem.so_far).weight + weight_of(problem.weights_to_come);
  const double per_day = days > 0 ? per_weight * weight / days : 0;
  const double mean = ended > 0 ? sum / ended : 1;
  if (per_day <= 0 || mean <= 0) return 1;
  const double days_each = std::max(static_cast<double>(problem.running.size()), 0.5) / per_day;
  return mean / std::max(days_each, 0.02);
}

WithinLimit within_limit(const Problem& problem, double per_weight) {
  const double day = day_length_of(problem, per_weight);
  const Closures closures(problem, day);
  std::vector<double> ended, ages;
  for (const auto& span : problem.ended_before) ended.push_back(open_length(span));
  for (const auto& span : problem.ended_now) ended.push_back(open_length(span));
  for (const auto& span : problem.running) {
    const double age = std::max(0.0, span.length);
    ages.push_back(age - closures.closed_before(age));
  }
  WithinLimit result;
  const double limit = *problem.limit;
  double good = 0;
  for (const double length : ended) good += length <= limit ? 1 : 0;
  result.base = (good + 0.5) / (static_cast<double>(ended.size()) + 1);
  const Lengths lengths = Lengths::learn(std::move(ended), ages, window_of(problem, day));
  const double end = static_cast<double>(problem.weights_to_come.size()) * day,
               left = closures.open_between(0, end);
  for (std::size_t i = 0; i < ages.size(); ++i) {
    const double until = limit - std::max(0.0, problem.running[i].length);  // from now
    OpenCase one;
    one.counts = lengths.ends_within(ages[i], left);
    if (until > 0 && one.counts > 0)
      one.good = std::min(
          1.0, lengths.ends_within(ages[i], closures.open_between(0, std::min(until, end))) / one.counts);
    else
      one.good = 0;
    result.running.push_back(one);
  }
  double ends = 0, ends_good = 0;
  for (std::size_t i = 0; i < problem.weights_to_come.size(); ++i) {
    const double weight = problem.weights_to_come[i], begin = (static_cast<double>(i) + 0.5) * day;
    if (weight <= 0) continue;
    ends += weight * lengths.ends_within(0, closures.open_between(begin, end));
    ends_good += weight * lengths.ends_within(0, closures.open_between(begin, std::min(begin + limit, end)));
  }
  result.not_begun = ends > 0 ? ends_good / ends : result.base;
  return result;
}

}  // namespace manyi::forecast
