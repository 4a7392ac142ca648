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
const std::string& select_grid() {
  static const std::string sql =
      "select " + db::columns<GridRow>() + " from targets_grids where tenant_id = :tenant_id";
  return sql;
}
constexpr std::string_view kFilter =
    " and (:any_month = '' or month = :month) and (:any_metric = '' or metric = :metric)"
    " and (:any_scope = '' or scope = :scope) and (:any_id = 0 or scope_id = :scope_id)"
    " and (:any_answer = '' or acceptance = :acceptance)"
    " and id < :before";
constexpr std::string_view kNewest = " order by id desc limit :limit";

}  // namespace

Result<void> insert_target(db::Tx& tx, const TargetRow& row) { return tx.insert("targets_targets", row); }
Result<void> update_target(db::Tx& tx, const TargetRow& row) { return tx.update("targets_targets", row); }

std::optional<TargetRow> target(db::ReadTx& tx, TenantId tenant, TargetId id) {
  static const std::string kSql = select_target() + " and id = :id";
  return tx.first<TargetRow>(kSql, tenant, id);
}

std::optional<TargetRow> target_of(db::ReadTx& tx, TenantId tenant, std::string_view month,
                                   std::string_view metric, ScopeKind scope, std::int64_t scope_id) {
  static const std::string kSql = select_target() +
                                  " and month = :month and metric = :metric and scope = :scope"
                                  " and scope_id = :scope_id";
  return tx.first<TargetRow>(kSql, tenant, month, metric, scope, scope_id);
}

std::vector<TargetRow> targets_of_month(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql = select_target() + " and month = :month order by metric, scope, scope_id";
  return tx.all<TargetRow>(kSql, tenant, month);
}

MonthStamp stamp_of(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  constexpr std::string_view kSql =
      "select count(*), coalesce(max(id), 0), cast(coalesce(sum(version), 0) as bigint), "
      "coalesce(max(updated_at), 0) "
      "from targets_targets where tenant_id = :tenant_id and month = :month";
  auto stamp = tx.first<MonthStamp>(kSql, tenant, month).value_or(MonthStamp{});
  stamp.locked = locked_month(tx, tenant, month).has_value();
  return stamp;
}

std::vector<TargetRow> list(db::ReadTx& tx, TenantId tenant, const Reach& reach, const TargetFilter& filter) {
  static const std::string kAll = select_target() + std::string(kFilter) + std::string(kNewest);
  static const std::string kWithin = select_target() + std::string(kFilter) +
                                     " and (scope = 'site' and scope_id in (:sites)"
                                     " or scope = 'unit' and scope_id in (:units)"
                                     " or scope = 'person' and scope_id in (:people))" +
                                     std::string(kNewest);
  const auto& f = filter;
  if (reach.all)
    return tx.all<TargetRow>(kAll, tenant, f.month, f.month, f.metric, f.metric, f.scope, f.scope, f.scope_id,
                             f.scope_id, f.acceptance, f.acceptance, f.before, f.limit);
  return tx.all<TargetRow>(kWithin, tenant, f.month, f.month, f.metric, f.metric, f.scope, f.scope,
                           f.scope_id, f.scope_id, f.acceptance, f.acceptance, f.before, db::In(reach.sites),
                           db::In(reach.units), db::In(reach.people), f.limit);
}

Result<void> insert_version(db::Tx& tx, const VersionRow& row) { return tx.insert("targets_versions", row); }

std::vector<VersionRow> versions_of(db::ReadTx& tx, TenantId tenant, TargetId target) {
  static const std::string kSql =
      "select " + db::columns<VersionRow>() +
      " from targets_versions where tenant_id = :tenant_id and target_id = :target_id order by version desc";
  return tx.all<VersionRow>(kSql, tenant, target);
}

Result<void> insert_change(db::Tx& tx, const ChangeRow& row) { return tx.insert("targets_changes", row); }
Result<void> update_change(db::Tx& tx, const ChangeRow& row) { return tx.update("targets_changes", row); }

