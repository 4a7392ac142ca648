// Time, queues and people.
// Owns the rule that one person does one thing at a time.
#include "engines/simulation/world.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace manyi::simulation {
namespace {

constexpr std::uint64_t kWorldStream = 1;
constexpr double kShortestTask = 0.002;  // \unit hours
constexpr std::size_t kKnownColleagues = 24;
constexpr double kPartsPerOrder = 1.1;  // second tries and dead parts on top of the first demand

double months_of(const Calendar& calendar) {
  return static_cast<double>(calendar.last().days() - calendar.first().days()) / 30.44;
}

}  // namespace

Company company_of(const Scenario& scenario, const Calendar& calendar, std::uint64_t seed) {
  return found(scenario, months_of(calendar), seed);
}

Result<Summary> simulate(const Scenario& scenario, std::uint64_t seed, const Calendar& calendar,
                         Instant until, const Sink& sink, const std::function<void(std::int64_t)>& progress) {
  MANYI_CHECK(check(scenario));
  const Company company = company_of(scenario, calendar, seed);
  std::vector<FieldError> errors;
  for (std::size_t i = 0; i < scenario.effects.size(); ++i) {
    const auto& no = scenario.effects[i].employee;
    if (!no.empty() && std::none_of(company.people.begin(), company.people.end(),
                                    [&](const Person& person) { return person.no == no; }))
      errors.push_back({"/effects/" + std::to_string(i) + "/employee", "not_found",
                        "Nobody has this number in a company of this size."});
  }
  if (!errors.empty()) return invalid(std::move(errors));
  World world(scenario, seed, calendar, until, sink, progress);
  return world.run();
}

World::World(const Scenario& scenario, std::uint64_t seed, const Calendar& calendar, Instant until,
             const Sink& sink, const std::function<void(std::int64_t)>& progress)
    : scenario_(scenario),
      seed_(seed),
      calendar_(calendar),
      until_(until),
      sink_(sink),
      progress_(progress),
      company_(company_of(scenario, calendar, seed)),
      effects_(scenario, company_, calendar.zone()),
      luck_(seed, kWorldStream) {
  now_ = calendar_.at(calendar_.first(), 0);
  counted_ = now_;
  summary_.from = now_;
  summary_.until = until;
  for (const auto& model : company_.models) model_weights_.push_back(model.weight);
  // A staff of fixed size takes whatever comes: each job is then that much smaller.
  const double load = static_cast<double>(scenario.orders) / std::max(months_of(calendar), 0.5) /
                      static_cast<double>(std::max<std::int64_t>(1, scenario.technicians));
  if (scenario.technicians > 0) effort_ = std::min(1.0, scenario.orders_per_technician_month / load);
  staff_.resize(company_.sites.size() * kJobs);
  for (const auto& site : company_.sites) {
    site_weights_.push_back(site.share);
    desks_.push_back(new_station("desk/" + site.code));
    checks_.push_back(new_station("qc/" + site.code));
    calls_of_.push_back(new_station("calls/" + site.code));
    books_.emplace_back();
  }
  for (const auto& one : company_.faults) {
    fault_weights_[0].push_back(one.printer ? 0 : one.weight);
    fault_weights_[1].push_back(one.printer ? one.weight : 0);
  }
  for (const auto& one : company_.people) join(one);

  // What the shelves are laid out for.
  double models = 0;
  for (const double weight : model_weights_) models += weight;
  std::vector<double> per_day(company_.parts.size(), 0);
  const double daily =
      static_cast<double>(scenario_.orders) /
      static_cast<double>(std::max<std::int64_t>(1, calendar_.last().days() - calendar_.first().days())) * 7 /
      6 * kPartsPerOrder;
  for (const auto& model : company_.models) {
    const auto& weights = fault_weights_[model.skill == Skill::kPrinter ? 1 : 0];
    double faults = 0;
    for (const double weight : weights) faults += weight;
    for (std::size_t i = 0; i < company_.faults.size(); ++i)
      per_day[static_cast<std::size_t>(company_.part_of(model.part_line, company_.faults[i].part))] +=
          daily * model.weight / models * weights[i] / faults * company_.faults[i].part_chance;
  }
  storeroom_ = std::make_unique<Storeroom>(company_, calendar_, effects_, seed, per_day, now_);
  for (const auto& shelf : storeroom_->shelves())
    if (shelf.reorder_at >= 0)
      tell(SafetyLevel{now_, shelf.site, shelf.part, std::max<std::int64_t>(1, shelf.reorder_at)});
}

