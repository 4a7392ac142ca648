// Rows of targets.
// Owns the SQL on tables targets_targets, targets_changes and targets_months.
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
  std::string scope_key;
  double floor = 0, target = 0, stretch = 0;
  TargetRule rule = TargetRule::kSet;
  std::string note;
  Instant set_at;
  UserId set_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(TargetRow, (),
                      (tenant_id, id, metric, month, scope, scope_key, floor, target, stretch, rule, note,
                       set_at, set_by, version))

struct ChangeRow {
  TenantId tenant_id;
  TargetChangeId id;
  TargetId target_id;
  std::string month;
  std::optional<double> from_floor, from_target, from_stretch;
  double to_floor = 0, to_target = 0, to_stretch = 0;
  std::string reason;
  ChangeState state = ChangeState::kApplied;
  Instant asked_at;
  UserId asked_by;
  std::optional<Instant> decided_at;
  std::optional<UserId> decided_by;
  std::string decision_note;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ChangeRow, (),
                      (tenant_id, id, target_id, month, from_floor, from_target, from_stretch, to_floor,
                       to_target, to_stretch, reason, state, asked_at, asked_by, decided_at, decided_by,
                       decision_note, version))

struct MonthRow {
  TenantId tenant_id;
  std::string month;
  Instant locked_at;
  UserId locked_by;
};
BOOST_DESCRIBE_STRUCT(MonthRow, (), (tenant_id, month, locked_at, locked_by))

Result<void> insert_target(db::Tx&, const TargetRow&);
Result<void> update_target(db::Tx&, const TargetRow&);
std::optional<TargetRow> target(db::ReadTx&, TenantId, TargetId);
std::optional<TargetRow> target_of(db::ReadTx&, TenantId, std::string_view month, std::string_view metric,
                                   const TargetScope&);
/// By metric, scope and key.
std::vector<TargetRow> targets_of_month(db::ReadTx&, TenantId, std::string_view month);

Result<void> insert_change(db::Tx&, const ChangeRow&);
Result<void> update_change(db::Tx&, const ChangeRow&);
std::optional<ChangeRow> change(db::ReadTx&, TenantId, TargetChangeId);
std::optional<ChangeRow> pending_change(db::ReadTx&, TenantId, TargetId);
/// The newest first.
std::vector<ChangeRow> changes_of(db::ReadTx&, TenantId, TargetId);
std::vector<ChangeRow> changes_in(db::ReadTx&, TenantId, ChangeState);

Result<void> insert_month(db::Tx&, const MonthRow&);
std::optional<MonthRow> locked_month(db::ReadTx&, TenantId, std::string_view month);
std::vector<MonthRow> locked_months(db::ReadTx&, TenantId);

struct MonthCount {
  std::string month;
  std::int64_t targets = 0;
};
BOOST_DESCRIBE_STRUCT(MonthCount, (), (month, targets))
/// The latest month first.
std::vector<MonthCount> months(db::ReadTx&, TenantId);

}  // namespace manyi::targets::store
