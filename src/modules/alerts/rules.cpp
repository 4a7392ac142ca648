// Limits, states, owners and times of warnings.
// Owns the table of built-in rules; knows no SQL, no JSON and no clock.
#include "modules/alerts/rules.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace manyi::alerts {
namespace {

using K = AlertKind;

// domain.md 2.2: appointment, on-time and turnaround every three hours, the rest daily. Hours are those left.
const std::array<Rule, 13> kRules = {{
    {K::kEndangeredMetric, true, Cadence::kDaily, LimitUnit::kChance, 0.7, 0.3},
    {K::kAppointment, true, Cadence::kThreeHours, LimitUnit::kHours, 3, 0},
    {K::kPromise, true, Cadence::kThreeHours, LimitUnit::kHours, 4, 0},
    {K::kTurnaround, true, Cadence::kThreeHours, LimitUnit::kHours, 12, 0},
    {K::kPartUnsigned, true, Cadence::kDaily, LimitUnit::kDays, 3, 7.0},
    {K::kPartCirculating, true, Cadence::kDaily, LimitUnit::kDays, 3, 7.0},
    {K::kStockLow, true, Cadence::kDaily, LimitUnit::kFactor, 1, 0.0},
    {K::kComplaintUnsolved, true, Cadence::kDaily, LimitUnit::kHours, 48, 24.0},
    {K::kComplaintPlan, true, Cadence::kThreeHours, LimitUnit::kHours, 10, 0},
    {K::kLateCallback, true, Cadence::kDaily, LimitUnit::kHours, 0, -48.0},
    {K::kWorkInProgress, true, Cadence::kDaily, LimitUnit::kFactor, 1, 1.5},
    {K::kControlSignal, true, Cadence::kDaily, LimitUnit::kWeeks, 26, std::nullopt},
    {K::kSilentRecord, true, Cadence::kDaily, LimitUnit::kDays, 3, 7.0},
}};

struct Step {
  AlertStep step;
  AlertState from, to;
};
using S = AlertState;
using T = AlertStep;
// A new owner has not seen it yet: reassigning begins anew.
constexpr Step kSteps[] = {
    {T::kAcknowledge, S::kRaised, S::kAcknowledged}, {T::kAct, S::kRaised, S::kActing},
    {T::kAct, S::kAcknowledged, S::kActing},         {T::kResolve, S::kRaised, S::kResolved},
    {T::kResolve, S::kAcknowledged, S::kResolved},   {T::kResolve, S::kActing, S::kResolved},
    {T::kDismiss, S::kRaised, S::kDismissed},        {T::kDismiss, S::kAcknowledged, S::kDismissed},
    {T::kDismiss, S::kActing, S::kDismissed},        {T::kReassign, S::kRaised, S::kRaised},
    {T::kReassign, S::kAcknowledged, S::kRaised},    {T::kReassign, S::kActing, S::kRaised},
};

constexpr DurationMs kQuickEvery = kHour * 3;
constexpr int kDailyFrom = 7 * 60 + 30;
constexpr int kDigestFrom = 8 * 60 + 30;

}  // namespace

std::span<const Rule> default_rules() { return kRules; }

const Rule& default_rule(AlertKind kind) {
  return *std::ranges::find(kRules, kind, [](const Rule& rule) { return rule.kind; });
}

bool counts_down(AlertKind kind) {
  switch (kind) {
    case K::kEndangeredMetric:
    case K::kAppointment:
    case K::kPromise:
    case K::kTurnaround:
    case K::kStockLow:
    case K::kComplaintUnsolved:
    case K::kComplaintPlan:
    case K::kLateCallback: return true;
    default: return false;
  }
}

std::optional<Severity> severity_of(const Rule& rule, double value) {
  const auto beyond = [&](double limit) { return counts_down(rule.kind) ? value <= limit : value >= limit; };
  if (rule.severe_limit && beyond(*rule.severe_limit)) return Severity::kSevere;
  if (beyond(rule.limit)) return Severity::kWarning;
  return std::nullopt;
}

void check_limits(AlertKind kind, double limit, std::optional<double> severe_limit,
                  const std::string& pointer, std::vector<FieldError>& errors) {
  const Rule& built_in = default_rule(kind);
  const bool chance = built_in.unit == LimitUnit::kChance;
  const bool may_be_negative = built_in.unit == LimitUnit::kHours;
  const auto check = [&](double value, const char* field) {
    if (!std::isfinite(value) || std::abs(value) > 10'000 || (!may_be_negative && value < 0) ||
        (chance && value > 1))
      errors.push_back({pointer + field, "out_of_range",
                        chance ? "A chance is between 0 and 1." : "This limit makes no sense."});
  };
  check(limit, "/limit");
  if (kind == K::kControlSignal && (limit < 8 || limit > 104))
    errors.push_back({pointer + "/limit", "out_of_range", "A chart looks at 8 to 104 weeks."});
  if (!severe_limit) return;
  check(*severe_limit, "/severe_limit");
  if (counts_down(kind) ? *severe_limit > limit : *severe_limit < limit)
    errors.push_back({pointer + "/severe_limit", "order", "What is severe lies beyond what warns."});
}

