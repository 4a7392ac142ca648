// Decomposition of KPIs (指标分解) by cascade: from the company's target to sites, supervisors and people.
// Owns the façade of the cascade and its types; the arithmetic is in cascade_rules.h and budget_rules.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "modules/targets/cascade_rules.h"
#include "modules/targets/targets.h"

namespace manyi::targets {

struct CascadeNode {
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key, label;
  std::optional<Role> role;            // of people
  std::optional<std::int64_t> parent;  // place of the node above in the list
  bool leads = false;                  // a supervisor: his figure is that of his people together
  std::optional<TargetId> target_id;
  std::optional<double> floor, target, stretch;
  bool inherited = false;     // from the nearest scope above that has one
  std::optional<SetBy> rule;  // by which it hangs on its parent
  std::string relation;
  std::optional<double> value, low, high;  // so far, with the 95 % interval
  std::int64_t n = 0;
  bool provisional = false;
};
BOOST_DESCRIBE_STRUCT(CascadeNode, (),
                      (scope, scope_key, label, role, parent, leads, target_id, floor, target, stretch,
                       inherited, rule, relation, value, low, high, n, provisional))

struct CascadeTree {
  std::string metric, name_zh, name_en, unit, better, month;
  bool locked = false;
  std::vector<CascadeNode> nodes;  // parents before their children; only what the caller may see
};
BOOST_DESCRIBE_STRUCT(CascadeTree, (), (metric, name_zh, name_en, unit, better, month, locked, nodes))

struct CascadeQuery {
  std::string metric;
  std::optional<std::string> month;  // default: the running one
};
BOOST_DESCRIBE_STRUCT(CascadeQuery, (), (metric, month))
std::span<const FieldRule> field_rules(const CascadeQuery*);

/// copy: rates; share: sums; budget: a duration by stage or a cost by item; derived: the target of what leads.
enum class CascadeRule { kCopy, kShare, kBudget, kDerived };
BOOST_DESCRIBE_ENUM(CascadeRule, kCopy, kShare, kBudget, kDerived)
enum class CascadeDepth { kChildren, kAll };
BOOST_DESCRIBE_ENUM(CascadeDepth, kChildren, kAll)
enum class ShareBy { kHistory, kCapacity };
BOOST_DESCRIBE_ENUM(ShareBy, kHistory, kCapacity)

struct BudgetShare {
  std::string part;
  double share = 0;  // \unit percent; all sum to 100
};
BOOST_DESCRIBE_STRUCT(BudgetShare, (), (part, share))
std::span<const FieldRule> field_rules(const BudgetShare*);

struct CascadeOptions {
  std::optional<CascadeDepth> depth;   // copy, share: all the way down by default
  std::optional<std::int64_t> months;  // whole months looked back for volume, mix and history; 3 by default
  std::vector<std::string> mix;        // copy: dimensions that make work hard; service_type by default
  std::optional<ShareBy> by;           // share: history by default
  std::vector<BudgetShare> parts;      // budget: the stages of a repair by default
  std::optional<std::string> lead;     // derived: what moves first
  std::optional<double> gain;          // derived: what one unit of it brings
};
BOOST_DESCRIBE_STRUCT(CascadeOptions, (), (depth, months, mix, by, parts, lead, gain))
std::span<const FieldRule> field_rules(const CascadeOptions*);

struct ProposeCascade {
  std::string metric, month;
  CascadeRule rule = CascadeRule::kCopy;
  std::optional<ScopeKind> scope;  // whose target goes down: the company's by default
  std::optional<std::string> scope_key;
  std::optional<CascadeOptions> options;
};
BOOST_DESCRIBE_STRUCT(ProposeCascade, (), (metric, month, rule, scope, scope_key, options))
std::span<const FieldRule> field_rules(const ProposeCascade*);

/// What applying would do with an item.
enum class ItemAction {
  kSet,        // there is none yet
  kChange,     // the month has not begun
  kPropose,    // it has: somebody else approves
  kUnchanged,  // it has these levels already
};
BOOST_DESCRIBE_ENUM(ItemAction, kSet, kChange, kPropose, kUnchanged)

struct ProposedTarget {
  std::string metric;
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key, label;
  std::optional<Role> role;
  ScopeKind parent_scope = ScopeKind::kCompany;
  std::string parent_key;
  double floor = 0, target = 0, stretch = 0;
  double volume = 0;      // copy: records it weighs; share: its part of the whole; else 0
  double difficulty = 0;  // copy: by how much its mix alone makes it differ
  std::string relation;   // derived
  ItemAction action = ItemAction::kSet;
};
BOOST_DESCRIBE_STRUCT(ProposedTarget, (),
                      (metric, scope, scope_key, label, role, parent_scope, parent_key, floor, target,
                       stretch, volume, difficulty, relation, action))

struct CascadeProposal {
  std::string metric, month;
  CascadeRule rule = CascadeRule::kCopy;
  TargetId parent_id;
  std::int64_t parent_version = 1;
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key;
  double floor = 0, target = 0, stretch = 0;  // the parent's
  std::string from, to;                       // looked back over
  std::vector<ProposedTarget> items;          // parents before their children
  std::vector<TargetPart> parts;              // budget
};
BOOST_DESCRIBE_STRUCT(CascadeProposal, (),
                      (metric, month, rule, parent_id, parent_version, scope, scope_key, floor, target,
                       stretch, from, to, items, parts))

/// Levels that somebody typed in place of the proposed ones.
struct ItemLevels {
  ScopeKind scope = ScopeKind::kSite;
  std::string scope_key;
  double floor = 0, target = 0, stretch = 0;
};
BOOST_DESCRIBE_STRUCT(ItemLevels, (), (scope, scope_key, floor, target, stretch))

struct ApplyCascade : ProposeCascade {
  std::vector<ItemLevels> items;  // none: as proposed
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(ApplyCascade, (ProposeCascade), (items, reason))
std::span<const FieldRule> field_rules(const ApplyCascade*);

struct AppliedCascade {
  std::string metric, month;
  std::int64_t set = 0, changed = 0, proposed = 0, unchanged = 0;
};
BOOST_DESCRIBE_STRUCT(AppliedCascade, (), (metric, month, set, changed, proposed, unchanged))

/// Thread-safe; a view of targets that is made where it is needed.
class Cascade {
 public:
  explicit Cascade(Targets& targets) : targets_(targets) {}

