// Day by day: who comes and goes, the steps of living orders, finished orders, all other records.
// Owns which orders are living: the open ones and those of the last weeks.
#include "server/demo.h"

#include <algorithm>
#include <map>

#include "engines/simulation/simulation.h"
#include "server/application.h"
#include "server/demo_bulk.h"
#include "server/demo_company.h"
#include "server/demo_control.h"
#include "server/demo_orders.h"
#include "server/demo_records.h"

namespace manyi::demo {
namespace {

constexpr std::size_t kBatch = 250;         // records in one transaction
constexpr int kLivingDays = 30;             // orders that came in since are played step by step
constexpr std::size_t kLivingOrders = 600;  // the newest of them
constexpr std::string_view kZone = "Asia/Shanghai";

simulation::Calendar calendar_of(const TimeZone& zone, Date first, Date last) {
  std::map<Date, org::ExceptionKind> exceptions;
  for (const auto& exception : org::chinese_holidays()) exceptions[exception.date] = exception.kind;
  return simulation::Calendar::create(zone, first, last, [&](Date date) {
    const auto found = exceptions.find(date);
    if (found != exceptions.end()) return found->second == org::ExceptionKind::kWorkday;
    return date.iso_weekday() != 7;
  });
}

/// What happens on one day, in the order in which it is written.
struct Day {
  std::vector<const simulation::Joined*> joined;
  std::vector<const simulation::Left*> left;
  struct Play {
    Instant at;
    const simulation::Order* order;
    std::size_t step;
  };
  std::vector<Play> plays;
  std::vector<const simulation::Order*> finished;
  std::vector<const simulation::Record*> others;
};

class Filler {
 public:
  Filler(server::Application& application, FakeClock& clock, const DemoOptions& options,
         const simulation::Calendar& calendar, const DemoProgress& progress)
      : app_(application), clock_(clock), options_(options), calendar_(calendar), progress_(progress) {}

  Result<DemoResult> run() {
    const auto plan = simulation::company_of(options_.scenario, calendar_, options_.seed);
    simulation::Truth truth(options_.scenario, plan, calendar_.zone(), options_.until);
    MANYI_TRY(const auto summary, simulation::simulate(options_.scenario, options_.seed, calendar_,
                                                       options_.until, [&](const simulation::Record& record) {
                                                         truth.see(record);
                                                         records_.push_back(record);
                                                       }));
    clock_.set(calendar_.at(calendar_.first(), 8 * 60));
    MANYI_TRY(company_, found_company(app_, plan, options_.password, calendar_.first()));
    sort_into_days();

    OrderWriter orders(app_, clock_, company_, options_.seed);
    RecordWriter records(app_, company_, orders);
    for (const auto& record : records_)
      if (const auto* complaint = std::get_if<simulation::Complaint>(&record))
        records.complained(complaint->order);
    total_ = static_cast<long long>(records_.size());
    for (auto& [date, day] : days_) MANYI_CHECK(write_day(date, day, orders, records));
    clock_.set(options_.until);
    // Records of orders that nobody took in yet.
    if (progress_) progress_(total_, total_);
    MANYI_CHECK(fill_control(app_, clock_, company_));

    DemoResult result;
    result.orders = summary.orders;
    result.open = summary.open;
    result.events = summary.events;
    result.records = summary.records;
    result.people = summary.people;
    result.logins = demo_logins();
    result.truth = {"manyi-ground-truth-1", options_.seed, summary.orders,
                    summary.from,           summary.until, truth.effects()};
    return result;
  }

 private:
  void sort_into_days() {
    const auto date_of = [&](Instant at) { return calendar_.zone().local_date(at); };
    std::vector<const simulation::Order*> orders;
    for (const auto& record : records_)
      if (const auto* order = std::get_if<simulation::Order>(&record)) orders.push_back(order);
    std::sort(orders.begin(), orders.end(),
              [](const auto* a, const auto* b) { return a->requested_at > b->requested_at; });
    const Instant since = options_.until - kDay * kLivingDays;
    std::size_t living = 0;
    for (const auto* order : orders) {
      const bool recent = order->requested_at >= since && living < kLivingOrders;
      living += recent;
      if (!order->open && !recent) {
        days_[date_of(order->told_at)].finished.push_back(order);
        continue;
      }
      for (std::size_t i = 0; i < order->steps.size(); ++i)
        days_[date_of(order->steps[i].at)].plays.push_back({order->steps[i].at, order, i});
    }
    for (const auto& record : records_) {
      Day& day = days_[date_of(simulation::told_at(record))];
      if (const auto* joined = std::get_if<simulation::Joined>(&record)) {
        // Who replaces somebody on the very first day is not among the founders.
        if (joined->person.index >= static_cast<std::int64_t>(company_.people.size()))
          day.joined.push_back(joined);
      } else if (const auto* left = std::get_if<simulation::Left>(&record)) {
        day.left.push_back(left);
      } else if (RecordWriter::keeps(record)) {
        day.others.push_back(&record);
      }
    }
    for (auto& [date, day] : days_) {
      std::stable_sort(day.plays.begin(), day.plays.end(),
                       [](const auto& a, const auto& b) { return a.at < b.at; });
      std::stable_sort(day.finished.begin(), day.finished.end(),
                       [](const auto* a, const auto* b) { return a->told_at < b->told_at; });
    }
  }

