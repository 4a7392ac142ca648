// Zip archives, for what is inside an XLSX file.
// Owns the libzip handles and the limits against archives that unpack to far more than they are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/files/byte_source.h"

struct zip;

namespace manyi::files {

struct ZipLimits {
  std::uint64_t most_bytes = 2ull << 30;   // unpacked, of one entry
  std::uint64_t free_bytes = 32ull << 20;  // up to here any ratio is fine
  std::uint64_t most_ratio = 200;          // unpacked to packed, beyond free_bytes
  std::int64_t most_entries = 10'000;
};

/// An archive that is read. Not thread-safe.
class ZipArchive {
 public:
  /// \errors kMalformed zip_broken, zip_too_large
  static Result<std::unique_ptr<ZipArchive>> open(const std::filesystem::path& path, ZipLimits limits = {});
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  bool has(const std::string& name) const;
  /// Reads one entry; the archive outlives the source.
  /// \errors kNotFound; kMalformed file_encrypted, zip_bomb, zip_broken
  Result<std::unique_ptr<ByteSource>> entry(const std::string& name) const;

 private:
  ZipArchive(zip* archive, ZipLimits limits) : archive_(archive), limits_(limits) {}
  zip* archive_;
  ZipLimits limits_;
};

/// Packs files and texts, in order, into a new archive at `path`.
/// \errors kUnavailable when something cannot be read or written
Result<void> write_zip(const std::filesystem::path& path,
                       const std::vector<std::pair<std::string, std::string>>& texts,
                       const std::vector<std::pair<std::string, std::filesystem::path>>& files);

}  // namespace manyi::files
