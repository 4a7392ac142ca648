// HTTP operations of experience.
// Owns their paths, permissions and documentation; no logic.
#include "modules/experience/experience.h"
#include "platform/http/api.h"

namespace manyi::experience {

void declare_routes(http::Api& api, Praises& praises) {
  api.get("/praises")
      .summary("List praise, newest first")
      .tag("experience")
      .allow(Permission::kPraiseRead)
      .reads<ListPraises, Page<Praise>>(
          [&praises](db::ReadTx& tx, const Caller& caller, const ListPraises& in) {
            return praises.list(tx, caller, in);
          });
  api.get("/praises/{id}")
      .summary("Read a praise")
      .tag("experience")
      .allow(Permission::kPraiseRead)
      .fails({ErrorCode::kNotFound})
      .reads<OnePraise, Praise>([&praises](db::ReadTx& tx, const Caller& caller, const OnePraise& in) {
        return praises.get(tx, caller, in.id);
      });
  api.post("/praises")
      .summary("Record a praise")
      .tag("experience")
      .allow(Permission::kPraiseWrite)
      .created()
      .writes<ReceivePraise, Praise>([&praises](db::Tx& tx, const Caller& caller, const ReceivePraise& in) {
        return praises.receive(tx, caller, in);
      });
  const auto declare_step = [&](PraiseStep step, const char* path, const char* summary) {
    api.post(std::string("/praises/{id}/") + path)
        .summary(summary)
        .tag("experience")
        .allow(Permission::kPraiseWrite)
        .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
        .writes<StepPraise, Praise>([&praises, step](db::Tx& tx, const Caller& caller, const StepPraise& in) {
          return praises.step(tx, caller, step, in);
        });
  };
  declare_step(PraiseStep::kVerify, "verify", "Somebody else than the praised finds it true");
  declare_step(PraiseStep::kForward, "forward", "It was told to the manufacturer");
}

}  // namespace manyi::experience
