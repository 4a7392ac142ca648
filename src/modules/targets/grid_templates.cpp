// Both templates of the grid as data, and who can move what.
// Owns these tables; the numbers are proposals of the specification, to be changed by hand.
#include <algorithm>
#include <array>

#include "modules/targets/decomposition_rules.h"

namespace manyi::targets {
namespace {

using enum Role;

constexpr std::array<Role, 7> kRoles = {kManager,    kInfoSupervisor, kTechSupervisor, kInfoClerk,
                                        kTechnician, kCallbackClerk,  kPartsKeeper};

/// A row: a letter per role (A accountable, R moves it, C contributes, - cannot), and its weights.
struct Row {
  std::string_view metric;
  KpiClass kpi_class;
  std::string_view parts;
  std::array<int, 7> weights;
};

using enum KpiClass;
// The twelve KPIs of the deck have the parts of its table; the rest is held by whom the catalogue calls its owner.
constexpr std::array<Row, 25> kRecommendedRows = {{
    {"csat_rate", kUserSatisfaction, "ARRRR-C", {10, 15, 10, 25, 20, 0, 0}},
    {"vsat_rate", kUserSatisfaction, "ARRRR-C", {10, 0, 0, 0, 0, 0, 0}},
    {"loyalty_rate", kUserSatisfaction, "ARCCR--", {0, 0, 0, 0, 0, 0, 0}},
    {"complaint_rate", kUserSatisfaction, "ARRRR-C", {10, 0, 0, 0, 0, 0, 0}},
    {"complaint_7d", kUserSatisfaction, "CARRR--", {0, 10, 0, 0, 0, 0, 0}},
    {"callback_coverage", kUserSatisfaction, "CA---R-", {0, 15, 0, 0, 0, 35, 0}},
    {"call_quality", kUserSatisfaction, "CA---R-", {0, 0, 0, 0, 0, 25, 0}},
    {"survey_gap", kUserSatisfaction, "CA---R-", {0, 0, 0, 0, 0, 15, 0}},
    {"ftfr", kServiceProcess, "CCACR-R", {0, 0, 20, 0, 20, 0, 0}},
    {"response_time", kServiceProcess, "CARRR--", {0, 20, 0, 25, 0, 0, 0}},
    {"onsite_ontime", kServiceProcess, "CARRR--", {0, 10, 0, 15, 0, 0, 0}},
    {"tat_attain", kServiceProcess, "ARRCR-R", {10, 0, 15, 0, 15, 0, 0}},
    {"escalation_solve", kServiceProcess, "CCACR--", {0, 0, 10, 0, 0, 0, 0}},
    {"process_adherence", kServiceProcess, "CARRRRR", {0, 5, 0, 10, 0, 0, 0}},
    {"part_use_rate", kTechnologyParts, "C-A-R-R", {0, 0, 10, 0, 0, 0, 0}},
    {"part_nff_rate", kTechnologyParts, "C-A-R-R", {0, 0, 10, 0, 10, 0, 0}},
    {"rrr", kTechnologyParts, "CCA-R--", {0, 0, 15, 0, 15, 0, 0}},
    {"zero_wait_hit", kTechnologyParts, "C-C-C-A", {0, 0, 0, 0, 0, 0, 30}},
    {"return_ontime", kTechnologyParts, "C-C-C-A", {0, 0, 0, 0, 0, 0, 25}},
    {"part_eta_keep", kTechnologyParts, "C-C---A", {0, 0, 0, 0, 0, 0, 20}},
    {"stock_days", kTechnologyParts, "C-C---A", {0, 0, 0, 0, 0, 0, 15}},
    {"conduct_score", kBusinessReputation, "ARRRRRR", {0, 15, 10, 15, 15, 25, 10}},
    {"violation_rate", kBusinessReputation, "ARRRRRR", {15, 0, 0, 0, 0, 0, 0}},
    {"quota_attain", kServiceSales, "ARCRR--", {15, 10, 0, 10, 5, 0, 0}},
    {"profit", kFinance, "ACC----", {20, 0, 0, 0, 0, 0, 0}},
}};
constexpr Row kAttrition = {"attrition", kPeople, "ACC----", {10, 0, 0, 0, 0, 0, 0}};

// The page of the deck that was cut off: three classes and their roles. It gives no weights: each KPI of a
// role's classes counts alike. The first role named answers for the class.
constexpr std::array<Row, 9> kOriginalRows = {{
    {"csat_rate", kUserSatisfaction, "ARR----", {34, 17, 17, 0, 0, 0, 0}},
    {"loyalty_rate", kUserSatisfaction, "ARR----", {33, 17, 17, 0, 0, 0, 0}},
    {"complaint_rate", kUserSatisfaction, "ARR----", {33, 17, 17, 0, 0, 0, 0}},
    {"ftfr", kServiceProcess, "-A-R---", {0, 17, 0, 34, 0, 0, 0}},
    {"response_time", kServiceProcess, "-A-R---", {0, 16, 0, 33, 0, 0, 0}},
    {"tat_attain", kServiceProcess, "-A-R---", {0, 16, 0, 33, 0, 0, 0}},
    {"part_use_rate", kTechnologyParts, "--A-R--", {0, 0, 17, 0, 34, 0, 0}},
    {"part_nff_rate", kTechnologyParts, "--A-R--", {0, 0, 16, 0, 33, 0, 0}},
    {"rrr", kTechnologyParts, "--A-R--", {0, 0, 16, 0, 33, 0, 0}},
}};

std::optional<Accountability> part_of(char letter) {
  switch (letter) {
    case 'A': return Accountability::kAccountable;
    case 'R': return Accountability::kResponsible;
    case 'C': return Accountability::kContributes;
    default: return std::nullopt;
  }
}

GridKpi kpi_of(const Row& row) {
  GridKpi kpi;
  kpi.metric = row.metric;
  kpi.kpi_class = row.kpi_class;
  for (std::size_t i = 0; i < kRoles.size(); ++i) {
    const auto part = part_of(row.parts[i]);
    if (part) kpi.cells.push_back({kRoles[i], part, static_cast<double>(row.weights[i])});
  }
  return kpi;
}

const Row* row_of(std::string_view metric) {
  if (metric == kAttrition.metric) return &kAttrition;
  const auto at = std::find_if(kRecommendedRows.begin(), kRecommendedRows.end(),
                               [&](const Row& row) { return row.metric == metric; });
  return at == kRecommendedRows.end() ? nullptr : &*at;
}

}  // namespace

std::span<const Role> grid_roles() { return kRoles; }

std::vector<GridKpi> template_grid(GridOrigin origin) {
  std::vector<GridKpi> kpis;
  if (origin == GridOrigin::kOriginal) {
    for (const auto& row : kOriginalRows) kpis.push_back(kpi_of(row));
    return kpis;
  }
  for (const auto& row : kRecommendedRows) kpis.push_back(kpi_of(row));
  kpis.push_back(kpi_of(kAttrition));
  return kpis;
}

bool is_known_kpi(std::string_view metric) { return row_of(metric) != nullptr; }

bool can_influence(Role role, std::string_view metric) {
  const Row* row = row_of(metric);
  const auto at = std::find(kRoles.begin(), kRoles.end(), role);
  if (at == kRoles.end()) return false;
  return !row || row->parts[static_cast<std::size_t>(at - kRoles.begin())] != '-';
}

}  // namespace manyi::targets
