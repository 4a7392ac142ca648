// HTTP operations of targets and of their decomposition.
// Owns their paths, permissions and documentation; no logic.
#include "modules/targets/cascade.h"
#include "modules/targets/decomposition.h"
#include "modules/targets/smart_gate.h"
#include "modules/targets/targets.h"
#include "platform/db/db.h"
#include "platform/http/api.h"

namespace manyi::targets {
namespace {

const std::vector<ErrorCode> kOnWrite = {ErrorCode::kConflict, ErrorCode::kForbidden,
                                         ErrorCode::kUnavailable};
const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale,
                                          ErrorCode::kForbidden, ErrorCode::kUnavailable};

/// A proposal made off the lane, with what it was made of.
struct ReadyCascade {
  ApplyCascade in;
  CascadeProposal proposal;
};

void declare_targets(http::Api& api, Targets& targets) {
  api.get("/targets")
      .summary("List targets within reach, newest first")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .reads<ListTargets, Page<Target>>(
          [&targets](db::ReadTx& tx, const Caller& caller, const ListTargets& in) {
            return targets.list(tx, caller, in);
          });
  api.get("/targets/pending")
      .summary("List changes of targets that wait for approval")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .reads<ListPending, Page<TargetChange>>(
          [&targets](db::ReadTx& tx, const Caller& caller, const ListPending& in) {
            return targets.pending(tx, caller, in);
          });
  api.get("/targets/{id}")
      .summary("Show a target with its parts, all its versions and proposals")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneTarget, TargetWithHistory>(
          [&targets](db::ReadTx& tx, const Caller& caller, const OneTarget& in) {
            return targets.get(tx, caller, in.id);
          });
  api.post("/targets")
      .summary("Set a scope's first target for a metric and month")
      .tag("targets")
      .allow(Permission::kTargetWrite)
      .created()
      .fails(kOnWrite)
      .writes<SetTarget, Target>([&targets](db::Tx& tx, const Caller& caller, const SetTarget& in) {
        return targets.set(tx, caller, in);
      });
  api.post("/targets/{id}/change")
      .summary("Change a target; once the month has begun somebody else must approve it")
      .tag("targets")
      .allow(Permission::kTargetWrite)
      .fails(kOnChange)
      .writes<ChangeTarget, ChangeAnswer>(
          [&targets](db::Tx& tx, const Caller& caller, const ChangeTarget& in) {
            return targets.change(tx, caller, in);
          });
  api.post("/target-changes/{id}/approve")
      .summary("Approve somebody else's change of a target")
      .tag("targets")
      .allow(Permission::kTargetApprove)
      .fails(kOnChange)
      .writes<DecideChange, TargetChange>(
          [&targets](db::Tx& tx, const Caller& caller, const DecideChange& in) {
            return targets.approve(tx, caller, in);
          });
  api.post("/target-changes/{id}/reject")
      .summary("Reject a change of a target")
      .tag("targets")
      .allow(Permission::kTargetApprove)
      .fails(kOnChange)
      .writes<DecideChange, TargetChange>(
          [&targets](db::Tx& tx, const Caller& caller, const DecideChange& in) {
            return targets.reject(tx, caller, in);
          });
}

void declare_gate(http::Api& api, Targets& targets) {
  api.get("/targets/{id}/gate")
      .summary("Look at a target through the SMART gate: live figure, accepted, within reach, checkpoints")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .figures()
      .fails({ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<OneTarget, SmartGateAnswer>(
          [&targets](db::ReadTx& tx, const Caller& caller, const OneTarget& in) {
            return SmartGate(targets).look(tx, caller, in.id);
          });
  api.post("/targets/{id}/accept")
      .summary("Take a target on; only whoever answers for the figure")
      .tag("targets")
      .allow(Permission::kTargetAnswer)
      .fails(kOnChange)
      .writes<AcceptTarget, Target>([&targets](db::Tx& tx, const Caller& caller, const AcceptTarget& in) {
        return SmartGate(targets).accept(tx, caller, in);
      });
  api.post("/targets/{id}/negotiate")
      .summary("Ask for another target, with a reason; only whoever answers for the figure")
      .tag("targets")
      .allow(Permission::kTargetAnswer)
      .fails(kOnChange)
      .writes<NegotiateTarget, Target>(
          [&targets](db::Tx& tx, const Caller& caller, const NegotiateTarget& in) {
            return SmartGate(targets).negotiate(tx, caller, in);
          });
}

void declare_months(http::Api& api, Targets& targets) {
  api.get("/target-months")
      .summary("List the months that have targets, the latest first")
      .tag("targets")
      .allow(Permission::kTargetRead)
      .reads<http::Nothing, Items<TargetMonth>>(
          [&targets](db::ReadTx& tx, const Caller& caller,
                     const http::Nothing&) -> Result<Items<TargetMonth>> {
            return targets.months(tx, caller);
          });
  api.post("/target-months/{month}/lock")
      .summary("Lock a month: nothing of its targets and weights changes any more")
      .tag("targets")
      .allow(Permission::kTargetApprove)
      .fails({ErrorCode::kConflict})
      .writes<LockMonth, TargetMonth>([&targets](db::Tx& tx, const Caller& caller, const LockMonth& in) {
        return targets.lock(tx, caller, in);
      });
  api.post("/target-months/{month}/copy")
      .summary("Copy a month's targets to the next, where there are none yet")
      .tag("targets")
      .allow(Permission::kTargetApprove)
      .fails({ErrorCode::kConflict})
      .writes<CopyMonth, CopiedMonth>([&targets](db::Tx& tx, const Caller& caller, const CopyMonth& in) {
        return targets.copy(tx, caller, in);
      });
}

void declare_grid(http::Api& api, Targets& targets) {
  api.get("/decomposition")
      .summary("Show the grid in force, its sums and all checks")
      .tag("decomposition")
      .allow(Permission::kTargetRead)
      .reads<GridQuery, Grid>([&targets](db::ReadTx& tx, const Caller& caller, const GridQuery& in) {
        return Decomposition(targets).grid(tx, caller, in);
      });
  api.get("/decomposition/versions")
      .summary("List the versions of the grid, the newest first")
      .tag("decomposition")
      .allow(Permission::kTargetRead)
      .reads<http::Nothing, Items<GridVersion>>(
          [&targets](db::ReadTx& tx, const Caller& caller,
                     const http::Nothing&) -> Result<Items<GridVersion>> {
            return Decomposition(targets).versions(tx, caller);
          });
  api.get("/decomposition/template")
      .summary("Look at a template of the grid")
      .tag("decomposition")
      .allow(Permission::kTargetRead)
      .reads<TemplateQuery, Grid>([&targets](db::ReadTx& tx, const Caller& caller, const TemplateQuery& in) {
        return Decomposition(targets).look_at_template(tx, caller, in);
      });
  api.put("/decomposition")
      .summary("Write a whole new grid, in force from a month on")
      .tag("decomposition")
      .allow(Permission::kTargetApprove)
      .fails({ErrorCode::kConflict, ErrorCode::kStale, ErrorCode::kUnavailable})
      .writes<PutGrid, Grid>([&targets](db::Tx& tx, const Caller& caller, const PutGrid& in) {
        return Decomposition(targets).put(tx, caller, in);
      });
  api.post("/decomposition/template")
      .summary("Start from a template, in force from a month on")
      .tag("decomposition")
      .allow(Permission::kTargetApprove)
      .fails({ErrorCode::kConflict})
      .writes<StartFromTemplate, Grid>(
          [&targets](db::Tx& tx, const Caller& caller, const StartFromTemplate& in) {
            return Decomposition(targets).start(tx, caller, in);
          });
}

void declare_cascade(http::Api& api, Targets& targets) {
  api.get("/decomposition/cascade")
      .summary("Show a metric from the company down to people: targets and values so far")
      .tag("decomposition")
      .allow(Permission::kTargetRead)
      .figures()
      .fails({ErrorCode::kUnavailable})
      .reads<CascadeQuery, CascadeTree>(
          [&targets](db::ReadTx& tx, const Caller& caller, const CascadeQuery& in) {
            return Cascade(targets).tree(tx, caller, in);
          });
  api.post("/decomposition/cascade/propose")
      .summary("Compute the targets below one; keeps nothing")
      .tag("decomposition")
      .allow(Permission::kTargetWrite)
      .figures()
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kUnavailable})
      .reads<ProposeCascade, CascadeProposal>(
          [&targets](db::ReadTx& tx, const Caller& caller, const ProposeCascade& in) {
            return Cascade(targets).propose(tx, caller, in);
          });
  api.post("/decomposition/cascade/apply")
      .summary("Keep the targets below one, all or none")
      .tag("decomposition")
      .allow(Permission::kTargetWrite)
      .fails(kOnChange)
      .prepares<ApplyCascade, ReadyCascade, AppliedCascade>(
          [&targets](http::Context& context, const Caller& caller,
                     const ApplyCascade& in) -> Result<ReadyCascade> {
            MANYI_TRY(auto proposal, context.database.read([&](db::ReadTx& tx) {
              return Cascade(targets).propose(tx, caller, in);
            }));
            return ReadyCascade{in, std::move(proposal)};
          },
          [&targets](db::Tx& tx, const Caller& caller, const ReadyCascade& ready) {
            return Cascade(targets).apply(tx, caller, ready.in, ready.proposal);
          });
}

}  // namespace

void declare_routes(http::Api& api, Targets& targets) {
  declare_targets(api, targets);
  declare_gate(api, targets);
  declare_months(api, targets);
  declare_grid(api, targets);
  declare_cascade(api, targets);
}

}  // namespace manyi::targets
