// HTTP operations of processes.
// Owns their paths, permissions and documentation; no logic.
#include "modules/processes/points.h"
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

void declare_point_routes(http::Api& api, ProcessPoints& points) {
  api.get("/kpi/process-points")
      .summary("Show the points of the process that make a metric and how well they are kept, weakest first")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .figures()
      .fails({ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<ListPoints, PointList>([&points](db::ReadTx& tx, const Caller& caller, const ListPoints& in) {
        return points.list(tx, caller, in);
      });
  api.get("/kpi/process-points/{metric}/{code}")
      .summary("Read a process point of a metric")
      .tag("performance")
      .allow(Permission::kKpiRead)
      .fails({ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<ReadPoint, ProcessPoint>([&points](db::ReadTx& tx, const Caller& caller, const ReadPoint& in) {
        return points.get(tx, caller, in);
      });
  api.put("/kpi/process-points/{metric}/{code}")
      .summary("Add a process point to a metric, or change one")
      .tag("performance")
      .allow(Permission::kKpiWrite)
      .fails({ErrorCode::kNotFound, ErrorCode::kStale, ErrorCode::kUnavailable})
      .writes<WritePoint, ProcessPoint>([&points](db::Tx& tx, const Caller& caller, const WritePoint& in) {
        return points.put(tx, caller, in);
      });
  api.del("/kpi/process-points/{metric}/{code}")
      .summary("Take a process point out of a metric")
      .tag("performance")
      .allow(Permission::kKpiWrite)
      .fails({ErrorCode::kNotFound, ErrorCode::kStale, ErrorCode::kUnavailable})
      .writes<OnePoint, http::Nothing>(
          [&points](db::Tx& tx, const Caller& caller, const OnePoint& in) -> Result<http::Nothing> {
            MANYI_CHECK(points.take_out(tx, caller, in));
            return http::Nothing{};
          });
  api.post("/kpi/process-points/{metric}/{code}/give-back")
      .summary("Have a process point as the catalogue has it")
      .tag("performance")
      .allow(Permission::kKpiWrite)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale, ErrorCode::kUnavailable})
      .writes<OnePoint, ProcessPoint>([&points](db::Tx& tx, const Caller& caller, const OnePoint& in) {
        return points.give_back(tx, caller, in);
      });
}

}  // namespace manyi::processes
