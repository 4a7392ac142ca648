// The use cases of targets: set, change with another's yes, lock, copy.
// Owns who may change what at which time.
#include "modules/targets/targets.h"

#include <algorithm>
#include <map>
#include <set>

#include "modules/performance/performance.h"
#include "modules/targets/decomposition.h"
#include "modules/targets/rules.h"
#include "modules/targets/store.h"
#include "modules/targets/targets_events.h"
#include "platform/journal/events.h"

namespace manyi::targets {
namespace {

constexpr FieldRule kMonthRule = {
    .name = "month", .doc = "A month.", .example = R"("2026-11")", .min_length = 7, .max_length = 7};
constexpr std::size_t kMostTargets = 5000;

Error month_locked() {
  return conflict("target.month_locked", "This month is locked; its targets stay as they are.");
}
Error no_such_target() { return not_found("target.not_found", "There is no such target."); }

TargetScope scope_of(const store::TargetRow& row) { return {row.scope, row.scope_key}; }
Levels levels_of(const store::TargetRow& row) { return {row.floor, row.target, row.stretch}; }

template <class Event> Event event_of(const store::TargetRow& row) {
  Event event;
  event.target = row.id;
  event.metric = row.metric;
  event.month = row.month;
  event.scope = row.scope;
  event.scope_key = row.scope_key;
  event.floor = row.floor;
  event.level = row.target;
  event.stretch = row.stretch;
  return event;
}

template <class Event> Event event_of(const store::ChangeRow& row) {
  Event event;
  event.change = row.id;
  event.target = row.target_id;
  event.state = row.state;
  return event;
}

/// What the setting or change asks for, as the first line of a target's history.
store::ChangeRow change_row(db::Tx& tx, const Caller& caller, const store::TargetRow& row,
                            const std::optional<Levels>& from, const Levels& to, std::string reason) {
  store::ChangeRow change;
  change.tenant_id = caller.tenant;
  change.id = tx.new_id<TargetChangeTag>();
  change.target_id = row.id;
  change.month = row.month;
  if (from) {
    change.from_floor = from->floor;
    change.from_target = from->target;
    change.from_stretch = from->stretch;
  }
  change.to_floor = to.floor;
  change.to_target = to.target;
  change.to_stretch = to.stretch;
  change.reason = std::move(reason);
  change.asked_at = tx.now();
  change.asked_by = caller.user;
  return change;
}

Target shown(Targets& targets, db::ReadTx& tx, const store::TargetRow& row, bool locked, bool pending) {
  Target target;
  target.id = row.id;
  target.metric = row.metric;
  target.month = row.month;
  target.scope = row.scope;
  target.scope_key = row.scope_key;
  target.scope_label = targets.label_of(tx, row.tenant_id, scope_of(row));
  target.floor = row.floor;
  target.target = row.target;
  target.stretch = row.stretch;
  target.rule = row.rule;
  target.note = row.note;
  target.locked = locked;
  target.pending = pending;
  target.set_at = row.set_at;
  target.set_by = row.set_by;
  target.version = row.version;
  return target;
}

TargetChange shown(Targets& targets, db::ReadTx& tx, const store::TargetRow& row,
                   const store::ChangeRow& change) {
  TargetChange out;
  out.id = change.id;
  out.target_id = row.id;
  out.metric = row.metric;
  out.month = row.month;
  out.scope = row.scope;
  out.scope_key = row.scope_key;
  out.scope_label = targets.label_of(tx, row.tenant_id, scope_of(row));
  out.from_floor = change.from_floor;
  out.from_target = change.from_target;
  out.from_stretch = change.from_stretch;
  out.to_floor = change.to_floor;
  out.to_target = change.to_target;
  out.to_stretch = change.to_stretch;
  out.reason = change.reason;
  out.state = change.state;
  out.asked_at = change.asked_at;
  out.asked_by = change.asked_by;
  out.decided_at = change.decided_at;
  out.decided_by = change.decided_by;
  out.decision_note = change.decision_note;
  out.version = change.version;
  return out;
}

}  // namespace

std::span<const FieldRule> field_rules(const SetTarget*) {
  static const FieldRule kRules[] = {
      {.name = "metric", .doc = "Code of the metric.", .example = R"("csat_rate")", .max_length = 60},
      kMonthRule,
      {.name = "scope", .doc = "The company by default."},
      {.name = "scope_key", .doc = "Id of the site, unit or employee.", .max_length = 40},
      {.name = "floor", .doc = "Below it nothing is earned; in the metric's unit.", .example = "0.95"},
      {.name = "target", .doc = "What is to be reached.", .example = "0.98"},
      {.name = "stretch", .doc = "What more is worth something up to.", .example = "0.99"},
      {.name = "note", .doc = "Where it comes from.", .max_length = 300}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeTarget*) {
  static const FieldRule kRules[] = {
      {.name = "floor", .example = "0.95"},
      {.name = "target", .example = "0.98"},
      {.name = "stretch", .example = "0.99"},
      {.name = "reason", .doc = "Why it changes.", .min_length = 1, .max_length = 500}};
  return kRules;
}
std::span<const FieldRule> field_rules(const DecideChange*) {
  static const FieldRule kRules[] = {{.name = "note", .doc = "Why.", .max_length = 500}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ListTargets*) {
  static const FieldRule kRules[] = {kMonthRule, {.name = "metric", .max_length = 60}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ListChanges*) {
  static const FieldRule kRules[] = {kMonthRule, {.name = "state", .doc = "Those that wait by default."}};
  return kRules;
}
std::span<const FieldRule> field_rules(const OneMonth*) {
  static const FieldRule kRules[] = {kMonthRule};
  return kRules;
}
std::span<const FieldRule> field_rules(const CopyMonth*) {
  static const FieldRule kRules[] = {kMonthRule,
                                     {.name = "to",
                                      .doc = "The month copied to.",
                                      .example = R"("2026-12")",
                                      .min_length = 7,
                                      .max_length = 7}};
  return kRules;
}

struct Targets::Asked {
  SetTarget in;
  TargetScope scope;
  bool begun = false;  // its month runs or is over
};

Result<Targets::Asked> Targets::examine(db::ReadTx& tx, const Caller& caller, const SetTarget& in,
                                        const std::string& pointer, std::vector<FieldError>& errors) {
  MANYI_TRY(const auto engine, needs_.performance.engine(caller.tenant));
  Asked asked{in, {in.scope.value_or(ScopeKind::kCompany), in.scope_key.value_or("")}, false};
  const auto month = parse_month(in.month);
  if (!month)
    errors.push_back({pointer + "/month", "month", "Expected a month such as 2026-11."});
  else
    asked.begun = in.month <= running_month(tx, caller.tenant);
  const auto metric = engine->metric(in.metric);
  if (!metric)
    errors.push_back({pointer + "/metric", "unknown", "There is no such metric."});
  else if ((*metric)->better == kpi::Better::kNeither)
    errors.push_back({pointer + "/metric", "no_direction", "More of it is neither better nor worse."});
  else
    check_levels({in.floor, in.target, in.stretch}, **metric, pointer, errors);
  if (asked.scope.kind == ScopeKind::kCompany && !asked.scope.key.empty())
    errors.push_back({pointer + "/scope_key", "unknown", "The company needs no key."});
  else if (asked.scope.kind != ScopeKind::kCompany &&
           (!condition_of(tx, caller.tenant, asked.scope) || !may_see(tx, caller, asked.scope)))
    errors.push_back({pointer + "/scope_key", "unknown", "There is no such site, unit or employee."});
  else if (!may_see(tx, caller, asked.scope))
    errors.push_back({pointer + "/scope", "beyond_reach", "Name a scope in your reach."});
  return asked;
}

Result<Target> Targets::store_set(db::Tx& tx, const Caller& caller, const Asked& asked) {
  const SetTarget& in = asked.in;
  const Levels levels{in.floor, in.target, in.stretch};
  store::TargetRow row;
  if (auto known = store::target_of(tx, caller.tenant, in.month, in.metric, asked.scope)) {
    row = std::move(*known);
    const Levels from = levels_of(row);
    row.floor = levels.floor;
    row.target = levels.target;
    row.stretch = levels.stretch;
    row.rule = in.rule.value_or(TargetRule::kSet);
    row.note = in.note.value_or("");
    row.set_at = tx.now();
    row.set_by = caller.user;
    ++row.version;
    MANYI_CHECK(store::update_target(tx, row));
    MANYI_CHECK(store::insert_change(tx, change_row(tx, caller, row, from, levels, row.note)));
    MANYI_CHECK(needs_.events.publish(tx, caller, event_of<TargetChanged>(row)));
  } else {
    row.tenant_id = caller.tenant;
    row.id = tx.new_id<TargetTag>();
    row.metric = in.metric;
    row.month = in.month;
    row.scope = asked.scope.kind;
    row.scope_key = asked.scope.key;
    row.floor = levels.floor;
    row.target = levels.target;
    row.stretch = levels.stretch;
    row.rule = in.rule.value_or(TargetRule::kSet);
    row.note = in.note.value_or("");
    row.set_at = tx.now();
    row.set_by = caller.user;
    MANYI_CHECK(store::insert_target(tx, row));
    MANYI_CHECK(store::insert_change(tx, change_row(tx, caller, row, std::nullopt, levels, row.note)));
    MANYI_CHECK(needs_.events.publish(tx, caller, event_of<TargetSet>(row)));
  }
  return shown(*this, tx, row, false, false);
}

Result<Target> Targets::set(db::Tx& tx, const Caller& caller, const SetTarget& in) {
  std::vector<FieldError> errors;
  MANYI_TRY(const auto asked, examine(tx, caller, in, "", errors));
  if (!errors.empty()) return invalid(std::move(errors));
  if (store::locked_month(tx, caller.tenant, in.month)) return month_locked();
  if (asked.begun && store::target_of(tx, caller.tenant, in.month, in.metric, asked.scope))
    return conflict("target.exists",
                    "There is a target already and its month has begun: change it, with a reason.",
                    {"change"});
  return store_set(tx, caller, asked);
}

Result<std::vector<Target>> Targets::set_targets(db::Tx& tx, const Caller& caller,
                                                 const std::vector<SetTarget>& all) {
  if (all.empty()) return invalid("/targets", "required", "Name at least one target.");
  if (all.size() > kMostTargets) return invalid("/targets", "too_many", "At most 5000 targets at a time.");
  std::vector<FieldError> errors;
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < all.size(); ++i) {
    MANYI_TRY(auto one, examine(tx, caller, all[i], "/targets/" + std::to_string(i), errors));
    asked.push_back(std::move(one));
  }
  if (!errors.empty()) return invalid(std::move(errors));
  std::vector<Target> made;
  for (const auto& one : asked) {
    if (store::locked_month(tx, caller.tenant, one.in.month)) return month_locked();
    if (one.begun && store::target_of(tx, caller.tenant, one.in.month, one.in.metric, one.scope)) continue;
    MANYI_TRY(auto target, store_set(tx, caller, one));
    made.push_back(std::move(target));
  }
  return made;
}

Result<TargetChange> Targets::change(db::Tx& tx, const Caller& caller, const ChangeTarget& in) {
  auto row = store::target(tx, caller.tenant, in.id);
  if (!row || !may_see(tx, caller, scope_of(*row))) return no_such_target();
  if (in.if_match && *in.if_match != row->version) return stale("The target has changed meanwhile.");
  MANYI_TRY(const auto engine, needs_.performance.engine(caller.tenant));
  MANYI_TRY(const auto metric, engine->metric(row->metric));
  const Levels to{in.floor, in.target, in.stretch};
  std::vector<FieldError> errors;
  check_levels(to, *metric, "", errors);
  if (!errors.empty()) return invalid(std::move(errors));
  if (to == levels_of(*row)) return invalid("/target", "unchanged", "These are the levels in force.");
  if (store::locked_month(tx, caller.tenant, row->month)) return month_locked();
  if (store::pending_change(tx, caller.tenant, row->id))
    return conflict("target.change_pending", "A change waits for approval already.", {"approve", "reject"});
  auto change = change_row(tx, caller, *row, levels_of(*row), to, in.reason);
  if (row->month <= running_month(tx, caller.tenant)) {
    change.state = ChangeState::kPending;
    MANYI_CHECK(store::insert_change(tx, change));
    MANYI_CHECK(needs_.events.publish(tx, caller, event_of<TargetChangeAsked>(change)));
    return shown(*this, tx, *row, change);
  }
  row->floor = to.floor;
  row->target = to.target;
  row->stretch = to.stretch;
  row->set_at = tx.now();
  row->set_by = caller.user;
  ++row->version;
  MANYI_CHECK(store::update_target(tx, *row));
  MANYI_CHECK(store::insert_change(tx, change));
  MANYI_CHECK(needs_.events.publish(tx, caller, event_of<TargetChanged>(*row)));
  return shown(*this, tx, *row, change);
}

Result<TargetChange> Targets::decide(db::Tx& tx, const Caller& caller, const DecideChange& in, bool yes) {
  auto change = store::change(tx, caller.tenant, in.id);
  auto row = change ? store::target(tx, caller.tenant, change->target_id) : std::nullopt;
  if (!row || !may_see(tx, caller, scope_of(*row)))
    return not_found("target_change.not_found", "There is no such change.");
  if (in.if_match && *in.if_match != change->version) return stale("The change has been decided meanwhile.");
  if (change->state != ChangeState::kPending)
    return conflict("target_change.decided", "This change is decided already.");
  if (change->asked_by == caller.user)
    return conflict("target.own_change", "Somebody else says yes or no to one's own change.");
  if (yes && store::locked_month(tx, caller.tenant, row->month)) return month_locked();
  change->state = yes ? ChangeState::kApproved : ChangeState::kRejected;
  change->decided_at = tx.now();
  change->decided_by = caller.user;
  change->decision_note = in.note.value_or("");
  ++change->version;
  MANYI_CHECK(store::update_change(tx, *change));
  MANYI_CHECK(needs_.events.publish(tx, caller, event_of<TargetChangeDecided>(*change)));
  if (yes) {
    row->floor = change->to_floor;
    row->target = change->to_target;
    row->stretch = change->to_stretch;
    row->set_at = tx.now();
    row->set_by = change->asked_by;
    ++row->version;
    MANYI_CHECK(store::update_target(tx, *row));
    MANYI_CHECK(needs_.events.publish(tx, caller, event_of<TargetChanged>(*row)));
  }
  return shown(*this, tx, *row, *change);
}

Result<TargetChange> Targets::approve(db::Tx& tx, const Caller& caller, const DecideChange& in) {
  return decide(tx, caller, in, true);
}
Result<TargetChange> Targets::reject(db::Tx& tx, const Caller& caller, const DecideChange& in) {
  return decide(tx, caller, in, false);
}

Result<TargetHistory> Targets::get(db::ReadTx& tx, const Caller& caller, TargetId id) {
  const auto row = store::target(tx, caller.tenant, id);
  if (!row || !may_see(tx, caller, scope_of(*row))) return no_such_target();
  TargetHistory history;
  history.target = shown(*this, tx, *row, store::locked_month(tx, caller.tenant, row->month).has_value(),
                         store::pending_change(tx, caller.tenant, id).has_value());
  for (const auto& change : store::changes_of(tx, caller.tenant, id))
    history.changes.push_back(shown(*this, tx, *row, change));
  return history;
}

Result<Page<Target>> Targets::list(db::ReadTx& tx, const Caller& caller, const ListTargets& query) {
  MANYI_TRY(const auto limit, page_limit(query.limit));
  const std::string month = query.month.value_or(running_month(tx, caller.tenant));
  if (!parse_month(month)) return invalid("/month", "month", "Expected a month such as 2026-11.");
  std::vector<std::string> after;
  if (query.cursor) { MANYI_TRY(after, read_cursor(*query.cursor, 3)); }
  const bool locked = store::locked_month(tx, caller.tenant, month).has_value();
  std::set<TargetId> pending;
  for (const auto& change : store::changes_in(tx, caller.tenant, ChangeState::kPending))
    pending.insert(change.target_id);
  std::map<TargetScope, bool> seen;
  std::vector<Target> found;
  for (const auto& row : store::targets_of_month(tx, caller.tenant, month)) {
    const TargetScope scope = scope_of(row);
    if (query.metric && row.metric != *query.metric) continue;
    if (query.scope && row.scope != *query.scope) continue;
    if (query.scope_key && row.scope_key != *query.scope_key) continue;
    if (!after.empty() && std::vector<std::string>{row.metric, enum_name(row.scope), row.scope_key} <= after)
      continue;
    const auto known = seen.find(scope);
    const bool visible = known != seen.end() ? known->second : (seen[scope] = may_see(tx, caller, scope));
    if (!visible) continue;
    found.push_back(shown(*this, tx, row, locked, pending.contains(row.id)));
    if (found.size() > static_cast<std::size_t>(limit)) break;
  }
  return page_of(std::move(found), limit, [](const Target& last) {
    return std::vector<std::string>{last.metric, enum_name(last.scope), last.scope_key};
  });
}

Result<Items<TargetChange>> Targets::changes(db::ReadTx& tx, const Caller& caller, const ListChanges& query) {
  if (query.month && !parse_month(*query.month))
    return invalid("/month", "month", "Expected a month such as 2026-11.");
  Items<TargetChange> list;
  for (const auto& change :
       store::changes_in(tx, caller.tenant, query.state.value_or(ChangeState::kPending))) {
    if (query.month && change.month != *query.month) continue;
    const auto row = store::target(tx, caller.tenant, change.target_id);
    if (row && may_see(tx, caller, scope_of(*row))) list.items.push_back(shown(*this, tx, *row, change));
  }
  return list;
}

Items<TargetMonth> Targets::months(db::ReadTx& tx, const Caller& caller) {
  std::map<std::string, std::int64_t> pending;
  for (const auto& change : store::changes_in(tx, caller.tenant, ChangeState::kPending))
    ++pending[change.month];
  std::map<std::string, store::MonthRow> locked;
  for (auto& row : store::locked_months(tx, caller.tenant)) locked.emplace(row.month, row);
  Items<TargetMonth> list;
  for (const auto& count : store::months(tx, caller.tenant)) {
    TargetMonth month;
    month.month = count.month;
    month.targets = count.targets;
    month.pending = pending[count.month];
    if (const auto at = locked.find(count.month); at != locked.end()) {
      month.locked = true;
      month.locked_at = at->second.locked_at;
      month.locked_by = at->second.locked_by;
    }
    list.items.push_back(std::move(month));
  }
  return list;
}

Result<TargetMonth> Targets::lock(db::Tx& tx, const Caller& caller, const OneMonth& in) {
  if (!parse_month(in.month)) return invalid("/month", "month", "Expected a month such as 2026-11.");
  if (store::locked_month(tx, caller.tenant, in.month))
    return conflict("target.month_locked", "This month is locked already.");
  for (const auto& change : store::changes_in(tx, caller.tenant, ChangeState::kPending))
    if (change.month == in.month)
      return conflict("target.change_pending", "Changes wait for approval: decide them first.",
                      {"approve", "reject"});
  const auto rows = store::targets_of_month(tx, caller.tenant, in.month);
  if (rows.empty()) return conflict("target.month_empty", "This month has no targets.");
  MANYI_CHECK(store::insert_month(tx, {caller.tenant, in.month, tx.now(), caller.user}));
  TargetMonth month;
  month.month = in.month;
  month.targets = static_cast<std::int64_t>(rows.size());
  month.locked = true;
  month.locked_at = tx.now();
  month.locked_by = caller.user;
  MANYI_CHECK(needs_.events.publish(tx, caller, TargetMonthLocked{in.month, month.targets}));
  return month;
}

Result<CopiedMonth> Targets::copy(db::Tx& tx, const Caller& caller, const CopyMonth& in) {
  std::vector<FieldError> errors;
  if (!parse_month(in.month)) errors.push_back({"/month", "month", "Expected a month such as 2026-11."});
  if (!parse_month(in.to)) errors.push_back({"/to", "month", "Expected a month such as 2026-12."});
  if (errors.empty() && in.to == in.month)
    errors.push_back({"/to", "same", "Name another month than the one copied from."});
  if (!errors.empty()) return invalid(std::move(errors));
  if (store::locked_month(tx, caller.tenant, in.to)) return month_locked();
  CopiedMonth copied{in.to, 0, 0};
  for (const auto& row : store::targets_of_month(tx, caller.tenant, in.month)) {
    if (!may_see(tx, caller, scope_of(row))) continue;
    if (store::target_of(tx, caller.tenant, in.to, row.metric, scope_of(row))) {
      ++copied.kept;
      continue;
    }
    Asked asked;
    asked.in = {row.metric,           in.to,   row.scope, row.scope_key, row.floor, row.target, row.stretch,
                TargetRule::kCarried, row.note};
    asked.scope = scope_of(row);
    MANYI_CHECK(store_set(tx, caller, asked));
    ++copied.copied;
  }
  if (copied.copied + copied.kept == 0)
    return conflict("target.month_empty", "The month copied from has no targets.");
  return copied;
}

std::vector<TargetInForce> Targets::in_force(db::ReadTx& tx, TenantId tenant, const std::string& month) {
  const bool locked = store::locked_month(tx, tenant, month).has_value();
  std::vector<TargetInForce> found;
  for (auto& row : store::targets_of_month(tx, tenant, month))
    found.push_back({row.id, row.metric, scope_of(row), row.month, levels_of(row), locked});
  return found;
}

std::optional<TargetInForce> Targets::in_force(db::ReadTx& tx, TenantId tenant, const std::string& month,
                                               const std::string& metric, const TargetScope& scope) {
  std::vector<TargetScope> scopes{scope};
  for (auto& one : above(tx, tenant, scope)) scopes.push_back(std::move(one));
  for (const auto& one : scopes)
    if (const auto row = store::target_of(tx, tenant, month, metric, one))
      return TargetInForce{row->id,    row->metric,     one,
                           row->month, levels_of(*row), store::locked_month(tx, tenant, month).has_value()};
  return std::nullopt;
}

std::vector<WeightedMetric> Targets::weights_of(db::ReadTx& tx, TenantId tenant, Role role,
                                                const std::string& month) {
  return grid_weights(tx, tenant, role, month);
}

}  // namespace manyi::targets
