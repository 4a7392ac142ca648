// Months, days and working days; sites, units and people.
// Owns which unit counts as one with somebody who leads it.
#include "modules/advance_control/timeline.h"

#include <algorithm>
#include <set>

#include "engines/forecast/landing.h"
#include "modules/org/org.h"
#include "platform/db/db.h"

namespace manyi::advance_control {
namespace {

constexpr std::int64_t kPageSize = 200;

/// Reads every page of a list.
template <class Row, class In, class F> std::vector<Row> whole_list(In in, F&& page) {
  std::vector<Row> all;
  in.limit = kPageSize;
  for (;;) {
    auto found = page(in);
    if (!found) return all;
    for (auto& row : found->items) all.push_back(std::move(row));
    if (!found->next_cursor) return all;
    in.cursor = found->next_cursor;
  }
}

bool leads(const org::Employee& person) {
  return person.role == Role::kManager || person.role == Role::kInfoSupervisor ||
         person.role == Role::kTechSupervisor;
}

}  // namespace

std::optional<Date> month_start(const std::string& month) {
  constexpr std::size_t kLength = 7;
  return month.size() == kLength ? Date::parse(month + "-01") : std::nullopt;
}

std::string month_text(Date day) { return day.text().substr(0, 7); }

Timeline Timeline::of(const targets::Period& period, Instant as_of, const TimeZone& zone) {
  Timeline timeline;
  timeline.period = period;
  timeline.first = period.from.plus_months(-kPastMonths);
  timeline.as_of = as_of;
  timeline.zone = zone;
  for (int m = 0; m <= kPastMonths; ++m)
    timeline.starts.push_back(
        static_cast<std::size_t>(timeline.first.plus_months(m).days() - timeline.first.days()));
  timeline.begun = timeline.starts.back();
  timeline.days = static_cast<std::size_t>(period.to.days() - timeline.first.days());
  // The last moment of a day belongs to it: midnight is the end of the day before.
  const auto now = zone.local_date(as_of - DurationMs(1));
  const auto number = now.days() - timeline.first.days();
  timeline.today =
      static_cast<std::size_t>(std::clamp<std::int64_t>(number, 0, static_cast<std::int64_t>(timeline.days)));
  return timeline;
}

std::vector<std::string> Timeline::months_begun() const {
  std::vector<std::string> months;
  const Date last = day(std::min(today, days - 1));
  for (Date month = *Date::of(last.year(), last.month(), 1); month >= period.from;
       month = month.plus_months(-1))
    months.push_back(month_text(month));
  return months;
}

std::vector<std::pair<std::size_t, std::size_t>> Timeline::whole_months(std::size_t most) const {
  std::vector<std::pair<std::size_t, std::size_t>> months;
  for (Date month = first; month < period.to; month = month.plus_months(1)) {
    const auto from = static_cast<std::size_t>(month.days() - first.days());
    const auto to = static_cast<std::size_t>(month.plus_months(1).days() - first.days());
    if (to <= (is_month() ? begun : today)) months.emplace_back(from, to);
  }
  if (months.size() > most) months.erase(months.begin(), months.end() - static_cast<std::ptrdiff_t>(most));
  return months;
}

std::optional<int> ScopeBook::find(const targets::TargetScope& scope) const {
  const auto in = [&](const std::unordered_map<std::string, int>& keys) {
    const auto at = keys.find(scope.key);
    return at == keys.end() ? std::nullopt : std::optional(at->second);
  };
  switch (scope.kind) {
    case targets::ScopeKind::kCompany: return 0;
    case targets::ScopeKind::kSite: return in(site_of_key);
    case targets::ScopeKind::kUnit: return in(unit_of_key);
    case targets::ScopeKind::kPerson: return in(person_of_key);
  }
  return std::nullopt;
}

double ScopeBook::closed_between(int scope, double from, double to) const {
  const auto& before = closed[row_of(scope)];
  const auto upto = [&](double at) {
    at = std::clamp(at, 0.0, static_cast<double>(before.size() - 1));
    const auto day = std::min(static_cast<std::size_t>(at), before.size() - 2);
    return before[day] + (at - static_cast<double>(day)) * (before[day + 1] - before[day]);
  };
  return to > from ? upto(to) - upto(from) : 0;
}

ScopeBook read_scopes(db::ReadTx& tx, org::Org& org, TenantId tenant, const Timeline& timeline) {
  const Caller system = Caller::system(tenant);
  const auto sites = whole_list<org::Site>(
      org::ListSites{}, [&](const org::ListSites& in) { return org.list_sites(tx, system, in); });
  const auto units = whole_list<org::OrgUnit>(
      org::ListOrgUnits{}, [&](const org::ListOrgUnits& in) { return org.list_units(tx, system, in); });
  auto active = org::ListEmployees{};
  active.state = org::EmployeeState::kActive;
  const auto people = whole_list<org::Employee>(
      active, [&](const org::ListEmployees& in) { return org.list_employees(tx, system, in); });

  ScopeBook book;
  book.all.push_back({});
  for (const auto& site : sites) {
    const int place = static_cast<int>(book.all.size());
    book.site_of_key.emplace(site.id.text(), place);
    book.all.push_back({{targets::ScopeKind::kSite, site.id.text()}, site.name, 0, place, {}});
  }
  const auto place_of_site = [&](SiteId site) {
    const auto at = book.site_of_key.find(site.text());
    return at == book.site_of_key.end() ? ScopeBook::kNone : at->second;
  };
  // A unit has its own people and those of the units below it.
  std::map<org::OrgUnitId, std::optional<org::OrgUnitId>> above;
  for (const auto& unit : units) above.emplace(unit.id, unit.parent_id);
  std::set<org::OrgUnitId> led;
  for (const auto& person : people)
    if (person.org_unit_id && leads(person)) led.insert(*person.org_unit_id);
  for (const auto& unit : units) {
    if (unit.kind == org::UnitKind::kCompany || !led.contains(unit.id)) continue;
    const int site = unit.site_id ? place_of_site(*unit.site_id) : ScopeBook::kNone;
    book.unit_of_key.emplace(unit.id.text(), static_cast<int>(book.all.size()));
    book.all.push_back({{targets::ScopeKind::kUnit, unit.id.text()},
                        unit.name,
                        site == ScopeBook::kNone ? 0 : site,
                        site,
                        {}});
  }
  for (const auto& person : people) {
    const int place = static_cast<int>(book.all.size()), site = place_of_site(person.site_id);
    book.person_of_key.emplace(person.id.text(), place);
    book.all.push_back({{targets::ScopeKind::kPerson, person.id.text()},
                        person.name,
                        site == ScopeBook::kNone ? 0 : site,
                        site,
                        {}});
    auto unit = person.org_unit_id;
    for (int depth = 0; unit && depth < 20; ++depth) {
      if (const auto at = book.unit_of_key.find(unit->text()); at != book.unit_of_key.end())
        book.all[static_cast<std::size_t>(at->second)].members.push_back(place);
      const auto parent = above.find(*unit);
      unit = parent == above.end() ? std::nullopt : parent->second;
    }
  }

  book.weights.assign(sites.size() + 1, std::vector<double>(timeline.days, 0.0));
  double done = 0;
  for (std::size_t s = 0; s < sites.size(); ++s) {
    const auto hours = org.work_calendar(tx, tenant, sites[s].id);
    for (std::size_t d = 0; d < timeline.days; ++d) {
      const double weight = hours->is_workday(timeline.day(d)) ? 1 : 0;
      book.weights[s + 1][d] = weight;
      book.weights[0][d] += weight / static_cast<double>(sites.size());
    }
    const Date today = hours->zone().local_date(timeline.as_of - DurationMs(1));
    const Instant morning = hours->zone().instant(today);
    const Instant night = hours->zone().instant(today.plus_days(1));
    const auto all = hours->between(morning, night), passed = hours->between(morning, timeline.as_of);
    done += all.ms() > 0 ? static_cast<double>(passed.ms()) / static_cast<double>(all.ms()) : 1;
  }
  if (!sites.empty()) book.done_today = done / static_cast<double>(sites.size());
  if (sites.empty()) book.weights[0].assign(timeline.days, 1.0);
  for (const auto& weights : book.weights) {
    auto& closed = book.closed.emplace_back(1, 0.0);
    for (const bool shut : forecast::long_closures(weights)) closed.push_back(closed.back() + (shut ? 1 : 0));
  }
  return book;
}

}  // namespace manyi::advance_control
