// Warnings before the limit: each with one owner, an action, and an end.
// Owns the façade of alerts, its types, and the ports for what no façade below tells.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/alerts/rules.h"
#include "platform/http/page.h"

namespace manyi {
struct Module;
}
namespace manyi::complaints {
class Complaints;
}
namespace manyi::journal {
class Events;
}
namespace manyi::parts {
class Parts;
}
namespace manyi::performance {
class Performance;
}
namespace manyi::workorders {
class WorkOrders;
}

namespace manyi::alerts {

namespace store {
struct AlertRow;
}
struct Cause;  // causes.h
class Staff;   // staff.h

struct AlertTag;
using AlertId = Id<AlertTag>;

/// A record that the warning is about or that belongs to it.
struct Link {
  std::string kind;  // "work_order", "complaint", "part_request", "metric"
  std::string id;    // of the record, or the metric's code
  std::string no;
};
BOOST_DESCRIBE_STRUCT(Link, (), (kind, id, no))

/// `text_key` and `params` are put into words by the screen, `action` is the key of what to do.
struct Alert {
  AlertId id;
  AlertKind kind = AlertKind::kPromise;
  Severity severity = Severity::kWarning;
  AlertState state = AlertState::kRaised;
  std::string subject_kind, subject_id, period;
  std::optional<SiteId> site_id;
  std::string site_name;
  std::optional<EmployeeId> owner_id;
  std::string owner_name;
  std::optional<Instant> due_at;
  bool overdue = false;
  double value = 0, limit = 0;
  std::string text_key, action;
  RawJson params;
  std::vector<Link> links;
  std::string note;         // what is done about it, or why it was dismissed
  std::int64_t raised = 1;  // how often
  bool cause_gone = false;  // resolved by itself
  Instant raised_at;
  std::optional<Instant> acknowledged_at, acting_at, settled_at;
  std::vector<AlertStep> allowed;
  Instant updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Alert, (),
                      (id, kind, severity, state, subject_kind, subject_id, period, site_id, site_name,
                       owner_id, owner_name, due_at, overdue, value, limit, text_key, action, params, links,
                       note, raised, cause_gone, raised_at, acknowledged_at, acting_at, settled_at, allowed,
                       updated_at, version))

enum class AlertOwner { kMe };
BOOST_DESCRIBE_ENUM(AlertOwner, kMe)

struct ListAlerts {
  std::vector<AlertState> state;
  std::optional<bool> open;
  std::optional<AlertOwner> owner;
  std::optional<EmployeeId> owner_id;
  std::vector<Severity> severity;
  std::vector<AlertKind> kind;
  std::optional<SiteId> site_id;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListAlerts, (), (state, open, owner, owner_id, severity, kind, site_id, cursor, limit))

struct OneAlert {
  AlertId id;
};
BOOST_DESCRIBE_STRUCT(OneAlert, (), (id))

struct StepAlert {
  AlertId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(StepAlert, (), (id, if_match, note))
std::span<const FieldRule> field_rules(const StepAlert*);
struct DismissAlert : StepAlert {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DismissAlert, (StepAlert), (reason))
std::span<const FieldRule> field_rules(const DismissAlert*);
struct ReassignAlert : StepAlert {
  EmployeeId owner_id;
};
BOOST_DESCRIBE_STRUCT(ReassignAlert, (StepAlert), (owner_id))
std::span<const FieldRule> field_rules(const ReassignAlert*);

struct KindCount {
  AlertKind kind = AlertKind::kPromise;
  std::int64_t count = 0, severe = 0;
};
BOOST_DESCRIBE_STRUCT(KindCount, (), (kind, count, severe))
/// For the bell: what is open in the caller's reach.
struct AlertSummary {
  std::int64_t open = 0, severe = 0, overdue = 0;
  std::int64_t mine = 0, mine_severe = 0, mine_overdue = 0;
  std::int64_t unread_notifications = 0;
  std::vector<KindCount> kinds;
};
BOOST_DESCRIBE_STRUCT(AlertSummary, (),
                      (open, severe, overdue, mine, mine_severe, mine_overdue, unread_notifications, kinds))

struct AlertRule {
  AlertKind kind = AlertKind::kPromise;
  bool enabled = true;
  Cadence cadence = Cadence::kDaily;
  LimitUnit unit = LimitUnit::kHours;
  double limit = 0;
  std::optional<double> severe_limit;
  double default_limit = 0;
  std::optional<double> default_severe_limit;
};
BOOST_DESCRIBE_STRUCT(AlertRule, (),
                      (kind, enabled, cadence, unit, limit, severe_limit, default_limit,
                       default_severe_limit))
/// What is not told stays as it is.
struct ChangeAlertRule {
  AlertKind kind = AlertKind::kPromise;
  std::optional<bool> enabled;
  std::optional<double> limit, severe_limit;
};
BOOST_DESCRIBE_STRUCT(ChangeAlertRule, (), (kind, enabled, limit, severe_limit))
struct ChangeAlertRules {
  std::vector<ChangeAlertRule> items;
};
BOOST_DESCRIBE_STRUCT(ChangeAlertRules, (), (items))
std::span<const FieldRule> field_rules(const ChangeAlertRules*);

/// By which id each bot knows an employee; never a phone number.
struct Mention {
  EmployeeId employee_id;
  std::string employee_name;
  std::string wecom_user, dingtalk_user, feishu_user;
};
BOOST_DESCRIBE_STRUCT(Mention, (), (employee_id, employee_name, wecom_user, dingtalk_user, feishu_user))
struct SetMention {
  EmployeeId employee_id;
  std::optional<std::string> wecom_user, dingtalk_user, feishu_user;
};
BOOST_DESCRIBE_STRUCT(SetMention, (), (employee_id, wecom_user, dingtalk_user, feishu_user))
std::span<const FieldRule> field_rules(const SetMention*);

enum class SweepScope { kQuick, kDaily, kAll };
BOOST_DESCRIBE_ENUM(SweepScope, kQuick, kDaily, kAll)
struct SweepReport {
  SweepScope scope = SweepScope::kAll;
  std::int64_t raised = 0, kept = 0, resolved = 0;
  std::int64_t held_back = 0;         // more than a sweep may raise of one kind: the next one
  std::vector<AlertKind> unanswered;  // their figures were not at hand; nothing of them was resolved
};
BOOST_DESCRIBE_STRUCT(SweepReport, (), (scope, raised, kept, resolved, held_back, unanswered))

// ---- ports --------------------------------------------------------------------------------------

/// As advance_control tells it.
struct EndangeredMetric {
  std::string metric;
  std::string scope;  // "company", "site", "unit", "person"
  std::string scope_key;
  std::string month;  // "2026-11"
  double chance = 0, expected = 0, target = 0;
  std::optional<double> left;  // 还能错几个
  std::string owner_role;
  std::int64_t deciding_cases = 0;
};
struct LateCallback {
  std::int64_t id = 0;
  std::string no;  // of its order
  SiteId site;
  std::optional<EmployeeId> clerk;
  std::optional<std::int64_t> work_order;
  Instant due_at;
};
struct LowStock {
  std::string part_no;
  SiteId site;
  std::int64_t on_hand = 0, safety = 0;
  std::optional<Instant> next_arrival;
};
/// A control chart of weeks over [from, to).
struct ControlQuestion {
  std::string metric, from, to;      // dates
  std::optional<std::string> where;  // condition of a site
};
/// A rule that the newest complete point breaks.
struct ControlSignal {
  enum class Shift { kUp, kDown, kEither };
  std::string rule, period;  // "nelson1"; label of the point
  Shift shift = Shift::kEither;
  double value = 0;
  std::optional<double> centre;
  bool beyond_limits = false;  // one point says it all; else a run of them
};
/// A kind whose port is not set is not swept and not shown among the rules.
struct Ports {
  std::function<std::vector<TenantId>(db::ReadTx&)> tenants;
  std::function<TimeZone(db::ReadTx&, TenantId)> default_zone;
  /// The user whose notifications an employee reads.
  std::function<std::optional<UserId>(db::ReadTx&, TenantId, EmployeeId)> user_of;
  /// On leave that day; nobody is when not set.
  std::function<bool(db::ReadTx&, TenantId, EmployeeId, Date)> absent = {};
  /// Figures whose chance of the target is at most `below`.
  std::function<std::vector<EndangeredMetric>(db::ReadTx&, TenantId, const std::string& month, double below)>
      endangered = {};
  /// Callbacks due in [from, to) and still open.
  std::function<std::vector<LateCallback>(db::ReadTx&, TenantId, Instant from, Instant to)> late_callbacks =
      {};
  std::function<std::vector<LowStock>(db::ReadTx&, TenantId)> low_stock = {};
  /// None while too few points set the limits. \errors kUnavailable while figures are loaded
  std::function<Result<std::vector<ControlSignal>>(db::ReadTx&, TenantId, const ControlQuestion&)>
      control_signals = {};
};

// ---- façade -------------------------------------------------------------------------------------

/// Thread-safe. Calls with a transaction take part in it; permissions are checked by the routes. Who is on
/// his own sees what he owns, others what is in their scope; out of it answers kNotFound.
class Alerts {
 public:
  struct Needs {
    db::Database& database;
    journal::Events& events;
    org::Org& org;
    workorders::WorkOrders& orders;
    complaints::Complaints& complaints;
    parts::Parts& parts;
    notify::Notify& notify;
    performance::Performance* performance = nullptr;  // null: no figures are watched
  };
  Alerts(Needs needs, Ports ports) : needs_(needs), ports_(std::move(ports)) {}

