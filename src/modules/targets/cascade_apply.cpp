// Keeping a cascade: all of it, or nothing.
// Owns what becomes of each item.
#include <algorithm>

#include "modules/targets/budget_rules.h"
#include "modules/targets/cascade.h"
#include "modules/targets/keeping.h"
#include "modules/targets/metric_book.h"

namespace manyi::targets {
namespace {

SetBy set_by_of(CascadeRule rule) {
  switch (rule) {
    case CascadeRule::kCopy: return SetBy::kCopy;
    case CascadeRule::kShare: return SetBy::kShare;
    case CascadeRule::kBudget: return SetBy::kBudget;
    case CascadeRule::kDerived: break;
  }
  return SetBy::kDerived;
}

Levels levels_of(const ProposedTarget& item) { return {item.floor, item.target, item.stretch}; }

/// Puts typed levels in place of the proposed ones.
void put_typed(const std::vector<ItemLevels>& typed, const MetricBrief* brief, CascadeProposal& proposal,
               std::vector<FieldError>& errors) {
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const std::string at = "/items/" + std::to_string(i);
    const auto item =
        std::find_if(proposal.items.begin(), proposal.items.end(), [&](const ProposedTarget& one) {
          return one.scope == typed[i].scope && one.scope_key == typed[i].scope_key;
        });
    if (item == proposal.items.end()) {
      errors.push_back({at + "/scope_key", "not_found", "This scope is not part of the cascade."});
      continue;
    }
    const Levels levels{typed[i].floor, typed[i].target, typed[i].stretch};
    if (brief)
      for (auto& error : wrong_levels(levels, brief->better, brief->unit))
        errors.push_back({at + error.pointer, error.code, error.message});
    item->floor = levels.floor;
    item->target = levels.target;
    item->stretch = levels.stretch;
  }
}

/// Each family of children against its parent, as proposed or typed.
void check_families(const std::vector<ItemLevels>& typed, const CascadeProposal& proposal,
                    std::vector<FieldError>& errors) {
  if (proposal.rule != CascadeRule::kCopy && proposal.rule != CascadeRule::kShare) return;
  std::map<TargetScope, Levels> levels;
  levels[{proposal.scope, proposal.scope_key}] = {proposal.floor, proposal.target, proposal.stretch};
  std::map<TargetScope, std::vector<const ProposedTarget*>> families;
  for (const auto& item : proposal.items) {
    levels[{item.scope, item.scope_key}] = levels_of(item);
    families[{item.parent_scope, item.parent_key}].push_back(&item);
  }
  for (const auto& [parent, children] : families) {
    std::vector<Levels> of_children;
    std::vector<double> volumes;
    for (const auto* child : children) {
      of_children.push_back(levels_of(*child));
      volumes.push_back(child->volume);
    }
    const bool shares = proposal.rule == CascadeRule::kShare;
    const auto sum = shares ? summed(of_children) : reproduced(of_children, volumes);
    if (!sum || reproduces(levels.at(parent), *sum, shares ? Matching::kExact : Matching::kWeighted))
      continue;
    // The first that was typed among these children, or their parent, is where to look.
    std::string pointer = "/items";
    for (std::size_t i = typed.size(); i-- > 0;) {
      const TargetScope scope{typed[i].scope, typed[i].scope_key};
      const bool here =
          scope == parent || std::any_of(children.begin(), children.end(), [&](const auto* one) {
            return one->scope == scope.kind && one->scope_key == scope.key;
          });
      if (here) pointer = "/items/" + std::to_string(i) + "/target";
    }
    errors.push_back({pointer, shares ? "sum_differs" : "not_reproduced",
                      std::string(shares ? "The children's targets add up to "
                                         : "The children's targets, by volume, make ") +
                          std::to_string(sum->target) + " instead of " +
                          std::to_string(levels.at(parent).target) + "."});
  }
}

}  // namespace

