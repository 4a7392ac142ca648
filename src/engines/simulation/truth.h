// The ground truth of a run: what was planted and how large it is in the records that were told.
// Owns the yardstick of each kind of effect; nothing in the product reads it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "engines/simulation/effects.h"
#include "engines/simulation/records.h"
#include "engines/simulation/scenario.h"

namespace manyi::simulation {

/// A rate or a mean, with what it is made of.
struct Measured {
  double numerator = 0;
  std::int64_t n = 0;
  double value = 0;  // numerator / n; 0 without cases
};
BOOST_DESCRIBE_STRUCT(Measured, (), (numerator, n, value))

struct PlantedEffect {
  Effect effect;
  std::string yardstick;  // what is counted, in words
  std::string shows_in;   // code of the metric in which it should be found
  Measured affected, others;
  double ratio = 0;  // affected / others
};
BOOST_DESCRIBE_STRUCT(PlantedEffect, (), (effect, yardstick, shows_in, affected, others, ratio))

struct TruthReport {
  std::string format = "manyi-ground-truth-1";
  std::uint64_t seed = 0;
  std::int64_t orders = 0;
  Instant from, until;
  std::vector<PlantedEffect> effects;
};
BOOST_DESCRIBE_STRUCT(TruthReport, (), (format, seed, orders, from, until, effects))

/// Looks at every record of a run; knows afterwards what each effect did.
class Truth {
 public:
  Truth(const Scenario& scenario, const Company& company, const TimeZone& zone, Instant until);
  void see(const Record& record);
  std::vector<PlantedEffect> effects() const;

 private:
  struct Delivered {
    std::int64_t site = 0, technician = kNobody;
    Instant at;
    std::int64_t lot = -1;  // 1: a unit of a planted lot was built in, 0: another of the category
    bool came_back = false;
  };
  struct Watched {
    Effect effect;
    std::int64_t site = kNobody, person = kNobody;
    Instant from, to;
    Measured affected, others;
    bool in_force(Instant at) const { return from <= at && at < to; }
  };
  void count(Watched& watched, bool affected, double numerator);
  void see_order(const Order& order);
  void see_survey(const Survey& survey);
  void see_unit(const PartUnit& unit);
  void mature(Instant now);
  bool hit(const Watched& watched, const Delivered& one) const;

  const Company& company_;
  const Instant until_;
  std::vector<Watched> watched_;
  std::map<std::int64_t, Delivered> delivered_;  // until the window has passed
  std::deque<std::int64_t> by_time_;
  std::map<std::int64_t, std::pair<PartCategory, Instant>> units_;  // built in, by order
};

}  // namespace manyi::simulation
