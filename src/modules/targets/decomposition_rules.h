// Decomposition by grid: class x role with weights, who answers for a KPI, both templates and the checks.
// Owns them; no SQL, no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/targets/rules.h"
#include "platform/auth/permission.h"

namespace manyi::targets {

inline constexpr double kWholeWeight = 100;
inline constexpr std::size_t kMostKpis = 8;

/// The five classes of the deck, and what a manager answers for besides.
enum class KpiClass {
  kUserSatisfaction,
  kServiceProcess,
  kTechnologyParts,
  kBusinessReputation,
  kServiceSales,
  kFinance,
  kPeople
};
BOOST_DESCRIBE_ENUM(KpiClass, kUserSatisfaction, kServiceProcess, kTechnologyParts, kBusinessReputation,
                    kServiceSales, kFinance, kPeople)

/// A, R, C of the deck's table: exactly one is accountable; who contributes carries no weight.
enum class Accountability { kAccountable, kResponsible, kContributes };
BOOST_DESCRIBE_ENUM(Accountability, kAccountable, kResponsible, kContributes)

/// kOriginal 原稿版: classes given to roles, as on the deck's page; kRecommended 推荐版: weights per KPI and
/// role; kOwn: changed by hand.
enum class GridOrigin { kOriginal, kRecommended, kOwn };
BOOST_DESCRIBE_ENUM(GridOrigin, kOriginal, kRecommended, kOwn)

struct GridCell {
  Role role = Role::kManager;
  std::optional<Accountability> part;
  double weight = 0;  // \unit percent; those of a role sum to 100
  bool operator==(const GridCell&) const = default;
};
BOOST_DESCRIBE_STRUCT(GridCell, (), (role, part, weight))
std::span<const FieldRule> field_rules(const GridCell*);

struct GridKpi {
  std::string metric;
  KpiClass kpi_class = KpiClass::kUserSatisfaction;
  std::vector<GridCell> cells;  // of the roles that have a part in it
  bool operator==(const GridKpi&) const = default;
};
BOOST_DESCRIBE_STRUCT(GridKpi, (), (metric, kpi_class, cells))
std::span<const FieldRule> field_rules(const GridKpi*);

/// Roles that a grid has, in the order of its columns.
std::span<const Role> grid_roles();
std::vector<GridKpi> template_grid(GridOrigin origin);
/// Whether the built-in table knows the KPI, also when no facts feed it yet.
bool is_known_kpi(std::string_view metric);
/// Whether a role can move a KPI, by the table of who holds what; what the table does not know: yes.
bool can_influence(Role role, std::string_view metric);

enum class CheckCode {
  kWeightsSum,      // the weights of a role sum to 100
  kOneAccountable,  // exactly one role is accountable for a KPI
  kInfluence,       // no weight on a role that cannot move the KPI
  kAtMostEight,     // KPIs with weight per role, and so per person
  kReproduction,    // children's targets make their parent's again
};
BOOST_DESCRIBE_ENUM(CheckCode, kWeightsSum, kOneAccountable, kInfluence, kAtMostEight, kReproduction)

/// A cell that fails a check. `code` is stable and translated on screen.
struct CheckFailure {
  CheckCode check = CheckCode::kWeightsSum;
  std::string code;
  std::string pointer;  // into `kpis`: "/kpis/3/cells/1/weight"; of targets: "/targets/ID"
  std::optional<std::string> metric;
  std::optional<Role> role;
  std::optional<ScopeKind> scope;
  std::optional<std::string> scope_key;
  std::optional<double> expected, actual;
  std::string message;
};
BOOST_DESCRIBE_STRUCT(CheckFailure, (),
                      (check, code, pointer, metric, role, scope, scope_key, expected, actual, message))

/// Every failing cell of a grid, and what no grid may hold: a KPI or a role twice, weights beyond 0..100.
std::vector<CheckFailure> check_grid(std::span<const GridKpi> kpis);
std::vector<FieldError> wrong_cells(std::span<const GridKpi> kpis);

}  // namespace manyi::targets
