// Files on disk beside the database: named by their content, so that the same file is kept once.
// Owns DIR/files and its layout.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace manyi::files {

struct KeptFile {
  std::string hash;  // SHA-256, hex
  std::int64_t bytes = 0;
};

/// Thread-safe: files appear under their final name only when they are whole and on disk.
class FileStore {
 public:
  /// Makes the folder when it is missing. \errors kUnavailable
  static Result<FileStore> create(const std::filesystem::path& folder);
  /// Copies a file in. \errors kNotFound, kUnavailable (disk full among others)
  Result<KeptFile> keep(const std::filesystem::path& file) const;
  Result<KeptFile> keep_text(std::string_view bytes) const;
  /// Where the content lies. \errors kNotFound
  Result<std::filesystem::path> find(std::string_view hash) const;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  explicit FileStore(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path path_of(std::string_view hash) const;
  template <class Reader> Result<KeptFile> keep_from(Reader&& read) const;
  std::filesystem::path folder_;
};

}  // namespace manyi::files
