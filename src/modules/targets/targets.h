// Targets of metrics for the company, sites, units and people; what everybody answers for.
// Owns the façade of targets and its types; the grid is in decomposition.h, the cascade in cascade.h.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/result.h"
#include "modules/org/org.h"
#include "modules/targets/rules.h"
#include "platform/auth/caller.h"
#include "platform/http/page.h"

namespace manyi {
struct Module;
}
namespace manyi::db {
class ReadTx;
class Tx;
}  // namespace manyi::db
namespace manyi::journal {
class Events;
}
namespace manyi::performance {
class Performance;
}

namespace manyi::targets {

namespace store {
struct TargetRow;
struct ChangeRow;
}  // namespace store
class MetricBook;  // metric_book.h
class MonthBook;   // month_book.h

struct TargetTag;
struct TargetChangeTag;
struct TargetAnswerTag;
using TargetId = Id<TargetTag>;
using TargetChangeId = Id<TargetChangeTag>;

// ---- for other modules --------------------------------------------------------------------------

struct TargetInForce {
  TargetId id;
  std::string metric;
  TargetScope scope;
  std::string month;
  Levels levels;
  bool locked = false;
};
BOOST_DESCRIBE_STRUCT(TargetInForce, (), (id, metric, scope, month, levels, locked))

/// What a role carries of the decomposition in force.
struct WeightedMetric {
  std::string metric;
  double weight = 0;  // \unit percent; those of a role sum to 100
};
BOOST_DESCRIBE_STRUCT(WeightedMetric, (), (metric, weight))

// ---- what people see ----------------------------------------------------------------------------

/// How a target came to be. kTyped: by hand; kCopied: from the month before; else by a rule of the cascade.
enum class SetBy { kTyped, kCopied, kCopy, kShare, kBudget, kDerived };
BOOST_DESCRIBE_ENUM(SetBy, kTyped, kCopied, kCopy, kShare, kBudget, kDerived)

enum class ChangeState { kPending, kApproved, kRejected };
BOOST_DESCRIBE_ENUM(ChangeState, kPending, kApproved, kRejected)

/// What whoever answers for a target says of its version in force.
enum class Acceptance { kWaiting, kAccepted, kNegotiating };
BOOST_DESCRIBE_ENUM(Acceptance, kWaiting, kAccepted, kNegotiating)

struct TargetVersion {
  std::int64_t version = 1;
  double floor = 0, target = 0, stretch = 0;
  SetBy set_by = SetBy::kTyped;
  std::string reason;
  UserId written_by;
  Instant written_at;
  std::optional<UserId> approved_by;  // of a change within the month
  std::optional<Instant> approved_at;
};
BOOST_DESCRIBE_STRUCT(TargetVersion, (),
                      (version, floor, target, stretch, set_by, reason, written_by, written_at, approved_by,
                       approved_at))

struct TargetChange {
  TargetChangeId id;
  TargetId target_id;
  std::string metric, month, label;
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key;
  double floor = 0, target = 0, stretch = 0;              // proposed
  double now_floor = 0, now_target = 0, now_stretch = 0;  // in force
  std::string reason, decision_note;
  ChangeState state = ChangeState::kPending;
  UserId proposed_by;
  Instant proposed_at;
  std::optional<UserId> decided_by;
  std::optional<Instant> decided_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(TargetChange, (),
                      (id, target_id, metric, month, label, scope, scope_key, floor, target, stretch,
                       now_floor, now_target, now_stretch, reason, decision_note, state, proposed_by,
                       proposed_at, decided_by, decided_at, version))

struct Target {
  TargetId id;
  std::string metric, name_zh, name_en, unit, better;
  ScopeKind scope = ScopeKind::kCompany;
  std::string scope_key, label;
  std::string month;
  double floor = 0, target = 0, stretch = 0;
  SetBy set_by = SetBy::kTyped;
  std::optional<TargetId> parent_id;  // from which the cascade made it
  std::optional<SetBy> rule;          // by which it hangs on its parent, whoever changed it since
  std::optional<double> volume;       // what it weighs in the parent, when it was made
  std::string relation;               // how it follows from the parent, where a rule says so
  bool locked = false;
  std::optional<TargetChangeId> pending_id;
  Acceptance acceptance = Acceptance::kWaiting;
  Instant updated_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Target, (),
                      (id, metric, name_zh, name_en, unit, better, scope, scope_key, label, month, floor,
                       target, stretch, set_by, parent_id, rule, volume, relation, locked, pending_id,
                       acceptance, updated_at, version))

/// What a stage or an item may take of a target that is a budget; all of them add up to it.
struct TargetPart {
  std::string part;
  double share = 0;  // \unit percent
  double floor = 0, target = 0, stretch = 0;
};
BOOST_DESCRIBE_STRUCT(TargetPart, (), (part, share, floor, target, stretch))

struct TargetWithHistory : Target {
  std::vector<TargetPart> parts;
  std::vector<TargetVersion> history;  // the newest first
  std::vector<TargetChange> changes;   // proposals, the newest first
};
BOOST_DESCRIBE_STRUCT(TargetWithHistory, (Target), (parts, history, changes))

/// What became of a change: done at once, or waiting for somebody else.
struct ChangeAnswer {
  Target target;
  std::optional<TargetChange> pending;
};
BOOST_DESCRIBE_STRUCT(ChangeAnswer, (), (target, pending))

struct TargetMonth {
  std::string month;
  bool locked = false;
  std::int64_t targets = 0;
  std::optional<UserId> locked_by;
  std::optional<Instant> locked_at;
};
BOOST_DESCRIBE_STRUCT(TargetMonth, (), (month, locked, targets, locked_by, locked_at))

struct CopiedMonth {
  std::string month, to;
  // kept: had one already; left: of people and sites that are not with us any more
  std::int64_t copied = 0, kept = 0, left = 0;
};
BOOST_DESCRIBE_STRUCT(CopiedMonth, (), (month, to, copied, kept, left))

// ---- commands -----------------------------------------------------------------------------------

struct SetTarget {
  std::string metric;
  std::string month;               // "2026-11"; "2026-Q4" and "2026" are periods of their own
  std::optional<ScopeKind> scope;  // the company by default
  std::optional<std::string> scope_key;
  double floor = 0, target = 0, stretch = 0;
  std::optional<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(SetTarget, (), (metric, month, scope, scope_key, floor, target, stretch, reason))
std::span<const FieldRule> field_rules(const SetTarget*);

struct ChangeTarget {
  TargetId id;
  std::optional<std::int64_t> if_match;
  double floor = 0, target = 0, stretch = 0;
  std::optional<std::string> reason;  // must be given once the period has begun
};
BOOST_DESCRIBE_STRUCT(ChangeTarget, (), (id, if_match, floor, target, stretch, reason))
std::span<const FieldRule> field_rules(const ChangeTarget*);

struct DecideChange {
  TargetChangeId id;
  std::optional<std::int64_t> if_match;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(DecideChange, (), (id, if_match, note))
std::span<const FieldRule> field_rules(const DecideChange*);

struct LockMonth {
  std::string month;
};
BOOST_DESCRIBE_STRUCT(LockMonth, (), (month))
std::span<const FieldRule> field_rules(const LockMonth*);

struct CopyMonth {
  std::string month;
  std::optional<std::string> to;  // default: the next
};
BOOST_DESCRIBE_STRUCT(CopyMonth, (), (month, to))
std::span<const FieldRule> field_rules(const CopyMonth*);

struct OneTarget {
  TargetId id;
};
BOOST_DESCRIBE_STRUCT(OneTarget, (), (id))

struct ListTargets {
  std::optional<std::string> month, metric;
  std::optional<ScopeKind> scope;
  std::optional<std::string> scope_key;
  std::optional<Acceptance> acceptance;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListTargets, (), (month, metric, scope, scope_key, acceptance, cursor, limit))
std::span<const FieldRule> field_rules(const ListTargets*);

struct ListPending {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListPending, (), (cursor, limit))

// ---- façade -------------------------------------------------------------------------------------

/// Thread-safe. Every call takes part in the caller's transaction. Permissions are checked by the routes;
/// a scope out of the caller's reach answers kNotFound.
class Targets {
 public:
  struct Needs {
    journal::Events& events;
    performance::Performance& performance;
    org::Org& org;
  };
  explicit Targets(Needs needs);

