// Cells and snapshot files.
// Owns the mapping of the file and its replacement.
#include "modules/performance/kept.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "modules/performance/performance.h"

namespace manyi::performance {
namespace {

namespace fs = std::filesystem;

fs::path path_of(const Keeping& keeping, TenantId tenant) {
  return fs::path(keeping.folder) / (tenant.text() + ".facts");
}

/// A file in memory, read only.
class Mapped {
 public:
  explicit Mapped(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat status {};
    if (::fstat(file, &status) == 0 && status.st_size > 0) {
      size_ = static_cast<std::size_t>(status.st_size);
      data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
      if (data_ == MAP_FAILED) data_ = nullptr;
    }
    ::close(file);
  }
  ~Mapped() {
    if (data_) ::munmap(data_, size_);
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  explicit operator bool() const { return data_ != nullptr; }
  std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(data_), size_}; }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace

void keep_cells(kpi::Engine& engine) {
  for (const auto& metric : engine.metrics()) {
    if (metric->formula) continue;
    // What cannot be kept, or has no such dimension, is refused and answered by scans.
    static_cast<void>(engine.maintain(metric->code, kpi::Grain::kMonth, {}));
    for (const auto& name :
         {std::string("site"), metric->person(), std::string("manufacturer"), std::string("product_line")})
      static_cast<void>(engine.maintain(metric->code, kpi::Grain::kMonth, {name}));
  }
}

std::string snapshot_version(const Keeping& keeping) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a: tells texts apart, no more
  for (const auto& [file, text] : built_in_catalogue())
    for (const char c : file + text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return keeping.version + " " + std::to_string(hash);
}

std::optional<kpi::SnapshotStamp> load_kept(kpi::Engine& engine, const Keeping& keeping, TenantId tenant,
                                            const std::function<bool(const kpi::SnapshotStamp&)>& believed) {
  if (keeping.folder.empty()) return std::nullopt;
  const auto path = path_of(keeping, tenant);
  const Mapped file(path);
  std::error_code ignored;
  if (!file) return std::nullopt;
  auto stamp = kpi::read_stamp(file.bytes());
  if (stamp && believed(*stamp) && kpi::load_snapshot(engine, file.bytes(), snapshot_version(keeping)))
    return std::move(*stamp);
  fs::remove(path, ignored);
  return std::nullopt;
}

bool save_kept(const kpi::Engine& engine, const Keeping& keeping, TenantId tenant, kpi::SnapshotStamp stamp) {
  if (keeping.folder.empty()) return false;
  stamp.version = snapshot_version(keeping);
  std::error_code failed;
  fs::create_directories(keeping.folder, failed);
  const auto path = path_of(keeping, tenant);
  auto part = path;
  part += ".part";
  bool whole = false;
  {
    std::ofstream out(part, std::ios::binary | std::ios::trunc);
    fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, failed);
    if (out) kpi::write_snapshot(engine, stamp, out);
    out.close();
    whole = !out.fail();
  }
  if (const int file = whole ? ::open(part.c_str(), O_WRONLY | O_CLOEXEC) : -1; file >= 0) {
    whole = ::fsync(file) == 0;
    ::close(file);
  }
  if (whole) fs::rename(part, path, failed);
  if (!whole || failed) {
    fs::remove(part, failed);
    return false;
  }
  return true;
}

}  // namespace manyi::performance
