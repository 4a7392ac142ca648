// Asking performance for a tree.
// Owns the mapping of nodes to dimensions.
#include "modules/targets/cascade_figures.h"

#include <cmath>

#include "modules/performance/performance.h"

namespace manyi::targets {
namespace {

using performance::CellAnswer;

NodeFigure figure_of(const CellAnswer& cell) {
  NodeFigure figure;
  figure.value = cell.value;
  figure.n = cell.n;
  figure.volume = std::abs(cell.denominator.value_or(static_cast<double>(cell.n)));
  if (figure.volume == 0) figure.volume = static_cast<double>(cell.n);
  figure.provisional = cell.provisional;
  if (cell.interval) {
    figure.low = cell.interval->front();
    figure.high = cell.interval->back();
  }
  return figure;
}

bool is_stranger(const Error& error) {
  return error.code == ErrorCode::kInvalid && !error.fields.empty() &&
         (error.fields.front().code == "unknown_dimension" || error.fields.front().code == "unknown_name");
}

/// nullopt: the metric has no such dimension.
Result<std::optional<std::vector<CellAnswer>>> ask(Targets& targets, TenantId tenant,
                                                   const std::string& metric, const Span& span,
                                                   std::vector<std::string> by, std::string where = "") {
  performance::KpiQuery query;
  query.metrics = {metric};
  query.from = span.from;
  query.to = span.to;
  query.by = std::move(by);
  if (!where.empty()) query.where = std::move(where);
  auto answer = targets.needs().performance.evaluate(Caller::system(tenant), query);
  if (!answer) {
    if (is_stranger(answer.error())) return std::optional<std::vector<CellAnswer>>();
    return std::move(answer).error();
  }
  return std::optional(std::move(answer->metrics.front().cells));
}

std::string key_in(const CellAnswer& cell, const std::string& dimension) {
  const auto at = cell.keys.find(dimension);
  return at == cell.keys.end() ? std::string() : at->second.value_or("");
}

std::string condition_on(const std::vector<std::string>& people) {
  std::string list;
  for (const auto& key : people) list += (list.empty() ? "'" : ", '") + key + "'";
  return "person in (" + list + ")";
}

std::string segment_of(const CellAnswer& cell, const std::vector<std::string>& dimensions) {
  std::string segment;
  for (const auto& dimension : dimensions) segment += key_in(cell, dimension) + "\n";
  return segment;
}

}  // namespace

Result<std::vector<NodeFigure>> figures_of(Targets& targets, TenantId tenant, const std::string& metric,
                                           const Span& span, const std::vector<TreeNode>& tree) {
  std::vector<NodeFigure> figures(tree.size());
  std::map<TargetScope, std::size_t> places;
  for (std::size_t i = 0; i < tree.size(); ++i) places[tree[i].scope] = i;
  const auto fill = [&](std::vector<std::string> by, ScopeKind kind) -> Result<void> {
    const std::string dimension = by.empty() ? std::string() : by.front();
    MANYI_TRY(const auto cells, ask(targets, tenant, metric, span, std::move(by)));
    if (!cells) return {};
    for (const auto& cell : *cells) {
      const std::string key = dimension.empty() ? std::string() : key_in(cell, dimension);
      if (const auto at = places.find(TargetScope{kind, key}); at != places.end())
        figures[at->second] = figure_of(cell);
    }
    return {};
  };
  MANYI_CHECK(fill({}, ScopeKind::kCompany));
  MANYI_CHECK(fill({"site"}, ScopeKind::kSite));
  MANYI_CHECK(fill({"person"}, ScopeKind::kPerson));
  // A median is no sum of medians: who leads is asked for with his people.
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (!tree[i].leads || children_of(tree, i).empty()) continue;
    MANYI_TRY(const auto cells, ask(targets, tenant, metric, span, {}, condition_on(people_below(tree, i))));
    figures[i] = cells && !cells->empty() ? figure_of(cells->front()) : NodeFigure{};
  }
  return figures;
}

Result<Mixes> mixes_of(Targets& targets, TenantId tenant, const std::string& metric, const Span& span,
                       const std::vector<TreeNode>& tree, const std::vector<std::string>& dimensions) {
  Mixes mixes;
  mixes.of_node.resize(tree.size());
  std::map<TargetScope, std::size_t> places;
  for (std::size_t i = 0; i < tree.size(); ++i) places[tree[i].scope] = i;
  MANYI_TRY(const auto whole, ask(targets, tenant, metric, span, dimensions));
  if (!whole) return invalid("/options/mix", "unknown_dimension", "The metric cannot be split by this.");
  for (const auto& cell : *whole)
    if (cell.value) mixes.values[segment_of(cell, dimensions)] = *cell.value;
  for (const auto& [first, kind] :
       {std::pair<const char*, ScopeKind>{"site", ScopeKind::kSite}, {"person", ScopeKind::kPerson}}) {
    std::vector<std::string> by{first};
    by.insert(by.end(), dimensions.begin(), dimensions.end());
    MANYI_TRY(const auto cells, ask(targets, tenant, metric, span, by));
    if (!cells) continue;
    for (const auto& cell : *cells) {
      const auto at = places.find(TargetScope{kind, key_in(cell, first)});
      if (at == places.end()) continue;
      mixes.of_node[at->second].volumes[segment_of(cell, dimensions)] += figure_of(cell).volume;
    }
  }
  // Children come after their parents: who leads gathers theirs on the way back.
  for (std::size_t i = tree.size(); i-- > 0;) {
    if (tree[i].parent < 0) continue;
    const auto above = static_cast<std::size_t>(tree[i].parent);
    if (!tree[above].leads) continue;
    for (const auto& [segment, volume] : mixes.of_node[i].volumes)
      mixes.of_node[above].volumes[segment] += volume;
  }
  return mixes;
}

}  // namespace manyi::targets
