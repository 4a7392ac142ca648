// How long things take: the distribution of lengths with those that still run counted by their age.
// Owns the product-limit estimate and what follows from it for a case of a given age.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "engines/forecast/landing.h"
#include "engines/forecast/landing_draws.h"

namespace manyi::forecast {

/// Survival of lengths. Immutable. Beyond the longest that ended the hazard of the longer half goes on.
class Lengths {
 public:
  /// \param ended lengths that are complete \param running ages; may be empty \param window how long it was looked for
  /// those that ended; 0: as long as any took
  /// Precondition: at least one ended.
  /// \source Kaplan and Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958)
  static Lengths learn(std::vector<double> ended, std::vector<double> running, double window = 0);
  /// Chance to last longer than that.
  double survival(double length) const;
  /// The length at which survival falls to `survival`, a value in (0, 1].
  double at_survival(double survival) const;
  double mean() const { return mean_; }
  /// Of one that has reached `age` and ends within `more`: a length drawn. Precondition: ends_within > 0.
  double draw_between(double age, double more, double luck) const;
  double ends_within(double age, double more) const;

 private:
  std::vector<double> times_, survival_;  // after each time at which one ended
  double tail_hazard_ = 1, mean_ = 0;
};

/// Without the closures in it.
inline double open_length(const Span& ended) { return std::max(0.0, ended.length - ended.closed); }

/// How long `ended_before` and `ended_now` were looked for, \unit of the spans. \param day length of a calendar day
double window_of(const Problem& problem, double day);

/// \unit of the spans per calendar day, as told or by Little's law
double day_length_of(const Problem& problem, double per_weight);

/// Running ones as open cases of a rate within a limit, and what the ones that have not begun do.
struct WithinLimit {
  std::vector<OpenCase> running;
  double base = 0;       // share within the limit as the past has it
  double not_begun = 0;  // the same of those that begin from now on and still end in the period
};
WithinLimit within_limit(const Problem& problem, double per_weight);

}  // namespace manyi::forecast
