// The rows of scorecards.
// Owns the SQL on tables scorecards_*.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "modules/scorecards/bonus.h"
#include "platform/auth/scope.h"
#include "platform/db/db.h"
#include "platform/db/money_value.h"

namespace manyi::scorecards::store {

struct RuleRow {
  TenantId tenant_id;
  BonusRuleId id;
  std::string valid_from;
  RawJson terms;
  std::string reason;
  Instant created_at;
  UserId created_by;
};
BOOST_DESCRIBE_STRUCT(RuleRow, (), (tenant_id, id, valid_from, terms, reason, created_at, created_by))

struct StoredSheet {
  TenantId tenant_id;
  BonusSheetId id;
  std::string month;
  EmployeeId employee_id;
  SiteId site_id;
  Role role = Role::kTechnician;
  BonusRuleId rule_id;
  SheetState state = SheetState::kDraft;
  std::optional<double> score, sum;
  double coefficient = 1, spread = 0;
  bool grace = false, vetoed = false, month_closed = false;
  double factor = 0;
  Money base, additions, deductions, corrections, total;
  std::string appeal_reason;
  std::optional<AppealDecision> decision;
  std::string decision_reason;
  UserId decided_by, approved_by;  // none: 0
  std::optional<Instant> sent_at, answered_at, decided_at, approved_at, paid_at;
  Instant computed_at, created_at;
  UserId created_by;
  Instant updated_at;
  UserId updated_by;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(StoredSheet, (),
                      (tenant_id, id, month, employee_id, site_id, role, rule_id, state, score, sum,
                       coefficient, spread, grace, vetoed, month_closed, factor, base, additions, deductions,
                       corrections, total, appeal_reason, decision, decision_reason, decided_by, approved_by,
                       sent_at, answered_at, decided_at, approved_at, paid_at, computed_at, created_at,
                       created_by, updated_at, updated_by, version))

struct FigureRow : SheetRow {
  TenantId tenant_id;
  BonusSheetId sheet_id;
  std::int64_t place = 0;
};
BOOST_DESCRIBE_STRUCT(FigureRow, (SheetRow), (tenant_id, sheet_id, place))

struct LineRow {
  TenantId tenant_id;
  BonusLineId id;
  BonusSheetId sheet_id;
  LineKind kind = LineKind::kScore;
  std::string metric, case_kind, case_id, case_no;
  Money amount;
  std::string reason, of_month;
  UserId written_by;
  Instant written_at;
};
BOOST_DESCRIBE_STRUCT(LineRow, (),
                      (tenant_id, id, sheet_id, kind, metric, case_kind, case_id, case_no, amount, reason,
                       of_month, written_by, written_at))

struct MonthRow {
  TenantId tenant_id;
  std::string month;
  std::int64_t sheets = 0;
  Money total;
  Instant locked_at;
  UserId locked_by;
};
BOOST_DESCRIBE_STRUCT(MonthRow, (), (tenant_id, month, sheets, total, locked_at, locked_by))

/// How many sheets of a month are in a state, and their sum.
struct StateCount {
  std::string month;
  SheetState state = SheetState::kDraft;
  std::int64_t sheets = 0;
  Money total;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (month, state, sheets, total))

struct ListFilter {
  ScopeFilter scope;
  std::optional<std::string> month;
  std::optional<SiteId> site;
  std::optional<EmployeeId> employee;
  std::vector<SheetState> states;
  std::optional<std::pair<std::string, std::int64_t>> after;  // month and id of the last row
  std::int64_t limit = 50;
};

Result<void> insert_rule(db::Tx&, const RuleRow&);
/// The latest month first, in it the latest written.
std::vector<RuleRow> rules(db::ReadTx&, TenantId);
std::optional<RuleRow> rule(db::ReadTx&, TenantId, BonusRuleId);
std::optional<RuleRow> rule_in_force(db::ReadTx&, TenantId, std::string_view month);

std::optional<StoredSheet> sheet(db::ReadTx&, TenantId, BonusSheetId);
std::vector<StoredSheet> sheets_of_month(db::ReadTx&, TenantId, std::string_view month);
/// The newest month first, in it in the order of making.
std::vector<StoredSheet> list(db::ReadTx&, const ListFilter&);
std::int64_t count(db::ReadTx&, const ListFilter&);
std::vector<StateCount> counts(db::ReadTx&, const ListFilter&);
Result<void> insert_sheet(db::Tx&, const StoredSheet&);
Result<void> update_sheet(db::Tx&, const StoredSheet&);

std::vector<FigureRow> figures(db::ReadTx&, TenantId, BonusSheetId);
std::vector<LineRow> lines(db::ReadTx&, TenantId, BonusSheetId);
Result<void> insert_figure(db::Tx&, const FigureRow&);
Result<void> insert_line(db::Tx&, const LineRow&);
/// What was worked out; lines that a person wrote stay.
Result<void> remove_worked_out(db::Tx&, TenantId, BonusSheetId);

Result<void> insert_month(db::Tx&, const MonthRow&);
std::vector<MonthRow> locked_months(db::ReadTx&, TenantId);
std::optional<MonthRow> locked_month(db::ReadTx&, TenantId, std::string_view month);

}  // namespace manyi::scorecards::store
