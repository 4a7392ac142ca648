// The chance that an open case breaks its promise or misses the target, learnt from cases that have ended, with the
// reasons in order of weight.
// Owns the model: a logistic one, drawn towards the common share, so that few cases do not speak too loudly.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"

namespace manyi::forecast {

/// What is known of a case while it is open.
struct RiskFactors {
  double age = 0;        // share of its limit that has passed; 1: at the limit
  double time_left = 0;  // days until the promise; below zero: past it
  std::string stage;     // where it waits, a stable name
  bool part_missing = false;
  bool repeat = false;          // the same machine came back
  bool new_technician = false;  // has done few of this kind
  bool earlier_dissatisfaction = false;
  bool sensitive = false;   // customer who is to be handled with care
  bool repromised = false;  // the promise has been moved
  bool quote_open = false;  // the customer has not decided
  bool no_contact = false;  // nobody has spoken to the customer since
};
BOOST_DESCRIBE_STRUCT(RiskFactors, (),
                      (age, time_left, stage, part_missing, repeat, new_technician, earlier_dissatisfaction,
                       sensitive, repromised, quote_open, no_contact))

/// A case that has ended, as it was at some moment while it was open.
struct RiskExample {
  RiskFactors factors;
  bool broken = false;
  double weight = 1;  // several moments of one case share one
};

/// One reason: how much it moves the chance away from that of a usual case.
struct RiskReason {
  std::string factor;  // stable name: "age", "part_missing", "stage:waiting_part", ...
  double weight = 0;   // on the logit; above zero: makes it worse
  double points = 0;   // by how much the chance would fall if it were as usual; below zero: rise
};
BOOST_DESCRIBE_STRUCT(RiskReason, (), (factor, weight, points))

struct Risk {
  double chance = 0;
  std::vector<RiskReason> reasons;  // the heaviest first, those that hardly matter left out
};
BOOST_DESCRIBE_STRUCT(Risk, (), (chance, reasons))

/// Fitted once, asked often. Immutable; safe to share between threads.
class RiskModel {
 public:
  /// Newton's method on the penalised likelihood. Factors are scaled, so that the penalty means the same for each. With
  /// no example the chance is that of the prior for every case; with one outcome only it stays near the share seen.
  /// \errors kInvalid when a number is not finite or a weight not above zero
  static Result<RiskModel> fit(std::span<const RiskExample> past);
  Risk risk(const RiskFactors& factors) const;
  double chance(const RiskFactors& factors) const;
  std::size_t examples() const { return examples_; }
  /// Share of broken ones among the examples, drawn towards the prior.
  double usual() const { return usual_; }

 private:
  struct Term {
    std::string name;
    double mean = 0, scale = 1, weight = 0;
  };
  std::vector<double> row_of(const RiskFactors& factors) const;  // scaled, in the order of terms_
  std::vector<Term> terms_;
  double constant_ = 0, usual_ = 0.1;
  std::size_t examples_ = 0;
};

}  // namespace manyi::forecast
