// The running company: the agenda of events, people at work, orders on their way.
// Owns the state of one run; its methods are spread over world.cpp (time, queues, staff), workshop.cpp,
// bench.cpp and rests.cpp (the way of an order), aftermath.cpp (what follows a delivery) and books.cpp (days
// and months).
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <queue>
#include <vector>

#include "engines/simulation/effects.h"
#include "engines/simulation/simulation.h"
#include "engines/simulation/storeroom.h"

namespace manyi::simulation {

inline DurationMs hours_of(double hours) { return DurationMs(static_cast<std::int64_t>(hours * 3600000.0)); }

class World {
 public:
  World(const Scenario& scenario, std::uint64_t seed, const Calendar& calendar, Instant until,
        const Sink& sink, const std::function<void(std::int64_t)>& progress);
  Summary run();
  const Company& company() const { return company_; }

 private:
  static constexpr std::size_t kJobs = 7;
  // ---- time -----------------------------------------------------------------------------------------
  enum class EventKind { kDay, kArrival, kReturn, kTimer, kBegin, kDone, kDelivery, kCallDue, kTell, kExam };
  struct Event {
    Instant at;
    std::int64_t sequence = 0;  // of events at the same instant
    EventKind kind = EventKind::kDay;
    std::int64_t subject = 0;
    bool operator>(const Event& other) const {
      return at != other.at ? at > other.at : sequence > other.sequence;
    }
  };
  void schedule(Instant at, EventKind kind, std::int64_t subject);
  void handle(const Event& event);
  Instant later(double hours) const { return calendar_.site().add(now_, hours_of(hours)); }

  // ---- people and queues ----------------------------------------------------------------------------
  enum class TaskKind {
    kIntake,
    kContactCall,
    kDiagnose,
    kRepair,
    kVisit,
    kRemote,
    kQc,
    kNotify,
    kHandOver,
    kCall
  };
  struct Task {
    TaskKind kind = TaskKind::kIntake;
    std::int64_t subject = 0;  // slot of the order, or of the call
    Instant entered;
  };
  struct Station {
    std::vector<std::int64_t> people;
    std::deque<Task> line;
    Queue seen;
    Instant looked;
  };
  struct Worker {
    Person person;
    std::int64_t station = kNobody;
    bool present = false, busy = false, leaving = false;
    Task task;
    Instant began, free_from;
    Instant reminded;  // the opening for which he has been told to look at the line
    std::map<std::int64_t, std::int64_t> busy_ms;  // by day
  };
  std::int64_t new_station(const std::string& name);
  void join(Person person);
  void leave(std::int64_t person);
  const WorkingTime& time_of(std::int64_t person) const;
  enum class Urgency { kUsual, kFirst };
  void enqueue(std::int64_t station, TaskKind kind, std::int64_t subject, Urgency urgency = Urgency::kUsual);
  void look(Station& station);
  void serve(std::int64_t station);
  void begin(std::int64_t person);
  void done(std::int64_t person);
  void note_busy(Worker& worker, Instant from, Instant to);
  std::int64_t desk(std::int64_t site) const { return desks_[static_cast<std::size_t>(site)]; }
  /// Somebody of that job at the site, not always the same one.
  std::vector<std::int64_t>& staff(std::int64_t site, Job job) {
    return staff_[static_cast<std::size_t>(site) * kJobs + static_cast<std::size_t>(job)];
  }
  std::int64_t somebody(std::int64_t site, Job job, Random& luck);
  std::int64_t choose_technician(std::int64_t site, Skill skill, std::int64_t not_him, Random& luck);

  // ---- orders ---------------------------------------------------------------------------------------
  enum class Phase {
    kAssigning,
    kShipping,
    kReceiving,
    kDispatching,
    kScheduling,
    kVisitDue,
    kAskingQuote,
    kQuoteOut,
    kPartHandover,
    kPartLine,
    kTelling,
    kPickup,
    kSendingBack,
    kParcelBack,
    kClosing,
    kCancelling,
    kTask,
  };
  struct Fitting {  // a part asked for and what became of it
    PartRequest request;
    std::optional<TakenUnit> unit;
    bool needed = true;  // false: the diagnosis was wrong, a good part is replaced
    bool settled = false;
  };
  struct Live {
    Order order;
    Random luck{0};
    Phase phase = Phase::kTask;
    std::vector<Fitting> fittings;
    bool needs_part = false, carried = false, quote_open = false, diagnosed = false, undelivered = true;
    bool repromised = false;
    double repair_hours = 1;
    Instant promise;
  };
  struct Device {
    std::int64_t id = 0, customer = 0, model = 0;
    CustomerKind kind = CustomerKind::kIndividual;
    bool in_warranty = true;
    Date sold_on;
    std::int64_t cover_months = 0, dealer = kNobody;
  };
  struct Return {
    Device device;
    std::int64_t order = 0, site = 0, fault = kNobody, technician = kNobody;
  };
  Live& live(std::int64_t slot) { return *slots_[static_cast<std::size_t>(slot)]; }
  std::int64_t new_slot();
  Step& step(Live& job, StepKind kind, Instant at, std::int64_t person);
  void wait(std::int64_t slot, Phase phase, Instant at);
  /// Somebody may think of stopping the clock while the order waits; without an end, until the part comes.
  void rest(Live& job, PauseReason reason, std::optional<Instant> until);
  const Person& person(std::int64_t index) const { return workers_[static_cast<std::size_t>(index)].person; }
  const FaultPlan& fault(const Live& job) const {
    return company_.faults[static_cast<std::size_t>(job.order.fault)];
  }
  const ModelPlan& model(const Live& job) const {
    return company_.models[static_cast<std::size_t>(job.order.model)];
  }

