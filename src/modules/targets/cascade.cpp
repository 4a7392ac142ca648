// Proposing a cascade: which rule, over which tree, from which history.
// Owns what may be asked; keeping a proposal is in cascade_apply.cpp.
#include "modules/targets/cascade.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "modules/performance/performance.h"
#include "modules/targets/budget_rules.h"
#include "modules/targets/cascade_figures.h"
#include "modules/targets/decomposition.h"
#include "modules/targets/keeping.h"
#include "modules/targets/metric_book.h"
#include "modules/targets/staff.h"

namespace manyi::targets {
namespace {

constexpr std::int64_t kMonthsBack = 3, kMostMonths = 24;
constexpr std::size_t kLongReason = 500;
constexpr std::string_view kUsualMix = "service_type";
constexpr double kWhole = 100, kClose = 1e-9;

constexpr FieldRule kMetricRule = {
    .name = "metric", .doc = "Code of the metric.", .example = R"("tat_attain")", .max_length = 100};
constexpr FieldRule kMonthRule = {.name = "month", .example = R"("2026-11")", .max_length = 7};
constexpr FieldRule kKeyRule = {
    .name = "scope_key", .doc = "Id of the site, unit or person; empty for the company.", .max_length = 20};

TargetScope scope_of(const ProposeCascade& in) {
  return {in.scope.value_or(ScopeKind::kCompany), in.scope_key.value_or("")};
}

/// The whole months before the period, and before this one: they are known to the end.
Span history_of(const Period& period, Date today, std::int64_t months) {
  const Date end = std::min(period.from, month_of(today).from);
  return {end.plus_months(-static_cast<int>(months)).text(), end.text()};
}

ProposedTarget item_of(const TreeNode& node, const TreeNode& parent, const std::string& metric,
                       const Levels& levels) {
  ProposedTarget item;
  item.metric = metric;
  item.scope = node.scope.kind;
  item.scope_key = node.scope.key;
  item.label = node.label;
  item.role = node.role;
  item.parent_scope = parent.scope.kind;
  item.parent_key = parent.scope.key;
  item.floor = levels.floor;
  item.target = levels.target;
  item.stretch = levels.stretch;
  return item;
}

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

std::optional<std::size_t> place_of(const std::vector<TreeNode>& tree, const TargetScope& scope) {
  for (std::size_t i = 0; i < tree.size(); ++i)
    if (tree[i].scope == scope) return i;
  return std::nullopt;
}

/// Nodes that get their children's targets, parents first.
std::vector<std::size_t> going_down(const std::vector<TreeNode>& tree, std::size_t top, CascadeDepth depth) {
  std::vector<std::size_t> order{top};
  if (depth == CascadeDepth::kAll)
    for (std::size_t i = 0; i < order.size(); ++i)
      for (const auto child : children_of(tree, order[i])) order.push_back(child);
  return order;
}

void check_options(const ProposeCascade& in, const std::string& unit, std::vector<FieldError>& errors) {
  const CascadeOptions options = in.options.value_or(CascadeOptions{});
  if (options.months && (*options.months < 1 || *options.months > kMostMonths))
    errors.push_back({"/options/months", "range", "Expected 1 to 24 months."});
  const bool sums = unit == "money" || unit == "count";
  if (in.rule == CascadeRule::kCopy && sums)
    errors.push_back({"/rule", "sum_is_shared", "A sum is shared among children, not copied to each."});
  if (in.rule == CascadeRule::kShare && !sums)
    errors.push_back({"/rule", "rate_is_copied", "Only sums are shared; rates and durations are copied."});
  if (in.rule == CascadeRule::kBudget) {
    if (unit == "percent")
      errors.push_back({"/rule", "rate_has_no_parts", "A percentage has no stages or items to spend it on."});
    else if (unit != "duration_ms" && options.parts.empty())
      errors.push_back({"/options/parts", "required", "Name the items and their shares."});
    double sum = 0;
    for (std::size_t i = 0; i < options.parts.size(); ++i) {
      const std::string at = "/options/parts/" + std::to_string(i);
      if (!(options.parts[i].share >= 0 && options.parts[i].share <= kWhole))
        errors.push_back({at + "/share", "range", "Expected a share from 0 to 100."});
      for (std::size_t j = 0; j < i; ++j)
        if (options.parts[j].part == options.parts[i].part)
          errors.push_back({at + "/part", "twice", "This part is named already."});
      sum += options.parts[i].share;
    }
    if (!options.parts.empty() && std::abs(sum - kWhole) > kClose)
      errors.push_back(
          {"/options/parts", "sum", "The shares sum to " + short_number(sum) + " instead of 100."});
  }
  if (in.rule == CascadeRule::kDerived) {
    if (!options.lead) errors.push_back({"/options/lead", "required", "Name the metric that moves first."});
    if (!options.gain || *options.gain == 0 || !std::isfinite(*options.gain))
      errors.push_back({"/options/gain", "required", "Say what one unit of it brings; not 0."});
  }
}

}  // namespace

std::span<const FieldRule> field_rules(const CascadeQuery*) {
  static constexpr FieldRule kRules[] = {kMetricRule, kMonthRule};
  return kRules;
}
std::span<const FieldRule> field_rules(const BudgetShare*) {
  static constexpr FieldRule kRules[] = {
      {.name = "part", .example = R"("diagnosis")", .min_length = 1, .max_length = 60},
      {.name = "share", .doc = "Percent; all sum to 100.", .example = "15"}};
  return kRules;
}
std::span<const FieldRule> field_rules(const CascadeOptions*) {
  static constexpr FieldRule kRules[] = {
      {.name = "depth", .doc = "children: one step; all: down to people."},
      {.name = "months", .doc = "Whole months looked back; 3 by default.", .minimum = 1, .maximum = 24},
      {.name = "mix", .doc = "copy: dimensions that make work hard; service_type.", .max_length = 3},
      {.name = "by", .doc = "share: by history or by heads."},
      {.name = "parts", .doc = "budget: shares of stages or items.", .max_length = 40},
      {.name = "lead", .doc = "derived: the metric that moves first.", .max_length = 100},
      {.name = "gain", .doc = "derived: what one unit of it brings of the parent.", .example = "0.5"}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ProposeCascade*) {
  static constexpr FieldRule kRules[] = {
      kMetricRule, kMonthRule, kKeyRule, {.name = "scope", .doc = "Whose target goes down; company."}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ApplyCascade*) {
  static constexpr FieldRule kRules[] = {
      kMetricRule,
      kMonthRule,
      kKeyRule,
      {.name = "scope", .doc = "Whose target goes down; company."},
      {.name = "items", .doc = "Levels typed in place of the proposed ones.", .max_length = 2000},
      {.name = "reason", .doc = "Kept in the history.", .max_length = kLongReason}};
  return kRules;
}

std::vector<TreeNode> Cascade::tree_for(db::ReadTx& tx, TenantId tenant, const std::string& metric,
                                        const std::string& month) {
  std::set<Role> holders;
  const auto grid = grid_in_force(tx, tenant, month);
  const auto row = std::find_if(grid.kpis.begin(), grid.kpis.end(),
                                [&](const GridKpi& kpi) { return kpi.metric == metric; });
  const bool weighed =
      row != grid.kpis.end() &&
      std::any_of(row->cells.begin(), row->cells.end(), [](const auto& cell) { return cell.weight > 0; });
  if (row != grid.kpis.end())
    for (const auto& cell : row->cells)
      // A KPI without any weight is still somebody's: whoever moves it.
      if (cell.weight > 0 || (!weighed && cell.part && *cell.part != Accountability::kContributes))
        holders.insert(cell.role);
  // A metric that the grid does not have goes down to whoever it credits.
  if (row == grid.kpis.end()) holders.insert(grid_roles().begin(), grid_roles().end());
  auto& org = targets_.needs().org;
  std::vector<TreeSite> sites;
  for (const auto& site : all_sites(org, tx, tenant))
    if (site.state == org::SiteState::kActive) sites.push_back({site.id.text(), site.name});
  org::ListEmployees active;
  active.state = org::EmployeeState::kActive;
  std::vector<TreePerson> people;
  for (const auto& one : all_employees(org, tx, tenant, active))
    people.push_back({one.id.text(), one.name, one.site_id.text(),
                      one.org_unit_id ? one.org_unit_id->text() : std::string(), one.role});
  return tree_of(sites, people, holders);
}

Result<CascadeTree> Cascade::tree(db::ReadTx& tx, const Caller& caller, const CascadeQuery& in) {
  std::vector<FieldError> errors;
  MANYI_TRY(const auto brief, targets_.book().find(caller.tenant, in.metric));
  if (!brief) errors.push_back({"/metric", "unknown", "There is no such metric."});
  const auto period = parse_period(in.month.value_or(month_of(targets_.today(tx, caller.tenant)).text));
  if (!period) errors.push_back({"/month", "month", "Expected a month such as 2026-11."});
  if (!errors.empty()) return invalid(std::move(errors));
  const auto nodes = tree_for(tx, caller.tenant, in.metric, period->text);
  MANYI_TRY(const auto figures,
            figures_of(targets_, caller.tenant, in.metric, {period->from.text(), period->to.text()}, nodes));
  CascadeTree out;
  out.metric = in.metric;
  out.name_zh = brief->name_zh;
  out.name_en = brief->name_en;
  out.unit = brief->unit;
  out.better = brief->better;
  out.month = period->text;
  out.locked = store::locked_month(tx, caller.tenant, period->text).has_value();
  std::map<TargetScope, store::TargetRow> own;
  for (auto& row : store::targets_of_month(tx, caller.tenant, period->text))
    if (row.metric == in.metric) own.emplace(row.whose(), std::move(row));
  std::vector<std::optional<std::int64_t>> shown(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!targets_.may_see(tx, caller, nodes[i].scope)) continue;
    CascadeNode node;
    node.scope = nodes[i].scope.kind;
    node.scope_key = nodes[i].scope.key;
    node.label = nodes[i].label;
    node.role = nodes[i].role;
    node.leads = nodes[i].leads;
    if (nodes[i].parent >= 0) node.parent = shown[static_cast<std::size_t>(nodes[i].parent)];
    auto at = own.find(nodes[i].scope);
    if (at == own.end() && !own.empty()) {
      node.inherited = true;
      for (const auto& above : targets_.above(tx, caller.tenant, nodes[i].scope))
        if (at = own.find(above); at != own.end()) break;
    }
    if (at == own.end()) {
      node.inherited = false;
    } else {
      node.target_id = at->second.id;
      node.floor = at->second.floor;
      node.target = at->second.target;
      node.stretch = at->second.stretch;
      if (!node.inherited) {
        node.rule = at->second.rule;
        node.relation = at->second.relation;
      }
    }
    node.value = figures[i].value;
    node.low = figures[i].low;
    node.high = figures[i].high;
    node.n = figures[i].n;
    node.provisional = figures[i].provisional;
    shown[i] = static_cast<std::int64_t>(out.nodes.size());
    out.nodes.push_back(std::move(node));
  }
  return out;
}

// ---- proposals ------------------------------------------------------------------------------------

Result<CascadeProposal> Cascade::propose(db::ReadTx& tx, const Caller& caller, const ProposeCascade& in) {
  std::vector<FieldError> errors;
  MANYI_TRY(const auto briefs, targets_.book().fresh(caller.tenant));
  const auto brief = briefs->find(in.metric);
  if (brief == briefs->end())
    errors.push_back({"/metric", "unknown", "There is no such metric."});
  else
    check_options(in, brief->second.unit, errors);
  const auto period = parse_period(in.month);
  if (!period) errors.push_back({"/month", "month", "Expected a month such as 2026-11."});
  const TargetScope scope = scope_of(in);
  const auto scope_id = scope_id_of(scope);
  if (!scope_id || !targets_.condition_of(tx, caller.tenant, scope))
    errors.push_back({"/scope_key", "not_found", "There is no such site, unit or employee."});
  if (!errors.empty()) return invalid(std::move(errors));
  if (!targets_.may_see(tx, caller, scope)) return not_found("target.not_found", "There is no such target.");
  const auto parent = store::target_of(tx, caller.tenant, period->text, in.metric, scope.kind, *scope_id);
  if (!parent) return conflict("target.no_parent", "Set the target that is to go down first.", {"set"});
  CascadeProposal out;
  out.metric = in.metric;
  out.month = period->text;
  out.rule = in.rule;
  out.parent_id = parent->id;
  out.parent_version = parent->version;
  out.scope = scope.kind;
  out.scope_key = scope.key;
  out.floor = parent->floor;
  out.target = parent->target;
  out.stretch = parent->stretch;
  const auto span = history_of(*period, targets_.today(tx, caller.tenant),
                               in.options ? in.options->months.value_or(kMonthsBack) : kMonthsBack);
  out.from = span.from;
  out.to = span.to;
  switch (in.rule) {
    case CascadeRule::kCopy: MANYI_CHECK(copy_down(tx, caller, in, out)); break;
    case CascadeRule::kShare: MANYI_CHECK(share_down(tx, caller, in, out)); break;
    case CascadeRule::kBudget: MANYI_CHECK(split(in, brief->second.unit, out)); break;
    case CascadeRule::kDerived: MANYI_CHECK(derive(tx, caller, in, out)); break;
  }
  const bool begun = period->from <= targets_.today(tx, caller.tenant);
  for (auto& item : out.items) {
    const auto there = store::target_of(tx, caller.tenant, out.month, item.metric, item.scope,
                                        scope_id_of({item.scope, item.scope_key}).value_or(0));
    item.action = !there                                                             ? ItemAction::kSet
                  : there->levels() == Levels{item.floor, item.target, item.stretch} ? ItemAction::kUnchanged
                  : begun                                                            ? ItemAction::kPropose
                                                                                     : ItemAction::kChange;
  }
  return out;
}

Result<void> Cascade::copy_down(db::ReadTx& tx, const Caller& caller, const ProposeCascade& in,
                                CascadeProposal& out) {
  const auto tree = tree_for(tx, caller.tenant, in.metric, out.month);
  const auto top = place_of(tree, {out.scope, out.scope_key});
  if (!top) return invalid("/scope_key", "no_children", "Nobody below this scope holds the metric.");
  const CascadeOptions options = in.options.value_or(CascadeOptions{});
  const Span span{out.from, out.to};
  MANYI_TRY(const auto figures, figures_of(targets_, caller.tenant, in.metric, span, tree));
  const bool asked = !options.mix.empty();
  auto mixes = mixes_of(targets_, caller.tenant, in.metric, span, tree,
                        asked ? options.mix : std::vector<std::string>{std::string(kUsualMix)});
  // Nobody asked for the usual mix: a metric without it has none.
  if (!mixes && (asked || mixes.error().code != ErrorCode::kInvalid)) return std::move(mixes).error();
  const auto briefs = targets_.book().known(caller.tenant);
  const Levels given{out.floor, out.target, out.stretch};
  const Bounds bounds = bounds_of(given, briefs->at(in.metric).unit);
  std::vector<Levels> levels(tree.size());
  levels[*top] = given;
  for (const auto node : going_down(tree, *top, options.depth.value_or(CascadeDepth::kAll))) {
    const auto children = children_of(tree, node);
    std::vector<double> volumes;
    std::vector<Mix> mix;
    for (const auto child : children) {
      volumes.push_back(figures[child].volume);
      mix.push_back(mixes ? mixes->of_node[child] : Mix{});
    }
    const auto hard = difficulties(mix, mixes ? mixes->values : std::map<std::string, double>{});
    const auto copies = copied_levels(levels[node], volumes, hard, bounds);
    for (std::size_t i = 0; i < children.size(); ++i) {
      levels[children[i]] = copies[i];
      auto item = item_of(tree[children[i]], tree[node], in.metric, copies[i]);
      item.volume = volumes[i];
      item.difficulty = hard[i];
      out.items.push_back(std::move(item));
    }
  }
  if (out.items.empty())
    return invalid("/scope_key", "no_children", "Nobody below this scope holds the metric.");
  return {};
}

Result<void> Cascade::share_down(db::ReadTx& tx, const Caller& caller, const ProposeCascade& in,
                                 CascadeProposal& out) {
  const auto tree = tree_for(tx, caller.tenant, in.metric, out.month);
  const auto top = place_of(tree, {out.scope, out.scope_key});
  if (!top) return invalid("/scope_key", "no_children", "Nobody below this scope holds the metric.");
  const CascadeOptions options = in.options.value_or(CascadeOptions{});
  std::vector<double> weights(tree.size(), 0);
  if (options.by == ShareBy::kCapacity) {
    for (std::size_t i = 0; i < tree.size(); ++i)
      weights[i] = static_cast<double>(people_below(tree, i).size());
  } else {
    MANYI_TRY(const auto figures, figures_of(targets_, caller.tenant, in.metric, {out.from, out.to}, tree));
    for (std::size_t i = 0; i < tree.size(); ++i) weights[i] = std::max(0.0, figures[i].value.value_or(0));
  }
  std::vector<Levels> levels(tree.size());
  levels[*top] = {out.floor, out.target, out.stretch};
  for (const auto node : going_down(tree, *top, options.depth.value_or(CascadeDepth::kAll))) {
    const auto children = children_of(tree, node);
    std::vector<double> shares;
    double sum = 0;
    for (const auto child : children) {
      shares.push_back(weights[child]);
      sum += weights[child];
    }
    const auto given = share_levels(levels[node], shares);
    for (std::size_t i = 0; i < children.size(); ++i) {
      levels[children[i]] = given[i];
      auto item = item_of(tree[children[i]], tree[node], in.metric, given[i]);
      item.volume = sum > 0 ? shares[i] / sum : 1.0 / static_cast<double>(children.size());
      out.items.push_back(std::move(item));
    }
  }
  if (out.items.empty())
    return invalid("/scope_key", "no_children", "Nobody below this scope holds the metric.");
  return {};
}

Result<void> Cascade::split(const ProposeCascade& in, const std::string& unit, CascadeProposal& out) {
  std::vector<std::pair<std::string, double>> shares;
  if (in.options)
    for (const auto& part : in.options->parts) shares.emplace_back(part.part, part.share);
  if (shares.empty() && unit == "duration_ms")
    for (const auto& [stage, share] : stage_shares()) shares.emplace_back(std::string(stage), share);
  out.parts = split_budget({out.floor, out.target, out.stretch}, shares);
  return {};
}

Result<void> Cascade::derive(db::ReadTx& tx, const Caller& caller, const ProposeCascade& in,
                             CascadeProposal& out) {
  const auto briefs = targets_.book().known(caller.tenant);
  const auto& brief = briefs->at(in.metric);
  const std::string& lead = *in.options->lead;
  const double gain = *in.options->gain;
  const auto at = briefs->find(lead);
  if (at == briefs->end()) return invalid("/options/lead", "unknown", "There is no such metric.");
  if (std::find(brief.leads.begin(), brief.leads.end(), lead) == brief.leads.end()) {
    std::string all;
    for (const auto& one : brief.leads) all += (all.empty() ? "" : ", ") + one;
    return invalid("/options/lead", "does_not_lead",
                   all.empty() ? "Nothing is known to move before this metric."
                               : "It does not move before this metric; these do: " + all + ".");
  }
  // Better to better brings a gain; a metric that falls while the other rises, a loss.
  if ((brief.better == at->second.better) != (gain > 0))
    return invalid("/options/gain", "sign",
                   brief.better == at->second.better
                       ? "Both get better the same way: expected a number above 0."
                       : "They get better in opposite ways: expected one below 0.");
  const TargetScope scope{out.scope, out.scope_key};
  MANYI_TRY(const std::string where, targets_.condition_of(tx, caller.tenant, scope));
  performance::KpiQuery query;
  query.metrics = {in.metric, lead};
  query.from = out.from;
  query.to = out.to;
  if (!where.empty()) query.where = where;
  MANYI_TRY(const auto answer, targets_.needs().performance.evaluate(Caller::system(caller.tenant), query));
  std::vector<double> today;
  for (const auto& one : answer.metrics)
    if (!one.cells.empty() && one.cells.front().value) today.push_back(*one.cells.front().value);
  if (today.size() != 2)
    return conflict("target.no_history", "One of the two metrics has no figures in these months.");
  const Levels parent{out.floor, out.target, out.stretch};
  Bounds bounds;
  if (at->second.unit == "percent") bounds = {0, 1};
  const Levels levels = derived_levels(parent, today[0], today[1], gain, bounds);
  auto wrong = wrong_levels(levels, at->second.better, at->second.unit);
  if (!wrong.empty())
    return invalid("/options/gain", "out_of_reach",
                   "With this gain the lead's levels leave what it can be: " + wrong.front().message);
  ProposedTarget item;
  item.metric = lead;
  item.scope = out.scope;
  item.scope_key = out.scope_key;
  item.label = targets_.label_of(tx, caller.tenant, scope);
  item.parent_scope = out.scope;
  item.parent_key = out.scope_key;
  item.floor = levels.floor;
  item.target = levels.target;
  item.stretch = levels.stretch;
  item.relation = in.metric + " = " + short_number(today[0]) + " + " + short_number(gain) + " x (" + lead +
                  " - " + short_number(today[1]) + ")";
  out.items.push_back(std::move(item));
  return {};
}

}  // namespace manyi::targets
