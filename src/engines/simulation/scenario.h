// What is simulated: how much, for how long, and which effects are planted.
// Owns the scenario's fields, their defaults and their checks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"

namespace manyi::simulation {

enum class EffectKind {
  kWeakTechnician,  // repairs that do not hold, wrong diagnoses, slow work
  kBadPartBatch,    // units of one lot that fail soon after they were built in
  kSlowSite,        // one stage of the work takes longer at one site
  kCoachedSurveys,  // customers are talked into the best answer
  kOvercharging,    // more is taken than the price list says
  kProcessChange,   // from a day on work is done differently, for better or worse
  kDiscourtesy,     // a person who is rude
};
BOOST_DESCRIBE_ENUM(EffectKind, kWeakTechnician, kBadPartBatch, kSlowSite, kCoachedSurveys, kOvercharging,
                    kProcessChange, kDiscourtesy)

/// A stretch of an order's way that can be made slower.
enum class Stage { kIntake, kDiagnosis, kPart, kRepair, kDelivery };
BOOST_DESCRIBE_ENUM(Stage, kIntake, kDiagnosis, kPart, kRepair, kDelivery)

/// One planted effect. Which fields count depends on `kind`; a factor of 1 changes nothing.
struct Effect {
  EffectKind kind = EffectKind::kWeakTechnician;
  std::string site;              // code
  std::string employee;          // number
  std::string part;              // category, such as "battery"
  std::optional<Date> from, to;  // half-open; absent: always
  std::optional<Stage> stage;
  double factor = 1;           // on the time of `stage`
  double poor_repairs = 1;     // on the chance that a repair does not hold
  double wrong_diagnoses = 1;  // on the chance of a wrong diagnosis
  double share = 0;            // of the cases in reach that are affected
  double extra = 0;            // overcharging: share of the list price taken on top
};
BOOST_DESCRIBE_STRUCT(Effect, (),
                      (kind, site, employee, part, from, to, stage, factor, poor_repairs, wrong_diagnoses,
                       share, extra))

struct SitePlan {
  std::string code, name, region;
  double share = 1;  // of the arrivals
};
BOOST_DESCRIBE_STRUCT(SitePlan, (), (code, name, region, share))

/// How much of the company's life is told.
enum class Detail { kEverything, kOrdersOnly };
BOOST_DESCRIBE_ENUM(Detail, kEverything, kOrdersOnly)

struct Scenario {
  std::int64_t orders = 20000;
  std::int64_t models = 300;
  std::vector<SitePlan> sites = {
      {"WSL", "文三路站", "杭州", 0.45}, {"BJ", "滨江站", "杭州", 0.32}, {"SX", "越城站", "绍兴", 0.23}};
  /// Technicians in all; 0: as many as the orders need.
  std::int64_t technicians = 0;
  double orders_per_technician_month = 55;
  double in_warranty = 0.62;
  /// Chances of a good technician.
  double poor_repairs = 0.038, wrong_diagnoses = 0.045;
  double attrition_per_year = 0.18;
  double callback_sample = 0.6;
  double manufacturer_sample = 0.12;  // of the first manufacturer's devices: who answers his questionnaire
  Detail detail = Detail::kEverything;
  std::vector<Effect> effects;
};
BOOST_DESCRIBE_STRUCT(Scenario, (),
                      (orders, models, sites, technicians, orders_per_technician_month, in_warranty,
                       poor_repairs, wrong_diagnoses, attrition_per_year, callback_sample,
                       manufacturer_sample, detail, effects))

/// Checks everything that can be known without the company's staff.
/// \errors kInvalid with all fields at once, as /effects/0/site
Result<void> check(const Scenario& scenario);

}  // namespace manyi::simulation
