// HTTP operations of processes.
// Owns their paths, permissions and documentation; no logic.
#include "modules/processes/processes.h"
#include "platform/http/api.h"

namespace manyi::processes {

void declare_routes(http::Api& api, Checks& checks) {
  api.get("/checks")
      .summary("List checks, newest first")
      .tag("processes")
      .allow(Permission::kCheckRead)
      .reads<ListChecks, Page<Check>>([&checks](db::ReadTx& tx, const Caller& caller, const ListChecks& in) {
        return checks.list(tx, caller, in);
      });
  api.post("/checks")
      .summary("Record what was checked and found")
      .tag("processes")
      .allow(Permission::kCheckWrite)
      .created()
      .writes<ImportedCheck, Check>([&checks](db::Tx& tx, const Caller& caller, const ImportedCheck& in) {
        return checks.add(tx, caller, in);
      });
  api.get("/checks/{id}")
      .summary("Read a check")
      .tag("processes")
      .allow(Permission::kCheckRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneCheck, Check>([&checks](db::ReadTx& tx, const Caller& caller, const OneCheck& in) {
        return checks.get(tx, caller, in.id);
      });
}

}  // namespace manyi::processes
