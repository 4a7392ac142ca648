// HTTP operations of billing.
// Owns their paths, permissions and documentation; no logic.
#include "modules/billing/billing.h"
#include "platform/http/api.h"

namespace manyi::billing {

void declare_routes(http::Api& api, Billing& billing) {
  api.get("/ledger-lines")
      .summary("List ledger lines, newest first")
      .tag("billing")
      .allow(Permission::kLedgerRead)
      .reads<ListLedgerLines, Page<LedgerLine>>(
          [&billing](db::ReadTx& tx, const Caller& caller, const ListLedgerLines& in) {
            return billing.list(tx, caller, in);
          });
  api.post("/ledger-lines")
      .summary("Record a ledger line")
      .tag("billing")
      .allow(Permission::kLedgerWrite)
      .created()
      .writes<ImportedLedgerLine, LedgerLine>(
          [&billing](db::Tx& tx, const Caller& caller, const ImportedLedgerLine& in) {
            return billing.add(tx, caller, in);
          });
  api.get("/ledger-lines/{id}")
      .summary("Read a ledger line")
      .tag("billing")
      .allow(Permission::kLedgerRead)
      .fails({ErrorCode::kNotFound})
      .reads<OneLedgerLine, LedgerLine>(
          [&billing](db::ReadTx& tx, const Caller& caller, const OneLedgerLine& in) {
            return billing.get(tx, caller, in.id);
          });
  api.get("/ledger-months")
      .summary("List the months whose books were ever closed")
      .tag("billing")
      .allow(Permission::kLedgerRead)
      .reads<http::Nothing, Items<LedgerMonth>>(
          [&billing](db::ReadTx& tx, const Caller& caller, const http::Nothing&) {
            return billing.months(tx, caller);
          });
  api.post("/ledger-months/close")
      .summary("Close the books of a month: nothing in it changes any more")
      .tag("billing")
      .allow(Permission::kLedgerWrite)
      .fails({ErrorCode::kConflict})
      .writes<CloseMonth, LedgerMonth>([&billing](db::Tx& tx, const Caller& caller, const CloseMonth& in) {
        return billing.close_month(tx, caller, in);
      });
  api.post("/ledger-months/reopen")
      .summary("Open the books of a closed month again, with the reason")
      .tag("billing")
      .allow(Permission::kLedgerWrite)
      .fails({ErrorCode::kConflict})
      .writes<ReopenMonth, LedgerMonth>([&billing](db::Tx& tx, const Caller& caller, const ReopenMonth& in) {
        return billing.reopen_month(tx, caller, in);
      });
}

}  // namespace manyi::billing
