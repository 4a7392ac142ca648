// SQL of imports: the imports themselves, staged blocks, outcomes, rejects.
// Owns the imports_ tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/imports/profile.h"

namespace manyi::imports {

enum class ImportState {
  kUploaded,
  kDetected,
  kValidating,
  kValidated,
  kApplying,
  kDone,
  kFailed,
  kUndoing,
  kUndone
};
BOOST_DESCRIBE_ENUM(ImportState, kUploaded, kDetected, kValidating, kValidated, kApplying, kDone, kFailed,
                    kUndoing, kUndone)

struct ImportRow {
  TenantId tenant_id;
  ImportId id;
  std::string profile, file_name, file_hash;
  std::int64_t file_bytes = 0;
  ImportState state = ImportState::kUploaded;
  std::string detected, mapping;  // JSON
  std::optional<std::int64_t> max_rejects;
  std::int64_t read_rows = 0, staged_rows = 0, done_rows = 0;
  std::int64_t imported = 0, updated = 0, unchanged = 0, rejected = 0;
  std::int64_t total_rows = 0;  // estimate until the file is read
  bool has_rejects_file = false;
  std::string failure;  // stable key; empty when nothing failed
  UserId created_by;
  Instant created_at;
  std::optional<Instant> finished_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(ImportRow, (),
                      (tenant_id, id, profile, file_name, file_hash, file_bytes, state, detected, mapping,
                       max_rejects, read_rows, staged_rows, done_rows, imported, updated, unchanged, rejected,
                       total_rows, has_rejects_file, failure, created_by, created_at, finished_at, version))

struct BlockRow {
  TenantId tenant_id;
  ImportId import_id;
  std::int64_t first_row = 0, last_row = 0;
  std::string staged;
};
BOOST_DESCRIBE_STRUCT(BlockRow, (), (tenant_id, import_id, first_row, last_row, staged))

struct OutcomeRow {
  TenantId tenant_id;
  ImportId import_id;
  std::int64_t first_row = 0;
  std::string outcomes;
};
BOOST_DESCRIBE_STRUCT(OutcomeRow, (), (tenant_id, import_id, first_row, outcomes))

struct RejectRow {
  TenantId tenant_id;
  ImportId import_id;
  std::int64_t line = 0;
  std::string problems;  // JSON list of RowProblem
  std::string row_text;
};
BOOST_DESCRIBE_STRUCT(RejectRow, (), (tenant_id, import_id, line, problems, row_text))

std::optional<ImportRow> load_import(db::ReadTx&, TenantId, ImportId);
/// Newest first, below `before` when given.
std::vector<ImportRow> list_imports(db::ReadTx&, TenantId, std::optional<std::int64_t> before,
                                    std::int64_t limit);
/// The newest import of that file that stopped while it was applied or undone.
std::optional<ImportRow> find_unfinished(db::ReadTx&, TenantId, const std::string& profile,
                                         const std::string& hash);
std::vector<ImportRow> list_unfinished(db::ReadTx&, TenantId);
/// Those that are over: done, failed or undone.
std::vector<ImportRow> list_finished(db::ReadTx&, TenantId);
Result<void> insert_import(db::Tx&, const ImportRow&);
/// Writes the row when it is still at `row.version`, and raises its version. \errors kConflict
Result<void> update_import(db::Tx&, ImportRow& row);

Result<void> insert_block(db::Tx&, const BlockRow&);
std::optional<BlockRow> next_block(db::ReadTx&, TenantId, ImportId, std::int64_t after_row);
Result<void> delete_block(db::Tx&, TenantId, ImportId, std::int64_t first_row);
Result<void> insert_outcomes(db::Tx&, const OutcomeRow&);
std::optional<OutcomeRow> last_outcomes(db::ReadTx&, TenantId, ImportId);
std::vector<OutcomeRow> outcomes_after(db::ReadTx&, TenantId, ImportId, std::int64_t after_row,
                                       std::int64_t limit);
Result<void> replace_outcomes(db::Tx&, const OutcomeRow&);
Result<void> delete_outcomes(db::Tx&, TenantId, ImportId, std::int64_t first_row);
Result<void> insert_reject(db::Tx&, const RejectRow&);
std::vector<RejectRow> rejects_after(db::ReadTx&, TenantId, ImportId, std::int64_t after_line,
                                     std::int64_t limit);
Result<void> delete_blocks(db::Tx&, TenantId, ImportId);
Result<void> delete_rejects(db::Tx&, TenantId, ImportId);

}  // namespace manyi::imports