bool is_open(AlertState state) { return state != S::kResolved && state != S::kDismissed; }

std::vector<AlertStep> allowed_steps(AlertState state) {
  std::vector<AlertStep> steps;
  for (const Step& row : kSteps)
    if (row.from == state) steps.push_back(row.step);
  std::ranges::sort(steps);
  return steps;
}

Result<AlertState> decide_step(AlertState state, AlertStep step) {
  for (const Step& row : kSteps)
    if (row.from == state && row.step == step) return row.to;
  std::vector<std::string> allowed;
  for (const AlertStep possible : allowed_steps(state)) allowed.push_back(enum_name(possible));
  return conflict("alert.state", "The warning is " + enum_name(state) + ".", std::move(allowed));
}

Meeting meet(AlertState state) {
  if (is_open(state)) return Meeting::kKeep;
  return state == S::kResolved ? Meeting::kReopen : Meeting::kSilence;
}

std::string subject_key(const std::string& kind, const std::string& id) { return kind + ":" + id; }

std::optional<EmployeeId> resolve_owner(std::span<const StaffMember> holders,
                                        std::span<const StaffMember> leaders, std::optional<SiteId> site,
                                        std::optional<org::OrgUnitId> unit, Role supervisor) {
  const auto there = [](const StaffMember& member) { return member.active && !member.absent; };
  for (const StaffMember& holder : holders)
    if (there(holder)) return holder.id;
  const auto first = [&](const auto& fits) -> std::optional<EmployeeId> {
    for (const StaffMember& leader : leaders)
      if (there(leader) && fits(leader)) return leader.id;
    return std::nullopt;
  };
  const auto at_site = [&](const StaffMember& leader) { return site && leader.site == *site; };
  if (const auto found = first([&](const StaffMember& leader) {
        return leader.role == supervisor && unit && leader.unit == unit;
      }))
    return found;
  if (const auto found =
          first([&](const StaffMember& leader) { return leader.role == supervisor && at_site(leader); }))
    return found;
  if (const auto found =
          first([&](const StaffMember& leader) { return leader.role == Role::kManager && at_site(leader); }))
    return found;
  if (const auto found = first([](const StaffMember& leader) { return leader.role == Role::kManager; }))
    return found;
  // No manager is on the staff: whoever leads at the place, then whoever leads at all.
  if (const auto found = first(at_site)) return found;
  if (const auto found = first([](const StaffMember&) { return true; })) return found;
  for (const auto people : {holders, leaders})
    for (const StaffMember& member : people)
      if (member.active) return member.id;
  return std::nullopt;
}

std::optional<double> load_factor(double in_progress, double completed, double over_days,
                                  double target_days) {
  if (in_progress <= 0 || completed <= 0 || over_days <= 0 || target_days <= 0) return std::nullopt;
  return in_progress / (completed / over_days) / target_days;
}

SweepDue sweep_due(const SweepTimes& last, const TimeZone& zone, Instant now, bool working) {
  SweepDue due;
  due.quick = working && (!last.quick_at || now - *last.quick_at >= kQuickEvery);
  const LocalTime local = zone.local(now);
  due.daily = local.minute_of_day >= kDailyFrom && (!last.daily_on || *last.daily_on < local.date);
  return due;
}

bool digest_due(std::optional<Date> last, const TimeZone& zone, Instant now, bool workday) {
  const LocalTime local = zone.local(now);
  return workday && local.minute_of_day >= kDigestFrom && (!last || *last < local.date);
}

DigestCounts count_digest(std::span<const DigestItem> items, Instant now, Instant end_of_day) {
  DigestCounts counts;
  for (const DigestItem& item : items) {
    ++counts.open;
    if (item.severity == Severity::kSevere) ++counts.severe;
    if (!item.due_at) continue;
    if (*item.due_at < now)
      ++counts.overdue;
    else if (*item.due_at < end_of_day)
      ++counts.due_today;
  }
  return counts;
}

std::vector<DigestItem> overdue_of(std::span<const DigestItem> items, Instant now) {
  std::vector<DigestItem> late;
  std::ranges::copy_if(items, std::back_inserter(late),
                       [now](const DigestItem& item) { return item.due_at && *item.due_at < now; });
  std::ranges::stable_sort(late, {}, [](const DigestItem& item) { return *item.due_at; });
  return late;
}

}  // namespace manyi::alerts
