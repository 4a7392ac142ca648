// The rows of advance control.
// Owns the SQL on tables advance_control_*.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/advance_control/advance_control.h"
#include "modules/advance_control/spreads.h"
#include "platform/db/db.h"

namespace manyi::advance_control::store {

struct ForecastRow : KeptForecast {
  TenantId tenant_id;
  std::int64_t day = 0;  // of the month
  bool up = true;        // more is better
};
BOOST_DESCRIBE_STRUCT(ForecastRow, (KeptForecast), (tenant_id, day, up))

/// A kept forecast beside what came true.
struct JudgedRow : ForecastRow {
  double truth = 0;
};
BOOST_DESCRIBE_STRUCT(JudgedRow, (ForecastRow), (truth))

struct TruthRow {
  TenantId tenant_id;
  std::string month, metric;
  targets::ScopeKind scope = targets::ScopeKind::kCompany;
  std::string scope_key;
  double value = 0;
  Instant known_at;
};
BOOST_DESCRIBE_STRUCT(TruthRow, (), (tenant_id, month, metric, scope, scope_key, value, known_at))

struct BandRow : PastBand {
  TenantId tenant_id;
  targets::ScopeKind scope = targets::ScopeKind::kSite;
  std::string scope_key;
};
BOOST_DESCRIBE_STRUCT(BandRow, (PastBand), (tenant_id, scope, scope_key))

struct RunRow {
  TenantId tenant_id;
  ForecastRunId id;
  std::string month;
  Date made_on;
  std::int64_t made = 0, skipped = 0;
  Instant made_at;
};
BOOST_DESCRIBE_STRUCT(RunRow, (), (tenant_id, id, month, made_on, made, skipped, made_at))

struct AssignmentRow {
  TenantId tenant_id;
  AssignmentId id;
  CaseKind case_kind = CaseKind::kWorkOrder;
  std::int64_t case_id = 0;
  std::string metric, month;
  targets::ScopeKind scope = targets::ScopeKind::kCompany;
  std::string scope_key;
  EmployeeId owner_employee_id;
  CaseAction action = CaseAction::kCallFirst;
  std::optional<Instant> due_at;
  std::string note;
  double chance_before = 0;
  AssignmentState state = AssignmentState::kAssigned;
  std::optional<CaseResult> result;
  std::string result_note;
  Instant assigned_at;
  UserId assigned_by;
  std::optional<Instant> finished_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(AssignmentRow, (),
                      (tenant_id, id, case_kind, case_id, metric, month, scope, scope_key, owner_employee_id,
                       action, due_at, note, chance_before, state, result, result_note, assigned_at,
                       assigned_by, finished_at, version))

/// Puts it in the place of that day's earlier one.
Result<void> keep_forecast(db::Tx&, const ForecastRow&);
std::vector<ForecastRow> forecasts(db::ReadTx&, TenantId, const std::string& month, const std::string& metric,
                                   targets::ScopeKind, const std::string& scope_key);
/// Of the days that calibration looks at, with known truth, of the months [from, to].
std::vector<JudgedRow> judged(db::ReadTx&, TenantId, const std::string& from, const std::string& to,
                              const std::vector<std::int64_t>& days);

Result<void> keep_truth(db::Tx&, const TruthRow&);
std::vector<TruthRow> truths(db::ReadTx&, TenantId, const std::string& month);
std::optional<double> truth(db::ReadTx&, TenantId, const std::string& month, const std::string& metric,
                            targets::ScopeKind, const std::string& scope_key);

Result<void> keep_band(db::Tx&, const BandRow&);
/// A month and a day of it for which bands are kept.
struct BandDay {
  std::string month;
  std::int64_t day = 0;
};
BOOST_DESCRIBE_STRUCT(BandDay, (), (month, day))
std::vector<BandDay> band_days(db::ReadTx&, TenantId);
std::vector<BandRow> bands(db::ReadTx&, TenantId, const std::string& month);
/// Of the months [from, to), with the truths known by then.
std::vector<PastMiss> misses(db::ReadTx&, TenantId, const std::string& from, const std::string& to,
                             Instant known_by);

Result<void> insert_run(db::Tx&, const RunRow&);
bool made_on(db::ReadTx&, TenantId, Date day);
/// Months that have kept forecasts, the newest first.
std::vector<std::string> months(db::ReadTx&, TenantId);

Result<void> insert_assignment(db::Tx&, const AssignmentRow&);
Result<void> update_assignment(db::Tx&, const AssignmentRow&);
std::optional<AssignmentRow> assignment(db::ReadTx&, TenantId, AssignmentId);
bool is_assigned(db::ReadTx&, TenantId, CaseKind, std::int64_t case_id, const std::string& metric);
/// Of a month, cancelled ones left out, the newest first.
std::vector<AssignmentRow> assignments_of(db::ReadTx&, TenantId, const std::string& month);

struct AssignmentFilter {
  std::optional<std::string> metric, month;
  std::optional<EmployeeId> owner;
  std::optional<std::vector<EmployeeId>> only;  // owners in the caller's reach
  std::vector<AssignmentState> states;
  std::int64_t below = 0;  // ids
  std::int64_t limit = 50;
};
std::vector<AssignmentRow> list_assignments(db::ReadTx&, TenantId, const AssignmentFilter&);
/// Finished ones since, and those of them that ended well.
std::pair<std::int64_t, std::int64_t> handled_since(db::ReadTx&, TenantId, Instant since);

}  // namespace manyi::advance_control::store