Result<AppliedCascade> Cascade::apply(db::Tx& tx, const Caller& caller, const ApplyCascade& in,
                                      CascadeProposal proposal) {
  const auto& needs = targets_.needs();
  auto parent = store::target(tx, caller.tenant, proposal.parent_id);
  if (!parent || !targets_.may_see(tx, caller, parent->whose()))
    return not_found("target.not_found", "There is no such target.");
  if (parent->version != proposal.parent_version)
    return stale("The target that goes down was changed in the meantime.");
  if (store::locked_month(tx, caller.tenant, proposal.month)) return month_is_locked(proposal.month);
  std::vector<FieldError> errors;
  MANYI_TRY(const auto brief,
            targets_.book().find(caller.tenant,
                                 proposal.items.empty() ? proposal.metric : proposal.items[0].metric));
  put_typed(in.items, brief ? &*brief : nullptr, proposal, errors);
  if (errors.empty()) check_families(in.items, proposal, errors);
  if (!errors.empty()) return invalid(std::move(errors));
  const bool begun = parse_period(proposal.month)->from <= targets_.today(tx, caller.tenant);
  const SetBy by = set_by_of(proposal.rule);
  const std::string reason = in.reason.value_or("");
  AppliedCascade done;
  done.metric = proposal.metric;
  done.month = proposal.month;
  if (proposal.rule == CascadeRule::kBudget) {
    if (!targets_.may_set(tx, caller, parent->whose()))
      return forbidden("target.beyond", "Somebody above sets this target: yours are those of your people.");
    MANYI_CHECK(store::remove_parts(tx, caller.tenant, parent->id));
    for (std::size_t i = 0; i < proposal.parts.size(); ++i)
      MANYI_CHECK(store::insert_part(tx, {caller.tenant, parent->id, static_cast<std::int64_t>(i),
                                          proposal.parts[i].part, proposal.parts[i].share}));
    MANYI_CHECK(keep_version(needs, tx, caller, *parent, reason));
    done.set = static_cast<std::int64_t>(proposal.parts.size());
    return done;
  }
  std::map<TargetScope, TargetId> ids;
  ids[{proposal.scope, proposal.scope_key}] = parent->id;
  for (const auto& item : proposal.items) {
    const TargetScope scope{item.scope, item.scope_key};
    if (!targets_.may_set(tx, caller, scope))
      return forbidden("target.beyond", "Somebody above sets this target: yours are those of your people.");
    const auto above = ids.find({item.parent_scope, item.parent_key});
    const std::optional<TargetId> parent_id =
        above == ids.end() ? std::nullopt : std::optional(above->second);
    auto row = store::target_of(tx, caller.tenant, proposal.month, item.metric, scope.kind,
                                scope_id_of(scope).value_or(0));
    if (!row) {
      if (begun && !caller.may(Permission::kTargetApprove))
        return conflict("target.begun", "The month has begun: only who approves targets sets one now.");
      Draft draft;
      draft.metric = item.metric;
      draft.month = proposal.month;
      draft.scope = scope;
      draft.levels = levels_of(item);
      draft.set_by = by;
      draft.parent_id = parent_id;
      draft.rule = by;
      if (by != SetBy::kDerived) draft.volume = item.volume;
      draft.relation = item.relation;
      MANYI_TRY(const auto made, keep_new(needs, tx, caller, draft, reason));
      if (by != SetBy::kDerived) ids[scope] = made.id;
      ++done.set;
      continue;
    }
    if (by != SetBy::kDerived) ids[scope] = row->id;
    const bool same = row->levels() == levels_of(item);
    // Where it hangs is no level: it may be told anew at any time.
    row->parent_id = parent_id;
    row->rule = by;
    row->volume = by == SetBy::kDerived ? std::nullopt : std::optional(item.volume);
    row->relation = item.relation;
    if (same || begun) MANYI_CHECK(store::update_target(tx, *row));
    if (same) {
      ++done.unchanged;
    } else if (begun) {
      MANYI_CHECK(keep_proposal(needs, tx, caller, *row, levels_of(item),
                                reason.empty() ? "cascade: " + enum_name(proposal.rule) : reason));
      ++done.proposed;
    } else {
      row->floor = item.floor;
      row->target = item.target;
      row->stretch = item.stretch;
      row->set_by = by;
      MANYI_CHECK(keep_version(needs, tx, caller, *row, reason));
      ++done.changed;
    }
  }
  return done;
}

}  // namespace manyi::targets
