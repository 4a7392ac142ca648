// Bonus sheets 绩效奖金表: from a month's score to money, with the employee's own word on it.
// Owns the façade of bonus rules, sheets and locked months, and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "modules/scorecards/bonus_rules.h"
#include "modules/scorecards/scorecards.h"
#include "platform/http/api.h"

namespace manyi::journal {
class Events;
}

namespace manyi::scorecards {

namespace store {
struct StoredSheet;
}  // namespace store

struct BonusRuleTag;
struct BonusSheetTag;
struct BonusLineTag;
using BonusRuleId = Id<BonusRuleTag>;
using BonusSheetId = Id<BonusSheetTag>;
using BonusLineId = Id<BonusLineTag>;

// ---- rules ---------------------------------------------------------------------------------------

/// A version of the terms, in force from its month on until a later one is.
struct BonusRule : BonusTerms {
  BonusRuleId id;
  std::string valid_from;  // a month
  std::string reason;
  Instant created_at;
  UserId created_by;
};
BOOST_DESCRIBE_STRUCT(BonusRule, (BonusTerms), (id, valid_from, reason, created_at, created_by))

struct SetBonusRule : BonusTerms {
  std::string valid_from;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SetBonusRule, (BonusTerms), (valid_from, reason))
std::span<const FieldRule> field_rules(const SetBonusRule*);

// ---- sheets --------------------------------------------------------------------------------------

/// \see CardRow; as it was when the sheet was made.
struct SheetRow {
  std::string metric, unit, better;
  double weight = 0, scored_weight = 0;
  RowStanding standing = RowStanding::kNoData;
  MeasuredAt measured_at = MeasuredAt::kOwn;
  ValueSource source = ValueSource::kLive;
  std::optional<double> value, low, high;
  std::int64_t n = 0;
  std::optional<double> floor, target, stretch, points;
  double contribution = 0;
};
BOOST_DESCRIBE_STRUCT(SheetRow, (),
                      (metric, unit, better, weight, scored_weight, standing, measured_at, source, value, low,
                       high, n, floor, target, stretch, points, contribution))

enum class AppealDecision {
  kUpheld,   // the sheet stands as it was
  kChanged,  // by a line of its own
};
BOOST_DESCRIBE_ENUM(AppealDecision, kUpheld, kChanged)

/// A line of a list.
struct BonusSheetRow {
  BonusSheetId id;
  std::string month;
  EmployeeId employee_id;
  std::string employee_no, employee_name;
  SiteId site_id;
  std::string site_name;
  Role role = Role::kTechnician;
  SheetState state = SheetState::kDraft;
  std::optional<double> score;
  bool grace = false, vetoed = false;
  double factor = 0;
  Money base, additions, deductions, corrections, total;
  Instant updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(BonusSheetRow, (),
                      (id, month, employee_id, employee_no, employee_name, site_id, site_name, role, state,
                       score, grace, vetoed, factor, base, additions, deductions, corrections, total,
                       updated_at, version))

/// The sheet worked out anew by the same rule from what the records say today. Nothing is changed by it.
struct SheetNow {
  std::optional<double> score;
  double factor = 0;
  Money total;
  std::vector<BonusLine> lines;
  Money difference;  // now less kept; corrections and decisions stand on both sides
  bool differs = false;
};
BOOST_DESCRIBE_STRUCT(SheetNow, (), (score, factor, total, lines, difference, differs))

struct BonusSheet : BonusSheetRow {
  BonusRuleId rule_id;
  std::optional<double> sum;
  double coefficient = 1, spread = 0;
  bool month_closed = false;  // the figures were frozen ones
  std::vector<SheetRow> rows;
  std::vector<BonusLine> lines;  // add up to the total
  std::string appeal_reason, decision_reason;
  std::optional<AppealDecision> decision;
  std::optional<Instant> sent_at, answered_at, decided_at, approved_at, paid_at;
  std::optional<Instant> answer_until;  // silence after that is consent
  UserId decided_by, approved_by;       // none: nobody yet
  std::vector<SheetStep> allowed;
  std::optional<SheetNow> now;  // of a sheet that is no draft any more
  Instant computed_at;
};
BOOST_DESCRIBE_STRUCT(BonusSheet, (BonusSheetRow),
                      (rule_id, sum, coefficient, spread, month_closed, rows, lines, appeal_reason,
                       decision_reason, decision, sent_at, answered_at, decided_at, approved_at, paid_at,
                       answer_until, decided_by, approved_by, allowed, now, computed_at))

// ---- commands ------------------------------------------------------------------------------------

struct ComputeBonus {
  std::string month;
};
BOOST_DESCRIBE_STRUCT(ComputeBonus, (), (month))
std::span<const FieldRule> field_rules(const ComputeBonus*);

struct ComputedBonus {
  std::string month;
  std::int64_t made = 0, renewed = 0;
  std::int64_t left_alone = 0;  // sent already, or further
  Money total;                  // of all sheets of the month
};
BOOST_DESCRIBE_STRUCT(ComputedBonus, (), (month, made, renewed, left_alone, total))

/// One sheet as it is worked out, off the lane.
struct SheetDraft {
  EmployeeId employee;
  SiteId site;
  Role role = Role::kTechnician;
  Scorecard card;
  BonusAmounts amounts;
};
struct BonusDrafts {
  Month month;
  BonusRuleId rule;
  std::vector<SheetDraft> sheets;
};

struct StepSheet {
  BonusSheetId id;
  std::optional<std::int64_t> if_match;
};
BOOST_DESCRIBE_STRUCT(StepSheet, (), (id, if_match))
struct AppealSheet : StepSheet {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(AppealSheet, (StepSheet), (reason))
std::span<const FieldRule> field_rules(const AppealSheet*);
struct DecideSheet : StepSheet {
  AppealDecision decision = AppealDecision::kUpheld;
  std::string reason;
  std::optional<Money> change;  // signed; of kChanged
};
BOOST_DESCRIBE_STRUCT(DecideSheet, (StepSheet), (decision, reason, change))
std::span<const FieldRule> field_rules(const DecideSheet*);
/// What a locked month got wrong enters the draft of a later one.
struct CorrectSheet : StepSheet {
  std::string of_month;
  Money amount;  // signed
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(CorrectSheet, (StepSheet), (of_month, amount, reason))
std::span<const FieldRule> field_rules(const CorrectSheet*);

struct OneSheet {
  BonusSheetId id;
};
BOOST_DESCRIBE_STRUCT(OneSheet, (), (id))

struct ListSheets {
  std::optional<std::string> month;
  std::optional<SiteId> site_id;
  std::optional<EmployeeId> employee_id;
  std::vector<SheetState> state;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListSheets, (), (month, site_id, employee_id, state, cursor, limit))
std::span<const FieldRule> field_rules(const ListSheets*);

enum class SheetFormat { kCsv, kXlsx };
BOOST_DESCRIBE_ENUM(SheetFormat, kCsv, kXlsx)
struct ExportSheets {
  std::string month;
  std::optional<SheetFormat> format;  // default: csv
};
BOOST_DESCRIBE_STRUCT(ExportSheets, (), (month, format))
std::span<const FieldRule> field_rules(const ExportSheets*);

struct LockBonusMonth {
  std::string month;
};
BOOST_DESCRIBE_STRUCT(LockBonusMonth, (), (month))
std::span<const FieldRule> field_rules(const LockBonusMonth*);

struct BonusMonth {
  std::string month;
  std::int64_t sheets = 0, draft = 0, sent = 0, confirmed = 0, appealed = 0, decided = 0, approved = 0,
               paid = 0;
  Money total;
  std::optional<Instant> locked_at;
};
BOOST_DESCRIBE_STRUCT(BonusMonth, (),
                      (month, sheets, draft, sent, confirmed, appealed, decided, approved, paid, total,
                       locked_at))

// ---- façade ----------------------------------------------------------------------------------------

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the routes.
/// Who may neither write nor approve bonuses sees his own sheets alone, also when he leads others; who may,
/// sees those in his reach. All else answers kNotFound. A locked month never changes.
class BonusSheets {
 public:
  struct Needs {
    journal::Events& events;
    Scorecards& scorecards;
  };
  explicit BonusSheets(Needs needs) : needs_(needs) {}

