// A discrete-event simulation of one site: arrivals, a queue per technician, parts, quotes, returns.
// Owns no rule of the product: every step goes through the modules' façades, by the person who does it.
#include "server/demo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <queue>
#include <random>

#include "modules/workorders/workorders.h"
#include "server/application.h"
#include "server/demo_company.h"
#include "server/demo_data.h"

namespace manyi::demo {
namespace {

using workorders::ServiceType;
using workorders::Transition;

/// Random numbers that are the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  double uniform() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }
  bool chance(double p) { return uniform() < p; }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(uniform() * static_cast<double>(n)); }
  template <class List> const auto& pick(const List& list) { return list[below(list.size())]; }
  /// Log-normal with that median; spread 0.5 means most lie within half and double.
  double around(double median, double spread = 0.5) {
    const double u = std::max(uniform(), 1e-12), v = uniform();
    return median * std::exp(spread * std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * v));
  }

 private:
  std::mt19937_64 engine_;
};

struct Machine {
  std::string serial_no;
  std::size_t model = 0;
  catalog::ModelId model_id;
  customers::AssetId asset_id;
  customers::CustomerId customer_id;
  std::string customer_name, phone;
};

/// One step of an order: who does what after how much working time.
struct Step {
  Transition transition;
  double hours = 0;    // working hours after the step before
  bool bench = false;  // waits for the technician and keeps him busy for `busy_hours`
  double busy_hours = 0;
};

struct Job {
  workorders::WorkOrderId id;
  std::size_t machine = 0;
  std::size_t fault = 0;
  std::size_t technician = 0;
  ServiceType service_type = ServiceType::kCarryIn;
  std::vector<Step> steps;
  std::size_t next = 0;
  Instant promise_at;
  std::vector<workorders::ExpectationId> expectations;
  bool returned = false;  // a repeat of an earlier job
};

struct Event {
  Instant at;
  std::int64_t order = 0;  // of events at the same instant
  enum class Kind { kIntake, kReturn, kStep, kTopUp } kind = Kind::kIntake;
  std::size_t subject = 0;  // machine for kReturn, job for kStep
  bool operator>(const Event& other) const { return std::tie(at, order) > std::tie(other.at, other.order); }
};

constexpr double kFirstVisits = 0.94;
constexpr std::array<double, 8> kWeekdayWeight = {0, 1.25, 1.05, 1.0, 0.95, 1.0, 1.2, 0};

class Simulation {
 public:
  Simulation(server::Application& application, FakeClock& clock, const DemoOptions& options)
      : app_(application), clock_(clock), options_(options), dice_(options.seed) {}

  Result<DemoResult> run(const std::function<void(int, int)>& progress) {
    const TimeZone zone = *TimeZone::find("Asia/Shanghai");
    const Date last_day = zone.local_date(options_.until);
    const Date first_day = last_day.plus_months(-options_.months);
    clock_.set(zone.instant(first_day, 8 * 60));
    MANYI_TRY(company_, found_company(app_, options_.password));
    plan_arrivals(zone, first_day, last_day);

    const int total = std::max(1, options_.orders);
    while (!events_.empty() && events_.top().at <= options_.until) {
      const Event event = events_.top();
      events_.pop();
      clock_.set(std::max(event.at, clock_.now()));
      if (event.kind == Event::Kind::kStep) {
        MANYI_CHECK(do_step(event.subject));
      } else if (event.kind == Event::Kind::kTopUp) {
        top_up(zone);
      } else if (static_cast<int>(jobs_.size()) < options_.orders) {
        MANYI_CHECK(
            take_in(event.kind == Event::Kind::kReturn ? std::optional(event.subject) : std::nullopt));
      }
      if (++result_.events % 200 == 0 && progress) progress(static_cast<int>(jobs_.size()), total);
    }
    clock_.set(options_.until);
    result_.orders = static_cast<int>(jobs_.size());
    result_.open = static_cast<int>(std::count_if(
        jobs_.begin(), jobs_.end(), [](const Job& job) { return job.next < job.steps.size(); }));
    result_.logins = demo_logins();
    if (progress) progress(total, total);
    return result_;
  }

 private:
  /// Runs one command as the API would, on the tenant's lane.
  template <class F> Result<void> command(F&& apply) {
    auto done = app_.database().write(company_.tenant, [&](db::Tx& tx) -> Result<void> { return apply(tx); });
    if (!done) return std::move(done).error();
    return {};
  }

  Caller caller_of(const DemoPerson& person) const { return company_.caller_of(person); }

