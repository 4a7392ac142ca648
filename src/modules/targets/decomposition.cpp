// The use cases of the grid.
// Owns which version is in force and what one looks like.
#include "modules/targets/decomposition.h"

#include <algorithm>
#include <map>

#include "base/json.h"
#include "modules/targets/cascade_rules.h"
#include "modules/targets/keeping.h"
#include "modules/targets/metric_book.h"
#include "modules/targets/staff.h"
#include "modules/targets/targets_events.h"

namespace manyi::targets {
namespace {

constexpr FieldRule kGridMonth = {.name = "month",
                                  .doc = "A month; the running one by default.",
                                  .example = R"("2026-11")",
                                  .min_length = 7,
                                  .max_length = 7};
constexpr std::size_t kMostRows = 100, kLongReason = 500;

std::optional<Period> month_asked(const std::string& text) {
  const auto period = parse_period(text);
  return period && period->kind == PeriodKind::kMonth ? period : std::nullopt;
}

Error no_month() { return invalid("/month", "month", "Expected a month such as 2026-11."); }

GridVersion head_of(const store::GridRow& row, std::int64_t version) {
  GridVersion head;
  head.id = GridId(row.id.value());
  head.valid_from = row.valid_from;
  head.origin = parse_enum<GridOrigin>(row.origin).value_or(GridOrigin::kOwn);
  head.reason = row.reason;
  head.created_by = row.created_by;
  head.created_at = row.created_at;
  head.version = version;
  return head;
}

/// The grid in force with how many were written up to it.
std::pair<GridVersion, std::vector<GridKpi>> current(db::ReadTx& tx, TenantId tenant,
                                                     const std::string& month) {
  const auto row = store::grid_in_force(tx, tenant, month);
  if (!row) return {GridVersion{}, template_grid(GridOrigin::kRecommended)};
  std::int64_t version = 0;
  for (const auto& one : store::grids(tx, tenant)) version += one.id <= row->id;
  auto kpis = from_json<std::vector<GridKpi>>(row->kpis.text);
  return {head_of(*row, version), kpis ? std::move(*kpis) : std::vector<GridKpi>{}};
}

}  // namespace

std::span<const FieldRule> field_rules(const GridQuery*) {
  static constexpr FieldRule kRules[] = {kGridMonth};
  return kRules;
}
std::span<const FieldRule> field_rules(const GridCell*) {
  static constexpr FieldRule kRules[] = {
      {.name = "weight", .doc = "Percent; those of a role sum to 100.", .example = "20"},
      {.name = "part", .doc = "Who is accountable, moves it, or only contributes."}};
  return kRules;
}
std::span<const FieldRule> field_rules(const GridKpi*) {
  static constexpr FieldRule kRules[] = {
      {.name = "metric", .example = R"("ftfr")", .min_length = 1, .max_length = 100},
      {.name = "cells", .doc = "Of the roles that have a part in it.", .max_length = 10}};
  return kRules;
}
std::span<const FieldRule> field_rules(const PutGrid*) {
  static constexpr FieldRule kRules[] = {
      {.name = "month", .doc = "From which on it holds.", .example = R"("2026-12")", .max_length = 7},
      {.name = "kpis", .doc = "The whole grid.", .min_length = 1, .max_length = kMostRows},
      {.name = "reason", .doc = "Why it changes.", .min_length = 1, .max_length = kLongReason}};
  return kRules;
}
std::span<const FieldRule> field_rules(const StartFromTemplate*) {
  static constexpr FieldRule kRules[] = {
      {.name = "month", .doc = "From which on it holds.", .example = R"("2026-12")", .max_length = 7},
      {.name = "origin", .doc = "original: 原稿版; recommended: 推荐版."},
      {.name = "reason", .doc = "Why.", .max_length = kLongReason}};
  return kRules;
}

StoredGrid grid_in_force(db::ReadTx& tx, TenantId tenant, const std::string& month) {
  StoredGrid grid;
  const auto row = store::grid_in_force(tx, tenant, month);
  if (!row) {
    grid.kpis = template_grid(GridOrigin::kRecommended);
    return grid;
  }
  grid.id = GridId(row->id.value());
  grid.valid_from = row->valid_from;
  grid.origin = parse_enum<GridOrigin>(row->origin).value_or(GridOrigin::kOwn);
  if (auto kpis = from_json<std::vector<GridKpi>>(row->kpis.text)) grid.kpis = std::move(*kpis);
  return grid;
}

Grid Decomposition::shown(db::ReadTx& tx, const Caller& caller, const std::string& month, GridVersion head,
                          std::vector<GridKpi> kpis) {
  Grid grid;
  static_cast<GridVersion&>(grid) = std::move(head);
  grid.month = month;
  grid.locked = store::locked_month(tx, caller.tenant, month).has_value();
  grid.roles.assign(grid_roles().begin(), grid_roles().end());
  for (const auto& [kpi_class, name] : enum_entries<KpiClass>()) grid.classes.push_back(kpi_class);
  const auto failures = check_grid(kpis);
  const auto reproduction = check_reproduction(targets_, tx, caller, month);
  std::map<Role, RoleSum> roles;
  for (const auto role : grid_roles()) roles[role].role = role;
  org::ListEmployees active;
  active.state = org::EmployeeState::kActive;
  for (const auto& one : all_employees(targets_.needs().org, tx, caller.tenant, active))
    if (const auto at = roles.find(one.role); at != roles.end()) ++at->second.people;
  std::map<std::pair<KpiClass, Role>, double> classes;
  const auto briefs = targets_.book().known(caller.tenant);
  for (auto& kpi : kpis) {
    GridKpiShown row;
    static_cast<GridKpi&>(row) = std::move(kpi);
    if (const auto at = briefs->find(row.metric); at != briefs->end()) {
      row.name_zh = at->second.name_zh;
      row.name_en = at->second.name_en;
      row.unit = at->second.unit;
      row.better = at->second.better;
    } else {
      row.measured = false;
    }
    for (const auto& cell : row.cells) {
      if (cell.part == Accountability::kAccountable) row.accountable = cell.role;
      if (cell.weight == 0) continue;
      roles[cell.role].sum += cell.weight;
      ++roles[cell.role].kpis;
      classes[{row.kpi_class, cell.role}] += cell.weight;
    }
    grid.kpis.push_back(std::move(row));
  }
  for (const auto role : grid_roles()) grid.role_sums.push_back(roles[role]);
  for (const auto& [key, sum] : classes) grid.class_sums.push_back({key.first, key.second, sum});
  for (const auto& [code, name] : enum_entries<CheckCode>()) {
    GridCheck check;
    check.check = code;
    for (const auto* some : {&failures, &reproduction})
      for (const auto& failure : *some)
        if (failure.check == code) check.failures.push_back(failure);
    check.passed = check.failures.empty();
    grid.checks.push_back(std::move(check));
  }
  return grid;
}

Result<Grid> Decomposition::grid(db::ReadTx& tx, const Caller& caller, const GridQuery& in) {
  const std::string month = in.month.value_or(month_of(targets_.today(tx, caller.tenant)).text);
  if (!month_asked(month)) return no_month();
  auto [head, kpis] = current(tx, caller.tenant, month);
  return shown(tx, caller, month, std::move(head), std::move(kpis));
}

Result<Grid> Decomposition::look_at_template(db::ReadTx& tx, const Caller& caller, const TemplateQuery& in) {
  if (in.origin == GridOrigin::kOwn)
    return invalid("/origin", "choice", "Expected one of: original, recommended.");
  GridVersion head;
  head.origin = in.origin;
  auto grid = shown(tx, caller, month_of(targets_.today(tx, caller.tenant)).text, std::move(head),
                    template_grid(in.origin));
  // What the targets of a month do is no matter of a template.
  std::erase_if(grid.checks, [](const GridCheck& check) { return check.check == CheckCode::kReproduction; });
  return grid;
}

Result<Grid> Decomposition::keep(db::Tx& tx, const Caller& caller, const std::string& month,
                                 GridOrigin origin, std::vector<GridKpi> kpis, const std::string& reason) {
  for (const auto& locked : store::locked_months(tx, caller.tenant)) {
    const auto period = month_asked(locked.month);
    if (period && period->text >= month) return month_is_locked(locked.month);
  }
  store::GridRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<store::GridTag>();
  row.valid_from = month;
  row.origin = enum_name(origin);
  row.kpis = RawJson{to_json(kpis)};
  row.reason = reason;
  row.created_by = caller.user;
  row.created_at = tx.now();
  MANYI_CHECK(store::insert_grid(tx, row));
  DecompositionSet event;
  event.grid = GridId(row.id.value());
  event.valid_from = month;
  event.origin = origin;
  event.kpis = static_cast<std::int64_t>(kpis.size());
  MANYI_CHECK(targets_.needs().events.publish(tx, caller, event));
  auto [head, now] = current(tx, caller.tenant, month);
  return shown(tx, caller, month, std::move(head), std::move(now));
}

Result<Grid> Decomposition::put(db::Tx& tx, const Caller& caller, const PutGrid& in) {
  if (!month_asked(in.month)) return no_month();
  if (in.if_match && *in.if_match != current(tx, caller.tenant, in.month).first.version)
    return stale("The grid was changed in the meantime.");
  auto errors = wrong_cells(in.kpis);
  for (std::size_t i = 0; i < in.kpis.size(); ++i) {
    if (is_known_kpi(in.kpis[i].metric)) continue;
    MANYI_TRY(const auto brief, targets_.book().find(caller.tenant, in.kpis[i].metric));
    if (!brief)
      errors.push_back({"/kpis/" + std::to_string(i) + "/metric", "unknown", "There is no such metric."});
  }
  for (const auto& failure : check_grid(in.kpis))
    errors.push_back({failure.pointer, failure.code, failure.message});
  if (!errors.empty()) return invalid(std::move(errors));
  return keep(tx, caller, in.month, GridOrigin::kOwn, in.kpis, in.reason);
}

Result<Grid> Decomposition::start(db::Tx& tx, const Caller& caller, const StartFromTemplate& in) {
  if (!month_asked(in.month)) return no_month();
  if (in.origin == GridOrigin::kOwn)
    return invalid("/origin", "choice", "Expected one of: original, recommended.");
  return keep(tx, caller, in.month, in.origin, template_grid(in.origin), in.reason.value_or(""));
}

Items<GridVersion> Decomposition::versions(db::ReadTx& tx, const Caller& caller) {
  Items<GridVersion> list;
  const auto rows = store::grids(tx, caller.tenant);
  auto version = static_cast<std::int64_t>(rows.size());
  for (const auto& row : rows) list.items.push_back(head_of(row, version--));
  return list;
}

std::vector<CheckFailure> check_reproduction(Targets& targets, db::ReadTx& tx, const Caller& caller,
                                             const std::string& month) {
  const auto rows = store::targets_of_month(tx, caller.tenant, month);
  std::map<TargetId, const store::TargetRow*> by_id;
  for (const auto& row : rows) by_id[row.id] = &row;
  std::map<std::pair<TargetId, SetBy>, std::vector<const store::TargetRow*>> families;
  // A child changed by hand stays a child.
  for (const auto& row : rows)
    if (row.parent_id && row.volume && (row.rule == SetBy::kCopy || row.rule == SetBy::kShare) &&
        by_id.contains(*row.parent_id))
      families[{*row.parent_id, *row.rule}].push_back(&row);
  std::vector<CheckFailure> found;
  for (const auto& [key, children] : families) {
    const store::TargetRow& parent = *by_id.at(key.first);
    if (!targets.may_see(tx, caller, parent.whose())) continue;
    std::vector<Levels> levels;
    std::vector<double> volumes;
    for (const auto* child : children) {
      levels.push_back(child->levels());
      volumes.push_back(*child->volume);
    }
    const auto sum = key.second == SetBy::kShare ? summed(levels) : reproduced(levels, volumes);
    if (!sum || reproduces(parent.levels(), *sum,
                           key.second == SetBy::kShare ? Matching::kExact : Matching::kWeighted))
      continue;
    CheckFailure failure;
    failure.check = CheckCode::kReproduction;
    failure.code = key.second == SetBy::kShare ? "decomposition.sum_differs" : "decomposition.not_reproduced";
    failure.pointer = "/targets/" + parent.id.text();
    failure.metric = parent.metric;
    failure.scope = parent.scope;
    failure.scope_key = parent.whose().key;
    failure.expected = parent.target;
    failure.actual = sum->target;
    failure.message = key.second == SetBy::kShare
                          ? "The children's targets do not add up to this one."
                          : "The children's targets, by volume, do not make this one.";
    found.push_back(std::move(failure));
  }
  return found;
}

}  // namespace manyi::targets
