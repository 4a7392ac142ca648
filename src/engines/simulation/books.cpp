// Days and months: arrivals, staff changes, working hours, ledgers, quotas, pulses, audits.
// Owns what recurs by the calendar.
#include <algorithm>
#include <array>
#include <cmath>

#include "engines/simulation/world.h"

namespace manyi::simulation {
namespace {

constexpr std::uint64_t kDayStream = 21, kStaffStream = 22, kMonthStream = 23;
constexpr std::array<double, 8> kWeekdayWeight = {0, 1.25, 1.05, 1.0, 0.95, 1.0, 1.2, 0.9};
constexpr double kSeason = 0.15;
constexpr double kAbsent = 0.03;
constexpr std::int64_t kDealers = 8;
constexpr double kUsualOrdersPerHead = 27;  // a month
constexpr int kTellLagDays = 6;             // the longest job ends within

constexpr std::array<std::int64_t, 7> kMonthlyWages = {1500000, 950000, 1050000, 560000,
                                                       720000,  520000, 560000};

}  // namespace

void World::day(Date date) {
  if (progress_) progress_(summary_.orders);
  if (date.day() == 1 || date == calendar_.first()) month_begins(date);
  if (date.plus_days(1).day() == 1) {
    const Date first = Date::of(date.year(), date.month(), 1).value_or(date);
    month_ends(std::max(first, calendar_.first()), date.plus_days(1));
  }
  tell_work_time(date.plus_days(-kTellLagDays));
  if (!calendar_.is_workday(date)) return;
  staff_changes(date);
  arrivals(date);
}

// Every day takes its share of the orders that are still to come, so that their number comes out right.
void World::arrivals(Date date) {
  if (day_weights_.empty()) {
    for (const Date one : calendar_.workdays()) {
      if (one > calendar_.last()) break;
      const Instant open = calendar_.at(one, calendar_.hours().open);
      if (open > until_) break;
      const double whole =
          static_cast<double>(calendar_.site().between(open, calendar_.at(one.plus_days(1), 0)).ms());
      const double gone = static_cast<double>(calendar_.site().between(open, until_).ms());
      const double season = 1 + kSeason * std::sin(6.283185307 * (one.month() - 4) / 12.0);
      const double weight = kWeekdayWeight[static_cast<std::size_t>(one.iso_weekday())] * season *
                            std::clamp(gone / whole, 0.0, 1.0);
      day_weights_[one.days()] = weight;
      weight_left_ += weight;
    }
  }
  const auto found = day_weights_.find(date.days());
  if (found == day_weights_.end() || weight_left_ <= 0) return;
  Random luck(seed_, kDayStream, static_cast<std::uint64_t>(date.days()));
  const auto left = static_cast<double>(scenario_.orders - summary_.orders);
  const bool last_day = std::next(found) == day_weights_.end();
  double expected = left * found->second / weight_left_;
  std::int64_t count = last_day ? static_cast<std::int64_t>(left) : luck.poisson(expected);
  weight_left_ -= found->second;
  count = std::min(count, static_cast<std::int64_t>(left));
  const Instant open = calendar_.at(date, calendar_.hours().open) + kMinute * 5;
  for (std::int64_t i = 0; i < count; ++i) {
    // Busiest in the late morning; on the day that is cut short, before the cut.
    const double when = 0.05 + 0.9 * std::min(luck.uniform(), 0.35 + 0.65 * luck.uniform());
    const Instant end = std::min(until_, calendar_.at(date, calendar_.hours().close));
    const double span = std::max(0.0, static_cast<double>((end - open).ms()));
    const Instant at = open + DurationMs(static_cast<std::int64_t>(span * when));
    schedule(at, EventKind::kArrival, static_cast<std::int64_t>(luck.weighted(site_weights_)));
  }
}

void World::staff_changes(Date date) {
  Random luck(seed_, kStaffStream, static_cast<std::uint64_t>(date.days()));
  const double hazard = scenario_.attrition_per_year / 300;
  std::vector<std::int64_t> leaving;
  for (const auto& worker : workers_) {
    const bool goes = luck.chance(hazard);
    if (!goes || !worker.present || worker.person.founder || worker.person.job == Job::kManager) continue;
    // The last of his kind at a site is kept.
    const auto& alike = staff(worker.person.site, worker.person.job);
    if (alike.size() < 2 || (worker.person.job == Job::kTechnician && alike.size() < 3)) continue;
    leaving.push_back(worker.person.index);
  }
  for (const std::int64_t index : leaving) {
    const Person gone = person(index);
    leave(index);
    Person next = hire(seed_, static_cast<std::int64_t>(workers_.size()), gone.site, gone.job);
    next.day_off = gone.day_off;
    join(std::move(next));
  }
}

void World::tell_work_time(Date date) {
  if (scenario_.detail == Detail::kOrdersOnly) return;
  Random luck(seed_, kStaffStream, static_cast<std::uint64_t>(date.days()) + 1'000'000);
  for (auto& worker : workers_) {
    const bool absent = luck.chance(kAbsent);
    const auto& one = worker.person;
    if (worker.station == kNobody || date < calendar_.first()) continue;
    const auto found = worker.busy_ms.find(date.days());
    const std::int64_t busy = found == worker.busy_ms.end() ? 0 : found->second / 60000;
    if (found != worker.busy_ms.end()) worker.busy_ms.erase(found);
    if (!worker.present && busy == 0) continue;
    const WorkingTime& time = calendar_.off_on(static_cast<int>(one.day_off));
    const std::int64_t there =
        time.between(calendar_.at(date, 0), calendar_.at(date.plus_days(1), 0)).ms() / 60000;
    if (there == 0 || (absent && busy == 0)) continue;
    WorkTime line;
    line.told_at = now_;
    line.person = one.index;
    line.site = one.site;
    line.day = date;
    line.available_min = there;
    line.productive_min = std::min(there, busy);
    tell(line);
  }
}

void World::book(std::int64_t site, Account account, const char* cost_type, std::int64_t amount) {
  books_[static_cast<std::size_t>(site)].lines[{account, cost_type}] += amount;
}

void World::month_begins(Date first) {
  if (scenario_.detail == Detail::kOrdersOnly) return;
  Random luck(seed_, kMonthStream, static_cast<std::uint64_t>(first.days()));
  // Quotas of those who talk to customers: what was usual, and a tenth more.
  const double monthly =
      static_cast<double>(scenario_.orders) * 30.44 /
      static_cast<double>(std::max<std::int64_t>(30, calendar_.last().days() - calendar_.first().days()));
  const double sales = monthly * 0.07 * 18000 * 1.1;
  std::int64_t clerks = 0;
  for (std::size_t site = 0; site < company_.sites.size(); ++site)
    clerks += static_cast<std::int64_t>(staff(static_cast<std::int64_t>(site), Job::kInfoClerk).size());
  for (std::size_t site = 0; site < company_.sites.size(); ++site) {
    for (const std::int64_t seller : staff(static_cast<std::int64_t>(site), Job::kInfoClerk)) {
      SalesQuota quota;
      quota.told_at = now_;
      quota.id = ++ids_;
      quota.site = static_cast<std::int64_t>(site);
      quota.seller = seller;
      quota.month = Date::of(first.year(), first.month(), 1).value_or(first);
      quota.amount = static_cast<std::int64_t>(sales / static_cast<double>(clerks) * luck.between(0.9, 1.1)) /
                         10000 * 10000 +
                     10000;
      tell(quota);
    }
    // A customer nobody knows comes by, and once a quarter the auditor.
    for (int visit = 0; visit < 2; ++visit) {
      Check one;
      one.id = ++ids_;
      one.site = static_cast<std::int64_t>(site);
      one.kind = visit == 1 && first.month() % 3 == 0 ? CheckKind::kAudit : CheckKind::kMystery;
      one.person = somebody(one.site, Job::kInfoClerk, luck);
      one.checker = company_.people.front().index;
      one.points_max = 100;
      for (int i = 0; i < 100; ++i) one.points_got += luck.chance(0.05) ? 0 : 1;
      one.conforming = one.points_got >= 90;
      one.told_at = calendar_.at(calendar_.next_workday(first.plus_days(4 + visit * 11)), 15 * 60);
      tell(one);
    }
  }
  pulse(first);
}

void World::pulse(Date date) {
  Random luck(seed_, kMonthStream, static_cast<std::uint64_t>(date.days()) + 1'000'000);
  const auto complete = [&](Survey& survey, double score, Date on) {
    survey.id = ++ids_;
    survey.due_at = calendar_.at(on, 9 * 60);
    survey.attempted_at = survey.reached_at = survey.answered_at =
        calendar_.at(calendar_.next_workday(on), 9 * 60 + 30) +
        kMinute * static_cast<std::int64_t>(luck.below(400));
    survey.attempts = 1;
    survey.result = CallResult::kCompleted;
    Hidden hidden;
    hidden.score = score;
    hidden.feeling = score > 1.0    ? Feeling::kVerySatisfied
                     : score > -0.4 ? Feeling::kSatisfied
                     : score > -1   ? Feeling::kNeutral
                                    : Feeling::kDissatisfied;
    hidden.worst = static_cast<Dimension>(luck.below(6));
    answer(survey, hidden, luck, 0);
    survey.suspected_coaching = false;
    survey.told_at = *survey.answered_at;
    tell(survey);
  };
  for (std::int64_t dealer = 0; dealer < kDealers; ++dealer) {
    Survey survey;
    survey.kind = SurveyKind::kDealer;
    survey.dealer = dealer;
    survey.site = dealer % static_cast<std::int64_t>(company_.sites.size());
    survey.clerk = somebody(survey.site, Job::kCallbackClerk, luck);
    if (luck.chance(0.8)) complete(survey, 1.0 + 0.9 * luck.normal(), date.plus_days(9));
  }
  if (date.month() % 3 != 1) return;
  for (const auto& worker : workers_) {
    if (!worker.present || !luck.chance(0.85)) continue;
    // Who has a long line before him is less content.
    double load = 0;
    if (worker.station != kNobody)
      load = static_cast<double>(stations_[static_cast<std::size_t>(worker.station)].line.size());
    Survey survey;
    survey.kind = SurveyKind::kEmployee;
    survey.site = worker.person.site;
    complete(survey, 0.9 - 0.06 * load + 0.9 * luck.normal(), date.plus_days(14));
  }
}

void World::month_ends(Date first, Date next) {
  if (scenario_.detail == Detail::kOrdersOnly) return;
  // Few orders per head: the staff of a small company earns its keep elsewhere, too.
  const double days =
      static_cast<double>(std::max<std::int64_t>(30, calendar_.last().days() - calendar_.first().days()));
  const double per_head =
      static_cast<double>(scenario_.orders) * 30.44 / days / static_cast<double>(company_.people.size());
  const double charged = std::min(1.0, std::pow(per_head / kUsualOrdersPerHead, 1.3));
  const double part = static_cast<double>(next.days() - first.days()) / 30.44 * charged;
  Random luck(seed_, kMonthStream, static_cast<std::uint64_t>(first.days()) + 2'000'000);
  for (const auto& worker : workers_) {
    if (!worker.present) continue;
    const auto wage = static_cast<std::int64_t>(
        static_cast<double>(kMonthlyWages[static_cast<std::size_t>(worker.person.job)]) * part);
    // The bench is direct cost already, by the hour; here stands what it is paid beyond that.
    book(worker.person.site, Account::kExpense, "wages",
         worker.person.job == Job::kTechnician ? wage / 5 : wage / 2);
  }
  for (std::size_t i = 0; i < company_.sites.size(); ++i) {
    const auto site = static_cast<std::int64_t>(i);
    const double people = static_cast<double>(staff(site, Job::kTechnician).size());
    book(site, Account::kExpense, "rent", static_cast<std::int64_t>((400000 + 30000 * people) * part));
    book(site, Account::kExpense, "other",
         static_cast<std::int64_t>((150000 + 20000 * people) * part * luck.between(0.8, 1.2)));
    for (const auto& [key, amount] : books_[i].lines) {
      LedgerLine line;
      line.id = ++ids_;
      line.site = site;
      line.account = key.first;
      line.cost_type = key.second;
      line.booked_at = calendar_.at(next.plus_days(-1), 18 * 60);
      line.told_at = line.booked_at;
      line.amount = amount;
      tell(line);
    }
    books_[i].lines.clear();
  }
}

}  // namespace manyi::simulation
