// Statements behind the shelf.
// Owns their text; each stands in the function that runs it.
#include "modules/parts/store.h"

namespace manyi::parts::store {

std::vector<OnShelf> on_shelf(db::ReadTx& tx, const ScopeFilter& reach) {
  const std::string sql =
      "select site_id, part_no, coalesce(max(part_name), ''), count(*) from parts_units where " + reach.sql +
      " and state in ('received', 'in_stock', 'returned_unused') group by site_id, part_no";
  return tx.all<OnShelf>(sql, reach.binds);
}

std::vector<Coming> coming(db::ReadTx& tx, const ScopeFilter& reach) {
  const std::string sql =
      "select site_id, part_no, coalesce(max(part_name), ''), cast(coalesce(sum(quantity), 0) as bigint), "
      "min(expected_at) from parts_requests where " +
      reach.sql + " and state in ('backordered', 'in_transit') group by site_id, part_no";
  return tx.all<Coming>(sql, reach.binds);
}

std::vector<LevelRow> levels(db::ReadTx& tx, const ScopeFilter& reach) {
  return tx.all<LevelRow>(
      "select " + db::columns<LevelRow>() + " from parts_safety_levels where " + reach.sql, reach.binds);
}

std::optional<LevelRow> level_of(db::ReadTx& tx, TenantId tenant, SiteId site, std::string_view part_no) {
  static const std::string kSql =
      "select " + db::columns<LevelRow>() +
      " from parts_safety_levels where tenant_id = :tenant_id and site_id = :site_id "
      "and part_no = :part_no";
  return tx.first<LevelRow>(kSql, tenant, site, part_no);
}

Result<void> insert_level(db::Tx& tx, const LevelRow& row) { return tx.insert("parts_safety_levels", row); }
Result<void> update_level(db::Tx& tx, const LevelRow& row) { return tx.update("parts_safety_levels", row); }

}  // namespace manyi::parts::store
