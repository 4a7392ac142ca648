// The rows of alerts.
// Owns the SQL on tables alerts_*.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "modules/alerts/alerts.h"
#include "platform/auth/caller.h"
#include "platform/db/db.h"

namespace manyi::alerts::store {

struct AlertRow {
  TenantId tenant_id;
  AlertId id;
  AlertKind kind = AlertKind::kPromise;
  std::string subject, subject_kind, subject_id, period;
  Severity severity = Severity::kWarning;
  AlertState state = AlertState::kRaised;
  std::optional<SiteId> site_id;
  std::optional<EmployeeId> owner_id;
  std::optional<Instant> due_at;
  double value = 0, threshold = 0;
  RawJson params;
  std::string links = "[]";  // JSON of Link
  std::string note;
  std::int64_t raised = 1;
  bool cause_gone = false;
  Instant raised_at;
  std::optional<Instant> acknowledged_at, acting_at, settled_at, announced_at;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(AlertRow, (),
                      (tenant_id, id, kind, subject, subject_kind, subject_id, period, severity, state,
                       site_id, owner_id, due_at, value, threshold, params, links, note, raised, cause_gone,
                       raised_at, acknowledged_at, acting_at, settled_at, announced_at, updated_at,
                       updated_by, version))

struct RuleRow {
  TenantId tenant_id;
  AlertKind kind = AlertKind::kPromise;
  bool enabled = true;
  double warns_at = 0;
  std::optional<double> severe_at;
  Instant updated_at;
  UserId updated_by;
};
BOOST_DESCRIBE_STRUCT(RuleRow, (), (tenant_id, kind, enabled, warns_at, severe_at, updated_at, updated_by))

struct MentionRow {
  TenantId tenant_id;
  EmployeeId employee_id;
  std::string wecom_user, dingtalk_user, feishu_user;
};
BOOST_DESCRIBE_STRUCT(MentionRow, (), (tenant_id, employee_id, wecom_user, dingtalk_user, feishu_user))

struct SweepRow {
  std::optional<Instant> quick_at;
  std::optional<Date> daily_on;
};
BOOST_DESCRIBE_STRUCT(SweepRow, (), (quick_at, daily_on))

struct AlertFilter {
  std::vector<AlertState> states;
  std::optional<bool> open;
  std::optional<EmployeeId> owner;
  std::vector<Severity> severities;
  std::vector<AlertKind> kinds;
  std::optional<SiteId> site;
  std::int64_t before = 0, limit = 50;
};

std::optional<AlertRow> find(db::ReadTx&, const Caller&, AlertId);
std::optional<AlertRow> find_by_cause(db::ReadTx&, TenantId, AlertKind, const std::string& subject,
                                      const std::string& period);
Result<void> insert(db::Tx&, const AlertRow&);
Result<void> update(db::Tx&, const AlertRow&);
/// Those in the caller's reach, newest first.
std::vector<AlertRow> list(db::ReadTx&, const Caller&, const AlertFilter&);
/// Open ones of a subject in the caller's reach.
std::vector<AlertRow> open_about(db::ReadTx&, const Caller&, const std::string& subject);
/// All open ones of the tenant; of one kind when named.
std::vector<AlertRow> open_ones(db::ReadTx&, TenantId, std::optional<AlertKind>);

struct CountRow {
  AlertKind kind = AlertKind::kPromise;
  Severity severity = Severity::kWarning;
  std::int64_t count = 0, overdue = 0, mine = 0, mine_overdue = 0;
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (kind, severity, count, overdue, mine, mine_overdue))
std::vector<CountRow> count_open(db::ReadTx&, const Caller&, Instant now);

std::optional<RuleRow> rule(db::ReadTx&, TenantId, AlertKind);
Result<void> put(db::Tx&, const RuleRow&);

std::vector<MentionRow> mentions(db::ReadTx&, TenantId);
Result<void> put(db::Tx&, const MentionRow&);

SweepRow sweeps(db::ReadTx&, TenantId);
Result<void> put_sweeps(db::Tx&, TenantId, const SweepRow&);
/// Site 0: the company.
std::optional<Date> digest_sent(db::ReadTx&, TenantId, SiteId);
Result<void> put_digest(db::Tx&, TenantId, SiteId, Date day);

}  // namespace manyi::alerts::store
