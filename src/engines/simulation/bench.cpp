// The second half of an order's way: at the bench, past the check, back to the customer.
// Owns what makes a repair hold or not, and what becomes of parts.
#include <algorithm>

#include "engines/simulation/world.h"

namespace manyi::simulation {
namespace {

constexpr double kDead = 0.012;  // parts dead on arrival
constexpr double kDeadOfBadLot = 0.06;
constexpr double kNoticed = 0.45;        // wrong diagnoses noticed at the bench
constexpr double kPoorWhenWrong = 0.6;   // of those that are not
constexpr double kNotUsed = 0.35;        // of good parts not needed: handed back unused
constexpr int kReturnDays = 10;          // a defective part is due back
constexpr double kForgotten = 0.06;      // sent after that
constexpr double kPriceSurprise = 0.03;  // a second fault is found and charged

}  // namespace

void World::judge_repair(Live& job, std::int64_t technician, double chance_factor) {
  Order& order = job.order;
  const double chance = scenario_.poor_repairs * chance_factor * fault(job).difficulty *
                        person(technician).poor_repairs * effects_.poor_repairs(technician, order.site, now_);
  bool poor = job.luck.chance(std::min(0.9, chance));
  if (order.hidden.wrong_diagnosis && job.luck.chance(kPoorWhenWrong)) poor = true;
  order.hidden.poor_repair = poor || order.hidden.bad_lot;
}

bool World::install(Live& job, std::int64_t technician, Instant at) {
  if (job.fittings.empty() || job.fittings.back().settled || !job.fittings.back().unit) return false;
  Fitting& fitting = job.fittings.back();
  fitting.settled = true;
  const double failing = fitting.unit->failing;
  const bool unused = !fitting.needed && job.luck.chance(kNotUsed);
  const bool dead = !unused && job.luck.chance(failing > 0 ? kDeadOfBadLot : kDead);
  PartUnit unit;
  unit.id = fitting.unit->id;
  unit.order = job.order.id;
  unit.part = fitting.request.part;
  unit.site = job.order.site;
  unit.technician = technician;
  unit.keeper = fitting.request.keeper;
  unit.batch = fitting.unit->batch;
  unit.cost = company_.parts[static_cast<std::size_t>(unit.part)].cost;
  unit.received_at = fitting.unit->received;
  unit.issued_at = fitting.request.issued_at;
  if (unused) {
    unit.unused_returned_at = at + kMinute * 30;
    storeroom_->put_back(unit.site, unit.part, *fitting.unit);
    returned_units_[unit.id] = unit;
  } else if (dead) {
    unit.installed_at = unit.doa_claimed_at = at;
    unit.judged_at = calendar_.site().add(at, hours_of(job.luck.around(80, 0.3)));
    const bool agreed = job.luck.chance(0.9);
    if (agreed) unit.doa_confirmed_at = unit.judged_at;
    unit.verdict = agreed ? Verdict::kFaulty : Verdict::kNoFault;
  } else {
    unit.installed_at = at;
    fitting.request.installed_at = at;
    if (failing > 0 && job.luck.chance(failing)) job.order.hidden.bad_lot = true;
  }
  unit.told_at = unit.judged_at ? *unit.judged_at : unused ? *unit.unused_returned_at : at;
  tell(unit);
  fitting.request.told_at = at;
  tell(fitting.request);
  if (!unused && !dead) send_back_old_part(job, fitting, at);
  return dead;
}

void World::send_back_old_part(Live& job, const Fitting& fitting, Instant at) {
  // The customer keeps what he has paid for, but for boards that are exchanged.
  if (!job.order.in_warranty && !job.luck.chance(0.25)) return;
  PartUnit old;
  old.id = ++ids_ + (std::int64_t{1} << 40);  // apart from the numbers of good units
  old.order = job.order.id;
  old.part = fitting.request.part;
  old.site = job.order.site;
  old.technician = job.order.technician;
  old.keeper = fitting.request.keeper;
  old.cost = company_.parts[static_cast<std::size_t>(old.part)].cost;
  old.defective_return = true;
  old.replaced_by = fitting.unit->id;
  old.removed_at = at;
  const Date day = calendar_.zone().local_date(at);
  old.return_due_at = calendar_.at(day.plus_days(kReturnDays + 1), 0) - DurationMs(1);
  // The keeper sends on Fridays what lies there since Wednesday, or forgets it for two weeks.
  Date sent = day.plus_days(2 + (12 - day.plus_days(2).iso_weekday()) % 7);
  if (job.luck.chance(kForgotten)) sent = sent.plus_days(14);
  if (!calendar_.is_workday(sent)) sent = calendar_.next_workday(sent);
  old.shipped_back_at = calendar_.at(sent, 16 * 60);
  old.judged_at = calendar_.at(sent.plus_days(9 + static_cast<int>(job.luck.below(14))), 15 * 60);
  const double luck = job.luck.uniform();
  if (!fitting.needed)
    old.verdict = luck < 0.86 ? Verdict::kNoFault : Verdict::kFaulty;
  else
    old.verdict = luck < 0.955   ? Verdict::kFaulty
                  : luck < 0.975 ? Verdict::kNoFault
                  : luck < 0.992 ? Verdict::kDamaged
                                 : Verdict::kMismatch;
  old.told_at = *old.judged_at;
  tell(old);
}

void World::repaired(std::int64_t slot, std::int64_t technician) {
  Live& job = live(slot);
  const bool first_try = job.fittings.size() <= 1;
  const bool was_needed = job.fittings.empty() || job.fittings.back().needed;
  if (install(job, technician, now_)) return ask_part(slot, fault(job).part, now_, was_needed);
  if (job.order.hidden.wrong_diagnosis && first_try && job.luck.chance(kNoticed)) {
    // It was something else. What was taken out goes back all the same.
    job.order.hidden.wrong_diagnosis = false;
    job.repair_hours *= 0.7;
    const auto other = static_cast<PartCategory>(job.luck.below(8));
    if (fault(job).printer || job.luck.chance(0.4)) {
      // Settings or a cable: no part, but the bench once more.
      job.repair_hours *= 0.6;
    } else {
      return ask_part(slot, other, now_, true);
    }
  }
  judge_repair(job, technician, 1);
  job.order.outcome = Outcome::kRepaired;
  step(job, StepKind::kFinishRepair, now_, technician);
  enqueue(checks_[static_cast<std::size_t>(job.order.site)], TaskKind::kQc, slot);
}

void World::give_back(std::int64_t slot) {
  Live& job = live(slot);
  check_promise(job);
  const double slow = effects_.slowness(Stage::kDelivery, kNobody, job.order.site, now_);
  wait(slot, Phase::kTelling, later(job.luck.around(0.4) * slow));
}

void World::repromise(Live& job, Instant at, Instant promise, bool before) {
  if (promise <= at) return;
  Step& renewed =
      step(job, StepKind::kRepromise, at, somebody(job.order.site, Job::kInfoSupervisor, job.luck));
  renewed.promised = promise;
  renewed.told_customer = before;
  job.promise = promise;
  job.repromised = true;
}

void World::check_promise(Live& job) {
  if (now_ <= job.promise) return;
  repromise(job, now_, later(12), false);
}

void World::hand_over(std::int64_t slot, std::int64_t person, Instant at) {
  Live& job = live(slot);
  Order& order = job.order;
  step(job, StepKind::kDeliver, at, person);
  summary_.open_ms += static_cast<double>(undelivered_) * static_cast<double>((now_ - counted_).ms());
  counted_ = now_;
  --undelivered_;
  job.undelivered = false;
  if (order.outcome == Outcome::kRepaired && !order.in_warranty) {
    const auto overcharge = effects_.overcharge(order.technician, at);
    if (overcharge.share > 0 && job.luck.chance(overcharge.share)) {
      order.hidden.overcharged = true;
      order.paid = static_cast<std::int64_t>(static_cast<double>(order.list_price) * (1 + overcharge.extra)) /
                   100 * 100;
    } else if (job.luck.chance(kPriceSurprise)) {
      order.list_price = order.list_price * 13 / 10 / 100 * 100;
      order.paid = order.list_price;
    }
  }
  aftermath(job, at);
  wait(slot, Phase::kClosing, later(job.luck.around(1.5)));
}

void World::close(std::int64_t slot) {
  Live& job = live(slot);
  step(job, StepKind::kClose, now_, somebody(job.order.site, Job::kInfoClerk, job.luck));
  finish(slot);
}

void World::tell_parts(Live& job) {
  for (auto& fitting : job.fittings) {
    if (fitting.settled) continue;
    fitting.request.told_at = now_;
    tell(fitting.request);
    if (!fitting.unit) continue;
    PartUnit unit;
    unit.told_at = now_;
    unit.id = fitting.unit->id;
    unit.part = fitting.request.part;
    unit.site = fitting.request.site;
    unit.batch = fitting.unit->batch;
    unit.cost = company_.parts[static_cast<std::size_t>(unit.part)].cost;
    unit.received_at = fitting.unit->received;
    if (fitting.request.issued_at && *fitting.request.issued_at <= now_) {
      unit.order = job.order.id;
      unit.technician = job.order.technician;
      unit.keeper = fitting.request.keeper;
      unit.issued_at = fitting.request.issued_at;
    }
    tell(unit);
  }
}

void World::handed_out_again(const TakenUnit& unit) {
  auto line = returned_units_.extract(unit.id);
  line.mapped().told_at = now_;
  line.mapped().out_again_at = now_;
  tell(line.mapped());
}

void World::finish(std::int64_t slot) {
  Live& job = live(slot);
  if (job.undelivered) {  // cancelled
    summary_.open_ms += static_cast<double>(undelivered_) * static_cast<double>((now_ - counted_).ms());
    counted_ = now_;
    --undelivered_;
  }
  job.order.told_at = now_;
  ++summary_.records;
  sink_(Record(job.order));
  job.order.id = 0;
  free_slots_.push_back(slot);
}

}  // namespace manyi::simulation
