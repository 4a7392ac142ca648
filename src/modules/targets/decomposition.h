// Decomposition of KPIs (指标分解): by grid, class x role with weights, and by cascade, from the company down to people.
// Owns the grids and their versions, both templates, the checks, and the proposals of a cascade.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/targets/targets.h"

namespace manyi::targets {

struct GridTag;
using GridId = Id<GridTag>;

/// The classes of the deck, and what a manager answers for besides.
enum class KpiClass { kSatisfaction, kProcess, kTechnology, kReputation, kSales, kFinancePeople };
BOOST_DESCRIBE_ENUM(KpiClass, kSatisfaction, kProcess, kTechnology, kReputation, kSales, kFinancePeople)

/// One is accountable for a KPI, several move it, others contribute and carry no weight.
enum class Accountability { kAccountable, kResponsible, kContributes };
BOOST_DESCRIBE_ENUM(Accountability, kAccountable, kResponsible, kContributes)

/// kOriginal: what the deck's page shows, classes to roles; kRecommended: weights per KPI and role.
enum class GridTemplate { kOriginal, kRecommended, kOwn };
BOOST_DESCRIBE_ENUM(GridTemplate, kOriginal, kRecommended, kOwn)

struct GridCell {
  std::string metric;
  Role role = Role::kManager;
  double weight = 0;  // 0: in the picture, but not paid for
  std::optional<Accountability> accountability;
};
BOOST_DESCRIBE_STRUCT(GridCell, (), (metric, role, weight, accountability))
std::span<const FieldRule> field_rules(const GridCell*);

/// A row of the grid: a KPI with its name and class. `fed`: somebody records what it is made of.
struct GridMetric {
  std::string metric, name_zh, name_en, better, unit;
  KpiClass kpi_class = KpiClass::kSatisfaction;
  bool fed = true;
};
BOOST_DESCRIBE_STRUCT(GridMetric, (), (metric, name_zh, name_en, better, unit, kpi_class, fed))

struct GridRole {
  Role role = Role::kManager;
  std::int64_t people = 0;
  double weight_sum = 0;
};
BOOST_DESCRIBE_STRUCT(GridRole, (), (role, people, weight_sum))

enum class CheckCode {
  kWeightsSum,      // the weights of a role are not 100
  kAccountableOne,  // a KPI has nobody or several accountable
  kNoInfluence,     // weight on a role that cannot move the KPI
  kTooMany,         // more than eight KPIs on a role
  kNotReproduced,   // children's targets, by volume, do not make the parent's
  kNotFed,          // nobody records what the KPI is made of; its weight is spread over the rest
};
BOOST_DESCRIBE_ENUM(CheckCode, kWeightsSum, kAccountableOne, kNoInfluence, kTooMany, kNotReproduced, kNotFed)

/// A finding of a check, naming its cell.
struct DecompositionCheck {
  CheckCode code = CheckCode::kWeightsSum;
  bool passed = false;
  std::string pointer;  // of the cell in the grid, "" where the check passed
  std::optional<std::string> metric;
  std::optional<Role> role;
  std::optional<ScopeKind> scope;
  std::optional<std::string> scope_key;
  std::optional<double> found, wanted;
};
BOOST_DESCRIBE_STRUCT(DecompositionCheck, (),
                      (code, passed, pointer, metric, role, scope, scope_key, found, wanted))

struct Grid {
  std::optional<GridId> id;  // absent: the template, nothing was kept yet
  std::string month, valid_from;
  GridTemplate origin = GridTemplate::kRecommended;
  std::string note;
  std::optional<Instant> set_at;
  std::optional<UserId> set_by;
  std::vector<GridRole> roles;
  std::vector<GridMetric> metrics;
  std::vector<GridCell> cells;
  std::vector<DecompositionCheck> checks;
};
BOOST_DESCRIBE_STRUCT(Grid, (),
                      (id, month, valid_from, origin, note, set_at, set_by, roles, metrics, cells, checks))

struct GridQuery {
  std::optional<std::string> month;
  std::optional<GridTemplate> origin;  // looks at a template instead of what is in force
};
BOOST_DESCRIBE_STRUCT(GridQuery, (), (month, origin))
std::span<const FieldRule> field_rules(const GridQuery*);

struct SetGrid {
  std::string valid_from;  // a month
  std::vector<GridCell> cells;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(SetGrid, (), (valid_from, cells, note))
std::span<const FieldRule> field_rules(const SetGrid*);

struct StartFromTemplate {
  std::string valid_from;
  GridTemplate origin = GridTemplate::kRecommended;
};
BOOST_DESCRIBE_STRUCT(StartFromTemplate, (), (valid_from, origin))
std::span<const FieldRule> field_rules(const StartFromTemplate*);

// ---- cascade ----------------------------------------------------------------------------------

struct CascadeNode {
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key, label;
  std::optional<std::string> parent_key;  // key of the node above; "" for the company
  std::optional<Role> role;               // of people
  bool supervises = false;                // a supervisor: his figure is that of his people together
  std::optional<TargetId> target_id;
  std::optional<double> floor, target, stretch;
  std::optional<TargetRule> rule;
  std::optional<double> value, numerator, denominator;
  std::int64_t n = 0;
  std::optional<std::vector<double>> interval;
};
BOOST_DESCRIBE_STRUCT(CascadeNode, (),
                      (scope, scope_key, label, parent_key, role, supervises, target_id, floor, target,
                       stretch, rule, value, numerator, denominator, n, interval))

struct CascadeQuery {
  std::string metric;
  std::optional<std::string> month;
};
BOOST_DESCRIBE_STRUCT(CascadeQuery, (), (metric, month))
std::span<const FieldRule> field_rules(const CascadeQuery*);

struct Cascade {
  std::string metric, name_zh, name_en, unit, better, month;
  std::vector<CascadeNode> nodes;  // parents before their children
  std::vector<DecompositionCheck> checks;
};
BOOST_DESCRIBE_STRUCT(Cascade, (), (metric, name_zh, name_en, unit, better, month, nodes, checks))

struct ProposeCascade {
  std::string metric, month;
  TargetRule rule = TargetRule::kCopy;     // copy, share, budget, derived
  std::optional<ScopeKind> to;             // how far down: site, or person (default)
  std::optional<double> difficulty;        // copy: how much of a child's past difference is kept, 0..1
  std::optional<bool> by_capacity;         // share: by heads instead of by history
  std::optional<std::string> lead;         // derived: the metric that leads
  std::optional<double> slope, intercept;  // derived: lead = intercept + slope x target
};
BOOST_DESCRIBE_STRUCT(ProposeCascade, (),
                      (metric, month, rule, to, difficulty, by_capacity, lead, slope, intercept))
std::span<const FieldRule> field_rules(const ProposeCascade*);

struct StageBudget {
  std::string stage;
  double share = 0, target = 0;
};
BOOST_DESCRIBE_STRUCT(StageBudget, (), (stage, share, target))

struct CascadeProposal {
  std::string metric, month;
  TargetRule rule = TargetRule::kCopy;
  std::vector<SetTarget> targets;
  std::vector<StageBudget> stages;  // budget
  std::vector<DecompositionCheck> checks;
};
BOOST_DESCRIBE_STRUCT(CascadeProposal, (), (metric, month, rule, targets, stages, checks))

struct ApplyCascade {
  std::vector<SetTarget> targets;
};
BOOST_DESCRIBE_STRUCT(ApplyCascade, (), (targets))

/// Thread-safe. Every call takes part in the caller's transaction.
class Decomposition {
 public:
  explicit Decomposition(Targets& targets) : targets_(targets), needs_(targets.needs()) {}

