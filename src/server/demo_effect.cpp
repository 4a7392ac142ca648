// The planted improvement, as a scenario has effects.
#include "server/demo_effect.h"

#include "base/time_zone.h"

namespace manyi::demo {
namespace {

constexpr int kLongEnough = 8;  // months of records that show both sides of it

}  // namespace

std::optional<simulation::Effect> improvement_effect(Instant until, int months) {
  if (months < kLongEnough) return std::nullopt;
  const Date today = TimeZone::find("Asia/Shanghai")->local_date(until);
  simulation::Effect effect;
  effect.kind = simulation::EffectKind::kProcessChange;
  effect.site = simulation::Scenario().sites.front().code;
  effect.from = today.plus_days(-kChangedAgo);
  effect.poor_repairs = 0.2;
  effect.wrong_diagnoses = 0.3;
  return effect;
}

}  // namespace manyi::demo
