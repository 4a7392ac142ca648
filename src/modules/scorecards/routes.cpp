// HTTP operations of scorecards and bonus sheets.
// Owns their paths, permissions and documentation; no logic.
#include "modules/scorecards/bonus.h"
#include "modules/scorecards/scorecards.h"
#include "platform/db/db.h"
#include "platform/http/api.h"

namespace manyi::scorecards {
namespace {

const std::vector<ErrorCode> kOnChange = {ErrorCode::kNotFound, ErrorCode::kConflict, ErrorCode::kStale};

void declare_cards(http::Api& api, Scorecards& scorecards) {
  api.get("/scorecard")
      .summary("Show the scorecard of a person, unit, site or the company")
      .tag("scorecards")
      .allow(Permission::kScorecardRead)
      .figures()
      .fails({ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<OneScorecard, Scorecard>([&](db::ReadTx& tx, const Caller& caller, const OneScorecard& in) {
        return scorecards.card(tx, caller, in);
      });
  api.get("/scorecards")
      .summary("List the scorecards within a scope, best first; ranked where there are records enough")
      .tag("scorecards")
      .allow(Permission::kScorecardRead)
      .figures()
      .fails({ErrorCode::kUnavailable})
      .reads<ListScorecards, Page<ScorecardLine>>(
          [&](db::ReadTx& tx, const Caller& caller, const ListScorecards& in) {
            return scorecards.list(tx, caller, in);
          });
  api.get("/my-kpis")
      .summary("Show the caller's own KPIs, what is behind them and how he moves them")
      .tag("scorecards")
      .allow(Permission::kScorecardRead)
      .figures()
      .fails({ErrorCode::kNotFound, ErrorCode::kUnavailable})
      .reads<MyKpisQuery, MyKpis>([&](db::ReadTx& tx, const Caller& caller, const MyKpisQuery& in) {
        return scorecards.my_kpis(tx, caller, in);
      });
}

void declare_rules(http::Api& api, BonusSheets& bonus) {
  api.get("/bonus-rules")
      .summary("List the versions of the bonus rules, the newest first")
      .tag("bonus")
      .allow(Permission::kBonusConfirm, Permission::kBonusWrite, Permission::kBonusApprove)
      .reads<http::Nothing, Items<BonusRule>>(
          [&](db::ReadTx& tx, const Caller& caller, const http::Nothing&) -> Result<Items<BonusRule>> {
            return bonus.rules(tx, caller);
          });
  api.post("/bonus-rules")
      .summary("Set the bonus rules that count from a month on")
      .tag("bonus")
      .allow(Permission::kBonusWrite)
      .created()
      .fails({ErrorCode::kConflict, ErrorCode::kUnavailable})
      .writes<SetBonusRule, BonusRule>([&](db::Tx& tx, const Caller& caller, const SetBonusRule& in) {
        return bonus.set_rule(tx, caller, in);
      });
}

template <class In, class F>
void declare_step(http::Api& api, const std::string& path, const std::string& summary, Permission permission,
                  F handler) {
  api.post("/bonus-sheets/{id}/" + path)
      .summary(summary)
      .tag("bonus")
      .allow(permission)
      .fails(kOnChange)
      .writes<In, BonusSheet>(std::move(handler));
}

void declare_steps(http::Api& api, BonusSheets& bonus) {
  const auto plain = [&](const std::string& path, const std::string& summary, Permission permission,
                         SheetStep step) {
    declare_step<StepSheet>(api, path, summary, permission,
                            [&bonus, step](db::Tx& tx, const Caller& caller, const StepSheet& in) {
                              return bonus.step(tx, caller, step, in);
                            });
  };
  plain("send", "Send the sheet to whom it pays", Permission::kBonusWrite, SheetStep::kSend);
  plain("confirm", "Confirm the own sheet", Permission::kBonusConfirm, SheetStep::kConfirm);
  plain("approve", "Approve a sheet that is confirmed or decided; never the own one",
        Permission::kBonusApprove, SheetStep::kApprove);
  declare_step<AppealSheet>(
      api, "appeal", "Appeal against the own sheet, with a reason", Permission::kBonusConfirm,
      [&](db::Tx& tx, const Caller& caller, const AppealSheet& in) { return bonus.appeal(tx, caller, in); });
  declare_step<DecideSheet>(
      api, "decide", "Decide on an appeal: upheld, or changed by an amount", Permission::kBonusWrite,
      [&](db::Tx& tx, const Caller& caller, const DecideSheet& in) { return bonus.decide(tx, caller, in); });
  declare_step<CorrectSheet>(api, "correct", "Enter into a draft what a locked month got wrong",
                             Permission::kBonusWrite,
                             [&](db::Tx& tx, const Caller& caller, const CorrectSheet& in) {
                               return bonus.correct(tx, caller, in);
                             });
}

void declare_sheets(http::Api& api, BonusSheets& bonus) {
  api.post("/bonus-sheets/compute")
      .summary("Work out a month's sheets: makes them, or renews the drafts")
      .tag("bonus")
      .allow(Permission::kBonusWrite)
      .fails({ErrorCode::kConflict, ErrorCode::kUnavailable})
      .prepares<ComputeBonus, BonusDrafts, ComputedBonus>(
          [&](http::Context& context, const Caller& caller, const ComputeBonus& in) {
            return context.database.read([&](db::ReadTx& tx) { return bonus.work_out(tx, caller, in); });
          },
          [&](db::Tx& tx, const Caller& caller, const BonusDrafts& drafts) {
            return bonus.keep(tx, caller, drafts);
          });
  api.get("/bonus-sheets")
      .summary("List bonus sheets: the own ones, or those in reach of who pays")
      .tag("bonus")
      .allow(Permission::kBonusConfirm, Permission::kBonusWrite, Permission::kBonusApprove)
      .reads<ListSheets, Page<BonusSheetRow>>(
          [&](db::ReadTx& tx, const Caller& caller, const ListSheets& in) {
            return bonus.list(tx, caller, in);
          });
  api.get("/bonus-sheets/export")
      .summary("A month's sheets as a file for payroll: CSV, or XLSX when `format` says so")
      .tag("bonus")
      .allow(Permission::kBonusWrite, Permission::kBonusApprove)
      .fails({ErrorCode::kUnavailable})
      .downloads<ExportSheets>([&](db::ReadTx& tx, const Caller& caller, const ExportSheets& in) {
        return bonus.export_month(tx, caller, in);
      });
  api.get("/bonus-sheets/{id}")
      .summary("Read a bonus sheet, with what it would be today beside it")
      .tag("bonus")
      .allow(Permission::kBonusConfirm, Permission::kBonusWrite, Permission::kBonusApprove)
      .figures()
      .fails({ErrorCode::kNotFound})
      .reads<OneSheet, BonusSheet>([&](db::ReadTx& tx, const Caller& caller, const OneSheet& in) {
        return bonus.get(tx, caller, in.id);
      });
  declare_steps(api, bonus);
  api.get("/bonus-months")
      .summary("List the months that have bonus sheets, with how far they are")
      .tag("bonus")
      .allow(Permission::kBonusConfirm, Permission::kBonusWrite, Permission::kBonusApprove)
      .reads<http::Nothing, Items<BonusMonth>>(
          [&](db::ReadTx& tx, const Caller& caller, const http::Nothing&) -> Result<Items<BonusMonth>> {
            return bonus.months(tx, caller);
          });
  api.post("/bonus-months/{month}/lock")
      .summary("Lock a month: its sheets are paid and never change again")
      .tag("bonus")
      .allow(Permission::kBonusApprove)
      .fails({ErrorCode::kConflict, ErrorCode::kForbidden})
      .writes<LockBonusMonth, BonusMonth>([&](db::Tx& tx, const Caller& caller, const LockBonusMonth& in) {
        return bonus.lock(tx, caller, in);
      });
}

}  // namespace

void declare_routes(http::Api& api, Scorecards& scorecards, BonusSheets& bonus) {
  declare_cards(api, scorecards);
  declare_rules(api, bonus);
  declare_sheets(api, bonus);
}

}  // namespace manyi::scorecards
