// Effects with their targets looked up once.
// Owns nothing else.
#include "engines/simulation/effects.h"

#include <algorithm>
#include <limits>

namespace manyi::simulation {

Effects::Effects(const Scenario& scenario, const Company& company, const TimeZone& zone) {
  for (const auto& effect : scenario.effects) {
    Placed placed;
    placed.effect = effect;
    for (std::size_t i = 0; i < company.sites.size(); ++i)
      if (company.sites[i].code == effect.site) placed.site = static_cast<std::int64_t>(i);
    for (const auto& person : company.people)
      if (person.no == effect.employee) placed.person = person.index;
    placed.from =
        effect.from ? zone.instant(*effect.from) : Instant(std::numeric_limits<std::int64_t>::min());
    placed.to = effect.to ? zone.instant(*effect.to) : Instant(std::numeric_limits<std::int64_t>::max());
    placed_.push_back(std::move(placed));
  }
}

double Effects::poor_repairs(std::int64_t person, std::int64_t site, Instant at) const {
  double factor = 1;
  each(EffectKind::kWeakTechnician, at, [&](const Placed& p) {
    if (p.person == person) factor *= p.effect.poor_repairs;
  });
  each(EffectKind::kProcessChange, at, [&](const Placed& p) {
    if (p.reaches(site)) factor *= p.effect.poor_repairs;
  });
  return factor;
}

double Effects::wrong_diagnoses(std::int64_t person, std::int64_t site, Instant at) const {
  double factor = 1;
  each(EffectKind::kWeakTechnician, at, [&](const Placed& p) {
    if (p.person == person) factor *= p.effect.wrong_diagnoses;
  });
  each(EffectKind::kProcessChange, at, [&](const Placed& p) {
    if (p.reaches(site)) factor *= p.effect.wrong_diagnoses;
  });
  return factor;
}

double Effects::slowness(Stage stage, std::int64_t person, std::int64_t site, Instant at) const {
  double factor = 1;
  each(EffectKind::kWeakTechnician, at, [&](const Placed& p) {
    if (p.person == person && (stage == Stage::kDiagnosis || stage == Stage::kRepair))
      factor *= p.effect.factor;
  });
  const auto of_stage = [&](const Placed& p) {
    if (p.reaches(site) && p.effect.stage == stage) factor *= p.effect.factor;
  };
  each(EffectKind::kSlowSite, at, of_stage);
  each(EffectKind::kProcessChange, at, of_stage);
  return factor;
}

double Effects::coached(std::int64_t clerk, std::int64_t site, Instant at) const {
  double share = 0;
  each(EffectKind::kCoachedSurveys, at, [&](const Placed& p) {
    if (p.reaches(site) && (p.person == kNobody || p.person == clerk))
      share = std::max(share, p.effect.share);
  });
  return share;
}

double Effects::rude(std::int64_t person, Instant at) const {
  double share = 0;
  each(EffectKind::kDiscourtesy, at, [&](const Placed& p) {
    if (p.person == person) share = std::max(share, p.effect.share);
  });
  return share;
}

double Effects::failing_lot(PartCategory part, Instant received) const {
  double share = 0;
  each(EffectKind::kBadPartBatch, received, [&](const Placed& p) {
    if (part_category_of(p.effect.part) == part) share = std::max(share, p.effect.share);
  });
  return share;
}

Effects::Overcharge Effects::overcharge(std::int64_t person, Instant at) const {
  Overcharge most;
  each(EffectKind::kOvercharging, at, [&](const Placed& p) {
    if (p.person == person && p.effect.share > most.share) most = {p.effect.share, p.effect.extra};
  });
  return most;
}

}  // namespace manyi::simulation
