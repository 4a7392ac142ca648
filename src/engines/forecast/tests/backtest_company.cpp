// Reads the records of a simulated company into daily parts.
// Owns the calendar it is played on.
#include "engines/forecast/tests/backtest_company.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace manyi::forecast::backtest {
namespace {

using simulation::Calendar;
using simulation::StepKind;

/// Monday to Saturday, and two long holidays a year.
bool is_workday(Date date) {
  if (date.iso_weekday() == 7) return false;
  if (date.month() == 10 && date.day() <= 7) return false;
  return !(date.month() == 2 && date.day() >= 10 && date.day() <= 17);
}

class Reader {
 public:
  Reader(CompanyBook& book, const Calendar& days, const simulation::Company& company, std::size_t count)
      : book_(book),
        zone_(days.zone()),
        first_(days.first()),
        begin_(days.at(days.first(), 0)),
        count_(count) {
    add(ScopeBook::Kind::kCompany, -1);
    for (std::size_t i = 0; i < company.sites.size(); ++i) add(ScopeBook::Kind::kSite, 0);
    // The two first technicians of each site who stay: founders never leave, others may.
    std::vector<int> taken(company.sites.size(), 0);
    for (const auto& person : company.people)
      if (person.job == simulation::Job::kTechnician && taken[static_cast<std::size_t>(person.site)]++ < 2) {
        scope_of_[static_cast<std::size_t>(person.index)] =
            add(ScopeBook::Kind::kPerson, static_cast<int>(person.site) + 1);
      }
    for (auto& scope : book_.scopes)
      for (auto& figure : scope.days)
        for (std::size_t d = 0; d < count_; ++d)
          figure[d].weight = is_workday(first_.plus_days(static_cast<std::int64_t>(d))) ? 1 : 0;
  }

  void see(const simulation::Record& record) {
    if (const auto* order = std::get_if<simulation::Order>(&record)) see_order(*order);
    if (const auto* survey = std::get_if<simulation::Survey>(&record)) see_survey(*survey);
    if (const auto* charge = std::get_if<simulation::Charge>(&record))
      revenue(charge->site, charge->told_at, static_cast<double>(charge->amount));
    if (const auto* sale = std::get_if<simulation::SalesLine>(&record); sale && !sale->refunded_at)
      revenue(sale->site, sale->sold_at, static_cast<double>(sale->amount));
  }

 private:
  int add(ScopeBook::Kind kind, int parent) {
    ScopeBook scope;
    scope.kind = kind;
    scope.parent = parent;
    for (auto& figure : scope.days) figure.resize(count_);
    book_.scopes.push_back(std::move(scope));
    return static_cast<int>(book_.scopes.size()) - 1;
  }

  template <class F> void each(std::int64_t site, std::int64_t person, F&& f) {
    f(book_.scopes[0]);
    f(book_.scopes[static_cast<std::size_t>(site) + 1]);
    if (const auto found = scope_of_.find(static_cast<std::size_t>(person));
        person >= 0 && found != scope_of_.end())
      f(book_.scopes[static_cast<std::size_t>(found->second)]);
  }
  void count(std::int64_t site, std::int64_t person, Figure figure, Instant at, double numerator,
             double denominator) {
    const auto day = static_cast<std::size_t>(zone_.local_date(at).days() - first_.days());
    if (day >= count_) return;
    each(site, person, [&](ScopeBook& scope) {
      auto& one = scope.days[static_cast<std::size_t>(figure)][day];
      one.numerator += numerator;
      one.denominator += denominator;
    });
  }
  double hours(Instant at) const { return static_cast<double>((at - begin_).ms()) / 3600000.0; }

  void revenue(std::int64_t site, Instant at, double amount) {
    count(site, -1, Figure::kRevenue, at, amount, 0);
    count(site, -1, Figure::kPerOrder, at, amount, 0);
  }

  void see_survey(const simulation::Survey& survey) {
    if (survey.kind != simulation::SurveyKind::kCustomer || !survey.answered_at || !survey.valid) return;
    const bool good = survey.feeling == simulation::Feeling::kVerySatisfied ||
                      survey.feeling == simulation::Feeling::kSatisfied;
    count(survey.site, survey.technician, Figure::kSatisfied, *survey.answered_at, good ? 1 : 0, 1);
  }

