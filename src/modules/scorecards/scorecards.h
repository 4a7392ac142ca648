// Scorecards of people, units, sites and the company: weighted points times the reputation coefficient.
// Owns the façade of scorecards and its types; bonus sheets are in bonus.h.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/org/org.h"
#include "modules/performance/performance.h"
#include "modules/scorecards/bonus_rules.h"
#include "modules/scorecards/rules.h"
#include "modules/targets/targets.h"
#include "platform/http/page.h"

namespace manyi::scorecards {

class BonusSheets;  // bonus.h

// ---- what people see ---------------------------------------------------------------------------

/// kFrozen: as the month was closed. kLive: as the records say now, also for what is not frozen (units,
/// people's figures that credit somebody else than the technician, metrics younger than the closing).
enum class ValueSource { kLive, kFrozen };
BOOST_DESCRIBE_ENUM(ValueSource, kLive, kFrozen)

struct CardRow {
  std::string metric, name_zh, name_en, unit, better;
  double weight = 0;         // as decomposed. \unit percent
  double scored_weight = 0;  // with its share of what could not be scored
  RowStanding standing = RowStanding::kNoData;
  // Where it is measured: a shared figure is his site's.
  MeasuredAt measured_at = MeasuredAt::kOwn;
  targets::ScopeKind measured_scope = targets::ScopeKind::kPerson;
  std::string measured_key;
  ValueSource source = ValueSource::kLive;
  std::optional<double> value, low, high;  // of the month, with the 95 % interval
  std::int64_t n = 0;
  bool of_many = false;  // a rate, mean or percentile: n tells how sure it is
  bool few = false;      // of many, but fewer than 30 records: shown, not ranked
  bool provisional = false;
  std::optional<double> rolling_value, rolling_low, rolling_high, rolling_points;  // three months
  std::int64_t rolling_n = 0;
  std::optional<double> floor, target, stretch;
  std::optional<double> points;
  double contribution = 0;                          // scored_weight x points / 100
  std::optional<double> expected, expected_points;  // where the month will land
};
BOOST_DESCRIBE_STRUCT(CardRow, (),
                      (metric, name_zh, name_en, unit, better, weight, scored_weight, standing, measured_at,
                       measured_scope, measured_key, source, value, low, high, n, of_many, few, provisional,
                       rolling_value, rolling_low, rolling_high, rolling_points, rolling_n, floor, target,
                       stretch, points, contribution, expected, expected_points))

/// Whose weights a card uses.
enum class WeightsFrom {
  kRole,        // the person's own
  kManager,     // of a site or the company
  kSupervisor,  // of a unit that has one
  kMembers,     // the mean over a unit's members
};
BOOST_DESCRIBE_ENUM(WeightsFrom, kRole, kManager, kSupervisor, kMembers)

struct CardHead {
  targets::ScopeKind scope = targets::ScopeKind::kCompany;
  std::string scope_key, label;
  std::optional<Role> role;  // of a person; of whom the weights are
  WeightsFrom weights_from = WeightsFrom::kRole;
  std::optional<double> sum;  // of weight x points
  double coefficient = 1;     // reputation
  bool vetoed = false;        // a severe violation is confirmed: the score is 0
  bool grace = false;         // his first month: recorded, not scored
  std::optional<double> score, expected_score;
  double spread = 0;                    // weights without data or target, spread over the rest. \unit percent
  std::optional<std::int64_t> least_n;  // the smallest n behind a rate or mean that was scored
};
BOOST_DESCRIBE_STRUCT(CardHead, (),
                      (scope, scope_key, label, role, weights_from, sum, coefficient, vetoed, grace, score,
                       expected_score, spread, least_n))

struct Scorecard : CardHead {
  std::string month;
  bool closed = false;   // the month's values are frozen
  bool running = false;  // the month is not over
  std::optional<double> violation_points;
  std::vector<CaseRef> veto_cases;
  std::vector<CardRow> rows;
  Instant as_of;
};
BOOST_DESCRIBE_STRUCT(Scorecard, (CardHead),
                      (month, closed, running, violation_points, veto_cases, rows, as_of))

/// A line of a list.
struct ScorecardLine : CardHead {
  std::optional<std::int64_t> rank;            // among those of the same role (sites: among sites)
  std::optional<std::int64_t> needed_to_rank;  // records missing until there are 30 behind every figure
};
BOOST_DESCRIBE_STRUCT(ScorecardLine, (CardHead), (rank, needed_to_rank))

// ---- my KPIs -----------------------------------------------------------------------------------

/// The question for GET /kpi/cases that lists the records behind a figure.
struct RecordsBehind {
  std::string metric, from, to, where;
  std::vector<std::string> parts;  // what `part` may be
};
BOOST_DESCRIBE_STRUCT(RecordsBehind, (), (metric, from, to, where, parts))

struct KpiTrendPoint {
  std::string month;
  std::optional<double> value, low, high;
  std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(KpiTrendPoint, (), (month, value, low, high, n))

/// What moves first, with his own figure.
struct LeadFigure {
  std::string metric, name_zh, name_en, unit, better;
  std::optional<double> value, low, high, rolling_value;
  std::int64_t n = 0, rolling_n = 0;
  std::string how_zh, how_en;
};
BOOST_DESCRIBE_STRUCT(LeadFigure, (),
                      (metric, name_zh, name_en, unit, better, value, low, high, rolling_value, n, rolling_n,
                       how_zh, how_en))

struct MyKpi : CardRow {
  std::string how_zh, how_en;  // one sentence: what to do tomorrow
  RecordsBehind records;
  std::vector<LeadFigure> leads;
  std::vector<KpiTrendPoint> trend;  // six months, the asked one last
};
BOOST_DESCRIBE_STRUCT(MyKpi, (CardRow), (how_zh, how_en, records, leads, trend))

struct MyKpis : CardHead {
  std::string month;
  EmployeeId employee_id;
  std::vector<CaseRef> veto_cases;
  std::vector<MyKpi> items;
  Instant as_of;
};
BOOST_DESCRIBE_STRUCT(MyKpis, (CardHead), (month, employee_id, veto_cases, items, as_of))

// ---- questions ---------------------------------------------------------------------------------

struct OneScorecard {
  std::optional<std::string> month;  // default: the running one
  std::optional<targets::ScopeKind> scope;
  std::optional<std::string> scope_key;
};
BOOST_DESCRIBE_STRUCT(OneScorecard, (), (month, scope, scope_key))
std::span<const FieldRule> field_rules(const OneScorecard*);

struct ListScorecards {
  std::optional<std::string> month;
  std::optional<targets::ScopeKind> of;     // person by default; site, unit
  std::optional<targets::ScopeKind> scope;  // within: company by default, site, unit
  std::optional<std::string> scope_key;
  std::optional<Role> role;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListScorecards, (), (month, of, scope, scope_key, role, cursor, limit))
std::span<const FieldRule> field_rules(const ListScorecards*);

struct MyKpisQuery {
  std::optional<std::string> month;
};
BOOST_DESCRIBE_STRUCT(MyKpisQuery, (), (month))
std::span<const FieldRule> field_rules(const MyKpisQuery*);

// ---- façade ------------------------------------------------------------------------------------

/// What a closed month is told from.
enum class Values {
  kAsClosed,  // frozen ones where there are any
  kAsNow,     // what the records say now, also of a closed month
};

/// Where a figure of a running month will land; nullopt: nobody knows.
using ExpectedValue = std::function<std::optional<double>(
    db::ReadTx&, TenantId, const std::string& month, const std::string& metric, const targets::TargetScope&)>;

/// Thread-safe once wired. Permissions are checked by the routes; a scope that the caller may not see
/// answers kNotFound.
class Scorecards {
 public:
  struct Needs {
    org::Org& org;
    targets::Targets& targets;
    performance::Performance& performance;
  };
  explicit Scorecards(Needs needs) : needs_(needs) {}
  /// Given at wiring, before the first question; without it cards have no expected values.
  void expect_with(ExpectedValue expected) { expected_ = std::move(expected); }