  /// \errors kInvalid with all fields; kConflict when a month from then on is locked
  Result<BonusRule> set_rule(db::Tx&, const Caller&, const SetBonusRule&);
  /// The newest first; who does not pay others sees the bases that are his.
  Items<BonusRule> rules(db::ReadTx&, const Caller&);
  std::optional<BonusRule> rule_in_force(db::ReadTx&, TenantId, const std::string& month);

  /// Works all sheets of a month out, for those in the caller's reach. Slow; changes nothing.
  /// \errors kInvalid /month; kConflict locked, or no rule in force; kUnavailable while facts are loading
  Result<BonusDrafts> work_out(db::ReadTx&, const Caller&, const ComputeBonus&);
  /// Makes the sheets or renews their drafts; what was sent is left alone. \errors kConflict locked
  Result<ComputedBonus> keep(db::Tx&, const Caller&, const BonusDrafts&);

  /// send, confirm, approve. \errors kNotFound; kStale; kConflict with the allowed steps; kForbidden
  Result<BonusSheet> step(db::Tx&, const Caller&, SheetStep, const StepSheet&);
  Result<BonusSheet> appeal(db::Tx&, const Caller&, const AppealSheet&);
  Result<BonusSheet> decide(db::Tx&, const Caller&, const DecideSheet&);
  /// \errors kInvalid unless of_month is a locked, earlier month
  Result<BonusSheet> correct(db::Tx&, const Caller&, const CorrectSheet&);
  /// All sheets become paid and stay as they are. \errors kConflict while one is not approved
  Result<BonusMonth> lock(db::Tx&, const Caller&, const LockBonusMonth&);

  Result<BonusSheet> get(db::ReadTx&, const Caller&, BonusSheetId);
  /// The newest month first, in it as they were made: by employee number.
  Result<Page<BonusSheetRow>> list(db::ReadTx&, const Caller&, const ListSheets&);
  /// The newest first; counts only what the caller may see.
  Items<BonusMonth> months(db::ReadTx&, const Caller&);
  Result<http::Document> export_month(db::ReadTx&, const Caller&, const ExportSheets&);
  const Needs& needs() const { return needs_; }

 private:
  using Stored = store::StoredSheet;
  Result<Stored> load(db::ReadTx&, const Caller&, BonusSheetId, const std::optional<std::int64_t>& if_match);
  Result<Month> month_in(const std::string& text) const;
  SheetSituation situation_of(db::ReadTx&, const Caller&, const Stored&);
  Result<BonusSheet> present(db::ReadTx&, const Caller&, const Stored&);
  std::vector<BonusSheetRow> rows_of(db::ReadTx&, TenantId, const std::vector<Stored>&);
  Result<SheetNow> worked_out_now(db::ReadTx&, const Stored&, const std::vector<BonusLine>& kept);
  template <class Change>
  Result<BonusSheet> step(db::Tx&, const Caller&, SheetStep, const StepSheet&, Change change);
  Needs needs_;
};

}  // namespace manyi::scorecards
