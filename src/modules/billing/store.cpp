// Statements over billing_months.
// Owns their text.
#include "modules/billing/store.h"

namespace manyi::billing::store {

std::vector<MonthRow> months(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = "select " + db::columns<MonthRow>() +
                                  " from billing_months where tenant_id = :tenant_id order by month desc";
  return tx.all<MonthRow>(kSql, tenant);
}

std::optional<MonthRow> month(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql = "select " + db::columns<MonthRow>() +
                                  " from billing_months where tenant_id = :tenant_id and month = :month";
  return tx.first<MonthRow>(kSql, tenant, month);
}

std::set<std::string> closed_months(db::ReadTx& tx, TenantId tenant) {
  constexpr std::string_view kSql =
      "select month from billing_months where tenant_id = :tenant_id and closed = 1";
  const auto all = tx.all<std::string>(kSql, tenant);
  return {all.begin(), all.end()};
}

Result<void> put_month(db::Tx& tx, const MonthRow& row) {
  constexpr std::string_view kSql =
      "insert into billing_months (tenant_id, month, closed, reopenings, reason, changed_at, changed_by) "
      "values (:tenant_id, :month, :closed, :reopenings, :reason, :changed_at, :changed_by) "
      "on conflict (tenant_id, month) do update set closed = excluded.closed, "
      "reopenings = excluded.reopenings, reason = excluded.reason, changed_at = excluded.changed_at, "
      "changed_by = excluded.changed_by";
  MANYI_CHECK(tx.exec(kSql, row.tenant_id, row.month, row.closed, row.reopenings, row.reason, row.changed_at,
                      row.changed_by));
  return {};
}

}  // namespace manyi::billing::store