std::optional<ChangeRow> change(db::ReadTx& tx, TenantId tenant, TargetChangeId id) {
  static const std::string kSql = select_change() + " and id = :id";
  return tx.first<ChangeRow>(kSql, tenant, id);
}

std::optional<ChangeRow> waiting_change(db::ReadTx& tx, TenantId tenant, TargetId target) {
  static const std::string kSql = select_change() + " and target_id = :target_id and state = 'pending'";
  return tx.first<ChangeRow>(kSql, tenant, target);
}

std::vector<ChangeRow> changes_of(db::ReadTx& tx, TenantId tenant, TargetId target) {
  static const std::string kSql = select_change() + " and target_id = :target_id order by id desc";
  return tx.all<ChangeRow>(kSql, tenant, target);
}

std::vector<ChangeRow> waiting_changes(db::ReadTx& tx, TenantId tenant, std::int64_t before,
                                       std::int64_t limit) {
  static const std::string kSql =
      select_change() + " and state = 'pending' and id < :before" + std::string(kNewest);
  return tx.all<ChangeRow>(kSql, tenant, before, limit);
}

std::int64_t count_waiting(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  constexpr std::string_view kSql =
      "select count(*) from targets_changes c join targets_targets t on t.tenant_id = c.tenant_id and t.id = "
      "c.target_id where c.tenant_id = :tenant_id and c.state = 'pending' and t.month = :month";
  return tx.scalar<std::int64_t>(kSql, tenant, month).value_or(0);
}

Result<void> insert_answer(db::Tx& tx, const AnswerRow& row) { return tx.insert("targets_answers", row); }

std::vector<AnswerRow> answers_of(db::ReadTx& tx, TenantId tenant, TargetId target) {
  static const std::string kSql =
      "select " + db::columns<AnswerRow>() +
      " from targets_answers where tenant_id = :tenant_id and target_id = :target_id order by id desc";
  return tx.all<AnswerRow>(kSql, tenant, target);
}

Result<void> insert_month(db::Tx& tx, const MonthRow& row) { return tx.insert("targets_months", row); }

std::optional<MonthRow> locked_month(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql = "select " + db::columns<MonthRow>() +
                                  " from targets_months where tenant_id = :tenant_id and month = :month";
  return tx.first<MonthRow>(kSql, tenant, month);
}

std::vector<MonthRow> locked_months(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = "select " + db::columns<MonthRow>() +
                                  " from targets_months where tenant_id = :tenant_id order by month desc";
  return tx.all<MonthRow>(kSql, tenant);
}

std::vector<MonthCount> months(db::ReadTx& tx, TenantId tenant) {
  constexpr std::string_view kSql =
      "select month, count(*) as targets from targets_targets where tenant_id = :tenant_id group by month "
      "order by month desc";
  return tx.all<MonthCount>(kSql, tenant);
}

Result<void> insert_part(db::Tx& tx, const PartRow& row) { return tx.insert("targets_parts", row); }

Result<void> remove_parts(db::Tx& tx, TenantId tenant, TargetId target) {
  constexpr std::string_view kSql =
      "delete from targets_parts where tenant_id = :tenant_id and target_id = :target_id";
  MANYI_CHECK(tx.exec(kSql, tenant, target));
  return {};
}

std::vector<PartRow> parts_of(db::ReadTx& tx, TenantId tenant, TargetId target) {
  static const std::string kSql =
      "select " + db::columns<PartRow>() +
      " from targets_parts where tenant_id = :tenant_id and target_id = :target_id order by place";
  return tx.all<PartRow>(kSql, tenant, target);
}

Result<void> insert_grid(db::Tx& tx, const GridRow& row) { return tx.insert("targets_grids", row); }

std::optional<GridRow> grid_in_force(db::ReadTx& tx, TenantId tenant, std::string_view month) {
  static const std::string kSql =
      select_grid() + " and valid_from <= :month order by valid_from desc, id desc limit 1";
  return tx.first<GridRow>(kSql, tenant, month);
}

std::vector<GridRow> grids(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = select_grid() + " order by id desc";
  return tx.all<GridRow>(kSql, tenant);
}

}  // namespace manyi::targets::store