  void arrive(std::int64_t site, const Return* back);
  Device some_device(Random& luck);
  /// When and where it was bought, and with what cover.
  void bought(Device& device) const;
  void timer(std::int64_t slot);
  void accepted(std::int64_t slot, std::int64_t clerk);
  void assign(std::int64_t slot, StepKind how);
  void contacted(std::int64_t slot, std::int64_t clerk);
  double begin_task(const Task& task, std::int64_t person);  // \unit hours of work
  void end_task(const Task& task, std::int64_t person);
  double begin_visit(std::int64_t slot, std::int64_t technician);
  void end_visit(std::int64_t slot, std::int64_t technician);
  void diagnosed(std::int64_t slot, std::int64_t technician);
  void judge_diagnosis(Live& job, std::int64_t technician);
  void price(Live& job);
  void wait_for_answer(std::int64_t slot, Instant until);
  void after_quote(std::int64_t slot);
  void need_part(std::int64_t slot);
  void ask_part(std::int64_t slot, PartCategory category, Instant at, bool needed);
  void delivered_parts(std::int64_t delivery);
  void part_here(std::int64_t slot);
  void to_bench(std::int64_t slot);
  void repaired(std::int64_t slot, std::int64_t technician);
  /// Builds in what was fetched; true when it was dead and another is needed.
  bool install(Live& job, std::int64_t technician, Instant at);
  void send_back_old_part(Live& job, const Fitting& fitting, Instant at);
  void judge_repair(Live& job, std::int64_t technician, double chance_factor);
  void give_back(std::int64_t slot);
  void hand_over(std::int64_t slot, std::int64_t person, Instant at);
  void close(std::int64_t slot);
  void repromise(Live& job, Instant at, Instant new_promise, bool before);
  void check_promise(Live& job);
  void tell_parts(Live& job);
  void handed_out_again(const TakenUnit& unit);
  void finish(std::int64_t slot);

  // ---- what follows a delivery ----------------------------------------------------------------------
  void aftermath(Live& job, Instant at);
  void feel(Live& job, Instant at);
  void sell(Live& job, Instant at);
  void charge(Live& job, Instant at);
  void complain(Live& job, Instant at);
  void praise(Live& job, Instant at);
  void violations(Live& job, Instant at);
  void check_quality(Live& job, Instant at);
  void plan_return(Live& job, Instant at);
  void plan_callback(Live& job, Instant at);
  void ask_for_manufacturer(const Live& job, Instant at);
  double begin_call(std::int64_t call, std::int64_t clerk);
  void end_call(std::int64_t call, std::int64_t clerk);
  void answer(Survey& survey, const Hidden& hidden, Random& luck, double coached);

  // ---- days and months ------------------------------------------------------------------------------
  void day(Date date);
  void arrivals(Date date);
  void staff_changes(Date date);
  void plan_exam(const Person& person);
  void tell_work_time(Date date);
  void month_begins(Date first);
  void month_ends(Date first, Date next);
  void pulse(Date date);
  void book(std::int64_t site, Account account, const char* cost_type, std::int64_t amount);

  // ---- telling --------------------------------------------------------------------------------------
  /// Tells it now, or, with a later told_at, when its time has come.
  void tell(Record record);
  void tell_open_orders();
  void tell_shelves();
  /// Records that end later than the run, as far as they are known.
  void tell_cut_off();

  const Scenario& scenario_;
  const std::uint64_t seed_;
  const Calendar& calendar_;
  const Instant until_;
  const Sink& sink_;
  const std::function<void(std::int64_t)>& progress_;
  Company company_;
  Effects effects_;
  Random luck_;
  std::unique_ptr<Storeroom> storeroom_;

  double effort_ = 1;  // on every piece of work
  Instant now_;
  std::int64_t sequence_ = 0, ids_ = 0;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> agenda_;
  std::vector<Worker> workers_;
  std::vector<Station> stations_;
  std::vector<std::int64_t> desks_, checks_, calls_of_;  // stations by site
  std::vector<std::vector<std::int64_t>> staff_;         // those present, by site and job
  std::vector<std::unique_ptr<Live>> slots_;
  std::vector<std::int64_t> free_slots_;
  std::map<std::int64_t, Return> returns_;
  std::vector<Device> seen_devices_;  // a sample of earlier ones, for customers who come again
  std::int64_t devices_ = 0, customers_ = 0, key_accounts_ = 0;
  std::vector<double> model_weights_, site_weights_, fault_weights_[2];
  std::map<std::int64_t, double> day_weights_;
  double weight_left_ = 0;
  struct Call {
    Survey survey;
    Hidden hidden;
    Random luck{0};
  };
  std::map<std::int64_t, Call> calls_;
  std::map<std::int64_t, PartUnit> returned_units_;  // on the shelf again, by unit
  std::map<std::int64_t, Record> untold_;            // by a number of their own, told when their event comes
  struct Page {
    std::map<std::pair<Account, std::string>, std::int64_t> lines;
  };
  std::vector<Page> books_;  // of the running month, by site
  std::int64_t undelivered_ = 0;
  Instant counted_;
  Summary summary_;
};

}  // namespace manyi::simulation