  // For other modules: whatever the asker may see.
  /// Of all scopes, ordered by metric; kept until they change.
  std::shared_ptr<const std::vector<TargetInForce>> in_force(db::ReadTx&, TenantId, const std::string& month);
  /// The scope's own, else that of the nearest scope above.
  std::optional<TargetInForce> in_force(db::ReadTx&, TenantId, const std::string& month,
                                        const std::string& metric, const TargetScope&);
  /// Of the decomposition in force; the recommended template until there is one. Empty for a role without.
  std::vector<WeightedMetric> weights_of(db::ReadTx&, TenantId, Role, const std::string& month);
  /// Expression for KpiQuery::where that limits a question to the scope; "" for the company.
  /// \errors kInvalid /scope_key for a scope that does not exist
  Result<std::string> condition_of(db::ReadTx&, TenantId, const TargetScope&);
  /// What people call the scope; "" for the company, and when it does not exist.
  std::string label_of(db::ReadTx&, TenantId, const TargetScope&);
  /// Scopes above, the nearest first: person -> unit -> site -> company.
  std::vector<TargetScope> above(db::ReadTx&, TenantId, const TargetScope&);
  /// Whether the caller may see a scope's figures.
  bool may_see(db::ReadTx&, const Caller&, const TargetScope&);

