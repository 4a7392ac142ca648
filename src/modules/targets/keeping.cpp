// Rows, versions and events together.
// Owns what is stamped.
#include "modules/targets/keeping.h"

#include "modules/targets/targets_events.h"

namespace manyi::targets {
namespace {

template <class Event> Event event_of(const store::TargetRow& row) {
  Event event;
  event.target = row.id;
  event.metric = row.metric;
  event.month = row.month;
  event.scope = row.scope;
  event.scope_key = row.whose().key;
  event.floor = row.floor;
  event.level = row.target;
  event.stretch = row.stretch;
  event.set_by = row.set_by;
  event.version = row.version;
  return event;
}

store::VersionRow version_of(const store::TargetRow& row, const std::string& reason) {
  store::VersionRow version;
  version.tenant_id = row.tenant_id;
  version.target_id = row.id;
  version.version = row.version;
  version.floor = row.floor;
  version.target = row.target;
  version.stretch = row.stretch;
  version.set_by = row.set_by;
  version.reason = reason;
  version.written_by = row.updated_by;
  version.written_at = row.updated_at;
  return version;
}

}  // namespace

Error month_is_locked(const std::string& month) {
  return conflict("target.locked",
                  "The targets of " + month + " are locked: nothing of it changes any more.");
}

Error no_such_target() { return not_found("target.not_found", "There is no such target."); }

std::optional<std::int64_t> scope_id_of(const TargetScope& scope) {
  if (scope.kind == ScopeKind::kCompany)
    return scope.key.empty() ? std::optional<std::int64_t>(0) : std::nullopt;
  return parse_id(scope.key);
}

Result<store::TargetRow> keep_new(const Targets::Needs& needs, db::Tx& tx, const Caller& caller,
                                  const Draft& draft, const std::string& reason) {
  store::TargetRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<TargetTag>();
  row.metric = draft.metric;
  row.month = draft.month;
  row.scope = draft.scope.kind;
  row.scope_id = scope_id_of(draft.scope).value_or(0);
  row.floor = draft.levels.floor;
  row.target = draft.levels.target;
  row.stretch = draft.levels.stretch;
  row.set_by = draft.set_by;
  row.parent_id = draft.parent_id;
  row.rule = draft.rule;
  row.volume = draft.volume;
  row.relation = draft.relation;
  row.created_at = row.updated_at = tx.now();
  row.created_by = row.updated_by = caller.user;
  MANYI_CHECK(store::insert_target(tx, row));
  MANYI_CHECK(store::insert_version(tx, version_of(row, reason)));
  MANYI_CHECK(needs.events.publish(tx, caller, event_of<TargetSet>(row)));
  return row;
}

Result<void> keep_version(const Targets::Needs& needs, db::Tx& tx, const Caller& caller,
                          store::TargetRow& row, const std::string& reason,
                          const std::optional<Approval>& approval) {
  row.updated_at = tx.now();
  row.updated_by = approval ? approval->proposed_by : caller.user;
  ++row.version;
  row.acceptance = Acceptance::kWaiting;  // what was accepted was another
  MANYI_CHECK(store::update_target(tx, row));
  auto version = version_of(row, reason);
  if (approval) {
    version.approved_by = approval->approved_by;
    version.approved_at = tx.now();
  }
  MANYI_CHECK(store::insert_version(tx, version));
  auto event = event_of<TargetChanged>(row);
  if (approval) event.change = approval->change;
  return needs.events.publish(tx, caller, event);
}

Result<store::ChangeRow> keep_proposal(const Targets::Needs& needs, db::Tx& tx, const Caller& caller,
                                       const store::TargetRow& row, const Levels& levels,
                                       const std::string& reason) {
  if (store::waiting_change(tx, caller.tenant, row.id))
    return conflict("target.change_waiting", "A change of this target waits for approval already.",
                    {"approve", "reject"});
  store::ChangeRow change;
  change.tenant_id = caller.tenant;
  change.id = tx.new_id<TargetChangeTag>();
  change.target_id = row.id;
  change.floor = levels.floor;
  change.target = levels.target;
  change.stretch = levels.stretch;
  change.was_floor = row.floor;
  change.was_target = row.target;
  change.was_stretch = row.stretch;
  change.reason = reason;
  change.proposed_by = caller.user;
  change.proposed_at = tx.now();
  MANYI_CHECK(store::insert_change(tx, change));
  TargetChangeProposed event;
  event.change = change.id;
  event.target = row.id;
  event.floor = levels.floor;
  event.level = levels.target;
  event.stretch = levels.stretch;
  MANYI_CHECK(needs.events.publish(tx, caller, event));
  return change;
}

}  // namespace manyi::targets