void World::schedule(Instant at, EventKind kind, std::int64_t subject) {
  agenda_.push({std::max(at, now_), ++sequence_, kind, subject});
}

Summary World::run() {
  for (Date date = calendar_.first(); date <= calendar_.last(); date = date.plus_days(1))
    schedule(calendar_.at(date, 0), EventKind::kDay, date.days());
  while (!agenda_.empty() && agenda_.top().at <= until_) {
    const Event event = agenda_.top();
    agenda_.pop();
    now_ = event.at;
    ++summary_.events;
    handle(event);
  }
  now_ = until_;
  summary_.open_ms += static_cast<double>(undelivered_) * static_cast<double>((now_ - counted_).ms());
  tell_open_orders();
  tell_shelves();
  tell_cut_off();
  for (auto& station : stations_) {
    look(station);
    station.seen.waiting = static_cast<std::int64_t>(station.line.size());
    summary_.queues.push_back(station.seen);
  }
  summary_.people = static_cast<std::int64_t>(workers_.size());
  return summary_;
}

void World::handle(const Event& event) {
  switch (event.kind) {
    case EventKind::kDay: day(Date::from_days(event.subject)); break;
    case EventKind::kArrival: arrive(event.subject, nullptr); break;
    case EventKind::kReturn: {
      const auto node = returns_.extract(event.subject);
      arrive(node.mapped().site, &node.mapped());
      break;
    }
    case EventKind::kTimer: timer(event.subject); break;
    case EventKind::kBegin: begin(event.subject); break;
    case EventKind::kDone: done(event.subject); break;
    case EventKind::kDelivery: delivered_parts(event.subject); break;
    case EventKind::kCallDue: {
      const auto& call = calls_.at(event.subject);
      enqueue(calls_of_[static_cast<std::size_t>(call.survey.site)], TaskKind::kCall, event.subject);
      break;
    }
    case EventKind::kExam:
      if (workers_[static_cast<std::size_t>(event.subject)].present) tell(Certified{now_, event.subject});
      break;
    case EventKind::kTell: {
      auto node = untold_.extract(event.subject);
      ++summary_.records;
      sink_(node.mapped());
      break;
    }
  }
}

// ---- people and queues -----------------------------------------------------------------------------

std::int64_t World::new_station(const std::string& name) {
  stations_.emplace_back();
  stations_.back().seen.name = name;
  stations_.back().looked = now_;
  return static_cast<std::int64_t>(stations_.size()) - 1;
}

void World::join(Person person) {
  const auto index = static_cast<std::int64_t>(workers_.size());
  Worker worker;
  switch (person.job) {
    case Job::kInfoClerk: worker.station = desks_[static_cast<std::size_t>(person.site)]; break;
    case Job::kTechSupervisor: worker.station = checks_[static_cast<std::size_t>(person.site)]; break;
    case Job::kCallbackClerk: worker.station = calls_of_[static_cast<std::size_t>(person.site)]; break;
    case Job::kTechnician: worker.station = new_station("bench/" + person.no); break;
    default: break;
  }
  worker.present = true;
  worker.person = person;
  workers_.push_back(std::move(worker));
  plan_exam(person);
  tell(Joined{now_, std::move(person)});
  staff(workers_.back().person.site, workers_.back().person.job).push_back(index);
  const std::int64_t station = workers_.back().station;
  if (station == kNobody) return;
  stations_[static_cast<std::size_t>(station)].people.push_back(index);
  serve(station);
}

void World::leave(std::int64_t index) {
  Worker& worker = workers_[static_cast<std::size_t>(index)];
  worker.present = false;
  Random luck(seed_, kWorldStream + 1, static_cast<std::uint64_t>(index));
  const double why = luck.uniform();
  tell(Left{now_, index,
            why < 0.78   ? LeaveReason::kVoluntary
            : why < 0.90 ? LeaveReason::kDismissed
            : why < 0.97 ? LeaveReason::kTransfer
                         : LeaveReason::kRetired});
  std::erase(staff(worker.person.site, worker.person.job), index);
  if (worker.station == kNobody) return;
  Station& station = stations_[static_cast<std::size_t>(worker.station)];
  std::erase(station.people, index);
  if (worker.person.job != Job::kTechnician) return;
  // What lies on his bench goes to his colleagues.
  look(station);
  std::deque<Task> line;
  line.swap(station.line);
  station.seen.moved += static_cast<std::int64_t>(line.size());
  for (const auto& task : line) {
    Live& job = live(task.subject);
    const std::int64_t next = choose_technician(job.order.site, model(job).skill, index, job.luck);
    job.order.technician = next;
    step(job, StepKind::kAssign, now_, somebody(job.order.site, Job::kTechSupervisor, job.luck));
    enqueue(workers_[static_cast<std::size_t>(next)].station, task.kind, task.subject);
  }
}