  /// \errors kInvalid /month, /scope_key; kNotFound; kUnavailable while facts are loading
  Result<Scorecard> card(db::ReadTx&, const Caller&, const OneScorecard&);
  /// Best first; those without a score last. Only what the caller may see. \errors as card
  Result<Page<ScorecardLine>> list(db::ReadTx&, const Caller&, const ListScorecards&);
  /// \errors kNotFound: the caller is not on the staff; as card
  Result<MyKpis> my_kpis(db::ReadTx&, const Caller&, const MyKpisQuery&);

  // For other modules: whatever the asker may see.
  Result<Scorecard> card_of(db::ReadTx&, TenantId, const std::string& month, const targets::TargetScope&,
                            Values = Values::kAsClosed);
  /// Who takes part in a month: with us on at least one of its days.
  std::vector<org::Employee> staff_of(db::ReadTx&, TenantId, const Month&,
                                      const org::ListEmployees& filter = {});
  /// The month of now at the company.
  Month running_month(db::ReadTx&, TenantId);
  const Needs& needs() const { return needs_; }
  const ExpectedValue& expected() const { return expected_; }

 private:
  Result<Month> month_asked(db::ReadTx&, TenantId, const std::optional<std::string>&);
  Needs needs_;
  ExpectedValue expected_;
};

/// Tables, routes; both must outlive what is made of them.
Module make_module(Scorecards& scorecards, BonusSheets& bonus);

}  // namespace manyi::scorecards
