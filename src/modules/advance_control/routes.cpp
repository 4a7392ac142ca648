// HTTP operations of advance control.
// Owns their paths, permissions and documentation; no logic.
#include "modules/advance_control/advance_control.h"
#include "platform/db/db.h"
#include "platform/http/api.h"

namespace manyi::advance_control {
namespace {

void declare_landings(http::Api& api, AdvanceControl& advance) {
  api.get("/landing-board")
      .summary("Show where each figure will stand at the end of the month, and how sure that is")
      .tag("advance_control")
      .allow(Permission::kForecastRead)
      .figures()
      .fails({ErrorCode::kForbidden, ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<BoardQuery, LandingBoard>(
          [&advance](db::ReadTx& tx, const Caller& caller, const BoardQuery& in) {
            return advance.board(tx, caller, in);
          });
  api.get("/landing")
      .summary("Show where one figure will stand, with its days so far and the fan to the month's end")
      .tag("advance_control")
      .allow(Permission::kForecastRead)
      .figures()
      .fails({ErrorCode::kForbidden, ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<LandingQuery, LandingAnswer>(
          [&advance](db::ReadTx& tx, const Caller& caller, const LandingQuery& in) {
            return advance.landing(tx, caller, in);
          });
  api.get("/landing/people")
      .summary("Show where figures will stand person by person, or by site or unit")
      .tag("advance_control")
      .allow(Permission::kForecastRead)
      .figures()
      .fails({ErrorCode::kForbidden, ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<ScopesQuery, LandingBoard>(
          [&advance](db::ReadTx& tx, const Caller& caller, const ScopesQuery& in) {
            return advance.by_scope(tx, caller, in);
          });
  api.get("/forecasts/history")
      .summary("Show the forecasts of a month as they were made, beside what came true")
      .tag("advance_control")
      .allow(Permission::kForecastRead)
      .figures()
      .fails({ErrorCode::kForbidden, ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<HistoryQuery, HistoryAnswer>(
          [&advance](db::ReadTx& tx, const Caller& caller, const HistoryQuery& in) {
            return advance.history(tx, caller, in);
          });
  api.get("/forecasts/calibration")
      .summary("Show how often the forecasts were right")
      .tag("advance_control")
      .signed_in()
      .reads<CalibrationQuery, Calibration>(
          [&advance](db::ReadTx& tx, const Caller& caller, const CalibrationQuery& in) {
            return advance.calibration(tx, caller, in);
          });
}

void declare_cases(http::Api& api, AdvanceControl& advance) {
  api.get("/landing/cases")
      .summary("List the open cases that decide a figure, the likeliest to go wrong first")
      .tag("advance_control")
      .allow(Permission::kForecastRead)
      .figures()
      .fails({ErrorCode::kForbidden, ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<CasesQuery, CasesAnswer>([&advance](db::ReadTx& tx, const Caller& caller, const CasesQuery& in) {
        return advance.cases(tx, caller, in);
      });
  api.post("/landing/cases/assign")
      .summary("Give an open case to somebody to take care of")
      .tag("advance_control")
      .allow(Permission::kForecastAssign)
      .created()
      .fails({ErrorCode::kForbidden, ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kUnavailable})
      .prepares<AssignCase, CheckedCase, Assignment>(
          [&advance](http::Context& context, const Caller& caller, const AssignCase& in) {
            return context.database.read([&](db::ReadTx& tx) { return advance.check_case(tx, caller, in); });
          },
          [&advance](db::Tx& tx, const Caller& caller, const CheckedCase& found) {
            return advance.assign(tx, caller, found);
          });
  api.get("/landing/assignments")
      .summary("List who takes care of which case, the newest first")
      .tag("advance_control")
      .allow(Permission::kForecastRead)
      .reads<ListAssignments, Page<Assignment>>(
          [&advance](db::ReadTx& tx, const Caller& caller, const ListAssignments& in) {
            return advance.assignments(tx, caller, in);
          });
  api.get("/landing/assignments/{id}")
      .summary("Read an assignment")
      .tag("advance_control")
      .allow(Permission::kForecastRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneAssignment, Assignment>(
          [&advance](db::ReadTx& tx, const Caller& caller, const OneAssignment& in) {
            return advance.assignment(tx, caller, in.id);
          });
  api.post("/landing/assignments/{id}/finish")
      .summary("Say how a case ended")
      .tag("advance_control")
      .allow(Permission::kForecastRead)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
      .writes<FinishAssignment, Assignment>(
          [&advance](db::Tx& tx, const Caller& caller, const FinishAssignment& in) {
            return advance.finish(tx, caller, in);
          });
  api.post("/landing/assignments/{id}/cancel")
      .summary("Take an assignment back")
      .tag("advance_control")
      .allow(Permission::kForecastAssign)
      .fails({ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale})
      .writes<CancelAssignment, Assignment>(
          [&advance](db::Tx& tx, const Caller& caller, const CancelAssignment& in) {
            return advance.cancel(tx, caller, in);
          });
}

}  // namespace

void declare_routes(http::Api& api, AdvanceControl& advance) {
  declare_landings(api, advance);
  declare_cases(api, advance);
}

}  // namespace manyi::advance_control
