// Imports: a file becomes staged rows, staged rows become records, in short steps that can be resumed and undone.
// Owns the pipeline from upload to undo; profiles say what a row means.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/describe.h"
#include "base/language.h"
#include "base/result.h"
#include "platform/auth/caller.h"
#include "platform/db/db.h"
#include "platform/files/detection.h"
#include "platform/files/file_store.h"
#include "platform/http/page.h"
#include "platform/imports/profile.h"
#include "platform/imports/store.h"

namespace manyi {
struct Module;
}
namespace manyi::journal {
class Events;
}
namespace manyi::jobs {
class Jobs;
}

namespace manyi::imports {

struct ImportProgress {
  std::int64_t read = 0, imported = 0, updated = 0, unchanged = 0, rejected = 0;
  std::int64_t staged = 0;  // valid rows
  std::int64_t done = 0;    // of them, applied or taken back
  std::int64_t total = 0;   // rows of the file; an estimate until it is read
};
BOOST_DESCRIBE_STRUCT(ImportProgress, (), (read, imported, updated, unchanged, rejected, staged, done, total))

struct Import {
  ImportId id;
  std::string profile, file_name;
  std::int64_t file_bytes = 0;
  ImportState state = ImportState::kUploaded;
  files::Detection detected;
  Mapping mapping;
  std::vector<RowProblem> mapping_errors;  // what is still missing; empty when it can be validated
  std::optional<std::int64_t> max_rejects;
  ImportProgress progress;
  std::optional<std::string> rejects_url;
  std::optional<std::string> failure;  // stable key
  std::optional<UserId> created_by;    // none: the command line
  Instant created_at;
  std::optional<Instant> finished_at;
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, profile, file_name, file_bytes, state, detected, mapping, mapping_errors,
                       max_rejects, progress, rejects_url, failure, created_by, created_at, finished_at,
                       version))

/// A line of the list of imports.
struct ImportSummary {
  ImportId id;
  std::string profile, file_name;
  ImportState state = ImportState::kUploaded;
  ImportProgress progress;
  Instant created_at;
  std::optional<Instant> finished_at;
};
BOOST_DESCRIBE_STRUCT(ImportSummary, (), (id, profile, file_name, state, progress, created_at, finished_at))

/// A row that was not taken: where, why, and as it came (cut to 2,000 bytes).
struct RejectedRow {
  std::int64_t line = 0;
  std::vector<RowProblem> problems;
  std::string row;
};
BOOST_DESCRIBE_STRUCT(RejectedRow, (), (line, problems, row))

/// A valid row as it would be stored.
struct PreviewRow {
  std::int64_t line = 0;
  RawJson values;
};
BOOST_DESCRIBE_STRUCT(PreviewRow, (), (line, values))

struct ImportPreview {
  std::vector<PreviewRow> rows;      // the first valid ones
  std::vector<RejectedRow> rejects;  // the first others
};
BOOST_DESCRIBE_STRUCT(ImportPreview, (), (rows, rejects))

/// A file that has been stored and looked at, off the lane, and is ready to be entered.
struct Received {
  std::string profile, file_name;
  files::KeptFile file;
  files::Detection detected;
  Mapping mapping;
  std::optional<std::int64_t> max_rejects;
};

/// A rehearsal's answer: what would have become of the rows.
struct Rehearsal {
  ImportProgress progress;
  bool too_many_rejects = false;
  std::optional<std::filesystem::path> rejects_file;
};

enum class ImportStep { kValidate, kApply, kUndo };
BOOST_DESCRIBE_ENUM(ImportStep, kValidate, kApply, kUndo)

/// Called after every step, on the thread that runs the import.
using OnProgress = std::function<void(ImportState, const ImportProgress&)>;

/// Thread-safe. The steps that walk through a file (validate, apply, undo) block their caller for as
/// long as they take and write in chunks of at most 20 ms on the writer lane. Each can be
/// called again after a crash and goes on where it stopped.
class Imports {
 public:
  struct Needs {
    db::Database& database;
    journal::Events& events;
    jobs::Jobs& jobs;
    Profiles& profiles;
    std::filesystem::path folder;  // DIR/files
    std::function<TimeZone(db::ReadTx&, TenantId)> default_zone;
  };
  /// \errors kUnavailable when the folder cannot be made
  static Result<std::unique_ptr<Imports>> create(Needs needs);

