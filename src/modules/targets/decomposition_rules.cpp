// The templates of the grid as data, its checks, and the arithmetic of a cascade.
// Owns these tables.
#include "modules/targets/decomposition_rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace manyi::targets {
namespace {

using enum Role;

struct Weight {
  std::string_view metric;
  double weight;
};
struct RoleWeights {
  Role role;
  std::vector<Weight> weights;
};

const std::vector<RoleWeights>& recommended() {
  static const std::vector<RoleWeights> kWeights = {
      {kManager,
       {{"csat_rate", 10},
        {"vsat_rate", 10},
        {"complaint_rate", 10},
        {"tat_attain", 10},
        {"violation_rate", 15},
        {"quota_attain", 15},
        {"profit", 20},
        {"attrition", 10}}},
      {kInfoSupervisor,
       {{"csat_rate", 15},
        {"complaint_7d", 10},
        {"response_time", 20},
        {"onsite_ontime", 10},
        {"callback_coverage", 15},
        {"conduct_score", 15},
        {"quota_attain", 10},
        {"process_adherence", 5}}},
      {kTechSupervisor,
       {{"csat_rate", 10},
        {"ftfr", 20},
        {"tat_attain", 15},
        {"rrr", 15},
        {"part_nff_rate", 10},
        {"part_use_rate", 10},
        {"escalation_solve", 10},
        {"conduct_score", 10}}},
      {kInfoClerk,
       {{"csat_rate", 25},
        {"response_time", 25},
        {"onsite_ontime", 15},
        {"process_adherence", 10},
        {"conduct_score", 15},
        {"quota_attain", 10}}},
      {kTechnician,
       {{"csat_rate", 20},
        {"ftfr", 20},
        {"tat_attain", 15},
        {"rrr", 15},
        {"part_nff_rate", 10},
        {"conduct_score", 15},
        {"quota_attain", 5}}},
      {kCallbackClerk,
       {{"callback_coverage", 35}, {"call_quality", 25}, {"survey_gap", 15}, {"conduct_score", 25}}},
      {kPartsKeeper,
       {{"zero_wait_hit", 30},
        {"return_ontime", 25},
        {"part_eta_keep", 20},
        {"stock_days", 15},
        {"conduct_score", 10}}}};
  return kWeights;
}

// The deck's page gives classes to roles and no weights: each KPI of a role's classes counts alike.
const std::vector<RoleWeights>& original() {
  static const std::vector<RoleWeights> kWeights = {
      {kManager, {{"csat_rate", 34}, {"loyalty_rate", 33}, {"complaint_rate", 33}}},
      {kInfoSupervisor,
       {{"csat_rate", 17},
        {"loyalty_rate", 17},
        {"complaint_rate", 17},
        {"ftfr", 17},
        {"response_time", 16},
        {"tat_attain", 16}}},
      {kTechSupervisor,
       {{"csat_rate", 17},
        {"loyalty_rate", 17},
        {"complaint_rate", 17},
        {"part_use_rate", 17},
        {"part_nff_rate", 16},
        {"rrr", 16}}},
      {kInfoClerk, {{"ftfr", 34}, {"response_time", 33}, {"tat_attain", 33}}},
      {kTechnician, {{"part_use_rate", 34}, {"part_nff_rate", 33}, {"rrr", 33}}}};
  return kWeights;
}

constexpr std::array<Role, 6> kColumns = {kManager,   kInfoSupervisor, kTechSupervisor,
                                          kInfoClerk, kTechnician,     kPartsKeeper};
struct Held {
  std::string_view metric;
  std::string_view by;  // a letter per column: A accountable, R moves it, C contributes, - cannot
};
// Who holds what for the twelve KPIs of the deck; metrics of the same KPI stand together.
constexpr std::array<Held, 18> kHeld = {{{"csat_rate", "ARRRRC"},
                                         {"vsat_rate", "ARRRRC"},
                                         {"loyalty_rate", "ARCCR-"},
                                         {"complaint_rate", "ARRRRC"},
                                         {"complaint_7d", "CACRR-"},
                                         {"ftfr", "CCACRR"},
                                         {"response_time", "CARRR-"},
                                         {"response_attain", "CARRR-"},
                                         {"onsite_ontime", "CARRR-"},
                                         {"tat", "ARRCRR"},
                                         {"tat_attain", "ARRCRR"},
                                         {"part_use_rate", "C-A-RR"},
                                         {"part_nff_rate", "C-A-RR"},
                                         {"rrr", "CCA-R-"},
                                         {"conduct_score", "ARRRRR"},
                                         {"violation_rate", "ARRRRR"},
                                         {"quota_attain", "ARCRR-"},
                                         {"process_adherence", "CARRRR"}}};
// Accountable for what the table does not name.
constexpr std::array<std::pair<std::string_view, Role>, 10> kAccountable = {
    {{"profit", kManager},
     {"attrition", kManager},
     {"callback_coverage", kInfoSupervisor},
     {"call_quality", kInfoSupervisor},
     {"survey_gap", kInfoSupervisor},
     {"escalation_solve", kTechSupervisor},
     {"zero_wait_hit", kTechSupervisor},
     {"return_ontime", kTechSupervisor},
     {"part_eta_keep", kTechSupervisor},
     {"stock_days", kTechSupervisor}}};

std::optional<Accountability> accountability_of(char letter) {
  switch (letter) {
    case 'A': return Accountability::kAccountable;
    case 'R': return Accountability::kResponsible;
    case 'C': return Accountability::kContributes;
    default: return std::nullopt;
  }
}

const Held* held(std::string_view metric) {
  const auto found =
      std::find_if(kHeld.begin(), kHeld.end(), [&](const Held& one) { return one.metric == metric; });
  return found == kHeld.end() ? nullptr : &*found;
}

std::string pointer_of(std::size_t cell, std::string_view field) {
  return "/cells/" + std::to_string(cell) + "/" + std::string(field);
}

constexpr std::array<Stage, 7> kStages = {{{"intake", 0.05},
                                           {"dispatch", 0.10},
                                           {"diagnosis", 0.15},
                                           {"quote", 0.10},
                                           {"part", 0.40},
                                           {"repair_qc", 0.15},
                                           {"delivery", 0.05}}};

}  // namespace

