// The rows of targets.
// Owns the SQL on tables targets_*.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "modules/targets/targets.h"
#include "platform/db/db.h"

namespace manyi::targets::store {

struct TargetRow {
  TenantId tenant_id;
  TargetId id;
  std::string metric, month;
  ScopeKind scope = ScopeKind::kCompany;
  std::int64_t scope_id = 0;
  double floor = 0, target = 0, stretch = 0;
  SetBy set_by = SetBy::kTyped;
  std::optional<TargetId> parent_id;
  std::optional<SetBy> rule;
  std::optional<double> volume;
  std::string relation;
  Instant created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
  Acceptance acceptance = Acceptance::kWaiting;

  Levels levels() const { return {floor, target, stretch}; }
  TargetScope whose() const {
    return {scope, scope == ScopeKind::kCompany ? std::string() : id_text(scope_id)};
  }
};
BOOST_DESCRIBE_STRUCT(TargetRow, (),
                      (tenant_id, id, metric, month, scope, scope_id, floor, target, stretch, set_by,
                       parent_id, rule, volume, relation, created_at, created_by, updated_at, updated_by,
                       version, acceptance))

/// Moves with every change of a month's targets.
struct MonthStamp {
  std::int64_t targets = 0, newest = 0, versions = 0, updated = 0;
  bool locked = false;
  bool operator==(const MonthStamp&) const = default;
};
BOOST_DESCRIBE_STRUCT(MonthStamp, (), (targets, newest, versions, updated))

struct VersionRow {
  TenantId tenant_id;
  TargetId target_id;
  std::int64_t version = 1;
  double floor = 0, target = 0, stretch = 0;
  SetBy set_by = SetBy::kTyped;
  std::string reason;
  UserId written_by;
  Instant written_at;
  std::optional<UserId> approved_by;
  std::optional<Instant> approved_at;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (),
                      (tenant_id, target_id, version, floor, target, stretch, set_by, reason, written_by,
                       written_at, approved_by, approved_at))

struct ChangeRow {
  TenantId tenant_id;
  TargetChangeId id;
  TargetId target_id;
  double floor = 0, target = 0, stretch = 0;
  double was_floor = 0, was_target = 0, was_stretch = 0;
  std::string reason;
  ChangeState state = ChangeState::kPending;
  UserId proposed_by;
  Instant proposed_at;
  std::optional<UserId> decided_by;
  std::optional<Instant> decided_at;
  std::string decision_note;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (),
                      (tenant_id, id, target_id, floor, target, stretch, was_floor, was_target, was_stretch,
                       reason, state, proposed_by, proposed_at, decided_by, decided_at, decision_note,
                       version))

struct AnswerRow {
  TenantId tenant_id;
  Id<TargetAnswerTag> id;
  TargetId target_id;
  std::int64_t target_version = 1;
  Acceptance acceptance = Acceptance::kAccepted;
  std::optional<double> floor, target, stretch;
  std::string note;
  UserId answered_by;
  Instant answered_at;
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (),
                      (tenant_id, id, target_id, target_version, acceptance, floor, target, stretch, note,
                       answered_by, answered_at))

struct MonthRow {
  TenantId tenant_id;
  std::string month;
  UserId locked_by;
  Instant locked_at;
};
BOOST_DESCRIBE_STRUCT(MonthRow, (), (tenant_id, month, locked_by, locked_at))

struct PartRow {
  TenantId tenant_id;
  TargetId target_id;
  std::int64_t place = 0;
  std::string part;
  double share = 0;
};
BOOST_DESCRIBE_STRUCT(PartRow, (), (tenant_id, target_id, place, part, share))

struct GridTag;
struct GridRow {
  TenantId tenant_id;
  Id<GridTag> id;
  std::string valid_from, origin;
  RawJson kpis;
  std::string reason;
  UserId created_by;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(GridRow, (), (tenant_id, id, valid_from, origin, kpis, reason, created_by, created_at))

Result<void> insert_target(db::Tx&, const TargetRow&);
Result<void> update_target(db::Tx&, const TargetRow&);
std::optional<TargetRow> target(db::ReadTx&, TenantId, TargetId);
std::optional<TargetRow> target_of(db::ReadTx&, TenantId, std::string_view month, std::string_view metric,
                                   ScopeKind, std::int64_t scope_id);
/// By metric, scope and id.
MonthStamp stamp_of(db::ReadTx&, TenantId, std::string_view month);
std::vector<TargetRow> targets_of_month(db::ReadTx&, TenantId, std::string_view month);

/// Whose targets a list may show.
struct Reach {
  bool all = false;
  std::vector<std::int64_t> sites, units, people;
};
/// Empty texts and an absent id stand for any.
struct TargetFilter {
  std::string month, metric, scope, acceptance;
  std::int64_t scope_id = 0;
  std::int64_t before = 0, limit = 0;
};
/// The newest first.
std::vector<TargetRow> list(db::ReadTx&, TenantId, const Reach&, const TargetFilter&);

Result<void> insert_version(db::Tx&, const VersionRow&);
std::vector<VersionRow> versions_of(db::ReadTx&, TenantId, TargetId);

Result<void> insert_change(db::Tx&, const ChangeRow&);
Result<void> update_change(db::Tx&, const ChangeRow&);
std::optional<ChangeRow> change(db::ReadTx&, TenantId, TargetChangeId);
std::optional<ChangeRow> waiting_change(db::ReadTx&, TenantId, TargetId);
std::vector<ChangeRow> changes_of(db::ReadTx&, TenantId, TargetId);
/// All that wait, below the id `before`, the newest first.
std::vector<ChangeRow> waiting_changes(db::ReadTx&, TenantId, std::int64_t before, std::int64_t limit);
std::int64_t count_waiting(db::ReadTx&, TenantId, std::string_view month);

Result<void> insert_answer(db::Tx&, const AnswerRow&);
/// The newest first.
std::vector<AnswerRow> answers_of(db::ReadTx&, TenantId, TargetId);

Result<void> insert_month(db::Tx&, const MonthRow&);
std::optional<MonthRow> locked_month(db::ReadTx&, TenantId, std::string_view month);
std::vector<MonthRow> locked_months(db::ReadTx&, TenantId);
struct MonthCount {
  std::string month;
  std::int64_t targets = 0;
};
BOOST_DESCRIBE_STRUCT(MonthCount, (), (month, targets))
std::vector<MonthCount> months(db::ReadTx&, TenantId);

Result<void> insert_part(db::Tx&, const PartRow&);
Result<void> remove_parts(db::Tx&, TenantId, TargetId);
std::vector<PartRow> parts_of(db::ReadTx&, TenantId, TargetId);

Result<void> insert_grid(db::Tx&, const GridRow&);
/// The last written of those that begin latest, but not after the month.
std::optional<GridRow> grid_in_force(db::ReadTx&, TenantId, std::string_view month);
/// The newest first.
std::vector<GridRow> grids(db::ReadTx&, TenantId);

}  // namespace manyi::targets::store
