// The closed months; the lines are kept by RecordBook.
// Owns the SQL on billing_months.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "modules/billing/billing.h"
#include "platform/db/db.h"

namespace manyi::billing::store {

struct MonthRow {
  TenantId tenant_id;
  std::string month;
  bool closed = false;
  std::int64_t reopenings = 0;
  std::string reason;  // of the last reopening
  Instant changed_at;
  UserId changed_by;
};
BOOST_DESCRIBE_STRUCT(MonthRow, (), (tenant_id, month, closed, reopenings, reason, changed_at, changed_by))

std::vector<MonthRow> months(db::ReadTx&, TenantId);
std::optional<MonthRow> month(db::ReadTx&, TenantId, std::string_view month);
std::set<std::string> closed_months(db::ReadTx&, TenantId);
Result<void> put_month(db::Tx&, const MonthRow&);

}  // namespace manyi::billing::store
