// The use cases of targets: set, change with somebody else's yes, lock, copy, look.
// Owns who may change what at which time.
#include "modules/targets/targets.h"

#include <algorithm>
#include <map>

#include "modules/performance/performance.h"
#include "modules/targets/budget_rules.h"
#include "modules/targets/decomposition.h"
#include "modules/targets/keeping.h"
#include "modules/targets/metric_book.h"
#include "modules/targets/month_book.h"
#include "modules/targets/staff.h"
#include "modules/targets/targets_events.h"

namespace manyi::targets {
namespace {

using store::ChangeRow;
using store::TargetRow;

constexpr std::size_t kLongReason = 500;
constexpr FieldRule kMonthRule = {.name = "month",
                                  .doc = "A month; 2026-Q4 and 2026 are periods of their own.",
                                  .example = R"("2026-11")",
                                  .min_length = 4,
                                  .max_length = 7};
constexpr FieldRule kMetricRule = {
    .name = "metric", .doc = "Code of the metric.", .example = R"("csat_rate")", .max_length = 100};
constexpr FieldRule kKeyRule = {
    .name = "scope_key", .doc = "Id of the site, unit or person; empty for the company.", .max_length = 20};
constexpr FieldRule kFloorRule = {
    .name = "floor", .doc = "Worth no points; in the metric's unit.", .example = "0.9"};
constexpr FieldRule kTargetRule = {.name = "target", .doc = "Worth all points.", .example = "0.95"};
constexpr FieldRule kStretchRule = {.name = "stretch", .doc = "Worth the most points.", .example = "0.98"};

Error no_such_change() { return not_found("target.change_not_found", "There is no such change."); }

void check_period(const std::string& text, const char* pointer, std::vector<FieldError>& errors) {
  if (!parse_period(text))
    errors.push_back({pointer, "month", "Expected a month such as 2026-11, a quarter 2026-Q4 or a year."});
}

TargetInForce in_force_of(const TargetRow& row, bool locked) {
  return {row.id, row.metric, row.whose(), row.month, row.levels(), locked};
}

}  // namespace

std::span<const FieldRule> field_rules(const SetTarget*) {
  static constexpr FieldRule kRules[] = {
      kMetricRule,
      kMonthRule,
      kKeyRule,
      kFloorRule,
      kTargetRule,
      kStretchRule,
      {.name = "scope", .doc = "Whose target it is.", .example = R"("site")"},
      {.name = "reason", .doc = "Kept in its history.", .max_length = kLongReason}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ChangeTarget*) {
  static constexpr FieldRule kRules[] = {
      kFloorRule,
      kTargetRule,
      kStretchRule,
      {.name = "reason", .doc = "Required once the month has begun.", .max_length = kLongReason}};
  return kRules;
}
std::span<const FieldRule> field_rules(const DecideChange*) {
  static constexpr FieldRule kRules[] = {
      {.name = "note", .doc = "Kept beside the decision.", .max_length = kLongReason}};
  return kRules;
}
std::span<const FieldRule> field_rules(const LockMonth*) {
  static constexpr FieldRule kRules[] = {kMonthRule};
  return kRules;
}
std::span<const FieldRule> field_rules(const CopyMonth*) {
  static constexpr FieldRule kRules[] = {kMonthRule,
                                         {.name = "to", .doc = "Default: the next.", .max_length = 7}};
  return kRules;
}
std::span<const FieldRule> field_rules(const ListTargets*) {
  static constexpr FieldRule kRules[] = {kMonthRule, kMetricRule, kKeyRule};
  return kRules;
}

Targets::Targets(Needs needs)
    : needs_(needs),
      book_(std::make_shared<MetricBook>(needs.performance)),
      months_(std::make_shared<MonthBook>()) {}

// ---- for other modules --------------------------------------------------------------------------

std::shared_ptr<const std::vector<TargetInForce>> Targets::in_force(db::ReadTx& tx, TenantId tenant,
                                                                    const std::string& month) {
  return months_->of(tx, tenant, month);
}

std::optional<TargetInForce> Targets::in_force(db::ReadTx& tx, TenantId tenant, const std::string& month,
                                               const std::string& metric, const TargetScope& scope) {
  const auto of = [&](const TargetScope& one) -> std::optional<TargetInForce> {
    const auto id = scope_id_of(one);
    const auto row = id ? store::target_of(tx, tenant, month, metric, one.kind, *id) : std::nullopt;
    if (!row) return std::nullopt;
    return in_force_of(*row, store::locked_month(tx, tenant, month).has_value());
  };
  if (auto own = of(scope)) return own;
  for (const auto& one : above(tx, tenant, scope))
    if (auto found = of(one)) return found;
  return std::nullopt;
}

std::vector<WeightedMetric> Targets::weights_of(db::ReadTx& tx, TenantId tenant, Role role,
                                                const std::string& month) {
  std::vector<WeightedMetric> weights;
  for (const auto& kpi : grid_in_force(tx, tenant, month).kpis)
    for (const auto& cell : kpi.cells)
      if (cell.role == role && cell.weight > 0) weights.push_back({kpi.metric, cell.weight});
  return weights;
}

// ---- showing ------------------------------------------------------------------------------------

Target Targets::shown(db::ReadTx& tx, const TargetRow& row) {
  Target out;
  out.id = row.id;
  out.metric = row.metric;
  const auto briefs = book_->known(row.tenant_id);
  if (const auto at = briefs->find(row.metric); at != briefs->end()) {
    out.name_zh = at->second.name_zh;
    out.name_en = at->second.name_en;
    out.unit = at->second.unit;
    out.better = at->second.better;
  }
  const TargetScope whose = row.whose();
  out.scope = whose.kind;
  out.scope_key = whose.key;
  out.label = label_of(tx, row.tenant_id, whose);
  out.month = row.month;
  out.floor = row.floor;
  out.target = row.target;
  out.stretch = row.stretch;
  out.set_by = row.set_by;
  out.parent_id = row.parent_id;
  out.rule = row.rule;
  out.volume = row.volume;
  out.relation = row.relation;
  out.locked = store::locked_month(tx, row.tenant_id, row.month).has_value();
  if (const auto waiting = store::waiting_change(tx, row.tenant_id, row.id)) out.pending_id = waiting->id;
  out.acceptance = row.acceptance;
  out.updated_at = row.updated_at;
  out.version = row.version;
  return out;
}

TargetChange Targets::shown(db::ReadTx& tx, const TargetRow& row, const ChangeRow& change) {
  TargetChange out;
  const TargetScope whose = row.whose();
  out.id = change.id;
  out.target_id = row.id;
  out.metric = row.metric;
  out.month = row.month;
  out.label = label_of(tx, row.tenant_id, whose);
  out.scope = whose.kind;
  out.scope_key = whose.key;
  out.floor = change.floor;
  out.target = change.target;
  out.stretch = change.stretch;
  out.now_floor = change.was_floor;
  out.now_target = change.was_target;
  out.now_stretch = change.was_stretch;
  out.reason = change.reason;
  out.decision_note = change.decision_note;
  out.state = change.state;
  out.proposed_by = change.proposed_by;
  out.proposed_at = change.proposed_at;
  out.decided_by = change.decided_by;
  out.decided_at = change.decided_at;
  out.version = change.version;
  return out;
}

// ---- setting and changing -------------------------------------------------------------------------

Result<Target> Targets::set(db::Tx& tx, const Caller& caller, const SetTarget& in) {
  const TargetScope scope{in.scope.value_or(ScopeKind::kCompany), in.scope_key.value_or("")};
  const Levels levels{in.floor, in.target, in.stretch};
  std::vector<FieldError> errors;
  MANYI_TRY(const auto brief, book_->find(caller.tenant, in.metric));
  if (!brief)
    errors.push_back({"/metric", "unknown", "There is no such metric."});
  else
    for (auto& error : wrong_levels(levels, brief->better, brief->unit)) errors.push_back(std::move(error));
  check_period(in.month, "/month", errors);
  const auto scope_id = scope_id_of(scope);
  if (!scope_id && scope.kind == ScopeKind::kCompany)
    errors.push_back({"/scope_key", "company", "The company has no key."});
  else if (!scope_id || !condition_of(tx, caller.tenant, scope) ||
           (scope.kind != ScopeKind::kCompany && !may_see(tx, caller, scope)))
    errors.push_back({"/scope_key", "not_found", "There is no such site, unit or employee."});
  if (!errors.empty()) return invalid(std::move(errors));
  if (!may_set(tx, caller, scope))
    return forbidden("target.beyond", "Somebody above sets this target: yours are those of your people.");
  if (store::locked_month(tx, caller.tenant, in.month)) return month_is_locked(in.month);
  if (store::target_of(tx, caller.tenant, in.month, in.metric, scope.kind, *scope_id))
    return conflict("target.exists", "This scope has a target for the metric and month already.", {"change"});
  if (parse_period(in.month)->from <= today(tx, caller.tenant) && !caller.may(Permission::kTargetApprove))
    return conflict("target.begun", "The month has begun: only who approves targets sets one now.");
  Draft draft;
  draft.metric = in.metric;
  draft.month = in.month;
  draft.scope = scope;
  draft.levels = levels;
  MANYI_TRY(const auto row, keep_new(needs_, tx, caller, draft, in.reason.value_or("")));
  return shown(tx, row);
}

Result<ChangeAnswer> Targets::change(db::Tx& tx, const Caller& caller, const ChangeTarget& in) {
  auto row = store::target(tx, caller.tenant, in.id);
  if (!row || !may_see(tx, caller, row->whose())) return no_such_target();
  if (in.if_match && *in.if_match != row->version) return stale("The target was changed in the meantime.");
  if (!may_set(tx, caller, row->whose()))
    return forbidden("target.beyond", "Somebody above changes this target: yours are those of your people.");
  if (store::locked_month(tx, caller.tenant, row->month)) return month_is_locked(row->month);
  const Levels levels{in.floor, in.target, in.stretch};
  const bool begun = parse_period(row->month)->from <= today(tx, caller.tenant);
  MANYI_TRY(const auto brief, book_->find(caller.tenant, row->metric));
  auto errors = wrong_levels(levels, brief ? brief->better : "", brief ? brief->unit : "");
  if (begun && in.reason.value_or("").empty())
    errors.push_back({"/reason", "required", "The month has begun: say why its target changes."});
  if (errors.empty() && levels == row->levels())
    errors.push_back({"/target", "unchanged", "These are the levels in force."});
  if (!errors.empty()) return invalid(std::move(errors));
  ChangeAnswer answer;
  if (begun) {
    MANYI_TRY(const auto change, keep_proposal(needs_, tx, caller, *row, levels, *in.reason));
    answer.pending = shown(tx, *row, change);
  } else {
    row->floor = levels.floor;
    row->target = levels.target;
    row->stretch = levels.stretch;
    row->set_by = SetBy::kTyped;
    MANYI_CHECK(keep_version(needs_, tx, caller, *row, in.reason.value_or("")));
  }
  answer.target = shown(tx, *row);
  return answer;
}

Result<TargetChange> Targets::approve(db::Tx& tx, const Caller& caller, const DecideChange& in) {
  return decide(tx, caller, in, ChangeState::kApproved);
}
Result<TargetChange> Targets::reject(db::Tx& tx, const Caller& caller, const DecideChange& in) {
  return decide(tx, caller, in, ChangeState::kRejected);
}

Result<TargetChange> Targets::decide(db::Tx& tx, const Caller& caller, const DecideChange& in,
                                     ChangeState to) {
  auto change = store::change(tx, caller.tenant, in.id);
  auto row = change ? store::target(tx, caller.tenant, change->target_id) : std::nullopt;
  if (!row || !may_see(tx, caller, row->whose())) return no_such_change();
  if (in.if_match && *in.if_match != change->version) return stale("The change was decided in the meantime.");
  if (change->state != ChangeState::kPending)
    return conflict("target.change_decided", "This change is decided already.");
  // Taking back what one proposed oneself needs nobody else.
  if (to == ChangeState::kApproved && change->proposed_by == caller.user)
    return forbidden("target.second_person", "Who proposed a change does not approve it.");
  if (store::locked_month(tx, caller.tenant, row->month)) return month_is_locked(row->month);
  change->state = to;
  change->decided_by = caller.user;
  change->decided_at = tx.now();
  change->decision_note = in.note.value_or("");
  ++change->version;
  MANYI_CHECK(store::update_change(tx, *change));
  TargetChangeDecided event;
  event.change = change->id;
  event.target = row->id;
  event.floor = change->floor;
  event.level = change->target;
  event.stretch = change->stretch;
  event.state = to;
  MANYI_CHECK(needs_.events.publish(tx, caller, event));
  if (to == ChangeState::kApproved) {
    row->floor = change->floor;
    row->target = change->target;
    row->stretch = change->stretch;
    row->set_by = SetBy::kTyped;
    const Approval approval{change->id, change->proposed_by, caller.user};
    MANYI_CHECK(keep_version(needs_, tx, caller, *row, change->reason, approval));
  }
  return shown(tx, *row, *change);
}

// ---- months -------------------------------------------------------------------------------------

Result<TargetMonth> Targets::lock(db::Tx& tx, const Caller& caller, const LockMonth& in) {
  std::vector<FieldError> errors;
  check_period(in.month, "/month", errors);
  if (!errors.empty()) return invalid(std::move(errors));
  if (store::locked_month(tx, caller.tenant, in.month)) return month_is_locked(in.month);
  if (const auto waiting = store::count_waiting(tx, caller.tenant, in.month))
    return conflict("target.changes_waiting",
                    std::to_string(waiting) + " changes of " + in.month + " wait: decide them first.",
                    {"approve", "reject"});
  store::MonthRow row;
  row.tenant_id = caller.tenant;
  row.month = in.month;
  row.locked_by = caller.user;
  row.locked_at = tx.now();
  MANYI_CHECK(store::insert_month(tx, row));
  TargetMonth out;
  out.month = in.month;
  out.locked = true;
  out.targets = static_cast<std::int64_t>(store::targets_of_month(tx, caller.tenant, in.month).size());
  out.locked_by = row.locked_by;
  out.locked_at = row.locked_at;
  MANYI_CHECK(needs_.events.publish(tx, caller, TargetMonthLocked{in.month, out.targets}));
  return out;
}

Result<CopiedMonth> Targets::copy(db::Tx& tx, const Caller& caller, const CopyMonth& in) {
  std::vector<FieldError> errors;
  check_period(in.month, "/month", errors);
  if (in.to) check_period(*in.to, "/to", errors);
  if (!errors.empty()) return invalid(std::move(errors));
  const Period from = *parse_period(in.month);
  const Period to = in.to ? *parse_period(*in.to) : shifted(from, 1);
  if (to.kind != from.kind || to.text == from.text)
    return invalid("/to", "period", "Expected another period of the same kind.");
  const auto rows = store::targets_of_month(tx, caller.tenant, from.text);
  if (rows.empty()) return invalid("/month", "empty", "This month has no targets.");
  if (store::locked_month(tx, caller.tenant, to.text)) return month_is_locked(to.text);
  CopiedMonth copied{from.text, to.text, 0, 0, 0};
  std::map<TargetId, TargetId> twins;
  // Parents come first, so that their children find them.
  std::vector<const TargetRow*> order;
  for (const auto& row : rows) order.push_back(&row);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  for (const auto* row : order) {
    if (const auto there =
            store::target_of(tx, caller.tenant, to.text, row->metric, row->scope, row->scope_id)) {
      twins[row->id] = there->id;
      ++copied.kept;
      continue;
    }
    const TargetScope whose = row->whose();
    const auto person = whose.kind == ScopeKind::kPerson
                            ? needs_.org.employee(tx, caller.tenant, EmployeeId(row->scope_id))
                            : std::nullopt;
    const auto site = whose.kind == ScopeKind::kSite
                          ? needs_.org.site(tx, caller.tenant, SiteId(row->scope_id))
                          : std::nullopt;
    if ((person && person->state == org::EmployeeState::kLeft) ||
        (site && site->state == org::SiteState::kClosed)) {
      ++copied.left;
      continue;
    }
    Draft draft;
    draft.metric = row->metric;
    draft.month = to.text;
    draft.scope = whose;
    draft.levels = row->levels();
    draft.set_by = SetBy::kCopied;
    if (row->parent_id)
      if (const auto twin = twins.find(*row->parent_id); twin != twins.end()) draft.parent_id = twin->second;
    draft.rule = draft.parent_id ? row->rule : std::nullopt;
    draft.volume = draft.parent_id ? row->volume : std::nullopt;
    draft.relation = row->relation;
    MANYI_TRY(const auto made, keep_new(needs_, tx, caller, draft, ""));
    for (auto part : store::parts_of(tx, caller.tenant, row->id)) {
      part.target_id = made.id;
      MANYI_CHECK(store::insert_part(tx, part));
    }
    twins[row->id] = made.id;
    ++copied.copied;
  }
  MANYI_CHECK(needs_.events.publish(tx, caller, TargetMonthCopied{from.text, to.text, copied.copied}));
  return copied;
}

Items<TargetMonth> Targets::months(db::ReadTx& tx, const Caller& caller) {
  std::map<std::string, TargetMonth, std::greater<>> all;
  for (const auto& one : store::months(tx, caller.tenant)) {
    TargetMonth& month = all[one.month];
    month.month = one.month;
    month.targets = one.targets;
  }
  for (const auto& one : store::locked_months(tx, caller.tenant)) {
    TargetMonth& month = all[one.month];
    month.month = one.month;
    month.locked = true;
    month.locked_by = one.locked_by;
    month.locked_at = one.locked_at;
  }
  Items<TargetMonth> list;
  for (auto& [text, month] : all) list.items.push_back(std::move(month));
  return list;
}

// ---- looking --------------------------------------------------------------------------------------

Result<TargetWithHistory> Targets::get(db::ReadTx& tx, const Caller& caller, TargetId id) {
  const auto row = store::target(tx, caller.tenant, id);
  if (!row || !may_see(tx, caller, row->whose())) return no_such_target();
  TargetWithHistory out;
  static_cast<Target&>(out) = shown(tx, *row);
  std::vector<std::pair<std::string, double>> shares;
  for (const auto& part : store::parts_of(tx, caller.tenant, id)) shares.emplace_back(part.part, part.share);
  out.parts = split_budget(row->levels(), shares);
  for (const auto& one : store::versions_of(tx, caller.tenant, id)) {
    TargetVersion version;
    version.version = one.version;
    version.floor = one.floor;
    version.target = one.target;
    version.stretch = one.stretch;
    version.set_by = one.set_by;
    version.reason = one.reason;
    version.written_by = one.written_by;
    version.written_at = one.written_at;
    version.approved_by = one.approved_by;
    version.approved_at = one.approved_at;
    out.history.push_back(std::move(version));
  }
  for (const auto& one : store::changes_of(tx, caller.tenant, id))
    out.changes.push_back(shown(tx, *row, one));
  return out;
}

Result<Page<Target>> Targets::list(db::ReadTx& tx, const Caller& caller, const ListTargets& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(const std::int64_t before, cursor_id(in.cursor));
  std::vector<FieldError> errors;
  if (in.month) check_period(*in.month, "/month", errors);
  store::TargetFilter filter;
  if (in.scope_key && !in.scope_key->empty()) {
    const auto id = parse_id(*in.scope_key);
    if (!id) errors.push_back({"/scope_key", "id", "This is not an id."});
    if (!in.scope) errors.push_back({"/scope", "required", "Say of which kind the key is."});
    filter.scope_id = id.value_or(0);
  }
  if (!errors.empty()) return invalid(std::move(errors));
  filter.month = in.month.value_or("");
  filter.metric = in.metric.value_or("");
  if (in.scope) filter.scope = enum_name(*in.scope);
  if (in.acceptance) filter.acceptance = enum_name(*in.acceptance);
  filter.before = before;
  filter.limit = limit + 1;
  std::vector<Target> items;
  for (const auto& row : store::list(tx, caller.tenant, reach_of(needs_.org, tx, caller), filter))
    items.push_back(shown(tx, row));
  return page_by_id(std::move(items), limit);
}

Result<Page<TargetChange>> Targets::pending(db::ReadTx& tx, const Caller& caller, const ListPending& in) {
  MANYI_TRY(const std::int64_t limit, page_limit(in.limit));
  MANYI_TRY(std::int64_t before, cursor_id(in.cursor));
  std::vector<TargetChange> items;
  for (;;) {
    const auto rows = store::waiting_changes(tx, caller.tenant, before, kMostLimit);
    for (const auto& one : rows) {
      const auto row = store::target(tx, caller.tenant, one.target_id);
      if (row && may_see(tx, caller, row->whose()) && static_cast<std::int64_t>(items.size()) <= limit)
        items.push_back(shown(tx, *row, one));
    }
    if (static_cast<std::int64_t>(rows.size()) < kMostLimit ||
        static_cast<std::int64_t>(items.size()) > limit)
      break;
    before = rows.back().id.value();
  }
  return page_by_id(std::move(items), limit);
}

}  // namespace manyi::targets
