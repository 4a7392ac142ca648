// When a warning is due, how grave it is, whose it is, and what may happen to it.
// Owns the kinds, the built-in limits, the states, and when sweeps and digests run. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/instant.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "modules/org/org.h"
#include "platform/notify/notify.h"

namespace manyi::alerts {

using notify::Severity;

enum class AlertKind {
  kEndangeredMetric,   // the month will probably end below its target
  kAppointment,        // the window of a visit ends and nobody has set out
  kPromise,            // what the customer was promised comes close
  kTurnaround,         // the customer's clock comes close to its limit
  kPartUnsigned,       // sent days ago, not yet received
  kPartCirculating,    // ordered days ago, not yet sent
  kStockLow,           // less on the shelf than its safety level
  kComplaintUnsolved,  // day 6 of 7
  kComplaintPlan,      // the next working day ends without a plan
  kLateCallback,
  kWorkInProgress,  // Little's law: more in the house than can leave in time
  kControlSignal,   // the process has changed for the worse
  kSilentRecord,    // nobody has touched it for days
};
BOOST_DESCRIBE_ENUM(AlertKind, kEndangeredMetric, kAppointment, kPromise, kTurnaround, kPartUnsigned,
                    kPartCirculating, kStockLow, kComplaintUnsolved, kComplaintPlan, kLateCallback,
                    kWorkInProgress, kControlSignal, kSilentRecord)

enum class Cadence { kThreeHours, kDaily };
BOOST_DESCRIBE_ENUM(Cadence, kThreeHours, kDaily)
enum class LimitUnit { kHours, kDays, kChance, kFactor, kWeeks };
BOOST_DESCRIBE_ENUM(LimitUnit, kHours, kDays, kChance, kFactor, kWeeks)

/// One rule. `limit` warns and `severe_limit` is grave; what they mean is in `meaning_of`.
struct Rule {
  AlertKind kind = AlertKind::kPromise;
  bool enabled = true;
  Cadence cadence = Cadence::kDaily;
  LimitUnit unit = LimitUnit::kHours;
  double limit = 0;
  std::optional<double> severe_limit;
};
std::span<const Rule> default_rules();
const Rule& default_rule(AlertKind kind);
/// Smaller values are graver: hours that are left, a chance. For the others larger ones are.
bool counts_down(AlertKind kind);
/// nullopt: no cause. Reaching a limit counts as beyond it.
std::optional<Severity> severity_of(const Rule& rule, double value);
/// \errors kInvalid /limit, /severe_limit
void check_limits(AlertKind kind, double limit, std::optional<double> severe_limit,
                  const std::string& pointer, std::vector<FieldError>& errors);

// ---- states -------------------------------------------------------------------------------------

enum class AlertState { kRaised, kAcknowledged, kActing, kResolved, kDismissed };
BOOST_DESCRIBE_ENUM(AlertState, kRaised, kAcknowledged, kActing, kResolved, kDismissed)
enum class AlertStep { kAcknowledge, kAct, kResolve, kDismiss, kReassign };
BOOST_DESCRIBE_ENUM(AlertStep, kAcknowledge, kAct, kResolve, kDismiss, kReassign)

bool is_open(AlertState state);
std::vector<AlertStep> allowed_steps(AlertState state);
/// \errors kConflict with the allowed steps
Result<AlertState> decide_step(AlertState state, AlertStep step);

/// What a sweep does with a cause that is known already.
enum class Meeting {
  kKeep,     // open: never raised twice
  kReopen,   // resolved, and the cause is there all the same
  kSilence,  // dismissed: not again in this period
};
Meeting meet(AlertState state);

/// "work_order:0a1b...", "metric:csat_rate@site:0a1b...": what a warning is about, within its kind.
std::string subject_key(const std::string& kind, const std::string& id);

// ---- owners -------------------------------------------------------------------------------------

struct StaffMember {
  EmployeeId id;
  SiteId site;
  std::optional<org::OrgUnitId> unit;
  Role role = Role::kTechnician;
  bool active = true;
  bool absent = false;  // on leave today
};

/// Exactly one owner: the first of `holders` (holder, his deputy) who is there, else the supervisor of the
/// unit, else of the site, else its manager, else any manager, else an administrator. A holder on leave
/// comes before nobody at all.
/// \param leaders supervisors, managers and administrators of the company
std::optional<EmployeeId> resolve_owner(std::span<const StaffMember> holders,
                                        std::span<const StaffMember> leaders, std::optional<SiteId> site,
                                        std::optional<org::OrgUnitId> unit, Role supervisor);

// ---- Little's law -------------------------------------------------------------------------------

/// Expected turnaround of today's intake ÷ target turnaround: work in progress ÷ completions a day ÷ target.
/// nullopt when nothing was completed or nothing is there.
/// \unit days
std::optional<double> load_factor(double in_progress, double completed, double over_days, double target_days);

// ---- when ---------------------------------------------------------------------------------------

struct SweepTimes {
  std::optional<Instant> quick_at;  // the last one
  std::optional<Date> daily_on;
};
struct SweepDue {
  bool quick = false, daily = false;
};
/// Every three hours while some site works; the daily ones from 07:30 on, so that the digest has them.
SweepDue sweep_due(const SweepTimes& last, const TimeZone& zone, Instant now, bool working);
/// From 08:30 on, once a working day.
bool digest_due(std::optional<Date> last, const TimeZone& zone, Instant now, bool workday);

// ---- digest -------------------------------------------------------------------------------------

struct DigestItem {
  std::int64_t alert = 0;
  AlertKind kind = AlertKind::kPromise;
  Severity severity = Severity::kWarning;
  std::string no;
  std::optional<Instant> due_at;
  std::optional<EmployeeId> owner;
};
struct DigestCounts {
  std::int64_t open = 0, overdue = 0, severe = 0, due_today = 0;
};
/// \param end_of_day local midnight
DigestCounts count_digest(std::span<const DigestItem> items, Instant now, Instant end_of_day);
/// Those overdue, the longest first.
std::vector<DigestItem> overdue_of(std::span<const DigestItem> items, Instant now);

}  // namespace manyi::alerts
