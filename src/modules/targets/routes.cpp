// The HTTP operations of targets.
// Owns their declarations; no logic.
#include "modules/targets/decomposition.h"
#include "modules/targets/targets.h"
#include "platform/db/db.h"
#include "platform/http/api.h"

namespace manyi::targets {
namespace {

const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale,
                                          ErrorCode::kUnavailable};

void declare_targets(http::Api& api, Targets& targets) {
  api.get("/targets")
      .summary("List the targets of a month in the caller's reach")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .reads<ListTargets, Page<Target>>([&](db::ReadTx& tx, const Caller& caller, const ListTargets& in) {
        return targets.list(tx, caller, in);
      });
  api.get("/targets/{id}")
      .summary("Show a target with all its changes")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneTarget, TargetHistory>([&](db::ReadTx& tx, const Caller& caller, const OneTarget& in) {
        return targets.get(tx, caller, in.id);
      });
  api.post("/targets")
      .summary("Set a target, or replace one whose month has not begun")
      .tag("targets")
      .allow(Permission::kTargetWrite)
      .created()
      .fails({ErrorCode::kConflict, ErrorCode::kUnavailable})
      .writes<SetTarget, Target>(
          [&](db::Tx& tx, const Caller& caller, const SetTarget& in) { return targets.set(tx, caller, in); });
  api.post("/targets/{id}/change")
      .summary("Change a target; once its month has begun somebody else must approve")
      .tag("targets")
      .allow(Permission::kTargetWrite)
      .fails(kOnChange)
      .writes<ChangeTarget, TargetChange>([&](db::Tx& tx, const Caller& caller, const ChangeTarget& in) {
        return targets.change(tx, caller, in);
      });
}

void declare_changes(http::Api& api, Targets& targets) {
  api.get("/target-changes")
      .summary("List changes of targets: those that wait for approval by default")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .reads<ListChanges, Items<TargetChange>>(
          [&](db::ReadTx& tx, const Caller& caller, const ListChanges& in) {
            return targets.changes(tx, caller, in);
          });
  api.post("/target-changes/{id}/approve")
      .summary("Approve another's change of a target")
      .tag("targets")
      .allow(Permission::kTargetApprove)
      .fails(kOnChange)
      .writes<DecideChange, TargetChange>([&](db::Tx& tx, const Caller& caller, const DecideChange& in) {
        return targets.approve(tx, caller, in);
      });
  api.post("/target-changes/{id}/reject")
      .summary("Reject another's change of a target")
      .tag("targets")
      .allow(Permission::kTargetApprove)
      .fails(kOnChange)
      .writes<DecideChange, TargetChange>([&](db::Tx& tx, const Caller& caller, const DecideChange& in) {
        return targets.reject(tx, caller, in);
      });
}

void declare_months(http::Api& api, Targets& targets) {
  api.get("/target-months")
      .summary("List the months that have targets, the latest first")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .reads<http::Nothing, Items<TargetMonth>>(
          [&](db::ReadTx& tx, const Caller& caller, const http::Nothing&) -> Result<Items<TargetMonth>> {
            return targets.months(tx, caller);
          });
  api.post("/target-months/{month}/lock")
      .summary("Lock a month: its targets stay as they are")
      .tag("targets")
      .allow(Permission::kTargetApprove)
      .fails({ErrorCode::kConflict})
      .writes<OneMonth, TargetMonth>(
          [&](db::Tx& tx, const Caller& caller, const OneMonth& in) { return targets.lock(tx, caller, in); });
  api.post("/target-months/{month}/copy")
      .summary("Copy a month's targets to another month; what is there stays")
      .tag("targets")
      .allow(Permission::kTargetWrite)
      .fails({ErrorCode::kConflict, ErrorCode::kUnavailable})
      .writes<CopyMonth, CopiedMonth>([&](db::Tx& tx, const Caller& caller, const CopyMonth& in) {
        return targets.copy(tx, caller, in);
      });
}

}  // namespace

void add_decomposition_routes(http::Api& api, Decomposition& decomposition);

void add_routes(http::Api& api, Targets& targets, Decomposition& decomposition) {
  declare_targets(api, targets);
  declare_changes(api, targets);
  declare_months(api, targets);
  add_decomposition_routes(api, decomposition);
}

}  // namespace manyi::targets