const WorkingTime& World::time_of(std::int64_t index) const {
  return calendar_.off_on(static_cast<int>(person(index).day_off));
}

void World::look(Station& station) {
  station.seen.level_ms +=
      static_cast<double>(station.line.size()) * static_cast<double>((now_ - station.looked).ms());
  station.looked = now_;
}

void World::enqueue(std::int64_t index, TaskKind kind, std::int64_t subject, Urgency urgency) {
  Station& station = stations_[static_cast<std::size_t>(index)];
  look(station);
  ++station.seen.entered;
  const Task task{kind, subject, now_};
  if (urgency == Urgency::kFirst)
    station.line.push_front(task);
  else
    station.line.push_back(task);
  station.seen.most = std::max(station.seen.most, static_cast<std::int64_t>(station.line.size()));
  serve(index);
}

// Who is free and at work soonest takes the first of the line. Outside working hours the line stays:
// the work is bound to a person only when he begins.
void World::serve(std::int64_t index) {
  Station& station = stations_[static_cast<std::size_t>(index)];
  while (!station.line.empty()) {
    std::int64_t best = kNobody;
    Instant soonest(std::numeric_limits<std::int64_t>::max());
    for (const std::int64_t candidate : station.people) {
      Worker& worker = workers_[static_cast<std::size_t>(candidate)];
      if (worker.busy) continue;
      const Instant open = time_of(candidate).next_open(now_);
      if (open < soonest) best = candidate, soonest = open;
    }
    if (best == kNobody) return;
    Worker& worker = workers_[static_cast<std::size_t>(best)];
    if (soonest > now_) {
      // He looks at the line when his day begins; one such reminder is enough.
      if (worker.reminded < soonest) {
        worker.reminded = soonest;
        schedule(soonest, EventKind::kBegin, best);
      }
      return;
    }
    look(station);
    worker.task = station.line.front();
    station.line.pop_front();
    ++station.seen.begun;
    station.seen.waited_ms += static_cast<double>((now_ - worker.task.entered).ms());
    if (worker.free_from > now_) ++station.seen.overlaps;
    worker.busy = true;
    worker.began = now_;
    const double hours = std::max(kShortestTask, begin_task(worker.task, best) * effort_);
    worker.free_from = time_of(best).add(now_, hours_of(hours));
    schedule(worker.free_from, EventKind::kDone, best);
  }
}

void World::begin(std::int64_t index) {
  const Worker& worker = workers_[static_cast<std::size_t>(index)];
  if (worker.present && worker.station != kNobody) serve(worker.station);
}

void World::done(std::int64_t index) {
  Worker& worker = workers_[static_cast<std::size_t>(index)];
  note_busy(worker, worker.began, now_);
  worker.busy = false;
  const Task task = worker.task;
  end_task(task, index);
  const Worker& after = workers_[static_cast<std::size_t>(index)];
  if (after.present && after.station != kNobody) serve(after.station);
}

void World::note_busy(Worker& worker, Instant from, Instant to) {
  const WorkingTime& time = calendar_.off_on(static_cast<int>(worker.person.day_off));
  for (Date date = calendar_.zone().local_date(from);; date = date.plus_days(1)) {
    const Instant end = calendar_.at(date.plus_days(1), 0);
    worker.busy_ms[date.days()] +=
        time.between(std::max(from, calendar_.at(date, 0)), std::min(to, end)).ms();
    if (end >= to) return;
  }
}

std::int64_t World::somebody(std::int64_t site, Job job, Random& luck) {
  const auto& all = staff(site, job);
  return all.empty() ? kNobody : luck.one_of(all);
}

// The one with the shortest line; now and then somebody else, since desks do not count lines.
std::int64_t World::choose_technician(std::int64_t site, Skill skill, std::int64_t not_him, Random& luck) {
  const auto& all = staff(site, Job::kTechnician);
  // A desk of hundreds knows a part of them only.
  const std::size_t looked_at = std::min(all.size(), kKnownColleagues);
  const std::size_t start = looked_at < all.size() ? luck.below(all.size()) : 0;
  std::int64_t best = kNobody;
  double least = std::numeric_limits<double>::max();
  for (const bool skilled : {true, false}) {
    for (std::size_t i = 0; i < looked_at; ++i) {
      const auto& worker = workers_[static_cast<std::size_t>(all[(start + i) % all.size()])];
      const auto& one = worker.person;
      if (one.index == not_him) continue;
      if (skilled && std::find(one.skills.begin(), one.skills.end(), skill) == one.skills.end()) continue;
      const auto& station = stations_[static_cast<std::size_t>(worker.station)];
      const double load = static_cast<double>(station.line.size()) + (worker.busy ? 1 : 0) +
                          (time_of(one.index).next_open(now_) > now_ ? 3 : 0) + luck.between(0, 1.5);
      if (load < least) least = load, best = one.index;
    }
    if (best != kNobody) return best;
  }
  return not_him;
}