  /// acknowledge, act, resolve. \errors kNotFound; kStale; kConflict with the allowed steps
  Result<Alert> move(db::Tx&, const Caller&, AlertStep, const StepAlert&);
  /// Not raised again for the same cause in the same period.
  Result<Alert> dismiss(db::Tx&, const Caller&, const DismissAlert&);
  /// Gives it to somebody else, who is told. \errors kForbidden to who sees only his own; kInvalid /owner_id
  Result<Alert> reassign(db::Tx&, const Caller&, const ReassignAlert&);

  Result<Alert> get(db::ReadTx&, const Caller&, AlertId);
  Result<Page<Alert>> list(db::ReadTx&, const Caller&, const ListAlerts&);
  /// The open ones about a record or a figure ("csat_rate@site:0abc") that are in the caller's reach.
  std::vector<Alert> open_about(db::ReadTx&, const Caller&, const std::string& kind, const std::string& id);
  AlertSummary summary(db::ReadTx&, const Caller&);

  std::vector<AlertRule> rules(db::ReadTx&, TenantId);
  /// \errors kInvalid /items/N/limit, /items/N/severe_limit, /items/N/kind (no data for that kind)
  Result<std::vector<AlertRule>> change_rules(db::Tx&, const Caller&, const ChangeAlertRules&);

