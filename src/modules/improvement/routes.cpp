// HTTP operations of findings, actions, effect checks and chains.
// Owns their paths, permissions and documentation; no logic.
#include "modules/improvement/improvement.h"
#include "platform/http/api.h"

namespace manyi::improvement {
namespace {

const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};
constexpr const char* kTag = "improvement";

/// A command with what was asked of the figures before the lane.
template <class In, class Seen> struct Prepared {
  In in;
  Seen seen;
};

template <class In, class Out, class F>
void declare_change(http::Api& api, const std::string& path, const std::string& summary,
                    Permission permission, F handler) {
  api.post(path)
      .summary(summary)
      .tag(kTag)
      .allow(permission)
      .fails(kOnChange)
      .template writes<In, Out>(std::move(handler));
}

void declare_findings(http::Api& api, Improvement& improvement) {
  api.get("/findings")
      .summary("List findings, newest first")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .reads<ListFindings, Page<FindingRow>>(
          [&improvement](db::ReadTx& tx, const Caller& caller, const ListFindings& in) {
            return improvement.list_findings(tx, caller, in);
          });
  api.post("/findings")
      .summary("Record what was found, with one owner and what led to it")
      .tag(kTag)
      .allow(Permission::kFindingWrite)
      .created()
      .writes<CreateFinding, Finding>(
          [&improvement](db::Tx& tx, const Caller& caller, const CreateFinding& in) {
            return improvement.create_finding(tx, caller, in);
          });
  api.get("/findings/{id}")
      .summary("Read a finding with its causes, actions and effect checks")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneFinding, Finding>([&improvement](db::ReadTx& tx, const Caller& caller, const OneFinding& in) {
        return improvement.finding(tx, caller, in.id);
      });
  api.get("/findings/{id}/pareto")
      .summary("Rank the cases of the finding's metric by a dimension, with the 80 % line")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .figures()
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kUnavailable})
      .reads<ParetoQuery, CasePareto>(
          [&improvement](db::ReadTx& tx, const Caller& caller, const ParetoQuery& in) {
            return improvement.pareto(tx, caller, in);
          });
  using Causes = Prepared<NameCauses, std::optional<CasePareto>>;
  api.post("/findings/{id}/causes")
      .summary("Name the causes: answers to five whys, or primary ones of a Pareto")
      .tag(kTag)
      .allow(Permission::kFindingWrite)
      .fails(kOnChange)
      .prepares<NameCauses, Causes, Finding>(
          [&improvement](http::Context& context, const Caller& caller,
                         const NameCauses& in) -> Result<Causes> {
            Causes causes{in, std::nullopt};
            if (in.method != CauseMethod::kPareto || !in.dimension) return causes;
            ParetoQuery query;
            query.id = in.id;
            query.by = *in.dimension;
            MANYI_TRY(causes.seen, context.database.read([&](db::ReadTx& tx) {
              return improvement.pareto(tx, caller, query);
            }));
            return causes;
          },
          [&improvement](db::Tx& tx, const Caller& caller, const Causes& causes) {
            return improvement.name_causes(tx, caller, causes.in, causes.seen);
          });
  declare_change<AssignFinding, Finding>(
      api, "/findings/{id}/assign", "Give it to another owner", Permission::kFindingWrite,
      [&improvement](db::Tx& tx, const Caller& caller, const AssignFinding& in) {
        return improvement.assign_finding(tx, caller, in);
      });
  declare_change<CloseFinding, Finding>(
      api, "/findings/{id}/close", "Close it as effective or not, once its actions are done",
      Permission::kFindingWrite, [&improvement](db::Tx& tx, const Caller& caller, const CloseFinding& in) {
        return improvement.close_finding(tx, caller, in);
      });
  declare_change<DropFinding, Finding>(
      api, "/findings/{id}/drop", "Drop it, with a reason", Permission::kFindingWrite,
      [&improvement](db::Tx& tx, const Caller& caller, const DropFinding& in) {
        return improvement.drop_finding(tx, caller, in);
      });
}