  /// \errors kInvalid /metric, /month; kUnavailable while facts are loading
  Result<CascadeTree> tree(db::ReadTx&, const Caller&, const CascadeQuery&);
  /// Computes and keeps nothing. Asks figures: not for a writer lane.
  /// \errors kInvalid with all fields; kNotFound; kConflict when the parent has no target; kUnavailable
  Result<CascadeProposal> propose(db::ReadTx&, const Caller&, const ProposeCascade&);
  /// Keeps a proposal, all of it or nothing. Typed levels must make the parent's again.
  /// \errors kInvalid with all items; kStale when the parent's target changed; kConflict when the month is
  /// locked, or a change of an item waits; kForbidden
  Result<AppliedCascade> apply(db::Tx&, const Caller&, const ApplyCascade&, CascadeProposal);

 private:
  Result<void> copy_down(db::ReadTx&, const Caller&, const ProposeCascade&, CascadeProposal&);
  Result<void> share_down(db::ReadTx&, const Caller&, const ProposeCascade&, CascadeProposal&);
  Result<void> split(const ProposeCascade&, const std::string& unit, CascadeProposal&);
  Result<void> derive(db::ReadTx&, const Caller&, const ProposeCascade&, CascadeProposal&);
  std::vector<TreeNode> tree_for(db::ReadTx&, TenantId, const std::string& metric, const std::string& month);
  Targets& targets_;
};

}  // namespace manyi::targets
