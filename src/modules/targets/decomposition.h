// Decomposition of KPIs (指标分解) by grid: who carries which KPI with which weight, from which month on.
// Owns the façade of grids and its types; their rules are in decomposition_rules.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/targets/decomposition_rules.h"
#include "modules/targets/targets.h"

namespace manyi::targets {

namespace store {
struct GridTag;
}
using GridId = Id<store::GridTag>;

/// A grid without its names.
struct StoredGrid {
  std::optional<GridId> id;  // none: the recommended template, nothing was written yet
  std::string valid_from;
  GridOrigin origin = GridOrigin::kRecommended;
  std::vector<GridKpi> kpis;
};
StoredGrid grid_in_force(db::ReadTx& tx, TenantId tenant, const std::string& month);

struct GridKpiShown : GridKpi {
  std::string name_zh, name_en, unit, better;
  bool measured = true;  // some module feeds it
  std::optional<Role> accountable;
};
BOOST_DESCRIBE_STRUCT(GridKpiShown, (GridKpi), (name_zh, name_en, unit, better, measured, accountable))

struct RoleSum {
  Role role = Role::kManager;
  double sum = 0;  // of its weights
  std::int64_t kpis = 0, people = 0;
};
BOOST_DESCRIBE_STRUCT(RoleSum, (), (role, sum, kpis, people))

struct ClassSum {
  KpiClass kpi_class = KpiClass::kUserSatisfaction;
  Role role = Role::kManager;
  double sum = 0;
};
BOOST_DESCRIBE_STRUCT(ClassSum, (), (kpi_class, role, sum))

struct GridCheck {
  CheckCode check = CheckCode::kWeightsSum;
  bool passed = true;
  std::vector<CheckFailure> failures;
};
BOOST_DESCRIBE_STRUCT(GridCheck, (), (check, passed, failures))

struct GridVersion {
  std::optional<GridId> id;
  std::string valid_from;
  GridOrigin origin = GridOrigin::kRecommended;
  std::string reason;
  std::optional<UserId> created_by;
  std::optional<Instant> created_at;
  std::int64_t version = 0;  // how many were written up to it; 0: the built-in one
};
BOOST_DESCRIBE_STRUCT(GridVersion, (), (id, valid_from, origin, reason, created_by, created_at, version))

struct Grid : GridVersion {
  std::string month;
  bool locked = false;
  std::vector<Role> roles;
  std::vector<KpiClass> classes;
  std::vector<GridKpiShown> kpis;
  std::vector<RoleSum> role_sums;
  std::vector<ClassSum> class_sums;
  std::vector<GridCheck> checks;
};
BOOST_DESCRIBE_STRUCT(Grid, (GridVersion),
                      (month, locked, roles, classes, kpis, role_sums, class_sums, checks))

struct GridQuery {
  std::optional<std::string> month;  // default: the running one
};
BOOST_DESCRIBE_STRUCT(GridQuery, (), (month))
std::span<const FieldRule> field_rules(const GridQuery*);

struct PutGrid {
  std::string month;  // from which on it holds
  std::vector<GridKpi> kpis;
  std::string reason;
  std::optional<std::int64_t> if_match;  // version of the grid it was made from
};
BOOST_DESCRIBE_STRUCT(PutGrid, (), (month, kpis, reason, if_match))
std::span<const FieldRule> field_rules(const PutGrid*);

struct StartFromTemplate {
  std::string month;
  GridOrigin origin = GridOrigin::kRecommended;
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(StartFromTemplate, (), (month, origin, reason))
std::span<const FieldRule> field_rules(const StartFromTemplate*);

struct TemplateQuery {
  GridOrigin origin = GridOrigin::kRecommended;
};
BOOST_DESCRIBE_STRUCT(TemplateQuery, (), (origin))

/// Thread-safe; a view of targets that is made where it is needed.
class Decomposition {
 public:
  explicit Decomposition(Targets& targets) : targets_(targets) {}

  /// The grid in force with sums and all checks. \errors kInvalid /month
  Result<Grid> grid(db::ReadTx&, const Caller&, const GridQuery&);
  /// How a template looks; kOwn is none. \errors kInvalid /origin
  Result<Grid> look_at_template(db::ReadTx&, const Caller&, const TemplateQuery&);
  /// A new version, in force from a month on. All failing cells at once.
  /// \errors kInvalid; kConflict when a month from it on is locked; kStale
  Result<Grid> put(db::Tx&, const Caller&, const PutGrid&);
  /// \errors kInvalid /month, /origin; kConflict as put
  Result<Grid> start(db::Tx&, const Caller&, const StartFromTemplate&);
  /// All that were written, the newest first.
  Items<GridVersion> versions(db::ReadTx&, const Caller&);

 private:
  Result<Grid> keep(db::Tx&, const Caller&, const std::string& month, GridOrigin, std::vector<GridKpi>,
                    const std::string& reason);
  Grid shown(db::ReadTx&, const Caller&, const std::string& month, GridVersion head,
             std::vector<GridKpi> kpis);
  Targets& targets_;
};

/// Children's targets of a period that do not make their parent's again.
std::vector<CheckFailure> check_reproduction(Targets& targets, db::ReadTx& tx, const Caller& caller,
                                             const std::string& month);

}  // namespace manyi::targets