  const DemoPerson& somebody(Role role) {
    std::vector<const DemoPerson*> all;
    for (const auto& person : demo_people())
      if (person.role == role) all.push_back(&person);
    return *dice_.pick(all);
  }

  void schedule(Instant at, Event::Kind kind, std::size_t subject) {
    events_.push({at, ++sequence_, kind, subject});
  }

  void plan_arrivals(const TimeZone& zone, Date first, Date last) {
    std::vector<Date> days;
    std::vector<double> weights;
    double total = 0;
    for (Date day = first; day <= last; day = day.plus_days(1)) {
      if (!company_.calendar->is_workday(day)) continue;
      const double season = 1 + 0.15 * std::sin(6.283185307 * (day.month() - 4) / 12.0);
      days.push_back(day);
      weights.push_back(std::max(0.8, kWeekdayWeight[static_cast<std::size_t>(day.iso_weekday())]) * season);
      total += weights.back();
    }
    for (std::size_t i = 0; i < days.size(); ++i) {
      // Machines that come back add their share; the last days fill up what is then missing.
      const double expected = options_.orders * kFirstVisits * weights[i] / total;
      const int count = static_cast<int>(expected + dice_.uniform());
      for (int k = 0; k < count; ++k) schedule(arrival_on(zone, days[i]), Event::Kind::kIntake, 0);
    }
    if (days.size() > 5) last_days_.assign(days.end() - 5, days.end());
    if (!last_days_.empty()) schedule(zone.instant(last_days_.front(), 8 * 60 + 30), Event::Kind::kTopUp, 0);
  }

  Instant arrival_on(const TimeZone& zone, Date day) {
    const double hour = 9.2 + 8.3 * std::min(dice_.uniform(), 0.35 + 0.65 * dice_.uniform());
    return zone.instant(day, static_cast<int>(hour * 60)) +
           DurationMs(static_cast<std::int64_t>(dice_.uniform() * 60000));
  }

  /// Arrivals for the last days, so that the company ends with the number of orders asked for.
  void top_up(const TimeZone& zone) {
    std::size_t coming = 0;
    auto waiting = events_;
    for (; !waiting.empty(); waiting.pop())
      coming += waiting.top().kind != Event::Kind::kStep && waiting.top().at <= options_.until;
    for (std::size_t have = jobs_.size() + coming; have < static_cast<std::size_t>(options_.orders); ++have) {
      Instant at = arrival_on(zone, dice_.pick(last_days_));
      if (at > options_.until)
        at = clock_.now() + DurationMs(static_cast<std::int64_t>(
                                dice_.uniform() * static_cast<double>((options_.until - clock_.now()).ms())));
      schedule(at, Event::Kind::kIntake, 0);
    }
  }

  std::size_t new_machine() {
    Machine machine;
    int total = 0;
    for (const auto& model : demo_models()) total += model.weight;
    int at = static_cast<int>(dice_.below(static_cast<std::size_t>(total)));
    while (at >= demo_models()[machine.model].weight) at -= demo_models()[machine.model++].weight;
    machine.model_id = company_.models[machine.model];
    static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    machine.serial_no = demo_models()[machine.model].manufacturer == "联辰" ? "PF" : "HY";
    for (int i = 0; i < 7; ++i)
      machine.serial_no += dice_.chance(0.5) ? static_cast<char>('0' + dice_.below(10))
                                             : kLetters[dice_.below(kLetters.size())];
    const bool company = dice_.chance(0.08);
    machine.customer_name =
        company ? std::string(dice_.pick(demo_companies()))
                : std::string(dice_.pick(demo_surnames())) + std::string(dice_.pick(demo_given_names()));
    static constexpr std::array<std::string_view, 6> kPrefixes = {"138", "139", "135", "186", "177", "150"};
    machine.phone = std::string(dice_.pick(kPrefixes));
    for (int i = 0; i < 8; ++i) machine.phone += static_cast<char>('0' + dice_.below(10));
    machines_.push_back(std::move(machine));
    return machines_.size() - 1;
  }

  /// The technician who is free first, now and then somebody else.
  std::size_t choose_technician() {
    if (dice_.chance(0.15)) return dice_.below(free_at_.size());
    return static_cast<std::size_t>(std::min_element(free_at_.begin(), free_at_.end()) - free_at_.begin());
  }

  const DemoPerson& technician(std::size_t index) {
    std::vector<const DemoPerson*> all;
    for (const auto& person : demo_people())
      if (person.role == Role::kTechnician) all.push_back(&person);
    return *all[index % all.size()];
  }