  void see_order(const simulation::Order& order) {
    const auto accepted = simulation::first(order, StepKind::kAccept);
    if (!accepted) return;
    count(order.site, order.technician, Figure::kIntake, *accepted, 1, 0);
    Stay stay;
    stay.begin = hours(*accepted);
    const auto delivered = simulation::last(order, StepKind::kDeliver);
    stay.delivered = delivered.has_value();
    if (delivered)
      stay.end = hours(*delivered);
    else
      stay.end = order.open ? 1e12 : hours(order.steps.back().at);
    each(order.site, order.technician, [&](ScopeBook& scope) { scope.stays.push_back(stay); });
    if (!delivered) return;
    const double length = stay.end - stay.begin;
    count(order.site, order.technician, Figure::kInTime, *delivered, length <= kLimitHours ? 1 : 0, 1);
    count(order.site, order.technician, Figure::kTurnaround, *delivered, length, 1);
    count(order.site, order.technician, Figure::kRepeatFree, *delivered, order.repeat_of == 0 ? 1 : 0, 1);
    count(order.site, order.technician, Figure::kPerOrder, *delivered, 0, 1);
  }

  CompanyBook& book_;
  const TimeZone zone_;
  const Date first_;
  const Instant begin_;
  const std::size_t count_;
  std::map<std::size_t, int> scope_of_;
};

/// Orders in house at the end of each day.
void count_backlog(ScopeBook& scope) {
  auto& days = scope.days[static_cast<std::size_t>(Figure::kBacklog)];
  std::vector<double> change(days.size() + 1, 0);
  for (const auto& stay : scope.stays) {
    const auto in = static_cast<std::size_t>(std::max(0.0, stay.begin / 24));
    const double out = stay.end / 24;
    if (in < change.size()) change[in] += 1;
    if (out < static_cast<double>(days.size())) change[static_cast<std::size_t>(out)] -= 1;
  }
  double open = 0;
  for (std::size_t d = 0; d < days.size(); ++d) {
    open += change[d];
    days[d].numerator = open;
  }
}

}  // namespace

CompanyBook play(simulation::Scenario scenario, Date first, double orders_per_month, int months,
                 std::uint64_t seed) {
  const Date end = first.plus_months(months);
  scenario.orders = static_cast<std::int64_t>(orders_per_month * months);
  const auto calendar =
      Calendar::create(*TimeZone::find("Asia/Shanghai"), first, end.plus_days(-1), is_workday);
  CompanyBook book;
  book.first_weekday = first.iso_weekday();
  for (int m = 0; m <= months; ++m)
    book.months.push_back(static_cast<std::size_t>(first.plus_months(m).days() - first.days()));
  Reader reader(book, calendar, simulation::company_of(scenario, calendar, seed), book.months.back());
  const auto played = simulation::simulate(scenario, seed, calendar, calendar.at(end.plus_days(-1), 23 * 60),
                                           [&](const simulation::Record& record) { reader.see(record); });
  if (!played) throw std::runtime_error("the scenario of the backtest is refused: " + played.error().detail);
  for (auto& scope : book.scopes) count_backlog(scope);
  return book;
}

CompanyBook play(Kind kind, int months, std::uint64_t seed) {
  simulation::Scenario scenario;
  // Half of them begin when the year goes down, half when it goes up.
  const Date first = *Date::parse(seed / 4 % 2 == 0 ? "2025-06-01" : "2024-12-01");
  if (kind == Kind::kTuning) {
    constexpr std::array kSizes{500.0, 1200.0, 2400.0};
    return play(scenario, first, kSizes[seed % 3], months, seed);
  }
  constexpr std::array kSizes{350.0, 800.0, 1600.0, 3200.0};
  if (seed % 2 == 0)
    scenario.sites = {{"A", "A", "A", 0.4}, {"B", "B", "B", 0.3}, {"C", "C", "C", 0.2}, {"D", "D", "D", 0.1}};
  else
    scenario.sites = {{"A", "A", "A", 0.6}, {"B", "B", "B", 0.4}};
  scenario.callback_sample = seed % 3 == 0 ? 0.4 : 0.7;
  scenario.attrition_per_year = seed % 5 == 0 ? 0.35 : 0.15;
  if (seed % 4 == 1) {  // one site becomes slow for a season
    simulation::Effect slow;
    slow.kind = simulation::EffectKind::kSlowSite;
    slow.site = "B";
    slow.stage = simulation::Stage::kRepair;
    slow.factor = 1.35;
    slow.from = first.plus_months(5);
    slow.to = first.plus_months(11);
    scenario.effects.push_back(slow);
  }
  if (seed % 4 == 3) {  // repairs hold better from a day on
    simulation::Effect better;
    better.kind = simulation::EffectKind::kProcessChange;
    better.from = first.plus_months(7).plus_days(11);
    better.poor_repairs = 0.5;
    scenario.effects.push_back(better);
  }
  return play(scenario, first, kSizes[seed / 2 % 4], months, seed);
}

}  // namespace manyi::forecast::backtest