  Result<void> write_day(Date date, const Day& day, OrderWriter& orders, RecordWriter& records) {
    const auto to = [&](Instant at) { clock_.set(std::min(options_.until, std::max(at, clock_.now()))); };
    to(calendar_.at(date, 8 * 60));
    for (const auto* joined : day.joined) MANYI_CHECK(enter_person(app_, company_, joined->person, date));
    for (const auto& play : day.plays) {
      MANYI_CHECK(orders.play(*play.order, play.step));
      show(0);
    }
    to(calendar_.at(date, 18 * 60 + 30));
    for (const auto* left : day.left) MANYI_CHECK(see_off(*left, date));
    for (std::size_t i = 0; i < day.finished.size(); i += kBatch) {
      const std::vector batch(
          day.finished.begin() + static_cast<std::ptrdiff_t>(i),
          day.finished.begin() + static_cast<std::ptrdiff_t>(std::min(i + kBatch, day.finished.size())));
      MANYI_CHECK(orders.import(batch));
      show(batch.size());
    }
    // What belongs to an order waits until that is written; an imported one is when it is closed.
    std::vector<const simulation::Record*> ready;
    const auto flush = [&]() -> Result<void> {
      MANYI_CHECK(records.write(ready));
      show(ready.size());
      ready.clear();
      return {};
    };
    auto candidates = std::move(waiting_);
    waiting_.clear();
    candidates.insert(candidates.end(), day.others.begin(), day.others.end());
    for (const auto* record : candidates) {
      const auto order = RecordWriter::order_of(*record);
      if (order != 0 && !orders.written(order)) {
        waiting_.push_back(record);
        continue;
      }
      ready.push_back(record);
      if (ready.size() >= kBatch) MANYI_CHECK(flush());
    }
    return flush();
  }

  Result<void> see_off(const simulation::Left& left, Date date) {
    const Caller system = Caller::system(company_.tenant);
    const auto done = app_.database().write(company_.tenant, [&](db::Tx& tx) -> Result<void> {
      org::ChangeEmployee change{};
      change.id = company_.employee(left.person);
      change.left_on = date;
      change.leave_reason = *parse_enum<org::LeaveReason>(enum_name(left.reason));
      MANYI_CHECK(app_.org().change_employee(tx, system, change));
      MANYI_CHECK(app_.identity().disable_user(tx, system,
                                               {company_.users[static_cast<std::size_t>(left.person)], {}}));
      return {};
    });
    if (!done) return done.error();
    return {};
  }

  void show(std::size_t more) {
    written_ += static_cast<long long>(more);
    if (progress_ && ++shown_ % 8 == 0) progress_(written_, total_);
  }

  server::Application& app_;
  FakeClock& clock_;
  const DemoOptions& options_;
  const simulation::Calendar& calendar_;
  const DemoProgress& progress_;
  std::vector<simulation::Record> records_;
  std::map<Date, Day> days_;
  std::vector<const simulation::Record*> waiting_;
  Company company_;
  long long written_ = 0, total_ = 0, shown_ = 0;
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
                             const DemoProgress& progress) {
  if (!application.empty())
    return conflict("demo.not_empty", "The database already has a company. Use an empty data folder.");
  const TimeZone zone = *TimeZone::find(kZone);
  const Date last = zone.local_date(options.until);
  const auto calendar = calendar_of(zone, last.plus_months(-options.months), last);
  if (options.breadth == Breadth::kOrders) return fill_bulk(application, clock, options, calendar, progress);
  return Filler(application, clock, options, calendar, progress).run();
}

}  // namespace manyi::demo
