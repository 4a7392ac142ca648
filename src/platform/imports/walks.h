// What the files of this folder share: the shown form of an import, the job of its steps.
// Owns the limits of one chunk.
#pragma once

#include <chrono>

#include "platform/imports/imports.h"

namespace manyi::imports {

/// A chunk stops taking rows after this long. Others wait for it and its commit: under 100 ms together.
/// A commit writes each touched page once, so that short chunks cost more per row.
inline constexpr std::chrono::milliseconds kChunkTime{50};
/// Rows between two looks at the clock, under one savepoint: about twenty milliseconds.
inline constexpr std::size_t kGroupRows = 384;
/// Staged rows and bytes to a block; several chunks.
inline constexpr std::int64_t kBlockRows = 4000;
inline constexpr std::size_t kBlockBytes = 1024 * 1024;
inline constexpr std::size_t kRejectsPerChunk = 200;
inline constexpr std::size_t kKeptRowText = 2000;

inline constexpr std::string_view kStepJob = "imports.step";
struct StepJob {
  ImportId import;
  std::optional<UserId> user;  // none: the program itself
  ImportStep step = ImportStep::kValidate;
};
BOOST_DESCRIBE_STRUCT(StepJob, (), (import, user, step))

/// The job that removes the files of an import that may name an erased person.
inline constexpr std::string_view kForgetFilesJob = "imports.forget_files";
struct ForgetFilesJob {
  ImportId import;
  std::string file_hash;
};
BOOST_DESCRIBE_STRUCT(ForgetFilesJob, (), (import, file_hash))

Import shown_import(const ImportRow& row, const Profiles& profiles);
ImportProgress progress_of_row(const ImportRow& row);

inline bool too_many(const ImportRow& row) { return row.max_rejects && row.rejected > *row.max_rejects; }

}  // namespace manyi::imports
