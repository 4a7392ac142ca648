// HTTP operations of escalations.
// Owns their paths, permissions and documentation; no logic.
#include "modules/workorders/escalations.h"
#include "platform/http/api.h"

namespace manyi::workorders {
namespace {

const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

struct StepRoute {
  EscalationStep step;
  const char* path;
  const char* summary;
};
constexpr StepRoute kRoutes[] = {
    {EscalationStep::kAccept, "accept", "Take up an escalation"},
    {EscalationStep::kStart, "start", "Begin to work on an escalation"},
    {EscalationStep::kRefuse, "refuse", "The answer did not help; the limit stays"},
    {EscalationStep::kVerify, "verify", "The answer helped"},
    {EscalationStep::kClose, "close", "Close a verified escalation"},
};

}  // namespace

void declare_escalations(http::Api& api, Escalations& escalations) {
  api.get("/escalations")
      .summary("List escalations, newest first")
      .tag("escalations")
      .allow(Permission::kWorkOrderRead)
      .reads<ListEscalations, Page<Escalation>>(
          [&escalations](db::ReadTx& tx, const Caller& caller, const ListEscalations& in) {
            return escalations.list(tx, caller, in);
          });
  api.get("/escalations/{id}")
      .summary("Read an escalation")
      .tag("escalations")
      .allow(Permission::kWorkOrderRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneEscalation, Escalation>(
          [&escalations](db::ReadTx& tx, const Caller& caller, const OneEscalation& in) {
            return escalations.get(tx, caller, in.id);
          });
  api.post("/escalations/{id}/answer")
      .summary("Answer an escalation")
      .tag("escalations")
      .allow(Permission::kWorkOrderEscalate)
      .fails(kOnChange)
      .writes<AnswerEscalation, Escalation>(
          [&escalations](db::Tx& tx, const Caller& caller, const AnswerEscalation& in) {
            return escalations.answer(tx, caller, in);
          });
  for (const auto& route : kRoutes)
    api.post(std::string("/escalations/{id}/") + route.path)
        .summary(route.summary)
        .tag("escalations")
        .allow(Permission::kWorkOrderEscalate)
        .fails(kOnChange)
        .writes<StepEscalation, Escalation>(
            [&escalations, step = route.step](db::Tx& tx, const Caller& caller, const StepEscalation& in) {
              return escalations.step(tx, caller, step, in);
            });
}

}  // namespace manyi::workorders