  Result<void> take_in(std::optional<std::size_t> returning) {
    Job job;
    job.machine = returning ? *returning : new_machine();
    job.returned = returning.has_value();
    Machine& machine = machines_[job.machine];
    const auto& line = demo_models()[machine.model].line;
    do {
      job.fault = dice_.below(demo_faults().size());
    } while ((line == "打印机") != (demo_faults()[job.fault].code[0] == 'R'));
    const double kind = dice_.uniform();
    job.service_type = line == "手机" || line == "平板"
                           ? (kind < 0.9 ? ServiceType::kCarryIn : ServiceType::kMailIn)
                       : kind < 0.68 ? ServiceType::kCarryIn
                       : kind < 0.92 ? ServiceType::kOnsite
                       : kind < 0.96 ? ServiceType::kMailIn
                                     : ServiceType::kRemote;
    job.technician = choose_technician();

    const bool warranty = dice_.chance(0.62);
    workorders::CreateWorkOrder intake;
    intake.service_type = job.service_type;
    intake.serial_no = machine.serial_no;
    intake.model_id = machine.model_id;
    if (machine.customer_id)
      intake.customer_id = machine.customer_id;
    else
      intake.customer = workorders::IntakeCustomer{.name = machine.customer_name,
                                                   .phone = machine.phone,
                                                   .region = "杭州",
                                                   .kind = machine.customer_name.size() > 12
                                                               ? customers::CustomerKind::kKeyAccount
                                                               : customers::CustomerKind::kIndividual};
    intake.symptom_text = std::string(demo_faults()[job.fault].words);
    intake.fault_code_id = company_.faults[job.fault];
    intake.warranty = warranty ? workorders::Warranty::kInWarranty : workorders::Warranty::kOutOfWarranty;
    intake.warranty_evidence = warranty ? "发票" : "";
    if (job.service_type == ServiceType::kCarryIn && dice_.chance(0.6))
      intake.accessories = {std::string(dice_.pick(demo_accessories()))};
    intake.data_handling =
        dice_.chance(0.7) ? workorders::DataHandling::kKeep : workorders::DataHandling::kMayErase;
    intake.expectations.push_back({workorders::ExpectationKind::kNeed, "修好，不再犯"});
    if (dice_.chance(0.5))
      intake.expectations.push_back(
          {workorders::ExpectationKind::kExpectation, std::string(dice_.pick(demo_expectations()))});
    // People call or write first; at the counter they stand there.
    const bool at_counter = job.service_type == ServiceType::kCarryIn;
    intake.requested_at =
        clock_.now() -
        (at_counter ? kMinute * 5 : DurationMs(static_cast<std::int64_t>(dice_.around(18) * 60000)));
    intake.promise_at = company_.calendar->add(
        clock_.now(), DurationMs(static_cast<std::int64_t>((at_counter ? 27 : 36) * 3600000.0)));

    plan_steps(job, warranty);
    const Caller clerk = caller_of(somebody(Role::kInfoClerk));
    MANYI_CHECK(command([&](db::Tx& tx) -> Result<void> {
      MANYI_TRY(const auto order, app_.workorders().create(tx, clerk, intake));
      job.id = order.id;
      job.promise_at = order.promise.at.value_or(*intake.promise_at);
      job.expectations.clear();
      for (const auto& expectation : order.expectations) job.expectations.push_back(expectation.id);
      if (order.customer_id) machine.customer_id = *order.customer_id;
      if (order.asset_id) machine.asset_id = *order.asset_id;
      return {};
    }));
    jobs_.push_back(std::move(job));
    schedule_next(jobs_.size() - 1);
    return {};
  }

