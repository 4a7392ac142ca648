// Statements over the tables of targets.
// Owns their text; each constant stands beside the function that runs it.
#include "modules/targets/store.h"

namespace manyi::targets::store {
namespace {

const std::string& select_target() {
  static const std::string sql =
      "select " + db::columns<TargetRow>() + " from targets_targets where tenant_id = :tenant_id";
  return sql;
}
const std::string& select_change() {
  static const std::string sql =
      "select " + db::columns<ChangeRow>() + " from targets_changes where tenant_id = :tenant_id";
  return sql;
}

}  // namespace

Result<void> insert_target(db::Tx& tx, const TargetRow& row) { return tx.insert("targets_targets", row); }
Result<void> update_target(db::Tx& tx, const TargetRow& row) { return tx.update("targets_targets", row); }

std::optional<TargetRow> target(db::ReadTx& tx, TenantId tenant, TargetId id) {
  static const std::string kSql = select_target() + " and id = :id";
  return tx.first<TargetRow>(kSql, tenant, id);
}

std::optional<TargetRow> target_of(db::ReadTx& tx, TenantId tenant, std::string_view month,
                                   std::string_view metric, const TargetScope& scope) {
  static const std::string kSql =
      select_target() + " and month = :month and metric = :metric and scope = :scope and scope_key = :key";
  return tx.first<TargetRow>(kSql, tenant, month, metric, scope.kind, scope.key);
}

std::vector<TargetRow> targets_of_month(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql = select_target() + " and month = :month order by metric, scope, scope_key";
  return tx.all<TargetRow>(kSql, tenant, month);
}

Result<void> insert_change(db::Tx& tx, const ChangeRow& row) { return tx.insert("targets_changes", row); }
Result<void> update_change(db::Tx& tx, const ChangeRow& row) { return tx.update("targets_changes", row); }

std::optional<ChangeRow> change(db::ReadTx& tx, TenantId tenant, TargetChangeId id) {
  static const std::string kSql = select_change() + " and id = :id";
  return tx.first<ChangeRow>(kSql, tenant, id);
}

std::optional<ChangeRow> pending_change(db::ReadTx& tx, TenantId tenant, TargetId target) {
  static const std::string kSql = select_change() + " and target_id = :target and state = 'pending'";
  return tx.first<ChangeRow>(kSql, tenant, target);
}

std::vector<ChangeRow> changes_of(db::ReadTx& tx, TenantId tenant, TargetId target) {
  static const std::string kSql = select_change() + " and target_id = :target order by id desc";
  return tx.all<ChangeRow>(kSql, tenant, target);
}

std::vector<ChangeRow> changes_in(db::ReadTx& tx, TenantId tenant, ChangeState state) {
  static const std::string kSql = select_change() + " and state = :state order by id desc limit 500";
  return tx.all<ChangeRow>(kSql, tenant, state);
}

Result<void> insert_month(db::Tx& tx, const MonthRow& row) { return tx.insert("targets_months", row); }

std::optional<MonthRow> locked_month(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql = "select " + db::columns<MonthRow>() +
                                  " from targets_months where tenant_id = :tenant_id and month = :month";
  return tx.first<MonthRow>(kSql, tenant, month);
}

std::vector<MonthRow> locked_months(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = "select " + db::columns<MonthRow>() +
                                  " from targets_months where tenant_id = :tenant_id order by month";
  return tx.all<MonthRow>(kSql, tenant);
}

std::vector<MonthCount> months(db::ReadTx& tx, TenantId tenant) {
  constexpr std::string_view kSql =
      "select month, count(*) as targets from targets_targets where tenant_id = :tenant_id group by month "
      "order by month desc";
  return tx.all<MonthCount>(kSql, tenant);
}

}  // namespace manyi::targets::store
