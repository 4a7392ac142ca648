// HTTP operations of employments and work days.
// Owns their paths, permissions and documentation; no logic.
#include "modules/org/employments.h"
#include "platform/http/api.h"

namespace manyi::org {

void declare_staff(http::Api& api, Org& org) {
  api.get("/employments")
      .summary("List from when until when people were with us, latest first")
      .tag("org")
      .allow(Permission::kEmploymentRead)
      .reads<ListEmployments, Page<Employment>>(
          [&org](db::ReadTx& tx, const Caller& caller, const ListEmployments& in) {
            return org.employments().list(tx, caller, in);
          });
  api.post("/employments")
      .summary("Record or correct an employee's stay")
      .tag("org")
      .allow(Permission::kEmploymentWrite)
      .created()
      .writes<ImportedEmployment, Employment>(
          [&org](db::Tx& tx, const Caller& caller, const ImportedEmployment& in) {
            return org.employments().add(tx, caller, in);
          });
  api.get("/employments/{id}")
      .summary("Read an employee's stay")
      .tag("org")
      .allow(Permission::kEmploymentRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneEmployment, Employment>(
          [&org](db::ReadTx& tx, const Caller& caller, const OneEmployment& in) {
            return org.employments().get(tx, caller, in.id);
          });
  api.get("/work-days")
      .summary("List what time people had and used, latest day first")
      .tag("org")
      .allow(Permission::kEmploymentRead)
      .reads<ListWorkDays, Page<WorkDay>>(
          [&org](db::ReadTx& tx, const Caller& caller, const ListWorkDays& in) {
            return org.work_days().list(tx, caller, in);
          });
  api.post("/work-days")
      .summary("Record or correct an employee's day")
      .tag("org")
      .allow(Permission::kEmploymentWrite)
      .created()
      .writes<ImportedWorkDay, WorkDay>([&org](db::Tx& tx, const Caller& caller, const ImportedWorkDay& in) {
        return org.work_days().add(tx, caller, in);
      });
  api.get("/work-days/{id}")
      .summary("Read an employee's day")
      .tag("org")
      .allow(Permission::kEmploymentRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneWorkDay, WorkDay>([&org](db::ReadTx& tx, const Caller& caller, const OneWorkDay& in) {
        return org.work_days().get(tx, caller, in.id);
      });
}

}  // namespace manyi::org