std::vector<GridCell> template_cells(GridTemplate origin) {
  std::vector<GridCell> cells;
  const auto& weights = origin == GridTemplate::kOriginal ? original() : recommended();
  std::vector<std::string> metrics;
  for (const auto& [role, list] : weights)
    for (const auto& [metric, weight] : list) {
      cells.push_back({std::string(metric), role, weight, Accountability::kResponsible});
      if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) metrics.emplace_back(metric);
    }
  const auto cell_of = [&](std::string_view metric, Role role) -> GridCell& {
    for (auto& cell : cells)
      if (cell.metric == metric && cell.role == role) return cell;
    return cells.emplace_back(GridCell{std::string(metric), role, 0, std::nullopt});
  };
  for (const auto& metric : metrics) {
    if (const Held* row = held(metric)) {
      for (std::size_t i = 0; i < kColumns.size(); ++i)
        if (const auto holds = accountability_of(row->by[i]))
          cell_of(metric, kColumns[i]).accountability = holds;
    } else {
      for (const auto& [name, role] : kAccountable)
        if (name == metric) cell_of(metric, role).accountability = Accountability::kAccountable;
    }
  }
  return cells;
}

KpiClass class_of(std::string_view metric) {
  static const std::map<std::string_view, KpiClass> kClasses = {{"csat_rate", KpiClass::kSatisfaction},
                                                                {"vsat_rate", KpiClass::kSatisfaction},
                                                                {"dsat_rate", KpiClass::kSatisfaction},
                                                                {"loyalty_rate", KpiClass::kSatisfaction},
                                                                {"nps", KpiClass::kSatisfaction},
                                                                {"complaint_rate", KpiClass::kSatisfaction},
                                                                {"complaint_7d", KpiClass::kSatisfaction},
                                                                {"plan_n1", KpiClass::kSatisfaction},
                                                                {"dealer_csat", KpiClass::kSatisfaction},
                                                                {"survey_gap", KpiClass::kSatisfaction},
                                                                {"ftfr", KpiClass::kProcess},
                                                                {"response_time", KpiClass::kProcess},
                                                                {"response_attain", KpiClass::kProcess},
                                                                {"onsite_ontime", KpiClass::kProcess},
                                                                {"reschedule_rate", KpiClass::kProcess},
                                                                {"tat", KpiClass::kProcess},
                                                                {"tat_attain", KpiClass::kProcess},
                                                                {"tat_p90", KpiClass::kProcess},
                                                                {"callback_coverage", KpiClass::kProcess},
                                                                {"call_quality", KpiClass::kProcess},
                                                                {"process_adherence", KpiClass::kProcess},
                                                                {"backlog_age", KpiClass::kProcess},
                                                                {"escalation_solve", KpiClass::kProcess},
                                                                {"part_use_rate", KpiClass::kTechnology},
                                                                {"part_nff_rate", KpiClass::kTechnology},
                                                                {"rrr", KpiClass::kTechnology},
                                                                {"part_doa_rate", KpiClass::kTechnology},
                                                                {"zero_wait_hit", KpiClass::kTechnology},
                                                                {"return_ontime", KpiClass::kTechnology},
                                                                {"stock_days", KpiClass::kTechnology},
                                                                {"part_eta_keep", KpiClass::kTechnology},
                                                                {"conduct_score", KpiClass::kReputation},
                                                                {"violation_rate", KpiClass::kReputation},
                                                                {"praise_rate", KpiClass::kReputation},
                                                                {"reputation_coef", KpiClass::kReputation},
                                                                {"quota_attain", KpiClass::kSales},
                                                                {"attach_rate", KpiClass::kSales},
                                                                {"quote_win_rate", KpiClass::kSales},
                                                                {"sales_amount", KpiClass::kSales}};
  const auto found = kClasses.find(metric);
  return found == kClasses.end() ? KpiClass::kFinancePeople : found->second;
}