  /// \errors kInvalid /month; kUnavailable while facts are loading
  Result<Grid> grid(db::ReadTx&, const Caller&, const GridQuery&);
  /// Keeps a whole grid from a month on. Weights and accountability must be right; all cells that are not are
  /// named at once. \errors kInvalid; kConflict target.month_locked
  Result<Grid> set_grid(db::Tx&, const Caller&, const SetGrid&);
  Result<Grid> start_from_template(db::Tx&, const Caller&, const StartFromTemplate&);

  /// The tree of one metric within the caller's reach. \errors kInvalid; kUnavailable
  Result<Cascade> cascade(db::ReadTx&, const Caller&, const CascadeQuery&);
  /// Computes children's targets and keeps nothing.
  /// \errors kInvalid; kConflict target.no_parent where the company has no target; kUnavailable
  Result<CascadeProposal> propose(db::ReadTx&, const Caller&, const ProposeCascade&);
  /// Sets proposed targets, all or none.
  Result<Items<Target>> apply(db::Tx&, const Caller&, const ApplyCascade&);

 private:
  Result<Grid> shown(db::ReadTx&, const Caller&, Grid);
  Result<Cascade> tree(db::ReadTx&, const Caller&, const std::string& metric, const std::string& month);
  Targets& targets_;
  Targets::Needs needs_;
};

/// Of a role in the grid in force; of the recommended template where none was kept.
std::vector<WeightedMetric> grid_weights(db::ReadTx&, TenantId, Role, const std::string& month);

}  // namespace manyi::targets