  // ---- step by step ----
  /// Stores and inspects a file; slow, touches no table. `mapping` empty: guessed from the header.
  /// \errors kNotFound profile or file; kMalformed no text; kInvalid mapping names columns that are not there
  Result<Received> receive(const std::string& profile, const std::filesystem::path& file,
                           const std::string& file_name, std::optional<Mapping> mapping,
                           std::optional<std::int64_t> max_rejects) const;
  Result<Import> enter(db::Tx&, const Caller&, const Received&);
  /// Detects anew under the mapping's encoding, delimiter and header. Slow.
  Result<files::Detection> detect_again(db::ReadTx&, const Caller&, ImportId, const Mapping&) const;
  /// \errors kNotFound; kConflict unless detected, validated or failed; kStale
  Result<Import> set_mapping(db::Tx&, const Caller&, ImportId, const Mapping&, const files::Detection&,
                             std::optional<std::int64_t> max_rejects, std::optional<std::int64_t> if_match);

  /// Walks through the file and stages its valid rows. \errors kNotFound; kConflict by state;
  /// kInvalid mapping; kMalformed when the file cannot be read to its end
  Result<Import> validate(const Caller&, ImportId, const OnProgress& = {});
  /// Applies the staged rows. \errors kNotFound; kConflict by state or when too many rows fail
  Result<Import> apply(const Caller&, ImportId, const OnProgress& = {});
  /// Takes the import back. \errors kNotFound; kConflict by state, or import_touched when a record was
  /// changed since: then nothing is taken back
  Result<Import> undo(const Caller&, ImportId, const OnProgress& = {});
  /// Tells off the lane whether `undo` would be refused. \errors as undo
  Result<void> may_undo(const Caller&, ImportId);
  /// What an import of the file would do, without a trace: every chunk is applied and rolled back.
  Result<Rehearsal> rehearse(const Caller&, const Received&, const OnProgress& = {});

  Result<Import> get(db::ReadTx&, const Caller&, ImportId) const;
  Result<Page<ImportSummary>> list(db::ReadTx&, const Caller&, const std::optional<std::string>& cursor,
                                   std::int64_t limit) const;
  Result<Page<RejectedRow>> rejects(db::ReadTx&, const Caller&, ImportId,
                                    const std::optional<std::string>& cursor, std::int64_t limit) const;
  Result<ImportPreview> preview(db::ReadTx&, const Caller&, ImportId) const;
  /// The import of the same file under the same profile and mapping that stopped half-way.
  std::optional<Import> find_stopped(db::ReadTx&, const Caller&, const Received&) const;
  /// Where the rejected rows lie as CSV. \errors kNotFound
  Result<std::filesystem::path> rejects_file(ImportId) const;
  /// The same with heads and reasons in words, written anew to `target`, which belongs to the caller.
  /// \errors kNotFound when there are none or the file that was imported is gone; kUnavailable
  Result<void> write_rejects_in(db::ReadTx&, const Caller&, ImportId, Language,
                                const std::filesystem::path& target) const;

  /// Starts a step in the background; the state tells at once that it runs.
  using Step = ImportStep;
  Result<Import> start(db::Tx&, const Caller&, ImportId, Step, std::optional<std::int64_t> if_match);

  /// After a person was erased: removes samples, rejected rows and uploaded files of finished
  /// imports, which may name him. What the imports did stays, and so does their undo.
  Result<void> forget_people(db::Tx&, TenantId);
  /// The part of it that is on disk; run as a job.
  Result<void> forget_files(ImportId, const std::string& file_hash);

  const Profiles& profiles() const { return needs_.profiles; }

 private:
  Imports(Needs needs, files::FileStore store) : needs_(std::move(needs)), files_(std::move(store)) {}

  Result<void> save(ImportRow& row);
  Result<void> enter_step(db::Tx&, ImportRow& row, Step) const;
  Result<ImportRow> begin(const Caller&, ImportId, Step);
  Result<void> stage_rows(ImportRow& row, const OnProgress&);
  Result<void> apply_rows(const Caller&, const ImportProfile&, ImportRow& row, const OnProgress&);
  Result<void> inspect_rows(const Caller&, const ImportProfile&, const ImportRow& row);
  Result<std::int64_t> undo_rows(const Caller&, const ImportProfile&, ImportRow& row, const OnProgress&);
  /// Rejects with a line above `after`, in order; a few at a time, none at the end.
  using MoreRejects = std::function<std::vector<RejectRow>(std::int64_t after_line)>;
  Result<void> write_rejects(const ImportRow& row, const std::string& name, const MoreRejects& more);
  /// To a file that is there or is made. \errors kUnavailable
  Result<void> write_rejects_to(const std::filesystem::path& file, const ImportRow& row,
                                std::optional<Language> language, const MoreRejects& more) const;
  TimeZone default_zone(TenantId);
  std::filesystem::path rejects_path(const std::string& name) const;

  Needs needs_;
  files::FileStore files_;
};

/// Tables, routes and jobs; `imports` must outlive what is made of it.
Module make_module(Imports& imports);

}  // namespace manyi::imports