bool can_influence(Role role, std::string_view metric) {
  const Held* row = held(metric);
  const auto column = std::find(kColumns.begin(), kColumns.end(), role);
  if (row == nullptr || column == kColumns.end()) return true;
  return row->by[static_cast<std::size_t>(column - kColumns.begin())] != '-';
}

std::vector<DecompositionCheck> check_grid(std::span<const GridCell> cells) {
  std::vector<DecompositionCheck> found;
  std::set<CheckCode> failed;
  const auto fail = [&](DecompositionCheck check) {
    failed.insert(check.code);
    found.push_back(std::move(check));
  };
  std::map<Role, std::pair<double, std::size_t>> of_role;  // weight, KPIs
  std::map<Role, std::size_t> last_cell;
  std::map<std::string, std::vector<std::size_t>> accountable;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const GridCell& cell = cells[i];
    auto& held_by = accountable[cell.metric];
    if (cell.accountability == Accountability::kAccountable) held_by.push_back(i);
    if (cell.weight == 0) continue;
    of_role[cell.role].first += cell.weight;
    ++of_role[cell.role].second;
    last_cell[cell.role] = i;
    if (!can_influence(cell.role, cell.metric) || cell.accountability == Accountability::kContributes)
      fail({.code = CheckCode::kNoInfluence,
            .pointer = pointer_of(i, "weight"),
            .metric = cell.metric,
            .role = cell.role,
            .scope = {},
            .scope_key = {},
            .found = cell.weight,
            .wanted = 0});
  }
  for (const auto& [role, sums] : of_role) {
    if (std::abs(sums.first - kWholeWeight) > 1e-9)
      fail({.code = CheckCode::kWeightsSum,
            .pointer = pointer_of(last_cell[role], "weight"),
            .metric = {},
            .role = role,
            .scope = {},
            .scope_key = {},
            .found = sums.first,
            .wanted = kWholeWeight});
    if (sums.second > kMostKpis)
      fail({.code = CheckCode::kTooMany,
            .pointer = pointer_of(last_cell[role], "weight"),
            .metric = {},
            .role = role,
            .scope = {},
            .scope_key = {},
            .found = static_cast<double>(sums.second),
            .wanted = static_cast<double>(kMostKpis)});
  }
  for (const auto& [metric, holders] : accountable)
    if (holders.size() != 1) {
      const auto first =
          std::find_if(cells.begin(), cells.end(), [&](const auto& cell) { return cell.metric == metric; });
      fail({.code = CheckCode::kAccountableOne,
            .pointer =
                pointer_of(holders.size() > 1 ? holders[1] : static_cast<std::size_t>(first - cells.begin()),
                           "accountability"),
            .metric = metric,
            .role = {},
            .scope = {},
            .scope_key = {},
            .found = static_cast<double>(holders.size()),
            .wanted = 1});
    }
  for (const auto code :
       {CheckCode::kWeightsSum, CheckCode::kAccountableOne, CheckCode::kNoInfluence, CheckCode::kTooMany})
    if (!failed.contains(code)) {
      DecompositionCheck passed;
      passed.code = code;
      passed.passed = true;
      found.push_back(std::move(passed));
    }
  return found;
}

