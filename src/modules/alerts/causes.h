// What a sweep finds: causes of warnings in the records and figures of other modules.
// Owns the shape of a cause and the list of detectors.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "modules/alerts/alerts.h"
#include "platform/db/db.h"

namespace manyi::alerts {

struct Cause {
  AlertKind kind = AlertKind::kPromise;
  std::string subject_kind, subject_id;  // "work_order" and its id; "metric" and "csat_rate@site:0a1b"
  std::string period;                    // within it the cause is one and the same
  Severity severity = Severity::kWarning;
  std::optional<SiteId> site;
  std::vector<EmployeeId> holders;  // whose it is, then who stands in for him
  Role supervisor = Role::kTechSupervisor;
  std::optional<org::OrgUnitId> unit;
  std::optional<Instant> due_at;
  double value = 0, limit = 0;
  std::map<std::string, std::string> params;
  std::vector<Link> links;
  bool fresh = true;  // near enough to be raised; an older cause only keeps what was raised
  std::string subject() const { return subject_key(subject_kind, subject_id); }
};

struct Causes {
  std::vector<Cause> items;
  bool answered = true;  // false: the figures are not at hand now
};

/// What a detector looks at. `known` are the subject ids of what is open already: these are looked at
/// however old they are, so that what was raised ends when its cause ends and not before.
struct Look {
  db::ReadTx& tx;
  TenantId tenant;
  Instant now;
  const Rule& rule;
  std::set<std::string> known;
  TimeZone zone;
};

Causes find_appointments(const Look&, workorders::WorkOrders&);
Causes find_promises(const Look&, workorders::WorkOrders&);
Causes find_turnarounds(const Look&, workorders::WorkOrders&);
Causes find_silent_records(const Look&, workorders::WorkOrders&);
Causes find_parts_on_their_way(const Look&, parts::Parts&);
Causes find_complaints(const Look&, complaints::Complaints&);
Causes find_late_callbacks(const Look&, const Ports&);
Causes find_low_stock(const Look&, const Ports&);
Causes find_endangered(const Look&, const Ports&);
Causes find_control_signals(const Look&, const Ports&, performance::Performance&, org::Org&);
Causes find_work_in_progress(const Look&, performance::Performance&, workorders::WorkOrders&, org::Org&);

/// Whoever answers for the company's figure and for its sites' is warned of it once, of the widest scope; how many more
/// of his are endangered is told with it. \pre causes of endangered metrics, an owner each
void keep_widest(std::vector<Cause>& causes, const std::vector<std::optional<EmployeeId>>& owners);

/// What to do about it: the key of the action a screen offers.
std::string action_of(AlertKind kind);
/// From a code such as "tech_supervisor"; the supervisor of the desk for what is nobody's trade.
Role supervisor_of(const std::string& owner_role);

}  // namespace manyi::alerts
