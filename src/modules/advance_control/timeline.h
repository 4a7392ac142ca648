// The days that a landing forecast looks at, and everybody whose figures are forecast.
// Owns the order of days and scopes that all figures are kept in, and how much of a working day each day is.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time_zone.h"
#include "modules/targets/targets.h"

namespace manyi::org {
class Org;
}
namespace manyi::db {
class ReadTx;
}

namespace manyi::advance_control {

/// "2026-11" as its first day. \errors nullopt when it is no month
std::optional<Date> month_start(const std::string& month);
std::string month_text(Date day);

/// The running period, a month, quarter or year, and the months before it, day by day. Day 0 is the first of the earliest
/// month: figures are learnt by the month, whatever is forecast.
struct Timeline {
  static constexpr int kPastMonths = 13;
  Date first;
  targets::Period period;           // the running one
  std::vector<std::size_t> starts;  // day number of the first of each month before, the last is the period's
  std::size_t days = 0, begun = 0;  // all days; the first of the running period
  std::size_t today = 0;  // number of the day that `as_of` lies in, or `days` when the period is over
  Instant as_of;
  TimeZone zone = TimeZone::utc();

  /// Moment as a number of days since the first began.
  double at(Instant moment) const {
    return static_cast<double>(moment.ms() - zone.instant(first).ms()) / static_cast<double>(kDay.ms());
  }
  static Timeline of(const targets::Period& period, Instant as_of, const TimeZone& zone);
  Date day(std::size_t number) const { return first.plus_days(static_cast<std::int64_t>(number)); }
  std::size_t months() const { return starts.size() - 1; }  // past ones
  std::size_t month_end(std::size_t m) const { return m + 1 < starts.size() ? starts[m + 1] : days; }
  bool over() const { return today >= days; }
  bool is_month() const { return period.kind == targets::PeriodKind::kMonth; }
  /// Of the period, the newest first; those that have not begun are left out.
  std::vector<std::string> months_begun() const;
  /// The last whole months before today, the oldest first; of a longer period its own too. Half-open days.
  std::vector<std::pair<std::size_t, std::size_t>> whole_months(std::size_t most) const;
};

/// Company, sites, units and people, in this order; numbers below are places in `all`.
struct ScopeBook {
  static constexpr int kNone = -1;
  struct One {
    targets::TargetScope scope;
    std::string label;
    int parent = kNone;        // the scope above whose past is drawn upon
    int site = kNone;          // whose calendar counts; kNone: the mean of all
    std::vector<int> members;  // of a unit: people
  };
  std::vector<One> all;
  std::unordered_map<std::string, int> site_of_key, unit_of_key, person_of_key;
  std::vector<std::vector<double>> weights;  // [scope of a site or 0][day]: share of a working day
  std::vector<std::vector<double>> closed;   // [the same][day]: long closures before that day; \unit days
  double done_today = 1;                     // share of today's working time that has passed

  std::size_t size() const { return all.size(); }
  std::optional<int> find(const targets::TargetScope& scope) const;
  const std::vector<double>& weights_of(int scope) const { return weights[row_of(scope)]; }
  /// How much of the time between two moments, counted in days of the timeline, lies in long closures.
  double closed_between(int scope, double from, double to) const;

 private:
  std::size_t row_of(int scope) const {
    const int site = scope == kNone ? kNone : all[static_cast<std::size_t>(scope)].site;
    return site == kNone ? 0 : static_cast<std::size_t>(site);
  }
};

/// Reads who there is now.
ScopeBook read_scopes(db::ReadTx& tx, org::Org& org, TenantId tenant, const Timeline& timeline);

}  // namespace manyi::advance_control
