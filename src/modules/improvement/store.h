// The rows of findings, causes, actions, effect checks and links.
// Owns the SQL on those tables; review_store.h has the reviews.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "modules/improvement/improvement.h"
#include "platform/db/db.h"

namespace manyi::improvement::store {

struct StoredFinding {
  TenantId tenant_id;
  FindingId id;
  std::string no, title, description;
  SourceKind source_kind = SourceKind::kIdea;
  std::optional<std::string> source_id, metric;
  std::optional<ScopeKind> scope;
  std::string scope_key;
  std::optional<std::string> month;
  Severity severity = Severity::kMajor;
  FindingState state = FindingState::kOpen;
  std::optional<FindingOutcome> outcome;
  std::string root_cause, close_reason;
  std::optional<SiteId> site_id;
  EmployeeId owner_id;
  std::optional<EmployeeId> raised_by;
  Date found_on;
  std::optional<Instant> closed_at;
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(StoredFinding, (),
                      (tenant_id, id, no, title, description, source_kind, source_id, metric, scope,
                       scope_key, month, severity, state, outcome, root_cause, close_reason, site_id,
                       owner_id, raised_by, found_on, closed_at, created_at, created_by, updated_at,
                       updated_by, version))

struct StoredCause {
  TenantId tenant_id;
  CauseId id;
  FindingId finding_id;
  CauseMethod method = CauseMethod::kFiveWhys;
  std::int64_t position = 1;
  std::string text;
  bool is_primary = false;
  std::string dimension, dimension_key;
  double cases = 0, share = 0;
};
BOOST_DESCRIBE_STRUCT(StoredCause, (),
                      (tenant_id, id, finding_id, method, position, text, is_primary, dimension,
                       dimension_key, cases, share))

struct StoredAction {
  TenantId tenant_id;
  ActionId id;
  std::string no;
  std::optional<FindingId> finding_id;
  ActionKind kind = ActionKind::kImprovement;
  ActionState state = ActionState::kOpen;
  std::string title, plan, result, cancel_reason;
  std::optional<SiteId> site_id;
  EmployeeId owner_id;
  std::optional<EmployeeId> raised_by, coached_id;
  std::optional<Instant> acknowledged_at;
  std::string acknowledgement;
  std::optional<std::string> metric;
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key;
  std::optional<double> expected_change;
  std::optional<Date> due_on, started_on, done_on;
  std::optional<double> baseline_value;
  std::optional<std::int64_t> baseline_n;
  std::optional<Date> baseline_from, baseline_to;
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(StoredAction, (),
                      (tenant_id, id, no, finding_id, kind, state, title, plan, result, cancel_reason,
                       site_id, owner_id, raised_by, coached_id, acknowledged_at, acknowledgement, metric,
                       scope, scope_key, expected_change, due_on, started_on, done_on, baseline_value,
                       baseline_n, baseline_from, baseline_to, created_at, created_by, updated_at, updated_by,
                       version))

struct StoredCheck {
  TenantId tenant_id;
  EffectCheckId id;
  ActionId action_id;
  std::int64_t after_days = 30;
  Date before_from, before_to, after_from, after_to, due_on;
  bool has_metric = false;
  CheckState state = CheckState::kWaiting;
  std::optional<forecast::EffectVerdict> verdict;
  std::optional<double> observed, expected, change, low, high, p_value;
  std::int64_t before_records = 0, after_records = 0;
  std::string method;
  std::optional<Instant> measured_at;
  std::optional<EffectDecision> decision;
  std::string reason;
  std::optional<UserId> signed_by;
  std::optional<Instant> signed_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(StoredCheck, (),
                      (tenant_id, id, action_id, after_days, before_from, before_to, after_from, after_to,
                       due_on, has_metric, state, verdict, observed, expected, change, low, high, p_value,
                       before_records, after_records, method, measured_at, decision, reason, signed_by,
                       signed_at, version))

struct StoredLink {
  TenantId tenant_id;
  LinkId id;
  NodeKind from_kind = NodeKind::kRecord;
  std::string from_id;
  NodeKind to_kind = NodeKind::kRecord;
  std::string to_id;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(StoredLink, (), (tenant_id, id, from_kind, from_id, to_kind, to_id, created_at))

/// What a caller reaches: everything, or what belongs to these sites and people.
struct Reach {
  TenantId tenant;
  bool everything = false;
  std::vector<std::int64_t> sites, people;
};
Reach reach_of(const Caller& caller);
bool reaches(const Reach& reach, const StoredFinding& row);
bool reaches(const Reach& reach, const StoredAction& row);

// ---- findings
std::optional<StoredFinding> finding(db::ReadTx&, TenantId, FindingId);
std::vector<StoredFinding> findings(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
Result<void> insert(db::Tx&, const StoredFinding&);
Result<void> update(db::Tx&, const StoredFinding&);
/// Newest first. \param before ids below it \param site narrows
std::vector<StoredFinding> list(db::ReadTx&, const Reach&, const ListFindings&, std::int64_t before,
                                std::int64_t limit);
std::int64_t count(db::ReadTx&, const Reach&, const ListFindings&);
std::vector<StoredCause> causes_of(db::ReadTx&, TenantId, FindingId);
Result<void> replace_causes(db::Tx&, TenantId, FindingId, CauseMethod, const std::vector<StoredCause>&);

// ---- actions
std::optional<StoredAction> action(db::ReadTx&, TenantId, ActionId);
std::vector<StoredAction> actions(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
std::vector<StoredAction> actions_of(db::ReadTx&, TenantId, FindingId);
Result<void> insert(db::Tx&, const StoredAction&);
Result<void> update(db::Tx&, const StoredAction&);
std::vector<StoredAction> list(db::ReadTx&, const Reach&, const ListActions&, Date today, std::int64_t before,
                               std::int64_t limit);
std::int64_t count(db::ReadTx&, const Reach&, const ListActions&, Date today);

// ---- effect checks
std::optional<StoredCheck> check(db::ReadTx&, TenantId, EffectCheckId);
std::vector<StoredCheck> checks_of(db::ReadTx&, TenantId, ActionId);
Result<void> insert(db::Tx&, const StoredCheck&);
Result<void> update(db::Tx&, const StoredCheck&);
/// By the day on which they are due, the first one first. \param after day and id of the last row
struct CheckCursor {
  Date due_on;
  std::int64_t id = 0;
};
std::vector<StoredCheck> list(db::ReadTx&, const Reach&, const ListEffectChecks&, Date today,
                              const std::optional<CheckCursor>& after, std::int64_t limit);
std::int64_t count(db::ReadTx&, const Reach&, const ListEffectChecks&, Date today);
/// Due, with a metric and not measured yet.
std::vector<StoredCheck> to_measure(db::ReadTx&, TenantId, Date today, int limit);

// ---- links
/// Does nothing when the two are linked already.
Result<void> insert_link(db::Tx&, const StoredLink&);
std::vector<StoredLink> links_from(db::ReadTx&, TenantId, const ChainRef&);
std::vector<StoredLink> links_to(db::ReadTx&, TenantId, const ChainRef&);

}  // namespace manyi::improvement::store