// ---- telling -----------------------------------------------------------------------------------------

void World::tell(Record record) {
  if (scenario_.detail == Detail::kOrdersOnly && !std::holds_alternative<Order>(record)) return;
  if (told_at(record) > now_) {
    const std::int64_t number = ++sequence_;
    const Instant at = told_at(record);
    untold_.emplace(number, std::move(record));
    schedule(at, EventKind::kTell, number);
    return;
  }
  ++summary_.records;
  sink_(record);
}

namespace {

template <class T> Instant begins(const T& record) {
  if constexpr (requires { record.requested_at; })
    return record.requested_at;
  else if constexpr (requires { record.received_at.value(); })
    return record.received_at ? *record.received_at : record.removed_at.value_or(record.told_at);
  else if constexpr (requires { record.received_at; })
    return record.received_at;
  else if constexpr (requires { record.found_at; })
    return record.found_at.value_or(record.told_at);
  else if constexpr (requires { record.raised_at; })
    return record.raised_at;
  else if constexpr (requires { record.sold_at; })
    return record.sold_at;
  else if constexpr (requires { record.due_at; })
    return record.due_at;
  else
    return record.told_at;
}

// A clock or a deadline is known beforehand; what has not happened yet is not.
template <class T> bool cut_off(T& record, Instant until) {
  if (begins(record) > until) return false;
  for_each_member<T>([&](std::string_view name, auto pointer) {
    if constexpr (std::is_same_v<std::remove_reference_t<decltype(record.*pointer)>, std::optional<Instant>>)
      if (name != "promised_at" && name != "return_due_at" && record.*pointer && *(record.*pointer) > until)
        (record.*pointer).reset();
  });
  record.told_at = until;
  return true;
}

}  // namespace

void World::tell_cut_off() {
  // Their order is that of their making, which the seed decides.
  for (auto& [number, record] : untold_) {
    std::visit(
        [&](auto& one) {
          if (!cut_off(one, until_)) return;
          using T = std::decay_t<decltype(one)>;
          if constexpr (std::is_same_v<T, PartUnit>)
            if (!one.judged_at) one.verdict = Verdict::kNone;
          if constexpr (std::is_same_v<T, Violation>) {
            if (!one.found_at) return;
            if (!one.final_at) one.confirmed = false;
          }
          ++summary_.records;
          sink_(Record(one));
        },
        record);
  }
  for (auto& [number, call] : calls_) {
    if (call.survey.due_at > until_) continue;
    call.survey.told_at = until_;
    ++summary_.records;
    sink_(Record(call.survey));
  }
}

// Whatever lies there; a unit that came back unused is told of already.
void World::tell_shelves() {
  for (const auto& shelf : storeroom_->shelves())
    for (const auto& unit : shelf.units) {
      if (unit.returned) continue;
      PartUnit one;
      one.told_at = now_;
      one.id = unit.id;
      one.part = shelf.part;
      one.site = shelf.site;
      one.batch = unit.batch;
      one.cost = company_.parts[static_cast<std::size_t>(shelf.part)].cost;
      one.received_at = unit.received;
      tell(one);
    }
}

void World::tell_open_orders() {
  for (auto& slot : slots_) {
    if (!slot || slot->order.id == 0) continue;
    Live& job = *slot;
    std::erase_if(job.order.steps, [&](const Step& one) { return one.at > until_; });
    if (job.order.steps.empty()) continue;  // still in the line at the desk: nobody knows of it
    job.order.told_at = until_;
    job.order.open = job.order.steps.back().kind != StepKind::kClose;
    const bool ended = last(job.order, StepKind::kDeliver).has_value();
    if (!ended && job.order.outcome != Outcome::kCancelled) job.order.outcome = Outcome::kUnknown;
    ++summary_.open;
    ++summary_.records;
    sink_(Record(job.order));
    if (scenario_.detail == Detail::kEverything) tell_parts(job);
  }
}

}  // namespace manyi::simulation
