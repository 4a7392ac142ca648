// The way of an order: desk, diagnosis, quote, part, bench, check, customer.
// Owns the durations and chances of every step.
#include <algorithm>
#include <array>
#include <cmath>

#include "engines/simulation/world.h"

namespace manyi::simulation {
namespace {

constexpr std::uint64_t kOrderStream = 11;
constexpr double kCancelled = 0.015, kUnrepairable = 0.025;
constexpr double kDeclines = 0.12, kAsksOnTheSpot = 0.85;
constexpr double kCaughtByCheck = 0.30;       // poor repairs
constexpr double kSeesPromise = 0.72;         // promises renewed before they break
constexpr double kCarried = 0.6;              // of the parts in stock that go along to a visit
constexpr std::size_t kRemembered = 100'000;  // earlier devices, for customers who come again
constexpr std::array<std::pair<int, int>, 3> kWindows = {
    {{9 * 60, 11 * 60}, {13 * 60, 15 * 60}, {15 * 60, 17 * 60}}};

}  // namespace

std::int64_t World::new_slot() {
  if (free_slots_.empty()) {
    slots_.push_back(std::make_unique<Live>());
    return static_cast<std::int64_t>(slots_.size()) - 1;
  }
  const std::int64_t slot = free_slots_.back();
  free_slots_.pop_back();
  return slot;
}

Step& World::step(Live& job, StepKind kind, Instant at, std::int64_t person) {
  auto& steps = job.order.steps;
  // A promise may be renewed while the steps of a visit already lie ahead.
  const auto place = std::upper_bound(steps.begin(), steps.end(), at,
                                      [](Instant t, const Step& other) { return t < other.at; });
  return *steps.insert(place, Step{kind, at, person, job.order.technician, {}, false});
}

void World::wait(std::int64_t slot, Phase phase, Instant at) {
  live(slot).phase = phase;
  schedule(at, EventKind::kTimer, slot);
}

World::Device World::some_device(Random& luck) {
  if (!seen_devices_.empty() && luck.chance(0.10)) {
    Device again = seen_devices_[luck.below(seen_devices_.size())];
    if (luck.chance(0.35)) return again;
    again.id = ++devices_;
    again.model = static_cast<std::int64_t>(luck.weighted(model_weights_));
    again.in_warranty = luck.chance(scenario_.in_warranty);
    bought(again);
    return again;
  }
  Device device;
  device.id = ++devices_;
  device.model = static_cast<std::int64_t>(luck.weighted(model_weights_));
  device.in_warranty = luck.chance(scenario_.in_warranty);
  device.kind = luck.chance(0.09) ? CustomerKind::kKeyAccount : CustomerKind::kIndividual;
  device.customer = ++customers_;
  bought(device);
  const std::size_t room = seen_devices_.size();
  if (room < kRemembered)
    seen_devices_.push_back(device);
  else
    seen_devices_[luck.below(room)] = device;
  return device;
}

void World::arrive(std::int64_t site, const Return* back) {
  if (summary_.orders >= scenario_.orders) return;
  ++summary_.orders;
  summary_.open_ms += static_cast<double>(undelivered_) * static_cast<double>((now_ - counted_).ms());
  counted_ = now_;
  ++undelivered_;
  const std::int64_t slot = new_slot();
  Live& job = live(slot);
  std::vector<Step> steps = std::move(job.order.steps);
  steps.clear();
  job = Live();
  job.order.steps = std::move(steps);
  job.luck = Random(seed_, kOrderStream, static_cast<std::uint64_t>(summary_.orders));
  Order& order = job.order;
  order.id = summary_.orders;
  order.site = site;
  order.requested_at = now_;
  const Device device = back ? back->device : some_device(job.luck);
  order.device = device.id;
  order.customer = device.customer;
  order.customer_kind = device.kind;
  order.model = device.model;
  order.in_warranty = device.in_warranty;
  order.sold_on = device.sold_on;
  order.cover_months = device.cover_months;
  order.dealer = device.dealer;
  const Skill skill = model(job).skill;
  order.fault =
      static_cast<std::int64_t>(job.luck.weighted(fault_weights_[skill == Skill::kPrinter ? 1 : 0]));
  if (back) {
    ++summary_.repeats;
    order.repeat_of = back->order;
    if (back->fault != kNobody) order.fault = back->fault;
    if (job.luck.chance(0.6)) order.technician = back->technician;
  }
  const double way = job.luck.uniform();
  if (skill == Skill::kPhone)
    order.service = way < 0.9 ? Service::kCarryIn : Service::kMailIn;
  else
    order.service = way < 0.68   ? Service::kCarryIn
                    : way < 0.92 ? Service::kOnsite
                    : way < 0.96 ? Service::kMailIn
                                 : Service::kRemote;
  order.channel = order.service == Service::kCarryIn ? Channel::kCounter
                  : job.luck.chance(0.65)            ? Channel::kPhone
                                                     : Channel::kWechat;
  enqueue(desk(site), TaskKind::kIntake, slot);
}

// ---- what waits for the clock -------------------------------------------------------------------------

void World::timer(std::int64_t slot) {
  Live& job = live(slot);
  Order& order = job.order;
  switch (job.phase) {
    case Phase::kAssigning: assign(slot, StepKind::kAssign); break;
    case Phase::kShipping:
      step(job, StepKind::kShip, now_, who(order, StepKind::kAccept));
      wait(slot, Phase::kReceiving, later(job.luck.around(14, 0.4)));
      break;
    case Phase::kReceiving:
      step(job, StepKind::kReceive, now_, somebody(order.site, Job::kInfoClerk, job.luck));
      wait(slot, Phase::kAssigning, later(job.luck.around(0.4)));
      break;
    case Phase::kDispatching: assign(slot, StepKind::kDispatch); break;
    case Phase::kScheduling: {
      const std::int64_t window = static_cast<std::int64_t>(job.luck.below(kWindows.size()));
      const auto [from, to] = kWindows[static_cast<std::size_t>(window)];
      Date date = calendar_.zone().local_date(now_);
      if (calendar_.at(date, from) < now_ + kHour * 2 || job.luck.chance(0.6))
        date = calendar_.next_workday(date);
      // He comes on a day on which he works.
      if (date.iso_weekday() == person(order.technician).day_off) date = calendar_.next_workday(date);
      const Instant begins = calendar_.at(date, from);
      step(job, StepKind::kSchedule, now_, who(order, StepKind::kAccept)).promised = begins;
      wait(slot, Phase::kVisitDue, begins);
      break;
    }
    case Phase::kVisitDue:
      job.phase = Phase::kTask;
      if (!workers_[static_cast<std::size_t>(order.technician)].present)
        order.technician = choose_technician(order.site, model(job).skill, kNobody, job.luck);
      enqueue(workers_[static_cast<std::size_t>(order.technician)].station, TaskKind::kVisit, slot,
              Urgency::kFirst);
      break;
    case Phase::kAskingQuote:
      step(job, StepKind::kRequestQuote, now_, order.technician);
      wait_for_answer(slot, later(job.luck.around(order.service == Service::kOnsite ? 1.5 : 3.5, 0.8)));
      break;
    case Phase::kQuoteOut: after_quote(slot); break;
    case Phase::kPartHandover: part_here(slot); break;
    case Phase::kPartLine: break;
    case Phase::kTelling:
      enqueue(desk(order.site), TaskKind::kNotify, slot);
      job.phase = Phase::kTask;
      break;
    case Phase::kPickup:
      enqueue(desk(order.site), TaskKind::kHandOver, slot);
      job.phase = Phase::kTask;
      break;
    case Phase::kSendingBack:
      step(job, StepKind::kShip, now_, somebody(order.site, Job::kInfoClerk, job.luck));
      wait(slot, Phase::kParcelBack, later(job.luck.around(16, 0.4)));
      break;
    case Phase::kParcelBack: hand_over(slot, somebody(order.site, Job::kInfoClerk, job.luck), now_); break;
    case Phase::kClosing: close(slot); break;
    case Phase::kCancelling: {
      order.outcome = Outcome::kCancelled;
      step(job, StepKind::kCancel, now_, somebody(order.site, Job::kInfoSupervisor, job.luck));
      finish(slot);
      break;
    }
    case Phase::kTask: break;
  }
}

// ---- what waits for a person ---------------------------------------------------------------------------

double World::begin_task(const Task& task, std::int64_t worker) {
  if (task.kind == TaskKind::kCall) return begin_call(task.subject, worker);
  Live& job = live(task.subject);
  const std::int64_t site = job.order.site;
  const double pace = person(worker).pace;
  const auto slow = [&](Stage stage) { return pace * effects_.slowness(stage, worker, site, now_); };
  switch (task.kind) {
    case TaskKind::kIntake: return job.luck.around(0.25, 0.4) * slow(Stage::kIntake);
    case TaskKind::kContactCall: return job.luck.around(0.12, 0.4) * slow(Stage::kIntake);
    case TaskKind::kDiagnose:
      step(job, StepKind::kDiagnose, now_, worker);
      return job.luck.around(0.5, 0.5) * slow(Stage::kDiagnosis);
    case TaskKind::kRepair: {
      // A failed check has sent it back to the bench already.
      const auto failed = last(job.order, StepKind::kFailQc);
      const auto fetched = last(job.order, StepKind::kPartArrived);
      if (!failed || *failed < *last(job.order, StepKind::kStartRepair) || (fetched && *failed < *fetched))
        step(job, StepKind::kStartRepair, now_, worker);
      return job.repair_hours * slow(Stage::kRepair);
    }
    case TaskKind::kRemote: {
      step(job, StepKind::kDiagnose, now_, worker);
      const double diagnosis = job.luck.around(0.3, 0.4) * slow(Stage::kDiagnosis);
      step(job, StepKind::kStartRepair, time_of(worker).add(now_, hours_of(diagnosis * effort_)), worker);
      return diagnosis + job.luck.around(0.5, 0.4) * slow(Stage::kRepair);
    }
    case TaskKind::kVisit: return begin_visit(task.subject, worker);
    case TaskKind::kQc: return job.luck.around(0.15, 0.3) * pace;
    case TaskKind::kNotify: return job.luck.around(0.09, 0.4) * slow(Stage::kDelivery);
    case TaskKind::kHandOver: return job.luck.around(0.17, 0.4) * slow(Stage::kDelivery);
    case TaskKind::kCall: break;
  }
  return 0.1;
}

void World::end_task(const Task& task, std::int64_t worker) {
  if (task.kind == TaskKind::kCall) return end_call(task.subject, worker);
  const std::int64_t slot = task.subject;
  Live& job = live(slot);
  switch (task.kind) {
    case TaskKind::kIntake: accepted(slot, worker); break;
    case TaskKind::kContactCall: contacted(slot, worker); break;
    case TaskKind::kDiagnose: diagnosed(slot, worker); break;
    case TaskKind::kRepair: repaired(slot, worker); break;
    case TaskKind::kVisit: end_visit(slot, worker); break;
    case TaskKind::kRemote:
      judge_repair(job, worker, 0.6);
      job.order.outcome = Outcome::kRepaired;
      step(job, StepKind::kFinishRepair, now_, worker);
      hand_over(slot, worker, now_);
      break;
    case TaskKind::kQc:
      if (job.order.hidden.poor_repair && job.luck.chance(kCaughtByCheck)) {
        step(job, StepKind::kFailQc, now_, worker);
        ++job.order.qc_failures;
        job.repair_hours *= 0.6;
        job.order.hidden.poor_repair = false;
        to_bench(slot);
      } else {
        step(job, StepKind::kPassQc, now_, worker);
        give_back(slot);
      }
      break;
    case TaskKind::kNotify: {
      step(job, StepKind::kNotifyCustomer, now_, worker);
      if (job.order.service == Service::kMailIn)
        wait(slot, Phase::kSendingBack, later(job.luck.around(3)));
      else {  // the customer comes when he has time
        const Instant comes = later(job.luck.around(5, 0.9));
        rest(job, PauseReason::kWaitingCustomer, comes);
        wait(slot, Phase::kPickup, comes);
      }
      break;
    }
    case TaskKind::kHandOver: hand_over(slot, worker, now_); break;
    case TaskKind::kCall: break;
  }
}

void World::accepted(std::int64_t slot, std::int64_t clerk) {
  Live& job = live(slot);
  Order& order = job.order;
  step(job, StepKind::kAccept, now_, clerk);
  job.promise = later(order.service == Service::kCarryIn ? 24 : 32);
  order.promise_at = job.promise;
  job.repair_hours = job.luck.around(fault(job).repair_hours, 0.45);
  job.needs_part = job.luck.chance(fault(job).part_chance) && order.service != Service::kRemote;
  if (order.service != Service::kOnsite) order.visits = 1;
  if (job.luck.chance(kCancelled)) return wait(slot, Phase::kCancelling, later(job.luck.around(3)));
  const double slow = effects_.slowness(Stage::kIntake, kNobody, order.site, now_);
  switch (order.service) {
    case Service::kCarryIn: wait(slot, Phase::kAssigning, later(job.luck.around(0.3) * slow)); break;
    case Service::kMailIn: wait(slot, Phase::kShipping, later(job.luck.around(4) * slow)); break;
    case Service::kOnsite: wait(slot, Phase::kDispatching, later(job.luck.around(0.25) * slow)); break;
    case Service::kRemote: wait(slot, Phase::kAssigning, later(job.luck.around(0.2) * slow)); break;
  }
}

void World::assign(std::int64_t slot, StepKind how) {
  Live& job = live(slot);
  Order& order = job.order;
  const bool there =
      order.technician != kNobody && workers_[static_cast<std::size_t>(order.technician)].present;
  if (!there) order.technician = choose_technician(order.site, model(job).skill, kNobody, job.luck);
  step(job, how, now_, somebody(order.site, Job::kTechSupervisor, job.luck));
  job.phase = Phase::kTask;
  if (order.service == Service::kOnsite || order.service == Service::kRemote)
    enqueue(desk(order.site), TaskKind::kContactCall, slot);
  else
    enqueue(workers_[static_cast<std::size_t>(order.technician)].station, TaskKind::kDiagnose, slot);
}

void World::contacted(std::int64_t slot, std::int64_t clerk) {
  Live& job = live(slot);
  step(job, StepKind::kContact, now_, clerk);
  if (job.order.service == Service::kOnsite) return wait(slot, Phase::kScheduling, now_ + kMinute * 2);
  const auto& technician = workers_[static_cast<std::size_t>(job.order.technician)];
  if (!technician.present)
    job.order.technician = choose_technician(job.order.site, model(job).skill, kNobody, job.luck);
  enqueue(workers_[static_cast<std::size_t>(job.order.technician)].station, TaskKind::kRemote, slot);
}

// ---- on site ---------------------------------------------------------------------------------------------

// The steps of a visit are known once he sets out; they are written ahead of the clock.
double World::begin_visit(std::int64_t slot, std::int64_t technician) {
  Live& job = live(slot);
  Order& order = job.order;
  const auto slow = [&](Stage stage) {
    return person(technician).pace * effects_.slowness(stage, technician, order.site, now_);
  };
  double hours = 0;
  const auto after = [&](double more) {
    return time_of(technician).add(now_, hours_of((hours += more) * effort_));
  };
  ++order.visits;
  step(job, StepKind::kTravel, now_, technician);
  step(job, StepKind::kArrive, after(job.luck.around(0.45, 0.35)), technician);
  if (!job.diagnosed) {
    step(job, StepKind::kDiagnose, after(0.03), technician);
    hours += job.luck.around(0.4, 0.4) * slow(Stage::kDiagnosis);
    judge_diagnosis(job, technician);
    price(job);
    if (!order.in_warranty) {
      step(job, StepKind::kRequestQuote, after(0.05), technician);
      job.quote_open = job.needs_part && !job.luck.chance(kAsksOnTheSpot);
      if (job.quote_open) return hours;
      const bool declined = job.luck.chance(kDeclines);
      step(job, declined ? StepKind::kDeclineQuote : StepKind::kApproveQuote, after(0.15), technician);
      if (declined) {
        order.outcome = Outcome::kDeclined;
        order.paid = 0;
        return hours;
      }
    }
    const std::int64_t part = company_.part_of(model(job).part_line, fault(job).part);
    job.carried = job.needs_part && job.luck.chance(kCarried) && storeroom_->has(order.site, part);
    if (job.carried) ask_part(slot, fault(job).part, now_, !order.hidden.wrong_diagnosis);
    if (job.needs_part && !job.carried) return hours;
  }
  step(job, StepKind::kStartRepair, after(0.03), technician);
  return hours + job.repair_hours * 0.7 * slow(Stage::kRepair);
}

void World::end_visit(std::int64_t slot, std::int64_t technician) {
  Live& job = live(slot);
  Order& order = job.order;
  const bool first_visit = !job.diagnosed;
  job.diagnosed = true;
  if (order.outcome == Outcome::kDeclined) return hand_over(slot, technician, now_);
  if (first_visit) {
    if (job.quote_open) return wait_for_answer(slot, later(job.luck.around(3, 0.7)));
    if (job.needs_part && !job.carried) return need_part(slot);
  }
  if (install(job, technician, now_)) return ask_part(slot, fault(job).part, now_, true);
  judge_repair(job, technician, 1);
  step(job, StepKind::kFinishRepair, now_, technician);
  order.outcome = Outcome::kRepaired;
  hand_over(slot, technician, now_);
}

// ---- diagnosis, quote, part ---------------------------------------------------------------------------------

void World::judge_diagnosis(Live& job, std::int64_t technician) {
  const double chance = scenario_.wrong_diagnoses * fault(job).difficulty *
                        person(technician).wrong_diagnoses *
                        effects_.wrong_diagnoses(technician, job.order.site, now_);
  job.order.hidden.wrong_diagnosis = job.luck.chance(std::min(0.9, chance));
  // Who looks in the wrong place replaces something.
  if (job.order.hidden.wrong_diagnosis && job.luck.chance(0.5) && job.order.service != Service::kRemote)
    job.needs_part = true;
}

void World::price(Live& job) {
  Order& order = job.order;
  if (order.in_warranty || order.list_price > 0) return;
  const auto labour = static_cast<std::int64_t>(6000 + 5000 * fault(job).repair_hours);
  const auto& part =
      company_.parts[static_cast<std::size_t>(company_.part_of(model(job).part_line, fault(job).part))];
  const std::int64_t travel = order.service == Service::kOnsite ? 5000 : 0;
  order.list_price = (labour + travel + (job.needs_part ? part.cost * 14 / 10 : 0)) / 100 * 100;
  order.quoted = order.list_price;
  order.paid = order.list_price;
}

void World::diagnosed(std::int64_t slot, std::int64_t technician) {
  Live& job = live(slot);
  job.diagnosed = true;
  judge_diagnosis(job, technician);
  price(job);
  if (fault(job).difficulty > 1 && job.luck.chance(0.04) && scenario_.detail == Detail::kEverything) {
    Escalation one;
    one.id = ++ids_;
    one.order = job.order.id;
    one.site = job.order.site;
    one.resolver = somebody(job.order.site, Job::kTechSupervisor, job.luck);
    one.raised_at = now_;
    one.due_at = later(8);
    one.answered_at = later(job.luck.around(3.2, 0.8));
    one.closed_at = calendar_.site().add(*one.answered_at, hours_of(job.luck.around(3)));
    one.told_at = *one.closed_at;
    tell(one);
  }
  if (job.luck.chance(kUnrepairable)) {
    job.order.outcome = Outcome::kUnrepairable;
    job.order.quoted = job.order.paid = job.order.list_price = 0;
    step(job, StepKind::kMarkUnrepairable, now_, technician);
    return give_back(slot);
  }
  if (!job.order.in_warranty) return wait(slot, Phase::kAskingQuote, later(job.luck.around(0.3)));
  need_part(slot);
}

void World::wait_for_answer(std::int64_t slot, Instant until) {
  rest(live(slot), PauseReason::kWaitingCustomer, until);
  wait(slot, Phase::kQuoteOut, until);
}

void World::after_quote(std::int64_t slot) {
  Live& job = live(slot);
  Order& order = job.order;
  const std::int64_t clerk = somebody(order.site, Job::kInfoClerk, job.luck);
  // Whoever is asked for much declines more often.
  const double dear = std::clamp(static_cast<double>(order.quoted) / 60000.0, 0.5, 1.6);
  if (job.luck.chance(kDeclines * dear)) {
    step(job, StepKind::kDeclineQuote, now_, clerk);
    order.outcome = Outcome::kDeclined;
    order.paid = 0;
    return order.service == Service::kOnsite ? hand_over(slot, order.technician, now_) : give_back(slot);
  }
  step(job, StepKind::kApproveQuote, now_, clerk);
  need_part(slot);
}

void World::need_part(std::int64_t slot) {
  Live& job = live(slot);
  if (!job.needs_part) return to_bench(slot);
  ask_part(slot, fault(job).part, now_, !job.order.hidden.wrong_diagnosis);
}

void World::ask_part(std::int64_t slot, PartCategory category, Instant at, bool needed) {
  Live& job = live(slot);
  Order& order = job.order;
  const std::int64_t part = company_.part_of(model(job).part_line, category);
  if (order.part == kNobody) order.part = part;
  Fitting fitting;
  fitting.needed = needed;
  PartRequest& request = fitting.request;
  request.id = ++ids_;
  request.order = order.id;
  request.part = part;
  request.site = order.site;
  request.keeper = somebody(order.site, Job::kPartsKeeper, job.luck);
  request.requested_at = at;
  const bool at_customer = job.carried && job.fittings.empty();
  fitting.unit = storeroom_->take(order.site, part, slot);
  if (fitting.unit) {
    if (fitting.unit->returned) handed_out_again(*fitting.unit);
    request.promised_at = later(0.5);
    request.available_at = at_customer ? at : later(job.luck.around(0.15, 0.4));
    request.issued_at = request.available_at;
    request.unit = fitting.unit->id;
    if (!at_customer) {
      step(job, StepKind::kWaitPart, at, order.technician).promised = request.promised_at;
      wait(slot, Phase::kPartHandover, *request.available_at);
    }
  } else {
    request.source = job.luck.chance(0.12) ? PartSource::kTransfer : PartSource::kManufacturer;
    request.promised_at = storeroom_->expected(order.site, part, now_);
    step(job, StepKind::kWaitPart, at, order.technician).promised = request.promised_at;
    job.phase = Phase::kPartLine;
    rest(job, PauseReason::kWaitingPart, {});
    // Whoever looks ahead tells the customer now.
    if (*request.promised_at > job.promise && job.luck.chance(kSeesPromise))
      repromise(job, now_ + kMinute * 20, calendar_.site().add(*request.promised_at, hours_of(10)), true);
  }
  job.fittings.push_back(std::move(fitting));
  for (const auto& delivery : storeroom_->reorder(order.site, part, now_))
    schedule(delivery.at, EventKind::kDelivery, delivery.number);
}

void World::delivered_parts(std::int64_t delivery) {
  for (auto& served : storeroom_->arrived(delivery, now_)) {
    Live& job = live(served.asker);
    if (served.unit.returned) handed_out_again(served.unit);
    auto& fitting = job.fittings.back();
    fitting.request.available_at = now_ + kMinute * 10;
    fitting.request.issued_at = fitting.request.available_at;
    fitting.request.unit = served.unit.id;
    fitting.unit = std::move(served.unit);
    wait(served.asker, Phase::kPartHandover, *fitting.request.available_at);
  }
}

void World::part_here(std::int64_t slot) {
  Live& job = live(slot);
  // It came before anybody thought of stopping the clock.
  std::erase_if(job.order.steps,
                [&](const Step& one) { return one.kind == StepKind::kPause && one.at >= now_; });
  step(job, StepKind::kPartArrived, now_, job.fittings.back().request.keeper);
  check_promise(job);
  if (job.order.service == Service::kOnsite) {
    const auto& technician = workers_[static_cast<std::size_t>(job.order.technician)];
    if (!technician.present)
      job.order.technician = choose_technician(job.order.site, model(job).skill, kNobody, job.luck);
    return wait(slot, Phase::kScheduling, later(job.luck.around(0.4)));
  }
  to_bench(slot);
}

void World::to_bench(std::int64_t slot) {
  Live& job = live(slot);
  Order& order = job.order;
  job.phase = Phase::kTask;
  if (!workers_[static_cast<std::size_t>(order.technician)].present) {
    order.technician = choose_technician(order.site, model(job).skill, kNobody, job.luck);
    step(job, StepKind::kAssign, now_, somebody(order.site, Job::kTechSupervisor, job.luck));
  }
  enqueue(workers_[static_cast<std::size_t>(order.technician)].station, TaskKind::kRepair, slot,
          order.repeat_of != 0 ? Urgency::kFirst : Urgency::kUsual);
}

}  // namespace manyi::simulation
