// Checks of the grid.
// Owns their codes and words.
#include "modules/targets/decomposition_rules.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace manyi::targets {
namespace {

constexpr double kClose = 1e-9;

std::string cell_pointer(std::size_t kpi, std::size_t cell, const char* field) {
  return "/kpis/" + std::to_string(kpi) + "/cells/" + std::to_string(cell) + "/" + field;
}

std::string number_text(double value) {
  std::string text = std::to_string(value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

CheckFailure failure(CheckCode check, const char* code, std::string pointer, std::string message) {
  CheckFailure found;
  found.check = check;
  found.code = code;
  found.pointer = std::move(pointer);
  found.message = std::move(message);
  return found;
}

const std::string& role_name(Role role) { return enum_name(role); }

void check_roles(std::span<const GridKpi> kpis, std::vector<CheckFailure>& found) {
  struct Load {
    double sum = 0;
    std::size_t kpis = 0;
    std::string last;  // pointer of the last cell with weight
    bool named = false;
  };
  std::map<Role, Load> loads;
  for (std::size_t i = 0; i < kpis.size(); ++i)
    for (std::size_t j = 0; j < kpis[i].cells.size(); ++j) {
      const GridCell& cell = kpis[i].cells[j];
      if (cell.weight == 0) continue;
      Load& load = loads[cell.role];
      load.sum += cell.weight;
      ++load.kpis;
      load.last = cell_pointer(i, j, "weight");
    }
  for (const auto& [role, load] : loads) {
    if (std::abs(load.sum - kWholeWeight) > kClose) {
      auto one = failure(
          CheckCode::kWeightsSum, "decomposition.weights_sum", load.last,
          "The weights of " + role_name(role) + " sum to " + number_text(load.sum) + " instead of 100.");
      one.role = role;
      one.expected = kWholeWeight;
      one.actual = load.sum;
      found.push_back(std::move(one));
    }
    if (load.kpis > kMostKpis) {
      auto one = failure(CheckCode::kAtMostEight, "decomposition.too_many", load.last,
                         role_name(role) + " has " + std::to_string(load.kpis) + " KPIs; at most 8 work.");
      one.role = role;
      one.expected = static_cast<double>(kMostKpis);
      one.actual = static_cast<double>(load.kpis);
      found.push_back(std::move(one));
    }
  }
}

void check_accountable(std::span<const GridKpi> kpis, std::vector<CheckFailure>& found) {
  for (std::size_t i = 0; i < kpis.size(); ++i) {
    std::vector<std::size_t> holders;
    for (std::size_t j = 0; j < kpis[i].cells.size(); ++j)
      if (kpis[i].cells[j].part == Accountability::kAccountable) holders.push_back(j);
    if (holders.size() == 1) continue;
    const bool none = holders.empty();
    auto one = failure(
        CheckCode::kOneAccountable,
        none ? "decomposition.nobody_accountable" : "decomposition.several_accountable",
        none ? "/kpis/" + std::to_string(i) + "/cells" : cell_pointer(i, holders[1], "part"),
        none ? "Nobody is accountable for " + kpis[i].metric + "."
             : std::to_string(holders.size()) + " roles are accountable for " + kpis[i].metric + "; one is.");
    one.metric = kpis[i].metric;
    if (!none) one.role = kpis[i].cells[holders[1]].role;
    one.expected = 1;
    one.actual = static_cast<double>(holders.size());
    found.push_back(std::move(one));
  }
}

void check_influence(std::span<const GridKpi> kpis, std::vector<CheckFailure>& found) {
  for (std::size_t i = 0; i < kpis.size(); ++i)
    for (std::size_t j = 0; j < kpis[i].cells.size(); ++j) {
      const GridCell& cell = kpis[i].cells[j];
      const char* code = nullptr;
      std::string message;
      const char* field = "weight";
      const bool moves =
          cell.part == Accountability::kAccountable || cell.part == Accountability::kResponsible;
      if (!can_influence(cell.role, kpis[i].metric) && (cell.weight != 0 || moves)) {
        code = "decomposition.cannot_influence";
        message = role_name(cell.role) + " cannot move " + kpis[i].metric + ".";
        if (cell.weight == 0) field = "part";
      } else if (cell.weight != 0 && cell.part == Accountability::kContributes) {
        code = "decomposition.contributes_only";
        message = role_name(cell.role) + " only contributes to " + kpis[i].metric + ": no weight.";
      } else if (cell.weight != 0 && !cell.part) {
        code = "decomposition.no_part";
        message = role_name(cell.role) + " has no part in " + kpis[i].metric + ": no weight.";
      }
      if (!code) continue;
      auto one = failure(CheckCode::kInfluence, code, cell_pointer(i, j, field), std::move(message));
      one.metric = kpis[i].metric;
      one.role = cell.role;
      one.expected = 0;
      one.actual = cell.weight;
      found.push_back(std::move(one));
    }
}

}  // namespace

std::vector<CheckFailure> check_grid(std::span<const GridKpi> kpis) {
  std::vector<CheckFailure> found;
  check_roles(kpis, found);
  check_accountable(kpis, found);
  check_influence(kpis, found);
  return found;
}

std::vector<FieldError> wrong_cells(std::span<const GridKpi> kpis) {
  std::vector<FieldError> errors;
  std::set<std::string> metrics;
  for (std::size_t i = 0; i < kpis.size(); ++i) {
    const std::string row = "/kpis/" + std::to_string(i);
    if (!metrics.insert(kpis[i].metric).second)
      errors.push_back({row + "/metric", "twice", "This KPI has a row already."});
    std::set<Role> roles;
    for (std::size_t j = 0; j < kpis[i].cells.size(); ++j) {
      const GridCell& cell = kpis[i].cells[j];
      const auto all = grid_roles();
      if (std::find(all.begin(), all.end(), cell.role) == all.end())
        errors.push_back({cell_pointer(i, j, "role"), "role", "This role has no KPIs."});
      else if (!roles.insert(cell.role).second)
        errors.push_back({cell_pointer(i, j, "role"), "twice", "This role has a cell in the row already."});
      if (!std::isfinite(cell.weight) || cell.weight < 0 || cell.weight > kWholeWeight)
        errors.push_back({cell_pointer(i, j, "weight"), "range", "Expected a weight from 0 to 100."});
    }
  }
  return errors;
}

}  // namespace manyi::targets