void declare_actions(http::Api& api, Improvement& improvement) {
  api.get("/improvement-actions")
      .summary("List actions, newest first; the overdue ones when asked for")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .reads<ListActions, Page<ImprovementActionRow>>(
          [&improvement](db::ReadTx& tx, const Caller& caller, const ListActions& in) {
            return improvement.list_actions(tx, caller, in);
          });
  api.post("/improvement-actions")
      .summary("Make an action or a coaching, of a finding or alone")
      .tag(kTag)
      .allow(Permission::kFindingWrite)
      .created()
      .fails({ErrorCode::kConflict})
      .writes<CreateAction, ImprovementAction>(
          [&improvement](db::Tx& tx, const Caller& caller, const CreateAction& in) {
            return improvement.create_action(tx, caller, in);
          });
  api.get("/improvement-actions/{id}")
      .summary("Read an action with its baseline and effect checks")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneAction, ImprovementAction>(
          [&improvement](db::ReadTx& tx, const Caller& caller, const OneAction& in) {
            return improvement.action(tx, caller, in.id);
          });
  declare_change<PlanAction, ImprovementAction>(
      api, "/improvement-actions/{id}/plan", "Say who does what until when, and what it should move",
      Permission::kFindingWrite, [&improvement](db::Tx& tx, const Caller& caller, const PlanAction& in) {
        return improvement.plan_action(tx, caller, in);
      });
  using Start = Prepared<StartAction, std::optional<ActionBaseline>>;
  api.post("/improvement-actions/{id}/start")
      .summary("Begin; the baseline is frozen")
      .tag(kTag)
      .allow(Permission::kFindingWrite)
      .fails(kOnChange)
      .prepares<StartAction, Start, ImprovementAction>(
          [&improvement](http::Context& context, const Caller& caller,
                         const StartAction& in) -> Result<Start> {
            Start start{in, std::nullopt};
            MANYI_TRY(start.seen, context.database.read([&](db::ReadTx& tx) {
              return improvement.baseline_for(tx, caller, in);
            }));
            return start;
          },
          [&improvement](db::Tx& tx, const Caller& caller, const Start& start) {
            return improvement.start_action(tx, caller, start.in, start.seen);
          });
  declare_change<FinishAction, ImprovementAction>(
      api, "/improvement-actions/{id}/finish",
      "Say that it is done; its effect is checked after 30 and 90 days", Permission::kFindingWrite,
      [&improvement](db::Tx& tx, const Caller& caller, const FinishAction& in) {
        return improvement.finish_action(tx, caller, in);
      });
  declare_change<CancelAction, ImprovementAction>(
      api, "/improvement-actions/{id}/cancel", "Give it up, with a reason", Permission::kFindingWrite,
      [&improvement](db::Tx& tx, const Caller& caller, const CancelAction& in) {
        return improvement.cancel_action(tx, caller, in);
      });
  declare_change<AcknowledgeCoaching, ImprovementAction>(
      api, "/improvement-actions/{id}/acknowledge", "The coached person has taken note of it",
      Permission::kFindingWrite,
      [&improvement](db::Tx& tx, const Caller& caller, const AcknowledgeCoaching& in) {
        return improvement.acknowledge(tx, caller, in);
      });
}

void declare_checks(http::Api& api, Improvement& improvement) {
  api.get("/effect-checks")
      .summary("List effect checks by the day on which they are due")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .reads<ListEffectChecks, Page<EffectCheck>>(
          [&improvement](db::ReadTx& tx, const Caller& caller, const ListEffectChecks& in) {
            return improvement.list_checks(tx, caller, in);
          });
  api.get("/effect-checks/preview")
      .summary("Measure an effect as it looks now, without keeping it")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .figures()
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kUnavailable})
      .reads<PreviewEffect, EffectPreview>(
          [&improvement](db::ReadTx& tx, const Caller& caller, const PreviewEffect& in) {
            return improvement.preview(tx, caller, in);
          });
  api.get("/effect-checks/{id}")
      .summary("Read an effect check")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneEffectCheck, EffectCheck>(
          [&improvement](db::ReadTx& tx, const Caller& caller, const OneEffectCheck& in) {
            return improvement.effect_check(tx, caller, in.id);
          });
  using Measure = Prepared<MeasureEffect, EffectPreview>;
  api.post("/effect-checks/{id}/measure")
      .summary("Measure it now that its day has come")
      .tag(kTag)
      .allow(Permission::kFindingWrite)
      .fails(kOnChange)
      .prepares<MeasureEffect, Measure, EffectCheck>(
          [&improvement](http::Context& context, const Caller& caller,
                         const MeasureEffect& in) -> Result<Measure> {
            PreviewEffect query;
            query.effect_check_id = in.id;
            Measure measure{in, {}};
            MANYI_TRY(measure.seen, context.database.read([&](db::ReadTx& tx) {
              return improvement.preview(tx, caller, query);
            }));
            return measure;
          },
          [&improvement](db::Tx& tx, const Caller& caller, const Measure& measure) {
            return improvement.keep_measured(tx, caller, measure.in, measure.seen);
          });
  declare_change<SignEffect, EffectCheck>(
      api, "/effect-checks/{id}/sign", "Decide whether it helped; otherwise than the figures with a reason",
      Permission::kEffectSign, [&improvement](db::Tx& tx, const Caller& caller, const SignEffect& in) {
        return improvement.sign(tx, caller, in);
      });
  api.get("/chains")
      .summary("Follow a record both ways: what led to it, and what came of it")
      .tag(kTag)
      .allow(Permission::kFindingRead)
      .fails({ErrorCode::kNotFound})
      .reads<ChainQuery, ImprovementChain>(
          [&improvement](db::ReadTx& tx, const Caller& caller, const ChainQuery& in) {
            return improvement.chain(tx, caller, in);
          });
}

}  // namespace

void declare_routes(http::Api& api, Improvement& improvement) {
  declare_findings(api, improvement);
  declare_actions(api, improvement);
  declare_checks(api, improvement);
}

}  // namespace manyi::improvement
