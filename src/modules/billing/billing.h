// Money: the lines of the ledger as the finance system gives them, and the months that are closed.
// Owns the façade of billing and its types.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/money.h"
#include "base/result.h"
#include "modules/billing/rules.h"
#include "modules/workorders/workorders.h"
#include "platform/db/money_value.h"
#include "platform/imports/record_book.h"

namespace manyi::billing {

struct LedgerLineTag;
using LedgerLineId = Id<LedgerLineTag>;
using Needs = workorders::RecordNeeds;

/// A line without site and order belongs to the whole company.
struct LedgerLineDetails : workorders::OrderRecord {
  Date booked_on;                    // in the site's time zone
  std::optional<Instant> booked_at;  // filled in: the first moment of that day
  Account account = Account::kExpense;
  Money amount;
  std::optional<org::OrgUnitId> org_unit_id;
  std::optional<std::string> cost_type;  // wages, rent, travel
  std::optional<bool> settled;           // default true; claims not yet settled are shown apart
  std::optional<std::string> text;
  RawJson attributes;
  bool operator==(const LedgerLineDetails&) const = default;
  Instant occurred() const { return booked_at.value_or(Instant()); }
};
BOOST_DESCRIBE_STRUCT(LedgerLineDetails, (workorders::OrderRecord),
                      (booked_on, booked_at, account, amount, org_unit_id, cost_type, settled, text,
                       attributes))

struct LedgerLineRow : LedgerLineDetails, imports::RecordKeys<LedgerLineTag> {
  using Details = LedgerLineDetails;
};
BOOST_DESCRIBE_STRUCT(LedgerLineRow, (LedgerLineDetails, imports::RecordKeys<LedgerLineTag>), ())

struct ImportedLedgerLine : LedgerLineDetails, imports::RecordOrigin {};
BOOST_DESCRIBE_STRUCT(ImportedLedgerLine, (LedgerLineDetails, imports::RecordOrigin), ())
std::span<const FieldRule> field_rules(const ImportedLedgerLine*);

struct LedgerLine : LedgerLineDetails, workorders::ShownRecord {
  LedgerLineId id;
};
BOOST_DESCRIBE_STRUCT(LedgerLine, (LedgerLineDetails, workorders::ShownRecord), (id))

struct OneLedgerLine {
  LedgerLineId id;
};
BOOST_DESCRIBE_STRUCT(OneLedgerLine, (), (id))

struct ListLedgerLines {
  std::optional<std::string> cursor;
  std::vector<Account> account;
  std::optional<SiteId> site_id;
  std::optional<workorders::WorkOrderId> work_order_id;
  std::optional<EmployeeId> technician_id;
  std::optional<Instant> from, to;  // booked, half-open
  std::optional<std::int64_t> limit;
};
BOOST_DESCRIBE_STRUCT(ListLedgerLines, (),
                      (cursor, account, site_id, work_order_id, technician_id, from, to, limit))

struct LedgerMonth {
  std::string month;  // "2026-03"
  bool closed = false;
  Instant changed_at;
  std::int64_t reopenings = 0;
};
BOOST_DESCRIBE_STRUCT(LedgerMonth, (), (month, closed, changed_at, reopenings))

struct CloseMonth {
  std::string month;
};
BOOST_DESCRIBE_STRUCT(CloseMonth, (), (month))
struct ReopenMonth {
  std::string month;
  std::string reason;  // kept with the month, not in the journal
};
BOOST_DESCRIBE_STRUCT(ReopenMonth, (), (month, reason))
std::span<const FieldRule> field_rules(const ReopenMonth*);

/// Thread-safe. Every call takes part in the caller's transaction. Nothing is recorded into, corrected
/// in or taken out of a closed month: kInvalid at /booked_on, month_closed.
class Billing : public imports::RecordBook<LedgerLineRow> {
 public:
  explicit Billing(Needs needs);
  /// Inserts or corrects. \errors kInvalid with all fields
  Result<imports::Recorded> record(db::Tx&, const Caller&, const ImportedLedgerLine&);
  Result<LedgerLine> add(db::Tx&, const Caller&, const ImportedLedgerLine&);
  /// \errors kNotFound; kConflict when touched since, or when its month is closed
  Result<void> take_back(db::Tx&, const Caller&, const imports::Recorded&);
  Result<LedgerLine> get(db::ReadTx&, const Caller&, LedgerLineId);
  Result<Page<LedgerLine>> list(db::ReadTx&, const Caller&, const ListLedgerLines&);

  /// Months that were ever closed, newest first.
  Result<Items<LedgerMonth>> months(db::ReadTx&, const Caller&);
  /// \errors kInvalid; kConflict when it is closed already
  Result<LedgerMonth> close_month(db::Tx&, const Caller&, const CloseMonth&);
  /// \errors kInvalid; kConflict unless closed
  Result<LedgerMonth> reopen_month(db::Tx&, const Caller&, const ReopenMonth&);

  std::vector<kpi::FactRow> load_facts(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  std::map<std::int64_t, std::string> numbers(db::ReadTx&, TenantId, const std::vector<std::int64_t>& ids);
  /// Empties texts of the lines of an erased customer's orders; amounts stay, also in closed months.
  Result<void> erase_person(db::Tx&, TenantId, customers::CustomerId);

 private:
  Result<LedgerLineDetails> complete(db::Tx&, const Caller&, LedgerLineDetails);
  Needs needs_;
};

/// Tables, routes and subscriptions; `billing` must outlive what is made of it.
Module make_module(Billing& billing);

}  // namespace manyi::billing
