// SQL of imports.
// Owns nothing but its statements.
#include "platform/imports/store.h"

namespace manyi::imports {
namespace {

const std::string& import_columns() {
  static const std::string all = db::columns<ImportRow>();
  return all;
}

}  // namespace

std::optional<ImportRow> load_import(db::ReadTx& tx, TenantId tenant, ImportId id) {
  static const std::string kSql =
      "select " + import_columns() + " from imports_imports where tenant_id = :tenant_id and id = :id";
  return tx.first<ImportRow>(kSql, tenant, id);
}

std::vector<ImportRow> list_imports(db::ReadTx& tx, TenantId tenant, std::optional<std::int64_t> before,
                                    std::int64_t limit) {
  static const std::string kSql = "select " + import_columns() +
                                  " from imports_imports where tenant_id = :tenant_id and id < :before"
                                  " order by tenant_id, id desc limit :limit";
  return tx.all<ImportRow>(kSql, tenant, before.value_or(std::numeric_limits<std::int64_t>::max()), limit);
}

std::optional<ImportRow> find_unfinished(db::ReadTx& tx, TenantId tenant, const std::string& profile,
                                         const std::string& hash) {
  static const std::string kSql =
      "select " + import_columns() +
      " from imports_imports where tenant_id = :tenant_id and file_hash = :hash and"
      " profile = :profile and state = 'applying' order by id desc limit 1";
  return tx.first<ImportRow>(kSql, tenant, hash, profile);
}

std::vector<ImportRow> list_unfinished(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = "select " + import_columns() +
                                  " from imports_imports where tenant_id = :tenant_id and"
                                  " state in ('validating', 'applying', 'undoing') order by id";
  return tx.all<ImportRow>(kSql, tenant);
}

std::vector<ImportRow> list_finished(db::ReadTx& tx, TenantId tenant) {
  static const std::string kSql = "select " + import_columns() +
                                  " from imports_imports where tenant_id = :tenant_id and"
                                  " state in ('done', 'failed', 'undone') order by id";
  return tx.all<ImportRow>(kSql, tenant);
}

Result<void> insert_import(db::Tx& tx, const ImportRow& row) { return tx.insert("imports_imports", row); }

Result<void> update_import(db::Tx& tx, ImportRow& row) {
  static constexpr std::string_view kSql =
      "update imports_imports set version = version + 1"
      " where tenant_id = :tenant_id and id = :id and version = :version";
  MANYI_TRY(const std::int64_t touched, tx.exec(kSql, row.tenant_id, row.id, row.version));
  if (touched == 0) return conflict("import_moved", "Somebody else works on this import.");
  ++row.version;
  return tx.update("imports_imports", row);
}

Result<void> insert_block(db::Tx& tx, const BlockRow& row) { return tx.insert("imports_blocks", row); }

std::optional<BlockRow> next_block(db::ReadTx& tx, TenantId tenant, ImportId import, std::int64_t after_row) {
  static const std::string kSql =
      "select " + db::columns<BlockRow>() +
      " from imports_blocks where tenant_id = :tenant_id and import_id = :import_id and"
      " last_row > :after order by first_row limit 1";
  return tx.first<BlockRow>(kSql, tenant, import, after_row);
}

Result<void> delete_block(db::Tx& tx, TenantId tenant, ImportId import, std::int64_t first_row) {
  static constexpr std::string_view kSql =
      "delete from imports_blocks where tenant_id = :tenant_id and import_id = :import_id and first_row = "
      ":first_row";
  MANYI_CHECK(tx.exec(kSql, tenant, import, first_row));
  return {};
}

Result<void> insert_outcomes(db::Tx& tx, const OutcomeRow& row) { return tx.insert("imports_outcomes", row); }

std::optional<OutcomeRow> last_outcomes(db::ReadTx& tx, TenantId tenant, ImportId import) {
  static const std::string kSql =
      "select " + db::columns<OutcomeRow>() +
      " from imports_outcomes where tenant_id = :tenant_id and import_id = :import_id"
      " order by first_row desc limit 1";
  return tx.first<OutcomeRow>(kSql, tenant, import);
}

std::vector<OutcomeRow> outcomes_after(db::ReadTx& tx, TenantId tenant, ImportId import,
                                       std::int64_t after_row, std::int64_t limit) {
  static const std::string kSql =
      "select " + db::columns<OutcomeRow>() +
      " from imports_outcomes where tenant_id = :tenant_id and import_id = :import_id and"
      " first_row > :after order by first_row limit :limit";
  return tx.all<OutcomeRow>(kSql, tenant, import, after_row, limit);
}

Result<void> replace_outcomes(db::Tx& tx, const OutcomeRow& row) {
  static constexpr std::string_view kSql =
      "update imports_outcomes set outcomes = :outcomes"
      " where tenant_id = :tenant_id and import_id = :import_id and first_row = :first_row";
  MANYI_CHECK(tx.exec(kSql, row.outcomes, row.tenant_id, row.import_id, row.first_row));
  return {};
}

Result<void> delete_outcomes(db::Tx& tx, TenantId tenant, ImportId import, std::int64_t first_row) {
  static constexpr std::string_view kSql =
      "delete from imports_outcomes where tenant_id = :tenant_id and import_id = :import_id and first_row = "
      ":first_row";
  MANYI_CHECK(tx.exec(kSql, tenant, import, first_row));
  return {};
}

Result<void> insert_reject(db::Tx& tx, const RejectRow& row) { return tx.insert("imports_rejects", row); }

std::vector<RejectRow> rejects_after(db::ReadTx& tx, TenantId tenant, ImportId import,
                                     std::int64_t after_line, std::int64_t limit) {
  static const std::string kSql =
      "select " + db::columns<RejectRow>() +
      " from imports_rejects where tenant_id = :tenant_id and import_id = :import_id and"
      " line > :after order by line limit :limit";
  return tx.all<RejectRow>(kSql, tenant, import, after_line, limit);
}

Result<void> delete_blocks(db::Tx& tx, TenantId tenant, ImportId import) {
  static constexpr std::string_view kSql =
      "delete from imports_blocks where tenant_id = :tenant_id and import_id = :import_id";
  MANYI_CHECK(tx.exec(kSql, tenant, import));
  return {};
}

Result<void> delete_rejects(db::Tx& tx, TenantId tenant, ImportId import) {
  static constexpr std::string_view kSql =
      "delete from imports_rejects where tenant_id = :tenant_id and import_id = :import_id";
  MANYI_CHECK(tx.exec(kSql, tenant, import));
  return {};
}

}  // namespace manyi::imports
