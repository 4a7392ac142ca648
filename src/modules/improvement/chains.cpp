// The chain of a thing, both ways: what led to it, and what came of it.
// Owns the walk over the links and the names of their ends.
#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "modules/improvement/improvement.h"
#include "modules/improvement/review_store.h"
#include "modules/improvement/store.h"

namespace manyi::improvement {
namespace {

constexpr FieldRule kChainTexts[] = {
    {.name = "id", .doc = "Id of the record; of a metric its code.", .min_length = 1, .max_length = 200},
    {.name = "scope_key", .doc = "Of a metric: id of the site, unit or person.", .max_length = 40}};

}  // namespace

std::span<const FieldRule> field_rules(const ChainQuery*) { return kChainTexts; }

bool Improvement::tell_node(db::ReadTx& tx, const Caller& caller, ChainNode& node) {
  const std::int64_t id = parse_id(node.id).value_or(0);
  switch (node.kind) {
    case NodeKind::kMetric: {
      const auto of = metric_of_node(node.id);
      if (!of) return true;
      if (!may_see(tx, caller, of->scope, of->scope_key)) return false;
      const auto known = metric(caller.tenant, of->metric);
      node.label = known ? (caller.locale == "en" ? known->name_en : known->name_zh) : of->metric;
      node.label += " · " + label_of(tx, caller, of->scope, of->scope_key);
      return true;
    }
    case NodeKind::kFinding: {
      const auto row = load(tx, caller, FindingId(id));
      if (!row) return false;
      node.label = row->title;
      node.no = row->no;
      node.state = enum_name(row->state);
      return true;
    }
    case NodeKind::kAction: {
      const auto row = load(tx, caller, ActionId(id));
      if (!row) return false;
      node.label = row->title;
      node.no = row->no;
      node.state = enum_name(row->state);
      return true;
    }
    case NodeKind::kEffectCheck: {
      const auto check = effect_check(tx, caller, EffectCheckId(id));
      if (!check) return false;
      node.label = "+" + std::to_string(check->after_days);
      node.no = check->action_no;
      node.state = enum_name(check->state);
      node.effect = check->effect;
      return true;
    }
    case NodeKind::kReview:
    case NodeKind::kDecision: {
      ReviewId review(id);
      if (node.kind == NodeKind::kDecision) {
        const auto decision = store::decision(tx, caller.tenant, DecisionId(id));
        if (!decision) return false;
        node.label = decision->text;
        node.state = enum_name(decision->state);
        review = decision->review_id;
        if (caller.employee && decision->owner_id == caller.employee) return true;
      }
      const auto row = store::review(tx, caller.tenant, review);
      if (!row || !store::reaches(store::review_reach_of(caller), *row)) return false;
      if (node.kind == NodeKind::kReview) {
        node.label = enum_name(row->kind) + " " + row->first_day.text();
        node.state = enum_name(row->state);
      }
      return true;
    }
    default: break;
  }
  if (chain_ports_.label) node.label = chain_ports_.label(tx, caller, node.kind, node.id);
  return true;
}

Result<ImprovementChain> Improvement::chain(db::ReadTx& tx, const Caller& caller, const ChainQuery& in) {
  ChainRef root{in.kind, in.id};
  if (in.kind == NodeKind::kMetric && !metric_of_node(in.id)) {
    MeasuredMetric of;
    of.metric = in.id;
    of.scope = in.scope.value_or(ScopeKind::kCompany);
    of.scope_key = in.scope_key.value_or("");
    std::vector<FieldError> errors;
    if (!metric(caller.tenant, of.metric)) errors.push_back({"/id", "unknown", "There is no such metric."});
    check_scope(tx, caller, of.scope, of.scope_key, "", errors);
    if (!errors.empty()) return invalid(std::move(errors));
    root.id = node_of(of);
  }
  ImprovementChain chain;
  std::map<ChainRef, ChainNode> seen;
  std::set<std::pair<ChainRef, ChainRef>> edges;
  const auto meet = [&](const ChainRef& ref, std::int64_t distance) {
    ChainNode node;
    node.kind = ref.kind;
    node.id = ref.id;
    node.distance = distance;
    if (!tell_node(tx, caller, node)) return false;
    seen.emplace(ref, std::move(node));
    return true;
  };
  if (!meet(root, 0)) return not_found("chain.not_found", "There is no such record.");
  // Up from the root what led to it, down what came of it; never up and down again, which would fetch
  // everything that ever touched the same metric.
  const auto walk = [&](int direction) {
    std::deque<ChainRef> open = {root};
    while (!open.empty()) {
      const ChainRef at = open.front();
      open.pop_front();
      const std::int64_t distance = seen.at(at).distance + direction;
      std::vector<ChainRef> neighbours;
      for (const auto& link :
           direction > 0 ? store::links_from(tx, caller.tenant, at) : store::links_to(tx, caller.tenant, at))
        neighbours.push_back(direction > 0 ? ChainRef{link.to_kind, link.to_id}
                                           : ChainRef{link.from_kind, link.from_id});
      if (const auto& known = direction > 0 ? chain_ports_.after : chain_ports_.before)
        for (auto& next : known(tx, caller, at)) neighbours.push_back(std::move(next));
      for (const ChainRef& next : neighbours) {
        if (!seen.contains(next)) {
          if (seen.size() >= kMostNodes) {
            chain.whole = false;
            continue;
          }
          if (!meet(next, distance)) continue;
          open.push_back(next);
        }
        edges.insert(direction > 0 ? std::pair(at, next) : std::pair(next, at));
      }
    }
  };
  walk(-1);
  walk(+1);
  for (auto& [ref, node] : seen) chain.nodes.push_back(std::move(node));
  for (const auto& [from, to] : edges) chain.edges.push_back({from, to});
  return chain;
}

}  // namespace manyi::improvement