  /// A scope's first target for a metric and period. Once the period has begun only who may approve sets one.
  /// \errors kInvalid with all fields: metric, month, scope, order of the levels; kConflict when there is
  /// one already, when the month is locked, or when it has begun
  Result<Target> set(db::Tx&, const Caller&, const SetTarget&);
  /// Before the period begins: at once. Within it: a proposal that somebody else approves.
  /// \errors kNotFound; kStale; kInvalid; kConflict when locked or when a proposal is waiting
  Result<ChangeAnswer> change(db::Tx&, const Caller&, const ChangeTarget&);
  /// \errors kForbidden by who proposed it; kConflict when decided already, or the month is locked
  Result<TargetChange> approve(db::Tx&, const Caller&, const DecideChange&);
  Result<TargetChange> reject(db::Tx&, const Caller&, const DecideChange&);
  /// From now on nothing of the month changes. \errors kConflict when locked, or while proposals wait
  Result<TargetMonth> lock(db::Tx&, const Caller&, const LockMonth&);
  /// Targets of a month for the next one, where there are none yet. \errors kConflict when that is locked
  Result<CopiedMonth> copy(db::Tx&, const Caller&, const CopyMonth&);

  Result<TargetWithHistory> get(db::ReadTx&, const Caller&, TargetId);
  Result<Page<Target>> list(db::ReadTx&, const Caller&, const ListTargets&);
  /// Proposals that wait for approval, the newest first.
  Result<Page<TargetChange>> pending(db::ReadTx&, const Caller&, const ListPending&);
  /// Periods with targets, the latest first.
  Items<TargetMonth> months(db::ReadTx&, const Caller&);

  // For the rest of this module.
  const Needs& needs() const { return needs_; }
  MetricBook& book() { return *book_; }
  /// Today at the company.
  Date today(db::ReadTx&, TenantId);
  /// Whether the caller may give this scope its targets: nobody his own, and supervisors only their people's.
  bool may_set(db::ReadTx&, const Caller&, const TargetScope&);
  Target shown(db::ReadTx&, const store::TargetRow&);
  TargetChange shown(db::ReadTx&, const store::TargetRow&, const store::ChangeRow&);

 private:
  Result<TargetChange> decide(db::Tx&, const Caller&, const DecideChange&, ChangeState);
  Needs needs_;
  std::shared_ptr<MetricBook> book_;
  std::shared_ptr<MonthBook> months_;
};

/// Tables, routes; `targets` must outlive what is made of it.
Module make_module(Targets& targets);

}  // namespace manyi::targets
