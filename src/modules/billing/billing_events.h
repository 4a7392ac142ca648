// What billing tells the others: ids, enums, dates and amounts, never what somebody wrote.
// Owns the kinds ledger_line.* and ledger_month.*.
#pragma once

#include <string_view>
#include <vector>

#include "modules/billing/billing.h"
#include "platform/journal/events.h"

namespace manyi::billing {

struct LedgerLineFact {
  static constexpr int kSchema = 1;
  LedgerLineId ledger_line;
  Date booked_on;
  Account account = Account::kExpense;
  Money amount;
  std::vector<journal::Subject> subjects() const { return {{"ledger_line", ledger_line.value()}}; }
};
BOOST_DESCRIBE_STRUCT(LedgerLineFact, (), (ledger_line, booked_on, account, amount))

/// Recorded for the first time, corrected, or its text erased.
struct LedgerLineRecorded : LedgerLineFact {
  static constexpr std::string_view kKind = "ledger_line.recorded";
  imports::RecordChange change = imports::RecordChange::kRecorded;
};
BOOST_DESCRIBE_STRUCT(LedgerLineRecorded, (LedgerLineFact), (change))
/// An import was taken back.
struct LedgerLineRemoved : LedgerLineFact {
  static constexpr std::string_view kKind = "ledger_line.removed";
};
BOOST_DESCRIBE_STRUCT(LedgerLineRemoved, (LedgerLineFact), ())

/// The journal names no record: the subject is the month as a number, 202603.
struct LedgerMonthFact {
  static constexpr int kSchema = 1;
  std::int64_t month = 0;
  std::vector<journal::Subject> subjects() const { return {{"ledger_month", month}}; }
};
BOOST_DESCRIBE_STRUCT(LedgerMonthFact, (), (month))
struct LedgerMonthClosed : LedgerMonthFact {
  static constexpr std::string_view kKind = "ledger_month.closed";
};
BOOST_DESCRIBE_STRUCT(LedgerMonthClosed, (LedgerMonthFact), ())
struct LedgerMonthReopened : LedgerMonthFact {
  static constexpr std::string_view kKind = "ledger_month.reopened";
};
BOOST_DESCRIBE_STRUCT(LedgerMonthReopened, (LedgerMonthFact), ())

}  // namespace manyi::billing