std::vector<double> copied_targets(double parent, std::span<const Child> children, double difficulty,
                                   double low, double high) {
  std::vector<double> targets(children.size(), parent);
  double volume = 0, past = 0, known = 0;
  for (const auto& child : children) {
    volume += child.volume;
    if (!child.past) continue;
    known += child.volume;
    past += child.volume * *child.past;
  }
  if (volume <= 0 || known <= 0) return targets;
  const double mean = past / known;
  for (std::size_t i = 0; i < children.size(); ++i)
    if (children[i].past)
      targets[i] = std::clamp(parent + difficulty * (*children[i].past - mean), low, high);
  // What clamping took away is given to those who still have room, until the sum is the parent's again.
  for (int round = 0; round < 50; ++round) {
    const double gap = parent - reproduced(targets, children);
    if (std::abs(gap) < 1e-13) break;
    double room = 0;
    const auto has_room = [&](std::size_t i) { return gap > 0 ? targets[i] < high : targets[i] > low; };
    for (std::size_t i = 0; i < children.size(); ++i)
      if (has_room(i)) room += children[i].volume;
    if (room <= 0) break;
    for (std::size_t i = 0; i < children.size(); ++i)
      if (has_room(i)) targets[i] = std::clamp(targets[i] + gap * volume / room, low, high);
  }
  return targets;
}

std::vector<std::int64_t> shared_units(std::int64_t parent, std::span<const double> volumes) {
  std::vector<std::int64_t> units(volumes.size(), 0);
  if (volumes.empty()) return units;
  std::vector<double> weights(volumes.begin(), volumes.end());
  double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (sum <= 0) {
    std::fill(weights.begin(), weights.end(), 1.0);
    sum = static_cast<double>(weights.size());
  }
  std::vector<std::pair<double, std::size_t>> remainders;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = static_cast<double>(parent) * weights[i] / sum;
    units[i] = static_cast<std::int64_t>(std::floor(exact));
    given += units[i];
    remainders.emplace_back(exact - std::floor(exact), i);
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; given < parent; i = (i + 1) % remainders.size(), ++given)
    ++units[remainders[i].second];
  for (std::size_t i = remainders.size(); given > parent; --given) {
    i = i == 0 ? remainders.size() - 1 : i - 1;
    --units[remainders[i].second];
  }
  return units;
}

std::span<const Stage> stage_shares() { return kStages; }

double reproduced(std::span<const double> targets, std::span<const Child> children) {
  double sum = 0, volume = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    sum += targets[i] * children[i].volume;
    volume += children[i].volume;
  }
  return volume > 0 ? sum / volume : 0;
}

}  // namespace manyi::targets
