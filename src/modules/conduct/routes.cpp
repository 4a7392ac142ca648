// HTTP operations of conduct.
// Owns their paths, permissions and documentation; no logic.
#include "modules/conduct/conduct.h"
#include "platform/http/api.h"

namespace manyi::conduct {
namespace {

struct StepRoute {
  ViolationStep step;
  const char* path;
  const char* summary;
};
constexpr StepRoute kSteps[] = {
    {ViolationStep::kReview, "review", "Begin to review a suspicion"},
    {ViolationStep::kConfirm, "confirm", "It is a violation; say how grave"},
    {ViolationStep::kDismiss, "dismiss", "It is none"},
    {ViolationStep::kAppeal, "appeal", "Record an appeal"},
    {ViolationStep::kUphold, "uphold", "Final: it is a violation"},
    {ViolationStep::kOverturn, "overturn", "Final: it is none"},
    {ViolationStep::kCorrect, "correct", "What had to be put right was"},
    {ViolationStep::kArchive, "archive", "Put it away"},
};

}  // namespace

void declare_routes(http::Api& api, Violations& violations) {
  api.get("/violations")
      .summary("List violations and suspicions, newest first")
      .tag("conduct")
      .allow(Permission::kViolationRead)
      .reads<ListViolations, Page<Violation>>(
          [&violations](db::ReadTx& tx, const Caller& caller, const ListViolations& in) {
            return violations.list(tx, caller, in);
          });
  api.get("/violations/{id}")
      .summary("Read a violation")
      .tag("conduct")
      .allow(Permission::kViolationRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneViolation, Violation>(
          [&violations](db::ReadTx& tx, const Caller& caller, const OneViolation& in) {
            return violations.get(tx, caller, in.id);
          });
  api.post("/violations")
      .summary("Record a suspicion")
      .tag("conduct")
      .allow(Permission::kViolationWrite)
      .created()
      .writes<SuspectViolation, Violation>(
          [&violations](db::Tx& tx, const Caller& caller, const SuspectViolation& in) {
            return violations.suspect(tx, caller, in);
          });
  for (const StepRoute& route : kSteps)
    api.post(std::string("/violations/{id}/") + route.path)
        .summary(route.summary)
        .tag("conduct")
        .allow(Permission::kViolationWrite)
        .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
        .writes<StepViolation, Violation>(
            [&violations, step = route.step](db::Tx& tx, const Caller& caller, const StepViolation& in) {
              return violations.step(tx, caller, step, in);
            });
}

}  // namespace manyi::conduct