  std::vector<Mention> mentions(db::ReadTx&, TenantId);
  /// \errors kInvalid /employee_id
  Result<Mention> set_mention(db::Tx&, const Caller&, const SetMention&);

  /// Looks for causes and raises, keeps and resolves what follows. Reads first and writes in small parts; not
  /// to be called in a lane. \errors kUnavailable
  Result<SweepReport> sweep(TenantId, SweepScope);
  /// Notes in the journal who asked for a sweep.
  Result<SweepReport> record_sweep(db::Tx&, const Caller&, const SweepReport&);
  /// Sends the digests of that site's day: to each owner, and one message per channel. With no site: to the
  /// channels of the company. \return messages queued and owners told
  Result<std::int64_t> send_digest(TenantId, std::optional<SiteId>);
  /// What is due now, for all companies; called every minute.
  Result<void> tick();

 private:
  struct Found;
  Result<store::AlertRow> load(db::ReadTx&, const Caller&, AlertId,
                               const std::optional<std::int64_t>& if_match = {});
  std::vector<Alert> present(db::ReadTx&, const Caller&, const std::vector<store::AlertRow>&);
  template <class Change>
  Result<Alert> step(db::Tx&, const Caller&, AlertStep, const StepAlert&, Change change);
  bool has_data(AlertKind) const;
  Rule rule_in_force(db::ReadTx&, TenantId, AlertKind);
  Found find(TenantId, const Rule&, Instant now);
  Result<void> take(db::Tx&, TenantId, Staff&, const Cause&, SweepReport&);
  Result<void> raise(db::Tx&, TenantId, Staff&, const Cause&);
  Result<void> raise_again(db::Tx&, Staff&, const Cause&, store::AlertRow);
  Result<void> keep(db::Tx&, Staff&, const Cause&, store::AlertRow);
  Result<void> take_all(TenantId, const Found&, SweepReport&);
  Result<void> settle_gone(db::Tx&, store::AlertRow, SweepReport&);
  Result<void> tell_owner(db::Tx&, const store::AlertRow&);
  Result<void> publish_raised(db::Tx&, const store::AlertRow&);
  /// One message per channel about all severe ones that it has not heard of.
  Result<void> announce(TenantId);
  Result<void> tick(TenantId);
  TimeZone zone_of(db::ReadTx&, TenantId, std::optional<SiteId>);

  Needs needs_;
  Ports ports_;
  std::mutex mutex_;
  std::set<TenantId> started_;  // swept since the program began
};

/// Tables, routes and jobs; `alerts` must outlive what is made of it.
Module make_module(Alerts& alerts);

}  // namespace manyi::alerts