  void plan_steps(Job& job, bool warranty) {
    const DemoFault& fault = demo_faults()[job.fault];
    auto& steps = job.steps;
    const auto later = [&](Transition transition, double median_hours) {
      steps.push_back({transition, dice_.around(median_hours), false, 0});
    };
    if (dice_.chance(0.02)) {
      later(Transition::kCancel, 3);
      return;
    }
    switch (job.service_type) {
      case ServiceType::kCarryIn: later(Transition::kAssign, 0.4); break;
      case ServiceType::kMailIn:
        later(Transition::kShip, 4);
        later(Transition::kReceive, 14);
        later(Transition::kAssign, 0.4);
        break;
      case ServiceType::kOnsite:
        later(Transition::kDispatch, 0.3);
        later(Transition::kContact, 0.4);
        later(Transition::kSchedule, 0.1);
        later(Transition::kTravel, 6);
        later(Transition::kArrive, 0.6);
        break;
      case ServiceType::kRemote:
        later(Transition::kAssign, 0.2);
        later(Transition::kContact, 0.4);
        break;
    }
    steps.push_back({Transition::kDiagnose, 0.1, true, dice_.around(0.4)});
    const bool in_house =
        job.service_type == ServiceType::kCarryIn || job.service_type == ServiceType::kMailIn;
    const auto hand_back = [&](double hours) {
      if (in_house) later(Transition::kNotifyCustomer, 1);
      if (job.service_type == ServiceType::kMailIn) later(Transition::kShip, 2);
      later(Transition::kDeliver, hours);
      later(Transition::kClose, 1);
    };
    if (!warranty && job.service_type != ServiceType::kRemote) {
      later(Transition::kRequestQuote, 0.3);
      if (dice_.chance(0.12)) {
        later(Transition::kDeclineQuote, 5);
        hand_back(6);
        return;
      }
      later(Transition::kApproveQuote, 3.5);
    }
    if (in_house && dice_.chance(fault.part_chance)) {
      later(Transition::kWaitPart, 0.2);
      later(Transition::kPartArrived, dice_.chance(0.7) ? 5 : 26);
    }
    if (dice_.chance(0.03)) {
      later(Transition::kMarkUnrepairable, 1.0);
      hand_back(7);
      return;
    }
    steps.push_back({Transition::kStartRepair, 0.1, true, dice_.around(fault.repair_hours)});
    later(Transition::kFinishRepair, 0.05);
    if (in_house) {
      if (dice_.chance(0.05)) {
        later(Transition::kFailQc, 1);
        later(Transition::kFinishRepair, 1.5);
      }
      later(Transition::kPassQc, 0.8);
      later(Transition::kNotifyCustomer, 0.6);
      if (job.service_type == ServiceType::kMailIn) later(Transition::kShip, 3);
      later(Transition::kDeliver, job.service_type == ServiceType::kMailIn ? 18 : 5);
    } else {
      later(Transition::kDeliver, 0.2);
    }
    later(Transition::kClose, 1.5);
  }

  Instant after(Instant from, double hours) const {
    return company_.calendar->add(from, DurationMs(static_cast<std::int64_t>(hours * 3600000.0)))
        .value_or(from + kDay);
  }

  void schedule_next(std::size_t index) {
    Job& job = jobs_[index];
    if (job.next >= job.steps.size()) return;
    Step& step = job.steps[job.next];
    Instant at = after(clock_.now(), step.hours);
    if (step.bench) {
      Instant& free = free_at_[job.technician];
      at = std::max(at, free);
      free = after(at, step.busy_hours);
      if (job.next + 1 < job.steps.size()) job.steps[job.next + 1].hours += step.busy_hours;
    }
    schedule(at, Event::Kind::kStep, index);
  }

