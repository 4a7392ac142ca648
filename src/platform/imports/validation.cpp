// The walk that stages valid rows and records what is wrong with the others; the file of rejects.
// Owns the rule that nothing is applied before the whole file has been read.
#include <algorithm>
#include <cstdio>
#include <fstream>

#include "base/json.h"
#include "platform/files/csv_writer.h"
#include "platform/imports/file_walk.h"
#include "platform/imports/imports.h"
#include "platform/imports/reasons.h"
#include "platform/imports/staging.h"
#include "platform/imports/walks.h"

namespace manyi::imports {
namespace {

constexpr int kRejectsPerRead = 500;

/// What stands over the two columns in front; no field of a profile is called so.
struct RejectHeads {
  std::string_view line, reason;
};
RejectHeads heads_in(std::optional<Language> language) {
  if (!language) return {"line", "reason"};
  if (*language == Language::kChinese) return {"行号", "退回原因"};
  return {"Row", "Why rejected"};
}

Error not_written() {
  return unavailable("rejects_not_written", "The file of rejected rows cannot be written; is the disk full?");
}

/// A row that cannot stand in a CSV file by itself becomes one quoted cell.
bool stands_alone(files::RecordProblem problem) {
  return problem != files::RecordProblem::kUnterminatedQuote &&
         problem != files::RecordProblem::kTextAfterQuote && problem != files::RecordProblem::kTooLong &&
         problem != files::RecordProblem::kNoCase;
}

}  // namespace

TimeZone Imports::default_zone(TenantId tenant) {
  return needs_.database.read([&](db::ReadTx& tx) { return needs_.default_zone(tx, tenant); });
}

Result<Import> Imports::validate(const Caller& caller, ImportId id, const OnProgress& on_progress) {
  MANYI_TRY(ImportRow row, begin(caller, id, Step::kValidate));
  if (auto staged = stage_rows(row, on_progress); !staged) {
    if (staged.error().key == "import_moved") return std::move(staged).error();
    row.state = ImportState::kFailed;
    row.failure = staged.error().key;
    MANYI_CHECK(save(row));
    return std::move(staged).error();
  }
  if (row.rejected > 0) {
    MANYI_CHECK(write_rejects(row, row.id.text(), [&](std::int64_t after) {
      return needs_.database.read(
          [&](db::ReadTx& tx) { return rejects_after(tx, row.tenant_id, row.id, after, kRejectsPerRead); });
    }));
    row.has_rejects_file = true;
  }
  row.total_rows = std::max(row.read_rows, too_many(row) ? row.total_rows : 0);
  row.state = ImportState::kValidated;
  if (too_many(row))
    row.failure = "too_many_rejects";
  else if (row.staged_rows == 0 && row.read_rows > 0)
    row.failure = "no_valid_rows";
  if (!row.failure.empty()) row.state = ImportState::kFailed;
  MANYI_CHECK(save(row));
  if (on_progress) on_progress(row.state, progress_of_row(row));
  return shown_import(row, needs_.profiles);
}

Result<void> Imports::stage_rows(ImportRow& row, const OnProgress& on_progress) {
  const ImportProfile* profile = needs_.profiles.find(row.profile);
  if (profile == nullptr)
    return not_found("profile_missing", "The profile of this import is no longer there.");
  MANYI_TRY(const auto detected, from_json<files::Detection>(row.detected));
  MANYI_TRY(const auto mapping, from_json<Mapping>(row.mapping));
  MANYI_TRY(const auto path, files_.find(row.file_hash));
  MANYI_TRY(auto walk, FileWalk::open(path, detected, mapping, *profile, default_zone(row.tenant_id)));

  BlockRow block{row.tenant_id, row.id, 1, 0, {}};
  std::vector<RejectRow> rejects;
  const auto flush = [&]() -> Result<void> {
    ImportRow next;
    MANYI_CHECK(needs_.database.write(row.tenant_id, [&](db::Tx& tx) -> Result<void> {
      next = row;
      if (block.last_row >= block.first_row) MANYI_CHECK(insert_block(tx, block));
      for (const auto& reject : rejects) MANYI_CHECK(insert_reject(tx, reject));
      return update_import(tx, next);
    }));
    row = std::move(next);
    block.first_row = block.last_row + 1;
    block.staged.clear();
    rejects.clear();
    if (on_progress) on_progress(row.state, progress_of_row(row));
    return {};
  };

  for (;;) {
    const FileWalk::Found found = walk->next();
    if (found == FileWalk::Found::kEnd) break;
    ++row.read_rows;
    switch (found) {
      case FileWalk::Found::kRow:
        append_staged(block.staged, walk->line(), walk->payload());
        block.last_row = ++row.staged_rows;
        break;
      case FileWalk::Found::kRepeated: ++row.unchanged; break;
      case FileWalk::Found::kReject:
        ++row.rejected;
        rejects.push_back({row.tenant_id, row.id, walk->line(), to_json(walk->problems()),
                           storable_text(walk->raw(), kKeptRowText)});
        break;
      case FileWalk::Found::kEnd: break;
    }
    if (block.last_row - block.first_row + 1 >= kBlockRows || block.staged.size() >= kBlockBytes ||
        rejects.size() >= kRejectsPerChunk)
      MANYI_CHECK(flush());
    if (too_many(row)) break;
  }
  if (walk->failure()) return *walk->failure();
  return flush();
}

Result<void> Imports::write_rejects(const ImportRow& row, const std::string& name, const MoreRejects& more) {
  const auto target = rejects_path(name);
  const auto incoming = target.string() + ".incoming";
  MANYI_CHECK(write_rejects_to(incoming, row, std::nullopt, more));
  std::error_code failure;
  std::filesystem::rename(incoming, target, failure);
  if (failure) return not_written();
  return {};
}

// The rejects as they came, each behind its line and the reason, so that the file can be corrected in
// a spreadsheet and imported again: the two columns in front map to no field.
Result<void> Imports::write_rejects_to(const std::filesystem::path& file, const ImportRow& row,
                                       std::optional<Language> language, const MoreRejects& more) const {
  MANYI_TRY(const auto detected, from_json<files::Detection>(row.detected));
  MANYI_TRY(const auto mapping, from_json<Mapping>(row.mapping));
  MANYI_TRY(const auto path, files_.find(row.file_hash));
  MANYI_TRY(auto reader, files::open_records(path, detected, reading_hints(mapping)));
  // Records of workbooks and logs come with commas.
  const bool text_rows =
      detected.format.value_or(files::FileFormat::kCsv) == files::FileFormat::kCsv && !detected.cases;
  const std::string delimiter = !text_rows          ? ","
                                : mapping.delimiter ? *mapping.delimiter
                                                    : detected.delimiter;
  const auto* profile = needs_.profiles.find(row.profile);
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  files::Record record;
  std::string text =
      !text_rows || detected.byte_order_mark || detected.encoding != "utf-8" ? "\xEF\xBB\xBF" : "";
  files::CsvWriter writer(text, delimiter.front());
  const auto head = [&](std::string_view line, std::string_view reason) {
    writer.verbatim(line).verbatim(reason);
    text += delimiter;
  };
  const bool has_header = detected.cases || mapping.header.value_or(detected.has_header);
  if (has_header && reader->next(record)) {
    const auto names = heads_in(language);
    head(names.line, names.reason);
    text += record.raw;
    writer.end_row();
  }
  reader->expect_columns(detected.header.size());
  std::int64_t after = 0;
  std::vector<RejectRow> rejects = more(after);
  std::size_t at = 0;
  while (at < rejects.size() && reader->next(record)) {
    if (record.line < rejects[at].line) continue;
    const auto problems = from_json<std::vector<RowProblem>>(rejects[at].problems);
    head(std::to_string(record.line), problems ? reason_text(*problems, profile, language) : std::string());
    if (stands_alone(record.problem)) {
      text += record.raw;
    } else {
      text += '"';
      for (const char c : record.raw) {
        if (c == '"') text += '"';
        text += c;
      }
      text += '"';
    }
    writer.end_row();
    if (text.size() > 256 * 1024) {
      out << text;
      text.clear();
    }
    after = rejects[at].line;
    if (++at == rejects.size()) rejects = more(after), at = 0;
  }
  out << text;
  out.close();
  if (!out) return not_written();
  return {};
}

Result<void> Imports::write_rejects_in(db::ReadTx& tx, const Caller& caller, ImportId id, Language language,
                                       const std::filesystem::path& target) const {
  MANYI_CHECK(rejects_file(id));
  const auto row = load_import(tx, caller.tenant, id);
  if (!row) return not_found("import_missing", "There is no such import.");
  return write_rejects_to(target, *row, language, [&](std::int64_t after) {
    return rejects_after(tx, caller.tenant, id, after, kRejectsPerRead);
  });
}

}  // namespace manyi::imports
