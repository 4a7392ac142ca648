// Yardsticks that need no hidden field but those a provider has, except where only the truth can tell.
// Owns the window within which a repair comes back.
#include "engines/simulation/truth.h"

#include <limits>

namespace manyi::simulation {
namespace {

constexpr DurationMs kWindow = kDay * 30;

struct Yardstick {
  const char *words, *metric;
};
Yardstick yardstick_of(EffectKind kind) {
  switch (kind) {
    case EffectKind::kWeakTechnician:
      return {"repairs followed by another one of the same device within 30 days, by technician", "rrr"};
    case EffectKind::kBadPartBatch:
      return {"repairs with a part of this category that came back within 30 days, by lot", "rrr"};
    case EffectKind::kSlowSite: return {"hours of the slow stage, mean, by site", "tat"};
    case EffectKind::kCoachedSurveys:
      return {"valid answers that are very satisfied, by who asked", "vsat_rate"};
    case EffectKind::kOvercharging:
      return {"paid repairs for which more than the list price was taken, by technician", "violation_rate"};
    case EffectKind::kProcessChange:
      return {"repairs that came back within 30 days, or hours of the stage; after the change and before",
              "rrr"};
    case EffectKind::kDiscourtesy: return {"valid answers below satisfied, by technician", "csat_rate"};
  }
  return {"", ""};
}

/// From when until when the stage lasts; nothing when the order did not come that far.
std::optional<double> stage_hours(const Order& order, Stage stage) {
  const auto hours = [](std::optional<Instant> from, std::optional<Instant> to) -> std::optional<double> {
    if (!from || !to || *to < *from) return std::nullopt;
    return static_cast<double>((*to - *from).ms()) / 3600000.0;
  };
  switch (stage) {
    case Stage::kIntake:
      return hours(order.requested_at, order.service == Service::kOnsite ? first(order, StepKind::kDispatch)
                                                                         : first(order, StepKind::kAssign));
    case Stage::kDiagnosis:
      return hours(first(order, StepKind::kAssign),
                   order.in_warranty ? std::nullopt : first(order, StepKind::kRequestQuote));
    case Stage::kPart: return hours(first(order, StepKind::kWaitPart), first(order, StepKind::kPartArrived));
    case Stage::kRepair:
      return hours(first(order, StepKind::kStartRepair), first(order, StepKind::kFinishRepair));
    case Stage::kDelivery:
      return hours(last(order, StepKind::kPassQc), last(order, StepKind::kNotifyCustomer));
  }
  return std::nullopt;
}

}  // namespace

Truth::Truth(const Scenario& scenario, const Company& company, const TimeZone& zone, Instant until)
    : company_(company), until_(until) {
  for (const auto& effect : scenario.effects) {
    Watched watched;
    watched.effect = effect;
    for (std::size_t i = 0; i < company.sites.size(); ++i)
      if (company.sites[i].code == effect.site) watched.site = static_cast<std::int64_t>(i);
    for (const auto& person : company.people)
      if (person.no == effect.employee) watched.person = person.index;
    watched.from =
        effect.from ? zone.instant(*effect.from) : Instant(std::numeric_limits<std::int64_t>::min());
    watched.to = effect.to ? zone.instant(*effect.to) : Instant(std::numeric_limits<std::int64_t>::max());
    watched_.push_back(std::move(watched));
  }
}

void Truth::count(Watched& watched, bool affected, double numerator) {
  Measured& side = affected ? watched.affected : watched.others;
  side.numerator += numerator;
  ++side.n;
}

void Truth::see(const Record& record) {
  if (watched_.empty()) return;
  if (const auto* order = std::get_if<Order>(&record)) see_order(*order);
  if (const auto* survey = std::get_if<Survey>(&record)) see_survey(*survey);
  if (const auto* unit = std::get_if<PartUnit>(&record)) see_unit(*unit);
}

void Truth::see_unit(const PartUnit& unit) {
  if (unit.defective_return || unit.doa_claimed_at || !unit.installed_at || !unit.received_at) return;
  units_[unit.order] = {company_.parts[static_cast<std::size_t>(unit.part)].category, *unit.received_at};
}

void Truth::see_survey(const Survey& survey) {
  if (survey.kind != SurveyKind::kCustomer || survey.questionnaire != Questionnaire::kOwn) return;
  if (!survey.answered_at || !survey.valid) return;
  for (auto& watched : watched_) {
    const bool in_force = watched.in_force(*survey.answered_at);
    if (watched.effect.kind == EffectKind::kCoachedSurveys) {
      const bool his = (watched.site == kNobody || watched.site == survey.site) &&
                       (watched.person == kNobody || watched.person == survey.clerk);
      count(watched, his && in_force, survey.feeling == Feeling::kVerySatisfied ? 1 : 0);
    }
    if (watched.effect.kind == EffectKind::kDiscourtesy)
      count(watched, survey.technician == watched.person && in_force,
            survey.feeling == Feeling::kNeutral || survey.feeling == Feeling::kDissatisfied ? 1 : 0);
  }
}

void Truth::see_order(const Order& order) {
  mature(order.told_at);
  if (order.repeat_of != 0) {
    const auto found = delivered_.find(order.repeat_of);
    if (found != delivered_.end() && order.requested_at - found->second.at <= kWindow)
      found->second.came_back = true;
  }
  const auto at = last(order, StepKind::kDeliver);
  if (!at) return;
  for (auto& watched : watched_) {
    const auto& effect = watched.effect;
    if (effect.kind == EffectKind::kOvercharging && !order.in_warranty && order.outcome == Outcome::kRepaired)
      count(watched, order.technician == watched.person && watched.in_force(*at),
            order.paid > order.list_price ? 1 : 0);
    const bool staged = effect.kind == EffectKind::kSlowSite || effect.kind == EffectKind::kProcessChange;
    if (!staged || !effect.stage || effect.factor == 1) continue;
    if (const auto hours = stage_hours(order, *effect.stage))
      count(watched, (watched.site == kNobody || watched.site == order.site) && watched.in_force(*at),
            *hours);
  }
  if (order.outcome != Outcome::kRepaired) return;
  Delivered one{order.site, order.technician, *at, -1, false};
  const auto unit = units_.find(order.id);
  for (const auto& watched : watched_) {
    if (watched.effect.kind != EffectKind::kBadPartBatch || unit == units_.end()) continue;
    if (part_category_of(watched.effect.part) != unit->second.first) continue;
    one.lot = watched.in_force(unit->second.second) ? 1 : std::max<std::int64_t>(one.lot, 0);
  }
  if (unit != units_.end()) units_.erase(unit);
  delivered_[order.id] = one;
  by_time_.push_back(order.id);
}

bool Truth::hit(const Watched& watched, const Delivered& one) const {
  switch (watched.effect.kind) {
    case EffectKind::kWeakTechnician: return one.technician == watched.person && watched.in_force(one.at);
    case EffectKind::kBadPartBatch: return one.lot == 1;
    case EffectKind::kProcessChange:
      return (watched.site == kNobody || watched.site == one.site) && watched.in_force(one.at);
    default: return false;
  }
}

// A repeat is told when it is closed; two windows are long enough to wait for it.
void Truth::mature(Instant now) {
  while (!by_time_.empty()) {
    const auto found = delivered_.find(by_time_.front());
    if (now - found->second.at <= kWindow * 2) return;
    const Delivered one = found->second;
    by_time_.pop_front();
    delivered_.erase(found);
    for (auto& watched : watched_) {
      const auto& effect = watched.effect;
      const bool repeats =
          effect.kind == EffectKind::kWeakTechnician ||
          (effect.kind == EffectKind::kBadPartBatch && one.lot >= 0) ||
          (effect.kind == EffectKind::kProcessChange && (!effect.stage || effect.factor == 1));
      if (repeats) count(watched, hit(watched, one), one.came_back ? 1 : 0);
    }
  }
}

std::vector<PlantedEffect> Truth::effects() const {
  // What is delivered but not yet a window old at the end is left out.
  Truth rest = *this;
  while (!rest.by_time_.empty() && until_ - rest.delivered_[rest.by_time_.front()].at > kWindow)
    rest.mature(rest.delivered_[rest.by_time_.front()].at + kWindow * 2 + DurationMs(1));
  std::vector<PlantedEffect> all;
  for (const auto& watched : rest.watched_) {
    const auto yardstick = yardstick_of(watched.effect.kind);
    PlantedEffect one;
    one.effect = watched.effect;
    one.yardstick = yardstick.words;
    one.shows_in =
        watched.effect.kind == EffectKind::kProcessChange && watched.effect.stage ? "tat" : yardstick.metric;
    for (auto [from, to] :
         {std::pair(&watched.affected, &one.affected), std::pair(&watched.others, &one.others)}) {
      *to = *from;
      to->value = to->n > 0 ? to->numerator / static_cast<double>(to->n) : 0;
    }
    one.ratio = one.others.value > 0 ? one.affected.value / one.others.value : 0;
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace manyi::simulation
