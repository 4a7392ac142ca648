// Imports as records: receiving, mapping, reading them back.
// Owns the states and what may follow on each; the walks are in validation.cpp and application.cpp.
#include "platform/imports/imports.h"

#include <algorithm>

#include "base/json.h"
#include "platform/imports/file_walk.h"
#include "platform/imports/staging.h"
#include "platform/imports/walks.h"
#include "platform/jobs/jobs.h"

namespace manyi::imports {
namespace {

constexpr std::int64_t kPreviewRows = 50;

bool may_change_mapping(ImportState state) {
  return state == ImportState::kUploaded || state == ImportState::kDetected ||
         state == ImportState::kValidated || state == ImportState::kFailed;
}

Error wrong_state(ImportState state) {
  return conflict("import_state", "The import is " + enum_name(state) + ".");
}

RejectedRow rejected_from(const RejectRow& row) {
  auto problems = from_json<std::vector<RowProblem>>(row.problems);
  return {row.line, problems ? std::move(*problems) : std::vector<RowProblem>{}, row.row_text};
}

ImportProgress progress_of(const ImportRow& row) {
  return {row.read_rows, row.imported,    row.updated,   row.unchanged,
          row.rejected,  row.staged_rows, row.done_rows, row.total_rows};
}

}  // namespace

ImportProgress progress_of_row(const ImportRow& row) { return progress_of(row); }

Result<std::unique_ptr<Imports>> Imports::create(Needs needs) {
  MANYI_TRY(auto store, files::FileStore::create(needs.folder));
  std::error_code failure;
  std::filesystem::create_directories(needs.folder / "rejects", failure);
  if (failure) return unavailable("folder_not_made", "The folder for rejects cannot be made.");
  return std::unique_ptr<Imports>(new Imports(std::move(needs), std::move(store)));
}

Import shown_import(const ImportRow& row, const Profiles& profiles) {
  Import import;
  import.id = row.id;
  import.profile = row.profile;
  import.file_name = row.file_name;
  import.file_bytes = row.file_bytes;
  import.state = row.state;
  if (auto detected = from_json<files::Detection>(row.detected)) import.detected = std::move(*detected);
  if (auto mapping = from_json<Mapping>(row.mapping)) import.mapping = std::move(*mapping);
  if (const auto* profile = profiles.find(row.profile))
    if (auto checked = check_mapping(import.mapping, *profile, import.detected.header); !checked)
      for (const auto& field : checked.error().fields)
        import.mapping_errors.push_back({field.pointer, field.code, field.message});
  import.max_rejects = row.max_rejects;
  import.progress = progress_of(row);
  if (row.has_rejects_file) import.rejects_url = "/api/v1/imports/" + row.id.text() + "/rejects";
  if (!row.failure.empty()) import.failure = row.failure;
  if (row.created_by) import.created_by = row.created_by;
  import.created_at = row.created_at;
  import.finished_at = row.finished_at;
  import.version = row.version;
  return import;
}

Result<Received> Imports::receive(const std::string& profile_code, const std::filesystem::path& file,
                                  const std::string& file_name, std::optional<Mapping> mapping,
                                  std::optional<std::int64_t> max_rejects) const {
  const ImportProfile* profile = needs_.profiles.find(profile_code);
  if (profile == nullptr)
    return invalid("/profile", "choice", "There is no import profile " + profile_code + ".");
  Received received;
  received.profile = profile_code;
  received.file_name = file_name;
  received.max_rejects = max_rejects;
  const bool is_fixed = !mapping && profile->fixed_mapping;
  if (is_fixed) mapping = profile->fixed_mapping;
  if (mapping) received.mapping = std::move(*mapping);
  if (received.mapping.events) {  // which of the log's own columns are meant
    files::DetectionHints rows = reading_hints(received.mapping);
    rows.events.reset();
    rows.has_header = rows.has_header.value_or(true);
    MANYI_TRY(const auto log, files::detect(file, rows));
    if (!log.cases) adopt_header(received.mapping, log.header);
  }
  MANYI_TRY(received.detected, files::detect(file, reading_hints(received.mapping)));
  if (received.mapping.columns.empty())
    received.mapping.columns = guess_columns(*profile, received.detected);
  else if (is_fixed)
    adopt_header(received.mapping, received.detected.header);
  MANYI_TRY(received.file, files_.keep(file));
  return received;
}

Result<Import> Imports::enter(db::Tx& tx, const Caller& caller, const Received& received) {
  ImportRow row;
  row.tenant_id = caller.tenant;
  row.id = tx.new_id<ImportTag>();
  row.profile = received.profile;
  row.file_name = storable_text(received.file_name, 255);
  row.file_hash = received.file.hash;
  row.file_bytes = received.file.bytes;
  row.state = ImportState::kDetected;
  row.detected = to_json(received.detected);
  row.mapping = to_json(received.mapping);
  row.max_rejects = received.max_rejects;
  row.total_rows = received.detected.rows_estimate;
  row.created_by = caller.user;
  row.created_at = tx.now();
  MANYI_CHECK(insert_import(tx, row));
  return shown_import(row, needs_.profiles);
}

Result<files::Detection> Imports::detect_again(db::ReadTx& tx, const Caller& caller, ImportId id,
                                               const Mapping& mapping) const {
  const auto row = load_import(tx, caller.tenant, id);
  if (!row) return not_found("import_missing", "There is no such import.");
  MANYI_TRY(auto before, from_json<files::Detection>(row->detected));
  const bool same = mapping.encoding.value_or(before.encoding) == before.encoding &&
                    mapping.delimiter.value_or(before.delimiter) == before.delimiter &&
                    mapping.header.value_or(before.has_header) == before.has_header;
  const bool same_place = mapping.sheet.value_or(before.sheet.value_or("")) == before.sheet.value_or("");
  bool same_columns = !mapping.events;  // their names are read from the log
  if (before.cases)
    for (const auto& column : mapping.columns)
      same_columns = same_columns && (!column.column || std::find(before.header.begin(), before.header.end(),
                                                                  *column.column) != before.header.end());
  if (same && same_place && same_columns) return before;
  MANYI_TRY(const auto path, files_.find(row->file_hash));
  return files::detect(path, reading_hints(mapping));
}

Result<Import> Imports::set_mapping(db::Tx& tx, const Caller& caller, ImportId id, const Mapping& mapping,
                                    const files::Detection& detected, std::optional<std::int64_t> max_rejects,
                                    std::optional<std::int64_t> if_match) {
  auto row = load_import(tx, caller.tenant, id);
  if (!row) return not_found("import_missing", "There is no such import.");
  if (if_match && *if_match != row->version) return stale("The import has changed meanwhile.");
  if (!may_change_mapping(row->state)) return wrong_state(row->state);
  row->mapping = to_json(mapping);
  row->detected = to_json(detected);
  row->total_rows = detected.rows_estimate;
  row->max_rejects = max_rejects;
  row->state = ImportState::kDetected;
  row->failure.clear();
  MANYI_CHECK(update_import(tx, *row));
  return shown_import(*row, needs_.profiles);
}

Result<Import> Imports::get(db::ReadTx& tx, const Caller& caller, ImportId id) const {
  const auto row = load_import(tx, caller.tenant, id);
  if (!row) return not_found("import_missing", "There is no such import.");
  return shown_import(*row, needs_.profiles);
}

Result<Page<ImportSummary>> Imports::list(db::ReadTx& tx, const Caller& caller,
                                          const std::optional<std::string>& cursor,
                                          std::int64_t limit) const {
  std::optional<std::int64_t> before;
  if (cursor) {
    MANYI_TRY(const auto keys, read_cursor(*cursor, 1));
    before = detail::integer_from_text(keys[0]);
  }
  std::vector<ImportSummary> rows;
  for (const auto& row : list_imports(tx, caller.tenant, before, limit + 1))
    rows.push_back(
        {row.id, row.profile, row.file_name, row.state, progress_of(row), row.created_at, row.finished_at});
  return page_of(std::move(rows), limit, [](const ImportSummary& last) {
    return std::vector<std::string>{std::to_string(last.id.value())};
  });
}

Result<Page<RejectedRow>> Imports::rejects(db::ReadTx& tx, const Caller& caller, ImportId id,
                                           const std::optional<std::string>& cursor,
                                           std::int64_t limit) const {
  const auto row = load_import(tx, caller.tenant, id);
  if (!row) return not_found("import_missing", "There is no such import.");
  std::int64_t after = 0;
  if (cursor) {
    MANYI_TRY(const auto keys, read_cursor(*cursor, 1));
    after = detail::integer_from_text(keys[0]).value_or(0);
  }
  std::vector<RejectedRow> rows;
  for (const auto& reject : rejects_after(tx, caller.tenant, id, after, limit + 1))
    rows.push_back(rejected_from(reject));
  auto page = page_of(std::move(rows), limit, [](const RejectedRow& last) {
    return std::vector<std::string>{std::to_string(last.line)};
  });
  page.total_estimate = row->rejected;
  return page;
}

Result<ImportPreview> Imports::preview(db::ReadTx& tx, const Caller& caller, ImportId id) const {
  const auto row = load_import(tx, caller.tenant, id);
  if (!row) return not_found("import_missing", "There is no such import.");
  ImportPreview preview;
  if (const auto block = next_block(tx, caller.tenant, id, row->done_rows)) {
    for (auto& staged : read_staged(block->staged, block->first_row)) {
      if (static_cast<std::int64_t>(preview.rows.size()) == kPreviewRows) break;
      preview.rows.push_back({staged.line, RawJson{std::move(staged.payload)}});
    }
  }
  for (const auto& reject : rejects_after(tx, caller.tenant, id, 0, kPreviewRows))
    preview.rejects.push_back(rejected_from(reject));
  return preview;
}

std::optional<Import> Imports::find_stopped(db::ReadTx& tx, const Caller& caller,
                                            const Received& received) const {
  const auto row = find_unfinished(tx, caller.tenant, received.profile, received.file.hash);
  if (!row || row->mapping != to_json(received.mapping)) return std::nullopt;
  return shown_import(*row, needs_.profiles);
}

std::filesystem::path Imports::rejects_path(const std::string& name) const {
  return needs_.folder / "rejects" / (name + ".csv");
}

Result<void> Imports::forget_people(db::Tx& tx, TenantId tenant) {
  for (auto& row : list_finished(tx, tenant)) {
    auto detected = from_json<files::Detection>(row.detected);
    if (!detected) continue;
    detected->sample_rows.clear();
    for (auto& column : detected->columns) column.examples.clear();
    row.detected = to_json(*detected);
    row.has_rejects_file = false;
    MANYI_CHECK(delete_blocks(tx, tenant, row.id));
    MANYI_CHECK(delete_rejects(tx, tenant, row.id));
    MANYI_CHECK(update_import(tx, row));
    MANYI_CHECK(
        needs_.jobs.enqueue(tx, tenant, kForgetFilesJob, to_json(ForgetFilesJob{row.id, row.file_hash})));
  }
  return {};
}

Result<void> Imports::forget_files(ImportId id, const std::string& file_hash) {
  std::error_code failure;
  std::filesystem::remove(rejects_path(id.text()), failure);
  if (const auto file = files_.find(file_hash)) std::filesystem::remove(*file, failure);
  if (failure) return unavailable("import_files", "A file of the import could not be removed.");
  return {};
}

Result<std::filesystem::path> Imports::rejects_file(ImportId id) const {
  auto path = rejects_path(id.text());
  std::error_code failure;
  if (!std::filesystem::exists(path, failure))
    return not_found("rejects_missing", "No row of this import was rejected.");
  return path;
}

Result<void> Imports::enter_step(db::Tx& tx, ImportRow& row, Step step) const {
  const ImportState state = row.state;
  switch (step) {
    case Step::kValidate:
      if (!may_change_mapping(state) && state != ImportState::kValidating) return wrong_state(state);
      if (const auto* profile = needs_.profiles.find(row.profile)) {
        MANYI_TRY(const auto mapping, from_json<Mapping>(row.mapping));
        MANYI_TRY(const auto detected, from_json<files::Detection>(row.detected));
        MANYI_CHECK(check_mapping(mapping, *profile, detected.header));
      }
      MANYI_CHECK(delete_blocks(tx, row.tenant_id, row.id));
      MANYI_CHECK(delete_rejects(tx, row.tenant_id, row.id));
      row.state = ImportState::kValidating;
      row.failure.clear();
      row.read_rows = row.staged_rows = row.done_rows = row.imported = row.updated = row.unchanged =
          row.rejected = 0;
      row.has_rejects_file = false;
      break;
    case Step::kApply:
      if (state != ImportState::kValidated && state != ImportState::kApplying) return wrong_state(state);
      row.state = ImportState::kApplying;
      break;
    case Step::kUndo:
      if (state != ImportState::kDone && state != ImportState::kApplying && state != ImportState::kUndoing)
        return wrong_state(state);
      row.state = ImportState::kUndoing;
      break;
  }
  return update_import(tx, row);
}

Result<ImportRow> Imports::begin(const Caller& caller, ImportId id, Step step) {
  ImportRow row;
  MANYI_CHECK(needs_.database.write(caller.tenant, [&](db::Tx& tx) -> Result<void> {
    auto found = load_import(tx, caller.tenant, id);
    if (!found) return not_found("import_missing", "There is no such import.");
    row = std::move(*found);
    return enter_step(tx, row, step);
  }));
  return row;
}

Result<void> Imports::save(ImportRow& row) {
  ImportRow next;
  MANYI_CHECK(needs_.database.write(row.tenant_id, [&](db::Tx& tx) -> Result<void> {
    next = row;
    return update_import(tx, next);
  }));
  row = std::move(next);
  return {};
}

Result<Import> Imports::start(db::Tx& tx, const Caller& caller, ImportId id, Step step,
                              std::optional<std::int64_t> if_match) {
  auto row = load_import(tx, caller.tenant, id);
  if (!row) return not_found("import_missing", "There is no such import.");
  if (if_match && *if_match != row->version) return stale("The import has changed meanwhile.");
  const bool runs = row->state == ImportState::kValidating || row->state == ImportState::kApplying ||
                    row->state == ImportState::kUndoing;
  if (runs && !(step == Step::kUndo && row->state == ImportState::kApplying)) return wrong_state(row->state);
  MANYI_CHECK(enter_step(tx, *row, step));
  MANYI_CHECK(needs_.jobs.enqueue(
      tx, caller.tenant, kStepJob,
      to_json(StepJob{id, caller.user ? std::optional(caller.user) : std::nullopt, step})));
  return shown_import(*row, needs_.profiles);
}

}  // namespace manyi::imports