  Result<void> do_step(std::size_t index) {
    Job& job = jobs_[index];
    const Step step = job.steps[job.next];
    const DemoFault& fault = demo_faults()[job.fault];
    const Caller tech = caller_of(technician(job.technician));
    const Caller clerk = caller_of(somebody(Role::kInfoClerk));
    const Caller lead = caller_of(somebody(Role::kTechSupervisor));
    const Caller desk = caller_of(somebody(Role::kInfoSupervisor));
    auto& orders = app_.workorders();

    auto done = command([&](db::Tx& tx) -> Result<void> {
      const auto move = [&](const Caller& caller) -> Result<void> {
        MANYI_CHECK(orders.move(tx, caller, step.transition, {.id = job.id, .if_match = {}, .note = {}}));
        return {};
      };
      switch (step.transition) {
        case Transition::kAssign: {
          workorders::AssignWorkOrder in{};
          in.id = job.id;
          in.technician_id = tech.employee;
          MANYI_CHECK(orders.assign(tx, lead, in));
          return {};
        }
        case Transition::kDispatch: {
          workorders::DispatchWorkOrder in{};
          in.id = job.id;
          in.technician_id = tech.employee;
          MANYI_CHECK(orders.dispatch(tx, lead, in));
          return {};
        }
        case Transition::kSchedule: {
          workorders::ScheduleWorkOrder in{};
          in.id = job.id;
          in.from = after(clock_.now(), 5);
          in.to = in.from + kHour * 2;
          MANYI_CHECK(orders.schedule(tx, desk, in));
          return {};
        }
        case Transition::kDiagnose: {
          workorders::DiagnoseWorkOrder in{};
          in.id = job.id;
          in.fault_code_id = company_.faults[job.fault];
          if (dice_.chance(0.3)) in.note = "已复现：" + std::string(fault.name);
          MANYI_CHECK(orders.diagnose(tx, tech, in));
          return {};
        }
        case Transition::kRequestQuote: {
          workorders::RequestQuote in{};
          in.id = job.id;
          in.amount = Money(static_cast<std::int64_t>(8000 + 1000 * static_cast<int>(fault.repair_hours * 8) +
                                                      (fault.part_chance > 0.5 ? 32000 : 0)));
          MANYI_CHECK(orders.request_quote(tx, tech, in));
          return {};
        }
        case Transition::kWaitPart: {
          workorders::WaitPart in{};
          in.id = job.id;
          in.part_promised_at = after(clock_.now(), 18);
          MANYI_CHECK(orders.wait_part(tx, tech, in));
          return {};
        }
        case Transition::kMarkUnrepairable: {
          workorders::MarkUnrepairable in{};
          in.id = job.id;
          in.barrier = "主板停产，无备件";
          MANYI_CHECK(orders.mark_unrepairable(tx, tech, in));
          return {};
        }
        case Transition::kCancel: {
          workorders::CancelWorkOrder in{};
          in.id = job.id;
          in.reason = workorders::CancelReason::kCustomerWithdrew;
          MANYI_CHECK(orders.cancel(tx, desk, in));
          return {};
        }
        case Transition::kClose: {
          workorders::CloseWorkOrder in{};
          in.id = job.id;
          for (const auto id : job.expectations) {
            const double u = dice_.uniform();
            in.verdicts.push_back({id, u < 0.8    ? workorders::Verdict::kMet
                                       : u < 0.92 ? workorders::Verdict::kExceeded
                                                  : workorders::Verdict::kNotMet});
          }
          MANYI_CHECK(orders.close(tx, clerk, in));
          return {};
        }
        case Transition::kPassQc:
        case Transition::kFailQc: return move(lead);
        case Transition::kApproveQuote:
        case Transition::kDeclineQuote:
        case Transition::kNotifyCustomer:
        case Transition::kReceive: return move(clerk);
        case Transition::kDeliver:
          return move(job.service_type == ServiceType::kOnsite || job.service_type == ServiceType::kRemote
                          ? tech
                          : clerk);
        case Transition::kShip: return move(clerk);
        case Transition::kPartArrived: return move(caller_of(somebody(Role::kPartsKeeper)));
        default: return move(tech);
      }
    });
    if (!done) {
      done.error().detail +=
          " (demo: " + enum_name(step.transition) + " of a " + enum_name(job.service_type) + " order)";
      return done;
    }

    if (step.transition == Transition::kPartArrived && clock_.now() > job.promise_at)
      MANYI_CHECK(repromise(job, desk));
    if (step.transition == Transition::kDeliver &&
        dice_.chance(fault.repeat_chance * (job.returned ? 0.4 : 1.0)))
      schedule(after(clock_.now(), dice_.around(80)), Event::Kind::kReturn, job.machine);
    ++job.next;
    schedule_next(index);
    return {};
  }

  /// The promise has passed: tell the customer a new one.
  Result<void> repromise(Job& job, const Caller& desk) {
    workorders::RepromiseWorkOrder in{};
    in.id = job.id;
    in.promise_at = after(clock_.now(), 12);
    in.reason = "备件晚到";
    in.told_customer = true;
    job.promise_at = in.promise_at;
    return command([&](db::Tx& tx) -> Result<void> {
      MANYI_CHECK(app_.workorders().repromise(tx, desk, in));
      return {};
    });
  }

  server::Application& app_;
  FakeClock& clock_;
  const DemoOptions options_;
  Dice dice_;
  Company company_;
  std::vector<Machine> machines_;
  std::vector<Job> jobs_;
  std::vector<Date> last_days_;
  std::array<Instant, 3> free_at_{};
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::int64_t sequence_ = 0;
  DemoResult result_;
};

}  // namespace

std::vector<DemoLogin> demo_logins() {
  std::vector<DemoLogin> logins = {{"admin", "系统管理员", std::string(rule_of(Role::kAdministrator).code)}};
  for (const auto& person : demo_people())
    logins.push_back(
        {std::string(person.login), std::string(person.name), std::string(rule_of(person.role).code)});
  return logins;
}

Result<DemoResult> fill_demo(server::Application& application, FakeClock& clock, const DemoOptions& options,
                             const std::function<void(int, int)>& progress) {
  if (!application.empty())
    return conflict("demo.not_empty", "The database already has a company. Use an empty data folder.");
  return Simulation(application, clock, options).run(progress);
}

}  // namespace manyi::demo
