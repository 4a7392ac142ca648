// What planted effects do at one moment to one person, site or part.
// Owns their meaning; without effects every answer is the neutral one.
#pragma once

#include <cstdint>
#include <vector>

#include "base/time_zone.h"
#include "engines/simulation/company.h"
#include "engines/simulation/scenario.h"

namespace manyi::simulation {

class Effects {
 public:
  Effects(const Scenario& scenario, const Company& company, const TimeZone& zone);

  // Factors; 1 is neutral.
  double poor_repairs(std::int64_t person, std::int64_t site, Instant at) const;
  double wrong_diagnoses(std::int64_t person, std::int64_t site, Instant at) const;
  double slowness(Stage stage, std::int64_t person, std::int64_t site, Instant at) const;

  // Shares; 0 is neutral.
  double coached(std::int64_t clerk, std::int64_t site, Instant at) const;
  double rude(std::int64_t person, Instant at) const;
  /// Of the units of this lot, how many fail soon after they were built in.
  double failing_lot(PartCategory part, Instant received) const;

  struct Overcharge {
    double share = 0, extra = 0;
  };
  Overcharge overcharge(std::int64_t person, Instant at) const;

 private:
  struct Placed {
    Effect effect;
    std::int64_t site = kNobody, person = kNobody;
    Instant from, to;
    bool in_force(Instant at) const { return from <= at && at < to; }
    bool reaches(std::int64_t at_site) const { return site == kNobody || site == at_site; }
  };
  template <class F> void each(EffectKind kind, Instant at, F&& apply) const {
    for (const auto& placed : placed_)
      if (placed.effect.kind == kind && placed.in_force(at)) apply(placed);
  }
  std::vector<Placed> placed_;
};

}  // namespace manyi::simulation
